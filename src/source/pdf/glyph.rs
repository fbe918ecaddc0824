//! What a page draws. Out of the interpreter, into the make-up of lines: [`Glyph`]s, rules and pictures, in hundredths of a
//! point from the upper left corner of the shown page.

use super::scan::Scan;
use super::sign::Sign;
use crate::source::typography::{Picture, Rule, Style};
use std::rc::Rc;

/// Which way a glyph's line runs, in quarter turns clockwise from the usual; none where it is askew.
pub(super) type Turn = Option<u8>;

/// One glyph at its place.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it stands for.
    pub sign: Rc<Sign>,
    /// Where it begins.
    pub left: i32,
    /// Where its advance ends, without spacing.
    pub right: i32,
    /// Its baseline.
    pub baseline: i32,
    /// The size of its type.
    pub size: i32,
    /// Its face.
    pub face: u16,
    /// How it is set.
    pub style: Style,
    /// Which way its line runs.
    pub turn: Turn,
}

impl Glyph {
    /// The lowest point of its ink above the baseline of `line`, in hundredths of a point.
    pub fn foot_above(&self, line: i32) -> i32 {
        line - self.baseline + i32::from(self.sign.ink.foot) * self.size / 1000
    }

    /// Whether its ink is known.
    pub fn has_ink(&self) -> bool {
        self.sign.ink.head != self.sign.ink.foot
    }
}

/// All that a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The glyphs, in the order of the stream.
    pub glyphs: Vec<Glyph>,
    /// The rules.
    pub rules: Vec<Rule>,
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// The picture that its text lies under.
    pub scan: Option<Scan>,
    /// Whether a bound cut it short.
    pub is_cut: bool,
}

/// Hundredths of a point, rounded once.
pub(super) fn hundredths(points: f64) -> i32 {
    (points * 100.0).round().clamp(-1e8, 1e8) as i32
}
