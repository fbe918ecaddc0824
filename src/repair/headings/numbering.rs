//! What numbers a heading. In: its words. Out: [`Kind`]: the sort of numbering or of name, which siblings share.

use super::sign::{Digits, Sign, latin};
use crate::language::Language;
use crate::lexicon::lowered;
use crate::repair::furniture::numerals::roman;
use std::borrow::Cow;

/// The sort of a heading; in the order in which one usually stands over the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// `Part One`, `Book II`.
    Part,
    /// `Chapter 3`, `Letter IV`.
    Chapter,
    /// `Preface`, `Introduction`: stands beside chapters.
    Named,
    /// `IV: Of Rent`, `IV`.
    Roman,
    /// All capitals without a number.
    Capitals,
    /// `§ 4`, `Section 2`.
    Section,
    /// `3: Of Stock`, `3. Of Stock`.
    Arabic,
    /// `2.8`, `2.8. Of Stock`, `1.3.1 Of Rent`: of so many numbers.
    Decimal(u8),
    /// `A. Of Land`, `(b): Of Sea`.
    Letter,
    /// No number.
    Plain,
}

/// Whether a word names a part of a book that has a number: `Chapter`, `Teil`.
pub(in crate::repair) fn is_division(word: &str) -> bool {
    let (word, any) = (word.trim().to_lowercase(), Language::any());
    any.parts.has(&word) || any.chapters.has(&word)
}

impl Kind {
    /// Reads the kind off the words.
    pub fn of(text: &str) -> Kind {
        if is_number_alone(text) {
            return Kind::Roman;
        }
        let first = text.split([' ', '\u{a0}']).next().unwrap_or_default();
        let word = bare(first);
        let rest = text[first.len()..].trim_start();
        let second = bare(rest.split_whitespace().next().unwrap_or_default());
        // `Section II has shown` is a sentence, `Section II: What Was Shown` a heading.
        let third = || rest.split_whitespace().nth(1).unwrap_or_default();
        let has_number = || is_number(&second) && !third().starts_with(char::is_lowercase);
        let any = Language::any();
        if text.starts_with('§') || any.sections.has(&word) && has_number() {
            return Kind::Section;
        }
        if any.parts.has(&word) && has_number() || any.parts.has(&second) && is_ordinal(&word) {
            return Kind::Part;
        }
        if any.chapters.has(&word) && has_number() || any.chapters.has(&second) && is_ordinal(&word)
        {
            return Kind::Chapter;
        }
        let whole = trimmed(text);
        if any.headings.may_have(whole) && any.headings.has(&whole.to_lowercase())
            || any.headings.has(&word) && text.split_whitespace().count() <= 4
        {
            return Kind::Named;
        }
        Kind::of_sign(first, &word, rest).unwrap_or_else(|| {
            if is_capitals(text) {
                Kind::Capitals
            } else {
                Kind::Plain
            }
        })
    }

    /// The kind of a sign before a title: `IV:`, `3.`, `(A):`.
    fn of_sign(first: &str, word: &str, rest: &str) -> Option<Kind> {
        let is_alone = rest.is_empty();
        let is_closed =
            first.ends_with([':', '.', ')', '—', '-']) || rest.starts_with(['—', '–', '-']);
        let is_title = rest
            .trim_start_matches(['—', '–', '-', ' ', '“', '‘', '"', '('])
            .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if let Some(Digits::Decimal(depth)) = Sign::of(first).map(|sign| sign.digits) {
            return is_title.then_some(Kind::Decimal(depth));
        }
        if !(is_alone || is_closed && is_title) {
            return None;
        }
        let upper = first.chars().any(char::is_uppercase);
        if upper && roman(&latin(&word.to_uppercase())).is_some() {
            return Some(Kind::Roman);
        }
        if !is_alone && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Kind::Arabic);
        }
        (!is_alone && word.chars().count() == 1 && !is_initial(rest)).then_some(Kind::Letter)
    }

    /// The number that the words carry, for kinds that have one.
    pub fn value(self, text: &str) -> Option<u32> {
        if let Kind::Decimal(_) = self {
            let sign = text.split_whitespace().next().and_then(Sign::of);
            return sign.map(|sign| sign.value);
        }
        let words = text.split_whitespace().take(2).map(bare);
        let read = |word: Cow<'_, str>| match self {
            Kind::Letter => word
                .chars()
                .next()
                .filter(|_| word.len() == 1)
                .map(u32::from),
            _ => word
                .parse()
                .ok()
                .or_else(|| roman(&latin(&word.to_uppercase()))),
        };
        let mut values = words.filter_map(read);
        values
            .next()
            .filter(|_| self.is_numbered() && self != Kind::Named)
    }

    /// Whether the words carry a number or a name that only headings have.
    pub fn is_numbered(self) -> bool {
        !matches!(self, Kind::Plain | Kind::Capitals)
    }
}

