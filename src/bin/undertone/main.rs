//! The terminal command: the same engine as the page, on files of the disk.

// A command prints; that is what it is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod analyze;
mod brief;
mod compare;
mod convert;
mod details;
mod explain;
mod funnel;
mod generate;
mod heard;
mod input;
mod label;
mod live;
mod merge;
mod paths;
mod questions;
mod search;
mod sheets;
mod teach;
mod threads;
mod topics;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use undertone::{engine::Study, insight::Price};

/// Conversation intelligence for chatbot transcripts. Nothing leaves this machine.
#[derive(Parser)]
#[command(name = "undertone", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
#[expect(
    clippy::large_enum_variant,
    reason = "read once from the command line: no list of them is ever held"
)]
enum Command {
    /// Read transcripts and print the figures
    Analyze {
        /// Transcript files and folders of them, `-` for standard input, patterns such as "exports/*.csv", or
        /// saved analyses
        #[arg(required_unless_present = "explain")]
        files: Vec<PathBuf>,
        /// Say how this figure is counted, by its name in the JSON; with files, also its value
        #[arg(long, value_name = "NAME", conflicts_with_all = ["json", "save"])]
        explain: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// In the JSON, also some masked messages that prove each signal; without it no word of anybody stands there
        #[arg(long, requires = "json")]
        quotes: bool,
        /// Time zone of days, hours and of times without a zone, as an IANA name; UTC without it, or the
        /// one of a saved analysis
        #[arg(long)]
        timezone: Option<String>,
        /// Only the conversations that this filter means, for example "outcome:abandoned -is:handoff"
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        filter: String,
        /// How to read the files, as JSON in a file: meaning of columns, roles of speakers
        #[arg(long, value_name = "FILE", long_help = MAPPING_HELP)]
        mapping: Option<PathBuf>,
        /// Read also the conversations that the source marks as its own tests; without it they are left out
        #[arg(long)]
        tests: bool,
        /// Labels that were taught, in a file of the page or of "undertone teach"
        #[arg(long, value_name = "FILE")]
        labels: Option<PathBuf>,
        /// Goals, money and prices of tokens, in a file of the page or written by hand: adds goals, value and
        /// return to the figures
        #[arg(long, value_name = "FILE", long_help = PLAN_HELP)]
        plan: Option<PathBuf>,
        /// Also how often the source's intents are the labels in this column of the files, or of a file of facts
        /// beside them
        #[arg(long, value_name = "NAME")]
        labels_column: Option<String>,
        /// Also how outcomes differ between groups: "channel", "language", "variant", or a column of the files
        #[arg(long, value_name = "NAME")]
        group: Option<String>,
        /// Also what a running conversation may come to, and what goes with the users of whom this column says yes, or one
        /// of these values, for example "state=gone,paused"; by itself it takes a column that is called, for example,
        /// "churned". For reading, and with --quotes in JSON, also who is at risk and why
        #[arg(long, value_name = "COLUMN[=VALUES]", num_args = 0..=1, default_missing_value = "")]
        ahead: Option<String>,
        /// Also what is said with signals, grouped by meaning: reasons to leave, features asked for, faults with where
        /// they show, competitors; ranked by what a conversation is worth in this column, if one is named
        #[arg(long, value_name = "COLUMN", num_args = 0..=1, default_missing_value = "")]
        voices: Option<String>,
        /// Also whose mood got worse or better, at which message it turned, and what stands there; in JSON the messages
        /// only with --quotes
        #[arg(long)]
        moods: bool,
        /// Also which answers of the bot and which questions of users stand in no article of these files (Markdown,
        /// HTML, text, CSV)
        #[arg(long, value_name = "FILES", num_args = 1..)]
        knowledge: Vec<PathBuf>,
        /// What a million tokens cost, sent to a model and written by it, for example "gpt-4o=2.5/10"; the model *
        /// is every other. May be given several times
        #[arg(long, value_name = "MODEL=SENT/WRITTEN", value_parser = analyze::price)]
        price: Vec<Price>,
        /// Save the analysis to this file, to be opened here or in the page without reading again
        #[arg(long, value_name = "FILE")]
        save: Option<PathBuf>,
        /// Save the masked texts, ids and file names too; without it the file holds no message
        #[arg(long, requires = "save")]
        with_texts: bool,
    },
    /// Make one saved analysis of several
    Merge {
        /// Saved analyses
        #[arg(required = true, num_args = 2..)]
        files: Vec<PathBuf>,
        /// The file to write
        #[arg(long, value_name = "FILE")]
        save: PathBuf,
        /// Save the masked texts, ids and file names too; without it the file holds no message
        #[arg(long)]
        with_texts: bool,
    },
    /// Print conversations as JSON Lines
    Convert {
        /// Transcript files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Time zone of times without a zone, as an IANA name
        #[arg(long, default_value = "UTC")]
        timezone: String,
        /// Leave personal data in the texts as they are
        #[arg(long)]
        originals: bool,
    },
    /// Print what chat widgets handed over as conversations, as JSON Lines
    Live {
        /// A file of deliveries, one a line: {"source": "crisp", "name": "message:sent", "data": …, "at": 1772474000000}
        file: PathBuf,
        /// Time zone of times without a zone, as an IANA name
        #[arg(long, default_value = "UTC")]
        timezone: String,
        /// Leave personal data in the texts as they are
        #[arg(long)]
        originals: bool,
    },
    /// Print the messages that have some words, the most telling first
    Search {
        /// Transcript files and folders of them, `-` for standard input, or one saved analysis
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What to look for: words, "words in quotes" that stand together, an open end*
        #[arg(required = true, allow_hyphen_values = true)]
        words: String,
        /// Only in the conversations that this filter means, for example "outcome:abandoned -is:handoff"
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        filter: String,
        /// How many messages at most
        #[arg(long, default_value_t = 20)]
        most: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Time zone of days and of times without a zone, as an IANA name; UTC without it, or the one of a
        /// saved analysis
        #[arg(long)]
        timezone: Option<String>,
    },
    /// Hold two or more selections against each other: variants, values of a column, before and after a day
    Compare(Box<compare::Asked>),
    /// Print what conversations go through: what follows what, the flow by layers, ways, loops and their cost, where
    /// users leave, two selections side by side, an intended way; as JSON
    Paths(Box<paths::Asked>),
    /// Print who comes through steps that follow one another, how long that takes, and where the others stop
    Funnel(Box<funnel::Asked>),
    /// Tell in plain words what stands out, each sentence with the filter of the conversations behind it
    Brief(Box<brief::Asked>),
    /// Print one JSON line per utterance with everything found in it
    Label {
        /// Transcript file
        file: PathBuf,
        /// Time zone of times without a zone, as an IANA name
        #[arg(long, default_value = "UTC")]
        timezone: String,
        /// Labels that were taught, in a file of the page or of "undertone teach"
        #[arg(long, value_name = "FILE")]
        labels: Option<PathBuf>,
    },
    /// Teach a label by examples, and save it to a file of labels
    Teach {
        /// What the label is called; one of that name in the file is taught anew
        name: String,
        /// Transcript files and folders of them, or saved analyses: the label is told from their other messages
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Messages that have the label, one a line, in a text file; at least 3
        #[arg(long, value_name = "FILE")]
        examples: PathBuf,
        /// Messages that look like it and do not have it, one a line, in a text file
        #[arg(long, value_name = "FILE")]
        others: Option<PathBuf>,
        /// The file of labels to write; what is in it stays
        #[arg(long, value_name = "FILE")]
        save: PathBuf,
        /// Save the examples too, masked; without it the file holds names and what was learned
        #[arg(long)]
        with_examples: bool,
    },
    /// Print questions people ask and what the bot failed at as JSON, or training phrases and knowledge base entries
    /// made of that. They hold masked words of people
    Questions(Box<questions::Asked>),
    /// Find what requests are about: a JSON line for each with its topic, then the tree of topics
    #[command(long_about = topics::HELP)]
    Topics {
        /// Transcript files and folders of them, or one or more files of JSON Lines such as {"text": "where is my card"}
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How many topics; as many as are found without it
        #[arg(long, value_name = "N")]
        topics: Option<u32>,
        /// Time zone of times without a zone, as an IANA name
        #[arg(long, default_value = "UTC")]
        timezone: String,
    },
    /// Make a synthetic data set whose truth is known
    Generate {
        /// Which voice
        #[arg(value_enum)]
        voice: generate::Voice,
        /// Number of conversations
        #[arg(long)]
        conversations: Option<u32>,
        /// Seed: the same seed gives the same bytes
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// File format
        #[arg(long, value_enum, default_value_t = generate::Format::Csv)]
        format: generate::Format,
        /// File to write; standard output without it
        #[arg(long)]
        output: Option<PathBuf>,
        /// Also write what was planted, as JSON, to this file
        #[arg(long)]
        truth: Option<PathBuf>,
    },
}

