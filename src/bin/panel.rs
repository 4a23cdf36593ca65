//! The program of `<undertone-panel>`: everything is in `embed`. Its script makes a panel of this for every element.

#[cfg(target_arch = "wasm32")]
mod exports {
    use js_sys::Function;
    use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
    use web_sys::{HtmlElement, Worker};

    use undertone::embed;

    /// One panel. `free` ends it.
    #[wasm_bindgen]
    pub struct Panel(embed::Panel);

    #[wasm_bindgen]
    impl Panel {
        /// See [`embed::Panel::new`].
        #[wasm_bindgen(constructor)]
        pub fn new(root: HtmlElement, worker: Worker, base: &str, options: &JsValue, host: Function) -> Self {
            Self(embed::Panel::new(root, worker, base, options, host))
        }

        /// Takes what sources handed over, as JSON.
        pub fn push(&self, deliveries: String) {
            self.0.push(deliveries);
        }

        /// Something of how it looks.
        pub fn set(&self, name: &str, value: &str) {
            self.0.set(name, value);
        }

        /// Asks its worker for something.
        pub fn ask(&self, id: u32, what: &str, with: &JsValue) {
            self.0.ask(id, what, with);
        }

        /// It cannot go on, and why.
        pub fn fail(&self, because: String) {
            self.0.fail(because);
        }
    }

    /// The styles of a panel.
    #[wasm_bindgen]
    pub fn styles() -> String {
        embed::STYLES.to_owned()
    }
}

fn main() {}
