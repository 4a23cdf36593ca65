//! Moments and the one time zone of an analysis. UTC milliseconds inside; civil time only where a
//! source writes it or a figure is grouped by it. The zone rules are bundled, so that page and
//! terminal agree.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// The time zone in which civil times are read and figures are grouped.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

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
        Self(TimeZone::UTC)
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
        TimeZone::get(name).ok().map(Self)
    }

    /// The zone's IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The moment of a civil time in this zone. A time that a clock change skips is moved forward,
    /// one that it repeats is taken the first time.
    pub fn moment(&self, civil: civil::DateTime) -> Option<Millis> {
        let zoned = self.0.to_ambiguous_zoned(civil).compatible().ok()?;
        Some(Millis(zoned.timestamp().as_millisecond()))
    }

    /// The civil date of a moment in this zone.
    pub fn civil_date(&self, at: Millis) -> Option<civil::Date> {
        let timestamp = Timestamp::from_millisecond(at.0).ok()?;
        Some(self.0.to_datetime(timestamp).date())
    }

    /// Seconds east of UTC at a moment, and until when (exclusive, milliseconds) that holds.
    fn offset_at(&self, at: Millis) -> (i64, i64) {
        let Ok(timestamp) = Timestamp::from_millisecond(at.0) else { return (0, i64::MAX) };
        let until = self
            .0
            .following(timestamp)
            .next()
            .map_or(i64::MAX, |transition| transition.timestamp().as_millisecond());
        (i64::from(self.0.to_offset(timestamp).seconds()), until)
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
}
