//! Exports of platforms, read as a file would be, beside what one would write in an afternoon: a reader that holds
//! each record as a tree of `serde_json`, and takes the same facts and messages out of it as texts of its own.

use std::fmt::Write;

use divan::{Bencher, counter::BytesCount};
use serde_json::Value;
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

/// A conversation as one would hold it.
struct Naive {
    facts: Vec<String>,
    said: Vec<(String, i64, String)>,
}

/// A text without its markup, by the simplest means.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, rest)| rest));
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").trim().to_owned()
}

fn naive(line: &str) -> Naive {
    let record: Value = serde_json::from_str(line).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let said = |part: &Value, at: &Value| {
        let body = without_tags(part["body"].as_str().unwrap_or_default());
        (text(&part["author"]["type"]), at.as_i64().unwrap_or_default() * 1000, body)
    };
    let mut facts =
        vec![text(&record["id"]), text(&record["source"]["author"]["id"]), text(&record["state"])];
    facts.push(text(&record["source"]["type"]));
    facts.extend(record["tags"]["tags"].as_array().into_iter().flatten().map(|tag| text(&tag["name"])));
    let parts = record["conversation_parts"]["conversation_parts"].as_array().expect("parts");
    let first = said(&record["source"], &record["created_at"]);
    let rest = parts.iter().filter(|part| part["redacted"] != true && part["part_type"] == "comment");
    Naive {
        facts,
        said: std::iter::once(first).chain(rest.map(|part| said(part, &part["created_at"]))).collect(),
    }
}

#[divan::bench(sample_count = 10)]
fn lines_as_trees(bencher: Bencher<'_, '_>) {
    let text = &files()[0];
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let (mut facts, mut said) = (0, 0);
        for conversation in text.lines().map(naive) {
            facts += conversation.facts.len();
            said += conversation.said.len();
        }
        assert_eq!((facts, said), (CONVERSATIONS * 5, CONVERSATIONS * 8));
        said
    });
}
