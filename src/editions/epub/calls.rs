//! Where the calls are. In: the book and its files. Out: for each note its calls, in the order in which
//! they are written, so that a note can lead back to calls that come after it.

use super::content::{ENDNOTES, LOOSE};
use super::leaves::Leaves;
use super::volume::Volume;
use crate::book::{Block, NoteIndex, visit_calls};

/// The calls of each note.
pub(super) struct Calls {
    /// For each note: file and fragment of each call.
    pub(super) places: Vec<Vec<String>>,
    /// For each note: how many of its calls are written.
    written: Vec<usize>,
}

impl Calls {
    /// Finds them all.
    pub(super) fn find(volume: &Volume<'_>, leaves: &Leaves<'_>) -> Calls {
        let book = volume.book;
        let mut places: Vec<Vec<String>> = vec![Vec::new(); book.notes().len()];
        let mut note_calls = |blocks: &[Block], file: &str| {
            visit_calls(blocks, &mut |NoteIndex(note)| {
                let places = &mut places[note as usize];
                let id = id(note as usize, places.len());
                places.push(format!("{file}.xhtml#{id}"));
            });
        };
        for leaf in &leaves.all {
            note_calls(leaf.blocks, &leaf.file);
            if !volume.settings.epub.endnotes {
                let own = leaf.notes.iter();
                own.for_each(|&note| note_calls(&book.notes()[note].body, &leaf.file));
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
