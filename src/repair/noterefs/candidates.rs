//! What may be a call. In: running text. Out: [`Candidate`]s with what speaks for each before anything is known of the
//! bodies. The decoys (years, sums, dates, ordinals, list numbers) get little or are left out.

use super::clauses::Words;
use super::digits::{digits, spaced};
use super::raised;
use super::words::is_reference;
use super::{halves, letters, parts, twins};
use crate::lexicon::Lexicon;
use crate::repair::foot::marks;
use crate::repair::foot::rows::Reading;
use std::ops::Range;

/// What kind of place a candidate stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Superior digits.
    Superior,
    /// In brackets or parentheses.
    Bracketed,
    /// A symbol.
    Symbol,
    /// Digits glued to a word.
    Word,
    /// Digits glued to a stop or a quotation mark.
    Stop,
    /// Digits glued to a year.
    Year,
    /// Digits glued to another number.
    Number,
    /// Set apart by a blank.
    Stray,
    /// On a line of its own.
    OwnLine,
    /// Letters that scans confuse with digits.
    Misread,
    /// A letter by itself that scans take a symbol for.
    Lettered,
    /// A sign that a scan shows in the place of a figure.
    Unread,
}

/// A mark that may be a call.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its number.
    pub value: u32,
    /// What speaks for a call, in natural-log units.
    pub weight: f32,
    /// What the habit of the text says for it, once that is learnt.
    pub habit: f32,
    /// Where it stands.
    pub stand: Stand,
    /// Bytes of blanks before it that a call would not have.
    pub blank: usize,
    /// Whether a closing bracket stands behind it that nothing opened: `word1)`.
    pub is_half: bool,
}

impl Candidate {
    /// One at once behind what stands before it.
    #[must_use]
    pub fn new(range: Range<usize>, value: u32, weight: f32, stand: Stand) -> Candidate {
        Candidate {
            range,
            value,
            weight,
            habit: 0.0,
            stand,
            blank: 0,
            is_half: false,
        }
    }

    /// The same with the blanks before it, of which it is to be rid.
    pub(super) fn behind_blanks(self, text: &str) -> Candidate {
        let blank = blanks_before(text, self.range.start);
        Candidate { blank, ..self }
    }

    /// All that speaks for it before anything is known of the bodies.
    #[must_use]
    pub fn sum(&self) -> f32 {
        self.weight + self.habit
    }

    /// Whether it is set as calls are and weighs enough, whatever else there is.
    #[must_use]
    pub fn is_plain(&self, weight: f32) -> bool {
        let is_set_as_one = matches!(self.stand, Stand::Superior | Stand::Word | Stand::Stop);
        is_set_as_one && self.weight >= weight
    }

    /// Whether none of some others, which are in the order of the text, stands in its place.
    #[must_use]
    pub fn is_apart(&self, others: &[&Candidate]) -> bool {
        let next = others.partition_point(|other| other.range.end <= self.range.start);
        let next = others.get(next);
        next.is_none_or(|other| other.range.start >= self.range.end)
    }
}

/// All candidates of a reading: those of its text, and what its pages show of them.
#[must_use]
pub fn of(reading: &Reading, lexicon: &Lexicon) -> Vec<Candidate> {
    let mut calls = candidates(reading.text(), lexicon);
    raised::see(reading.text(), &reading.raised, &mut calls);
    twins::part(reading.text(), &mut calls);
    calls
}

/// All candidates of a text, in order; two readings of one place follow each other.
#[must_use]
pub fn candidates(text: &str, lexicon: &Lexicon) -> Vec<Candidate> {
    let words = Words::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    // Nearly all bytes are ASCII, and nearly none of them begins a call.
    let begins: [bool; 128] = std::array::from_fn(|byte| may_begin(char::from(byte as u8)));
    let may = |byte: &u8| begins.get(usize::from(*byte)).is_none_or(|begins| *begins);
    while let Some(skipped) = text.as_bytes()[at..].iter().position(may) {
        at += skipped;
        let c = text[at..].chars().next().unwrap_or_default();
        let len = c.len_utf8();
        if !may_begin(c) {
            at += len;
            continue;
        }
        let taken = if c.is_ascii_digit() {
            digits(text, at, &words, &mut found)
        } else if matches!(c, '[' | '(') {
            bracketed(text, at, &mut found)
        } else if marks::superior(c).is_some() {
            superior(text, at, &mut found)
        } else if marks::symbol(c).is_some() {
            symbol(text, at, &mut found)
        } else {
            None
        };
        if taken.is_none() && marks::lettered(c).is_some() {
            found.extend(lettered(text, at));
        }
        if taken.is_none() && is_confused(c) {
            found.extend(misread(text, at, &words, lexicon));
        }
        at += taken.unwrap_or(len);
    }
    letters::find(text, &mut found);
    found.sort_by_key(|c| (c.range.start, c.range.end));
    halves::find(text, &mut found);
    parts::weigh(text, &mut found);
    found
}

