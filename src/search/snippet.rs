//! A stretch of a text that shows why it was found.

use std::ops::Range;

use crate::order;

use super::{query::Query, words::Words};

/// Most characters of a snippet, the signs for what is left out among them.
pub const LONGEST_SNIPPET: usize = 160;

/// Stands for what is left out in front or behind.
const ELLIPSIS: char = '…';

/// Characters of the text itself where it is cut on both sides.
const ROOM: usize = LONGEST_SNIPPET - 2;

/// A stretch of a text, cut between words only, and what of it was searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The stretch.
    pub text: String,
    /// What was searched for, in characters (code points) of `text`; in order and apart.
    pub marks: Vec<Range<u32>>,
}

/// A stretch of the text that matches a part, in characters.
#[derive(Clone, Debug)]
struct Match {
    part: usize,
    range: Range<usize>,
}

impl Snippet {
    /// Where a text holds most of what is searched for: most different parts, then most of them, then the
    /// first such place. The beginning where it holds nothing.
    pub fn of(text: &str, query: &Query) -> Self {
        let matches = matches_in(text, query);
        let chars = text.chars().count();
        let densest = densest(&matches, query.parts().len());
        let stretch = cut(text, chars, &around(&densest, chars));
        Self::shown(text, chars, &stretch, &matches)
    }

    fn shown(text: &str, chars: usize, stretch: &Range<usize>, matches: &[Match]) -> Self {
        let mut shown = String::new();
        let mut before = stretch.start;
        if stretch.start > 0 {
            shown.push(ELLIPSIS);
            before -= 1;
        }
        shown.extend(text.chars().skip(stretch.start).take(stretch.len()));
        if stretch.end < chars {
            shown.push(ELLIPSIS);
        }
        let mut marks: Vec<Range<u32>> = Vec::new();
        for Match { range, .. } in matches {
            let (start, end) = (range.start.max(stretch.start), range.end.min(stretch.end));
            if start >= end {
                continue;
            }
            let mark = (start - before) as u32..(end - before) as u32;
            match marks.last_mut().filter(|last| last.end >= mark.start) {
                Some(last) => last.end = last.end.max(mark.end),
                None => marks.push(mark),
            }
        }
        Self { text: shown, marks }
    }
}

/// Walks through the words of a text, each with its characters.
fn for_each_word(text: &str, mut visit: impl FnMut(&str, Range<usize>)) {
    let mut buffer = String::new();
    let mut words = Words::new(text, &mut buffer);
    let (mut bytes, mut chars) = (0, 0);
    let mut reach = |to: usize| {
        chars += text[bytes..to].chars().count();
        bytes = to;
        chars
    };
    while let Some(range) = words.advance() {
        let range = reach(range.start)..reach(range.end);
        visit(words.word(), range);
    }
}

/// Everything in a text that matches a part, by where it begins.
fn matches_in(text: &str, query: &Query) -> Vec<Match> {
    let mut matches = Vec::new();
    // Parts begun: which, how many of its words have come, where the first of them stands.
    let mut begun: Vec<(usize, usize, usize)> = Vec::new();
    for_each_word(text, |word, range| {
        begun.extend((0..query.parts().len()).map(|part| (part, 0, range.start)));
        begun.retain_mut(|(part, come, start)| {
            let wanted = &query.parts()[*part];
            if !wanted.has(*come, word) {
                return false;
            }
            *come += 1;
            let is_whole = *come == wanted.words.len();
            if is_whole {
                matches.push(Match { part: *part, range: *start..range.end });
            }
            !is_whole
        });
    });
    let ends = |found: &Match| (found.range.start, found.range.end);
    order::sort_by(&mut matches, |one, two| ends(one).cmp(&ends(two)));
    matches
}

/// The stretch from a match to another, with room for both, that holds most.
fn densest(matches: &[Match], parts: usize) -> Range<usize> {
    let mut held = vec![0u32; parts];
    let (mut end, mut different) = (0, 0);
    let mut best = (0, 0, 0..0);
    for (start, first) in matches.iter().enumerate() {
        while let Some(next) = matches.get(end)
            && (end <= start || next.range.end <= first.range.start + ROOM)
        {
            different += usize::from(held[next.part] == 0);
            held[next.part] += 1;
            end += 1;
        }
        if (different, end - start) > (best.0, best.1) {
            let reach = matches[start..end].iter().map(|held| held.range.end).max().unwrap_or(0);
            best = (different, end - start, first.range.start..reach);
        }
        held[first.part] -= 1;
        different -= usize::from(held[first.part] == 0);
    }
    best.2
}

/// A stretch with as much on both sides as there is room for.
fn around(stretch: &Range<usize>, chars: usize) -> Range<usize> {
    if chars <= LONGEST_SNIPPET {
        return 0..chars;
    }
    let before = ROOM.saturating_sub(stretch.len()) / 2;
    let start = stretch.start.saturating_sub(before).min(chars - ROOM);
    start..start + ROOM
}

