//! What is left of conversations whose messages are no longer in memory: what they add to all figures, by when
//! their last message came. Minutes for an hour, hours for a day, and all together.

use std::collections::BTreeMap;

use super::Window;
use crate::{binary::Frozen, insight::BoardPartial};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// What conversations that are gone add to figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gone {
    /// Those whose last message came in a minute, by its number.
    minutes: BTreeMap<i64, BoardPartial>,
    /// The same by hours; all that are in `minutes` are in these too.
    hours: BTreeMap<i64, BoardPartial>,
    /// All of them.
    ever: BoardPartial,
    /// How many they are.
    conversations: u64,
    /// Bytes that all of it takes, as it would be written.
    bytes: u64,
}

crate::frozen! { Gone { minutes, hours, ever, conversations, bytes } }

impl Gone {
    /// The place of conversations whose last message came at this moment.
    pub fn place(at: i64) -> i64 {
        at.div_euclid(MINUTE)
    }

    /// The place of conversations without a time: they are in no window.
    pub const UNTIMED: i64 = i64::MIN;

    /// Takes in so many conversations, by their places.
    pub fn take(&mut self, partials: BTreeMap<i64, BoardPartial>, conversations: u64) {
        self.conversations += conversations;
        for (minute, partial) in partials {
            self.ever.merge(&partial);
            if minute == Self::UNTIMED {
                continue;
            }
            self.hours.entry((minute * MINUTE).div_euclid(HOUR)).or_default().merge(&partial);
            self.minutes.entry(minute).or_default().merge(&partial);
        }
        let mut out = crate::binary::Out::default();
        self.minutes.freeze(&mut out);
        self.hours.freeze(&mut out);
        self.ever.freeze(&mut out);
        self.bytes = out.0.len() as u64;
    }

    /// Forgets by when the conversations were that are in no window any more.
    pub fn forget_before(&mut self, now: i64) {
        self.minutes = self.minutes.split_off(&(now - HOUR).div_euclid(MINUTE));
        self.hours = self.hours.split_off(&(now - 24 * HOUR).div_euclid(HOUR));
    }

    /// Whether there are any in a window, to the minute; of a day, to the hour.
    pub fn are_within(&self, window: Window, now: i64) -> bool {
        self.conversations > 0 && (window == Window::Ever || !self.parts(window, now).is_empty())
    }

    /// What those add whose last message came within a window, to the minute; of a day, to the hour.
    pub fn within(&self, window: Window, now: i64) -> BoardPartial {
        if window == Window::Ever {
            return self.ever.clone();
        }
        let mut whole = BoardPartial::new();
        for part in self.parts(window, now) {
            whole.merge(part);
        }
        whole
    }

    /// Those of a window, by minutes, of a day by hours.
    fn parts(&self, window: Window, now: i64) -> Vec<&BoardPartial> {
        let since = |minutes: i64| now - minutes * MINUTE;
        if window == Window::Day {
            return self.hours.range(since(24 * 60).div_euclid(HOUR) + 1..).map(|(_, part)| part).collect();
        }
        let first = since(window.minutes().unwrap_or_default()).div_euclid(MINUTE) + 1;
        self.minutes.range(first..).map(|(_, part)| part).collect()
    }

    /// How many conversations are gone.
    pub fn conversations(&self) -> u64 {
        self.conversations
    }

    /// Bytes that it takes, as it would be written.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}
