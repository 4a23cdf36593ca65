//! What was planted, counted on what was written. No analysing code is asked.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::conversation::{Outcome, Role};

use super::{
    calendar::{self, CAMPAIGN_VOLUME, Calendar, DAYS, Window},
    draft::{Draft, VARIANTS},
    people::Pii,
    plan::{Kind, Plan},
    script::OUTAGE_FALLBACK,
};

/// What is known of a generated data set, up to the conversation written last.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Truth {
    /// Which company.
    pub kind: Kind,
    /// The seed.
    pub seed: u64,
    /// Conversations written.
    pub conversations: u64,
    /// Those with a user message.
    pub engaged: u64,
    /// Those in which the bot spoke before the user did.
    pub greeted: u64,
    /// Messages by role, notices under `system`.
    pub messages: BTreeMap<&'static str, u64>,
    /// Distinct user ids.
    pub users: u64,
    /// Users with at least two conversations.
    pub returning_users: u64,
    /// Conversations without a user id.
    pub anonymous: u64,
    /// Conversations that reached a person.
    pub handoffs: u64,
    /// Bot messages that say that they did not understand.
    pub fallbacks: Fallbacks,
    /// Ratings of conversations.
    pub ratings: Ratings,
    /// Conversations in which the user left an e-mail address or a phone number.
    pub leads: u64,
    /// Answers offered to be clicked.
    pub quick_replies: QuickReplies,
    /// Conversations by channel.
    pub channels: BTreeMap<&'static str, u64>,
    /// Conversations by language.
    pub languages: BTreeMap<&'static str, u64>,
    /// Conversations by what they are about; the greeted who said nothing are under `none`.
    pub topics: BTreeMap<&'static str, u64>,
    /// By bot version: B understands more, so it resolves more and hands off less.
    pub variants: BTreeMap<&'static str, Variant>,
    /// How conversations ended, as they were played.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// What the source states at the end, an empty statement under `none`.
    pub statuses: BTreeMap<&'static str, u64>,
    /// What the strongest evidence written into the file says: the statement, else the rating, else
    /// the handoff. The rest is left to the text, counted as it was played.
    pub evidence: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// Identified users who come with the same matter again within 7 days.
    pub repeat_contacts: u64,
    /// Conversations by signal in the user's words.
    pub signals: BTreeMap<&'static str, u64>,
    /// Pieces of personal data by kind, in the messages of all roles.
    pub pii: BTreeMap<&'static str, u64>,
    /// Distinct e-mail addresses.
    pub distinct_emails: u64,
    /// More volume, more who are ready to buy.
    pub campaign: Period,
    /// More fallbacks, more handoffs, worse mood.
    pub outage: Period,
    /// What only a company with contracts knows.
    pub customers: Option<Customers>,
    #[serde(skip)]
    windows: [Window; 2],
}

/// Bot messages that say that they did not understand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fallbacks {
    /// All of them.
    pub all: u64,
    /// Those that the source marks by intent or event.
    pub marked: u64,
    /// Those that only the text gives away.
    pub text_only: u64,
    /// Conversations with at least one.
    pub conversations: u64,
}

/// Ratings from 1 to 5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ratings {
    /// How many.
    pub count: u64,
    /// 4 and 5.
    pub top_two: u64,
    /// 1 and 2.
    pub bottom_two: u64,
    /// Their sum.
    pub sum: u64,
}

/// Answers offered to be clicked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QuickReplies {
    /// Messages that offered some.
    pub offers: u64,
    /// Answers offered in all.
    pub shown: u64,
    /// Answers clicked.
    pub used: u64,
}

/// What one bot version did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// Conversations.
    pub conversations: u64,
    /// Those with a user message.
    pub engaged: u64,
    /// Those that reached a person.
    pub handoffs: u64,
    /// Those that were played as resolved.
    pub resolved: u64,
    /// Bot messages.
    pub bot_messages: u64,
    /// Bot messages that say that they did not understand.
    pub fallbacks: u64,
}

