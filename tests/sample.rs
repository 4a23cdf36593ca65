//! The generated data sets: the same bytes for the same seed, well formed, varied, and as their
//! truth says. The recount here parses the written bytes and knows nothing of the generator.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;
use undertone::sample::{Counted, Format, Kind, Plan, Truth};

fn make(plan: Plan, format: Format) -> (Vec<u8>, Truth) {
    let mut generator = Counted::new(plan, format);
    let mut bytes = Vec::new();
    while generator.next_chunk(&mut bytes) {}
    (bytes, generator.truth().clone())
}

fn small(kind: Kind) -> Plan {
    Plan { conversations: 600, ..Plan::default_size(kind) }
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Reads CSV as RFC 4180 says, and refuses anything else.
fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                assert!(cell.is_empty(), "a quote in the middle of a cell");
                loop {
                    match letters.next().expect("an open quote") {
                        '"' if letters.peek() == Some(&'"') => cell.push(letters.next().unwrap()),
                        '"' => break,
                        inner => cell.push(inner),
                    }
                }
                assert!(matches!(letters.peek(), Some(',' | '\r')));
            }
            ',' => row.push(std::mem::take(&mut cell)),
            '\r' => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' => panic!("a bare newline"),
            other => cell.push(other),
        }
    }
    assert!(row.is_empty() && cell.is_empty(), "the last row is not ended");
    rows
}

/// One row of the CSV by column name.
type Row = BTreeMap<String, String>;

fn conversations(bytes: &[u8]) -> Vec<Vec<Row>> {
    let mut rows = table(bytes).into_iter();
    let header = rows.next().unwrap();
    let mut grouped: Vec<Vec<Row>> = Vec::new();
    for cells in rows {
        assert_eq!(cells.len(), header.len());
        let row: Row = header.iter().cloned().zip(cells).collect();
        match grouped.last_mut() {
            Some(group) if group[0]["conversation_id"] == row["conversation_id"] => group.push(row),
            _ => grouped.push(vec![row]),
        }
    }
    grouped
}

fn count(rows: &[Vec<Row>], matches: impl Fn(&Row) -> bool) -> u64 {
    rows.iter().flatten().filter(|row| matches(row)).count() as u64
}

fn count_conversations(rows: &[Vec<Row>], matches: impl Fn(&Row) -> bool) -> u64 {
    rows.iter().filter(|group| group.iter().any(&matches)).count() as u64
}

/// How often a pattern of digits (`9`), letters (`a`: lower hex) and literal signs stands in a text.
fn finds(text: &str, pattern: &str) -> u64 {
    let fits = |window: &&[u8]| {
        window.iter().zip(pattern.bytes()).all(|(byte, sign)| match sign {
            b'9' => byte.is_ascii_digit(),
            b'a' => byte.is_ascii_hexdigit(),
            other => *byte == other,
        })
    };
    text.as_bytes().windows(pattern.len()).filter(fits).count() as u64
}

fn planted(rows: &[Vec<Row>], patterns: &[&str]) -> u64 {
    let all = rows.iter().flatten();
    all.map(|row| patterns.iter().map(|pattern| finds(&row["message"], pattern)).sum::<u64>()).sum()
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let golden = [
        (Kind::Shop, Format::Csv, 0xeb03_cf88_3733_c8ac),
        (Kind::Shop, Format::Jsonl, 0x8b02_8b2f_5a90_f747),
        (Kind::Saas, Format::Csv, 0xc93d_fb45_6a27_ba6d),
        (Kind::Saas, Format::Jsonl, 0x4fe7_63f5_f655_874e),
    ];
    let made = golden.map(|(kind, format, _)| (kind, format, fnv(&make(small(kind), format).0)));
    assert_eq!(made, golden);
    let other = Plan { seed: 2, ..small(Kind::Shop) };
    assert_ne!(fnv(&make(other, Format::Csv).0), made[0].2);
}

#[test]
fn both_formats_carry_the_same_conversations() {
    for kind in [Kind::Shop, Kind::Saas] {
        let (csv, csv_truth) = make(small(kind), Format::Csv);
        let (jsonl, jsonl_truth) = make(small(kind), Format::Jsonl);
        assert_eq!(csv_truth, jsonl_truth);
        let rows = conversations(&csv);
        let lines: Vec<Value> = jsonl
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        assert_eq!(rows.len(), lines.len());
        for (group, line) in rows.iter().zip(&lines) {
            let (first, last) = (&group[0], &group[group.len() - 1]);
            let said = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            assert_eq!(first["conversation_id"], said("id"));
            for name in ["user_id", "channel", "language", "variant"] {
                assert_eq!(first[name], said(name), "{name}");
            }
            assert_eq!(last["status"], said("status"));
            assert_eq!(last["rating"], line.get("rating").map(Value::to_string).unwrap_or_default());
            let messages = line["messages"].as_array().unwrap();
            assert_eq!(messages.len(), group.len());
            for (row, message) in group.iter().zip(messages) {
                let said = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or_default();
                assert_eq!(row["role"], said("role"));
                assert_eq!(row["message"], said("content"));
                assert_eq!(row["timestamp"], said("timestamp"));
                assert_eq!(row["intent"], said("intent"));
                assert_eq!(row["event"], said("event"));
            }
        }
    }
}

