//! A table with one row per message.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{
    conversation::{Facts, Millis, Role, Utterance},
    ingest::{Effect, Kind, Out, columns::Column, notes, speaker, values},
    order::sort_by,
};

use super::{
    row::{CellReader, Row, says_fallback},
    table::{Layout, Rows},
};

/// Reads message rows.
pub struct MessageRows {
    cells: CellReader,
    /// Roles of senders where only names are given.
    senders: HashMap<String, Role>,
    /// Conversation of the last row, and the latest time in it.
    last: Option<(String, Option<Millis>)>,
    /// Whether the current conversation was already said to run backwards.
    backwards: bool,
    /// What was last said of the last conversation, so that it is not said again row by row.
    said: String,
    /// The same of this row; swapped with `said` to keep both buffers.
    saying: String,
    /// Which of the columns to filter by were said of the last conversation: the first cell stays, so
    /// that further ones are not masked in vain.
    told: Vec<bool>,
    /// Hashes of conversation and message id.
    seen: HashSet<u64>,
    /// Where no conversation id is given: latest time and number of conversations of each user.
    gaps: HashMap<String, (Option<Millis>, u32)>,
    /// Whether the next utterance is the user's, where nothing says who speaks.
    users_turn: bool,
    guessed: bool,
}

impl MessageRows {
    /// A reader of such a table.
    pub fn new(layout: &Layout) -> Self {
        let cells = CellReader::new(layout);
        Self {
            told: vec![false; cells.customs()],
            cells,
            senders: cast_by_frequency(layout),
            last: None,
            backwards: false,
            said: String::new(),
            saying: String::new(),
            seen: HashSet::new(),
            gaps: HashMap::new(),
            users_turn: true,
            guessed: false,
        }
    }

    /// Who speaks: as a person chose, as a word says, as the table as a whole suggests, in turns.
    fn role(&mut self, row: &Row<'_>, id: &str, out: &mut Out<'_>) -> Role {
        let word = self.cells.get(row, Column::Role);
        let exact = speaker::exact(&word).or_else(|| speaker::by_direction(&word));
        if let Some(role) = exact.filter(|_| out.chosen.speakers.is_empty()) {
            out.hear_speaker(id, &word, role, true);
            return role;
        }
        let sender = self.cells.get(row, Column::Sender);
        let direction = self.cells.get(row, Column::Direction);
        // The name first: it says more than the word beside it.
        if let Some(role) = [&sender, &word, &direction].into_iter().find_map(|name| out.chosen_role(name)) {
            return role;
        }
        let is_bot = values::flag(&self.cells.get(row, Column::IsBot));
        let (by_word, by_sender) = (speaker::by_name(&word), speaker::by_name(&sender));
        let by_flag = (is_bot == Some(true)).then_some(Role::Bot);
        if let Some(role) = exact.or(by_flag).or(by_word).or(by_sender) {
            let name = if exact.or(by_word).is_some() { &word } else { &sender };
            out.hear_speaker(id, name, role, true);
            return role;
        }
        let cast = self.senders.get(sender.as_ref()).copied();
        let by_direction = speaker::by_direction(&direction);
        let guess = cast.or(by_direction);
        if let Some(name) = [&sender, &word, &direction].into_iter().find(|name| !name.is_empty()) {
            let by_rule = cast.is_none() && by_direction.is_some() || is_bot.is_some();
            out.hear_speaker(id, name, guess.unwrap_or(Role::User), by_rule);
        }
        if let Some(role) = guess {
            return role;
        }
        if !sender.is_empty() || !word.is_empty() || is_bot.is_some() {
            // A name that belongs to few conversations is a visitor's.
            self.guessed |= is_bot.is_none() && self.senders.is_empty();
            return Role::User;
        }
        self.guessed = true;
        let role = if self.users_turn { Role::User } else { Role::Bot };
        self.users_turn = !self.users_turn;
        role
    }

    /// The row's conversation: its id, else its user cut at pauses.
    fn conversation(&mut self, row: &Row<'_>, at: Option<Millis>, out: &mut Out<'_>) -> Option<String> {
        if self.cells.has(Column::Conversation) {
            let id = self.cells.get(row, Column::Conversation);
            return (!id.is_empty()).then(|| id.into_owned());
        }
        let user = self.cells.get(row, Column::User).into_owned();
        let (latest, number) = self.gaps.entry(user.clone()).or_insert((at, 1));
        let pause = latest.zip(at).map(|(before, now)| (now.0 - before.0).abs());
        out.hear_pause(&user, pause);
        if pause.is_some_and(|pause| pause > out.gap()) {
            *number += 1;
        }
        *latest = at.or(*latest);
        Some(if user.is_empty() {
            out.made_id(format_args!("conversation {number}"))
        } else {
            format!("{user} {number}")
        })
    }

