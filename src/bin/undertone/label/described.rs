//! One utterance with everything found in it, as it is printed.

use std::collections::BTreeMap;

use serde::Serialize;
use undertone::{
    conversation::{Day, Role},
    language::{
        Before, Entity, Heard, Label, Language, Listener, Lists, Marks, Said, Segment, SentimentClass,
        Signal, find_entities,
    },
};

/// What is heard in an utterance. Offsets are Unicode code points of the masked text.
#[derive(Serialize)]
pub struct Described {
    /// How far along the way to buying; of users alone.
    segment: Option<&'static str>,
    segment_confidence: Option<f64>,
    /// What it does.
    act: Option<&'static str>,
    act_confidence: Option<f64>,
    /// Which of the two the model is not sure of: shown all the same, and counted nowhere.
    unsure: Vec<&'static str>,
    /// From −1 to 1; of users alone.
    sentiment: Option<f64>,
    sentiment_class: Option<&'static str>,
    emotions: Vec<&'static str>,
    emotion_confidence: BTreeMap<&'static str, f64>,
    signals: Vec<FoundSignal>,
    is_fallback: bool,
    fallback_confidence: Option<f64>,
    is_handoff: bool,
    handoff_confidence: Option<f64>,
    entities: Vec<FoundEntity>,
    /// ISO 639-1; `None` where there is too little to tell.
    language: Option<&'static str>,
}

/// A signal with what proves it.
#[derive(Serialize)]
struct FoundSignal {
    label: &'static str,
    /// First position and one past the last.
    span: Option<(u32, u32)>,
    /// The words there.
    text: Option<String>,
    confidence: Option<f64>,
}

/// A thing that is named, in code points.
#[derive(Serialize)]
struct FoundEntity {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
    /// The same for every way of writing it; dates count from the day of the utterance.
    value: Option<String>,
}

/// An utterance that was heard.
pub struct Utterance<'u> {
    /// By whom.
    pub role: Role,
    /// Masked text.
    pub text: &'u str,
    /// What it does.
    pub marks: Marks,
    /// What was heard.
    pub heard: Heard,
    /// What was said before it.
    pub before: Option<Before>,
    /// The day on which it was said, where its reader lives.
    pub day: Option<Day>,
}

/// Two decimals are what a probability is worth.
fn rounded(probability: f64) -> f64 {
    (probability * 100.0).round() / 100.0
}

/// Describes an utterance.
pub fn describe(listener: &mut Listener, said: &Utterance<'_>) -> Described {
    let heard = said.heard;
    let asked = Said { role: said.role, text: said.text, marks: said.marks, before: said.before };
    let probabilities: Vec<(Label, f64)> = listener
        .probabilities(&asked)
        .into_iter()
        .filter_map(|one| Some((Label::of_name(&one.name)?, one.probability)))
        .collect();
    let of = |label: Label| {
        probabilities.iter().find(|(known, _)| *known == label).map(|(_, probability)| rounded(*probability))
    };
    // Of other languages the model knows nothing, however sure it is.
    let is_read = heard.language().is_none_or(|language| language == Language::English);
    let surest = |wanted: fn(&Label) -> bool| {
        let mut best: Option<(Label, f64)> = None;
        for (label, probability) in probabilities.iter().filter(|(label, _)| wanted(label)) {
            if best.is_none_or(|(_, highest)| *probability > highest) {
                best = Some((*label, *probability));
            }
        }
        best.map(|(label, _)| label).filter(|_| is_read)
    };
    let segment =
        heard.segment().map(Label::Segment).or_else(|| surest(|label| matches!(label, Label::Segment(_))));
    let act = heard.act().map(Label::Act).or_else(|| surest(|label| matches!(label, Label::Act(_))));
    let mut unsure = Vec::new();
    if heard.segment().is_none() && segment.is_some() {
        unsure.push("segment");
    }
    if heard.act().is_none() && act.is_some() {
        unsure.push("act");
    }
    let emotions: Vec<_> = heard.emotions.iter().collect();
    let mut signals = Vec::new();
    for signal in heard.signals.iter() {
        signals.push(found(listener, &asked, signal, of(Label::Signal(signal))));
    }
    Described {
        segment: segment.and_then(|label| {
            if let Label::Segment(segment) = label { Some(Segment::name(segment)) } else { None }
        }),
        segment_confidence: segment.and_then(of),
        act: act.and_then(|label| if let Label::Act(act) = label { Some(act.name()) } else { None }),
        act_confidence: act.and_then(of),
        unsure,
        sentiment: heard.sentiment().map(|hundredths| f64::from(hundredths) / 100.0),
        sentiment_class: heard.class().map(SentimentClass::name),
        emotion_confidence: emotions
            .iter()
            .filter_map(|emotion| Some((emotion.name(), of(Label::Emotion(*emotion))?)))
            .collect(),
        emotions: emotions.iter().map(|emotion| emotion.name()).collect(),
        signals,
        is_fallback: said.marks.has(Marks::FALLBACK),
        fallback_confidence: of(Label::Fallback),
        is_handoff: said.marks.has(Marks::HANDOFF),
        handoff_confidence: of(Label::Handoff),
        entities: entities(said.text, said.day),
        language: heard.language().map(Language::code),
    }
}

fn entities(text: &str, day: Option<Day>) -> Vec<FoundEntity> {
    let mut found = Vec::new();
    find_entities(text, day, &Lists::default(), &mut found);
    let points = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    found
        .into_iter()
        .map(|Entity { kind, start, end, value }| FoundEntity {
            kind: kind.name(),
            start: points(start),
            end: points(end),
            value,
        })
        .collect()
}

fn found(listener: &mut Listener, said: &Said<'_>, signal: Signal, confidence: Option<f64>) -> FoundSignal {
    let span = listener.proof(said, Label::Signal(signal));
    let words = |(start, end): (u32, u32)| {
        said.text.chars().skip(start as usize).take((end - start) as usize).collect::<String>()
    };
    FoundSignal { label: signal.name(), span, text: span.map(words), confidence }
}
