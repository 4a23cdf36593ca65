//! How files would be read: the worker's answer to a preview. It reads the first of a file beside
//! whatever else is being read, and keeps none of it.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::{
    engine::Previews,
    ingest::{Mapping, Preview, parquet},
    wire::Response,
};

use super::{files::FileBytes, scope::Scope, world};

/// Answers previews.
#[derive(Clone)]
pub struct Previewing {
    scope: Scope,
    previews: Rc<RefCell<Previews>>,
}

impl Previewing {
    /// Answers in this scope, masked under a key of its own.
    pub fn new(scope: &Scope) -> Self {
        let previews = Previews::new(world::random_key());
        Self { scope: scope.clone(), previews: Rc::new(RefCell::new(previews)) }
    }

    /// Answers how the first of these files would be read. A file that cannot be read gives an empty
    /// preview: reading it will say what is wrong.
    pub fn answer(&self, generation: u32, id: u32, files: Vec<File>, mapping: Mapping) {
        let this = self.clone();
        spawn_local(async move {
            let (mut name, mut head) = (String::new(), Vec::new());
            if let Some(file) = files.first() {
                name = file.name();
                head = beginning(file).await;
            }
            let preview = this.previews.borrow_mut().of(&head, &name, &mapping);
            this.scope.answer(generation, id, Response::Preview { preview: Box::new(preview) });
        });
    }

    /// Answers which choice of how to read files the first of these files holds: JSON, as the terminal takes it.
    pub fn answer_choice(&self, generation: u32, id: u32, files: Vec<File>) {
        let scope = self.scope.clone();
        spawn_local(async move {
            let mut text = Vec::new();
            if let Some(file) = files.first() {
                text = beginning(file).await;
            }
            let text = String::from_utf8_lossy(&text);
            let parsed = js_sys::JSON::parse(text.trim_start_matches('\u{feff}')).ok();
            let mapping = parsed.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).map(Box::new);
            scope.answer(generation, id, Response::Choice { mapping });
        });
    }

    /// Choices with the speakers' own names instead of the tokens shown for them.
    pub fn reveal(&self, mappings: &[Option<Mapping>]) -> Vec<Option<Mapping>> {
        let previews = self.previews.borrow();
        mappings.iter().map(|mapping| mapping.as_ref().map(|mapping| previews.reveal(mapping))).collect()
    }
}

/// The bytes of a file that a preview takes; of a Parquet file, those of its rows.
async fn beginning(file: &File) -> Vec<u8> {
    let mut head = Vec::new();
    let Some(mut bytes) = FileBytes::of(file) else { return head };
    while let Ok(Some((piece, _))) = bytes.next().await {
        if head.is_empty() && parquet::begins(piece) {
            bytes.stop();
            match FileBytes::rows_of(file).await {
                Ok(rows) => bytes = rows,
                Err(_) => break,
            }
            continue;
        }
        head.extend_from_slice(piece);
        if head.len() >= Preview::BYTES {
            head.truncate(Preview::BYTES);
            bytes.stop();
            break;
        }
    }
    head
}
