//! Characters in a font's private place. In: words with one inside. Out: the letters that make known words of them, the
//! same for each such character all through the text.

use super::tables::{CANDIDATES, PRIVATE};
use crate::lexicon::Lexicon;
use crate::lexicon::vocabulary::is_letter;
use std::collections::BTreeMap;

/// What each private character of a text stands for, as far as it can be told.
pub(super) fn read(text: &str, lexicon: &Lexicon) -> BTreeMap<char, &'static str> {
    let mut votes: BTreeMap<char, Vec<u32>> = BTreeMap::new();
    // Such characters begin with one of two bytes, which most texts have not.
    let has_some = text.bytes().any(|byte| matches!(byte, 0xee | 0xef));
    let chars = has_some.then(|| text.char_indices()).into_iter().flatten();
    for (at, c) in chars.filter(|(_, c)| is_private(*c)) {
        let votes = votes.entry(c).or_insert_with(|| vec![0; CANDIDATES.len()]);
        for (index, candidate) in CANDIDATES.iter().enumerate() {
            votes[index] += u32::from(makes_word(text, at, candidate, lexicon));
        }
    }
    let mut found: BTreeMap<char, &str> = PRIVATE.iter().copied().collect();
    for (c, votes) in votes {
        let best = votes.iter().copied().max().unwrap_or_default();
        let mut winners = (0..votes.len()).filter(|&index| votes[index] == best);
        // One reading, and no other as good: else it is left as it is.
        if let (Some(winner), None, true) = (winners.next(), winners.next(), best > 0) {
            found.insert(c, CANDIDATES[winner]);
        }
    }
    found
}

/// Whether a character is in the Private Use Area.
pub(super) fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
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
        let found = read("a di\u{e0e0}erent o\u{e0e0}er; \u{e123}", &lexicon);
        assert_eq!(found.get(&'\u{e0e0}'), Some(&"ff"));
        assert_eq!(found.get(&'\u{e123}'), None);
    }
}