/// Whether a call may begin with a character.
fn may_begin(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '|' => is_confused(c) || marks::lettered(c).is_some(),
        '0'..='9' | '[' | '(' | '+' => true,
        c => marks::superior(c).is_some() || marks::symbol(c).is_some(),
    }
}

/// Whether scans take a character for a digit.
fn is_confused(c: char) -> bool {
    matches!(c, 'l' | 'I' | 'S' | 'O' | 'B' | '|' | 'o')
}

fn superior(text: &str, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let (value, len) = marks::superiors(&text[at..])?;
    let glued = text[..at].ends_with(|c: char| !c.is_whitespace());
    // `m²` and `10³` are sums.
    let is_power = len <= 2 && text[..at].ends_with(|c: char| c.is_ascii_digit())
        || value <= 3 && word_before(text, at).len() == 1;
    let weight = match (is_power, glued) {
        (true, _) => 0.5,
        (false, true) => 6.0,
        (false, false) => 4.0,
    };
    let call = Candidate::new(at..at + len, value, weight, Stand::Superior);
    found.push(call.behind_blanks(text));
    Some(len)
}

/// What speaks for a symbol behind a blank and a word: sums and bullets have no word there.
const BEHIND_WORD: f32 = 2.5;
/// What speaks against one at the head of a row.
const HEADS_ROW: f32 = -2.0;
/// Letters that a word has at least: fewer are those of a formula.
const WORD: usize = 2;

/// Whether a word stands before a place and the blanks before it, with or without a stop.
fn is_behind_word(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end();
    let head = head.trim_end_matches(['.', ',', ';', ':', '!', '?', '”', '"', '»', ')']);
    word_before(text, head.len())
        .chars()
        .nth(WORD - 1)
        .is_some()
}

fn symbol(text: &str, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let (value, len) = marks::symbols(&text[at..])?;
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let glued = before.is_some_and(|c| !c.is_whitespace());
    let is_section = matches!(text[at..].chars().next(), Some('§' | '¶'))
        && text[at + len..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit());
    let is_inside = after.is_some_and(char::is_alphanumeric);
    // Bullets, and stars that are part of paths, patterns and rules.
    let is_bullet = !glued && letters::heads_item(text, at, at + len);
    let is_behind_word = !glued && is_behind_word(text, at);
    let is_pattern = glued && before.is_some_and(|c| matches!(c, '/' | '\\' | '_' | '|' | '='))
        || after == Some('{');
    if is_section || (glued && is_inside && before.is_some_and(char::is_alphanumeric)) {
        return Some(len);
    }
    let weight = match (glued, is_inside) {
        _ if is_pattern => -2.0,
        (false, _) if is_bullet => HEADS_ROW,
        (true, false) => 4.0,
        (true, true) => 2.0,
        (false, false) if is_behind_word => BEHIND_WORD,
        (false, false) => 0.5,
        (false, true) => -1.0,
    };
    let call = Candidate::new(at..at + len, value, weight, Stand::Symbol);
    found.push(call.behind_blanks(text));
    Some(len)
}

fn bracketed(text: &str, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let rest = &text[at + 1..];
    let close = if text[at..].starts_with('[') {
        ']'
    } else {
        ')'
    };
    let open_blank = rest.len() - rest.trim_start_matches(' ').len();
    let inner = &rest[open_blank..];
    let (value, misread, len) = marks::symbols(inner)
        .map(|(v, l)| (v, 0, l))
        .or_else(|| spaced(inner))
        .or_else(|| marks::number(inner))?;
    let tail = inner[len..].trim_start_matches(' ');
    if !tail.starts_with(close) || misread == 9 && close == ')' {
        return None;
    }
    let whole = text[at..].len() - tail.len() + 1;
    let before = text[..at].chars().next_back();
    let blank = blanks_before(text, at);
    let mut weight = match (close, before.is_some_and(|c| !c.is_whitespace())) {
        // `on page [*]`: a reference that was never filled in.
        (_, false) if is_reference(word_before(text, at - blank)) => -3.5,
        (']', true) => 5.0,
        (']', false) => 3.0,
        _ if is_item(text, at, tail) => -3.5,
        (_, true) => 3.5,
        // A body, perhaps.
        _ if value > marks::SYMBOLS && letters::heads_item(text, at, at + whole) => HEADS_ROW,
        // Nothing is counted by symbols.
        _ if value > marks::SYMBOLS => 3.0,
        (_, false) => parts::FREE,
    };
    weight -= f32::from(misread.min(2));
    let stand = match is_own_line(text, at, at + whole) {
        true => Stand::OwnLine,
        false => Stand::Bracketed,
    };
    let call = Candidate::new(at..at + whole, value, weight, stand);
    found.push(call.behind_blanks(text));
    Some(whole)
}

