//! Notes whose calls are all lost. In: the rows of a text in which no note was found. Out: the bodies that their numbers and
//! places show all the same: numbers that count on from one group of lines to the next, where sentences break off at the
//! groups, or below a heading of notes.
//!
//! Without calls a list looks like notes. But a list stands in one place, and no sentence goes on behind it.

use super::evidence::is_title;
use super::marks::{Gap, Kind, Mark, marks};
use super::rows::{Reading, Row};
use super::sentence::{ends_sentence, starts_lower};
use super::zones::Act;
use super::{Body, Found};
use std::ops::Range;

/// So many bodies in so many groups are no chance.
const BODIES: usize = 6;
const GROUPS: usize = 3;
/// Of the groups so many stand in a sentence: two, and one in three.
const TORN: usize = 2;
const SHARE: usize = 3;
/// Rows of one body at most, where another follows.
const ROWS: usize = 8;
/// Below a heading so many bodies are enough; those of endnotes may be longer.
const ENDNOTES: usize = 4;
const LONG_ROWS: usize = 20;
/// A row that is shorter than so much of a full one ends its body.
const FULL: f32 = 0.88;

/// The bodies, and the heading over them, of a text in which the acts find none.
pub(super) fn found(reading: &Reading, acts: &[(usize, Act)]) -> Option<Found> {
    let is_body = |(_, act): &(usize, Act)| matches!(act, Act::Start(_) | Act::Apart(..));
    if acts.iter().any(is_body) || reading.is_flowed {
        return None;
    }
    endnotes(reading).or_else(|| feet(reading))
}

/// A row that a number heads.
#[derive(Clone, Copy)]
struct Head {
    row: usize,
    mark: Mark,
}

/// Kinds of numbers that notes have.
const KINDS: [Kind; 5] = [
    Kind::Plain,
    Kind::Dot,
    Kind::Paren,
    Kind::Bracket,
    Kind::Superior,
];

/// The number of a kind that a row begins with, if it has a value.
fn head(reading: &Reading, row: usize, kind: Kind, value: u32) -> Option<Head> {
    let fits = |mark: &Mark| {
        (mark.kind, mark.value, mark.misread) == (kind, value, 0) && mark.gap != Gap::Alone
    };
    let mark = marks(reading.ink(row)).into_iter().find(fits)?;
    Some(Head { row, mark })
}

/// Rows that count up from 1, each below the one before it or at the beginning of a group.
fn chain(reading: &Reading, rows: Range<usize>, kind: Kind, most: usize) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for row in rows {
        let value = heads.len() as u32 + 1;
        let is_near = heads.last().is_some_and(|last| row - last.row <= most);
        if is_near || is_apart(&reading.rows[row]) {
            heads.extend(head(reading, row, kind, value));
        }
    }
    heads
}

/// Whether a row stands apart from the one above it.
fn is_apart(row: &Row) -> bool {
    row.blank || row.turn || row.gap
}

/// Notes at feet.
fn feet(reading: &Reading) -> Option<Found> {
    let count = reading.rows.len();
    let chains = KINDS.map(|kind| chain(reading, 0..count, kind, ROWS));
    let heads = chains.into_iter().max_by_key(Vec::len)?;
    let is_one = |a: &Head, b: &Head| {
        let between = &reading.rows[a.row + 1..=b.row];
        between.len() <= ROWS && !between.iter().any(|row| row.turn)
    };
    let groups: Vec<&[Head]> = heads.chunk_by(is_one).collect();
    let full = full(reading);
    let bodies = groups.iter().map(|group| bodies(reading, group, full));
    let bodies: Vec<Vec<Body>> = bodies.collect();
    let torn = bodies
        .iter()
        .filter(|group| is_torn(reading, group))
        .count();
    let is_torn = torn >= TORN && torn * SHARE >= groups.len();
    // Where each ends its page, one sentence that goes on is enough.
    let are_feet = || reading.is_paged && bodies.iter().all(|group| ends_page(reading, group));
    let is_many = heads.len() >= BODIES && groups.len() >= GROUPS;
    let is_found = is_many && (is_torn || torn > 0 && are_feet());
    is_found.then(|| Found {
        bodies: bodies.into_iter().flatten().collect(),
        heads: Vec::new(),
    })
}

/// Notes below a heading that says so, up to the end of the text.
fn endnotes(reading: &Reading) -> Option<Found> {
    let count = reading.rows.len();
    let title = (0..count).rev().find(|&row| is_title(reading.ink(row)))?;
    let chains = KINDS.map(|kind| chain(reading, title + 1..count, kind, LONG_ROWS));
    let heads = chains.into_iter().max_by_key(Vec::len)?;
    let first = heads.first().filter(|first| first.row == title + 1)?;
    let is_close = heads.windows(2).all(|w| w[1].row - w[0].row <= LONG_ROWS);
    let last = heads.last()?.row;
    let is_last = count - last <= LONG_ROWS && last - first.row > count - last;
    (heads.len() >= ENDNOTES && is_close && is_last).then(|| Found {
        bodies: bodies(reading, &heads, full(reading)),
        heads: vec![title],
    })
}

/// How long a full row is: one in ten is longer.
fn full(reading: &Reading) -> u32 {
    let mut lengths: Vec<u32> = reading.rows.iter().map(|row| row.length).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}

/// The bodies of a group: each goes on to the next; the last, while its rows are full, to where something else begins.
fn bodies(reading: &Reading, group: &[Head], full: u32) -> Vec<Body> {
    let rows = &reading.rows;
    let is_full = |row: usize| rows[row].length as f32 >= FULL * full as f32;
    let body = |(index, head): (usize, &Head)| {
        let end = match group.get(index + 1) {
            Some(next) => next.row,
            None => {
                let mut behind = head.row + 1..rows.len();
                let goes_on = |&row: &usize| is_full(row - 1) && !is_apart(&rows[row]);
                behind.find(|row| !goes_on(row)).unwrap_or(rows.len())
            }
        };
        let mut runs = Vec::new();
        let own = (head.row..end).filter(|&row| row == head.row || !rows[row].folio);
        own.for_each(|row| super::adjoin(&mut runs, row..row + 1));
        Body {
            mark: head.mark,
            mark_row: head.row,
            runs,
        }
    };
    group.iter().enumerate().map(body).collect()
}

/// The first row below a group that is no folio.
fn below(reading: &Reading, group: &[Body]) -> Option<usize> {
    let last = group.last()?;
    let end = last.runs.last().map_or(last.mark_row + 1, |run| run.end);
    (end..reading.rows.len()).find(|&row| !reading.rows[row].folio)
}

/// Whether nothing stands below a group on its page.
fn ends_page(reading: &Reading, group: &[Body]) -> bool {
    below(reading, group).is_none_or(|row| reading.rows[row].turn)
}

/// Whether a sentence breaks off above a group and goes on behind it, or goes on behind the page that it ends.
fn is_torn(reading: &Reading, group: &[Body]) -> bool {
    let above = group
        .first()
        .and_then(|first| first.mark_row.checked_sub(1));
    let breaks_off = above.is_some_and(|row| {
        let ink = reading.ink(row);
        !ends_sentence(ink) && ink.ends_with(|c: char| c.is_alphabetic() || ",-—".contains(c))
    });
    below(reading, group).is_some_and(|row| {
        let goes_on = starts_lower(reading.ink(row));
        goes_on && (breaks_off || reading.rows[row].turn)
    })
}
