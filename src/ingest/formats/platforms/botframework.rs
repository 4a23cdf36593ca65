//! Microsoft Bot Framework: transcripts, which are flat lists of activities. What is recognised in a
//! message, thumbs, edits and deletions are activities of their own behind it.

use std::borrow::Cow;

use crate::{
    conversation::{Feedback, Outcome, Role, Utterance},
    ingest::{
        Out,
        formats::{
            details::{Detail, DetailPlaces, details},
            row::{says_fallback, says_handoff},
            talks::{Held, Talks},
        },
        html,
        json::Json,
        values,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over,
    stated::{Places, stated},
    time,
};

/// The platform.
pub const BOT_FRAMEWORK: Platform = Platform {
    name: "Bot Framework",
    whole: false,
    shapes: &[
        Shape { at: "", signs: "type from conversation.id channelId" },
        Shape { at: "transcript", signs: "type from conversation.id channelId" },
        Shape { at: "activities", signs: "type from conversation.id channelId" },
    ],
    reader: || Box::<Activities>::default(),
};

/// What a message says of its conversation.
const SAID: Places = &[
    (Fact::User, "from.id"),
    (Fact::Channel, "channelId"),
    (Fact::Language, "locale"),
    (Fact::Column("time_zone"), "localTimezone"),
];

/// What the trace of a session says.
const SESSION: Places = &[
    (Fact::Language, "locale"),
    (Fact::Outcome, "outcome"),
    (Fact::Column("engagement"), "type"),
    (Fact::Column("outcome_reason"), "outcomeReason"),
];

/// What an answer to a survey says.
const RATED: Places = &[
    (Fact::Score(5.0), "score"),
    (Fact::Score(5.0), "rating"),
    (Fact::Score(5.0), "csatScore"),
    (Fact::Comment, "comment"),
];

/// Where a message offers answers.
const OFFERED: DetailPlaces = &[
    (Detail::Replies, "suggestedActions.actions|title"),
    (Detail::Replies, "attachments.content.buttons|title"),
];

/// Reads activities.
#[derive(Default)]
pub struct Activities {
    talks: Talks,
}

/// The role in a word or number; Copilot Studio counts.
fn told(role: Option<&str>) -> Option<Role> {
    match role?.to_ascii_lowercase().as_str() {
        "user" | "1" => Some(Role::User),
        "bot" | "skill" | "0" => Some(Role::Bot),
        "channel" => Some(Role::System),
        _ => None,
    }
}

/// What a message says: its text, else what its cards say.
fn text(activity: &Json<'_>) -> String {
    if let Some(text) = activity.said("text") {
        let is_markup = activity.is("textFormat", "xml");
        return if is_markup { html::to_text(text).into_owned() } else { text.to_owned() };
    }
    let mut texts = Vec::new();
    for card in activity.items("attachments") {
        texts.extend(
            ["content.title", "content.subtitle", "content.text"].iter().filter_map(|path| card.said(path)),
        );
    }
    texts.join("\n")
}

/// The best of the intents that a recogniser found.
fn intent<'r>(value: &'r Json<'_>) -> Option<(&'r str, Option<f64>)> {
    if let Some(name) = value.said_at(&["luisResult.topScoringIntent.intent", "intentName"]) {
        return Some((name, value.number("luisResult.topScoringIntent.score").or(value.number("score"))));
    }
    let intents = value.at("recognizerResult.intents").or(value.at("intents"))?.entries();
    let scored = intents.iter().map(|(name, intent)| (name, intent.number("score").unwrap_or(0.0)));
    let (name, score) = scored.max_by(|one, two| one.1.total_cmp(&two.1))?;
    Some((name, Some(score)))
}

