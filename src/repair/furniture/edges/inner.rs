//! Folios inside pages: between the text and the notes, or where an extractor put them. In: all printed lines. Out: those
//! that are a number alone and keep step with the pages, where nearly all such numbers do.
//!
//! Numbers of notes stand alone, too, where an extractor tore them off, but do not keep step, and the page calls them.

use super::super::Printed;
use super::super::numerals::{self, Numeral};
use super::{called, digits};
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many pages must show the step.
const FEWEST: usize = 4;
/// Of so many numbers alone, so many keep it.
const SHARE: (usize, usize) = (4, 5);

/// A number alone on its line.
struct Alone {
    line: usize,
    page: usize,
    step: i64,
    is_called: bool,
}

/// The lines that are folios, on pages without one at their edges. Says for each such page that it has one now.
pub(super) fn folios(lines: &[Printed<'_>], has_folio: &mut [bool]) -> Vec<usize> {
    let alone = alone(lines, has_folio);
    let mut votes: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for number in alone.iter().filter(|number| !number.is_called) {
        votes.entry(number.step).or_default().push(number.page);
    }
    let best = votes.iter().max_by_key(|(_, pages)| pages.len());
    let Some((&step, pages)) = best.filter(|(_, pages)| pages.len() >= FEWEST) else {
        return Vec::new();
    };
    let reach = pages[0]..=pages[pages.len() - 1];
    let all = alone.iter().filter(|number| reach.contains(&number.page));
    if pages.len() * SHARE.1 < all.count() * SHARE.0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for number in alone.iter().filter(|n| n.step == step && !n.is_called) {
        if !has_folio[number.page] {
            has_folio[number.page] = true;
            found.push(number.line);
        }
    }
    found
}

fn alone(lines: &[Printed<'_>], has_folio: &[bool]) -> Vec<Alone> {
    let mut found = Vec::new();
    let mut first = 0;
    for page in lines.chunk_by(|a, b| a.line.page == b.line.page) {
        let range: Range<usize> = first..first + page.len();
        first = range.end;
        let index = page[0].line.page as usize;
        if has_folio[index] {
            continue;
        }
        let called = LazyCell::new(|| called(page.iter().map(|line| line.text)));
        for (line, printed) in range.zip(page) {
            let number = numerals::alone(printed.text);
            let Some(number) = number.filter(|n| n.numeral == Numeral::Arabic) else {
                continue;
            };
            found.push(Alone {
                line,
                page: index,
                step: i64::from(number.value) - index as i64,
                is_called: called.contains(digits(printed.text)),
            });
        }
    }
    found
}
