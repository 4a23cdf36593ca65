//! A canvas that plotters can draw on, sharp on every screen and under a strict style policy.
//!
//! It wraps plotters' own canvas backend for four reasons. The canvas holds as many pixels as the
//! screen has, while drawing speaks in the page's pixels. Text is measured by a canvas: plotters
//! would measure it with a styled element, which the page's policy refuses. Widths are kept, because
//! the same names and numbers are measured at every redraw. And a font is set only when it changes.

use std::cell::RefCell;

use litemap::LiteMap;
use plotters_backend::{
    BackendColor, BackendCoord, DrawingBackend,
    text_anchor::{HPos, VPos},
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{
    Sheet, Theme,
    paper::{self, Area, Ink, Letters, Outcome, Surface, told},
};

/// The canvas.
struct SharpCanvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    /// The font that the context is set to: setting one costs as much as writing with it.
    font: String,
}

/// Sizes and clears a canvas for the screen; `None` where the browser gives no drawing context.
pub fn canvas_area(canvas: &HtmlCanvasElement, size: (u32, u32)) -> Option<Area<'static>> {
    let ratio = web_sys::window()?.device_pixel_ratio().clamp(1.0, 4.0);
    let style = canvas.style();
    style.set_property("height", &format!("{}px", size.1)).ok()?;
    SharpCanvas::with_ratio(canvas, size, ratio).map(paper::area)
}

impl SharpCanvas {
    /// Sizes and clears a canvas that holds `ratio` pixels for each that is drawn.
    fn with_ratio(canvas: &HtmlCanvasElement, size: (u32, u32), ratio: f64) -> Option<Self> {
        let context = context_of(canvas)?;
        let pixels = [size.0, size.1].map(|length| (f64::from(length) * ratio).round() as u32);
        // Setting a length clears the canvas, also to what it was, at many times the cost of all
        // strokes: it is done only where the length is another.
        if [canvas.width(), canvas.height()] == pixels {
            context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).ok()?;
            context.clear_rect(0.0, 0.0, f64::from(pixels[0]), f64::from(pixels[1]));
        }
        if canvas.width() != pixels[0] {
            canvas.set_width(pixels[0]);
        }
        if canvas.height() != pixels[1] {
            canvas.set_height(pixels[1]);
        }
        context.scale(ratio, ratio).ok()?;
        let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self { inner, context, size, font: String::new() })
    }
}

/// A sheet on a canvas of its own, beside the page, `ratio` times as fine.
pub fn painted(sheet: &Sheet<'_>, ratio: f64) -> Option<HtmlCanvasElement> {
    let canvas = new_canvas()?;
    let surface = SharpCanvas::with_ratio(&canvas, sheet.size(), ratio)?;
    sheet.draw(&paper::area(surface)).ok()?;
    Some(canvas)
}

fn new_canvas() -> Option<HtmlCanvasElement> {
    web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Widths are forgotten beyond this many: names come from files, and files from anywhere.
const MOST_WIDTHS: usize = 4096;

/// Measures texts, and remembers what it measured.
struct Ruler {
    context: CanvasRenderingContext2d,
    /// The font that the context is set to.
    font: String,
    /// Widths by font, then by text.
    widths: LiteMap<String, LiteMap<String, f64>>,
}

impl Ruler {
    fn width_of(&mut self, text: &str, font: &str) -> f64 {
        if let Some(&width) = self.widths.get(font).and_then(|widths| widths.get(text)) {
            return width;
        }
        if self.font != font {
            self.context.set_font(font);
            font.clone_into(&mut self.font);
        }
        let width = self.context.measure_text(text).map_or(0.0, |metrics| metrics.width());
        let widths = self.widths.entry(font.to_owned()).or_default();
        if widths.len() >= MOST_WIDTHS {
            widths.clear();
        }
        widths.insert(text.to_owned(), width);
        width
    }
}

thread_local! {
    static RULER: RefCell<Option<Ruler>> = RefCell::new(
        new_canvas()
            .and_then(|canvas| context_of(&canvas))
            .map(|context| Ruler { context, font: String::new(), widths: LiteMap::new() })
    );
}

fn width_in(text: &str, font: &str) -> f64 {
    RULER.with_borrow_mut(|ruler| ruler.as_mut().map_or(0.0, |ruler| ruler.width_of(text, font)))
}

fn font_of(letters: &Letters) -> String {
    format!("{} {}px {}", letters.style.as_str(), letters.size, letters.family)
}

/// How wide a text of pictures is at a size in pixels.
pub fn measure(text: &str, size: f64) -> f64 {
    width_in(text, &format!("normal {size}px {}", Theme::FONT))
}

impl Surface for SharpCanvas {
    type Backend = CanvasBackend;

    fn backend(&mut self) -> &mut CanvasBackend {
        &mut self.inner
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn path(&mut self, points: &[BackendCoord], ink: Ink) -> Outcome {
        // Straight lines are moved onto whole pixels by the line stroke alone.
        told(match *points {
            [from, to] => self.inner.draw_line(from, to, &ink),
            _ => self.inner.draw_path(points.iter().copied(), &ink),
        })
    }

    fn text(&mut self, text: &str, letters: Letters, at: BackendCoord) -> Outcome {
        let font = font_of(&letters);
        if self.font != font {
            self.context.set_font(&font);
            self.font = font;
        }
        self.context.set_text_align(match letters.anchor.h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.context.set_text_baseline(match letters.anchor.v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        });
        let BackendColor { alpha, rgb: (red, green, blue) } = letters.colour;
        self.context.set_fill_style_str(&format!("rgba({red},{green},{blue},{alpha})"));
        // Refused only for coordinates that are no numbers.
        let _ = self.context.fill_text(text, f64::from(at.0), f64::from(at.1));
        Ok(())
    }

    fn width_of(&self, text: &str, letters: &Letters) -> f64 {
        width_in(text, &font_of(letters))
    }
}
