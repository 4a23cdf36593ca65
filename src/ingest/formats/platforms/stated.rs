//! What records say of their conversation, as a list of what stands where: so that a platform names the
//! places and does not read them itself.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Rating},
    ingest::{Out, custom, json::Json, values},
};

/// Something that is said of a conversation.
#[derive(Clone, Copy, Debug)]
pub enum Fact {
    /// A stable id of the user.
    User,
    /// The channel.
    Channel,
    /// The language.
    Language,
    /// The version or variant of the bot.
    Variant,
    /// Tags: a list of texts, or behind a bar the path of the text in each of its elements.
    Tags,
    /// A score, and the highest of its scale.
    Score(f64),
    /// A word for satisfied or not.
    Satisfied,
    /// What was written beside the rating.
    Comment,
    /// A word for the outcome.
    Outcome,
    /// Whether a person took over.
    Handoff,
    /// One value to filter by, under this name.
    Column(&'static str),
    /// All single values of an object, under their own names.
    Columns,
}

/// What a platform's records say, and the paths where. Of several places of one fact the first that is
/// filled counts.
pub type Places = &'static [(Fact, &'static str)];

/// What a record says.
#[inline(never)]
pub fn stated<'r>(record: &'r Json<'_>, places: Places) -> Facts<'r> {
    let mut facts = Facts::default();
    for (fact, path) in places {
        let (path, inner) = path.split_once('|').map_or((*path, None), |(path, inner)| (path, Some(inner)));
        let Some(value) = record.at(path) else { continue };
        if let Fact::Columns = fact {
            columns(value, &mut facts);
        } else if let (Fact::Tags, Json::List(tags)) = (fact, value) {
            let text = |tag: &'r Json<'_>| inner.map_or_else(|| tag.text(), |inner| tag.said(inner));
            facts.tags.extend(tags.iter().filter_map(text).map(Cow::Borrowed));
        } else if let Some(text) = value.text().filter(|text| !text.trim().is_empty()) {
            single(*fact, text, &mut facts);
        }
    }
    facts
}

fn single<'r>(fact: Fact, text: &'r str, facts: &mut Facts<'r>) {
    let place = match fact {
        Fact::User => &mut facts.user,
        Fact::Channel => &mut facts.channel,
        Fact::Language => &mut facts.language,
        Fact::Variant => &mut facts.variant,
        Fact::Comment => &mut facts.comment,
        Fact::Score(max) => {
            let score = text.trim().parse().ok().filter(|score| (0.0..=max).contains(score));
            facts.rating = facts.rating.or(score.map(|score| Rating { score, max }));
            return;
        }
        Fact::Satisfied => {
            facts.rating = facts.rating.or(values::rating(text, 1.0).unwrap_or_default());
            return;
        }
        Fact::Outcome => {
            facts.outcome = facts.outcome.or(values::outcome(text));
            return;
        }
        Fact::Handoff => {
            facts.handoff = facts.handoff.or(values::flag(text).filter(|handed| *handed));
            return;
        }
        Fact::Column(name) => {
            if facts.columns.iter().all(|(other, _)| other != name) {
                facts.columns.push((Cow::Borrowed(name), Cow::Borrowed(text)));
            }
            return;
        }
        Fact::Tags | Fact::Columns => return,
    };
    if place.is_none() {
        *place = Some(Cow::Borrowed(text));
    }
}

/// The single values of an object. A language is read by itself.
fn columns<'r>(object: &'r Json<'_>, facts: &mut Facts<'r>) {
    for (key, value) in object.entries() {
        let value = value.text().filter(|value| !value.trim().is_empty());
        let name = custom::name(key).filter(|name| !name.ends_with("language"));
        if let (Some(name), Some(value)) = (name, value) {
            facts.columns.push((Cow::Owned(name), Cow::Borrowed(value)));
        }
    }
}

/// Passes on what a record says.
#[inline(never)]
pub fn state(conversation: &str, record: &Json<'_>, places: Places, out: &mut Out<'_>) {
    out.facts(conversation, &stated(record, places));
}
