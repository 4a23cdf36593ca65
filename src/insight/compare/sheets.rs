//! What a comparison found, as tables and sentences.

use super::{ComparePartial, Comparison, Judged, Read, Split, Verdict, judge, reading::Metric};
use crate::{
    conversation::Day,
    ingest::Sentence,
    insight::{Board, Cell, Figure, Findings, Head, Note, Sheet, SheetRow, State, Unit, Weight, definition},
    order::sort_by,
    stats::{Contribution, Interval, chi_squared, heterogeneity, sample_size, split},
};

/// A split that is so unlikely by chance is no chance.
const BROKEN: f64 = 0.001;

/// The column that says what is shown; before it is the difference.
const SHOWN: usize = 5;

/// What is known of an arm before any of its figures.
struct Size {
    conversations: u64,
    users: u64,
    days: Option<(Day, Day)>,
}

impl ComparePartial {
    /// What all that was observed says.
    pub fn finish(mut self) -> Findings {
        sort_by(&mut self.added, |one, two| {
            let key = |(metric, added): &(u32, Contribution)| (*metric, *added);
            key(one).cmp(&key(two))
        });
        let boards: Vec<Board> = self.arms.iter().map(super::super::BoardPartial::finish).collect();
        let (sizes, in_both) = self.sizes();
        let split = self.split(&sizes, in_both);
        let comparison = &self.comparison;
        let metrics: Vec<Metric<'_>> = comparison
            .metrics()
            .into_iter()
            .enumerate()
            .map(|(place, name)| {
                let of = self.added.iter().filter(|(metric, _)| *metric as usize == place + 1);
                Metric::of(place, name, &boards, of.map(|(_, added)| *added).collect())
            })
            .collect();
        let control = |metric: &Metric<'_>| {
            boards.first().and_then(|board| board.figures.get(metric.name)?.value).unwrap_or_default()
        };
        let reads: Vec<Read> = metrics
            .iter()
            .flat_map(|metric| {
                (1..boards.len()).map(move |arm| metric.read(comparison, arm, control(metric)))
            })
            .collect();
        let (judged, verdicts) = judge(&reads, boards.len());
        let mut findings = Findings::default();
        let all: u64 = sizes.iter().map(|size| size.conversations).sum();
        let users: u64 = sizes.iter().map(|size| size.users).sum();
        findings.board.count("compared_conversations", all, Some(self.all));
        findings.board.count("compared_users", users - in_both, None);
        let sound = match split {
            Some((p, note)) => {
                findings.notes.extend(note);
                p >= BROKEN
            }
            None => true,
        };
        if sound {
            for (arm, verdict) in (1..).zip(&verdicts) {
                let of_goal = reads.iter().find(|read| read.arm == arm);
                let said = Said { comparison, arm, sizes: &sizes, metrics: &metrics };
                findings.notes.extend(of_goal.map(|of_goal| said.verdict(*verdict, of_goal)));
                findings.notes.extend(said.unread(&reads, *verdict));
            }
        }
        self.remarks(&sizes, in_both, &mut findings.notes);
        let row = |(read, judged): (&Read, &Judged)| {
            let mut row = self.row(&boards, &metrics[read.metric], read, judged);
            if !sound {
                // What is in the arms is said, and nothing that compares them.
                row.cells[SHOWN - 1..].fill(Cell::Nothing);
                row.cells[SHOWN] = Cell::Words(Sentence::of("the split is broken"));
            }
            row
        };
        let shown = reads.iter().zip(&judged).map(row);
        findings.sheets = vec![
            Sheet {
                name: "comparison".to_owned(),
                columns: vec![
                    Head::words("Figure"),
                    Head::words("Arm"),
                    Head::figures("Control", Unit::Number),
                    Head::figures("In the arm", Unit::Number),
                    Head::figures("Difference", Unit::Number),
                    Head::words("What is shown"),
                    Head::figures("p at any look", Unit::Chance),
                    Head::figures("p of one look", Unit::Chance),
                    Head::words("Test of one look"),
                    Head::figures("Users needed, both arms", Unit::Count),
                ],
                rows: shown.collect(),
                none: Sentence::of("There are not two arms to compare."),
            },
            self.arms_sheet(&sizes, all),
        ];
        findings.sheets.extend(any_difference(&metrics, boards.len()));
        findings
    }

    /// How large the arms are, and what is to be taken from the sum of their users so that each counts once.
    fn sizes(&self) -> (Vec<Size>, u64) {
        let began = self.arms.iter().map(|arm| arm.began().extent());
        let mut sizes: Vec<Size> = began.map(|days| Size { conversations: 0, users: 0, days }).collect();
        let (mut more, mut before) = (0, None);
        for (_, added) in self.added.iter().filter(|(metric, _)| *metric == 0) {
            let size = &mut sizes[added.arm as usize];
            size.conversations += added.cases;
            if before != Some((added.cluster, added.arm)) {
                size.users += 1;
                // A user counts once, however many arms: each arm beyond the first is one more.
                more += u64::from(before.is_some_and(|(cluster, _)| cluster == added.cluster));
            }
            before = Some((added.cluster, added.arm));
        }
        (sizes, more)
    }

    /// How likely the split is, and what is said of it if it is no chance. Users are counted, as a user is put into
    /// an arm once; where many of them are in several arms, it was conversations that were.
    fn split(&self, sizes: &[Size], in_both: u64) -> Option<(f64, Option<Note>)> {
        let comparison = &self.comparison;
        let planned = match &comparison.by {
            Split::Field(name) if name == "variant" && comparison.planned.is_empty() => vec![1; sizes.len()],
            _ => comparison.planned.clone(),
        };
        if !planned.is_empty() && (planned.len() != sizes.len() || planned.contains(&0)) {
            let said = Sentence::of("the planned split has {parts} parts for {arms} arms, or one of nothing: say one part for each arm")
                .plain("parts", planned.len())
                .plain("arms", sizes.len());
            return Some((0.0, Some(Note { weight: Weight::Broken, said })));
        }
        let users: u64 = sizes.iter().map(|size| size.users).sum();
        let by_user = in_both * 20 < users;
        let counts: Vec<u64> =
            sizes.iter().map(|size| if by_user { size.users } else { size.conversations }).collect();
        let (_, p) = split(&counts, &planned)?;
        let broken = (p < BROKEN).then(|| {
            let said = Sentence::of(
                "the split is broken: {counts} where {planned} was planned, which chance alone does in fewer than one of a thousand cases; as long as it is not known why, nothing can be read from this comparison",
            );
            let list = |counts: &[u64]| counts.iter().map(u64::to_string).collect::<Vec<_>>().join(" : ");
            Note {
                weight: Weight::Broken,
                said: said.plain("counts", list(&counts)).plain("planned", list(&planned)),
            }
        });
        Some((p, broken))
    }

    /// What else is to be known before anything is believed.
    fn remarks(&self, sizes: &[Size], in_both: u64, notes: &mut Vec<Note>) {
        let mut say = |said| notes.push(Note { weight: Weight::Plain, said });
        let comparison = &self.comparison;
        if comparison.values > comparison.arms.len() as u64 {
            say(Sentence::of("{name} has {values} values: the {arms} most frequent are compared")
                .plain("name", comparison.by.name())
                .plain("values", comparison.values)
                .plain("arms", comparison.arms.len()));
        }
        match &comparison.by {
            Split::Date(_) => say(Sentence::of(
                "a split by date is no experiment: whatever else changed with that day is in the difference too",
            )),
            _ if !comparison.is_experiment() => say(Sentence::of(
                "this is no experiment, unless chance alone put conversations into the arms: those who differ in this may differ in much else",
            )),
            _ => {}
        }
        if in_both > 0 {
            say(Sentence::of("of {n} users there are conversations in more than one arm; each of them counts once in the errors")
                .plain("n", in_both));
        }
        if self.in_several > 0 {
            say(Sentence::of("{n} conversations are in several arms and were left out")
                .plain("n", self.in_several));
        }
        let in_arms: u64 = sizes.iter().map(|size| size.conversations).sum();
        if self.unknown > 0 {
            say(Sentence::of("{n} of {all} conversations have no user id; each counts as a user of its own")
                .plain("n", self.unknown)
                .plain("all", in_arms));
        }
        let days: Vec<(Day, Day)> = sizes.iter().filter_map(|size| size.days).collect();
        let apart = |day: fn(&(Day, Day)) -> i32| {
            days.iter().map(day).max().unwrap_or(0) - days.iter().map(day).min().unwrap_or(0)
        };
        let long = days.iter().map(|(first, last)| last.0 - first.0 + 1).max().unwrap_or_default();
        let uneven = apart(|(first, _)| first.0).max(apart(|(_, last)| last.0));
        if !matches!(comparison.by, Split::Date(_)) && uneven > 2 && uneven * 10 > long {
            say(Sentence::of(
                "the arms did not run at the same time, as their days below show: what changed meanwhile is in the difference too",
            ));
        }
    }

    fn row(&self, boards: &[Board], metric: &Metric<'_>, read: &Read, judged: &Judged) -> SheetRow {
        let arm = &self.comparison.arms[read.arm];
        let title = definition(metric.name).map_or_else(
            || Cell::Text(metric.name.to_owned()),
            |known| Cell::Words(Sentence::of(known.title)),
        );
        let value = |at: usize| {
            let mut figure = boards[at].figures.get(metric.name)?.clone();
            figure.interval = metric.by_users(at).or(figure.interval);
            Some(Cell::from(figure))
        };
        let chance = |p: f64| figure(metric.name, Unit::Chance, p, 0, None);
        let needed = judged.growth.zip(read.pair).map(|(growth, pair)| {
            let needed = (pair.clusters as f64 * growth).ceil();
            figure(metric.name, Unit::Count, needed, needed as u64, None)
        });
        let one_look = read.p.as_ref().filter(|_| read.enough);
        let unit = match metric.unit {
            Unit::Share => Unit::Points,
            _ if metric.is_spread => Unit::Points,
            unit => unit,
        };
        let difference = read.pair.filter(|_| metric.sound).map(|pair| {
            let mut shown = figure(metric.name, unit, pair.difference, pair.clusters, read.interval());
            if !read.enough {
                shown.state = State::TooFew;
                shown.reason = Some("not enough data".to_owned());
            }
            shown
        });
        let or_nothing = |figure: Option<Figure>| figure.map_or(Cell::Nothing, Cell::from);
        SheetRow {
            cells: vec![
                title,
                Cell::Text(arm.name.clone()),
                value(0).unwrap_or_default(),
                value(read.arm).unwrap_or_default(),
                or_nothing(difference),
                Cell::Words(shown(metric, read, judged)),
                or_nothing(judged.p.map(chance)),
                or_nothing(one_look.map(|(p, _)| chance(*p))),
                one_look.map_or(Cell::Nothing, |(_, test)| Cell::Words(test.clone())),
                or_nothing(needed),
            ],
            filter: arm.filter.clone(),
            of: String::new(),
        }
    }

    fn arms_sheet(&self, sizes: &[Size], all: u64) -> Sheet {
        let row = |(arm, size): (&super::Arm, &Size)| {
            let day = |day: Option<Day>| day.map_or(Cell::Nothing, |day| Cell::Text(day.to_string()));
            let count = |n: u64| Cell::from(figure("arms", Unit::Count, n as f64, n, None));
            let mut share = Board::default();
            let few = "fewer than 5 conversations";
            share.rate("arms", size.conversations, all, crate::insight::figure::Base { none: few, few });
            SheetRow {
                cells: vec![
                    Cell::Text(arm.name.clone()),
                    count(size.conversations),
                    count(size.users),
                    share.figures.get("arms").cloned().map_or(Cell::Nothing, Cell::from),
                    day(size.days.map(|days| days.0)),
                    day(size.days.map(|days| days.1)),
                ],
                filter: arm.filter.clone(),
                of: String::new(),
            }
        };
        Sheet {
            name: "arms".to_owned(),
            columns: vec![
                Head::words("Arm"),
                Head::figures("Conversations", Unit::Count),
                Head::figures("Users", Unit::Count),
                Head::figures("Share", Unit::Share),
                Head::words("First day"),
                Head::words("Last day"),
            ],
            rows: self.comparison.arms.iter().zip(sizes).map(row).collect(),
            none: Sentence::of("There are not two arms to compare."),
        }
    }
}

