//! The calls of notes in brackets. In: a text and its bodies. Out: the marks that have the number of a body, and which
//! body each of them calls.

use crate::source::forms::notes::Body;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A mark in the text that a note has.
pub(super) struct Call {
    /// Its bytes, brackets included.
    pub range: Range<usize>,
    /// Its number or symbol.
    label: Range<usize>,
}

/// What marks without brackets are made of.
const SYMBOLS: [char; 5] = ['*', '†', '‡', '§', '¶'];

/// The calls, in the order of the text.
pub(super) fn find(text: &str, range: Range<usize>, bodies: &[Body]) -> Vec<Call> {
    let labels: BTreeSet<&str> = bodies.iter().map(|b| &text[b.label.clone()]).collect();
    let heads: BTreeSet<usize> = bodies.iter().map(|b| b.whole.start).collect();
    let marks = text[range.clone()].match_indices('[');
    let marks = marks.map(|(at, _)| range.start + at);
    let mut calls: Vec<Call> = marks
        .filter(|at| !heads.contains(at))
        .filter_map(|at| {
            let end = at + text[at..].bytes().take(10).position(|b| b == b']')?;
            let label = at + 1..end;
            labels.contains(&text[label.clone()]).then_some(Call {
                range: at..end + 1,
                label,
            })
        })
        .collect();
    let is_symbol = |label: &&&str| label.starts_with(SYMBOLS);
    let bare: Vec<&str> = labels.iter().filter(is_symbol).copied().collect();
    let is_bracketed = |call: &Call| text[call.label.clone()].starts_with(SYMBOLS);
    if !bare.is_empty() && !calls.iter().any(is_bracketed) {
        calls.extend(symbols(text, range, &bare));
        calls.sort_by_key(|call| call.range.start);
    }
    calls
}

/// Symbols without brackets behind a word or a stop.
fn symbols(text: &str, range: Range<usize>, labels: &[&str]) -> Vec<Call> {
    let mut found = Vec::new();
    let mut done = range.start;
    for (at, sign) in text[range.clone()].match_indices(SYMBOLS) {
        let at = range.start + at;
        if at < done {
            continue;
        }
        let end = at
            + text[at..]
                .chars()
                .take_while(|c| SYMBOLS.contains(c))
                .map(char::len_utf8)
                .sum::<usize>();
        done = end.max(at + sign.len());
        let is_glued = text[..at].ends_with(|c: char| !c.is_whitespace() && c != '[');
        let is_free = !text[end..].starts_with(|c: char| c.is_alphanumeric() || "[]".contains(c));
        if is_glued && is_free && labels.contains(&&text[at..end]) {
            found.push(Call {
                range: at..end,
                label: at..end,
            });
        }
    }
    found
}

/// The body of each call. As many bodies as calls with one number are called in their order; else a call has the next body
/// behind it, or the last before.
pub(super) fn link(text: &str, bodies: &[Body], calls: &[Call]) -> Vec<Option<usize>> {
    let mut of_label: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, body) in bodies.iter().enumerate().filter(|(_, b)| !b.goes_on) {
        let label = &text[body.label.clone()];
        of_label.entry(label).or_default().0.push(index);
    }
    for (index, call) in calls.iter().enumerate() {
        let label = &text[call.label.clone()];
        of_label.entry(label).or_default().1.push(index);
    }
    let mut links = vec![None; calls.len()];
    for (own, called) in of_label.values() {
        for (rank, &call) in called.iter().enumerate() {
            let at = calls[call].range.start;
            let next = own.partition_point(|&body| bodies[body].whole.start <= at);
            let nearest = own.get(next).or(own.last()).copied();
            links[call] = match own.len() == called.len() {
                true => own.get(rank).copied(),
                false => nearest,
            };
        }
    }
    links
}
