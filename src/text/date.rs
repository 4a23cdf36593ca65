//! Dates as people write them: "2026-03-29", "29.3.26", "March 29th, 2026", "29. März". What a date means
//! relative to today is not asked here.

/// A day as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// The year in full, if one was written; of two digits the nearest that is not far ahead.
    pub year: Option<i32>,
    /// 1 … 12.
    pub month: u8,
    /// 1 … 31.
    pub day: u8,
}

/// The names of the months, also short ones, in the languages that people write to chatbots in. Short names
/// that are words of their own ("set", "out", "ago") are left out.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &[
        "february",
        "feb",
        "februar",
        "febr",
        "février",
        "fevrier",
        "fév",
        "febrero",
        "febbraio",
        "fevereiro",
        "fev",
        "februari",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "maart", "mrt"],
    &["april", "apr", "avril", "abril", "abr", "aprile", "avr"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "jul", "juli", "juillet", "julio", "luglio", "julho", "juil"],
    &["august", "aug", "août", "aout", "agosto", "augustus"],
    &["september", "sep", "sept", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dicembre",
        "dezembro",
    ],
];
/// The longest name of a month in bytes.
const LONGEST_MONTH: usize = 10;

/// The month whose name starts at `at`, and the end of the name, without a full stop after it.
pub fn month_at(s: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = s.get(at..)?;
    let letters = rest.iter().take(LONGEST_MONTH + 1).take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80);
    let length = letters.count();
    if !(3..=LONGEST_MONTH).contains(&length) {
        return None;
    }
    let word = &rest[..length];
    let month = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes())))?;
    Some((month as u8 + 1, at + length))
}

/// A number of at most four digits at `at`: its value, and how many digits it has.
fn number_at(s: &[u8], at: usize) -> Option<(i32, usize)> {
    let digits = s.get(at..)?.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    (1..=4).contains(&digits).then(|| {
        let value = s[at..at + digits].iter().fold(0, |value, byte| value * 10 + i32::from(byte - b'0'));
        (value, digits)
    })
}

/// Past at most `most` bytes of `any` from `at` on.
fn skip(s: &[u8], at: usize, any: &[u8], most: usize) -> usize {
    let from = at.min(s.len());
    from + s[from..].iter().take(most).take_while(|byte| any.contains(byte)).count()
}

/// The year that starts at `at`, and its end.
fn year_at(s: &[u8], at: usize) -> Option<(i32, usize)> {
    let short = s.get(at) == Some(&b'\'');
    let from = at + usize::from(short);
    let (value, digits) = number_at(s, from)?;
    let end = from + digits;
    if s.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    match digits {
        4 if (1900..=2100).contains(&value) => Some((value, end)),
        2 => Some((if value > 35 { 1900 + value } else { 2000 + value }, end)),
        _ => None,
    }
}

fn day_of(value: i32) -> Option<u8> {
    u8::try_from(value).ok().filter(|day| (1..=31).contains(day))
}

fn month_of(value: i32) -> Option<u8> {
    u8::try_from(value).ok().filter(|month| (1..=12).contains(month))
}

/// The date that starts at `at`, and its end. Where day and month could be either, a slash means that the
/// month comes first, anything else that the day does.
///
/// ```
/// use undertone::text::date_at;
/// let (date, end) = date_at(b"29. Mai 1985, ok", 0).unwrap();
/// assert_eq!((date.year, date.month, date.day, end), (Some(1985), 5, 29, 12));
/// ```
pub fn date_at(s: &[u8], at: usize) -> Option<(WrittenDate, usize)> {
    if s.get(at)?.is_ascii_digit() { numeric(s, at).or_else(|| day_first(s, at)) } else { month_first(s, at) }
}

/// "2026-03-29", "29.3.2026", "3/29/26".
fn numeric(s: &[u8], at: usize) -> Option<(WrittenDate, usize)> {
    let (a, a_digits) = number_at(s, at)?;
    let joint = at + a_digits;
    let mark = *s.get(joint)?;
    if !matches!(mark, b'-' | b'.' | b'/') {
        return None;
    }
    let gap = usize::from(mark == b'.' && s.get(joint + 1) == Some(&b' '));
    let (b, b_digits) = number_at(s, joint + 1 + gap)?;
    let second = joint + 1 + gap + b_digits;
    if s.get(second) != Some(&mark) || b_digits > 2 {
        return None;
    }
    let last = second + 1 + usize::from(gap == 1 && s.get(second + 1) == Some(&b' '));
    if a_digits == 4 {
        let (c, c_digits) = number_at(s, last)?;
        let end = last + c_digits;
        let goes_on = s.get(end).is_some_and(u8::is_ascii_digit);
        let fits = c_digits <= 2 && (1900..=2100).contains(&a) && !goes_on;
        let date = WrittenDate { year: Some(a), month: month_of(b)?, day: day_of(c)? };
        return fits.then_some((date, end));
    }
    let (year, end) = year_at(s, last)?;
    let day_first = || Some((month_of(b)?, day_of(a)?));
    let month_first = || Some((month_of(a)?, day_of(b)?));
    let (month, day) =
        if mark == b'/' { month_first().or_else(day_first)? } else { day_first().or_else(month_first)? };
    (a_digits <= 2).then_some((WrittenDate { year: Some(year), month, day }, end))
}

