//! Numbers in parentheses that stand free: `the tuft (1) was`. In: candidates for calls. Out: the same, with what speaks for
//! those that count no parts of a sentence: `(1)` has no `(2)` near.

use super::candidates::{Candidate, Stand};

/// What speaks against a number in parentheses behind a blank: it counts as often as it calls.
pub(super) const FREE: f32 = -0.5;
/// What speaks for it that no number next to its own stands near in parentheses.
const LONE: f32 = 2.0;
/// The same for half a bracket that nothing opened: prose has no other use for it.
const LONE_HALF: f32 = 3.0;
/// Bytes within which the parts of a sentence are counted.
const NEAR: usize = 400;

/// Weighs them.
pub(super) fn weigh(text: &str, found: &mut [Candidate]) {
    let free: Vec<usize> = (0..found.len())
        .filter(|&index| is_free(&found[index]))
        .collect();
    let near = |one: &Candidate, other: &Candidate| {
        let is_next = one.value.abs_diff(other.value) == 1;
        is_next && one.range.start.abs_diff(other.range.start) <= NEAR
    };
    let is_lone = |place: usize| {
        let here = &found[free[place]];
        let sides = [place.checked_sub(1), Some(place + 1)];
        let mut beside = sides.into_iter().flatten().filter_map(|at| free.get(at));
        !beside.any(|&other| near(here, &found[other])) && !heads_row(text, here)
    };
    let lone: Vec<usize> = (0..free.len())
        .filter(|&place| is_lone(place))
        .map(|place| free[place])
        .collect();
    for index in lone {
        let call = &mut found[index];
        call.weight += if call.is_half { LONE_HALF } else { LONE };
    }
}

/// Whether it is a number in parentheses, or with half of them, behind a blank.
fn is_free(call: &Candidate) -> bool {
    let is_enclosed = call.stand == Stand::Bracketed || call.is_half;
    is_enclosed && call.blank > 0 && call.weight == FREE
}

/// Whether it heads a row that begins a sentence.
fn heads_row(text: &str, call: &Candidate) -> bool {
    let blank = &text[call.range.start - call.blank..call.range.start];
    let rest = text[call.range.end..].trim_start();
    blank.contains('\n') && rest.starts_with(|c: char| c.is_uppercase())
}
