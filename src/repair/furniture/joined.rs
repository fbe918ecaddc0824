//! Heads that an extractor joined to the page before: `which theOn Bread 12` to its last words, `12On Bread` to its folio.
//! In: lines of a galley without page turns. Out: the bytes where a line end is missing.

use super::{Printed, numerals, stream};
use std::collections::BTreeMap;

/// Letters of a head, at least and at most.
const SHORTEST: usize = 6;
const LONGEST: usize = 80;
/// So many pages have it.
const FEWEST: usize = 5;

/// Where heads begin that end lines, or follow the numbers at their beginning, at regular distances.
pub(super) fn heads(lines: &[Printed<'_>]) -> Vec<usize> {
    let mut places: BTreeMap<(bool, &str), Vec<(usize, usize)>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        for at in joints(line.text) {
            let tail = &line.text[at..];
            let words = numerals::trailing(tail).map_or(tail, |n| &tail[n.words]);
            let place = (index, line.start + at);
            places.entry((false, words)).or_default().push(place);
        }
        if let Some(number) = numerals::joined(line.text).filter(|n| n.words.len() <= LONGEST) {
            let place = (index, line.start + number.folio.end);
            let words = &line.text[number.words];
            places.entry((true, words)).or_default().push(place);
        }
    }
    let mut found = Vec::new();
    for places in places.values().filter(|places| places.len() >= FEWEST) {
        let rows: Vec<usize> = places.iter().map(|place| place.0).collect();
        if stream::is_regular(lines, &rows) {
            found.extend(places.iter().map(|place| place.1));
        }
    }
    found.sort_unstable();
    found
}

/// Where a capital follows the end of a word or sentence at once, and a head may begin.
fn joints(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let ends = before.is_lowercase()
            || matches!(before, '.' | ',' | ';' | ':' | '?' | '!' | '”' | '’' | ')');
        before = c;
        let is_length = (SHORTEST..=LONGEST).contains(&(text.len() - at));
        (ends && c.is_uppercase() && is_length).then_some(at)
    })
}
