//! Words beside which a number is no call. In: a word. Out: whether it is one of them.

use crate::language::Language;

/// Words that a number follows which is no call: `No. 52`, `Vol 25`, `p. 9`.
#[must_use]
pub fn is_reference(word: &str) -> bool {
    Language::any().references.has(&word.to_lowercase())
}

/// Months, long and short: a number beside them is a date.
#[must_use]
pub fn is_month(word: &str) -> bool {
    Language::any().months.has(&word.to_lowercase())
}
