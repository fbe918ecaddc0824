//! Lines by themselves. In: where a line begins and ends, and its width. Out: how it is fitted and what it costs, whatever stands
//! above it; looked at once, however often its paragraph is broken.

use super::fit::looseness;
use super::{Edge, Fit, MANY, Point, Room, Width, fit};

/// What is wider than its room: only where there is no other way.
const OVERFULL: i64 = 10_000_000;
/// A last line of less than 2 em.
const RUNT: i64 = 12_000;
/// A last line of less than 4 em.
const SHORT: i64 = 150;

/// How a line is fitted, and what it costs without the penalty of its end; None for one that may not be.
type Own = Option<(Fit, i64)>;

/// What is known of the lines that begin at a point: all that end at one of some points in a row, in one width.
#[derive(Clone, Debug, Default)]
struct Row {
    width: i64,
    first: usize,
    own: Vec<Own>,
}

/// What is known of the lines of a paragraph, in one tolerance.
pub(super) struct Lines {
    /// By the point where they begin. In paragraphs of very many points, which would take memory without bound, all share one.
    rows: Vec<Row>,
    /// The point whose lines stand in the shared row.
    shared: usize,
}

impl Lines {
    /// Nothing is known yet of a paragraph of so many points.
    pub(super) fn new(points: usize) -> Lines {
        Lines {
            rows: vec![Row::default(); if points > MANY { 1 } else { points }],
            shared: 0,
        }
    }

    /// The line from one point to another in a width.
    pub(super) fn get(
        &mut self,
        (from, to, width): (usize, usize, i64),
        (points, room, tolerance): (&[Point], &Room, i32),
    ) -> Own {
        let find = || own((points, from, to), (room, width), tolerance);
        let is_shared = self.rows.len() < points.len();
        let row = &mut self.rows[if is_shared { 0 } else { from }];
        if row.own.is_empty() || is_shared && self.shared != from {
            row.own.clear();
            (row.width, row.first) = (width, to);
            self.shared = from;
        }
        if row.width != width || to < row.first {
            return find();
        }
        match row.own.get(to - row.first) {
            Some(own) => *own,
            None if to - row.first == row.own.len() => {
                let own = find();
                row.own.push(own);
                own
            }
            None => find(),
        }
    }
}

fn own(
    (points, from, to): (&[Point], usize, usize),
    (room, width): (&Room, i64),
    tolerance: i32,
) -> Own {
    let (start, end) = (&points[from], &points[to]);
    let ends = end.is_forced || !room.is_justified();
    let line_width = Width {
        width,
        em: room.em,
        is_free: ends,
    };
    let is_last = to + 1 == points.len();
    let (fit, own) = match fit(start, end, line_width) {
        Some(fit) if fit.stretch > tolerance => return None,
        Some(fit) if ends && fit.stretch >= 0 => (fit, raggedness(start, end, (room, width))),
        Some(fit) => (fit, looseness(fit, room.em)),
        None if tolerance == i32::MAX && to == from + 1 => (Fit::default(), OVERFULL),
        None => return None,
    };
    let runt = if is_last { runt(start, end, room) } else { 0 };
    Some((fit, own + runt))
}

/// Ragged lines should be of about one length; the last line may be of any, unless they are balanced.
fn raggedness(start: &Point, end: &Point, (room, width): (&Room, i64)) -> i64 {
    if end.is_forced && room.edge != Edge::Balanced {
        return 0;
    }
    let natural = end.ink_end - start.ink_start + end.space_end - start.space_start;
    let share = (width - natural).max(0) * 100 / width.max(1);
    share * share
}

/// What a short last line costs, unless it is the only one.
fn runt(start: &Point, end: &Point, room: &Room) -> i64 {
    if start.ink_start == 0 {
        return 0;
    }
    let natural = end.ink_end - start.ink_start + end.space_end - start.space_start;
    match natural / room.em.max(1) {
        0..=1 => RUNT,
        2..=3 => SHORT,
        _ => 0,
    }
}
