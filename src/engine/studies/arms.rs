//! Which arms a comparison has: read off the names that the data know, by the lead, so that all shards mean the same.

use crate::{
    conversation::Day,
    engine::Facets,
    ingest::Sentence,
    insight::{Arm, Comparison, MOST_ARMS, Split},
    order::sort_by,
    query::{COLUMN, Columns, Field, Filter, Term, Test},
};

/// What an arm is called that others are mostly held against, the likeliest first.
const CONTROLS: [&str; 9] = ["control", "baseline", "original", "default", "old", "off", "false", "a", "0"];

/// The comparison with its arms.
///
/// # Errors
/// Why there are no two arms.
pub fn with_arms(mut comparison: Comparison, facets: &Facets) -> Result<Comparison, Sentence> {
    let mut arms = match &comparison.by {
        Split::Field(name) => {
            let (arms, values) = of_field(name, &comparison.control, facets)?;
            comparison.values = values;
            arms
        }
        Split::Date(day) => of_date(day)?,
        Split::Filters(filters) => of_filters(filters)?,
    };
    if let Some(at) = arms.iter().position(|arm| arm.name.eq_ignore_ascii_case(&comparison.control)) {
        arms[..=at].rotate_right(1);
    }
    comparison.arms = arms;
    Ok(comparison)
}

/// The most frequent values of a field or a column, and how many there are.
fn of_field(name: &str, control: &str, facets: &Facets) -> Result<(Vec<Arm>, u64), Sentence> {
    let column = name.strip_prefix(COLUMN).unwrap_or(name);
    let field = Field::ALL.into_iter().find(|field| field.name() == name);
    if matches!(field, Some(Field::Outcome | Field::Evidence)) {
        return Err(Sentence::of("{name} comes out of a conversation and cannot be what makes the arms")
            .plain("name", name));
    }
    let known = match facets.get(name) {
        Some(known) => Some((field, known)),
        None => facets.get(&format!("{COLUMN}{column}")).map(|known| (None, known)),
    };
    let (field, known) =
        known.ok_or_else(|| Sentence::of("no conversation has a {name}").plain("name", name))?;
    // A filter takes no note of capitals.
    let mut values: Vec<&str> = Vec::new();
    for (value, _) in known {
        if !values.iter().any(|known| known.to_lowercase() == value.to_lowercase()) {
            values.push(value);
        }
    }
    let all = values.len() as u64;
    // The chosen control is an arm, however rare it is.
    match values.iter().position(|value| value.eq_ignore_ascii_case(control)) {
        Some(at) if at >= MOST_ARMS => values.swap(MOST_ARMS - 1, at),
        None if !control.is_empty() => {
            return Err(Sentence::of("{name} has no value {value}")
                .plain("name", name)
                .plain("value", control));
        }
        _ => {}
    }
    values.truncate(MOST_ARMS);
    if values.is_empty() {
        return Err(Sentence::of("no conversation has a {name}").plain("name", name));
    }
    if let [only] = values[..] {
        return Err(Sentence::of("{name} has one value, {value}: there is nothing to compare it with")
            .plain("name", name)
            .plain("value", only));
    }
    // Of what is no variant, the others are held against the most frequent.
    let frequent = Some(values[0]).filter(|_| name != "variant");
    let place = |value: &str| {
        let low = value.to_lowercase();
        let control = CONTROLS.iter().position(|known| *known == low).unwrap_or(CONTROLS.len());
        (control, frequent != Some(value), low)
    };
    sort_by(&mut values, |one, two| place(one).cmp(&place(two)));
    let arm = |value: &&str| {
        let one_of = Test::OneOf(vec![(*value).to_owned()]);
        let (field, test) = match field {
            Some(field) => (field, one_of),
            None => (Field::Column, Test::InColumn(column.to_owned(), Box::new(one_of))),
        };
        let filter = Filter::default().with(Term { negated: false, field, test });
        Arm { name: (*value).to_owned(), filter: filter.to_string() }
    };
    Ok((values.iter().map(arm).collect(), all))
}

fn of_date(text: &str) -> Result<Vec<Arm>, Sentence> {
    let day = Day::parse(text)
        .ok_or_else(|| Sentence::of("{day} is no day: write 2026-03-31").plain("day", text))?;
    let arm = |name: String, from, to| {
        let term = Term { negated: false, field: Field::Day, test: Test::Days(from, to) };
        Arm { name, filter: Filter::default().with(term).to_string() }
    };
    Ok(vec![arm(format!("< {day}"), None, Some(Day(day.0 - 1))), arm(format!("≥ {day}"), Some(day), None)])
}

fn of_filters(filters: &[String]) -> Result<Vec<Arm>, Sentence> {
    let read = |text: &String| match Filter::parse_with(text, Columns::Any) {
        Ok(filter) if filter.is_empty() => Err(Sentence::of("a filter without a condition means everything")),
        Ok(filter) => Ok(Arm { name: filter.to_string(), filter: filter.to_string() }),
        Err(_) => Err(Sentence::of("the filter {filter} cannot be read").plain("filter", text)),
    };
    let mut arms = filters.iter().take(MOST_ARMS).map(read).collect::<Result<Vec<_>, _>>()?;
    match &arms[..] {
        [] => return Err(Sentence::of("a filter without a condition means everything")),
        [one] => {
            let rest = format!("-({})", one.filter);
            arms.insert(0, Arm { name: rest.clone(), filter: rest });
        }
        _ => {}
    }
    Ok(arms)
}
