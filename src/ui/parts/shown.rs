//! A figure as it is shown, ready made: its words and its state.

/// Whether a figure can be read, and why not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureState {
    /// Nothing is known yet.
    #[default]
    Loading,
    /// Counted over what has been read so far.
    Partial,
    /// Counted over everything.
    Ready,
    /// There are cases, but too few to say a number.
    TooFew,
    /// The data lack what it is counted from.
    Absent,
    /// Counting failed.
    Failed,
}

impl FigureState {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Loading, Self::Partial, Self::Ready, Self::TooFew, Self::Absent, Self::Failed];

    /// The name in `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loading => "waiting",
            Self::Partial => "partial",
            Self::Ready => "ok",
            Self::TooFew => "too_few",
            Self::Absent => "absent",
            Self::Failed => "failed",
        }
    }

    /// Whether there is a value to read.
    pub fn has_value(self) -> bool {
        matches!(self, Self::Partial | Self::Ready)
    }
}

/// Whether a change is welcome. Never said by colour alone: the words and the arrow say the change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Welcome.
    Good,
    /// Not welcome.
    Bad,
    /// Neither.
    #[default]
    Plain,
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// More than before.
    Up,
    /// Less than before.
    Down,
    /// As before, as far as the data can tell.
    #[default]
    Level,
}

/// How a figure changed against an earlier time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// In words: `2.1 points more than in the 28 days before`.
    pub words: String,
    /// Which way.
    pub direction: Direction,
    /// Whether that is welcome.
    pub tone: Tone,
}

/// A figure in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The value; a dash if there is none.
    pub value: String,
    /// The count behind it: `412 of 1,329 conversations`.
    pub count: String,
    /// Its interval, with level and method.
    pub interval: Option<String>,
    /// How it changed.
    pub change: Option<Change>,
    /// Whether it can be read.
    pub state: FigureState,
    /// Why it cannot, in a sentence.
    pub reason: Option<String>,
    /// The bare value, for tests and for copying.
    pub raw: Option<f64>,
    /// Cases.
    pub n: u64,
    /// Out of how many.
    pub of: Option<u64>,
}
