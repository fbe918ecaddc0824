//! Calls with half a bracket: `word1)`, `word*)`, `word 1)`. In: candidates for calls, and the links. Out: which candidates have
//! a closing bracket behind them that nothing opened; it is the call's where that is how the text sets its calls.

use super::align::Link;
use super::candidates::{Candidate, Stand};
use super::parts;

/// Bytes before a bracket in which the one that opens it is looked for.
const REACH: usize = 600;

/// What a number weighs behind a word that it belongs to, at the most: `p. 5)`, and one that heads an item.
const REFERENCE: f32 = -5.5;

/// What a symbol weighs with half a bracket, also behind a blank.
const SYMBOL: f32 = 3.0;

/// So many calls with half a bracket are a habit, and one in so many of all at least.
const FEWEST: usize = 2;
const SHARE: usize = 2;

/// Finds the candidates with half a bracket.
pub(super) fn find(text: &str, found: &mut [Candidate]) {
    for call in found {
        let rest = &text[call.range.end..];
        call.is_half = rest.starts_with(')')
            && !matches!(call.stand, Stand::Bracketed | Stand::OwnLine)
            && (rest.starts_with("))") || !is_open(text, call.range.start));
        // Half a bracket tells a call from a number of the text as a whole one does.
        if call.is_half && call.stand == Stand::Stray && call.weight > REFERENCE {
            call.weight = parts::FREE;
        }
        // Nothing is counted by symbols.
        if call.is_half && call.stand == Stand::Symbol && call.weight > 0.0 {
            call.weight = call.weight.max(SYMBOL);
        }
    }
}

/// Whether a bracket is open at a place, in its paragraph.
pub(super) fn is_open(text: &str, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let head = &text[from..at];
    let head = head.rfind("\n\n").map_or(head, |end| &head[end..]);
    let mut depth = 0;
    for c in head.chars().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => return true,
            '(' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Gives the calls their half brackets, if it is the habit of those that are linked.
pub(super) fn take(calls: &mut [Candidate], links: &[Link]) {
    let halves = links.iter().filter(|link| calls[link.call].is_half).count();
    if halves < FEWEST || halves * SHARE < links.len() {
        return;
    }
    for call in calls.iter_mut().filter(|call| call.is_half) {
        call.range.end += 1;
        call.is_half = false;
    }
}
