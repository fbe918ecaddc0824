//! Blocks and notes in the order of reading. In: a galley whose line ends are settled. Out: [`Block`]s of running text with
//! their calls, and [`Note`]s with their printed numbers.

use crate::galley::{Galley, Label, NoteId, Pen};
use std::collections::BTreeMap;
use std::ops::Range;

/// A block of running text.
pub(super) struct Block {
    /// What it is.
    pub label: Label,
    /// Its words.
    pub text: String,
    /// Its first and last piece of text, in bytes of the galley.
    ends: [Range<usize>; 2],
    /// The calls in it, in bytes of the galley.
    pub calls: Vec<(NoteId, Range<usize>)>,
}

/// A note that has a mark.
pub(super) struct Note {
    /// Which.
    pub id: NoteId,
    /// Its number or symbol, as the source prints it.
    pub printed: String,
    /// Its mark, in bytes of the galley.
    pub at: Range<usize>,
    /// Its body.
    pub text: String,
}

impl Note {
    /// How many words its body has.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

impl Block {
    /// The bytes of its first word.
    pub fn first_word(&self) -> Range<usize> {
        let word = self.text.split_whitespace().next().unwrap_or_default();
        let start = self.ends[0].start;
        start..(start + word.len()).min(self.ends[0].end)
    }

    /// The bytes of its last word.
    pub fn last_word(&self) -> Range<usize> {
        let word = self.text.split_whitespace().next_back().unwrap_or_default();
        let end = self.ends[1].end;
        end.saturating_sub(word.len()).max(self.ends[1].start)..end
    }
}

/// The blocks of the running text.
pub(super) fn of_flow(galley: &Galley) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (piece, range, inside) in galley.reading_of_notes() {
        match piece.label() {
            Label::Call(id) if inside.is_none() && is_open => {
                if let Some(block) = blocks.last_mut() {
                    block.calls.push((id, range));
                }
            }
            label if label.is_block() => read(galley, label, range, &mut blocks, &mut is_open),
            _ => {}
        }
    }
    blocks
}

/// Reads a piece: each of its lines goes on with the open block or begins one.
fn read(
    galley: &Galley,
    label: Label,
    range: Range<usize>,
    blocks: &mut Vec<Block>,
    is_open: &mut bool,
) {
    let mut start = range.start;
    for line in galley.text()[range].split_inclusive('\n') {
        let head = line.len() - line.trim_start().len();
        let ink = start + head..start + line.trim_end().len().max(head);
        if !ink.is_empty() {
            match blocks.last_mut().filter(|_| *is_open) {
                Some(block) => {
                    block.text.push_str(line);
                    block.ends[1] = ink;
                }
                None => blocks.push(Block {
                    label,
                    text: line.trim_start().into(),
                    ends: [ink.clone(), ink],
                    calls: Vec::new(),
                }),
            }
            *is_open = true;
        }
        *is_open &= !line.ends_with('\n');
        start += line.len();
    }
}

/// The notes, in the order of their marks.
pub(super) fn notes(pen: &Pen<'_>) -> Vec<Note> {
    let galley = pen.galley();
    let mut texts: BTreeMap<NoteId, String> = BTreeMap::new();
    let mut notes: Vec<Note> = Vec::new();
    for (piece, range, _) in galley.reading_of_notes() {
        let text = &galley.text()[range.clone()];
        match piece.label() {
            Label::NoteMark(id) if !text.trim().is_empty() => {
                let source = piece
                    .change()
                    .map_or(text.into(), |change| pen.undone(change));
                notes.push(Note {
                    id,
                    printed: source.trim_matches(|c: char| !c.is_alphanumeric()).into(),
                    at: range,
                    text: String::new(),
                });
            }
            Label::NoteBody(id) => {
                texts.entry(id).or_default().push_str(text);
            }
            _ => {}
        }
    }
    for note in &mut notes {
        note.text = texts.remove(&note.id).unwrap_or_default();
    }
    notes
}
