//! What the browser itself says of this page's promises: acts that the policy must refuse, tried
//! against this page's own address only.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Document, Element, Url, Worker};

use super::loader;

/// Milliseconds in which a refusal must have been heard.
const PATIENCE: i32 = 250;

/// The end of the addresses that are tried. Nothing is there; what is refused never asks for it.
pub const PROBED: &str = "checkup-probe";

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
    /// Another base for all addresses.
    Base,
    /// Another policy for scripts than our own.
    ScriptPolicy,
    /// A script in the page.
    InlineScript,
    /// A worker that is not a file of this page.
    ForeignWorker,
    /// A request to elsewhere than this page's own address.
    Request,
}

/// What came of trying something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The browser refused it, by this part of the policy.
    Refused(String),
    /// It did not.
    Let,
    /// This browser does not know what was to be tried.
    Unknown,
}

impl Probe {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::InlineStyle,
        Self::ForeignPicture,
        Self::Frame,
        Self::EmbeddedObject,
        Self::Base,
        Self::ScriptPolicy,
        Self::InlineScript,
        Self::ForeignWorker,
        Self::Request,
    ];

    /// The parts of the policy that may refuse it. A refusal by another is that of something else.
    fn directives(self) -> &'static [&'static str] {
        match self {
            Self::InlineStyle => &["style-src-attr", "style-src"],
            Self::ForeignPicture => &["img-src"],
            Self::Frame => &["frame-src"],
            Self::EmbeddedObject => &["object-src", "require-trusted-types-for"],
            Self::Base => &["base-uri"],
            Self::ScriptPolicy => &["trusted-types"],
            Self::InlineScript => &["script-src-elem", "script-src", "require-trusted-types-for"],
            Self::ForeignWorker => &["worker-src", "require-trusted-types-for"],
            Self::Request => &["connect-src"],
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
            Self::ForeignPicture => put(make("img", &[("src", &nothing()?)])?),
            Self::Frame => put(make("iframe", &[("src", "./checkup-probe")])?),
            Self::EmbeddedObject => {
                put(make("object", &[("data", "./checkup-probe"), ("type", "text/html")])?)
            }
            Self::Base => put(make("base", &[("href", "./checkup-probe/")])?),
            Self::ScriptPolicy => {
                let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
                let create: Function = Reflect::get(&factory, &"createPolicy".into())?.dyn_into()?;
                create.call2(&factory, &"checkup".into(), &Object::new()).map(|_| ())
            }
            Self::InlineScript => {
                let script = make("script", &[])?;
                // It does nothing where it runs.
                Reflect::set(&script, &"textContent".into(), &"0".into())?;
                put(script)
            }
            Self::ForeignWorker => Worker::new(&nothing()?).map(|worker| worker.terminate()),
            Self::Request => {
                loader::try_other();
                Ok(())
            }
        }
    }
}

/// The address of an empty file that is none of this page's.
fn nothing() -> Result<String, JsValue> {
    Url::create_object_url_with_blob(&Blob::new()?)
}

thread_local! {
    /// What a probe has put into the page, to be taken out again.
    static EXTRAS: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// Tries one thing, and hears what the browser says.
pub async fn try_probe(probe: Probe) -> Tried {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Tried::Unknown;
    };
    let knows_types = Reflect::has(&js_sys::global(), &"trustedTypes".into()).unwrap_or(false);
    if probe == Probe::ScriptPolicy && !knows_types {
        return Tried::Unknown;
    }
    let refused = Rc::new(RefCell::new(None::<String>));
    let heard = refused.clone();
    let listener = EventListener::new(&document, "securitypolicyviolation", move |event| {
        let directive =
            Reflect::get(event, &"effectiveDirective".into()).ok().and_then(|name| name.as_string());
        if let Some(directive) = directive.filter(|name| probe.directives().contains(&name.as_str())) {
            heard.borrow_mut().get_or_insert(directive);
        }
    });
    // An act that throws was refused too; the event says by what.
    let _ = probe.attempt(&document);
    pause(PATIENCE).await;
    drop(listener);
    for extra in EXTRAS.take() {
        extra.remove();
        if let Some(address) = extra.get_attribute("src").filter(|address| address.starts_with("blob:")) {
            // Refused only for what is no address.
            let _ = Url::revoke_object_url(&address);
        }
    }
    refused.take().map_or(Tried::Let, Tried::Refused)
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
