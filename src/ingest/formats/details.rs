//! What records say of an utterance besides who said what and when: the model that wrote it, tokens, time and
//! cost, and the quick replies that it offers. As a list of what stands where, so that a platform names the
//! places and does not read them itself.

use crate::{
    conversation::{Details, Measure},
    ingest::json::Json,
};

use Detail::{Model, Number, Replies};

/// Something that is said of an utterance.
#[derive(Clone, Copy, Debug)]
pub enum Detail {
    /// The model that wrote it.
    Model,
    /// A measure, and by how much the number there is multiplied.
    Number(Measure, f64),
    /// Quick replies: texts, or behind a bar the path of the text in each.
    Replies,
}

/// What a source's records say, and the paths where. Of several places of one detail the first that is
/// filled counts.
pub type DetailPlaces = &'static [(Detail, &'static str)];

const SENT: Detail = Number(Measure::PromptTokens, 1.0);
const CAME: Detail = Number(Measure::CompletionTokens, 1.0);
const MILLIS: Detail = Number(Measure::Latency, 1.0);
const SECONDS: Detail = Number(Measure::Latency, 1_000.0);
const COST: Detail = Number(Measure::Cost, 1.0);

/// What logs of calls to a language model say under the names that are usual there.
pub const CALLS: DetailPlaces = &[
    (Model, "response.model"),
    (Model, "request.model"),
    (Model, "provided_model_name"),
    (Model, "model"),
    (SENT, "response.usage.prompt_tokens"),
    (CAME, "response.usage.completion_tokens"),
    (SENT, "response.usage.input_tokens"),
    (CAME, "response.usage.output_tokens"),
    (SENT, "usage.prompt_tokens"),
    (CAME, "usage.completion_tokens"),
    (SENT, "usage.input_tokens"),
    (CAME, "usage.output_tokens"),
    (SENT, "usageDetails.input"),
    (CAME, "usageDetails.output"),
    (SENT, "usage_details.input"),
    (CAME, "usage_details.output"),
    (MILLIS, "latency_ms"),
    (SECONDS, "latency"),
    (COST, "totalCost"),
    (COST, "total_cost"),
    (COST, "calculatedTotalCost"),
    (COST, "cost"),
];

/// What a message of conversation JSON says, under our own names and those of other programs.
const MESSAGE: DetailPlaces = &[
    (Model, "model"),
    (SENT, "prompt_tokens"),
    (CAME, "completion_tokens"),
    (SENT, "usage.prompt_tokens"),
    (CAME, "usage.completion_tokens"),
    (SENT, "usage.input_tokens"),
    (CAME, "usage.output_tokens"),
    (MILLIS, "latency_ms"),
    (COST, "cost"),
    (Replies, "quick_replies|text"),
    (Replies, "quick_replies|title"),
];

/// Beginnings of those paths: messages without any of them are not searched.
const MESSAGE_KEYS: [&str; 7] =
    ["model", "prompt_tokens", "completion_tokens", "usage", "latency_ms", "cost", "quick_replies"];

/// What a record says.
#[inline(never)]
pub fn details<'r>(record: &'r Json<'_>, places: DetailPlaces) -> Details<'r> {
    let mut details = Details::default();
    for (detail, path) in places {
        let (path, inner) = path.split_once('|').unwrap_or((path, ""));
        match detail {
            Model if details.model.is_none() => {
                let name = record.said(path).filter(|name| !name.trim().is_empty());
                details.model = name.map(Into::into);
            }
            Number(measure, by) => details.state(*measure, record.number(path).map(|value| value * by)),
            Replies if details.replies.is_empty() => {
                for reply in record.items(path) {
                    let text = reply.text().or_else(|| reply.said(inner));
                    let chosen = ["chosen", "selected"].iter().any(|sign| reply.is(sign, "true"));
                    details.offer(text.unwrap_or_default(), chosen);
                }
            }
            Model | Replies => {}
        }
    }
    details
}

/// What a message of conversation JSON says of itself.
pub fn of_message<'r>(message: &'r Json<'_>) -> Option<Box<Details<'r>>> {
    let is_one = |key: &str| MESSAGE_KEYS.contains(&key);
    let some = message.entries().iter().any(|(key, _)| is_one(key));
    some.then(|| details(message, MESSAGE).into_some()).flatten()
}
