//! The rows of a group, put together of its columns: as lines of a table where no column stands in another, else
//! as lines of JSON.

use std::io::Write as _;

use super::{
    Fault, File,
    column::Column,
    schema::{Index, Inside, Node, Times},
    written::{Written, written},
};
use crate::ingest::{MAX_RECORD, unpack::write_cell};

/// Bytes of pages that all columns may hold together.
const MOST_HELD: usize = 768 << 20;

/// Puts rows together.
pub struct Rows<'a> {
    pub file: &'a mut dyn File,
    pub columns: &'a mut [Column],
    pub out: &'a mut Vec<u8>,
    /// Where the row begins.
    pub begin: usize,
    /// Values that were passed, there or not.
    pub steps: u64,
}

impl Index {
    /// Whether no column stands in another.
    pub fn is_flat(&self) -> bool {
        self.nodes.iter().all(|node| matches!(node.inside, Inside::Value) && node.times != Times::Many)
    }

    /// The names of the columns, as the first line of a table.
    pub fn head(&self, out: &mut Vec<u8>) {
        for (nth, node) in self.nodes.iter().enumerate() {
            if nth > 0 {
                out.push(b',');
            }
            write_cell(&node.name, out);
        }
        out.extend_from_slice(b"\r\n");
    }
}

impl Rows<'_> {
    /// The next row, as a line of a table.
    pub fn cells(&mut self, nodes: &[Node]) -> Result<(), Fault> {
        for (nth, node) in nodes.iter().enumerate() {
            if nth > 0 {
                self.out.push(b',');
            }
            if self.is_there(node)? {
                match self.value(node)? {
                    Written::Absent => {}
                    Written::Bare(text) | Written::Text(text) => write_cell(&text, self.out),
                }
            }
        }
        self.out.extend_from_slice(b"\r\n");
        Ok(())
    }

    /// The next row, as a line of JSON.
    pub fn object(&mut self, nodes: &[Node]) -> Result<(), Fault> {
        self.fields(nodes)?;
        self.out.push(b'\n');
        Ok(())
    }

    fn fields(&mut self, nodes: &[Node]) -> Result<(), Fault> {
        self.out.push(b'{');
        let mut any = false;
        for node in nodes {
            let before = self.out.len();
            if any {
                self.out.push(b',');
            }
            self.text(&node.name);
            self.out.push(b':');
            if self.node(node)? {
                any = true;
            } else {
                // What is absent is not named.
                self.out.truncate(before);
            }
        }
        self.out.push(b'}');
        Ok(())
    }

    /// The levels of the next value of a node's first column.
    fn peek(&mut self, node: &Node) -> Result<Option<(u16, u16)>, Fault> {
        let column = &mut self.columns[node.leaves.start];
        let (levels, has_read) = column.peek(self.file)?;
        if has_read && self.columns.iter().map(Column::held).sum::<usize>() > MOST_HELD {
            return Err(Fault::TooPacked);
        }
        Ok(levels)
    }

    /// Whether what is at hand of a node is there; where it is not it is passed over.
    fn is_there(&mut self, node: &Node) -> Result<bool, Fault> {
        let (_, def) = self.peek(node)?.ok_or(Fault::Damaged)?;
        if node.times == Times::Once || def >= node.def {
            return Ok(true);
        }
        for leaf in node.leaves.clone() {
            self.columns[leaf].peek(self.file)?.0.ok_or(Fault::Damaged)?;
            self.columns[leaf].skip();
            self.steps += 1;
        }
        Ok(false)
    }

    /// Writes a node; whether there was anything.
    fn node(&mut self, node: &Node) -> Result<bool, Fault> {
        match node.times {
            Times::Many => self.list(node, Self::inside).map(|()| true),
            _ => Ok(self.is_there(node)? && self.inside(node)?),
        }
    }

    /// Writes what stands in a node that is there.
    fn inside(&mut self, node: &Node) -> Result<bool, Fault> {
        match &node.inside {
            Inside::Value => match self.value(node)? {
                Written::Absent => return Ok(false),
                Written::Bare(text) => self.out.extend_from_slice(text.as_bytes()),
                Written::Text(text) => self.text(&text),
            },
            Inside::Nodes(nodes) => self.fields(nodes)?,
            Inside::List(many) => self.list(many, |rows, many| match &many.inside {
                // What is repeated is often no more than a wrapping of the element.
                Inside::Nodes(nodes) if nodes.len() == 1 && is_wrapping(&many.name, &node.name) => {
                    rows.node(&nodes[0])
                }
                _ => rows.inside(many),
            })?,
            Inside::Map(many) => self.map(many)?,
        }
        Ok(true)
    }

    fn list(
        &mut self,
        many: &Node,
        each: impl Fn(&mut Self, &Node) -> Result<bool, Fault>,
    ) -> Result<(), Fault> {
        self.out.push(b'[');
        let mut is_first = true;
        self.repeat(many, |rows| {
            if !std::mem::take(&mut is_first) {
                rows.out.push(b',');
            }
            if !each(rows, many)? {
                rows.out.extend_from_slice(b"null");
            }
            Ok(())
        })?;
        self.out.push(b']');
        Ok(())
    }

    /// Pairs, as an object.
    fn map(&mut self, many: &Node) -> Result<(), Fault> {
        let Inside::Nodes(pair) = &many.inside else { return Err(Fault::Damaged) };
        self.out.push(b'{');
        let mut is_first = true;
        self.repeat(many, |rows| {
            if !std::mem::take(&mut is_first) {
                rows.out.push(b',');
            }
            let begin = rows.out.len();
            let (key, rest) = pair.split_first().ok_or(Fault::Damaged)?;
            if !rows.node(key)? {
                rows.text("");
            } else if rows.out[begin] != b'"' {
                let bare = String::from_utf8_lossy(&rows.out.split_off(begin)).into_owned();
                rows.text(&bare);
            }
            rows.out.push(b':');
            let is_there = match rest.first() {
                Some(value) => rows.node(value)?,
                None => false,
            };
            if !is_there {
                rows.out.extend_from_slice(b"null");
            }
            Ok(())
        })?;
        self.out.push(b'}');
        Ok(())
    }

    /// Does something with each of what is repeated.
    fn repeat(
        &mut self,
        many: &Node,
        mut each: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if !self.is_there(many)? {
            return Ok(());
        }
        loop {
            each(self)?;
            if self.out.len() - self.begin > MAX_RECORD {
                return Err(Fault::TooPacked);
            }
            // Another of it follows where the next value says that nothing around it begins anew.
            if self.peek(many)?.is_none_or(|(rep, _)| rep != many.rep) {
                return Ok(());
            }
        }
    }

    fn value(&mut self, node: &Node) -> Result<Written, Fault> {
        let column = &mut self.columns[node.leaves.start];
        // Its levels may not have been looked at: the group around it was looked at by its first column.
        if column.peek(self.file)?.0.is_none_or(|(_, def)| def < node.def) {
            return Err(Fault::Damaged);
        }
        let meaning = column.leaf.meaning;
        let raw = column.value().ok_or(Fault::Damaged)?;
        self.steps += 1;
        Ok(written(&raw, meaning))
    }

    /// Writes a text as JSON.
    fn text(&mut self, text: &str) {
        // Memory takes all that is written.
        let _ = serde_json::to_writer(&mut *self.out, text)
            .and_then(|()| self.out.flush().map_err(serde_json::Error::io));
    }
}

/// Whether what is repeated in a list is there for its sake alone (the format's rules for older files).
fn is_wrapping(name: &str, list: &str) -> bool {
    name != "array" && name.strip_suffix("_tuple") != Some(list)
}
