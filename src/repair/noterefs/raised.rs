//! Calls that stand raised on the page. In: a text, what stands raised in it, and the candidates that the text alone
//! offers. Out: the candidates, each raised number or symbol one, and what stands on the line weighed down where others
//! are raised.

use super::candidates::{Candidate, Stand, word_before};
use crate::repair::foot::marks;
use std::ops::Range;

/// What speaks for a raised number or symbol.
const RAISED: f32 = 6.0;
/// The same in a formula: it is a power, an index, or the upper part of a fraction.
const POWER: f32 = -3.0;
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
    let weight = weigh(text, range);
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
            let stand = match value > marks::SYMBOLS {
                true => Stand::Symbol,
                false => Stand::Superior,
            };
            let call = Candidate::new(at..at + len, value, weight, stand);
            found.push(call.behind_blanks(text));
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

/// What stands around a raised number says for a call.
fn weigh(text: &str, range: &Range<usize>) -> f32 {
    let head = &text[..range.start];
    let is_fraction = text[range.end..].starts_with(['/', '⁄']);
    if is_fraction || ends_in_number(head) || ends_in_letter(head) || ends_in_sum(head) {
        POWER
    } else {
        RAISED
    }
}

/// Whether a number that is no year stands there.
fn ends_in_number(head: &str) -> bool {
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_year = digits == 4 && head[head.len() - 4..].starts_with(['1', '2']);
    digits > 0 && !is_year
}

/// Whether a letter that stands for a number does, or the name of a function.
fn ends_in_letter(head: &str) -> bool {
    let word = word_before(head, head.len());
    let letters = word.chars().count();
    let is_greek = |c: char| matches!(c, 'α'..='ω' | 'Α'..='Ω');
    let is_sign =
        letters == 1 && !matches!(word, "a" | "I" | "A" | "O" | "o" | "y" | "e" | "à" | "è");
    let is_product =
        letters == 2 && word.ends_with(|c| matches!(c, 'x' | 'y' | 'z') || is_greek(c));
    is_sign || is_product || FUNCTIONS.contains(&word)
}

const FUNCTIONS: [&str; 5] = ["sin", "cos", "tan", "cot", "log"];

/// Whether a sign of operation does, or a sum in parentheses.
fn ends_in_sum(head: &str) -> bool {
    let is_operator = |c: char| {
        matches!(
            c,
            '=' | '+' | '−' | '×' | '<' | '>' | '∂' | '∑' | '∏' | '∫' | '√'
        )
    };
    let inside = head
        .strip_suffix(')')
        .and_then(|head| head.rsplit_once('('));
    head.ends_with(is_operator) || inside.is_some_and(|(_, inside)| inside.contains(is_operator))
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
