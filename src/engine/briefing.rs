//! A briefing: what a page of plain words says of the conversations that a filter means. Each sentence rests on a
//! figure or a row of a study, carries the filter of the conversations behind it, and some masked words of them. What
//! has no evidence is not said.

use crate::{
    ingest::Sentence,
    insight::{
        Cell, Compared, Figure, Findings, Head, Sheet, SheetRow, State, Unit, days_of, definition,
        signal_said,
    },
    language::Signal,
    order,
    query::{Columns, Field, Filter, Term, Test},
};

use super::{Asking, Figures, Lost, Study, listing::Order, team::Team};

/// The figures that are told, each where it can be read.
const TOLD: [&str; 7] = [
    "resolution_rate",
    "handoff_rate",
    "fallback_conversation_rate",
    "csat_top2",
    "negative_share",
    "repeat_contact_rate",
    "bounce_rate",
];

/// Changes, signals and things to do that are told at most.
const MOST: [usize; 3] = [5, 3, 3];

/// Conversations that a sentence needs behind it.
const FEWEST: u64 = 5;

/// Quotes of a sentence at most, and conversations that are looked through for them.
const QUOTES: usize = 2;
const LOOKED_THROUGH: usize = 24;

/// Words that a quote has at least.
const FEWEST_WORDS: usize = 5;

/// Where the sentences stand.
pub const SHEET: &str = "briefing";

/// A sentence that is being written.
struct Line {
    section: Sentence,
    said: Sentence,
    /// The filter of the conversations behind it, beside the one that the briefing is of.
    filter: String,
    /// Quotes that are known already.
    quotes: Vec<String>,
}

impl<T: Team> Asking<'_, T> {
    /// The briefing of the conversations that a filter means, as one table: the heading under which a sentence
    /// stands, the sentence, and up to two quotes.
    ///
    /// # Errors
    /// A shard is gone.
    pub(super) async fn briefing(&self, filter: &Filter) -> Result<Findings, Lost> {
        let figures = self.whole(filter).await?;
        let mut lines = Vec::new();
        if figures.conversations > 0 {
            lines.extend(overview(&figures));
            lines.extend(told(&figures));
            lines.extend(self.changed(filter).await?);
            lines.extend(self.signalled(filter, &figures).await?);
            lines.extend(self.worth_doing(filter).await?);
        }
        let mut rows = Vec::with_capacity(lines.len());
        let mut quoted = Vec::new();
        for line in lines {
            rows.push(self.with_quotes(filter, line, &mut quoted).await?);
        }
        let columns =
            vec![Head::words("Part"), Head::words("Sentence"), Head::words("Quote"), Head::words("Quote")];
        let none = Sentence::of("There are no conversations to tell of");
        let sheet = Sheet { name: SHEET.to_owned(), columns, rows, none };
        Ok(Findings { sheets: vec![sheet], ..Findings::default() })
    }

    /// What changed on the days that are meant, judged by all days; and what is to be expected behind the last.
    async fn changed(&self, filter: &Filter) -> Result<Vec<Line>, Lost> {
        let found = self.found(&filter.without_days(), &Study::Changes { suspects: Vec::new() }).await?;
        let window = filter.window();
        let sheet = |name: &str| found.sheets.iter().find(|sheet| sheet.name == name);
        let is_meant = |row: &&SheetRow| {
            let days = Filter::parse_with(&row.filter, Columns::Any).ok().and_then(|filter| filter.window());
            match (window, days) {
                (Some((from, to)), Some((first, last))) => first <= to && from <= last,
                (None, _) => true,
                _ => false,
            }
        };
        let rows = sheet("changes").into_iter().flat_map(|sheet| &sheet.rows).filter(is_meant);
        let section = Sentence::of("What changed");
        let mut lines: Vec<Line> = rows
            .take(MOST[0])
            .filter_map(|row| {
                Some(Line {
                    section: section.clone(),
                    said: change_said(row)?,
                    filter: row.filter.clone(),
                    quotes: Vec::new(),
                })
            })
            .collect();
        let tests = sheet("forecast_tests").is_some_and(|sheet| !sheet.rows.is_empty());
        if let Some(note) = found.notes.last().filter(|_| tests && window.is_none()) {
            let section = Sentence::of("What comes");
            lines.push(Line { section, said: note.said.clone(), filter: String::new(), quotes: Vec::new() });
        }
        Ok(lines)
    }

    /// The most frequent signals, each with the words that prove it.
    async fn signalled(&self, filter: &Filter, figures: &Figures) -> Result<Vec<Line>, Lost> {
        let Some(split) = figures.board.breakdowns.get("signal") else { return Ok(Vec::new()) };
        let mut parts: Vec<&(String, u64)> = split.parts.iter().filter(|(_, n)| *n >= FEWEST).collect();
        order::sort_by(&mut parts, |one, two| two.1.cmp(&one.1));
        parts.truncate(MOST[1]);
        let quotes = if parts.is_empty() { Vec::new() } else { self.quotes(filter).await? };
        let line = |(name, n): &(String, u64)| {
            let said = Sentence::of("{signal}: {n} of {all} conversations.")
                .words("signal", Signal::of_name(name).map(signal_said))
                .plain("n", n)
                .plain("all", split.of);
            let proving = quotes.iter().filter(|quote| quote.signal == *name);
            Line {
                section: Sentence::of("What users give away"),
                said,
                filter: format!("signal:{name}"),
                quotes: proving.take(QUOTES).map(|quote| quote.text.clone()).collect(),
            }
        };
        Ok(parts.into_iter().map(line).collect())
    }

    /// What would be worth doing.
    async fn worth_doing(&self, filter: &Filter) -> Result<Vec<Line>, Lost> {
        let found = self.found(filter, &Study::Actions { value: None }).await?;
        let rows = found.sheets.into_iter().flat_map(|sheet| sheet.rows).take(MOST[2]);
        let line = |row: SheetRow| {
            let [Cell::Words(action), Cell::Figure(count), ..] = &row.cells[..] else { return None };
            let said = Sentence::of("{action}: {n} conversations.")
                .words("action", [action.clone()])
                .plain("n", count.n);
            let section = Sentence::of("What would be worth doing");
            Some(Line { section, said, filter: row.filter, quotes: Vec::new() })
        };
        Ok(rows.filter_map(line).collect())
    }

    /// A sentence as a row, with quotes of the conversations behind it: what their users said first. None stands on
    /// the page twice.
    async fn with_quotes(
        &self,
        filter: &Filter,
        line: Line,
        quoted: &mut Vec<String>,
    ) -> Result<SheetRow, Lost> {
        let Line { section, said, filter: behind, mut quotes } = line;
        let has_own = !behind.is_empty();
        if has_own && quotes.is_empty() {
            let more = Filter::parse_with(&behind, Columns::Any).unwrap_or_default();
            let listed = self.list(&filter.clone().and(&more), Order::default()).await?;
            let looked_through = &listed[..listed.len().min(LOOKED_THROUGH)];
            for row in self.rows(looked_through).await? {
                let is_said = row.preview.split_whitespace().count() >= FEWEST_WORDS;
                if is_said && quotes.len() < QUOTES && !quoted.contains(&row.preview) {
                    quoted.push(row.preview.clone());
                    quotes.push(row.preview);
                }
            }
        }
        let mut last = quotes.into_iter().map(Cell::Text).chain([Cell::Nothing, Cell::Nothing]);
        let cells = [Cell::Words(section), Cell::Words(said)].into_iter().chain(last.by_ref().take(QUOTES));
        Ok(SheetRow { cells: cells.collect(), filter: behind, of: String::new() })
    }
}

