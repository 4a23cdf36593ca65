//! How a conversation goes, from the greeting to the way it ends.
//!
//! Chance decides at each step, with chances that the topic, the bot version, the customer's
//! history and the day set. The way it was played is its truth; the text is only spoken after it.

use crate::conversation::{Outcome, Role};

use super::{
    calendar::Place,
    draft::Draft,
    grammar::Spoken,
    people::{self, Person},
    plan::Kind,
    rng::Rng,
    saas, shop,
    stage::Stage,
    topic::{Company, Topic},
    voice,
};

/// How much more often the bot does not understand during the outage, in thousandths.
pub const OUTAGE_FALLBACK: u32 = 2400;
/// The same for the bot versions, of which A is the older one; and how much more often it ends with
/// a person.
const VARIANT_FALLBACK: [u32; 2] = [1250, 750];
/// How much more often an answer of the bot version settles the matter.
const VARIANT_SETTLES: [u32; 2] = [900, 1100];

const YES_NO: [&str; 2] = ["Yes, thanks", "No"];

/// The slots that phrases may name.
#[cfg(test)]
pub const SLOTS: [&str; 29] = [
    "core",
    "item",
    "colour",
    "size",
    "trait",
    "fact",
    "order",
    "amount",
    "city",
    "ago",
    "days",
    "rival",
    "code",
    "agent",
    "daypart",
    "email",
    "phone",
    "card",
    "iban",
    "ip",
    "url_secret",
    "module",
    "thing",
    "plan",
    "next_plan",
    "seats",
    "more_seats",
    "browser",
    "carrier",
];

/// What is known before the first word.
pub struct Cast<'a> {
    pub kind: Kind,
    pub company: &'a Company,
    pub person: &'a Person,
    pub topic: &'static Topic,
    pub place: Place,
    /// Whether the bot has its bad week.
    pub outage: bool,
    /// Whether the user comes back with the same matter.
    pub again: bool,
}

/// Plays one conversation. `draft` holds what is known of it so far.
pub fn play(cast: &Cast, draft: Draft, rng: Rng) -> Draft {
    let mut stage = Stage::new(cast, draft, rng);
    stage.fill();
    stage.draft.outcome = stage.run();
    stage.draft
}

