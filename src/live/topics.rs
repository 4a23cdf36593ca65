//! What users ask about right now, by what their requests mean: the topics of what is kept, as far as they are in a
//! window.

use super::{Live, Window};
use crate::{
    engine::{Study, at_once},
    insight::Cell,
    query::Filter,
    topics::Wanted,
};

/// Topics that are told.
const MOST: usize = 20;

/// A topic of a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveTopic {
    /// What it is called: phrases of at least five conversations, masked.
    pub name: String,
    /// Conversations about it.
    pub conversations: u64,
    /// Of those with the bot, how many it failed to understand, and how many there are.
    pub missed: (u64, u64),
}

crate::frozen! { LiveTopic { name, conversations, missed } }

impl Live {
    /// The topics of the conversations in a window up to a moment, the most frequent first; none without a language
    /// model. They are found anew where something was said since: milliseconds for a thousand messages, half a second
    /// for fifty thousand. A topic keeps its name as long as `wanted` remembers it.
    pub fn topics(&self, (window, at): (Window, i64), wanted: &mut Wanted) -> Vec<LiveTopic> {
        let asking = self.asking(window, at);
        let filter: Filter = window.filter();
        let found = at_once(async {
            asking.arrange(wanted.clone()).await?;
            let (_, arranged) = asking.topics().await?;
            wanted.remembered = arranged.remembered(&wanted.remembered);
            asking.study(&filter, &Study::Topics { windows: Vec::new(), value: None }).await
        });
        // The shard is beside its lead, and never lost.
        let rows =
            found.ok().and_then(|found| Some(found.sheets.into_iter().next()?.rows)).unwrap_or_default();
        let topic = |cells: &[Cell]| {
            let (Cell::Text(name), Cell::Figure(all)) = (cells.first()?, cells.get(1)?) else { return None };
            let missed = match cells.get(6) {
                Some(Cell::Figure(missed)) => (missed.n, missed.of.unwrap_or_default()),
                _ => (0, 0),
            };
            Some(LiveTopic { name: name.clone(), conversations: all.n, missed })
        };
        rows.iter().filter_map(|row| topic(&row.cells)).take(MOST).collect()
    }
}
