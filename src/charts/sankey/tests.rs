//! Bars and ribbons as numbers, and the picture drawn.

use super::{
    super::{Picture, tests::svg},
    *,
};
use crate::{
    ingest::Sentence,
    insight::{FlowNode, FlowRibbon, FlowState},
    query::{Columns, Filter},
};

const ENDS: [(&str, Hue); 5] = [
    ("Resolved", Hue::Green),
    ("Unresolved", Hue::Vermillion),
    ("Escalated", Hue::Orange),
    ("Abandoned", Hue::Purple),
    ("Unknown", Hue::Grey),
];

/// A flow of walks: the states of each by number, how it ends, and how often.
fn flow(walks: &[(&[u32], usize, u64)], direction: Direction) -> Flow {
    let mut flow = Flow { direction, depth: 8, ..Flow::default() };
    let most = walks.iter().flat_map(|walk| walk.0).max().map_or(0, |most| most + 1);
    let state = |at| FlowState {
        key: format!("s{at}"),
        said: Sentence::of("{name}").plain("name", format!("State {at}")),
    };
    flow.states = (0..most).map(state).collect();
    for (states, end, n) in walks {
        flow.conversations += n;
        let mut states = states.to_vec();
        if direction == Direction::Backward {
            states.reverse();
        }
        for (state, layer) in states.iter().zip(0..) {
            let at = flow.nodes.iter().position(|node| node.layer == layer && node.state == *state);
            let at = at.unwrap_or_else(|| {
                flow.nodes.push(FlowNode { layer, state: *state, outcomes: [0; 5] });
                flow.nodes.len() - 1
            });
            flow.nodes[at].outcomes[*end] += n;
        }
        for (pair, layer) in states.windows(2).zip(0..) {
            let is_it = |it: &FlowRibbon| (it.layer, it.from, it.to) == (layer, pair[0], pair[1]);
            let at = flow.ribbons.iter().position(is_it).unwrap_or_else(|| {
                flow.ribbons.push(FlowRibbon { layer, from: pair[0], to: pair[1], outcomes: [0; 5] });
                flow.ribbons.len() - 1
            });
            flow.ribbons[at].outcomes[*end] += n;
        }
    }
    flow
}

fn some(direction: Direction) -> Flow {
    flow(&[(&[0, 1, 3], 0, 60), (&[0, 2, 4], 3, 30), (&[1, 2, 3], 0, 10)], direction)
}

fn near(one: f64, two: f64) -> bool {
    (one - two).abs() < 1e-6
}

#[test]
fn bars_and_ribbons_are_as_long_as_their_conversations() {
    let sankey = Sankey::new(&some(Direction::Forward), ENDS).unwrap();
    let placed = Placed::of(&sankey, 400.0);
    let scale = placed.nodes[0][0].length() / 90.0;
    for (layer, bands) in sankey.layers.iter().zip(&placed.nodes) {
        for (node, band) in layer.iter().zip(bands) {
            assert!(near(band.length(), sum(&node.ends) as f64 * scale), "{node:?}");
            assert!(band.from >= 0.0 && band.to <= 400.0 + 1e-6);
        }
        assert!(bands.windows(2).all(|pair| pair[0].to < pair[1].from));
    }
    for (ribbon, (from, to)) in sankey.ribbons.iter().zip(&placed.ribbons) {
        let wide = sum(&ribbon.ends) as f64 * scale;
        assert!(near(from.length(), wide) && near(to.length(), wide), "{ribbon:?}");
        let (leaves, arrives) =
            (placed.nodes[ribbon.layer][ribbon.from], placed.nodes[ribbon.layer + 1][ribbon.to]);
        assert!(from.from >= leaves.from - 1e-6 && from.to <= leaves.to + 1e-6);
        assert!(to.from >= arrives.from - 1e-6 && to.to <= arrives.to + 1e-6);
    }
    // No two ribbons lie upon each other where they leave.
    for (at, one) in placed.ribbons.iter().enumerate() {
        for (other, two) in placed.ribbons.iter().enumerate().skip(at + 1) {
            let same = (sankey.ribbons[at].layer, sankey.ribbons[at].from)
                == (sankey.ribbons[other].layer, sankey.ribbons[other].from);
            assert!(!same || one.0.to <= two.0.from + 1e-6 || two.0.to <= one.0.from + 1e-6);
        }
    }
}

#[test]
fn a_ribbon_leaves_and_arrives_straight() {
    let (from, to) = (Band { from: 0.0, to: 10.0 }, Band { from: 50.0, to: 60.0 });
    let outline = curve((0.0, 100.0), from, to);
    assert_eq!((outline[0], outline[outline.len() - 1]), ((0.0, 0.0), (0.0, 10.0)));
    assert!(outline.contains(&(100.0, 50.0)) && outline.contains(&(100.0, 60.0)));
    assert!(outline[1].1 < 2.0, "{:?}", outline[1]);
}