/// "29 March 2026", "29th of March", "29. März 2026", "29-Mar-2026".
fn day_first(s: &[u8], at: usize) -> Option<(WrittenDate, usize)> {
    let (value, digits) = number_at(s, at)?;
    let day = day_of(value).filter(|_| digits <= 2)?;
    let mut after = ordinal_end(s, at + digits);
    let joint = skip(s, after, b" .-/", 2);
    after = joint;
    for link in [b"of ".as_slice(), b"de ", b"di "] {
        if s.get(after..after + link.len()).is_some_and(|word| word.eq_ignore_ascii_case(link)) {
            after += link.len();
        }
    }
    let (month, name_end) = month_at(s, after)?;
    let mut year_start = skip(s, name_end, b" .,-/", 2);
    for link in [b"de ".as_slice(), b"del "] {
        if s.get(year_start..).is_some_and(|rest| rest.starts_with(link)) {
            year_start += link.len();
        }
    }
    let year = if year_start > name_end { year_at(s, year_start) } else { None };
    let end = year.map_or(name_end, |(_, end)| end);
    Some((WrittenDate { year: year.map(|(year, _)| year), month, day }, end))
}

/// "March 29th, 2026", "Mar 29".
fn month_first(s: &[u8], at: usize) -> Option<(WrittenDate, usize)> {
    let (month, name_end) = month_at(s, at)?;
    let mut day_start = skip(s, name_end, b" .-", 2);
    if s.get(day_start..day_start + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"the ")) {
        day_start += 4;
    }
    let (value, digits) = number_at(s, day_start)?;
    let day = day_of(value).filter(|_| digits <= 2 && day_start > name_end)?;
    let end = ordinal_end(s, day_start + digits);
    if s.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let year_start = skip(s, end, b" ,.-", 2);
    // Of two digits only after a comma or an apostrophe: "March 29 10 am" has no year.
    let year = (year_start > end)
        .then(|| year_at(s, year_start))
        .flatten()
        .filter(|(_, year_end)| year_end - year_start != 2 || s[end] == b',');
    let end = year.map_or(end, |(_, end)| end);
    Some((WrittenDate { year: year.map(|(year, _)| year), month, day }, end))
}

/// Past "st", "nd", "rd", "th" at `at`.
fn ordinal_end(s: &[u8], at: usize) -> usize {
    let ends = [b"st", b"nd", b"rd", b"th"];
    let has =
        s.get(at..at + 2).is_some_and(|end| ends.iter().any(|ordinal| end.eq_ignore_ascii_case(*ordinal)));
    if has { at + 2 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_they_are_written() {
        for (text, expect, rest) in [
            ("2026-03-29T10", Some((Some(2026), 3, 29)), "T10"),
            ("29.03.2026.", Some((Some(2026), 3, 29)), "."),
            ("29. 3. 26", Some((Some(2026), 3, 29)), ""),
            ("03/29/85", Some((Some(1985), 3, 29)), ""),
            ("29/03/1985", Some((Some(1985), 3, 29)), ""),
            ("12-05-1985", Some((Some(1985), 5, 12)), ""),
            ("March 29th, 2026 ok", Some((Some(2026), 3, 29)), " ok"),
            ("mar 29 10 am", Some((None, 3, 29)), " 10 am"),
            ("29 de marzo de 1990", Some((Some(1990), 3, 29)), ""),
            ("29. Mai", Some((None, 5, 29)), ""),
            ("1er mars", None, ""),
            ("3rd of July 1999", Some((Some(1999), 7, 3)), ""),
            ("12 août 1987", Some((Some(1987), 8, 12)), ""),
            ("29-Mar-1985", Some((Some(1985), 3, 29)), ""),
            ("may 3 come", Some((None, 5, 3)), " come"),
            ("may come", None, ""),
            ("5 mails", None, ""),
            ("1.2.3.4", None, ""),
            ("13/13/2020", None, ""),
            ("", None, ""),
        ] {
            let found = date_at(text.as_bytes(), 0);
            let read = found.map(|(date, _)| (date.year, date.month, date.day));
            assert_eq!(read, expect, "{text}");
            if let Some((_, end)) = found {
                assert_eq!(&text[end..], rest, "{text}");
            }
        }
    }
}
