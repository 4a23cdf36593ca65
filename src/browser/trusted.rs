//! The one Trusted Types policy of the page and of its lead: it admits the addresses of our own workers and
//! nothing else, neither markup nor script.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Name of the policy, as the content security policy lists it.
const POLICY: &str = "undertone";
/// The worker's address, beside the page.
pub const WORKER: &str = "./worker-start.js";
/// The address of the worker that reads Parquet files.
pub const TABLES: &str = "./tables-start.js";

/// A worker's address as the browser wants it: trusted where Trusted Types are known, plain
/// elsewhere.
///
/// # Errors
/// The policy's refusal.
pub fn worker_address(address: &'static str) -> Result<JsValue, JsValue> {
    thread_local! {
        // A policy of one name can be made once; it is kept for every later worker.
        static MADE: std::cell::OnceCell<Option<Object>> = const { std::cell::OnceCell::new() };
    }
    MADE.with(|made| match made.get_or_init(|| policy().ok().flatten()) {
        None => Ok(address.into()),
        Some(policy) => {
            let admit: Function = Reflect::get(policy, &"createScriptURL".into())?.dyn_into()?;
            admit.call1(policy, &address.into())
        }
    })
}

fn policy() -> Result<Option<Object>, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
    if factory.is_undefined() {
        return Ok(None);
    }
    let admit = Closure::<dyn Fn(String) -> Result<String, JsValue>>::new(|address: String| {
        if address == WORKER || address == TABLES {
            Ok(address)
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
