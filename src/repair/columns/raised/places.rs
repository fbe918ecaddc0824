//! The likeliest place of a raised number. In: a number on a row of its own, and the row below that it was printed in. Out: the
//! number behind one of its words, and a question where another might as well be meant.
//!
//! Calls stand behind sentences and their parts oftener than within; and where places are kept, a number stands above its
//! own. Its blanks are those of smaller type, so that it seems to stand too far right, by as much in the whole text.

use super::{Found, Number, WHY, take};
use crate::galley::{Edit, Line, Pen};
use crate::ledger::{Certainty, Reason};
use crate::repair::columns::gutter::Row;
use crate::repair::foot::sentence::{ends_sentence, starts_lower};
use std::ops::Range;

/// What stands before a place says that it is a call's, in natural logs: a hole before a stop, the end of a sentence, a
/// smaller stop or what closes; three calls in four stand so, one place in eight.
const HOLE: f32 = 4.0;
const SENTENCE: f32 = 3.0;
const PAUSE: f32 = 1.5;
/// A blank wider than others of its row by two characters: the number left room.
const ROOM: f32 = 1.0;
/// How far a number is from its place, in characters, when it is found: two in three are nearer.
const SPREAD: f32 = 3.0;
/// Farther away is no less likely than this: letters differ in width, and a row may be set wide.
const FAR: f32 = -8.0;
/// A number so many times as far away stands above another row.
const FARTHEST: f32 = 5.0;
/// So much too far right do numbers stand, in percent, by how much smaller they are.
const SCALES: std::ops::RangeInclusive<u8> = 100..=150;
/// A place that leads the next best by less is asked about.
const ASK: f32 = 1.5;

/// A place of a row where a call may have stood.
struct Place {
    /// Bytes of the galley that the call takes the place of.
    bytes: Range<usize>,
    column: usize,
    weight: f32,
}

/// How much too far right this text's raised numbers stand.
pub(super) fn scale(text: &str, rows: &[Row], found: &[&Found]) -> f32 {
    let placed: Vec<(&Found, Vec<Place>)> = found
        .iter()
        .filter(|found| found.is_placed)
        .map(|found| (*found, of(text, &rows[found.below])))
        .collect();
    let sum = |scale: f32| -> f32 {
        let numbers = placed
            .iter()
            .flat_map(|(found, places)| found.numbers.iter().map(move |number| (number, places)));
        let best = numbers
            .filter_map(|(number, places)| best(places, |place| weigh(place, number, scale)));
        best.map(|best| best.1).sum()
    };
    let scales = SCALES.step_by(5).map(|scale| f32::from(scale) / 100.0);
    let best = scales.map(|scale| (scale, sum(scale)));
    best.reduce(|one, other| if other.1 > one.1 { other } else { one })
        .map_or(1.0, |best| best.0)
}

/// Puts a row's numbers at their likeliest places, and asks where these are not plain; whether any was put.
pub(super) fn enter(
    pen: &mut Pen<'_>,
    text: &str,
    (lines, rows): (&[Line], &[Row]),
    found: &Found,
    scale: f32,
) -> bool {
    let places = of(text, &rows[found.below]);
    let likeliest: Vec<Option<(usize, f32, f32)>> = found
        .numbers
        .iter()
        .map(|number| match found.is_placed {
            true => best(&places, |place| weigh(place, number, scale))
                .filter(|best| is_near(&places, best.0, number, scale)),
            // Nothing but what stands before it tells its place, and one word is as good as another.
            false => best(&places, |place| place.weight).filter(|best| best.1 > 0.0),
        })
        .collect();
    let is_plain = likeliest
        .iter()
        .all(|best| best.is_some_and(|best| best.2 >= ASK));
    let certainty = match is_plain {
        true => Certainty::Likely,
        false => Certainty::Doubtful,
    };
    if !is_plain {
        ask(pen, text, found);
    }
    let at: Option<Vec<usize>> = likeliest
        .iter()
        .map(|best| Some(best.as_ref()?.0))
        .collect();
    let Some(at) = at.filter(|at| at.is_sorted_by(|one, other| one < other)) else {
        return false;
    };
    take(pen, lines, found, certainty);
    for (number, at) in found.numbers.iter().zip(at) {
        let number = &text[number.bytes.clone()];
        let reason = Reason::from(WHY).because("what stands before it", places[at].weight);
        pen.edit(Edit::sure(places[at].bytes.clone(), number, reason).certainty(certainty));
    }
    true
}

