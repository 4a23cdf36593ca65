//! Undertone hears what customers say to a chatbot, inside one browser tab.
//!
//! The rooms, in the order in which data pass through them. A room names only rooms that stand
//! above it; from `conversation` to `report` nothing reads a clock, a file, a random number or the
//! network, and nothing names the browser. `tests/tidy.rs` holds these laws.
//!
//! - [`conversation`]: the nouns. What a conversation, an utterance, a role and a moment are.
//! - [`binary`]: columns and texts as bytes, and back.
//! - [`order`]: one sort for all that is small or seldom sorted.
//! - [`size`]: how much memory lists and tables take.
//! - [`stats`]: what numbers show: intervals, tests, and how long to wait. Mathematics alone.
//! - [`ingest`]: bytes to conversations *and* problems. Never fails, never drops a line in silence.
//! - [`text`]: what privacy and language both stand on: cheap normalisation and word matching.
//! - [`privacy`]: finds personal data and replaces them by labelled tokens, before anything is stored.
//! - [`language`]: what an utterance does, read by stated rules: thanks, fallback, question, …
//! - [`corpus`]: the store of one analysis. Holds masked text only.
//! - [`search`]: the words of all texts, and the texts that have some of them, the most telling first.
//! - [`topics`]: what requests are about, found from what they mean, as a tree.
//! - [`query`]: the filter: one line that says which conversations are meant.
//! - [`plan`]: what a person says of their business: goals, money, prices of tokens.
//! - [`insight`]: figures. Each is asked, merged from partials in any order, and finished.
//! - [`engine`]: takes bytes in, gives snapshots out; the same in the worker and in the terminal.
//! - [`report`]: what may leave: plain serialisable structs, aggregates unless asked.
//! - [`snapshot`]: an analysis as one file, and back.
//! - [`words`]: words and numbers in the reader's language.
//! - [`sample`]: seeded synthetic conversations whose truth is known, as CSV or JSON Lines.
//! - [`live`]: messages as they are said: what chat widgets hand over, sliding windows, alerts.
//! - [`wire`]: requests and responses between page and worker, nothing else.
//! - `browser`: the only room, with those below it, that names the web.
//! - `charts`: geometry as plain functions; drawing generic over plotters' backends.
//! - `ui`: components and state.
//! - `embed`: what `<undertone-panel>` shows on a website.
//!
//! What is absent on purpose: no code here opens a connection. The page's policy forbids it, and a
//! browser test watches every request.

pub mod conversation;
pub mod binary;
pub mod order;
pub mod size;
pub mod stats;
pub mod ingest;
pub mod text;
pub mod privacy;
pub mod language;
pub mod corpus;
pub mod search;
pub mod topics;
pub mod query;
pub mod plan;
pub mod insight;
pub mod engine;
pub mod report;
pub mod snapshot;
pub mod words;
pub mod sample;
pub mod live;
pub mod wire;

#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod browser;
#[cfg(feature = "charts")]
pub mod charts;
#[cfg(feature = "charts")]
pub mod ui;
#[cfg(all(feature = "panel", target_arch = "wasm32"))]
pub mod embed;
