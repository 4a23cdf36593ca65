//! A picture as it is saved: on paper of its own, under its title, in the theme's colours.

use super::{
    Picture, Theme,
    paper::Area,
    pen::{Hang, Pen, Stroke},
    svg::{Measure, svg_area},
};

/// Free space on all sides.
const MARGIN: u32 = 16;
/// Height of title and caption.
const HEAD: u32 = 52;

/// The sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The picture.
    pub picture: &'a Picture,
    /// Its title.
    pub title: &'a str,
    /// Width of the picture itself.
    pub width: u32,
    /// Its colours.
    pub theme: &'a Theme,
}

impl Sheet<'_> {
    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        (self.width + 2 * MARGIN, self.picture.height(self.width) + HEAD + 2 * MARGIN)
    }

    /// Draws it over the whole area.
    ///
    /// # Errors
    /// Those of the backend.
    pub fn draw(&self, area: &Area<'_>) -> Stroke {
        area.fill(&self.theme.paper)?;
        let margin = MARGIN as i32;
        let inside = area.margin(margin, margin, margin, margin);
        let pen = Pen::new(&inside);
        let room = self.width as i32;
        pen.title(&pen.fit_title(self.title, room), (0, 8), self.theme.ink)?;
        pen.text(&pen.fit(&self.picture.caption(), room), (0, 30), Hang::Start, self.theme.ink_soft)?;
        self.picture.draw(&inside.margin(HEAD as i32, 0, 0, 0), self.theme)?;
        area.present()
    }

    /// The sheet as an SVG file that stands alone. Its text is measured by `measure`.
    pub fn svg(&self, measure: Measure) -> String {
        let mut out = String::new();
        let drawn = self.draw(&svg_area(&mut out, self.size(), measure));
        debug_assert!(drawn.is_ok(), "a text takes all that is written to it");
        // The name of the picture comes first, for those who hear it.
        let named = format!(
            "><title>{}</title><desc>{}</desc>\n",
            escaped(self.title),
            escaped(&self.picture.summary())
        );
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", out.replacen(">\n", &named, 1))
    }
}

/// A text as XML holds it.
fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .map(|c| match c {
            '<' => "&lt;".into(),
            '>' => "&gt;".into(),
            '&' => "&amp;".into(),
            c => c.to_string(),
        })
        .collect()
}
