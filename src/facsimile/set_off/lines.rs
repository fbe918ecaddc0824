//! Verse among rows that stand in. In: the rows and their edges. Out: whether their ends are the poet's, and which of them
//! only go on with a line that was too long.

use super::{SAME, is_apart, left, room};
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::repair::given;
use crate::source::width;

/// What speaks for verse.
struct Weights {
    /// A share of one of lines that leave room for the next word, above a half.
    room: f32,
    /// A share of one of lines that begin with a capital, above a half.
    capitals: f32,
    /// Each line that breaks off inside its sentence and leaves room; no more than the second.
    broken: f32,
    most_broken: f32,
    /// None does.
    unbroken: f32,
    /// It stands in far more than first lines do.
    deep: f32,
    /// It stands in as first lines do, or its lines begin with dashes: so does each paragraph of a line, as of speech.
    first: f32,
    /// There is room above and below it, as speech has none.
    apart: f32,
    /// From here on it is verse.
    enough: f32,
}

/// Prose leaves room at the ends of paragraphs alone: of a third of its lines at most. Verse without capitals must leave
/// room at the end of nearly all.
const WEIGHTS: Weights = Weights {
    room: 6.0,
    capitals: 2.0,
    broken: 0.5,
    most_broken: 1.5,
    unbroken: -1.0,
    deep: 1.0,
    first: -3.0,
    apart: 1.0,
    enough: 2.5,
};
/// Room for the next word is so much more than it is wide, in ems: the measure of words is an estimate.
const PLAY: f32 = 0.5;
/// An em in the unit of widths.
const EM: f32 = 1000.0;
/// A line that goes on below stands so many ems farther in.
const OVER: f32 = 0.6;

/// Ends of lines differ by so many ems where they are not set to the measure.
const UNEVEN: f32 = 0.5;
/// A quotation stands in at the right as at the left; so many ems more are not its measure.
const FAR: f32 = 4.0;
/// So many ems farther in than first lines is deep.
const DEEP: f32 = 3.0;

/// What is known of the text around.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// How far in first lines stand.
    pub first: f32,
    /// Whether lines of prose are set to the measure: then what ends before others is no prose.
    pub is_justified: bool,
}

/// The rows that only go on with the line above, if the rows are verse.
pub(super) fn verse(
    rows: &[Row],
    (edge, right): (f32, f32),
    is_parted: bool,
    habits: Habits,
) -> Option<Vec<usize>> {
    // What stands in stands in at both sides, or ends with the longest line.
    let limit = if is_even(rows, (edge, right)) {
        right
    } else {
        right.min(edge).max(0.0)
    };
    let over: Vec<usize> = (1..rows.len())
        .filter(|&i| is_over(rows, i, limit))
        .collect();
    let is_line = |i: &usize| !over.contains(i);
    let ends: Vec<usize> = (0..rows.len() - 1)
        .filter(|&i| is_line(&(i + 1)) && !is_apart(&rows[i + 1]))
        .collect();
    if ends.is_empty() {
        return None;
    }
    let is_uneven = |i: usize| habits.is_justified && room(&rows[i]) - right > UNEVEN;
    let roomy: Vec<usize> = ends
        .iter()
        .copied()
        .filter(|&i| is_uneven(i) || has_room(rows, i, limit))
        .collect();
    let broken = roomy
        .iter()
        .filter(|&&i| rows[i].closes != End::Sentence)
        .count();
    let lines: Vec<usize> = (0..rows.len()).filter(is_line).collect();
    let capitals = lines
        .iter()
        .filter(|&&i| rows[i].opens != Start::Lower)
        .count();
    let share = |some: usize, all: usize| some as f32 / all as f32 - 0.5;
    let breaks = match broken {
        0 => WEIGHTS.unbroken,
        _ => (WEIGHTS.broken * broken as f32).min(WEIGHTS.most_broken),
    };
    // Two lines of prose may stand in more at the right.
    if lines.len() < 3 && capitals < lines.len() && edge < habits.first + DEEP {
        return None;
    }
    let is_first = habits.first > 0.0 && (edge - habits.first).abs() < SAME;
    let dashes = lines
        .iter()
        .filter(|&&i| rows[i].opens == Start::Dash)
        .count();
    let is_speech = dashes * 2 > lines.len();
    let score = WEIGHTS.room * share(roomy.len(), ends.len())
        + WEIGHTS.capitals * share(capitals, lines.len())
        + breaks
        + given(edge > habits.first + DEEP, WEIGHTS.deep)
        + given(is_first || is_speech, WEIGHTS.first)
        + given(is_parted, WEIGHTS.apart);
    (score >= WEIGHTS.enough).then_some(over)
}

/// Whether most rows but the last end at one place: they are set to a measure of their own. Lines that end far from the
/// edge end at one place by chance, too: of these, nearly all must, and nearly exactly.
fn is_even(rows: &[Row], (edge, right): (f32, f32)) -> bool {
    let inner = &rows[..rows.len() - 1];
    let is_far = right - edge > FAR;
    let near = if is_far { UNEVEN / 2.0 } else { UNEVEN };
    let at_edge = inner.iter().filter(|row| room(row) - right < near).count();
    let share = if is_far { (4, 3) } else { (2, 1) };
    at_edge > 1 && at_edge * share.0 >= inner.len() * share.1
}

/// Whether the next row's first word would have fitted.
fn has_room(rows: &[Row], row: usize, limit: f32) -> bool {
    let word = rows[row + 1]
        .text
        .split_whitespace()
        .next()
        .unwrap_or_default();
    let size = rows[row].stand.map_or(1.0, |stand| stand.size);
    room(&rows[row]) - limit > width::of(word) / EM * size + PLAY
}

/// Whether a row goes on with the one above, which was full.
fn is_over(rows: &[Row], row: usize, limit: f32) -> bool {
    let above = &rows[row - 1];
    let is_deeper = left(&rows[row]) - left(above) > OVER;
    let is_beside = (left(&rows[row]) - left(above)).abs() < SAME && row > 1;
    let is_inner = above.closes == End::Hyphen || rows[row].opens == Start::Lower;
    let is_full = !has_room(rows, row - 1, limit);
    is_inner && is_full && (is_deeper || is_beside && is_over(rows, row - 1, limit))
}