/// Whether a number in parentheses counts the parts of a sentence, `(1) that …; (2) that …`, or heads a paragraph.
fn is_item(text: &str, at: usize, tail: &str) -> bool {
    let head = text[..at].trim_end_matches([' ', '\t']);
    let rest = &tail[1..];
    let opens = rest.starts_with(char::is_whitespace)
        && rest
            .trim_start()
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '‘' | '"' | '«'));
    let blank = &head[head.trim_end().len()..];
    let is_first = head.is_empty() || blank.matches('\n').count() > 1;
    opens && (is_first || head.ends_with([':', ';', '—', '–']))
}

/// What speaks for a letter that is no word, by itself, as the symbol that scans read so.
const LETTERED: f32 = 2.0;

/// A letter by itself that may be a symbol.
fn lettered(text: &str, at: usize) -> Option<Candidate> {
    let rank = marks::lettered(text[at..].chars().next()?)?;
    let is_apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let (before, after) = (
        text[..at].chars().next_back(),
        text[at + 1..].chars().next(),
    );
    let value = marks::SYMBOLS + rank;
    let call = || Candidate::new(at..at + 1, value, LETTERED, Stand::Lettered);
    (is_apart(before) && is_apart(after)).then(|| call().behind_blanks(text))
}

/// Letters that may be digits, at the end of a word or after a stop.
fn misread(text: &str, at: usize, words: &Words<'_>, lexicon: &Lexicon) -> Option<Candidate> {
    let (value, letters, len) = marks::number(&text[at..])?;
    let end = at + len;
    if text[end..].starts_with(|c: char| c.is_alphanumeric()) || value == 0 || len > 3 {
        return None;
    }
    let weight = match text[..at].chars().next_back()? {
        c if c.is_alphabetic() => {
            let stem = word_before(text, at);
            let whole = &text[at - stem.len()..end];
            let is_new = || !lexicon.is_known(whole) && words.count(whole) <= 2;
            if stem.chars().count() < 3 || !stem.ends_with(char::is_lowercase) || !is_new() {
                return None;
            }
            let is_word = words.count(stem) > 0 || letters < 9;
            let known = if is_word { 1.0 } else { -1.5 };
            if letters < 9 { 1.5 } else { known - 2.0 }
        }
        // `U.S.`, `J. S. Mill`: initials.
        '.' if letters == 9 && word_before(text, at - 1).chars().count() == 1 => return None,
        '.' | ',' | ';' | ':' | '!' | '?' | '”' | '’' | ')' | '"' => {
            if letters < 9 {
                2.0
            } else {
                0.5
            }
        }
        _ => return None,
    };
    Some(Candidate::new(at..end, value, weight, Stand::Misread))
}

/// The letters that end at `at`.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let head = &text[..at];
    &head[head.trim_end_matches(|c: char| c.is_alphabetic()).len()..]
}

/// Whether nothing else stands in the lines of a range.
pub(super) fn is_own_line(text: &str, start: usize, end: usize) -> bool {
    let head = text[..start].trim_end_matches([' ', '\t']);
    let tail = text[end..].trim_start_matches([' ', '\t', '\r']);
    head.ends_with('\n') && (tail.is_empty() || tail.starts_with('\n'))
}

/// Bytes of blanks before a candidate, line ends included.
pub(super) fn blanks_before(text: &str, at: usize) -> usize {
    at - text[..at].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(text: &str) -> Vec<f32> {
        let found = candidates(text, &Lexicon::new("en", &[]));
        let symbols = found.iter().filter(|call| call.value > marks::SYMBOLS);
        symbols.map(|call| call.weight).collect()
    }

    #[test]
    fn a_symbol_behind_a_blank_is_a_call_where_a_word_stands_before_it() {
        assert_eq!(weights("the mill * was dry. * And"), [BEHIND_WORD; 2]);
        assert_eq!(weights("the mill\n* was dry"), [BEHIND_WORD]);
        assert_eq!(weights("as 2 * 3 is"), [0.5]);
    }

    #[test]
    fn a_symbol_that_heads_a_row_calls_nothing() {
        assert_eq!(weights("was dry.\n* The mill"), [HEADS_ROW]);
        assert_eq!(weights("was dry.\n  (*) The mill"), [HEADS_ROW]);
    }
}
