//! How each line of a conversation is spoken: in whose voice, when, and with what marks of the source.

use crate::conversation::Role;

use super::{
    draft::{Draft, Line},
    grammar::{Grammar, Slots, Spoken},
    plan::Kind,
    rng::Rng,
    script::Cast,
    voice,
};

/// A conversation while it is played.
pub struct Stage<'a> {
    pub cast: &'a Cast<'a>,
    pub grammar: &'a Grammar,
    pub slots: Slots,
    pub rng: Rng,
    /// UTC milliseconds.
    pub now: i64,
    pub draft: Draft,
    /// Whether the user has said the number that the bot would ask for.
    pub said_number: bool,
    /// The phrase with which the matter was put, and what the bot answers to just that.
    matter: &'static str,
    reply: String,
}

impl<'a> Stage<'a> {
    /// Nothing is said yet.
    pub fn new(cast: &'a Cast<'a>, draft: Draft, rng: Rng) -> Self {
        let grammar = cast.company.grammar(cast.person.language);
        Self {
            cast,
            grammar,
            slots: Slots::default(),
            rng,
            now: cast.place.at,
            draft,
            said_number: false,
            matter: "",
            reply: String::new(),
        }
    }

    /// The user's first words on the matter.
    #[inline(never)]
    pub fn open(&mut self, framed: bool) {
        let mut spoken = Spoken::default();
        self.matter = self.grammar.line(&format!("u.{}", self.cast.topic.name), &mut self.rng);
        self.put_matter();
        let persona = self.cast.person.persona.name;
        let angry = persona == "angry" && !self.cast.topic.sore;
        let frame = format!("frame.{}", if angry || !framed { "terse" } else { persona });
        let rule = if self.cast.topic.name == "small_talk" { "frame.bare" } else { &frame };
        let mut text = self.grammar.say(rule, &self.slots, &mut self.rng, &mut spoken);
        if self.cast.again && self.rng.chance(550) && self.grammar.has("sig.repeat_contact") {
            self.add_signal("repeat_contact", &mut text);
        }
        if !self.cast.topic.signal.is_empty() {
            self.draft.signals.push(self.cast.topic.signal);
        }
        for (signal, chance) in self.side_signals() {
            if self.rng.chance(chance) && !self.draft.signals.contains(&signal) {
                self.add_signal(signal, &mut text);
                break;
            }
        }
        self.said_number |= spoken.number;
        self.user_says(&text, spoken);
        if self.cast.person.language == "en" && self.rng.chance(70) {
            self.user("u.second");
        }
    }

