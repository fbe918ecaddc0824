//! The forms in which faces draw their small letters. In: the words of a page. Out: which words are small capitals, though
//! their characters are lower case.
//!
//! A word whose letters rise and hang is no small capitals; one with letters that should, and don't, can be nothing else.
//! Both tell of the other words of their face: a letter that is drawn in another form than in plain words is a small
//! capital, however alike the heights of both are.

use super::piece::Set;
use super::word::Word;
use std::collections::{HashMap, HashSet};

/// Heads of small capitals of a face differ by at most so many thousandths.
pub(super) const FLAT: i16 = 25;
/// Letters that rise or hang do so by more thousandths: the stem of a `t`, the least of them, by some 110.
const UNEVEN: i16 = 80;
/// A letter whose foot is deeper than this hangs; round ones go a little below the line.
const HANGS: i16 = 60;

/// Letters that rise above others where they are no small capitals, and those that hang below the line.
const TALL: &str = "bdfhklßþбё";
/// Letters whose dot or stem rises nearly as high.
const DOTTED: &str = "ijtії";
const HANGING: &str = "gpqyçуфцщрд";
/// Letters that hang in many faces as capitals, too.
const HANGING_CAPITALS: &str = "jq";

/// How a letter is drawn: its face and character; its ink and width.
type Letter = (u16, char);
type Form = (i16, i16, i32);

/// What the words of each face have shown.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// The forms of letters in plain words.
    plain: HashMap<Letter, HashSet<Form>>,
    /// Forms that the font calls capitals, though they stand within words.
    called_capital: HashSet<(u16, Form)>,
}

impl Forms {
    /// Learns the letters of a word.
    pub fn learn(&mut self, word: &Word) {
        let within = word.glyphs.iter().skip(1).filter(|set| is_capital(set));
        self.called_capital.extend(
            within
                .filter_map(form_of)
                .map(|((face, _), form)| (face, form)),
        );
        let letters = Letters::of(word);
        let heads = letters.heads();
        if heads.end - heads.start > UNEVEN || letters.hang(UNEVEN) {
            for (letter, form) in letters.0.iter().filter_map(|set| form_of(set)) {
                self.plain.entry(letter).or_default().insert(form);
            }
        }
    }

    /// The face and head of a word of small capitals.
    pub fn small(&self, word: &Word) -> Option<(u16, i16)> {
        let letters = Letters::of(word);
        let first = letters.0.first()?;
        let is_of_one_face = letters
            .0
            .iter()
            .all(|set| set.glyph.face == first.glyph.face);
        let is_other = || {
            let mut others = letters
                .0
                .iter()
                .filter(|set| self.is_plain_form(set) == Some(false));
            others.next().is_some() && !self.is_plain(word)
        };
        let heads = letters.heads();
        (is_of_one_face && letters.are_flat() && (letters.should_rise() || is_other()))
            .then_some((first.glyph.face, heads.start.midpoint(heads.end)))
    }

    /// Whether a word has a letter as plain words have it.
    pub fn is_plain(&self, word: &Word) -> bool {
        let letters = Letters::of(word);
        letters
            .0
            .iter()
            .any(|set| self.is_plain_form(set) == Some(true))
    }

    /// Whether a letter has the form that it has in plain words; None where these don't have it.
    fn is_plain_form(&self, set: &Set) -> Option<bool> {
        let (letter, form) = form_of(set)?;
        Some(self.plain.get(&letter)?.contains(&form))
    }

    /// Whether a font calls this letter a capital in the midst of words, so that it says nothing.
    pub fn is_called_capital(&self, set: &Set) -> bool {
        form_of(set).is_some_and(|((face, _), form)| self.called_capital.contains(&(face, form)))
    }
}

fn form_of(set: &Set) -> Option<(Letter, Form)> {
    let sign = &set.glyph.sign;
    let letter = (set.glyph.face, sign.only()?);
    let form = (sign.ink.foot, sign.ink.head, sign.width.round() as i32);
    set.glyph.has_ink().then_some((letter, form))
}

/// The letters of a word that show what they are: single ones, small by their characters, without accents, of known ink.
pub(super) struct Letters<'a>(Vec<&'a Set>);

impl Letters<'_> {
    pub fn of(word: &Word) -> Letters<'_> {
        let tells = |set: &&Set| is_small_letter(set) && set.glyph.has_ink();
        Letters(word.glyphs.iter().filter(tells).collect())
    }

    /// The least and the highest head.
    fn heads(&self) -> std::ops::Range<i16> {
        let heads = || self.0.iter().map(|set| set.glyph.sign.ink.head);
        heads().min().unwrap_or(0)..heads().max().unwrap_or(0)
    }

    /// Whether one hangs below the line by more than so much, other than those that hang as capitals, too.
    fn hang(&self, depth: i16) -> bool {
        let mut hanging = self.0.iter().filter(|set| !has(set, HANGING_CAPITALS));
        hanging.any(|set| set.glyph.sign.ink.foot <= -depth)
    }

    /// Whether all have one height, and none hangs.
    pub fn are_flat(&self) -> bool {
        let heads = self.heads();
        heads.start > 0 && heads.end - heads.start <= FLAT && !self.hang(HANGS)
    }

    /// Whether some would rise or hang, were they not small capitals, and others would not.
    fn should_rise(&self) -> bool {
        let tells =
            |set: &&Set| has(set, TALL) || has(set, HANGING) && set.glyph.sign.ink.foot > -HANGS;
        let rises = |set: &&Set| has(set, TALL) || has(set, DOTTED);
        self.0.len() > 1 && self.0.iter().any(tells) && !self.0.iter().all(rises)
    }
}

fn has(set: &Set, letters: &str) -> bool {
    set.glyph.sign.text.chars().all(|c| letters.contains(c))
}

/// Whether a glyph is one small letter without an accent: the ink of several says nothing of each, and a glyph whose words
/// another has says nothing at all.
fn is_small_letter(set: &Set) -> bool {
    set.glyph.sign.text.is_ascii() && set.glyph.sign.only().is_some_and(char::is_lowercase)
}

fn is_capital(set: &Set) -> bool {
    set.glyph.sign.only().is_some_and(char::is_uppercase)
}
