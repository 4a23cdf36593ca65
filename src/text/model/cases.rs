//! What texts are cut into, and what is refused.

use proptest::prelude::*;

use super::{Model, Refusal, Scratch, tiny};

fn model() -> Model {
    Model::read(tiny::file(&tiny::sections())).unwrap()
}

/// The words of a text, each with the stretch of the text that it takes.
fn words(text: &str) -> Vec<(String, String)> {
    let mut scratch = Scratch::default();
    model().read_text(text, &mut scratch);
    let words = scratch.words.all().iter().map(|word| {
        let folded = std::str::from_utf8(scratch.words.folded(word)).unwrap().to_owned();
        (folded, text[word.at.start as usize..word.at.end as usize].to_owned())
    });
    words.collect()
}

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let words: Vec<String> = words(text).into_iter().map(|(folded, _)| folded).collect();
    assert_eq!(words, expect, "{text:?}");
}

#[test]
fn texts_fall_into_the_words_of_bert() {
    check("", &[]);
    check(" \t\n\u{a0}\u{3000} ", &[]);
    check("I want a Refund!", &["i", "want", "a", "refund", "!"]);
    check("don't v2.5 e-mail a_b", &["don", "'", "t", "v2", ".", "5", "e", "-", "mail", "a", "_", "b"]);
    check("Größe ÇA Ångström Ñandú", &["große", "ca", "angstrom", "nandu"]);
    check("cafe\u{301} e\u{301}\u{302}", &["cafe", "e"]);
    check("İSTANBUL ΣΊΣΥΦΟΣ Ёлка й", &["istanbul", "σισυφοσ", "елка", "и"]);
    check("“Why”—said… «né»", &["“", "why", "”", "—", "said", "…", "«", "ne", "»"]);
    check(
        "£5 5€ a+b=c 1<2 ~ ^ ` |",
        &["£5", "5€", "a", "+", "b", "=", "c", "1", "<", "2", "~", "^", "`", "|"],
    );
    check("退款ok", &["退", "款", "ok"]);
    check("ok👍🏽 🇩🇪", &["ok👍🏽", "🇩🇪"]);
    check("a\u{0}b\u{7}c\u{fffd}d\u{e000}", &["abcd"]);
    check("re\u{ad}fund\u{200b}ed \u{200f}x\u{2028}y", &["refunded", "x", "y"]);
    check("مرحبا שלום", &["مرحبا", "שלום"]);
    check("한", &["\u{1112}\u{1161}\u{11ab}"]);
    check("a\u{1fef}b \u{37e}", &["a", "`", "b", ";"]);
    check("\u{301} \u{fe0f}", &[]);
}

#[test]
fn a_masked_token_is_one_word() {
    check("to [EMAIL 12], now", &["to", "[email]", ",", "now"]);
    check("a[NOBODY_KNOWS 1]b", &["a", "[masked]", "b"]);
    check("[EMAIL 1][EMAIL 2]", &["[email]", "[email]"]);
    check(
        "[email 1] [EMAIL] [EMAIL x] [ 1]",
        &["[", "email", "1", "]", "[", "email", "]", "[", "email", "x", "]", "[", "1", "]"],
    );
}

#[test]
fn a_word_knows_where_it_stands() {
    let found = words("É\u{ad}cole\u{301}! [EMAIL 1]退");
    let stretches: Vec<&str> = found.iter().map(|(_, stretch)| stretch.as_str()).collect();
    assert_eq!(stretches, ["É\u{ad}cole\u{301}", "!", "[EMAIL 1]", "退"]);
}

#[track_caller]
fn check_pieces(text: &str, expect: &[&str]) {
    let mut scratch = Scratch::default();
    model().read_text(text, &mut scratch);
    let all = tiny::pieces();
    let pieces: Vec<&str> = scratch.pieces().iter().map(|piece| all[usize::from(*piece)].as_str()).collect();
    assert_eq!(pieces, expect, "{text:?}");
}

#[test]
fn words_fall_into_the_longest_pieces() {
    check_pieces("refunded", &["refund", "##ed"]);
    check_pieces("unwanted want", &["un", "##want", "##ed", "want"]);
    check_pieces("orders", &["order", "##s"]);
    check_pieces("££5 £££", &["££", "##5"]);
    check_pieces("дом", &["д", "##о", "##м"]);
    check_pieces("[EMAIL 7] [NOBODY 1]", &["[email]", "[masked]"]);
    // What is not known to its end is not known at all.
    check_pieces("refund☃ 退 ☃", &["退"]);
    check_pieces(&"a".repeat(101), &[]);
    let mut most = vec!["a"];
    most.extend(vec!["##a"; 99]);
    check_pieces(&"a".repeat(100), &most);
}

#[test]
fn of_a_long_text_the_beginning_and_the_end_are_read() {
    let long = format!("{}{}{}", "é ".repeat(1_000), "mid ".repeat(10_000), "x".repeat(500));
    let found = words(&long);
    assert_eq!(found.len(), 1_001);
    assert_eq!(found[1_000].0, "x".repeat(500));
    check(&format!("{}ab", "c".repeat(2_498)), &[&format!("{}ab", "c".repeat(2_498))]);
    let million = "want ".repeat(200_000);
    let mut scratch = Scratch::default();
    let model = model();
    model.read_text(&million, &mut scratch);
    assert_eq!((scratch.words.all().len(), scratch.pieces().len()), (500, 256));
    assert!(scratch.bytes() < 200_000);
}

