//! Archives: what is in them is read as if it had been dropped by itself, however they are packed and cut; what
//! is not read is said.

// A skipped test says so on the terminal.
#![allow(clippy::print_stdout)]

use std::path::Path;

use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;
use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings},
    ingest::{FileLog, Kind},
};

const FIRST: &str = "conversation_id,role,text,timestamp\n1,user,hi there,2026-03-02T09:00:00Z\n1,bot,hello,2026-03-02T09:00:05Z\n";
const SECOND: &str = "conversation_id,role,text\n2,user,where is it\n2,bot,on its way\n2,user,thanks\n";

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Packed {
    Stored,
    Deflated,
    /// With its sizes behind it.
    Described,
    /// With its sizes in a field of large ones.
    Large,
}

const EVERY: [Packed; 4] = [Packed::Stored, Packed::Deflated, Packed::Described, Packed::Large];

/// A ZIP archive of some files.
fn zip(files: &[(&str, &[u8], Packed)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes, packed) in files {
        let body = if *packed == Packed::Stored { bytes.to_vec() } else { compress_to_vec(bytes, 6) };
        let (packed_size, size) = (body.len() as u32, bytes.len() as u32);
        let method: u16 = if *packed == Packed::Stored { 0 } else { 8 };
        let flags: u16 = if *packed == Packed::Described { 8 } else { 0 };
        let extra: Vec<u8> = match packed {
            Packed::Large => [
                &1_u16.to_le_bytes()[..],
                &16_u16.to_le_bytes(),
                &u64::from(size).to_le_bytes(),
                &u64::from(packed_size).to_le_bytes(),
            ]
            .concat(),
            _ => Vec::new(),
        };
        out.extend(b"PK\x03\x04\x14\x00");
        out.extend(flags.to_le_bytes());
        out.extend(method.to_le_bytes());
        out.extend([0; 8]); // Time, date and sum.
        let sizes = match packed {
            Packed::Described => [0, 0],
            Packed::Large => [u32::MAX; 2],
            _ => [packed_size, size],
        };
        out.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
        out.extend((name.len() as u16).to_le_bytes());
        out.extend((extra.len() as u16).to_le_bytes());
        out.extend(name.as_bytes());
        out.extend(extra);
        out.extend(body);
        if *packed == Packed::Described {
            out.extend(b"PK\x07\x08\0\0\0\0");
            out.extend(packed_size.to_le_bytes());
            out.extend(size.to_le_bytes());
        }
    }
    out.extend(b"PK\x01\x02");
    out.extend([0; 60]);
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3];
    out.extend(b"name.csv\0");
    out.extend(compress_to_vec(bytes, 6));
    out.extend([0; 8]);
    out
}

fn read(name: &str, bytes: &[u8], chunk: usize) -> Analysis {
    let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: true });
    analysis.begin_file(name);
    for chunk in bytes.chunks(chunk) {
        analysis.push(chunk);
        if analysis.refused() {
            break;
        }
    }
    analysis.end_file();
    analysis
}

/// Names of the files with what was kept of each, and the kinds of problems.
fn told(analysis: &Analysis) -> Vec<(String, String, u64, Vec<&'static str>)> {
    let told = |log: &FileLog| {
        let kinds = log.problems.iter().map(|problem| problem.kind.name()).collect();
        (log.name.clone(), log.format.clone(), log.kept, kinds)
    };
    analysis.logs().map(told).collect()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &[(&str, &str, u64, &[&str])]) {
    for chunk in [1, 7, 100, 1 << 16] {
        let told = told(&read(name, bytes, chunk));
        let told: Vec<_> = told
            .iter()
            .map(|(name, format, kept, kinds)| (name.as_str(), format.as_str(), *kept, kinds.as_slice()))
            .collect();
        assert_eq!(told, expected, "in chunks of {chunk}");
    }
}

#[test]
fn what_is_wrong_with_a_damaged_archive_does_not_depend_on_its_pieces() {
    // How far a decompressor can look ahead decides whether it sees that this is broken, or only that it ends too soon.
    let damaged =
        b"\x1f\x8b\x08\x01[ spp {z\xf5\xf5\xf5\x00*\"\x97\"#\x00\"mapp\x01\x80\0\0\0\0\0\0in\xf4g\"";
    let told =
        [("a", "", 0, &["unknown_format", "not_utf8"][..]), ("a.gz", "GZIP", 1, &["broken_archive"][..])];
    check("a.gz", damaged, &told);
}

#[test]
fn the_files_of_an_archive_are_read_one_by_one() {
    for packed in EVERY {
        let archive = zip(&[
            ("export/", b"", Packed::Stored),
            ("export/a.csv", FIRST.as_bytes(), packed),
            ("export/deep/b.csv", SECOND.as_bytes(), packed),
        ]);
        check(
            "all.zip",
            &archive,
            &[("all.zip/export/a.csv", "CSV", 2, &[]), ("all.zip/export/deep/b.csv", "CSV", 3, &[])],
        );
    }
}

