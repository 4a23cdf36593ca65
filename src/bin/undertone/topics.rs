//! `undertone topics`: what requests are about. A JSON line for each request with its topic, then the tree of topics.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use undertone::{
    conversation::Role,
    engine::{Lost, at_once},
    language::mark,
    privacy::{Masker, Names},
    topics::{Arranged, FEWEST, Gatherer, Reader, Topics, Wanted, is_small},
};

use crate::{
    Failure, input,
    label::{lines, records},
};

/// What the command prints.
pub const HELP: &str = r#"Find what requests are about, from what they mean. First a JSON line for each request, in the order of the input:

  {"index": 0, "text": "where is my card", "topic": "card / arrive", "question": "where is the card"}
  {"conversation": "c1", "index": 2, "text": "where is my card", "topic": null, "question": null}

The first of JSON Lines {"text": …, "id"?: …}, the second of transcripts. Texts are masked. The question is finer than
the topic: it is named by the most typical of the wordings that mean the same. The topic is null where a request is far
from all topics, or a line is a mere greeting, thanks, yes or no; messages of transcripts that are no requests have no
line. Then the tree, a line for each node:

  {"node": 301, "parent": 305, "topics": [12, 40], "default": true, "name": "card / arrive", "requests": 73,
   "conversations": 61, "quote": "where is my card"}

It is a topic wherever there are from 12 to 40 topics, and at the number that is found without --topics ("default").
The same texts give the same topics, whatever their order and in however many files they are."#;

#[derive(Deserialize)]
struct Line {
    text: String,
    id: Option<Value>,
}

#[derive(Serialize)]
struct Request<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conversation: Option<&'r str>,
    index: u32,
    text: &'r str,
    topic: Option<&'r str>,
    question: Option<&'r str>,
}

#[derive(Serialize)]
struct Branch<'n> {
    node: u32,
    parent: Option<u32>,
    topics: [u32; 2],
    default: bool,
    name: &'n str,
    requests: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    conversations: Option<u64>,
    quote: &'n str,
}

/// How many requests and conversations each leaf has.
#[derive(Default)]
struct Counts {
    requests: Vec<u64>,
    conversations: Option<Vec<u64>>,
}

