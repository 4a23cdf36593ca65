//! Telephone numbers: by their shape where the shape is nobody else's, otherwise by the words around.
//!
//! A number speaks for itself if it is international, has a bracketed area code, is grouped as North
//! America or France group theirs, or starts with a zero and is grouped. All else needs a word before
//! it ("call me on") or after it ("office"). A word that announces another number ("order") wins over
//! every shape but the international one.

use super::context::{Said, phone_after, said_before};
use super::digits::{Cluster, Group, glued_after, glued_before, value};

/// What leads a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lead {
    /// A plus sign, or two zeros before a country code.
    international: bool,
    /// A bracket around the area code.
    bracket: bool,
}

/// How many groups from `first` on are a telephone number, and its range with plus and bracket.
pub(super) fn phone_groups(s: &[u8], cluster: &Cluster, first: usize) -> Option<(usize, usize, usize)> {
    let groups = &cluster.groups()[first..];
    let (start, lead) = lead(s, groups[0]);
    if glued_before(s, start) || first > 0 && start == groups[0].start && follows_digits(s, start) {
        return None;
    }
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    // Three, two and four with hyphens is the shape of a social security number.
    let social = matches!(groups, [a, b, c] if (a.len(), b.len(), c.len()) == (3, 2, 4))
        && (1..3).all(|index| cluster.joint(s, first + index) == b"-");
    if digits < 7 || social && lead == Lead::default() {
        return None;
    }
    let strong_no = said_before(s, start, true) == Said::Other;
    let mut weak = None;
    let most = groups.len().min(9);
    for count in (1..=most).rev() {
        let taken = &groups[..count];
        let end = taken[count - 1].end;
        let total: usize = taken.iter().map(|group| group.len()).sum();
        if !(7..=17).contains(&total) || count < groups.len() && !may_end(s, cluster, first + count) {
            continue;
        }
        let end = extension_end(s, end);
        if glued_after(s, end) {
            continue;
        }
        let by_shape = (lead.international || !strong_no)
            && !is_priced(s, end, lead)
            && speaks_for_itself(s, taken, lead, |index| cluster.joint(s, first + index));
        let said = by_shape
            || is_plain(taken, total) && !is_priced(s, end, lead) && {
                let before = *weak.get_or_insert_with(|| said_before(s, start, false));
                before == Said::Phone || before == Said::Nothing && phone_after(s, end)
            };
        if said {
            return Some((count, start, end));
        }
    }
    None
}

/// Where the number starts with what leads it.
fn lead(s: &[u8], group: Group) -> (usize, Lead) {
    let mut start = group.start;
    let mut lead = Lead::default();
    for _ in 0..3 {
        match start.checked_sub(1).map(|at| s[at]) {
            Some(b'+') if !lead.international => lead.international = true,
            Some(b'(') if !lead.bracket && closes(s, group.end) => lead.bracket = true,
            _ => break,
        }
        start -= 1;
    }
    let zeros = &s[group.start..group.end.min(group.start + 3)];
    lead.international |= zeros.starts_with(b"00") && zeros.get(2).is_none_or(|&byte| byte != b'0');
    (start, lead)
}

/// Whether the bracket opened before a number closes within the next few characters.
fn closes(s: &[u8], from: usize) -> bool {
    s[from..].iter().take(6).take_while(|&&byte| byte != b'(').any(|&byte| byte == b')')
}

/// Whether digits stand right before, so that this group is the middle of something.
fn follows_digits(s: &[u8], start: usize) -> bool {
    start > 1 && s[start - 1] != b' ' && s[start - 2].is_ascii_digit()
}

/// Whether a number may end before group `next`: after a space, or at a slash between two numbers.
fn may_end(s: &[u8], cluster: &Cluster, next: usize) -> bool {
    let joint = cluster.joint(s, next);
    joint.contains(&b' ') || joint == b"/" && cluster.groups()[next].len() >= 7
}

