//! The worker: reads, masks and counts, as the lead or as one of its shards. Holds no page.

use undertone::browser::{Scope, Session, line_to_lead, serve};

fn main() {
    if let Some(line) = line_to_lead() {
        serve(&line);
    } else if let Some(scope) = Scope::current() {
        Session::start(&scope);
    }
}
