//! The page: everything is in `ui`.

#[cfg(target_arch = "wasm32")]
fn main() {
    undertone::ui::run();
}

/// The page runs in a browser only; natively its binary is empty, so that every check can build it.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
