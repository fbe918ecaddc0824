//! Where the calls are. In: the book and the names of its files. Out: for each note its calls, in the order in which
//! they are written, so that a note can lead back to calls that come after it.

use super::content::{ENDNOTES, LOOSE};
use super::volume::Volume;
use crate::book::{Block, NoteIndex, visit_calls};
use crate::editions::numbers;

/// The calls of each note.
pub(super) struct Calls {
    /// For each note: file and fragment of each call.
    pub(super) places: Vec<Vec<String>>,
    /// For each note: how many of its calls are written.
    written: Vec<usize>,
}

impl Calls {
    /// Finds them all; `files` are those of the sections.
    pub(super) fn find(volume: &Volume<'_>, files: &[String]) -> Calls {
        let book = volume.book;
        let mut places: Vec<Vec<String>> = vec![Vec::new(); book.notes().len()];
        let mut note_calls = |blocks: &[Block], file: &str| {
            visit_calls(blocks, &mut |NoteIndex(note)| {
                let places = &mut places[note as usize];
                let id = id(note as usize, places.len());
                places.push(format!("{file}.xhtml#{id}"));
            });
        };
        let by_section = numbers::by_section(&volume.placed);
        for section in book.sections() {
            note_calls(section.blocks, &files[section.index]);
            let own = by_section.get(&section.index).into_iter().flatten();
            if !volume.settings.epub.endnotes {
                own.for_each(|&note| note_calls(&book.notes()[note].body, &files[section.index]));
            }
        }
        if volume.settings.epub.endnotes {
            let notes = book.notes().iter();
            notes.for_each(|note| note_calls(&note.body, ENDNOTES));
        }
        let loose = book.loose().iter();
        loose.for_each(|note| note_calls(&note.body, LOOSE));
        Calls {
            written: vec![0; places.len()],
            places,
        }
    }

    /// The id of the next call of a note.
    pub(super) fn next_id(&mut self, note: usize) -> String {
        let count = self.written[note];
        self.written[note] += 1;
        id(note, count)
    }
}

/// The id of a note's call, of which so many came before.
fn id(note: usize, before: usize) -> String {
    match before {
        0 => format!("fnref-{}", note + 1),
        n => format!("fnref-{}-{}", note + 1, n + 1),
    }
}