#[test]
fn a_packed_file_is_read_as_it_is_also_in_members() {
    check("chat.csv.gz", &gzip(FIRST.as_bytes()), &[("chat.csv", "CSV", 2, &[])]);
    let (head, tail) = FIRST.split_at(60);
    let mut members = [gzip(head.as_bytes()), gzip(tail.as_bytes())].concat();
    members.extend([0; 100]); // As tapes are filled up.
    check("chat.csv.gz", &members, &[("chat.csv", "CSV", 2, &[])]);
}

#[test]
fn archives_in_archives_are_unpacked_so_far() {
    let inner = zip(&[("b.csv.gz", &gzip(SECOND.as_bytes()), Packed::Stored)]);
    let outer =
        zip(&[("inner.zip", &inner, Packed::Described), ("a.csv", FIRST.as_bytes(), Packed::Deflated)]);
    check(
        "outer.zip",
        &outer,
        &[("outer.zip/inner.zip/b.csv", "CSV", 3, &[]), ("outer.zip/a.csv", "CSV", 2, &[])],
    );
    let deep = gzip(&gzip(&gzip(&gzip(FIRST.as_bytes()))));
    check("deep", &deep, &[("deep", "GZIP", 0, &["too_deep"])]);
}

#[test]
fn what_is_no_transcript_is_left_out_and_said() {
    let archive = zip(&[
        ("photo.JPG", b"\xFF\xD8\xFF", Packed::Stored),
        ("__MACOSX/._a.csv", b"x", Packed::Deflated),
        (".DS_Store", b"x", Packed::Described),
        ("a.csv", FIRST.as_bytes(), Packed::Deflated),
        ("empty.csv", b"", Packed::Stored),
    ]);
    check(
        "all.zip",
        &archive,
        &[
            ("all.zip/a.csv", "CSV", 2, &[]),
            ("all.zip/empty.csv", "", 0, &["empty"]),
            ("all.zip", "ZIP", 2, &["not_transcripts", "not_transcripts", "not_transcripts"]),
        ],
    );
    check(
        "none.zip",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        &[("none.zip", "ZIP", 0, &["empty"])],
    );
}

#[test]
fn what_is_locked_or_packed_otherwise_is_said_and_the_rest_read() {
    let mut locked =
        zip(&[("a.csv", FIRST.as_bytes(), Packed::Deflated), ("b.csv", SECOND.as_bytes(), Packed::Stored)]);
    locked[6] |= 1;
    check("l.zip", &locked, &[("l.zip/b.csv", "CSV", 3, &[]), ("l.zip", "ZIP", 1, &["locked"])]);
    let mut odd =
        zip(&[("a.csv", FIRST.as_bytes(), Packed::Deflated), ("b.csv", SECOND.as_bytes(), Packed::Stored)]);
    odd[8] = 93; // Zstandard.
    check("o.zip", &odd, &[("o.zip/b.csv", "CSV", 3, &[]), ("o.zip", "ZIP", 1, &["packing"])]);
}

#[test]
fn a_damaged_archive_keeps_what_stands_before() {
    let archive =
        zip(&[("a.csv", FIRST.as_bytes(), Packed::Deflated), ("b.csv", SECOND.as_bytes(), Packed::Deflated)]);
    let second = archive.windows(4).rposition(|at| at == b"PK\x03\x04").unwrap();
    let mut broken = archive.clone();
    broken[second] = b'X';
    check("b.zip", &broken, &[("b.zip/a.csv", "CSV", 2, &[]), ("b.zip", "ZIP", 1, &["broken_archive"])]);
    let cut = &archive[..second + 50];
    let told = told(&read("c.zip", cut, 64));
    assert_eq!(told[0], ("c.zip/a.csv".into(), "CSV".into(), 2, vec![]));
    assert_eq!(told.last().unwrap().3, ["cut_short"]);
    let packed = gzip(FIRST.as_bytes());
    // In its bytes, and in the header of another member.
    for cut in [&packed[..packed.len() - 20], &[&packed[..], &packed[..15]].concat()] {
        let told = self::told(&read("c.csv.gz", cut, 64));
        assert_eq!(told.last().unwrap().3, ["cut_short"]);
    }
    let endless = [&packed[..10], &vec![b'x'; 200 << 10]].concat();
    let told = self::told(&read("e.csv.gz", &endless, 64));
    assert_eq!(told.last().unwrap().3, ["broken_archive"]);
}

