//! Messages as they are said: what chat widgets and transports hand over, read into the same store as files, with
//! figures of the latest minutes and hours, and alerts.
//!
//! The page hands over what a source gave it, as deliveries `{source, name, data, at}`; an [`adapters::Adapter`] reads
//! that as [`Event`]s, the [`Stream`] makes conversations of them, each message once, and [`Live`] keeps what these
//! come to. The same messages, streamed or read from a file, give the same figures.
//!
//! ```
//! use undertone::{conversation::Zone, engine::Settings, live::{Live, Window}};
//! let mut live = Live::new(Settings { zone: Zone::utc(), key: [0; 16], originals: false }, 1_000);
//! let happened = live.take(r#"{"source": "message", "at": 1772474000000, "data":
//!     {"conversation_id": "c-1", "role": "user", "text": "Where is my order?"}}"#);
//! assert_eq!(happened[0].what.name(), "chatbot_interaction");
//! let board = live.board(Window::Minutes, 1772474060000);
//! assert_eq!(board.figures["conversations"].n, 1);
//! ```

pub mod adapters;
pub mod alerts;
mod demo;
mod event;
mod gone;
mod happening;
mod known;
mod listening;
mod now;
mod pulse;
mod store;
mod stream;
mod telling;
mod topics;
mod window;

pub use demo::Demo;
pub use event::{Event, Manner, Said, Told};
pub use happening::{Happening, What};
pub use listening::{Listening, Look};
pub use now::{Against, Feared, Now, Running, SHOWN};
pub use pulse::Beat;
pub use store::{Live, ROOM};
pub use stream::{Stream, each_delivery};
pub use topics::LiveTopic;
pub use window::Window;
