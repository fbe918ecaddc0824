//! Letters that may be calls: `(a)`, `[b]`, ` c)`. In: running text. Out: candidates, weighed as numbers in brackets are; the
//! endings that a word may have (`friend(s)`) and the points of a law (`art. 5 b)`) get little.

use super::candidates::{Candidate, Stand, word_before};
use super::words::is_reference;
use super::{halves, parts};
use crate::repair::foot::marks::letters::{enclosed, letter};

/// What speaks for a letter in square brackets, and in round ones or half of them behind a stop.
const SQUARE: f32 = 4.0;
const ROUND: f32 = 3.0;
/// The same glued to a word: some words have such an ending.
const ENDING: f32 = 0.0;
/// What speaks against a letter behind a number, or behind a word that speaks of some place.
const POINT: f32 = -4.0;
/// What speaks against one that heads an item.
const ITEM: f32 = -4.0;

/// Finds them.
pub(super) fn find(text: &str, found: &mut Vec<Candidate>) {
    let closed = text
        .bytes()
        .enumerate()
        .filter(|byte| matches!(byte.1, b')' | b']'));
    for (end, _) in closed {
        let Some(c) = text[..end].chars().next_back() else {
            continue;
        };
        if letter(c).is_none() {
            continue;
        }
        let bare = end - c.len_utf8();
        let opener = text[..bare].ends_with(['(', '[']);
        let at = bare - usize::from(opener);
        let Some((value, len)) = enclosed(&text[at..]) else {
            continue;
        };
        let is_inside = text[..at].ends_with(char::is_alphanumeric) || halves::is_open(text, at);
        if !opener && is_inside {
            continue;
        }
        let call = Candidate::new(at..at + len, value, weigh(text, at, len), Stand::Bracketed);
        found.push(call.behind_blanks(text));
    }
}

fn weigh(text: &str, at: usize, len: usize) -> f32 {
    let head = text[..at].trim_end();
    let word = word_before(text, head.len());
    let dotted = head
        .strip_suffix('.')
        .map_or("", |head| word_before(text, head.len()));
    let is_point =
        head.ends_with(|c: char| c.is_ascii_digit()) || is_reference(word) || is_reference(dotted);
    let before = text[..at].chars().next_back();
    match before {
        _ if is_point => POINT,
        _ if heads_item(text, at, at + len) => ITEM,
        Some(c) if c.is_alphabetic() => ENDING,
        Some(c) if c.is_whitespace() => parts::FREE,
        None => parts::FREE,
        _ if text[at..].starts_with('[') => SQUARE,
        _ => ROUND,
    }
}

/// Whether a letter or a symbol stands at the head of its row, and not within a clause.
pub(super) fn heads_item(text: &str, at: usize, end: usize) -> bool {
    let head = text[..at].trim_end_matches([' ', '\t']);
    let above = head.trim_end_matches(['\n', '\r', '\u{c}']);
    let is_first = head.is_empty() || above.len() < head.len();
    let next = text[end..].trim_start();
    let is_clause = above.ends_with(|c: char| c.is_alphabetic() || c == ',')
        && next.starts_with(char::is_lowercase);
    is_first && !is_clause
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(text: &str) -> Vec<f32> {
        let mut found = Vec::new();
        find(text, &mut found);
        found.iter().map(|call| call.weight).collect()
    }

    #[test]
    fn letters_behind_words_and_stops_may_be_calls() {
        assert_eq!(
            weights("the oar (a) was new.[b] The"),
            [parts::FREE, SQUARE]
        );
        assert_eq!(weights("the oar, a) which was new"), [parts::FREE]);
    }

    #[test]
    fn endings_points_and_items_hardly_are() {
        assert_eq!(weights("the oar(s), art. 5 b) of it"), [ENDING, POINT]);
        assert_eq!(weights("these:\n  a) the oar;\n"), [ITEM]);
        assert!(weights("(the oar and a) no, nor (x y a) it").is_empty());
    }
}
