//! Of what the worker's answers consist, field by field: what a block of them holds, in its order.
//! That of the board's shapes, of a preview and of a transcript alike: their rooms need not know.

use super::{
    Completeness, Kept, Neighbours, Progress, Response, Row, Transcript, TranscriptLine,
    packed::{Packed, Packer, Unpacker, packed},
};
use crate::{
    conversation::{Evidence, Feedback, Outcome, Rating, Role},
    ingest::{
        Column, ColumnPreview, Preview, Question, Sentence, SpeakerPreview, Times, Value, moment::DateOrder,
    },
    insight::{
        Board, Breakdown, Change, Compared, Course, Distribution, Figure, HourGrid, Interval, Series, State,
        Step, Trend, Unit,
    },
    report::{FileReport, ProblemRow, Report},
};

packed! {
    enum Response {
        0 Ready,
        1 Progress { progress },
        2 Snapshot { report, progress, completeness },
        3 Figures { report },
        4 Conversations { total, first },
        5 Transcript { transcript },
        6 Preview { preview },
        7 Kept { list },
        8 Export { name, mime, text },
        9 Done,
        10 Failed { message },
    }
    struct Progress { bytes, bytes_total, conversations, utterances }
    enum Completeness { 0 Partial, 1 Complete, 2 Cancelled }
    struct Kept { id, name, conversations, bytes }

    struct Transcript {
        conversation, id, user, channel, language, variant, tags, rating, outcome, evidence, lines, neighbours,
    }
    struct TranscriptLine { role, at, text, intent, fallback, feedback, decisive }
    struct Neighbours { place, of, previous, next }
    struct Row { conversation, messages, started, rating, outcome, evidence, id, user, channel, preview }

    struct Report {
        conversations, utterances, users, timezone, span, synthetic, files, board, filter, conversations_in_all,
        course, facets,
    }
    struct FileReport {
        name, format, why, because, bytes, read, kept, repaired, problems, problem_counts, problem_titles,
    }
    struct ProblemRow { line, record, kind, effect, message, because }
    struct Sentence { text, values }

    struct Board { figures, distributions, series, breakdowns, grids }
    struct Figure { name, unit, value, n, of, interval, state, reason }
    struct Interval { low, high, level, method }
    struct Distribution { name, unit, bins, median, p90, n }
    struct Series { name, unit, start, step, values, counts }
    struct Breakdown { name, parts, of }
    struct HourGrid { name, counts, n }
    enum Unit { 0 Count, 1 Share, 2 Millis, 3 Score }
    enum State { 0 Ok, 1 Absent, 2 TooFew }

    struct Course { trends, change }
    struct Trend { start, step, values, counts }
    struct Change { now, before, figures }
    struct Compared { now, before, interval, clear }
    enum Step { 0 Day, 1 Week, 2 Month }

    struct Preview {
        name, format, header, columns, rows, speakers, more_speakers, times, unsure_dates, question,
    }
    struct ColumnPreview { name, role }
    struct SpeakerPreview { name, role, by_rule, seen }
    enum Question { 0 Messages, 1 Conversations, 2 SpeakerColumn, 3 Speakers, 4 Dates }
    enum Times { 0 Absent, 1 WithZone, 2 WithoutZone }
    enum DateOrder { 0 DayFirst, 1 MonthFirst }

    struct Rating { score, max }
    enum Feedback { 0 Up, 1 Down }
}

impl Packed for Value {
    fn pack(&self, block: &mut Packer) {
        match self {
            Self::Plain(text) => {
                block.byte(0);
                text.pack(block);
            }
            Self::Words(words) => {
                block.byte(1);
                words.pack(block);
            }
        }
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        match block.byte() {
            0 => Self::Plain(Packed::unpack(block)),
            1 => Self::Words(Packed::unpack(block)),
            _ => {
                block.damage();
                Self::Plain(String::new())
            }
        }
    }
}

