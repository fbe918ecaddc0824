//! The notes of a galley. In: pieces labelled as calls and bodies. Out: [`Notes`]: each call and each body with its mark,
//! and the number that each note has by the order of calls.

use crate::galley::{Galley, Label, NoteId};
use crate::repair::foot::marks;
use std::collections::BTreeMap;
use std::ops::Range;

/// A call.
pub(in crate::repair) struct Call {
    pub id: NoteId,
    pub range: Range<usize>,
    /// The note whose body it stands in.
    pub inside: Option<NoteId>,
}

/// Calls and bodies of a galley.
pub(in crate::repair) struct Notes {
    pub calls: Vec<Call>,
    /// Where each body's mark stands, and what it says.
    pub bodies: BTreeMap<NoteId, (Range<usize>, String)>,
}

impl Notes {
    /// Reads them off a galley.
    pub fn read(galley: &Galley) -> Notes {
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
    pub fn numbers(&self) -> BTreeMap<NoteId, u32> {
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
}

/// The number that a mark prints.
pub(in crate::repair) fn value(mark: &str) -> Option<u32> {
    let read = marks::marks(&format!("{mark} X"));
    read.last().map(|m| m.value).filter(|&v| v < marks::SYMBOLS)
}
