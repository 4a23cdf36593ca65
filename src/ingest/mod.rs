//! Bytes to conversations and problems.
