//! Finds personal data and replaces them by labelled tokens, before anything is stored.
