//! Addresses as notes, for paper. In: a book. Out: the same, each link to elsewhere in its text followed by a note that says the address,
//! the notes in the order of their calls.

use super::{Block, Book, Inline, Note, NoteIndex, change_inlines, words};
use crate::source::Span;
use std::collections::BTreeMap;

/// The notes on their way.
struct Renumbered<'a> {
    old: &'a [Note],
    /// The new place of each old note that was called.
    places: BTreeMap<u32, u32>,
    notes: Vec<Note>,
    /// The address as it is read, where it is one.
    shown: &'a dyn Fn(&str) -> Option<String>,
}

impl Book {
    /// The same with notes for its links; `shown` gives an address as it is read, or nothing for what is none. Links of the notes
    /// themselves stay as they are.
    #[must_use]
    pub fn with_link_notes(&self, shown: &dyn Fn(&str) -> Option<String>) -> Book {
        let mut book = self.clone();
        let mut made = Renumbered {
            old: &self.notes,
            places: BTreeMap::new(),
            notes: Vec::new(),
            shown,
        };
        change_inlines(&mut book.blocks, &mut |line| made.line(line));
        // Notes that only notes call come last, in the order that they have.
        for old in 0..self.notes.len() {
            made.place(NoteIndex(u32::try_from(old).unwrap_or(u32::MAX)));
        }
        let places = made.places;
        let mut notes = made.notes;
        for note in &mut notes {
            change_inlines(&mut note.body, &mut |line| rename(line, &places));
        }
        for loose in &mut book.loose {
            change_inlines(&mut loose.body, &mut |line| rename(line, &places));
        }
        (1..)
            .zip(&mut notes)
            .for_each(|(number, note)| note.number = number);
        book.notes = notes;
        book
    }
}

/// Calls of notes that have other places now.
fn rename(line: &mut [Inline], places: &BTreeMap<u32, u32>) {
    for inline in line {
        if let Inline::Call { note, .. } = inline {
            note.0 = places.get(&note.0).copied().unwrap_or(note.0);
        }
        if let Some(inner) = inline.inner_mut() {
            rename(inner, places);
        }
    }
}

impl Renumbered<'_> {
    /// The new place of a note.
    fn place(&mut self, old: NoteIndex) -> NoteIndex {
        if let Some(&place) = self.places.get(&old.0) {
            return NoteIndex(place);
        }
        let place = self.add(self.old[old.0 as usize].clone());
        self.places.insert(old.0, place.0);
        place
    }

    fn add(&mut self, note: Note) -> NoteIndex {
        self.notes.push(note);
        NoteIndex(u32::try_from(self.notes.len() - 1).unwrap_or(u32::MAX))
    }

    fn line(&mut self, line: &mut Vec<Inline>) {
        let mut made = Vec::with_capacity(line.len());
        for mut inline in std::mem::take(line) {
            // A side note is a note already.
            if inline.side_note().is_some() {
                made.push(inline);
                continue;
            }
            if let Inline::Call { note, .. } = &mut inline {
                *note = self.place(*note);
            }
            if let Some(inner) = inline.inner_mut() {
                self.line(inner);
            }
            let address = self.address(&inline);
            made.push(inline);
            made.extend(address.map(|(to, shown)| self.call(to, shown)));
        }
        *line = made;
    }

    /// The address of a link that does not say it itself, whole and as it is read.
    fn address(&self, inline: &Inline) -> Option<(String, String)> {
        let Inline::Link { to, text } = inline else {
            return None;
        };
        let shown = (self.shown)(to)?;
        (!words(text).contains(&shown)).then(|| (to.clone(), shown))
    }

    /// The call of a new note that says an address.
    fn call(&mut self, to: String, shown: String) -> Inline {
        let at = Span {
            source: 0,
            start: 0,
            end: 0,
        };
        let text = vec![Inline::Text { text: shown, at }];
        let note = self.add(Note {
            number: 0,
            printed: String::new(),
            body: vec![Block::Paragraph(vec![Inline::Link { to, text }])],
            at,
        });
        Inline::Call { note, at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, markdown};

    fn book(text: &str) -> Book {
        let read = markdown::read(&[Source::new("test.md", text.into())]);
        read.expect("sound Markdown").value
    }

    fn said(note: &Note) -> String {
        let Block::Paragraph(line) = &note.body[0] else {
            panic!("no paragraph");
        };
        words(line)
    }

    #[test]
    fn links_get_notes_among_those_that_are_there() {
        let text = "One[^a] and [a place](https://example.org/a) and two[^b], again[^a] [b](https://b.example) \
                    <https://c.example>.\n\n[^a]: First.\n\n[^b]: Second.\n";
        let plain = book(text);
        let shown = |to: &str| to.strip_prefix("https://").map(str::to_owned);
        let made = plain.with_link_notes(&shown);
        let notes: Vec<String> = made.notes().iter().map(said).collect();
        assert_eq!(notes, ["First.", "example.org/a", "Second.", "b.example"]);
        let numbers: Vec<u32> = made.notes().iter().map(|note| note.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        // A sound book, by the rules of all books.
        let again = Book::new(
            made.meta.clone(),
            made.blocks.clone(),
            made.notes.clone(),
            made.loose.clone(),
        );
        assert_eq!(again.expect("sound").notes(), made.notes());
    }
}
