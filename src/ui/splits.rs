//! What can make the arms of a comparison in the data at hand, and what can be compared.

use crate::{
    insight::{Comparison, Split, comparable, days_of},
    query::{COLUMN, Field},
    report::Report,
};

/// Fields whose values may make arms.
const FIELDS: [Field; 6] =
    [Field::Variant, Field::Channel, Field::Language, Field::Spoken, Field::Segment, Field::Model];

/// So many values make arms that a person can look at.
const VALUES: std::ops::RangeInclusive<usize> = 2..=12;

/// What is offered to make the arms: a value for the control that chooses, and what a person reads.
pub fn offered(report: &Report, chosen: Option<&Comparison>) -> Vec<(String, String)> {
    let many = |name: &str| report.facets.get(name).map_or(0, Vec::len);
    // A variant is what it is; that it has forty values is then said.
    let few = |name: &str| VALUES.contains(&many(name)) || name == "variant" && many(name) > 1;
    let fields = FIELDS.into_iter().map(Field::name).filter(|name| few(name)).map(str::to_owned);
    let columns = report.facets.keys().filter(|key| key.starts_with(COLUMN) && few(key)).cloned();
    let mut names: Vec<String> = fields.chain(columns).collect();
    // What a link asks for stays, whatever the data say of it.
    if let Some(Split::Field(name)) = chosen.map(|chosen| &chosen.by)
        && !names.contains(name)
    {
        names.push(name.clone());
    }
    names
        .into_iter()
        .map(|name| {
            let shown = name.strip_prefix(COLUMN).unwrap_or(&name).to_owned();
            (name, shown)
        })
        .collect()
}

/// The comparison where nobody has said one: by variant, or by the first column that makes few arms.
pub fn usual(report: &Report) -> Option<Comparison> {
    let (name, _) = offered(report, None).into_iter().next()?;
    Some(Comparison { by: Split::Field(name), ..Comparison::default() })
}

/// The day in the middle of the selection.
pub fn middle(report: &Report) -> Option<String> {
    let (first, last) = days_of(report.board.series.get("conversations_over_time")?)?;
    Some(crate::conversation::Day(i32::midpoint(first.0, last.0)).to_string())
}

/// The values of what makes the arms, the most frequent first.
pub fn values<'r>(report: &'r Report, by: &Split) -> Vec<&'r str> {
    let Split::Field(name) = by else { return Vec::new() };
    let known = report.facets.get(name).or_else(|| report.facets.get(&format!("{COLUMN}{name}")));
    known.into_iter().flatten().map(|(value, _)| value.as_str()).take(*VALUES.end()).collect()
}

/// The figures that can be compared and are there.
pub fn figures(report: &Report) -> Vec<&str> {
    let board = &report.board;
    let fit = board.figures.values().filter(|figure| {
        figure.value.is_some() && comparable(figure, board.distributions.contains_key(&figure.name))
    });
    fit.map(|figure| figure.name.as_str()).collect()
}

/// A planned split as it is written, `90:10`; whatever stands between the numbers.
pub fn planned(text: &str) -> Vec<u64> {
    text.split(|mark: char| !mark.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        conversation::Zone,
        engine::{Analysis, Settings},
        query::Filter,
    };

    fn report(rows: &str) -> Report {
        let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: false });
        analysis.begin_file("talks.csv");
        analysis.push(format!("conversation_id,timestamp,role,message,variant,plan\n{rows}").as_bytes());
        analysis.end_file();
        Report::of(&analysis, &Filter::default()).unwrap()
    }

    #[test]
    fn the_variant_comes_first_and_a_column_of_one_value_is_not_offered() {
        let both = report("1,2026-03-01,user,Hi,a,free\n2,2026-03-05,user,Hi,b,paid\n");
        let names = |report: &Report| -> Vec<String> {
            offered(report, None).into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(&both)[0], "variant");
        assert!(names(&both).contains(&"column.plan".to_owned()), "{:?}", names(&both));
        assert_eq!(usual(&both).unwrap().by, Split::Field("variant".into()));
        assert_eq!(values(&both, &Split::Field("variant".into())), ["a", "b"]);
        assert_eq!(middle(&both).as_deref(), Some("2026-03-03"));
        let one = report("1,2026-03-01,user,Hi,a,free\n2,2026-03-05,user,Hi,a,paid\n");
        assert!(!names(&one).contains(&"variant".to_owned()));
        let chosen = Comparison::default();
        assert!(offered(&one, Some(&chosen)).iter().any(|(name, _)| name == "variant"), "a link asks for it");
        assert!(figures(&both).contains(&"message_count") && !figures(&both).contains(&"conversations"));
    }

    #[test]
    fn a_planned_split_is_read_however_it_is_written() {
        assert_eq!((planned("90:10"), planned("90 / 10"), planned("")), (vec![90, 10], vec![90, 10], vec![]));
    }
}