#[test]
fn what_is_followed_backward_ends_at_the_right() {
    let forward = Sankey::new(&some(Direction::Forward), ENDS).unwrap();
    let backward = Sankey::new(&some(Direction::Backward), ENDS).unwrap();
    let names = |layer: &Vec<Node>| {
        let mut names: Vec<String> = layer.iter().map(|node| node.name.clone()).collect();
        names.sort();
        names
    };
    for (one, two) in forward.layers.iter().zip(&backward.layers) {
        assert_eq!(names(one), names(two));
    }
    assert_eq!(forward.summary(), "100 conversations. Most go from State 0 to State 1: 60.");
    assert_eq!(backward.summary(), "100 conversations. Most go from State 0 to State 1: 60.");
    let filter = |sankey: &Sankey, layer: usize| sankey.layers[layer][0].filter.clone().unwrap();
    assert_eq!(filter(&forward, 1), "path:\"from start; * > s1\"");
    assert_eq!(filter(&backward, 2), "path:\"to end; s3\"");
    assert!(filter(&backward, 0).starts_with("path:\"to end; s0 > * > *"));
}

#[test]
fn of_many_states_the_rarest_are_one() {
    let walks: Vec<(Vec<u32>, usize, u64)> =
        (0..40).map(|at| (vec![at, 40 + at % 25, 70], at as usize % 5, 200 - u64::from(at))).collect();
    let walks: Vec<(&[u32], usize, u64)> =
        walks.iter().map(|(states, end, n)| (states.as_slice(), *end, *n)).collect();
    let sankey = Sankey::new(&flow(&walks, Direction::Forward), ENDS).unwrap();
    let nodes: usize = sankey.layers.iter().map(Vec::len).sum();
    assert!((20..=MOST_STATES).contains(&nodes), "{nodes}");
    let all: u64 = walks.iter().map(|walk| walk.2).sum();
    for layer in &sankey.layers {
        assert_eq!(layer.iter().map(|node| sum(&node.ends)).sum::<u64>(), all, "nobody is lost");
    }
    for layer in 0..2 {
        let of = sankey.ribbons.iter().filter(|ribbon| ribbon.layer == layer);
        assert_eq!(of.map(|ribbon| sum(&ribbon.ends)).sum::<u64>(), all);
    }
    let others: Vec<&Node> =
        sankey.layers.iter().flatten().filter(|node| node.name.ends_with("others")).collect();
    assert_eq!(others.len(), 2);
    assert!(!sankey.summary().contains("others"), "{}", sankey.summary());
    assert!(others.iter().any(|node| node.filter.is_none()), "a line of so many names says nothing");
    let layer =
        |counts: &[u64]| counts.iter().zip(0..).map(|(n, at)| (at, [*n, 0, 0, 0, 0])).collect::<Vec<_>>();
    let layers = [layer(&[50, 40, 30]), layer(&[35, 5, 4, 3]), layer(&[9, 8])];
    assert_eq!(alone(&layers, 9), [3, 4, 2]);
    // Four of the greatest, and one for the others of each layer.
    assert_eq!(alone(&layers, 7), [3, 1, 0]);
    assert_eq!(alone(&layers, 8), [3, 1, 2], "one that is left stands alone");
}

#[test]
fn it_is_drawn_at_any_width_and_says_what_it_shows() {
    for direction in Direction::ALL {
        let flow = some(direction);
        for width in [280, 390, 640, 1240] {
            let picture = Picture::Sankey(Sankey::new(&flow, ENDS).unwrap());
            let (svg, spots) = svg(&picture, width);
            // A strip for each ribbon and end: one each of six steps, between six bars.
            assert_eq!(svg.matches("<polygon").count(), 6, "{width}");
            assert_eq!(spots.len(), 6 + 6, "{width}");
            let height = picture.height(width) as i32;
            for spot in &spots {
                let (left, top, right, bottom) = spot.area;
                assert!(
                    left >= -3 && top >= -3 && right <= width as i32 + 3 && bottom <= height + 3,
                    "{spot:?}"
                );
                assert!(left < right && top < bottom, "{spot:?}");
                let Some(Pick::Filter(filter)) = &spot.pick else { panic!("{spot:?}") };
                assert!(Filter::parse_with(filter, Columns::Any).is_ok(), "{filter}");
            }
            assert!(svg.contains("Resolved") && svg.contains("State 0"));
            assert!(!svg.contains("Escalated"), "nothing ends so");
        }
        let sankey = Sankey::new(&flow, ENDS).unwrap();
        assert_eq!(sankey.table().rows.len(), 6);
        assert_eq!(sankey.table().head.len(), 9);
    }
    assert_eq!(Sankey::new(&Flow::default(), ENDS), None);
    let one = Sankey::new(&flow(&[(&[0], 0, 7)], Direction::Forward), ENDS).unwrap();
    assert_eq!(one.summary(), "7 conversations");
    assert!(svg(&Picture::Sankey(one), 640).1.len() == 1);
}
