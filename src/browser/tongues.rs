//! Names of languages, as the browser knows them in the language of the page.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::words::{self, Locale};

/// The name of a language by its code; the code itself where the browser knows none.
pub fn name(code: &str) -> String {
    named(code).unwrap_or_else(|| code.to_owned())
}

fn named(code: &str) -> Option<String> {
    let tag = match words::locale() {
        Locale::English => "en-GB",
        Locale::German => "de-DE",
    };
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let names = Reflect::construct(&constructor, &Array::of2(&tag.into(), &options)).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &JsValue::from_str(code)).ok()?.as_string()
}
