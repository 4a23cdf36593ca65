//! What a Parquet file's index says: its columns, how they stand in each other, and where their bytes are.

use std::ops::Range;

use super::{Fault, thrift::Thrift};

/// Columns of a file at most.
const MOST_COLUMNS: usize = 4096;

/// Groups of rows of a file at most.
const MOST_GROUPS: usize = 1 << 16;

/// How deep columns stand in each other at most.
const DEEPEST: u32 = 24;

/// What the bytes of a value are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Physical {
    Truth,
    Int32,
    Int64,
    /// Nanoseconds of a day, and the day, counted as astronomers do.
    Int96,
    Float,
    Double,
    Bytes,
    /// So many bytes.
    Fixed(usize),
}

/// What a value means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    #[default]
    Plain,
    /// A number without a sign, of so many bits.
    Unsigned(u32),
    /// A number with so many digits behind its point.
    Decimal(u32),
    Day,
    /// A time of the day, of so many parts of a second.
    Clock(i64),
    /// A moment, of so many parts of a second, and whether it is one of the whole world.
    Moment(i64, bool),
    Uuid,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    pub physical: Physical,
    pub meaning: Meaning,
    /// How many of its columns around it may be absent or repeated, itself among them: the highest levels.
    pub def: u16,
    pub rep: u16,
}

/// How often a value is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Once,
    Perhaps,
    Many,
}

/// What stands in a node.
#[derive(Debug)]
pub enum Inside {
    Value,
    Nodes(Vec<Node>),
    /// A list of what stands in the one node in it.
    List(Box<Node>),
    /// Pairs of a key and a value.
    Map(Box<Node>),
}

/// A column or a group of them.
#[derive(Debug)]
pub struct Node {
    pub name: String,
    pub times: Times,
    pub def: u16,
    pub rep: u16,
    /// Its columns, by their numbers; one at least.
    pub leaves: Range<usize>,
    pub inside: Inside,
}

/// Where the bytes of a column stand in a group of rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chunk {
    pub at: u64,
    pub length: u64,
    pub values: u64,
    pub codec: i64,
    pub locked: bool,
}

/// Some rows of a file.
#[derive(Debug, Default)]
pub struct Group {
    pub rows: u64,
    pub chunks: Vec<Chunk>,
}

/// A file's index.
#[derive(Debug)]
pub struct Index {
    pub nodes: Vec<Node>,
    pub leaves: Vec<Leaf>,
    pub groups: Vec<Group>,
}

/// An element of the list that the columns' tree is written as.
#[derive(Default)]
struct Element<'a> {
    physical: Option<i64>,
    length: i64,
    times: i64,
    name: &'a [u8],
    children: i64,
    converted: Option<i64>,
    scale: i64,
    meaning: Option<Meaning>,
    is_list: bool,
    is_map: bool,
}

impl Index {
    /// Reads it.
    pub fn of(bytes: &[u8]) -> Result<Self, Fault> {
        let (mut elements, mut groups, mut locked) = (Vec::new(), Vec::new(), false);
        Thrift::new(bytes)
            .fields(|thrift, field| {
                match field.id {
                    2 => thrift.list(|thrift| {
                        elements.push(element(thrift)?);
                        (elements.len() <= 2 * MOST_COLUMNS).then_some(())
                    })?,
                    4 => thrift.list(|thrift| {
                        groups.push(group(thrift)?);
                        (groups.len() <= MOST_GROUPS).then_some(())
                    })?,
                    8 => {
                        locked = true;
                        return Some(false);
                    }
                    _ => return Some(false),
                }
                Some(true)
            })
            .ok_or(Fault::Damaged)?;
        if locked {
            return Err(Fault::Unknown("encryption"));
        }
        let mut tree = Tree { elements: elements.into_iter(), leaves: Vec::new() };
        let root = tree.elements.next().ok_or(Fault::Damaged)?;
        let nodes = tree.nodes(root.children, 0, 0, 0).ok_or(Fault::Damaged)?;
        let leaves = tree.leaves;
        let fits = |group: &Group| group.chunks.len() == leaves.len();
        if leaves.is_empty() || !groups.iter().all(fits) {
            return Err(Fault::Damaged);
        }
        Ok(Self { nodes, leaves, groups })
    }
}

