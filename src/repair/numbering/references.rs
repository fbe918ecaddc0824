//! Cross-references to notes. In: the text, and the map from printed numbers to ours. Out: a question for each `see note
//! 12` whose number has changed; accepting it writes ours.

use crate::galley::{Answer, Edit, Label, Pen};
use crate::repair::foot::rows::Reading;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words before the number of a note that is spoken of.
const WORDS: [&str; 8] = [
    "note",
    "notes",
    "footnote",
    "endnote",
    "anm",
    "anmerkung",
    "nota",
    "fußnote",
];

/// Asks about each reference whose number has changed.
pub fn check(pen: &mut Pen<'_>, numbers: &BTreeMap<u32, u32>) {
    let reading = Reading::new(pen.galley(), |label| {
        label.is_block() || matches!(label, Label::NoteBody(_))
    });
    for (range, printed) in references(reading.text()) {
        let (Some(&ours), Some(range)) = (numbers.get(&printed), reading.range(range)) else {
            continue;
        };
        if ours == printed {
            continue;
        }
        let question = format!("the text speaks of note {printed}, which is now note {ours}");
        let proposal = "write the number that the note has now";
        let why = "a note's number has changed";
        if pen.ask(range.clone(), question, proposal, why) == Answer::Accepted {
            pen.edit(Edit::sure(range, ours.to_string(), why));
        }
    }
}

/// The numbers after words that speak of notes.
fn references(text: &str) -> Vec<(Range<usize>, u32)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        let head = &text[..at];
        if head.ends_with(|c: char| c.is_alphanumeric()) || !head.ends_with([' ', '.']) {
            continue;
        }
        let word = head.trim_end_matches([' ', '.']);
        let word = &word[word.trim_end_matches(char::is_alphabetic).len()..];
        if !WORDS.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        if len <= 3
            && let Ok(number) = text[at..at + len].parse()
        {
            found.push((at..at + len, number));
        }
    }
    found
}
