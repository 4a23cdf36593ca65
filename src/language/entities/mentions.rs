//! What is named by name: products and competitors, plans, platforms, versions, orders, companies, places.

use super::scan::{Scan, Shape};
use super::vocabulary::{COMPANY_ENDS, NO_RIVALS, ORDERS, PAIRS, PLACES, PLATFORMS, RIVALS, TIERS};
use super::{EntityKind, Found, Lists};

/// The longest address that is read, in bytes.
const LONGEST: usize = 400;

/// An address of the web.
pub(super) fn address(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let start = scan.start(i);
    if scan.shape(i) != Some(Shape::Word) {
        return None;
    }
    // Longer addresses are cut: nobody reads that far, and a text may be one without an end.
    let rest = scan.rest(start, LONGEST);
    let scheme = ["https://", "http://", "www."].into_iter().any(|scheme| rest.starts_with(scheme));
    let fits = |c: char| !c.is_whitespace() && !"\"<>()[]{}|\\^`".contains(c);
    let length = rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
    let held = rest[..length].trim_end_matches(|c: char| ".,;:!?'".contains(c));
    // Without a scheme, a host with a path behind it.
    let bare = || {
        let host = held.split('/').next().unwrap_or_default();
        let labels = host
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        let top = host
            .rsplit('.')
            .next()
            .is_some_and(|top| top.len() > 1 && top.bytes().all(|b| b.is_ascii_alphabetic()));
        host.len() < held.len() && host.contains('.') && labels && top && !scan.is_glued(i)
    };
    if !(scheme && held.len() > 10 || bare()) {
        return None;
    }
    let to = scan.token_at(start + held.len());
    (scan.end(to - 1) == start + held.len()).then(|| Found::new(EntityKind::Url, i, to, held))
}

/// A name of the owner's own lists.
pub(super) fn listed(scan: &Scan<'_>, i: usize, lists: &Lists) -> Option<Found> {
    let mut best: Option<Found> = None;
    let first = scan.low(i).chars().next();
    for (kind, names) in lists.by_kind() {
        for name in names.iter().filter(|name| name.chars().flat_map(char::to_lowercase).next() == first) {
            // Most names begin otherwise; only then are they taken apart.
            let begins =
                crate::text::lowered(name.get(..scan.raw(i).len()).unwrap_or_default()) == scan.low(i);
            if !begins {
                continue;
            }
            let words = Scan::read(name);
            let fits = words.len() > 0 && (0..words.len()).all(|at| words.low(at) == scan.low(i + at));
            if fits && best.as_ref().is_none_or(|best| best.to < i + words.len()) {
                best = Some(Found::new(kind, i, i + words.len(), name));
            }
        }
    }
    best
}

pub(super) fn platform(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let word = scan.low(i);
    let (name, _) = PLATFORMS.iter().find(|(_, words)| words.contains(&word))?;
    // Everyday words of the same letters: only with a capital or behind "on", "in".
    let everyday = matches!(word, "edge" | "opera" | "windows" | "safari");
    if everyday
        && !scan.is_capital(i)
        && !matches!(scan.before(i), "on" | "in" | "with" | "for" | "using" | "or" | "and" | "auf" | "im")
    {
        return None;
    }
    let paired = word == "mac" && scan.low(i + 1) == "os"
        || matches!(word, "windows" | "win") && matches!(scan.low(i + 1), "7" | "8" | "10" | "11");
    if word == "win" && !paired {
        return None;
    }
    let numbered = scan.shape(i + 1) == Some(Shape::Number) && scan.is_glued(i + 1);
    if numbered && !paired {
        return None;
    }
    let to = i + 1 + usize::from(paired);
    Some(Found::new(EntityKind::Platform, i, to, *name))
}

/// "version 2.4.1", "v3", "2.4.1".
pub(super) fn version(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let v = scan.low(i) == "v" && scan.is_glued(i + 1) && !scan.is_glued(i);
    let at = i + usize::from(v);
    let raw = scan.raw(at);
    if scan.shape(at) != Some(Shape::Number)
        || raw.contains([',', '\''])
        || scan.is_glued(at + 1) && scan.shape(at + 1) == Some(Shape::Word)
    {
        return None;
    }
    let led = |word: &str| {
        matches!(
            word,
            "version"
                | "versions"
                | "release"
                | "build"
                | "firmware"
                | "update"
                | "ios"
                | "android"
                | "macos"
                | "ver"
        )
    };
    let points = raw.matches('.').count();
    let told = v || led(scan.before(i)) || points >= 2 && !scan.is_glued(i);
    (told && raw.len() <= 12).then(|| Found::new(EntityKind::Version, i, at + 1, raw))
}

