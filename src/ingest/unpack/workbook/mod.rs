//! Excel workbooks (ECMA-376): each sheet becomes a table of commas, read like any other.
//!
//! A workbook is a ZIP archive whose words stand apart from the sheets that use them, so that its parts are
//! kept, packed, until all are there.

mod dates;
mod parts;
mod sheet;

pub use sheet::write_cell;

use super::{Files, Within};
use crate::ingest::{Effect, Kind};
use parts::{Part, Words};

/// Packed bytes of a workbook at most.
const MOST: usize = 256 << 20;

/// What its report says of a table's origin.
const FORMAT: &str = "XLSX";

/// The parts of a workbook so far.
#[derive(Default)]
pub struct Workbook {
    parts: Vec<(String, Part)>,
    held: usize,
}

/// A sheet as the list of sheets names it.
struct Sheet {
    name: String,
    path: String,
}

impl Workbook {
    /// Whether an archive whose first file has this name is an Office document.
    pub fn begins_with(first: &str) -> bool {
        first == "[Content_Types].xml"
            || first == "_rels/.rels"
            || first.starts_with("xl/")
            || first.starts_with("docProps/")
    }

    /// Whether it wants the bytes of this part of it.
    pub fn begin(&mut self, name: &str, deflated: bool) -> bool {
        let wanted = name.starts_with("xl/worksheets/") && !name.contains("/_rels/")
            || ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
                .contains(&name);
        if wanted {
            self.parts.push((name.to_owned(), Part { deflated, bytes: Vec::new() }));
        }
        wanted
    }

    /// The next bytes of the part begun last.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Kind> {
        self.held += bytes.len();
        if self.held > MOST {
            return Err(Kind::LargeWorkbook);
        }
        if let Some((_, part)) = self.parts.last_mut() {
            part.bytes.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|(known, _)| known == name).map(|(_, part)| part)
    }

    /// Reads its sheets, each as a file.
    pub fn read(self, within: &mut Within, files: &mut dyn Files) {
        FORMAT.clone_into(&mut within.log.format);
        let sheets = self.sheets();
        if sheets.is_empty() {
            return within.log.note(0, 0, Effect::Skipped, Kind::Binary("a Word or PowerPoint document"));
        }
        let (words, all_words) =
            self.part("xl/sharedStrings.xml").map_or((Words::default(), true), Words::of);
        if !all_words {
            within.leave_out(Kind::CutShort);
        }
        let styles = self.part("xl/styles.xml").map(dates::styles_of).unwrap_or_default();
        let since_1904 = self.part("xl/workbook.xml").is_some_and(dates::is_since_1904);
        for Sheet { name, path } in sheets {
            let Some(part) = self.part(&path) else { continue };
            within.files += 1;
            let shown = if within.files == 1 && self.is_alone() {
                within.log.name.clone()
            } else {
                within.name_of(&name)
            };
            files.begin(&shown, Some(FORMAT));
            let whole = sheet::each_row(part, &words, &styles, since_1904, &mut |row| files.push(row));
            files.end();
            if !whole {
                within.leave_out(Kind::CutShort);
            }
        }
    }

    fn is_alone(&self) -> bool {
        self.parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/")).count() == 1
    }

    /// Its sheets in their order; those of a cut archive that lacks their list, by the names of their parts.
    fn sheets(&self) -> Vec<Sheet> {
        let targets = self.part("xl/_rels/workbook.xml.rels").map(parts::targets).unwrap_or_default();
        let listed = self.part("xl/workbook.xml").map(parts::sheets).unwrap_or_default();
        let path_of = |id: &str| {
            let (_, target) = targets.iter().find(|(known, _)| known == id)?;
            Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
        };
        let listed: Vec<Sheet> =
            listed.into_iter().filter_map(|(name, id)| Some(Sheet { name, path: path_of(&id)? })).collect();
        if !listed.is_empty() {
            return listed;
        }
        let unlisted = self.parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
        unlisted
            .map(|(path, _)| Sheet {
                name: path.trim_start_matches("xl/worksheets/").trim_end_matches(".xml").to_owned(),
                path: path.clone(),
            })
            .collect()
    }
}
