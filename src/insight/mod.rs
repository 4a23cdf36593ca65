//! Figures. Each family is asked, observed conversation by conversation into a *partial*, merged
//! with other partials in any order, and finished. Partials hold integers only, so that any order
//! and any split give the same bits.
//!
//! What costs too much for every glance, or needs what a person must say first, is a *study*: asked by
//! itself, answered by [`Findings`]: figures, tables and sentences.
//!
//! A family is one file: its partial (a [`Family`]), its definitions, and one line in the
//! registry. Nothing else changes when one is added; `docs/metrics.md` is written from
//! the definitions.
//!
//! ```
//! use undertone::{
//!     conversation::{Clock, Role, Zone},
//!     corpus::{ConversationView, UtteranceView},
//!     insight::{BoardPartial, State},
//!     language::{Heard, Marks},
//! };
//! let said = [UtteranceView { role: Role::User, at: None, marks: Marks::default(), heard: Heard::default(), taught: 0, row: 0 }];
//! let view = ConversationView {
//!     idx: 0, returning: false, user: None, channel: None, rating: None, stated: None, handoff: None, utterances: &said,
//! };
//! let mut partial = BoardPartial::new();
//! partial.observe(&view, &mut Clock::new(Zone::utc()));
//! let board = partial.finish();
//! assert_eq!(board.figures["containment_rate"].value, Some(1.0));
//! assert_eq!(board.figures["csat_top2"].state, State::Absent);
//! ```

mod actions;
mod again;
mod ahead;
mod bounce;
mod case;
mod changes;
mod channels;
mod checked;
mod compare;
mod cohorts;
mod containment;
mod course;
mod csat;
mod days;
mod definition;
mod digest;
mod effort;
mod emotion;
mod engaged;
mod fairness;
mod fallback;
mod figure;
mod findings;
mod friction;
mod flagged;
mod groups;
mod funnels;
mod histogram;
mod intents;
mod knowledge;
mod length;
mod machine;
mod moods;
mod outcome;
mod paths;
mod people;
mod private;
mod questions;
mod registry;
mod rephrase;
mod response;
mod segment;
mod sentiment;
mod shape;
mod signal;
mod spoken;
mod taught;
mod topics;
mod tracked;
mod users;
mod value;
mod voice;
mod voices;
mod volume;

pub use actions::{ActionsPartial, GroupKind};
pub use again::AgainPartial;
pub use ahead::{AheadAsked, AheadPartial, AtHand, EarlyWarning, End, Learned, Reason, Risk, SoFar};
pub use bounce::BouncePartial;
pub use case::{Case, Family, ReadOff, Stretches};
pub use changes::{ChangesPartial, Counted, Dimension, Measure, Parting, Slice, Sliced, Suspect};
pub use channels::ChannelsPartial;
pub use checked::{Checked, Stratum};
pub use compare::{
    Arm, ComparePartial, Comparison, Judged, MOST_ARMS, Read, Split, Verdict, comparable, judge,
};
pub use containment::ContainmentPartial;
pub use course::{
    Change, Compared, Course, Step, Trend, change, compared, days_of, trends, welcome, windows,
};
pub use csat::{CsatPartial, rating_of_five};
pub use days::Days;
pub use definition::{Definition, definition, definitions_markdown};
pub use digest::Digest;
pub use effort::{Effort, EffortPartial};
pub use emotion::EmotionPartial;
pub use engaged::EngagedPartial;
pub use fairness::FairnessPartial;
pub use fallback::FallbackPartial;
pub use findings::{BRIEFING, Cell, Curve, Findings, Head, Note, Sheet, SheetRow, Weight, signal_said};
pub use friction::FrictionPartial;
pub use funnels::{
    Came, FUNNELS, FunnelAsked, FunnelPartial, Rule, Spot, Suggested, Trip, one_user as funnel_of_one_user,
    suggested,
};
pub use groups::Groups;
pub use histogram::{Histogram, Scale};
pub use intents::IntentsPartial;
pub use knowledge::{Compared as ComparedMessage, KnowledgePartial};
pub use length::LengthPartial;
pub use machine::{MachinePartial, Price};
pub use moods::{MoodsPartial, Pivot, Turn, TurnedView};
pub use outcome::{OutcomePartial, outcome_of};
pub use paths::{
    BETWEEN as LEFT_BETWEEN, Cut, DEEPEST, Flow, FlowEdge, FlowLeft, FlowNode, FlowRibbon, FlowState,
    Journey, Kind as StateKind, Left, Observer, PATHS, PathsPartial, State as PathState,
    States as PathStates, Step as PathStep, Walks,
};
pub use people::PeoplePartial;
pub use questions::{About as AboutQuestions, Asked as AskedQuestion, Fared, Gathered, QuestionsPartial};
pub use registry::{BoardPartial, DEFINITIONS, STUDIED};
pub use rephrase::RephrasePartial;
pub use response::{Answer, ResponsePartial, Waited};
pub use segment::SegmentPartial;
pub use sentiment::SentimentPartial;
pub use shape::{Board, Breakdown, Distribution, Figure, HourGrid, Series, State, Unit};
pub use signal::SignalPartial;
pub use spoken::SpokenPartial;
pub use taught::TaughtPartial;
pub use topics::TopicsPartial;
pub use tracked::{BeforeAndSince, TRACKED, tracked};
pub use users::UsersPartial;
pub use value::{LeadsPartial, ValuePartial};
pub use voice::{Trajectory, Voice};
pub use voices::{Heard as HeardVoice, VoicesPartial};
pub use volume::VolumePartial;

pub use crate::stats::Interval;
