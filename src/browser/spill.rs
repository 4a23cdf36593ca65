//! Masked texts on disk, for as long as an analysis is open that has no room for them in memory: a file of
//! the origin's private file system for each worker that stores.
//!
//! It is held open, which no other tab can undo, and removed when the analysis goes. Where a tab ends
//! before that the file stays, and the next worker that begins removes it: nobody holds it any more.

use js_sys::{AsyncIterator, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemReadWriteOptions, FileSystemSyncAccessHandle,
};

use super::{private_files, world};
use crate::corpus::Elsewhere;

/// Our directory among those of the origin.
const PLACE: &str = "undertone-texts";

/// Where masked texts go that have no room in memory: a file, or nowhere, where the browser gives none.
pub async fn open() -> Box<dyn Elsewhere> {
    match OnDisk::open().await {
        Ok(file) => Box::new(file),
        Err(_) => Box::new(Nowhere),
    }
}

/// Removes what tabs left that are gone; a file that is held open stays.
pub async fn sweep() {
    let Ok(place) = place(false).await else { return };
    let all: AsyncIterator = place.keys();
    let mut names = Vec::new();
    while let Ok(next) = all.next() {
        let Ok(next) = JsFuture::from(next).await else { break };
        let value = |key: &str| Reflect::get(&next, &key.into()).ok();
        match value("value").and_then(|name| name.as_string()) {
            Some(name) => names.push(name),
            None => break,
        }
    }
    for name in names {
        let _ = JsFuture::from(place.remove_entry(&name)).await;
    }
}

/// No place at all.
#[derive(Debug)]
struct Nowhere;

impl Elsewhere for Nowhere {
    fn keep(&mut self, _: &str) -> bool {
        false
    }

    fn read(&self, _: u32) -> Option<String> {
        None
    }
}

/// A file that is held open.
#[derive(Debug)]
struct OnDisk {
    place: FileSystemDirectoryHandle,
    name: String,
    file: FileSystemSyncAccessHandle,
    /// Where each block ends.
    ends: Vec<u64>,
}

impl OnDisk {
    async fn open() -> Result<Self, JsValue> {
        let place = place(true).await?;
        let name = format!("{:032x}", u128::from_le_bytes(world::random_key()));
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle: FileSystemFileHandle =
            JsFuture::from(place.get_file_handle_with_options(&name, &options)).await?.dyn_into()?;
        let file = JsFuture::from(handle.create_sync_access_handle()).await?.dyn_into()?;
        Ok(Self { place, name, file, ends: Vec::new() })
    }

    fn begin(&self, number: usize) -> u64 {
        number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default()
    }
}

impl Elsewhere for OnDisk {
    fn keep(&mut self, block: &str) -> bool {
        let begin = self.begin(self.ends.len());
        let written = self.file.write_with_u8_array_and_options(block.as_bytes(), &at(begin));
        // Where there is no room Chromium throws nothing and gives the number of its error as if it were
        // bytes.
        let kept = written.is_ok_and(|written| written as usize == block.len());
        if kept {
            self.ends.push(begin + block.len() as u64);
        }
        kept
    }

    fn read(&self, number: u32) -> Option<String> {
        let (begin, end) = (self.begin(number as usize), *self.ends.get(number as usize)?);
        let mut bytes = vec![0; (end - begin) as usize];
        let read = self.file.read_with_u8_array_and_options(&mut bytes, &at(begin)).ok()?;
        (read as usize == bytes.len()).then_some(())?;
        String::from_utf8(bytes).ok()
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        self.file.close();
        let (place, name) = (self.place.clone(), self.name.clone());
        spawn_local(async move {
            let _ = JsFuture::from(place.remove_entry(&name)).await;
        });
    }
}

fn at(begin: u64) -> FileSystemReadWriteOptions {
    let options = FileSystemReadWriteOptions::new();
    options.set_at(begin as f64);
    options
}

async fn place(make: bool) -> Result<FileSystemDirectoryHandle, JsValue> {
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(make);
    let root = private_files::root().await.map_err(|_| JsValue::UNDEFINED)?;
    JsFuture::from(root.get_directory_handle_with_options(PLACE, &options)).await?.dyn_into()
}