/// Whether words begin with a letter and a stop, as a second initial does.
fn is_initial(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default();
    first.ends_with('.') && first.trim_end_matches('.').chars().count() == 1
}

/// Whether a line opens a chapter by its number or name: `Chapter 3`, `IV: Of Rent`, `XI. Of Stock`. A single letter with
/// a stop may be an initial.
pub(in crate::repair) fn opens_chapter(text: &str) -> bool {
    let sign = text.split_whitespace().next().unwrap_or_default();
    match Kind::of(text) {
        Kind::Part | Kind::Chapter => true,
        Kind::Roman => sign.ends_with(':') || bare(sign).chars().count() > 1,
        _ => false,
    }
}

fn bare(word: &str) -> Cow<'_, str> {
    lowered(trimmed(word))
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '§')
}

fn is_number(word: &str) -> bool {
    let is_digits = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    is_digits
        || roman(word).is_some()
        || is_ordinal(word)
        || Language::any().numbers.has(word)
        || word == "the"
}

fn is_ordinal(word: &str) -> bool {
    Language::any().ordinals.has(word)
}

/// Whether a Roman number stands between dashes, and nothing else: `- IV -`.
pub(super) fn is_number_alone(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| matches!(c, '-' | '–' | '—') || c.is_whitespace());
    inner.len() < text.len()
        && inner.bytes().all(|b| b.is_ascii_uppercase())
        && roman(inner).is_some()
}

/// Whether the words are a number and nothing else: `IV`, `Chapter 3`.
pub(super) fn is_bare(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (first, second) = (words.next(), words.next());
    if words.next().is_some() {
        return false;
    }
    let number = second.or(first).map(bare);
    number.is_some_and(|word| is_number(&word) || roman(&word).is_some())
        && Kind::of(text).is_numbered()
}

/// Whether a line that does not begin with a capital still begins like a title: `- IV -`, `b) Of Salt`.
pub(super) fn is_sign_first(text: &str) -> bool {
    let is_lettered = text.split_once(") ").is_some_and(|(sign, rest)| {
        sign.len() == 1
            && sign.bytes().all(|b| b.is_ascii_lowercase())
            && rest.starts_with(char::is_uppercase)
    });
    is_lettered || is_number_alone(text)
}

/// Whether all letters are capitals, and there are enough of them.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().take(4).count() == 4 && letters.all(char::is_uppercase)
}

/// Whether most words of some length begin with a capital, as in titles; false for fewer than two such words.
pub(super) fn is_title(text: &str) -> bool {
    let words = text
        .split_whitespace()
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let (mut count, mut upper) = (0, 0);
    for word in words {
        count += 1;
        let first = word.chars().find(|c| c.is_alphabetic());
        upper += usize::from(first.is_some_and(char::is_uppercase));
    }
    count >= 2 && upper * 5 >= count * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(Kind::of("Chapter IV"), Kind::Chapter);
        assert_eq!(Kind::of("Primera parte"), Kind::Part);
        assert_eq!(Kind::of("IV: Of Rent"), Kind::Roman);
        assert_eq!(Kind::of("(A): Of Land"), Kind::Letter);
        assert_eq!(Kind::of("1: Of Stock"), Kind::Arabic);
        assert_eq!(Kind::of("I have seen"), Kind::Plain);
        assert_eq!(Kind::of("Preface"), Kind::Named);
        assert_eq!(Kind::of("THE FLOOD"), Kind::Capitals);
    }
}
