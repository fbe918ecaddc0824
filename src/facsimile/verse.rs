//! Verse. In: printed lines. Out: the ranges of rows that are its lines.
//!
//! A line of verse ends where the poet ends it: its sentence goes on, the next word would have fitted, and yet the next
//! line begins, with a capital. Each gap between rows is weighed, and the heaviest runs of rows are verse; blank lines
//! between stanzas say nothing. Where each row is a paragraph, no line is full, and the words alone speak.

use super::Facsimile;
use super::measure::FEW_LINES;
use super::sentence::{End, Start};
use crate::galley::Label;
use crate::source::width;
use std::ops::Range;

/// What gaps inside verse and inside prose say.
struct Weights {
    /// A sentence goes on behind a capital although its next word had room.
    broken_early: f32,
    /// The same on a full line: a name begins the next line of prose.
    broken_full: f32,
    /// A sentence goes on in small letters on the line after a full one: prose.
    prose: f32,
    /// A line ends with its sentence; so do paragraphs.
    ended: f32,
    /// A small letter behind the end of a sentence, a broken word, a number: none of verse.
    foreign: f32,
    /// Verse at least: two lines that break off, of three.
    enough: f32,
}

const WEIGHTS: Weights = Weights {
    broken_early: 1.5,
    broken_full: -1.0,
    prose: -3.0,
    ended: -0.2,
    foreign: -2.0,
    enough: 2.8,
};

/// Lines of verse at least.
const LEAST: usize = 3;
/// A row that ends before this share of the measure was not full.
const SHORT: f32 = 0.9;

/// In a title, so many of so many longer words begin with a capital.
const TITLED: (usize, usize) = (4, 5);

/// The lines of verse.
pub(super) fn find(printed: &Facsimile) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut row = 0;
    while row < printed.rows.len() {
        let end = match run(printed, row) {
            Run::Verse(end) => whole(printed, end),
            Run::None(next) => {
                row = next;
                continue;
            }
        };
        if end - row >= LEAST && !is_titled(printed, row..end) {
            found.push(row..end);
        }
        row = end;
    }
    found
}

/// Whether nearly all words of some length have capitals: a title in several rows.
fn is_titled(printed: &Facsimile, rows: Range<usize>) -> bool {
    let words = printed.rows[rows]
        .iter()
        .flat_map(|row| row.text.split_whitespace());
    let long = words.filter(|word| word.chars().count() >= 4);
    let (mut all, mut capital) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    capital * TITLED.1 >= all * TITLED.0
}

/// What begins with a row.
enum Run {
    /// Verse, up to a row.
    Verse(usize),
    /// None; nor does any begin with the rows before this one.
    None(usize),
}

/// The heaviest run of verse that begins with a row.
///
/// What was read in vain is not read again: whatever would begin inside it would lack what spoke for verse before, and would
/// break off at the same row.
fn run(printed: &Facsimile, first: usize) -> Run {
    if !is_line(printed, first) {
        return Run::None(first + 1);
    }
    let (mut sum, mut best) = (0.0, (0.0, first));
    let mut next = first + 1;
    for row in first..printed.rows.len().saturating_sub(1) {
        next = row + 1;
        if !can_be_line(printed, row + 1) {
            break;
        }
        sum += weigh(printed, row);
        if sum > best.0 {
            best = (sum, row + 1);
        }
        // Verse that is broken off by so much prose begins anew.
        if sum < 0.0 || sum < best.0 - WEIGHTS.enough {
            break;
        }
    }
    if best.0 < WEIGHTS.enough {
        return Run::None(next);
    }
    let is_paragraph = goes_on(printed, best.1);
    let last = best.1 - usize::from(is_paragraph);
    match last > first {
        true => Run::Verse(last + 1),
        false => Run::None(first + 1),
    }
}

/// The end of the stanza: lines that end with their sentences say nothing themselves.
fn whole(printed: &Facsimile, mut end: usize) -> usize {
    let rows = &printed.rows;
    while end < rows.len() && can_be_line(printed, end) && !rows[end - 1].gap.is_blank() {
        let is_last = rows[end].gap.is_blank()
            || rows
                .get(end + 1)
                .is_none_or(|next| rows[end].gap.turned || next.indent != rows[end].indent);
        let is_beside = rows[end].indent == rows[end - 1].indent && rows[end].indent > 0;
        let opens = match rows[end].opens {
            Start::Upper => true,
            Start::Lower => is_beside && is_last,
            _ => false,
        };
        if !opens || !is_short(printed, end) || rows[end - 1].gap.turned || goes_on(printed, end) {
            break;
        }
        end += 1;
    }
    end
}

/// What the gap after a row says for verse on both sides of it.
fn weigh(printed: &Facsimile, row: usize) -> f32 {
    let (above, below) = (&printed.rows[row], &printed.rows[row + 1]);
    let is_open = matches!(above.closes, End::Letter | End::Comma);
    match below.opens {
        Start::Upper if above.gap.is_blank() || above.gap.turned => 0.0,
        Start::Upper if is_open && has_room(printed, row) => WEIGHTS.broken_early,
        Start::Upper if is_open => WEIGHTS.broken_full,
        Start::Upper if above.closes == End::Hyphen => WEIGHTS.foreign,
        Start::Upper => WEIGHTS.ended,
        Start::Lower if is_open && has_room(printed, row) && !above.gap.turned => 0.0,
        Start::Lower if is_open => WEIGHTS.prose,
        _ => WEIGHTS.foreign,
    }
}

/// Whether verse can begin with a row.
fn is_line(printed: &Facsimile, row: usize) -> bool {
    printed.rows[row].opens == Start::Upper && can_be_line(printed, row) && is_short(printed, row)
}

/// Whether a row is running text as it was printed, and not a title in capitals.
fn can_be_line(printed: &Facsimile, row: usize) -> bool {
    let row = &printed.rows[row];
    let is_small = row.text.contains(char::is_lowercase);
    matches!(row.label, Label::Body | Label::Call(_)) && !row.gap.closed && is_small
}

fn is_short(printed: &Facsimile, row: usize) -> bool {
    if printed.measure.is_wrapped {
        (0.1..SHORT).contains(&printed.measure.share(&printed.rows[row]))
    } else {
        width::of(&printed.rows[row].text) < FEW_LINES
    }
}

/// Whether the next row's first word would have fitted.
fn has_room(printed: &Facsimile, row: usize) -> bool {
    let next = printed.rows[row + 1].text.split_whitespace().next();
    let is_free = printed.measure.has_room(row, next.unwrap_or_default());
    is_short(printed, row) && (is_free || !printed.measure.is_wrapped)
}

/// Whether a paragraph goes on after a row in full lines.
fn goes_on(printed: &Facsimile, row: usize) -> bool {
    row + 1 < printed.rows.len()
        && can_be_line(printed, row + 1)
        && weigh(printed, row) <= WEIGHTS.prose
}
