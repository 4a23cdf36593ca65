//! The course of a selection: one board per step, and one for each of two windows.

use crate::{
    conversation::{Clock, Day},
    corpus::Corpus,
    insight::{
        Board, BoardPartial, Case, Course, Family, Step, VolumePartial, change, days_of, trends, windows,
    },
};

use super::Selection;

/// Trends and change of a selection whose board is at hand. `everything` are the data that the window
/// before is taken from: the selection without its window.
pub(super) fn course(
    corpus: &mut Corpus,
    clock: &mut Clock,
    (selection, board): (&Selection, &Board),
    everything: &Selection,
    asked: Option<(Day, Day)>,
) -> Course {
    let Some((first, last)) = board.series.get("conversations_over_time").and_then(days_of) else {
        return Course::default();
    };
    let step = Step::for_days(last.0 - first.0 + 1);
    let begin = step.number(first);
    let mut steps = vec![BoardPartial::new(); (step.number(last) - begin + 1) as usize];
    corpus.for_each(|view| {
        if !selection.has(view.idx) {
            return;
        }
        let case = Case::of(view, clock);
        let Some(start) = case.start else { return };
        let at = usize::try_from(i64::from(step.number(Day(start.day))) - i64::from(begin));
        if let Some(partial) = at.ok().and_then(|at| steps.get_mut(at)) {
            partial.observe_case(&case, clock);
        }
    });
    let steps: Vec<Board> = steps.iter().map(BoardPartial::finish).collect();
    let extent = extent(corpus, clock);
    let change = extent.and_then(|(first, last)| windows(first, last, asked)).map(|windows| {
        let mut partials = [BoardPartial::new(), BoardPartial::new()];
        corpus.for_each(|view| {
            if !everything.has(view.idx) {
                return;
            }
            let case = Case::of(view, clock);
            let Some(start) = case.start else { return };
            for (partial, (from, to)) in partials.iter_mut().zip(windows) {
                if (from.0..=to.0).contains(&start.day) {
                    partial.observe_case(&case, clock);
                }
            }
        });
        change(windows, &partials[0].finish(), &partials[1].finish())
    });
    Course { trends: trends(step, first, last, board, &steps), change }
}

/// First and last day of all the data, chosen or not: a rare kind of conversation that happens to be
/// missing at their edge does not make them shorter.
fn extent(corpus: &mut Corpus, clock: &mut Clock) -> Option<(Day, Day)> {
    let mut volume = VolumePartial::default();
    corpus.for_each(|view| volume.observe(&Case::of(view, clock), clock));
    let mut board = Board::default();
    volume.finish(&mut board);
    days_of(board.series.get("conversations_over_time")?)
}
