//! The tables of where moods turn.

use super::{MoodsPartial, Pivot, Pivots, Side, Turned};
use crate::{
    ingest::Sentence,
    insight::{
        Cell, Figure, Findings, Head, Interval, Note, Sheet, SheetRow, Trajectory, Unit, Weight,
        figure::{Base, plain},
        groups::{LEAST, filter_by},
    },
    order::sort_by,
    query::Field,
    stats::{difference, of_mean, wilson},
};

/// Topics that are shown.
const MOST: usize = 20;

/// What stands at a turn, in words.
pub fn pivot_said(pivot: Pivot) -> Sentence {
    match pivot {
        Pivot::Fallback => Sentence::of("the bot had not understood"),
        Pivot::Handoff => Sentence::of("the bot had passed to a person"),
        Pivot::Agent => Sentence::of("a person had answered"),
        Pivot::Question => Sentence::of("the bot had asked something"),
        Pivot::Apology => Sentence::of("the bot had apologised"),
        Pivot::Closing => Sentence::of("the bot had taken its leave or asked whether it helped"),
        Pivot::Answer => Sentence::of("the bot had answered"),
        Pivot::NoAnswer => Sentence::of("nobody had answered"),
        Pivot::AskedHuman => Sentence::of("the user asks for a person"),
        Pivot::Rephrase => Sentence::of("the user says the same in other words"),
        Pivot::Denial => Sentence::of("the user says that it did not help"),
        Pivot::Complaint => Sentence::of("the user complains"),
        Pivot::Thanks => Sentence::of("the user thanks or says that it is settled"),
    }
}

/// One way that moods go: the name of its tables, and of the course in a filter.
#[derive(Clone, Copy)]
struct Way {
    summary: &'static str,
    list: &'static str,
    course: Trajectory,
    none: &'static str,
}

const WAYS: [Way; 2] = [
    Way {
        summary: "moods_worse_at",
        list: "moods_worse",
        course: Trajectory::Deteriorating,
        none: NONE_WORSE,
    },
    Way {
        summary: "moods_better_at",
        list: "moods_better",
        course: Trajectory::Improving,
        none: NONE_BETTER,
    },
];

const NONE_WORSE: &str = "no conversation whose mood can be followed got worse";
const NONE_BETTER: &str = "no conversation whose mood can be followed got better";
const NOT_FOLLOWED: &str = "no conversation has three user messages with a sentiment";
const NONE_OFTEN: &str = "nothing stands at 5 turns or more";
const NO_TOPICS: &str = "no conversation is in a topic";
const FEW: &str = "fewer than 5 conversations";
const FEW_MESSAGES: &str = "fewer than 5 messages";

impl MoodsPartial {
    /// The tables, and what is to be said.
    pub fn finish(&self) -> Findings {
        let mut findings = Findings::default();
        for (side, way) in self.sides.iter().zip(WAYS) {
            findings.sheets.push(self.summary(side, way));
            findings.notes.extend(note(side, way, self.followed));
        }
        findings.sheets.push(self.by_topic());
        for (side, way) in self.sides.iter().zip(WAYS) {
            findings.sheets.push(self.list(side, way));
        }
        findings
    }

