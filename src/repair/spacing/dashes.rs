//! Dashes glued to the next word. In: a text that mostly leaves a blank behind the dashes that open speech. Out: the blanks
//! that are missing there.
//!
//! Inside a line the same count tells nothing: a dash that opens an aside may be glued to it, and the one that closes it not.

use crate::galley::{Edit, Pen};
use crate::ledger::Certainty;
use crate::lexicon::vocabulary::is_letter;

/// The custom is clear when so many dashes have their blank for each one that has not.
const CUSTOM: usize = 3;
/// Fewer blanks than this are chance.
const FEWEST: usize = 5;

/// Puts the missing blanks in.
pub(super) fn part(pen: &mut Pen<'_>, text: &str) {
    let (glued, spaced) = places(text);
    if spaced < FEWEST || spaced < CUSTOM * glued.len() {
        return;
    }
    for at in glued {
        let why = "the text leaves a blank behind its dashes";
        pen.edit(Edit::sure(at..at, " ", why).certainty(Certainty::Likely));
    }
}

/// The ends of the dashes at the heads of lines that a word is glued to, and how many have a blank.
fn places(text: &str) -> (Vec<usize>, usize) {
    let (mut glued, mut spaced, mut start) = (Vec::new(), 0, 0);
    for line in text.split(['\n', '\u{c}']) {
        let rest = line.trim_start_matches(['-', '–', '—']);
        let end = start + line.len() - rest.len();
        let next = rest.chars().next().filter(|_| rest.len() < line.len());
        start += line.len() + 1;
        match next {
            Some(' ' | '\u{a0}') => spaced += 1,
            Some(c) if is_letter(c) || "«“\"¿¡".contains(c) => glued.push(end),
            _ => {}
        }
    }
    (glued, spaced)
}
