//! Archives into the files in them, as a stream: gzip, zip, and Excel workbooks, whose sheets become tables.
//!
//! Invariants. (1) The files and their bytes are the same however the archive's are cut. (2) No file of an
//! archive is held whole, but for a workbook, whose packed parts are, and a Parquet file, whose index stands at
//! its end. (3) What is not read is said.

mod gzip;
mod inflate;
mod workbook;
mod zip;

use std::rc::Rc;

use super::{Effect, FileLog, Kind, Sentence, parquet};
use gzip::Gzip;
use zip::Zip;

pub(super) use gzip::header as gzip_header;
pub(super) use inflate::{Inflater, Meter};
pub(super) use workbook::write_cell;

/// Takes the files that are found, one after the other.
pub trait Files {
    /// A file begins; `format` is what it was in, where its bytes are not its own.
    fn begin(&mut self, name: &str, format: Option<&'static str>);
    /// Its next bytes.
    fn push(&mut self, bytes: &[u8]);
    /// It is over.
    fn end(&mut self);
    /// An archive is over, and something is to be said of it.
    fn archive(&mut self, log: FileLog);
    /// A Parquet file, all of it, which another reader has to read.
    fn parquet(&mut self, name: &str, bytes: Vec<u8>);
}

/// How deep archives are unpacked that stand in each other.
const DEEPEST: u32 = 3;

/// Bytes of Parquet files that wait for their reader, at most.
const MOST_PARQUET: usize = 256 << 20;

/// Bytes that tell an archive.
const MAGIC: usize = 4;

/// Bytes of an archive that are looked at together. What is wrong with damaged ones depends on how far one looks ahead.
const BLOCK: usize = 64 << 10;

/// Bytes of one file, which may be an archive.
pub struct Unpacker {
    stage: Stage,
    within: Within,
    /// The begin of an archive's next block.
    block: Vec<u8>,
}

/// What an archive knows of itself.
struct Within {
    log: FileLog,
    depth: u32,
    /// Files of it that were read.
    files: u64,
    meter: Rc<Meter>,
}

enum Stage {
    /// The first bytes.
    Head(Vec<u8>),
    /// A file.
    Plain,
    Gzip(Box<Gzip>),
    Zip(Box<Zip>),
    /// A Parquet file so far.
    Parquet(Vec<u8>),
    /// An archive of which nothing more comes.
    Over,
}

impl Unpacker {
    /// Of a file of this name.
    pub fn new(name: &str) -> Self {
        Self::at(name, 0, Rc::default())
    }

    fn at(name: &str, depth: u32, meter: Rc<Meter>) -> Self {
        let log = FileLog { name: name.to_owned(), ..FileLog::default() };
        let within = Within { log, depth, files: 0, meter };
        Self { stage: Stage::Head(Vec::new()), within, block: Vec::new() }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], files: &mut dyn Files) {
        let within = &mut self.within;
        within.log.bytes += bytes.len() as u64;
        match &mut self.stage {
            Stage::Head(head) => {
                head.extend_from_slice(bytes);
                if head.len() >= MAGIC {
                    let head = std::mem::take(head);
                    self.begin(&head, files);
                }
            }
            Stage::Plain => files.push(bytes),
            Stage::Gzip(_) | Stage::Zip(_) => self.take(bytes, files),
            Stage::Parquet(whole) => {
                if within.meter.hold(bytes.len()) > MOST_PARQUET {
                    return self.give_up(Kind::LargeWorkbook);
                }
                whole.extend_from_slice(bytes);
            }
            Stage::Over => {}
        }
    }

    /// Takes an archive's bytes block by block.
    fn take(&mut self, mut bytes: &[u8], files: &mut dyn Files) {
        while self.block.len() + bytes.len() >= BLOCK {
            let (of_block, rest) = bytes.split_at(BLOCK - self.block.len());
            bytes = rest;
            if self.block.is_empty() {
                self.unpack(of_block, files);
            } else {
                self.block.extend_from_slice(of_block);
                self.unpack_block(files);
            }
        }
        self.block.extend_from_slice(bytes);
    }

    fn unpack_block(&mut self, files: &mut dyn Files) {
        let mut block = std::mem::take(&mut self.block);
        self.unpack(&block, files);
        block.clear();
        self.block = block;
    }

    fn unpack(&mut self, bytes: &[u8], files: &mut dyn Files) {
        let within = &mut self.within;
        if within.depth == 0 {
            within.meter.take(bytes.len());
        }
        match &mut self.stage {
            Stage::Gzip(gzip) => {
                if let Err(why) = gzip.push(bytes, within, files) {
                    // What was unpacked before is read.
                    gzip.finish(files);
                    self.give_up(why);
                }
            }
            Stage::Zip(zip) => match zip.push(bytes, within, files) {
                Ok(true) => {}
                Ok(false) => self.close(files),
                Err(why) => {
                    // What is whole of a broken archive is read.
                    self.close(files);
                    self.give_up(why);
                }
            },
            _ => {}
        }
    }

