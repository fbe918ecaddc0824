//! Glyphs that the stream sets one after another. In: a page's glyphs in the order of the stream. Out: [`Piece`]s of lines.

use super::glyph::Glyph;

/// A gap of so many ems parts pieces. Parts of one line come together again, so it only has to be less than what parts
/// a text from a note in its margin.
const APART: f64 = 0.8;
/// How far, in ems, a baseline may move within a piece: scans lean.
const LEVEL: f64 = 0.1;
/// How far back, in ems, a glyph may begin and be set with the one before it: an accent over its letter, or its letter
/// after an accent.
const BACK: f64 = 0.9;
/// Text starts anew rather than goes on where a glyph begins so far, in ems, before the end of the last.
const OVER: f64 = 1.2;
/// From this ratio of sizes on, one is a drop capital beside its line.
pub(super) const DROPPED: f64 = 1.6;

/// A glyph with what stands before it.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub glyph: Glyph,
    /// Whether a blank was drawn before it.
    pub after_blank: bool,
}

/// A part of a line, at least one glyph that is no blank.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub glyphs: Vec<Set>,
    pub left: i32,
    pub right: i32,
    pub baseline: i32,
    pub size: i32,
}

impl Piece {
    /// A piece of one glyph.
    pub fn new(set: Set) -> Piece {
        Piece {
            left: set.glyph.left,
            right: set.glyph.right,
            baseline: set.glyph.baseline,
            size: set.glyph.size,
            glyphs: vec![set],
        }
    }

    /// Adds a glyph at its end.
    pub fn push(&mut self, set: Set) {
        self.left = self.left.min(set.glyph.left);
        self.right = self.right.max(set.glyph.right);
        self.glyphs.push(set);
    }

    /// How wide it is.
    pub fn width(&self) -> i32 {
        self.right - self.left
    }

    /// The same, so far to the right.
    pub fn moved(mut self, by: i32) -> Piece {
        for set in &mut self.glyphs {
            set.glyph.left += by;
            set.glyph.right += by;
        }
        self.left += by;
        self.right += by;
        self
    }

    /// Its middle.
    pub fn center(&self) -> i32 {
        i32::midpoint(self.left, self.right)
    }

    /// Whether it says the same at the same place as another: it was drawn again for boldness.
    pub fn is_again(&self, other: &Piece) -> bool {
        let near = (self.size / 10).max(1);
        let is_near = (self.left - other.left).abs() <= near
            && (self.baseline - other.baseline).abs() <= near;
        is_near
            && self.glyphs.len() == other.glyphs.len()
            && self
                .glyphs
                .iter()
                .zip(&other.glyphs)
                .all(|(a, b)| a.glyph.sign.text == b.glyph.sign.text)
    }

    /// Takes the size of most of its glyphs.
    fn settle(&mut self) {
        let mut sizes: Vec<i32> = self.glyphs.iter().map(|set| set.glyph.size).collect();
        sizes.sort_unstable();
        self.size = sizes[sizes.len() / 2];
        let mut lines: Vec<i32> = self.glyphs.iter().map(|set| set.glyph.baseline).collect();
        lines.sort_unstable();
        self.baseline = lines[lines.len() / 2];
    }
}

/// Parts the glyphs of a page.
pub(super) fn pieces(glyphs: Vec<Glyph>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut after_blank = false;
    let mut silent: Option<Glyph> = None;
    for mut glyph in glyphs {
        if glyph.sign.is_blank {
            after_blank = true;
            continue;
        }
        if glyph.sign.text.is_empty() {
            silent = Some(glyph);
            continue;
        }
        if let Some(silent) = silent.take() {
            begin(&mut glyph, &silent, pieces.last());
        }
        let set = Set { glyph, after_blank };
        after_blank = false;
        match pieces.last_mut() {
            Some(piece) if goes_on(piece, &set.glyph) => piece.push(set),
            _ => pieces.push(Piece::new(set)),
        }
    }
    pieces.iter_mut().for_each(Piece::settle);
    pieces
}

/// Lets a line begin where its first glyphs stand that are read elsewhere.
fn begin(glyph: &mut Glyph, silent: &Glyph, before: Option<&Piece>) {
    let is_first = !before.is_some_and(|piece| goes_on(piece, silent));
    let is_beside = glyph.baseline == silent.baseline
        && glyph.left >= silent.left
        && glyph.left - silent.right < glyph.size;
    if is_first && is_beside {
        glyph.left = silent.left;
    }
}

fn goes_on(piece: &Piece, next: &Glyph) -> bool {
    let Some(last) = piece.glyphs.last().map(|set| &set.glyph) else {
        return false;
    };
    let (small, large) = (last.size.min(next.size), last.size.max(next.size));
    let em = f64::from(small);
    let gap = f64::from(next.left - last.right);
    let is_level = f64::from((next.baseline - last.baseline).abs()) <= LEVEL * em;
    let back = f64::from(last.left - next.left);
    let over = f64::from(last.right - next.left);
    is_level
        && over <= OVER * em
        && f64::from(large) < em * DROPPED
        && gap <= APART * em
        && back <= BACK * em
}