    /// Passes on what the row says of its conversation, unless the row before said the same. Says
    /// whether the row tells how the conversation went.
    fn say_facts(&mut self, row: &Row<'_>, id: &str, new: bool, out: &mut Out<'_>) -> bool {
        self.saying.clear();
        for column in FACTS {
            self.saying.push_str(&self.cells.get(row, column));
            self.saying.push('\u{1f}');
        }
        let same = !new && self.saying == self.said;
        std::mem::swap(&mut self.saying, &mut self.said);
        if new {
            self.told.fill(false);
        }
        let columns = self.cells.custom(row, |nth| !std::mem::replace(&mut self.told[nth], true));
        if same {
            out.facts(id, &Facts { columns, ..Facts::default() });
            return false;
        }
        let facts = Facts { columns, ..self.cells.facts(row, out) };
        out.facts(id, &facts);
        facts.rating.is_some() || facts.outcome.is_some() || facts.handoff.is_some()
    }
}

/// Columns that say something of the conversation.
const FACTS: [Column; 10] = [
    Column::User,
    Column::Channel,
    Column::Language,
    Column::Variant,
    Column::Rating,
    Column::Comment,
    Column::Status,
    Column::Handoff,
    Column::Event,
    Column::Tags,
];

impl Rows for MessageRows {
    fn row(&mut self, row: &Row<'_>, out: &mut Out<'_>) -> bool {
        let who = self.cells.get(row, Column::Role);
        let is_note = notes::says_note(&self.cells.get(row, Column::Private))
            || notes::names_note(&who) && out.chosen_role(&who).is_none();
        if is_note {
            out.note(Effect::Skipped, Kind::InternalNote);
            return false;
        }
        let at = self.cells.time(row, out);
        let Some(id) = self.conversation(row, at, out) else {
            out.note(Effect::Skipped, Kind::NoConversation);
            return false;
        };
        let message = self.cells.get(row, Column::Message);
        if !message.is_empty() {
            let mut hasher = DefaultHasher::new();
            (id.as_str(), message.as_ref()).hash(&mut hasher);
            if !self.seen.insert(hasher.finish()) {
                out.note(Effect::Skipped, Kind::DuplicateMessage);
                return false;
            }
        }
        let new = self.last.as_ref().is_none_or(|(last, _)| *last != id);
        if new {
            self.last = Some((id.clone(), None));
            self.backwards = false;
            self.users_turn = true;
        }
        let says_something = self.say_facts(row, &id, new, out);
        if let (Some((_, latest)), Some(now)) = (&mut self.last, at) {
            if latest.is_some_and(|latest| latest > now) && !self.backwards {
                self.backwards = true;
                out.note(Effect::Noted, Kind::OutOfOrder);
            }
            *latest = Some(latest.map_or(now, |latest| latest.max(now)));
        }
        let text = self.cells.get(row, Column::Text);
        let role = self.role(row, &id, out);
        if text.is_empty() {
            if !says_something && role != Role::System {
                out.note(Effect::Skipped, Kind::NoText);
            }
            return says_something || role == Role::System;
        }
        let intent = Some(self.cells.get(row, Column::Intent)).filter(|cell| !cell.is_empty());
        let fallback = values::flag(&self.cells.get(row, Column::Fallback)) == Some(true)
            || intent.as_deref().is_some_and(says_fallback)
            || says_fallback(&self.cells.get(row, Column::Event));
        let confidence = self.cells.get(row, Column::Confidence).replace(',', ".").parse().ok();
        let feedback = values::feedback(&self.cells.get(row, Column::Feedback));
        out.utterance(
            &id,
            &Utterance { role, at, text, intent, confidence, fallback, feedback, details: None },
        )
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        if !self.cells.has(Column::Conversation) && !self.cells.has(Column::User) && out.log.kept > 0 {
            out.log.note(0, 0, Effect::Noted, Kind::NoConversationColumn);
        }
        if self.guessed {
            out.log.note(0, 0, Effect::Noted, Kind::UnknownRole);
        }
    }
}

/// Where a table names senders and gives no roles: a name that speaks in several conversations is
/// the bot (the most frequent of them) or an agent; a name of one conversation is a visitor.
fn cast_by_frequency(layout: &Layout) -> HashMap<String, Role> {
    let (Some(sender), Some(conversation)) =
        (layout.columns.at(Column::Sender), layout.columns.at(Column::Conversation))
    else {
        return HashMap::new();
    };
    let mut conversations: HashMap<&str, HashSet<&str>> = HashMap::new();
    for row in &layout.sample {
        if let (Some(name), Some(id)) = (row.get(sender), row.get(conversation)) {
            conversations.entry(name.trim()).or_default().insert(id.trim());
        }
    }
    let all: HashSet<&str> = conversations.values().flatten().copied().collect();
    let mut regulars: Vec<(&str, usize)> = conversations
        .iter()
        .map(|(name, ids)| (*name, ids.len()))
        .filter(|(_, n)| *n >= 2 && *n * 5 >= all.len())
        .collect();
    sort_by(&mut regulars, |one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(two.0)));
    let has_bot = conversations.keys().any(|name| speaker::by_name(name) == Some(Role::Bot));
    let mut cast: HashMap<String, Role> = HashMap::new();
    for (at, (name, _)) in regulars.into_iter().enumerate() {
        cast.insert(name.to_owned(), if at == 0 && !has_bot { Role::Bot } else { Role::Agent });
    }
    cast
}