impl Split {
    /// What it goes by, as it was said.
    pub fn name(&self) -> String {
        match self {
            Self::Field(name) | Self::Date(name) => name.clone(),
            Self::Filters(filters) => filters.join(" · "),
        }
    }
}

fn figure(name: &str, unit: Unit, value: f64, n: u64, interval: Option<Interval>) -> Figure {
    let state = State::Ok;
    Figure { name: name.to_owned(), unit, value: Some(value), n, of: None, interval, state, reason: None }
}

/// What a reading says, in a word.
fn shown(metric: &Metric<'_>, read: &Read, judged: &Judged) -> Sentence {
    match (judged.rise, read.welcome) {
        _ if read.pair.is_none() && !metric.sound => Sentence::of("cannot be compared"),
        _ if !read.enough => Sentence::of("not enough data"),
        (None, _) => Sentence::of("no difference shown"),
        (Some(true), None) => Sentence::of("higher"),
        (Some(false), None) => Sentence::of("lower"),
        (Some(rise), Some(welcome)) if rise == welcome => Sentence::of("better"),
        (Some(_), Some(_)) => Sentence::of("worse"),
    }
}

/// What is said of one arm.
struct Said<'s> {
    comparison: &'s Comparison,
    arm: usize,
    sizes: &'s [Size],
    metrics: &'s [Metric<'s>],
}

