//! Our directory in the origin's private file system, the only place where data lie beyond the tab.
//!
//! A file is written once and never changed, and its first bytes come last: one that breaks off has
//! none and is no file of ours. So whoever reads needs no turn.

use js_sys::{AsyncIterator, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemRemoveOptions,
    FileSystemSyncAccessHandle,
};

use super::held;

/// Its name among those of the origin.
const NAME: &str = "undertone-kept";

/// Bytes moved at a time, so that neither side needs all of them twice.
const PIECE: usize = 4 << 20;

/// Why something cannot be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no room for it.
    NoRoom,
    /// It is not there.
    Gone,
    /// The browser does not do it, and has its reasons.
    Refused,
}

impl From<JsValue> for Fault {
    fn from(error: JsValue) -> Self {
        match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
            Some("QuotaExceededError") => Self::NoRoom,
            Some("NotFoundError") => Self::Gone,
            _ => Self::Refused,
        }
    }
}

/// Bytes to be written, wherever they are.
pub enum Bytes<'b> {
    /// In the worker's memory.
    Ours(&'b [u8]),
    /// In the browser's.
    Its(Uint8Array),
}

impl Bytes<'_> {
    /// How many they are.
    pub fn len(&self) -> usize {
        match self {
            Self::Ours(bytes) => bytes.len(),
            Self::Its(bytes) => bytes.length() as usize,
        }
    }
}

/// The directory.
pub struct Folder(FileSystemDirectoryHandle);

impl Folder {
    /// The directory; made where it is not there and `make` says so.
    ///
    /// # Errors
    /// `Gone` where it is not there.
    pub async fn open(make: bool) -> Result<Self, Fault> {
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(make);
        let folder = JsFuture::from(root().await?.get_directory_handle_with_options(NAME, &options)).await?;
        Ok(Self(folder.dyn_into()?))
    }

    /// Removes it with all that lies in it.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn remove_all() -> Result<(), Fault> {
        let options = FileSystemRemoveOptions::new();
        options.set_recursive(true);
        match JsFuture::from(root().await?.remove_entry_with_options(NAME, &options))
            .await
            .map_err(Fault::from)
        {
            Err(Fault::Gone) | Ok(_) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// Names of all its files.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn names(&self) -> Result<Vec<String>, Fault> {
        let all: AsyncIterator = self.0.keys();
        let mut names = Vec::new();
        loop {
            let next = JsFuture::from(all.next()?).await?;
            if Reflect::get(&next, &"done".into())?.is_truthy() {
                return Ok(names);
            }
            names.extend(Reflect::get(&next, &"value".into())?.as_string());
        }
    }

    /// A file, to be read.
    ///
    /// # Errors
    /// `Gone` where it is not there.
    pub async fn file(&self, name: &str) -> Result<File, Fault> {
        Ok(JsFuture::from(self.handle(name, false).await?.get_file()).await?.dyn_into()?)
    }

    /// Writes a file; nothing of it stays where that fails.
    ///
    /// # Errors
    /// `NoRoom` above all.
    pub async fn write(&self, name: &str, front: &[u8], rest: &Bytes<'_>) -> Result<(), Fault> {
        let handle = self.handle(name, true).await?;
        let written = match JsFuture::from(handle.create_sync_access_handle()).await {
            Ok(access) => {
                let access: FileSystemSyncAccessHandle = access.dyn_into()?;
                let written = write_all(&access, front, rest);
                access.close();
                written
            }
            Err(error) => Err(error.into()),
        };
        if written.is_err() {
            // Half a file is of no use.
            let _ = self.remove(name).await;
        }
        written
    }

    /// Removes a file.
    ///
    /// # Errors
    /// `Gone` where it is not there.
    pub async fn remove(&self, name: &str) -> Result<(), Fault> {
        JsFuture::from(self.0.remove_entry(name)).await?;
        Ok(())
    }

    async fn handle(&self, name: &str, make: bool) -> Result<FileSystemFileHandle, Fault> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(make);
        Ok(JsFuture::from(self.0.get_file_handle_with_options(name, &options)).await?.dyn_into()?)
    }
}

fn write_all(access: &FileSystemSyncAccessHandle, front: &[u8], rest: &Bytes<'_>) -> Result<(), Fault> {
    let length = rest.len();
    for at in (0..length).step_by(PIECE) {
        let end = length.min(at + PIECE);
        let to = place(front.len() + at);
        let written = match rest {
            Bytes::Ours(bytes) => access.write_with_u8_array_and_options(&bytes[at..end], &to)?,
            Bytes::Its(bytes) => {
                let piece = bytes.subarray(at as u32, end as u32);
                access.write_with_js_u8_array_and_options(&piece, &to)?
            }
        };
        all_of(end - at, written)?;
    }
    access.flush()?;
    all_of(front.len(), access.write_with_u8_array_and_options(front, &place(0))?)?;
    Ok(access.flush()?)
}

/// Whether all was written. Where there is no room Chromium throws nothing and gives the number of its
/// error as if it were bytes: more than were to be written.
fn all_of(bytes: usize, written: f64) -> Result<(), Fault> {
    if written as usize == bytes { Ok(()) } else { Err(Fault::NoRoom) }
}

fn place(at: usize) -> FileSystemReadWriteOptions {
    let options = FileSystemReadWriteOptions::new();
    options.set_at(at as f64);
    options
}

/// Bytes of a file from one place to another, or to its end if that comes first.
///
/// # Errors
/// What the browser says.
pub async fn read(file: &File, from: u64, to: u64) -> Result<Uint8Array, Fault> {
    let stretch = file.slice_with_f64_and_f64(from as f64, to as f64)?;
    Ok(Uint8Array::new(&JsFuture::from(stretch.array_buffer()).await?))
}

/// The origin's own directory. For a page that is one file there is none: others may share it.
pub(super) async fn root() -> Result<FileSystemDirectoryHandle, Fault> {
    if held::is_one_file() {
        return Err(Fault::Gone);
    }
    let storage = storage()?;
    let ask: Function = Reflect::get(&storage, &"getDirectory".into())?.dyn_into()?;
    let root: Promise = ask.call0(&storage)?.dyn_into()?;
    Ok(JsFuture::from(root).await?.dyn_into()?)
}

fn storage() -> Result<JsValue, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    Reflect::get(&navigator, &"storage".into())
}
