//! Our numbers. In: calls and bodies, linked. Out: calls numbered 1..n in the order in which notes are first called, each
//! change of a number in the ledger; queries where a call has no body, a body no call, or the text speaks of a note by
//! a number that has changed.

mod references;

use super::foot::marks;
use super::foot::rows::Reading;
use super::noterefs::candidates::{self, Stand};
use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Galley, Label, NoteId, Pen};
use crate::ledger::Reason;
use std::collections::BTreeMap;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "numbering",
    about: "notes numbered in the order of their calls; orphans and cross-references asked about",
    goes_by: GoesBy::Print,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let notes = Notes::read(pen.galley());
    if notes.calls.is_empty() && notes.bodies.is_empty() {
        return;
    }
    let numbers = notes.numbers();
    for call in &notes.calls {
        // A call in a note that nothing calls leads nowhere: it stays as printed.
        if let Some(&number) = numbers.get(&call.id) {
            renumber(pen, &call.range, number);
        }
    }
    loose_bodies(pen, &notes, &numbers);
    loose_calls(pen, &notes, rules);
    references::check(pen, &notes.printed(&numbers));
}

/// A call.
struct Call {
    id: NoteId,
    range: Range<usize>,
    /// The note whose body it stands in.
    inside: Option<NoteId>,
}

/// Calls and bodies of a galley.
struct Notes {
    calls: Vec<Call>,
    /// Where each body's mark stands, and what it says.
    bodies: BTreeMap<NoteId, (Range<usize>, String)>,
}

impl Notes {
    fn read(galley: &Galley) -> Notes {
        let mut notes = Notes {
            calls: Vec::new(),
            bodies: BTreeMap::new(),
        };
        for (piece, range, inside) in galley.reading_of_notes() {
            if range.is_empty() {
                continue;
            }
            let words = galley.text()[range.clone()].trim();
            match piece.label() {
                Label::Call(id) => notes.call(id, range, inside),
                Label::NoteMark(id) => {
                    notes
                        .bodies
                        .entry(id)
                        .or_insert_with(|| (range, words.into()));
                }
                _ => {}
            }
        }
        notes
    }

    fn call(&mut self, id: NoteId, range: Range<usize>, inside: Option<NoteId>) {
        match self.calls.last_mut() {
            Some(last) if last.id == id && last.range.end == range.start => {
                last.range.end = range.end;
            }
            _ => self.calls.push(Call { id, range, inside }),
        }
    }

    /// Our number of each note that is called: those called in the running text come first, then those called in the
    /// notes, note by note.
    fn numbers(&self) -> BTreeMap<NoteId, u32> {
        let mut called: BTreeMap<Option<NoteId>, Vec<NoteId>> = BTreeMap::new();
        for call in &self.calls {
            called.entry(call.inside).or_default().push(call.id);
        }
        let mut numbers = BTreeMap::new();
        let mut order = vec![None];
        let mut next = 0;
        while next < order.len() {
            for id in called.remove(&order[next]).unwrap_or_default() {
                let number = numbers.len() as u32 + 1;
                numbers.entry(id).or_insert_with(|| {
                    order.push(Some(id));
                    number
                });
            }
            next += 1;
        }
        numbers
    }

    /// Printed numbers and ours, where a number is printed once.
    fn printed(&self, numbers: &BTreeMap<NoteId, u32>) -> BTreeMap<u32, u32> {
        let mut printed: BTreeMap<u32, Option<u32>> = BTreeMap::new();
        for (id, (_, mark)) in &self.bodies {
            let ours = numbers.get(id).copied();
            if let Some(value) = value(mark) {
                let is_new = !printed.contains_key(&value);
                printed.insert(value, ours.filter(|_| is_new));
            }
        }
        let known = printed
            .into_iter()
            .filter_map(|(value, ours)| Some((value, ours?)));
        known.collect()
    }
}

/// The number that a mark prints.
fn value(mark: &str) -> Option<u32> {
    let read = marks::marks(&format!("{mark} X"));
    read.last().map(|m| m.value).filter(|&v| v < marks::SYMBOLS)
}

/// Writes our number in the place of the printed one.
fn renumber(pen: &mut Pen<'_>, range: &Range<usize>, number: u32) {
    let text = &pen.galley().text()[range.clone()];
    let bare =
        |c: char| c.is_alphanumeric() || marks::superior(c).is_some() || marks::symbol(c).is_some();
    let (Some(start), Some(end)) = (text.find(bare), text.rfind(bare)) else {
        return;
    };
    let end = end + text[end..].chars().next().map_or(0, char::len_utf8);
    let (old, new) = (text[start..end].to_string(), number.to_string());
    if old == new {
        return;
    }
    let inner = range.start + start..range.start + end;
    let why = Reason::from("our number, in the order of first calls");
    let words = (format!("note {old}"), format!("note {new}"));
    pen.edit(Edit::sure(inner, new, why).words(&words.0, &words.1));
}

/// Bodies without a call are asked about; they are kept and printed at the end.
fn loose_bodies(pen: &mut Pen<'_>, notes: &Notes, numbers: &BTreeMap<NoteId, u32>) {
    for (id, (range, printed)) in &notes.bodies {
        if !numbers.contains_key(id) {
            let question = format!("note {printed} has no call: where is it called?");
            let why =
                "no mark in the running text fits it; it is kept, and printed after the notes";
            pen.query(range.clone(), question, why);
        }
    }
}

/// Weight from which a mark without a body is worth a question.
const PLAIN: f32 = 3.0;

/// Marks that look like calls and have no body.
fn loose_calls(pen: &mut Pen<'_>, notes: &Notes, rules: &Rules) {
    let reading = Reading::new(pen.galley(), Label::is_block);
    let values: Vec<u32> = notes
        .bodies
        .values()
        .filter_map(|(_, mark)| value(mark))
        .collect();
    let highest = values.iter().max().copied().unwrap_or(0);
    let has_symbols = notes
        .bodies
        .values()
        .any(|(_, mark)| mark.starts_with(|c| marks::symbol(c).is_some()));
    for call in candidates::candidates(reading.text(), &rules.lexicon) {
        let is_symbol = call.stand == Stand::Symbol;
        let fits = if is_symbol {
            has_symbols
        } else {
            call.value <= highest + 10
        };
        let is_plain = !matches!(
            call.stand,
            Stand::Stray | Stand::OwnLine | Stand::Misread | Stand::Year
        );
        if !fits || !is_plain || call.weight < PLAIN {
            continue;
        }
        if let Some(range) = reading.range(call.range.clone()) {
            let mark = reading.text()[call.range.clone()].trim().to_string();
            let question =
                format!("`{mark}` looks like the call of a note, but no body is left for it");
            let why = Reason::from("left in the text as it stands")
                .because("stands where calls stand", call.weight);
            pen.query(range, question, why);
        }
    }
}

/// The note that a manifest names: `12`, or `12#2` for the second that is printed so.
pub(crate) fn named<'n>(
    printed: impl Iterator<Item = (NoteId, &'n str)>,
    name: &str,
) -> Option<NoteId> {
    let (mark, count) = match name.rsplit_once('#') {
        Some((mark, count)) => (mark, count.parse::<usize>().ok()?),
        None => (name, 1),
    };
    let strip = |text: &str| -> String {
        let inner = text.trim().trim_matches(['(', ')', '[', ']', '.']);
        inner.to_string()
    };
    let wanted = strip(mark);
    let mut found = printed.filter(|(_, text)| strip(text) == wanted);
    found.nth(count.checked_sub(1)?).map(|(id, _)| id)
}
