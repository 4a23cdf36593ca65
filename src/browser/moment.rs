//! Moments in words, in the zone of the analysis. The browser knows the zone's rules; the page need
//! not carry them.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::words::{self, Locale};

/// How much of a moment is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `2 Mar 2026, 10:14`.
    Full,
    /// `2 Mar 2026`.
    Day,
    /// `10:14:05`.
    Time,
    /// `2026-03-02`, in every language.
    Iso,
}

/// Language, zone and style, and the formatter of these; `None` where the browser has none.
type Made = (Locale, String, Style, Option<Function>);

thread_local! {
    /// Formatters made so far. Making one is a thousand times dearer than using it, and an analysis
    /// has one zone and three styles.
    static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

/// A moment in words in a zone; in UTC where the browser does not know the zone.
pub fn words(timezone: &str, style: Style, utc_millis: i64) -> String {
    let format = MADE.with_borrow_mut(|made| {
        let locale = words::locale();
        let known = |of: &&Made| of.0 == locale && of.1 == timezone && of.2 == style;
        if let Some((.., format)) = made.iter().find(known) {
            return format.clone();
        }
        let format = make(timezone, style).or_else(|| make("UTC", style));
        made.push((locale, timezone.to_owned(), style, format.clone()));
        format
    });
    let date = Date::new(&JsValue::from_f64(utc_millis as f64));
    format
        .and_then(|format| format.call1(&JsValue::UNDEFINED, &date).ok())
        .and_then(|words| words.as_string())
        .unwrap_or_default()
}

fn make(timezone: &str, style: Style) -> Option<Function> {
    let day = [("day", "numeric"), ("month", "short"), ("year", "numeric")];
    let time = [("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];
    let parts: Vec<(&str, &str)> = match style {
        Style::Full => day.into_iter().chain(time).collect(),
        Style::Day => day.to_vec(),
        Style::Iso => vec![("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")],
        Style::Time => time.into_iter().chain([("second", "2-digit")]).collect(),
    };
    // English dates are written day first, as the page writes them elsewhere.
    let tag = match (style, words::locale()) {
        (Style::Iso, _) => "en-CA",
        (_, Locale::English) => "en-GB",
        (_, Locale::German) => "de-DE",
    };
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &timezone.into()).ok()?;
    for (key, value) in parts {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    // Built through Reflect because an unknown zone throws, which the typed constructor turns into
    // a trap.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&constructor, &Array::of2(&tag.into(), &options)).ok()?;
    Reflect::get(&made, &"format".into()).ok()?.dyn_into().ok()
}

/// The browser's own zone, `UTC` where it does not say.
pub fn own_timezone() -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".into())
}

/// The clock, in milliseconds since 1970.
pub fn clock() -> u64 {
    Date::now() as u64
}
