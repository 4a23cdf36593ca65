//! Cases of single items that no sample has.
