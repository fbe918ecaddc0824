//! The calls of notes. In: running text and note bodies. Out: each call labelled with its note; blanks and line ends that
//! set a call apart from its word are closed up.

mod again;
pub(crate) mod align;
pub(crate) mod candidates;
mod digits;
mod inner;
mod late;
pub(crate) mod scope;
pub(crate) mod sheet;
mod words;

use super::foot::rows::Reading;
use super::regions::Regions;
use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Label, Override, Pen};
use crate::ledger::{Certainty, Reason};
use align::Link;
use candidates::{Candidate, Stand};
use sheet::Sheet;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "noterefs",
    about: "calls of notes, told apart from years, sums and other digits",
    goes_by: GoesBy::Print,
    run,
};

/// Evidence from which a link is likely. Measured on 123 texts, 1 in 50 of those above it is wrong, nearly all for bodies that
/// stand exchanged, and 1 in 10 of those below it.
const LIKELY: f32 = 6.0;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let has_calls = pen
        .galley()
        .pieces()
        .any(|(piece, _)| matches!(piece.label(), Label::Call(_)));
    if has_calls {
        return;
    }
    let reading = Reading::new(pen.galley(), Label::is_block);
    let sheet = Sheet::new(pen.galley(), &reading);
    if sheet.bodies.is_empty() {
        return;
    }
    let mut calls = allowed(pen, rules, &reading);
    Regions::weigh(&reading, &mut calls);
    let sheet = inner_calls(pen, rules, sheet, (&reading, &calls));
    let mut links = align::align(&sheet, &reading, &calls);
    links.extend(late::late(&sheet, &reading, &calls, &links));
    links.sort_by_key(|link| link.call);
    links.extend(again::again(&sheet, &reading, &calls, &links));
    for link in links {
        call(pen, &reading, &calls[link.call], &link, &sheet);
    }
}

/// Labels the calls that stand in bodies, and takes the notes that they call off the sheet.
fn inner_calls(
    pen: &mut Pen<'_>,
    rules: &Rules,
    mut sheet: Sheet,
    text: (&Reading, &[Candidate]),
) -> Sheet {
    let words = Reading::new(pen.galley(), |label| matches!(label, Label::NoteBody(_)));
    let calls = allowed(pen, rules, &words);
    let links = inner::inner(pen.galley(), &sheet, (&words, &calls), text);
    for link in &links {
        call(pen, &words, &calls[link.call], link, &sheet);
    }
    let mut index = 0;
    sheet.bodies.retain(|_| {
        index += 1;
        links.iter().all(|link| link.body != index - 1)
    });
    sheet
}

/// The candidates that the editor does not forbid.
fn allowed(pen: &mut Pen<'_>, rules: &Rules, reading: &Reading) -> Vec<Candidate> {
    let mut calls = candidates::candidates(reading.text(), &rules.lexicon);
    for word in &rules.notes.not_a_call {
        let before = calls.len();
        calls.retain(|call| !is_inside(reading.text(), word, call));
        if calls.len() < before {
            pen.used(Override::NotACall, word);
        }
    }
    calls
}

/// Whether a candidate stands inside an occurrence of some words.
fn is_inside(text: &str, words: &str, call: &Candidate) -> bool {
    let mut from = call.range.start.saturating_sub(words.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (call.range.end + words.len()).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text[from..to].match_indices(words).any(|(at, _)| {
        let start = from + at;
        start <= call.range.start && call.range.end <= start + words.len()
    })
}

fn call(pen: &mut Pen<'_>, reading: &Reading, call: &Candidate, link: &Link, sheet: &Sheet) {
    let body = &sheet.bodies[link.body];
    let Some(range) = reading.range(call.range.clone()) else {
        return;
    };
    let why = Reason::from(match call.stand {
        Stand::Superior => "superior digits",
        Stand::Bracketed => "a number in brackets",
        Stand::Symbol => "a note symbol",
        Stand::Word => "digits glued to a word",
        Stand::Stop => "digits glued to a stop or a quotation mark",
        Stand::Year => "digits glued to a year",
        Stand::Stray => "digits that stray blanks set apart",
        Stand::OwnLine => "a number on a line of its own",
        Stand::Misread => "letters that scans confuse with digits",
    });
    let why = why
        .because("stands where calls stand", call.weight)
        .because("number against the body's", link.number)
        .because("page against the body's", link.place);
    // Numbers and pages can't tell whether two bodies stand exchanged: no link is sure.
    let certainty = if call.weight + link.number + link.place >= LIKELY {
        Certainty::Likely
    } else {
        Certainty::Doubtful
    };
    if call.blank > 0
        && let Some(blank) = reading.range(call.range.start - call.blank..call.range.start)
    {
        let words = &reading.text()[call.range.clone()];
        let edit =
            Edit::sure(blank, "", "closes up a call that was set apart").certainty(certainty);
        pen.edit(edit.words(&format!(" {words}"), words));
    }
    pen.mark(range, Label::Call(body.id), why, certainty);
}
