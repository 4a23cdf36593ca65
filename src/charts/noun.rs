//! What pictures count, in words. A noun is named by its English plural; for those known here the
//! words bend with the number, any other is put behind it as it is.

use crate::{
    text::capitalised,
    words::{count, plural, plural_of, tr},
};

/// A number of things: `1 conversation`, `12 conversations`.
pub fn counted(n: u64, noun: &str) -> String {
    match noun {
        "conversations" => plural(n, "{n} conversation", "{n} conversations"),
        "messages" => plural(n, "{n} message", "{n} messages"),
        "users" => plural(n, "{n} user", "{n} users"),
        "ratings" => plural(n, "{n} rating", "{n} ratings"),
        _ => format!("{} {}", count(n), tr(noun)),
    }
}

/// A part of the things: `12 of 412 conversations`.
pub fn counted_of(n: u64, of: u64, noun: &str) -> String {
    match noun {
        "conversations" => plural_of(n, of, "{n} of {all} conversation", "{n} of {all} conversations"),
        "messages" => plural_of(n, of, "{n} of {all} message", "{n} of {all} messages"),
        "users" => plural_of(n, of, "{n} of {all} user", "{n} of {all} users"),
        "ratings" => plural_of(n, of, "{n} of {all} rating", "{n} of {all} ratings"),
        _ => plural_of(n, of, "{n} of {all}", "{n} of {all}"),
    }
}

/// The noun as the title of a column.
pub fn title(noun: &str) -> String {
    let noun = match noun {
        "conversations" => crate::words::t("Conversations").into(),
        "messages" => crate::words::t("Messages").into(),
        "users" => crate::words::t("Users").into(),
        "ratings" => crate::words::t("Ratings").into(),
        _ => tr(noun),
    };
    capitalised(&noun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Locale, set_locale};

    #[test]
    fn words_bend_with_the_number_and_the_language() {
        assert_eq!(counted(1, "conversations"), "1 conversation");
        assert_eq!(counted_of(12, 1412, "conversations"), "12 of 1,412 conversations");
        assert_eq!((counted(2, "goals").as_str(), title("goals").as_str()), ("2 goals", "Goals"));
        set_locale(Locale::German);
        assert_eq!(counted(1, "conversations"), "1 Gespräch");
        assert_eq!(counted_of(12, 1412, "conversations"), "12 von 1.412 Gesprächen");
    }
}