impl Said<'_> {
    fn fill(&self, said: Sentence, metric: usize) -> Sentence {
        let name = self.metrics[metric].name;
        let title = definition(name)
            .map_or_else(|| Sentence::of("“{name}”").plain("name", name), |known| Sentence::of(known.title));
        let arm = |at: usize| self.comparison.arms[at].name.as_str();
        said.plain("arm", arm(self.arm)).plain("control", arm(0)).words("figure", [title])
    }

    fn verdict(&self, verdict: Verdict, read: &Read) -> Note {
        let experiment = self.comparison.is_experiment();
        let (weight, said) = match verdict {
            Verdict::Ship if experiment => (
                Weight::Good,
                Sentence::of(
                    "ship {arm}: {figure} is better than with {control}, and no guard rail shows harm",
                ),
            ),
            Verdict::Ship => (
                Weight::Good,
                Sentence::of("{arm} is better than {control} by {figure}, and no guard rail is worse"),
            ),
            Verdict::Stop(_) if experiment => {
                (Weight::Bad, Sentence::of("stop {arm}: {figure} is worse than with {control}"))
            }
            Verdict::Stop(_) => (Weight::Bad, Sentence::of("{arm} is worse than {control} by {figure}")),
            Verdict::Differs => (
                Weight::Plain,
                Sentence::of(
                    "{arm} differs from {control} by {figure}; whether that is good, the figure alone does not say",
                ),
            ),
            Verdict::Same => (
                Weight::Plain,
                Sentence::of(
                    "no difference shown between {arm} and {control} by {figure}, and one of {percent} % would most likely have been",
                ),
            ),
            Verdict::TooFew => {
                (Weight::Plain, Sentence::of("not enough data to compare {arm} with {control} by {figure}"))
            }
            Verdict::Wait(times) => (Weight::Plain, self.wait(times, experiment)),
        };
        let metric = if let Verdict::Stop(metric) = verdict { metric } else { 0 };
        let said = self.fill(said, metric).plain("percent", self.comparison.percent);
        let fixed = sample_size(read.pair.map_or(0.0, |pair| pair.two), read.least);
        let goal = &self.metrics[0];
        let is_plain_share = goal.unit == Unit::Share && !goal.repeated && experiment;
        let said = match (verdict, fixed) {
            (Verdict::Wait(_), Some(fixed)) if is_plain_share => {
                Sentence::of("{said}. A test with one look, at its end, needs {n} in each arm")
                    .words("said", [said])
                    .plain("n", fixed)
            }
            _ => said,
        };
        Note { weight, said }
    }

    /// How much is still to come, in conversations and in days at the rate so far.
    fn wait(&self, times: Option<f64>, experiment: bool) -> Sentence {
        let pair = [&self.sizes[0], &self.sizes[self.arm]];
        let have: u64 = pair.iter().map(|size| size.conversations).sum();
        let Some(times) = times else {
            return Sentence::of("no difference shown between {arm} and {control} by {figure}");
        };
        let first = pair.iter().filter_map(|size| size.days).map(|days| days.0.0).min();
        let last = pair.iter().filter_map(|size| size.days).map(|days| days.1.0).max();
        let days = first.zip(last).map(|(first, last)| f64::from(last - first + 1) * (times - 1.0));
        let said = match (experiment, days) {
            (true, Some(_)) => Sentence::of(
                "keep testing {arm}: no difference to {control} is shown by {figure}; one of {percent} % would most likely be with {more} more conversations, in about {days} days at the rate so far",
            ),
            (true, None) => Sentence::of(
                "keep testing {arm}: no difference to {control} is shown by {figure}; one of {percent} % would most likely be with {more} more conversations",
            ),
            _ => Sentence::of(
                "no difference shown between {arm} and {control} by {figure}; one of {percent} % would most likely be with {more} more conversations",
            ),
        };
        said.plain("more", (have as f64 * (times - 1.0)).ceil()).plain("days", days.map_or(0.0, f64::ceil))
    }

    /// The guard rails that could not be read, where it is about to be shipped.
    fn unread(&self, reads: &[Read], verdict: Verdict) -> Option<Note> {
        let unread: Vec<Sentence> = reads
            .iter()
            .filter(|read| read.arm == self.arm && !read.enough)
            .filter_map(|read| Some(Sentence::of(definition(self.metrics[read.metric].name)?.title)))
            .collect();
        (verdict == Verdict::Ship && !unread.is_empty()).then(|| Note {
            weight: Weight::Plain,
            said: Sentence::of("there was not enough to see harm by {figures}").words("figures", unread),
        })
    }
}