/// A stretch of days on which something is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day, `2026-08-10`.
    pub first: String,
    /// Last day.
    pub last: String,
    /// The factor that was planted, in thousandths: of volume, or of the chance of a fallback.
    pub factor_per_mille: u32,
    /// Days in it.
    pub days: u32,
    /// What happened on these days.
    pub inside: Stretch,
    /// What happened on all others.
    pub outside: Stretch,
}

/// What happened on some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Conversations.
    pub conversations: u64,
    /// Those that reached a person.
    pub handoffs: u64,
    /// Bot messages.
    pub bot_messages: u64,
    /// Bot messages that say that they did not understand.
    pub fallbacks: u64,
    /// Conversations about something that is asked right before buying.
    pub ready_to_buy: u64,
}

/// Contracts of the identified users, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Customers {
    /// Identified users.
    pub users: u64,
    /// What they pay in a month.
    pub value: u64,
    /// Their seats.
    pub seats: u64,
    /// Those whose contract ended.
    pub churned: u64,
    /// What these paid in a month.
    pub churned_value: u64,
}

impl Truth {
    #[inline(never)]
    pub(super) fn new(plan: Plan, calendar: &Calendar) -> Self {
        let period = |window: Window, factor_per_mille| Period {
            first: calendar::date(calendar::day_start(window.first)),
            last: calendar::date(calendar::day_start(window.last)),
            factor_per_mille,
            days: window.last - window.first + 1,
            inside: Stretch::default(),
            outside: Stretch::default(),
        };
        Self {
            kind: plan.kind,
            seed: plan.seed,
            conversations: 0,
            engaged: 0,
            greeted: 0,
            messages: Role::ALL.into_iter().map(|role| (role.name(), 0)).collect(),
            users: 0,
            returning_users: 0,
            anonymous: 0,
            handoffs: 0,
            fallbacks: Fallbacks::default(),
            ratings: Ratings::default(),
            leads: 0,
            quick_replies: QuickReplies::default(),
            channels: BTreeMap::new(),
            languages: BTreeMap::new(),
            topics: BTreeMap::new(),
            variants: VARIANTS.into_iter().map(|name| (name, Variant::default())).collect(),
            outcomes: Outcome::ALL.into_iter().map(|outcome| (outcome.name(), 0)).collect(),
            statuses: BTreeMap::new(),
            evidence: BTreeMap::new(),
            repeat_contacts: 0,
            signals: BTreeMap::new(),
            pii: Pii::ALL.into_iter().map(|kind| (kind.name(), 0)).collect(),
            distinct_emails: 0,
            campaign: period(calendar.campaign, CAMPAIGN_VOLUME),
            outage: period(calendar.outage, OUTAGE_FALLBACK),
            customers: (plan.kind == Kind::Saas).then(Customers::default),
            windows: [calendar.campaign, calendar.outage],
        }
    }

