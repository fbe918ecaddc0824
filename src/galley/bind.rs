//! Several texts bound into one. In: the galley and the ledger of each, repaired for itself. Out: one of each, in which
//! sources, notes and changes are counted on. So no note, sentence or page of one text can run into the next.

use super::said::Said;
use super::{Galley, Label, NoteId, Piece, Styles};
use crate::ledger::{Act, Change, Ledger};
use crate::source::Span;
use std::sync::Arc;

/// How far the counts of a text move when others stand before it.
#[derive(Clone, Copy, Default)]
struct Shift {
    bytes: usize,
    source: u16,
    place: u32,
    changes: u32,
    notes: u32,
}

/// Binds texts in their order; each part speaks of one source.
#[must_use]
pub fn bind(parts: Vec<(Galley, Ledger)>) -> (Galley, Ledger) {
    let mut shift = Shift::default();
    let (mut text, mut pieces, mut typography) = (String::new(), Vec::new(), Vec::new());
    let (mut set, mut said) = (Vec::new(), Vec::new());
    let (mut ledger, mut is_repaired) = (Ledger::default(), true);
    for (galley, part) in parts {
        // One that is clean has nothing here but its number.
        is_repaired &= galley.is_repaired || galley.pieces.is_empty();
        text.push_str(&galley.text);
        typography.extend(galley.typography);
        let ranges = galley.styles.ranges();
        set.extend(ranges.map(|(at, style)| (shift.span(at), style)));
        said.extend(galley.said.iter().map(|one| Said {
            at: shift.span(one.at),
            ..*one
        }));
        let own = Arc::unwrap_or_clone(galley.pieces);
        let first = pieces.len();
        pieces.extend(own.into_iter().map(|piece| shift.piece(piece)));
        shift.enter(part, &mut ledger);
        let own = &pieces[first..];
        let place = own.iter().map(|piece: &Piece| piece.place + 1).max();
        let notes = own.iter().filter_map(|piece| note(piece.label)).max();
        shift = Shift {
            bytes: text.len(),
            source: shift.source + 1,
            place: place.unwrap_or(shift.place),
            changes: ledger.changes.len() as u32,
            notes: notes.unwrap_or(shift.notes),
        };
    }
    let mut styles = Styles::default();
    styles.add(set);
    let galley = Galley {
        text: Arc::new(text),
        pieces: Arc::new(pieces),
        typography,
        styles: Arc::new(styles),
        said: Arc::new(said),
        is_repaired,
    };
    (galley, ledger)
}

fn note(label: Label) -> Option<u32> {
    match label {
        Label::Call(id) | Label::NoteMark(id) | Label::NoteBody(id) => Some(id.0),
        _ => None,
    }
}

impl Shift {
    fn piece(&self, piece: Piece) -> Piece {
        Piece {
            start: piece.start + self.bytes,
            at: self.span(piece.at),
            label: self.label(piece.label),
            place: piece.place + self.place,
            change: piece.change.map(|change| change + self.changes),
        }
    }

    fn span(&self, at: Span) -> Span {
        Span {
            source: at.source + self.source,
            ..at
        }
    }

    fn label(&self, label: Label) -> Label {
        let moved = |id: NoteId| NoteId(id.0 + self.notes);
        match label {
            Label::Call(id) => Label::Call(moved(id)),
            Label::NoteMark(id) => Label::NoteMark(moved(id)),
            Label::NoteBody(id) => Label::NoteBody(moved(id)),
            other => other,
        }
    }

    fn enter(&self, part: Ledger, ledger: &mut Ledger) {
        let changes = part.changes.into_iter().map(|change| self.change(change));
        ledger.changes.extend(changes);
        ledger
            .queries
            .extend(part.queries.into_iter().map(|mut query| {
                query.at = self.span(query.at);
                query
            }));
        ledger.refused.extend(part.refused);
        ledger.unproposed.extend(part.unproposed);
        ledger.used.extend(part.used);
    }

    fn change(&self, mut change: Change) -> Change {
        change.at = self.span(change.at);
        change.act = match change.act {
            Act::Replace {
                before,
                after,
                covers,
            } => Act::Replace {
                before,
                after,
                covers: covers
                    .into_iter()
                    .map(|(earlier, at)| (earlier + self.changes, at))
                    .collect(),
            },
            Act::Relabel { before, after } => Act::Relabel {
                before: self.label(before),
                after: self.label(after),
            },
            Act::Move => Act::Move,
        };
        change
    }
}
