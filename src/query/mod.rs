//! The filter: one line that says which conversations are meant.
//!
//! `outcome:abandoned channel:web,email -is:handoff rating<=2 day:2026-03-01..2026-03-14 "double charge"`
//!
//! Terms stand side by side and all must hold; `-` turns one round; a comma means "or"; `..` and
//! `< <= > >=` are ranges; `or`, `and`, `not`, `then` and brackets join; bare words, "phrases" and
//! /patterns/ are looked for in what was said. [`Filter::parse`] reads it and points at what it cannot
//! read, `Display` writes it back, [`Filter::prepared`] makes it ready to be asked of a [`Subject`].
//!
//! Which columns a source has and whether a pattern means something is known where the data are: see
//! [`Columns`] and [`Filter::checked`].
//!
//! ```
//! use undertone::query::{Field, Filter};
//! let filter = Filter::parse("outcome:abandoned -is:handoff").unwrap();
//! assert_eq!(filter.terms()[1].field, Field::Is);
//! assert_eq!(filter.to_string(), "outcome:abandoned -is:handoff");
//! let error = Filter::parse("outcome:abandond").unwrap_err();
//! assert_eq!((error.at, error.suggestion.as_deref()), (8, Some("abandoned")));
//! ```

mod asked;
mod decimal;
mod error;
mod field;
mod filter;
mod flag;
mod funnel;
mod parse;
mod path;
mod pattern;
mod values;

pub use asked::{Prepared, Subject};
pub use decimal::read_decimal;
pub use error::{FilterError, Problem};
pub use field::{COLUMN, Field, Shape, WEEKDAYS};
pub use filter::{Bound, Filter, MASKED, REPLY, Said, TOPIC, Term, Test, Words, quotes_somebody};
pub use flag::Flag;
pub use funnel::{Funnel, MOST_STEPS, Stands, Within};
pub use parse::Columns;
pub use path::{Detail, Direction, END, Flow, Part, Path, START, Standing};
