//! Running heads. In: a repaired galley. Out: the words that head most pages, the commonest first.

use super::people::fold;
use crate::galley::{Galley, Label};
use std::collections::BTreeMap;

/// Words over several pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// As first printed, without folios.
    pub words: String,
    /// How many pages have them.
    pub pages: usize,
}

/// A head stands over so many pages at least: twice may be chance.
const FEWEST: usize = 3;

/// A head has so many characters at most; a line that is longer is one of the text.
const LONGEST: usize = 60;

/// The running heads of a text. Those that only some of the pages have, as heads of chapters are, come last.
pub(super) fn read(galley: &Galley) -> Vec<Head> {
    let mut heads: BTreeMap<String, Head> = BTreeMap::new();
    for (piece, text) in galley.pieces() {
        if piece.label() != Label::RunningHead {
            continue;
        }
        let words = without_folios(text);
        let key = fold(&words);
        if key.is_empty() || words.chars().count() > LONGEST {
            continue;
        }
        let head = heads.entry(key).or_insert(Head { words, pages: 0 });
        head.pages += 1;
    }
    let mut heads: Vec<Head> = heads.into_values().collect();
    heads.retain(|head| head.pages >= FEWEST);
    heads.sort_by_key(|head| std::cmp::Reverse(head.pages));
    heads
}

fn without_folios(text: &str) -> String {
    let words = text.split_whitespace();
    let is_folio = |word: &&str| !word.chars().any(char::is_alphabetic);
    let words: Vec<&str> = words.filter(|word| !is_folio(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folios_are_no_part_of_a_head() {
        assert_eq!(without_folios("12  THE OLD MILL —"), "THE OLD MILL");
        assert_eq!(without_folios(" 44 "), "");
    }
}
