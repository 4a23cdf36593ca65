//! Microsoft Bot Framework: transcripts, which are flat lists of activities. What is recognised in a
//! message, thumbs, edits and deletions are activities of their own behind it.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Feedback, Outcome, Rating, Role, Utterance},
    ingest::{
        Out,
        formats::{
            row::{says_fallback, says_handoff},
            talks::{Held, Talks},
        },
        html,
        json::Json,
        values,
    },
};

use super::{Platform, Read, Records, Shape, columns, handed_over, time};

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

/// Reads activities.
#[derive(Default)]
pub struct Activities {
    talks: Talks,
}

/// The role in a word or number; Copilot Studio counts.
fn told(role: Option<Cow<'_, str>>) -> Option<Role> {
    match role?.to_lowercase().as_str() {
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
        return if is_markup { html::to_text(&text).into_owned() } else { text.into_owned() };
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
fn intent<'r>(value: &'r Json<'_>) -> Option<(Cow<'r, str>, Option<f64>)> {
    if let Some(name) = value.said_at(&["luisResult.topScoringIntent.intent", "intentName"]) {
        return Some((name, value.number("luisResult.topScoringIntent.score").or(value.number("score"))));
    }
    let intents = value.at("recognizerResult.intents").or(value.at("intents"))?.entries();
    let scored = intents.iter().map(|(name, intent)| (name, intent.number("score").unwrap_or(0.0)));
    let (name, score) = scored.max_by(|one, two| one.1.total_cmp(&two.1))?;
    Some((Cow::Borrowed(name), Some(score)))
}

impl Activities {
    /// Takes an activity of a conversation. Says whether it is of a kind that is known.
    pub fn activity(&mut self, id: &str, activity: &Json<'_>, out: &mut Out<'_>) -> bool {
        let value_type = activity.said("valueType").unwrap_or_default();
        let name = activity.said("name").unwrap_or_default();
        let kind = activity.said("type").unwrap_or_default();
        let reply_to = activity.said("replyToId");
        match kind.as_ref() {
            "message" => self.message(id, activity, out),
            "messageUpdate" | "messageDelete" => {
                let of = activity.said("id");
                let talk = self.talks.open(id, out);
                if let Some(held) = talk.message(Some(of.as_deref().unwrap_or_default())) {
                    held.utterance.text =
                        Cow::Owned(if kind == "messageUpdate" { text(activity) } else { String::new() });
                }
            }
            "messageReaction" | "invoke" => {
                let reaction = activity.said_at(&["value.actionValue.reaction", "reactionsAdded.type"]);
                let feedback: Option<Feedback> = reaction.and_then(|reaction| values::feedback(&reaction));
                if let Some(held) = self.talks.open(id, out).message(reply_to.as_deref()) {
                    held.utterance.feedback = feedback.or(held.utterance.feedback);
                }
            }
            "handoff" => self.hand_over(id, out),
            "event" if says_handoff(&name) || name == "agentJoined" => self.hand_over(id, out),
            "trace" | "event" => self.trace(id, activity, &value_type, out),
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
            talk.user = from.clone().into_owned();
        }
        // No role stands for a colleague: after the handoff a second user is one.
        if role == Role::User && talk.handed && talk.user != from {
            role = Role::Agent;
        }
        let held = Held {
            id: activity.said("id").unwrap_or_default().into_owned(),
            name: activity.said("from.name").unwrap_or(from.clone()).into_owned(),
            utterance: Utterance::new(role, at, text(activity)),
        };
        talk.hold(held, out);
        let is_user = role == Role::User;
        out.facts(
            id,
            &Facts {
                user: Some(from).filter(|from| is_user && !from.is_empty()),
                channel: activity.said("channelId"),
                language: activity.said("locale"),
                columns: columns(activity, &[("time_zone", "localTimezone")]),
                ..Facts::default()
            },
        );
    }

    /// What is recognised in a message, and what a session says of itself.
    fn trace(&mut self, id: &str, activity: &Json<'_>, value_type: &str, out: &mut Out<'_>) {
        let Some(value) = activity.at("value") else { return };
        let reply_to = activity.said("replyToId");
        if let Some((name, score)) = intent(value) {
            if let Some(held) = self.talks.open(id, out).message(reply_to.as_deref()) {
                held.utterance.fallback |= says_fallback(&name);
                held.utterance.intent = Some(Cow::Owned(name.into_owned()));
                held.utterance.confidence = score;
            }
            return;
        }
        match value_type {
            "UnknownIntent" => {
                if let Some(held) = self.talks.open(id, out).message(reply_to.as_deref()) {
                    held.utterance.fallback = true;
                }
            }
            "HandOff" | "EscalationRequested" => self.hand_over(id, out),
            "ConversationInfo" => {
                out.facts(id, &Facts { language: value.said("locale"), ..Facts::default() });
            }
            "SessionInfo" => {
                let outcome = value.said("outcome").and_then(|outcome| values::outcome(&outcome));
                let handoff = (outcome == Some(Outcome::Escalated)).then_some(true);
                let columns = columns(value, &[("engagement", "type"), ("outcome_reason", "outcomeReason")]);
                out.facts(id, &Facts { outcome, handoff, columns, ..Facts::default() });
            }
            "CSATSurveyResponse" => {
                let score = ["score", "rating", "csatScore"].iter().find_map(|path| value.number(path));
                let rating = score.map(|score| Rating { score, max: 5.0 });
                out.facts(id, &Facts { rating, ..Facts::default() });
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
        if self.activity(&id, record, out) { Read::Kept } else { Read::Nothing }
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.close(out);
    }
}
