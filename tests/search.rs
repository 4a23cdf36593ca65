//! The search against one that reads every text anew, in any number of shards.

use std::collections::BTreeSet;

use proptest::prelude::*;
use undertone::search::{Hits, Index, Part, Query, Ranked, Snippet, Stats, merge, words_of};

/// Texts in shards: which texts each holds.
struct Shards {
    indexes: Vec<Index>,
    places: Vec<Vec<usize>>,
}

impl Shards {
    /// Deals the texts out; each shard is filled in two pieces.
    fn of(texts: &[String], count: usize, deal: impl Fn(usize) -> usize) -> Self {
        let mut places = vec![Vec::new(); count];
        (0..texts.len()).for_each(|place| places[deal(place) % count].push(place));
        let filled = |places: &Vec<usize>| {
            let mut index = Index::default();
            let text = |row: u32| Some(texts[places[row as usize]].as_str());
            index.fill(places.len() as u32 / 2, &text);
            index.fill(places.len() as u32, &text);
            index
        };
        Self { indexes: places.iter().map(filled).collect(), places }
    }

    fn search(&self, query: &Query, most: usize, meant: impl Fn(usize) -> bool) -> Ranked {
        let mut stats = Stats::default();
        self.indexes.iter().for_each(|index| stats.merge(&index.stats(query)));
        let hits = self.indexes.iter().zip(&self.places).map(|(index, places)| {
            index.hits(query, &stats, most, &|row| {
                let place = places[row as usize];
                meant(place).then_some(place as u64)
            })
        });
        merge(&hits.collect::<Vec<Hits>>(), most)
    }
}

/// How often words hold a part.
fn times(words: &[String], part: &Part) -> u64 {
    let fits = |window: &[String]| {
        window.iter().zip(&part.words).enumerate().all(|(at, (word, wanted))| {
            let is_open = part.open && at + 1 == part.words.len();
            if is_open { word.starts_with(wanted.as_str()) } else { word == wanted }
        })
    };
    words.windows(part.words.len()).filter(|window| fits(window)).count() as u64
}

/// The places of the best texts and their scores, by BM25 as it stands in the book.
fn plainly(texts: &[String], query: &Query, meant: impl Fn(usize) -> bool) -> (bool, Vec<(f64, usize)>) {
    let texts: Vec<Vec<String>> =
        texts.iter().map(|text| words_of(text).into_iter().map(|(word, _)| word).collect()).collect();
    let n = texts.len() as f64;
    let mean = texts.iter().map(Vec::len).sum::<usize>() as f64 / n;
    let rarity = |part: &Part| {
        let of_word = |at: usize| {
            let open = part.open && at + 1 == part.words.len();
            let word = Part { words: vec![part.words[at].clone()], open };
            let with: usize = if open {
                // Every word that begins so counts its texts.
                let distinct = |words: &Vec<String>| {
                    words.iter().filter(|one| one.starts_with(&word.words[0])).collect::<BTreeSet<_>>().len()
                };
                texts.iter().map(distinct).sum()
            } else {
                texts.iter().filter(|words| times(words, &word) > 0).count()
            };
            let with = (with as f64).min(n);
            (1.0 + (n - with + 0.5) / (with + 0.5)).log2()
        };
        (0..part.words.len()).map(of_word).sum::<f64>()
    };
    let rarities: Vec<f64> = query.parts().iter().map(rarity).collect();
    let score = |words: &Vec<String>| {
        let says = |(part, rarity): (&Part, &f64)| {
            let times = times(words, part) as f64;
            rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * words.len() as f64 / mean))
        };
        query.parts().iter().zip(&rarities).map(says).sum::<f64>()
    };
    let has_all = |words: &Vec<String>| query.parts().iter().all(|part| times(words, part) > 0);
    let has_some = |words: &Vec<String>| query.parts().iter().any(|part| times(words, part) > 0);
    let chosen = |fits: &dyn Fn(&Vec<String>) -> bool| {
        let fitting = texts.iter().enumerate().filter(|(place, words)| fits(words) && meant(*place));
        fitting.map(|(place, words)| (score(words), place)).collect::<Vec<_>>()
    };
    let all = chosen(&has_all);
    let is_all = !all.is_empty();
    let mut found = if is_all || query.is_empty() { all } else { chosen(&has_some) };
    found.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
    (is_all || found.is_empty(), found)
}