/// What a mapping may say.
const MAPPING_HELP: &str = r##"How to read the files, as JSON in a file. What it leaves out is inferred as ever.

  {
    "columns": { "Fall": "conversation", "#2": "sender", "Inhalt": "text", "Nr": null },
    "header": true,
    "speakers": { "Lisa": "bot", "Max Helper": "agent" },
    "date_order": "day_first",
    "timezone": "Europe/Berlin",
    "gap": 30,
    "encoding": "Windows-1250",
    "files": { "customers.csv": { "about": "users", "columns": { "Kundennr": "user" } } }
  }

columns: by name or by place (#1 is the first); conversation, message, time, date,
  time_of_day, role, sender, is_bot, direction, text, question, answer, transcript, intent,
  confidence, channel, language, rating, comment, feedback, tags, user, user_name, agent_name, variant,
  status, fallback, handoff, event, private, custom; null for a column that is not to be read
header: whether the first row names the columns
speakers: user, bot, agent or system, by the name or word in the file
date_order: day_first or month_first
timezone: IANA name of the zone of times that say none
gap: minutes of silence after which a new conversation begins, where nothing else tells them
  apart; 30 without it
encoding: of a file that is not UTF-8; Windows-1250 to Windows-1254, ISO-8859-1, -2, -5, -7, -9
  or -15
about: messages, or conversations or users, where a file holds facts about these that are joined
  to them by the column that is their conversation or user; further columns may be rating,
  status, handoff, tags, channel, language, variant, or custom to filter by
tests: true to read also what the source marks as its own tests
files: another mapping for each of these files"##;

/// What a plan may say.
const PLAN_HELP: &str = r#"Goals, money, prices of tokens and names, as JSON in a file: of the page, or written by hand. What it leaves out
stays unsaid, but for the prices, which are then those that makers listed in 2025-11.

  {
    "undertone_plan": 1,
    "goals": [
      { "name": "purchase", "filter": "tag:order or any(bot: \"thank you for your order\")", "value": 40 },
      { "name": "lead", "filter": "signal:lead" }
    ],
    "money": {
      "currency": "EUR", "human_contact": 6.5, "minutes_per_human_contact": 8, "hourly": 42,
      "bot_fixed_per_month": 900
    },
    "campaign": "utm_campaign",
    "page": "landing_page",
    "prices_of": "2026-11",
    "prices": [ { "model": "gpt-4o-mini", "input": 0.15, "output": 0.6 } ],
    "names": { "competitors": ["Acme Desk"], "products": ["Pulse 9"], "plans": ["Team"], "features": [] },
    "funnels": [ { "name": "To a person", "steps": "within 7d; is:asked_human > is:handoff", "users": false } ]
  }

goals: conditions in the language of --filter, without goal: and last:; up to 16
money: human_contact, or minutes and hourly; bot_fixed_per_month is 0 where nothing but tokens costs
campaign, page: columns of the data that name these; found by their usual names without it
prices: for a million tokens that a model is sent and that it writes
names: what is called so in messages is that: for entity: in --filter and for the tables of --voices"#;

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Analyze {
            files,
            explain,
            json,
            quotes,
            timezone,
            filter,
            mapping,
            tests,
            labels,
            plan,
            labels_column,
            group,
            ahead,
            voices,
            moods,
            knowledge,
            price,
            save,
            with_texts,
        } => {
            let mut studies = Vec::new();
            if !price.is_empty() {
                studies.push(Study::Machine { prices: price });
            }
            studies.extend(labels_column.map(|labels| Study::Intents { labels }));
            studies.extend(group.map(|by| Study::Fairness { by }));
            studies.extend(ahead.as_deref().map(analyze::outcome));
            studies.extend(voices.map(|column| Study::Voices {
                value: Some(column).filter(|column| !column.is_empty()),
                quotes: Vec::new(),
                one_user: false,
            }));
            studies.extend(moods.then_some(Study::Moods));
            if !knowledge.is_empty() {
                studies.push(Study::Knowledge { files: input::texts(&knowledge)? });
            }
            if let Some(name) = explain.as_deref() {
                print!("{}", explain::explained(name)?);
                if files.is_empty() {
                    return Ok(ExitCode::SUCCESS);
                }
            }
            let wanted = analyze::Wanted {
                print: match (explain.as_deref(), json, quotes) {
                    (Some(name), ..) => analyze::Print::One(name),
                    (None, false, _) => analyze::Print::Reading,
                    (None, true, false) => analyze::Print::Json,
                    (None, true, true) => analyze::Print::JsonWithQuotes,
                },
                timezone: timezone.as_deref(),
                filter: &filter,
                mapping: mapping.as_deref(),
                tests,
                labels: labels.as_deref(),
                plan: plan.as_deref(),
                studies: &studies,
                save: save.as_deref().map(|path| analyze::Save { path, with_texts }),
            };
            analyze::run(&input::expanded(files)?, &wanted)
        }
        Command::Merge { files, save, with_texts } => merge::run(&input::expanded(files)?, &save, with_texts),
        Command::Convert { files, timezone, originals } => {
            convert::run(&input::expanded(files)?, &timezone, originals)
        }
        Command::Live { file, timezone, originals } => live::run(&file, &timezone, originals),
        Command::Search { files, words, filter, most, json, timezone } => {
            search::run(&files, &words, timezone.as_deref(), &filter, most, json)
        }
        Command::Compare(asked) => {
            let files = input::expanded(asked.files())?;
            compare::run(*asked, &files)
        }
        Command::Paths(asked) => paths::run(&asked, &input::expanded(asked.files())?),
        Command::Questions(asked) => questions::run(&asked, &input::expanded(asked.files())?),
        Command::Funnel(asked) => funnel::run(&asked, &input::expanded(asked.files())?),
        Command::Brief(asked) => {
            let files = input::expanded(asked.files())?;
            brief::run(&asked, &files)
        }
        Command::Label { file, timezone, labels } => label::run(&file, &timezone, labels.as_deref()),
        Command::Teach { name, files, examples, others, save, with_examples } => {
            let lesson = teach::lesson(name, &examples, others.as_deref())?;
            teach::run(&lesson, &input::expanded(files)?, &save, with_examples)
        }
        Command::Topics { files, topics, timezone } => {
            topics::run(&input::expanded(files)?, topics.unwrap_or(0), &timezone)
        }
        Command::Generate { voice, conversations, seed, format, output, truth } => {
            generate::run(voice, conversations, seed, format, output.as_deref(), truth.as_deref())
        }
    }
}

fn main() -> ExitCode {
    let result = run(Arguments::parse().command);
    match result {
        Ok(code) => code,
        // The reader of our output went away; that is its right.
        Err(failure) if failure.broken_pipe => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("undertone: {}", failure.message);
            ExitCode::from(2)
        }
    }
}

/// Why a command could not be carried out, in one sentence with the remedy.
struct Failure {
    message: String,
    broken_pipe: bool,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), broken_pipe: false }
    }

    /// What went wrong while printing.
    fn printing(error: &std::io::Error) -> Self {
        Self {
            message: format!("cannot write the output: {error}"),
            broken_pipe: error.kind() == std::io::ErrorKind::BrokenPipe,
        }
    }
}