/// Of three arms and more, whether there is any difference at all.
fn any_difference(metrics: &[Metric<'_>], arms: usize) -> Option<Sheet> {
    let row = |metric: &Metric<'_>| {
        let title = definition(metric.name)?.title;
        let arms = 0..arms;
        let (found, test) = if metric.unit == Unit::Share && !metric.repeated && metric.sound {
            (
                chi_squared(&arms.map(|arm| metric.tally(arm)).collect::<Vec<_>>()),
                Sentence::of("Pearson’s χ²"),
            )
        } else {
            let values: Option<Vec<_>> = arms.map(|arm| metric.value_and_error(arm)).collect();
            (values.and_then(|values| heterogeneity(&values)), Sentence::of("Cochran’s χ² by user"))
        };
        let (x, p) = found?;
        Some(SheetRow {
            cells: vec![
                Cell::Words(Sentence::of(title)),
                Cell::from(figure(metric.name, Unit::Number, x, 0, None)),
                Cell::from(figure(metric.name, Unit::Chance, p, 0, None)),
                Cell::Words(test),
            ],
            filter: String::new(),
            of: String::new(),
        })
    };
    (arms > 2).then(|| Sheet {
        name: "any_difference".to_owned(),
        columns: vec![
            Head::words("Figure"),
            Head::figures("χ²", Unit::Number),
            Head::figures("p of one look", Unit::Chance),
            Head::words("Test"),
        ],
        rows: metrics.iter().filter_map(row).collect(),
        none: Sentence::of("no figure is there in all arms"),
    })
}
