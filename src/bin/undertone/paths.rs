//! `undertone paths`: what conversations go through, as JSON.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ValueEnum;
use serde_json::{Map, Value, json};
use undertone::{
    conversation::Outcome,
    engine::{Analysis, Lost, Study, Team, at_once},
    insight::{Cell, DEEPEST, Figure, Findings, Flow, Journey, Sheet, Weight},
    query::{Columns, Detail, Direction, Filter},
};

use crate::{
    Failure,
    analyze::{open, wrong},
    input,
};

/// States at which it is told what those have in common who leave there, where none is named.
const EXPLAINED: usize = 3;

/// What is asked, as it was written.
#[derive(clap::Args)]
pub struct Asked {
    /// Transcript files and folders of them, `-` for standard input, or saved analyses
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How closely: needs (what users need, what was not understood, handovers, the end), acts (also what bot and
    /// user do in each message), replies (also which quick replies were chosen: words of the source)
    #[arg(long, value_enum, default_value_t = Closeness::Needs)]
    detail: Closeness,
    /// Follow them backward from their end
    #[arg(long, conflicts_with_all = ["from", "to"])]
    backward: bool,
    /// Follow them forward from the first time that they come to this state: an intent, segment:support, fallback,
    /// handoff, agent, asks_human …
    #[arg(long, value_name = "STATE", conflicts_with = "to")]
    from: Option<String>,
    /// Follow them backward from the first time that they come to this state, or from this end: resolved,
    /// unresolved, escalated, abandoned, unknown
    #[arg(long, value_name = "STATE")]
    to: Option<String>,
    /// Layers of the flow
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(DEEPEST)))]
    depth: u32,
    /// Only the conversations that this filter means, for example "channel:web last:30d"
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// Hold them against the conversations that this filter means; a part of these
    /// against the rest, where the one is in the other
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    against: Option<String>,
    /// The intended way, for example "order_status > answer > [asks_helped] > resolved": several states in one place
    /// stand between |, one that may be left out in [ ], any one is *, any number of them is …
    #[arg(long, default_value = "", value_name = "WAY")]
    intended: String,
    /// Say what those have in common who leave at this state; without it, of the three at which most leave
    #[arg(long, value_name = "STATE")]
    leaving: Option<String>,
    /// Leave out of the graph and the flow what fewer conversations go through
    #[arg(long, default_value_t = 5, value_name = "N")]
    least: u64,
    /// Also words of people: those that tell who leaves, and quick replies
    #[arg(long)]
    quotes: bool,
    /// Goals, in a file of the page or written by hand: what reaches one is resolved
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Time zone of days and of times without a zone, as an IANA name; UTC without it, or the one of a saved
    /// analysis
    #[arg(long)]
    timezone: Option<String>,
}

/// How closely journeys are looked at.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Closeness {
    Needs,
    Acts,
    Replies,
}

impl From<Closeness> for Detail {
    fn from(closeness: Closeness) -> Self {
        match closeness {
            Closeness::Needs => Self::Needs,
            Closeness::Acts => Self::Acts,
            Closeness::Replies => Self::Replies,
        }
    }
}

impl Asked {
    /// The files, as they were named.
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }

    fn journey(&self) -> Journey {
        let is_backward = self.backward || self.to.is_some();
        Journey {
            detail: self.detail.into(),
            direction: if is_backward { Direction::Backward } else { Direction::Forward },
            at: self.from.clone().or_else(|| self.to.clone()).unwrap_or_default(),
            depth: self.depth,
            against: self.against.clone(),
            intended: self.intended.clone(),
            leaving: self.leaving.clone().unwrap_or_default(),
        }
    }
}

