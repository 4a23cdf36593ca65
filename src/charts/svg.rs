//! Paper that becomes an SVG text: plotters' own SVG backend, with text in the size that was asked
//! for (plotters writes it smaller) and measured by whoever knows the font.

use plotters::prelude::SVGBackend;
use plotters_backend::{BackendCoord, DrawingBackend, FontStyle};

use super::paper::{self, Area, Letters, Outcome, Surface, told};

/// How wide a text is at a size in pixels.
pub type Measure = fn(text: &str, size: f64) -> f64;

/// By how much plotters divides the size of a text that it writes.
const SHRUNK: f64 = 1.24;

/// By how much bold letters are wider, about.
const BOLDER: f64 = 1.08;

struct SvgPaper<'a> {
    inner: SVGBackend<'a>,
    measure: Measure,
}

/// Paper whose text goes to `out`.
pub fn svg_area(out: &mut String, size: (u32, u32), measure: Measure) -> Area<'_> {
    paper::area(SvgPaper { inner: SVGBackend::with_string(out, size), measure })
}

/// About how wide a text is in a common sans-serif font, for where there is no screen to ask.
pub fn approximate_width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' | '\u{202f}' | ' ' => 0.29,
        'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 0.37,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '+' | '=' => 0.87,
        'A'..='Z' => 0.67,
        '\u{0300}'..='\u{036f}' => 0.0,
        '\u{2e80}'..='\u{ffef}' | '\u{1f000}'.. => 1.0,
        _ => 0.56,
    };
    text.chars().map(em).sum::<f64>() * size
}

impl<'a> Surface for SvgPaper<'a> {
    type Backend = SVGBackend<'a>;

    fn backend(&mut self) -> &mut Self::Backend {
        &mut self.inner
    }

    fn size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn text(&mut self, text: &str, letters: Letters, at: BackendCoord) -> Outcome {
        // XML has no place for these characters, not even as references.
        let text: String = text
            .chars()
            .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
            .collect();
        let grown = Letters { size: letters.size * SHRUNK, ..letters };
        told(self.inner.draw_text(&text, &grown, at))
    }

    fn width_of(&self, text: &str, letters: &Letters) -> f64 {
        let bold = if matches!(letters.style, FontStyle::Bold) { BOLDER } else { 1.0 };
        (self.measure)(text, letters.size * bold)
    }
}
