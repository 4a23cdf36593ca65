//! A whole in named parts: one bar each, from zero, labelled where it stands. A part of fewer than
//! thirty cases is hatched: too few to read much into.

use plotters::{coord::Shift, drawing::DrawingArea, prelude::DrawingBackend};

use super::{
    FEW, Hue, Spot, Table, Theme,
    pen::{Drawn, Hang, Pen},
    scale::Scale,
};
use crate::insight::Breakdown;
use crate::words::{count, share};

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its name on screen.
    pub label: String,
    /// Cases in it.
    pub n: u64,
    /// Its colour.
    pub hue: Hue,
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// Title of the column of names.
    pub title: &'static str,
    /// What is counted, in the plural.
    pub noun: &'static str,
    /// The parts, in their order.
    pub bars: Vec<Bar>,
    /// The whole.
    pub of: u64,
}

const ROW: u32 = 34;

impl Bars {
    /// The picture of a breakdown with at most `most` parts, the rest gathered as "other"; `None`
    /// where there is nothing to split. `dress` gives each part its name on screen and its colour.
    pub fn new(
        breakdown: &Breakdown,
        title: &'static str,
        noun: &'static str,
        most: usize,
        dress: impl Fn(usize, &str) -> (String, Hue),
    ) -> Option<Self> {
        if breakdown.of == 0 || breakdown.parts.is_empty() {
            return None;
        }
        let shown = if breakdown.parts.len() > most { most.saturating_sub(1) } else { breakdown.parts.len() };
        let mut bars: Vec<Bar> = breakdown.parts[..shown]
            .iter()
            .enumerate()
            .map(|(i, (name, n))| {
                let (label, hue) = dress(i, name);
                Bar { label, n: *n, hue }
            })
            .collect();
        let rest = &breakdown.parts[shown..];
        if !rest.is_empty() {
            let n = rest.iter().map(|part| part.1).sum();
            bars.push(Bar { label: format!("{} others", rest.len()), n, hue: Hue::Grey });
        }
        Some(Self { title, noun, bars, of: breakdown.of })
    }

    fn share_of(&self, n: u64) -> String {
        share(n as f64 / self.of as f64, self.of)
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let parts: Vec<_> =
            self.bars.iter().map(|bar| format!("{} {}", bar.label, self.share_of(bar.n))).collect();
        format!("{} {}: {}", count(self.of), self.noun, parts.join(", "))
    }

    /// What the whole is.
    pub fn caption(&self) -> String {
        format!("{} {}", count(self.of), self.noun)
    }

    /// Every part.
    pub fn table(&self) -> Table {
        Table {
            head: vec![self.title.into(), "Count".into(), "Share".into()],
            rows: self
                .bars
                .iter()
                .map(|bar| vec![bar.label.clone(), count(bar.n), self.share_of(bar.n)])
                .collect(),
        }
    }

    pub(super) fn height(&self) -> u32 {
        self.bars.len() as u32 * ROW + 4
    }

    /// Draws it.
    pub(super) fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, theme: &Theme) -> Drawn<DB> {
        let pen = Pen::new(area);
        let (width, _) = pen.size();
        let values: Vec<String> =
            self.bars.iter().map(|bar| format!("{} · {}", count(bar.n), self.share_of(bar.n))).collect();
        let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| pen.width_of(text)).max();
        let names = widest(&mut self.bars.iter().map(|bar| &bar.label)).unwrap_or(0).min(width * 2 / 5) + 12;
        let room = widest(&mut values.iter()).unwrap_or(0) + 12;
        let most = self.bars.iter().map(|bar| bar.n).max().unwrap_or(0).max(1);
        let x = Scale { domain: (0.0, most as f64), range: (names, (width - room).max(names + 8)) };

        let mut spots = Vec::with_capacity(self.bars.len());
        for (i, bar) in self.bars.iter().enumerate() {
            let top = i as i32 * ROW as i32 + 2;
            let middle = top + ROW as i32 / 2;
            let (from, to) = ((names, top + 7), (x.at(bar.n as f64), top + ROW as i32 - 7));
            let colour = theme.colour(bar.hue);
            pen.text(&pen.fit(&bar.label, names - 10), (0, middle), Hang::Start, theme.ink)?;
            if bar.n >= FEW {
                pen.rect(from, (to.0.max(from.0 + 1), to.1), colour)?;
            } else if bar.n > 0 {
                pen.hatched(from, (to.0.max(from.0 + 2), to.1), colour)?;
            }
            pen.line((names, top), (names, top + ROW as i32), theme.line)?;
            pen.text(&values[i], (to.0.max(names) + 8, middle), Hang::Start, theme.ink_soft)?;
            spots.push(Spot {
                area: (0, top, width, top + ROW as i32),
                words: format!(
                    "{}: {} of {} {} ({})",
                    bar.label,
                    count(bar.n),
                    count(self.of),
                    self.noun,
                    self.share_of(bar.n)
                ),
            });
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

    fn breakdown(parts: &[(&str, u64)]) -> Breakdown {
        Breakdown {
            name: "channels".into(),
            parts: parts.iter().map(|&(name, n)| (name.to_owned(), n)).collect(),
            of: parts.iter().map(|part| part.1).sum(),
        }
    }

    fn bars(parts: &[(&str, u64)], most: usize) -> Option<Bars> {
        Bars::new(&breakdown(parts), "Channel", "conversations", most, |_, name| (name.into(), Hue::Blue))
    }

    #[test]
    fn nothing_to_split_is_no_picture() {
        assert_eq!(bars(&[], 6), None);
        assert_eq!(bars(&[("web", 0)], 6), None);
    }

    #[test]
    fn what_does_not_fit_is_gathered_and_not_lost() {
        let bars = bars(&[("a", 50), ("b", 40), ("c", 30), ("d", 20)], 3).unwrap();
        assert_eq!(bars.bars.len(), 3);
        assert_eq!(bars.bars[2].label, "2 others");
        assert_eq!(bars.bars.iter().map(|bar| bar.n).sum::<u64>(), bars.of);
    }

    #[test]
    fn names_from_a_file_cannot_become_markup() {
        let (svg, spots) =
            svg(&Picture::Bars(bars(&[("<script>x</script>", 400), ("web", 12)], 6).unwrap()), 400);
        assert!(!svg.contains("<script"), "{svg}");
        assert_eq!(spots[1].words, "web: 12 of 412 conversations (2.9\u{202f}%)");
    }

    #[test]
    fn few_cases_are_hatched() {
        let solid = svg(&Picture::Bars(bars(&[("web", 30)], 6).unwrap()), 400).0;
        let hatched = svg(&Picture::Bars(bars(&[("web", 29)], 6).unwrap()), 400).0;
        assert!(hatched.matches("<polyline").count() > solid.matches("<polyline").count() + 10);
    }
}
