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
    zoom: Zoom,
}

/// How near a map is looked at. Points of the frame and of the map go from 0 to 1.
///
/// ```
/// use undertone::charts::Zoom;
/// let near = Zoom::default().by(2.0, (0.25, 0.5));
/// assert_eq!(near.times(), 2.0);
/// assert_eq!(near.by(0.5, (0.9, 0.1)), Zoom::default(), "far enough away all of it is in sight");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zoom {
    times: f64,
    /// The point of the map in the middle of the frame.
    middle: (f64, f64),
}

impl Default for Zoom {
    fn default() -> Self {
        Self { times: 1.0, middle: (0.5, 0.5) }
    }
}

impl Zoom {
    /// The nearest that there is.
    pub const NEAREST: f64 = 8.0;

    /// How many times as large as all of it.
    pub fn times(self) -> f64 {
        self.times
    }

    /// So many times nearer; what lies at a point of the frame stays there as far as all of the frame is map.
    #[must_use]
    pub fn by(self, factor: f64, (x, y): (f64, f64)) -> Self {
        let times = (self.times * factor).clamp(1.0, Self::NEAREST);
        let keep = |middle: f64, at: f64| middle + (at - 0.5) * (1.0 / self.times - 1.0 / times);
        Self { times, middle: (keep(self.middle.0, x), keep(self.middle.1, y)) }.held()
    }

    /// Moved by parts of the frame.
    #[must_use]
    pub fn moved(self, (x, y): (f64, f64)) -> Self {
        let middle = (self.middle.0 + x / self.times, self.middle.1 + y / self.times);
        Self { middle, ..self }.held()
    }

    /// Such that nothing beside the map is in sight.
    fn held(self) -> Self {
        let half = 0.5 / self.times;
        let hold = |middle: f64| middle.clamp(half, 1.0 - half);
        Self { middle: (hold(self.middle.0), hold(self.middle.1)), ..self }
    }

    /// Where a point of a map of some length stands in a frame of that length.
    fn place(self, at: i32, length: i32, middle: f64) -> i32 {
        let part = (f64::from(at) / f64::from(length.max(1)) - middle) * self.times + 0.5;
        (part * f64::from(length)).round() as i32
    }
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

/// A dot with its middle and its radius, in pixels.
type Placed<'d> = (&'d Dot, (i32, i32), i32);

impl Map {
    /// Of some dots; `None` of fewer than three, which have no places to speak of.
    pub fn new(mut dots: Vec<Dot>) -> Option<Self> {
        crate::order::sort_by(&mut dots, |one, two| two.n.cmp(&one.n).then_with(|| one.name.cmp(&two.name)));
        let is_placed = dots.iter().all(|dot| dot.at.0.is_finite() && dot.at.1.is_finite());
        (dots.len() >= 3 && is_placed).then_some(Self { dots, zoom: Zoom::default() })
    }

    /// The same, looked at from nearer.
    #[must_use]
    pub fn zoomed(self, zoom: Zoom) -> Self {
        Self { zoom, ..self }
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

    /// The dots in sight, with the middle and the radius of each in a frame.
    fn placed(&self, (width, height): (i32, i32)) -> Vec<Placed<'_>> {
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
        let edge = EDGE.0.min(width / 8).max(largest.ceil() as i32 + 1);
        let placed = self.dots.iter().filter_map(|dot| {
            let at =
                (scaled(dot.at.0, across, edge, width - edge), scaled(dot.at.1, up, EDGE.1, height - EDGE.1));
            let Zoom { middle, .. } = self.zoom;
            let at = (self.zoom.place(at.0, width, middle.0), self.zoom.place(at.1, height, middle.1));
            // By the area, as the eye compares.
            let radius = (largest * (dot.n as f64 / most).sqrt()).max(RADII.0).round() as i32;
            let in_sight =
                (-radius..width + radius).contains(&at.0) && (-radius..height + radius).contains(&at.1);
            in_sight.then_some((dot, at, radius))
        });
        placed.collect()
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let size = pen.size();
        let placed = self.placed(size);
        for (dot, (x, y), radius) in placed.iter().copied() {
            // A rim of paper keeps dots apart that lie on one another.
            pen.dot((x, y), radius + 1, theme.paper)?;
            pen.dot((x, y), radius, theme.colour(dot.hue))?;
        }
        for (text, at) in names(&pen, &placed) {
            pen.text(&text, at, Hang::Start, theme.ink)?;
        }
        let spot = |(dot, (x, y), radius): Placed<'_>| Spot {
            area: (x - radius, y - radius, x + radius + 1, y + radius + 1),
            words: Self::words(dot),
            pick: Some(Pick::Filter(dot.filter.clone())),
        };
        Ok(placed.into_iter().map(spot).collect())
    }
}

/// The names that have room beside their dots without lying on another or on a dot, and where each begins: those of
/// the largest first.
fn names(pen: &Pen<'_, '_>, placed: &[Placed<'_>]) -> Vec<(String, (i32, i32))> {
    let (width, height) = pen.size();
    let mut taken: Vec<Room> =
        placed.iter().map(|(_, (x, y), radius)| (x - radius, y - radius, x + radius, y + radius)).collect();
    let mut names = Vec::new();
    for (dot, (x, y), radius) in placed {
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

fn overlap(one: Room, other: Room) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> Map {
        let dot = |name: &str, at, n| Dot {
            name: name.into(),
            at,
            n,
            lost: None,
            hue: Hue::Blue,
            filter: String::new(),
        };
        Map::new(vec![
            dot("a", (0.0, 0.0), 9),
            dot("b", (1.0, 0.0), 5),
            dot("c", (0.5, 1.0), 7),
            dot("d", (0.1, 0.0), 3),
        ])
        .unwrap()
    }

    fn places(map: &Map) -> Vec<(String, (i32, i32))> {
        map.placed((800, 400)).into_iter().map(|(dot, at, _)| (dot.name.clone(), at)).collect()
    }

    #[test]
    fn what_is_pointed_at_stays_where_it_is_and_its_neighbours_move_apart() {
        let all = places(&map());
        let (name, at) = all[0].clone();
        assert_eq!(name, "a");
        let point = (f64::from(at.0) / 800.0, f64::from(at.1) / 400.0);
        // Far enough from the edge of the map it would stay to the pixel; here the map ends.
        let near = map().zoomed(Zoom::default().by(3.0, point));
        let shown = places(&near);
        let names: Vec<&str> = shown.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "d"], "the others are out of sight");
        let apart = |places: &[(String, (i32, i32))]| {
            let x =
                |wanted: &str| places.iter().find(|(name, _)| name == wanted).map(|(_, at)| at.0).unwrap();
            x("d") - x("a")
        };
        assert!((apart(&shown) - 3 * apart(&all)).abs() <= 2, "{shown:?} {all:?}");
        assert!((shown[0].1.0 - at.0).abs() <= 1 && (shown[0].1.1 - at.1).abs() <= 1, "{shown:?}");
    }

    #[test]
    fn nothing_beside_the_map_comes_into_sight() {
        let near = Zoom::default().by(4.0, (0.5, 0.5));
        assert_eq!(near.moved((9.0, -9.0)), near.moved((3.0, -3.0)), "it ends at the edge");
        assert_eq!(Zoom::default().moved((0.4, 0.4)), Zoom::default());
        assert_eq!(near.by(100.0, (0.5, 0.5)), near.by(Zoom::NEAREST / 4.0, (0.5, 0.5)));
        assert_eq!(near.by(0.01, (0.1, 0.9)), Zoom::default());
    }
}
