//! Texts one after another in blocks, so that growing never copies what is there.

/// Where a text lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSpan {
    block: u32,
    start: u32,
    end: u32,
}

/// Size of a block; a longer text gets a block of its own.
const BLOCK: usize = 1 << 20;

/// Keeps texts.
#[derive(Debug, Default)]
pub struct Arena {
    blocks: Vec<String>,
}

impl Arena {
    /// Keeps a text.
    pub fn push(&mut self, text: &str) -> TextSpan {
        let fits = self.blocks.last().is_some_and(|block| block.len() + text.len() <= block.capacity());
        if !fits {
            self.blocks.push(String::with_capacity(BLOCK.max(text.len())));
        }
        let at = self.blocks.len() - 1;
        let block = &mut self.blocks[at];
        let start = block.len() as u32;
        block.push_str(text);
        TextSpan { block: at as u32, start, end: block.len() as u32 }
    }

    /// A kept text.
    pub fn get(&self, span: TextSpan) -> &str {
        self.blocks
            .get(span.block as usize)
            .and_then(|block| block.get(span.start as usize..span.end as usize))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_length_come_back() {
        let mut arena = Arena::default();
        let long = "ü".repeat(BLOCK);
        let spans: Vec<TextSpan> = ["", "hi", &long, "there"].map(|text| arena.push(text)).into();
        assert_eq!(spans.iter().map(|span| arena.get(*span)).collect::<Vec<_>>(), ["", "hi", &long, "there"]);
    }
}
