//! ZIP (PKWARE APPNOTE 6.3): its files as they stand, each behind its own header, so that no archive need
//! be at hand as a whole. The list at its end is not needed.

use super::{Files, Unpacker, Within, inflate::Inflater, workbook::Workbook};
use crate::ingest::Kind;

const FILE: [u8; 4] = *b"PK\x03\x04";
/// What may stand behind the last file.
const LISTS: [[u8; 4]; 4] = [*b"PK\x01\x02", *b"PK\x05\x06", *b"PK\x06\x06", *b"PK\x06\x08"];
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";

/// Bytes of a file's header before its name.
const HEADER: usize = 30;

/// A descriptor with the signature of what follows it, at its longest.
const LONGEST_DESCRIPTOR: usize = 28;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// What is no transcript, by the ends of its name.
const LEFT_OUT: [&str; 44] = [
    "png",
    "jpg",
    "jpeg",
    "gif",
    "webp",
    "bmp",
    "svg",
    "ico",
    "heic",
    "tif",
    "tiff",
    "mp3",
    "mp4",
    "m4a",
    "mov",
    "avi",
    "mkv",
    "webm",
    "wav",
    "ogg",
    "opus",
    "oga",
    "aac",
    "flac",
    "amr",
    "3gp",
    "pdf",
    "doc",
    "docx",
    "ppt",
    "pptx",
    "css",
    "js",
    "map",
    "woff",
    "woff2",
    "ttf",
    "otf",
    "eot",
    "exe",
    "dll",
    "bin",
    "vcf",
    "webmanifest",
];

/// A ZIP archive being unpacked.
#[derive(Default)]
pub struct Zip {
    at: At,
    /// Bytes of a header that is not whole yet.
    pending: Vec<u8>,
    into: Into,
    /// Where the archive is an Office document.
    workbook: Option<Workbook>,
    any: bool,
}

#[derive(Default)]
enum At {
    #[default]
    Header,
    /// So many bytes as they are, and whether a descriptor follows.
    Stored(u64),
    Deflated(Box<Inflater>, bool),
    Descriptor,
    Over,
}

/// Where the bytes of the file at hand go.
#[derive(Default)]
enum Into {
    #[default]
    Nowhere,
    File(Box<Unpacker>),
    /// Packed, into the workbook.
    Part,
}