    fn begin(&mut self, head: &[u8], files: &mut dyn Files) {
        let format = match head {
            [0x1F, 0x8B, ..] => "GZIP",
            [b'P', b'K', 3, 4, ..] => "ZIP",
            // An archive of nothing.
            [b'P', b'K', 5, 6, ..] => {
                "ZIP".clone_into(&mut self.within.log.format);
                self.stage = Stage::Over;
                return self.give_up(Kind::Empty);
            }
            _ if parquet::begins(head) => {
                parquet::FORMAT.clone_into(&mut self.within.log.format);
                self.within.log.bytes = 0;
                self.stage = Stage::Parquet(Vec::new());
                return self.push(head, files);
            }
            _ => {
                files.begin(&self.within.log.name, None);
                self.stage = Stage::Plain;
                return files.push(head);
            }
        };
        format.clone_into(&mut self.within.log.format);
        self.within.log.why = Sentence::of("an archive: what is in it was read file by file");
        if self.within.depth >= DEEPEST {
            return self.give_up(Kind::TooDeep);
        }
        self.stage = if format == "ZIP" { Stage::Zip(Box::default()) } else { Stage::Gzip(Box::default()) };
        self.within.log.bytes = 0;
        self.push(head, files);
    }

    /// Takes what is pushed for the bytes of a plain file, which were made of one of another format.
    pub fn begin_made(&mut self, format: &'static str, files: &mut dyn Files) {
        files.begin(&self.within.log.name, Some(format));
        self.stage = Stage::Plain;
    }

    fn give_up(&mut self, why: Kind) {
        self.within.log.note(0, 0, Effect::Skipped, why);
        self.stage = Stage::Over;
    }

    /// Reads what could not be read before all of it was there.
    fn close(&mut self, files: &mut dyn Files) {
        if let Stage::Zip(zip) = &mut self.stage {
            zip.close(&mut self.within, files);
            self.stage = Stage::Over;
        }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.within.log.name
    }

    /// Bytes of Parquet files that wait to be whole.
    pub fn held(&self) -> u64 {
        match &self.stage {
            Stage::Parquet(whole) => whole.capacity() as u64,
            _ => 0,
        }
    }

    /// Whether nothing more can come, so that the rest need not be pushed.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }

    /// Whether the file is no archive; `None` while that cannot be told.
    pub fn is_plain(&self) -> Option<bool> {
        match self.stage {
            Stage::Head(_) => None,
            _ => Some(matches!(self.stage, Stage::Plain)),
        }
    }

    /// Says that the file is over.
    pub fn finish(mut self, files: &mut dyn Files) {
        self.unpack_block(files);
        match &mut self.stage {
            Stage::Head(head) => {
                let head = std::mem::take(head);
                files.begin(&self.within.log.name, None);
                files.push(&head);
                return files.end();
            }
            Stage::Plain => return files.end(),
            Stage::Gzip(gzip) => {
                if !gzip.finish(files) {
                    self.give_up(Kind::CutShort);
                }
            }
            Stage::Zip(zip) => {
                zip.cut(files);
                self.close(files);
                self.give_up(Kind::CutShort);
            }
            Stage::Parquet(whole) => return files.parquet(&self.within.log.name, std::mem::take(whole)),
            Stage::Over => {}
        }
        self.leave(files);
    }

    /// Ends before the archive is over, and says why. A plain file is not ended by it.
    pub fn abandon(mut self, why: Kind, files: &mut dyn Files) {
        self.within.log.note(0, 0, Effect::Noted, why);
        self.leave(files);
    }

    fn leave(mut self, files: &mut dyn Files) {
        let Within { log, files: read, .. } = &mut self.within;
        (log.read, log.kept) = (*read, *read);
        if log.problems.is_empty() && *read == 0 {
            log.note(0, 0, Effect::Skipped, Kind::Empty);
        }
        if !log.problems.is_empty() {
            files.archive(self.within.log);
        }
    }
}

impl Within {
    /// The name of a file in this archive.
    fn name_of(&self, file: &str) -> String {
        format!("{}/{file}", self.log.name)
    }

    /// What a file in this archive is unpacked by.
    fn inner(&mut self, name: &str) -> Unpacker {
        self.files += 1;
        Unpacker::at(name, self.depth + 1, Rc::clone(&self.meter))
    }

    /// Notes that a file of the archive is not read.
    fn leave_out(&mut self, why: Kind) {
        self.log.note(0, self.files, Effect::Skipped, why);
    }
}
