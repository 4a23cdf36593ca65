//! The course of a selection: one board per step and per window, made in one walk.

use crate::{
    conversation::{Clock, Day},
    corpus::Corpus,
    insight::{Board, BoardPartial, Case, Course, Step, change, days_of, trends, windows},
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
    let mut earliest = None::<i32>;
    corpus.for_each(|view| {
        let case = Case::of(view, clock);
        let Some(start) = case.start else { return };
        if selection.has(view.idx) {
            let at = usize::try_from(i64::from(step.number(Day(start.day))) - i64::from(begin));
            if let Some(partial) = at.ok().and_then(|at| steps.get_mut(at)) {
                partial.observe_case(&case, clock);
            }
        }
        // Days that no window could need are not looked at: a wrong date may lie millennia off.
        if everything.has(view.idx) && (first.0 - (last.0 - first.0) - 1..=last.0).contains(&start.day) {
            earliest = Some(earliest.map_or(start.day, |earliest| earliest.min(start.day)));
        }
    });
    let steps: Vec<Board> = steps.iter().map(BoardPartial::finish).collect();
    let change = earliest.and_then(|earliest| windows(Day(earliest), last, asked)).map(|windows| {
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