/// Asks where the numbers of a row belong.
fn ask(pen: &mut Pen<'_>, text: &str, found: &Found) {
    for number in &found.numbers {
        let mark = &text[number.bytes.clone()];
        let question = format!("where in the row below does the call `{mark}` belong?");
        let why = "a raised number stands on a row of its own, and no hole shows its place";
        pen.query(number.bytes.clone(), question, why);
    }
}

/// The best place, what it weighs, and by how much it leads the next.
fn best(places: &[Place], weigh: impl Fn(&Place) -> f32) -> Option<(usize, f32, f32)> {
    let weights: Vec<f32> = places.iter().map(weigh).collect();
    let first = (0..weights.len()).reduce(|one, other| match weights[other] > weights[one] {
        true => other,
        false => one,
    })?;
    let others = (0..weights.len()).filter(|&other| other != first);
    let next = others
        .map(|other| weights[other])
        .fold(f32::NEG_INFINITY, f32::max);
    Some((first, weights[first], weights[first] - next))
}

/// What a place weighs for a number above the row.
fn weigh(place: &Place, number: &Number, scale: f32) -> f32 {
    let off = number.columns.start as f32 / scale - place.column as f32;
    place.weight + (-(off / SPREAD).powi(2) / 2.0).max(FAR)
}

/// Whether a number stands about where its place is, and behind a word: one before all words is a folio, or a list's.
fn is_near(places: &[Place], at: usize, number: &Number, scale: f32) -> bool {
    let off = number.columns.start as f32 / scale - places[at].column as f32;
    let is_behind = number.columns.start >= places[0].column;
    is_behind && off.abs() <= FARTHEST * SPREAD
}

/// The places of a row: behind each of its words.
fn of(text: &str, row: &Row) -> Vec<Place> {
    let blanks = row.blanks();
    let mut widths: Vec<usize> = blanks.iter().map(|blank| blank.columns.len()).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(1);
    let start = row.range.start;
    let mut places: Vec<Place> = blanks
        .iter()
        .map(|blank| {
            let (before, after) = (&text[start..blank.bytes.start], &text[blank.bytes.end..]);
            let is_hole = after.starts_with(['.', ',', ';', ')', '”']);
            let has_room = blank.columns.len() > usual + 1;
            let room = if has_room { ROOM } else { 0.0 };
            let end = if is_hole {
                blank.bytes.end
            } else {
                blank.bytes.start
            };
            Place {
                bytes: blank.bytes.start..end,
                column: blank.columns.start,
                weight: if is_hole {
                    HOLE
                } else {
                    before_call(before, after) + room
                },
            }
        })
        .collect();
    let line = text[row.range.clone()].trim_end();
    let end = start + line.len();
    places.push(Place {
        bytes: end..end,
        column: line.chars().count(),
        weight: before_call(line, text[end..].trim_start()),
    });
    places
}

/// What the words before a place and behind it say.
fn before_call(before: &str, after: &str) -> f32 {
    let last = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    // `d. h.`, `S. 5`: what ends in a stop so soon is an abbreviation.
    let is_short = last.ends_with('.') && last.chars().filter(|c| c.is_alphanumeric()).count() < 3;
    match last.chars().next_back() {
        _ if is_short => 0.0,
        _ if ends_sentence(before) && !starts_lower(after) => SENTENCE,
        Some(',' | ';' | ':' | '.' | ')' | '”' | '“' | '’' | '"' | '»' | '›' | '«') => {
            PAUSE
        }
        _ => 0.0,
    }
}
