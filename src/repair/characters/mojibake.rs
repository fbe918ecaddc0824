//! Mojibake. In: UTF-8 that somebody read as Windows-1252, once or twice. Out: the characters it was.

use crate::galley::view::adjoin;
use crate::galley::{Edit, Pen};
use crate::repair::Rules;
use encoding_rs::WINDOWS_1252;
use std::ops::Range;

/// A run that may be the UTF-8 of others.
struct Guess {
    run: Range<usize>,
    after: String,
    /// Whether all of them are what western books are printed with.
    is_usual: bool,
}

/// Runs of several unusual characters that a text has before they are believed without usual ones.
const FEWEST: usize = 3;

/// Mends each run of characters that is the UTF-8 of others.
pub(super) fn mend(pen: &mut Pen<'_>, _rules: &Rules) {
    let galley = pen.galley().clone();
    let text = galley.text();
    for Guess { run, after, .. } in guesses(text) {
        let before = &text[run.clone()];
        let edit = Edit::sure(run, after.clone(), "UTF-8 that was read as Windows-1252");
        pen.edit(edit.words(before, &after));
    }
}

/// What is mojibake. A letter and the mark behind it may look so by chance: `weiß…`, `passé…` before a fixed blank. So
/// characters that few books have are believed only in a text that has mojibake of the usual ones, or has much.
fn guesses(text: &str) -> Vec<Guess> {
    let mut guesses: Vec<Guess> = runs(text)
        .into_iter()
        .filter_map(|run| guess(text, run))
        .collect();
    let usual = guesses.iter().filter(|guess| guess.is_usual).count();
    let long = |guess: &&Guess| guess.after.chars().nth(1).is_some();
    let is_believed = usual > 0 || guesses.iter().filter(long).count() >= FEWEST;
    guesses.retain(|guess| guess.is_usual || is_believed);
    guesses
}

fn guess(text: &str, run: Range<usize>) -> Option<Guess> {
    let after = undone(&text[run.clone()])?;
    let after = undone(&after).unwrap_or(after);
    // `MANHÃ»`: a capital at the end of a word in capitals.
    let before = text[..run.start].chars().next_back();
    let is_capitals =
        before.is_some_and(char::is_uppercase) && after.starts_with(char::is_lowercase);
    (!is_capitals).then(|| Guess {
        is_usual: after.chars().all(is_usual),
        run,
        after,
    })
}

/// Whether western books are printed with a character.
fn is_usual(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{ff}' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ÿ' | 'Ž' | 'ž' | '\u{2010}'..='\u{203a}' | '€' | '™')
        || matches!(c, '\u{fb00}'..='\u{fb04}' | '\u{feff}')
}

/// The runs of characters that Windows-1252 has above ASCII. Single ones are no mojibake.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let is_high = |c: char| !c.is_ascii() && byte(c).is_some_and(|b| b >= 0x80);
    for (at, c) in text.char_indices().filter(|(_, c)| is_high(*c)) {
        adjoin(&mut runs, at..at + c.len_utf8());
    }
    runs.retain(|run| text[run.clone()].chars().nth(1).is_some());
    runs
}

/// The byte that a character has in Windows-1252, or in Latin-1 where that has none.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{9f}' => Some(c as u8),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, is_lossy) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            (!is_lossy && bytes.len() == 1).then(|| bytes[0])
        }
    }
}

/// The run read as the bytes it came from; None if they are no UTF-8.
fn undone(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run.chars().map(byte).collect::<Option<_>>()?;
    let text = String::from_utf8(bytes).ok()?;
    (text != run && !text.is_ascii()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mojibake_is_undone_and_other_text_is_not() {
        assert_eq!(undone("Ã©").as_deref(), Some("é"));
        assert_eq!(undone("â€œ").as_deref(), Some("“"));
        assert_eq!(undone("éà"), None);
        assert_eq!(undone("»“"), None);
    }

    #[test]
    fn letters_before_marks_are_no_mojibake() {
        let found = |text| -> Vec<String> { guesses(text).into_iter().map(|g| g.after).collect() };
        assert!(found("weiß… le passé…\u{a0}» PERCHÈ» MANHÃ»").is_empty());
        assert_eq!(found("cafÃ© and koÅ‚o"), ["é", "ł"]);
        assert_eq!(found("ÐŸÑ€ Ð¸Ð² ÐµÑ‚"), ["Пр", "ив", "ет"]);
    }
}