impl Activities {
    /// Takes an activity of a conversation. Says whether it is of a kind that is known.
    pub fn activity(&mut self, id: &str, activity: &Json<'_>, out: &mut Out<'_>) -> bool {
        let value_type = activity.said("valueType").unwrap_or_default();
        let name = activity.said("name").unwrap_or_default();
        let kind = activity.said("type").unwrap_or_default();
        let reply_to = activity.said("replyToId");
        match kind {
            "message" => self.message(id, activity, out),
            "messageUpdate" | "messageDelete" => {
                let of = activity.said("id");
                let talk = self.talks.open(id, out);
                if let Some(held) = talk.message(Some(of.unwrap_or_default())) {
                    held.utterance.text =
                        Cow::Owned(if kind == "messageUpdate" { text(activity) } else { String::new() });
                }
            }
            "messageReaction" | "invoke" => {
                let reaction = activity.said_at(&["value.actionValue.reaction", "reactionsAdded.type"]);
                let feedback: Option<Feedback> = reaction.and_then(values::feedback);
                if let Some(held) = self.talks.open(id, out).message(reply_to) {
                    held.utterance.feedback = feedback.or(held.utterance.feedback);
                }
            }
            "handoff" => self.hand_over(id, out),
            "event" if says_handoff(name) || name == "agentJoined" => self.hand_over(id, out),
            "trace" | "event" => self.trace(id, activity, value_type, out),
            _ => return !kind.is_empty(),
        }
        true
    }

    fn hand_over(&mut self, id: &str, out: &mut Out<'_>) {
        self.talks.open(id, out).handed = true;
        handed_over(id, out);
    }

    fn message(&mut self, id: &str, activity: &Json<'_>, out: &mut Out<'_>) {
        let at = time(activity, "timestamp", out);
        let from = activity.said("from.id").unwrap_or_default();
        let role = told(activity.said("from.role")).or_else(|| {
            told(activity.said("recipient.role"))
                .map(|role| if role == Role::User { Role::Bot } else { Role::User })
        });
        let talk = self.talks.open(id, out);
        let is_known = !talk.user.is_empty();
        let mut role = role.unwrap_or(if !is_known || talk.user == from { Role::User } else { Role::Bot });
        if role == Role::User && !is_known {
            from.clone_into(&mut talk.user);
        }
        // No role stands for a colleague: after the handoff a second user is one.
        if role == Role::User && talk.handed && talk.user != from {
            role = Role::Agent;
        }
        let held = Held {
            id: activity.said("id").unwrap_or_default().to_owned(),
            name: activity.said("from.name").unwrap_or(from).to_owned(),
            utterance: Utterance {
                details: details(activity, OFFERED).into_owned().into_some(),
                ..Utterance::new(role, at, text(activity))
            },
        };
        talk.hold(held, out);
        let mut facts = stated(activity, SAID);
        facts.user = facts.user.filter(|_| role == Role::User);
        out.facts(id, &facts);
    }

    /// What is recognised in a message, and what a session says of itself.
    fn trace(&mut self, id: &str, activity: &Json<'_>, value_type: &str, out: &mut Out<'_>) {
        let Some(value) = activity.at("value") else { return };
        let reply_to = activity.said("replyToId");
        if let Some((name, score)) = intent(value) {
            if let Some(held) = self.talks.open(id, out).message(reply_to) {
                held.utterance.fallback |= says_fallback(name);
                held.utterance.intent = Some(Cow::Owned(name.to_owned()));
                held.utterance.confidence = score;
            }
            return;
        }
        match value_type {
            "UnknownIntent" => {
                if let Some(held) = self.talks.open(id, out).message(reply_to) {
                    held.utterance.fallback = true;
                }
            }
            "HandOff" | "EscalationRequested" => self.hand_over(id, out),
            "ConversationInfo" | "SessionInfo" | "CSATSurveyResponse" => {
                let mut facts =
                    stated(value, if value_type == "CSATSurveyResponse" { RATED } else { SESSION });
                facts.handoff = (facts.outcome == Some(Outcome::Escalated)).then_some(true);
                out.facts(id, &facts);
            }
            _ => {}
        }
    }

    /// Passes on all that is held back.
    pub fn close(&mut self, out: &mut Out<'_>) {
        self.talks.close(out);
    }
}

impl Records for Activities {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("conversation.id") else { return Read::Nothing };
        if self.activity(id, record, out) { Read::Kept } else { Read::Nothing }
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.close(out);
    }
}
