//! A store that goes on while its oldest conversations are let go, as a live stream's does: what they add to figures
//! is kept, their words and columns are not.

use std::collections::BTreeMap;

use crate::{corpus::Place, ingest::Sink, insight::BoardPartial};

use super::Analysis;

impl Analysis {
    /// Takes what is said just now, from no file.
    pub fn hear<T>(&mut self, with: impl FnOnce(&mut dyn Sink) -> T) -> T {
        let mut heard = None;
        self.reading(|lead, deliver| heard = Some(lead.hear(deliver, with)));
        // It was just called.
        heard.unwrap_or_else(|| unreachable!("reading calls what it is given"))
    }

    /// An id as it is shown.
    pub fn shown(&mut self, id: &str) -> String {
        self.lead.masked(id)
    }

    /// Lets conversations go for which there is a place, by their number, and gives what they add to all figures,
    /// place by place. The others are numbered anew, in their order. Of an analysis on one shard.
    pub fn let_go(&mut self, place: impl Fn(u32) -> Option<i64>) -> BTreeMap<i64, BoardPartial> {
        debug_assert_eq!(self.lead.shards(), Place::default().of, "numbers are those of one shard");
        let kept: Vec<u32> =
            (0..self.lead.totals().conversations).filter(|number| place(*number).is_none()).collect();
        let mut partials = BTreeMap::new();
        self.team.each(|shard| {
            partials = shard.partials(&place);
            shard.keep_only(&kept);
        });
        self.lead.keep_only(&kept);
        self.standing = self.standing.of_more();
        partials
    }
}
