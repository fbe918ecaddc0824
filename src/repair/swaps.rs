//! Exchanged bodies. In: calls and bodies, linked. Out: neighbouring bodies that stand exchanged, put right where both
//! calls say so by a wide margin, else asked about.
//!
//! The sentence of each call is held against its own body and against its neighbour's: by the words they share, rarer
//! words weighing more, and by the kinds of calls and notes that this text pairs. Numbers have no say here.

mod kinds;
mod lemma;
mod meaning;
mod notes;
mod pairs;

use super::{GoesBy, Pass, Rules, numbering};
use crate::galley::{Answer, Galley, Label, NoteId, Pen};
use crate::ledger::{Certainty, Ledger, Reason};
use crate::source::Source;
use notes::Notes;
use pairs::Pair;
use std::collections::BTreeMap;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "swaps",
    says: "exchanged notes",
    about: "neighbouring bodies that stand exchanged, by what they say",
    goes_by: GoesBy::Words,
    run,
};

/// From this gain on the editor is asked. At 4.0 it was asked 73 times in 62 texts, for 6 of 33 exchanged pairs, at 2.0 181
/// times for 12.
const ASK: f32 = 3.0;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let mut notes = Notes::read(pen.galley(), |change| pen.undone(change));
    notes.by_hand(pen, rules);
    let pairs = notes.pairs();
    let mut taken: Vec<NoteId> = Vec::new();
    for pair in &pairs {
        let is_moved = |id: &NoteId| taken.contains(id) || notes.done.contains(id);
        if pair.ids.iter().any(is_moved) {
            continue;
        }
        if pair.is_sure() || ask(pen, &notes, pair) == Answer::Accepted {
            exchange(pen, &notes, pair.ids, &pair.reason(), pair.certainty());
            taken.extend(pair.ids);
        }
    }
}

/// The names by which `notes.link` knows calls, and those by which it knows notes, by the places where they begin.
#[must_use]
pub(crate) fn names(galley: &Galley, ledger: &Ledger, sources: &[Source]) -> [Names; 2] {
    let notes = Notes::read(galley, |change| ledger.undone(change));
    notes.names().map(|marks| {
        let places = marks
            .iter()
            .map(|&(start, _)| galley.span(start..start + 1));
        let places: Vec<(u16, u32)> = places.map(|at| (at.source, at.start)).collect();
        let printed = marks.iter().map(|&(_, printed)| printed);
        let texts = places.iter().map(|&(source, _)| source);
        let names = numbering::names(texts.zip(printed)).into_iter();
        // Of a book of several texts a name says which.
        let full = |(source, name): (u16, String)| match sources.get(source as usize) {
            Some(text) if sources.len() > 1 => format!("{}:{name}", text.name()),
            _ => name,
        };
        let named = places.iter().zip(names);
        named
            .map(|(&place, name)| (place, full((place.0, name))))
            .collect()
    })
}

/// Names by source and first byte.
pub(crate) type Names = BTreeMap<(u16, u32), String>;

/// Puts the question where there is something to ask.
fn ask(pen: &mut Pen<'_>, notes: &Notes, pair: &Pair) -> Answer {
    if pair.sum() < ASK {
        return Answer::Rejected;
    }
    let Some(at) = notes.bodies[&pair.ids[0]].mark.first().cloned() else {
        return Answer::Rejected;
    };
    let [one, other] = pair.ids.map(|id| notes.bodies[&id].printed.clone());
    let question = format!("do the bodies of notes {one} and {other} stand exchanged?");
    let proposal = format!("exchange the bodies of notes {one} and {other}");
    pen.ask(at, question, proposal, pair.reason())
}

/// Gives each of two bodies, marks and words, to the other's call.
fn exchange(
    pen: &mut Pen<'_>,
    notes: &Notes,
    [one, other]: [NoteId; 2],
    why: &Reason,
    certainty: Certainty,
) {
    let moves = BTreeMap::from([(one, other), (other, one)]);
    give(pen, notes, &moves, why, certainty);
}

/// Gives bodies, marks and words, to other notes.
fn give(
    pen: &mut Pen<'_>,
    notes: &Notes,
    moves: &BTreeMap<NoteId, NoteId>,
    why: &Reason,
    certainty: Certainty,
) {
    let mut strokes: Vec<(Range<usize>, Label)> = Vec::new();
    for (from, &to) in moves {
        let Some(body) = notes.bodies.get(from) else {
            continue;
        };
        let marks = body.mark.iter().map(|r| (r.clone(), Label::NoteMark(to)));
        strokes.extend(marks);
        let words = body.words.iter().map(|r| (r.clone(), Label::NoteBody(to)));
        strokes.extend(words);
    }
    // One stroke refused is all refused: half an exchange would lose a note.
    if strokes
        .iter()
        .any(|(range, label)| pen.is_refused(range, &label.kind()))
    {
        return;
    }
    for (range, label) in strokes {
        pen.mark(range, label, why.clone(), certainty);
    }
}
