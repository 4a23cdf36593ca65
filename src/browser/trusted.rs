//! The one Trusted Types policy of the page and of its lead: it admits the addresses of our own workers and
//! nothing else, neither markup nor script. So it is what starts workers.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Worker, WorkerOptions, WorkerType};

use super::held;

/// Name of the policy, as the content security policy lists it.
const POLICY: &str = "undertone";
/// The worker's address, beside the page.
pub const WORKER: &str = "./worker-start.js";
/// The address of the worker that reads Parquet files.
pub const TABLES: &str = "./tables-start.js";

/// The address of the service worker that keeps the page's own files.
#[cfg(feature = "page")]
pub const OFFLINE: &str = "./offline.js";

/// Starts a worker of this name.
///
/// # Errors
/// The browser starts none.
pub fn worker(name: &str, address: &'static str) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    // Chromium starts no module from within a page from disk. What such a page holds is one script anyway.
    options.set_type(if held::is_one_file() { WorkerType::Classic } else { WorkerType::Module });
    options.set_name(name);
    // The address may be a trusted object, which the typed constructor cannot take.
    let constructor: Function = Reflect::get(&js_sys::global(), &"Worker".into())?.dyn_into()?;
    let worker: Worker =
        Reflect::construct(&constructor, &Array::of2(&trusted(address)?, &options))?.unchecked_into();
    held::hand(&worker, name);
    Ok(worker)
}

/// A worker's address as the browser wants it: trusted where Trusted Types are known, plain
/// elsewhere. In a page that is one file it is where the page holds the script.
///
/// # Errors
/// It is none of ours.
pub fn trusted(address: &'static str) -> Result<JsValue, JsValue> {
    thread_local! {
        // A policy of one name can be made once; it is kept for every later worker.
        static MADE: std::cell::OnceCell<Option<Object>> = const { std::cell::OnceCell::new() };
    }
    MADE.with(|made| match made.get_or_init(|| policy().ok().flatten()) {
        None => Ok(place(address.into()).into()),
        Some(policy) => {
            let admit: Function = Reflect::get(policy, &"createScriptURL".into())?.dyn_into()?;
            admit.call1(policy, &address.into())
        }
    })
}

/// All that it admits.
const OURS: &[&str] = &[
    WORKER,
    TABLES,
    #[cfg(feature = "page")]
    OFFLINE,
];

/// Where the script of an address of ours lies.
fn place(address: String) -> String {
    held::address(&address).unwrap_or(address)
}

fn policy() -> Result<Option<Object>, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
    if factory.is_undefined() {
        return Ok(None);
    }
    let admit = Closure::<dyn Fn(String) -> Result<String, JsValue>>::new(|address: String| {
        if OURS.contains(&address.as_str()) {
            Ok(place(address))
        } else {
            Err(js_sys::TypeError::new("not ours").into())
        }
    });
    let rules = Object::new();
    Reflect::set(&rules, &"createScriptURL".into(), admit.as_ref())?;
    admit.forget();
    let create: Function = Reflect::get(&factory, &"createPolicy".into())?.dyn_into()?;
    create.call2(&factory, &POLICY.into(), &rules)?.dyn_into().map(Some)
}
