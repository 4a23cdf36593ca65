//! The samples of every format against the oracle: the same three conversations come out of each.
//!
//! The samples lie beside the repository; where they are not, these tests say so and pass. What must
//! hold without them stands in `tests/reading.rs`.

// A skipped test says so on the terminal.
#![allow(clippy::print_stdout)]

use std::path::PathBuf;

use serde_json::Value;
use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings},
};

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the format samples are not beside this repository");
    None
}

/// What a format cannot carry, by design of the sample.
// Each loss stands for itself.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Copy, Default)]
struct Loss {
    /// No times at all.
    no_times: bool,
    /// Times only of the first message of a conversation.
    first_time_only: bool,
    /// Times to the second.
    seconds: bool,
    /// Times of user messages only.
    user_times: bool,
    /// The agent's messages are the bot's.
    agent_is_bot: bool,
    /// Notices are not in the file.
    no_notices: bool,
    /// The agent's messages are not in the file.
    no_agent: bool,
    /// Characters beyond Windows-1252 are gone.
    no_emoji: bool,
    /// Conversations have no ids of their own.
    no_ids: bool,
}

/// Role, time and text of a message.
type Said = (String, Option<i64>, String);

/// Reads a sample in chunks of a size; gives ids, and role, time and text of each message.
fn read(name: &str, zone: &str, chunk: usize) -> (Vec<(String, Vec<Said>)>, Analysis) {
    let bytes = std::fs::read(folder().unwrap().join(name)).unwrap();
    let settings = Settings { zone: Zone::named(zone).unwrap(), key: [7; 16], originals: true };
    let mut analysis = Analysis::new(settings);
    analysis.begin_file(name);
    bytes.chunks(chunk).for_each(|chunk| analysis.push(chunk));
    analysis.end_file();
    let conversations = (0..analysis.corpus().conversations())
        .filter_map(|number| {
            analysis.corpus().with(number, |corpus, view| {
                let said = view
                    .utterances
                    .iter()
                    .map(|said| {
                        (
                            said.role.name().to_owned(),
                            said.at.map(|at| at.0),
                            corpus.text(said.row).into_owned(),
                        )
                    })
                    .collect();
                (corpus.card(number).id.to_owned(), said)
            })
        })
        .collect();
    (conversations, analysis)
}

#[track_caller]
fn check(name: &str, zone: &str, loss: Loss) {
    let Some(folder) = folder() else { return };
    let oracle: Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut expect = Vec::new();
    for conversation in oracle["conversations"].as_array().unwrap() {
        let mut said = Vec::new();
        for message in conversation["messages"].as_array().unwrap() {
            let role = message["role"].as_str().unwrap();
            if loss.no_notices && role == "system" || loss.no_agent && role == "agent" {
                continue;
            }
            let role = if loss.agent_is_bot && role == "agent" { "bot" } else { role };
            let ts = message["ts_ms"].as_i64().unwrap();
            let ts = if loss.seconds { ts - ts % 1000 } else { ts };
            let gone = loss.no_times
                || loss.first_time_only && !said.is_empty()
                || loss.user_times && role != "user";
            let mut text = message["text"].as_str().unwrap().to_owned();
            if loss.no_emoji {
                text.replace('🤔', "").trim_end().clone_into(&mut text);
            }
            said.push((role.to_owned(), (!gone).then_some(ts), text));
        }
        expect.push((conversation["id"].as_str().unwrap().to_owned(), said));
    }
    for chunk in [1, 37, 1 << 20] {
        let (mut got, analysis) = read(name, zone, chunk);
        if loss.no_ids {
            for (got, expect) in got.iter_mut().zip(&expect) {
                got.0.clone_from(&expect.0);
            }
        }
        assert_eq!(got, expect, "{name} in chunks of {chunk}: {:?}", analysis.logs().collect::<Vec<_>>());
        let log = analysis.logs().next().unwrap();
        assert_eq!(log.read, log.kept, "{name}: {log:?}");
    }
}

