//! Where bars and ribbons of a flow lie, as numbers: across the layers, each as long as its conversations.

use super::{Ribbon, Sankey, sum};

/// Pixels between two bars of a layer.
const GAP: f64 = 10.0;

/// The shortest bar that can be seen.
const SHORTEST: f64 = 1.5;

/// Points along a curve.
const POINTS: u32 = 14;

/// A stretch across the layers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Band {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// Where everything lies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// Bars, layer by layer.
    pub nodes: Vec<Vec<Band>>,
    /// Of each ribbon where it leaves and where it arrives.
    pub ribbons: Vec<(Band, Band)>,
}

impl Band {
    /// How long it is.
    pub fn length(self) -> f64 {
        self.to - self.from
    }

    /// Its middle.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    /// A part of it, from a share to another.
    pub fn part(self, from: f64, to: f64) -> Self {
        Self { from: self.from + self.length() * from, to: self.from + self.length() * to }
    }
}

impl Placed {
    /// Places a flow within so many pixels across.
    pub fn of(sankey: &Sankey, across: f64) -> Self {
        let gaps = |n: usize| n.saturating_sub(1) as f64;
        let most = sankey.layers.iter().map(Vec::len).max().unwrap_or(1);
        // Many bars leave no room for wide gaps.
        let gap = GAP.min(across / 3.0 / gaps(most).max(1.0));
        let scale = |layer: &Vec<super::Node>| {
            let all: u64 = layer.iter().map(|node| sum(&node.ends)).sum();
            (across - gap * gaps(layer.len()) - SHORTEST * layer.len() as f64).max(1.0) / all.max(1) as f64
        };
        // One measure for all layers: what is as wide is as many.
        let scale = sankey.layers.iter().map(scale).fold(f64::MAX, f64::min);
        let nodes: Vec<Vec<Band>> = sankey
            .layers
            .iter()
            .map(|layer| {
                let mut at = 0.0;
                let place = |node: &super::Node| {
                    let from = at;
                    let to = from + (sum(&node.ends) as f64 * scale).max(SHORTEST);
                    at = to + gap;
                    Band { from, to }
                };
                layer.iter().map(place).collect()
            })
            .collect();
        let mut ribbons = vec![(Band::default(), Band::default()); sankey.ribbons.len()];
        // What leaves a bar lies in the order in which it arrives, and the other way round.
        for (is_arriving, layer) in
            [false, true].into_iter().flat_map(|side| (0..nodes.len()).map(move |l| (side, l)))
        {
            for (place, band) in nodes[layer].iter().enumerate() {
                let is_here = |ribbon: &Ribbon| {
                    let (at, node) =
                        if is_arriving { (ribbon.layer + 1, ribbon.to) } else { (ribbon.layer, ribbon.from) };
                    (at, node) == (layer, place)
                };
                let mut here: Vec<usize> =
                    (0..ribbons.len()).filter(|at| is_here(&sankey.ribbons[*at])).collect();
                let other = |at: usize| {
                    let ribbon = &sankey.ribbons[at];
                    if is_arriving { ribbon.from } else { ribbon.to }
                };
                crate::order::sort_by(&mut here, |one, two| other(*one).cmp(&other(*two)));
                let mut at = band.from;
                for ribbon in here {
                    let to = (at + sum(&sankey.ribbons[ribbon].ends) as f64 * scale).min(band.to);
                    let lies = Band { from: at, to };
                    let ends = &mut ribbons[ribbon];
                    *(if is_arriving { &mut ends.1 } else { &mut ends.0 }) = lies;
                    at = to;
                }
            }
        }
        Self { nodes, ribbons }
    }
}

/// The outline of a ribbon between two places along the layers: it leaves and arrives straight.
pub fn curve((begin, end): (f64, f64), from: Band, to: Band) -> Vec<(f64, f64)> {
    let at = |step: u32, one: f64, two: f64| {
        let share = f64::from(step) / f64::from(POINTS);
        let bent = share * share * (3.0 - 2.0 * share);
        (begin + (end - begin) * share, one + (two - one) * bent)
    };
    let there = (0..=POINTS).map(|step| at(step, from.from, to.from));
    let back = (0..=POINTS).rev().map(|step| at(step, from.to, to.to));
    there.chain(back).collect()
}
