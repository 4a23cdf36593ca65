//! Whether analyses are kept in this browser beyond the tab: only where the person wants it.

use super::state::App;
use crate::browser::tab;

/// Name under which the wish is kept.
const KEPT: &str = "undertone-keep";

/// Whether the person wants it.
pub fn is_wanted() -> bool {
    tab::kept(KEPT).is_some_and(|wish| wish == "yes")
}

/// Takes the wish; what is on screen is kept with it. What is kept already stays until it is removed.
pub fn want(app: App, wanted: bool) {
    tab::keep(KEPT, if wanted { "yes" } else { "no" });
    if wanted {
        app.keep_if_wanted();
        app.remember_if_wanted();
    } else {
        app.forget_all_unfinished();
    }
    app.keep_topics();
}