/// Takes off what is cut of a word at either end. A word that fills all the room is cut.
fn cut(text: &str, chars: usize, room: &Range<usize>) -> Range<usize> {
    let mut stretch = room.clone();
    let mut begins = room.start == 0;
    for_each_word(text, |_, word| {
        if word.start < room.start || word.start >= room.end {
            return;
        }
        if !begins {
            begins = true;
            stretch.start = word.start;
        }
        if word.end <= room.end {
            stretch.end = word.end;
        } else if word.start > stretch.start {
            // Up to the last whole word, or to this one where there is none before.
            stretch.end = stretch.end.min(word.start);
        }
    });
    if room.end == chars {
        stretch.end = chars;
    }
    stretch
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::words_of, *};

    /// A snippet with its marks in brackets.
    fn shown(text: &str, query: &str) -> String {
        let snippet = Snippet::of(text, &Query::parse(query));
        let mut shown = String::new();
        for (at, c) in snippet.text.chars().enumerate() {
            let at = at as u32;
            shown.extend(snippet.marks.iter().filter(|mark| mark.start == at).map(|_| '<'));
            shown.push(c);
            shown.extend(snippet.marks.iter().filter(|mark| mark.end == at + 1).map(|_| '>'));
        }
        shown
    }

    #[test]
    fn what_was_searched_for_is_marked() {
        for (text, query, expect) in [
            ("", "a", ""),
            ("Nothing here.", "refund", "Nothing here."),
            ("I want a REFUND!", "refund want", "I <want> a <REFUND>!"),
            ("Cancelled, cancel it", "cancel*", "<Cancelled>, <cancel> it"),
            ("my, my order is my order", "\"my order\"", "my, <my order> is <my order>"),
            ("my order number", "\"my order\" \"order number\" order", "<my order number>"),
            ("I don’t", "don't", "I <don’t>"),
            ("mail [EMAIL 12] or [EMAIL 1]", "[email 12]", "mail <[EMAIL 12]> or [EMAIL 1]"),
            ("mail [EMAIL 12] or [PHONE 1]", "[EMAIL*", "mail <[EMAIL 12]> or [PHONE 1]"),
            ("größe: cafe\u{301}", "größe cafe", "<größe>: <cafe\u{301}>"),
            ("ok 👍🏽👍", "👍", "ok <👍🏽👍>"),
            ("我要退款", "退款", "我要<退款>"),
        ] {
            assert_eq!(shown(text, query), expect, "{text} / {query}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_densest_place() {
        let filler = "lorem ipsum dolor ".repeat(30);
        let text = format!("{filler}refund {filler}refund of my order {filler}");
        let shown = shown(&text, "refund order");
        assert!(shown.contains("<refund> of my <order>"), "{shown}");
        assert!(shown.starts_with("…") && shown.ends_with('…'), "{shown}");
        let inner = shown.trim_matches('…').replace(['<', '>'], "");
        assert!(text.contains(&format!(" {inner} ")), "{inner}");
        assert!(inner.chars().count() > 130);
    }

    #[test]
    fn a_masked_token_is_whole_or_not_there() {
        for gap in 120..170 {
            for filler in ["!", "x", "x ", "é́ "] {
                let filler: String = filler.chars().cycle().take(gap).collect();
                let text = format!("{filler}[EMAIL 12] hit [EMAIL 13]{filler}");
                for query in ["", "hit", "none", "[EMAIL 13]"] {
                    let snippet = Snippet::of(&text, &Query::parse(query)).text;
                    let whole = snippet.replace("[EMAIL 12]", "").replace("[EMAIL 13]", "");
                    assert!(!whole.contains(['[', ']', 'M']), "{snippet}");
                }
            }
        }
    }

    #[test]
    fn texts_without_mercy_give_a_snippet() {
        let million = 1_000_000;
        for text in [
            "x".repeat(million),
            "x ".repeat(million / 2),
            "😀".repeat(million / 4),
            "\u{301}".repeat(million / 2),
            " ".repeat(million),
            "[EMAIL 1]".repeat(million / 9),
        ] {
            for query in ["x", "\"x x x\" 😀*", "[EMAIL 1]", "none"] {
                let snippet = Snippet::of(&text, &Query::parse(query));
                assert!(snippet.text.chars().count() <= LONGEST_SNIPPET);
                assert!(snippet.text.chars().count() > LONGEST_SNIPPET - 12);
            }
        }
    }

    proptest! {
        #[test]
        fn marks_cover_words_that_were_searched_for(
            text in "([a-c]{1,2}[ .,!\n]{1,2}|\\[EMAIL [12]\\] |Ä|👍|\u{301}|'){0,200}",
            query in "([a-c]{1,2}|\"[a-c]{1,2} [a-c]\"|\\[EMAIL 1\\]|ä|👍|[a-c]\\*| ){1,5}",
        ) {
            let query = Query::parse(&query);
            let Snippet { text: shown, marks } = Snippet::of(&text, &query);
            let chars: Vec<char> = shown.chars().collect();
            prop_assert!(chars.len() <= LONGEST_SNIPPET);
            let inner = shown.strip_prefix('…').unwrap_or(&shown);
            prop_assert!(text.contains(inner.strip_suffix('…').unwrap_or(inner)));

            let mut end = 0;
            let mut marked = Vec::new();
            for mark in &marks {
                prop_assert!(mark.start >= end && mark.start < mark.end && mark.end as usize <= chars.len());
                end = mark.end;
                let cut: String = chars[mark.start as usize..mark.end as usize].iter().collect();
                marked.extend(words_of(&cut).into_iter().map(|(word, _)| word));
            }
            // Every marked word is one of a part, and every word that is a part by itself is marked.
            let wanted = |word: &str| {
                query.parts().iter().any(|part| (0..part.words.len()).any(|at| part.has(at, word)))
            };
            prop_assert!(marked.iter().all(|word| wanted(word)), "{:?}", marked);
            let alone = |word: &&(String, Range<usize>)| {
                query.parts().iter().any(|part| part.words.len() == 1 && part.has(0, &word.0))
            };
            let shown_words = words_of(&shown);
            let count = shown_words.iter().filter(alone).count();
            let marked_alone = marked.iter().map(|word| (word.clone(), 0..0)).collect::<Vec<_>>();
            prop_assert_eq!(marked_alone.iter().filter(alone).count(), count);
            let found = words_of(&text).iter().any(|word| alone(&word));
            prop_assert!(!found || !marks.is_empty(), "something of what is found is shown");
        }
    }
}
