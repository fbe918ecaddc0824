//! Pages that were hardly read. In: the text of a scan, and the list of its language. Out: one query where so many words are
//! in no list that the scan itself is at fault; nothing is changed.

use crate::galley::{Galley, Label, Pen};
use crate::ledger::Reason;
use crate::lexicon::Lexicon;
use crate::lexicon::vocabulary::words;
use crate::repair::words::{is_compound, is_derived};
use std::collections::BTreeSet;
use std::ops::Range;

/// Fewer words tell nothing.
const FEWEST: usize = 40;
/// Letters of a word that can be judged.
const LETTERS: usize = 3;
/// From so many unknown words in a hundred on, a page was hardly read: so many are no names, and no old spellings.
const UNKNOWN: usize = 30;

/// Asks about a scan whose words are mostly none.
pub(super) fn ask(pen: &mut Pen<'_>, galley: &Galley, lexicon: &Lexicon) {
    if !lexicon.has_list() || !is_scan(galley) {
        return;
    }
    let text = galley.text();
    let judged: Vec<Range<usize>> = words(text)
        .filter(|range| is_judged(galley, range))
        .collect();
    let is_unknown = |range: &&Range<usize>| !is_word(lexicon, &text[(*range).clone()]);
    let unknown: Vec<&Range<usize>> = judged.iter().filter(is_unknown).collect();
    let (all, count) = (judged.len(), unknown.len());
    if all < FEWEST || count * 100 < all * UNKNOWN {
        return;
    }
    let share = count * 100 / all;
    let question = "was the scan read badly? many of its words are none";
    let why = Reason::from(format!(
        "no list has {share} of 100 words: scan the pages again, at 300 dots an inch and straight; or say their language, \
         if it is another"
    ));
    if let Some(first) = unknown.first() {
        pen.query((*first).clone(), question, why);
    }
}

/// Whether an OCR program has read some of the text.
fn is_scan(galley: &Galley) -> bool {
    let sources: BTreeSet<u16> = galley
        .pieces()
        .map(|(piece, _)| piece.span().source)
        .collect();
    let mut tables = sources
        .into_iter()
        .filter_map(|source| galley.typography(source));
    tables.any(|table| table.is_scan())
}

/// Whether a word says how its page was read: long enough, and no name by its capital.
fn is_judged(galley: &Galley, range: &Range<usize>) -> bool {
    let word = &galley.text()[range.clone()];
    word.chars().count() >= LETTERS
        && word.starts_with(char::is_lowercase)
        && galley.label_at(range.start) != Label::Notice
}

fn is_word(lexicon: &Lexicon, word: &str) -> bool {
    let lower = word.to_lowercase();
    lexicon.is_known(&lower) || is_derived(lexicon, &lower) || is_compound(lexicon, &lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;
    use crate::source::Source;
    use crate::source::typography::{Leaf, Run, Style, Typography};
    use std::collections::BTreeMap;

    /// How many queries a text raises that a program was so sure of.
    fn asked(text: &str, confidence: u8) -> usize {
        let run = Run {
            start: 0,
            end: text.len() as u32,
            left: 0,
            right: 1000,
            baseline: 1000,
            size: 1000,
            foot: 0,
            head: 0,
            style: Style::NONE,
            face: 0,
            confidence,
        };
        let table = Typography::new(text, vec![Leaf::default()], vec![run]);
        let galley = Galley::set(&[Source::new("a.png", text.to_owned()).with_typography(table)]);
        let (mut copy, mut ledger) = (galley.clone(), Ledger::default());
        let decisions = BTreeMap::new();
        let mut pen = Pen::new(&mut copy, &mut ledger, "suspects", &decisions);
        ask(&mut pen, &galley, &Lexicon::new("en", &[]));
        ledger.queries().len()
    }

    #[test]
    fn one_query_says_that_a_scan_is_gibberish() {
        let good = "the boat came down the river and nobody was there to see it\n".repeat(8);
        let bad = "thc hoal camc dowu lhe rivcr aud nohody vvas therc lo scc it\n".repeat(8);
        assert_eq!(asked(&bad, 60), 1);
        assert_eq!(asked(&good, 60), 0);
        assert_eq!(asked(&bad, 100), 0, "no program has read it");
        assert_eq!(asked(&bad[..60], 60), 0, "too short to tell");
    }
}