const MOST: usize = 7;

fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        8 => "[ab]",
        6 => "[abc]{2}",
        2 => "[a-e]{3}",
        1 => Just("[EMAIL 1]".to_owned()),
        1 => Just("Größe".to_owned()),
        1 => Just("👍".to_owned()),
        1 => Just("don’t".to_owned()),
    ];
    prop::collection::vec(prop::collection::vec(word, 0..14).prop_map(|words| words.join(" ")), 1..60)
}

fn query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => "[ab]",
        4 => "[abc]{2}",
        3 => "[a-e]\\*",
        3 => "\"[ab] [abc]{1,2}\"",
        2 => "\"[ab] [ab] [a-c]\"",
        2 => "\"[abc]{1,2} [a-e]\\*\"",
        1 => Just("[EMAIL 1]".to_owned()),
        1 => Just("GRÖSSE größe".to_owned()),
        1 => Just("don't".to_owned()),
        1 => Just("👍 zzz".to_owned()),
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_found_is_what_a_plain_reading_finds(texts in texts(), query in query(), left_out in 0usize..4) {
        let query = Query::parse(&query);
        let meant = |place: usize| left_out == 0 || !place.is_multiple_of(left_out + 1);
        let (has_all, expect) = plainly(&texts, &query, meant);
        let ranked = Shards::of(&texts, 1, |_| 0).search(&query, MOST, meant);
        prop_assert_eq!((ranked.has_all, ranked.count), (has_all, expect.len() as u64));
        prop_assert_eq!(ranked.best.len(), expect.len().min(MOST));
        // Scores in integers may put two in the other order where the book has them all but equal.
        for (placed, (score, _)) in ranked.best.iter().zip(&expect) {
            let place = placed.hit.place as usize;
            let book = expect.iter().find(|(_, one)| *one == place).map(|(score, _)| *score);
            let book = book.expect("what is found fits");
            let ours = placed.hit.score as f64 / f64::powi(2.0, 32);
            prop_assert!((ours - book).abs() < 2e-3 * (1.0 + book), "{ours} {book}");
            prop_assert!((score - book).abs() < 4e-3 * (1.0 + book), "{score} {book}");
        }
    }

    #[test]
    fn any_number_of_shards_finds_the_same(texts in texts(), query in query(), deal in any::<u32>()) {
        let query = Query::parse(&query);
        let scattered = |place: usize| (place as u32 ^ deal).wrapping_mul(0x9e37_79b9) as usize >> 13;
        let found = |count: usize, deal: &dyn Fn(usize) -> usize| {
            let ranked = Shards::of(&texts, count, deal).search(&query, MOST, |_| true);
            let best: Vec<(u64, u64)> =
                ranked.best.iter().map(|placed| (placed.hit.score, placed.hit.place)).collect();
            (ranked.has_all, ranked.count, best)
        };
        let whole = found(1, &|_| 0);
        for count in [2, 3, 8] {
            prop_assert_eq!(&found(count, &scattered), &whole);
            prop_assert_eq!(&found(count, &|place| place), &whole);
        }
    }

    #[test]
    fn what_is_found_is_marked_in_its_snippet(texts in texts(), query in query()) {
        let query = Query::parse(&query);
        let ranked = Shards::of(&texts, 1, |_| 0).search(&query, MOST, |_| true);
        for placed in &ranked.best {
            let snippet = Snippet::of(&texts[placed.hit.place as usize], &query);
            prop_assert!(!snippet.marks.is_empty(), "{:?}", snippet);
        }
    }
}

