//! Signs that may be calls of unknown number. In: running text, what stands raised in it, the candidates that show numbers.
//! Out: one candidate for each place, the heaviest first: raised signs, numbers, signs glued to a word or to a stop where
//! no sentence has them.

use super::{brackets, unread};
use crate::lexicon::Lexicon;
use crate::repair::foot::rows::Reading;
use crate::repair::foot::signs::{is_odd, is_open, is_quote};
use crate::repair::noterefs::candidates::{Candidate, Stand, blanks_before, word_before};
use std::ops::Range;

/// What speaks for a raised sign; for one that closes a quotation that is open.
const RAISED: f32 = 6.0;
pub(super) const RAISED_CLOSING: f32 = 4.0;
/// The same of a number glued to a word or a stop, at the most.
const NUMBER: f32 = 3.9;
/// The same of signs that stand in no prose, behind a word or a stop; of a quotation mark that opens one there; of several
/// marks in one place.
const ODD: f32 = 3.9;
/// The same of a degree behind a number.
const DEGREE: f32 = -2.0;
/// The same of a mark that closes nothing, behind a stop; behind a word; behind one that may have an apostrophe.
const BEHIND_STOP: f32 = 3.5;
const BEHIND_WORD: f32 = 2.5;
const APOSTROPHE: f32 = 0.0;
/// The same of a mark that may close a quotation.
const CLOSING: f32 = -1.2;
/// The same of one that would close a quotation that was opened more bytes ago than most have.
const CLOSING_FAR: f32 = 0.5;
const NEAR: usize = 500;
/// The same of a point of exclamation or question behind or before another stop; before a small word.
const DOUBLED: f32 = 2.5;
const BEFORE_SMALL: f32 = 1.5;
/// The same of the second of two such points; of one that may end its sentence.
const SECOND: f32 = 1.0;
const PLAIN: f32 = -1.0;
/// What weighs less is none.
const LEAST: f32 = -1.4;

/// The blank that stands before points in French.
const NARROW: char = '\u{202f}';
/// A call is no longer.
const SIGNS: usize = 3;

/// All of them, in the order of the text.
pub(super) fn calls(reading: &Reading, numbers: &[Candidate], lexicon: &Lexicon) -> Vec<Candidate> {
    let text = reading.text();
    let raised = reading
        .raised
        .iter()
        .filter(|range| !is_of_word(text, range, lexicon))
        .filter_map(|range| raised(text, range));
    let is_glued = |call: &&Candidate| {
        let is_set_so = matches!(
            call.stand,
            Stand::Word | Stand::Stop | Stand::Superior | Stand::Bracketed | Stand::Symbol
        );
        // A digit within a word is a letter misread.
        let is_ended = !text[call.range.end..].starts_with(char::is_alphanumeric);
        is_set_so && is_ended && call.weight >= 1.0
    };
    let numbers = numbers.iter().filter(is_glued);
    let numbers = numbers.map(|call| Candidate {
        blank: call.blank,
        ..unread(call.range.clone(), call.weight.min(NUMBER))
    });
    let signs = strays(text).into_iter().chain(brackets::signs(text));
    let mut found: Vec<Candidate> = raised.chain(numbers).chain(signs).collect();
    found.retain(|call| is_in_block(reading, call) && call.weight > LEAST);
    found.sort_by_key(|call| (call.range.start, call.range.end));
    let mut calls: Vec<Candidate> = Vec::new();
    for call in found {
        match calls.last_mut() {
            // The place of what stands raised is known.
            Some(last) if call.range.start < last.range.end => {
                let is_known = last.weight.max(call.weight) >= RAISED_CLOSING;
                let end = last.range.end.max(call.range.end);
                match call.weight > last.weight {
                    true if is_known => *last = call,
                    false if is_known => {}
                    _ => (last.range.end, last.weight) = (end, last.weight.max(call.weight)),
                }
            }
            _ => calls.push(call),
        }
    }
    brackets::close(text, &mut calls);
    calls
}

/// Whether a sign stands behind something in its row: what a row begins with is a speck.
fn is_in_block(reading: &Reading, call: &Candidate) -> bool {
    let row = reading.row_at(call.range.start);
    row.is_some_and(|row| reading.rows[row].ink.start < call.range.start)
}

/// Whether letters whose box was cut wrongly end a word that is known with them: no call takes them from it.
fn is_of_word(text: &str, range: &Range<usize>, lexicon: &Lexicon) -> bool {
    let sign = &text[range.clone()];
    sign.chars().all(char::is_alphabetic) && lexicon.is_known(word_before(text, range.end))
}

fn raised(text: &str, range: &Range<usize>) -> Option<Candidate> {
    let (sign, head, tail) = (
        &text[range.clone()],
        &text[..range.start],
        &text[range.end..],
    );
    let is_letters = sign.chars().all(char::is_alphabetic);
    let is_ordinal = is_letters && head.ends_with(|c: char| c.is_ascii_digit());
    let is_inside = is_letters && tail.starts_with(char::is_alphabetic);
    // A stop is the sentence's own, wherever its box is.
    let is_stop = sign.chars().all(|c| matches!(c, '.' | ',' | ';' | ':'));
    if is_ordinal || is_inside || is_stop || sign.chars().count() > SIGNS {
        return None;
    }
    let mark = sign.chars().next().filter(|_| sign.chars().count() == 1);
    let is_closing = mark.is_some_and(|c| is_quote(c) && is_open(head, c));
    let mut call = unread(
        range.clone(),
        if is_closing { RAISED_CLOSING } else { RAISED },
    );
    call.blank = blanks_before(text, range.start);
    Some(call)
}

