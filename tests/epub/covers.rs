//! Covers that are none.
