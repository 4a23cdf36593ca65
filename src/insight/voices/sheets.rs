//! The tables of what is said with signals.

use super::{Tally, VoicesPartial, sheet_of};
use crate::{
    ingest::Sentence,
    insight::{
        Cell, Figure, Findings, Head, Note, Sheet, SheetRow, Unit, Weight,
        figure::{Base, plain},
        findings::signal_said,
        groups::{LEAST, filter_by},
    },
    language::Signal,
    order::sort_by,
    query::Field,
};

/// Rows of a table.
const MOST: usize = 20;

/// Rows of the table of the owner's own names.
const MOST_LISTED: usize = 50;

/// Platforms and versions beside a fault.
const BESIDE: usize = 4;

impl VoicesPartial {
    /// The tables; `quotes` are the most typical messages of the groups, by their names, and `worth` says whether a
    /// column was asked what conversations are worth.
    pub fn finish(&self, quotes: &[(String, String)], worth: bool) -> Findings {
        let mut sheets: Vec<Sheet> =
            Signal::VOICED.iter().map(|signal| self.groups(*signal, quotes, worth)).collect();
        sheets.push(self.fault_places());
        sheets.push(self.competitors(worth));
        sheets.push(self.names_listed(worth));
        let mut notes = Vec::new();
        if worth && !self.valued {
            let said = Sentence::of("No conversation with a signal says what it is worth in that column.");
            notes.push(Note { weight: Weight::Plain, said });
        }
        if self.nameless > 0 {
            let said = Sentence::of(
                "{n} conversations name a competitor in words in which no name could be read; they are in no row of that table.",
            );
            notes.push(Note { weight: Weight::Plain, said: said.plain("n", self.nameless) });
        }
        Findings { sheets, notes, ..Findings::default() }
    }

    fn groups(&self, signal: Signal, quotes: &[(String, String)], worth: bool) -> Sheet {
        let name = sheet_of(signal);
        let prefix = format!("{}: ", signal.name());
        let is_fault = signal == Signal::BugReport;
        let mut columns = vec![Head { title: signal_said(signal), unit: None }];
        columns.extend(heads(worth));
        if is_fault {
            columns.push(Head::words("Where it shows"));
        }
        columns.push(Head::words("In their words"));
        let mut own: Vec<(&str, &Tally)> =
            self.by.iter().filter_map(|(group, tally)| Some((group.strip_prefix(&prefix)?, tally))).collect();
        rank(&mut own, worth);
        let (mut rows, mut small, mut left) = (Vec::new(), Tally::default(), Tally::default());
        for (group, tally) in own {
            let full = format!("{prefix}{group}");
            if group == "none" {
                left.take(tally);
            } else if tally.n < LEAST || rows.len() >= MOST {
                small.take(tally);
            } else {
                let beside = is_fault.then(|| self.places_beside(&full));
                let quote = quotes.iter().find(|(of, _)| *of == full).map(|(_, quote)| quote.clone());
                let mut cells = vec![Cell::Text(group.to_owned())];
                cells.extend(figures(name, tally, worth));
                cells.extend(beside);
                cells.push(quote.map_or(Cell::Nothing, Cell::Text));
                rows.push(SheetRow { cells, filter: filter_by(Field::Voice, &full), ..SheetRow::default() });
            }
        }
        let mut together = |said: Sentence, tally: &Tally, filter: String| {
            if tally.n > 0 {
                let mut cells = vec![Cell::Words(said)];
                cells.extend(figures(name, tally, worth));
                cells.resize(columns.len(), Cell::Nothing);
                rows.push(SheetRow { cells, filter, ..SheetRow::default() });
            }
        };
        together(Sentence::of("others together"), &small, String::new());
        together(Sentence::of("in no group"), &left, filter_by(Field::Voice, &format!("{prefix}none")));
        let none = Sentence::of(NO_SIGNAL);
        Sheet {
            name: name.to_owned(),
            columns,
            none: if rows.is_empty() { none } else { Sentence::default() },
            rows,
        }
    }

