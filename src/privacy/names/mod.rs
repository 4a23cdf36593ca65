//! Names of people and street addresses that no word announces and no shape gives away: a list of what words
//! may be, and a tagger that reads them in their surroundings.
//!
//! Both are data of the language model, made by `tools/train/pii`. Tokens and features are the same there
//! (`features.py`); they are changed together. Only tokens that may belong to a name are looked at closely: a
//! capitalised word that is no everyday one, a listed name, what follows "my name is" and the like.

mod features;
mod gazetteer;
mod tagger;
mod tokens;

use gazetteer::Gazetteer;
use tagger::Tagger;
use tokens::Token;

use super::address;
use super::finder::{Matches, note};
use super::kind::Kind;
use crate::text::model::Model;

/// What is known of names: the sections `names` and `tagger` of the model.
#[derive(Debug)]
pub struct Names {
    gazetteer: Gazetteer,
    tagger: Tagger,
}

impl Names {
    /// Reads the two sections; `None` where they are not what they should be.
    pub fn read(names: &[u8], tagger: &[u8]) -> Option<Self> {
        Some(Self { gazetteer: Gazetteer::read(names)?, tagger: Tagger::read(tagger)? })
    }

    /// Those of a language model; `None` where it has none.
    pub fn of(model: &Model) -> Option<Self> {
        Self::read(model.section("names").ok()?, model.section("tagger").ok()?)
    }

    /// Bytes of memory that they take.
    pub fn bytes(&self) -> u64 {
        self.gazetteer.bytes() + self.tagger.bytes()
    }

    /// Notes the names and addresses of a piece. `scratch` is overwritten and kept for its room.
    pub(super) fn look(&self, s: &[u8], scratch: &mut Scratch, matches: &mut Matches) {
        let Ok(text) = str::from_utf8(s) else { return };
        let Scratch { tokens, word } = scratch;
        tokens::read(text, &self.gazetteer, tokens, word);
        self.tagger.label(tokens);
        let mut rest = tokens.as_slice();
        while let Some(first) = rest.iter().position(|token| token.label > 0) {
            rest = &rest[first..];
            let inside = rest[0].label + rest[0].label % 2;
            let length = 1 + rest[1..].iter().take_while(|token| token.label == inside).count();
            found(s, &rest[..length], matches);
            rest = &rest[length..];
        }
    }
}

/// Buffers of [`Names::look`].
#[derive(Debug, Default)]
pub(super) struct Scratch {
    tokens: Vec<Token>,
    word: Vec<u8>,
}

/// Notes what the tokens are, if it can be that.
fn found(s: &[u8], tokens: &[Token], matches: &mut Matches) {
    let (Some(first), Some(last)) =
        (tokens.first(), tokens.iter().rfind(|token| token.is_word() || token.is_number()))
    else {
        return;
    };
    let (start, mut end) = (first.start as usize, last.end as usize);
    if start >= end {
        return;
    }
    if first.label < features::B_ADDRESS {
        for owner in ["'s", "\u{2019}s"] {
            if s[start..end].ends_with(owner.as_bytes()) && end - start > owner.len() {
                end -= owner.len();
            }
        }
        note(matches, Kind::Person, start, end);
        return;
    }
    let street = tokens.iter().any(|token| token.flags & features::STREET > 0);
    let number = tokens.iter().any(Token::is_number);
    if tokens.iter().any(Token::is_word) && (street || number) {
        note(matches, Kind::Address, start, address::extended(s, end));
    }
}
