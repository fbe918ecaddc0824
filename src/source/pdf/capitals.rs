//! Small capitals that no name tells of. In: the words of a page. Out: the same with their style, and with lower case where
//! capitals of a smaller size stand for it.

use super::forms::{FLAT, Forms, Letters};
use super::piece::Set;
use super::sign::Sign;
use super::word::Word;
use crate::source::typography::Style;
use std::collections::HashMap;
use std::iter::once;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Scaled small capitals have this share of the size of their capitals.
const SCALED: std::ops::RangeInclusive<f64> = 0.6..=0.88;

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

/// Heads of small capitals, by face: what the pages have shown so far.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// Of those that are lower case by their characters.
    lower: HashMap<u16, i16>,
    /// Of those that are capitals by their characters.
    capital: HashMap<u16, i16>,
    forms: Forms,
}

impl Heads {
    /// Learns how the faces of a page draw their letters.
    pub fn learn(&mut self, words: &[Word]) {
        words.iter().for_each(|word| self.forms.learn(word));
    }

    /// Marks words of true small capitals: lower case by its characters, with one head and without a foot.
    pub fn mark(&mut self, words: &mut [Word]) {
        let found: Vec<Option<(u16, i16)>> =
            words.iter().map(|word| self.forms.small(word)).collect();
        for (word, found) in words.iter().zip(&found) {
            self.lower.extend(*found);
            self.capital.extend(of_two_heights(word));
        }
        for (at, word) in words.iter_mut().enumerate() {
            // Words without a letter that tells, such as `an`, go with those beside them.
            let is_found = |at: usize| found.get(at).is_some_and(Option::is_some);
            let is_beside = at > 0 && is_found(at - 1) || is_found(at + 1);
            let face = word.glyphs.first().map(|set| set.glyph.face);
            if let Some(&head) = face.and_then(|face| self.capital.get(&face)) {
                lower_by_height(word, head);
            }
            let head = face.and_then(|face| self.lower.get(&face)).copied();
            let is_plain = self.forms.is_plain(word);
            let tells =
                |head: i16| is_found(at) || is_beside && !is_plain || has_low_capital(word, head);
            if let Some(head) = head.filter(|head| tells(*head)) {
                mark(word, head, &self.forms);
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
    // Accents rise over all: such a letter says nothing of heights.
    let rest: Vec<&Set> = rest
        .iter()
        .copied()
        .filter(|set| !has_accent(set))
        .collect();
    let heads = || rest.iter().map(|set| set.glyph.sign.ink.head);
    let (least, most) = (heads().min()?, heads().max()?);
    let is_alike =
        |set: &&Set| (set.glyph.face, set.glyph.size) == (first.glyph.face, first.glyph.size);
    let is_higher = i32::from(first.glyph.sign.ink.head) * 100 > i32::from(most) * HIGHER;
    let is_small = least > 0 && most - least <= FLAT && is_higher;
    (rest.len() >= FEWEST
        && is_small
        && !has_accent(first)
        && rest.iter().all(is_alike)
        && !word.glyphs.iter().any(has_lower_case))
    .then_some((first.glyph.face, least.midpoint(most)))
}

/// Makes the letters of a word in capitals that are no higher than small ones lower case.
fn lower_by_height(word: &mut Word, head: i16) {
    let low = low_capitals(word, head);
    if !low.contains(&true) || word.glyphs.iter().any(has_lower_case) {
        return;
    }
    for (set, is_low) in word.glyphs.iter_mut().zip(low) {
        if is_low {
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

/// Which capitals of a word are no higher than its small ones.
fn low_capitals(word: &Word, head: i16) -> Vec<bool> {
    let is_letter = |set: &Set| set.glyph.sign.only().is_some_and(char::is_alphabetic);
    let parts = word.glyphs.chunk_by(|a, b| is_letter(a) && is_letter(b));
    parts.flat_map(|part| low_letters(part, head)).collect()
}

/// The same of letters without a sign between them. One with an accent goes with the others behind the first; the first,
/// with another accent behind it: alone its height says nothing of its letter's.
fn low_letters(part: &[Set], head: i16) -> Vec<bool> {
    let rises = |set: &Set| set.glyph.sign.ink.head - head;
    let is_low = |set: &Set| is_letter_capital(set) && rises(set).abs() <= FLAT;
    let behind = part.get(1..).unwrap_or_default();
    let mut bare = behind.iter().filter(|set| !has_accent(set)).peekable();
    let are_low = bare.peek().is_some() && bare.all(|set| is_low(set) || !is_letter_capital(set));
    let accented = behind.iter().filter(|set| has_accent(set));
    let highest = accented.map(|set| set.glyph.sign.ink.head).max();
    let goes_with = |at: usize, set: &Set| {
        let is_no_higher = highest.is_some_and(|most| set.glyph.sign.ink.head <= most + FLAT);
        is_letter_capital(set) && has_accent(set) && rises(set) > 0 && (at > 0 || is_no_higher)
    };
    let letters = part.iter().enumerate();
    letters
        .map(|(at, set)| is_low(set) || are_low && goes_with(at, set))
        .collect()
}

/// Whether a letter has an accent above it, which its ink rises with.
fn has_accent(set: &Set) -> bool {
    let letter = set.glyph.sign.only().into_iter();
    let mut marks = letter.flat_map(|c| once(c).nfd().skip(1).collect::<Vec<_>>());
    marks.any(|mark| canonical_combining_class(mark) == ABOVE)
}

/// The combining class of marks above (Unicode Standard, table 4-3).
const ABOVE: u8 = 230;

fn is_letter_capital(set: &Set) -> bool {
    is_capital(set) && set.glyph.sign.only().is_some_and(char::is_alphabetic)
}

/// Marks a word of small capitals. A letter that its font calls a capital, and that is no higher, is none, but at the
/// beginning of a word where the font calls others of that form small.
fn mark(word: &mut Word, head: i16, forms: &Forms) {
    if !Letters::of(word).are_flat() {
        return;
    }
    let low = low_capitals(word, head);
    for (at, (set, is_low)) in word.glyphs.iter_mut().zip(low).enumerate() {
        set.glyph.style |= Style::SMALL_CAPITALS;
        if is_low && (at > 0 || forms.is_called_capital(set)) {
            set.glyph.sign = in_lower_case(&set.glyph.sign);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pdf::glyph::Glyph;
    use crate::source::pdf::sign::Ink;

    /// A word of one face and size: letters, each with the head of its ink.
    fn word(letters: &[(char, i16)]) -> Word {
        let set = |&(c, head): &(char, i16)| Set {
            glyph: Glyph {
                sign: Rc::new(Sign {
                    text: c.to_string().into(),
                    width: 600.0,
                    ink: Ink { foot: 0, head },
                    is_blank: false,
                    is_small_capital: false,
                }),
                left: 0,
                right: 600,
                baseline: 0,
                size: 1000,
                face: 1,
                style: Style::NONE,
                turn: Some(0),
            },
            after_blank: false,
        };
        Word {
            glyphs: letters.iter().map(set).collect(),
            is_spaced: false,
        }
    }

    /// Words of one page as they are read.
    fn read(words: &[&[(char, i16)]]) -> Vec<String> {
        let mut words: Vec<Word> = words.iter().map(|letters| word(letters)).collect();
        let mut heads = Heads::default();
        heads.learn(&words);
        heads.mark(&mut words);
        let text = |word: &Word| {
            let letters = word.glyphs.iter().map(|set| &*set.glyph.sign.text);
            letters.collect::<String>()
        };
        words.iter().map(text).collect()
    }

    const SMALL: &[(char, i16)] = &[('M', 660), ('O', 500), ('S', 500), ('S', 500), ('E', 500)];

    #[test]
    fn an_accent_on_a_small_capital_makes_it_no_large_one() {
        let rose = [('R', 660), ('O', 500), ('S', 500), ('É', 720), ('E', 500)];
        assert_eq!(read(&[SMALL, &rose]), ["Mosse", "Rosée"]);
        assert_eq!(read(&[&rose]), ["Rosée"]);
        // The number of a note is set tight before the name.
        let called = [
            ('5', 640),
            ('R', 660),
            ('O', 500),
            ('S', 500),
            ('É', 720),
            ('E', 500),
        ];
        assert_eq!(read(&[SMALL, &called]), ["Mosse", "5Rosée"]);
        let first = [('É', 880), ('L', 500), ('E', 500), ('V', 500), ('É', 720)];
        assert_eq!(read(&[SMALL, &first]), ["Mosse", "Élevé"]);
        let all_small = [('É', 720), ('L', 500), ('E', 500), ('V', 500), ('É', 720)];
        assert_eq!(read(&[SMALL, &all_small]), ["Mosse", "élevé"]);
    }

    #[test]
    fn an_accent_on_the_first_of_plain_capitals_makes_the_others_no_small_ones() {
        let plain = [('É', 880), ('C', 660), ('O', 660), ('L', 660), ('E', 660)];
        let other = [('M', 660), ('E', 660), ('R', 660), ('L', 660), ('E', 660)];
        assert_eq!(read(&[&plain, &other]), ["ÉCOLE", "MERLE"]);
        let within = [('C', 660), ('R', 660), ('É', 880), ('T', 660), ('E', 660)];
        assert_eq!(read(&[SMALL, &within]), ["Mosse", "CRÉTE"]);
    }
}