/// "order 20418", "#1004417", "VT-88213".
pub(super) fn order(scan: &Scan<'_>, i: usize) -> Option<Found> {
    if i > 0 && scan.is_glued(i) && !matches!(scan.before(i), "(" | "\"" | ":") {
        return None;
    }
    let hash = scan.low(i) == "#";
    let from = i + usize::from(hash);
    // Letters and digits with hyphens between.
    let mut to = from;
    let (mut letters, mut digits, mut capitals) = (0, 0, true);
    while to < scan.len() && (to == from || scan.is_glued(to)) {
        let raw = scan.raw(to);
        match scan.shape(to) {
            Some(Shape::Word) if raw.len() <= 5 => {
                letters += raw.len();
                capitals &= raw.bytes().all(|byte| byte.is_ascii_uppercase());
            }
            Some(Shape::Number) if raw.bytes().all(|byte| byte.is_ascii_digit()) => digits += raw.len(),
            Some(Shape::Mark) if raw == "-" && scan.is_glued(to + 1) => {}
            _ => break,
        }
        to += 1;
    }
    while to > from && scan.shape(to - 1) == Some(Shape::Mark) {
        to -= 1;
    }
    if to == from
        || to < scan.len() && scan.is_glued(to) && matches!(scan.shape(to), Some(Shape::Word | Shape::Number))
    {
        return None;
    }
    let mut back = i;
    while back > 0
        && matches!(
            scan.before(back),
            "number" | "no" | "nr" | "nummer" | "is" | "id" | ":" | "." | "#" | "the" | "my"
        )
        && i - back < 4
    {
        back -= 1;
    }
    let told = ORDERS.contains(&scan.before(back));
    let id = scan.text(from, to);
    let fits =
        if told || hash { digits >= 3 } else { letters > 1 && digits >= 4 && capitals && id.contains('-') };
    fits.then(|| Found::new(EntityKind::OrderId, i, to, id))
}

/// "the premium plan", "gold membership", "Team tier".
pub(super) fn plan(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let at = i + usize::from(scan.low(i) == "the");
    if !TIERS.contains(&scan.low(at)) {
        return None;
    }
    let second = at + 1 + usize::from(scan.low(at + 1) == "plus");
    if !matches!(
        scan.low(second),
        "plan" | "plans" | "tier" | "membership" | "subscription" | "tarif" | "abo" | "package"
    ) {
        return None;
    }
    let mut name = scan.text(at, second).to_owned();
    name = crate::text::capitalised(&name);
    Some(Found::new(EntityKind::Plan, i, second + 1, name))
}

/// "switch from X", "compared to X", "X vs Y".
pub(super) fn competitor(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let before = scan.before(i);
    let behind = |phrase: &&&str| {
        if !phrase.ends_with(before) || before.is_empty() {
            return false;
        }
        let n_words = phrase.split(' ').count();
        i.checked_sub(n_words).is_some_and(|from| scan.has(from, phrase))
    };
    let before_vs = matches!(scan.low(i + 1), "vs" | "versus")
        || matches!(scan.low(i + 2), "vs" | "versus") && scan.is_capital(i + 1);
    let told = RIVALS.iter().find(behind).is_some();
    let name =
        scan.shape(i) == Some(Shape::Word) && !NO_RIVALS.contains(&scan.low(i)) && scan.raw(i).len() > 2;
    if !name || !(told || before_vs) || !scan.is_capital(i) && !told {
        return None;
    }
    // In lower case only where the sentence ends behind it, or goes on with a word that ends the name.
    let next = scan.low(i + 1);
    let ends = scan.shape(i + 1) != Some(Shape::Word)
        || matches!(
            next,
            "to" | "and" | "because" | "last" | "next" | "for" | "this" | "or" | "vs" | "if" | "but"
        );
    if !scan.is_capital(i) && !ends {
        return None;
    }
    let mut to = i + 1;
    while scan.is_capital(i)
        && scan.is_capital(to)
        && to < i + 3
        && scan.start(to) == scan.end(to - 1) + 1
        && scan.raw(to).len() > 1
    {
        to += 1;
    }
    Some(Found::new(EntityKind::Competitor, i, to, scan.text(i, to)))
}

/// "Northquay Ltd", "Bergmann & Söhne AG".
pub(super) fn organisation(scan: &Scan<'_>, i: usize) -> Option<Found> {
    if scan.shape(i) != Some(Shape::Word) || !scan.is_capital(i) {
        return None;
    }
    for to in i + 1..i + 5 {
        if COMPANY_ENDS.contains(&scan.low(to)) && scan.is_capital(to) {
            return Some(Found::new(EntityKind::Org, i, to + 1, scan.text(i, to + 1)));
        }
        if !(scan.is_capital(to) || scan.low(to) == "&") {
            return None;
        }
    }
    None
}

/// A place from the list, or a capitalised word behind "in", "to", "from" that nothing else has claimed.
pub(super) fn place(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let titled = |from: usize, to: usize| {
        let words: Vec<String> = scan.text(from, to).split(' ').map(crate::text::capitalised).collect();
        words.join(" ")
    };
    if PAIRS.contains(&(scan.low(i), scan.low(i + 1))) {
        return Some(Found::new(EntityKind::Place, i, i + 2, titled(i, i + 2)));
    }
    PLACES.contains(&scan.low(i)).then(|| Found::new(EntityKind::Place, i, i + 1, titled(i, i + 1)))
}
