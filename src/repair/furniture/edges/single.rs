//! One folio a page. In: what the edge lines of all pages were found to be, and all lines. Out: the same without numbers
//! that keep step by chance: the second of a page, and chapters' numbers on pages without a folio.
//!
//! The chapter that opens a book is `1`, on a page that is the first.

use super::{Furniture, Pages, Printed, Words};
use crate::repair::furniture::numerals::{self, Numeral};
use std::collections::BTreeMap;

/// Pages with two folios, as a share of those with one: below, the second is none.
const DOUBLED: (usize, usize) = (1, 2);
/// The usual place has so many folios for each at an odd one.
const USUAL: usize = 3;
/// So many lines stand from the number of a chapter to the next; labels of notes stand closer.
const APART: usize = 10;

/// Where a folio stands: at the top, so many lines from the edge, alone.
type Place = (bool, usize, bool);

/// The number of a folio, and how many stand at its place.
type Ranked = ((Numeral, u32), usize);

/// What was found on each page.
pub(super) type Found = Vec<Vec<(usize, Furniture)>>;

fn place(pages: &Pages<'_>, page: usize, found: &(usize, Furniture)) -> Place {
    let edge = &pages[page][found.0];
    (edge.is_top, edge.depth, found.1.words == Words::None)
}

fn value(furniture: &Furniture) -> Option<(Numeral, u32)> {
    let number = furniture.number.as_ref()?;
    Some((number.numeral, number.value))
}

/// Leaves one folio of each page, and no number of a chapter.
pub(super) fn keep(pages: &Pages<'_>, lines: &[Printed<'_>], found: &mut Found) {
    let mut places: BTreeMap<Place, usize> = BTreeMap::new();
    for (page, found) in found.iter().enumerate() {
        for one in found.iter().filter(|one| one.1.number.is_some()) {
            *places.entry(place(pages, page, one)).or_insert(0) += 1;
        }
    }
    let has_two = |found: &&Vec<(usize, Furniture)>| {
        let mut values: Vec<_> = found.iter().filter_map(|one| value(&one.1)).collect();
        let all = values.len();
        values.sort_unstable();
        values.dedup();
        values.len() < all
    };
    let doubled = found.iter().filter(has_two).count();
    let single = found.iter().filter(|found| !found.is_empty()).count();
    let is_rule = doubled * DOUBLED.1 >= single * DOUBLED.0;
    let most = places.values().copied().max().unwrap_or(0);
    for (page, found) in found.iter_mut().enumerate() {
        let rank = |one: &(usize, Furniture)| places[&place(pages, page, one)];
        let of: Vec<Option<Ranked>> = found
            .iter()
            .map(|one| value(&one.1).map(|value| (value, rank(one))))
            .collect();
        let mut index = 0;
        found.retain(|one| {
            let own = of[index];
            let is_better = |(at, other): (usize, &Option<Ranked>)| {
                let same = own.zip(*other).filter(|(own, other)| own.0 == other.0);
                same.is_some_and(|(own, other)| (other.1, index) > (own.1, at))
            };
            let is_second = !is_rule && of.iter().enumerate().any(is_better);
            index += 1;
            let is_odd = || own.is_some_and(|(_, rank)| rank * USUAL <= most);
            let edge = &pages[page][one.0];
            let is_chapter = edge.is_top && one.1.words == Words::None && is_odd();
            !(is_second || is_chapter && opens_book(lines, edge.printed))
        });
    }
}

/// Whether a line is a 1 that heads a chapter: 2 and 3 head stretches of text further on, each alone on its line and
/// written as it is. Of higher numbers that says nothing: formulas are numbered so, too.
pub(super) fn opens_book(lines: &[Printed<'_>], line: usize) -> bool {
    let form = |text: &str| text.replace(char::is_alphanumeric, "");
    let read = |at: usize| {
        let text = lines[at].text;
        let number = numerals::alone(text).filter(|_| text.len() <= 8)?;
        Some((number.numeral, number.value, form(text)))
    };
    let Some((numeral, 1, marks)) = read(line) else {
        return false;
    };
    let mut at = line;
    [2, 3].into_iter().all(|value| {
        let wanted = Some((numeral, value, marks.clone()));
        let next = (at + APART..lines.len()).find(|&next| read(next) == wanted);
        at = next.unwrap_or(at);
        next.is_some()
    })
}
