//! Of what the worker's answers consist, field by field: what a block of them holds, in its order. What
//! travels between the lead and its shards too says so in its own room; a field that is missing does not
//! compile.

use super::{Completeness, Kept, Progress, Response};
use crate::{
    ingest::{
        About, Column, ColumnPreview, Mapping, Pauses, Preview, Question, Sentence, SpeakerPreview, Split,
        Times, Value, moment::DateOrder,
    },
    insight::{
        Board, Breakdown, Cell, Change, Compared, Course, Curve, Distribution, Figure, Findings, Flow,
        FlowEdge, FlowLeft, FlowNode, FlowRibbon, FlowState, Head, HourGrid, Interval, Note, Series, Sheet,
        SheetRow, State, Trend, Unit, Weight,
    },
    report::{FileReport, ProblemRow, Report},
};

crate::frozen! {
    Progress { bytes, bytes_total, conversations, utterances, memory }
    Kept { id, name, conversations, bytes, sealed }

    Report {
        conversations, utterances, users, timezone, span, synthetic, files, unheard, board, filter, conversations_in_all,
        course, facets, sheets, memory,
    }
    FileReport {
        name, opened, inside, format, why, because, bytes, read, kept, repaired, problems, problem_counts, problem_titles,
    }
    ProblemRow { line, record, kind, effect, message, because }
    Sentence { text, values }

    Board { figures, distributions, series, breakdowns, grids }
    Figure { name, unit, value, n, of, interval, state, reason }
    Interval { low, high, level, method }
    Distribution { name, unit, bins, median, p90, n }
    Series { name, unit, start, step, values, counts }
    Breakdown { name, parts, of }
    HourGrid { name, counts, n }

    Findings { board, sheets, notes, flow, curves }
    Flow { detail, direction, at, depth, conversations, states, starts, edges, nodes, ribbons, left }
    FlowLeft { state, came, left }
    FlowState { key, said }
    FlowEdge { from, to, conversations, times, median }
    FlowNode { layer, state, outcomes }
    FlowRibbon { layer, from, to, outcomes }
    Curve { sheet, row, start, unit, values, expected, low, high, marked }
    Sheet { name, columns, rows, none }
    Head { title, unit }
    SheetRow { cells, filter, of }
    Note { weight, said }

    Course { trends, change }
    Trend { start, step, values, counts }
    Change { now, before, figures }
    Compared { now, before, interval, clear }

    Preview {
        name, format, about, header, columns, rows, speakers, more_speakers, times, unsure_dates, pauses, encoding,
        question,
    }
    ColumnPreview { name, role }
    Mapping { columns, header, speakers, date_order, timezone, gap, about, format, encoding, tests }
    SpeakerPreview { name, role, by_rule, seen }
    Pauses { messages, spread, splits }
    Split { minutes, conversations, single }
}
crate::frozen_by_place! { About, Column, Weight }

