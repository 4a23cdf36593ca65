//! Numbers as people write them: groups of digits with small joints. Cuts a run of groups into dates,
//! addresses, cards and telephone numbers, from left to right.

use super::chars::alnum_at;
use super::chars::alnum_before;
use super::context::{MESSENGER, announces_phone, phone_after};
use super::finder::{Matches, note};
use super::kind::Kind;
use super::network::ipv4_end;
use super::payment::card_groups;
use super::phone::phone_groups;

/// Digits without a joint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Group {
    pub(super) fn len(self) -> usize {
        self.end - self.start
    }
}

const MAX_GROUPS: usize = 16;

/// Groups of digits that stand together.
pub(super) struct Cluster {
    all: [Group; MAX_GROUPS],
    count: usize,
}

impl Cluster {
    /// The groups that stand together from the digit at `at` on.
    fn read(s: &[u8], at: usize) -> Self {
        let mut cluster = Self { all: [Group::default(); MAX_GROUPS], count: 0 };
        let mut start = at;
        loop {
            let end = start + s[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            cluster.all[cluster.count] = Group { start, end };
            cluster.count += 1;
            let joint = s[end..].iter().take(4).take_while(|byte| b" -./()".contains(byte)).count();
            start = end + joint;
            if !(1..=3).contains(&joint)
                || cluster.count == MAX_GROUPS
                || !s.get(start).is_some_and(u8::is_ascii_digit)
            {
                return cluster;
            }
        }
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.all[..self.count]
    }

    /// What joins group `index` to the one before it.
    pub(super) fn joint<'s>(&self, s: &'s [u8], index: usize) -> &'s [u8] {
        &s[self.all[index - 1].end..self.all[index].start]
    }

    fn end(&self) -> usize {
        self.groups().last().map_or(0, |group| group.end)
    }
}

/// The value of a short group.
pub(super) fn value(s: &[u8], group: Group) -> u32 {
    s[group.start..group.end].iter().take(9).fold(0, |value, byte| value * 10 + u32::from(byte - b'0'))
}

/// Looks at the numbers from the digit at `at` on. Gives the end of what was looked at. Within an
/// address (`quiet`) only a parameter's value counts.
pub(super) fn look(s: &[u8], at: usize, quiet: bool, matches: &mut Matches) -> usize {
    let cluster = Cluster::read(s, at);
    let end = cluster.end();
    let groups = cluster.groups();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    if quiet && !is_parameter(s, at) {
        return groups[0].end;
    }
    if digits < 4 || (digits < 7 && groups.len() < 4) {
        return end;
    }
    let mut first = 0;
    while first < groups.len() {
        first += take(s, &cluster, first, matches);
    }
    end
}

/// Takes what stands from group `first` on. Gives how many groups that is, at least one.
fn take(s: &[u8], cluster: &Cluster, first: usize, matches: &mut Matches) -> usize {
    let groups = cluster.groups();
    let start = groups[first].start;
    if first > 0 && !cluster.joint(s, first).iter().any(|byte| b" /".contains(byte)) {
        return 1;
    }
    if let Some(end) = ipv4_end(s, start) {
        note(matches, Kind::Ip, start, end);
        return 4;
    }
    if let Some(count) = date_groups(s, cluster, first) {
        return count;
    }
    if !glued_before(s, start)
        && let Some(count) = card_groups(s, cluster, first)
        && !glued_after(s, groups[first + count - 1].end)
    {
        note(matches, Kind::Card, start, groups[first + count - 1].end);
        return count;
    }
    if let Some((count, from, until)) = phone_groups(s, cluster, first) {
        note(matches, Kind::Phone, from, until);
        return count;
    }
    1
}

/// Whether the digit at `at` starts the value of a parameter, or the number in a messenger's link.
fn is_parameter(s: &[u8], at: usize) -> bool {
    at > 0 && s[at - 1] == b'=' || s[..at].ends_with(MESSENGER)
}

/// How many groups from `first` on are a date: "2026-03-29", "29.3.2026", "03/29/26".
fn date_groups(s: &[u8], cluster: &Cluster, first: usize) -> Option<usize> {
    let groups = cluster.groups();
    if let [stamp, ..] = groups[first..]
        && matches!(stamp.len(), 8 | 12 | 14)
        && is_year(value(s, Group { end: stamp.start + 4, ..stamp }))
        && is_day(
            value(s, Group { start: stamp.start + 4, end: stamp.start + 6 }),
            value(s, Group { start: stamp.start + 6, end: stamp.start + 8 }),
        )
    {
        return Some(1);
    }
    let [a, b, c] = *groups.get(first..first + 3)? else { return None };
    let joint = cluster.joint(s, first + 1);
    if joint != cluster.joint(s, first + 2) || !matches!(joint, b"-" | b"." | b"/" | b" " | b". ") {
        return None;
    }
    if first + 3 < groups.len() && cluster.joint(s, first + 3) == joint && joint != b" " {
        return None;
    }
    let values = [a, b, c].map(|group| value(s, group));
    let short = |group: Group| group.len() <= 2;
    let date = if a.len() == 4 {
        short(b) && short(c) && is_year(values[0]) && is_day(values[1], values[2])
    } else {
        let year = c.len() == 4 && is_year(values[2]) || c.len() == 2 && joint != b" ";
        short(a) && short(b) && year && (is_day(values[0], values[1]) || is_day(values[1], values[0]))
    };
    date.then_some(3)
}

fn is_year(value: u32) -> bool {
    (1900..=2100).contains(&value)
}

fn is_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Whether what stands before `start` makes the number part of something longer: a word, an
/// identifier, a decimal, a time.
pub(super) fn glued_before(s: &[u8], start: usize) -> bool {
    let Some(&before) = start.checked_sub(1).and_then(|at| s.get(at)) else { return false };
    if alnum_before(s, start) || matches!(before, b'_' | b'$' | b'%' | b'@') {
        return true;
    }
    match before {
        b'-' | b'.' | b'/' | b'&' | b'\\' | b'+' => {
            alnum_before(s, start - 1) && !announces_phone(s, start - 1)
        }
        b':' | b',' => start > 1 && s[start - 2].is_ascii_digit(),
        // The last byte of a currency sign: pound and yen are C2 A3 and C2 A5, euro E2 82 AC.
        0xa3 | 0xa5 | 0xac => true,
        _ => false,
    }
}

/// Whether what stands after `end` makes the number part of something longer.
pub(super) fn glued_after(s: &[u8], end: usize) -> bool {
    let Some(&after) = s.get(end) else { return false };
    if alnum_at(s, end) || matches!(after, b'_' | b'%' | b'$' | b'@' | b'=') {
        return true;
    }
    match after {
        b':' | b',' => s.get(end + 1).is_some_and(u8::is_ascii_digit),
        b'-' | b'.' | b'/' => alnum_at(s, end + 1) && !phone_after(s, end),
        _ => false,
    }
}
