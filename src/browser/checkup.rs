//! What the browser itself says of this page's promises: acts that the policy must refuse, tried
//! against this page's own address only, and the headers that the page came with.
//!
//! The headers are the one thing this product's code ever asks the network for: the page's own
//! address, once, when the person asks for a checkup.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element};

/// Milliseconds in which a refusal must have been heard.
const PATIENCE: i32 = 250;

/// Something that the policy must refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// A style in an attribute.
    InlineStyle,
    /// A picture that is not a file of this page.
    ForeignPicture,
    /// A frame.
    Frame,
    /// An embedded object.
    EmbeddedObject,
    /// A form that is sent.
    Form,
    /// Another base for all addresses.
    Base,
    /// Another policy for scripts than our own.
    ScriptPolicy,
}

impl Probe {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::InlineStyle,
        Self::ForeignPicture,
        Self::Frame,
        Self::EmbeddedObject,
        Self::Form,
        Self::Base,
        Self::ScriptPolicy,
    ];

    /// The part of the policy that must refuse it.
    pub fn directive(self) -> &'static str {
        match self {
            Self::InlineStyle => "style-src",
            Self::ForeignPicture => "img-src",
            Self::Frame => "frame-src",
            Self::EmbeddedObject => "object-src",
            Self::Form => "form-action",
            Self::Base => "base-uri",
            Self::ScriptPolicy => "trusted-types",
        }
    }

    /// Tries it. Nothing of it is left in the page.
    fn attempt(self, document: &Document) -> Result<(), JsValue> {
        let make = |name: &str, attributes: &[(&str, &str)]| -> Result<Element, JsValue> {
            let element = document.create_element(name)?;
            for (attribute, value) in attributes {
                element.set_attribute(attribute, value)?;
            }
            Ok(element)
        };
        let body: Element = document.body().ok_or(JsValue::NULL)?.into();
        let put = |element: Element| -> Result<(), JsValue> {
            element.toggle_attribute_with_force("hidden", true)?;
            body.append_child(&element)?;
            EXTRAS.with_borrow_mut(|extras| extras.push(element));
            Ok(())
        };
        match self {
            Self::InlineStyle => put(make("span", &[("style", "color: red")])?),
            Self::ForeignPicture => {
                put(make("img", &[("src", "data:image/gif;base64,R0lGODlhAQABAAAAACw=")])?)
            }
            Self::Frame => put(make("iframe", &[("src", "./checkup-probe")])?),
            Self::EmbeddedObject => {
                put(make("object", &[("data", "./checkup-probe"), ("type", "text/html")])?)
            }
            Self::Base => put(make("base", &[("href", "./checkup-probe/")])?),
            Self::Form => {
                let form = make("form", &[("action", "./checkup-probe"), ("method", "post")])?;
                put(form.clone())?;
                form.unchecked_into::<web_sys::HtmlFormElement>().submit()
            }
            Self::ScriptPolicy => {
                let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
                let create: Function = Reflect::get(&factory, &"createPolicy".into())?.dyn_into()?;
                create.call2(&factory, &"checkup".into(), &Object::new()).map(|_| ())
            }
        }
    }
}

thread_local! {
    /// What a probe has put into the page, to be taken out again.
    static EXTRAS: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// Tries one thing; whether the browser said that the policy refused it.
pub async fn try_probe(probe: Probe) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    let refused = Rc::new(RefCell::new(Vec::<String>::new()));
    let heard = refused.clone();
    let listener = EventListener::new(&document, "securitypolicyviolation", move |event| {
        let directive =
            Reflect::get(event, &"effectiveDirective".into()).ok().and_then(|name| name.as_string());
        heard.borrow_mut().extend(directive);
    });
    // An act that throws was refused too; the event says by what.
    let _ = probe.attempt(&document);
    pause(PATIENCE).await;
    drop(listener);
    EXTRAS.with_borrow_mut(|extras| extras.drain(..).for_each(|extra| extra.remove()));
    // A browser may name the narrower directive: `style-src-attr`.
    refused.borrow().iter().any(|directive| directive.starts_with(probe.directive()))
}

/// The headers that this page's own address answers with now, by lower-case name; `None` if it cannot
/// be asked, as for a page from disk.
pub async fn own_headers() -> Option<Vec<(String, String)>> {
    let window = web_sys::window()?;
    let options = Object::new();
    Reflect::set(&options, &"method".into(), &"HEAD".into()).ok()?;
    Reflect::set(&options, &"cache".into(), &"no-store".into()).ok()?;
    let ask: Function = Reflect::get(&window, &"fetch".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = ask.call2(&window, &"./".into(), &options).ok()?.dyn_into().ok()?;
    let answer = JsFuture::from(asked).await.ok()?;
    let headers = Reflect::get(&answer, &"headers".into()).ok()?;
    let entries: Function = Reflect::get(&headers, &"entries".into()).ok()?.dyn_into().ok()?;
    let pairs = Array::from(&entries.call0(&headers).ok()?);
    let text = |pair: &Array, at: u32| pair.get(at).as_string();
    Some(
        pairs
            .iter()
            .filter_map(|pair| {
                let pair = Array::from(&pair);
                Some((text(&pair, 0)?, text(&pair, 1)?))
            })
            .collect(),
    )
}

async fn pause(millis: i32) {
    let over = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Refused only for a page that is going away.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    // A timer's promise does not fail.
    let _ = JsFuture::from(over).await;
}
