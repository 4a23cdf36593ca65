//! What is said of labels that a person teaches.

use crate::{
    binary::Frozen,
    language::taught::{Correction, Lesson, Quality},
};

/// What a person teaches, or wants to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Teaching {
    /// What was taught so far. Answered by `Taught`, like all that follow unless it is said.
    Seen,
    /// A label by examples. Its texts are masked before anything is done with them.
    Label {
        /// What it is taught by.
        lesson: Lesson,
    },
    /// A label is forgotten.
    Forget {
        /// Its name.
        name: String,
    },
    /// A label of a message is right, or wrong.
    Correct {
        /// Number of the conversation.
        conversation: u32,
        /// The line of its transcript.
        line: u32,
        /// What the label is of.
        of: String,
        /// The label.
        label: String,
        /// Whether the message has it.
        has: bool,
        /// Which it has instead.
        instead: Option<String>,
    },
    /// A correction is taken back.
    TakeBack {
        /// Its place among all; `None` is all of them.
        which: Option<u32>,
    },
    /// The label that is being given is not wanted after all.
    Stop,
    /// All of it as a file. Answered by `Labels`.
    Save {
        /// With the masked texts that it was taught by.
        with_texts: bool,
    },
    /// What the file that comes with the message holds is used too.
    Load,
    /// Messages to check a label by. Answered by `Drawn`.
    Draw {
        /// What the label is of; `label` for one that was taught.
        of: String,
        /// The label.
        label: String,
        /// What they are drawn by.
        seed: u32,
        /// How many at most of those that have it, and of those that do not.
        most: u32,
        /// The filter of the conversations that they are of.
        filter: String,
    },
}

/// What was taught, as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taught {
    /// The labels, each with how good it is.
    pub labels: Vec<(Lesson, Quality)>,
    /// The corrections, the latest last.
    pub corrections: Vec<Correction>,
    /// How many conversations of how many have it already; `None` when all have.
    pub progress: Option<(u32, u32)>,
    /// Messages whose words were not kept, which have no taught labels.
    pub unread: u32,
    /// Milliseconds that learning took; 0 where nothing was learned.
    pub took: u32,
}

impl Teaching {
    /// As the text that travels in a request: a character for each byte. What has many shapes takes a tenth of
    /// the code this way that it would take as objects of the browser.
    pub fn packed(&self) -> String {
        self.as_text()
    }

    /// What such a text says.
    pub fn of_packed(text: &str) -> Option<Self> {
        Self::of_text(text)
    }
}

crate::frozen_by_number! {
    Teaching {
        0 Seen,
        1 Label { lesson },
        2 Forget { name },
        3 Correct { conversation, line, of, label, has, instead },
        4 TakeBack { which },
        5 Stop,
        6 Save { with_texts },
        7 Load,
        8 Draw { of, label, seed, most, filter },
    }
}
crate::frozen! { Taught { labels, corrections, progress, unread, took } }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taught_survives_as_text() {
        let lesson = Lesson { name: "größer".into(), examples: vec!["👍 ok".into()], others: Vec::new() };
        let correct = Teaching::Correct {
            conversation: 300,
            line: 2,
            of: "act".into(),
            label: "question".into(),
            has: false,
            instead: Some("complain".into()),
        };
        for teaching in [Teaching::Seen, Teaching::Label { lesson }, correct] {
            assert_eq!(Teaching::of_packed(&teaching.packed()), Some(teaching));
        }
        assert_eq!(Teaching::of_packed("größer 👍"), None);
        assert_eq!(Teaching::of_packed(""), None);
    }
}