#[test]
fn tables_with_one_row_per_message() {
    check("generic-table/messages.csv", "UTC", Loss::default());
    check("generic-table/messages-epoch-ms.csv", "UTC", Loss::default());
    check("generic-table/messages.tsv", "UTC", Loss { seconds: true, ..Loss::default() });
    check("generic-table/messages-utf16le.tsv", "UTC", Loss { seconds: true, ..Loss::default() });
    check("generic-table/messages.xlsx", "UTC", Loss::default());
    check("generic-table/messages-us-dates.csv", "UTC", Loss { seconds: true, ..Loss::default() });
    check("generic-table/messages-excel-de.csv", "Europe/Berlin", Loss { seconds: true, ..Loss::default() });
    check(
        "generic-table/messages-windows1252.csv",
        "UTC",
        Loss { seconds: true, no_emoji: true, ..Loss::default() },
    );
}

#[test]
fn parquet_in_each_way_of_packing() {
    for codec in ["none", "snappy", "gzip", "zstd"] {
        check(&format!("parquet/messages-{codec}.parquet"), "UTC", Loss::default());
    }
}

#[test]
fn tables_with_one_row_per_conversation() {
    check(
        "generic-table/conversations-transcript-blob.csv",
        "UTC",
        Loss { seconds: true, first_time_only: true, ..Loss::default() },
    );
    check("generic-table/conversations-inline-blob.csv", "UTC", Loss { seconds: true, ..Loss::default() });
    check(
        "generic-table/conversations-json-column.csv",
        "UTC",
        Loss { agent_is_bot: true, ..Loss::default() },
    );
}

#[test]
fn tables_with_one_row_per_question_and_answer() {
    check(
        "generic-table/turn-pairs.csv",
        "UTC",
        Loss { seconds: true, user_times: true, no_notices: true, no_agent: true, ..Loss::default() },
    );
}

#[test]
fn json_in_its_shapes() {
    check("generic-json/array-of-conversations.json", "UTC", Loss::default());
    check("generic-json/flat-messages.ndjson", "UTC", Loss::default());
}

#[test]
fn fine_tuning_lines_are_conversations_with_their_prompt_as_a_notice() {
    let Some(texts) = read_texts("openai-chat/finetune.jsonl") else { return };
    assert_eq!(texts.iter().map(Vec::len).collect::<Vec<_>>(), [5, 6, 4]);
}

fn read_texts(name: &str) -> Option<Vec<Vec<String>>> {
    folder()?;
    let (conversations, _) = read(name, "UTC", 1 << 20);
    Some(
        conversations
            .into_iter()
            .map(|(_, said)| said.into_iter().map(|(_, _, text)| text).collect())
            .collect(),
    )
}

#[test]
fn a_completion_log_counts_its_history_once() {
    let Some(texts) = read_texts("openai-chat/completion-logs.jsonl") else { return };
    assert_eq!(texts.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
}

#[test]
fn message_parts_are_joined_and_tools_are_notices() {
    if folder().is_none() {
        return;
    }
    let (conversations, _) = read("openai-chat/multipart-and-tools.jsonl", "UTC", 1 << 20);
    let roles: Vec<&str> = conversations[0].1.iter().map(|(role, _, _)| role.as_str()).collect();
    assert_eq!((conversations[0].0.as_str(), roles), ("c-1001", vec!["user", "system", "bot"]));
}

#[test]
fn text_with_speakers() {
    let timed = Loss { seconds: true, no_ids: true, ..Loss::default() };
    check("plaintext/bracket-time.txt", "UTC", timed);
    check("plaintext/paren-ampm.txt", "America/New_York", timed);
    check("plaintext/labels.txt", "UTC", Loss { no_times: true, ..Loss::default() });
    check("plaintext/markdown.md", "UTC", Loss { seconds: true, ..Loss::default() });
    check(
        "plaintext/newline-name-then-text.txt",
        "UTC",
        Loss { no_times: true, no_ids: true, ..Loss::default() },
    );
}
