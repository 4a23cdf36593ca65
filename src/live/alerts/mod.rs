//! Alerts: rules over figures of a window, signals and changes against a history; bands of warning and alert, a pause
//! after each, snoozing, and what a rule would have done before.

mod dry_run;
mod rule;
mod watch;

pub use dry_run::{DryRun, dry_run};
pub use rule::{Fault, Rule, Watched};
pub use watch::{Alert, Level, Seen, Watch};
