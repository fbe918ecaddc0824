//! The order of reading: what poppler's structured text says is the book, every note after the block that calls it.

use super::{PRINTED, asked};
use pamphleteer::book::{Block, Book, Inline, NoteIndex};

/// Letters and digits alone: the structure is read with the hyphens of the lines.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// A book as it should be heard: every note after the block that calls it first.
struct Reader<'a> {
    book: &'a Book,
    heard: String,
    called: Vec<NoteIndex>,
    /// Notes called in the block that is being read.
    due: Vec<NoteIndex>,
}

impl Reader<'_> {
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, .. } => self.heard += text,
                Inline::Call { note, .. } => {
                    self.heard += &self.book.note(*note).number.to_string();
                    if !self.called.contains(note) {
                        self.called.push(*note);
                        self.due.push(*note);
                    }
                }
                Inline::PageTurn { .. }
                | Inline::Picture(_)
                | Inline::Anchor(_)
                | Inline::Break => {}
                other => self.inlines(other.inner()),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => self.inlines(text),
            Block::Quote(inner) => inner.iter().for_each(|block| self.block(block)),
            Block::Epigraph { text, source } => {
                text.iter().for_each(|block| self.block(block));
                self.inlines(source.as_deref().unwrap_or_default());
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter().flatten();
                lines.for_each(|line| self.inlines(&line.text));
            }
            Block::List { numbers, items } => {
                for (at, item) in items.iter().enumerate() {
                    let number = numbers.map(|numbers| numbers.mark(at));
                    self.heard += &number.unwrap_or_default();
                    item.iter().for_each(|block| self.block(block));
                }
            }
            Block::Ornament(_) => {}
            Block::Definitions(_)
            | Block::Picture { .. }
            | Block::Table(_)
            | Block::Preformatted { .. }
            | Block::Division { .. }
            | Block::TextBegins(_) => {
                panic!("no book here has {block:?}")
            }
        }
    }

    /// The notes called since it was last asked, and those called in them.
    fn notes(&mut self) {
        while !self.due.is_empty() {
            let note = self.book.note(self.due.remove(0));
            self.heard += &note.number.to_string();
            note.body.iter().for_each(|block| self.block(block));
        }
    }
}

#[test]
fn notes_are_read_after_the_block_that_calls_them() {
    for printed in PRINTED.iter() {
        let Some(said) = asked("pdfinfo", &["-struct-text"], &printed.files["screen"], &[]) else {
            return;
        };
        let lines = said.lines().map(str::trim);
        let pieces: Vec<&str> = lines.filter(|line| line.starts_with('"')).collect();
        let read = bare(&pieces.concat());
        let mut reader = Reader {
            book: &printed.book,
            heard: String::new(),
            called: Vec::new(),
            due: Vec::new(),
        };
        for block in printed.book.blocks() {
            reader.block(block);
            reader.notes();
        }
        let heard = bare(&reader.heard);
        assert!(reader.called.len() > 20, "it has notes");
        // The first leaves come before; what both say is the same to the end.
        let same = read.chars().rev().zip(heard.chars().rev());
        let same = same.take_while(|(a, b)| a == b).count();
        let from = heard.chars().count() - same;
        let near: String = heard
            .chars()
            .skip(from.saturating_sub(60))
            .take(80)
            .collect();
        assert_eq!(from, 0, "the PDF reads otherwise before: {near}");
    }
}
