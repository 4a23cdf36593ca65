//! Analyses that a person keeps in this browser: files of the origin's private file system, one for
//! each and one that lists them. Nothing is here unless it was asked for.
//!
//! The list is changed while it is held open, which a browser allows one tab at a time: two tabs take
//! turns.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions, FileSystemGetFileOptions,
    FileSystemReadWriteOptions, FileSystemRemoveOptions, FileSystemSyncAccessHandle,
};

use super::world;
use crate::{
    binary::{In, Out},
    wire::Kept,
};

/// Our directory among those of the origin.
const PLACE: &str = "undertone-kept";

/// The file that lists the others.
const LIST: &str = "list";

/// Tries to open a file that another tab holds, a few milliseconds apart.
const TRIES: u32 = 100;

/// Bytes moved at a time, so that neither side needs all of them twice.
const PIECE: usize = 4 << 20;

/// What is kept, the latest first; nothing where the browser has no such place.
pub async fn list() -> Vec<Kept> {
    let Ok(place) = place(false).await else { return Vec::new() };
    let Ok(file) = open(&place, LIST, false).await else { return Vec::new() };
    let list = read_list(&file);
    file.close();
    list
}

/// Keeps an analysis, in the place of one with the same number. Gives what is kept then.
///
/// # Errors
/// What the browser says, such as that there is no room.
pub async fn keep(kept: Kept, bytes: &[u8]) -> Result<Vec<Kept>, JsValue> {
    let place = place(true).await?;
    let name = name(kept.id);
    let file = open(&place, &name, true).await?;
    let written = write(&file, bytes);
    file.close();
    if let Err(error) = written {
        // Half a file is of no use.
        let _ = JsFuture::from(place.remove_entry(&name)).await;
        return Err(error);
    }
    change_list(&place, |list| {
        list.retain(|known| known.id != kept.id);
        list.insert(0, kept);
    })
    .await
}

/// The bytes of one that is kept.
///
/// # Errors
/// What the browser says where it is not there.
pub async fn read(id: u64) -> Result<Vec<u8>, JsValue> {
    let place = place(false).await?;
    let file = open(&place, &name(id), false).await?;
    let bytes = read_all(&file);
    file.close();
    bytes
}

/// Drops one, or all of them with whatever else may lie beside them. Gives what is kept then.
///
/// # Errors
/// What the browser says.
pub async fn drop_kept(id: Option<u64>) -> Result<Vec<Kept>, JsValue> {
    let Ok(place) = place(false).await else { return Ok(Vec::new()) };
    let Some(id) = id else {
        // A file that a tab was writing when it went is in no list.
        let options = FileSystemRemoveOptions::new();
        options.set_recursive(true);
        JsFuture::from(root().await?.remove_entry_with_options(PLACE, &options)).await?;
        return change_list(&self::place(true).await?, |_| ()).await;
    };
    let left = change_list(&place, |list| list.retain(|kept| kept.id != id)).await?;
    JsFuture::from(place.remove_entry(&name(id))).await?;
    Ok(left)
}

fn name(id: u64) -> String {
    format!("{id}.undertone")
}

/// Our directory; made where it is not there and `make` says so.
async fn place(make: bool) -> Result<FileSystemDirectoryHandle, JsValue> {
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(make);
    JsFuture::from(root().await?.get_directory_handle_with_options(PLACE, &options)).await?.dyn_into()
}

/// The origin's own directory.
pub(super) async fn root() -> Result<FileSystemDirectoryHandle, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let storage = Reflect::get(&navigator, &"storage".into())?;
    let ask: js_sys::Function = Reflect::get(&storage, &"getDirectory".into())?.dyn_into()?;
    let root: Promise = ask.call0(&storage)?.dyn_into()?;
    JsFuture::from(root).await?.dyn_into()
}

/// A file, held so that nobody else can open it.
async fn open(
    place: &FileSystemDirectoryHandle,
    name: &str,
    make: bool,
) -> Result<FileSystemSyncAccessHandle, JsValue> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(make);
    let file: FileSystemFileHandle =
        JsFuture::from(place.get_file_handle_with_options(name, &options)).await?.dyn_into()?;
    let mut tries = 0;
    loop {
        match JsFuture::from(file.create_sync_access_handle()).await {
            Ok(handle) => return handle.dyn_into(),
            Err(error) if tries >= TRIES => return Err(error),
            Err(_) => {
                tries += 1;
                world::pause(20).await;
            }
        }
    }
}

async fn change_list(
    place: &FileSystemDirectoryHandle,
    change: impl FnOnce(&mut Vec<Kept>),
) -> Result<Vec<Kept>, JsValue> {
    let file = open(place, LIST, true).await?;
    let mut list = read_list(&file);
    change(&mut list);
    let mut out = Out::default();
    for kept in &list {
        out.number(kept.id);
        out.text(&kept.name);
        out.number(kept.conversations);
        out.number(kept.bytes);
    }
    let written = write(&file, &out.0);
    file.close();
    written.map(|()| list)
}

/// What of a list can be read: the files that a damaged one named are found by nobody then.
fn read_list(file: &FileSystemSyncAccessHandle) -> Vec<Kept> {
    let bytes = read_all(file).unwrap_or_default();
    let mut from = In(&bytes);
    let mut next = || {
        Some(Kept {
            id: from.number()?,
            name: from.text()?,
            conversations: from.number()?,
            bytes: from.number()?,
        })
    };
    std::iter::from_fn(&mut next).collect()
}

fn write(file: &FileSystemSyncAccessHandle, bytes: &[u8]) -> Result<(), JsValue> {
    file.truncate_with_u32(0)?;
    for (at, piece) in bytes.chunks(PIECE).enumerate() {
        let options = FileSystemReadWriteOptions::new();
        options.set_at((at * PIECE) as f64);
        let written = file.write_with_u8_array_and_options(piece, &options)?;
        if written < piece.len() as f64 {
            return Err(JsValue::from_str("no room"));
        }
    }
    file.flush()
}

fn read_all(file: &FileSystemSyncAccessHandle) -> Result<Vec<u8>, JsValue> {
    let mut bytes = vec![0; file.get_size()? as usize];
    for (at, piece) in bytes.chunks_mut(PIECE).enumerate() {
        let options = FileSystemReadWriteOptions::new();
        options.set_at((at * PIECE) as f64);
        file.read_with_u8_array_and_options(piece, &options)?;
    }
    Ok(bytes)
}