#[test]
fn the_truth_is_what_a_recount_finds() {
    for kind in [Kind::Shop, Kind::Saas] {
        let (bytes, truth) = make(Plan::default_size(kind), Format::Csv);
        let rows = conversations(&bytes);
        let by = |column: &'static str| {
            let mut counts = BTreeMap::new();
            for group in &rows {
                *counts.entry(group[0][column].clone()).or_insert(0u64) += 1;
            }
            counts
        };
        let owned = |counts: &BTreeMap<&'static str, u64>| -> BTreeMap<String, u64> {
            counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
        };
        assert_eq!(truth.conversations, rows.len() as u64);
        for role in ["user", "bot", "agent", "system"] {
            assert_eq!(truth.messages[role], count(&rows, |row| row["role"] == role), "{role}");
        }
        assert_eq!(truth.engaged, count_conversations(&rows, |row| row["role"] == "user"));
        assert_eq!(truth.handoffs, count_conversations(&rows, |row| row["event"] == "handoff"));
        assert_eq!(truth.handoffs, count_conversations(&rows, |row| row["role"] == "agent"));
        assert_eq!(owned(&truth.channels), by("channel"));
        assert_eq!(owned(&truth.languages), by("language"));

        let mut users: BTreeMap<String, u64> = by("user_id");
        assert_eq!(truth.anonymous, users.remove("").unwrap_or_default());
        assert_eq!(truth.users, users.len() as u64);
        assert_eq!(truth.returning_users, users.values().filter(|count| **count > 1).count() as u64);

        let marked = |row: &Row| row["intent"] == "fallback" || row["event"] == "fallback";
        assert_eq!(truth.fallbacks.marked, count(&rows, marked));
        assert_eq!(truth.fallbacks.all, truth.fallbacks.marked + truth.fallbacks.text_only);
        let rating = |row: &Row, low: &str| !row["rating"].is_empty() && row["rating"].as_str() >= low;
        assert_eq!(truth.ratings.count, count(&rows, |row| rating(row, "1")));
        assert_eq!(truth.ratings.top_two, count(&rows, |row| rating(row, "4")));
        assert_eq!(truth.ratings.bottom_two, truth.ratings.count - count(&rows, |row| rating(row, "3")));
        let offers = |row: &Row| !row["quick_replies"].is_empty();
        assert_eq!(truth.quick_replies.offers, count(&rows, offers));
        assert_eq!(truth.quick_replies.used, count(&rows, |row| row["event"] == "quick_reply"));
        for (status, counted) in owned(&truth.statuses) {
            let written = if status == "none" { String::new() } else { status };
            assert_eq!(
                counted,
                rows.iter().filter(|group| group[group.len() - 1]["status"] == written).count() as u64
            );
        }
        for (name, variant) in &truth.variants {
            let of: Vec<_> = rows.iter().filter(|group| group[0]["variant"] == *name).cloned().collect();
            assert_eq!(variant.conversations, of.len() as u64);
            assert_eq!(variant.handoffs, count_conversations(&of, |row| row["event"] == "handoff"));
            assert_eq!(variant.bot_messages, count(&of, |row| row["role"] == "bot"));
        }
        for period in [&truth.campaign, &truth.outage] {
            let inside =
                |row: &Row| (period.first.as_str()..=period.last.as_str()).contains(&&row["timestamp"][..10]);
            let started = rows.iter().filter(|group| inside(&group[0])).count() as u64;
            assert_eq!(period.inside.conversations, started);
            assert_eq!(period.inside.conversations + period.outside.conversations, truth.conversations);
        }
        let phones = [" 555-0999", "-555-0999", " 555 0999"];
        let contact = |row: &Row| {
            let said = |pattern: &&str| finds(&row["message"], pattern) > 0;
            row["role"] == "user" && (row["message"].contains('@') || phones.iter().any(said))
        };
        assert_eq!(truth.leads, count_conversations(&rows, contact));
        assert_eq!(truth.pii["email"], planted(&rows, &["@"]));
        assert_eq!(truth.pii["phone"], planted(&rows, &phones));
        let cards = [
            "4242 4242 4242 4242",
            "4111 1111 1111 1111",
            "5555 5555 5555 4444",
            "4000056655665556",
            "5105-1051-0510-5100",
            "4012888888881881",
        ];
        assert_eq!(truth.pii["card"], planted(&rows, &cards));
        assert_eq!(truth.pii["iban"], planted(&rows, &["DE990000", "DE99 0000", "GB99TEST"]));
        assert_eq!(truth.pii["ip"], planted(&rows, &["192.0.2.", "198.51.100.", "203.0.113."]));
        assert_eq!(truth.pii["url_secret"], planted(&rows, &["token=aaaaaaaa", "key=aaaaaaaa"]));
        if let Some(customers) = truth.customers {
            let mut once: BTreeMap<&str, &Row> = BTreeMap::new();
            for group in rows.iter().filter(|group| !group[0]["user_id"].is_empty()) {
                let known = once.entry(&group[0]["user_id"]).or_insert(&group[0]);
                assert_eq!(known["customer_value"], group[0]["customer_value"]);
                assert_eq!(known["churned"], group[0]["churned"]);
            }
            let number = |row: &Row, name: &str| row[name].parse::<u64>().unwrap();
            assert_eq!(customers.users, once.len() as u64);
            assert_eq!(customers.value, once.values().map(|row| number(row, "customer_value")).sum::<u64>());
            assert_eq!(customers.seats, once.values().map(|row| number(row, "seats")).sum::<u64>());
            assert_eq!(
                customers.churned,
                once.values().filter(|row| row["churned"] == "true").count() as u64
            );
        }
    }
}

