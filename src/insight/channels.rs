//! Channels: where the conversations took place, as the source spells it.

use std::collections::BTreeMap;

use super::{Board, Case, Definition, Family, figure::add_counts};
use crate::{order::sort_by};

/// What the part without a channel is called.
const UNKNOWN: &str = "unknown";

/// What any pile of conversations contributes to channels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelsPartial {
    by_channel: BTreeMap<String, u64>,
}

crate::frozen! { ChannelsPartial { by_channel } }

impl Family for ChannelsPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let channel = case.view.channel.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(UNKNOWN);
        match self.by_channel.get_mut(channel) {
            Some(count) => *count += 1,
            None => {
                self.by_channel.insert(channel.to_owned(), 1);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        add_counts(&mut self.by_channel, &other.by_channel);
    }

    fn finish(&self, board: &mut Board) {
        let mut parts: Vec<_> = self.by_channel.iter().map(|(name, &count)| (name.clone(), count)).collect();
        // Stable: equal counts stay in the order of their names.
        sort_by(&mut parts, |one, two| two.1.cmp(&one.1));
        board.breakdown("channels", parts, self.by_channel.values().sum());
    }
}

const DEFINITIONS: &[Definition] = &[Definition {
    name: "channels",
    title: "Channels",
    formula: "Conversations by channel, as the source spells it; those without one are the part \"unknown\".",
    numerator: "conversations of each channel",
    denominator: "conversations",
    excluded: "nothing",
    when_empty: "no parts",
    evidence: "",
}];