/// The places of all hits, best first.
#[track_caller]
fn check(texts: &[&str], query: &str, has_all: bool, expect: &[u64]) {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let ranked = Shards::of(&texts, 2, |place| place).search(&Query::parse(query), 50, |_| true);
    let places: Vec<u64> = ranked.best.iter().map(|placed| placed.hit.place).collect();
    assert_eq!((ranked.has_all, &places[..]), (has_all, expect), "{query}");
    assert_eq!(ranked.count, expect.len() as u64);
}

#[test]
fn the_most_telling_come_first() {
    let texts = [
        "the order",
        "the refund of the order",
        "the refund, the refund, the refund of it",
        "the the the the the the the refund and much more that has nothing to do with it at all",
        "a parcel",
    ];
    check(&texts, "refund", true, &[2, 1, 3]);
    check(&texts, "the order", true, &[0, 1]);
    check(&texts, "Order refund", true, &[1]);
    check(&texts, "parcel order", false, &[4, 0, 1]);
    check(&texts, "\"refund of the\"", true, &[1]);
    check(&texts, "\"the refund\" par*", false, &[4, 2, 1, 3]);
    check(&texts, "none", true, &[]);
    check(&texts, "none parcel", false, &[4]);
    check(&texts, "?!", true, &[]);
    check(&texts, "", true, &[]);
    check(&[], "refund", true, &[]);
}

#[test]
fn equals_stand_in_the_order_of_the_whole() {
    check(&["a x", "a y", "b", "a z", "y a"], "a", true, &[0, 1, 3, 4]);
}

#[test]
fn a_masked_token_is_found_as_it_is_written() {
    let texts = ["mail [EMAIL 12]", "[EMAIL 1] and [PHONE 12]", "my email is 12"];
    check(&texts, "[EMAIL 12]", true, &[0]);
    check(&texts, "[EMAIL*", true, &[0, 1]);
    check(&texts, "email", true, &[2]);
    check(&texts, "\"and [phone 12]\"", true, &[1]);
}

#[test]
fn hostile_texts_are_taken_in() {
    let million = 1_000_000;
    let texts = [
        "x".repeat(million),
        "x y ".repeat(million / 4),
        "😀".repeat(million / 4),
        "\u{301}".repeat(million / 2),
        "[EMAIL 1]".repeat(million / 10),
        (0..million / 8).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" "),
        "[CARD 3]".to_owned(),
        String::new(),
    ];
    let shards = Shards::of(&texts, 1, |_| 0);
    let found = |query: &str| -> Vec<u64> {
        let ranked = shards.search(&Query::parse(query), 50, |_| true);
        assert!(ranked.has_all);
        ranked.best.iter().map(|placed| placed.hit.place).collect()
    };
    assert_eq!(found("x"), [1]);
    assert_eq!(found(&"x".repeat(80)), [0]);
    assert_eq!(found("\"x y x y\""), [1]);
    assert_eq!(found("\"y y\""), [0; 0]);
    assert_eq!(found("😀😀😀"), [2]);
    assert_eq!(found("[EMAIL 1]"), [4]);
    assert_eq!(found("w124999"), [5]);
    assert_eq!(found("\"w70000 w7000*\""), [5]);
    assert_eq!(found("[CARD*"), [6]);
    let bytes: usize = texts.iter().map(String::len).sum();
    assert!(shards.indexes[0].bytes() < 4 * bytes, "{}", shards.indexes[0].bytes());
}

#[test]
fn rows_are_taken_in_once_and_in_order() {
    let mut index = Index::default();
    assert!(index.add(3, "late order"));
    assert!(!index.add(3, "again"));
    assert!(!index.add(0, "order"));
    index.fill(6, &|row| (row == 5).then_some("order"));
    assert_eq!((index.rows(), index.vocabulary()), (6, 2));
    let query = Query::parse("order");
    let stats = index.stats(&query);
    assert_eq!(stats, Stats { texts: 2, words: 3, with: vec![2] });
    let hits = index.hits(&query, &stats, 1, &|row| Some(u64::from(row)));
    assert_eq!((hits.all.count, hits.all.best[0].row), (2, 5));
}
