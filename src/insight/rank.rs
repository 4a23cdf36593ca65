//! The order of things by how much they are, in one place: each sort of another type is a few kilobytes
//! of program.

/// Places of the values, the largest first; equal ones stay in their order.
///
/// ```
/// use undertone::insight::largest_first;
/// assert_eq!(largest_first([3, 7, 3, 9]), [3, 1, 0, 2]);
/// ```
pub fn largest_first(values: impl IntoIterator<Item = u64>) -> Vec<usize> {
    let mut ranked: Vec<(u64, usize)> =
        values.into_iter().enumerate().map(|(place, value)| (u64::MAX - value, place)).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, place)| place).collect()
}
