//! Small capitals that no name tells of. In: the words of a page. Out: the same with their style, and with lower case where
//! capitals of a smaller size stand for it.

use super::piece::Set;
use super::sign::{Ink, Sign};
use super::word::Word;
use crate::source::typography::Style;
use std::collections::HashMap;
use std::rc::Rc;

/// Scaled small capitals have this share of the size of their capitals.
const SCALED: std::ops::RangeInclusive<f64> = 0.6..=0.88;
/// Heads of small capitals of a face differ by at most so many thousandths.
const FLAT: i16 = 25;

/// Letters that rise above others where they are no small capitals, and those that hang below the line.
const TALL: &str = "bdfhklßþбё";
/// Letters whose dot or stem rises nearly as high.
const DOTTED: &str = "ijtії";
const HANGING: &str = "gpqyçуфцщрд";

/// Marks capitals in two sizes: `PENNYWHISTLE` with a large `P` is `Pennywhistle`.
pub(super) fn scaled(words: &mut [Word]) {
    let mixed: Vec<bool> = words.iter().map(is_mixed).collect();
    let full: Vec<Option<i32>> = words.iter().map(largest).collect();
    for at in 0..words.len() {
        let before = at.checked_sub(1).filter(|&at| mixed[at]);
        let after = Some(at + 1).filter(|&at| mixed.get(at) == Some(&true));
        let beside = before.or(after).and_then(|at| full[at]);
        let size = if mixed[at] { full[at] } else { beside };
        if let Some(size) = size {
            lower(&mut words[at], size);
        }
    }
}

/// Whether a word is capitals in two sizes, the first of them large.
fn is_mixed(word: &Word) -> bool {
    let letters: Vec<&Set> = word.glyphs.iter().filter(|set| is_capital(set)).collect();
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else {
        return false;
    };
    let is_level = first.glyph.baseline == last.glyph.baseline;
    let ratio = f64::from(last.glyph.size) / f64::from(first.glyph.size);
    let is_all_capitals = word.glyphs.iter().all(|set| !has_lower_case(set));
    is_level && is_all_capitals && SCALED.contains(&ratio)
}

fn largest(word: &Word) -> Option<i32> {
    word.glyphs.iter().map(|set| set.glyph.size).max()
}

/// Makes the smaller capitals of a word lower case.
fn lower(word: &mut Word, full: i32) {
    let is_small = |set: &Set| SCALED.contains(&(f64::from(set.glyph.size) / f64::from(full)));
    let level = word.glyphs.first().map(|set| set.glyph.baseline);
    if !word
        .glyphs
        .iter()
        .any(|set| is_small(set) && is_capital(set))
        || word.glyphs.iter().any(has_lower_case)
    {
        return;
    }
    for set in &mut word.glyphs {
        if !is_capital(set) || Some(set.glyph.baseline) != level {
            continue;
        }
        if is_small(set) {
            set.glyph.sign = in_lower_case(&set.glyph.sign);
            // One word is one size: that of its capital.
            set.glyph.size = full;
        }
        set.glyph.style |= Style::SMALL_CAPITALS;
    }
}

fn in_lower_case(own: &Sign) -> Rc<Sign> {
    Rc::new(Sign {
        text: own.text.to_lowercase().into(),
        width: own.width,
        ink: own.ink,
        is_blank: false,
        is_small_capital: true,
    })
}

fn is_capital(set: &Set) -> bool {
    set.glyph.sign.text.chars().all(char::is_uppercase)
}

fn has_lower_case(set: &Set) -> bool {
    !set.glyph.sign.is_small_capital && set.glyph.sign.text.chars().any(char::is_lowercase)
}

/// Heads of small capitals, by face: what a page has shown so far.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// Of those that are lower case by their characters.
    lower: HashMap<u16, i16>,
    /// Of those that are capitals by their characters.
    capital: HashMap<u16, i16>,
}

impl Heads {
    /// Marks words of true small capitals: lower case by its characters, with one head and without a foot.
    pub fn mark(&mut self, words: &mut [Word]) {
        for word in words.iter() {
            if let Some((face, head)) = shown(word) {
                self.lower.insert(face, head);
            }
            if let Some((face, head)) = of_two_heights(word) {
                self.capital.insert(face, head);
            }
        }
        let decided: Vec<bool> = words.iter().map(|word| shown(word).is_some()).collect();
        for at in 0..words.len() {
            // Words without a letter that tells, such as `an`, go with those beside them.
            let before = at > 0 && decided[at - 1];
            let is_beside = before || decided.get(at + 1) == Some(&true);
            let face = words[at].glyphs.first().map(|set| set.glyph.face);
            if let Some(&head) = face.and_then(|face| self.capital.get(&face)) {
                lower_by_height(&mut words[at], head);
            }
            let head = face.and_then(|face| self.lower.get(&face)).copied();
            let tells = |head: i16| decided[at] || is_beside || has_low_capital(&words[at], head);
            if let Some(head) = head.filter(|head| tells(*head)) {
                mark(&mut words[at], head);
            }
        }
    }
}

