//! The software company: one suite with modules for sales, analytics, projects, people and billing.

use super::{
    grammar::{Grammar, Slots, Spoken},
    people::Person,
    rng::Rng,
    topic::Topic,
};

/// What each bot version offers after its greeting.
pub const MENUS: [&[&str]; 2] = [
    &["Technical problem", "Billing and plans", "How do I ...?", "Something else"],
    &["Something is broken", "Invoices and seats", "Show me how", "Security and access"],
];

/// Channels and their shares.
pub const CHANNELS: [(&str, u32); 3] = [("in-app", 64), ("web", 28), ("messenger", 8)];

const MODULES: [(&str, &str, u32); 5] = [
    ("pipeline", "Pipeline", 26),
    ("insights", "Insights", 20),
    ("boards", "Boards", 24),
    ("people", "People", 14),
    ("ledger", "Ledger", 16),
];

const P: Topic = Topic::PLAIN;

/// What people write about.
pub const TOPICS: [Topic; 21] = [
    Topic {
        name: "bug_report",
        share: [150, 110, 190],
        menu: Some(0),
        hard: 150,
        escalates: 300,
        settles: 420,
        sore: true,
        page: "/app",
        signal: "bug_report",
        ..P
    },
    Topic {
        name: "how_to",
        share: [165, 190, 110],
        menu: Some(2),
        hard: 110,
        escalates: 70,
        settles: 760,
        page: "/app",
        ..P
    },
    Topic {
        name: "find_it",
        share: [40, 55, 25],
        menu: Some(2),
        hard: 80,
        settles: 800,
        page: "/app",
        signal: "discoverability",
        ..P
    },
    Topic {
        name: "billing",
        share: [105, 90, 90],
        menu: Some(1),
        number: true,
        hard: 100,
        escalates: 160,
        settles: 600,
        sore: true,
        page: "/app/billing",
        ..P
    },
    Topic {
        name: "integration",
        share: [75, 85, 60],
        menu: Some(0),
        hard: 170,
        escalates: 180,
        settles: 540,
        page: "/app/integrations",
        ..P
    },
    Topic {
        name: "upgrade",
        share: [50, 120, 30],
        menu: Some(1),
        hard: 60,
        escalates: 110,
        settles: 760,
        page: "/app/plan",
        signal: "expansion",
        ..P
    },
    Topic {
        name: "cancellation",
        share: [34, 20, 50],
        menu: Some(1),
        hard: 90,
        escalates: 420,
        settles: 320,
        sore: true,
        page: "/app/plan",
        signal: "cancellation",
        ..P
    },
    Topic {
        name: "churn_hint",
        share: [30, 16, 60],
        hard: 160,
        escalates: 420,
        settles: 220,
        sore: true,
        page: "/app",
        signal: "churn_risk",
        ..P
    },
    Topic {
        name: "feature_request",
        share: [70, 70, 45],
        hard: 140,
        escalates: 60,
        settles: 560,
        page: "/app",
        signal: "feature_request",
        ..P
    },
    Topic {
        name: "hidden_request",
        share: [40, 36, 30],
        hard: 220,
        escalates: 110,
        settles: 380,
        sore: true,
        page: "/app",
        signal: "feature_request",
        ..P
    },
    Topic {
        name: "outage",
        share: [18, 14, 240],
        menu: Some(0),
        hard: 130,
        escalates: 220,
        settles: 340,
        sore: true,
        page: "/app",
        signal: "bug_report",
        ..P
    },
    Topic {
        name: "security",
        share: [40, 48, 45],
        menu: Some(3),
        hard: 150,
        escalates: 190,
        settles: 600,
        page: "/security",
        ..P
    },
    Topic {
        name: "sso",
        share: [45, 50, 40],
        menu: Some(3),
        hard: 140,
        escalates: 200,
        settles: 560,
        page: "/app/admin",
        ..P
    },
    Topic {
        name: "export",
        share: [50, 45, 70],
        menu: Some(2),
        hard: 90,
        settles: 700,
        page: "/app/export",
        ..P
    },
    Topic {
        name: "access",
        share: [55, 60, 70],
        menu: Some(3),
        hard: 90,
        escalates: 90,
        settles: 700,
        sore: true,
        page: "/login",
        ..P
    },
    Topic {
        name: "price_objection",
        share: [32, 45, 28],
        menu: Some(1),
        hard: 130,
        escalates: 260,
        settles: 400,
        page: "/pricing",
        signal: "price_objection",
        ..P
    },
    Topic {
        name: "comparison",
        share: [28, 60, 26],
        hard: 180,
        escalates: 120,
        settles: 540,
        page: "/pricing",
        signal: "competitor",
        ..P
    },
    Topic {
        name: "praise",
        share: [28, 40, 10],
        hard: 60,
        escalates: 0,
        settles: 900,
        page: "/app",
        signal: "praise",
        ..P
    },
    Topic {
        name: "workaround",
        share: [34, 28, 40],
        hard: 170,
        escalates: 130,
        settles: 460,
        page: "/app",
        signal: "workaround",
        ..P
    },
    Topic {
        name: "demo",
        share: [30, 130, 16],
        hard: 60,
        escalates: 120,
        settles: 800,
        page: "/pricing",
        signal: "lead",
        ..P
    },
    Topic { name: "small_talk", share: [20, 20, 16], hard: 0, page: "/", ..P },
];

/// What this conversation is about: a module, a thing in it, a plan, an invoice.
pub fn fill(grammar: &Grammar, person: &Person, topic: &Topic, slots: &mut Slots, rng: &mut Rng) {
    let mut unsaid = Spoken::default();
    let (module, name, _) = MODULES[rng.weighted(MODULES.iter().map(|module| module.2))];
    slots.set("module", name);
    let thing = grammar.say(&format!("thing.{module}"), slots, rng, &mut unsaid);
    slots.set("thing", thing);
    for (slot, rule) in [("browser", "browsers"), ("rival", "rivals"), ("ago", "agos"), ("city", "cities")] {
        let value = grammar.say(rule, slots, rng, &mut unsaid);
        slots.set(slot, value);
    }
    if let Some(customer) = person.customer {
        slots.set("plan", customer.plan);
        slots.set("next_plan", customer.next_plan);
        slots.set("seats", customer.seats.to_string());
        slots.set("more_seats", (customer.seats + rng.between(2, 12)).to_string());
        slots.set("amount", format!("${}", customer.value));
    }
    slots.set("order", format!("INV-2026-{:04}", rng.between(102, 9876)));
    slots.set("days", rng.between(2, 14).to_string());
    let about = match topic.name {
        "bug_report" => "bug",
        "feature_request" | "hidden_request" | "workaround" => "wish",
        "find_it" => "find",
        _ => "how",
    };
    let (ask, answer) = grammar.pair(&format!("{about}.{module}"), slots, rng, &mut unsaid);
    slots.set("trait", ask);
    slots.set("fact", answer);
}
