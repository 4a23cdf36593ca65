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
            _ => Self::Words(Packed::unpack(block)),
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
