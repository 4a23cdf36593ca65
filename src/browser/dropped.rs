//! The files in a drop or a choice. A dropped folder cannot be read as a file, so it is told apart.

use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, File, FileList, HtmlInputElement};

/// What a drop brought.
#[derive(Default)]
pub struct Dropped {
    /// The files, in their order.
    pub files: Vec<File>,
    /// Whether something else came too: a folder, text, a link.
    pub other: bool,
}

/// What a drag event carries.
pub fn from_event(event: &DragEvent) -> Dropped {
    event.data_transfer().map(|transfer| from_transfer(&transfer)).unwrap_or_default()
}

fn from_transfer(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let mut dropped = Dropped::default();
    for i in 0..items.length() {
        let Some(item) = items.get(i) else { continue };
        let folder = item.webkit_get_as_entry().ok().flatten().is_some_and(|entry| entry.is_directory());
        match item.get_as_file() {
            Ok(Some(file)) if item.kind() == "file" && !folder => dropped.files.push(file),
            _ => dropped.other = true,
        }
    }
    if dropped.files.is_empty() {
        dropped.files = list(transfer.files());
        // A folder also appears in this list, as a file that cannot be read.
        if dropped.other {
            dropped.files.clear();
        }
    }
    dropped
}

/// What was chosen in a file input. The input is emptied, so that the same file can be chosen again.
pub fn from_input(input: &HtmlInputElement) -> Vec<File> {
    let files = list(input.files());
    input.set_value("");
    files
}

/// Whether a drag carries files at all.
pub fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| {
        transfer.types().iter().any(|kind| kind.unchecked_ref::<js_sys::JsString>() == "Files")
    })
}

fn list(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|i| files.get(i)).collect()).unwrap_or_default()
}
