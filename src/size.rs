//! How many bytes of memory lists and tables take: by what they have room for, as they grow in steps and
//! hold it whether they need it or not.

use std::collections::HashMap;

/// Bytes that a list takes.
pub fn list<T>(list: &Vec<T>) -> u64 {
    (list.capacity() * size_of::<T>()) as u64
}

/// Bytes that a table takes.
pub fn table<K, V, S>(table: &HashMap<K, V, S>) -> u64 {
    // Of eight slots seven are used at most, and each has a byte of its own.
    (table.capacity() * 8 / 7 * (size_of::<(K, V)>() + 1)) as u64
}

/// Bytes that a table of texts takes, and they with it.
pub fn texts<V, S>(texts: &HashMap<String, V, S>) -> u64 {
    table(texts) + texts.keys().map(|text| text.len() as u64).sum::<u64>()
}
