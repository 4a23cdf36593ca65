//! Files that are being read, beyond a reload of the tab: the browser's own handles to them, in the one
//! place where it keeps such, and what is to be known to read on with them. Nothing is here but while files
//! are read, and only for who has analyses kept.
//!
//! Each import is kept under the number of its opening, and the tab notes for as long as it lives which is
//! its own. Whoever touches the place opens it, and closes it again: so it can be removed at any time.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransferItem, DomException, File, Storage};

use super::held;

/// What the place is called, what lies in it, and what the tab calls its own.
const NAME: &str = "undertone-unfinished";
const IMPORTS: &str = "imports";

/// What a file is known by whose handle the browser gave: it goes with the file through all that is asked
/// before it is read.
const HANDLE: &str = "undertoneHandle";

/// What is kept of an import.
pub struct Found {
    /// What the page wrote of it.
    pub about: Vec<u8>,
    /// A handle for each file; none where the browser gave not one for each.
    pub handles: Vec<JsValue>,
}

/// The number of the import that this tab has not read to its end.
pub fn own() -> Option<u64> {
    session()?.get_item(NAME).ok()??.parse().ok()
}

/// This tab has none any more.
pub fn disown() {
    if let Some(session) = session() {
        let _ = session.remove_item(NAME);
    }
}

fn session() -> Option<Storage> {
    if held::is_one_file() { None } else { web_sys::window()?.session_storage().ok()? }
}

/// Keeps what is said of an import of this tab, and the handles of its files.
pub fn keep(id: u64, about: &[u8], files: &[File]) {
    let handles: Option<Array> = files.iter().map(handle_of).collect();
    let record = Array::of2(&Uint8Array::from(about), &handles.unwrap_or_default());
    spawn_local(async move {
        let put = |imports: &JsValue| Ok(vec![call(imports, "put", &Array::of2(&record, &key(id)))?]);
        // Where the browser keeps nothing there is nothing to read on with, which is what was before.
        if within("readwrite", put).await.is_ok()
            && let Some(session) = session()
        {
            let _ = session.set_item(NAME, &id.to_string());
        }
    });
}

/// What is kept of an import. Others that began before a moment are removed: their tabs are gone.
pub async fn find(id: Option<u64>, before: u64) -> Option<Found> {
    let old = range(before)?;
    let found = within("readwrite", move |imports| {
        let found = match id {
            Some(id) => vec![call(imports, "get", &Array::of1(&key(id)))?],
            None => Vec::new(),
        };
        call(imports, "delete", &Array::of1(&old))?;
        Ok(found)
    })
    .await;
    let record: Array = found.ok()?.pop()?.dyn_into().ok()?;
    let about: Uint8Array = record.get(0).dyn_into().ok()?;
    Some(Found { about: about.to_vec(), handles: record.get(1).dyn_into::<Array>().ok()?.to_vec() })
}

/// All numbers below one.
fn range(before: u64) -> Option<JsValue> {
    let ranges = Reflect::get(&js_sys::global(), &"IDBKeyRange".into()).ok()?;
    call(&ranges, "upperBound", &Array::of1(&key(before))).ok()
}

/// Removes an import.
pub fn forget(id: u64) {
    let disown_it = move || {
        if own() == Some(id) {
            disown();
        }
    };
    disown_it();
    spawn_local(async move {
        let _ =
            within("readwrite", |imports| Ok(vec![call(imports, "delete", &Array::of1(&key(id)))?])).await;
        // It may have been written a moment before.
        disown_it();
    });
}

/// Removes all, and the place with them.
pub fn forget_all() {
    disown();
    if let Ok(factory) = factory() {
        // Those who have it open close it soon, and what is not there need not be removed.
        let _ = call(&factory, "deleteDatabase", &Array::of1(&NAME.into()));
    }
}

/// Whether files may be read by their handles; where `ask`, the browser asks the person if it must.
pub async fn are_allowed(handles: &[JsValue], ask: bool) -> bool {
    let way = if ask { "requestPermission" } else { "queryPermission" };
    for handle in handles {
        let state = match call(handle, way, &Array::new()) {
            Ok(asked) => settled(asked).await,
            Err(error) => Err(error),
        };
        if state.ok().and_then(|state| state.as_string()).is_none_or(|state| state != "granted") {
            return false;
        }
    }
    true
}

