//! `undertone funnel`: who comes through steps that follow one another, and where the others stop.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use undertone::{
    engine::{Lost, Study, at_once},
    insight::{Findings, FunnelAsked, Weight, definition, suggested},
    plan::Plan,
    query::{Columns, Filter, Funnel, MOST_STEPS, Within},
};

use crate::{
    Failure,
    analyze::{open, value, wrong},
    input, sheets,
};

/// What is asked, as it was written.
#[derive(clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are switches of the command line")]
pub struct Asked {
    /// Transcript files and folders of them, `-` for standard input, or saved analyses
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A step, once for each: a filter such as is:engaged, intent:refund, path:fallback, is:handoff, outcome:resolved or
    /// any(bot: "your order"); without it, steps that the data suggest
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    step: Vec<String>,
    /// The funnel that the plan keeps under this name, in the place of steps
    #[arg(long, value_name = "NAME", requires = "plan", conflicts_with_all = ["step", "strict", "within", "users"])]
    named: Option<String>,
    /// Steps follow one another directly: no other matter, failure, handover or person between them
    #[arg(long)]
    strict: bool,
    /// All steps within this time from the first: 30m, 24h, 7d, 4w
    #[arg(long, value_name = "TIME")]
    within: Option<String>,
    /// Users come through it, over all their conversations
    #[arg(long)]
    users: bool,
    /// Hold them against the conversations that this filter means; a part of these against the rest, where the one is
    /// in the other
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    against: Option<String>,
    /// Say what those have in common who come to this step, from 1, and no further; without it, of the one at which
    /// most stop
    #[arg(long, value_name = "STEP")]
    leaving: Option<u32>,
    /// Only the conversations that this filter means, for example "channel:web last:30d"
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// Also words of people: those that tell who stops
    #[arg(long)]
    quotes: bool,
    /// Goals and funnels, in a file of the page or written by hand: goal:NAME is a step then
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Time zone of days and of times without a zone, as an IANA name; UTC without it, or the one of a saved
    /// analysis
    #[arg(long)]
    timezone: Option<String>,
}

impl Asked {
    /// The files, as they were named.
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}