/// A capital is so much higher than a small one, in percent.
const HIGHER: i32 = 112;
/// Small capitals that show what they are beside a capital.
const FEWEST: usize = 3;

/// The face and head of the small capitals of a word that is capitals by its characters, and of two heights.
fn of_two_heights(word: &Word) -> Option<(u16, i16)> {
    let letters: Vec<&Set> = word
        .glyphs
        .iter()
        .filter(|set| is_letter_capital(set))
        .collect();
    let (first, rest) = letters.split_first()?;
    let heads = || rest.iter().map(|set| set.glyph.sign.ink.head);
    let (least, most) = (heads().min()?, heads().max()?);
    let is_alike =
        |set: &&Set| (set.glyph.face, set.glyph.size) == (first.glyph.face, first.glyph.size);
    let is_higher = i32::from(first.glyph.sign.ink.head) * 100 > i32::from(most) * HIGHER;
    let is_small = least > 0 && most - least <= FLAT && is_higher;
    (rest.len() >= FEWEST
        && is_small
        && rest.iter().all(is_alike)
        && !word.glyphs.iter().any(has_lower_case))
    .then_some((first.glyph.face, least.midpoint(most)))
}

/// Makes the letters of a word in capitals that are no higher than small ones lower case.
fn lower_by_height(word: &mut Word, head: i16) {
    let is_low =
        |set: &Set| is_letter_capital(set) && (set.glyph.sign.ink.head - head).abs() <= FLAT;
    let low = word.glyphs.iter().filter(|set| is_low(set)).count();
    if low == 0 || word.glyphs.iter().any(has_lower_case) {
        return;
    }
    for set in &mut word.glyphs {
        if is_low(set) {
            set.glyph.sign = in_lower_case(&set.glyph.sign);
        }
        set.glyph.style |= Style::SMALL_CAPITALS;
    }
}

/// Whether a letter within a word is a capital by its character and a small one by its height.
fn has_low_capital(word: &Word, head: i16) -> bool {
    let mut within = word.glyphs.iter().skip(1);
    within.any(|set| is_letter_capital(set) && (set.glyph.sign.ink.head - head).abs() <= FLAT)
}

fn is_letter_capital(set: &Set) -> bool {
    is_capital(set) && set.glyph.sign.only().is_some_and(char::is_alphabetic)
}

/// Marks a word if its letters are of the height of small capitals; a letter that its font calls a capital, and that is
/// no higher, is none.
fn mark(word: &mut Word, head: i16) {
    let is_low = |set: &Set| (set.glyph.sign.ink.head - head).abs() <= FLAT;
    let is_small = |set: &Set| is_low(set) && set.glyph.sign.ink.foot > -60;
    let mut lower = word
        .glyphs
        .iter()
        .filter(|set| is_lower(set) && is_accentless(set))
        .peekable();
    if lower.peek().is_none() || !lower.all(is_small) {
        return;
    }
    for set in &mut word.glyphs {
        set.glyph.style |= Style::SMALL_CAPITALS;
        if is_capital(set) && set.glyph.sign.only().is_some_and(char::is_alphabetic) && is_low(set)
        {
            set.glyph.sign = in_lower_case(&set.glyph.sign);
        }
    }
}

/// The face and head of a word that can be nothing else than small capitals: it has letters that would rise, and
/// others that would not, of one height.
fn shown(word: &Word) -> Option<(u16, i16)> {
    let lower: Vec<&Set> = word
        .glyphs
        .iter()
        .filter(|set| is_lower(set) && is_accentless(set))
        .collect();
    let ink = |set: &&Set| -> Ink { set.glyph.sign.ink };
    let has = |letters: &str| {
        lower
            .iter()
            .any(|set| set.glyph.sign.text.chars().all(|c| letters.contains(c)))
    };
    let heads = || lower.iter().map(ink).map(|ink| ink.head);
    let (least, most) = (heads().min()?, heads().max()?);
    let is_flat = most - least <= FLAT
        && lower
            .iter()
            .map(ink)
            .all(|ink| ink.foot > -60 && ink.head > 0);
    let tells = has(TALL) || has(HANGING);
    let rises = |set: &&Set| {
        set.glyph
            .sign
            .text
            .chars()
            .all(|c| TALL.contains(c) || DOTTED.contains(c))
    };
    let plain = lower.len() > 1 && !lower.iter().all(rises);
    let face = lower.first()?.glyph.face;
    (is_flat && tells && plain && lower.iter().all(|set| set.glyph.face == face))
        .then_some((face, least.midpoint(most)))
}

/// Whether a glyph is one small letter: the ink of several says nothing of each, and a glyph whose words another has says
/// nothing at all.
fn is_lower(set: &Set) -> bool {
    set.glyph.sign.only().is_some_and(char::is_lowercase)
}

fn is_accentless(set: &Set) -> bool {
    set.glyph.sign.text.is_ascii()
}
