//! Cross-references to notes. In: the text, its notes and the numbers that they have now. Out: a question for each `see note
//! 12` whose number has changed; accepting it writes ours.

use super::notes::{Notes, value};
use crate::galley::{Answer, Edit, Label, NoteId, Pen};
use crate::language::Language;
use crate::repair::foot::rows::Reading;
use std::collections::BTreeMap;
use std::ops::Range;

/// Asks about each reference whose number has changed. Where a number is printed more than once, the nearest note is meant.
pub fn check(pen: &mut Pen<'_>, notes: &Notes, numbers: &BTreeMap<NoteId, u32>) {
    let reading = Reading::new(pen.galley(), |label| {
        label.is_block() || matches!(label, Label::NoteBody(_))
    });
    let places = places(notes, numbers);
    for (range, printed) in references(reading.text()) {
        let (Some(places), Some(range)) = (places.get(&printed), reading.range(range)) else {
            continue;
        };
        let own = pen.galley().label_at(range.start);
        let others = places.iter().filter(|(id, _)| own != Label::NoteBody(*id));
        let nearest = others.min_by_key(|(_, at)| at.abs_diff(range.start));
        let Some(&ours) = nearest.and_then(|(id, _)| numbers.get(id)) else {
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

/// Where the notes of each printed number are called and stand.
fn places(notes: &Notes, numbers: &BTreeMap<NoteId, u32>) -> BTreeMap<u32, Vec<(NoteId, usize)>> {
    let marks = notes.bodies.iter().map(|(id, (range, _))| (*id, range));
    let calls = notes.calls.iter().map(|call| (call.id, &call.range));
    let mut places: BTreeMap<u32, Vec<(NoteId, usize)>> = BTreeMap::new();
    for (id, range) in marks.chain(calls) {
        let printed = notes.bodies.get(&id).and_then(|(_, mark)| value(mark));
        if let Some(printed) = printed.filter(|_| numbers.contains_key(&id)) {
            places.entry(printed).or_default().push((id, range.start));
        }
    }
    places
}

/// The numbers after words that speak of notes.
fn references(text: &str) -> Vec<(Range<usize>, u32)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        let head = &text[..at];
        if head.ends_with(|c: char| c.is_alphanumeric()) || !head.ends_with([' ', '.', '\n']) {
            continue;
        }
        // The line may end between the two, but not the paragraph.
        let head = head.trim_end_matches([' ', '.']);
        let head = head
            .strip_suffix('\n')
            .unwrap_or(head)
            .trim_end_matches([' ', '.', '\r']);
        let word = &head[head.trim_end_matches(char::is_alphabetic).len()..];
        if !Language::any().notes.has(&word.to_lowercase()) {
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
