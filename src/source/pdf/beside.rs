//! What stands in the margin. In: the pieces of a region. Out: [`Margin`], which tells the pieces beside the block of text
//! from those in it: line numbers, side notes, and notes that the text runs around.

use super::column::median;
use super::piece::{Piece, Set};
use crate::source::typography::Style;
use std::collections::BTreeSet;

/// What stands so many ems beside the block, or beside the text at its height, is in its margin.
const APART: f64 = 0.7;
/// Lines that make a block: so many of them have to be long.
const LINES: usize = 4;
/// The longest line of a block has so many ems.
const WIDEST: i32 = 10;
/// What the text runs around is set so much smaller.
const SMALLER: f64 = 0.9;
/// So many pieces of text are looked at beside a piece: hostile pages have no end of them.
const MOST: usize = 64;
/// Its lines are so many times their size apart at most, and begin so near each other, in ems.
const LEADING: f64 = 1.7;
const EDGE: f64 = 0.5;

/// The margin of a region.
pub(super) struct Margin {
    block: Option<Block>,
    /// Lines that the text runs around: their baselines, and where they begin.
    around: BTreeSet<(i32, i32)>,
}

/// The block of text.
struct Block {
    left: i32,
    right: i32,
    size: i32,
    /// The pieces of its size: from where to where they reach, by their baselines.
    text: Vec<(i32, i32, i32)>,
}

impl Margin {
    /// Finds it; a region of few long lines has none.
    pub fn of(pieces: &[Piece]) -> Margin {
        let block = Block::of(pieces);
        let mut around = BTreeSet::new();
        if let Some(block) = &block {
            let mut small: Vec<&Piece> = pieces.iter().filter(|p| block.is_free(p)).collect();
            small.sort_by_key(|piece| piece.baseline);
            for piece in small {
                // The last line of a note may be too short to reach out of the block.
                let goes_on = around.last().is_some_and(|last| is_below(piece, *last));
                if goes_on || block.is_passed(piece) {
                    around.insert((piece.baseline, piece.left));
                }
            }
        }
        Margin { block, around }
    }

    /// Whether a piece stands in it.
    pub fn has(&self, piece: &Piece) -> bool {
        let is_beside = self.block.as_ref().is_some_and(|b| b.is_beside(piece));
        is_beside || self.around.contains(&(piece.baseline, piece.left))
    }
}

/// Whether a piece stands right below a line, as the next line of a note does.
fn is_below(piece: &Piece, (baseline, left): (i32, i32)) -> bool {
    let size = f64::from(piece.size);
    f64::from(piece.baseline - baseline) <= LEADING * size
        && f64::from((piece.left - left).abs()) <= EDGE * size
}

impl Block {
    /// From where to where the long lines of a region reach; none where it has few.
    fn of(pieces: &[Piece]) -> Option<Block> {
        let widest = pieces.iter().map(Piece::width).max()?;
        let long = pieces.iter().filter(|piece| piece.width() * 2 >= widest);
        let long: Vec<&Piece> = long.collect();
        if long.len() < LINES {
            return None;
        }
        let size = median(long.iter().map(|piece| piece.size).collect())?;
        if widest < size * WIDEST {
            return None;
        }
        let large = pieces.iter().filter(|piece| !is_smaller(piece, size));
        let mut text: Vec<(i32, i32, i32)> = large
            .map(|piece| (piece.baseline, piece.left, piece.right))
            .collect();
        text.sort_unstable();
        Some(Block {
            left: long.iter().map(|piece| piece.left).min()?,
            right: long.iter().map(|piece| piece.right).max()?,
            size,
            text,
        })
    }

    /// Whether all of a piece stands beside the block.
    fn is_beside(&self, piece: &Piece) -> bool {
        let apart = f64::from(piece.size) * APART;
        f64::from(self.left - piece.right) > apart || f64::from(piece.left - self.right) > apart
    }

    /// Whether a piece reaches out of the block.
    fn is_passed(&self, piece: &Piece) -> bool {
        let apart = f64::from(piece.size) * APART;
        f64::from(self.left - piece.left) > apart || f64::from(piece.right - self.right) > apart
    }

    /// Whether a piece is smaller than the text and stands at the block's edge: all text at its height is on one side of
    /// it, and apart.
    fn is_free(&self, piece: &Piece) -> bool {
        // The sizes of words that were read off a picture waver.
        let is_drawn = |set: &Set| !set.glyph.style.has(Style::INVISIBLE);
        if !is_smaller(piece, self.size) || !piece.glyphs.iter().all(is_drawn) {
            return false;
        }
        let apart = (f64::from(piece.size) * APART) as i32;
        let top = self
            .text
            .partition_point(|text| text.0 <= piece.baseline - self.size);
        let at_height = self.text[top..].iter();
        let at_height = at_height.take_while(|text| text.0 < piece.baseline + self.size);
        let mut at_height = at_height.take(MOST);
        let is_right = piece.center() * 2 > self.left + self.right;
        at_height.all(|&(_, left, right)| match is_right {
            true => right + apart <= piece.left,
            false => piece.right + apart <= left,
        })
    }
}

fn is_smaller(piece: &Piece, size: i32) -> bool {
    f64::from(piece.size) < f64::from(size) * SMALLER
}
