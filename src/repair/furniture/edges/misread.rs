//! Folios that a scan misread: `l5` for 15, `s` for 8. In: the edge lines and the steps. Out: lines in the place of a folio,
//! on a page without one between pages that have theirs, that can be read as the number that belongs there.

use super::heads::recurs;
use super::steps::Steps;
use super::{Edge, Furniture, Pages, Words};
use crate::ledger::Certainty;
use crate::repair::furniture::numerals::{Numbered, Numeral};
use std::ops::Range;

/// Pages either side that may show where the folio belongs.
const REACH: usize = 2;
/// Of three signs one may be anything.
const TOLERANCE: usize = 3;

/// Where the folio of a page belongs, and which number it must be.
struct Place {
    is_top: bool,
    depth: usize,
    value: u32,
}

/// The misread folios, as printed lines.
pub(super) fn folios(
    pages: &Pages<'_>,
    steps: &Steps,
    has_folio: &[bool],
) -> Vec<(usize, Furniture)> {
    let mut found = Vec::new();
    for page in (0..pages.len()).filter(|&page| !has_folio[page]) {
        let near = |others: Range<usize>| -> Vec<Place> {
            let places = others.map(|other| places(pages, steps, other, page));
            places.flatten().collect()
        };
        let before = near(page.saturating_sub(REACH)..page);
        let after = near(page + 1..pages.len().min(page + 1 + REACH));
        // The pages on both sides must agree on the number, or two at an end of the text.
        let value = before.iter().chain(&after).map(|place| place.value).min();
        let agree = |side: &[Place]| {
            side.iter()
                .filter(|place| Some(place.value) == value)
                .count()
        };
        let (left, right) = (agree(&before), agree(&after));
        let is_agreed = match (page == 0, page + 1 == pages.len()) {
            (false, false) => left > 0 && right > 0,
            _ => left + right >= REACH,
        };
        let mut places = before;
        places.extend(after);
        places.retain(|place| is_agreed && Some(place.value) == value);
        let edge = pages[page].iter().find_map(|edge| {
            let is_there =
                |place: &&Place| place.is_top == edge.is_top && place.depth == edge.depth;
            let value = places.iter().find(is_there)?.value;
            Some((edge.printed, read(pages, page, edge, value)?))
        });
        found.extend(edge);
    }
    found
}

/// Where the folio of another page stands, and the number that `page` must have by its step.
fn places(pages: &Pages<'_>, steps: &Steps, other: usize, page: usize) -> Vec<Place> {
    let edges = pages[other].iter();
    let read = |edge: &Edge<'_>| {
        let mut numbers = edge.numbers.iter();
        let value = numbers.find_map(|r| steps.expected(&r.number, other, page))?;
        Some(Place {
            is_top: edge.is_top,
            depth: edge.depth,
            value,
        })
    };
    edges.filter_map(read).collect()
}

/// A line read as a number, alone or beside a head.
fn read(pages: &Pages<'_>, page: usize, edge: &Edge<'_>, value: u32) -> Option<Furniture> {
    let text = edge.text;
    let furniture = |folio, words, kind| Furniture {
        number: Some(Numbered {
            numeral: Numeral::Arabic,
            value,
            folio,
            words,
        }),
        words: kind,
        why: "stands where the folio belongs, and can be read as its number",
        certainty: Certainty::Likely,
    };
    if is_misread(text, value) {
        return Some(furniture(
            0..text.len(),
            text.len()..text.len(),
            Words::None,
        ));
    }
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let (_, last) = text.rsplit_once(char::is_whitespace)?;
    let words = text.len() - rest.trim_start().len()..text.len();
    let front = text[..text.len() - last.len()].trim_end().len();
    let sides = [
        (first, 0..first.len(), words),
        (last, text.len() - last.len()..text.len(), 0..front),
    ];
    sides.into_iter().find_map(|(sign, folio, words)| {
        let is_head = || {
            let folded = crate::repair::alike::Folded::new(&text[words.clone()]);
            recurs(pages, page, edge, &folded) > 0
        };
        let is_it = is_misread(sign, value) && is_head();
        is_it.then(|| furniture(folio, words, Words::Head))
    })
}

/// Whether signs can be what a scan made of a number.
fn is_misread(text: &str, value: u32) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = |c: &char| c.is_alphanumeric() || matches!(c, '|' | '!');
    let signs: Vec<char> = signs.into_iter().filter(bare).collect();
    let digits: Vec<char> = value.to_string().chars().collect();
    if signs.len() != digits.len() || text.chars().count() > digits.len() + 4 {
        return false;
    }
    let pairs = signs.iter().zip(&digits);
    let wrong = pairs.filter(|(sign, digit)| !looks_like(**sign, **digit));
    wrong.count() <= digits.len() / TOLERANCE
}

/// Whether a scan may take a digit for a sign.
fn looks_like(sign: char, digit: char) -> bool {
    let digits = match sign {
        'l' | 'I' | 'i' | '|' | '!' | 'f' | 't' | 'j' => "1",
        'O' | 'o' | 'D' | 'Q' | 'U' => "0",
        'S' | 's' => "58",
        'B' | 'R' => "8",
        'G' | 'b' => "6",
        'g' | 'q' => "9",
        'Z' | 'z' => "2",
        'T' | 'Y' | 'J' => "7",
        'A' => "4",
        'E' => "3",
        _ => "",
    };
    sign == digit || digits.contains(digit)
}
