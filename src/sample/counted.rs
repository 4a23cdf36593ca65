//! A generator that counts what it plants, for those who compare.

use super::{Format, Generator, Plan, Truth};

/// Writes a data set as [`Generator`] does, and keeps its truth.
///
/// ```
/// use undertone::sample::{Counted, Format, Kind, Plan};
/// let plan = Plan { conversations: 3, ..Plan::default_size(Kind::Shop) };
/// let mut generator = Counted::new(plan, Format::Jsonl);
/// let mut bytes = Vec::new();
/// while generator.next_chunk(&mut bytes) {}
/// assert_eq!(generator.truth().conversations, 3);
/// ```
#[derive(Debug)]
pub struct Counted {
    generator: Generator,
    truth: Truth,
    /// Whether the conversation written last brings a matter again.
    repeats: bool,
}

impl Counted {
    /// A generator that has written and counted nothing yet.
    pub fn new(plan: Plan, format: Format) -> Self {
        let generator = Generator::new(plan, format);
        let truth = Truth::new(plan, &generator.calendar);
        Self { generator, truth, repeats: false }
    }

    /// Appends the next conversation as [`Generator::next_chunk`] does.
    pub fn next_chunk(&mut self, out: &mut Vec<u8>) -> bool {
        let draft = self.generator.write_next(out);
        if let Some(draft) = &draft {
            self.truth.observe(draft);
            self.repeats = draft.repeats;
        }
        draft.is_some()
    }

    /// Whether the conversation written last brings its user's matter again within 7 days of the one before.
    pub fn repeats(&self) -> bool {
        self.repeats
    }

    /// What was planted in all that was written so far.
    pub fn truth(&self) -> &Truth {
        &self.truth
    }

    /// How many conversations are written, of how many.
    pub fn progress(&self) -> (u32, u32) {
        self.generator.progress()
    }
}
