//! Sorting what is small or seldom sorted, compiled once for all types.
//!
//! A sort of the standard library is compiled anew for every type and comparison, and each takes
//! some two kilobytes of the download. What is sorted for each utterance keeps a sort of its own.

use std::cmp::Ordering;

/// Sorts by a comparison; equals keep their order.
///
/// ```
/// let mut words = ["three", "one", "two"];
/// undertone::order::sort_by(&mut words, |one, two| one.len().cmp(&two.len()));
/// assert_eq!(words, ["one", "two", "three"]);
/// ```
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = ordered(items.len(), &|one, two| compare(&items[one], &items[two]));
    // What belongs at a place is brought there by one swap after the other until the circle closes;
    // a place that is done names itself.
    for start in 0..order.len() {
        let mut at = start;
        while order[at] != start {
            let from = std::mem::replace(&mut order[at], at);
            items.swap(at, from);
            at = from;
        }
        order[at] = at;
    }
}

/// The places of so many things in the order of a comparison of two places.
#[inline(never)]
fn ordered(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|one, two| compare(*one, *two));
    order
}

/// Sorts numbers that stand for something, equals by what they stand for.
#[inline(never)]
pub fn sort_keyed(keyed: &mut [(i64, u32)]) {
    keyed.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut items: Vec<(u8, u32)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by(&mut items, |one, two| one.0.cmp(&two.0));
            assert_eq!(items, expected);
        }
    }
}
