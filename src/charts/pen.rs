//! A pen over a drawing area: the few strokes that the pictures are made of, in one font, in
//! pixels of the picture.

use plotters::{
    drawing::DrawingAreaErrorKind,
    element::{Circle, PathElement, Polygon, Rectangle, Text},
    style::{
        Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{
    Spot, Theme,
    paper::{Area, Refused},
};

/// What drawing gives: the places that can be read out.
pub type Drawn = Result<Vec<Spot>, DrawingAreaErrorKind<Refused>>;
/// What one stroke gives.
pub type Stroke = Result<(), DrawingAreaErrorKind<Refused>>;

/// Size of all text in pictures, in pixels.
pub const TEXT: f64 = 12.0;
/// Size of the title of a sheet.
const TITLE: f64 = 15.0;

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
pub struct Pen<'a, 'p> {
    area: &'a Area<'p>,
}

impl<'a, 'p> Pen<'a, 'p> {
    /// A pen over an area.
    pub fn new(area: &'a Area<'p>) -> Self {
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
    pub fn text(&self, text: &str, at: (i32, i32), hang: Hang, colour: RGBColor) -> Stroke {
        self.area.draw(&Text::new(text, at, style(colour, hang)))
    }

    /// Writes the title of a sheet.
    pub fn title(&self, text: &str, at: (i32, i32), colour: RGBColor) -> Stroke {
        self.area.draw(&Text::new(text, at, style_of(colour, Hang::Start, TITLE)))
    }

    /// A text, cut with an ellipsis to fit a width.
    pub fn fit(&self, text: &str, room: i32) -> String {
        cut(text, |text| self.width_of(text) <= room)
    }

    /// [`Self::fit`] for the title of a sheet.
    pub fn fit_title(&self, text: &str, room: i32) -> String {
        let style = style_of(RGBColor(0, 0, 0), Hang::Start, TITLE);
        cut(text, |text| self.area.estimate_text_size(text, &style).is_ok_and(|size| size.0 as i32 <= room))
    }

    /// A straight hairline.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Stroke {
        self.path(vec![from, to], colour, 1)
    }

    /// A line through points.
    pub fn path(&self, points: Vec<(i32, i32)>, colour: RGBColor, width: u32) -> Stroke {
        self.area.draw(&PathElement::new(points, colour.stroke_width(width)))
    }

    /// A filled shape, as opaque as asked.
    pub fn fill(&self, points: Vec<(i32, i32)>, colour: RGBColor, opacity: f64) -> Stroke {
        self.area.draw(&Polygon::new(points, colour.mix(opacity).filled()))
    }

    /// A straight hairline, as opaque as asked.
    pub fn faint_line(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor, opacity: f64) -> Stroke {
        self.area.draw(&PathElement::new(vec![from, to], colour.mix(opacity).stroke_width(1)))
    }

    /// A filled rectangle, as opaque as asked.
    pub fn shade(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor, opacity: f64) -> Stroke {
        self.area.draw(&Rectangle::new([from, to], colour.mix(opacity).filled()))
    }

    /// A filled rectangle.
    pub fn rect(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Stroke {
        self.area.draw(&Rectangle::new([from, to], colour.filled()))
    }

    /// A rectangle that says "few cases": outlined and hatched.
    pub fn hatched(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Stroke {
        let hatching = hatching(from, to);
        if hatching.len() > 1 {
            self.path(hatching, colour, 1)?;
        }
        self.area.draw(&Rectangle::new([from, to], ShapeStyle::from(colour).stroke_width(1)))
    }

    /// A dot.
    pub fn dot(&self, at: (i32, i32), radius: i32, colour: RGBColor) -> Stroke {
        self.area.draw(&Circle::new(at, radius, colour.filled()))
    }
}

/// Lines at 45° through a rectangle as one stroke, which goes from line to line along the edges.
/// A stroke each would cost more than all the rest of a picture.
fn hatching((left, top): (i32, i32), (right, bottom): (i32, i32)) -> Vec<(i32, i32)> {
    const STEP: i32 = 5;
    let mut path = Vec::new();
    let mut upwards = true;
    // Where a line would cross the height of the bottom edge.
    let mut foot = left - (bottom - top) + STEP;
    while foot < right {
        let low = if foot >= left { (foot, bottom) } else { (left, bottom - (left - foot)) };
        let head = foot + (bottom - top);
        let high = if head <= right { (head, top) } else { (right, top + (head - right)) };
        let (from, to) = if upwards { (low, high) } else { (high, low) };
        if let Some(&last) = path.last() {
            path.extend(corner(last, from, (left, top), (right, bottom)));
        }
        path.extend([from, to]);
        upwards = !upwards;
        foot += STEP;
    }
    path
}

/// The corner of a rectangle that lies between two points on neighbouring edges.
fn corner(a: (i32, i32), b: (i32, i32), from: (i32, i32), to: (i32, i32)) -> Option<(i32, i32)> {
    let is_on_one_edge = a.0 == b.0 || a.1 == b.1;
    if is_on_one_edge {
        return None;
    }
    // Lines rise to the right, so only two corners are ever turned.
    Some(if a.1.min(b.1) == from.1 { (to.0, from.1) } else { (from.0, to.1) })
}

/// A text, cut with an ellipsis until it fits. What fits is found by halving.
fn cut(text: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(text) {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).take(200).collect();
    let short = |end: usize| format!("{}…", text[..end].trim_end());
    let most = ends.partition_point(|&end| fits(&short(end)));
    short(most.checked_sub(1).map_or(0, |most| ends[most]))
}

fn style(colour: RGBColor, hang: Hang) -> TextStyle<'static> {
    style_of(colour, hang, TEXT)
}

fn style_of(colour: RGBColor, hang: Hang, pixels: f64) -> TextStyle<'static> {
    let side = match hang {
        Hang::Start => HPos::Left,
        Hang::Middle => HPos::Center,
        Hang::End => HPos::Right,
    };
    let weight = if pixels > TEXT { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(Theme::FONT), pixels, weight);
    let mut style = TextStyle::from(font).pos(Pos::new(side, VPos::Center));
    style.color = colour.to_backend_color();
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_within_its_rectangle() {
        for (from, to) in [((10, 10), (60, 30)), ((0, 0), (20, 90)), ((3, 3), (4, 4)), ((5, 5), (5, 40))] {
            let path = hatching(from, to);
            assert!(path.iter().all(|at| (from.0..=to.0).contains(&at.0) && (from.1..=to.1).contains(&at.1)));
            for step in path.windows(2) {
                let (dx, dy) = (step[1].0 - step[0].0, step[1].1 - step[0].1);
                let along_an_edge = dx == 0 && [from.0, to.0].contains(&step[0].0)
                    || dy == 0 && [from.1, to.1].contains(&step[0].1);
                assert!(dx == -dy || along_an_edge, "{from:?} {to:?}: {step:?}");
            }
        }
        assert!(hatching((10, 10), (60, 30)).len() > 20);
    }

    #[test]
    fn a_text_is_cut_where_it_no_longer_fits() {
        let fits = |room: usize| move |text: &str| text.chars().count() <= room;
        assert_eq!(cut("Größenänderung", fits(14)), "Größenänderung");
        assert_eq!(cut("Größenänderung", fits(6)), "Größe…");
        assert_eq!(cut("one two", fits(5)), "one…");
        assert_eq!(cut("Größe", fits(0)), "…");
    }
}