/// The end with an extension: "x123", "ext. 12".
fn extension_end(s: &[u8], end: usize) -> usize {
    let rest = &s[end..s.len().min(end + 16)];
    let spaces = usize::from(rest.first() == Some(&b' '));
    let rest = &rest[spaces..];
    let word = if rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"ext")) {
        3
    } else if rest.first().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'x')) {
        1
    } else {
        return end;
    };
    let gap = rest[word..].iter().take(2).take_while(|byte| b". ".contains(byte)).count();
    let digits = rest[word + gap..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let far = word + gap + digits;
    if (1..=6).contains(&digits) && !super::chars::alnum_at(s, end + spaces + far) {
        end + spaces + far
    } else {
        end
    }
}

/// Whether a currency or a unit follows.
fn is_priced(s: &[u8], end: usize, lead: Lead) -> bool {
    const UNITS: &[&str] = &[
        "eur", "euro", "euros", "usd", "gbp", "chf", "dollars", "pounds", "kg", "km", "mb", "gb", "ms",
        "points", "users", "items", "pcs", "stück", "messages", "rows",
    ];
    let rest = &s[end..];
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let sign =
        [b"$".as_slice(), "€".as_bytes(), "£".as_bytes(), b"%"].iter().any(|sign| rest.starts_with(sign));
    sign || !lead.bracket && super::chars::is_one_of(super::chars::word_at(rest, 0), UNITS)
}

/// Whether the groups look like a telephone number and like nothing else.
fn speaks_for_itself<'s>(s: &[u8], groups: &[Group], lead: Lead, joint: impl Fn(usize) -> &'s [u8]) -> bool {
    let total: usize = groups.iter().map(|group| group.len()).sum();
    let mut lengths = [0_usize; 9];
    for (length, group) in lengths.iter_mut().zip(groups) {
        *length = group.len();
    }
    let lengths = &lengths[..groups.len()];
    let first = s[groups[0].start];
    let joined = |with: &[u8]| (1..groups.len()).all(|index| joint(index) == with);
    if lead.international {
        let plus = first != b'0';
        let inner = lengths[1..].iter().filter(|&&length| length == 1).count() <= 1;
        let thousands = lengths.len() > 1 && lengths[1..].iter().all(|&length| length == 3) && joined(b".");
        return !thousands
            && inner
            && if plus {
                (8..=15).contains(&total)
            } else {
                (11..=17).contains(&total) && (total > 11 || groups.len() > 1)
            };
    }
    if lead.bracket {
        return groups.len() > 1
            && (8..=13).contains(&total)
            && lengths[1..].iter().all(|&length| length >= 2);
    }
    // North America, with or without its country code.
    let american = match *lengths {
        [3, 3, 4] => Some(0),
        [1, 3, 3, 4] if first == b'1' => Some(1),
        _ => None,
    };
    if let Some(area) = american
        && s[groups[area].start] >= b'2'
        && (joined(b"-") || joined(b".") || joined(b" ") || joint(1) != joint(groups.len() - 1))
    {
        return true;
    }
    if first != b'0' || groups.len() < 2 || !(9..=12).contains(&total) {
        return false;
    }
    let pairs = lengths.len() == 5 && lengths.iter().all(|&length| length == 2);
    let dotted = (1..groups.len()).any(|index| joint(index).contains(&b'.'));
    pairs
        || (3..=6).contains(&lengths[0]) && lengths[1..].iter().all(|&length| length >= 2) && !dotted
        || dotted
            && lengths[0] >= 3
            && lengths[1..].iter().all(|&length| length >= 2)
            && value(s, groups[0]) < 2000
        || lengths[0] == 2 && lengths[1..].iter().all(|&length| length >= 3) && !dotted
}

/// Whether the groups can be a telephone number once a word says so.
fn is_plain(groups: &[Group], total: usize) -> bool {
    (7..=15).contains(&total)
        && groups.len() <= 7
        && groups.iter().filter(|group| group.len() == 1).count() <= 2
}
