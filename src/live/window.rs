//! Stretches of time up to now. A conversation is in one while its latest message is.

use crate::query::Filter;

/// A stretch of time up to now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// Five minutes.
    #[default]
    Minutes,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Everything since listening began.
    Ever,
}

impl Window {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Minutes, Self::Hour, Self::Day, Self::Ever];

    /// Its name, as attributes and rules write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minutes => "5m",
            Self::Hour => "1h",
            Self::Day => "24h",
            Self::Ever => "all",
        }
    }

    /// The window of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|window| window.name() == name)
    }

    /// How long it is, in minutes; `None` where it has no beginning.
    pub fn minutes(self) -> Option<i64> {
        match self {
            Self::Minutes => Some(5),
            Self::Hour => Some(60),
            Self::Day => Some(24 * 60),
            Self::Ever => None,
        }
    }

    /// The conversations that are in it.
    pub fn filter(self) -> Filter {
        let text = match self {
            Self::Ever => "",
            window => &format!("recent:{}", window.name()),
        };
        Filter::parse(text).unwrap_or_default()
    }
}

crate::frozen_by_number! { Window { 0 Minutes, 1 Hour, 2 Day, 3 Ever } }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_and_a_filter() {
        for window in Window::ALL {
            assert_eq!(Window::named(window.name()), Some(window));
            let filter = window.filter();
            assert_eq!(filter.is_empty(), window == Window::Ever, "{filter}");
        }
    }
}
