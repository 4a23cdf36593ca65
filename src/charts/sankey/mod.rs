//! A flow in layers: states as bars, ribbons between them as wide as the conversations that go along, coloured by how
//! these end. Of more states than can be told apart the rarest of each layer are one.

mod layout;

use std::collections::BTreeMap;

use super::{
    Cell, Hue, Pick, Spot, Table, Theme,
    noun::{counted, counted_of},
    paper::Area,
    pen::{Drawn, Hang, Pen, TEXT},
};
use crate::{
    insight::Flow,
    order,
    query::Direction,
    say,
    words::{count, tr},
};

use layout::{Band, Placed, curve};

/// States that are shown at most.
pub const MOST_STATES: usize = 30;

/// States that a filter names at most: a longer line says nothing to anybody.
const NAMED: usize = 12;

/// Below this width layers go from top to bottom.
const NARROW: u32 = 560;

/// How thick the bar of a state is.
const BAR: i32 = 10;

/// Height of a line of text.
const LINE: i32 = 16;

/// Height of a layer where layers go from top to bottom.
const LAYER: i32 = 92;

/// How opaque ribbons are: texts upon them stay readable.
const OPACITY: f64 = 0.42;

/// Conversations by how they end.
type Ends = [u64; 5];

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Sankey {
    /// The states of each layer, as they are drawn: left to right, or top to bottom.
    layers: Vec<Vec<Node>>,
    ribbons: Vec<Ribbon>,
    /// What ends are called, and their colours.
    ends: [(&'static str, Hue); 5],
    /// All journeys.
    all: u64,
    /// The layer that is the first of the flow, and whether it is drawn as the last one.
    backward: bool,
}

/// A state in a layer, or the rarest of it together.
#[derive(Clone, Debug, PartialEq)]
struct Node {
    name: String,
    /// Whether it is one state alone.
    is_one: bool,
    ends: Ends,
    filter: Option<String>,
}

/// From a state in a layer to one in the next: by their places there.
#[derive(Clone, Debug, PartialEq)]
struct Ribbon {
    layer: usize,
    from: usize,
    to: usize,
    ends: Ends,
    filter: Option<String>,
}

fn sum(ends: &Ends) -> u64 {
    ends.iter().sum()
}

fn add(to: &mut Ends, ends: &Ends) {
    to.iter_mut().zip(ends).for_each(|(sum, n)| *sum += n);
}

impl Sankey {
    /// The picture of a flow; `None` where there is none. `ends` says what the ends are called, and their colours.
    pub fn new(flow: &Flow, ends: [(&'static str, Hue); 5]) -> Option<Self> {
        let depth = flow.nodes.iter().map(|node| node.layer as usize + 1).max()?;
        let mut states: Vec<Vec<(u32, Ends)>> = vec![Vec::new(); depth];
        for node in &flow.nodes {
            states[node.layer as usize].push((node.state, node.outcomes));
        }
        for layer in &mut states {
            order::sort_by(layer, |one, two| sum(&two.1).cmp(&sum(&one.1)));
        }
        let alone = alone(&states, MOST_STATES);
        // Of each layer groups of states: one state each, and the rarest in one.
        let groups: Vec<Vec<Vec<(u32, Ends)>>> = states
            .into_iter()
            .zip(alone)
            .map(|(layer, alone)| {
                let mut groups: Vec<Vec<_>> = layer[..alone].iter().map(|state| vec![*state]).collect();
                groups.extend(Some(layer[alone..].to_vec()).filter(|rest| !rest.is_empty()));
                groups
            })
            .collect();
        let ribbons = joined(flow, &groups);
        let places = ordered(&groups, &ribbons);
        let mut sankey = Self {
            layers: Vec::new(),
            ribbons: Vec::new(),
            ends,
            all: flow.conversations,
            backward: flow.direction == Direction::Backward,
        };
        let ids = |layer: usize, group: usize| -> Vec<u32> {
            groups[layer][group].iter().map(|(state, _)| *state).collect()
        };
        for ((layer, order), at) in groups.iter().zip(&places).zip(0..) {
            let node = |group: &usize| {
                let states = &layer[*group];
                let mut ends = Ends::default();
                for (_, n) in states {
                    add(&mut ends, n);
                }
                let name = match states[..] {
                    [(state, _)] => flow.states[state as usize].said.said(tr),
                    _ => say!("{n} others", n = count(states.len() as u64)),
                };
                let filter = (states.len() <= NAMED).then(|| flow.of_node(at, &ids(at as usize, *group)));
                Node { name, is_one: states.len() == 1, ends, filter }
            };
            sankey.layers.push(order.iter().map(node).collect());
        }
        let place =
            |layer: usize, group: usize| places[layer].iter().position(|one| *one == group).unwrap_or(0);
        for ((layer, from, to), ends) in ribbons {
            let (states, next) = (ids(layer, from), ids(layer + 1, to));
            let named = states.len() <= NAMED && next.len() <= NAMED;
            let filter = named.then(|| flow.of_ribbon(layer as u32, &states, &next));
            let (from, to) = (place(layer, from), place(layer + 1, to));
            sankey.ribbons.push(Ribbon { layer, from, to, ends, filter });
        }
        if sankey.backward {
            sankey.turn_round();
        }
        order::sort_by(&mut sankey.ribbons, |one, two| {
            sum(&two.ends).cmp(&sum(&one.ends)).then(one.layer.cmp(&two.layer))
        });
        Some(sankey)
    }

    /// What is followed backward is drawn in the order in which it happened.
    fn turn_round(&mut self) {
        self.layers.reverse();
        let last = self.layers.len() - 1;
        for ribbon in &mut self.ribbons {
            ribbon.layer = last - ribbon.layer - 1;
            std::mem::swap(&mut ribbon.from, &mut ribbon.to);
        }
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let all = counted(self.all, "conversations");
        // Of what is not one state nothing is learned from its name.
        let is_named =
            |it: &&Ribbon| self.layers[it.layer][it.from].is_one && self.layers[it.layer + 1][it.to].is_one;
        match self.ribbons.iter().find(is_named) {
            Some(first) => say!(
                "{all}. Most go from {from} to {to}: {n}.",
                all = all,
                from = self.layers[first.layer][first.from].name,
                to = self.layers[first.layer + 1][first.to].name,
                n = count(sum(&first.ends))
            ),
            None => all,
        }
    }

    /// Every step from one layer to the next.
    pub fn table(&self) -> Table {
        let heads = [say!("Layer"), say!("From"), say!("To"), say!("Conversations")];
        let ends = self.ends.iter().map(|(name, _)| (*name).to_owned());
        let mut ribbons: Vec<&Ribbon> = self.ribbons.iter().collect();
        order::sort_by(&mut ribbons, |one, two| one.layer.cmp(&two.layer));
        let row = |ribbon: &&Ribbon| {
            let mut row = vec![
                Cell::Count(ribbon.layer as u64 + 1),
                Cell::Text(self.layers[ribbon.layer][ribbon.from].name.clone()),
                Cell::Text(self.layers[ribbon.layer + 1][ribbon.to].name.clone()),
                Cell::Count(sum(&ribbon.ends)),
            ];
            row.extend(ribbon.ends.iter().map(|n| Cell::Count(*n)));
            row
        };
        Table { head: heads.into_iter().chain(ends).collect(), rows: ribbons.iter().map(row).collect() }
    }

    fn ends_in_words(&self, ends: &Ends) -> String {
        let named = self.ends.iter().zip(ends).filter(|(_, n)| **n > 0);
        named.map(|((name, _), n)| format!("{name} {}", count(*n))).collect::<Vec<_>>().join(", ")
    }

    fn of_node(&self, node: &Node) -> String {
        let n = counted_of(sum(&node.ends), self.all, "conversations");
        say!("{state}: {n} ({ends})", state = node.name, n = n, ends = self.ends_in_words(&node.ends))
    }

    fn of_ribbon(&self, ribbon: &Ribbon) -> String {
        let [from, to] = [&self.layers[ribbon.layer][ribbon.from], &self.layers[ribbon.layer + 1][ribbon.to]];
        let n = counted_of(sum(&ribbon.ends), self.all, "conversations");
        say!(
            "{from} → {to}: {n} ({ends})",
            from = from.name,
            to = to.name,
            n = n,
            ends = self.ends_in_words(&ribbon.ends)
        )
    }

    pub(super) fn height(&self, width: u32) -> u32 {
        let most = self.layers.iter().map(Vec::len).max().unwrap_or_default() as u32;
        let legend = self.legend_lines(width) * LINE as u32 + 8;
        legend
            + if width < NARROW {
                self.layers.len() as u32 * LAYER as u32
            } else {
                (most * 34).clamp(240, 560)
            }
    }

    /// Lines that the names of the ends may take, generously.
    fn legend_lines(&self, width: u32) -> u32 {
        let letters: usize = self.ends.iter().map(|(name, _)| name.chars().count() + 5).sum();
        (letters as u32 * 7).div_ceil(width.max(1)).max(1)
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let is_narrow = width < NARROW as i32;
        let legend = self.legend_lines(width as u32) as i32 * LINE + 8;
        // Along the layers, and across them.
        let (along, across) = if is_narrow { (height - legend, width) } else { (width, height - legend) };
        let placed = Placed::of(self, f64::from(across));
        let last = self.layers.len().max(2) as i32 - 1;
        // Behind the last layer there is room for names.
        let margin = if is_narrow { BAR + LINE } else { (along / (last + 2)).min(170) };
        let at = |layer: usize| (along - margin) * layer as i32 / last;
        // Where layers go down, a line of names stands above each bar.
        let begin = |layer: usize| at(layer) + if is_narrow { LINE } else { 0 };
        let point = |along: f64, across: f64| {
            let (along, across) = (along.round() as i32, across.round() as i32);
            if is_narrow { (across, along) } else { (along, across) }
        };
        let mut spots = Vec::new();
        let mut between = Vec::new();
        // The widest first, so that thin ones are seen upon them.
        for (ribbon, (from, to)) in self.ribbons.iter().zip(&placed.ribbons) {
            let reach = (f64::from(begin(ribbon.layer) + BAR), f64::from(at(ribbon.layer + 1)));
            let all = sum(&ribbon.ends) as f64;
            let mut done = 0;
            for ((_, hue), n) in self.ends.iter().zip(&ribbon.ends).filter(|(_, n)| **n > 0) {
                let part = |band: &Band| band.part(done as f64 / all, (done + n) as f64 / all);
                let outline = curve(reach, part(from), part(to));
                let outline = outline.into_iter().map(|(along, across)| point(along, across)).collect();
                pen.fill(outline, theme.colour(*hue), OPACITY)?;
                done += n;
            }
            between.push(self.spot_of(ribbon, reach, (from, to), &point));
        }
        for (layer, nodes) in self.layers.iter().enumerate() {
            let mut free = f64::MIN;
            for (node, band) in nodes.iter().zip(&placed.nodes[layer]) {
                let (along, here) = (f64::from(begin(layer)), band.middle());
                let (from, to) = (point(along, band.from), point(along + f64::from(BAR), band.to));
                pen.rect(from, (to.0.max(from.0 + 1), to.1.max(from.1 + 1)), theme.ink_soft)?;
                if is_narrow {
                    let name = pen.fit(&node.name, band.length() as i32);
                    if band.length() >= 36.0 {
                        pen.text(&name, (from.0, from.1 - LINE / 2), Hang::Start, theme.ink)?;
                    }
                } else if here - free >= TEXT + 1.0 {
                    let next = if layer < last as usize { at(layer + 1) } else { width };
                    let room = next - begin(layer) - BAR - 12;
                    let name = pen.fit(&node.name, room.max(0));
                    pen.text(&name, (to.0 + 4, here.round() as i32), Hang::Start, theme.ink)?;
                    free = here;
                }
                let filter = node.filter.clone().map(Pick::Filter);
                spots.push(Spot { area: grown((from, to)), words: self.of_node(node), pick: filter });
            }
        }
        spots.extend(between);
        self.draw_legend(&pen, theme, height - legend + 8)?;
        Ok(spots)
    }

    /// Where a ribbon is pointed at: around its middle.
    fn spot_of(
        &self,
        ribbon: &Ribbon,
        (begin, end): (f64, f64),
        (from, to): (&Band, &Band),
        point: &dyn Fn(f64, f64) -> (i32, i32),
    ) -> Spot {
        let middle = f64::midpoint(from.middle(), to.middle());
        let half = (from.length().max(to.length()) / 2.0).max(4.0);
        let quarter = (end - begin) / 4.0;
        let (one, two) = (point(begin + quarter, middle - half), point(end - quarter, middle + half));
        let pick = ribbon.filter.clone().map(Pick::Filter);
        Spot { area: (one.0, one.1, two.0, two.1), words: self.of_ribbon(ribbon), pick }
    }

    fn draw_legend(&self, pen: &Pen<'_, '_>, theme: &Theme, top: i32) -> super::pen::Stroke {
        let mut seen = Ends::default();
        self.layers.iter().flatten().for_each(|node| add(&mut seen, &node.ends));
        let (mut left, mut line) = (0, top + LINE / 2);
        for ((name, hue), _) in self.ends.iter().zip(seen).filter(|(_, n)| *n > 0) {
            let wide = pen.width_of(name) + 30;
            if left > 0 && left + wide > pen.size().0 {
                (left, line) = (0, line + LINE);
            }
            pen.rect((left, line - 5), (left + 10, line + 5), theme.colour(*hue))?;
            pen.text(name, (left + 14, line), Hang::Start, theme.ink_soft)?;
            left += wide;
        }
        Ok(())
    }
}

/// A little more than a bar, so that a thin one can be hit.
fn grown((from, to): ((i32, i32), (i32, i32))) -> (i32, i32, i32, i32) {
    (from.0 - 3, from.1 - 3, to.0.max(from.0 + 1) + 3, to.1.max(from.1 + 1) + 3)
}

/// How many states of each layer, from its greatest on, stand alone so that with the others of each there are no more
/// than `most`: the greatest of all layers.
fn alone(layers: &[Vec<(u32, Ends)>], most: usize) -> Vec<usize> {
    let mut all: Vec<(u64, usize)> = layers
        .iter()
        .enumerate()
        .flat_map(|(layer, states)| states.iter().map(move |(_, ends)| (sum(ends), layer)))
        .collect();
    if all.len() <= most {
        return layers.iter().map(Vec::len).collect();
    }
    order::sort_by(&mut all, |one, two| two.0.cmp(&one.0));
    let mut alone = vec![0; layers.len()];
    for (_, layer) in all.into_iter().take(most.saturating_sub(layers.len())) {
        alone[layer] += 1;
    }
    // One that is left has the place of the others to itself.
    alone.iter().zip(layers).map(|(n, states)| if n + 1 == states.len() { n + 1 } else { *n }).collect()
}

/// Ribbons between groups of states, by layer and the groups' places.
fn joined(flow: &Flow, groups: &[Vec<Vec<(u32, Ends)>>]) -> BTreeMap<(usize, usize, usize), Ends> {
    let group_of: Vec<BTreeMap<u32, usize>> = groups
        .iter()
        .map(|layer| {
            let of = |(at, states): (usize, &Vec<(u32, Ends)>)| {
                states.iter().map(move |(state, _)| (*state, at)).collect::<Vec<_>>()
            };
            layer.iter().enumerate().flat_map(of).collect()
        })
        .collect();
    let mut ribbons: BTreeMap<(usize, usize, usize), Ends> = BTreeMap::new();
    for ribbon in &flow.ribbons {
        let layer = ribbon.layer as usize;
        let group = |layer: usize, state: u32| group_of.get(layer)?.get(&state).copied();
        if let (Some(from), Some(to)) = (group(layer, ribbon.from), group(layer + 1, ribbon.to)) {
            add(ribbons.entry((layer, from, to)).or_default(), &ribbon.outcomes);
        }
    }
    ribbons
}

/// The order of the groups of each layer: the first as they are, those of each further one by where what comes to
/// them comes from, so that few ribbons cross.
fn ordered(
    groups: &[Vec<Vec<(u32, Ends)>>],
    ribbons: &BTreeMap<(usize, usize, usize), Ends>,
) -> Vec<Vec<usize>> {
    let mut places: Vec<Vec<usize>> = Vec::new();
    for (layer, here) in groups.iter().enumerate() {
        let mut order: Vec<usize> = (0..here.len()).collect();
        if let Some(before) = places.last() {
            let from_where = |group: usize| {
                let come = ribbons.iter().filter(|((at, _, to), _)| *at + 1 == layer && *to == group);
                let (mut weight, mut all) = (0, 0);
                for ((_, from, _), ends) in come {
                    let place = before.iter().position(|one| one == from).unwrap_or_default() as u64;
                    weight += place * sum(ends);
                    all += sum(ends);
                }
                // A fixed point keeps the order the same everywhere.
                (weight << 10).checked_div(all).unwrap_or(u64::MAX)
            };
            order::sort_by(&mut order, |one, two| from_where(*one).cmp(&from_where(*two)).then(one.cmp(two)));
        }
        places.push(order);
    }
    places
}

#[cfg(test)]
mod tests;
