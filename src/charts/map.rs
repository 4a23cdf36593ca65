//! Things on a plane, near one another where they are alike: dots as large as what they stand for, with names as far as
//! these have room. Places mean nearness alone, so there are no axes.

use super::{
    Cell, Hue, Pick, Spot, Table, Theme,
    paper::Area,
    pen::{Drawn, Hang, Pen},
};
use crate::{
    say,
    words::{plural, share, t},
};

/// A dot.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// What it is called.
    pub name: String,
    /// Where it stands, in any unit.
    pub at: (f64, f64),
    /// Conversations.
    pub n: u64,
    /// The share of them that was not settled, and of how many that is, where it is known.
    pub lost: Option<(f64, u64)>,
    /// Its colour.
    pub hue: Hue,
    /// The filter of its conversations.
    pub filter: String,
}

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The largest first.
    dots: Vec<Dot>,
}

/// Its height, in pixels.
const HEIGHT: u32 = 440;

/// Radius of the smallest and of the largest dot, in pixels.
const RADII: (f64, f64) = (4.0, 22.0);

/// What is left free around the dots, in pixels: to the sides more, for names.
const EDGE: (i32, i32) = (64, 30);

/// Widest name, in pixels.
const WIDEST: i32 = 170;

/// Height of a name, in pixels.
const LINE: i32 = 16;

/// A rectangle: left, top, right, bottom.
type Room = (i32, i32, i32, i32);

impl Map {
    /// Of some dots; `None` of fewer than three, which have no places to speak of.
    pub fn new(mut dots: Vec<Dot>) -> Option<Self> {
        crate::order::sort_by(&mut dots, |one, two| two.n.cmp(&one.n).then_with(|| one.name.cmp(&two.name)));
        let is_placed = dots.iter().all(|dot| dot.at.0.is_finite() && dot.at.1.is_finite());
        (dots.len() >= 3 && is_placed).then_some(Self { dots })
    }

    /// Its height, in pixels.
    pub(super) fn height() -> u32 {
        HEIGHT
    }

    fn words(dot: &Dot) -> String {
        let many = plural(dot.n, "{n} conversation", "{n} conversations");
        match dot.lost {
            Some((lost, of)) => {
                say!(
                    "{name}: {many}, {lost} not settled",
                    name = dot.name,
                    many = many,
                    lost = share(lost, of)
                )
            }
            None => format!("{}: {many}", dot.name),
        }
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let most = self.dots.first().map(Self::words).unwrap_or_default();
        plural(
            self.dots.len() as u64,
            "{n} topic; near one another is what means nearly the same.",
            "{n} topics; near one another is what means nearly the same.",
        ) + " "
            + &say!("The largest is {most}.", most = most)
    }

    /// Every dot.
    pub fn table(&self) -> Table {
        let row = |dot: &Dot| {
            let lost = dot.lost.map_or(Cell::Nothing, |(lost, of)| Cell::Share(lost, of));
            vec![Cell::Text(dot.name.clone()), Cell::Count(dot.n), lost]
        };
        Table {
            head: vec![t("Topic").into(), t("Conversations").into(), t("Unresolved or given up").into()],
            rows: self.dots.iter().map(row).collect(),
        }
    }

    /// The middle and the radius of each dot in a frame.
    fn placed(&self, (width, height): (i32, i32)) -> Vec<((i32, i32), i32)> {
        let extent = |value: fn(&Dot) -> f64| {
            let values = self.dots.iter().map(value);
            values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
        };
        let scaled = |value: f64, (low, high): (f64, f64), from: i32, to: i32| {
            let along = if high > low { (value - low) / (high - low) } else { 0.5 };
            from + (along * f64::from(to - from)).round() as i32
        };
        let (across, up) = (extent(|dot| dot.at.0), extent(|dot| dot.at.1));
        let most = self.dots.first().map_or(1, |dot| dot.n).max(1) as f64;
        // A phone has less room for the same dots.
        let largest = RADII.1.min(f64::from(width) / 24.0).max(RADII.0);
        let place = |dot: &Dot| {
            let at = (
                scaled(dot.at.0, across, EDGE.0, width - EDGE.0),
                scaled(dot.at.1, up, EDGE.1, height - EDGE.1),
            );
            // By the area, as the eye compares.
            let radius = (largest * (dot.n as f64 / most).sqrt()).max(RADII.0);
            (at, radius.round() as i32)
        };
        self.dots.iter().map(place).collect()
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let size = pen.size();
        let placed = self.placed(size);
        for (dot, ((x, y), radius)) in self.dots.iter().zip(&placed).map(|(dot, place)| (dot, *place)) {
            // A rim of paper keeps dots apart that lie on one another.
            pen.dot((x, y), radius + 1, theme.paper)?;
            pen.dot((x, y), radius, theme.colour(dot.hue))?;
        }
        for (text, at) in self.names(&pen, &placed) {
            pen.text(&text, at, Hang::Start, theme.ink)?;
        }
        let spot = |(dot, ((x, y), radius)): (&Dot, &((i32, i32), i32))| Spot {
            area: (x - radius, y - radius, x + radius + 1, y + radius + 1),
            words: Self::words(dot),
            pick: Some(Pick::Filter(dot.filter.clone())),
        };
        Ok(self.dots.iter().zip(&placed).map(spot).collect())
    }

    /// The names that have room beside their dots without lying on another or on a dot, and where each begins: those of
    /// the largest first.
    fn names(&self, pen: &Pen<'_, '_>, placed: &[((i32, i32), i32)]) -> Vec<(String, (i32, i32))> {
        let (width, height) = pen.size();
        let mut taken: Vec<Room> =
            placed.iter().map(|((x, y), radius)| (x - radius, y - radius, x + radius, y + radius)).collect();
        let mut names = Vec::new();
        for (dot, ((x, y), radius)) in self.dots.iter().zip(placed) {
            let text = pen.fit(&dot.name, WIDEST);
            let wide = pen.width_of(&text);
            let starts = [
                (x + radius + 4, *y),
                (x - radius - 4 - wide, *y),
                (x - wide / 2, y - radius - LINE / 2 - 1),
                (x - wide / 2, y + radius + LINE / 2 + 1),
            ];
            let room = |(left, middle): (i32, i32)| (left, middle - LINE / 2, left + wide, middle + LINE / 2);
            let is_free = |start: &(i32, i32)| {
                let own = room(*start);
                own.0 >= 0
                    && own.1 >= 0
                    && own.2 <= width
                    && own.3 <= height
                    && !taken.iter().any(|other| overlap(own, *other))
            };
            if let Some(start) = starts.into_iter().find(is_free) {
                taken.push(room(start));
                names.push((text, start));
            }
        }
        names
    }
}

fn overlap(one: Room, other: Room) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}