    /// Platforms and versions that are named with a group of faults, those with enough conversations.
    fn places_beside(&self, group: &str) -> Cell {
        let prefix = format!("{group}\n");
        let mut places: Vec<(&str, u64)> = self
            .beside
            .iter()
            .filter_map(|(name, n)| Some((name.strip_prefix(&prefix)?, *n)))
            .filter(|(_, n)| *n >= LEAST)
            .collect();
        sort_by(&mut places, |one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(two.0)));
        let said: Vec<String> =
            places.iter().take(BESIDE).map(|(place, n)| format!("{} ({n})", value_of(place))).collect();
        if said.is_empty() { Cell::Nothing } else { Cell::Text(said.join(", ")) }
    }

    fn fault_places(&self) -> Sheet {
        let name = "fault_places";
        let all = Signal::VOICED.iter().position(|signal| *signal == Signal::BugReport);
        let all = all.and_then(|at| self.of.get(at)).copied().unwrap_or_default();
        let columns = vec![
            Head::words("Named"),
            Head::words("As"),
            Head::figures("Conversations", Unit::Count),
            Head::figures("Share of faults", Unit::Share),
            Head::figures("Unresolved or given up", Unit::Share),
        ];
        let mut own: Vec<(&str, &Tally)> =
            self.faults.iter().map(|(place, tally)| (place.as_str(), tally)).collect();
        rank(&mut own, false);
        let shown = own.into_iter().filter(|(_, tally)| tally.n >= LEAST).take(MOST);
        let row = |(place, tally): (&str, &Tally)| {
            let is_platform = place.starts_with("platform");
            let faults = filter_by(Field::Signal, Signal::BugReport.name());
            let cells = vec![
                Cell::Text(value_of(place).to_owned()),
                Cell::Words(if is_platform { Sentence::of("platform") } else { Sentence::of("version") }),
                plain(name, Unit::Count, Some(tally.n as f64), tally.n).into(),
                Figure::rate(name, tally.n, all, Base { none: "", few: FEW }).into(),
                lost(name, tally),
            ];
            let filter = format!("{faults} {}", filter_by(Field::Entity, place));
            SheetRow { cells, filter, ..SheetRow::default() }
        };
        let rows: Vec<SheetRow> = shown.map(row).collect();
        let none = match all {
            0 => NO_SIGNAL,
            _ => NO_PLACE,
        };
        let none = if rows.is_empty() { Sentence::of(none) } else { Sentence::default() };
        Sheet { name: name.to_owned(), columns, rows, none }
    }

    /// What stands in the owner's lists and is named, with a signal or without.
    fn names_listed(&self, worth: bool) -> Sheet {
        let name = "names_listed";
        let mut columns = vec![Head::words("Named"), Head::words("As")];
        columns.extend(heads(worth));
        columns.push(Head::figures("Speak of leaving", Unit::Share));
        let mut own: Vec<(&str, &Tally)> =
            self.listed.iter().map(|(named, tally)| (named.as_str(), tally)).collect();
        rank(&mut own, worth);
        let shown = own.into_iter().filter(|(_, tally)| tally.n >= LEAST).take(MOST_LISTED);
        let row = |(named, tally): (&str, &Tally)| {
            let kind = match named.split_once(": ").map(|(kind, _)| kind) {
                Some("competitor") => Sentence::of("competitor"),
                Some("product") => Sentence::of("product"),
                Some("plan") => Sentence::of("plan or tier"),
                _ => Sentence::of("feature"),
            };
            let mut cells = vec![Cell::Text(value_of(named).to_owned()), Cell::Words(kind)];
            cells.extend(figures(name, tally, worth));
            cells.push(leaving(name, tally));
            SheetRow { cells, filter: filter_by(Field::Entity, named), ..SheetRow::default() }
        };
        let rows: Vec<SheetRow> = shown.map(row).collect();
        let none = if self.has_lists { NONE_LISTED } else { NO_LISTS };
        let none = if rows.is_empty() { Sentence::of(none) } else { Sentence::default() };
        Sheet { name: name.to_owned(), columns, rows, none }
    }

    fn competitors(&self, worth: bool) -> Sheet {
        let name = "competitors";
        let mut columns = vec![Head::words("Competitor")];
        columns.extend(heads(worth));
        columns.extend([Head::figures("Speak of leaving", Unit::Share), Head::words("In their words")]);
        let mut own: Vec<(&str, &Tally)> =
            self.rivals.iter().map(|(key, rival)| (key.as_str(), &rival.tally)).collect();
        rank(&mut own, worth);
        let mut rows = Vec::new();
        for (key, tally) in own {
            let Some(rival) = self.rivals.get(key).filter(|_| tally.n >= LEAST && rows.len() < MOST) else {
                continue;
            };
            let mut cells = vec![Cell::Text(rival.spelled.clone())];
            cells.extend(figures(name, tally, worth));
            cells.push(leaving(name, tally));
            let said: Vec<String> = rival.said.iter().map(|(.., text)| format!("“{text}”")).collect();
            cells.push(Cell::Text(said.join(" ")));
            let named = filter_by(Field::Entity, &format!("competitor: {}", rival.spelled));
            let filter = format!("{} {named}", filter_by(Field::Signal, Signal::Competitor.name()));
            rows.push(SheetRow { cells, filter, ..SheetRow::default() });
        }
        let none = match self.of.last() {
            None | Some(0) => NO_SIGNAL,
            Some(_) => NO_NAME,
        };
        let none = if rows.is_empty() { Sentence::of(none) } else { Sentence::default() };
        Sheet { name: name.to_owned(), columns, rows, none }
    }
}

