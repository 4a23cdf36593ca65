//! Moments and the one time zone of an analysis. UTC milliseconds inside; civil time only where a
//! source writes it or a figure is grouped by it. The zone rules are bundled, so that page and
//! terminal agree.

use std::sync::Arc;

use jiff_core::{
    Timestamp, civil,
    tz::{Offset, tzif::TimeZone},
};
use serde::{Deserialize, Serialize};

use super::zones;

/// A moment: milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// The time zone in which civil times are read and figures are grouped.
#[derive(Clone, Debug)]
pub struct Zone {
    name: &'static str,
    /// `None` is UTC, which has no rules.
    rules: Option<Arc<TimeZone>>,
}

/// The civil hour that a moment falls in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CivilHour {
    /// Days since 1970-01-01 in the zone.
    pub day: i32,
    /// 0 = Monday … 6 = Sunday.
    pub weekday: u8,
    /// 0 … 23.
    pub hour: u8,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self { name: "UTC", rules: None }
    }

    /// The zone of an IANA name, `None` if there is no such zone.
    ///
    /// ```
    /// use undertone::conversation::Zone;
    /// assert!(Zone::named("Europe/Berlin").is_some());
    /// assert!(Zone::named("Mars/Olympus").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("utc") || name.eq_ignore_ascii_case("etc/utc") {
            return Some(Self::utc());
        }
        // What a browser says when it does not know; it counts as UTC.
        if name.eq_ignore_ascii_case("etc/unknown") {
            return Some(Self { name: "Etc/Unknown", rules: None });
        }
        let (name, rules) = zones::find(name)?;
        Some(Self { name, rules: Some(Arc::new(rules)) })
    }

    /// The zone's IANA name.
    pub fn name(&self) -> &str {
        self.name
    }

    /// The moment of a civil time in this zone. A time that a clock change skips is moved forward,
    /// one that it repeats is taken the first time.
    pub fn moment(&self, civil: civil::DateTime) -> Option<Millis> {
        let timestamp = match &self.rules {
            Some(rules) => rules.to_ambiguous_timestamp(civil).compatible(),
            None => civil.to_timestamp(Offset::UTC),
        };
        Some(Millis(timestamp.ok()?.as_millisecond()))
    }

    /// The civil date of a moment in this zone.
    pub fn civil_date(&self, at: Millis) -> Option<civil::Date> {
        let timestamp = Timestamp::from_millisecond(at.0).ok()?;
        Some(self.offset(timestamp).to_datetime(timestamp).date())
    }

    fn offset(&self, at: Timestamp) -> Offset {
        self.rules.as_ref().map_or(Offset::UTC, |rules| rules.to_offset(at))
    }

    /// Seconds east of UTC at a moment, and until when (exclusive, milliseconds) that holds.
    fn offset_at(&self, at: Millis) -> (i64, i64) {
        let Ok(timestamp) = Timestamp::from_millisecond(at.0) else { return (0, i64::MAX) };
        let next = self.rules.as_ref().and_then(|rules| rules.next_transition(timestamp));
        let until = next.map_or(i64::MAX, |transition| transition.timestamp().as_millisecond());
        (i64::from(self.offset(timestamp).seconds()), until)
    }
}

/// Turns moments into civil hours. Remembers the offset in force, because neighbours share it.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: Zone,
    /// `[from, until)` in milliseconds where `offset_millis` holds; empty until first used.
    valid: (i64, i64),
    offset_millis: i64,
}

const DAY_MILLIS: i64 = 86_400_000;

/// 0001-01-02 and 9999-12-30: what every zone's rules cover.
const EARLIEST: i64 = -62_135_510_400_000;
const LATEST: i64 = 253_402_128_000_000;

impl Clock {
    /// A clock of one zone.
    pub fn new(zone: Zone) -> Self {
        Self { zone, valid: (0, 0), offset_millis: 0 }
    }

    /// The civil hour of a moment. Moments beyond the years 1 to 9999 count as the first or last.
    ///
    /// ```
    /// use undertone::conversation::{Clock, Millis, Zone};
    /// let hour = Clock::new(Zone::named("Europe/Berlin").unwrap()).hour(Millis(1_772_442_845_120));
    /// assert_eq!((hour.weekday, hour.hour), (0, 10));
    /// ```
    pub fn hour(&mut self, at: Millis) -> CivilHour {
        let at = Millis(at.0.clamp(EARLIEST, LATEST));
        if at.0 < self.valid.0 || at.0 >= self.valid.1 {
            let (seconds, until) = self.zone.offset_at(at);
            self.valid = (at.0, until);
            self.offset_millis = seconds * 1000;
        }
        let local = at.0 + self.offset_millis;
        let day = local.div_euclid(DAY_MILLIS) as i32;
        CivilHour {
            day,
            weekday: (i64::from(day) + 3).rem_euclid(7) as u8,
            hour: (local.rem_euclid(DAY_MILLIS) / 3_600_000) as u8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_was_a_thursday() {
        assert_eq!(Clock::new(Zone::utc()).hour(Millis(0)), CivilHour { day: 0, weekday: 3, hour: 0 });
        assert_eq!(Clock::new(Zone::utc()).hour(Millis(-1)), CivilHour { day: -1, weekday: 2, hour: 23 });
    }

    #[test]
    fn a_clock_change_within_the_data_moves_the_hour() {
        let mut clock = Clock::new(Zone::named("Europe/Berlin").unwrap());
        let winter = Millis(1_774_746_000_000 - 3_600_000); // 2026-03-29T00:00Z, an hour before the change
        assert_eq!(clock.hour(winter).hour, 1);
        assert_eq!(clock.hour(Millis(winter.0 + 3_600_000)).hour, 3);
        assert_eq!(clock.hour(winter).hour, 1);
    }

    #[test]
    fn a_skipped_civil_time_is_moved_forward() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let skipped = civil::date(2026, 3, 29).at(2, 30, 0, 0);
        assert_eq!(zone.moment(skipped), Some(Millis(1_774_747_800_000)));
    }

    #[test]
    fn civil_times_are_those_of_the_whole_library() {
        for name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"] {
            let (zone, whole) = (Zone::named(name).unwrap(), jiff::tz::TimeZone::get(name).unwrap());
            // Every 1001 hours from 1890 to 2100.
            for at in (-2_524_608_000_000..4_102_444_800_000).step_by(1001 * 3_600_000) {
                let expected = whole.to_datetime(jiff::Timestamp::from_millisecond(at).unwrap());
                let hour = Clock::new(zone.clone()).hour(Millis(at));
                assert_eq!(i32::from(hour.hour), i32::from(expected.hour()), "{name} {at}");
                let date = zone.civil_date(Millis(at)).unwrap();
                assert_eq!((date.year(), date.day()), (expected.year(), expected.day()));
                let civil = date.at(expected.hour(), expected.minute(), expected.second(), 0);
                let moment = whole.to_timestamp(expected).unwrap().as_millisecond();
                assert_eq!(zone.moment(civil), Some(Millis(moment)), "{name} {at}");
            }
        }
    }
}
