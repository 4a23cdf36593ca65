//! The worker: reads, masks and counts. Holds no page.

use undertone::browser::{Scope, Session};

fn main() {
    if let Some(scope) = Scope::current() {
        Session::start(&scope);
    }
}
