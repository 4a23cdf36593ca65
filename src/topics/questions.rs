//! Questions: requests that mean the same in other words, finer than topics. They are found by average linkage: two
//! groups are one question while their requests are as near to each other as [`ALIKE`], in the mean of all pairs.
//!
//! 1. Within each leaf of the tree of topics.
//! 2. Among what is left of all leaves, so that a question that two leaves share is one.
//!
//! A request is then in the question whose own it is nearest to, in the mean, among those that its leaf knows. All of it
//! is the same wherever it is computed.

use crate::{
    order::sort_by,
    text::model::{UNIT, dot},
};

use super::{
    Topics,
    groups::{Sum, sums},
    names::{Phrases, plain_name},
    sample::Request,
    space::{DIMENSIONS, Point, unit},
};

/// The cosine from which requests mean the same, in the mean of all pairs. Set on development sets
/// (`benches/README.md`).
const ALIKE: f64 = 0.6;

/// How near a request must be to those of a question to be one of them, in squares of 1/8192: a cosine of 0.5 in the
/// mean. It is less than [`ALIKE`], as a question is as wide as its groups were when they met.
const LEAST: i32 = (0.5 * 8192.0 * 8192.0) as i32;

/// Groups of leaves that are compared with each other at most, and questions at most: those of which most was asked.
const COMPARED: usize = 2048;
const MOST: usize = 1024;

/// Words of a wording that names a question, from and to.
const WORDS: (usize, usize) = (3, 16);

/// How near to the middle of a question its typical wording is, in hundredths of the nearest one.
const TYPICAL: i64 = 92;

/// Letters of it at most.
const LETTERS: usize = 120;

/// Words of a suggested name at most.
const NAME_WORDS: usize = 5;

/// Questions that people ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// Of each the mean of its requests.
    means: Vec<Point>,
    /// Of each leaf the questions that it knows.
    of_leaf: Vec<Vec<u32>>,
    /// What is said of each.
    all: Vec<Question>,
}

/// What is said of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Its most typical wording, masked; no two are the same.
    pub wording: String,
    /// A name that an intent for it could have, in snake_case; no two are the same.
    pub name: String,
    /// The leaf that most of it is in.
    pub leaf: u32,
}

crate::frozen! {
    Questions { means, of_leaf, all }
    Question { wording, name, leaf }
}

