//! A day of the civil calendar as a number. Whole days only: moments and zones need the zone tables,
//! which stay out of the page's download.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day, counted from 1970-01-01, by the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date. Counts from a March-based year, so that the leap day comes last.
    pub fn from_date(year: i32, month: u32, day: u32) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month as i32 + 9) % 12) + 2) / 5 + day as i32 - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn date(self) -> (i32, u32, u32) {
        let shifted = i64::from(self.0) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        ((year + era * 400) as i32 + i32::from(month <= 2), month as u32, day as u32)
    }

    /// Reads `YYYY-MM-DD`; `None` for any other text and for days that no calendar has.
    ///
    /// ```
    /// use undertone::conversation::Day;
    /// assert_eq!(Day::parse("1970-01-02"), Some(Day(1)));
    /// assert_eq!(Day::parse("2026-02-30"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, day) = text.rsplit_once('-')?;
        let (year, month) = rest.rsplit_once('-')?;
        let date = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let plausible = date.0 <= 9999 && (1..=12).contains(&date.1) && (1..=31).contains(&date.2);
        // A 30th of February comes back as another date.
        Some(Self::from_date(date.0, date.1, date.2)).filter(|day| plausible && day.date() == date)
    }

    /// 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        let cases = [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_514, "2026-03-02"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ];
        for (day, date) in cases {
            assert_eq!(Day(day).to_string(), date);
            assert_eq!(Day::parse(date), Some(Day(day)));
        }
    }

    #[test]
    fn dates_and_days_are_each_others_inverse() {
        assert_eq!(Day::parse("2026-03-02").map(Day::weekday), Some(0));
        for day in (-800_000..800_000).step_by(97) {
            let (year, month, of_month) = Day(day).date();
            assert_eq!(Day::from_date(year, month, of_month), Day(day));
        }
        for text in ["", "2024-13-01", "2023-02-29", "99999-01-01", "2024-1"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
