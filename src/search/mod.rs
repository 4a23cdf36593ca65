//! Full text search over masked utterances: the messages that have all of some words, the most telling
//! first.
//!
//! Ranked by BM25 (S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond,
//! 2009) with k1 = 1.2 and b = 0.75: a rare word says more than a common one, a word said twice a little
//! more than one said once, and a short message that has it more than a long one.
//!
//! An [`Index`] holds the words of one shard, never its texts. Shards share nothing, so a search has two
//! rounds. Each shard first says how common the words of a [`Query`] are to it; these [`Stats`] add up
//! in any order. Handed the sum, each shard gives its best [`Hits`], and [`merge`] joins them. Scores are
//! made of integers, and equals stand in the order of the whole, so any number of shards gives the same
//! list.
//!
//! How it works, and what to touch together:
//! 1. `words` cuts a text into words, for texts and queries alike. They are what `text::fold_into` makes of
//!    them, so a word is found here where the filter finds it.
//! 2. `vocabulary` numbers the words; `postings` keeps for each where it stands: rows and positions.
//! 3. `matches` walks through the rows that hold one part of a query; `index` walks through those of all its
//!    parts, weighs each by `weight` and keeps the best.
//! 4. [`meaning`] finds texts that say nearly the same in other words.
//! 5. `passages` cuts the articles of a knowledge base into pieces that [`meaning`] can compare.
//! 6. `snippet` shows why a text was found. It reads the text anew, with the words of 1.
//!
//! ```
//! use undertone::search::{Index, Query, Snippet, merge};
//!
//! let texts = ["I want a refund", "My order [EMAIL 1]", "Refund my order, please: my ORDER is late"];
//! let mut index = Index::default();
//! index.fill(texts.len() as u32, &|row| Some(texts[row as usize]));
//!
//! let query = Query::parse("\"my order\" refund");
//! let stats = index.stats(&query);
//! let hits = index.hits(&query, &stats, 50, &|row| Some(u64::from(row)));
//! let ranked = merge(&[hits], 50);
//! assert!(ranked.has_all && ranked.count == 1);
//!
//! let row = ranked.best[0].hit.row;
//! let snippet = Snippet::of(texts[row as usize], &query);
//! assert_eq!(snippet.text, texts[2]);
//! assert_eq!(snippet.marks, [0..6, 7..15, 25..33]);
//! ```

mod hits;
mod index;
mod matches;
pub mod meaning;
mod pages;
mod passages;
mod postings;
mod query;
mod snippet;
mod vocabulary;
mod weight;
mod words;

pub use hits::{Found, Hit, Hits, Placed, Ranked, merge};
pub use index::Index;
pub use passages::{Articles, KnowledgeFile, MOST_PASSAGES, Passage};
pub use query::{MOST_WORDS, Part, Query};
pub use snippet::{LONGEST_SNIPPET, Snippet};
pub use weight::Stats;
pub use words::{LONGEST_WORD, words_of};