/// The columns of figures that all tables of groups have.
fn heads(worth: bool) -> Vec<Head> {
    let mut heads = vec![Head::figures("Conversations", Unit::Count), Head::figures("Users", Unit::Count)];
    if worth {
        heads.push(Head::figures("Worth", Unit::Count));
    }
    heads.extend([
        Head::figures("Unresolved or given up", Unit::Share),
        Head::figures("Negative messages", Unit::Share),
    ]);
    heads
}

fn figures(name: &str, tally: &Tally, worth: bool) -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![
        plain(name, Unit::Count, Some(tally.n as f64), tally.n).into(),
        plain(name, Unit::Count, Some(tally.people() as f64), tally.people()).into(),
    ];
    if worth {
        let amount = plain(name, Unit::Count, Some((tally.worth() as f64 / 1e3).round()), tally.n);
        // What one customer is worth is nobody's figure.
        cells.push(if tally.n < LEAST { Cell::Nothing } else { amount.into() });
    }
    cells.push(lost(name, tally));
    let base = Base { none: NO_MOOD, few: FEW_MESSAGES };
    cells.push(Figure::rate(name, tally.negative, tally.felt, base).into());
    cells
}

fn lost(name: &str, tally: &Tally) -> Cell {
    let base = Base { none: NO_OUTCOME, few: FEW };
    Figure::rate(name, tally.lost, tally.known, base).into()
}

fn leaving(name: &str, tally: &Tally) -> Cell {
    Figure::rate(name, tally.leaving, tally.n, Base { none: "", few: FEW }).into()
}

const FEW: &str = "fewer than 5 conversations";
const FEW_MESSAGES: &str = "fewer than 5 messages";
const NO_MOOD: &str = "no message could be listened to";
const NO_OUTCOME: &str = "no conversation has a known outcome";
const NO_SIGNAL: &str = "no conversation with this signal";
const NO_NAME: &str = "no name of a competitor could be read";
const NO_LISTS: &str = "nobody has said yet what competitors and products are called";
const NONE_LISTED: &str = "none of the names of your lists stands in 5 conversations or more";
const NO_PLACE: &str = "no platform and no version is named in 5 conversations or more";

/// Those that are worth most first, or else the most frequent.
fn rank(rows: &mut [(&str, &Tally)], worth: bool) {
    let weight = |tally: &Tally| if worth { (tally.worth(), tally.n) } else { (0, tally.n) };
    sort_by(rows, |one, two| weight(two.1).cmp(&weight(one.1)).then_with(|| one.0.cmp(two.0)));
}

/// What is named, without its kind.
fn value_of(place: &str) -> &str {
    place.split_once(": ").map_or(place, |(_, value)| value)
}
