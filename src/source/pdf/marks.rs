//! Marked content that says what it reads as. In: marks as they open and close. Out: glyphs in place of those enclosed.

use super::glyph::{Drawn, Glyph};
use super::sign::{Ink, Sign, clean};
use std::rc::Rc;

/// Marks that are open; deeper ones are counted only.
const MOST_OPEN: usize = 200;
/// The longest text that stands for glyphs; longer ones describe, they do not spell.
const LONGEST: usize = 200;

/// The open marks.
#[derive(Default)]
pub(super) struct Marks {
    /// The first glyph enclosed, and the text that stands for them.
    open: Vec<(usize, Option<String>)>,
    deeper: usize,
}

impl Marks {
    pub fn begin(&mut self, text: Option<String>, drawn: &Drawn) {
        if self.open.len() < MOST_OPEN {
            self.open.push((drawn.glyphs.len(), text));
        } else {
            self.deeper += 1;
        }
    }

    pub fn end(&mut self, drawn: &mut Drawn) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if let Some((first, Some(text))) = self.open.pop() {
            replace(&mut drawn.glyphs, first, &text);
        }
    }
}

/// Puts a text in place of the last glyphs, spread evenly where they stand on one line. On several lines they keep
/// their own characters: nobody says where the text breaks.
fn replace(glyphs: &mut Vec<Glyph>, first: usize, text: &str) {
    let Some(model) = glyphs.get(first).cloned() else {
        return;
    };
    let enclosed = &glyphs[first..];
    let is_level = enclosed
        .iter()
        .all(|g| g.turn == model.turn && (g.baseline - model.baseline).abs() * 2 <= model.size);
    let is_of_one_style = enclosed.iter().all(|g| g.style == model.style);
    if !is_level || !is_of_one_style || text.len() > LONGEST {
        return;
    }
    let left = enclosed.iter().map(|g| g.left).min().unwrap_or(model.left);
    let right = enclosed
        .iter()
        .map(|g| g.right)
        .max()
        .unwrap_or(model.right);
    let own: String = enclosed.iter().map(|g| &*g.sign.text).collect();
    if own.chars().eq(text.chars().filter(|c| !c.is_whitespace())) {
        return;
    }
    let count = text.chars().count().max(1) as i64;
    let at = |index: i64| left + (i64::from(right - left) * index / count) as i32;
    let signs: Vec<Rc<Sign>> = enclosed.iter().map(|g| g.sign.clone()).collect();
    glyphs.truncate(first);
    // The rest of a word that was read on the line above: its place is where the line begins.
    if text.is_empty() {
        let sign = Rc::new(Sign::default());
        glyphs.push(Glyph {
            sign,
            left,
            right,
            ..model
        });
        return;
    }
    for (index, c) in text.chars().enumerate() {
        let (text, is_blank, _) = clean(c.encode_utf8(&mut [0; 4]));
        let own = signs.get(index).filter(|sign| sign.width > 0.0);
        // A character that has a glyph of its own is drawn as that is; of the others nobody knows the height.
        let own = own.filter(|sign| signs.len() as i64 == count || sign.is_same_letter(c));
        let sign = Sign {
            text,
            is_blank,
            width: own.map_or(0.0, |sign| sign.width),
            ink: own.map_or_else(Ink::default, |sign| sign.ink),
            is_small_capital: own.is_some_and(|sign| sign.is_small_capital),
        };
        let is_drawn = is_blank || !sign.text.is_empty();
        if is_drawn {
            glyphs.push(Glyph {
                sign: Rc::new(sign),
                left: at(index as i64),
                right: at(index as i64 + 1),
                ..model.clone()
            });
        }
    }
}