#[test]
fn a_meaning_has_one_length_and_none_where_nothing_is_known() {
    let (model, mut scratch) = (model(), Scratch::default());
    model.read_text("refund the order", &mut scratch);
    let length: i64 = scratch.embedding.direction().iter().map(|value| i64::from(*value).pow(2)).sum();
    assert!((length - 8192 * 8192).abs() < 8192 * 64, "{length}");
    assert_ne!(scratch.embedding.sketch().0, [0; 4]);
    model.read_text("☃", &mut scratch);
    assert_eq!(scratch.embedding.direction(), [0; tiny::DIMENSIONS]);
}

#[test]
fn an_embedding_is_the_sum_of_its_rows() {
    let (model, mut scratch) = (model(), Scratch::default());
    model.read_text("want refunded", &mut scratch);
    // Computed from the same table the long way.
    let sections = tiny::sections();
    let (table, all) = (&sections[1].1, tiny::pieces());
    let mut sums = vec![0_i64; tiny::DIMENSIONS];
    for piece in ["want", "refund", "##ed"] {
        let row = all.iter().position(|known| known == piece).unwrap();
        let scale = i64::from(u16::from_le_bytes([table[6 + row * 2], table[7 + row * 2]]));
        let rows = &table[6 + all.len() * 2..];
        for (dimension, sum) in sums.iter_mut().enumerate() {
            let byte = rows[row * tiny::DIMENSIONS / 2 + dimension / 2];
            let half = if dimension % 2 == 0 { byte & 15 } else { byte >> 4 };
            *sum += scale * (i64::from(half) - 8);
        }
    }
    let factor = 8192.0 / (sums.iter().map(|sum| sum * sum).sum::<i64>() as f64).sqrt();
    let expect: Vec<i16> = sums.iter().map(|sum| (*sum as f64 * factor + 0.5).floor() as i16).collect();
    assert_eq!(scratch.embedding.direction(), expect);
    let signs = expect
        .iter()
        .enumerate()
        .filter(|(_, value)| **value > 0)
        .fold(0_u64, |bits, (at, _)| bits | 1 << at);
    assert_eq!(scratch.embedding.sketch().0, [signs, 0, 0, 0]);
}

#[test]
fn what_is_no_model_is_refused() {
    let whole = tiny::file(&tiny::sections());
    assert!(Model::read(whole.clone()).is_ok());
    for length in 0..whole.len() {
        let why = Model::read(whole[..length].to_vec()).expect_err("it was cut short");
        let expect = if length < 8 { Refusal::NotOne } else { Refusal::CutShort };
        assert_eq!(why, expect, "{length} of {}", whole.len());
    }
    assert_eq!(Model::read(b"PK\x03\x04 something else".to_vec()).err(), Some(Refusal::NotOne));
    let mut later = whole.clone();
    later[7] = b'2';
    assert_eq!(Model::read(later).err(), Some(Refusal::OtherVersion));
    let mut longer = whole;
    longer.push(0);
    assert_eq!(Model::read(longer).err(), Some(Refusal::Damaged));
    for missing in 0..3 {
        let mut sections = tiny::sections();
        let (name, _) = sections.remove(missing);
        assert_eq!(Model::read(tiny::file(&sections)).err(), Some(Refusal::Lacks(name)));
    }
}

#[test]
fn what_does_not_fit_together_is_refused() {
    for (section, at, value) in [(0, 0, 1), (1, 0, 65), (1, 2, 1), (2, 0, 9), (0, 4, 200)] {
        let mut sections = tiny::sections();
        sections[section].1[at] = value;
        assert_eq!(Model::read(tiny::file(&sections)).err(), Some(Refusal::Damaged), "{section} {at}");
    }
}

proptest! {
    #[test]
    fn a_flipped_bit_is_refused(at: prop::sample::Index, bit in 0..8_u8) {
        let mut file = tiny::file(&tiny::sections());
        let at = at.index(file.len());
        file[at] ^= 1 << bit;
        prop_assert!(Model::read(file).is_err());
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>(), times in 1..3_usize) {
        let (model, mut scratch) = (model(), Scratch::default());
        model.read_text(&text.repeat(times), &mut scratch);
        let mut end = 0;
        for word in scratch.words.all() {
            prop_assert!(!scratch.words.folded(word).is_empty());
            prop_assert!(word.at.start >= end && word.at.end > word.at.start);
            end = word.at.start;
        }
    }

    #[test]
    fn what_was_read_before_does_not_matter(one: String, other: String) {
        let (model, mut used, mut fresh) = (model(), Scratch::default(), Scratch::default());
        model.read_text(&one, &mut used);
        model.read_text(&other, &mut used);
        model.read_text(&other, &mut fresh);
        prop_assert_eq!(used.pieces(), fresh.pieces());
        prop_assert_eq!(used.words.all(), fresh.words.all());
        prop_assert_eq!(used.embedding.direction(), fresh.embedding.direction());
    }
}