    fn none(&self, way: Way) -> &'static str {
        if self.followed == 0 { NOT_FOLLOWED } else { way.none }
    }

    fn summary(&self, side: &Side, way: Way) -> Sheet {
        let columns = vec![
            Head::words("At the turn"),
            Head::figures("Conversations", Unit::Count),
            Head::figures("Of all turns", Unit::Share),
            Head::figures("At their other messages", Unit::Share),
            Head::figures("By how much", Unit::Sentiment),
        ];
        let course = filter_by(Field::Trajectory, way.course.name());
        let mut at: Vec<(Pivot, (u64, i64, u64))> =
            Pivot::ALL.into_iter().zip(side.at.iter().copied()).filter(|(_, (n, ..))| *n >= LEAST).collect();
        // Stable: of equals those that are named first.
        sort_by(&mut at, |one, two| two.1.0.cmp(&one.1.0).then((one.0 as u8).cmp(&(two.0 as u8))));
        let row = |(pivot, (n, sum, squares)): (Pivot, (u64, i64, u64))| {
            let (name, base) = (way.summary, Base { none: "", few: FEW });
            let elsewhere = Base { none: "they wrote nothing else", few: FEW_MESSAGES };
            let by = Figure {
                interval: of_mean(sum, squares, n).map(|of| Interval {
                    low: of.low / 100.0,
                    high: of.high / 100.0,
                    ..of
                }),
                ..plain(name, Unit::Sentiment, Some(sum as f64 / n as f64 / 100.0), n)
            };
            let cells = vec![
                Cell::Words(pivot_said(pivot)),
                plain(name, Unit::Count, Some(n as f64), n).into(),
                Figure::rate(name, n, side.n, base).into(),
                Figure::rate(name, side.others[pivot as usize], side.elsewhere, elsewhere).into(),
                by.into(),
            ];
            let filter = format!("{course} {}", filter_by(Field::Turned, pivot.name()));
            SheetRow { cells, filter, of: course.clone() }
        };
        let rows: Vec<SheetRow> = at.into_iter().map(row).collect();
        let none = if side.n == 0 { self.none(way) } else { NONE_OFTEN };
        sheet(way.summary, columns, rows, none)
    }

    fn by_topic(&self) -> Sheet {
        let name = "moods_by_topic";
        let columns = vec![
            Head::words("Topic"),
            Head::figures("Conversations", Unit::Count),
            Head::figures("Got worse", Unit::Share),
            Head::figures("Got better", Unit::Share),
        ];
        let mut topics: Vec<(&str, [u64; 3])> = self
            .topics
            .iter()
            .map(|(topic, counts)| (topic.as_str(), *counts))
            .filter(|(_, [_, worse, _])| *worse >= LEAST && self.has_topics)
            .collect();
        sort_by(&mut topics, |one, two| two.1[1].cmp(&one.1[1]).then_with(|| one.0.cmp(two.0)));
        topics.truncate(MOST);
        let row = |(topic, [of, worse, better]): (&str, [u64; 3])| {
            let base = Base { none: "", few: FEW };
            let in_topic = filter_by(Field::Topic, topic);
            let cells = vec![
                if topic.is_empty() {
                    Cell::Words(Sentence::of("in no topic"))
                } else {
                    Cell::Text(topic.to_owned())
                },
                plain(name, Unit::Count, Some(worse as f64), worse).into(),
                Figure::rate(name, worse, of, base).into(),
                Figure::rate(name, better, of, base).into(),
            ];
            SheetRow {
                cells,
                filter: format!("{in_topic} {}", filter_by(Field::Trajectory, WAYS[0].course.name())),
                of: format!("{in_topic} -{}", filter_by(Field::Trajectory, "")),
            }
        };
        let rows = topics.into_iter().map(row).collect();
        let none = if self.followed == 0 {
            NOT_FOLLOWED
        } else if self.has_topics {
            FEW
        } else {
            NO_TOPICS
        };
        sheet(name, columns, rows, none)
    }

    fn list(&self, side: &Side, way: Way) -> Sheet {
        let columns = vec![
            Head::words("In their words"),
            Head::figures("By how much", Unit::Sentiment),
            Head::words("Before it, and in it"),
            Head::words("Topic"),
            Head::figures("Line", Unit::Count),
        ];
        let row = |turned: &Turned| {
            let Turned { conversation, line, .. } = *turned;
            let said = Cell::Said { text: turned.said.clone(), conversation, line };
            let at = Pivots(turned.at as u16).iter().map(pivot_said);
            let line = u64::from(line) + 1;
            SheetRow {
                cells: vec![
                    said,
                    plain(way.list, Unit::Sentiment, Some(turned.by as f64 / 100.0), 1).into(),
                    Cell::Words(Sentence::of("{parts}").words("parts", at)),
                    if turned.topic.is_empty() { Cell::Nothing } else { Cell::Text(turned.topic.clone()) },
                    plain(way.list, Unit::Count, Some(line as f64), line).into(),
                ],
                ..SheetRow::default()
            }
        };
        sheet(way.list, columns, side.most.iter().map(row).collect(), self.none(way))
    }
}

fn sheet(name: &str, columns: Vec<Head>, rows: Vec<SheetRow>, none: &'static str) -> Sheet {
    let none = if rows.is_empty() { Sentence::of(none) } else { Sentence::default() };
    Sheet { name: name.to_owned(), columns, rows, none }
}

/// How many went this way, and what stands at their turns clearly more often than elsewhere.
fn note(side: &Side, way: Way, followed: u64) -> Option<Note> {
    if side.n < LEAST {
        return None;
    }
    let is_worse = way.course == Trajectory::Deteriorating;
    let percent = |n: u64, of: u64| format!("{:.0}\u{202f}%", n as f64 * 100.0 / of.max(1) as f64);
    let clear = |pivot: &Pivot| {
        let (n, others) = (side.at[*pivot as usize].0, side.others[*pivot as usize]);
        let share = |n: u64, of: u64| n as f64 / of as f64;
        let (at, elsewhere) = (wilson(n, side.n)?, wilson(others, side.elsewhere)?);
        let (p, q) = (share(n, side.n), share(others, side.elsewhere));
        let apart = difference((p, &at), (q, &elsewhere), "newcombe").low;
        (n >= LEAST && apart > 0.0).then_some((*pivot, apart))
    };
    let mut found: Vec<(Pivot, f64)> = Pivot::ALL.iter().filter_map(clear).collect();
    sort_by(&mut found, |one, two| two.1.total_cmp(&one.1));
    let said = match (found.first(), is_worse) {
        (Some(_), true) => Sentence::of(
            "Of {of} conversations whose mood can be followed {n} got worse. At {at} of the turns {what}, at {elsewhere} of the other messages of these users.",
        ),
        (Some(_), false) => Sentence::of(
            "Of {of} conversations whose mood can be followed {n} got better. At {at} of the turns {what}, at {elsewhere} of the other messages of these users.",
        ),
        (None, true) => Sentence::of(
            "Of {of} conversations whose mood can be followed {n} got worse. Nothing stands clearly more often at the turns than elsewhere.",
        ),
        (None, false) => Sentence::of(
            "Of {of} conversations whose mood can be followed {n} got better. Nothing stands clearly more often at the turns than elsewhere.",
        ),
    };
    let mut said = said.plain("of", followed).plain("n", side.n);
    if let Some((pivot, _)) = found.first() {
        said = said
            .plain("at", percent(side.at[*pivot as usize].0, side.n))
            .words("what", [pivot_said(*pivot)])
            .plain("elsewhere", percent(side.others[*pivot as usize], side.elsewhere));
    }
    let weight = if is_worse && !found.is_empty() { Weight::Bad } else { Weight::Plain };
    Some(Note { weight, said })
}
