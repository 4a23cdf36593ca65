//! Cohorts: of the users who were first there in a week, how many come in the weeks after it; and in each week, how
//! many are new.
//!
//! Weeks begin on Monday in the zone of the analysis. Only weeks that the data fill count: of a week that is not
//! over, nobody knows yet who still comes. A user is new in the week of the first conversation that is among those
//! on screen; who came before the data begin looks new in their first weeks.

use super::{
    Board, Cell, Definition, Figure, Findings, Head, Sheet, SheetRow, Unit,
    figure::{Base, plain},
};
use crate::{conversation::Day, ingest::Sentence};

/// Days of a week.
const WEEK: i32 = 7;

/// Cohorts and weeks that are shown, the latest.
const COHORTS: usize = 12;

/// Weeks after the first that are shown of a cohort.
const AFTER: usize = 8;

/// Weeks that are counted in all, the latest: two years.
const MOST: i32 = 104;

const NONE: &str = "the data do not fill a week from Monday to Sunday";
const NO_NEXT: &str = "the data do not fill the weeks after the first";
const NOBODY: &str = "nobody was there in this week";
const NOBODY_NEW: &str = "nobody was new in this week";
const FEW: &str = "fewer than 5 users";

/// The number of a day's week; day 4 of all was a Monday.
fn week(day: i32) -> i32 {
    (day + 3).div_euclid(WEEK)
}

/// The Monday of a week.
fn monday(week: i32) -> i32 {
    week * WEEK - 3
}

/// What the users of each week do.
struct Cohorts {
    /// The first week of those that are counted.
    begin: i32,
    /// Of each week: users who are new, users who are there, and how many of the new come in each week after it.
    weeks: Vec<(u64, u64, Vec<u64>)>,
}

impl Cohorts {
    /// Of visits by user and day, ascending, in data of these days. Empty where the days fill no week.
    fn of(visits: &[(u32, i32)], (first, last): (i32, i32)) -> Self {
        let end = week(last + 1);
        let begin = week(first + WEEK - 1).max(end - MOST);
        let n = usize::try_from(end - begin).unwrap_or_default();
        let empty = |at: usize| (0, 0, vec![0; (n - at).min(AFTER + 1)]);
        let mut weeks: Vec<(u64, u64, Vec<u64>)> = (0..n).map(empty).collect();
        for of_one in visits.chunk_by(|one, two| one.0 == two.0) {
            let mut known = of_one.iter().map(|(_, day)| *day).filter(|day| *day >= first).map(week);
            let Some(born) = known.next() else { continue };
            let mut before = None;
            for now in std::iter::once(born).chain(known).filter(|now| (begin..end).contains(now)) {
                if before.replace(now) == Some(now) {
                    continue;
                }
                weeks[(now - begin) as usize].1 += 1;
                if born >= begin {
                    let cohort = &mut weeks[(born - begin) as usize];
                    cohort.0 += u64::from(now == born);
                    if let Some(count) = cohort.2.get_mut((now - born) as usize) {
                        *count += 1;
                    }
                }
            }
        }
        Self { begin, weeks }
    }

    /// Of the users of all cohorts whose so-manieth week is over, how many came in it, of how many.
    fn returned(&self, after: usize) -> (u64, u64) {
        let cells = self.weeks.iter().filter_map(|(born, _, after_it)| Some((*after_it.get(after)?, *born)));
        cells.fold((0, 0), |(came, all), (one, of)| (came + one, all + of))
    }

    /// The latest weeks with their numbers.
    fn latest(&self) -> impl Iterator<Item = (i32, &(u64, u64, Vec<u64>))> {
        let skipped = self.weeks.len().saturating_sub(COHORTS);
        (self.begin..).zip(&self.weeks).skip(skipped)
    }
}

/// Writes what the visits say, by user and day, ascending; the data are of these days.
pub(super) fn write(visits: &[(u32, i32)], days: Option<(i32, i32)>, none: &'static str, to: &mut Findings) {
    let cohorts = match days {
        Some(days) => Cohorts::of(visits, days),
        None => Cohorts { begin: 0, weeks: Vec::new() },
    };
    let (board, why) = (&mut to.board, if days.is_some() { NONE } else { none });
    for (name, after) in [("retention_week_1", 1), ("retention_week_4", 4)] {
        let (came, all) = cohorts.returned(after);
        let none = if cohorts.weeks.is_empty() { why } else { NO_NEXT };
        board.rate(name, came, all, Base { none, few: FEW });
    }
    courses(&cohorts, board);
    to.sheets.push(retention(&cohorts, why));
    to.sheets.push(by_week(&cohorts, why));
}

/// New and returning users week by week.
fn courses(cohorts: &Cohorts, board: &mut Board) {
    let start = (!cohorts.weeks.is_empty()).then(|| monday(cohorts.begin));
    let of = |count: fn(&(u64, u64, Vec<u64>)) -> u64| cohorts.weeks.iter().map(count).collect();
    board.course("new_users_by_week", "week", start, of(|(new, ..)| *new));
    board.course("returning_users_by_week", "week", start, of(|(new, all, _)| all - new));
}

