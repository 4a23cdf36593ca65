//! The colours of pictures: the same values as the custom properties of the style sheet, for light
//! and for dark paper. The series palette is Okabe and Ito's, each colour shifted until it stands
//! out from its paper by 3 to 1.

use plotters::style::RGBColor;

/// A colour of the series palette. A thing keeps its hue everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Hue {
    Blue,
    Orange,
    Green,
    Vermillion,
    Sky,
    Purple,
    Yellow,
    Grey,
    /// Not of a series: the page's own accent.
    Accent,
}

impl Hue {
    /// The series palette in its order.
    pub const SERIES: [Self; 8] = [
        Self::Blue,
        Self::Orange,
        Self::Green,
        Self::Vermillion,
        Self::Sky,
        Self::Purple,
        Self::Yellow,
        Self::Grey,
    ];
}

/// What a picture is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Behind everything.
    pub paper: RGBColor,
    /// Text that is read first.
    pub ink: RGBColor,
    /// Ticks and labels.
    pub ink_soft: RGBColor,
    /// Hairlines.
    pub line: RGBColor,
    /// The one accent.
    pub accent: RGBColor,
    /// The series palette, in the order of [`Hue::SERIES`].
    pub series: [RGBColor; 8],
}

impl Theme {
    /// The system's own font, as the style sheet names it.
    pub const FONT: &'static str = "system-ui, sans-serif";

    /// On light paper.
    pub const fn light() -> Self {
        Self {
            paper: RGBColor(0xff, 0xff, 0xff),
            ink: RGBColor(0x1a, 0x1f, 0x24),
            ink_soft: RGBColor(0x56, 0x5f, 0x69),
            line: RGBColor(0xe2, 0xe1, 0xdb),
            accent: RGBColor(0x00, 0x72, 0x7c),
            series: [
                RGBColor(0x00, 0x72, 0xb2),
                RGBColor(0xc4, 0x7c, 0x00),
                RGBColor(0x00, 0x8f, 0x68),
                RGBColor(0xd1, 0x55, 0x00),
                RGBColor(0x2b, 0x8d, 0xc6),
                RGBColor(0xb5, 0x59, 0x8b),
                RGBColor(0x97, 0x89, 0x00),
                RGBColor(0x7a, 0x82, 0x8c),
            ],
        }
    }

    /// On dark paper.
    pub const fn dark() -> Self {
        Self {
            paper: RGBColor(0x1b, 0x1f, 0x23),
            ink: RGBColor(0xe9, 0xe7, 0xe2),
            ink_soft: RGBColor(0xa6, 0xae, 0xb6),
            line: RGBColor(0x31, 0x37, 0x3d),
            accent: RGBColor(0x52, 0xb8, 0xc2),
            series: [
                RGBColor(0x4f, 0xa3, 0xe3),
                RGBColor(0xe6, 0x9f, 0x00),
                RGBColor(0x2d, 0xbd, 0x90),
                RGBColor(0xf0, 0x80, 0x40),
                RGBColor(0x85, 0xcc, 0xf3),
                RGBColor(0xdf, 0x9a, 0xc2),
                RGBColor(0xf0, 0xe4, 0x42),
                RGBColor(0x97, 0xa0, 0xaa),
            ],
        }
    }

    /// The colour of a hue.
    pub fn colour(&self, hue: Hue) -> RGBColor {
        Hue::SERIES.iter().position(|&other| other == hue).map_or(self.accent, |at| self.series[at])
    }

    /// Between paper and accent: the sequential scale, `0..=1`.
    pub fn step(&self, share: f64) -> RGBColor {
        let mix = |a: u8, b: u8| {
            (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8
        };
        RGBColor(
            mix(self.paper.0, self.accent.0),
            mix(self.paper.1, self.accent.1),
            mix(self.paper.2, self.accent.2),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: RGBColor) -> f64 {
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.0) + 0.7152 * part(colour.1) + 0.0722 * part(colour.2)
    }

    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_by_four_and_a_half_and_marks_by_three() {
        for theme in [Theme::light(), Theme::dark()] {
            for text in [theme.ink, theme.ink_soft, theme.accent] {
                assert!(contrast(text, theme.paper) >= 4.5, "{text:?} {}", contrast(text, theme.paper));
            }
            for mark in theme.series {
                assert!(contrast(mark, theme.paper) >= 3.0, "{mark:?} {}", contrast(mark, theme.paper));
            }
        }
    }

    #[test]
    fn the_style_sheet_has_the_same_colours() {
        let sheet = include_str!("../../www/undertone.css");
        let hex = |c: RGBColor| format!("#{:02x}{:02x}{:02x}", c.0, c.1, c.2);
        let (light, dark) = (Theme::light(), Theme::dark());
        for (name, light, dark) in [
            ("card", light.paper, dark.paper),
            ("ink", light.ink, dark.ink),
            ("ink-soft", light.ink_soft, dark.ink_soft),
            ("line", light.line, dark.line),
            ("accent", light.accent, dark.accent),
        ] {
            let rule = format!("--{name}: light-dark({}, {});", hex(light), hex(dark));
            assert!(sheet.contains(&rule), "{rule}");
        }
    }
}