/// What has a list of all its values goes by the place in that list.
macro_rules! by_place {
    ($($name:ident)*) => {
        $(impl Packed for $name {
            fn pack(&self, block: &mut Packer) {
                // Each is in the list of all.
                block.byte(Self::ALL.iter().position(|one| one == self).unwrap_or_default() as u8);
            }

            fn unpack(block: &mut Unpacker<'_>) -> Self {
                Self::ALL.get(usize::from(block.byte())).copied().unwrap_or_else(|| {
                    block.damage();
                    Self::ALL[0]
                })
            }
        })*
    };
}

by_place! { Role Outcome Evidence Column }

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*};

    use super::*;
    use crate::{
        conversation::{Named, Zone},
        engine::{Analysis, Settings},
        ingest::Mapping,
        query::Filter,
        sample::{Format, Generator, Kind, Plan},
        wire::{
            Rows,
            packed::{pack, unpack},
        },
    };

    /// An answer is read as it was written, and none of its beginnings is taken for it.
    #[track_caller]
    fn crosses(answer: Response, ends: impl Iterator<Item = usize>) {
        let block = pack(&answer);
        for end in ends.take_while(|end| *end < block.len()) {
            assert_eq!(unpack::<Response>(&block[..end]), None, "cut at {end}");
        }
        assert_eq!(unpack(&block), Some(answer));
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
            let report = Report::whole(&mut analysed("sample.csv", &bytes), &Filter::default(), true);
            assert!(!report.course.trends.is_empty() && report.course.change.is_some());
            let progress = Progress { bytes: 1, bytes_total: 2, conversations: 300, utterances: u64::MAX };
            let completeness = Completeness::Complete;
            let snapshot = Response::Snapshot { report: Box::new(report), progress, completeness };
            crosses(snapshot, (0..).step_by(997));
        }
    }

    #[test]
    fn what_became_of_files_crosses() {
        let broken = b"conversation,time,sender,text\n1,yesterday,user,hi\n1,\"2026-01-01,bot,no\n2\n";
        let report = Report::of(&mut analysed("chats.csv", broken), &Filter::default(), false);
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
        let kept = Kept { id: 1, name: "a".into(), conversations: 2, bytes: 3 };
        let texts = || ("a".into(), "text/plain".into(), "Grün".into());
        let (name, mime, text) = texts();
        for answer in [
            Response::Ready,
            Response::Progress { progress: Progress::default() },
            Response::Conversations { total: 3, first: 200 },
            Response::Kept { list: vec![kept] },
            Response::Export { name, mime, text },
            Response::Done,
            Response::Failed { message: "It could not be read.".into() },
        ] {
            crosses(answer, 0..);
        }
    }

    #[test]
    fn an_unknown_number_is_refused() {
        assert_eq!(unpack::<Response>(&[200]), None);
        assert_eq!(unpack::<Unit>(&[4]), None);
        assert_eq!(unpack::<Role>(&[4]), None);
        assert_eq!(unpack::<Value>(&[2, 0]), None);
    }

    fn line() -> impl Strategy<Value = TranscriptLine> {
        let role = prop::sample::select(&Role::ALL[..]);
        let feedback = prop::sample::select(vec![None, Some(Feedback::Up), Some(Feedback::Down)]);
        (role, any::<Option<i64>>(), any::<String>(), any::<Option<String>>(), any::<[bool; 2]>(), feedback)
            .prop_map(|(role, at, text, intent, [fallback, decisive], feedback)| TranscriptLine {
                role,
                at,
                text,
                intent,
                fallback,
                feedback,
                decisive,
            })
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
            (outcome, evidence, rating) in ending(),
            lines in vec(line(), 0..5),
            near: Option<(u32, u32, Option<u32>, Option<u32>)>,
        ) {
            let [user, channel, language, variant] = of;
            let neighbours = near.map(|(place, of, previous, next)| Neighbours { place, of, previous, next });
            let transcript = Transcript {
                conversation, id, user, channel, language, variant, tags, rating, outcome, evidence, lines, neighbours,
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
            prop_assert_eq!(unpack(&pack(&course)), Some(course));
        }
    }
}
