//! A chart as a file: SVG, PNG twice as fine as it is shown, CSV.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Blob;

use super::surface;
use crate::{
    browser::save,
    charts::{Picture, Sheet, Theme, canvas},
    text::lowered,
};

/// A chart as it is shown.
pub struct Shown {
    /// Its picture.
    pub picture: Picture,
    /// Its title.
    pub title: String,
    /// A name for the file where the title gives none.
    pub name: &'static str,
    /// Its width on the page.
    pub width: u32,
    /// Whether the paper is dark.
    pub dark: bool,
}

/// No narrower than this, so that a picture from a phone can be used elsewhere.
const NARROWEST: u32 = 480;
/// Pixels of a PNG for each that is drawn.
const FINENESS: f64 = 2.0;
impl Shown {
    fn sheet<'a>(&'a self, theme: &'a Theme) -> Sheet<'a> {
        Sheet { picture: &self.picture, title: &self.title, width: self.width.max(NARROWEST), theme }
    }

    fn file_name(&self, ending: &str) -> String {
        let words: Vec<String> = self
            .title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(8)
            .map(lowered)
            .collect();
        let name = if words.is_empty() { self.name.to_owned() } else { words.join("-") };
        format!("{}.{ending}", name.chars().take(60).collect::<String>())
    }
}

/// Saves a chart as SVG; `false` if the browser refuses.
pub fn svg(shown: &Shown) -> bool {
    let svg = shown.sheet(&surface::theme(shown.dark)).svg(canvas::measure);
    save::save(&shown.file_name("svg"), "image/svg+xml", &svg).is_ok()
}

/// Saves a chart as PNG; `false` if the browser refuses.
pub fn png(shown: &Shown) -> bool {
    let theme = surface::theme(shown.dark);
    let Some(painted) = canvas::painted(&shown.sheet(&theme), FINENESS) else { return false };
    let name = shown.file_name("png");
    let made = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            // The bytes come later than the click: there is nobody left to tell.
            let _ = save::save_blob(&name, &blob);
        }
    });
    painted.to_blob(made.unchecked_ref()).is_ok()
}

/// Saves the numbers of a chart as CSV; `false` if the browser refuses.
pub fn csv(shown: &Shown) -> bool {
    save::save(&shown.file_name("csv"), "text/csv", &shown.picture.table().file()).is_ok()
}
