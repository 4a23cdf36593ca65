//! A canvas that plotters can draw on, sharp on every screen and under a strict style policy.
//!
//! It wraps plotters' own canvas backend for three reasons. The canvas holds as many pixels as the
//! screen has, while drawing speaks in the page's pixels. Text is measured by a canvas: plotters
//! would measure it with a styled element, which the page's policy refuses. And widths are kept,
//! because the same names and numbers are measured at every redraw.

use std::{cell::RefCell, collections::HashMap};

use plotters::prelude::IntoDrawingArea;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{Sheet, Theme};

/// The canvas.
pub struct SharpCanvas {
    inner: CanvasBackend,
    size: (u32, u32),
}

type Outcome = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl SharpCanvas {
    /// Sizes and clears a canvas for the screen; `None` where the browser gives no drawing context.
    pub fn new(canvas: &HtmlCanvasElement, size: (u32, u32)) -> Option<Self> {
        let ratio = web_sys::window()?.device_pixel_ratio().clamp(1.0, 4.0);
        let style = canvas.style();
        style.set_property("height", &format!("{}px", size.1)).ok()?;
        Self::with_ratio(canvas, size, ratio)
    }

    /// Sizes and clears a canvas that holds `ratio` pixels for each that is drawn.
    fn with_ratio(canvas: &HtmlCanvasElement, size: (u32, u32), ratio: f64) -> Option<Self> {
        // Setting the width also clears the canvas and its transform.
        canvas.set_width((f64::from(size.0) * ratio).round() as u32);
        canvas.set_height((f64::from(size.1) * ratio).round() as u32);
        let context = context_of(canvas)?;
        context.scale(ratio, ratio).ok()?;
        Some(Self { inner: CanvasBackend::with_canvas_object(canvas.clone())?, size })
    }
}

/// A sheet on a canvas of its own, beside the page, `ratio` times as fine.
pub fn painted(sheet: &Sheet<'_>, ratio: f64) -> Option<HtmlCanvasElement> {
    let canvas = new_canvas()?;
    let surface = SharpCanvas::with_ratio(&canvas, sheet.size(), ratio)?;
    sheet.draw(&surface.into_drawing_area()).ok()?;
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
    widths: HashMap<String, HashMap<String, f64>>,
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
            .map(|context| Ruler { context, font: String::new(), widths: HashMap::new() })
    );
}

fn width_in(text: &str, font: &str) -> f64 {
    RULER.with_borrow_mut(|ruler| ruler.as_mut().map_or(0.0, |ruler| ruler.width_of(text, font)))
}

/// How wide a text of pictures is at a size in pixels.
pub fn measure(text: &str, size: f64) -> f64 {
    width_in(text, &format!("normal {size}px {}", Theme::FONT))
}

impl DrawingBackend for SharpCanvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
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
        let points: Vec<BackendCoord> = path.into_iter().collect();
        // Straight lines are moved onto whole pixels by the line stroke alone.
        if let [from, to] = points[..] {
            return self.inner.draw_line(from, to, style);
        }
        self.inner.draw_path(points, style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.inner.fill_polygon(path, style)
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

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Outcome {
        self.inner.draw_text(text, style, pos)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        let font = format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str());
        Ok((width_in(text, &font).ceil() as u32, style.size().ceil() as u32))
    }
}