#[test]
fn what_unpacks_to_more_than_anybody_wrote_is_stopped() {
    let bomb = gzip(&vec![b' '; 300 << 20]);
    assert!(bomb.len() < 1 << 20);
    let told = told(&read("bomb.gz", &bomb, 1 << 16));
    assert_eq!(told.last().unwrap().3, [Kind::TooPacked.name()]);
}

#[test]
fn archives_in_archives_are_measured_together() {
    let blank = vec![b' '; 60 << 20];
    let many: Vec<(String, Vec<u8>)> = (0..8).map(|n| (format!("{n}.csv"), blank.clone())).collect();
    let many: Vec<(&str, &[u8], Packed)> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice(), Packed::Deflated)).collect();
    let inner = zip(&many);
    for bomb in [zip(&[("inner.zip", &inner, Packed::Deflated)]), inner] {
        let told = told(&read("bomb.zip", &bomb, 1 << 16));
        assert!(told.iter().any(|file| file.3.contains(&Kind::TooPacked.name())), "{told:?}");
    }
}

#[test]
fn names_in_archives_are_masked() {
    let name = "WhatsApp Chat with +49 170 1234567 ines.silva@example.com.csv";
    let archive = zip(&[(name, FIRST.as_bytes(), Packed::Deflated), ("photo.png", b"x", Packed::Stored)]);
    let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: false });
    analysis.begin_file("of ines.silva@example.com.zip");
    analysis.push(&archive);
    analysis.end_file();
    for (shown, ..) in told(&analysis) {
        assert!(!shown.contains("ines") && !shown.contains("1234567"), "{shown}");
        assert!(shown.contains("[EMAIL 1]"), "{shown}");
    }
}

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><workbookPr/><sheets>
    <sheet name="Chats &amp; more" sheetId="1" r:id="rId7"/><sheet name="Other" sheetId="2" r:id="rId8"/></sheets></workbook>"#;
const TARGETS: &str = r#"<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId8" Target="/xl/worksheets/Data.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
const WORDS: &str = "<sst><si><t>conversation_id</t></si><si><t>role</t></si><si><r><t>te</t></r><r><t>xt</t></r></si>\
    <si><t>timestamp</t></si><si><t>user</t></si><si><t>I &lt;3 it, &quot;really&quot;_x000D_&#10;yes</t><rPh><t>no</t></rPh></si></sst>";
const SHEET: &str = r#"<worksheet><sheetData>
    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c><c r="E1" t="s"><v>3</v></c></row>
    <row r="2"><c r="A2"><v>1.7E+3</v></c><c r="B2" t="s"><v>4</v></c><c r="D2" t="s"><v>5</v></c><c r="E2" s="1"><v>45992.375</v></c></row>
    <row r="3"><c r="A3"><v>1700</v></c><c r="B3" t="inlineStr"><is><t>bot</t></is></c><c r="D3" t="str"><f>A1</f><v>Good!</v></c><c r="E3" s="1"><v>45992.376</v></c></row>
    </sheetData></worksheet>"#;
const NOTES: &str = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>nothing here</t></is></c></row></sheetData></worksheet>";

fn workbook(packed: Packed) -> Vec<u8> {
    workbook_with(NOTES, packed)
}

/// A workbook with this for its second sheet.
fn workbook_with(second: &str, packed: Packed) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", b"<Types/>", packed),
        ("xl/workbook.xml", WORKBOOK.as_bytes(), packed),
        ("xl/_rels/workbook.xml.rels", TARGETS.as_bytes(), packed),
        ("xl/worksheets/sheet1.xml", SHEET.as_bytes(), packed),
        ("xl/worksheets/Data.xml", second.as_bytes(), packed),
        ("xl/media/image1.png", b"\x89PNG", packed),
        ("xl/styles.xml", STYLES.as_bytes(), packed),
        ("xl/sharedStrings.xml", WORDS.as_bytes(), packed),
    ])
}

#[test]
fn sheets_of_a_workbook_are_tables() {
    for packed in EVERY {
        let mut analysis = read("chats.xlsx", &workbook(packed), 100);
        let told = told(&analysis);
        assert_eq!(told[0], ("chats.xlsx/Chats & more".into(), "XLSX".into(), 2, vec![]), "{packed:?}");
        assert_eq!(told[1].0, "chats.xlsx/Other");
        let said = analysis.corpus().with(0, |corpus, view| {
            let said = view
                .utterances
                .iter()
                .map(|said| (said.at.map(|at| at.0), corpus.text(said.row).into_owned()));
            (corpus.card(0).id.to_owned(), said.collect::<Vec<_>>())
        });
        let at = |minutes: i64| Some(1_764_579_600_000 + minutes);
        let expected = vec![(at(0), "I <3 it, \"really\"\nyes".to_owned()), (at(86_400), "Good!".to_owned())];
        assert_eq!(said, Some(("1700".to_owned(), expected)));
    }
}