    /// Puts the matter in words: the same each time, in other words.
    #[inline(never)]
    fn put_matter(&mut self) {
        let mut spoken = Spoken::default();
        let (mut core, reply) = self.grammar.both(self.matter, &self.slots, &mut self.rng, &mut spoken);
        self.reply = reply;
        if core.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            core.push('.');
        }
        self.slots.set_core(core, spoken);
    }

    /// What else may slip out beside the matter itself, and how often.
    #[inline(never)]
    fn side_signals(&self) -> Vec<(&'static str, u32)> {
        if self.cast.person.language != "en" || matches!(self.cast.topic.name, "small_talk" | "praise") {
            return Vec::new();
        }
        let bad = self.strain() / 10;
        let sore = u32::from(self.cast.topic.sore);
        match self.cast.kind {
            Kind::Shop => vec![
                ("escalation_threat", sore * bad / 4),
                ("competitor", sore * bad / 5),
                ("praise", (1 - sore) * 25),
            ],
            Kind::Saas => vec![
                ("churn_risk", sore * bad.saturating_sub(80) / 2),
                ("competitor", sore * bad / 5),
                ("workaround", sore * 45),
                ("feature_request", 35),
                ("praise", (1 - sore) * 30),
            ],
        }
    }

    #[inline(never)]
    fn add_signal(&mut self, signal: &'static str, text: &mut String) {
        let rule = format!("sig.{signal}");
        let said = self.grammar.say(&rule, &self.slots, &mut self.rng, &mut Spoken::default());
        text.push_str(if self.rng.chance(120) { "\n" } else { " " });
        text.push_str(&said);
        self.draft.signals.push(signal);
    }

    #[inline(never)]
    pub fn rephrase(&mut self) {
        let mut spoken = Spoken::default();
        self.put_matter();
        let text = self.grammar.say("u.rephrase", &self.slots, &mut self.rng, &mut spoken);
        self.said_number |= spoken.number;
        self.user_says(&text, spoken);
    }

    #[inline(never)]
    pub fn fall_back(&mut self) {
        // What was not understood has no sure intent in the source either.
        if let Some(line) = self.draft.lines.iter_mut().rev().find(|line| line.role == Role::User) {
            line.intent = "";
            line.confidence = line.confidence.map(|_| self.rng.between(12, 41));
        }
        let rule = if self.draft.variant == 0 { "b.fallback.a" } else { "b.fallback.b" };
        self.bot(rule, &[]);
        let marked = self.rng.below(100);
        let line = self.last();
        line.fallback = true;
        match marked {
            0..35 => line.intent = "fallback",
            35..60 => line.event = "fallback",
            _ => {}
        }
    }

    /// The bot's or an agent's answer to the topic; agents may take two messages for it.
    #[inline(never)]
    pub fn answer(&mut self, part: &str) {
        let rule = format!("{part}{}", self.cast.topic.name);
        if part == "a." {
            self.recite(Role::Agent, &rule);
            return;
        }
        let before = if self.draft.variant == 0 { "b.before.a" } else { "b.before.b" };
        let mut spoken = Spoken::default();
        let mut text = if self.reply.is_empty() {
            self.grammar.say(&rule, &self.slots, &mut self.rng, &mut spoken)
        } else {
            self.reply.clone()
        };
        if self.rng.chance(420) && self.grammar.has(before) {
            let polite = self.grammar.say(before, &self.slots, &mut self.rng, &mut Spoken::default());
            text = format!("{polite} {text}");
        }
        self.speak(Role::Bot, voice::sentence_case(&text), spoken);
    }

    #[inline(never)]
    pub fn bot(&mut self, rule: &str, quick_replies: &'static [&'static str]) {
        self.recite(Role::Bot, rule);
        self.last().quick_replies = quick_replies;
    }

    #[inline(never)]
    pub fn recite(&mut self, speaker: Role, rule: &str) {
        let mut spoken = Spoken::default();
        let text = self.grammar.say(rule, &self.slots, &mut self.rng, &mut spoken);
        self.speak(speaker, voice::sentence_case(&text), spoken);
    }

    #[inline(never)]
    pub fn speak(&mut self, role: Role, text: String, spoken: Spoken) {
        let wait = match (role, self.draft.lines.is_empty()) {
            (_, true) => 0,
            (Role::Agent, _) => self.rng.skewed(30_000, 480_000),
            _ => self.rng.between(1000, 4000),
        };
        self.now += i64::from(wait);
        self.push(role, text, spoken);
    }

    #[inline(never)]
    pub fn user(&mut self, rule: &str) {
        let mut spoken = Spoken::default();
        let text = self.grammar.say(rule, &self.slots, &mut self.rng, &mut spoken);
        self.said_number |= spoken.number;
        self.user_says(&text, spoken);
        let own = match rule {
            "u.thanks" | "u.thanks_agent" => "thanks",
            "u.human" => "talk_to_agent",
            "u.unhappy" => "negative_feedback",
            "u.give_number" | "u.give_contact" => "provide_details",
            _ => return,
        };
        let line = self.last();
        if !line.intent.is_empty() {
            line.intent = own;
        }
    }

    #[inline(never)]
    pub fn user_says(&mut self, text: &str, spoken: Spoken) {
        let glad = !self.cast.topic.sore;
        let text = voice::write(text, self.cast.person.persona.voice, glad, &mut self.rng);
        let wait = self.rng.skewed(4000, 95_000);
        self.now += if self.draft.lines.is_empty() { 0 } else { i64::from(wait) };
        self.push(Role::User, text, spoken);
        let (confidence, page) = (self.rng.between(56, 99), self.cast.topic.page);
        let name = self.cast.topic.name;
        let line = self.last();
        line.page = page;
        line.intent = name;
        line.confidence = Some(confidence);
    }

    /// The user clicks an answer that was offered.
    #[inline(never)]
    pub fn pick(&mut self, label: &str) {
        let wait = self.rng.skewed(2000, 30_000);
        self.now += i64::from(wait);
        self.push(Role::User, label.to_owned(), Spoken::default());
        let page = self.cast.topic.page;
        let line = self.last();
        line.event = "quick_reply";
        line.page = page;
    }

    #[inline(never)]
    pub fn push(&mut self, role: Role, text: String, spoken: Spoken) {
        self.draft.lines.push(Line {
            role,
            at: self.now,
            text,
            intent: "",
            confidence: None,
            event: "",
            quick_replies: &[],
            page: "",
            spoken,
            fallback: false,
        });
    }

    /// The line that was spoken last; every caller has just pushed one.
    #[inline(never)]
    pub fn last(&mut self) -> &mut Line {
        let at = self.draft.lines.len() - 1;
        &mut self.draft.lines[at]
    }
}