crate::frozen_by_number! {
    Response {
        0 Ready,
        1 Progress { progress },
        2 Snapshot { report, progress, completeness },
        3 Figures { report },
        4 Conversations { total, first },
        5 Transcript { transcript },
        6 Preview { preview },
        7 Kept { list, locked, shut, no_room },
        8 Export { name, mime, text },
        9 Refused { filter, at, because, meant },
        10 Done,
        11 Failed { message },
        12 Found { found },
        13 Quotes { quotes },
        14 Explained { reasons },
        15 Taught { taught },
        16 Drawn { draw },
        17 Labels { file },
        18 Choice { mapping },
        19 Studied { study, filter, findings },
        20 Plan { plan, wrong },
        23 Topics { shown },
    }
    Completeness { 0 Partial, 1 Complete, 2 Cancelled }
    Unit { 0 Count, 1 Share, 2 Millis, 3 Score, 4 Sentiment, 5 Number, 6 Money, 7 Points, 8 Chance }
    Cell { 0 Nothing, 1 Text(text), 2 Words(words), 3 Figure(figure), 4 Said { text, conversation, line } }
    State { 0 Ok, 1 Absent, 2 TooFew }
    Question { 0 Messages, 1 Conversations, 2 SpeakerColumn, 3 Speakers, 4 Dates, 5 About }
    Times { 0 Absent, 1 WithZone, 2 WithoutZone }
    DateOrder { 0 DayFirst, 1 MonthFirst }
    Value { 0 Plain(text), 1 Words(words) }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*};

    use super::*;
    use crate::binary::Frozen;
    use crate::{
        conversation::{Evidence, Feedback, Named, Outcome, Rating, Role, Zone},
        engine::{Analysis, Settings},
        insight::Step,
        language::taught::{Correction, Lesson, Quality, Target},
        query::Filter,
        sample::{Format, Generator, Kind, Plan},
        wire::{
            Draw, Drawn, FoundLine, LineLabel, Neighbours, Row, Rows, SearchResults, Stored, Taught,
            Transcript, TranscriptLine,
        },
    };

    /// An answer is read as it was written, and none of its beginnings is taken for it.
    #[track_caller]
    fn crosses(answer: Response, ends: impl Iterator<Item = usize>) {
        let block = answer.frozen();
        for end in ends.take_while(|end| *end < block.len()) {
            assert_eq!(Response::thawed(&block[..end]), None, "cut at {end}");
        }
        assert_eq!(Response::thawed(&block), Some(answer));
    }

    fn analysed(name: &str, bytes: &[u8]) -> Analysis {
        let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: false });
        analysis.begin_file(name);
        analysis.push(bytes);
        analysis.end_file();
        analysis
    }

    #[test]
    fn the_figures_of_both_samples_cross() {
        for kind in [Kind::Shop, Kind::Saas] {
            let plan = Plan { kind, conversations: 200, seed: 1 };
            let mut generator = Generator::new(plan, Format::Csv);
            let mut bytes = Vec::new();
            while generator.next_chunk(&mut bytes) {}
            let report = Report::of(&analysed("sample.csv", &bytes), &Filter::default()).unwrap();
            assert!(!report.course.trends.is_empty() && report.course.change.is_some());
            let progress =
                Progress { bytes: 1, bytes_total: 2, conversations: 300, utterances: u64::MAX, memory: 7 };
            let completeness = Completeness::Complete;
            let snapshot = Response::Snapshot { report: Box::new(report), progress, completeness };
            crosses(snapshot, (0..).step_by(997));
        }
    }

    #[test]
    fn what_became_of_files_crosses() {
        let broken = b"conversation,time,sender,text\n1,yesterday,user,hi\n1,\"2026-01-01,bot,no\n2\n";
        let report = Report::of(&analysed("chats.csv", broken), &Filter::default()).unwrap();
        assert!(report.files.iter().any(|file| !file.problems.is_empty() && !file.because.values.is_empty()));
        crosses(Response::Figures { report: Box::new(report) }, 0..);
    }

    #[test]
    fn previews_cross() {
        for text in ["Wer;Was;Wann\nLisa;Guten Tag\nMax;Hi\n", "Eva: hello\nBot: hi\n", "{\"a\": [1]}"] {
            let preview = Preview::with(text.as_bytes(), "chat", &Mapping::default());
            crosses(Response::Preview { preview: Box::new(preview) }, 0..);
        }
    }

    #[test]
    fn short_answers_cross() {
        let line = FoundLine {
            conversation: 300,
            id: "c-1".into(),
            role: Role::Agent,
            at: Some(-1),
            line: 2,
            text: "… größer 👍".into(),
            marks: vec![(2, 8), (9, 10)],
        };
        let rows = vec![line.clone(), FoundLine { at: None, marks: Vec::new(), ..line }];
        let found = SearchResults { count: 1_234, has_all: false, rows, left_aside: 1 };
        let kept = Kept { id: 1, name: "a".into(), conversations: 2, bytes: 3, sealed: true };
        let texts = || ("a".into(), "text/plain".into(), "Grün".into());
        let (name, mime, text) = texts();
        for answer in [
            Response::Ready,
            Response::Progress { progress: Progress::default() },
            Response::Conversations { total: 3, first: 200 },
            Response::Kept { list: vec![kept], locked: true, shut: false, no_room: 7 },
            Response::Export { name, mime, text },
            Response::Refused {
                filter: "colour:red".into(),
                at: 3,
                because: Sentence::of("There is no column “{name}”.").plain("name", "colour"),
                meant: Some("color".into()),
            },
            Response::Found { found },
            Response::Choice { mapping: Some(Box::new(Mapping { gap: Some(5), ..Mapping::default() })) },
            Response::Choice { mapping: None },
            Response::Done,
            Response::Failed { message: "It could not be read.".into() },
        ] {
            crosses(answer, 0..);
        }
    }

    #[test]
    fn what_was_taught_crosses() {
        let target = |label| Target::of_names("act", label).unwrap();
        let correction = Correction {
            at: u64::MAX,
            role: Role::User,
            text: "größer".into(),
            target: target("question"),
            has: false,
            instead: Some(target("complain")),
        };
        let lesson = Lesson { name: "late".into(), examples: vec!["where is it".into()], others: vec![] };
        let quality = Quality { examples: 3, others: 300, near: 2, hits: 3, mistaken: 1 };
        let taught = Taught {
            labels: vec![(lesson, quality)],
            corrections: vec![correction],
            progress: Some((500, 12_000)),
            unread: 7,
            took: 60,
        };
        crosses(Response::Taught { taught: Box::new(taught) }, 0..);
        let drawn = Drawn { order: 9, conversation: 300, line: 2, text: "hi".into() };
        let draw = Draw { counts: (1, 2), given: vec![drawn.clone()], not_given: vec![drawn] };
        crosses(Response::Drawn { draw: Box::new(draw) }, 0..);
        let file = Response::Labels { file: Stored(vec![1, 2, 3]) };
        assert_eq!(Response::thawed(&file.frozen()), Some(file));
    }

    #[test]
    fn an_unknown_number_is_refused() {
        assert_eq!(Response::thawed(&[200]), None);
        assert_eq!(Unit::thawed(&[9]), None);
        assert_eq!(Role::thawed(&[4]), None);
        assert_eq!(Value::thawed(&[2, 0]), None);
    }

    fn line() -> impl Strategy<Value = TranscriptLine> {
        let role = prop::sample::select(&Role::ALL[..]);
        let feedback = prop::sample::select(vec![None, Some(Feedback::Up), Some(Feedback::Down)]);
        let labels = vec((any::<[String; 2]>(), any::<Option<(u32, u32)>>()), 0..3);
        let heard = (any::<Option<i32>>(), labels);
        let told = (vec(any::<(String, bool)>(), 0..3), any::<Option<String>>());
        (
            role,
            any::<Option<i64>>(),
            any::<[String; 1]>(),
            any::<Option<String>>(),
            any::<[bool; 2]>(),
            feedback,
            heard,
            told,
        )
            .prop_map(
                |(
                    role,
                    at,
                    [text],
                    intent,
                    [fallback, decisive],
                    feedback,
                    (sentiment, labels),
                    (replies, by),
                )| {
                    TranscriptLine {
                        role,
                        at,
                        text,
                        intent,
                        fallback,
                        feedback,
                        decisive,
                        sentiment,
                        labels: labels
                            .into_iter()
                            .map(|([of, label], proof)| LineLabel { of, label, proof })
                            .collect(),
                        replies,
                        by,
                        measures: [sentiment.map(f64::from), None, None, Some(0.5)],
                    }
                },
            )
    }

    fn ending() -> impl Strategy<Value = (Outcome, Evidence, Option<Rating>)> {
        let rating = (0.0..10.0, 1.0..10.0).prop_map(|(score, max)| Rating { score, max });
        (
            prop::sample::select(&Outcome::ALL[..]),
            prop::sample::select(&Evidence::ALL[..]),
            option::of(rating),
        )
    }

    proptest! {
        #[test]
        fn transcripts_cross(
            conversation: u32,
            id: String,
            of: [Option<String>; 4],
            tags: Vec<String>,
            columns: Vec<(String, String)>,
            (outcome, evidence, rating) in ending(),
            lines in vec(line(), 0..5),
            near: Option<(u32, u32, Option<u32>, Option<u32>)>,
        ) {
            let [user, channel, language, variant] = of;
            let neighbours = near.map(|(place, of, previous, next)| Neighbours { place, of, previous, next });
            let transcript = Transcript {
                conversation, id, user, channel, language, variant, tags, columns, rating, comment: None, outcome, evidence, lines, neighbours,
            };
            crosses(Response::Transcript { transcript: Box::new(transcript) }, (0..).step_by(53));
        }

        #[test]
        fn rows_cross(
            numbers: (u32, u32, Option<i64>),
            (outcome, evidence, rating) in ending(),
            [id, user, channel, preview]: [String; 4],
        ) {
            let (conversation, messages, started) = numbers;
            let row =
                Row { conversation, messages, started, rating, outcome, evidence, id, user, channel, preview };
            let rows = vec![row.clone(), row];
            prop_assert_eq!(Rows::decode(&Rows::encode(&rows)), Some(rows));
        }

        #[test]
        fn trends_cross(values: Vec<Option<f64>>, counts: Vec<u64>, name: String) {
            let values: Vec<_> = values.into_iter().map(|value| value.filter(|value| !value.is_nan())).collect();
            let trend = Trend { start: "2026-01-05".into(), step: Step::Week, values, counts };
            let course = Course { trends: [(name, trend)].into_iter().collect::<Named<_>>(), change: None };
            prop_assert_eq!(Course::thawed(&course.frozen()), Some(course));
        }
    }
}
