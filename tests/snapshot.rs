//! An analysis that was saved is the same when it is opened, and what is damaged is refused.

use std::sync::LazyLock;

use proptest::prelude::*;
use undertone::{
    conversation::Zone,
    engine::{Analysis, Here, Settings, at_once},
    query::Filter,
    report::{FileReport, Report},
    sample::{Format, Generator, Kind, Plan},
    snapshot::{self, About, Refusal, Snapshot},
};

fn settings() -> Settings {
    Settings { zone: Zone::named("Europe/Berlin").unwrap(), key: [3; 16], originals: false }
}

fn analysis(kind: Kind) -> Analysis {
    let plan = Plan { conversations: 400, ..Plan::default_size(kind) };
    let mut generator = Generator::new(plan, Format::Csv);
    let mut bytes = Vec::new();
    while generator.next_chunk(&mut bytes) {}
    let mut analysis = Analysis::new(settings());
    analysis.begin_file("Anna's export.csv");
    analysis.push(&bytes);
    analysis.push(b"a broken line\n");
    analysis.end_file();
    analysis
}

fn about(analysis: &Analysis) -> About {
    About {
        name: "Anna's export.csv".into(),
        timezone: "Europe/Berlin".into(),
        synthetic: true,
        files: analysis.logs().map(FileReport::from).collect(),
    }
}

fn report(analysis: &Analysis, filter: &str, files: &[FileReport]) -> Report {
    let mut report = Report::of(analysis, &Filter::parse(filter).unwrap()).unwrap();
    report.files = files.to_vec();
    report
}

fn saved(analysis: &Analysis, texts: bool) -> Vec<u8> {
    snapshot::write(&about(analysis), &at_once(analysis.asking().store()).unwrap(), texts)
}

fn reopened(saved: &Snapshot, shards: u32) -> Analysis {
    let settings = Settings { zone: saved.zone.clone(), ..settings() };
    Analysis::of_corpus(settings, Here::new(&saved.zone, shards), &saved.corpus)
}

static SAVED: LazyLock<Vec<u8>> = LazyLock::new(|| saved(&analysis(Kind::Saas), true));

fn refused(file: &[u8]) -> Option<Refusal> {
    snapshot::read(file, None).err()
}

#[test]
fn all_figures_and_texts_come_back() {
    for kind in Kind::ALL {
        let mut before = analysis(kind);
        let about = about(&before);
        let file = saved(&before, true);
        assert!(snapshot::begins(&file));
        let opened = snapshot::read(&file, None).unwrap();
        let mut expected = about.clone();
        for file in &mut expected.files {
            // None of them is at hand to be read otherwise.
            file.opened = u32::MAX;
        }
        assert_eq!(opened.about, expected);
        let mut after = reopened(&opened, 1);
        for filter in ["", "outcome:resolved", "is:returning", "thank*", "tag:none channel:web", "rating<=3"]
        {
            let (one, two) = (report(&before, filter, &about.files), report(&after, filter, &about.files));
            assert_eq!(one, two, "{filter}");
        }
        let conversations = before.corpus().conversations();
        for number in (0..conversations).step_by(17) {
            let card = |analysis: &mut Analysis| format!("{:?}", analysis.corpus().card(number));
            assert_eq!(card(&mut before), card(&mut after));
            let texts = |analysis: &mut Analysis| {
                analysis.corpus().with(number, |corpus, view| {
                    let said = view.utterances.iter();
                    said.map(|said| {
                        (
                            corpus.text(said.row).into_owned(),
                            corpus.intent(said.row).map(str::to_owned),
                            corpus.confidence(said.row),
                        )
                    })
                    .collect::<Vec<_>>()
                })
            };
            assert_eq!(texts(&mut before), texts(&mut after));
        }
        // Saved once more, it is the same file, however many shards held it.
        for shards in [1, 3] {
            let store = at_once(reopened(&opened, shards).asking().store()).unwrap();
            assert_eq!(snapshot::write(&about, &store, true), file);
        }
    }
}

