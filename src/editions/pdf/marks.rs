//! Marks for the printing house and the bindery. In: where the paper is trimmed, cut, folded and sewn. Out: operators
//! that draw them in black, a quarter of a point thin.

use super::ink::Paint;
use super::number::{Milli, decimal, milli};
use crate::typeset::Length;
use crate::typeset::page::Size;

/// How long a mark is: 5 mm.
const LENGTH: Milli = 14_173;

/// Marks on a side of paper, to be drawn from its own or the trimmed page's lower left corner.
#[derive(Default)]
pub(crate) struct Marks {
    solid: Vec<[Milli; 4]>,
    dashed: Vec<[Milli; 4]>,
    bars: Vec<[Milli; 4]>,
}

impl Marks {
    /// Corners outside of the bleed of a page that stands at the origin.
    pub fn corners(&mut self, trim: Size, bleed: Length) {
        let (width, height, bleed) = (milli(trim.width), milli(trim.height), milli(bleed));
        for x in [0, width] {
            self.ends_of_vertical(x, (-bleed, height + bleed), false);
        }
        for y in [0, height] {
            self.ends_of_horizontal(y, (-bleed, width + bleed), false);
        }
    }

    /// A mark beyond each end of an upright line.
    pub fn ends_of_vertical(&mut self, x: Milli, (low, high): (Milli, Milli), is_fold: bool) {
        let lines = if is_fold {
            &mut self.dashed
        } else {
            &mut self.solid
        };
        lines.push([x, low - LENGTH, x, low]);
        lines.push([x, high, x, high + LENGTH]);
    }

    /// A mark beyond each end of a level line.
    pub fn ends_of_horizontal(&mut self, y: Milli, (left, right): (Milli, Milli), is_fold: bool) {
        let lines = if is_fold {
            &mut self.dashed
        } else {
            &mut self.solid
        };
        lines.push([left - LENGTH, y, left, y]);
        lines.push([right, y, right + LENGTH, y]);
    }

    /// A line from one point to another.
    pub fn line(&mut self, line: [Milli; 4]) {
        self.solid.push(line);
    }

    /// A filled bar: left, bottom, width, height.
    pub fn bar(&mut self, bar: [Milli; 4]) {
        self.bars.push(bar);
    }

    /// The operators; none where there are no marks.
    pub fn operators(&self) -> Vec<u8> {
        self.painted(Paint::Black)
    }

    /// The operators, in an ink.
    pub fn painted(&self, paint: Paint) -> Vec<u8> {
        let mut out = Vec::new();
        if self.solid.is_empty() && self.dashed.is_empty() && self.bars.is_empty() {
            return out;
        }
        out.extend(b"q ");
        out.extend(paint.solid().trim_end().bytes());
        out.extend(b" .25 w\n");
        lines(&mut out, &self.solid);
        for bar in &self.bars {
            numbers(&mut out, bar);
            out.extend(b"re f\n");
        }
        if !self.dashed.is_empty() {
            out.extend(b"[3 2] 0 d\n");
            lines(&mut out, &self.dashed);
        }
        out.extend(b"Q\n");
        out
    }
}

fn lines(out: &mut Vec<u8>, lines: &[[Milli; 4]]) {
    for line in lines {
        numbers(out, &line[..2]);
        out.extend(b"m ");
        numbers(out, &line[2..]);
        out.extend(b"l S\n");
    }
}

pub(crate) fn numbers(out: &mut Vec<u8>, values: &[Milli]) {
    for &value in values {
        decimal(out, value, 3);
        out.push(b' ');
    }
}
