//! Hour by weekday: 7 × 24 cells of one hue, the fuller the more.

use super::{
    Cell, Pick, Spot, Table, Theme,
    calendar::weekday_short,
    noun::counted,
    paper::Area,
    pen::{Drawn, Hang, Pen},
};
use crate::{insight::HourGrid, say};

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heat {
    /// 7 × 24 counts, Monday first.
    counts: Vec<u64>,
    /// Cases with a time.
    n: u64,
    /// What is counted, in the plural.
    noun: &'static str,
}

const GUTTER: i32 = 36;
const FOOT: i32 = 22;

impl Heat {
    /// The picture of a grid; `None` where no case has a time.
    pub fn new(grid: &HourGrid, noun: &'static str) -> Option<Self> {
        (grid.n > 0 && grid.counts.len() == 7 * 24).then(|| Self {
            counts: grid.counts.clone(),
            n: grid.n,
            noun,
        })
    }

    fn busiest(&self) -> (usize, u64) {
        let mut busiest = (0, 0);
        for (cell, &n) in self.counts.iter().enumerate() {
            if n > busiest.1 {
                busiest = (cell, n);
            }
        }
        busiest
    }

    fn words(&self, cell: usize) -> String {
        let (day, hour) = (cell / 24, cell % 24);
        say!(
            "{day} {from}–{to} h: {cases}",
            day = weekday_short(day as u8),
            from = format!("{hour:02}"),
            to = format!("{:02}", hour + 1),
            cases = counted(self.counts[cell], self.noun)
        )
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let (cases, busiest) = (counted(self.n, self.noun), self.words(self.busiest().0));
        say!("{cases} with a time; busiest {busiest}", cases = cases, busiest = busiest)
    }

    /// Every cell.
    pub fn table(&self) -> Table {
        let hours = (0..24).map(|hour| format!("{hour:02}"));
        let row = |(day, row): (usize, &[u64])| {
            let name = Cell::Text(weekday_short(day as u8).into());
            std::iter::once(name).chain(row.iter().map(|&n| Cell::Count(n))).collect()
        };
        Table {
            head: std::iter::once(say!("Weekday / hour")).chain(hours).collect(),
            rows: self.counts.chunks(24).enumerate().map(row).collect(),
        }
    }

    pub(super) fn height(width: u32) -> u32 {
        let cell = (width.saturating_sub(GUTTER as u32) / 24).clamp(16, 26);
        cell * 7 + FOOT as u32
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let most = self.busiest().1.max(1);
        let left = |hour: i32| GUTTER + (width - GUTTER) * hour / 24;
        let top = |day: i32| (height - FOOT) * day / 7;
        let mut spots = Vec::with_capacity(self.counts.len());
        for day in 0..7 {
            pen.text(
                weekday_short(day as u8),
                (0, i32::midpoint(top(day), top(day + 1))),
                Hang::Start,
                theme.ink_soft,
            )?;
            for hour in 0..24 {
                let cell = (day * 24 + hour) as usize;
                // The emptiest cell still shows where it is; the count itself is in words and table.
                let depth = 0.06 + 0.94 * self.counts[cell] as f64 / most as f64;
                let (from, to) = ((left(hour), top(day)), (left(hour + 1), top(day + 1)));
                pen.rect(from, (to.0 - 2, to.1 - 2), theme.step(depth))?;
                let pick = Pick::HourOfWeekday { weekday: day as u8, hour: hour as u8 };
                let area = (from.0, from.1, to.0, to.1);
                spots.push(Spot { area, words: self.words(cell), pick: Some(pick) });
            }
        }
        for hour in (0..24).step_by(if width < 480 { 6 } else { 3 }) {
            pen.text(&format!("{hour:02}"), (left(hour), height - 9), Hang::Start, theme.ink_soft)?;
        }
        Ok(spots)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Picture, tests::svg},
        *,
    };

    #[test]
    fn each_cell_has_its_place_and_its_words() {
        let mut counts = vec![0; 168];
        counts[24 + 14] = 112;
        let grid = HourGrid { name: "conversations_by_hour".into(), counts, n: 112 };
        let heat = Heat::new(&grid, "conversations").unwrap();
        assert!(heat.summary().ends_with("busiest Tue 14–15 h: 112 conversations"));
        let (svg, spots) = svg(&Picture::Heat(heat), 640);
        assert_eq!(spots.len(), 168);
        assert_eq!(svg.matches("<rect").count(), 168);
        assert_eq!(spots[38].pick, Some(Pick::HourOfWeekday { weekday: 1, hour: 14 }));
        assert_eq!(spots[38].words, "Tue 14–15 h: 112 conversations");
    }

    #[test]
    fn no_times_or_a_strange_grid_is_no_picture() {
        let grid = |counts: Vec<u64>, n| HourGrid { name: String::new(), counts, n };
        assert_eq!(Heat::new(&grid(vec![0; 168], 0), "conversations"), None);
        assert_eq!(Heat::new(&grid(vec![1; 3], 3), "conversations"), None);
    }
}