    /// Counts one conversation.
    #[inline(never)]
    pub(super) fn observe(&mut self, draft: &Draft) {
        let (engaged, handoff) = (draft.is_engaged(), draft.has_handoff());
        let fallbacks = draft.lines.iter().filter(|line| line.fallback).count() as u64;
        let bot_messages = draft.lines.iter().filter(|line| line.role == Role::Bot).count() as u64;
        self.conversations += 1;
        self.engaged += u64::from(engaged);
        self.greeted += u64::from(draft.lines.first().is_some_and(|line| line.role == Role::Bot));
        self.handoffs += u64::from(handoff);
        self.leads += u64::from(draft.has_contact());
        self.repeat_contacts += u64::from(draft.repeats);
        self.distinct_emails += u64::from(draft.first_email);
        add(&mut self.channels, draft.channel, 1);
        add(&mut self.languages, draft.language, 1);
        add(&mut self.topics, draft.topic, 1);
        add(&mut self.outcomes, draft.outcome.name(), 1);
        let status = if draft.status.is_empty() { "none" } else { draft.status };
        add(&mut self.statuses, status, 1);
        for signal in &draft.signals {
            add(&mut self.signals, signal, 1);
        }
        self.observe_user(draft);
        self.observe_lines(draft);
        self.observe_evidence(draft, handoff);
        if let Some(rating) = draft.rating {
            self.ratings.count += 1;
            self.ratings.top_two += u64::from(rating >= 4);
            self.ratings.bottom_two += u64::from(rating <= 2);
            self.ratings.sum += u64::from(rating);
        }
        let variant = self.variants.entry(VARIANTS[draft.variant]).or_default();
        variant.conversations += 1;
        variant.engaged += u64::from(engaged);
        variant.handoffs += u64::from(handoff);
        variant.resolved += u64::from(draft.outcome == Outcome::Resolved);
        variant.bot_messages += bot_messages;
        variant.fallbacks += fallbacks;
        let ready = matches!(draft.topic, "stock" | "discount" | "lead" | "upgrade" | "demo");
        for (period, window) in [&mut self.campaign, &mut self.outage].into_iter().zip(self.windows) {
            let stretch = if window.has(draft.day) { &mut period.inside } else { &mut period.outside };
            stretch.conversations += 1;
            stretch.handoffs += u64::from(handoff);
            stretch.bot_messages += bot_messages;
            stretch.fallbacks += fallbacks;
            stretch.ready_to_buy += u64::from(ready);
        }
    }

    #[inline(never)]
    fn observe_user(&mut self, draft: &Draft) {
        if draft.user.is_none() {
            self.anonymous += 1;
            return;
        }
        self.returning_users += u64::from(draft.visit == 2);
        if draft.visit > 1 {
            return;
        }
        self.users += 1;
        if let (Some(customers), Some(customer)) = (&mut self.customers, draft.customer) {
            customers.users += 1;
            customers.value += u64::from(customer.value);
            customers.seats += u64::from(customer.seats);
            customers.churned += u64::from(customer.churned);
            customers.churned_value += if customer.churned { u64::from(customer.value) } else { 0 };
        }
    }

    #[inline(never)]
    fn observe_lines(&mut self, draft: &Draft) {
        let mut seen = false;
        for line in &draft.lines {
            add(&mut self.messages, line.role.name(), 1);
            for kind in Pii::ALL {
                add(&mut self.pii, kind.name(), u64::from(line.spoken.pii[kind as usize]));
            }
            self.quick_replies.offers += u64::from(!line.quick_replies.is_empty());
            self.quick_replies.shown += line.quick_replies.len() as u64;
            self.quick_replies.used += u64::from(line.event == "quick_reply");
            if line.fallback {
                let marked = line.intent == "fallback" || line.event == "fallback";
                self.fallbacks.all += 1;
                self.fallbacks.marked += u64::from(marked);
                self.fallbacks.text_only += u64::from(!marked);
                self.fallbacks.conversations += u64::from(!seen);
                seen = true;
            }
        }
    }

    #[inline(never)]
    fn observe_evidence(&mut self, draft: &Draft, handoff: bool) {
        let (evidence, outcome) = match (draft.status, draft.rating) {
            ("resolved", _) => ("source", Outcome::Resolved),
            ("unresolved", _) => ("source", Outcome::Unresolved),
            (_, Some(4..)) => ("rating", Outcome::Resolved),
            (_, Some(..=2)) if handoff => ("rating", Outcome::Escalated),
            (_, Some(..=2)) => ("rating", Outcome::Unresolved),
            _ if handoff => ("handoff", Outcome::Escalated),
            _ => ("text", draft.outcome),
        };
        add(self.evidence.entry(evidence).or_default(), outcome.name(), 1);
    }

    /// How many days the data cover.
    pub fn days(&self) -> u32 {
        DAYS
    }
}

#[inline(never)]
fn add(counts: &mut BTreeMap<&'static str, u64>, name: &'static str, count: u64) {
    *counts.entry(name).or_default() += count;
}
