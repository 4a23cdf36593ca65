//! A pen over a drawing area: the few strokes that the pictures are made of, in one font, in
//! pixels of the picture.

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind},
    element::{Circle, PathElement, Polygon, Rectangle, Text},
    prelude::DrawingBackend,
    style::{
        Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{Spot, Theme};

/// What drawing gives: the places that can be read out.
pub type Drawn<DB> = Result<Vec<Spot>, DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;
/// What one stroke gives.
pub type Stroke<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Size of all text in pictures, in pixels.
pub const TEXT: f64 = 12.0;

/// Where a text hangs from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hang {
    /// Begins at the point, centred in height.
    Start,
    /// Centred on the point.
    Middle,
    /// Ends at the point, centred in height.
    End,
}

/// The pen.
pub struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    /// A pen over an area.
    pub fn new(area: &'a DrawingArea<DB, Shift>) -> Self {
        Self { area }
    }

    /// Width and height of the area.
    pub fn size(&self) -> (i32, i32) {
        let (width, height) = self.area.dim_in_pixel();
        (width as i32, height as i32)
    }

    /// How wide a text is.
    pub fn width_of(&self, text: &str) -> i32 {
        self.area
            .estimate_text_size(text, &style(RGBColor(0, 0, 0), Hang::Start))
            .map_or(0, |size| size.0 as i32)
    }

    /// Writes a line of text.
    pub fn text(&self, text: &str, at: (i32, i32), hang: Hang, colour: RGBColor) -> Stroke<DB> {
        self.area.draw(&Text::new(text, at, style(colour, hang)))
    }

    /// Writes a text, cut with an ellipsis to fit a width.
    pub fn fit(&self, text: &str, room: i32) -> String {
        if self.width_of(text) <= room {
            return text.to_owned();
        }
        let mut cut: Vec<char> = text.chars().take(200).collect();
        loop {
            cut.pop();
            let short: String = cut.iter().chain(&['…']).collect();
            if cut.is_empty() || self.width_of(&short) <= room {
                return short;
            }
        }
    }

    /// A straight hairline.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Stroke<DB> {
        self.path(vec![from, to], colour, 1)
    }

    /// A line through points.
    pub fn path(&self, points: Vec<(i32, i32)>, colour: RGBColor, width: u32) -> Stroke<DB> {
        self.area.draw(&PathElement::new(points, colour.stroke_width(width)))
    }

    /// A filled shape, as opaque as asked.
    pub fn fill(&self, points: Vec<(i32, i32)>, colour: RGBColor, opacity: f64) -> Stroke<DB> {
        self.area.draw(&Polygon::new(points, colour.mix(opacity).filled()))
    }

    /// A filled rectangle.
    pub fn rect(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Stroke<DB> {
        self.area.draw(&Rectangle::new([from, to], colour.filled()))
    }

    /// A rectangle that says "few cases": outlined and hatched.
    pub fn hatched(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Stroke<DB> {
        let ((left, top), (right, bottom)) = (from, to);
        let mut offset = top - bottom;
        while left + offset < right {
            // Lines at 45°, clipped to the rectangle.
            let (mut x0, mut y0) = (left + offset, bottom);
            let (mut x1, mut y1) = (left + offset + (bottom - top), top);
            if x0 < left {
                y0 -= left - x0;
                x0 = left;
            }
            if x1 > right {
                y1 += x1 - right;
                x1 = right;
            }
            if x1 > x0 {
                self.path(vec![(x0, y0), (x1, y1)], colour, 1)?;
            }
            offset += 5;
        }
        self.area.draw(&Rectangle::new([from, to], ShapeStyle::from(colour).stroke_width(1)))
    }

    /// A dot.
    pub fn dot(&self, at: (i32, i32), radius: i32, colour: RGBColor) -> Stroke<DB> {
        self.area.draw(&Circle::new(at, radius, colour.filled()))
    }
}

fn style(colour: RGBColor, hang: Hang) -> TextStyle<'static> {
    let side = match hang {
        Hang::Start => HPos::Left,
        Hang::Middle => HPos::Center,
        Hang::End => HPos::Right,
    };
    let font = FontDesc::new(FontFamily::Name(Theme::FONT), TEXT, FontStyle::Normal);
    let mut style = TextStyle::from(font).pos(Pos::new(side, VPos::Center));
    style.color = colour.to_backend_color();
    style
}
