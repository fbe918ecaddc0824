//! Characters in a font's private place, and control characters, as which extractors hand on glyphs that a font does not
//! name. In: words with one inside. Out: the letters that make known words of them, the same for each such character all
//! through the text; and what TeX's T1 encoding has in their places, where it is what the text is in.

use super::tables::{CANDIDATES, CORK, PRIVATE};
use crate::lexicon::Lexicon;
use crate::lexicon::vocabulary::is_letter;
use std::collections::BTreeMap;

/// What the odd characters of a text stand for, as far as it can be told.
#[derive(Default)]
pub(super) struct Read {
    /// Inside words.
    letters: BTreeMap<char, &'static str>,
    /// Anywhere.
    signs: &'static [(char, &'static str)],
}

/// So many words with ligatures of T1 show that a text is in it.
const SHOWN: u32 = 3;

impl Read {
    /// Reads them.
    pub fn of(text: &str, lexicon: &Lexicon) -> Read {
        let mut letters: BTreeMap<char, &str> = PRIVATE.iter().copied().collect();
        let (mut shown, mut against) = (0, 0);
        for (c, votes) in votes(text, lexicon) {
            let cork = CORK.iter().find(|(sign, _)| *sign == c);
            if let Some(index) = CANDIDATES
                .iter()
                .position(|l| cork.is_some_and(|c| c.1 == *l))
            {
                shown += votes.letters[index];
                against += votes.without;
            }
            if let Some(winner) = votes.winner() {
                letters.insert(c, CANDIDATES[winner]);
            }
        }
        let is_cork = shown >= SHOWN && shown > against;
        Read {
            letters,
            signs: if is_cork { CORK } else { &[] },
        }
    }

    /// What a character stands for, inside a word or apart.
    pub fn get(&self, c: char, is_in_word: bool) -> Option<(&'static str, &'static str)> {
        if let Some((_, sign)) = self.signs.iter().find(|(sign, _)| *sign == c) {
            return Some((
                sign,
                "a sign of TeX's T1 encoding, written as a control character",
            ));
        }
        let letters = self.letters.get(&c).filter(|_| is_in_word)?;
        Some((letters, "a character of the font's own, read as letters"))
    }
}

/// How many words of the text are known with each of the candidates in the place of a character.
struct Votes {
    letters: Vec<u32>,
    /// And without anything there.
    without: u32,
}

impl Votes {
    /// One reading, and no other as good: else the character is left as it is.
    fn winner(&self) -> Option<usize> {
        let best = self.letters.iter().copied().max().unwrap_or_default();
        let mut winners = (0..self.letters.len()).filter(|&index| self.letters[index] == best);
        let winner = winners.next().filter(|_| best > self.without)?;
        winners.next().is_none().then_some(winner)
    }
}

/// The votes for each odd character of a text.
fn votes(text: &str, lexicon: &Lexicon) -> BTreeMap<char, Votes> {
    let mut votes: BTreeMap<char, Votes> = BTreeMap::new();
    // Such characters begin with one of a few bytes, which most texts have not.
    let may = |byte: u8| matches!(byte, 0xee | 0xef | 0x7f) || is_control(char::from(byte));
    let has_some = text.bytes().any(may);
    let chars = has_some.then(|| text.char_indices()).into_iter().flatten();
    for (at, c) in chars.filter(|(_, c)| is_private(*c) || is_control(*c)) {
        let votes = votes.entry(c).or_insert_with(|| Votes {
            letters: vec![0; CANDIDATES.len()],
            without: 0,
        });
        for (index, candidate) in CANDIDATES.iter().enumerate() {
            votes.letters[index] += u32::from(makes_word(text, at, candidate, lexicon));
        }
        votes.without += u32::from(makes_word(text, at, "", lexicon));
    }
    votes
}

/// Whether a character is in the Private Use Area.
pub(super) fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// Whether it is a control character that neither ends lines nor parts words or pages.
fn is_control(c: char) -> bool {
    matches!(c, '\u{1}'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}

fn makes_word(text: &str, at: usize, candidate: &str, lexicon: &Lexicon) -> bool {
    let head: Vec<char> = text[..at]
        .chars()
        .rev()
        .take(20)
        .take_while(|&c| is_letter(c))
        .collect();
    let width = text[at..].chars().next().map_or(0, char::len_utf8);
    let tail = text[at + width..]
        .chars()
        .take(20)
        .take_while(|&c| is_letter(c));
    let mut word: String = head.into_iter().rev().collect();
    word.push_str(candidate);
    word.extend(tail);
    word.chars().count() > 3 && lexicon.is_known(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_character_is_read_by_the_words_it_makes() {
        let lexicon = Lexicon::new("en", &[]);
        let read = Read::of("a di\u{e0e0}erent o\u{e0e0}er; \u{e123}", &lexicon);
        let letters = |c| read.get(c, true).map(|read| read.0);
        assert_eq!(letters('\u{e0e0}'), Some("ff"));
        assert_eq!(letters('\u{e123}'), None);
        assert_eq!(read.get('\u{e0e0}', false), None);
    }

    #[test]
    fn ligatures_tell_the_encoding_and_that_tells_the_quotes() {
        let lexicon = Lexicon::new("en", &[]);
        let text = "\u{10}A di\u{1b}erent o\u{1e}ce\u{11} was \u{1c}nished";
        let read = Read::of(text, &lexicon);
        assert_eq!(read.get('\u{10}', false).map(|read| read.0), Some("“"));
        assert_eq!(read.get('\u{1d}', true).map(|read| read.0), Some("fl"));
    }

    #[test]
    fn control_characters_that_make_no_words_are_not_read() {
        let lexicon = Lexicon::new("en", &[]);
        let read = Read::of(
            "wo\u{2}rds and mo\u{1c}re; \u{13}see\u{1c}n\u{14}",
            &lexicon,
        );
        for c in ['\u{2}', '\u{1c}', '\u{13}'] {
            assert_eq!(read.get(c, true), None, "{c:?}");
        }
    }
}