/// What is kept is told apart by its checksum: the key of an analysis, which is another each time, must
/// not be in it.
#[test]
fn the_same_bytes_give_the_same_file() {
    let saved = |key: u8, bytes: &[u8]| {
        let mut analysis = Analysis::new(Settings { key: [key; 16], ..settings() });
        analysis.begin_file("Anna's export.csv");
        bytes.chunks(1000 + usize::from(key)).for_each(|chunk| analysis.push(chunk));
        analysis.end_file();
        let about = about(&analysis);
        snapshot::write(&about, analysis.corpus(), true)
    };
    let mut generator =
        Generator::new(Plan { conversations: 400, ..Plan::default_size(Kind::Shop) }, Format::Csv);
    let mut bytes = Vec::new();
    while generator.next_chunk(&mut bytes) {}
    let (one, again) = (saved(1, &bytes), saved(2, &bytes));
    assert!(one == again, "the files differ");
    assert_eq!(snapshot::sum(&one), snapshot::sum(&again));
    let shorter = saved(1, &bytes[..bytes.len() / 2]);
    assert_ne!(snapshot::sum(&one), snapshot::sum(&shorter));
}

#[test]
fn without_texts_it_holds_no_word_and_no_id() {
    let mut before = analysis(Kind::Shop);
    let id = before.corpus().card(0).id.to_owned();
    let word =
        before.corpus().with(0, |corpus, view| corpus.text(view.utterances[0].row).into_owned()).unwrap();
    let file = saved(&before, false);
    let holds = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(word.len() > 5 && !holds(&word) && !holds(&id) && !holds("Anna"));
    let after = reopened(&snapshot::read(&file, None).unwrap(), 1);
    for filter in ["", "outcome:resolved rating>=4", "is:returning"] {
        let mut one = report(&before, filter, &[]);
        let mut two = report(&after, filter, &[]);
        (one.facets, two.facets) = Default::default();
        assert_eq!(one, two, "{filter}");
    }
}

#[test]
fn days_and_hours_follow_the_zone_that_is_asked_for() {
    let opened = snapshot::read(&SAVED, Some("Asia/Tokyo")).unwrap();
    assert_eq!(opened.zone.name(), "Asia/Tokyo");
    let opened = snapshot::read(&SAVED, Some("Nowhere/Land")).unwrap();
    assert_eq!(opened.zone.name(), "Europe/Berlin");
}

#[test]
fn what_is_no_snapshot_or_of_a_later_version_is_refused() {
    assert_eq!(refused(b"conversation_id,role\n"), Some(Refusal::NotOne));
    assert_eq!(refused(b""), Some(Refusal::NotOne));
    let mut later = SAVED.clone();
    later[10] = 9;
    assert_eq!(refused(&later), Some(Refusal::Newer(9)));
    assert!(Refusal::Newer(9).to_string().contains("later version"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_damaged_is_refused(at in 12..SAVED.len(), bit in 0u8..8, cut in 12..SAVED.len()) {
        let mut file = SAVED.clone();
        file[at] ^= 1 << bit;
        prop_assert_eq!(refused(&file), Some(Refusal::Damaged));
        prop_assert_eq!(refused(&SAVED[..cut]), Some(Refusal::Damaged));
    }

    /// Also where the checksum fits, as in a file that somebody made: refused or opened, never a panic.
    #[test]
    fn columns_that_do_not_fit_together_never_panic(at in 20..SAVED.len(), byte: u8) {
        let mut body = SAVED[20..].to_vec();
        body[at - 20] = byte;
        let mut hasher = siphasher::sip::SipHasher13::new();
        std::hash::Hasher::write(&mut hasher, &body);
        let sum = std::hash::Hasher::finish(&hasher);
        let file = [&SAVED[..12], &sum.to_le_bytes(), &body].concat();
        if let Ok(opened) = snapshot::read(&file, None) {
            let _ = Report::of(&reopened(&opened, 2), &Filter::default());
        }
    }
}
