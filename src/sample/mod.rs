//! Seeded synthetic conversations whose truth is known, as CSV or JSON Lines.
//!
//! Nothing here is real: people, companies and their words are put together from phrases. Equal
//! plans give equal bytes, in a browser as in a terminal: integers only, no clock, no file. One
//! conversation is in memory at a time, however many are made; [`Truth`] is counted on what was
//! written and asks none of the code that analyses. Only who asks for it counts it, with [`Counted`]:
//! the page does not.
//!
//! This travels in the worker, so small code counts for more here than fast code: functions that
//! are called from many places are kept out of line.

mod calendar;
mod counted;
mod draft;
mod grammar;
mod people;
mod plan;
mod rng;
mod saas;
mod script;
mod shop;
mod stage;
mod topic;
mod truth;
mod visits;
mod voice;
mod write;

pub use counted::Counted;
pub use plan::{Format, Kind, Plan};
pub use truth::{Customers, Fallbacks, Period, QuickReplies, Ratings, Stretch, Truth, Variant};

use calendar::Calendar;
use draft::Draft;
use people::Person;
use rng::Rng;
use script::Cast;
use topic::Company;
use visits::{Visit, Visits};

use crate::conversation::Outcome;

/// Writes a data set piece by piece.
///
/// ```
/// use undertone::sample::{Format, Generator, Kind, Plan};
/// let mut generator = Generator::new(Plan { conversations: 3, ..Plan::default_size(Kind::Shop) }, Format::Jsonl);
/// let mut bytes = Vec::new();
/// while generator.next_chunk(&mut bytes) {}
/// assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 3);
/// ```
#[derive(Debug)]
pub struct Generator {
    plan: Plan,
    format: Format,
    calendar: Calendar,
    company: Company,
    visits: Visits,
    /// Number of the conversation that comes next.
    next: u32,
}

impl Generator {
    /// A generator that has written nothing yet.
    pub fn new(plan: Plan, format: Format) -> Self {
        let calendar = Calendar::new(plan.kind, plan.seed);
        Self { plan, format, calendar, company: Company::new(plan.kind), visits: Visits::default(), next: 0 }
    }

    /// Appends the next conversation, after the header if it is the first of a CSV file. False, and
    /// nothing appended, once all are written.
    pub fn next_chunk(&mut self, out: &mut Vec<u8>) -> bool {
        self.write_next(out).is_some()
    }

    /// The same, with what was written.
    fn write_next(&mut self, out: &mut Vec<u8>) -> Option<Draft> {
        if self.next >= self.plan.conversations {
            return None;
        }
        let draft = self.make();
        match self.format {
            Format::Csv => {
                if self.next == 0 {
                    write::header(self.plan.kind, out);
                }
                write::csv(&draft, out);
            }
            Format::Jsonl => write::jsonl(&draft, out),
        }
        self.next += 1;
        Some(draft)
    }

    /// How many conversations are written, of how many.
    pub fn progress(&self) -> (u32, u32) {
        (self.next, self.plan.conversations)
    }

    /// Plays the next conversation and notes when its user comes back.
    #[inline(never)]
    fn make(&mut self) -> Draft {
        let plan = self.plan;
        let mut rng = Rng::new(plan.seed, u64::from(self.next) + 1);
        let place = self.calendar.place(self.next, plan.conversations, &mut rng);
        let visit = self.visits.take(self.next);
        let person = Person::new(plan.kind, plan.seed, visit.person);
        let phase = usize::from(self.calendar.campaign.has(place.day))
            + 2 * usize::from(self.calendar.outage.has(place.day));
        let topic = self.choose_topic(&person, &visit, phase, &mut rng);
        let recent = visit.number > 1 && place.at - visit.last_end < 7 * 86_400_000;
        let again = recent && visit.topic == topic;
        let chosen = &self.company.topics[topic];
        let channel = rng.weighted(self.company.channels.iter().map(|channel| channel.1));
        let mut tags = vec![shop_or_saas_tag(plan.kind, chosen.name)];
        if phase == 1 && rng.chance(600) {
            tags.push(if plan.kind == Kind::Shop { "late-summer-sale" } else { "summer-launch" });
        }
        let draft = Draft {
            id: format!("c-{:07}", u64::from(self.next) + 1),
            user: person.id.clone(),
            channel: self.company.channels[channel].0,
            language: person.language,
            variant: person.variant,
            rating: None,
            status: "",
            tags,
            customer: person.customer,
            lines: Vec::with_capacity(16),
            outcome: Outcome::Unknown,
            day: place.day,
            topic: chosen.name,
            signals: Vec::new(),
            visit: visit.number,
            repeats: again,
            first_email: false,
        };
        let cast = Cast {
            kind: plan.kind,
            company: &self.company,
            person: &person,
            topic: chosen,
            place,
            outage: phase == 2,
            again,
        };
        // A stream of its own, so that how it is judged leaves the words as they are.
        let mut after = Rng::new(!plan.seed, u64::from(self.next) + 1);
        let mut draft = script::play(&cast, draft, rng);
        draft.repeats &= draft.topic == chosen.name;
        judge(&mut draft, &mut after);
        let wrote = draft.lines.iter().any(|line| line.spoken.pii[people::Pii::Email as usize] > 0);
        draft.first_email = wrote && !visit.wrote_email;
        let last_end = draft.lines.last().map_or(place.at, |line| line.at);
        if visit.number < person.visits {
            let settled = draft.outcome == Outcome::Resolved;
            let back = Visit {
                number: visit.number + 1,
                topic,
                wrote_email: wrote || visit.wrote_email,
                last_end,
                ..visit
            };
            // Those whose matter is open come back sooner.
            let days = if settled { after.skewed(3, 40) } else { after.skewed(1, 18) };
            let gap = (u64::from(days) * u64::from(plan.conversations) / u64::from(calendar::DAYS)).max(1);
            self.visits.expect(u64::from(self.next) + gap, back);
        }
        draft
    }

