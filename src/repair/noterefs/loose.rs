//! What is left over. In: calls and bodies as labelled, and what was asked about already. Out: a question for each body
//! without a call and for each mark that looks like a call and has no body.

use super::candidates::{Candidate, Stand};
use crate::galley::{Galley, Label, NoteId, Pen};
use crate::ledger::Reason;
use crate::repair::Rules;
use crate::repair::foot::marks;
use crate::repair::foot::rows::Reading;
use crate::repair::numbering::notes::{Notes, value};
use crate::repair::regions::Regions;
use crate::source::Span;

/// From so many notes on, one question is put for all, where no note has a call.
const ALL_LOST: usize = 3;

/// So many numbers at the most may lack between two calls for one of them to be looked for there.
const WIDEST: u32 = 30;

/// What was asked about: once is enough.
#[derive(Default)]
pub(super) struct Asked {
    /// Bodies that may have a call.
    pub bodies: Vec<NoteId>,
    /// Marks that may be calls.
    pub calls: Vec<Span>,
}

impl Asked {
    /// Whether a mark was asked about, with half a bracket or without.
    fn has(&self, mark: Span) -> bool {
        let begins = |asked: &Span| (asked.source, asked.start) == (mark.source, mark.start);
        self.calls.iter().any(begins)
    }
}

/// Weight from which a mark without a body is worth a question.
const PLAIN: f32 = 3.0;
/// Weight above which a mark is worth one whose number lacks.
const SOME: f32 = -3.5;
/// How far above the highest number of a body a mark may be that is worth one.
const ABOVE: u32 = 10;

/// Asks about bodies without a call, which are kept and printed at the end, and about marks without a body.
pub(super) fn ask(pen: &mut Pen<'_>, rules: &Rules, asked: &Asked) {
    let notes = Notes::read(pen.galley());
    if notes.calls.is_empty() && notes.bodies.is_empty() {
        ask_unnoted(pen, rules);
        return;
    }
    let numbers = notes.numbers();
    let is_any = !notes.calls.is_empty();
    if !is_any && notes.bodies.len() >= ALL_LOST {
        ask_all_lost(pen, &notes);
    }
    let one_by_one = is_any || notes.bodies.len() < ALL_LOST;
    for (id, (range, printed)) in notes.bodies.iter().filter(|_| one_by_one) {
        if !numbers.contains_key(id) && !asked.bodies.contains(id) {
            let question = format!("note {printed} has no call: where is it called?");
            let why =
                "no mark in the running text fits it; it is kept, and printed after the notes";
            pen.query(range.clone(), question, why);
        }
    }
    let reading = Reading::new(pen.galley(), Label::is_block);
    let marks = Marks::of(&notes);
    let linked = Linked::of(pen.galley(), &notes);
    let mut calls = super::allowed(pen, rules, &reading);
    let lacks = |call: &Candidate| {
        let range = reading.range(call.range.clone());
        range.is_some_and(|range| linked.lacks(range.start, call))
    };
    // What stands around a mark makes none fit that is not set as a call.
    if !calls.iter().any(|call| marks.fit(call) || lacks(call)) {
        return;
    }
    Regions::weigh(&reading, &mut calls);
    for call in calls {
        let Some(range) = reading.range(call.range.clone()) else {
            continue;
        };
        let is_fit = marks.fit(&call) || call.weight > SOME && lacks(&call);
        if !is_fit || asked.has(pen.galley().span(range.clone())) {
            continue;
        }
        let mark = reading.text()[call.range.clone()].trim();
        let question =
            format!("`{mark}` looks like the call of a note, but no body is left for it");
        let why = Reason::from("left in the text as it stands")
            .because("stands where calls stand", call.weight);
        pen.query(range, question, why);
    }
}

/// Asks once about all bodies, where none has a call: the calls are lost, and none of them tells of its own.
fn ask_all_lost(pen: &mut Pen<'_>, notes: &Notes) {
    let count = notes.bodies.len();
    if let Some((range, _)) = notes.bodies.values().min_by_key(|(range, _)| range.start) {
        let question = format!(
            "{count} notes begin here, and none of them has a call: where are they called?"
        );
        let why = "numbers count on as those of notes do, and the text has no mark that fits; they are kept, and printed \
                   after the text. Were they a list, switch the pass `foot` off";
        pen.query(range.clone(), question, why);
    }
}

/// Asks about the marks of a text without notes that count up as calls do.
fn ask_unnoted(pen: &mut Pen<'_>, rules: &Rules) {
    let reading = Reading::new(pen.galley(), Label::is_block);
    let mut calls = super::allowed(pen, rules, &reading);
    // What stands around marks makes none plain.
    if !super::unnoted::has_enough(&calls) {
        return;
    }
    Regions::weigh(&reading, &mut calls);
    for call in super::unnoted::unnoted(&calls) {
        if let Some(range) = reading.range(call.range.clone()) {
            let mark = reading.text()[call.range.clone()].trim();
            let question = format!("`{mark}` looks like the call of a note: where are the notes?");
            let why = "such marks count up, and no note was found in the text";
            pen.query(range, question, why);
        }
    }
}

/// The calls that have a note: where each stands, and the number that it prints.
struct Linked(Vec<(usize, u32)>);

impl Linked {
    fn of(galley: &Galley, notes: &Notes) -> Linked {
        let of_text = notes.calls.iter().filter(|call| call.inside.is_none());
        let numbered = of_text.filter_map(|call| {
            let mark = galley.text()[call.range.clone()].trim();
            Some((call.range.start, value(mark)?))
        });
        let mut calls: Vec<(usize, u32)> = numbered.collect();
        calls.sort_unstable();
        Linked(calls)
    }

    /// Whether a mark, however it is set, has a number that lacks between the calls around it.
    fn lacks(&self, at: usize, call: &Candidate) -> bool {
        let next = self.0.partition_point(|linked| linked.0 < at);
        let before = next.checked_sub(1).map_or(0, |before| self.0[before].1);
        let is_number = !matches!(call.stand, Stand::Symbol | Stand::Misread | Stand::Lettered);
        let lacks = |&(_, after): &(usize, u32)| {
            before < call.value && call.value < after && after - before <= WIDEST
        };
        is_number && self.0.get(next).is_some_and(lacks)
    }
}

/// The marks of a text's bodies.
struct Marks {
    highest: u32,
    has_symbols: bool,
}

impl Marks {
    fn of(notes: &Notes) -> Marks {
        let printed = || notes.bodies.values().map(|(_, mark)| mark.as_str());
        Marks {
            highest: printed().filter_map(value).max().unwrap_or(0),
            has_symbols: printed().any(|mark| mark.starts_with(|c| marks::symbol(c).is_some())),
        }
    }

    /// Whether a mark is worth a question in this text.
    fn fit(&self, call: &Candidate) -> bool {
        let is_plain = match call.stand {
            Stand::Symbol => self.has_symbols,
            Stand::Stray
            | Stand::OwnLine
            | Stand::Misread
            | Stand::Lettered
            | Stand::Unread
            | Stand::Year
            | Stand::Number => false,
            _ => call.value <= self.highest + ABOVE,
        };
        is_plain && call.weight >= PLAIN
    }
}
