//! What could stand at the caret of the filter line: fields, their values with counts, words to look for.

use super::{
    labels::label_words,
    parts::completion::{FilterError, Suggestion, word_at},
    words,
};
use crate::{
    engine::Facets,
    ingest::{Sentence, Value},
    insight::{PathState, StateKind},
    language::EntityKind,
    query::{COLUMN, Field, Shape, TOPIC},
    say,
    text::lowered,
    words::t,
};

/// So many are offered at a time.
const MOST: usize = 9;

/// What could stand at the caret of a line, the likeliest first.
pub fn suggestions(line: &str, caret: usize, facets: &Facets) -> Vec<Suggestion> {
    let word: String = line.chars().skip(word_at(line, caret).start).take(caret).collect();
    let word: String = word.chars().take(caret.saturating_sub(word_at(line, caret).start)).collect();
    // A comma ends a word of the line, but not the values of a field.
    let mut found = if let Some(asked) = field_before(line, caret, facets) {
        values(asked, "", word.trim_matches('"'), facets)
    } else {
        // A minus or brackets before it stay as they are.
        let (sign, bare) = word.split_at(word.len() - word.trim_start_matches(['-', '(']).len());
        match bare.split_once(':') {
            Some((name, typed)) => Asked::of_name(name, facets)
                .map(|asked| {
                    values(asked, &format!("{sign}{}:", asked.name()), typed.trim_matches('"'), facets)
                })
                .unwrap_or_default(),
            None => starts(sign, bare, facets),
        }
    };
    found.truncate(MOST);
    found
}

/// A field, or a column of the source, with the key of its names in the facets.
#[derive(Clone, Copy)]
struct Asked<'f> {
    field: Field,
    key: &'f str,
}

impl<'f> Asked<'f> {
    fn of(field: Field) -> Self {
        Self { field, key: field.name() }
    }

    /// The columns of the source.
    fn columns(facets: &'f Facets) -> impl Iterator<Item = Self> {
        let keys = facets.keys().filter(|key| key.starts_with(COLUMN));
        keys.map(|key| Self { field: Field::Column, key })
    }

    fn of_name(name: &str, facets: &'f Facets) -> Option<Self> {
        let column = || Self::columns(facets).find(|column| column.name() == lowered(name));
        Field::of_name(name).map(Self::of).or_else(column)
    }

    /// The name by which it is asked for.
    fn name(self) -> &'f str {
        let bare = self.key.strip_prefix(COLUMN).unwrap_or(self.key);
        if Field::of_name(bare).is_some() { self.key } else { bare }
    }
}

/// The columns of the source, as [`Filter::parse_with`](crate::query::Filter::parse_with) takes them.
pub fn columns(facets: &Facets) -> impl Iterator<Item = &str> {
    facets.keys().filter_map(|key| key.strip_prefix(COLUMN))
}

/// The field whose list of values the caret stands in, behind a comma.
fn field_before<'f>(line: &str, caret: usize, facets: &'f Facets) -> Option<Asked<'f>> {
    let start = word_at(line, caret).start;
    let before: String = line.chars().take(start).collect();
    let term = before.strip_suffix(',')?.rsplit(char::is_whitespace).next()?;
    Asked::of_name(term.trim_start_matches(['-', '(']).split_once(':')?.0, facets)
}

