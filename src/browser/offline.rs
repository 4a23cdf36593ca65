//! The files of this program, kept by the browser for who wants that, so that the page opens without a network: a service
//! worker (`www/offline.js`) that answers for them and for nothing else. Nothing of anybody's data is in it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::trusted::{OFFLINE, trusted};

/// What the names of the browser's stores of our files begin with, as `www/offline.js` names them.
const PREFIX: &str = "undertone-program-";

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// This browser keeps no programs, or not for this page.
    Impossible,
    /// Not kept.
    Off,
    /// Their files are on their way.
    Coming,
    /// Kept: the page opens without a network.
    Kept,
}

/// How it stands now.
pub async fn standing() -> Standing {
    let Ok(container) = container() else { return Standing::Impossible };
    match called(&container, "getRegistration", &Array::new()).await {
        Ok(registration) if registration.is_undefined() => Standing::Off,
        Ok(registration) => {
            let has = |part: &str| get(&registration, part).is_ok_and(|part| !part.is_null());
            match (has("active"), has("installing") || has("waiting")) {
                (true, _) => Standing::Kept,
                (false, true) => Standing::Coming,
                (false, false) => Standing::Off,
            }
        }
        Err(_) => Standing::Impossible,
    }
}

/// Begins to keep them.
///
/// # Errors
/// The browser does not let it.
pub async fn begin() -> Result<(), JsValue> {
    called(&container()?, "register", &Array::of1(&trusted(OFFLINE)?)).await.map(drop)
}

/// Lets go of them.
///
/// # Errors
/// The browser does not let it.
pub async fn end() -> Result<(), JsValue> {
    let registration = called(&container()?, "getRegistration", &Array::new()).await?;
    if !registration.is_undefined() {
        called(&registration, "unregister", &Array::new()).await?;
    }
    let stores = get(&js_sys::global(), "caches")?;
    for name in Array::from(&called(&stores, "keys", &Array::new()).await?) {
        if name.as_string().is_some_and(|name| name.starts_with(PREFIX)) {
            called(&stores, "delete", &Array::of1(&name)).await?;
        }
    }
    Ok(())
}

/// The browser's keeper of service workers; there is none where the page is no secure one.
fn container() -> Result<JsValue, JsValue> {
    let container = get(&get(&js_sys::global(), "navigator")?, "serviceWorker")?;
    if container.is_undefined() { Err(container) } else { Ok(container) }
}

fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

/// Calls a method that promises something. Typed ones do not take trusted addresses.
async fn called(of: &JsValue, method: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let method: Function = get(of, method)?.dyn_into()?;
    JsFuture::from(Promise::resolve(&method.apply(of, arguments)?)).await
}
