//! Columns of a table and keys of a record that no role takes: kept for each conversation, so that a
//! filter can ask for them, under a name that can be written in one word.
//!
//! What names a person, an address or a secret is not kept: such cells are not found by their form, as
//! an e-mail address is, and so would not be masked.

use super::columns::{self, Column as C, Columns};

/// Characters of a name at most; what is longer is no name of a column.
const LONGEST: usize = 40;

/// Meanings of which a table may have several columns, none of which says something of the conversation:
/// who somebody is, what was said and when.
const NEVER: [C; 13] = [
    C::Conversation,
    C::Message,
    C::Time,
    C::Date,
    C::TimeOfDay,
    C::Sender,
    C::Text,
    C::Question,
    C::Answer,
    C::Transcript,
    C::User,
    C::UserName,
    C::AgentName,
];

/// Names of people, whole.
const NAMES: [&str; 17] = [
    "name",
    "firstname",
    "lastname",
    "fullname",
    "givenname",
    "familyname",
    "middlename",
    "displayname",
    "nickname",
    "surname",
    "vorname",
    "nachname",
    "nom",
    "prenom",
    "prénom",
    "nombre",
    "apellido",
];

/// Whom a column that ends in “name” names.
const PEOPLE: [&str; 16] = [
    "customer",
    "client",
    "contact",
    "visitor",
    "user",
    "agent",
    "operator",
    "employee",
    "member",
    "person",
    "guest",
    "caller",
    "owner",
    "staff",
    "kunde",
    "mitarbeiter",
];

/// Parts of names of columns that reach a person, or open something.
const PRIVATE: [&str; 18] = [
    "email",
    "phone",
    "telefon",
    "handy",
    "address",
    "adresse",
    "street",
    "strasse",
    "straße",
    "birth",
    "geburt",
    "passw",
    "passport",
    "secret",
    "iban",
    "ssn",
    "signature",
    "credential",
];

/// The name by which a filter asks for a column: small letters, digits and `_`. `None` where the column
/// is not kept.
pub fn name(column: &str) -> Option<String> {
    let mut name = String::new();
    let mut was_small = false;
    for c in column.trim().chars() {
        if c.is_alphanumeric() {
            if was_small && c.is_uppercase() {
                name.push('_');
            }
            name.extend(c.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        was_small = c.is_lowercase();
    }
    name.truncate(name.trim_end_matches('_').len());
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().count() <= LONGEST
        && name.chars().filter(char::is_ascii_digit).nth(3).is_none();
    (is_name && !is_private(&name)).then_some(name)
}

fn is_private(name: &str) -> bool {
    let key = name.replace('_', "");
    let names_somebody = key.ends_with("name") && PEOPLE.iter().any(|person| key.starts_with(person));
    names_somebody
        || key.ends_with("mail")
        || NAMES.contains(&key.as_str())
        || PRIVATE.iter().any(|part| key.contains(part))
}

/// Place and name of the columns of a table to filter by: those that a person chose for it, and those that
/// nothing else is read from, but for what a person chose not to read.
pub fn columns(header: &[String], columns: &Columns, chosen: &[(usize, Option<C>)]) -> Vec<(usize, String)> {
    let mut kept: Vec<(usize, String)> = Vec::new();
    for (at, column) in header.iter().enumerate() {
        let is_chosen = columns.meanings[at] == Some(C::Custom);
        let is_open = || columns.meanings[at].is_none() && chosen.iter().all(|(other, _)| *other != at);
        let is_never = || columns::by_name(column).is_some_and(|meaning| NEVER.contains(&meaning));
        if let Some(name) = name(column)
            && (is_chosen || is_open() && !is_never())
            && kept.iter().all(|(_, other)| *other != name)
        {
            kept.push((at, name));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_a_name_that_can_be_written_in_one_word() {
        for (column, expect) in [
            ("plan", Some("plan")),
            (" Customer Value (EUR) ", Some("customer_value_eur")),
            ("planType", Some("plan_type")),
            ("utm.source", Some("utm_source")),
            ("Größe", Some("größe")),
            ("campaign_name", Some("campaign_name")),
            ("", None),
            ("2nd", None),
            ("--", None),
            ("order 12345", None),
            ("a sentence that somebody wrote into the first row", None),
        ] {
            assert_eq!(name(column).as_deref(), expect, "{column}");
        }
    }

    #[test]
    fn what_names_or_reaches_a_person_is_not_kept() {
        for column in [
            "Name",
            "first_name",
            "Nachname",
            "customerName",
            "Agent name",
            "Kundenname",
            "billing_email",
            "Phone 2",
            "Lieferadresse",
            "date_of_birth",
            "password",
        ] {
            assert_eq!(name(column), None, "{column}");
        }
    }

    #[test]
    fn only_columns_that_nothing_else_is_read_from_are_kept() {
        let header = ["id", "text", "plan", "body", "assignee", "Plan", "country", "date"].map(str::to_owned);
        let meanings = vec![None, Some(C::Text), None, None, Some(C::AgentName), None, None, Some(C::Custom)];
        let kept = columns(&header, &Columns { meanings }, &[(6, None)]);
        assert_eq!(kept, [(0, "id".to_owned()), (2, "plan".to_owned()), (7, "date".to_owned())]);
    }
}
