//! What could stand at the caret of the filter line: fields, their values with counts, words to look for.

use super::{
    parts::completion::{Suggestion, word_at},
    words,
};
use crate::{
    engine::Facets,
    query::{Field, Shape},
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
    let asked = field_before(line, caret);
    let mut found = if let Some(field) = asked {
        values(field, "", word.trim_matches('"'), facets)
    } else {
        // A minus or brackets before it stay as they are.
        let (sign, bare) = word.split_at(word.len() - word.trim_start_matches(['-', '(']).len());
        match bare.split_once(':') {
            Some((name, typed)) => Field::of_name(name)
                .map(|field| {
                    values(field, &format!("{sign}{}:", field.name()), typed.trim_matches('"'), facets)
                })
                .unwrap_or_default(),
            None => starts(sign, bare, facets),
        }
    };
    found.truncate(MOST);
    found
}

/// The field whose list of values the caret stands in, behind a comma.
fn field_before(line: &str, caret: usize) -> Option<Field> {
    let start = word_at(line, caret).start;
    let before: String = line.chars().take(start).collect();
    let term = before.strip_suffix(',')?.rsplit(char::is_whitespace).next()?;
    Field::of_name(term.trim_start_matches(['-', '(']).split_once(':')?.0)
}

/// Values of a field that begin as typed, then those that hold it.
fn values(field: Field, before: &str, typed: &str, facets: &Facets) -> Vec<Suggestion> {
    let typed = lowered(typed);
    let known = facets.get(field.name());
    let count = |name: &str| {
        let of = known.and_then(|names| names.iter().find(|(known, _)| known == name));
        of.map_or_else(String::new, |(_, n)| words::count(*n))
    };
    let names: Vec<String> = match field.shape() {
        Shape::Listed(listed) => listed.iter().map(|name| (*name).to_owned()).collect(),
        Shape::Named => known.into_iter().flatten().map(|(name, _)| name.clone()).collect(),
        Shape::Number => return examples(field, before, &["<=2", "3..10", ">10"]),
        Shape::Span => return examples(field, before, &["24h", "7d", "4w"]),
        Shape::Day | Shape::Words => return Vec::new(),
    };
    let (begin, hold): (Vec<String>, Vec<String>) = names
        .into_iter()
        .filter(|name| lowered(name).contains(&typed))
        .partition(|name| lowered(name).starts_with(&typed));
    begin
        .into_iter()
        .chain(hold)
        .map(|name| {
            let quoted =
                if name.contains([' ', ',', '(', ')']) { format!("\"{name}\"") } else { name.clone() };
            Suggestion::new(format!("{before}{quoted}"), name.clone(), count(&name))
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
    let fields = Field::ALL
        .into_iter()
        .filter(|field| *field != Field::Says && field.name().starts_with(&lower))
        .map(|field| {
            Suggestion::new(format!("{sign}{}:", field.name()), format!("{}:", field.name()), about(field))
        });
    let mut found: Vec<Suggestion> = fields.collect();
    if lower.chars().count() >= 2 {
        for field in Field::ALL {
            let before = format!("{sign}{}:", field.name());
            if matches!(field.shape(), Shape::Listed(_) | Shape::Named) {
                found.extend(
                    values(field, &before, &lower, facets)
                        .into_iter()
                        .filter(|value| lowered(&value.label).starts_with(&lower))
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
        Field::Says | Field::Group => t("said by somebody"),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Filter;

    fn facets() -> Facets {
        let mut facets = Facets::default();
        facets
            .insert("channel".into(), vec![("web".into(), 700), ("web chat".into(), 20), ("app".into(), 9)]);
        facets.insert("outcome".into(), vec![("abandoned".into(), 412)]);
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
        assert_eq!(inserts("rating:")[0], "rating<=2");
        assert!(inserts("")[0].ends_with(':'));
    }

    #[test]
    fn counts_stand_beside_values() {
        let found = suggestions("outcome:a", 9, &facets());
        assert_eq!((found[0].label.as_str(), found[0].detail.as_str()), ("abandoned", "412"));
    }

    #[test]
    fn whole_suggestions_can_be_read() {
        for line in ["channel:we", "aband", "rating:", "is:h", "-outcome:ab"] {
            for found in inserts(line) {
                assert!(Filter::parse(&found).is_ok(), "{found}");
            }
        }
    }
}