impl Questions {
    /// Those of requests that stand at some points, each in a leaf.
    pub(super) fn of(
        requests: &[&Request],
        points: &[Point],
        weights: &[u32],
        leaves: (&[u32], usize),
    ) -> Self {
        let groups = grouped(points, weights, leaves);
        let count = groups.iter().map(|group| *group as usize + 1).max().unwrap_or(0);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        groups.iter().enumerate().for_each(|(at, group)| members[*group as usize].push(at));
        let asked = |members: &Vec<usize>| members.iter().map(|at| requests[*at].count).sum::<u64>();
        // Equals stay in the order of their first requests, which are in the order of their hashes.
        sort_by(&mut members, |one, two| asked(two).cmp(&asked(one)));
        members.truncate(MOST);
        let mut groups = vec![u32::MAX; points.len()];
        for (own, number) in members.iter().zip(0..) {
            for at in own {
                groups[*at] = number;
            }
        }
        let names = suggested(requests, weights, &groups, members.len());
        let mut questions = Self {
            of_leaf: vec![Vec::new(); leaves.1],
            all: Vec::with_capacity(members.len()),
            means: Vec::new(),
        };
        for (own, number) in members.iter().zip(0..) {
            let mut shares: Vec<(u32, u64)> = Vec::new();
            for at in own {
                let (leaf, weight) = (leaves.0[*at], u64::from(weights[*at]));
                match shares.iter_mut().find(|(known, _)| *known == leaf) {
                    Some((_, share)) => *share += weight,
                    None => shares.push((leaf, weight)),
                }
            }
            sort_by(&mut shares, |one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
            for (leaf, _) in &shares {
                questions.of_leaf[*leaf as usize].push(number);
            }
            let sum = sum_of(points, weights, own);
            questions.means.push(mean(&sum));
            let wording = typical(requests, points, own, &unit(&sum.along));
            let leaf = shares.first().map_or(0, |(leaf, _)| *leaf);
            questions.all.push(Question { wording, name: String::new(), leaf });
        }
        questions.tell_apart(names);
        questions
    }

    /// Gives every question a wording and a name that no other has.
    fn tell_apart(&mut self, names: Vec<String>) {
        let (mut wordings, mut given) = (vec!["none".to_owned()], vec![String::new()]);
        for (question, name) in self.all.iter_mut().zip(names) {
            question.wording = apart(&mut wordings, &question.wording, |text, n| format!("{text} ({n})"));
            let name = if name.is_empty() { snake(&question.wording) } else { name };
            let name = if name.is_empty() { "question".to_owned() } else { name };
            question.name = apart(&mut given, &name, |name, n| format!("{name}_{n}"));
        }
    }

    /// What is said of each, the most asked first.
    pub fn all(&self) -> &[Question] {
        &self.all
    }

    /// The question that a point of a leaf is; `None` of one that is far from all.
    pub(super) fn nearest(&self, point: &Point, leaf: u32) -> Option<u32> {
        let mut best = None;
        for question in self.of_leaf.get(leaf as usize)? {
            let near = dot(point, self.means.get(*question as usize)?);
            if best.is_none_or(|(_, most)| near > most) {
                best = Some((*question, near));
            }
        }
        best.filter(|(_, near)| *near >= LEAST).map(|(question, _)| question)
    }
}

impl Topics {
    /// Questions that people ask, finer than any topic.
    pub fn questions(&self) -> &Questions {
        &self.questions
    }
}

/// A text that none of those that were given is, in any case; it is one of them from now on.
fn apart(given: &mut Vec<String>, text: &str, numbered: impl Fn(&str, usize) -> String) -> String {
    let is_free = |given: &[String], text: &str| !given.contains(&crate::text::lowered(text));
    let mut own = text.to_owned();
    let mut n = 2;
    while !is_free(given, &own) {
        own = numbered(text, n);
        n += 1;
    }
    given.push(crate::text::lowered(&own));
    own
}

/// The group of each point: within its leaf first, then among all leaves.
fn grouped(points: &[Point], weights: &[u32], (leaves, count): (&[u32], usize)) -> Vec<u32> {
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); count];
    leaves.iter().enumerate().for_each(|(at, leaf)| own[*leaf as usize].push(at));
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for own in &own {
        let each: Vec<Sum> = own.iter().map(|at| sum_of(points, weights, &[*at])).collect();
        parts.extend(
            linked(&each).into_iter().map(|group| group.iter().map(|at| own[*at]).collect::<Vec<_>>()),
        );
    }
    let weight = |part: &Vec<usize>| part.iter().map(|at| u64::from(weights[*at])).sum::<u64>();
    sort_by(&mut parts, |one, two| weight(two).cmp(&weight(one)).then_with(|| one.cmp(two)));
    let compared = parts.len().min(COMPARED);
    let sums: Vec<Sum> = parts[..compared].iter().map(|part| sum_of(points, weights, part)).collect();
    let mut groups = vec![0; points.len()];
    let joined = linked(&sums).into_iter().chain((compared..parts.len()).map(|alone| vec![alone]));
    for (group, number) in joined.zip(0..) {
        group.iter().flat_map(|part| &parts[*part]).for_each(|at| groups[*at] = number);
    }
    groups
}

fn sum_of(points: &[Point], weights: &[u32], members: &[usize]) -> Sum {
    let own: Vec<Point> = members.iter().map(|at| points[*at]).collect();
    let weights: Vec<u32> = members.iter().map(|at| weights[*at]).collect();
    let zero = Sum { along: [0; DIMENSIONS], weight: 0, square: 0 };
    sums(&own, &weights, &vec![0; own.len()], 1).pop().unwrap_or(zero)
}

fn mean(sum: &Sum) -> Point {
    sum.along.map(|along| (along / sum.weight.max(1) as i64) as i16)
}

/// A group while groups are joined.
struct Group {
    along: [f64; DIMENSIONS],
    weight: f64,
    parts: Vec<usize>,
}

