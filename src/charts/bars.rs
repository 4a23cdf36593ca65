//! A whole in named parts: one bar each, from zero, labelled where it stands. A part of fewer than
//! thirty cases is hatched: too few to read much into. An interval is a whisker on its bar.

use super::{
    Cell, FEW, Hue, Pick, Spot, Table, Theme,
    noun::{counted, counted_of},
    paper::Area,
    pen::{Drawn, Hang, Pen, Stroke},
    scale::Scale,
};
use crate::{
    insight::Breakdown,
    say,
    words::{count, plural, share, tr},
};

/// One part.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name on screen.
    pub label: String,
    /// Its raw name, by which it can be picked; `None` where it gathers several parts.
    pub name: Option<String>,
    /// Cases in it.
    pub n: u64,
    /// Its colour.
    pub hue: Hue,
    /// Low and high end of the interval of its share, `0..=1`.
    pub interval: Option<(f64, f64)>,
    /// Those of whom it is what is left, where it is a step behind another: they are drawn faint behind it.
    pub before: u64,
}

/// The picture.
#[derive(Clone, Debug, PartialEq)]
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
                Bar { label, name: Some(name.clone()), n: *n, hue, interval: None, before: 0 }
            })
            .collect();
        let rest = &breakdown.parts[shown..];
        if !rest.is_empty() {
            let n = rest.iter().map(|part| part.1).sum();
            let label = plural(rest.len() as u64, "{n} other", "{n} others");
            bars.push(Bar { label, name: None, n, hue: Hue::Grey, interval: None, before: 0 });
        }
        Some(Self { title, noun, bars, of: breakdown.of })
    }

    /// The same with an interval on each part that has one; asked by the raw name.
    #[must_use]
    pub fn with_intervals(mut self, of: impl Fn(&str) -> Option<(f64, f64)>) -> Self {
        for bar in &mut self.bars {
            bar.interval = bar.name.as_deref().and_then(&of);
        }
        self
    }

    fn share_of(&self, n: u64) -> String {
        share(n as f64 / self.of.max(1) as f64, self.of)
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let parts: Vec<_> =
            self.bars.iter().map(|bar| format!("{} {}", bar.label, self.share_of(bar.n))).collect();
        format!("{}: {}", self.caption(), parts.join(", "))
    }

    /// What the whole is.
    pub fn caption(&self) -> String {
        counted(self.of, self.noun)
    }

    /// Every part.
    pub fn table(&self) -> Table {
        let mut head = vec![tr(self.title).into_owned(), say!("Count"), say!("Share")];
        let intervals = self.bars.iter().any(|bar| bar.interval.is_some());
        if intervals {
            head.extend([say!("Low"), say!("High")]);
        }
        let row = |bar: &Bar| {
            let mut row =
                vec![Cell::Text(bar.label.clone()), Cell::Count(bar.n), Cell::share_of(bar.n, self.of)];
            if intervals {
                let end = |value| Cell::Share(value, self.of);
                row.extend(bar.interval.map_or([Cell::Nothing, Cell::Nothing], |(a, b)| [end(a), end(b)]));
            }
            row
        };
        Table { head, rows: self.bars.iter().map(row).collect() }
    }

    pub(super) fn height(&self) -> u32 {
        self.bars.len() as u32 * ROW + 4
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, _) = pen.size();
        let values: Vec<String> =
            self.bars.iter().map(|bar| format!("{} · {}", count(bar.n), self.share_of(bar.n))).collect();
        let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| pen.width_of(text)).max();
        let names = widest(&mut self.bars.iter().map(|bar| &bar.label)).unwrap_or(0).min(width * 2 / 5) + 12;
        let room = widest(&mut values.iter()).unwrap_or(0) + 12;
        let x = Scale { domain: (0.0, self.reach()), range: (names, (width - room).max(names + 8)) };

        let mut spots = Vec::with_capacity(self.bars.len());
        for (i, bar) in self.bars.iter().enumerate() {
            let top = i as i32 * ROW as i32 + 2;
            let bottom = top + ROW as i32;
            let middle = i32::midpoint(top, bottom);
            let (from, to) = ((names, top + 7), (x.at(bar.n as f64), bottom - 7));
            let colour = theme.colour(bar.hue);
            pen.text(&pen.fit(&bar.label, names - 10), (0, middle), Hang::Start, theme.ink)?;
            if bar.before > bar.n {
                pen.rect(from, (x.at(bar.before as f64), to.1), theme.line)?;
            }
            if bar.n >= FEW {
                pen.rect(from, (to.0.max(from.0 + 1), to.1), colour)?;
            } else if bar.n > 0 {
                pen.hatched(from, (to.0.max(from.0 + 2), to.1), colour)?;
            }
            pen.line((names, top), (names, bottom), theme.line)?;
            let mut end = to.0.max(names).max(x.at(bar.before as f64));
            if let Some((low, high)) = bar.interval {
                let of = self.of as f64;
                let ends = (x.at(low * of), x.at(high * of));
                whisker(&pen, theme, ends, middle)?;
                end = end.max(ends.1 + 4);
            }
            pen.text(&values[i], (end + 8, middle), Hang::Start, theme.ink_soft)?;
            spots.push(Spot {
                area: (0, top, width, bottom),
                words: self.words(bar),
                pick: bar.name.clone().map(Pick::Part),
            });
        }
        Ok(spots)
    }

    /// The largest number that is drawn.
    fn reach(&self) -> f64 {
        let ends =
            self.bars.iter().filter_map(|bar| bar.interval).map(|interval| interval.1 * self.of as f64);
        self.bars.iter().map(|bar| bar.n.max(bar.before) as f64).chain(ends).fold(1.0, f64::max)
    }

    fn words(&self, bar: &Bar) -> String {
        let said = self.words_of(bar);
        match bar.before.checked_sub(bar.n) {
            None | Some(0) => said,
            Some(n) => say!("{said}; {n} stop before it", said = said, n = count(n)),
        }
    }

    fn words_of(&self, bar: &Bar) -> String {
        let (cases, part) = (counted_of(bar.n, self.of, self.noun), self.share_of(bar.n));
        match bar.interval {
            None => say!("{name}: {cases} ({share})", name = bar.label, cases = cases, share = part),
            Some((low, high)) => say!(
                "{name}: {cases} ({share}, likely {low} to {high})",
                name = bar.label,
                cases = cases,
                share = part,
                low = share(low, self.of),
                high = share(high, self.of)
            ),
        }
    }
}

