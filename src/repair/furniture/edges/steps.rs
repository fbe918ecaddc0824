//! The steps that folios keep. In: the edge lines of all pages. Out: [`Steps`]: by how much page numbers and the pages' own
//! count differ, where enough pages agree.

use super::heads::{is_head, recurs};
use super::{Edge, Pages, Reading};
use crate::repair::furniture::numerals::{Numbered, Numeral};
use std::collections::BTreeMap;

/// A page has one folio. Where it has one in step already, another must be on nearly all pages that have the first: four
/// in five. A citation's page numbers (`Ibid., p. 53.`, `p. 54.`) keep step for a while.
const SECOND: (usize, usize) = (4, 5);
/// So many pages must show that the folio stands before the first line's words.
const BEFORE_TEXT: usize = 4;

/// A rule that folios follow: the numeral, and page number minus page index.
type Step = (Numeral, i64);

/// The steps of a text.
pub(super) struct Steps {
    kept: Vec<Step>,
    /// Those of folios that stand before the first words of their page, on the same line.
    before_text: Vec<Step>,
}

impl Steps {
    /// Those that enough pages keep.
    pub fn of(pages: &Pages<'_>) -> Steps {
        let kept = kept(pages);
        let before_text = before_text(pages, &kept);
        Steps { kept, before_text }
    }

    /// Whether a number keeps step on its page.
    pub fn has(&self, number: &Numbered, page: usize) -> bool {
        self.kept.contains(&step(number, page))
    }

    /// The number in step that stands before the first words of a page.
    pub fn before_text<'e>(&self, edge: &'e Edge<'_>, page: usize) -> Option<&'e Numbered> {
        let number = first_number(edge)?;
        self.before_text
            .contains(&step(number, page))
            .then_some(number)
    }

    /// The value that a page's folio has by the step of another page's.
    pub fn expected(&self, number: &Numbered, page: usize, at: usize) -> Option<u32> {
        let step = step(number, page);
        let value = u32::try_from(step.1 + at as i64).ok()?;
        (step.0 == Numeral::Arabic && self.kept.contains(&step)).then_some(value)
    }
}

fn step(number: &Numbered, page: usize) -> Step {
    (number.numeral, i64::from(number.value) - page as i64)
}

/// The number before the words of a page's first line.
fn first_number<'e>(edge: &'e Edge<'_>) -> Option<&'e Numbered> {
    let is_first = |number: &&Numbered| {
        number.folio.start == 0 && !number.words.is_empty() && number.numeral == Numeral::Arabic
    };
    let mut numbers = edge.numbers.iter().map(|reading| &reading.number);
    numbers
        .find(is_first)
        .filter(|_| edge.is_top && edge.depth == 0)
}

type Votes = BTreeMap<Step, Vec<usize>>;

/// Three pages at least, and a third of the pages between the first and the last of them.
fn kept(pages: &Pages<'_>) -> Vec<Step> {
    let mut votes = Votes::new();
    for (index, page) in pages.iter().enumerate() {
        for edge in page {
            for Reading { number, words, .. } in &edge.numbers {
                let rest = &edge.text[number.words.clone()];
                let is_head =
                    || is_head(rest, edge, number) && recurs(pages, index, edge, words) > 0;
                if number.words.is_empty() || is_head() {
                    votes.entry(step(number, index)).or_default().push(index);
                }
            }
        }
    }
    votes.values_mut().for_each(Vec::dedup);
    votes.retain(|_, votes| votes.len() >= 3.min(pages.len()) && votes.len() * 3 >= reach(votes));
    // Where pages have arabic numbers, chapters have those in capitals: one on each page may keep step for a while.
    let is_arabic = votes.keys().any(|step| step.0 == Numeral::Arabic);
    votes.retain(|step, _| !is_arabic || step.0 != Numeral::Capital);
    without_seconds(votes, pages.len())
}

/// How many pages lie between the first and the last.
fn reach(votes: &[usize]) -> usize {
    match (votes.first(), votes.last()) {
        (Some(first), Some(last)) => last - first + 1,
        _ => 0,
    }
}

/// The steps without those of pages that have a folio by a heavier one.
fn without_seconds(votes: Votes, pages: usize) -> Vec<Step> {
    let mut heaviest: Vec<(Step, Vec<usize>)> = votes.into_iter().collect();
    heaviest.sort_by_key(|(step, votes)| (std::cmp::Reverse(votes.len()), *step));
    let mut has_folio = vec![0; pages];
    let mut kept = Vec::new();
    for (step, votes) in heaviest {
        let second = votes.iter().filter(|&&page| has_folio[page] > 0).count();
        let first = votes.iter().map(|&page| has_folio[page]).max().unwrap_or(0);
        let is_everywhere = votes.len() * SECOND.1 >= first * SECOND.0;
        if second * 2 <= votes.len() || is_everywhere {
            for &page in &votes {
                has_folio[page] = has_folio[page].max(votes.len());
            }
            kept.push(step);
        }
    }
    kept
}

/// Steps of numbers before the first words of pages that go on from the page before: two pages in three between the first
/// and the last, a third of them in small letters, and no other folio.
fn before_text(pages: &Pages<'_>, kept: &[Step]) -> Vec<Step> {
    let mut votes: BTreeMap<Step, Vec<(usize, bool)>> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        let has_folio = page.iter().flat_map(|edge| &edge.numbers);
        if has_folio
            .into_iter()
            .any(|r| kept.contains(&step(&r.number, index)))
        {
            continue;
        }
        for edge in page {
            if let Some(number) = first_number(edge) {
                let goes_on = edge.text[number.words.clone()].starts_with(char::is_lowercase);
                votes
                    .entry(step(number, index))
                    .or_default()
                    .push((index, goes_on));
            }
        }
    }
    let is_kept = |votes: &Vec<(usize, bool)>| {
        let places: Vec<usize> = votes.iter().map(|vote| vote.0).collect();
        let going_on = votes.iter().filter(|vote| vote.1).count();
        votes.len() >= BEFORE_TEXT
            && votes.len() * 3 >= reach(&places) * 2
            && going_on * 3 >= votes.len()
    };
    votes.retain(|_, votes| is_kept(votes));
    votes.into_keys().collect()
}