#[test]
fn the_source_speaks_at_the_end_only_and_time_runs_forward() {
    let (bytes, _) = make(small(Kind::Shop), Format::Csv);
    for group in conversations(&bytes) {
        assert!(group.windows(2).all(|two| two[0]["timestamp"] < two[1]["timestamp"]));
        for row in &group[..group.len() - 1] {
            assert!(row["rating"].is_empty() && row["status"].is_empty());
        }
        for row in &group {
            assert!(!row["message"].is_empty(), "{row:?}");
            assert!(["2026-07", "2026-08", "2026-09", "2026-10"].contains(&&row["timestamp"][..7]));
            assert!(!row["message"].contains(['<', '>', '[', ']', '~', '|']), "{row:?}");
            assert!(!row["message"].contains("  "), "{row:?}");
        }
    }
}

#[test]
fn people_do_not_repeat_each_other() {
    let (bytes, truth) = make(Plan::default_size(Kind::Shop), Format::Csv);
    let rows = conversations(&bytes);
    let distinct = |role: &str| -> u64 {
        let said = rows.iter().flatten().filter(|row| role.is_empty() || row["role"] == role);
        said.map(|row| row["message"].as_str()).collect::<HashSet<_>>().len() as u64
    };
    assert!(
        distinct("user") * 100 >= truth.messages["user"] * 60,
        "{} of {}",
        distinct("user"),
        truth.messages["user"]
    );
    assert!(distinct("") >= 5000);
    assert!(distinct("bot") >= 1000 && distinct("agent") >= 300);
}

#[test]
fn what_was_planted_shows() {
    let (_, truth) = make(Plan { conversations: 6000, ..Plan::default_size(Kind::Shop) }, Format::Jsonl);
    let (a, b) = (truth.variants["A"], truth.variants["B"]);
    assert!(b.resolved * a.engaged > a.resolved * b.engaged, "B resolves more");
    assert!(b.handoffs * a.engaged < a.handoffs * b.engaged, "B hands off less");
    assert!(b.fallbacks * a.bot_messages < a.fallbacks * b.bot_messages, "B understands more");
    let (inside, outside) = (truth.campaign.inside, truth.campaign.outside);
    assert!(inside.conversations * 83 * 10 > outside.conversations * 7 * 17, "volume");
    assert!(
        inside.ready_to_buy * outside.conversations * 10 > outside.ready_to_buy * inside.conversations * 15
    );
    let (inside, outside) = (truth.outage.inside, truth.outage.outside);
    assert!(inside.fallbacks * outside.bot_messages * 10 > outside.fallbacks * inside.bot_messages * 15);
    assert!(inside.handoffs * outside.conversations > outside.handoffs * inside.conversations);
    assert!(truth.languages["en"] * 100 / truth.conversations >= 88);
    assert_eq!(truth.outcomes.values().sum::<u64>(), truth.conversations);
    let decided = truth.evidence.values().flat_map(BTreeMap::values).sum::<u64>();
    assert_eq!(decided, truth.conversations);
}

#[test]
fn an_empty_plan_writes_nothing() {
    let (bytes, truth) = make(Plan { conversations: 0, ..Plan::default_size(Kind::Saas) }, Format::Csv);
    assert!(bytes.is_empty());
    assert_eq!(truth.conversations, 0);
}
