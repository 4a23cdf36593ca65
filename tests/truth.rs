//! What the generator planted is found: exactly where the file says it, closely where only the text does.

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings, Study, at_once},
    insight::{Board, State},
    privacy::Kind as Pii,
    query::Filter,
    sample::{Counted, Format, Kind, Plan, Truth},
};

fn read(kind: Kind, format: Format) -> (Board, Truth, Analysis) {
    let mut generator = Counted::new(Plan { kind, conversations: 3000, seed: 11 }, format);
    let mut bytes = Vec::new();
    while generator.next_chunk(&mut bytes) {}
    let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [3; 16], originals: false });
    analysis.keep_pii_spans();
    analysis.begin_file("synthetic");
    bytes.chunks(1 << 16).for_each(|chunk| analysis.push(chunk));
    analysis.end_file();
    let log = analysis.logs().next().unwrap();
    assert_eq!((log.read, log.counts.len()), (log.kept, 0), "{log:?}");
    (analysis.board(), generator.truth().clone(), analysis)
}

#[track_caller]
fn near(what: &str, found: u64, planted: u64, share: f64) {
    let off = found.abs_diff(planted) as f64 / planted.max(1) as f64;
    assert!(off <= share, "{what}: {planted} planted, {found} found, {:.1} % off", off * 100.0);
}

#[test]
fn what_the_file_says_is_found_exactly() {
    for (kind, format) in [
        (Kind::Shop, Format::Csv),
        (Kind::Shop, Format::Jsonl),
        (Kind::Saas, Format::Csv),
        (Kind::Saas, Format::Jsonl),
    ] {
        let (board, truth, _) = read(kind, format);
        let n = |name: &str| board.figures[name].n;
        assert_eq!(n("conversations"), truth.conversations);
        assert_eq!(n("engaged_conversations"), truth.engaged);
        assert_eq!(n("utterances"), truth.messages["user"] + truth.messages["bot"] + truth.messages["agent"]);
        assert_eq!(n("users"), truth.users + truth.anonymous);
        assert_eq!(n("returning_users"), truth.returning_users);
        assert_eq!(n("handoff_rate"), truth.handoffs);
        assert_eq!(n("csat_response_rate"), truth.ratings.count);
        assert_eq!(n("csat_top2"), truth.ratings.top_two);
        assert_eq!(board.breakdowns["csat_scales"].parts, [("to_5".to_owned(), truth.ratings.count)]);
        assert_eq!((n("skewed_times"), board.figures["skewed_times"].state), (0, State::Ok));
        let channels: u64 = board.breakdowns["channels"]
            .parts
            .iter()
            .map(|(name, count)| truth.channels[name.as_str()].min(*count))
            .sum();
        assert_eq!(channels, truth.conversations);
        let evidence = &board.breakdowns["outcome_evidence"].parts;
        for kind in ["source", "rating", "handoff"] {
            let planted: u64 = truth.evidence.get(kind).map_or(0, |parts| parts.values().sum());
            let found = evidence.iter().find(|(name, _)| name == kind).map_or(0, |(_, count)| *count);
            // A yes or no to "did this help?" is evidence like a rating, and takes from what follows.
            match kind {
                "source" => assert_eq!(found, planted),
                "rating" => assert!(found >= planted, "{found} of {planted}"),
                _ => assert!(found <= planted, "{found} of {planted}"),
            }
        }
    }
}

#[test]
fn what_only_the_text_says_is_found_closely() {
    for kind in [Kind::Shop, Kind::Saas] {
        let (board, truth, _) = read(kind, Format::Csv);
        let n = |name: &str| board.figures[name].n;
        near("fallbacks", n("fallback_rate"), truth.fallbacks.all, 0.05);
        near(
            "conversations with a fallback",
            n("fallback_conversation_rate"),
            truth.fallbacks.conversations,
            0.05,
        );
        near("leads", n("lead_capture_rate"), truth.leads, 0.03);
        // A matter that comes again is known by the source's intents, which not every message has.
        near("repeat contacts", n("repeat_contact_rate"), truth.repeat_contacts, 0.3);
    }
}

#[test]
fn quick_replies_are_counted_as_they_were_offered() {
    for kind in [Kind::Shop, Kind::Saas] {
        let (_, truth, analysis) = read(kind, Format::Jsonl);
        let found = at_once(analysis.asking().study(&Filter::default(), &Study::Friction)).unwrap();
        let rate = &found.board.figures["quick_reply_use_rate"];
        assert_eq!(
            (rate.n, rate.of),
            (truth.quick_replies.used, Some(truth.quick_replies.offers)),
            "{kind:?}"
        );
    }
}

#[test]
fn personal_data_are_found() {
    for kind in [Kind::Shop, Kind::Saas] {
        let (_, truth, mut analysis) = read(kind, Format::Csv);
        let mut found = std::collections::BTreeMap::<&str, u64>::new();
        let rows: u64 = truth.messages.values().sum();
        for row in 0..rows as u32 {
            for span in analysis.lead().pii(row) {
                *found.entry(span.kind.name()).or_default() += 1;
            }
        }
        for (pii, planted) in [
            (Pii::Email, "email"),
            (Pii::Card, "card"),
            (Pii::Iban, "iban"),
            (Pii::Ip, "ip"),
            (Pii::UrlSecret, "url_secret"),
            (Pii::Phone, "phone"),
        ] {
            let found = found.get(pii.name()).copied().unwrap_or(0);
            // A number is told from others by its shape and the words around it; the rest prove themselves.
            if pii == Pii::Phone {
                near(planted, found, truth.pii[planted], 0.03);
            } else {
                assert_eq!(found, truth.pii[planted], "{planted} in {kind:?}");
            }
        }
        assert!(analysis.corpus().conversations() > 0);
    }
}

#[test]
fn the_outage_and_the_campaign_show() {
    let (board, truth, _) = read(Kind::Shop, Format::Csv);
    let series = &board.series["conversations_over_time"];
    let day = |date: &str| date.parse::<jiff::civil::Date>().unwrap();
    let start = day(&series.start);
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for (at, value) in series.values.iter().enumerate() {
        let date = start.saturating_add(jiff::Span::new().days(at as i64));
        let campaign = date >= day(&truth.campaign.first) && date <= day(&truth.campaign.last);
        if campaign { inside.push(*value) } else { outside.push(*value) }
    }
    assert_eq!(inside.iter().sum::<f64>() as u64, truth.campaign.inside.conversations);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    assert!(mean(&inside) > mean(&outside) * 1.5);
}