/// An interval: a line with an upright at each end, on a seam of paper that parts it from its bar.
fn whisker(pen: &Pen<'_, '_>, theme: &Theme, ends: (i32, i32), y: i32) -> Stroke {
    pen.rect((ends.0 - 1, y - 2), (ends.1 + 2, y + 1), theme.paper)?;
    pen.line((ends.0, y), (ends.1, y), theme.ink)?;
    for end in [ends.0, ends.1] {
        pen.rect((end - 1, y - 5), (end + 2, y + 5), theme.paper)?;
        pen.line((end, y - 5), (end, y + 5), theme.ink)?;
    }
    Ok(())
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
        assert_eq!((solid.matches("<polyline").count(), hatched.matches("<polyline").count()), (1, 2));
    }

    #[test]
    fn a_part_is_picked_by_its_raw_name_and_what_is_gathered_is_not() {
        let breakdown = breakdown(&[("web_chat", 50), ("b", 40), ("c", 30)]);
        let bars =
            Bars::new(&breakdown, "Channel", "conversations", 2, |_, _| ("Web chat".into(), Hue::Blue));
        let spots = svg(&Picture::Bars(bars.unwrap()), 400).1;
        let picks: Vec<_> = spots.into_iter().map(|spot| spot.pick).collect();
        assert_eq!(picks, [Some(Pick::Part("web_chat".into())), None]);
    }

    #[test]
    fn whom_a_step_loses_is_drawn_and_said() {
        let mut bars = bars(&[("one", 60), ("two", 40)], 6).unwrap();
        (bars.of, bars.bars[1].before) = (60, 60);
        let (drawn, spots) = svg(&Picture::Bars(bars.clone()), 400);
        bars.bars[1].before = 0;
        let plain = svg(&Picture::Bars(bars), 400).0;
        assert!(drawn.matches("<rect").count() > plain.matches("<rect").count());
        assert_eq!(spots[0].words, "one: 60 of 60 conversations (100\u{202f}%)");
        assert_eq!(spots[1].words, "two: 40 of 60 conversations (67\u{202f}%); 20 stop before it");
    }

    #[test]
    fn an_interval_is_drawn_said_and_listed() {
        let bars = bars(&[("web", 60), ("app", 40)], 6).unwrap();
        let plain = svg(&Picture::Bars(bars.clone()), 400).0;
        let bars = bars.with_intervals(|name| (name == "web").then_some((0.5, 0.7)));
        let (drawn, spots) = svg(&Picture::Bars(bars.clone()), 400);
        assert!(
            drawn.matches("<line").count() + drawn.matches("<polyline").count()
                > plain.matches("<line").count() + plain.matches("<polyline").count()
        );
        assert_eq!(
            spots[0].words,
            "web: 60 of 100 conversations (60\u{202f}%, likely 50\u{202f}% to 70\u{202f}%)"
        );
        assert_eq!(bars.table().rows[0][4], Cell::Share(0.7, 100));
        assert_eq!(bars.table().rows[1][4], Cell::Nothing);
    }
}
