//! The labels of notes as scans show them. In: a row. Out: how many of its first bytes are the label, and what they say for a
//! body: raised signs, numbers, signs in brackets, signs that open no sentence, a letter before a capital.

use crate::repair::foot::rows::Reading;
use crate::repair::foot::signs::{is_odd, is_quote};

/// What a raised sign at the head of a row says for a body.
const RAISED: f32 = 4.0;
/// The same of a number, of one before a word that is written small, and what it says that it is the next.
const NUMBER: f32 = 2.5;
const BEFORE_LOWER: f32 = 1.0;
const NEXT: f32 = 2.5;
/// The same of a number, or of what may be one, in brackets.
const BRACKETED: f32 = 3.5;
/// The same of a sign that opens no sentence.
const SIGN: f32 = 2.5;
/// The same of a letter that is a figure misread.
const LETTER: f32 = 1.5;

/// A label has no more bytes before its raised sign (specks), no more digits, no more signs.
const SPECKS: usize = 3;
const DIGITS: usize = 3;
const SIGNS: usize = 3;

/// The label that a row begins with, below a body with the number `before`; 0 bytes for none.
pub(super) fn label(reading: &Reading, row: usize, before: Option<u32>) -> (usize, f32) {
    let ink = reading.ink(row);
    raised(reading, row)
        .or_else(|| bracketed(ink))
        .or_else(|| number(ink, before))
        .or_else(|| signs(reading, row))
        .or_else(|| guillemet(reading, row))
        .or_else(|| letter(ink))
        .map_or((0, 0.0), |(len, weight)| (closed(ink, len), weight))
}

/// The length of a label with the bracket or the stop that closes it: `1)`, `1.`, `*)`.
fn closed(ink: &str, len: usize) -> usize {
    let (label, rest) = ink.split_at(len);
    let is_number = label.ends_with(|c: char| c.is_ascii_digit());
    let is_closed = rest.starts_with(')') || is_number && rest.starts_with(". ");
    len + usize::from(is_closed)
}

fn raised(reading: &Reading, row: usize) -> Option<(usize, f32)> {
    let ink = reading.rows[row].ink.clone();
    let next = reading
        .raised
        .partition_point(|range| range.end <= ink.start);
    let range = reading.raised.get(next)?;
    let specks = reading.text().get(ink.start..range.start)?;
    let is_head = specks.len() <= SPECKS && !specks.chars().any(char::is_alphanumeric);
    let is_short = reading.text()[range.clone()].chars().count() <= SIGNS;
    (is_head && is_short && range.end <= ink.end).then_some((range.end - ink.start, RAISED))
}

/// `(1)`, `({)`: what stands in brackets is a number, or looks like one to a program.
fn bracketed(ink: &str) -> Option<(usize, f32)> {
    let rest = ink.strip_prefix(['(', '['])?;
    let len = rest.find([')', ']'])?;
    let is_label = in_brackets(&rest[..len]) && rest.len() > len + 1;
    is_label.then_some((len + 2, BRACKETED))
}

/// Whether some letters in brackets may be the number of a note.
pub(crate) fn in_brackets(inner: &str) -> bool {
    let is_figure = |c: char| {
        c.is_ascii_digit() || is_odd(c) || is_quote(c) || matches!(c, '{' | '}' | '!' | '?' | 'l')
    };
    (1..=SIGNS).contains(&inner.chars().count()) && inner.chars().all(is_figure)
}

fn number(ink: &str, before: Option<u32>) -> Option<(usize, f32)> {
    let digits = ink.len() - ink.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value: u32 = ink[..digits].parse().ok()?;
    if digits > DIGITS || value == 0 {
        return None;
    }
    let odd = ink[digits..]
        .chars()
        .take(1)
        .filter(|&c| is_odd(c) || c == '!');
    let len = digits + odd.map(char::len_utf8).sum::<usize>();
    let rest = &ink[len..];
    let is_glued_low = rest.starts_with(char::is_lowercase);
    let is_amount = rest.starts_with(['.', ',', ':', '-', '–', '/', '%'])
        && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if is_glued_low || is_amount {
        return None;
    }
    let words = match ink[closed(ink, len)..]
        .trim_start()
        .starts_with(char::is_lowercase)
    {
        true => BEFORE_LOWER,
        false => NUMBER,
    };
    let is_next = before.is_some_and(|before| value == before + 1);
    Some((len, words + if is_next { NEXT } else { 0.0 }))
}

