//! From what is picked in a picture to a condition of the filter.

use crate::{
    charts::Pick,
    query::{Bound, Columns, Field, Filter, Term, Test, WEEKDAYS},
};

/// The value that asks for what names nothing.
const NONE: &str = "none";

/// The conditions that a pick means; `field` is what the picture's parts or values are of.
pub fn terms(pick: Pick, field: Field) -> Vec<Term> {
    let term = |field, test| Term { negated: false, field, test };
    match pick {
        Pick::Part(name) => {
            let name = if name.is_empty() { NONE.to_owned() } else { name };
            vec![term(field, Test::OneOf(vec![name]))]
        }
        Pick::Days(from, to) => vec![term(Field::Day, Test::Days(Some(from), Some(to)))],
        Pick::HourOfWeekday { weekday, hour } => {
            let hour = Some(Bound { value: f64::from(hour), inclusive: true });
            vec![
                term(Field::Weekday, Test::OneOf(vec![WEEKDAYS[usize::from(weekday % 7)].to_owned()])),
                term(Field::Hour, Test::Between(hour, hour)),
            ]
        }
        Pick::Filter(filter) => Filter::parse_with(&filter, Columns::Any)
            .map_or_else(|_| Vec::new(), |filter| filter.terms().to_vec()),
        Pick::Range(low, high) => {
            // The values of a session's length are milliseconds, the filter speaks of minutes.
            let unit = if field == Field::Minutes { 60_000.0 } else { 1.0 };
            let bound = |value: f64, inclusive| {
                Some(Bound { value: value / unit, inclusive }).filter(|b| b.value.is_finite())
            };
            // A bin of one whole number reads better as that number.
            let test = if field != Field::Minutes && (high - low - 1.0).abs() < 1e-9 && low.fract() == 0.0 {
                Test::Between(bound(low, true), bound(low, true))
            } else {
                Test::Between(bound(low, true), bound(high, false))
            };
            vec![term(field, test)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Day;

    #[test]
    fn a_pick_is_a_condition_that_can_be_written() {
        for (pick, field, written) in [
            (Pick::Part("abandoned".into()), Field::Outcome, "outcome:abandoned"),
            (Pick::Part(String::new()), Field::Channel, "channel:none"),
            (Pick::Days(Day(20_514), Day(20_520)), Field::Day, "day:2026-03-02..2026-03-08"),
            (Pick::HourOfWeekday { weekday: 6, hour: 9 }, Field::Day, "weekday:sun hour:9"),
            (Pick::Range(3.0, 4.0), Field::Messages, "messages:3"),
            (Pick::Range(10.0, 20.0), Field::Messages, "messages:10..<20"),
            (Pick::Range(60_000.0, 90_000.0), Field::Minutes, "minutes:1..<1.5"),
            (Pick::Range(100.0, f64::INFINITY), Field::Messages, "messages>=100"),
            (Pick::Filter("path:\"from start; refund\"".into()), Field::Path, "path:\"from start; refund\""),
        ] {
            let filter = terms(pick, field).into_iter().fold(Filter::default(), Filter::with);
            assert_eq!(filter.to_string(), written);
            assert_eq!(Filter::parse(written), Ok(filter));
        }
    }
}
