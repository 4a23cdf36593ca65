//! Something that was acted upon, and the conversations since and before.

use serde::{Deserialize, Serialize};

use crate::{
    conversation::Day,
    query::{Columns, Field, Filter, Term, Test},
};

/// Something that was acted upon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// The filter of the conversations that are meant to become rarer.
    pub filter: String,
    /// The filter of those that their share is of.
    pub of: String,
    /// The day on which tracking began: conversations count from the next.
    pub day: i32,
    /// How often it was so then, of how many; of none where it is yet to be counted.
    pub before: (u64, u64),
}

crate::frozen! { Track { filter, of, day, before } }

impl Track {
    /// The filters of the conversations since that are so, and of those that this is of.
    pub(in crate::engine) fn since(&self) -> [String; 2] {
        self.within(Test::Days(Some(Day(self.day + 1)), None))
    }

    /// The same up to the day on which tracking began.
    pub(in crate::engine) fn until(&self) -> [String; 2] {
        self.within(Test::Days(None, Some(Day(self.day))))
    }

    fn within(&self, days: Test) -> [String; 2] {
        let days = Term { negated: false, field: Field::Day, test: days };
        [&self.filter, &self.of].map(|filter| {
            let filter = Filter::parse_with(filter, Columns::Any).unwrap_or_default();
            filter.with(days.clone()).to_string()
        })
    }
}