/// Values of a field that begin as typed, then those that hold it; those that have names in the reader's words
/// by these, too.
fn values(asked: Asked<'_>, before: &str, typed: &str, facets: &Facets) -> Vec<Suggestion> {
    let typed = lowered(typed);
    let field = asked.field;
    let known = facets.get(asked.key);
    let said = |name: &str| label_words(field.name(), name);
    let detail = |name: &str| {
        let of = known.and_then(|names| names.iter().find(|(known, _)| known == name));
        let count = of.map(|(_, n)| words::count(*n));
        let parts: Vec<String> = said(name).map(str::to_owned).into_iter().chain(count).collect();
        parts.join(" · ")
    };
    let names: Vec<String> = match field.shape() {
        Shape::Listed(listed) => listed.iter().map(|name| (*name).to_owned()).collect(),
        Shape::Named if field == Field::Entity => {
            EntityKind::ALL.iter().map(|kind| kind.name().to_lowercase()).collect()
        }
        Shape::Named => known.into_iter().flatten().map(|(name, _)| name.clone()).collect(),
        Shape::Number if field == Field::Sentiment => {
            return examples(field, before, &["<=-0.2", "-0.2..0.2", ">=0.2"]);
        }
        Shape::Number if field == Field::Tokens => return examples(field, before, &["<=500", ">1000"]),
        Shape::Seconds => return examples(field, before, &["<=1s", "1s..5s", ">5s"]),
        Shape::Number => return examples(field, before, &["<=2", "3..10", ">10"]),
        Shape::Span => return examples(field, before, &["24h", "7d", "4w"]),
        Shape::Path => return ways(before, &typed, facets),
        Shape::Funnel => return steps(before, &typed, facets),
        Shape::Day | Shape::Words => return Vec::new(),
    };
    let as_typed = |name: &str, fits: fn(&str, &str) -> bool| {
        fits(&lowered(name), &typed) || said(name).is_some_and(|said| fits(&lowered(said), &typed))
    };
    let (begin, hold): (Vec<String>, Vec<String>) = names
        .into_iter()
        .filter(|name| as_typed(name, |name, typed| name.contains(typed)))
        .partition(|name| as_typed(name, |name, typed| name.starts_with(typed)));
    begin
        .into_iter()
        .chain(hold)
        .map(|name| {
            let quoted =
                if name.contains([' ', ',', '(', ')']) { format!("\"{name}\"") } else { name.clone() };
            Suggestion::new(format!("{before}{quoted}"), name.clone(), detail(&name))
        })
        .collect()
}

/// What journeys may be about, as states: intents of the source, or topics where it states none.
pub fn matters(facets: &Facets) -> Vec<PathState> {
    let named = |field: Field, kind| {
        let names = facets.get(field.name()).into_iter().flatten();
        names.map(|(name, _)| PathState::named(kind, name)).collect::<Vec<_>>()
    };
    let intents = named(Field::Intent, StateKind::Intent);
    if intents.is_empty() { named(Field::Topic, StateKind::Topic) } else { intents }
}

/// States that begin as what is typed behind the last `>` of a way, each with the way before it.
fn ways(before: &str, typed: &str, facets: &Facets) -> Vec<Suggestion> {
    let (way, state) = typed.rsplit_once('>').map_or(("", typed), |(way, state)| (way.trim(), state.trim()));
    let known = StateKind::ALL.into_iter().map(StateKind::name).filter(|name| !name.ends_with(':'));
    let matters = matters(facets).into_iter().map(|matter| matter.key());
    let fits = |name: &String| {
        lowered(name).starts_with(state) || lowered(name).starts_with(&format!("{TOPIC}{state}"))
    };
    matters
        .chain(known.map(str::to_owned))
        .filter(fits)
        .map(|name| {
            let whole = if way.is_empty() { name.clone() } else { format!("{way} > {name}") };
            let needs_quotes = whole.contains([' ', ',', '(', ')']);
            let quoted = if needs_quotes { format!("\"{whole}\"") } else { whole };
            Suggestion::new(format!("{before}{quoted}"), name, String::new())
        })
        .collect()
}

/// What the step behind the last `>` of a line of steps may be, each with the steps before it.
fn steps(before: &str, typed: &str, facets: &Facets) -> Vec<Suggestion> {
    let (line, step) =
        typed.rsplit_once("> ").map_or((String::new(), typed), |(line, step)| (format!("{line}> "), step));
    // Quotes within quotes are doubled.
    let step = step.replace("\"\"", "\"");
    suggestions(&step, step.chars().count(), facets)
        .into_iter()
        .map(|found| {
            let whole = format!("{before}\"{line}{}\"", found.insert.replace('"', "\"\""));
            Suggestion::new(whole, found.label, found.detail)
        })
        .collect()
}

fn examples(field: Field, before: &str, forms: &[&str]) -> Vec<Suggestion> {
    let sign = &before[..before.len() - before.trim_start_matches(['-', '(']).len()];
    forms
        .iter()
        .map(|form| {
            let colon = if form.starts_with(['<', '>']) { "" } else { ":" };
            let whole = format!("{sign}{}{colon}{form}", field.name());
            Suggestion::new(whole.clone(), whole, String::new())
        })
        .collect()
}

