//! Users who come through a funnel over several conversations: known when all shards are heard.

use super::{Came, FunnelPartial, Spot, Trip};
use crate::order;

impl FunnelPartial {
    /// With each user as what is counted; how far each comes in either of two selections, where these are compared.
    pub(super) fn by_user(mut self, are_compared: bool) -> Self {
        let mut trips = std::mem::take(&mut self.trips);
        order::sort_by(&mut trips, |one, two| {
            let key = |trip: &Trip| (trip.user, trip.start, trip.number);
            key(one).cmp(&key(two))
        });
        let (mut spots, mut places) = (Vec::new(), Vec::new());
        for of_one in trips.chunk_by(|one, two| one.user == two.user) {
            // What counts on screen is this selection; held against another, each has a row of its own.
            if self.walk(of_one, |group| group < 2, &mut spots, &mut places) {
                self.observe(&spots, &places);
            }
            for group in 0..if are_compared { 3 } else { 0 } {
                if self.walk(of_one, |of| of == group, &mut spots, &mut places) {
                    self.came.push(Came { cluster: of_one[0].user, group, steps: places.len() as u32 });
                }
            }
        }
        self
    }

    /// The places of a user in some of the selections, in the order of their times, and how far they come; whether
    /// there is such a conversation. One without a time stands where the one before it does.
    fn walk(
        &self,
        trips: &[Trip],
        is_of: impl Fn(u32) -> bool,
        spots: &mut Vec<Spot>,
        places: &mut Vec<u32>,
    ) -> bool {
        let mut dated: Vec<(i64, Spot)> = Vec::new();
        for trip in trips.iter().filter(|trip| is_of(trip.group)) {
            let mut by = trip.start;
            dated.extend(trip.spots.iter().map(|spot| {
                by = spot.time.map_or(by, |time| time.max(by));
                (by, *spot)
            }));
        }
        let any = !dated.is_empty();
        // What is at the same time stays in its order.
        order::sort_by(&mut dated, |one, two| one.0.cmp(&two.0));
        spots.clear();
        spots.extend(dated.into_iter().map(|(_, spot)| spot));
        self.rule.furthest(spots, places);
        any
    }
}