impl Group {
    fn likeness(&self, other: &Self) -> f64 {
        // Four sums at a time, always the same ones: a processor adds them at once.
        let mut sums = [0.0; 4];
        for (ours, theirs) in self.along.chunks_exact(4).zip(other.along.chunks_exact(4)) {
            for ((sum, our), their) in sums.iter_mut().zip(ours).zip(theirs) {
                *sum += our * their;
            }
        }
        ((sums[0] + sums[1]) + (sums[2] + sums[3])) / (self.weight * other.weight)
    }
}

/// What of some parts belongs together, found by chains of nearest neighbours. A group whose nearest is not alike is
/// done: whatever becomes of the others, none of them comes nearer to it than that.
fn linked(parts: &[Sum]) -> Vec<Vec<usize>> {
    let enough = ALIKE * f64::from(UNIT) * f64::from(UNIT);
    let group = |(at, sum): (usize, &Sum)| Group {
        along: sum.along.map(|along| along as f64),
        weight: sum.weight.max(1) as f64,
        parts: vec![at],
    };
    let mut groups: Vec<Group> = parts.iter().enumerate().map(group).collect();
    let mut alive: Vec<usize> = (0..groups.len()).collect();
    let (mut chain, mut done): (Vec<usize>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    while let Some(first) = alive.first() {
        let last = chain.last().copied().unwrap_or(*first);
        if chain.is_empty() {
            chain.push(last);
        }
        let before = chain.len().checked_sub(2).map(|at| chain[at]);
        let mut best = before.map(|before| (before, groups[last].likeness(&groups[before])));
        for &other in alive.iter().filter(|other| **other != last && Some(**other) != before) {
            let near = groups[last].likeness(&groups[other]);
            if best.is_none_or(|(_, nearest)| near > nearest) {
                best = Some((other, near));
            }
        }
        match best.filter(|(_, near)| *near >= enough) {
            None => {
                chain.pop();
                alive.retain(|one| *one != last);
                done.push(std::mem::take(&mut groups[last].parts));
            }
            Some((next, _)) if Some(next) != before => chain.push(next),
            Some((next, _)) => {
                chain.truncate(chain.len() - 2);
                let (mut one, other) =
                    (std::mem::take(&mut groups[last].parts), std::mem::take(&mut groups[next].parts));
                one.extend(other);
                let mut along = groups[last].along;
                along.iter_mut().zip(groups[next].along).for_each(|(mine, theirs)| *mine += theirs);
                let weight = groups[last].weight + groups[next].weight;
                groups.push(Group { along, weight, parts: one });
                alive.retain(|one| *one != last && *one != next);
                alive.push(groups.len() - 1);
            }
        }
    }
    done
}

/// A typical request, on one line: of those near to the middle, and that can be read at a glance where there are any,
/// the one that is made most often, of these the shortest.
fn typical(requests: &[&Request], points: &[Point], members: &[usize], middle: &Point) -> String {
    let words = |at: usize| requests[at].text.split_whitespace().count();
    let mut fitting: Vec<usize> =
        members.iter().copied().filter(|at| (WORDS.0..=WORDS.1).contains(&words(*at))).collect();
    if fitting.is_empty() {
        fitting = members.to_vec();
    }
    let near = |at: usize| i64::from(dot(&points[at], middle));
    let nearest = fitting.iter().map(|at| near(*at)).max().unwrap_or(0);
    fitting.retain(|at| near(*at) * 100 >= nearest * TYPICAL);
    let shouts = |at: usize| !requests[at].text.chars().any(char::is_lowercase);
    let rank =
        |at: &usize| (requests[*at].count, std::cmp::Reverse((shouts(*at), words(*at), -near(*at), *at)));
    let text = fitting.iter().copied().max_by_key(rank).map_or("", |at| requests[at].text.as_str());
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// A name for an intent for each question, by what stands out in it; empty where nothing does.
fn suggested(requests: &[&Request], weights: &[u32], groups: &[u32], count: usize) -> Vec<String> {
    let said = requests.iter().zip(weights).zip(groups);
    let said = said.map(|((request, weight), group)| {
        (request.text.as_str(), u64::from(*weight), Some(*group).filter(|group| *group != u32::MAX))
    });
    let mut phrases = Phrases::of(said, count);
    let name = |group: usize| {
        let counts = phrases.take(group);
        snake(&plain_name(&phrases.outstanding(&counts)))
    };
    (0..count).map(name).collect()
}

/// The first words of a text in snake_case, without those in square brackets.
fn snake(text: &str) -> String {
    let lower = crate::text::lowered(text);
    let words = lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '[' | ']' | '\''));
    let words = words.filter(|word| !word.is_empty() && !word.contains(['[', ']']));
    words.take(NAME_WORDS).map(|word| word.replace('\'', "")).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point(along: &[(usize, i64)]) -> Point {
        let mut sums = [0; DIMENSIONS];
        for (at, value) in along {
            sums[*at] = *value;
        }
        unit(&sums)
    }

    #[test]
    fn what_means_the_same_is_one_question_across_leaves() {
        // Two leaves share the first direction; the third point is between and far from both.
        let points = [
            point(&[(0, 100)]),
            point(&[(0, 100), (1, 9)]),
            point(&[(7, 5)]),
            point(&[(0, 90), (2, 9)]),
            point(&[(3, 1)]),
        ];
        let groups = grouped(&points, &[1; 5], (&[0, 0, 0, 1, 1], 2));
        assert!(groups[0] == groups[1] && groups[1] == groups[3]);
        assert!(groups[2] != groups[0] && groups[4] != groups[2] && groups[4] != groups[0]);
    }

    #[test]
    fn names_are_words_and_no_two_are_the_same() {
        assert_eq!(snake("Where's my [ORDER] – card/arrival?"), "wheres_my_card_arrival");
        assert_eq!(snake("[EMAIL]"), "");
        let mut given = vec!["none".to_owned()];
        let mut of = |text: &str| apart(&mut given, text, |text, n| format!("{text} ({n})"));
        assert_eq!(
            [of("Lost"), of("lost"), of("LOST"), of("None")],
            ["Lost", "lost (2)", "LOST (3)", "None (2)"]
        );
    }

    proptest! {
        /// Against the plain method: of all pairs the most alike, again and again.
        #[test]
        fn chains_find_what_looking_at_all_pairs_finds(
            places in prop::collection::vec((-9..9_i64, -9..9_i64, -9..9_i64, 1..4_u32), 1..20)
        ) {
            let points: Vec<Point> = places.iter().map(|(x, y, z, _)| point(&[(0, x * 31 + 1), (1, y * 37), (2, z * 41)])).collect();
            let weights: Vec<u32> = places.iter().map(|place| place.3).collect();
            let sums: Vec<Sum> = (0..points.len()).map(|at| sum_of(&points, &weights, &[at])).collect();
            let mut found = linked(&sums);
            let mut plain: Vec<Vec<usize>> = (0..points.len()).map(|at| vec![at]).collect();
            let group = |parts: &Vec<usize>| {
                let sum = sum_of(&points, &weights, parts);
                Group { along: sum.along.map(|along| along as f64), weight: sum.weight as f64, parts: Vec::new() }
            };
            loop {
                let mut best = (ALIKE * f64::from(UNIT) * f64::from(UNIT), None);
                for one in 0..plain.len() {
                    for other in one + 1..plain.len() {
                        let near = group(&plain[one]).likeness(&group(&plain[other]));
                        if near >= best.0 + if best.1.is_some() { 1e-6 } else { 0.0 } { best = (near, Some((one, other))); }
                    }
                }
                let Some((one, other)) = best.1 else { break };
                let taken = plain.remove(other);
                plain[one].extend(taken);
            }
            // Points that are as near to two others may go to either: so many groups there are all the same.
            let distinct = points.iter().collect::<std::collections::BTreeSet<_>>().len() == points.len();
            for all in [&mut found, &mut plain] {
                for group in all.iter_mut() {
                    group.sort_unstable();
                }
                all.sort_unstable();
            }
            if distinct {
                prop_assert_eq!(found.len(), plain.len());
            }
            prop_assert_eq!(found.iter().map(Vec::len).sum::<usize>(), points.len());
        }
    }
}
