//! Calls in brackets, and with half of one, as scans show them: `word (1)`, `word ({)`, `word!)`. In: running text, and the
//! candidates in it. Out: more candidates; each with its brackets; and, where the bodies of a text are labelled so, what that
//! says for those that have brackets and against those that have none.

use super::unread;
use crate::repair::foot::unread::labels::in_brackets;
use crate::repair::noterefs::candidates::Candidate;
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

    #[test]
    fn what_looks_like_a_number_in_brackets_is_one() {
        let text = "the weir (1) and the mill ({) or the (old) one (!)";
        let found = signs(text);
        let found: Vec<&str> = found.iter().map(|call| &text[call.range.clone()]).collect();
        assert_eq!(found, ["(1)", "({)", "(!)"]);
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
