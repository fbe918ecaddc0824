//! Calls in brackets, and with half of one, as scans show them: `word (1)`, `word ({)`, `word!)`. In: running text, and the
//! candidates in it. Out: more candidates; each with its brackets; and, where the bodies of a text are labelled so, what that
//! says for those that have brackets and against those that have none.

use super::unread;
use crate::repair::foot::unread::labels::in_brackets;
use crate::repair::foot::unread::letters;
use crate::repair::noterefs::candidates::{Candidate, word_before};
use crate::repair::noterefs::halves::is_open;

/// What speaks for signs in brackets that stand in no prose; for `(!)` and `(?)`, which a text has for itself.
const WHOLE: f32 = 3.5;
const COMMENT: f32 = -1.0;
/// What speaks at the least for a sign before a bracket that nothing opened.
const HALF: f32 = 4.5;
/// A number in brackets has fewer bytes with the one that closes it.
const NEAR: usize = 12;
/// Where labels and calls have brackets: what it says against a sign that has none.
const BARE: f32 = -5.0;
/// Where notes are counted by letters: what speaks at the least for a letter in brackets, and what for one that counts the
/// parts of a sentence.
const LETTER: f32 = 3.5;
const PART: f32 = -3.0;
/// What weighs less has its reason: it heads an item, or belongs to a law.
const EXPLAINED: f32 = -1.0;
/// Bytes within which the parts of a sentence are counted, and letters of the longest word that joins them: `oder`.
const PARTS: usize = 400;
const JOINS: usize = 4;
/// So many of the bodies, as one in so many, have them.
const SHARE: usize = 2;

/// What stands in brackets and may be a number.
pub(super) fn signs(text: &str) -> Vec<Candidate> {
    let whole = |(at, _): (usize, &str)| {
        let rest = &text[at + 1..];
        let near = &rest[..rest.floor_char_boundary(NEAR)];
        let len = near.find([')', ']'])?;
        let inner = &near[..len];
        let weight = match inner {
            "!" | "?" => COMMENT,
            _ if in_brackets(inner) => WHOLE,
            _ => return None,
        };
        Some(unread(at..at + len + 2, weight).behind_blanks(text))
    };
    text.match_indices(['(', '[']).filter_map(whole).collect()
}

/// Gives candidates the half bracket behind them.
pub(super) fn close(text: &str, calls: &mut [Candidate]) {
    for call in calls.iter_mut() {
        let is_half = text[call.range.end..].starts_with(')') && !is_open(text, call.range.start);
        if is_half {
            call.range.end += 1;
            call.weight = call.weight.max(HALF);
        }
    }
}

/// Weighs letters in brackets where notes are counted by them: they are calls, but for those that count parts: `of three: (a) a
/// mill, (b) a weir`.
pub(super) fn weigh_letters(text: &str, calls: &mut [Candidate]) {
    let mut part: Option<(u32, usize)> = None;
    for call in calls.iter_mut().filter(|call| letters::is_one(call.value)) {
        let (at, value) = (call.range.start, call.value);
        let head = text[..at].trim_end();
        let is_next = part.is_some_and(|(last, end)| value == last + 1 && at - end <= PARTS);
        let is_part = call.blank > 0 && (head.ends_with([':', '—']) || is_next && ends_part(head));
        if is_part {
            part = Some((value, call.range.end));
            call.weight = PART;
        } else if call.weight >= EXPLAINED {
            call.weight = call.weight.max(LETTER);
        }
    }
}

/// Whether a text ends where a part of a sentence may begin: behind a stop, or behind the small word that joins the last part.
fn ends_part(head: &str) -> bool {
    let word = word_before(head, head.len());
    head.ends_with([',', ';', '.']) || (1..=JOINS).contains(&word.chars().count())
}

/// Whether a sign ends in a bracket.
pub(super) fn has_one(sign: &str) -> bool {
    sign.trim().ends_with([')', ']'])
}

/// Where so many labels of the bodies have brackets, and calls have, too, those without are none.
pub(super) fn weigh(text: &str, calls: &mut [Candidate], bodies: usize, labelled: usize) {
    let is_own = |call: &Candidate| has_one(&text[call.range.clone()]);
    let own = calls.iter().filter(|call| is_own(call)).count();
    if bodies > 0 && labelled.min(own) * SHARE >= bodies {
        let bare = calls.iter_mut().filter(|call| !is_own(call));
        bare.for_each(|call| call.weight += BARE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn what_looks_like_a_number_in_brackets_is_one() {
        let text = "the weir (1) and the mill ({) or the (old) one (!)";
        let found = signs(text);
        let found: Vec<&str> = found.iter().map(|call| &text[call.range.clone()]).collect();
        assert_eq!(found, ["(1)", "({)", "(!)"]);
    }

    #[test]
    fn letters_are_calls_unless_they_count_parts() {
        let text = "dry (a) was of two: (a) a mill, (b) a weir and (c) oars; the barn (b) stood";
        let mut calls =
            crate::repair::noterefs::candidates::candidates(text, &Lexicon::new("en", &[]));
        calls.retain(|call| letters::is_one(call.value));
        weigh_letters(text, &mut calls);
        let weights: Vec<f32> = calls.iter().map(|call| call.weight).collect();
        assert_eq!(weights, [LETTER, PART, PART, PART, LETTER]);
    }

    #[test]
    fn half_a_bracket_is_the_call_s() {
        let closed = |text: &str, sign: &str| {
            let at = text.find(sign).unwrap();
            let mut calls = [unread(at..at + sign.len(), 0.0)];
            close(text, &mut calls);
            (text[calls[0].range.clone()].to_string(), calls[0].weight)
        };
        assert_eq!(closed("the weir!) was dry", "!"), ("!)".into(), HALF));
        assert_eq!(closed("the weir (so dry!) was", "!"), ("!".into(), 0.0));
    }

    #[test]
    fn where_notes_have_brackets_signs_without_are_none() {
        let text = "dry; (1) and (2) or wet\"";
        let mut calls = signs(text);
        calls.push(unread(text.len() - 1..text.len(), 2.5));
        weigh(text, &mut calls, 2, 2);
        assert!(calls[0].weight > 0.0 && calls[2].weight < 0.0);
        weigh(text, &mut calls, 2, 0);
        assert_eq!(calls[2].weight, 2.5 + BARE);
    }
}
