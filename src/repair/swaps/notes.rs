//! Calls and bodies as the galley has them, and what the manifest says of them. In: the galley, `notes.swap` and
//! `notes.link`. Out: [`Notes`], and the exchanges that the editor ordered, carried out.

use super::{exchange, give};
use crate::galley::view::adjoin;
use crate::galley::{Galley, Label, NoteId, Override, Pen};
use crate::ledger::{Certainty, Reason};
use crate::repair::{Rules, numbering};
use std::collections::BTreeMap;
use std::mem::take;
use std::ops::Range;

/// A body: where its mark and its words stand, and what they say.
#[derive(Default)]
pub(super) struct Body {
    pub mark: Vec<Range<usize>>,
    pub words: Vec<Range<usize>>,
    pub printed: String,
    pub text: String,
    /// The foot or section it stands in, counted through the text.
    pub zone: u32,
}

impl Body {
    /// Where it begins: at its mark, or at its words where it has none.
    fn start(&self) -> Option<usize> {
        let first = self.mark.iter().chain(&self.words).next();
        first.map(|range| range.start)
    }
}

/// A call: its note, its first byte in the galley, and the byte of the running text it stands at.
pub(super) struct Call {
    pub id: NoteId,
    pub start: usize,
    pub at: usize,
    printed: String,
}

/// All calls and bodies.
pub(super) struct Notes {
    pub text: String,
    pub calls: Vec<Call>,
    pub bodies: BTreeMap<NoteId, Body>,
    /// What the editor exchanged.
    pub done: Vec<NoteId>,
}

impl Notes {
    /// Reads them off a galley; `undone` is what stood where a change wrote.
    pub fn read(galley: &Galley, undone: impl Fn(u32) -> String) -> Notes {
        let mut notes = Notes {
            text: String::new(),
            calls: Vec::new(),
            bodies: BTreeMap::new(),
            done: Vec::new(),
        };
        let (mut zone, mut in_text) = (0, true);
        for (piece, range) in galley.reading().filter(|(_, range)| !range.is_empty()) {
            let words = &galley.text()[range.clone()];
            // A manifest names notes as the source prints them, whatever number they have by now.
            let printed = || piece.change().map_or(words.into(), &undone);
            match piece.label() {
                Label::Call(id) => notes.calls.push(Call {
                    id,
                    start: range.start,
                    at: notes.text.len(),
                    printed: printed(),
                }),
                Label::NoteMark(id) => {
                    zone += u32::from(take(&mut in_text));
                    let body = notes.bodies.entry(id).or_default();
                    body.zone = zone;
                    body.printed.push_str(printed().trim());
                    adjoin(&mut body.mark, range);
                }
                Label::NoteBody(id) => {
                    let body = notes.bodies.entry(id).or_default();
                    body.text.push_str(words);
                    adjoin(&mut body.words, range);
                }
                label if label.is_block() => {
                    in_text |= !words.trim().is_empty();
                    notes.text.push_str(words);
                }
                _ => {}
            }
        }
        notes
    }

    /// Carries out the editor's exchanges and links.
    pub fn by_hand(&mut self, pen: &mut Pen<'_>, rules: &Rules) {
        for (one, other) in &rules.notes.swap {
            let [a, b] = [one, other].map(|note| {
                let id = self.named(note)?;
                pen.used(Override::Swap, note);
                Some(id)
            });
            if let (Some(a), Some(b)) = (a, b) {
                if self.is_inverted(a.min(b), a.max(b)) {
                    continue;
                }
                let why = Reason::from("the manifest says that these bodies stand exchanged");
                exchange(pen, self, [a, b], &why, Certainty::Sure);
                self.done.extend([a, b]);
            }
        }
        let moves = self.linked_by_hand(pen, rules);
        let why = Reason::from("the manifest says that this call and this body belong together");
        give(pen, self, &moves, &why, Certainty::Sure);
        self.done.extend(moves.keys());
    }

    /// Which note each body goes to by the manifest's `notes.link`. A body put out of its place goes to a note that
    /// thereby lost its own, so that no body is lost and none is called twice.
    fn linked_by_hand(&self, pen: &mut Pen<'_>, rules: &Rules) -> BTreeMap<NoteId, NoteId> {
        let mut moves = BTreeMap::new();
        // Those that name a mark that was found to be no call are done by now.
        let rows = rules.notes.link.iter();
        let rows: Vec<_> = rows
            .filter(|(call, _)| !pen.is_used(Override::Link, call))
            .collect();
        for (call, body) in rows {
            let calls = self.calls.iter().map(|c| (c.id, c.printed.as_str()));
            let call_named = numbering::named(calls, call);
            let body_named = self.named(body);
            if call_named.is_some() {
                pen.used(Override::Link, call);
            }
            if body_named.is_some() {
                pen.used(Override::LinkBody, body);
            }
            if let (Some(to), Some(from)) = (call_named, body_named) {
                moves.insert(from, to);
            }
        }
        let is_taken: Vec<NoteId> = moves.values().copied().collect();
        let bereft = moves.keys().filter(|id| !is_taken.contains(id));
        let bereft: Vec<NoteId> = bereft.copied().collect();
        let displaced = is_taken.iter().filter(|id| !moves.contains_key(id));
        let displaced: Vec<NoteId> = displaced.copied().collect();
        moves.extend(displaced.into_iter().zip(bereft));
        moves.retain(|from, to| from != to);
        moves
    }

    /// The note that a manifest names: `12`, or `12#2` for the second that is printed so.
    fn named(&self, name: &str) -> Option<NoteId> {
        let bodies = self.in_place().into_iter();
        numbering::named(bodies.map(|(id, b)| (id, b.printed.as_str())), name)
    }

    /// The bodies in the order of their places, whichever calls they belong to by now.
    fn in_place(&self) -> Vec<(NoteId, &Body)> {
        let mut bodies: Vec<(NoteId, &Body)> = self.bodies.iter().map(|(&id, b)| (id, b)).collect();
        bodies.sort_by_key(|(_, body)| body.start());
        bodies
    }

    /// Calls, and bodies in the order of their places: the first byte in the galley of each, and what is printed there.
    pub fn names(&self) -> [Vec<(usize, &str)>; 2] {
        let calls = self.calls.iter();
        let calls = calls.map(|call| (call.start, call.printed.as_str()));
        let bodies = self.in_place().into_iter();
        let bodies = bodies.filter_map(|(_, body)| Some((body.start()?, body.printed.as_str())));
        [calls.collect(), bodies.collect()]
    }

    /// Whether the second of two bodies stands before the first.
    pub fn is_inverted(&self, one: NoteId, other: NoteId) -> bool {
        let place = |id| {
            self.bodies
                .get(&id)
                .and_then(|b| b.mark.first())
                .map(|r| r.start)
        };
        matches!((place(one), place(other)), (Some(a), Some(b)) if a > b)
    }
}
