//! Days in words, and how a run of days is gathered into bins wide enough to draw.

use crate::{conversation::Day, say, words::t};

/// How wide a bin of a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binning {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

/// The short name of a month, 1 to 12.
fn month_short(month: u32) -> &'static str {
    match month {
        1 => t("Jan"),
        2 => t("Feb"),
        3 => t("Mar"),
        4 => t("Apr"),
        5 => t("May"),
        6 => t("Jun"),
        7 => t("Jul"),
        8 => t("Aug"),
        9 => t("Sept"),
        10 => t("Oct"),
        11 => t("Nov"),
        _ => t("Dec"),
    }
}

/// The name of a month, 1 to 12.
fn month_long(month: u32) -> &'static str {
    match month {
        1 => t("January"),
        2 => t("February"),
        3 => t("March"),
        4 => t("April"),
        5 => t("May"),
        6 => t("June"),
        7 => t("July"),
        8 => t("August"),
        9 => t("September"),
        10 => t("October"),
        11 => t("November"),
        _ => t("December"),
    }
}

/// The short name of a weekday, 0 = Monday … 6 = Sunday.
pub fn weekday_short(weekday: u8) -> &'static str {
    match weekday {
        0 => t("Mon"),
        1 => t("Tue"),
        2 => t("Wed"),
        3 => t("Thu"),
        4 => t("Fri"),
        5 => t("Sat"),
        _ => t("Sun"),
    }
}

impl Day {
    /// `2 March 2026`.
    pub fn words(self) -> String {
        let (year, month, day) = self.date();
        say!("{day} {month} {year}", day = day, month = month_long(month), year = year)
    }

    /// `2 Mar`.
    pub fn short(self) -> String {
        let (_, month, day) = self.date();
        say!("{day} {month}", day = day, month = month_short(month))
    }

    /// `Mar`, or `2026` for a January.
    pub fn month_words(self) -> String {
        match self.date() {
            (year, 1, _) => year.to_string(),
            (_, month, _) => month_short(month).to_owned(),
        }
    }
}

impl Binning {
    /// Days up to half a year, weeks up to four, months beyond.
    pub fn for_days(days: usize) -> Self {
        match days {
            0..=180 => Self::Day,
            181..=1461 => Self::Week,
            _ => Self::Month,
        }
    }

    /// The first day of the bin that a day falls in.
    pub fn start(self, day: Day) -> Day {
        match self {
            Self::Day => day,
            Self::Week => Day(day.0 - day.weekday()),
            Self::Month => {
                let (year, month, _) = day.date();
                Day::from_date(year, month, 1)
            }
        }
    }

    /// Sums daily counts into bins, oldest first, without a gap.
    pub fn gather(self, start: Day, counts: &[u64]) -> Vec<(Day, u64)> {
        let mut bins: Vec<(Day, u64)> = Vec::new();
        for (offset, &count) in counts.iter().enumerate() {
            let bin = self.start(Day(start.0.saturating_add(offset as i32)));
            match bins.last_mut() {
                Some((last, sum)) if *last == bin => *sum += count,
                _ => bins.push((bin, count)),
            }
        }
        bins
    }

    /// The bin after a bin.
    pub fn next(self, bin: Day) -> Day {
        match self {
            Self::Day => Day(bin.0.saturating_add(1)),
            Self::Week => Day(bin.0.saturating_add(7)),
            Self::Month => self.start(Day(bin.0.saturating_add(31))),
        }
    }

    /// The last day of a bin.
    pub fn last(self, bin: Day) -> Day {
        Day(self.next(bin).0 - 1)
    }

    /// `Day`, `Week` or `Month`, as the title of a column.
    pub fn title(self) -> &'static str {
        match self {
            Self::Day => t("Day"),
            Self::Week => t("Week"),
            Self::Month => t("Month"),
        }
    }

    /// A bin in words, as a sentence may begin.
    pub fn words(self, bin: Day) -> String {
        match self {
            Self::Day => bin.words(),
            Self::Week => say!("Week of {day}", day = bin.words()),
            Self::Month => {
                let (year, month, _) = bin.date();
                format!("{} {year}", month_long(month))
            }
        }
    }
}

