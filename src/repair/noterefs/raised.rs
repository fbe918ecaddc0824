//! Calls that stand raised on the page. In: a text, what stands raised in it, and the candidates that the text alone
//! offers. Out: the candidates, each raised number or symbol one, and what stands on the line weighed down where others
//! are raised.

use super::candidates::{Candidate, Stand, blanks_before, word_before};
use crate::repair::foot::marks;
use std::ops::Range;

/// What speaks for a raised number or symbol.
const RAISED: f32 = 6.0;
/// The same behind a number or a letter that stands for one: it is a power, or an index.
const POWER: f32 = 0.5;
/// So many raised signs that may be calls show that a text raises its calls.
const HABIT: usize = 3;
/// What that says against a number that stands on the line.
const ON_LINE: f32 = -6.0;
/// A raised call has no more digits.
const DIGITS: usize = 4;

/// Puts what is raised among the candidates, which are in the order of the text.
pub fn see(text: &str, raised: &[Range<usize>], calls: &mut Vec<Candidate>) {
    if raised.is_empty() {
        return;
    }
    let mut found: Vec<Candidate> = Vec::new();
    raised
        .iter()
        .for_each(|range| read(text, range, &mut found));
    let is_raised = |call: &Candidate| {
        let next = raised.partition_point(|range| range.end <= call.range.start);
        raised
            .get(next)
            .is_some_and(|range| range.start < call.range.end)
    };
    calls.retain(|call| !is_raised(call));
    let has_habit = found.iter().filter(|call| call.weight >= RAISED).count() >= HABIT;
    for call in calls
        .iter_mut()
        .filter(|call| has_habit && stands_on_line(call))
    {
        call.weight += ON_LINE;
    }
    calls.append(&mut found);
    calls.sort_by_key(|call| (call.range.start, call.range.end));
}

/// Whether a candidate is what a text without raised signs has for a raised call.
fn stands_on_line(call: &Candidate) -> bool {
    !matches!(
        call.stand,
        Stand::Bracketed | Stand::Superior | Stand::Symbol
    )
}

/// The calls in a raised range: `12`, `*`, `[3]`, `12,13`.
fn read(text: &str, range: &Range<usize>, found: &mut Vec<Candidate>) {
    let is_mark = |c: char| !matches!(c, ',' | ';' | ' ' | '(' | ')' | '[' | ']');
    let weight = weigh(text, range.start);
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let skipped = rest.len() - rest.trim_start_matches(|c| !is_mark(c)).len();
        at += skipped;
        let rest = &text[at..range.end];
        let len = rest.find(|c| !is_mark(c)).unwrap_or(rest.len());
        if len == 0 {
            break;
        }
        if let Some(value) = value(&rest[..len]) {
            found.push(Candidate {
                range: at..at + len,
                value,
                weight,
                habit: 0.0,
                stand: if value > marks::SYMBOLS {
                    Stand::Symbol
                } else {
                    Stand::Superior
                },
                blank: blanks_before(text, at),
            });
        }
        at += len;
    }
}

/// The number that a raised mark is.
fn value(mark: &str) -> Option<u32> {
    let is_number = mark.len() <= DIGITS && mark.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        return mark.parse().ok().filter(|&value| value > 0);
    }
    let whole = |(value, len): (u32, usize)| (len == mark.len()).then_some(value);
    marks::symbols(mark)
        .and_then(whole)
        .or_else(|| marks::superiors(mark).and_then(whole))
}

/// What stands before a raised number: behind a number that is no year, or a single letter, it is a power.
fn weigh(text: &str, at: usize) -> f32 {
    let head = &text[..at];
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_year = digits == 4 && (head[head.len() - 4..].starts_with(['1', '2']));
    let word = word_before(text, at);
    let is_sign = word.chars().count() == 1
        && !matches!(word, "a" | "I" | "A" | "O" | "o" | "y" | "e" | "à" | "è");
    let is_math = head.ends_with(['=', '+', '×', '<', '>', '∂', '∑', '∏', '∫', '√']);
    if digits > 0 && !is_year || is_sign || is_math {
        POWER
    } else {
        RAISED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The candidates of a text in which what stands between `^` is raised.
    fn calls(marked: &str) -> Vec<(u32, bool)> {
        let (mut text, mut raised) = (String::new(), Vec::new());
        for (index, part) in marked.split('^').enumerate() {
            let start = text.len();
            text.push_str(part);
            if index % 2 == 1 {
                raised.push(start..text.len());
            }
        }
        let mut calls = Vec::new();
        see(&text, &raised, &mut calls);
        calls
            .iter()
            .map(|call| (call.value, call.weight >= RAISED))
            .collect()
    }

    #[test]
    fn raised_numbers_and_symbols_are_calls() {
        let found = calls("the mill^12^ and the weir,^13,14^ or^*^ in 1914^3^ it");
        assert_eq!(
            found,
            [
                (12, true),
                (13, true),
                (14, true),
                (marks::SYMBOLS + 1, true),
                (3, true)
            ]
        );
    }

    #[test]
    fn powers_and_ordinals_are_none() {
        assert_eq!(
            calls("of 10^3^ and x^2^, the 2^nd^"),
            [(3, false), (2, false)]
        );
    }
}
