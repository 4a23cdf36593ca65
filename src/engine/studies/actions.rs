//! What a conversation is for the recommended actions: the groups that it is in, and what it is worth.

use crate::{
    conversation::Role,
    corpus::Corpus,
    insight::{ActionsPartial, Case, GroupKind},
    language::Marks,
};

/// The most that a conversation can be worth: what is more is no amount but a number of something, and a sum of
/// millions of them has room.
const WORTH: f64 = 1e9;

/// Takes in one conversation with its utterances; `value` is the column that says what it is worth.
pub(super) fn observe(part: &mut ActionsPartial, corpus: &Corpus, case: &Case<'_>, value: Option<&str>) {
    let view = case.view;
    let card = corpus.card(view.idx);
    let mut intents = Vec::new();
    for said in view.utterances {
        if let Some(intent) = corpus.intent(said.row) {
            let reacts = [Marks::ASKS_HUMAN, Marks::DENIES, Marks::NO, Marks::THANKS, Marks::GREETING];
            let is_reaction = said.role != Role::User || reacts.iter().any(|mark| said.marks.has(*mark));
            part.observe_intent(intent, is_reaction);
            intents.push(intent);
        }
    }
    intents.sort_unstable();
    intents.dedup();
    let stated = [
        (GroupKind::Channel, card.channel),
        (GroupKind::Language, card.language),
        (GroupKind::Variant, card.variant),
    ];
    let stated = stated.into_iter().filter_map(|(kind, name)| Some((kind, name?)));
    let intents = intents.into_iter().map(|name| (GroupKind::Intent, name));
    let thousandths = match value {
        None => 1_000,
        Some(column) => worth(corpus, view.idx, column).unwrap_or_default(),
    };
    part.observe(case, intents.chain(stated), thousandths);
}

/// What a conversation is worth by a column, in thousandths, where it says so.
pub fn worth(corpus: &Corpus, conversation: u32, column: &str) -> Option<i64> {
    let worth = corpus.in_column(conversation, column)?.1.filter(|worth| worth.is_finite())?;
    Some((worth.clamp(-WORTH, WORTH) * 1e3).round() as i64)
}