/// Which days to name under an axis from `first` to `last`, at most `most` of them.
pub fn day_ticks(first: Day, last: Day, most: usize) -> Vec<(Day, String)> {
    let most = most.max(1) as i32;
    let days = last.0.saturating_sub(first.0).max(0) + 1;
    for step in [1, 2, 7, 14] {
        if days <= most * step {
            // Weeks are named by their Mondays.
            let lead = if step < 7 { 0 } else { (7 - first.weekday()) % 7 };
            return (first.0 + lead..=last.0)
                .step_by(step as usize)
                .map(|day| (Day(day), Day(day).short()))
                .collect();
        }
    }
    let index = |day: Day| {
        let (year, month, _) = day.date();
        year * 12 + month as i32 - 1
    };
    let (from, to) = (index(first), index(last));
    let step =
        [1, 2, 3, 6, 12, 24, 60, 120, 600].into_iter().find(|step| (to - from) / step < most).unwrap_or(1200);
    (from..=to)
        .filter(|month| month.rem_euclid(step) == 0)
        .map(|month| Day::from_date(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1))
        .filter(|day| *day >= first)
        .map(|day| (day, day.month_words()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Locale, set_locale};

    #[test]
    fn weeks_begin_on_monday_and_lose_nothing() {
        let wednesday = Day::from_date(2026, 3, 4);
        let bins = Binning::Week.gather(wednesday, &[1; 12]);
        let days: Vec<_> = bins.iter().map(|(day, n)| (day.short(), *n)).collect();
        assert_eq!(days, [("2 Mar".into(), 5), ("9 Mar".into(), 7)]);
    }

    #[test]
    fn months_follow_the_calendar() {
        let bins = Binning::Month.gather(Day::from_date(2024, 1, 31), &[1; 31]);
        let months: Vec<_> = bins.iter().map(|(day, n)| (Binning::Month.words(*day), *n)).collect();
        assert_eq!(
            months,
            [("January 2024".into(), 1), ("February 2024".into(), 29), ("March 2024".into(), 1)]
        );
    }

    #[test]
    fn a_bin_ends_where_the_next_begins() {
        for binning in [Binning::Day, Binning::Week, Binning::Month] {
            let mut bin = binning.start(Day::from_date(2023, 12, 27));
            for _ in 0..40 {
                let next = binning.next(bin);
                assert_eq!((binning.start(next), binning.start(binning.last(bin))), (next, bin));
                bin = next;
            }
        }
    }

    #[test]
    fn german_dates_are_in_german_order() {
        let day = Day::from_date(2026, 3, 2);
        assert_eq!([day.words(), day.short()], ["2 March 2026", "2 Mar"]);
        set_locale(Locale::German);
        assert_eq!([day.words(), day.short()], ["2. März 2026", "2. Mär"]);
        assert_eq!(Binning::Week.words(day), "Woche vom 2. März 2026");
        assert_eq!(Day::from_date(2026, 5, 1).month_words(), "Mai");
        assert_eq!([0, 1, 6].map(weekday_short), ["Mo", "Di", "So"]);
    }

    #[test]
    fn few_days_are_named_whatever_the_span() {
        let first = Day::from_date(2026, 1, 14);
        for span in [0, 1, 6, 13, 29, 90, 365, 1500, 20_000, 100_000] {
            let ticks = day_ticks(first, Day(first.0 + span), 7);
            assert!(ticks.len() <= 8, "{span}: {ticks:?}");
            assert!(span > 0 && !ticks.is_empty() || span == 0 && ticks.len() == 1, "{span}: {ticks:?}");
        }
    }
}
