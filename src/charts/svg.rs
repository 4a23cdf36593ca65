//! Paper that becomes an SVG text: plotters' own SVG backend, with text in the size that was asked
//! for (plotters writes it smaller) and measured by whoever knows the font.

use plotters::prelude::SVGBackend;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform, text_anchor::Pos,
};

/// How wide a text is at a size in pixels.
pub type Measure = fn(text: &str, size: f64) -> f64;

/// By how much plotters divides the size of a text that it writes.
const SHRUNK: f64 = 1.24;

/// By how much bold letters are wider, about.
const BOLDER: f64 = 1.08;

/// The paper.
pub struct SvgPaper<'a> {
    inner: SVGBackend<'a>,
    measure: Measure,
}

impl<'a> SvgPaper<'a> {
    /// Paper whose text goes to `out`.
    pub fn new(out: &'a mut String, size: (u32, u32), measure: Measure) -> Self {
        Self { inner: SVGBackend::with_string(out, size), measure }
    }
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

/// A style of text with its size as the backend must hear it.
struct Grown<'s, S>(&'s S);

impl<S: BackendTextStyle> BackendTextStyle for Grown<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.0.color()
    }

    fn size(&self) -> f64 {
        self.0.size() * SHRUNK
    }

    fn transform(&self) -> FontTransform {
        self.0.transform()
    }

    fn style(&self) -> FontStyle {
        self.0.style()
    }

    fn anchor(&self) -> Pos {
        self.0.anchor()
    }

    fn family(&self) -> FontFamily<'_> {
        self.0.family()
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        self.0.layout_box(text)
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        pos: BackendCoord,
        draw: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.0.draw(text, pos, draw)
    }
}

type Outcome = Result<(), DrawingErrorKind<std::io::Error>>;

impl DrawingBackend for SvgPaper<'_> {
    type ErrorType = std::io::Error;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn ensure_prepared(&mut self) -> Outcome {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Outcome {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.inner.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.inner.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Outcome {
        // XML has no place for these characters, not even as references.
        let text: String = text
            .chars()
            .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
            .collect();
        self.inner.draw_text(&text, &Grown(style), pos)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        let bold = if matches!(style.style(), FontStyle::Bold) { BOLDER } else { 1.0 };
        Ok(((self.measure)(text, style.size() * bold).ceil() as u32, style.size().ceil() as u32))
    }
}
