//! Search by meaning: the messages that are nearest to a sentence, whatever their words.

use crate::{
    corpus::Corpus,
    language::Listener,
    search::meaning::{Close, Near, Sketches, candidates, closeness, closest},
    text::model::Sketch,
};

use super::{
    Selection,
    ask::{Ask, Part},
    finding::{FoundLine, SearchResults, Sought, whole_line},
    questions::Asking,
    team::{Lost, Team, ask_all},
};

/// What begins a search by meaning.
const SIGN: char = '~';

/// How near a message must be to be found at all: a cosine of 0.4, in 8192ths.
const LEAST: i32 = 3277;

/// The sentence of a search by meaning; `None` of a search by words.
///
/// ```
/// use undertone::engine::meant;
/// assert_eq!(meant(" ~\"cannot log in\""), Some("cannot log in"));
/// assert_eq!(meant("cannot log in"), None);
/// ```
pub fn meant(words: &str) -> Option<&str> {
    let sentence = words.trim().strip_prefix(SIGN)?.trim();
    let inner = sentence.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest));
    Some(inner.unwrap_or(sentence))
}

/// A message near in meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearLine {
    /// In how many signs its sketch differs.
    distance: u32,
    /// Where it stands in the whole.
    place: u64,
    /// How close its meaning is, in 8192ths.
    closeness: i32,
    line: FoundLine,
}

crate::frozen! { NearLine { distance, place, closeness, line } }

/// How near a message must be to mean what a filter's sentence means: a cosine of 0.55, in 8192ths.
pub(super) const MEANT: i32 = 4506;

/// In so many of 256 signs a message may differ that is compared exactly.
const WORTH_COMPARING: u32 = 100;

/// The messages of a shard that mean what a sentence means.
#[derive(Debug)]
pub struct Meaning {
    /// The sentence.
    pub sentence: String,
    /// A bit for each row.
    rows: Vec<u64>,
}

impl Meaning {
    /// Those of a shard whose sketches are complete; none where the sentence means nothing to the model.
    pub(super) fn of(sentence: &str, corpus: &Corpus, listener: &mut Listener, sketches: &Sketches) -> Self {
        let mut rows = vec![0; corpus.utterances().div_ceil(u64::BITS) as usize];
        let sketch = listener.sketch(sentence);
        let wanted = listener.meaning(sentence).map(<[i16]>::to_vec).unwrap_or_default();
        for row in 0..sketches.rows() {
            let known = sketches.of(row);
            if sketch == Sketch::default()
                || known == Sketch::default()
                || known.distance(sketch) > WORTH_COMPARING
            {
                continue;
            }
            let text = corpus.text(row);
            let is_meant =
                listener.meaning(&text).is_some_and(|meaning| closeness(&wanted, meaning) >= MEANT);
            rows[row as usize / 64] |= u64::from(is_meant) << (row % 64);
        }
        Self { sentence: sentence.to_owned(), rows }
    }

    /// Whether a message is one of them.
    pub(super) fn has(&self, row: u32) -> bool {
        self.rows.get(row as usize / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }
}

/// Takes in the sketches of so many further messages; whether there are more. Without a model there are none.
pub(super) fn sketch_more(
    corpus: &Corpus,
    listener: &mut Listener,
    sketches: &mut Sketches,
    most: u32,
) -> bool {
    if !listener.understands() {
        return false;
    }
    let all = corpus.utterances();
    let end = sketches.rows().saturating_add(most).min(all);
    for row in sketches.rows()..end {
        let sketch = corpus.message(row).map(|text| listener.sketch(&text)).unwrap_or_default();
        sketches.add(row, sketch);
    }
    end < all
}

/// The candidates of a shard whose sketches are complete, with how close each is.
pub(super) fn nearest(
    corpus: &mut Corpus,
    listener: &mut Listener,
    sketches: &Sketches,
    selection: &Selection,
    sought: &Sought,
) -> Vec<NearLine> {
    let sentence = meant(&sought.words).unwrap_or_default();
    let Some(wanted) = listener.meaning(sentence).map(<[i16]>::to_vec) else { return Vec::new() };
    let sketch = listener.sketch(sentence);
    if sketch == Sketch::default() {
        return Vec::new();
    }
    let place = |row: u32| {
        let conversation = corpus.conversation_of(row).filter(|conversation| selection.has(*conversation))?;
        Some(u64::from(corpus.place().among_all(conversation)) << 32 | u64::from(row))
    };
    let near = sketches.nearest(sketch, candidates(sought.most as usize), &place);
    let mut lines = Vec::with_capacity(near.len());
    for Near { distance, place, row } in near {
        let closeness = {
            let text = corpus.text(row);
            listener.meaning(&text).map_or(0, |meaning| closeness(&wanted, meaning))
        };
        // Rows are numbered by shard: the line in its conversation is the same in any.
        let line = whole_line(corpus, row);
        lines.extend(line.map(|line| {
            let place = place >> 32 << 32 | u64::from(line.line);
            NearLine { distance, place, closeness, line }
        }));
    }
    lines
}

impl<T: Team> Asking<'_, T> {
    /// The messages nearest in meaning to a sentence, nearest first.
    pub(super) async fn near(&self, sought: Sought) -> Result<SearchResults, Lost> {
        let most = sought.most as usize;
        let (mut found, mut lines) = (Vec::new(), Vec::new());
        for (shard, part) in (0..).zip(ask_all(self.team, &Ask::Near(Box::new(sought))).await?) {
            let Part::Near(part) = part else { return Err(Lost) };
            for (row, line) in (0..).zip(&part) {
                let near = Near { distance: line.distance, place: line.place, row };
                found.push(Close { near, closeness: line.closeness, shard });
            }
            lines.push(part);
        }
        let mut closest = closest(found, candidates(most), most);
        closest.retain(|close| close.closeness >= LEAST);
        let line = |close: &Close| lines[close.shard as usize][close.near.row as usize].line.clone();
        Ok(SearchResults {
            count: closest.len() as u64,
            has_all: true,
            rows: closest.iter().map(line).collect(),
            left_aside: 0,
        })
    }
}
