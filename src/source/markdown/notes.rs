//! Binds calls and notes. In: blocks whose calls name labels, and bodies by label. Out: the blocks, the notes in the order of
//! their calls, and the bodies without call.

use super::class;
use super::inlines::tidy;
use crate::book::{Block, Inline, LooseNote, Note, NoteIndex, change_inlines, visit_calls};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::source::Span;
use std::collections::HashMap;

/// A note as it stands in the text.
pub(super) struct Body {
    /// The printed number, if it is not the label.
    pub(super) printed: Option<String>,
    /// Its text.
    pub(super) blocks: Vec<Block>,
    /// Where it stands.
    pub(super) at: Span,
}

/// Everything read so far. Calls in it hold the index of their label, in order of appearance.
#[derive(Default)]
pub(super) struct Matter {
    /// The running text.
    pub(super) blocks: Vec<Block>,
    /// The labels of the source being read, in lower case.
    labels: HashMap<String, u32>,
    notes: Vec<(String, Option<Body>)>,
}

impl Matter {
    /// Labels of one source say nothing about the next.
    pub(super) fn begin_source(&mut self) {
        self.labels.clear();
    }

    /// A call of the note with this label.
    pub(super) fn call(&mut self, label: &str) -> NoteIndex {
        let next = self.notes.len() as u32;
        let index = *self.labels.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            self.notes.push((label.into(), None));
        }
        NoteIndex(index)
    }

    /// The body of the note with this label. A second one under the same label is kept as a note without call.
    pub(super) fn define(&mut self, label: &str, body: Body) {
        let NoteIndex(index) = self.call(label);
        let slot = &mut self.notes[index as usize].1;
        if slot.is_none() {
            *slot = Some(body);
        } else {
            self.notes.push((label.into(), Some(body)));
        }
    }

    /// The body of a note that was called already.
    pub(super) fn define_called(&mut self, NoteIndex(index): NoteIndex, body: Body) {
        self.notes[index as usize].1 = Some(body);
    }

    /// Looks at the running text, and at the body of each note.
    pub(super) fn each_part(&self, look: &mut dyn FnMut(&[Block])) {
        look(&self.blocks);
        let bodies = self.notes.iter().filter_map(|(_, body)| body.as_ref());
        bodies.for_each(|body| look(&body.blocks));
    }

    /// The blocks, the notes that they call, and those that nothing calls.
    pub(super) fn bind(
        mut self,
        warnings: &mut Diagnostics,
    ) -> (Vec<Block>, Vec<Note>, Vec<LooseNote>) {
        let order = self.call_order();
        let mut places: Vec<Option<u32>> = vec![None; self.notes.len()];
        (0..)
            .zip(&order)
            .for_each(|(new, &old)| places[old as usize] = Some(new));
        let words = self.notes.iter().map(printed).collect();
        let mut renumbering = Renumbering {
            places,
            words,
            warnings,
        };
        renumbering.blocks(&mut self.blocks);
        let mut called: Vec<Option<Note>> = order.iter().map(|_| None).collect();
        let mut loose = Vec::new();
        for (old, (_, body)) in self.notes.into_iter().enumerate() {
            let place = renumbering.places[old];
            let Some(body) = body else { continue };
            let (body, at) = (renumbering.body(body.blocks), body.at);
            let printed = match &renumbering.words[old] {
                Words::Loose(printed) | Words::Missing(printed) => printed.clone(),
            };
            // A note that stands where it is called has no number but ours.
            let printed = match (printed.starts_with('\n'), place) {
                (false, _) => printed,
                (true, Some(place)) => (place + 1).to_string(),
                (true, None) => String::new(),
            };
            match place {
                Some(place) => {
                    called[place as usize] = Some(Note {
                        number: 0,
                        printed,
                        body,
                        at,
                    });
                }
                None => loose.push(LooseNote { printed, body, at }),
            }
        }
        loose.sort_by_key(|note| (note.at.source, note.at.start));
        (self.blocks, called.into_iter().flatten().collect(), loose)
    }

    /// The notes that can be reached from the running text: first its calls, then those of the notes themselves.
    fn call_order(&self) -> Vec<u32> {
        let mut order = Vec::new();
        let mut is_known = vec![false; self.notes.len()];
        let mut add = |blocks: &[Block], order: &mut Vec<u32>| {
            visit_calls(blocks, &mut |NoteIndex(index)| {
                let has_body = self.notes[index as usize].1.is_some();
                if has_body && !std::mem::replace(&mut is_known[index as usize], true) {
                    order.push(index);
                }
            });
        };
        add(&self.blocks, &mut order);
        let mut next = 0;
        while next < order.len() {
            if let Some(body) = &self.notes[order[next] as usize].1 {
                add(&body.blocks, &mut order);
            }
            next += 1;
        }
        order
    }
}

/// What a call says that can't be one.
enum Words {
    /// The printed number of a note that only loose notes call.
    Loose(String),
    /// The label of a note that is not there.
    Missing(String),
}

/// What the source printed as the note's number: said by the note, or its label.
fn printed((label, body): &(String, Option<Body>)) -> Words {
    let Some(body) = body else {
        return Words::Missing(label.clone());
    };
    let label = label.strip_prefix(class::LOOSE).unwrap_or(label);
    Words::Loose(body.printed.clone().unwrap_or_else(|| label.into()))
}

/// From labels in order of appearance to notes in order of calls.
struct Renumbering<'a> {
    places: Vec<Option<u32>>,
    words: Vec<Words>,
    warnings: &'a mut Diagnostics,
}

impl Renumbering<'_> {
    fn body(&mut self, mut blocks: Vec<Block>) -> Vec<Block> {
        self.blocks(&mut blocks);
        if blocks.is_empty() {
            blocks.push(Block::Paragraph(Vec::new()));
        }
        blocks
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        change_inlines(blocks, &mut |inlines| self.inlines(inlines));
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines.iter_mut() {
            match inline {
                Inline::Call { note, at } => match self.places[note.0 as usize] {
                    Some(place) => *note = NoteIndex(place),
                    None => *inline = self.mere_words(*note, *at),
                },
                other => {
                    if let Some(inner) = other.inner_mut() {
                        self.inlines(inner);
                    }
                }
            }
        }
        *inlines = tidy(std::mem::take(inlines));
    }

    /// A call that can't be one stays as words.
    fn mere_words(&mut self, note: NoteIndex, at: Span) -> Inline {
        let text = match &self.words[note.0 as usize] {
            Words::Loose(printed) => printed.clone(),
            Words::Missing(label) => {
                let message = format!("no `[^{label}]:` is there for this call; it stays as words");
                let warning = Diagnostic::warning("call-without-note", message);
                self.warnings.push(warning.at(Place::Source(at)));
                format!("[^{label}]")
            }
        };
        Inline::Text { text, at }
    }
}