/// Signs that open no sentence: a quotation mark does, if another closes it before the foot ends.
fn signs(reading: &Reading, row: usize) -> Option<(usize, f32)> {
    let ink = reading.ink(row);
    // A dagger looks like a plus.
    let is_sign = |c: char| is_odd(c) || is_quote(c) || matches!(c, '?' | '!' | '+');
    let len = ink.len() - ink.trim_start_matches(is_sign).len();
    let count = ink[..len].chars().count();
    let rest = ink[closed(ink, len)..].trim_start();
    let has_words = rest.starts_with(|c: char| c.is_alphanumeric() || is_quote(c) || is_opening(c));
    if !(1..=SIGNS).contains(&count) || !has_words {
        return None;
    }
    let is_quotation = count == 1 && ink.starts_with(['“', '"']) && is_closed(reading, row, len);
    (!is_quotation).then_some((len, SIGN))
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '«' | '»' | '„' | '“')
}

/// Whether a quotation that a row opens is closed before its page ends and before another is opened.
fn is_closed(reading: &Reading, row: usize, len: usize) -> bool {
    let page = reading.rows[row].page;
    let rows = reading.rows[row..].iter().take_while(|r| r.page == page);
    let end = rows.last().map_or(0, |last| last.ink.end);
    let rest = &reading.text()[reading.rows[row].ink.start + len..end];
    let straight = reading.ink(row).starts_with('"');
    let next = rest.find(|c: char| matches!(c, '“' | '”') || straight && c == '"');
    next.is_some_and(|at| !rest[at..].starts_with('“'))
}

/// A guillemet before a blank, which closes nothing: one that opens a quotation has no blank behind it but in French, where it
/// points the other way.
fn guillemet(reading: &Reading, row: usize) -> Option<(usize, f32)> {
    let rest = reading.ink(row).strip_prefix('»')?;
    let head = &reading.text()[..reading.rows[row].ink.start];
    // `« mot` opens, `Wort.« ` closes.
    let opens = |at: usize| {
        head[at..].starts_with('«') && !head[..at].ends_with(|c: char| !c.is_whitespace())
    };
    let is_open = head.rfind(['«', '»']).is_some_and(opens);
    let has_words = rest.trim_start().starts_with(char::is_alphanumeric);
    (rest.starts_with(char::is_whitespace) && has_words && !is_open)
        .then_some(('»'.len_utf8(), SIGN))
}

/// A letter that stands for a figure, before a word with a capital: `lInvention`, `ЗИмператор`; and one that is no word,
/// and stands for a figure or a dagger, apart from it: `t Invention`.
fn letter(ink: &str) -> Option<(usize, f32)> {
    let apart = ink
        .strip_prefix(['t', 'f', 'l'])
        .and_then(|rest| rest.strip_prefix(' '));
    let is_head = |c: char| c.is_uppercase() || is_quote(c) || is_opening(c);
    if apart.is_some_and(|rest| rest.starts_with(is_head)) {
        return Some((1, LETTER));
    }
    let mut chars = ink.chars();
    let (first, second, third) = (chars.next()?, chars.next()?, chars.next()?);
    let is_figure = matches!(
        first,
        'l' | 'I' | 'i' | 'Î' | 'J' | 'j' | 't' | 'f' | 'З' | 'S' | 'T' | '|'
    );
    (is_figure && second.is_uppercase() && third.is_lowercase())
        .then_some((first.len_utf8(), LETTER))
}