    #[inline(never)]
    fn choose_topic(&self, person: &Person, visit: &Visit, phase: usize, rng: &mut Rng) -> usize {
        let topics = self.company.topics;
        if visit.number > 1 && rng.chance(420) && topics[visit.topic].name != "small_talk" {
            return visit.topic;
        }
        let grammar = self.company.grammar(person.language);
        let strained = person.customer.is_some_and(|customer| customer.strained);
        let known: Vec<u32> = topics
            .iter()
            .map(|topic| {
                let share = topic.share[phase] * if strained && topic.sore { 2 } else { 1 };
                if grammar.has(&format!("u.{}", topic.name)) { share } else { 0 }
            })
            .collect();
        rng.weighted(known.into_iter())
    }
}

fn shop_or_saas_tag(kind: Kind, topic: &'static str) -> &'static str {
    match (kind, topic) {
        (Kind::Shop, "order_status" | "delivery_delay" | "cancel_order") => "orders",
        (Kind::Shop, "return_item" | "refund" | "warranty") => "returns",
        (Kind::Shop, "payment_failed" | "account") => "account",
        (Kind::Shop, "complaint") => "complaints",
        (Kind::Shop, _) => "presales",
        (Kind::Saas, "billing" | "price_objection" | "upgrade" | "cancellation") => "billing",
        (Kind::Saas, "bug_report" | "outage" | "workaround") => "technical",
        (Kind::Saas, "security" | "sso" | "export" | "integration") => "setup",
        (Kind::Saas, "demo" | "comparison") => "sales",
        (Kind::Saas, _) => "product",
    }
}

/// What the source learns at the end: a statement for a third, a rating for a quarter.
#[inline(never)]
fn judge(draft: &mut Draft, rng: &mut Rng) {
    if !draft.is_engaged() {
        return;
    }
    let known = rng.chance(350);
    let solved_by_agent = rng.chance(700);
    draft.status = match draft.outcome {
        Outcome::Resolved if known => "resolved",
        Outcome::Unresolved | Outcome::Abandoned if known => "unresolved",
        Outcome::Escalated if known => {
            if solved_by_agent {
                "resolved"
            } else {
                "unresolved"
            }
        }
        Outcome::Unknown if known && rng.chance(400) => {
            if solved_by_agent {
                "resolved"
            } else {
                "unresolved"
            }
        }
        _ if rng.chance(260) => "closed",
        _ => "",
    };
    let (answers, weights) = match (draft.outcome, draft.status) {
        (Outcome::Resolved, _) => (330, [1, 2, 9, 36, 52]),
        (Outcome::Escalated, "resolved") => (380, [4, 6, 16, 36, 38]),
        (Outcome::Escalated, _) => (300, [16, 16, 22, 26, 20]),
        (Outcome::Unresolved, _) => (340, [52, 26, 15, 5, 2]),
        (Outcome::Abandoned, _) => (90, [38, 30, 20, 8, 4]),
        (Outcome::Unknown, _) => (110, [8, 10, 30, 32, 20]),
    };
    if rng.chance(answers) {
        draft.rating = Some(rng.weighted(weights.into_iter()) as u32 + 1);
    }
}
