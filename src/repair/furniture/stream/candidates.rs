//! Lines that may hold the folio of their page, where page turns are lost. In: lines. Out: [`Candidate`]s: numbers by
//! themselves, beside a head, and before the words of the next page; what each weighs in a row of folios.

use super::super::numerals::{self, Numbered, Numeral};
use super::super::{Printed, edges};
use crate::hash::HashMap;
use std::ops::Range;

/// What a line weighs in a row: one with nothing but its number, or with a head that stands thrice; with one in capitals, or that
/// stands twice; with other words behind the number.
const PLAIN: f32 = 1.0;
const HEADED: f32 = 0.6;
const WORDED: f32 = 0.3;
/// A head in capitals has so many letters at least.
const CAPITALS: usize = 6;
/// Roman folios are counted from here, so that none follows an arabic one.
const ROMAN: u32 = 100_000;

/// A line that may hold the folio of its page.
pub(super) struct Candidate {
    pub line: usize,
    pub at: usize,
    pub value: u32,
    pub weight: f32,
    /// The folio is followed by the text of the next page on the same line.
    pub glued: Option<usize>,
    pub has_head: bool,
    /// The bytes of the folio, and those of the words beside it.
    pub folio: Range<usize>,
    pub words: Range<usize>,
}

impl Candidate {
    /// Whether it has a number beside its head.
    fn repeats(&self, number: &Numbered) -> bool {
        self.has_head && number.numeral == Numeral::Arabic && self.value == number.value
    }

    /// The folio where nothing else stands on its line but the text of the next page.
    pub fn alone(&self, lines: &[Printed<'_>]) -> Option<Range<usize>> {
        let line = &lines[self.line].line.range;
        (!self.has_head).then(|| line.start..self.glued.unwrap_or(line.end))
    }
}

/// How often each text stands as a whole line, with and without a number at its end.
pub(super) fn repeats<'a>(lines: &[Printed<'a>]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::default();
    for line in lines {
        *counts.entry(line.text).or_insert(0) += 1;
        let words = words(line.text);
        if words != line.text {
            *counts.entry(words).or_insert(0) += 1;
        }
    }
    counts
}

fn words(text: &str) -> &str {
    let number = numerals::trailing(text).or_else(|| numerals::leading(text));
    number.map_or(text, |n| &text[n.words])
}

/// All such lines.
pub(super) fn candidates(lines: &[Printed<'_>]) -> Vec<Candidate> {
    let repeats = repeats(lines);
    let count = |text: &str| repeats.get(text).copied().unwrap_or(0) * usize::from(text.len() >= 3);
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let readings = [
            numerals::alone(line.text),
            numerals::trailing(line.text),
            numerals::leading(line.text),
            numerals::joined(line.text),
        ];
        for number in readings
            .into_iter()
            .flatten()
            .filter(|n| is_folio(line.text, n))
        {
            let rest = &line.text[number.words.clone()];
            // A folio that stands beside the head may be printed once more below it.
            let above = found
                .last()
                .filter(|above: &&Candidate| above.line + 1 == index);
            if rest.is_empty() && above.is_some_and(|above| above.repeats(&number)) {
                continue;
            }
            let is_first = number.folio.start == 0;
            // `1.2. THE WEIR` may be a note's words no more than a section's.
            let is_loud = is_in_capitals(rest);
            let is_title =
                (is_loud || !edges::may_be_note(rest)) && !rest.ends_with(['.', ',', ';']);
            let is_title = is_title && !rest.is_empty();
            let is_plain = rest.is_empty() || is_title && count(rest) >= 3;
            let has_head = is_title && (is_plain || is_loud || count(rest) == 2);
            if rest.is_empty() || has_head || is_first {
                let cut = line.start + number.folio.end;
                found.push(Candidate {
                    line: index,
                    at: line.start,
                    value: match number.numeral {
                        Numeral::Arabic => number.value,
                        Numeral::Roman | Numeral::Capital => ROMAN + number.value,
                    },
                    weight: match has_head {
                        _ if is_plain => PLAIN,
                        true => HEADED,
                        false => WORDED,
                    },
                    glued: (!rest.is_empty() && !has_head).then_some(cut),
                    has_head,
                    folio: line.start + number.folio.start..cut,
                    words: line.start + number.words.start..line.start + number.words.end,
                });
            }
        }
    }
    found
}

/// Whether words are a head in capitals, as sections have that stand on one page or two.
fn is_in_capitals(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    !words.contains(char::is_lowercase) && letters.count() >= CAPITALS
}

/// Whether a number may be a folio where page turns are lost. Chapters have roman numerals, too, but in capitals.
fn is_folio(text: &str, number: &Numbered) -> bool {
    let folio = &text[number.folio.clone()];
    number.numeral == Numeral::Arabic
        || number.words.is_empty() && !folio.contains(char::is_uppercase)
}