impl Zip {
    /// Takes the next bytes; whether more can come.
    pub fn push(&mut self, bytes: &[u8], within: &mut Within, files: &mut dyn Files) -> Result<bool, Kind> {
        let joined;
        let mut rest = bytes;
        if !self.pending.is_empty() {
            self.pending.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.pending);
            rest = &joined;
        }
        while !rest.is_empty() && !matches!(self.at, At::Over) {
            let Some(used) = self.step(rest, within, files)? else {
                self.pending = rest.to_vec();
                break;
            };
            rest = &rest[used..];
        }
        Ok(!matches!(self.at, At::Over))
    }

    /// Goes on by one step: how many bytes it took; `None` where it needs more at once.
    fn step(
        &mut self,
        rest: &[u8],
        within: &mut Within,
        files: &mut dyn Files,
    ) -> Result<Option<usize>, Kind> {
        match &mut self.at {
            At::Header => self.header(rest, within, files),
            At::Stored(left) => {
                let used = usize::try_from(*left).unwrap_or(usize::MAX).min(rest.len());
                *left -= used as u64;
                let is_over = *left == 0;
                match &mut self.into {
                    Into::Nowhere => {}
                    Into::File(inner) => inner.push(&rest[..used], files),
                    Into::Part => self.workbook.as_mut().map_or(Ok(()), |book| book.push(&rest[..used]))?,
                }
                if is_over {
                    self.end_file(files);
                    self.at = At::Header;
                }
                Ok(Some(used))
            }
            At::Deflated(inflater, described) => {
                let described = *described;
                let (used, over) = match &mut self.into {
                    Into::File(inner) => inflater.push(rest, &mut |piece| inner.push(piece, files))?,
                    _ => inflater.push(rest, &mut |_| ())?,
                };
                if let (Into::Part, Some(book)) = (&self.into, &mut self.workbook) {
                    book.push(&rest[..used])?;
                }
                if over {
                    self.end_file(files);
                    self.at = if described { At::Descriptor } else { At::Header };
                }
                Ok(Some(used))
            }
            At::Descriptor => {
                if rest.len() < LONGEST_DESCRIPTOR {
                    return Ok(None);
                }
                let lengths: &[usize] = if rest.starts_with(&DESCRIPTOR) { &[16, 24] } else { &[12, 20] };
                let follows = |length: &&usize| {
                    let next = &rest[**length..**length + 4];
                    next == FILE || LISTS.iter().any(|list| next == list)
                };
                let length = lengths.iter().find(follows).ok_or(Kind::BrokenArchive)?;
                self.at = At::Header;
                Ok(Some(*length))
            }
            At::Over => Ok(Some(rest.len())),
        }
    }

    fn header(
        &mut self,
        rest: &[u8],
        within: &mut Within,
        files: &mut dyn Files,
    ) -> Result<Option<usize>, Kind> {
        let Some(signature) = rest.get(..4) else { return Ok(None) };
        if LISTS.iter().any(|list| signature == list) {
            self.at = At::Over;
            return Ok(Some(rest.len()));
        }
        if signature != FILE {
            return Err(Kind::BrokenArchive);
        }
        let Some(head) = rest.get(..HEADER) else { return Ok(None) };
        let short = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
        let long = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (flags, method) = (short(6), short(8));
        let (name, extra) = (usize::from(short(26)), usize::from(short(28)));
        let length = HEADER + name + extra;
        let Some(whole) = rest.get(..length) else { return Ok(None) };
        let shown = String::from_utf8_lossy(&whole[HEADER..HEADER + name]).replace('\\', "/");
        let (locked, described) = (flags & 1 != 0, flags & 8 != 0);
        let packed = match long(18) {
            u32::MAX => {
                long_size(&whole[HEADER + name..], long(22) == u32::MAX).ok_or(Kind::BrokenArchive)?
            }
            size => u64::from(size),
        };
        // Where its size is not known before, only what is deflated says itself where it ends.
        let sized = !described || packed > 0;
        if !std::mem::replace(&mut self.any, true) && Workbook::begins_with(&shown) {
            self.workbook = Some(Workbook::default());
        }
        let refusal = match method {
            _ if locked => Some(Kind::Locked),
            STORED | DEFLATED => None,
            _ => Some(Kind::Packing),
        };
        self.into = Into::Nowhere;
        if let Some(why) = refusal {
            if !sized {
                return Err(why);
            }
            within.leave_out(why);
        } else if shown.ends_with('/') {
            // A folder.
        } else if let Some(book) = &mut self.workbook {
            if book.begin(&shown, method == DEFLATED) {
                self.into = Into::Part;
            }
        } else if is_left_out(&shown) {
            within.leave_out(Kind::NotTranscripts);
        } else {
            let name = within.name_of(&shown);
            self.into = Into::File(Box::new(within.inner(&name)));
        }
        let skipped = matches!(self.into, Into::Nowhere) && sized && !described;
        self.at = match method {
            _ if skipped || method == STORED && sized => At::Stored(packed),
            DEFLATED => At::Deflated(Box::new(Inflater::new(&within.meter)), described),
            _ => return Err(Kind::BrokenArchive),
        };
        if matches!(self.at, At::Stored(0)) {
            // No step comes by where there is nothing in it.
            self.end_file(files);
            self.at = At::Header;
        }
        Ok(Some(length))
    }

    fn end_file(&mut self, files: &mut dyn Files) {
        if let Into::File(inner) = std::mem::take(&mut self.into) {
            inner.finish(files);
        }
    }

    /// Ends the file that is cut short.
    pub fn cut(&mut self, files: &mut dyn Files) {
        self.end_file(files);
    }

    /// Reads what needs all of the archive.
    pub fn close(&mut self, within: &mut Within, files: &mut dyn Files) {
        self.end_file(files);
        if let Some(book) = self.workbook.take() {
            book.read(within, files);
        }
    }
}

/// The packed size in a field of large sizes (ZIP64); behind the unpacked one where that is there too.
fn long_size(mut extra: &[u8], behind: bool) -> Option<u64> {
    while let [a, b, c, d, rest @ ..] = extra {
        let (id, length) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        let field = rest.get(..length)?;
        if id == 1 {
            let at = if behind { 8 } else { 0 };
            return field.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes);
        }
        extra = &rest[length..];
    }
    None
}

/// Whether a file of an archive is no transcript: a picture, a sound, a program, or what systems leave there.
fn is_left_out(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    hidden || end.is_some_and(|end| LEFT_OUT.contains(&end.as_str()))
}