impl Stage<'_> {
    /// Gives the slots their values.
    #[inline(never)]
    fn fill(&mut self) {
        let person = self.cast.person;
        let daypart = match self.cast.place.hour {
            ..=11 => "morning",
            12..=17 => "afternoon",
            _ => "evening",
        };
        self.slots.set("daypart", daypart);
        self.slots.set("email", person.email.as_str());
        self.slots.set("phone", person.phone.as_str());
        self.slots.set("card", people::card(&mut self.rng));
        self.slots.set("iban", people::iban(&mut self.rng));
        self.slots.set("ip", people::ip(&mut self.rng));
        self.slots.set("url_secret", people::url_secret(&mut self.rng));
        self.slots.set("agent", people::agent(&mut self.rng));
        match self.cast.kind {
            Kind::Shop => shop::fill(self.grammar, self.cast.topic, &mut self.slots, &mut self.rng),
            Kind::Saas => saas::fill(self.grammar, person, self.cast.topic, &mut self.slots, &mut self.rng),
        }
    }

    #[inline(never)]
    fn run(&mut self) -> Outcome {
        let english = self.cast.person.language == "en";
        let greets = self.rng.chance(840);
        let menu = english && greets && self.rng.chance(560);
        if greets {
            let menus = if menu { self.cast.company.menus[self.draft.variant] } else { &[] };
            let rule = if self.draft.variant == 0 { "b.greet.a" } else { "b.greet.b" };
            self.bot(rule, menus);
            if self.rng.chance(55) {
                self.draft.topic = "none";
                return Outcome::Unknown;
            }
        }
        match self.cast.topic.menu {
            Some(entry) if menu && self.rng.chance(420) => {
                self.pick(self.cast.company.menus[self.draft.variant][entry]);
                self.bot("b.tell_me", &[]);
                if self.rng.chance(50) {
                    return Outcome::Abandoned;
                }
                self.open(false);
            }
            _ => self.open(true),
        }
        if self.cast.topic.name == "small_talk" {
            self.bot("b.small_talk", &[]);
            return Outcome::Unknown;
        }
        if self.rng.chance(if self.cast.outage { 80 } else { 30 }) {
            self.user("u.human");
            return self.hand_off();
        }
        if let Some(end) = self.be_understood() {
            return end;
        }
        if self.cast.topic.number && !self.said_number && self.rng.chance(800) {
            self.bot("b.ask_number", &[]);
            if self.rng.chance(60) {
                return Outcome::Abandoned;
            }
            self.user("u.give_number");
        }
        self.answer("b.");
        if self.rng.chance(380) && !self.follow_up() {
            return Outcome::Abandoned;
        }
        if self.rng.chance(
            self.cast.topic.escalates * self.strain() / 1000 * VARIANT_FALLBACK[self.draft.variant] / 1000,
        ) {
            let rule = if self.rng.chance(500) { "u.unhappy" } else { "u.human" };
            self.user(rule);
            return self.hand_off();
        }
        self.end()
    }

    /// How much worse than usual things go, in thousandths.
    pub fn strain(&self) -> u32 {
        let strained = self.cast.person.customer.is_some_and(|customer| customer.strained);
        1000 + if self.cast.outage { 600 } else { 0 } + if strained { 700 } else { 0 }
    }

    /// Tries until the bot understands; else says how it ended.
    #[inline(never)]
    fn be_understood(&mut self) -> Option<Outcome> {
        let times = if self.cast.outage { OUTAGE_FALLBACK } else { 1000 };
        let chance = self.cast.topic.hard * times / 1000 * VARIANT_FALLBACK[self.draft.variant] / 1000;
        for attempt in 0..3 {
            if !self.rng.chance(chance.min(850)) {
                return None;
            }
            self.fall_back();
            match self.rng.below(100) {
                0..50 if attempt < 2 => self.rephrase(),
                0..72 => {
                    self.user("u.human");
                    return Some(self.hand_off());
                }
                72..82 => {
                    self.user("u.unhappy");
                    return Some(Outcome::Unresolved);
                }
                _ => return Some(Outcome::Abandoned),
            }
        }
        None
    }

    /// One more question. False if it ends there, misunderstood.
    #[inline(never)]
    fn follow_up(&mut self) -> bool {
        let rule = format!("more.{}", self.cast.topic.name);
        let mut spoken = Spoken::default();
        let (ask, answer) = self.grammar.pair(&rule, &self.slots, &mut self.rng, &mut spoken);
        if ask.is_empty() {
            return true;
        }
        self.user_says(&ask, spoken);
        if self.rng.chance(self.cast.topic.hard * self.strain() / 2000) {
            self.fall_back();
            return self.rng.chance(400);
        }
        let text = voice::sentence_case(&answer);
        self.speak(Role::Bot, text, Spoken::default());
        true
    }

    /// The bot has answered; did it help?
    #[inline(never)]
    fn end(&mut self) -> Outcome {
        let settles = self.cast.topic.settles * VARIANT_SETTLES[self.draft.variant] / self.strain();
        let asks = self.rng.chance(520);
        let buttons = asks && self.cast.person.language == "en" && self.rng.chance(450);
        if asks {
            let buttons: &[&str] = if buttons { &YES_NO } else { &[] };
            self.bot(if buttons.is_empty() { "b.anything" } else { "b.helped" }, buttons);
        }
        if self.rng.chance(settles) {
            if buttons && self.rng.chance(550) {
                self.pick(YES_NO[0]);
            } else if self.rng.chance(880) {
                self.user("u.thanks");
            } else {
                return Outcome::Unknown;
            }
            if self.rng.chance(520) {
                self.bot("b.bye", &[]);
            }
            return Outcome::Resolved;
        }
        match self.rng.below(100) {
            0..34 => Outcome::Unknown,
            34..48 => {
                self.bot("b.open_question", &[]);
                Outcome::Abandoned
            }
            48..70 => {
                self.user("u.unhappy");
                self.hand_off()
            }
            _ => {
                if buttons && self.rng.chance(400) {
                    self.pick(YES_NO[1]);
                }
                self.user("u.unhappy");
                if self.rng.chance(500) {
                    self.bot("b.sorry", &[]);
                }
                Outcome::Unresolved
            }
        }
    }

    /// A person takes over, unless nobody is there.
    #[inline(never)]
    fn hand_off(&mut self) -> Outcome {
        if self.rng.chance(70) {
            self.bot("b.nobody", &[]);
            return if self.rng.chance(400) {
                self.user("u.give_contact");
                self.bot("b.will_call", &[]);
                Outcome::Unresolved
            } else {
                Outcome::Abandoned
            };
        }
        self.bot("b.handoff", &[]);
        self.now += i64::from(self.rng.skewed(30_000, 480_000));
        let text = self.grammar.say("s.joined", &self.slots, &mut self.rng, &mut Spoken::default());
        self.push(Role::System, text, Spoken::default());
        self.last().event = "handoff";
        self.now += i64::from(self.rng.between(2000, 20_000));
        let hello = self.grammar.say("a.hello", &self.slots, &mut self.rng, &mut Spoken::default());
        self.push(Role::Agent, voice::sentence_case(&hello), Spoken::default());
        if self.rng.chance(650) {
            if self.cast.topic.number && !self.said_number {
                self.recite(Role::Agent, "a.ask_number");
                self.user("u.give_number");
            } else {
                self.user("u.to_agent");
            }
        }
        self.answer("a.");
        if self.rng.chance(760) {
            let happy = self.rng.chance(840);
            self.user(if happy { "u.thanks_agent" } else { "u.unhappy" });
            if self.rng.chance(620) {
                self.recite(Role::Agent, if happy { "a.bye" } else { "a.sorry" });
            }
        }
        Outcome::Escalated
    }
}
