//! Saving a file: a Blob's address on a link that is clicked and forgotten. No network is involved;
//! the address is given back a moment later.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Long enough for any browser to have taken the file from the address.
const REVOKE_AFTER_MILLIS: u32 = 10_000;

/// A plain value as JSON for people and programs to read.
pub fn json(value: &impl serde::Serialize) -> Option<String> {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    let value = value.serialize(&plain).ok()?;
    js_sys::JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into()).ok()?.as_string()
}

/// Offers a text for saving under a name.
///
/// # Errors
/// What the browser refused.
pub fn save(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    save_blob(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?)
}

/// Offers bytes of our own for saving under a name.
///
/// # Errors
/// What the browser refused.
pub fn save_bytes(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    save_blob(name, &Blob::new_with_u8_array_sequence(&Array::of1(&js_sys::Uint8Array::from(bytes)))?)
}

/// Offers bytes for saving under a name.
///
/// # Errors
/// What the browser refused.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    gloo::timers::callback::Timeout::new(REVOKE_AFTER_MILLIS, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}
