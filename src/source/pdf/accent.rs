//! Accents set as glyphs of their own. In: a line's glyphs from the left. Out: the same with each accent on the letter that
//! it overlaps, and glyphs that were drawn twice for boldness once.

use super::piece::Set;
use super::sign::Sign;
use crate::source::typography::Style;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The same sign nearer than this, in ems, is the same glyph drawn again.
const DOUBLED: f64 = 0.1;

/// Accents that stand for themselves, and what they are on a letter.
const ACCENTS: &[(char, char)] = &[
    ('`', '\u{300}'),
    ('´', '\u{301}'),
    ('ˆ', '\u{302}'),
    ('˜', '\u{303}'),
    ('¯', '\u{304}'),
    ('ˉ', '\u{304}'),
    ('˘', '\u{306}'),
    ('˙', '\u{307}'),
    ('¨', '\u{308}'),
    ('˚', '\u{30a}'),
    ('˝', '\u{30b}'),
    ('ˇ', '\u{30c}'),
    ('¸', '\u{327}'),
    ('˛', '\u{328}'),
];

/// Joins accents and letters, and drops what was drawn again.
pub(super) fn settle(sets: Vec<Set>) -> Vec<Set> {
    let mut settled: Vec<Set> = Vec::with_capacity(sets.len());
    for set in sets {
        if is_again(&mut settled, &set) {
            continue;
        }
        match settled.last_mut() {
            Some(last) if joins(last, &set) => *last = joined(last, &set),
            Some(last) if joins(&set, last) => *last = joined(&set, last),
            _ => settled.push(set),
        }
    }
    settled
}

/// Whether a glyph is one of the last two drawn again; that one is bold then.
fn is_again(settled: &mut [Set], next: &Set) -> bool {
    let near = f64::from(next.glyph.size) * DOUBLED;
    let from = settled.len().saturating_sub(2);
    let twin = settled[from..].iter_mut().find(|set| {
        set.glyph.sign.text == next.glyph.sign.text
            && f64::from((set.glyph.left - next.glyph.left).abs()) <= near
            && f64::from((set.glyph.baseline - next.glyph.baseline).abs()) <= near
    });
    if let Some(twin) = twin {
        if twin.glyph.left != next.glyph.left || twin.glyph.baseline != next.glyph.baseline {
            twin.glyph.style |= Style::BOLD;
        }
        return true;
    }
    false
}

/// The mark that a glyph is, if it is one.
fn mark(set: &Set) -> Option<char> {
    let c = set.glyph.sign.only()?;
    if is_combining_mark(c) {
        return Some(c);
    }
    ACCENTS.iter().find(|row| row.0 == c).map(|row| row.1)
}

/// Whether a glyph is an accent on a letter: more than half of it stands over the letter.
fn joins(letter: &Set, accent: &Set) -> bool {
    let (Some(_), Some(c)) = (mark(accent), letter.glyph.sign.text.chars().last()) else {
        return false;
    };
    if !c.is_alphabetic() {
        return false;
    }
    let (l, a) = (&letter.glyph, &accent.glyph);
    let shared = l.right.min(a.right) - l.left.max(a.left);
    let is_over = shared * 2 > (a.right - a.left).min(l.right - l.left).max(0);
    // A combining mark has no width of its own: it stands on what it is set after.
    let is_bare =
        a.right - a.left <= a.size / 20 && a.left >= l.left && a.left <= l.right + l.size / 10;
    (is_over || is_bare) && (l.baseline - a.baseline).abs() <= l.size
}

fn joined(letter: &Set, accent: &Set) -> Set {
    let mut text = letter.glyph.sign.text.to_string();
    if let Some(mark) = mark(accent) {
        let base = match text.pop() {
            Some('ı') => 'i',
            Some('ȷ') => 'j',
            Some(base) => base,
            None => ' ',
        };
        text.push(base);
        text.push(mark);
    }
    let text: String = text.nfc().collect();
    let mut set = letter.clone();
    set.after_blank |= accent.after_blank;
    let own = &letter.glyph.sign;
    set.glyph.sign = Rc::new(Sign {
        text: text.into(),
        width: own.width,
        ink: own.ink,
        is_blank: false,
        is_small_capital: own.is_small_capital,
    });
    set
}