/// Signs glued to what stands before them.
fn strays(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    let is_sign = |c: char| is_odd(c) || is_quote(c) || matches!(c, '?' | '!');
    while let Some(skipped) = text[at..].find(is_sign) {
        let start = at + skipped;
        let rest = &text[start..];
        let len = rest.find(|c| !is_sign(c)).unwrap_or(rest.len());
        at = start + len;
        let sign = &text[start..at];
        let is_ended = text[at..].chars().next().is_none_or(|c| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '—' | '–' | '-')
        });
        if is_ended && sign.chars().count() <= SIGNS {
            found.extend(stray(text, start..at));
        }
    }
    found
}

fn stray(text: &str, range: Range<usize>) -> Option<Candidate> {
    let (sign, head) = (&text[range.clone()], &text[..range.start]);
    // The narrow blank that French sets before a point.
    let head = head.trim_end_matches(NARROW);
    let before = head.chars().next_back().filter(|c| !c.is_whitespace())?;
    let is_stop = matches!(
        before,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '«' | '»'
    );
    if !is_stop && !before.is_alphanumeric() {
        return None;
    }
    let points = sign
        .chars()
        .take_while(|c| matches!(c, '?' | '!'))
        .map(char::len_utf8)
        .sum::<usize>();
    if points == sign.len() {
        return Some(point(text, range, (before, is_stop)));
    }
    // `What?”*`: the point is the sentence's own.
    let (range, is_stop) = match points {
        0 => (range, is_stop),
        _ => (range.start + points..range.end, true),
    };
    if let Some(call) = behind_mark(text, &range) {
        return Some(call);
    }
    let (sign, head) = (&text[range.clone()], &text[..range.start]);
    let weight = match sign.chars().next()? {
        _ if sign.contains(is_odd) && before.is_ascii_digit() && sign.starts_with(['°', 'º']) => {
            DEGREE
        }
        _ if sign.contains(is_odd) => return Some(unread(behind_closing(text, range), ODD)),
        '“' | '‘' => ODD,
        c if is_open(head, c) => closing(head, c),
        // Scans show a double mark as a single one.
        '’' | '\'' if is_stop && is_open(head, '”') => closing(head, '”'),
        _ if sign.chars().count() > 1 || is_stop => BEHIND_STOP,
        '"' | '”' => BEHIND_WORD,
        _ => match word_before(head, head.len()) {
            word if word.ends_with('s') || word.chars().count() <= 2 => APOSTROPHE,
            _ => BEHIND_WORD,
        },
    };
    Some(unread(range, weight))
}

/// What speaks for a mark that may close a quotation: scans lose marks, and one that was opened long ago may be closed.
fn closing(head: &str, mark: char) -> f32 {
    let near = &head[head.ceil_char_boundary(head.len().saturating_sub(NEAR))..];
    if is_open(near, mark) {
        CLOSING
    } else {
        CLOSING_FAR
    }
}

/// What stands behind a mark that closes a quotation, if that closes nothing: `so.””`, `so.”!`.
fn behind_mark(text: &str, range: &Range<usize>) -> Option<Candidate> {
    let (sign, head) = (&text[range.clone()], &text[..range.start]);
    let first = sign
        .chars()
        .next()
        .filter(|&c| is_quote(c) && is_open(head, c))?;
    let start = range.start + first.len_utf8();
    let next = text[start..range.end].chars().next()?;
    let weight = match next {
        _ if sign.contains(is_odd) => return None,
        _ if !is_quote(next) => DOUBLED,
        _ if is_open(&text[..start], next) => return None,
        _ => BEHIND_STOP,
    };
    Some(unread(start..range.end, weight))
}

/// The odd signs of some: the quotation mark before them is the sentence's own, if it closes one.
fn behind_closing(text: &str, range: Range<usize>) -> Range<usize> {
    let first = text[range.clone()].chars().next().unwrap_or_default();
    let is_own = is_quote(first) && is_open(&text[..range.start], first);
    match is_own && range.len() > first.len_utf8() {
        true => range.start + first.len_utf8()..range.end,
        false => range,
    }
}

/// A point of exclamation or question: one that ends no sentence, the second of two, one that may end a sentence.
fn point(text: &str, range: Range<usize>, (before, is_stop): (char, bool)) -> Candidate {
    let head = &text[..range.start];
    let blank = head.len() - head.trim_end_matches(NARROW).len();
    let tail = &text[range.end..];
    if range.len() > 1 {
        return unread(range.end - 1..range.end, SECOND);
    }
    let weight = match tail.trim_start().chars().next() {
        _ if is_stop && !matches!(before, '!' | '?') => DOUBLED,
        Some('.' | ',' | ';' | ':') if !tail.starts_with(char::is_whitespace) => DOUBLED,
        Some(c) if c.is_lowercase() => BEFORE_SMALL,
        _ => PLAIN,
    };
    Candidate {
        blank,
        ..unread(range, weight)
    }
}