/// The head of a row: the Monday, and the filter that means the conversations of its week.
fn row_of(week: i32, cells: impl Iterator<Item = Cell>) -> SheetRow {
    let (from, to) = (Day(monday(week)), Day(monday(week) + WEEK - 1));
    let cells = std::iter::once(Cell::Text(from.to_string())).chain(cells).collect();
    SheetRow { cells, filter: format!("is:identified day:{from}..{to}"), ..SheetRow::default() }
}

fn sheet(name: &str, columns: Vec<Head>, rows: Vec<SheetRow>, why: &'static str) -> Sheet {
    let none = if rows.is_empty() { Sentence::of(why) } else { Sentence::default() };
    Sheet { name: name.to_owned(), columns, rows, none }
}

/// A row for each cohort, a column for each week after its first.
fn retention(cohorts: &Cohorts, why: &'static str) -> Sheet {
    let weeks = cohorts.latest().map(|(_, (.., after))| after.len()).max().unwrap_or_default();
    let head =
        |after: usize| Head { title: Sentence::of("Week {n}").plain("n", after), unit: Some(Unit::Share) };
    let heads = [Head::words("First there in the week of"), Head::figures("New users", Unit::Count)];
    let columns = heads.into_iter().chain((1..weeks).map(head)).collect();
    let base = Base { none: NOBODY_NEW, few: FEW };
    let row = |(week, (born, _, after)): (i32, &(u64, u64, Vec<u64>))| {
        let cell = |came: &u64| Figure::rate("retention", *came, *born, base).into();
        let shares = after.iter().skip(1).map(cell);
        let rest = (after.len().max(1)..weeks).map(|_| Cell::Nothing);
        let size = plain("retention", Unit::Count, Some(*born as f64), *born).into();
        row_of(week, std::iter::once(size).chain(shares).chain(rest))
    };
    sheet("retention", columns, cohorts.latest().map(row).collect(), why)
}

/// A row for each week: who was there, and how many of them had been there before.
fn by_week(cohorts: &Cohorts, why: &'static str) -> Sheet {
    let columns = vec![
        Head::words("Week of"),
        Head::figures("Users", Unit::Count),
        Head::figures("New users", Unit::Count),
        Head::figures("Had been there before", Unit::Share),
    ];
    let base = Base { none: NOBODY, few: FEW };
    let row = |(week, (new, all, _)): (i32, &(u64, u64, Vec<u64>))| {
        let count = |n: u64| plain("users_by_week", Unit::Count, Some(n as f64), n).into();
        let returning = Figure::rate("users_by_week", all - new, *all, base).into();
        row_of(week, [count(*all), count(*new), returning].into_iter())
    };
    sheet("users_by_week", columns, cohorts.latest().map(row).collect(), why)
}

const UNDATED: &str = "conversations without a user id or without a time; weeks that the data do not fill from Monday \
                       to Sunday; weeks more than two years before the last";

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "retention_week_1",
        title: "Back in the week after",
        formula: "Of the users whose first conversation on screen began in a week, those who have one in the next week, \
                  over all weeks whose next is over. Weeks begin on Monday.",
        numerator: "users with a conversation in the week after their first",
        denominator: "users whose first week is followed by one that the data fill",
        excluded: UNDATED,
        when_empty: "absent",
        evidence: "is:returning is:dated",
    },
    Definition {
        name: "retention_week_4",
        title: "Back four weeks later",
        formula: "Of the users whose first conversation on screen began in a week, those who have one in the fourth \
                  week after it, over all weeks whose fourth is over. Weeks begin on Monday.",
        numerator: "users with a conversation in the fourth week after their first",
        denominator: "users whose fourth week after the first is one that the data fill",
        excluded: UNDATED,
        when_empty: "absent",
        evidence: "is:returning is:dated",
    },
    Definition {
        name: "retention",
        title: "Retention by weekly cohort",
        formula: "A row is the users whose first conversation on screen began in that week; a cell, how many of them \
                  have one in the week so many weeks later. The latest 12 weeks. Weeks begin on Monday; who came \
                  before the data begin looks new in their first weeks.",
        numerator: "users of the row with a conversation in that week",
        denominator: "users of the row",
        excluded: UNDATED,
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "users_by_week",
        title: "New and returning by week",
        formula: "Identified users with a conversation that began in a week, those among them whose first \
                  conversation on screen it is, and the share of those who had been there in a week before. The \
                  latest 12 weeks; weeks begin on Monday.",
        numerator: "users of the week whose first week is an earlier one",
        denominator: "users of the week",
        excluded: UNDATED,
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "new_users_by_week",
        title: "New users by week",
        formula: "Identified users whose first conversation on screen began in each week.",
        excluded: UNDATED,
        when_empty: "no weeks",
        ..Definition::EMPTY
    },
    Definition {
        name: "returning_users_by_week",
        title: "Returning users by week",
        formula: "Identified users with a conversation that began in each week, and with an earlier one in a week \
                  before.",
        excluded: UNDATED,
        when_empty: "no weeks",
        ..Definition::EMPTY
    },
];
