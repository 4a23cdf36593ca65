//! However many shards hold the data, the answers are the same.

use undertone::{
    conversation::Zone,
    engine::{Analysis, Column, Order, Settings, at_once},
    query::Filter,
    report::Report,
    sample::{Format, Generator, Kind, Plan},
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
