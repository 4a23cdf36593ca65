//! A course in the size of a word: a line without an axis, its last point marked.

use super::{
    Cell, Table, Theme,
    paper::Area,
    pen::{Drawn, Pen},
    scale::Scale,
};
use crate::say;

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Spark {
    /// The values, oldest first; `None` where there is none.
    pub values: Vec<Option<f64>>,
    /// The course in one line of words.
    pub words: String,
}

impl Spark {
    /// Its height, in pixels.
    pub const HEIGHT: u32 = 32;

    /// The picture of a course; `None` without any value. `say` puts a value into words.
    pub fn new(values: Vec<Option<f64>>, say: impl Fn(f64) -> String) -> Option<Self> {
        let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
        let (first, last) = (known().next()?, known().next_back()?);
        let (low, high) = ends(known());
        let words = say!(
            "first {first}, last {last}, lowest {low}, highest {high}",
            first = say(first),
            last = say(last),
            low = say(low),
            high = say(high)
        );
        Some(Self { values, words })
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        self.words.clone()
    }

    /// Every value.
    pub fn table(&self) -> Table {
        let row = |(i, value): (usize, &Option<f64>)| {
            vec![Cell::Count(i as u64 + 1), value.map_or(Cell::Nothing, Cell::Number)]
        };
        Table {
            head: vec![say!("Step"), say!("Value")],
            rows: self.values.iter().enumerate().map(row).collect(),
        }
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let known = |value: &Option<f64>| value.filter(|value| value.is_finite());
        let (low, high) = ends(self.values.iter().filter_map(known));
        let y = if low < high {
            Scale { domain: (low, high), range: (height - 5, 5) }
        } else {
            Scale { domain: (0.0, 0.0), range: (height / 2, height / 2) }
        };
        let steps = self.values.len().saturating_sub(1);
        let x =
            Scale { domain: (0.0, steps as f64), range: (if steps == 0 { width / 2 } else { 4 }, width - 5) };
        let mut last = None;
        let mut at = 0;
        for run in self.values.split(|value| known(value).is_none()) {
            let points: Vec<(i32, i32)> = run
                .iter()
                .enumerate()
                .filter_map(|(i, value)| Some((x.at((at + i) as f64), y.at(known(value)?))))
                .collect();
            at += run.len() + 1;
            last = points.last().copied().or(last);
            match points[..] {
                [] => {}
                [alone] => pen.dot(alone, 1, theme.accent)?,
                [start, .., end] => {
                    let mut shape = points.clone();
                    shape.extend([(end.0, height), (start.0, height)]);
                    pen.fill(shape, theme.accent, 0.1)?;
                    pen.path(points, theme.accent, 2)?;
                }
            }
        }
        if let Some(last) = last {
            pen.dot(last, 3, theme.accent)?;
        }
        Ok(Vec::new())
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Picture, tests::svg},
        *,
    };

    fn spark(values: &[Option<f64>]) -> Option<Spark> {
        Spark::new(values.to_vec(), |value| format!("{value:.0}"))
    }

    fn marks(values: &[Option<f64>]) -> (usize, usize) {
        let svg = svg(&Picture::Spark(spark(values).unwrap()), 120).0;
        (svg.matches("<polyline").count(), svg.matches("<circle").count())
    }

    #[test]
    fn without_a_value_there_is_none() {
        assert_eq!(spark(&[]), None);
        assert_eq!(spark(&[None, None]), None);
        assert_eq!(spark(&[Some(f64::NAN)]), None);
    }

    #[test]
    fn the_line_breaks_where_values_are_missing() {
        assert_eq!(marks(&[Some(1.0), Some(3.0), Some(2.0)]), (1, 1));
        assert_eq!(marks(&[Some(1.0), Some(3.0), None, Some(2.0), Some(2.0)]), (2, 1));
        assert_eq!(marks(&[Some(1.0), None, Some(2.0)]), (0, 3), "two alone, and the mark on the last");
        assert_eq!(marks(&[Some(7.0)]), (0, 2));
    }

    #[test]
    fn its_words_say_ends_and_extremes() {
        let spark = spark(&[None, Some(3.0), Some(9.0), Some(1.0), Some(4.0), None]).unwrap();
        assert_eq!(spark.words, "first 3, last 4, lowest 1, highest 9");
        assert_eq!(spark.table().rows.len(), 6);
    }
}
