//! Seeded synthetic conversations whose truth is known.
