//! Filters under names, as they are kept.

use crate::{
    order::sort_by,
    query::{Columns, Filter},
};

/// A name and what it stands for.
pub type NamedFilter = (String, Filter);

/// Those that were written; what cannot be read is passed over.
pub fn read(kept: &str) -> Vec<NamedFilter> {
    let line = |line: &str| {
        let (name, filter) = line.split_once('\t')?;
        Some((name.to_owned(), Filter::parse_with(filter, Columns::Any).ok()?))
    };
    kept.lines().filter_map(line).collect()
}

/// As text: a name, a tab and a filter to a line.
pub fn written(filters: &[NamedFilter]) -> String {
    let lines: Vec<String> = filters.iter().map(|(name, filter)| format!("{name}\t{filter}")).collect();
    lines.join("\n")
}

/// With one more, in the place of one of the same name.
pub fn with(filters: Vec<NamedFilter>, name: &str, filter: Filter) -> Vec<NamedFilter> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut filters = without(filters, &name);
    filters.push((name, filter));
    sort_by(&mut filters, |one, other| one.0.cmp(&other.0));
    filters
}

/// Without the one of a name.
pub fn without(mut filters: Vec<NamedFilter>, name: &str) -> Vec<NamedFilter> {
    filters.retain(|(known, _)| known != name);
    filters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_kept_by_name_and_what_cannot_be_read_is_passed_over() {
        let filter = |text: &str| Filter::parse_with(text, Columns::Any).unwrap();
        let one = with(Vec::new(), " angry \t mobile ", filter("rating<=2 channel:app"));
        let two = with(one, "Lost", filter("outcome:abandoned \"double charge\""));
        let three = with(two, "angry mobile", filter("plan:pro"));
        let names: Vec<&str> = three.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Lost", "angry mobile"]);
        assert_eq!(read(&written(&three)), three);
        assert_eq!(read("no tab\nbad\toutcome:(\nfine\tis:rated\n").len(), 1);
    }
}
