//! The worker: reads, masks and counts, as the lead, as one of its shards, or for an embedded panel. Holds no
//! page.

use undertone::browser::{Scope, Session, is_of_panel, line_to_lead, listen, serve};

fn main() {
    if let Some(line) = line_to_lead() {
        serve(&line);
    } else if is_of_panel() {
        listen();
    } else if let Some(scope) = Scope::current() {
        Session::start(&scope);
    }
}
