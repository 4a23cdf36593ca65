//! Texts one after another in blocks, so that growing never copies what is there. A block that is full may
//! be kept elsewhere, where there is more room than in memory; from there it is read when it is asked for.

use std::{borrow::Cow, cell::RefCell, fmt, rc::Rc};

use crate::size;

/// Where a text lies. One without letters lies nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextSpan {
    block: u32,
    start: u32,
    end: u32,
}

impl TextSpan {
    /// Whether it is a text without letters.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A place for texts outside of memory. What it keeps goes when it is dropped.
pub trait Elsewhere: fmt::Debug {
    /// Takes a block of texts; the first is number 0. `false` where there is no room for it: such a place is
    /// asked to keep nothing more.
    fn keep(&mut self, block: &str) -> bool;

    /// A block that it keeps, by its number.
    fn read(&self, number: u32) -> Option<String>;
}

/// Size of a block; a longer text gets a block of its own.
const BLOCK: usize = 256 << 10;

/// Blocks read from elsewhere that stay at hand.
const AT_HAND: usize = 4;

/// A block of texts.
#[derive(Debug)]
enum Block {
    /// In memory.
    Here(String),
    /// Elsewhere, under this number.
    Away(u32),
    /// Its texts moved on, or were let go.
    Gone,
}

/// Keeps texts.
#[derive(Debug, Default)]
pub struct Arena {
    blocks: Vec<Block>,
    elsewhere: Option<Box<dyn Elsewhere>>,
    /// Whether there is no more room elsewhere.
    is_full: bool,
    /// How many blocks are elsewhere, and their bytes.
    away: (u32, u64),
    /// Blocks read from there, the latest last.
    at_hand: RefCell<Vec<(u32, Rc<String>)>>,
}

impl Arena {
    /// Keeps a text.
    pub fn push(&mut self, text: &str) -> TextSpan {
        if text.is_empty() {
            return TextSpan::default();
        }
        let fits = |block: &Block| match block {
            Block::Here(block) => block.len() + text.len() <= block.capacity(),
            Block::Away(_) | Block::Gone => false,
        };
        if !self.blocks.last().is_some_and(fits) {
            self.send_away(self.blocks.len().saturating_sub(1));
            self.blocks.push(Block::Here(String::with_capacity(BLOCK.max(text.len()))));
        }
        let at = self.blocks.len() - 1;
        let Block::Here(block) = &mut self.blocks[at] else { return TextSpan::default() };
        let start = block.len() as u32;
        block.push_str(text);
        TextSpan { block: at as u32, start, end: block.len() as u32 }
    }

    /// A text that is in memory.
    pub fn here(&self, span: TextSpan) -> &str {
        match self.blocks.get(span.block as usize) {
            Some(Block::Here(block)) => block.get(span.start as usize..span.end as usize).unwrap_or_default(),
            _ => "",
        }
    }

    /// A text, wherever it is.
    pub fn get(&self, span: TextSpan) -> Cow<'_, str> {
        match self.blocks.get(span.block as usize) {
            Some(Block::Away(number)) if !span.is_empty() => {
                let block = self.read(*number);
                let text =
                    block.as_deref().and_then(|block| block.get(span.start as usize..span.end as usize));
                Cow::Owned(text.unwrap_or_default().to_owned())
            }
            _ => Cow::Borrowed(self.here(span)),
        }
    }

    fn read(&self, number: u32) -> Option<Rc<String>> {
        let mut at_hand = self.at_hand.borrow_mut();
        let block = match at_hand.iter().position(|(known, _)| *known == number) {
            Some(at) => at_hand.remove(at).1,
            None => Rc::new(self.elsewhere.as_ref()?.read(number)?),
        };
        if at_hand.len() >= AT_HAND {
            at_hand.remove(0);
        }
        at_hand.push((number, Rc::clone(&block)));
        Some(block)
    }

    /// Keeps full blocks elsewhere from now on, those that are here already among them.
    pub fn spill(&mut self, elsewhere: Box<dyn Elsewhere>) {
        self.elsewhere = Some(elsewhere);
        for at in 0..self.blocks.len().saturating_sub(1) {
            self.send_away(at);
        }
    }

    fn send_away(&mut self, at: usize) {
        let Some(elsewhere) = self.elsewhere.as_mut().filter(|_| !self.is_full) else { return };
        let Some(block @ Block::Here(_)) = self.blocks.get_mut(at) else { return };
        let Block::Here(text) = &*block else { return };
        if elsewhere.keep(text) {
            self.away.1 += text.len() as u64;
            *block = Block::Away(self.away.0);
            self.away.0 += 1;
        } else {
            self.is_full = true;
        }
    }