/// Reads files and prints what their requests are about.
pub fn run(files: &[PathBuf], number: u32, timezone: &str) -> Result<ExitCode, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let wanted = Wanted { number, ..Wanted::default() };
    let (topics, counts, n) = if files.iter().all(|file| lines::are_in(file)) {
        of_lines(files, &wanted, &mut out)?
    } else {
        of_transcripts(files, wanted, timezone, &mut out)?
    };
    if topics.is_empty() {
        eprintln!(
            "undertone: no topics: they are found among {FEWEST} different requests at least, and greetings, thanks, yes and no are none"
        );
    }
    let number = if number == 0 { topics.default_number() } else { topics.most().min(number as usize) };
    print_tree(&topics, number, &counts, &mut out)?;
    out.flush().map_err(|error| Failure::printing(&error))?;
    Ok(if n > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print<T: Serialize>(line: &T, out: &mut impl Write) -> Result<(), Failure> {
    let line =
        serde_json::to_string(line).map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
    writeln!(out, "{line}").map_err(|error| Failure::printing(&error))
}

fn name_of(arranged: &Arranged, leaf: Option<u32>) -> Option<&str> {
    let topic = arranged.of_leaf(leaf?)?;
    arranged.topics.get(topic as usize).map(|topic| topic.name.as_str())
}

fn wording_of(topics: &Topics, question: Option<u32>) -> Option<&str> {
    topics.questions().all().get(question? as usize).map(|question| question.wording.as_str())
}

fn of_lines(
    files: &[PathBuf],
    wanted: &Wanted,
    out: &mut impl Write,
) -> Result<(Topics, Counts, u64), Failure> {
    let model = input::model()?;
    let mut masker = Masker::with_names(input::key()?, Names::of(&model).map(Arc::new));
    let mut reader = Reader::new(Arc::clone(&model));
    let (mut gathered, mut scratch) = (Gatherer::default(), String::new());
    let mut all: Vec<(Option<Value>, String, bool)> = Vec::new();
    for file in files {
        each_line(file, |line| {
            let text = masker.mask(&line.text).text.to_string();
            let asks = !is_small(mark(Role::User, &text, &mut scratch));
            if asks {
                reader.gather(&text, &mut gathered);
            }
            // An id in words could be anybody's name: it is masked as all texts are.
            let id = line.id.map(|id| match id {
                Value::String(id) => Value::String(masker.mask(&id).text.to_string()),
                other => other,
            });
            let id = id.filter(|id| id.is_string() || id.is_number());
            all.push((id, text, asks));
        })?;
    }
    let topics = Topics::fit(&reader.sample(gathered));
    let arranged = topics.arranged(wanted);
    let mut requests = vec![0; topics.most()];
    for ((id, text, asks), index) in all.iter().zip(0..) {
        let read = if *asks { reader.read(&topics, text) } else { None };
        let leaf = read.map(|(leaf, _)| leaf);
        let question = wording_of(&topics, read.and_then(|(_, question)| question));
        leaf.and_then(|leaf| requests.get_mut(leaf as usize)).into_iter().for_each(|n| *n += 1);
        let topic = name_of(&arranged, leaf);
        print(&Request { id: id.clone(), conversation: None, index, text, topic, question }, out)?;
    }
    Ok((topics, Counts { requests, conversations: None }, all.len() as u64))
}

/// Shows every line of a file; one that is none is said, and costs itself alone.
fn each_line(file: &Path, mut show: impl FnMut(Line)) -> Result<(), Failure> {
    let unreadable = |error: io::Error| Failure::new(format!("cannot read {}: {error}", file.display()));
    let mut opened = BufReader::new(File::open(file).map_err(unreadable)?);
    let mut at = 0;
    while let Some(line) = records::next(&mut opened, &mut at).map_err(unreadable)? {
        match serde_json::from_str(&line) {
            Ok(line) => show(line),
            Err(error) => eprintln!(
                "undertone: line {at} of {} is no request and was left out: {error}; each line is an object such as \
                 {{\"text\": \"where is my card\"}}",
                file.display()
            ),
        }
    }
    Ok(())
}

fn of_transcripts(
    files: &[PathBuf],
    wanted: Wanted,
    timezone: &str,
    out: &mut impl Write,
) -> Result<(Topics, Counts, u64), Failure> {
    let mut analysis = input::analysis(timezone, false)?;
    input::read(&mut analysis, files, &input::Mappings::default())?;
    let lost = |lost: Lost| Failure::new(lost.to_string());
    at_once(analysis.asking().arrange(wanted)).map_err(lost)?;
    let (topics, arranged) = at_once(analysis.asking().topics()).map_err(lost)?;
    let mut requests = vec![0; topics.most()];
    let mut conversations = requests.clone();
    let mut found = Vec::new();
    let mut latest = None;
    analysis.each_shard(|shard| {
        shard.each_request(|conversation, line, text, (leaf, question)| {
            if let Some(leaf) = leaf {
                requests[leaf as usize] += 1;
                // A conversation is counted in the topic of its first request.
                if latest.replace(conversation) != Some(conversation) {
                    conversations[leaf as usize] += 1;
                }
            }
            found.push((conversation, line, text.to_owned(), leaf, question));
        });
    });
    let corpus = analysis.corpus();
    for (conversation, index, text, leaf, question) in &found {
        let (id, topic) = (corpus.card(*conversation).id, name_of(&arranged, *leaf));
        let question = wording_of(&topics, *question);
        print(&Request { id: None, conversation: Some(id), index: *index, text, topic, question }, out)?;
    }
    let counts = Counts { requests, conversations: Some(conversations) };
    Ok(((*topics).clone(), counts, found.len() as u64))
}

/// The tree, from the top down.
fn print_tree(topics: &Topics, number: usize, counts: &Counts, out: &mut impl Write) -> Result<(), Failure> {
    let (leaves, nodes) = (topics.most(), topics.nodes());
    let mut parent = vec![None; nodes];
    let mut requests = counts.requests.clone();
    let mut conversations = counts.conversations.clone();
    for node in leaves..nodes {
        for part in topics.parts(node as u32).into_iter().flatten() {
            parent[part as usize] = Some(node as u32);
        }
        let sum = |counts: &Vec<u64>| {
            topics.parts(node as u32).into_iter().flatten().map(|part| counts[part as usize]).sum()
        };
        requests.push(sum(&requests));
        if let Some(counts) = &mut conversations {
            counts.push(sum(counts));
        }
    }
    // The union of place i makes one topic fewer: it is one from the number that it leaves, down to where it is joined.
    let left = |node: u32| (nodes as u32 - node).min(leaves as u32);
    for node in (0..nodes as u32).rev() {
        let at = node as usize;
        let from = parent[at].map_or(1, |parent| left(parent) + 1);
        let range = [from, left(node)];
        let Some(said) = topics.node(node) else { continue };
        print(
            &Branch {
                node,
                parent: parent[at],
                topics: range,
                default: (range[0] as usize..=range[1] as usize).contains(&number),
                name: &said.name,
                requests: requests[at],
                conversations: conversations.as_ref().map(|counts| counts[at]),
                quote: &said.quote,
            },
            out,
        )?;
    }
    Ok(())
}
