//! Texts that do not all fit into memory: kept elsewhere everything is as in memory, and where those of
//! some conversations alone are kept, every figure is that of all.

use undertone::{
    conversation::{Day, Zone},
    corpus::Elsewhere,
    engine::{Analysis, Held, Here, Limit, Order, Settings, at_once},
    query::Filter,
    report::{Report, about_texts},
    sample::{Format, Generator, Kind, Plan},
    snapshot::{self, About},
};

/// Keeps blocks, as many as it has room for.
#[derive(Debug)]
struct Shelf {
    room: usize,
    blocks: Vec<String>,
}

impl Elsewhere for Shelf {
    fn keep(&mut self, block: &str) -> bool {
        let fits = self.blocks.len() < self.room;
        if fits {
            self.blocks.push(block.to_owned());
        }
        fits
    }

    fn read(&self, number: u32) -> Option<String> {
        self.blocks.get(number as usize).cloned()
    }
}

fn file() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut generator =
        Generator::new(Plan { conversations: 3_000, ..Plan::default_size(Kind::Saas) }, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    bytes
}

fn settings() -> Settings {
    Settings { zone: Zone::named("Europe/Berlin").unwrap(), key: [9; 16], originals: false }
}

/// An analysis whose shards are prepared before anything is read, and again half way.
fn analysed(shards: u32, before: impl Fn(&Analysis), half_way: impl Fn(&Analysis)) -> Analysis {
    let mut analysis = Analysis::with_shards(settings(), shards);
    let file = file();
    let (first, second) = file.split_at(file.len() / 2);
    before(&analysis);
    analysis.begin_file("chat.csv");
    first.chunks(100_000).for_each(|piece| analysis.push(piece));
    half_way(&analysis);
    second.chunks(100_000).for_each(|piece| analysis.push(piece));
    analysis.end_file();
    analysis
}

fn held(analysis: &Analysis) -> Held {
    at_once(analysis.asking().memory()).unwrap()
}

fn report(analysis: &Analysis, filter: &str) -> Report {
    Report::of(analysis, &Filter::parse(filter).unwrap()).unwrap()
}

fn transcripts(analysis: &Analysis) -> Vec<Vec<String>> {
    let words = |number| {
        let transcript = at_once(analysis.asking().transcript(number)).unwrap().unwrap();
        transcript.lines.into_iter().map(|line| line.text).collect()
    };
    (0..analysis.lead().totals().conversations).map(words).collect()
}

fn saved(analysis: &Analysis) -> Vec<u8> {
    let about = About { name: "chat".into(), timezone: "UTC".into(), synthetic: false, files: Vec::new() };
    snapshot::write(&about, &at_once(analysis.asking().store()).unwrap(), true)
}

fn all_in_memory(shards: u32) -> Analysis {
    analysed(shards, |_| (), |_| ())
}

const FIGURES: [&str; 4] = ["", "outcome:resolved", "is:fallback messages>3", "not is:greeted"];

#[test]
fn texts_elsewhere_are_as_in_memory_and_take_none() {
    for (shards, late) in [(1, false), (2, true)] {
        let whole = all_in_memory(shards);
        let spill = |analysis: &Analysis| {
            analysis.each_shard(|shard| {
                shard.spill(Box::new(Shelf { room: usize::MAX, blocks: Vec::new() }));
            });
        };
        let spilled = if late { analysed(shards, |_| (), spill) } else { analysed(shards, spill, |_| ()) };
        let (here, there) = (held(&whole), held(&spilled));
        assert!(there.elsewhere > 1 << 19 && there.bytes < here.bytes, "{here:?}, {there:?}");
        for filter in FIGURES.into_iter().chain(["refund or invoice", "first(user: thank*)"]) {
            assert_eq!(report(&spilled, filter), report(&whole, filter), "{filter}");
        }
        assert!(report(&whole, "invoice or refund or thank*").conversations > 0);
        assert_eq!(transcripts(&spilled), transcripts(&whole));
        assert_eq!(saved(&spilled), saved(&whole));
        let rows = |analysis: &Analysis| {
            let list = at_once(analysis.asking().list(&Filter::default(), Order::default())).unwrap();
            at_once(analysis.asking().rows(&list)).unwrap()
        };
        assert_eq!(rows(&spilled), rows(&whole));
    }
}

#[test]
fn figures_of_a_sample_are_those_of_all() {
    let whole = all_in_memory(2);
    for (before, half_way) in [(4, 1), (2, 8)] {
        let sample = |one_in| {
            move |analysis: &Analysis| {
                analysis.each_shard(|shard| shard.limit(Limit { one_in, ..Limit::default() }));
            }
        };
        let thinned = analysed(2, sample(before), sample(half_way));
        let one_in = before.max(half_way);
        assert_eq!(held(&thinned).one_in, one_in);
        for filter in FIGURES {
            assert_eq!(report(&thinned, filter), report(&whole, filter), "{filter}");
        }
        let (mut kept, mut all) = (0, 0);
        for (one, other) in transcripts(&thinned).into_iter().zip(transcripts(&whole)) {
            let is_kept = one.iter().any(|text| !text.is_empty());
            if is_kept {
                assert_eq!(one, other);
            }
            kept += u32::from(is_kept);
            all += 1;
        }
        let share = f64::from(kept * one_in) / f64::from(all);
        assert!((0.8..1.2).contains(&share), "{kept} of {all}, one in {one_in}");
        // Any number of shards keeps the same.
        let alone = analysed(1, sample(before), sample(half_way));
        assert_eq!(transcripts(&alone), transcripts(&thinned));
    }
}