/// Fields that begin as typed, values of any field that do, and the words themselves.
fn starts(sign: &str, typed: &str, facets: &Facets) -> Vec<Suggestion> {
    let lower = lowered(typed);
    let all: Vec<Asked<'_>> = Field::ALL.into_iter().map(Asked::of).chain(Asked::columns(facets)).collect();
    let fields = all
        .iter()
        .filter(|asked| asked.field != Field::Says && asked.name().starts_with(&lower))
        .map(|asked| {
            let label = format!("{}:", asked.name());
            Suggestion::new(format!("{sign}{label}"), label, about(asked.field))
        });
    let mut found: Vec<Suggestion> = fields.collect();
    if lower.chars().count() >= 2 {
        for asked in all {
            let before = format!("{sign}{}:", asked.name());
            // Kinds of things are of no data: who wants them names the field.
            let is_offered = asked.field != Field::Entity;
            if is_offered && matches!(asked.field.shape(), Shape::Listed(_) | Shape::Named) {
                found.extend(
                    values(asked, &before, &lower, facets)
                        .into_iter()
                        .filter(|value| {
                            let said = label_words(asked.field.name(), &value.label);
                            [Some(value.label.as_str()), said]
                                .into_iter()
                                .flatten()
                                .any(|name| lowered(name).starts_with(&lower))
                        })
                        .map(|value| Suggestion { label: value.insert.clone(), ..value }),
                );
            }
        }
        found.truncate(MOST - 1);
        let words = format!("{sign}\"{}\"", typed.replace('"', ""));
        found.push(Suggestion::new(words.clone(), words, t("said by somebody")));
    }
    found
}

/// What is wrong with a line, as the line shows it: with the whole line as it was probably meant.
pub fn wrong_line(line: &str, at: usize, because: &Sentence, meant: Option<&str>) -> FilterError {
    let word = because.values.iter().find_map(|(gap, value)| match value {
        Value::Plain(word) if gap == "what" => Some(word.chars().count()),
        _ => None,
    });
    let suggestion = meant.map(|meant| {
        let before: String = line.chars().take(at).collect();
        let rest: String = line.chars().skip(at + word.unwrap_or_default()).collect();
        format!("{before}{meant}{rest}")
    });
    FilterError { at, message: words::said(because), suggestion }
}

