//! What pictures over time share: days named under the axis, and a shaded window of days.

use super::{
    Theme,
    calendar::day_ticks,
    pen::{Hang, Pen, Stroke},
    scale::Scale,
};
use crate::conversation::Day;

/// Height of the names under the axis.
pub const FOOT: i32 = 24;

/// Names the days from `first` to `last` under the line at `y`; no name runs into its neighbour or
/// over the edges at `left` and `right`.
pub fn name_days(
    pen: &Pen<'_, '_>,
    theme: &Theme,
    x: Scale,
    (first, last): (Day, Day),
    (left, right): (i32, i32),
    y: i32,
) -> Stroke {
    // Below the line the scale's own names leave room.
    let mut free_from = left - 16;
    for (day, name) in day_ticks(first, last, ((right - left).max(0) as usize / 76).max(2)) {
        let at = x.at(f64::from(day.0));
        let half = pen.width_of(&name) / 2;
        if at - half >= free_from && at + half <= right {
            pen.line((at, y), (at, y + 4), theme.line)?;
            pen.text(&name, (at, y + 14), Hang::Middle, theme.ink_soft)?;
            free_from = at + half + 12;
        }
    }
    Ok(())
}

/// Shades a window of days between two ends of the axis; what lies outside the picture is left out.
pub fn shade_window(
    pen: &Pen<'_, '_>,
    theme: &Theme,
    (from, to): (i32, i32),
    (top, bottom): (i32, i32),
) -> Stroke {
    if to <= from {
        return Ok(());
    }
    pen.shade((from, top), (to, bottom), theme.accent, 0.1)?;
    pen.faint_line((from, top), (from, bottom), theme.accent, 0.6)?;
    pen.faint_line((to, top), (to, bottom), theme.accent, 0.6)
}