/// Reads files and prints who comes through. Fails with 1 where nobody comes to the first step.
pub fn run(asked: &Asked, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    for filter in asked.step.iter().chain([&asked.filter]).chain(&asked.against) {
        Filter::checked(filter, Columns::Any).map_err(|error| wrong(&error))?;
    }
    for step in &asked.step {
        Funnel::parse_step(step, Columns::Any).map_err(|error| wrong(&error))?;
    }
    if asked.step.len() > MOST_STEPS {
        return Err(Failure::new(format!("there is room for {MOST_STEPS} steps")));
    }
    let read = |text: &String| {
        let unread = || Failure::new(format!("{text} is no stretch of time: write 30m, 24h, 7d or 4w"));
        Within::parse(text).map(|within| within.0).ok_or_else(unread)
    };
    let within = asked.within.as_ref().map(read).transpose()?;
    let (mut analysis, _) = open(files, asked.timezone.as_deref(), None, false)?;
    let plan = asked.plan.as_deref().map(|plan| input::follow(&mut analysis, plan)).transpose()?;
    let named = asked.named.as_ref().zip(plan.as_ref()).map(|(name, plan)| named(plan, name)).transpose()?;
    // Of columns that these data do not have, nobody is told by a step that nobody comes to.
    let known = |filter: &String| {
        let read = analysis.lead().filter(filter).map_err(|error| wrong(&error))?;
        Ok::<_, Failure>(read.to_string())
    };
    let filter = analysis.lead().filter(&asked.filter).map_err(|error| wrong(&error))?;
    let (strict, within, by_user) =
        named.as_ref().map_or((asked.strict, within, asked.users), |(funnel, by_user)| {
            (funnel.strict, funnel.within, *by_user)
        });
    let of_named = named.iter().flat_map(|(funnel, _)| &funnel.steps).map(Filter::to_string);
    let written = asked.step.iter().cloned().chain(of_named);
    let mut steps = written.map(|step| known(&step)).collect::<Result<Vec<_>, Failure>>()?;
    if steps.is_empty() {
        let lost = |lost: Lost| Failure::new(lost.to_string());
        let facets = at_once(analysis.asking().facets()).map_err(lost)?;
        steps = suggested(&facets).swap_remove(0).asked.steps;
    }
    let against = asked.against.as_ref().map(known).transpose()?;
    let mut funnel = FunnelAsked { steps, strict, by_user, within, against, leaving: 0 };
    let ask = |funnel: &FunnelAsked| {
        let study = Study::Funnel(Box::new(funnel.clone()));
        at_once(analysis.asking().study(&filter, &study)).map_err(|lost: Lost| Failure::new(lost.to_string()))
    };
    funnel.leaving = match asked.leaving {
        Some(step) if (1..funnel.steps.len() as u32).contains(&step) => step,
        Some(step) => {
            return Err(Failure::new(format!("nobody can stop at step {step} and come to one behind it")));
        }
        None => most_stop(&ask(&funnel)?),
    };
    let found = ask(&funnel)?;
    if let Some(note) = found.notes.iter().find(|note| note.weight == Weight::Broken) {
        return Err(Failure::new(note.said.to_string()));
    }
    let found = if asked.quotes { found } else { found.without_quotes() };
    let printed = if asked.json {
        serde_json::to_string_pretty(&found)
            .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?
    } else {
        for_reading(&found, &funnel)
    };
    writeln!(io::stdout().lock(), "{printed}").map_err(|error| Failure::printing(&error))?;
    let is_empty = found.board.figures.get("funnel_conversion_rate").is_none_or(|rate| rate.of == Some(0));
    Ok(if is_empty { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The funnel of a plan by its name, and whether users come through it.
fn named(plan: &Plan, name: &str) -> Result<(Funnel, bool), Failure> {
    let Some(kept) = plan.funnel(name) else {
        let names: Vec<&str> = plan.funnels.iter().map(|funnel| funnel.name.as_str()).collect();
        let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        return Err(Failure::new(format!("the plan keeps no funnel “{name}”; it keeps: {known}")));
    };
    let funnel = Funnel::parse(&kept.steps, Columns::Any).map_err(|error| wrong(&error))?;
    Ok((funnel, kept.by_user))
}

/// The step at which most stop, from 1; 0 where there is none.
fn most_stop(found: &Findings) -> u32 {
    let sheet = found.sheets.iter().find(|sheet| sheet.name == "funnel_drop_offs");
    let rows = sheet.map_or(&[][..], |sheet| &sheet.rows);
    let left = |at: usize| match rows[at].cells.get(2) {
        Some(undertone::insight::Cell::Figure(figure)) => figure.n,
        _ => 0,
    };
    let most = (0..rows.len()).max_by_key(|at| (left(*at), std::cmp::Reverse(*at)));
    most.map_or(0, |at| at as u32 + 1)
}

fn for_reading(found: &Findings, funnel: &FunnelAsked) -> String {
    let mut out = String::new();
    for note in &found.notes {
        out.push_str(&format!("{}\n", note.said));
    }
    let title = |name: &str| definition(name).map_or_else(|| name.to_owned(), |known| known.title.to_owned());
    for figure in found.board.figures.values() {
        out.push_str(&format!("  {:<36} {}\n", title(&figure.name), value(figure)));
    }
    for sheet in &found.sheets {
        let at = if sheet.name.starts_with("funnel_leaving") {
            format!(" at step {}", funnel.leaving)
        } else {
            String::new()
        };
        out.push_str(&format!("\n{}{at}\n{}", title(&sheet.name), sheets::for_reading(sheet)));
    }
    out.trim_end().to_owned()
}
