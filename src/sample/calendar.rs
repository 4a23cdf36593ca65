//! When conversations happen: 90 days with a daily and a weekly rhythm, a campaign and an outage.
//!
//! The n-th of N conversations takes its place on a scale of weights, so that all of them come out
//! in order of time without any being kept.

use super::{plan::Kind, rng::Rng};

/// How many days a data set covers.
pub const DAYS: u32 = 90;
/// 2026-07-03, the first of them, in days since 1970; the last is 2026-09-30. A Friday.
const FIRST_DAY: i64 = 20_637;
const DAY_MILLIS: i64 = 86_400_000;
const HOUR_MILLIS: i64 = 3_600_000;

/// Volume in the campaign window, in thousandths of an ordinary day's.
pub const CAMPAIGN_VOLUME: u32 = 2000;

const SHOP_WEEK: [u32; 7] = [112, 100, 96, 98, 104, 92, 98];
const SAAS_WEEK: [u32; 7] = [124, 128, 122, 116, 98, 14, 12];
const SHOP_HOURS: [u32; 24] =
    [6, 3, 2, 2, 2, 4, 10, 20, 32, 42, 48, 52, 58, 54, 46, 44, 46, 52, 62, 74, 78, 64, 38, 16];
const SAAS_HOURS: [u32; 24] =
    [3, 2, 2, 2, 2, 4, 14, 40, 78, 96, 98, 84, 58, 72, 88, 86, 78, 60, 34, 18, 12, 9, 6, 4];

/// Days from `first` to `last`, both included, counted from the first day of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub first: u32,
    pub last: u32,
}

impl Window {
    /// Whether a day lies in it.
    pub fn has(self, day: u32) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// The days of one data set and how much happens on each.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Weight of all days before the n-th; one more entry than days.
    before: Vec<u64>,
    hours: [u32; 24],
    /// The days of the campaign.
    pub campaign: Window,
    /// The days of the outage.
    pub outage: Window,
}

/// A conversation's place in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Start, UTC milliseconds.
    pub at: i64,
    /// Day, counted from the first of the data.
    pub day: u32,
    /// Hour of the day.
    pub hour: u32,
}

impl Calendar {
    /// The calendar of a data set.
    #[inline(never)]
    pub fn new(kind: Kind, seed: u64) -> Self {
        let (week, hours, campaign, outage) = match kind {
            // Monday 10 to Sunday 16 August; Monday 7 to Sunday 13 September.
            Kind::Shop => (SHOP_WEEK, SHOP_HOURS, (38, 44), (66, 72)),
            // Monday 20 to Sunday 26 July; Monday 24 to Sunday 30 August.
            Kind::Saas => (SAAS_WEEK, SAAS_HOURS, (17, 23), (52, 58)),
        };
        let campaign = Window { first: campaign.0, last: campaign.1 };
        let outage = Window { first: outage.0, last: outage.1 };
        let mut rng = Rng::new(seed, 0xCA1E_4DA2);
        let mut before = vec![0];
        for day in 0..DAYS {
            // The first day is a Friday; business grows a little; no day is quite like another.
            let mut weight =
                week[((day + 4) % 7) as usize] * (900 + 2 * day) / 10 * rng.between(90, 110) / 10;
            if campaign.has(day) {
                weight = weight * CAMPAIGN_VOLUME / 1000;
            }
            before.push(before[day as usize] + u64::from(weight));
        }
        Self { before, hours, campaign, outage }
    }

    /// Where the n-th of so many conversations stands.
    #[inline(never)]
    pub fn place(&self, n: u32, of: u32, rng: &mut Rng) -> Place {
        let all = self.before[DAYS as usize];
        let of = u64::from(of.max(1));
        // Thousandths of a conversation, so that small sets are not placed on a grid.
        let mark = (u64::from(n) * 1000 + u64::from(rng.below(1000))) * all / (of * 1000);
        let day = self.before.partition_point(|before| *before <= mark).clamp(1, DAYS as usize) - 1;
        let (start, end) = (self.before[day], self.before[day + 1]);
        let hours: u64 = self.hours.iter().copied().map(u64::from).sum();
        // Of the day's weight, in millionths of an hour's weight unit, how much has passed.
        let mut passed = (mark - start) * hours * 1000 / (end - start).max(1);
        let mut hour = 0;
        while hour < 23 && passed >= u64::from(self.hours[hour]) * 1000 {
            passed -= u64::from(self.hours[hour]) * 1000;
            hour += 1;
        }
        let within = passed * HOUR_MILLIS as u64 / (u64::from(self.hours[hour]) * 1000);
        // The scale is coarser than milliseconds: spread what it cannot tell apart.
        let within = (within + u64::from(rng.below(9973))).min(HOUR_MILLIS as u64 - 1);
        let at = day_start(day as u32) + hour as i64 * HOUR_MILLIS + within as i64;
        Place { at, day: day as u32, hour: hour as u32 }
    }
}

/// Midnight of a day of the data, UTC milliseconds.
pub fn day_start(day: u32) -> i64 {
    (FIRST_DAY + i64::from(day)) * DAY_MILLIS
}

/// Writes a moment as `2026-07-03T09:14:05.120Z`.
#[inline(never)]
pub fn write_moment(millis: i64, out: &mut Vec<u8>) {
    out.extend_from_slice(date(millis).as_bytes());
    let in_day = millis.rem_euclid(DAY_MILLIS);
    let (hour, minute) = (in_day / HOUR_MILLIS, in_day / 60_000 % 60);
    let (second, milli) = (in_day / 1000 % 60, in_day % 1000);
    out.extend_from_slice(format!("T{hour:02}:{minute:02}:{second:02}.{milli:03}Z").as_bytes());
}

/// The date of a moment, `2026-07-03`.
#[inline(never)]
pub fn date(millis: i64) -> String {
    // Days to civil date by eras of 400 years, counted from 1 March.
    let days = millis.div_euclid(DAY_MILLIS) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_are_the_named_ones() {
        assert_eq!(date(day_start(0)), "2026-07-03");
        assert_eq!(date(day_start(DAYS - 1)), "2026-09-30");
        let shop = Calendar::new(Kind::Shop, 1);
        assert_eq!(date(day_start(shop.campaign.first)), "2026-08-10");
        assert_eq!(date(day_start(shop.outage.last)), "2026-09-13");
        let saas = Calendar::new(Kind::Saas, 1);
        assert_eq!(date(day_start(saas.campaign.first)), "2026-07-20");
        assert_eq!(date(day_start(saas.outage.last)), "2026-08-30");
    }

    #[test]
    fn a_moment_is_written_to_the_millisecond() {
        let mut out = Vec::new();
        write_moment(1_772_442_845_120, &mut out);
        assert_eq!(out, b"2026-03-02T09:14:05.120Z");
    }

    #[test]
    fn places_fill_the_days_in_order() {
        let calendar = Calendar::new(Kind::Shop, 3);
        let mut rng = Rng::new(3, 3);
        let places: Vec<_> = (0..5000).map(|n| calendar.place(n, 5000, &mut rng)).collect();
        assert!(places.windows(2).all(|two| two[0].day <= two[1].day));
        assert_eq!(places[0].day, 0);
        assert_eq!(places[4999].day, DAYS - 1);
    }
}
