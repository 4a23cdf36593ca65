//! The online shop: one that sells clothes, electronics, furniture and more.

use super::{
    grammar::{Grammar, Slots, Spoken},
    rng::Rng,
    topic::Topic,
};

/// What each bot version offers after its greeting.
pub const MENUS: [&[&str]; 2] = [
    &["Track my order", "Returns and refunds", "Product advice", "Something else"],
    &["Where is my order?", "Return something", "Help me choose", "Account and payment"],
];

/// Channels and their shares.
pub const CHANNELS: [(&str, u32); 4] = [("web", 56), ("app", 26), ("messenger", 13), ("sms", 5)];

const INDUSTRIES: [(&str, u32); 8] = [
    ("clothing", 24),
    ("electronics", 17),
    ("furniture", 14),
    ("garden", 11),
    ("beauty", 11),
    ("toys", 8),
    ("sports", 9),
    ("food", 6),
];

const P: Topic = Topic::PLAIN;

/// What people write about.
pub const TOPICS: [Topic; 17] = [
    Topic {
        name: "order_status",
        share: [150, 110, 170],
        menu: Some(0),
        number: true,
        hard: 60,
        settles: 760,
        sore: true,
        page: "/orders",
        ..P
    },
    Topic {
        name: "return_item",
        share: [95, 70, 90],
        menu: Some(1),
        number: true,
        hard: 80,
        settles: 720,
        page: "/returns",
        ..P
    },
    Topic {
        name: "refund",
        share: [75, 55, 95],
        menu: Some(1),
        number: true,
        hard: 110,
        escalates: 130,
        settles: 540,
        sore: true,
        page: "/orders",
        ..P
    },
    Topic {
        name: "delivery_delay",
        share: [85, 60, 150],
        menu: Some(0),
        number: true,
        hard: 110,
        escalates: 150,
        settles: 440,
        sore: true,
        page: "/orders",
        ..P
    },
    Topic {
        name: "size_advice",
        share: [70, 85, 45],
        menu: Some(2),
        hard: 120,
        settles: 720,
        page: "/products",
        ..P
    },
    Topic {
        name: "product_question",
        share: [125, 130, 80],
        menu: Some(2),
        hard: 150,
        settles: 690,
        page: "/products",
        ..P
    },
    Topic {
        name: "stock",
        share: [65, 140, 45],
        menu: Some(2),
        hard: 70,
        settles: 760,
        page: "/products",
        ..P
    },
    Topic { name: "discount", share: [55, 190, 35], hard: 90, settles: 680, page: "/cart", ..P },
    Topic {
        name: "payment_failed",
        share: [45, 60, 90],
        menu: Some(3),
        hard: 130,
        escalates: 170,
        settles: 520,
        sore: true,
        page: "/checkout",
        ..P
    },
    Topic {
        name: "account",
        share: [45, 35, 70],
        menu: Some(3),
        hard: 90,
        settles: 700,
        sore: true,
        page: "/account",
        ..P
    },
    Topic {
        name: "warranty",
        share: [40, 25, 35],
        number: true,
        hard: 150,
        escalates: 200,
        settles: 480,
        page: "/help/warranty",
        ..P
    },
    Topic {
        name: "complaint",
        share: [55, 35, 90],
        number: true,
        hard: 200,
        escalates: 420,
        settles: 220,
        sore: true,
        page: "/orders",
        signal: "complaint",
        ..P
    },
    Topic {
        name: "comparison",
        share: [35, 45, 25],
        hard: 210,
        settles: 560,
        page: "/products",
        signal: "competitor",
        ..P
    },
    Topic {
        name: "lead",
        share: [45, 85, 30],
        hard: 60,
        settles: 800,
        page: "/products",
        signal: "lead",
        ..P
    },
    Topic {
        name: "cancel_order",
        share: [35, 35, 50],
        number: true,
        hard: 80,
        escalates: 110,
        settles: 640,
        page: "/orders",
        signal: "cancellation",
        ..P
    },
    Topic { name: "gift", share: [25, 40, 15], hard: 140, settles: 680, page: "/gifts", ..P },
    Topic { name: "small_talk", share: [25, 20, 20], hard: 0, page: "/", ..P },
];

/// What this conversation is about: a thing, an order, amounts, names.
pub fn fill(grammar: &Grammar, topic: &Topic, slots: &mut Slots, rng: &mut Rng) {
    let mut unsaid = Spoken::default();
    let drawn = INDUSTRIES[rng.weighted(INDUSTRIES.iter().map(|industry| industry.1))].0;
    let industry = if topic.name == "size_advice" { "clothing" } else { drawn };
    let mut item = grammar.say(&format!("item.{industry}"), slots, rng, &mut unsaid);
    if item.is_empty() {
        item = grammar.say("items", slots, rng, &mut unsaid);
    }
    slots.set("item", item);
    let colour = grammar.say("colours", slots, rng, &mut unsaid);
    slots.set("colour", colour);
    let clothing = rng.pick(&["XS", "S", "M", "L", "XL", "38", "40", "42", "44"]);
    let other = rng.pick(&["small", "medium", "large", "two-person", "standard", "extra large"]);
    slots.set("size", if matches!(industry, "clothing" | "sports") { clothing } else { other });
    let (ask, answer) = grammar.pair(&format!("about.{industry}"), slots, rng, &mut unsaid);
    slots.set("trait", ask);
    slots.set("fact", answer);
    slots.set("order", format!("OT-{}", rng.between(10_234, 98_765)));
    let cents = rng.pick(&["00", "50", "90", "95", "99"]);
    slots.set("amount", format!("${}.{cents}", rng.skewed(9, 380)));
    for (slot, rule) in
        [("city", "cities"), ("ago", "agos"), ("rival", "rivals"), ("code", "codes"), ("carrier", "carriers")]
    {
        let value = grammar.say(rule, slots, rng, &mut unsaid);
        slots.set(slot, value);
    }
    slots.set("days", rng.between(2, 14).to_string());
}