#[test]
fn facts_in_an_archive_and_in_a_sheet_are_joined() {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: [&str; 2]| format!("<row>{}</row>", cells.map(cell).concat());
    let facts = [["conversation_id", "csat"], ["1700", "4"], ["1701", "2"]].map(row).concat();
    let sheet = format!("<worksheet><sheetData>{facts}</sheetData></worksheet>");
    let book = workbook_with(&sheet, Packed::Deflated);
    let chats = b"conversation_id,role,text\n1700,user,hi\n1700,bot,hello\n";
    let table = b"conversation_id,csat\n1700,4\n1701,2\n";
    let archive = zip(&[("facts.csv", table, Packed::Deflated), ("chats.csv", chats, Packed::Stored)]);
    for (bytes, facts, format) in [(book, 1, "XLSX"), (archive, 0, "CSV")] {
        let mut analysis = read("export", &bytes, 100);
        analysis.join();
        let (_, read_as, kept, kinds) = told(&analysis).swap_remove(facts);
        assert_eq!((read_as.as_str(), kept, kinds), (format, 1, vec!["unmatched"]));
        let rating =
            analysis.corpus().with(0, |_, view| view.rating.map(|rating| (rating.score, rating.max)));
        assert_eq!(rating, Some(Some((4.0, 5.0))));
    }
}

#[test]
fn an_office_document_that_is_no_workbook_is_said_to_be_one() {
    let document = zip(&[
        ("[Content_Types].xml", b"<Types/>", Packed::Deflated),
        ("word/document.xml", b"<w/>", Packed::Deflated),
    ]);
    check("letter.docx", &document, &[("letter.docx", "XLSX", 0, &["binary"])]);
}

/// All that was said, in its order.
fn said(analysis: &mut Analysis) -> Vec<Vec<String>> {
    let all = 0..analysis.corpus().conversations();
    all.filter_map(|number| {
        analysis.corpus().with(number, |corpus, view| {
            view.utterances.iter().map(|said| corpus.text(said.row).into_owned()).collect()
        })
    })
    .collect()
}

#[test]
fn every_sample_is_the_same_packed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    let Ok(folders) = std::fs::read_dir(folder) else {
        println!("skipped: the format samples are not beside this repository");
        return;
    };
    let files =
        folders.flatten().filter_map(|folder| std::fs::read_dir(folder.path()).ok()).flatten().flatten();
    for path in files.map(|file| file.path()).filter(|path| path.is_file()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        if bytes.starts_with(b"PK") {
            continue;
        }
        let plain = said(&mut read(&name, &bytes, 1 << 16));
        let packed = gzip(&bytes);
        assert_eq!(said(&mut read(&format!("{name}.gz"), &packed, 1000)), plain, "{name}");
        for how in EVERY {
            let archive = zip(&[(&name, &bytes, how)]);
            assert_eq!(said(&mut read("all.zip", &archive, 999)), plain, "{name}, {how:?}");
        }
    }
}

#[test]
fn what_an_earlier_file_holds_is_not_in_twice_with_a_time_or_without() {
    let timed = "conversation_id,role,text,timestamp\n1,user,hi there,2026-03-02T09:00:00Z\n1,user,hi there,2026-03-02T09:05:00Z\n";
    let untimed = "conversation_id,role,text\n1,user,hi there\n1,bot,hello\n";
    for (first, second, expected) in [
        (timed, untimed, vec!["hi there", "hi there", "hello"]),
        (untimed, timed, vec!["hi there", "hello"]),
        (timed, timed, vec!["hi there", "hi there"]),
    ] {
        let archive = zip(&[
            ("1.csv", first.as_bytes(), Packed::Deflated),
            ("2.csv", second.as_bytes(), Packed::Deflated),
        ]);
        assert_eq!(said(&mut read("a.zip", &archive, 1000)), [expected]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever stands behind the first letters of an archive, and wherever one is damaged, reading ends and says.
    #[test]
    fn no_archive_is_a_panic(kind in 0..3, at in 0..2000_usize, byte: u8, cut in 0..2000_usize, chunk in 1..300_usize) {
        let mut bytes = match kind {
            0 => workbook(Packed::Described),
            1 => zip(&[("a.csv", FIRST.as_bytes(), Packed::Large), ("b.gz", &gzip(SECOND.as_bytes()), Packed::Described)]),
            _ => gzip(FIRST.as_bytes()),
        };
        let place = at % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len() - cut % bytes.len());
        let (whole, pieces) = (read("x", &bytes, bytes.len().max(1)), read("x", &bytes, chunk));
        prop_assert_eq!(told(&whole), told(&pieces));
    }
}
