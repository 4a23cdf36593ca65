//! Dates of a workbook, which are numbers of days in a cell whose style says that they are dates.

use quick_xml::events::Event;

use super::parts::{Part, attribute, each};

/// Days from the beginning of 1970 to the day that is nought, as Excel counts; it takes 1900 for a leap year,
/// so that this is right from March 1900 on.
const SINCE_1900: f64 = 25_569.0;
/// The same where days are counted from 1904.
const SINCE_1904: f64 = 24_107.0;

const DAY: f64 = 86_400_000.0;

/// Whether each style of cells, by its number, is one of dates.
pub fn styles_of(part: &Part) -> Vec<bool> {
    let mut own: Vec<(u32, bool)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    each(part, |event| match &event {
        Event::Start(element) => match element.local_name().as_ref() {
            "numFmt" => {
                let number = attribute(element, "numFmtId").and_then(|number| number.parse().ok());
                if let (Some(number), Some(code)) = (number, attribute(element, "formatCode")) {
                    own.push((number, is_of_dates(&code)));
                }
            }
            "cellXfs" => in_cells = true,
            "xf" if in_cells => {
                let number: u32 =
                    attribute(element, "numFmtId").and_then(|number| number.parse().ok()).unwrap_or_default();
                let known = own.iter().find(|(id, _)| *id == number).map(|(_, of_dates)| *of_dates);
                // What the standard numbers itself.
                styles.push(known.unwrap_or(matches!(number, 14..=22 | 27..=36 | 45..=47 | 50..=58)));
            }
            _ => {}
        },
        Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
        _ => {}
    });
    styles
}

/// Whether a format writes a date: it has a letter of one outside of quotes and brackets.
fn is_of_dates(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|letter| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match letter {
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracketed = !quoted,
            ']' => bracketed = false,
            _ if quoted || bracketed => {}
            _ => return matches!(letter.to_ascii_lowercase(), 'y' | 'd' | 'h' | 'm' | 's'),
        }
        false
    })
}

/// Whether a workbook counts its days from 1904.
pub fn is_since_1904(part: &Part) -> bool {
    let mut since = false;
    each(part, |event| {
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == "workbookPr"
        {
            since = attribute(element, "date1904").is_some_and(|value| value == "1" || value == "true");
        }
    });
    since
}

/// A number of days as date and time; without a whole day, as a time alone. `None` beyond the years that can be
/// written.
pub fn written(days: f64, since_1904: bool) -> Option<String> {
    let millis = (days * DAY).round();
    let time = |millis: i64| {
        let (seconds, rest) = (millis / 1000 % 86_400, millis % 1000);
        let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        if rest == 0 { clock } else { format!("{clock}.{rest:03}") }
    };
    if (0.0..DAY).contains(&millis) {
        return Some(time(millis as i64));
    }
    let offset = if since_1904 { SINCE_1904 } else { SINCE_1900 };
    // As far as its calendar goes: the last day of 9999.
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let since_1970 = (millis - offset * DAY) as i64;
    let day = crate::conversation::Day(since_1970.div_euclid(86_400_000) as i32);
    Some(format!("{day} {}", time(since_1970.rem_euclid(86_400_000))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_dates() {
        assert_eq!(written(45_992.380_613_425_93, false).as_deref(), Some("2025-12-01 09:08:05"));
        assert_eq!(written(44_530.380_613_425_93, true).as_deref(), Some("2025-12-01 09:08:05"));
        assert_eq!(written(0.75, false).as_deref(), Some("18:00:00"));
        assert_eq!(written(61.0, false).as_deref(), Some("1900-03-01 00:00:00"));
        assert_eq!(written(-1.0, false), None);
        assert_eq!(written(1e300, false), None);
    }

    #[test]
    fn formats_of_dates_are_told_from_those_of_numbers() {
        for code in ["yyyy-mm-dd", "d. mmmm", "[$-407]dd.mm.yyyy\\ hh:mm", "h:mm AM/PM", "mm:ss.0"] {
            assert!(is_of_dates(code), "{code}");
        }
        for code in ["0.00", "General", "#,##0 \"days\"", "[Red]0", "0.00E+00", "_-* #,##0.00\\ \"€\""] {
            assert!(!is_of_dates(code), "{code}");
        }
    }
}
