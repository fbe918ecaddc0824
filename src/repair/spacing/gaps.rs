//! Characters that nobody could read. In: a text. Out: whether some are missing from it: letters of another script, for
//! which the extractor had no character, leave blanks before stops and brackets.

use crate::language::Language;

/// A text has gaps when so many stops stand behind such words, and one in so many of those behind a blank.
const FEWEST_GAPS: usize = 4;
const GAPS: usize = 20;

/// Whether characters are missing from the text.
pub(super) fn has_gaps(text: &str) -> bool {
    let (mut open, mut all) = (0, 0);
    let is_stop = |pair: &[u8]| matches!(pair, [b' ', b',' | b'.' | b';' | b')']);
    let stops = text.as_bytes().windows(2).enumerate();
    for (blank, _) in stops.filter(|(_, pair)| is_stop(pair)) {
        let at = blank + 1;
        let before = text[..at].trim_end_matches(' ');
        let is_apart = before.ends_with(char::is_lowercase);
        let is_alone = text[at + 1..].starts_with(char::is_whitespace);
        if is_apart && is_alone {
            let start = before.rfind(|c: char| !c.is_alphabetic());
            let word = start.map_or(before, |at| {
                before[at..].trim_start_matches(|c: char| !c.is_alphabetic())
            });
            open += usize::from(Language::any().bound.has(word));
            all += 1;
        }
    }
    open >= FEWEST_GAPS && open * GAPS >= all
}