/// The files of handles, each unless it is gone.
pub async fn files(handles: &[JsValue]) -> Vec<Option<File>> {
    let mut files = Vec::new();
    for handle in handles {
        files.push(file_of(handle).await.ok());
    }
    files
}

async fn file_of(handle: &JsValue) -> Result<File, JsValue> {
    let file: File = settled(call(handle, "getFile", &Array::new())?).await?.dyn_into()?;
    carry(&file, handle);
    Ok(file)
}

/// Has a file carry the handle that it was got by.
fn carry(file: &File, handle: &JsValue) {
    // An object of the browser takes any further property.
    let _ = Reflect::set(file, &HANDLE.into(), handle);
}

fn handle_of(file: &File) -> Option<JsValue> {
    Reflect::get(file, &HANDLE.into()).ok().filter(JsValue::is_object)
}

/// Asks for the handle of a file that was dropped, which must be done while it is; `None` where the browser
/// has none.
pub fn handle_of_dropped(item: &DataTransferItem) -> Option<Promise> {
    call(item, "getAsFileSystemHandle", &Array::new()).ok()?.dyn_into().ok()
}

/// Has files that were dropped carry the handles that were asked for.
pub async fn carry_dropped(asked: Vec<(File, Promise)>) {
    for (file, handle) in asked {
        if let Ok(handle) = JsFuture::from(handle).await
            && handle.is_object()
        {
            carry(&file, &handle);
        }
    }
}

/// Lets the person choose files that have handles. `otherwise` where the browser cannot; nothing where the
/// person calls it off.
pub fn pick(then: impl FnOnce(Vec<File>) + 'static, otherwise: impl FnOnce() + 'static) {
    let options = Object::new();
    let _ = Reflect::set(&options, &"multiple".into(), &true.into());
    let Ok(asked) = call(&js_sys::global(), "showOpenFilePicker", &Array::of1(&options)) else {
        return otherwise();
    };
    spawn_local(async move {
        match settled(asked).await {
            Ok(handles) => {
                let chosen = files(&Array::from(&handles).to_vec()).await;
                then(chosen.into_iter().flatten().collect());
            }
            Err(error) => {
                let called_off =
                    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "AbortError");
                if !called_off {
                    otherwise();
                }
            }
        }
    });
}

fn factory() -> Result<JsValue, JsValue> {
    if held::is_one_file() {
        // Others may share it.
        return Err(JsValue::UNDEFINED);
    }
    Reflect::get(&js_sys::global(), &"indexedDB".into())
}

/// Asks the place for something, all at once, and waits for what it gives.
async fn within(
    mode: &str,
    ask: impl FnOnce(&JsValue) -> Result<Vec<JsValue>, JsValue>,
) -> Result<Vec<JsValue>, JsValue> {
    let opening = call(&factory()?, "open", &Array::of1(&NAME.into()))?;
    let fresh = opening.clone();
    let make = Closure::once_into_js(move || {
        let place = Reflect::get(&fresh, &"result".into())?;
        call(&place, "createObjectStore", &Array::of1(&IMPORTS.into()))
    });
    Reflect::set(&opening, &"onupgradeneeded".into(), &make)?;
    happens(&opening, "onsuccess").await?;
    let place = result(&opening)?;
    let done = async {
        let transaction = call(&place, "transaction", &Array::of2(&IMPORTS.into(), &mode.into()))?;
        let asked = ask(&call(&transaction, "objectStore", &Array::of1(&IMPORTS.into()))?)?;
        happens(&transaction, "oncomplete").await?;
        asked.iter().map(result).collect()
    };
    let done = done.await;
    call(&place, "close", &Array::new())?;
    done
}

/// Waits for something to happen that the place tells of.
async fn happens(of: &JsValue, what: &str) -> Result<(), JsValue> {
    let happens = Promise::new(&mut |resolve, reject| {
        for (what, then) in [(what, &resolve), ("onerror", &reject), ("onabort", &reject)] {
            // Who hears can be set on any of its objects.
            let _ = Reflect::set(of, &what.into(), then);
        }
    });
    JsFuture::from(happens).await.map(drop)
}

fn result(request: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(request, &"result".into())
}

async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}

/// Calls something of an object by its name: the typed forms of these are many, and most browsers lack some.
fn call(object: &JsValue, name: &str, with: &Array) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())?.dyn_into::<Function>()?.apply(object, with)
}

fn key(id: u64) -> JsValue {
    JsValue::from_f64(id as f64)
}
