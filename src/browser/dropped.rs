//! What came in by drop, paste or choice, as files. Folders are gone through to their last file, in
//! the order of their names; a pasted text becomes a file.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, File, FileList, FilePropertyBag, FileSystemDirectoryEntry,
    FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};

use super::unfinished;
use crate::order::sort_by;

/// Files taken from folders at most: enough for an export of one file a conversation.
const MOST_FILES: usize = 20_000;

/// What a drop or a paste brought.
#[derive(Default)]
pub struct Dropped {
    /// The files, in their order.
    pub files: Vec<File>,
    /// Whether something came that is no file: a link, or a part of a folder that could not be opened.
    pub other: bool,
}

/// Hands on what a drag event carries, once folders are gone through; with `handles`, by which files can be
/// read once more after a reload, where the browser has such.
pub fn from_event(event: &DragEvent, handles: bool, then: impl FnOnce(Dropped) + 'static) {
    match event.data_transfer() {
        Some(transfer) => from_transfer(&transfer, handles, then),
        None => then(Dropped::default()),
    }
}

/// Hands on what is pasted: files, or a text as a file. Nothing where neither is pasted.
pub fn from_paste(event: &ClipboardEvent, then: impl FnOnce(Dropped) + 'static) {
    let Some(transfer) = event.clipboard_data() else { return };
    let text = transfer.get_data("text/plain").unwrap_or_default();
    if transfer.files().is_some_and(|files| files.length() > 0) {
        from_transfer(&transfer, false, then);
    } else if !text.trim().is_empty()
        && let Some(file) = file_of_text(&text)
    {
        then(Dropped { files: vec![file], other: false });
    }
}

fn file_of_text(text: &str) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type("text/plain");
    File::new_with_str_sequence_and_options(&Array::of1(&text.into()), "pasted text", &options).ok()
}

fn from_transfer(transfer: &DataTransfer, handles: bool, then: impl FnOnce(Dropped) + 'static) {
    let items = transfer.items();
    let mut dropped = Dropped::default();
    // The items are gone when the event is over: entries and files are taken out of them first.
    let (mut folders, mut asked) = (Vec::new(), Vec::new());
    for i in 0..items.length() {
        let Some(item) = items.get(i) else { continue };
        let entry = item.webkit_get_as_entry().ok().flatten();
        match item.get_as_file() {
            _ if entry.as_ref().is_some_and(FileSystemEntry::is_directory) => folders.extend(entry),
            Ok(Some(file)) if item.kind() == "file" => {
                let handle = unfinished::handle_of_dropped(&item).filter(|_| handles);
                asked.extend(handle.map(|handle| (file.clone(), handle)));
                dropped.files.push(file);
            }
            _ => dropped.other = true,
        }
    }
    if dropped.files.is_empty() && folders.is_empty() && !dropped.other {
        dropped.files = list(transfer.files());
    }
    if folders.is_empty() && asked.is_empty() {
        then(dropped);
        return;
    }
    spawn_local(async move {
        unfinished::carry_dropped(asked).await;
        for folder in folders {
            walk(folder, &mut dropped).await;
        }
        then(dropped);
    });
}

/// Goes through a folder and all that are in it.
async fn walk(folder: FileSystemEntry, dropped: &mut Dropped) {
    let mut waiting = vec![folder];
    while let Some(entry) = waiting.pop() {
        if dropped.files.len() >= MOST_FILES {
            dropped.other = true;
            return;
        }
        if entry.is_file() {
            match file_of(entry.unchecked_into()).await {
                // What systems put beside files is nobody's transcript.
                Some(file) if !file.name().starts_with('.') => dropped.files.push(file),
                Some(_) => {}
                None => dropped.other = true,
            }
        } else if let Some(mut inside) = entries_of(&entry.unchecked_into()).await {
            sort_by(&mut inside, |one, two| two.name().cmp(&one.name()));
            waiting.extend(inside);
        } else {
            dropped.other = true;
        }
    }
}

async fn file_of(entry: FileSystemFileEntry) -> Option<File> {
    let file = promise(|resolve, reject| {
        entry.file_with_callback_and_callback(resolve, reject);
    });
    file.await.and_then(|file| file.dyn_into().ok())
}

async fn entries_of(folder: &FileSystemDirectoryEntry) -> Option<Vec<FileSystemEntry>> {
    let reader: FileSystemDirectoryReader = folder.create_reader();
    let mut found = Vec::new();
    // A reader gives a hundred at a time, and an empty list at the end.
    loop {
        let some = promise(|resolve, reject| {
            // Refused only for a reader that is at its end.
            let _ = reader.read_entries_with_callback_and_callback(resolve, reject);
        })
        .await?;
        let some: Array = some.dyn_into().ok()?;
        if some.length() == 0 {
            return Some(found);
        }
        found.extend(some.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

/// What a function with two callbacks gives; `None` where it calls the second.
async fn promise(call: impl FnOnce(&Function, &Function)) -> Option<JsValue> {
    let mut call = Some(call);
    let promise = Promise::new(&mut |resolve, reject| {
        if let Some(call) = call.take() {
            call(&resolve, &reject);
        }
    });
    JsFuture::from(promise).await.ok()
}

/// What was chosen in a file input. The input is emptied, so that the same file can be chosen again.
pub fn from_input(input: &HtmlInputElement) -> Vec<File> {
    let files = list(input.files());
    input.set_value("");
    files
}

/// The text of a file that is no longer than so many bytes; `None` of a longer one, and of one that is no text.
pub async fn text_of(file: &File, most: f64) -> Option<String> {
    if file.size() > most {
        return None;
    }
    let text = JsFuture::from(file.text()).await.ok()?.as_string()?;
    (!text.contains(['\0', char::REPLACEMENT_CHARACTER])).then_some(text)
}

/// Whether what happens, happens in an element of this kind.
pub fn is_within(event: &web_sys::Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest(selector).ok().flatten().is_some())
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