/// Reads files and prints what conversations go through. Fails with 1 where there are none.
pub fn run(asked: &Asked, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    for filter in [Some(&asked.filter), asked.against.as_ref()].into_iter().flatten() {
        Filter::checked(filter, Columns::Any).map_err(|error| wrong(&error))?;
    }
    if asked.detail == Closeness::Replies && !asked.quotes {
        return Err(Failure::new("quick replies are words of the source: add --quotes to print them"));
    }
    let (mut analysis, _) = open(files, asked.timezone.as_deref(), None, false)?;
    if let Some(plan) = asked.plan.as_deref().map(Path::new) {
        input::follow(&mut analysis, plan)?;
    }
    let filter = analysis.lead().filter(&asked.filter).map_err(|error| wrong(&error))?;
    let mut journey = asked.journey();
    if let Some(against) = &mut journey.against {
        // Of columns that these data do not have, nobody is told by a comparison with nothing.
        *against = analysis.lead().filter(against).map_err(|error| wrong(&error))?.to_string();
    }
    let found = asked_of(&analysis, &filter, &journey, asked.quotes)?;
    let refused: Vec<String> = found
        .notes
        .iter()
        .filter(|note| note.weight == Weight::Broken)
        .map(|note| note.said.to_string())
        .collect();
    if !refused.is_empty() {
        return Err(Failure::new(refused.join(" ")));
    }
    let mut explained = Map::new();
    let flow = found.flow.clone().unwrap_or_default();
    if asked.leaving.is_none() {
        for left in flow.left.iter().take(EXPLAINED) {
            let leaving = flow.states[left.state as usize].key.clone();
            let more = Journey {
                leaving: leaving.clone(),
                against: None,
                intended: String::new(),
                ..journey.clone()
            };
            let more = asked_of(&analysis, &filter, &more, asked.quotes)?;
            explained.insert(leaving, leaving_of(&more));
        }
    } else {
        explained.insert(journey.leaving.clone(), leaving_of(&found));
    }
    let printed = serde_json::to_string_pretty(&printed(&found, &flow, &explained, asked.least))
        .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
    writeln!(io::stdout().lock(), "{printed}").map_err(|error| Failure::printing(&error))?;
    Ok(if flow.conversations == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn asked_of(
    analysis: &Analysis<impl Team>,
    filter: &Filter,
    journey: &Journey,
    quotes: bool,
) -> Result<Findings, Failure> {
    let study = Study::Paths(Box::new(journey.clone()));
    let found = at_once(analysis.asking().study(filter, &study))
        .map_err(|lost: Lost| Failure::new(lost.to_string()))?;
    Ok(if quotes { found } else { found.without_quotes() })
}

fn printed(found: &Findings, flow: &Flow, explained: &Map<String, Value>, least: u64) -> Value {
    let figures = found.board.figures.values().map(|figure| (figure.name.clone(), of_figure(figure)));
    let mut tables: Map<String, Value> = found.sheets.iter().map(of_sheet).collect();
    for name in ["journey_leaving", "journey_leaving_words"] {
        tables.remove(name);
    }
    let notes: Vec<String> = found.notes.iter().map(|note| note.said.to_string()).collect();
    json!({
        "detail": flow.detail.name(),
        "direction": flow.direction.name(),
        "at": flow.at,
        "conversations": flow.conversations,
        "figures": figures.collect::<Map<_, _>>(),
        "graph": graph(flow, least),
        "layers": layers(flow, least),
        "tables": tables,
        "leaving": explained,
        "notes": notes,
    })
}

fn graph(flow: &Flow, least: u64) -> Value {
    let key = |state: u32| flow.states[state as usize].key.as_str();
    let (shown, rare): (Vec<_>, Vec<_>) = flow.edges.iter().partition(|edge| edge.conversations >= least);
    let edge = |edge: &&undertone::insight::FlowEdge| {
        json!({
            "from": key(edge.from),
            "to": key(edge.to),
            "conversations": edge.conversations,
            "times": edge.times,
            "median_seconds": edge.median.map(|millis| millis / 1_000.0),
        })
    };
    let starts = flow.starts.iter().filter(|(_, n)| *n >= least);
    json!({
        "starts": starts.map(|(state, n)| (key(*state).to_owned(), json!(n))).collect::<Map<_, _>>(),
        "edges": shown.iter().map(edge).collect::<Vec<_>>(),
        "left_out": { "edges": rare.len(), "times": rare.iter().map(|edge| edge.times).sum::<u64>() },
    })
}

fn layers(flow: &Flow, least: u64) -> Value {
    let key = |state: u32| flow.states[state as usize].key.as_str();
    let all = |outcomes: &[u64; 5]| outcomes.iter().sum::<u64>();
    let by_outcome = |outcomes: &[u64; 5]| -> Map<String, Value> {
        let named = Outcome::ALL.iter().zip(outcomes).filter(|(_, n)| **n > 0);
        named.map(|(outcome, n)| (outcome.name().to_owned(), json!(n))).collect()
    };
    let layer = |layer: u32| {
        let nodes = flow.nodes.iter().filter(|node| node.layer == layer && all(&node.outcomes) >= least);
        let ribbons = flow.ribbons.iter().filter(|it| it.layer == layer && all(&it.outcomes) >= least);
        let nodes = nodes.map(|node| {
            let n = all(&node.outcomes);
            json!({ "state": key(node.state), "conversations": n, "outcomes": by_outcome(&node.outcomes) })
        });
        let ribbons = ribbons.map(|it| {
            let n = all(&it.outcomes);
            json!({ "from": key(it.from), "to": key(it.to), "conversations": n, "outcomes": by_outcome(&it.outcomes) })
        });
        json!({ "layer": layer, "nodes": nodes.collect::<Vec<_>>(), "ribbons": ribbons.collect::<Vec<_>>() })
    };
    (0..flow.depth).map(layer).collect()
}

fn leaving_of(found: &Findings) -> Value {
    let tables = found.sheets.iter().filter(|sheet| sheet.name.starts_with("journey_leaving"));
    Value::Object(tables.map(of_sheet).collect())
}

/// A table as a list of rows, each by the titles of its columns.
pub fn of_sheet(sheet: &Sheet) -> (String, Value) {
    let title = |title: String| title.to_lowercase().replace(' ', "_");
    let heads: Vec<String> = sheet.columns.iter().map(|head| title(head.title.to_string())).collect();
    let row = |row: &undertone::insight::SheetRow| {
        let cells = heads.iter().zip(&row.cells).map(|(head, cell)| {
            let value = match cell {
                Cell::Nothing => Value::Null,
                Cell::Text(text) | Cell::Said { text, .. } => json!(text),
                Cell::Words(said) => json!(said.to_string()),
                Cell::Figure(figure) => of_figure(figure),
            };
            (head.clone(), value)
        });
        let mut cells: Map<String, Value> = cells.collect();
        if !row.filter.is_empty() {
            cells.insert("filter".to_owned(), json!(row.filter));
        }
        Value::Object(cells)
    };
    (sheet.name.clone(), sheet.rows.iter().map(row).collect())
}

/// A figure: its value alone, or with all that belongs to it where it is a share of something.
pub fn of_figure(figure: &Figure) -> Value {
    let Some(interval) = &figure.interval else { return json!(figure.value) };
    json!({ "value": figure.value, "n": figure.n, "of": figure.of, "low": interval.low, "high": interval.high })
}
