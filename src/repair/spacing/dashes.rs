//! Dashes glued to the next word. In: a text that mostly leaves a blank behind the dashes that open speech or a clause.
//! Out: the blanks that are missing there.

use crate::galley::{Edit, Pen};
use crate::ledger::Certainty;
use crate::lexicon::vocabulary::is_letter;

/// The custom is clear when so many dashes have their blank for each one that has not.
const CUSTOM: usize = 3;
/// Fewer blanks than this are chance.
const FEWEST: usize = 5;

/// Puts the missing blanks in, at the heads of lines and inside them each by its own custom.
pub(super) fn part(pen: &mut Pen<'_>, text: &str) {
    for is_head in [true, false] {
        let (glued, spaced) = places(text, is_head);
        if spaced < FEWEST || spaced < CUSTOM * glued.len() {
            continue;
        }
        for at in glued {
            let why = "the text leaves a blank behind its dashes";
            pen.edit(Edit::sure(at..at, " ", why).certainty(Certainty::Likely));
        }
    }
}

/// The ends of the dashes that a word is glued to, and how many have a blank.
fn places(text: &str, is_head: bool) -> (Vec<usize>, usize) {
    let (mut glued, mut spaced) = (Vec::new(), 0);
    let mut start = 0;
    while let Some(found) = text[start..].find(is_dash) {
        let at = start + found;
        let rest = text[at..].trim_start_matches(is_dash);
        let end = text.len() - rest.len();
        start = end;
        let before = text[..at].chars().next_back();
        let opens = before.is_none_or(|c| c == '\n' || c == '\u{c}');
        let is_free = before == Some(' ');
        let next = rest.chars().next().unwrap_or('\n');
        if opens != is_head || !(opens || is_free) {
            continue;
        }
        if is_letter(next) || matches!(next, '«' | '“' | '"' | '¿' | '¡') {
            glued.push(end);
        } else if matches!(next, ' ' | '\u{a0}') {
            spaced += 1;
        }
    }
    (glued, spaced)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}
