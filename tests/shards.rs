//! However many shards hold the data, the answers are the same.

use undertone::{
    conversation::Zone,
    engine::{Analysis, Column, Order, Settings, at_once},
    query::Filter,
    report::Report,
    sample::{Format, Generator, Kind, Plan},
    search::words_of,
};

fn settings() -> Settings {
    Settings { zone: Zone::named("Europe/Berlin").unwrap(), key: [5; 16], originals: false }
}

/// Two files: of the second, some conversations go on with those of the first, and some repeat them.
fn files(kind: Kind) -> [Vec<u8>; 2] {
    let plan = Plan { conversations: 300, seed: 11, ..Plan::default_size(kind) };
    let mut bytes = Vec::new();
    let mut generator = Generator::new(plan, Format::Csv);
    while generator.next_chunk(&mut bytes) {}
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (header, rows) = lines.split_first().unwrap();
    let of = |rows: &[&str]| [&[*header], rows].concat().concat().into_bytes();
    [of(&rows[..rows.len() * 2 / 3]), of(&rows[rows.len() / 3..])]
}

fn analysed(files: &[Vec<u8>], shards: u32) -> Analysis {
    let mut analysis = Analysis::with_shards(settings(), shards);
    for (at, file) in files.iter().enumerate() {
        analysis.begin_file(&format!("part {at}.csv"));
        file.chunks(10_007).for_each(|piece| analysis.push(piece));
        analysis.end_file();
    }
    analysis
}

#[test]
fn figures_lists_transcripts_and_saved_files_are_those_of_one_shard() {
    for kind in Kind::ALL {
        let files = files(kind);
        let one = analysed(&files, 1);
        assert!(one.logs().any(|log| log.counts.keys().any(|kind| kind.contains("duplicate"))));
        for shards in [2, 3, 8] {
            let many = analysed(&files, shards);
            for text in
                ["", "is:returning", "last:14d or rating<=2", "-outcome:resolved thank*", "channel:nowhere"]
            {
                let filter = Filter::parse(text).unwrap();
                let report = |analysis| Report::of(analysis, &filter).unwrap();
                assert_eq!(report(&one), report(&many), "{shards} shards, {text}");
                for by in Column::ALL {
                    for descending in [false, true] {
                        let order = Order { by, descending };
                        let list =
                            |analysis: &Analysis| at_once(analysis.asking().list(&filter, order)).unwrap();
                        assert_eq!(list(&one), list(&many), "{shards} shards, {text}, {order:?}");
                    }
                }
            }
            let numbers: Vec<u32> = (0..one.lead().totals().conversations).rev().collect();
            let rows = |analysis: &Analysis| at_once(analysis.asking().rows(&numbers)).unwrap();
            assert_eq!(rows(&one).len(), numbers.len());
            assert_eq!(rows(&one), rows(&many));
            for number in numbers.into_iter().step_by(13) {
                let transcript =
                    |analysis: &Analysis| at_once(analysis.asking().transcript(number)).unwrap().unwrap();
                assert_eq!(transcript(&one), transcript(&many), "{shards} shards");
            }
            let store = |analysis: &Analysis| at_once(analysis.asking().store()).unwrap();
            let frozen = |analysis: &Analysis| {
                let mut out = undertone::binary::Out::default();
                store(analysis).freeze(&mut out, true);
                out.0
            };
            assert_eq!(frozen(&one), frozen(&many), "{shards} shards");
        }
    }
}

#[test]
fn a_search_finds_what_it_finds_in_one_shard() {
    for kind in Kind::ALL {
        let files = files(kind);
        let one = analysed(&files, 1);
        for shards in [1, 2, 3, 8] {
            let many = analysed(&files, shards);
            for filter in ["", "outcome:resolved", "-is:handoff any(user: thank*)", "channel:nowhere"] {
                let filter = Filter::parse(filter).unwrap();
                for words in
                    ["order", "the order", "\"thank you\"", "th*", "[EMAIL* zebra", "zebra", "?!", ""]
                {
                    for most in [0, 7, 50, 100_000] {
                        let search = |analysis: &Analysis| {
                            at_once(analysis.asking().search(words, &filter, most)).unwrap()
                        };
                        let found = search(&one);
                        assert_eq!(found, search(&many), "{shards} shards, {filter}, {words}");
                        assert_eq!(found.rows.len() as u64, found.count.min(u64::from(most)));
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_found_is_where_it_is_said_to_be_and_what_is_read_later_is_found_too() {
    let [first, second] = files(Kind::Shop);
    let mut analysis = Analysis::with_shards(settings(), 3);
    let everything = Filter::default();
    let mut counts = Vec::new();
    for file in [first, second] {
        analysis.begin_file("part.csv");
        analysis.push(&file);
        analysis.end_file();
        let found = at_once(analysis.asking().search("order", &everything, 100_000)).unwrap();
        assert!(found.has_all && found.count > 100);
        let mut said = 0;
        for number in 0..analysis.lead().totals().conversations {
            let transcript = at_once(analysis.asking().transcript(number)).unwrap().unwrap();
            let has = |text: &str| words_of(text).iter().any(|(word, _)| word == "order");
            for (at, line) in transcript.lines.iter().enumerate() {
                said += u64::from(line.role.is_message() && has(&line.text));
                let row = found.rows.iter().find(|row| (row.conversation, row.line) == (number, at as u32));
                assert_eq!(row.is_some(), line.role.is_message() && has(&line.text));
                if let Some(row) = row {
                    assert_eq!((&row.id, row.role, row.at), (&transcript.id, line.role, line.at));
                    let chars: Vec<char> = row.text.chars().collect();
                    let (from, to) = row.marks[0];
                    let marked: String = chars[from as usize..to as usize].iter().collect();
                    assert_eq!(marked.to_lowercase(), "order");
                }
            }
        }
        assert_eq!(found.count, said);
        counts.push(found.count);
    }
    assert!(counts[1] > counts[0]);
    let some = at_once(analysis.asking().search("order zebra", &everything, 5)).unwrap();
    assert_eq!((some.has_all, some.count, some.rows.len()), (false, counts[1], 5));
}

#[test]
fn a_conversation_that_is_not_there_is_none_and_shards_may_stay_empty() {
    let mut analysis = Analysis::with_shards(settings(), 8);
    assert_eq!(analysis.board().figures["conversations"].n, 0);
    analysis.begin_file("small.csv");
    analysis.push(b"conversation_id,role,text\na,user,hi\nb,user,ho\n");
    analysis.end_file();
    assert_eq!(analysis.board().figures["conversations"].n, 2);
    let transcript = |number| at_once(analysis.asking().transcript(number)).unwrap();
    assert!(transcript(1).is_some() && transcript(2).is_none() && transcript(u32::MAX).is_none());
    assert_eq!(at_once(analysis.asking().rows(&[1, 7, 0])).unwrap().len(), 2);
}
