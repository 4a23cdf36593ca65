//! Exports of platforms, read as a file would be, beside a reader that holds each record as a tree of
//! `serde_json` and looks up the same values.

use std::fmt::Write;

use divan::{Bencher, counter::BytesCount};
use undertone::{
    conversation::{Facts, Utterance, Zone},
    ingest::{Reader, Sink, Taken},
};

fn main() {
    divan::main();
}

const CONVERSATIONS: usize = 20_000;

/// Counts what comes and keeps nothing.
#[derive(Default)]
struct Count(usize);

impl Sink for Count {
    fn facts(&mut self, _: &str, _: &Facts<'_>) {}
    fn utterance(&mut self, _: &str, _: &Utterance<'_>) -> Taken {
        self.0 += 1;
        Taken::New
    }
}

/// A conversation as Intercom writes it, on one line.
fn intercom(n: usize) -> String {
    let part = |at: usize, author: &str| {
        format!(
            r#"{{"type":"conversation_part","id":"{at}","part_type":"comment","body":"<p>message {at} of {n}, with a few words more</p>","created_at":{},"author":{{"type":"{author}","id":"a{at}","name":"Somebody","email":"a@example.org"}},"attachments":[],"redacted":false}}"#,
            1_772_442_845 + at
        )
    };
    let parts: Vec<String> = (1..8).map(|at| part(at, if at % 2 == 0 { "user" } else { "bot" })).collect();
    format!(
        r#"{{"type":"conversation","id":"{n}","created_at":1772442845,"source":{{"type":"conversation","body":"<p>Hi &amp; hello {n}</p>","author":{{"type":"user","id":"u{n}","name":"Ines"}}}},"tags":{{"tags":[{{"name":"order"}}]}},"state":"closed","conversation_parts":{{"conversation_parts":[{}]}}}}"#,
        parts.join(",")
    )
}

/// The same conversations as lines, and as one list on a single line.
fn files() -> [String; 2] {
    let (mut lines, mut list) = (String::new(), String::from("["));
    for n in 0..CONVERSATIONS {
        let conversation = intercom(n);
        writeln!(lines, "{conversation}").expect("a text can be written");
        list.push_str(if n > 0 { "," } else { "" });
        list.push_str(&conversation);
    }
    list.push(']');
    [lines, list]
}

fn read(bencher: Bencher<'_, '_>, text: &str) {
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let (mut count, mut reader) = (Count::default(), Reader::new("export", Zone::utc()));
        text.as_bytes().chunks(1 << 20).for_each(|chunk| reader.push(chunk, &mut count));
        let log = reader.finish(&mut count);
        assert_eq!((log.kept, count.0), (CONVERSATIONS as u64, CONVERSATIONS * 8));
        count.0
    });
}

#[divan::bench(sample_count = 10)]
fn lines(bencher: Bencher<'_, '_>) {
    read(bencher, &files()[0]);
}

#[divan::bench(sample_count = 10)]
fn one_line(bencher: Bencher<'_, '_>) {
    read(bencher, &files()[1]);
}

#[divan::bench(sample_count = 10)]
fn lines_as_trees(bencher: Bencher<'_, '_>) {
    let text = &files()[0];
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let mut n = 0;
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let parts = record["conversation_parts"]["conversation_parts"].as_array().expect("parts");
            n += usize::from(record["source"]["body"].as_str().is_some());
            n += parts.iter().filter(|part| part["body"].as_str().is_some()).count();
        }
        assert_eq!(n, CONVERSATIONS * 8);
        n
    });
}
