//! The calls of notes. In: running text and note bodies. Out: each call labelled with its note; blanks and line ends that
//! set a call apart from its word are closed up; a question where the evidence is weak, a body has no call or a call none.

mod again;
pub(crate) mod align;
mod by_hand;
pub(crate) mod candidates;
mod clauses;
mod digits;
mod habits;
mod halves;
mod inner;
mod late;
mod letters;
mod loose;
mod numbers;
mod parts;
mod raised;
pub(crate) mod scope;
pub(crate) mod sheet;
mod strokes;
mod twins;
mod unnoted;
mod unread;
mod words;

use super::foot::rows::Reading;
use super::regions::Regions;
use super::{GoesBy, Pass, Rules};
use crate::galley::{Label, Override, Pen};
use align::Link;
use candidates::Candidate;
use habits::Habits;
use loose::Asked;
use sheet::Sheet;
use strokes::Strokes;
use unread::Unread;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "noterefs",
    says: "calls of notes",
    about: "calls of notes, told apart from years, sums and other digits",
    goes_by: GoesBy::Print,
    run,
};

/// Where one of so many notes is called, and there are so many, the calls are lost, and what fits is a number by chance.
const CHANCE: usize = 8;
const MANY: usize = 12;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let has_calls = pen
        .galley()
        .pieces()
        .any(|(piece, _)| matches!(piece.label(), Label::Call(_)));
    let asked = if has_calls {
        Asked::default()
    } else {
        link(pen, rules)
    };
    pen.apply();
    loose::ask(pen, rules, &asked);
}

/// Links calls and bodies; what is not plain it asks.
fn link(pen: &mut Pen<'_>, rules: &Rules) -> Asked {
    let reading = Reading::new(pen.galley(), Label::is_block);
    let mut sheet = Sheet::new(pen.galley(), &reading);
    if let Some(unread) = unread(pen, rules, (&reading, &sheet)) {
        let strokes = Strokes {
            reading: &reading,
            sheet: &unread.sheet,
            calls: &unread.calls,
        };
        return strokes.make(pen, rules, unread.links);
    }
    if sheet.bodies.is_empty() {
        return Asked::default();
    }
    let mut calls = allowed(pen, rules, &reading);
    Regions::weigh(&reading, &mut calls);
    sheet.told(&reading, &mut calls);
    let sheet = inner_calls(pen, rules, sheet, (&reading, &calls));
    let habits = Habits::learnt(&sheet, &calls, &align::align(&sheet, &reading, &calls));
    calls.retain(|call| habits.allows(call));
    calls
        .iter_mut()
        .for_each(|call| call.habit = habits.says(call));
    let mut links = align::align(&sheet, &reading, &calls);
    links.extend(late::due(&sheet, &reading, &calls, &links));
    links.sort_by_key(|link| link.call);
    links.extend(late::late(&sheet, &reading, &calls, &links));
    let count = sheet.bodies.len();
    let is_free = rules.notes.link.is_empty();
    if is_free && count >= MANY && links.len() * CHANCE < count {
        return Asked::default();
    }
    halves::take(&mut calls, &links);
    let strokes = Strokes {
        reading: &reading,
        sheet: &sheet,
        calls: &calls,
    };
    strokes.make(pen, rules, links)
}

/// The links by order alone, if the source is a scan and its numbers tell fewer.
fn unread(
    pen: &mut Pen<'_>,
    rules: &Rules,
    (reading, sheet): (&Reading, &Sheet),
) -> Option<Unread> {
    if !reading.is_scan {
        return None;
    }
    let calls = allowed(pen, rules, reading);
    let mut unread = unread::read(pen.galley(), reading, &calls, &rules.lexicon);
    let text = reading.text();
    let is_allowed = |link: &Link| {
        let call = &unread.calls[link.call];
        !(rules.notes.not_a_call.iter()).any(|word| is_inside(text, word, call))
    };
    unread.links.retain(is_allowed);
    let read = align::align(sheet, reading, &calls);
    (unread.links.len() > read.len()).then_some(unread)
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
    let strokes = Strokes {
        reading: &words,
        sheet: &sheet,
        calls: &calls,
    };
    links.iter().for_each(|link| strokes.call(pen, link));
    let mut index = 0;
    sheet.bodies.retain(|_| {
        index += 1;
        links.iter().all(|link| link.body != index - 1)
    });
    sheet
}

/// The candidates that the editor does not forbid.
fn allowed(pen: &mut Pen<'_>, rules: &Rules, reading: &Reading) -> Vec<Candidate> {
    let mut calls = candidates::of(reading, &rules.lexicon);
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
    let from = text.ceil_char_boundary(call.range.start.saturating_sub(words.len()));
    let to = text.floor_char_boundary(call.range.end + words.len());
    text[from..to].match_indices(words).any(|(at, _)| {
        let start = from + at;
        start <= call.range.start && call.range.end <= start + words.len()
    })
}
