//! How many messages come, minute by minute.

use std::collections::BTreeMap;

use crate::conversation::Role;

/// Minutes that are shown.
const SHOWN: i64 = 60;

/// Minutes that are kept: what comes late still has its place.
const KEPT: i64 = 3 * SHOWN;

/// Messages of a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beat {
    /// Of users.
    pub users: u32,
    /// Of bots and agents.
    pub others: u32,
    /// Bot messages that say that it did not understand.
    pub fallbacks: u32,
    /// Sentiment of the users' messages together, in hundredths.
    pub mood: i64,
    /// How many messages have a sentiment.
    pub felt: u32,
}

crate::frozen! { Beat { users, others, fallbacks, mood, felt } }

/// The latest minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pulse(BTreeMap<i64, Beat>);

crate::frozen! { Pulse { 0 } }

impl Pulse {
    /// A message of a moment.
    pub fn take(&mut self, at: i64, role: Role, is_fallback: bool, sentiment: Option<i8>) {
        let beat = self.0.entry(at.div_euclid(60_000)).or_default();
        match role {
            Role::User => beat.users += 1,
            Role::Bot | Role::Agent => beat.others += 1,
            Role::System => {}
        }
        beat.fallbacks += u32::from(is_fallback);
        if let Some(sentiment) = sentiment {
            beat.mood += i64::from(sentiment);
            beat.felt += 1;
        }
        if let Some((&latest, _)) = self.0.last_key_value()
            && self.0.len() as i64 > KEPT
        {
            self.0 = self.0.split_off(&(latest - KEPT));
        }
    }

    /// The last hour up to now, minute by minute, the oldest first.
    pub fn last_hour(&self, now: i64) -> Vec<Beat> {
        let last = now.div_euclid(60_000);
        (last - SHOWN + 1..=last).map(|minute| self.0.get(&minute).copied().unwrap_or_default()).collect()
    }
}