/// How many there are, when, and whether that is more than before.
fn overview(figures: &Figures) -> Vec<Line> {
    let section = Sentence::of("At a glance");
    let days = figures.board.series.get("conversations_over_time").and_then(days_of);
    let n = figures.conversations;
    let said = match days {
        Some((first, last)) => Sentence::of("{n} conversations from {first} to {last}.")
            .plain("first", first)
            .plain("last", last),
        None => Sentence::of("{n} conversations, none of which has a date."),
    };
    let mut lines = vec![Line {
        section: section.clone(),
        said: said.plain("n", n),
        filter: String::new(),
        quotes: Vec::new(),
    }];
    let Some(change) = &figures.course.change else { return lines };
    if let Some(volume) = change.figures.get("conversations").filter(|volume| volume.clear) {
        let (first, last) = &change.now;
        let said =
            Sentence::of("From {first} to {last} there were {now}, after {before} in as many days before.")
                .plain("first", first)
                .plain("last", last)
                .plain("now", volume.now)
                .plain("before", volume.before);
        lines.push(Line { section, said, filter: days_filter(first, last), quotes: Vec::new() });
    }
    lines
}

fn days_filter(first: &str, last: &str) -> String {
    let day = crate::conversation::Day::parse;
    let test = Test::Days(day(first), day(last));
    Filter::default().with(Term { negated: false, field: Field::Day, test }).to_string()
}

fn percent(share: f64) -> String {
    format!("{:.0}\u{202f}%", share * 100.0)
}

/// The shares that can be read, each with what it was before where it differs.
fn told(figures: &Figures) -> Vec<Line> {
    let changes = figures.course.change.as_ref();
    let line = |name: &str| {
        let figure = figures.board.figures.get(name).filter(|figure| figure.state == State::Ok)?;
        let known =
            definition(name).filter(|known| figure.unit == Unit::Share && !known.evidence.is_empty())?;
        let before = changes.and_then(|change| change.figures.get(name)).filter(|before| before.clear);
        Some(Line {
            section: Sentence::of("How it went"),
            said: share_said(known.title, figure, before)?,
            filter: known.evidence.to_owned(),
            quotes: Vec::new(),
        })
    };
    TOLD.into_iter().filter_map(line).collect()
}

fn share_said(title: &'static str, figure: &Figure, before: Option<&Compared>) -> Option<Sentence> {
    let said = match before {
        Some(before) => Sentence::of(
            "{figure}: {share} ({n} of {of}); lately {now}, after {before} in as many days before.",
        )
        .plain("now", percent(before.now))
        .plain("before", percent(before.before)),
        None => Sentence::of("{figure}: {share} ({n} of {of})."),
    };
    let share = percent(figure.value?);
    let said = said.words("figure", [Sentence::of(title)]).plain("share", share);
    Some(said.plain("n", figure.n).plain("of", figure.of?))
}

/// A row of the table of changes as a sentence.
fn change_said(row: &SheetRow) -> Option<Sentence> {
    let [Cell::Words(change), _, _, from, share, ..] = &row.cells[..] else { return None };
    Some(match (from, share) {
        (Cell::Words(parts), Cell::Figure(share)) => Sentence::of("{change}; {share} of it from {parts}.")
            .words("change", [change.clone()])
            .plain("share", percent(share.value?.min(1.0)))
            .words("parts", [parts.clone()]),
        _ => Sentence::of("{change}.").words("change", [change.clone()]),
    })
}
