//! From a day to a day: quick choices and whether what was typed makes sense. Days are ISO dates
//! (`2026-05-12`), whose order is that of their letters.

use crate::conversation::Day;

/// Both days belong to it.
pub type Period = (String, String);

/// A choice that is one click away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quick {
    /// No bounds.
    All,
    /// The last so many days of the data, the last day included.
    Last(i32),
}

impl Quick {
    /// Those offered.
    pub const ALL: [Self; 4] = [Self::All, Self::Last(7), Self::Last(28), Self::Last(90)];

    /// What it means for data that reach over these days; `None` is without bounds.
    pub fn period(self, data: &Period) -> Option<Period> {
        let Self::Last(days) = self else { return None };
        let end = Day::parse(&data.1)?;
        Some((Day(end.0 - (days - 1)).to_string().max(data.0.clone()), data.1.clone()))
    }
}

/// Why two days make no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// One of them is missing or no date.
    Incomplete,
    /// The second comes before the first.
    Backward,
    /// No day of the data lies in it.
    Outside,
}

/// The period of two days as typed. Where both are empty there are no bounds.
///
/// # Errors
/// What is wrong with them.
pub fn check(from: &str, to: &str, data: Option<&Period>) -> Result<Option<Period>, Wrong> {
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let (Some(first), Some(last)) = (Day::parse(from), Day::parse(to)) else { return Err(Wrong::Incomplete) };
    if last < first {
        return Err(Wrong::Backward);
    }
    // Written anew, so that one day has one spelling.
    let (from, to) = (first.to_string(), last.to_string());
    if data.is_some_and(|(start, end)| to < *start || from > *end) {
        return Err(Wrong::Outside);
    }
    Ok(Some((from, to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        (from.into(), to.into())
    }

    #[test]
    fn the_last_days_end_with_the_data_and_do_not_begin_before_them() {
        let data = period("2026-01-20", "2026-03-02");
        assert_eq!(Quick::All.period(&data), None);
        assert_eq!(Quick::Last(7).period(&data), Some(period("2026-02-24", "2026-03-02")));
        assert_eq!(Quick::Last(28).period(&data), Some(period("2026-02-03", "2026-03-02")));
        assert_eq!(Quick::Last(90).period(&data), Some(data.clone()));
        assert_eq!(Quick::Last(7).period(&period("", "no date")), None);
    }

    #[test]
    fn two_days_are_checked() {
        let data = period("2026-01-20", "2026-03-02");
        let check = |from, to| check(from, to, Some(&data));
        assert_eq!(check("", ""), Ok(None));
        assert_eq!(check("2026-02-01", "2026-02-01"), Ok(Some(period("2026-02-01", "2026-02-01"))));
        assert_eq!(check("2026-02-01", ""), Err(Wrong::Incomplete));
        assert_eq!(check("soon", "2026-02-01"), Err(Wrong::Incomplete));
        assert_eq!(check("2026-02-02", "2026-02-01"), Err(Wrong::Backward));
        assert_eq!(check("2026-03-03", "2026-04-01"), Err(Wrong::Outside));
        assert_eq!(check("2025-12-01", "2026-01-19"), Err(Wrong::Outside));
        assert_eq!(check("2020-01-01", "2030-01-01"), Ok(Some(period("2020-01-01", "2030-01-01"))));
    }
}
