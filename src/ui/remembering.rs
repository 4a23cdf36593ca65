//! Where it is kept how files of a shape were read: in the browser's own storage, if a person wants that.

use super::remembered::{KEPT, Remembered, shape};
use crate::{
    browser::tab,
    ingest::{Mapping, Preview},
};

/// Where it is kept whether that is wanted.
const WANTED: &str = "undertone-remember-readings";

/// How files of the shape of this one were read before.
pub fn of(preview: &Preview) -> Option<Remembered> {
    Remembered::read(&tab::kept(&shape(preview))?)
}

/// Remembers how files of the shape of this one are read.
pub fn keep(preview: &Preview, mapping: &Mapping) {
    tab::keep(&shape(preview), &Remembered::of(preview, mapping).written());
}

/// Whether a person wants it, as last said.
pub fn is_wanted() -> bool {
    tab::kept(WANTED).is_some()
}

/// Says whether it is wanted.
pub fn want(wanted: bool) {
    if wanted { tab::keep(WANTED, "yes") } else { tab::drop_kept(WANTED) }
}

/// All that is remembered: the name that forgets it, and what it is in words.
pub fn all() -> Vec<(String, String)> {
    let names = tab::kept_names().into_iter().filter(|name| name.starts_with(KEPT));
    let known = |name: String| {
        let about = Remembered::read(&tab::kept(&name)?)?.about();
        Some((name, about))
    };
    names.filter_map(known).collect()
}
