//! Where notes belong and what number they show. In: the book and the manifest's numbering. Out: a [`Placed`] for each
//! note.

use crate::book::{Block, Book, NoteIndex, visit_calls};
use crate::manifest::settings::Numbering;

/// A note's number as shown, and the section of its first call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// From 1.
    pub number: u32,
    /// Index of the section, from 0.
    pub section: usize,
}

/// Places all notes, in the order of [`Book::notes`]. A note that only a note calls belongs to the section of that note.
/// Without pages, numbering by page is continuous.
#[must_use]
pub fn place(book: &Book, numbering: Numbering) -> Vec<Placed> {
    let mut sections: Vec<Option<usize>> = vec![None; book.notes().len()];
    let mut settle = |blocks: &[Block], section: usize| {
        visit_calls(blocks, &mut |NoteIndex(note)| {
            sections[note as usize].get_or_insert(section);
        });
    };
    for section in book.sections() {
        settle(section.blocks, section.index);
    }
    for note in 0..book.notes().len() {
        let section = sections[note].unwrap_or_default();
        visit_calls(&book.notes()[note].body, &mut |NoteIndex(called)| {
            sections[called as usize].get_or_insert(section);
        });
    }
    let mut counts = vec![0; book.sections().len().max(1)];
    let notes = book.notes().iter().zip(&sections).map(|(note, section)| {
        let section = section.unwrap_or_default();
        counts[section] += 1;
        let number = match numbering {
            Numbering::PerChapter => counts[section],
            Numbering::Continuous | Numbering::PerPage => note.number,
        };
        Placed { number, section }
    });
    notes.collect()
}