#[test]
fn near_its_limit_a_shard_keeps_fewer_texts_and_says_so() {
    let whole = all_in_memory(1);
    let all = held(&whole).bytes;
    for percent in [95, 85] {
        let bytes = all / 100 * percent;
        let limited = analysed(
            1,
            |analysis| analysis.each_shard(|shard| shard.limit(Limit { bytes, ..Limit::default() })),
            |_| (),
        );
        let held = held(&limited);
        assert!(held.one_in > 1 && held.bytes <= bytes, "{held:?} of {bytes}");
        assert_eq!(report(&limited, ""), report(&whole, ""));
        let said = about_texts(&held)[0].to_string();
        assert!(said.contains(&format!("one conversation in {}", held.one_in)), "{said}");
    }
}

#[test]
fn where_no_words_are_left_that_is_said() {
    let whole = all_in_memory(2);
    assert!(!held(&whole).is_without_words() && about_texts(&held(&whole)).is_empty());
    let none = |analysis: &Analysis| {
        analysis.each_shard(|shard| shard.limit(Limit { one_in: u32::MAX, ..Limit::default() }));
    };
    let bare = analysed(2, |_| (), none);
    assert!(held(&bare).is_without_words());
    assert!(transcripts(&bare).iter().flatten().all(String::is_empty));
    assert_eq!(report(&bare, ""), report(&whole, ""));
    assert!(about_texts(&held(&bare))[0].to_string().contains("no words are kept"));

    let about = About::default();
    let saved = snapshot::write(&about, &at_once(whole.asking().store()).unwrap(), false);
    let saved = snapshot::read(&saved, None).unwrap();
    let opened = Analysis::of_corpus(settings(), Here::new(&saved.zone, 2), &saved.corpus);
    assert!(about_texts(&held(&opened))[0].to_string().contains("holds no texts"));
}

#[test]
fn the_index_grows_ahead_of_a_search_only_where_there_is_memory() {
    let whole = all_in_memory(1);
    let bytes = held(&whole).bytes;
    let room = |bytes| Limit { bytes, ..Limit::default() };
    for (limit, grows) in [(room(bytes), false), (room(bytes * 4), true), (room(0), true)] {
        whole.each_shard(|shard| {
            shard.limit(limit);
            assert_eq!(shard.index_ahead(10), grows, "{limit:?}");
        });
    }
}

#[test]
fn what_the_program_has_of_the_machine_counts_too_and_once() {
    let limit = Limit { bytes: 1 << 30, one_in: 1, real: || 1 << 30 };
    let limited = analysed(1, |analysis| analysis.each_shard(|shard| shard.limit(limit)), |_| ());
    // What it has does not shrink, but is used again: it is near the limit once.
    assert_eq!(held(&limited).one_in, 2);
}

#[test]
fn without_room_elsewhere_fewer_texts_are_kept() {
    let whole = all_in_memory(1);
    let limit = Limit { bytes: held(&whole).bytes / 100 * 95, ..Limit::default() };
    let limited = analysed(
        1,
        |analysis| {
            analysis.each_shard(|shard| {
                shard.limit(limit);
                shard.spill(Box::new(Shelf { room: 0, blocks: Vec::new() }));
            });
        },
        |_| (),
    );
    let held = held(&limited);
    assert!(held.no_room && held.elsewhere == 0 && held.one_in > 1, "{held:?}");
    assert_eq!(report(&limited, ""), report(&whole, ""));
    assert_eq!(about_texts(&held).len(), 2);
}

#[test]
fn of_some_days_those_are_read_that_a_filter_finds() {
    let whole = all_in_memory(2);
    let first = whole.lead().totals().span.unwrap().0.div_euclid(86_400_000) as i32;
    let days = (Day(first + 10), Day(first + 20));
    let mut some = Analysis::with_shards(settings(), 2);
    some.only_days(days);
    some.begin_file("chat.csv");
    file().chunks(1_001).for_each(|piece| some.push(piece));
    some.end_file();
    let filtered = report(&whole, &format!("day:{}..{}", days.0, days.1));
    let read = report(&some, "");
    assert!(filtered.conversations > 0 && filtered.conversations < filtered.conversations_in_all);
    assert_eq!(read.conversations, filtered.conversations);
    // Who comes back is known of all that was read, so users alone may differ.
    for name in ["utterances", "fallback_rate", "containment_rate", "csat_top2"] {
        assert_eq!(read.board.figures.get(name), filtered.board.figures.get(name), "{name}");
    }
    let log = some.logs().next().unwrap();
    let out = log.counts["other_day"];
    assert_eq!(log.kept + out, whole.logs().next().unwrap().kept);
}
