//! The paper that pictures are drawn on: one type for plotters, whichever of its backends lies behind.
//!
//! Layout and strokes are compiled once with it, instead of once for the canvas and once for SVG. A kind
//! of paper says only what it does its own way ([`Surface`]); the other strokes go to its backend.

use std::{error::Error, fmt};

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform, text_anchor::Pos,
};

/// A paper, or a part of it.
pub type Area<'a> = DrawingArea<Paper<'a>, Shift>;

/// The surface did not take a stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the surface did not take a stroke")
    }
}

impl Error for Refused {}

/// What a stroke on a surface gives.
pub type Outcome = Result<(), DrawingErrorKind<Refused>>;

/// Colour and width of a stroke.
#[derive(Clone, Copy)]
pub struct Ink {
    colour: BackendColor,
    width: u32,
}

impl Ink {
    fn of(style: &impl BackendStyle) -> Self {
        Self { colour: style.color(), width: style.stroke_width() }
    }
}

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How a text is written.
#[derive(Clone)]
pub struct Letters {
    /// Their colour.
    pub colour: BackendColor,
    /// Their size in pixels.
    pub size: f64,
    /// Upright, bold.
    pub style: FontStyle,
    /// Where the text hangs from its point.
    pub anchor: Pos,
    /// The family as CSS names it.
    pub family: String,
}

impl Letters {
    fn of(style: &impl BackendTextStyle) -> Self {
        Self {
            colour: style.color(),
            size: style.size(),
            style: style.style(),
            anchor: style.anchor(),
            family: style.family().as_str().to_owned(),
        }
    }
}

impl BackendTextStyle for Letters {
    type FontError = Refused;

    fn color(&self) -> BackendColor {
        self.colour
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn transform(&self) -> FontTransform {
        FontTransform::None
    }

    fn style(&self) -> FontStyle {
        self.style
    }

    fn anchor(&self) -> Pos {
        self.anchor
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(&self.family)
    }

    // Both backends hand texts on as texts, so nobody asks for boxes or dots.
    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Refused> {
        Err(Refused)
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Refused> {
        Err(Refused)
    }
}

/// A kind of paper: a backend of plotters, and what is done otherwise than it would.
pub trait Surface {
    /// The backend.
    type Backend: DrawingBackend;

    /// The backend that takes the strokes.
    fn backend(&mut self) -> &mut Self::Backend;

    /// Width and height in pixels of the picture.
    fn size(&self) -> (u32, u32);

    /// Draws a line through points.
    ///
    /// # Errors
    /// Where the backend refuses.
    fn path(&mut self, points: &[BackendCoord], ink: Ink) -> Outcome {
        told(self.backend().draw_path(points.iter().copied(), &ink))
    }

    /// Writes a text.
    ///
    /// # Errors
    /// Where the backend refuses.
    fn text(&mut self, text: &str, letters: Letters, at: BackendCoord) -> Outcome;

    /// How wide a text is, in pixels of the picture.
    fn width_of(&self, text: &str, letters: &Letters) -> f64;
}

/// What a backend says, as a paper says it: which backend it was matters to nobody.
pub fn told<E: Error + Send + Sync>(said: Result<(), DrawingErrorKind<E>>) -> Outcome {
    said.map_err(|_| DrawingErrorKind::DrawingError(Refused))
}

/// [`Surface`] without its backend's type.
trait Strokes {
    fn size(&self) -> (u32, u32);
    fn prepare(&mut self) -> Outcome;
    fn present(&mut self) -> Outcome;
    fn pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Outcome;
    fn line(&mut self, from: BackendCoord, to: BackendCoord, ink: Ink) -> Outcome;
    fn rect(&mut self, from: BackendCoord, to: BackendCoord, ink: Ink, fill: bool) -> Outcome;
    fn circle(&mut self, at: BackendCoord, radius: u32, ink: Ink, fill: bool) -> Outcome;
    fn path(&mut self, points: &[BackendCoord], ink: Ink) -> Outcome;
    fn polygon(&mut self, points: &[BackendCoord], ink: Ink) -> Outcome;
    fn text(&mut self, text: &str, letters: Letters, at: BackendCoord) -> Outcome;
    fn width_of(&self, text: &str, letters: &Letters) -> f64;
}

impl<S: Surface> Strokes for S {
    fn size(&self) -> (u32, u32) {
        Surface::size(self)
    }

    fn prepare(&mut self) -> Outcome {
        told(self.backend().ensure_prepared())
    }

    fn present(&mut self) -> Outcome {
        told(self.backend().present())
    }

    fn pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Outcome {
        told(self.backend().draw_pixel(at, colour))
    }

    fn line(&mut self, from: BackendCoord, to: BackendCoord, ink: Ink) -> Outcome {
        told(self.backend().draw_line(from, to, &ink))
    }

    fn rect(&mut self, from: BackendCoord, to: BackendCoord, ink: Ink, fill: bool) -> Outcome {
        told(self.backend().draw_rect(from, to, &ink, fill))
    }

    fn circle(&mut self, at: BackendCoord, radius: u32, ink: Ink, fill: bool) -> Outcome {
        told(self.backend().draw_circle(at, radius, &ink, fill))
    }

    fn path(&mut self, points: &[BackendCoord], ink: Ink) -> Outcome {
        Surface::path(self, points, ink)
    }

    fn polygon(&mut self, points: &[BackendCoord], ink: Ink) -> Outcome {
        told(self.backend().fill_polygon(points.iter().copied(), &ink))
    }

    fn text(&mut self, text: &str, letters: Letters, at: BackendCoord) -> Outcome {
        Surface::text(self, text, letters, at)
    }

    fn width_of(&self, text: &str, letters: &Letters) -> f64 {
        Surface::width_of(self, text, letters)
    }
}

/// The paper.
pub struct Paper<'a>(Box<dyn Strokes + 'a>);

/// The whole of a new paper.
pub fn area<'a>(surface: impl Surface + 'a) -> Area<'a> {
    Paper(Box::new(surface)).into_drawing_area()
}

impl DrawingBackend for Paper<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.0.size()
    }

    fn ensure_prepared(&mut self) -> Outcome {
        self.0.prepare()
    }

    fn present(&mut self) -> Outcome {
        self.0.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.0.pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.0.line(from, to, Ink::of(style))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.0.rect(upper_left, bottom_right, Ink::of(style), fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.0.path(&path.into_iter().collect::<Vec<_>>(), Ink::of(style))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.0.circle(center, radius, Ink::of(style), fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.0.polygon(&path.into_iter().collect::<Vec<_>>(), Ink::of(style))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Outcome {
        self.0.text(text, Letters::of(style), pos)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Refused>> {
        let letters = Letters::of(style);
        Ok((self.0.width_of(text, &letters).ceil() as u32, letters.size.ceil() as u32))
    }
}