    /// Lets go of the texts in memory that `keeps` does not name by their place in `spans`, which stand in
    /// the order in which they were kept. The memory that this frees is soon used again: a block goes before
    /// the next is looked at.
    pub fn thin(&mut self, spans: &mut [TextSpan], mut keeps: impl FnMut(usize) -> bool) {
        // What is moved goes behind the blocks that are there, and none of it into the last of them.
        self.blocks.push(Block::Gone);
        let mut open: Option<(u32, String)> = None;
        for (at, span) in spans.iter_mut().enumerate() {
            if span.is_empty() {
                continue;
            }
            if open.as_ref().is_none_or(|(block, _)| *block != span.block) {
                let Some(block @ Block::Here(_)) = self.blocks.get_mut(span.block as usize) else { continue };
                let Block::Here(text) = std::mem::replace(block, Block::Gone) else { continue };
                open = Some((span.block, text));
            }
            let Some((_, text)) = open.as_ref().filter(|_| keeps(at)) else {
                *span = TextSpan::default();
                continue;
            };
            let text = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            *span = self.push(text);
        }
    }

    /// Whether it keeps no text, here or elsewhere.
    pub fn is_bare(&self) -> bool {
        self.blocks.iter().all(|block| match block {
            Block::Here(text) => text.is_empty(),
            Block::Away(_) => false,
            Block::Gone => true,
        })
    }

    /// Bytes elsewhere.
    pub fn bytes_away(&self) -> u64 {
        self.away.1
    }

    /// Whether there was no more room elsewhere.
    pub fn is_full(&self) -> bool {
        self.is_full
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        let block = |block: &Block| match block {
            Block::Here(text) => text.capacity() as u64,
            Block::Away(_) | Block::Gone => 0,
        };
        let at_hand: usize = self.at_hand.borrow().iter().map(|(_, block)| block.capacity()).sum();
        size::list(&self.blocks) + self.blocks.iter().map(block).sum::<u64>() + at_hand as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps so many blocks.
    #[derive(Debug)]
    struct Shelf(usize, Vec<String>);

    impl Elsewhere for Shelf {
        fn keep(&mut self, block: &str) -> bool {
            let has_room = self.1.len() < self.0;
            if has_room {
                self.1.push(block.to_owned());
            }
            has_room
        }

        fn read(&self, number: u32) -> Option<String> {
            self.1.get(number as usize).cloned()
        }
    }

    fn text(at: usize) -> String {
        format!("{at} ü").repeat(100_000)
    }

    #[track_caller]
    fn holds(arena: &Arena, spans: &[TextSpan], which: impl Fn(usize) -> bool) {
        for (at, span) in spans.iter().enumerate() {
            let expected = if which(at) { text(at) } else { String::new() };
            assert!(arena.get(*span) == expected, "text {at}");
        }
    }

    #[test]
    fn texts_of_any_length_come_back() {
        let mut arena = Arena::default();
        let long = "ü".repeat(BLOCK);
        let spans: Vec<TextSpan> = ["", "hi", &long, "there"].map(|text| arena.push(text)).into();
        assert_eq!(
            spans.iter().map(|span| arena.here(*span)).collect::<Vec<_>>(),
            ["", "hi", &long, "there"]
        );
    }

    #[test]
    fn texts_come_back_from_elsewhere_and_take_little_memory() {
        let mut arena = Arena::default();
        let mut spans: Vec<TextSpan> = (0..20).map(|at| arena.push(&text(at))).collect();
        let before = arena.bytes();
        arena.spill(Box::new(Shelf(usize::MAX, Vec::new())));
        spans.extend((20..40).map(|at| arena.push(&text(at))));
        assert!(before > 8 << 20 && arena.bytes() < 4 << 20, "{before}, {}", arena.bytes());
        assert!(arena.bytes_away() > 14 << 20 && !arena.is_full());
        holds(&arena, &spans, |_| true);
    }

    #[test]
    fn where_there_is_no_more_room_elsewhere_texts_stay_in_memory() {
        let mut arena = Arena::default();
        arena.spill(Box::new(Shelf(2, Vec::new())));
        let spans: Vec<TextSpan> = (0..20).map(|at| arena.push(&text(at))).collect();
        assert!(arena.is_full() && arena.bytes_away() > 0);
        holds(&arena, &spans, |_| true);
    }

    #[test]
    fn thinned_again_and_again_the_rest_comes_back() {
        let mut arena = Arena::default();
        let mut spans: Vec<TextSpan> = (0..40).map(|at| arena.push(&text(at))).collect();
        let before = arena.bytes();
        arena.thin(&mut spans, |at| at % 2 == 0);
        arena.thin(&mut spans, |at| at % 4 == 0);
        assert!(arena.bytes() < before / 3, "{before}, {}", arena.bytes());
        holds(&arena, &spans, |at| at % 4 == 0);
    }
}
