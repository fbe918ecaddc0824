//! Lines of a region. In: its pieces, in the order of the stream. Out: [`Row`]s, from the top down; what stands in the
//! margin is a row of its own, after the line at its height.

use super::beside::Margin;
use super::margin;
use super::piece::{DROPPED, Piece, Set};
use crate::source::typography::Style;

/// Pieces of like size stand on one line if their baselines are no farther apart, in ems.
const LEVEL: f64 = 0.15;
/// So high above a line's baseline, in its ems, a raised sign may stand, and so low below it a lowered one.
const RAISED: f64 = 0.75;
const LOWERED: f64 = 0.35;
/// A raised or lowered piece stands no farther, in ems, from what it belongs to.
const BESIDE: f64 = 0.6;
/// The raised label of a note stands so far before its words, in ems, where a tab parts them, and has so many signs.
const TABBED: f64 = 4.0;
const LABEL: usize = 4;
/// Below this ratio of sizes a piece is smaller than its line.
const SMALLER: f64 = 0.87;

/// A line.
#[derive(Debug)]
pub(super) struct Row {
    pub pieces: Vec<Piece>,
    pub baseline: i32,
    pub size: i32,
    pub is_marginal: bool,
}

impl Row {
    fn new(piece: Piece, is_marginal: bool) -> Row {
        Row {
            baseline: piece.baseline,
            size: piece.size,
            is_marginal,
            pieces: vec![piece],
        }
    }

    /// Its glyphs, from the left. Those of a piece keep the order of the stream: boxes of OCR overlap, and a comma may
    /// begin after the next word. Only what is drawn into another piece, such as accents after all letters, is sorted in.
    pub fn into_glyphs(self) -> Vec<Set> {
        let mut pieces = self.pieces;
        pieces.sort_by_key(|piece| piece.left);
        let mut sets: Vec<Set> = Vec::new();
        let mut last: Option<Piece> = None;
        for piece in pieces {
            if last.as_ref().is_some_and(|last| last.is_again(&piece)) {
                let from = sets.len() - piece.glyphs.len();
                sets[from..]
                    .iter_mut()
                    .for_each(|set| set.glyph.style |= Style::BOLD);
                continue;
            }
            let right = last.as_ref().map(|last| last.right);
            let is_within = right.is_some_and(|right| (right - piece.left) * 2 > piece.width());
            sets.extend(piece.glyphs.iter().cloned());
            if is_within {
                sets.sort_by_key(|set| set.glyph.left);
            }
            if right.is_none_or(|right| piece.right > right) {
                last = Some(piece);
            }
        }
        sets
    }

    /// Where it begins.
    pub fn left(&self) -> i32 {
        self.pieces.iter().map(|own| own.left).min().unwrap_or(0)
    }

    /// How many letters it has.
    pub fn letters(&self) -> usize {
        let sets = self.pieces.iter().flat_map(|piece| &piece.glyphs);
        let is_letter = |set: &&Set| set.glyph.sign.text.chars().any(char::is_alphabetic);
        sets.filter(is_letter).count()
    }

    /// How far a piece stands from the nearest of its own.
    fn distance(&self, piece: &Piece) -> i32 {
        let gap = |own: &Piece| (own.left - piece.right).max(piece.left - own.right).max(0);
        self.pieces.iter().map(gap).min().unwrap_or(i32::MAX)
    }

    /// Whether a piece is smaller and raised, and stands before the line as the label of a note does.
    fn is_labelled(&self, piece: &Piece) -> bool {
        let em = f64::from(self.size);
        let left = self.pieces.iter().map(|own| own.left).min().unwrap_or(0);
        piece.glyphs.len() <= LABEL
            && f64::from(piece.size) < em * SMALLER
            && piece.baseline < self.baseline
            && f64::from(self.baseline - piece.baseline) < RAISED * em
            && (0.0..=TABBED * em).contains(&f64::from(left - piece.right))
    }

