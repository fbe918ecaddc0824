//! A page set upright. In: what it draws. Out: its [`Leaf`], and the glyphs that are text of the book.

use super::glyph::{Drawn, Glyph};
use super::transcribe::is_invisible;
use crate::source::typography::{Leaf, Picture, Rule};

/// Turns a page by the way that most of its glyphs run; gives how many glyphs were left out as they run another way.
pub(super) fn settle(
    drawn: &mut Drawn,
    (width, height): (i32, i32),
    label: Option<Box<str>>,
) -> (Leaf, usize) {
    let turn = turn_of_most(&drawn.glyphs);
    let before = drawn.glyphs.len();
    drawn.glyphs.retain(|glyph| glyph.turn == Some(turn));
    let left_out = before - drawn.glyphs.len();
    prefer_visible(&mut drawn.glyphs);
    drawn.scan = drawn.scan.take().filter(|_| turn == 0);
    let turned = Sheet {
        turn,
        width,
        height,
    };
    let (rules, pictures) = (
        std::mem::take(&mut drawn.rules),
        std::mem::take(&mut drawn.pictures),
    );
    let mut leaf = Leaf {
        width,
        height,
        label,
        rules: rules
            .into_iter()
            .filter_map(|rule| turned.rule(rule))
            .collect(),
        pictures: pictures
            .into_iter()
            .map(|picture| turned.picture(picture))
            .collect(),
    };
    if turn % 2 == 1 {
        (leaf.width, leaf.height) = (height, width);
    }
    leaf.rules.sort_by_key(|rule| (rule.y, rule.left));
    leaf.pictures
        .sort_by_key(|picture| (picture.top, picture.left));
    (leaf, left_out)
}

fn turn_of_most(glyphs: &[Glyph]) -> u8 {
    let mut counts = [0_usize; 4];
    for glyph in glyphs {
        if let Some(turn) = glyph.turn {
            counts[usize::from(turn)] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).unwrap_or(0) as u8
}

/// A page as it lies, and the quarter turns to it.
struct Sheet {
    turn: u8,
    width: i32,
    height: i32,
}

impl Sheet {
    /// A rule; those of a page turned by a quarter would be upright ones, which nobody asks for.
    fn rule(&self, rule: Rule) -> Option<Rule> {
        match self.turn {
            0 => Some(rule),
            2 => Some(Rule {
                left: self.width - rule.right,
                right: self.width - rule.left,
                y: self.height - rule.y,
            }),
            _ => None,
        }
    }

    fn picture(&self, p: Picture) -> Picture {
        let (w, h) = (self.width, self.height);
        let (left, top, right, bottom) = match self.turn {
            1 => (p.top, w - p.right, p.bottom, w - p.left),
            2 => (w - p.right, h - p.bottom, w - p.left, h - p.top),
            3 => (h - p.bottom, p.left, h - p.top, p.right),
            _ => (p.left, p.top, p.right, p.bottom),
        };
        Picture {
            left,
            top,
            right,
            bottom,
        }
    }
}

/// Where most of a page is drawn, the invisible text under it says the same again.
fn prefer_visible(glyphs: &mut Vec<Glyph>) {
    let invisible = glyphs
        .iter()
        .filter(|glyph| is_invisible(glyph.style))
        .count();
    if invisible > 0 && invisible * 2 < glyphs.len() {
        glyphs.retain(|glyph| !is_invisible(glyph.style));
    }
}
