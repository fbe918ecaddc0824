//! Folios in margins: a number beside a line of each page, outside of all the others. In: the lines with ink, and their
//! pages. Out: the edits that take the folios out.
//!
//! Contents and tables have numbers beside their lines, too, but many to a page, and they do not keep step with the pages.

use super::Inked;
use crate::galley::Edit;
use crate::ledger::Certainty;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many blanks at least stand between a line and what is in its margin.
const GAP: usize = 3;
/// So many pages must keep the step, and two in three of those between the first and the last of them.
const FEWEST: usize = 4;
const SHARE: (usize, usize) = (2, 3);

/// A number in a margin.
struct Folio {
    /// Index of its line.
    line: usize,
    /// Its bytes in the line.
    range: Range<usize>,
    /// Its value, less the index of its page.
    step: i64,
    page: u32,
}

/// The edits that take the folios out of their lines.
pub(super) fn take_out(lines: &[Inked<'_>]) -> Vec<Edit> {
    let mut steps: BTreeMap<i64, Vec<Folio>> = BTreeMap::new();
    for folio in alone(lines) {
        steps.entry(folio.step).or_default().push(folio);
    }
    let best = steps.into_values().max_by_key(Vec::len);
    let folios = best.filter(|folios| keeps_step(folios)).unwrap_or_default();
    let edits = folios.into_iter().map(|folio| {
        let line = &lines[folio.line];
        let (number, start) = (&folio.range, line.range.start);
        let (range, after) = match line.text[..number.start].trim().is_empty() {
            true => (number.clone(), " ".repeat(number.len())),
            false => (
                line.text[..number.start].trim_end().len()..line.text.len(),
                String::new(),
            ),
        };
        let why = "a number in the margin that keeps step with the pages";
        let range = start + range.start..start + range.end;
        Edit::sure(range, after, why).certainty(Certainty::Likely)
    });
    edits.collect()
}

fn keeps_step(folios: &[Folio]) -> bool {
    let reach = match (folios.first(), folios.last()) {
        (Some(first), Some(last)) => (last.page - first.page) as usize + 1,
        _ => 0,
    };
    folios.len() >= FEWEST && folios.len() * SHARE.1 >= reach * SHARE.0
}

/// The numbers in margins of pages that have no other.
fn alone(lines: &[Inked<'_>]) -> Vec<Folio> {
    let mut found = Vec::new();
    let mut first = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let mut numbers = (0..page.len()).filter_map(|at| Some((at, beside(page[at].text)?)));
        if let (Some((at, range)), None) = (numbers.next(), numbers.next()) {
            let value: Option<i64> = page[at].text[range.clone()].parse().ok();
            let is_out = is_outside(page, at, &range);
            found.extend(value.filter(|_| is_out).map(|value| Folio {
                line: first + at,
                range,
                step: value - i64::from(page[at].page),
                page: page[at].page,
            }));
        }
        first += page.len();
    }
    found
}

/// The number that stands at an end of a line, with a gap between it and the words.
fn beside(text: &str) -> Option<Range<usize>> {
    let ink = text.trim_end();
    let is_number =
        |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let last = ink.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let gap = last - ink[..last].trim_end_matches([' ', '\t']).len();
    if is_number(&ink[last..]) && gap >= GAP && gap < last {
        return Some(last..ink.len());
    }
    let start = ink.len() - ink.trim_start().len();
    let end = start + ink[start..].find(|c: char| !c.is_ascii_digit())?;
    let gap = ink[end..].len() - ink[end..].trim_start_matches([' ', '\t']).len();
    (is_number(&ink[start..end]) && gap >= GAP).then_some(start..end)
}

/// Whether no other line of the page reaches as far as a number, on its side.
fn is_outside(page: &[Inked<'_>], at: usize, number: &Range<usize>) -> bool {
    let columns = |text: &str| text.chars().count();
    let (before, after) = (&page[at].text[..number.start], &page[at].text[..number.end]);
    let mut others = page.iter().enumerate().filter(|(other, _)| *other != at);
    match before.trim().is_empty() {
        true => others.all(|(_, line)| {
            let indent = line.text.len() - line.text.trim_start().len();
            columns(&line.text[..indent]) > columns(after)
        }),
        false => others.all(|(_, line)| columns(line.text.trim_end()) < columns(before)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of pages of some lines each, whose first has a number beside it.
    fn left(numbers: impl Iterator<Item = u32>, others: &str) -> usize {
        let rows = ["  The boats were all out", "before it was day", others];
        let pages: Vec<String> = numbers.map(|n| format!("{:<30}{n}", rows[0])).collect();
        let mut lines = Vec::new();
        for (page, first) in pages.iter().enumerate() {
            for text in [first.as_str(), rows[1], rows[2]] {
                lines.push(Inked {
                    range: 0..text.len(),
                    end: text.len() + 1,
                    page: page as u32,
                    text,
                });
            }
        }
        take_out(&lines).len()
    }

    #[test]
    fn folios_beside_lines_are_taken_out() {
        assert_eq!(left(41..47, "and came home late."), 6);
    }

    #[test]
    fn other_numbers_beside_lines_stay() {
        // Prices of a list, numbers in a table, and numbers that do not rise with the pages.
        assert_eq!(
            left([12, 80, 7, 31, 5].into_iter(), "and came home late."),
            0
        );
        assert_eq!(left(41..47, "  and came home          12"), 0);
        assert_eq!(
            left(41..47, "and came home late, as they had done for years"),
            0
        );
    }
}