/// What a field asks about.
pub fn about(field: Field) -> String {
    match field {
        Field::Outcome => t("how it ended"),
        Field::Evidence => t("what decided how it ended"),
        Field::Is => t("a property that it has"),
        Field::Channel => t("where it took place"),
        Field::Language => t("its language"),
        Field::Variant => t("its variant or bot version"),
        Field::Tag => t("a label of the source"),
        Field::Intent => t("an intent of the source"),
        Field::Day => return say!("the day it began, such as {day}", day = "2026-03-02..2026-03-14"),
        Field::Weekday => t("the weekday it began"),
        Field::Hour => t("the hour it began"),
        Field::Messages => t("how many messages"),
        Field::Turns => t("how many turns"),
        Field::Minutes => t("how many minutes long"),
        Field::Rating => t("its rating, from 1 to 5"),
        Field::User => t("its user, as masked"),
        Field::Id => t("its id, as masked"),
        Field::Last => t("how long before the end of the data it began"),
        Field::Active => t("how long before the end of the data its last message came"),
        Field::Segment => t("how far along the way to buying"),
        Field::Signal => t("what its user gives away"),
        Field::Emotion => t("what its user feels"),
        Field::Mood => t("a message of its user in this mood"),
        Field::Trajectory => t("how its user's mood went"),
        Field::Turned => t("what stands where that mood turned"),
        Field::Act => t("what somebody does in it"),
        Field::Spoken => t("the language its user speaks, such as de"),
        Field::Label => t("a label that you taught"),
        Field::Goal => t("a goal that it reached"),
        Field::Topic => t("what its first request is about"),
        Field::Question => t("a question that its user asks"),
        Field::Failed => t("a question at which the bot failed"),
        Field::Voice => t("what is said with a signal"),
        Field::Entity => t("what its user names, such as platform"),
        Field::Sentiment => t("mean sentiment of its user, from -1 to 1"),
        Field::Model => t("a model that wrote one of its answers"),
        Field::Tokens => t("how many tokens its answers took"),
        Field::Latency => t("how long its slowest answer took, as the source states it"),
        Field::Cost => t("what its answers cost, as the source states it"),
        Field::Column => t("a column of your data"),
        Field::Path => t("a way from state to state, such as refund > fallback"),
        Field::Funnel => t("steps one after the other, such as is:engaged > is:handoff"),
        Field::Says | Field::Group => t("said by somebody"),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Columns, Filter};

    fn facets() -> Facets {
        let mut facets = Facets::default();
        facets
            .insert("channel".into(), vec![("web".into(), 700), ("web chat".into(), 20), ("app".into(), 9)]);
        facets.insert("outcome".into(), vec![("abandoned".into(), 412)]);
        facets.insert("column.plan".into(), vec![("enterprise".into(), 30), ("free".into(), 12)]);
        facets.insert("column.user".into(), vec![("internal".into(), 3)]);
        facets.insert("signal".into(), vec![("churn_risk".into(), 205), ("competitor".into(), 121)]);
        facets
    }

    fn inserts(line: &str) -> Vec<String> {
        suggestions(line, line.chars().count(), &facets()).into_iter().map(|found| found.insert).collect()
    }

    #[test]
    fn fields_values_and_words_are_offered() {
        assert_eq!(inserts("outc")[0], "outcome:");
        assert_eq!(inserts("channel:we"), ["channel:web", "channel:\"web chat\""]);
        assert_eq!(inserts("is:handoff channel:app,we"), ["web", "\"web chat\""]);
        assert_eq!(inserts("-outcome:ab"), ["-outcome:abandoned"]);
        assert_eq!(inserts("aband"), ["outcome:abandoned", "\"aband\""]);
        assert_eq!(inserts("pla"), ["plan:", "\"pla\""]);
        assert_eq!(inserts("-plan:fr"), ["-plan:free"]);
        assert_eq!(inserts("plan:free,ent"), ["enterprise"]);
        assert_eq!(inserts("enterp"), ["plan:enterprise", "\"enterp\""]);
        assert_eq!(inserts("inter"), ["column.user:internal", "\"inter\""]);
        assert_eq!(inserts("path:fall"), ["path:fallback"]);
        assert_eq!(inserts("path:\"fallback > hand"), ["path:\"fallback > handoff\""]);
        assert_eq!(inserts("rating:")[0], "rating<=2");
        assert_eq!(inserts("sentiment:")[0], "sentiment<=-0.2");
        assert!(inserts("")[0].ends_with(':'));
    }

    #[test]
    fn a_wrong_line_is_shown_with_what_was_meant() {
        let line = "is:rated plam:free x";
        let error = Filter::parse_with(line, Columns::These(&["plan"])).unwrap_err();
        let shown = wrong_line(line, error.at, &error.sentence(), error.suggestion.as_deref());
        assert_eq!((shown.at, shown.suggestion.as_deref()), (9, Some("is:rated plan:free x")));
        assert!(shown.message.contains("“plam”"), "{}", shown.message);
    }

    #[test]
    fn counts_stand_beside_values() {
        let found = suggestions("outcome:a", 9, &facets());
        assert_eq!((found[0].label.as_str(), found[0].detail.as_str()), ("abandoned", "412"));
    }

    #[test]
    fn labels_are_found_and_said_in_the_readers_words() {
        assert_eq!(inserts("signal:may"), ["signal:churn_risk"]);
        assert_eq!(inserts("may xq")[0], "\"xq\"", "words are ended by a blank");
        assert_eq!(inserts("may")[0], "signal:churn_risk");
        let found = suggestions("signal:chu", 10, &facets());
        assert_eq!((found[0].label.as_str(), found[0].detail.as_str()), ("churn_risk", "May leave · 205"));
        let unheard = suggestions("signal:praise", 13, &facets());
        assert_eq!(unheard[0].detail, "Praises");
    }

    #[test]
    fn whole_suggestions_can_be_read() {
        for line in [
            "channel:we",
            "aband",
            "rating:",
            "is:h",
            "-outcome:ab",
            "plan:",
            "inter",
            "sentiment:",
            "path:",
            "path:\"fallback > ha",
            "mood:",
            "may",
        ] {
            for found in inserts(line) {
                let columns = Columns::These(&["plan", "user"]);
                assert!(Filter::parse_with(&found, columns).is_ok(), "{found}");
            }
        }
    }
}