fn element<'a>(thrift: &mut Thrift<'a>) -> Option<Element<'a>> {
    let mut element = Element::default();
    thrift.fields(|thrift, field| {
        match field.id {
            1 => element.physical = Some(thrift.int()?),
            2 => element.length = thrift.int()?,
            3 => element.times = thrift.int()?,
            4 => element.name = thrift.binary()?,
            5 => element.children = thrift.int()?,
            6 => element.converted = Some(thrift.int()?),
            7 => element.scale = thrift.int()?,
            10 => logical(thrift, &mut element)?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some(element)
}

/// What a value means, as newer files say it.
fn logical(thrift: &mut Thrift<'_>, element: &mut Element<'_>) -> Option<()> {
    thrift.fields(|thrift, field| {
        let (mut first, mut truth, mut parts) = (0, false, 1000);
        match field.id {
            2 => element.is_map = true,
            3 => element.is_list = true,
            6 => element.meaning = Some(Meaning::Day),
            14 => element.meaning = Some(Meaning::Uuid),
            5 | 7 | 8 | 10 => {
                thrift.fields(|thrift, inner| {
                    match (field.id, inner.id) {
                        (5, 1) => first = thrift.int()?,
                        (10, 1) => first = thrift.small()?,
                        (7 | 8, 1) | (10, 2) => truth = inner.truth(),
                        (7 | 8, 2) => thrift.fields(|_, unit| {
                            parts = [1000, 1_000_000, 1_000_000_000][unit.id.clamp(1, 3) as usize - 1];
                            Some(false)
                        })?,
                        _ => return Some(false),
                    }
                    Some(true)
                })?;
                element.meaning = Some(match field.id {
                    5 => Meaning::Decimal(first.clamp(0, 64) as u32),
                    7 => Meaning::Clock(parts),
                    8 => Meaning::Moment(parts, truth),
                    _ if truth => Meaning::Plain,
                    _ => Meaning::Unsigned(64),
                });
                return Some(true);
            }
            _ => {}
        }
        Some(false)
    })
}

fn group(thrift: &mut Thrift<'_>) -> Option<Group> {
    let mut group = Group::default();
    thrift.fields(|thrift, field| {
        match field.id {
            1 => thrift.list(|thrift| {
                group.chunks.push(chunk(thrift)?);
                (group.chunks.len() <= MOST_COLUMNS).then_some(())
            })?,
            3 => group.rows = u64::try_from(thrift.int()?).ok()?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some(group)
}

fn chunk(thrift: &mut Thrift<'_>) -> Option<Chunk> {
    let mut chunk = Chunk::default();
    let (mut pages, mut dictionary) = (0, 0);
    thrift.fields(|thrift, field| {
        match field.id {
            3 => thrift.fields(|thrift, field| {
                let into = match field.id {
                    4 => &mut chunk.codec,
                    5 => {
                        chunk.values = u64::try_from(thrift.int()?).ok()?;
                        return Some(true);
                    }
                    7 => {
                        chunk.length = u64::try_from(thrift.int()?).ok()?;
                        return Some(true);
                    }
                    9 => &mut pages,
                    11 => &mut dictionary,
                    _ => return Some(false),
                };
                *into = thrift.int()?;
                Some(true)
            })?,
            8 => {
                chunk.locked = true;
                return Some(false);
            }
            _ => return Some(false),
        }
        Some(true)
    })?;
    // Where there is a dictionary it stands in front.
    let first = if dictionary > 0 { pages.min(dictionary) } else { pages };
    chunk.at = u64::try_from(first).ok()?;
    Some(chunk)
}

/// Makes the tree of the list.
struct Tree<'a> {
    elements: std::vec::IntoIter<Element<'a>>,
    leaves: Vec<Leaf>,
}

impl Tree<'_> {
    fn nodes(&mut self, count: i64, def: u16, rep: u16, depth: u32) -> Option<Vec<Node>> {
        let count = usize::try_from(count).ok().filter(|count| (1..=self.elements.len()).contains(count))?;
        (0..count).map(|_| self.node(def, rep, depth)).collect()
    }

    fn node(&mut self, mut def: u16, mut rep: u16, depth: u32) -> Option<Node> {
        let element = self.elements.next()?;
        if depth > DEEPEST || self.leaves.len() >= MOST_COLUMNS {
            return None;
        }
        let times = match element.times {
            0 => Times::Once,
            1 => Times::Perhaps,
            2 => Times::Many,
            _ => return None,
        };
        def += u16::from(times != Times::Once);
        rep += u16::from(times == Times::Many);
        let first = self.leaves.len();
        let inside = if element.children == 0 {
            self.leaves.push(leaf(&element, def, rep)?);
            Inside::Value
        } else {
            let mut nodes = self.nodes(element.children, def, rep, depth + 1)?;
            let is_one_list = nodes.len() == 1 && nodes[0].times == Times::Many;
            match element.converted {
                Some(3) if is_one_list => Inside::List(Box::new(nodes.remove(0))),
                Some(1 | 2) if is_one_list => Inside::Map(Box::new(nodes.remove(0))),
                _ if element.is_list && is_one_list => Inside::List(Box::new(nodes.remove(0))),
                _ if element.is_map && is_one_list => Inside::Map(Box::new(nodes.remove(0))),
                _ => Inside::Nodes(nodes),
            }
        };
        let name = String::from_utf8_lossy(element.name).into_owned();
        Some(Node { name, times, def, rep, leaves: first..self.leaves.len(), inside })
    }
}

fn leaf(element: &Element<'_>, def: u16, rep: u16) -> Option<Leaf> {
    let physical = match element.physical? {
        0 => Physical::Truth,
        1 => Physical::Int32,
        2 => Physical::Int64,
        3 => Physical::Int96,
        4 => Physical::Float,
        5 => Physical::Double,
        6 => Physical::Bytes,
        7 => Physical::Fixed(usize::try_from(element.length).ok().filter(|length| *length > 0)?),
        _ => return None,
    };
    let converted = element.converted.map(|converted| match converted {
        5 => Meaning::Decimal(element.scale.clamp(0, 64) as u32),
        6 => Meaning::Day,
        7 => Meaning::Clock(1000),
        8 => Meaning::Clock(1_000_000),
        9 => Meaning::Moment(1000, true),
        10 => Meaning::Moment(1_000_000, true),
        11..=14 => Meaning::Unsigned(64),
        _ => Meaning::Plain,
    });
    let mut meaning = element.meaning.or(converted).unwrap_or_default();
    match (physical, meaning) {
        (Physical::Int96, _) => meaning = Meaning::Moment(1_000_000_000, true),
        (Physical::Int32, Meaning::Unsigned(_)) => meaning = Meaning::Unsigned(32),
        _ => {}
    }
    Some(Leaf { physical, meaning, def, rep })
}