    /// How badly a piece fits; none where it does not belong to this line.
    fn misfit(&self, piece: &Piece) -> Option<i32> {
        let em = f64::from(self.size);
        let above = f64::from(self.baseline - piece.baseline);
        let is_small = f64::from(piece.size) < em * SMALLER;
        let is_level = above.abs() <= LEVEL * em.max(f64::from(piece.size));
        let is_large = f64::from(piece.size) >= em * DROPPED;
        if is_large || !is_level {
            let is_beside = f64::from(self.distance(piece)) <= BESIDE * em;
            let reach = if is_small { RAISED } else { RAISED * 0.7 };
            let is_short = is_small || piece.glyphs.len() <= 6;
            let is_near = (-LOWERED * em..=reach * em).contains(&above);
            if is_large || !is_beside || !is_near || !is_short {
                return None;
            }
        }
        let middle = |baseline: i32, size: i32| baseline - size * 3 / 10;
        Some((middle(self.baseline, self.size) - middle(piece.baseline, piece.size)).abs())
    }
}

/// The lines of a region.
pub(super) fn rows(pieces: Vec<Piece>) -> Vec<Row> {
    let margin = Margin::of(&pieces);
    let mut rows: Vec<Row> = Vec::new();
    // The longest first: what is raised finds its line there, and does not make one.
    let mut pieces = pieces;
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.glyphs.len()));
    let mut dropped = Vec::new();
    for piece in pieces {
        let is_marginal = margin.has(&piece);
        if let Some(row) = labelled(&mut rows, &piece) {
            row.pieces.push(piece);
            continue;
        }
        match fitting(&mut rows, &piece, is_marginal) {
            Some(row) => row.pieces.push(piece),
            None if piece.glyphs.len() <= 3 && !is_marginal => dropped.push(piece),
            None => rows.push(Row::new(piece, is_marginal)),
        }
    }
    for piece in dropped {
        place_dropped(piece, &mut rows);
    }
    rows.sort_by_key(|row| (row.baseline, row.is_marginal));
    after_their_lines(rows)
}

/// The line that a piece is the label of.
fn labelled<'r>(rows: &'r mut [Row], piece: &Piece) -> Option<&'r mut Row> {
    let lines = rows
        .iter_mut()
        .filter(|row| !row.is_marginal && row.is_labelled(piece));
    lines.min_by_key(|row| row.baseline - piece.baseline)
}

/// The line that a piece fits best.
fn fitting<'r>(rows: &'r mut [Row], piece: &Piece, is_marginal: bool) -> Option<&'r mut Row> {
    let fits = rows.iter_mut().filter(|row| row.is_marginal == is_marginal);
    let fits = fits.filter_map(|row| Some((row.misfit(piece)?, row)));
    fits.min_by_key(|(misfit, _)| *misfit).map(|(_, row)| row)
}

/// A large capital belongs to the first of the lines that stand beside it.
fn place_dropped(piece: Piece, rows: &mut Vec<Row>) {
    let top = piece.baseline - piece.size * 8 / 10;
    let beside = rows.iter_mut().filter(|row| {
        let left = row.pieces.iter().map(|own| own.left).min().unwrap_or(0);
        let is_large = f64::from(piece.size) >= f64::from(row.size) * DROPPED;
        is_large
            && row.baseline > top
            && row.baseline <= piece.baseline + row.size / 4
            && left >= piece.right - piece.size / 4
            && left - piece.right < piece.size
    });
    if let Some(row) = beside.min_by_key(|row| row.baseline) {
        row.pieces.insert(0, piece);
        return;
    }
    // A few letters alone on their line, in several pieces.
    match fitting(rows, &piece, false) {
        Some(row) => row.pieces.push(piece),
        None => rows.push(Row::new(piece, false)),
    }
}

/// Puts lines of the margin after the line at their height, and notes in the margin after all but a folio.
fn after_their_lines(rows: Vec<Row>) -> Vec<Row> {
    let (rows, notes) = margin::parted(rows);
    let mut placed: Vec<Row> = Vec::with_capacity(rows.len());
    let mut waiting: Vec<Row> = Vec::new();
    for row in rows {
        if row.is_marginal {
            waiting.push(row);
            continue;
        }
        // A line a little lower than the margin's is the one at its height.
        let (same, above): (Vec<Row>, Vec<Row>) = waiting
            .drain(..)
            .partition(|margin| (row.baseline - margin.baseline) * 2 <= row.size);
        placed.extend(above);
        placed.push(row);
        placed.extend(same);
    }
    placed.extend(waiting);
    let foot = margin::foot(&placed);
    placed.splice(foot..foot, notes);
    placed
}
