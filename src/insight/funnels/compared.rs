//! Two selections, or two arms, step by step.

use super::{Came, FunnelAsked, FunnelPartial, finish::OF_STEP, sheets};
use crate::{
    ingest::Sentence,
    insight::{
        Cell, Figure, Head, Note, Sheet, SheetRow, Unit, Weight, figure::plain, groups::LEAST, paths::why,
    },
    order,
    query::{Columns, Field, Filter, Funnel},
    stats::{
        Contribution, Interval, Pair, Tally, Z, difference, expected_least, fisher, holm, sample_size, split,
        two_proportions, two_sided, wilson,
    },
};

/// A split that is so unlikely by chance is no chance.
const BROKEN: f64 = 0.001;

/// The smallest difference worth knowing, as a part of what is there.
const WORTH: f64 = 0.1;

/// One step of both selections.
struct Compared {
    /// The step, from 0; of the whole way, none.
    step: Option<usize>,
    here: Tally,
    there: Tally,
    interval: Option<Interval>,
    p: f64,
}

impl FunnelPartial {
    /// Each step here and there, and what is to be said of the two.
    pub(super) fn differences(&mut self, asked: &FunnelAsked, funnel: &Funnel) -> (Sheet, Option<Note>) {
        order::sort_by(&mut self.came, Ord::cmp);
        // A part is held against the rest of the whole, whichever of them is on screen.
        let has_own = self.came.iter().any(|came| came.group == 0);
        let arm = |came: &Came| if has_own { u32::from(came.group > 0) } else { u32::from(came.group > 1) };
        let mut sizes = [0u64; 2];
        self.came.iter().for_each(|came| sizes[arm(came) as usize] += 1);
        let steps = (0..funnel.steps.len()).map(Some);
        // Of two steps the whole way is the second alone.
        let whole = (funnel.steps.len() > 2).then_some(None);
        let read = |step: Option<usize>| {
            let (from, to) = step.map_or((1, funnel.steps.len()), |step| (step, step + 1));
            let cases = self.came.iter().filter(|came| came.steps as usize >= from);
            let added = cases.map(|came| Contribution {
                cluster: came.cluster,
                arm: arm(came),
                sum: i64::from(came.steps as usize >= to),
                cases: 1,
            });
            Compared::of(step, &added.collect::<Vec<_>>())
        };
        let all: Vec<Compared> = steps.chain(whole).filter_map(read).collect();
        let ps = holm(&all.iter().map(|one| one.p).collect::<Vec<_>>());
        let all = if sizes.contains(&0) { Vec::new() } else { all };
        let rows: Vec<SheetRow> = all.into_iter().zip(ps).map(|(one, p)| one.row(p, asked, funnel)).collect();
        let sheet = Sheet {
            name: "funnel_differences".to_owned(),
            columns: vec![
                Head::words("Step"),
                Head::figures("Here", Unit::Share),
                Head::figures("There", Unit::Share),
                Head::figures("Difference", Unit::Points),
                Head::figures("By chance", Unit::Chance),
                Head::figures("Needed in each to see a tenth", Unit::Count),
            ],
            none: why(&rows, Sentence::of("One of the two selections is empty")),
            rows,
        };
        (sheet, uneven(asked, sizes))
    }
}

impl Compared {
    /// What users add stands cluster by cluster. `None` where one of the two has no case.
    fn of(step: Option<usize>, added: &[Contribution]) -> Option<Self> {
        let pair = Pair::of_sums(added, 0, 1)?;
        let tally = |arm: u32| {
            let of = added.iter().filter(|added| added.arm == arm);
            of.fold(Tally::default(), |all, added| Tally {
                hits: all.hits + added.sum as u64,
                of: all.of + added.cases,
            })
        };
        let (here, there) = (tally(0), tally(1));
        let repeats = added.windows(2).any(|pair| pair[0].cluster == pair[1].cluster);
        let (interval, p) = if repeats {
            // What one user does twice says less than what two do once.
            let error = pair.error2.sqrt();
            let p = if error > 0.0 { two_sided(pair.difference / error) } else { 1.0 };
            let interval = Interval::around(pair.difference, Z * error, "by_user");
            ((error > 0.0).then_some(interval), p)
        } else {
            let ranges = wilson(here.hits, here.of).zip(wilson(there.hits, there.of));
            let interval =
                ranges.map(|(one, two)| difference((here.share(), &one), (there.share(), &two), "newcombe"));
            let p = if expected_least(here, there) < 5.0 {
                fisher(here, there)
            } else {
                two_proportions(here, there).map_or(1.0, |(_, p)| p)
            };
            (interval, p)
        };
        Some(Self { step, here, there, interval, p })
    }

    fn row(&self, p: f64, asked: &FunnelAsked, funnel: &Funnel) -> SheetRow {
        let name = "funnel_differences";
        let rate = |of: Tally| Cell::from(Figure::rate(name, of.hits, of.of, OF_STEP));
        let n = self.here.of + self.there.of;
        let apart = self.here.share() - self.there.share();
        let points = Figure { interval: self.interval.clone(), ..plain(name, Unit::Points, Some(apart), n) };
        let few = self.here.of.min(self.there.of) < LEAST;
        let told = |figure: Figure| if few { Cell::Nothing } else { figure.into() };
        let needed = sample_size(self.there.share(), self.there.share() * WORTH);
        let steps = self.step.map_or(funnel.steps.len(), |step| step + 1);
        SheetRow {
            cells: vec![
                self.step.map_or_else(
                    || Cell::Words(Sentence::of("From the first step to the last")),
                    |step| sheets::name(funnel, step),
                ),
                rate(self.here),
                rate(self.there),
                told(points),
                told(plain(name, Unit::Chance, Some(p), n)),
                needed.filter(|_| !few).map_or(Cell::Nothing, |needed| sheets::count(name, needed)),
            ],
            filter: if asked.by_user { String::new() } else { sheets::reached(funnel, steps) },
            of: String::new(),
        }
    }
}

/// What is said where two variants, between which chance alone was to choose, are of sizes that chance does not give.
fn uneven(asked: &FunnelAsked, sizes: [u64; 2]) -> Option<Note> {
    let against = Filter::parse_with(asked.against.as_deref()?, Columns::Any).ok()?;
    let [one] = against.terms() else { return None };
    let (_, p) = split(&sizes, &[1, 1]).filter(|_| one.field == Field::Variant)?;
    let said = Sentence::of(
        "Here are {here} and there {there}: if chance was to put as many here as there, it does so in fewer than one of a thousand cases. As long as it is not known why, nothing can be read from the difference.",
    );
    let said = said.plain("here", sizes[0]).plain("there", sizes[1]);
    (p < BROKEN).then_some(Note { weight: Weight::Bad, said })
}
