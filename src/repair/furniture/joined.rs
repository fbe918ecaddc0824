//! Heads that an extractor joined to the page before: `which theOn Bread 12` to its last words, `… walk. On Bread 12` behind
//! a blank, `12On Bread` to its folio. In: the printed lines. Out: the bytes where a line end is missing.

use super::{Printed, edges, numerals, stream};
use std::collections::{BTreeMap, BTreeSet};

/// Letters of a head, at least and at most.
const SHORTEST: usize = 6;
const LONGEST: usize = 80;
/// So many pages have it at regular distances, or with numbers that rise by one.
const FEWEST: usize = 5;
const FEWEST_NUMBERED: usize = 4;

/// How the head of a page stands to what is before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    /// At once behind a word or stop.
    Close,
    /// Behind a blank, or on a line of its own.
    Blank,
    /// At once behind its folio.
    Folio,
}

/// A place where a head may begin.
struct Place {
    line: usize,
    /// Its first byte in the galley's text, its folio included.
    at: usize,
    number: Option<u32>,
}

type Places<'a> = BTreeMap<(Joint, &'a str), Vec<Place>>;

/// Where heads begin that end lines, or follow the numbers at their beginning, on page after page. `is_lost` says of a
/// count of heads whether there are fewer page turns.
pub(super) fn heads(lines: &[Printed<'_>], is_lost: impl Fn(usize) -> bool) -> Vec<usize> {
    let places = places(lines);
    let is_row = |joint: Joint, places: &[Place]| {
        let rows: Vec<usize> = places.iter().map(|place| place.line).collect();
        places.len() >= FEWEST && stream::is_regular(lines, &rows)
            || joint == Joint::Blank && is_counted(places)
    };
    let rows = places
        .iter()
        .filter(|((joint, _), places)| is_lost(places.len()) && is_row(*joint, places));
    let rows: Vec<(&str, &Vec<Place>)> = rows.map(|((_, words), row)| (*words, row)).collect();
    let mut cuts: BTreeMap<usize, usize> = BTreeMap::new();
    for place in rows.iter().flat_map(|row| row.1) {
        cuts.insert(place.line, place.at);
    }
    // Of `The Bread of Harrow` and `Bread of Harrow` the longer is the head, however it is joined.
    let heads: BTreeSet<&str> = rows.iter().map(|row| row.0).collect();
    let named = places
        .iter()
        .filter(|((_, words), _)| heads.contains(words));
    for place in named.flat_map(|(_, places)| places) {
        if let Some(first) = cuts.get_mut(&place.line) {
            *first = place.at.min(*first);
        }
    }
    cuts.retain(|&line, at| *at > lines[line].start);
    cuts.into_values().collect()
}

/// All places where heads may begin, by their words.
fn places<'a>(lines: &[Printed<'a>]) -> Places<'a> {
    let mut places = Places::new();
    for (line, printed) in lines.iter().enumerate() {
        let text = printed.text;
        for (joint, capital) in joints(text) {
            let tail = &text[capital..];
            let trailing = numerals::trailing(tail);
            let before = number_before(&text[..capital]).filter(|_| trailing.is_none());
            let number = trailing.as_ref().map(|number| number.value);
            let start = before.map_or(capital, |(start, _)| start);
            let words = trailing.map_or(tail, |n| &tail[n.words]);
            // Behind nothing but a number the words are a note's.
            let is_note = start > 0 && !text[..start].contains(char::is_alphabetic);
            if !is_note && !edges::may_be_note(words) {
                let place = Place {
                    line,
                    at: printed.start + start,
                    number: number.or(before.map(|(_, value)| value)),
                };
                places.entry((joint, words)).or_default().push(place);
            }
        }
        if let Some(number) = numerals::joined(text).filter(|n| n.words.len() <= LONGEST) {
            let place = Place {
                line,
                at: printed.start + number.folio.end,
                number: Some(number.value),
            };
            let words = &text[number.words];
            places.entry((Joint::Folio, words)).or_default().push(place);
        }
    }
    places
}

/// The folio before a head: where it begins, and its value.
fn number_before(text: &str) -> Option<(usize, u32)> {
    let bare = text.trim_end();
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = bare.len() - digits;
    let is_apart =
        bare.len() < text.len() && (start == 0 || bare[..start].ends_with(char::is_whitespace));
    let value = bare[start..].parse().ok()?;
    (is_apart && digits <= 4).then_some((start, value))
}

/// Whether the numbers beside a head rise, by one or two from page to page, four times in five.
fn is_counted(places: &[Place]) -> bool {
    let numbers: Vec<u32> = places.iter().filter_map(|place| place.number).collect();
    let pairs = numbers.windows(2);
    let rising = pairs.filter(|pair| (1..=2).contains(&pair[1].wrapping_sub(pair[0])));
    let is_whole = numbers.len() * 5 >= places.len() * 4;
    numbers.len() >= FEWEST_NUMBERED && is_whole && rising.count() * 5 >= (numbers.len() - 1) * 4
}

/// Where a capital stands at the beginning of a word or behind the end of one, and a head may begin.
fn joints(text: &str) -> impl Iterator<Item = (Joint, usize)> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let ends = before.is_lowercase()
            || matches!(before, '.' | ',' | ';' | ':' | '?' | '!' | '”' | '’' | ')');
        let joint = match () {
            () if ends => Some(Joint::Close),
            () if before.is_whitespace() => Some(Joint::Blank),
            () => None,
        };
        before = c;
        let is_length = (SHORTEST..=LONGEST).contains(&(text.len() - at));
        joint
            .filter(|_| c.is_uppercase() && is_length)
            .map(|joint| (joint, at))
    })
}
