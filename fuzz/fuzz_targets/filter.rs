//! Filters: what can be read is written as it is read, and what cannot is said at a place in the line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use undertone::query::{Columns, Filter};

fuzz_target!(|text: &str| match Filter::parse_with(text, Columns::Any) {
    Ok(filter) => {
        let written = filter.to_string();
        let again = Filter::parse_with(&written, Columns::Any);
        assert_eq!(again.as_ref().ok(), Some(&filter), "{text:?} is written {written:?}");
    }
    Err(wrong) => assert!(wrong.at <= text.chars().count(), "{text:?}: {wrong:?}"),
});
