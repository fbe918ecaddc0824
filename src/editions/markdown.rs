//! The Markdown edition. In: the book. Out: Pandoc Markdown for an editor's hand.

use super::{Edition, Job};
use crate::book::{Block, Book, Inline};
use crate::diagnostic::{Diagnostics, Warned};
use std::fmt::Write;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "markdown",
    suffix: ".md",
    about: "the repaired text as Pandoc Markdown, to correct by hand and build from",
    make,
};

fn make(job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    Ok(write(job.book).into_bytes().into())
}

/// The book as Pandoc Markdown.
#[must_use]
pub fn write(book: &Book) -> String {
    let mut out = String::new();
    book.blocks().iter().for_each(|b| block(&mut out, b));
    for note in book.notes() {
        let _ = write!(out, "[^{}]: ", note.number);
        body(&mut out, &note.body);
    }
    for (i, note) in book.loose().iter().enumerate() {
        let _ = write!(out, "[^loose-{}]: ", i + 1);
        body(&mut out, &note.body);
    }
    out
}

fn body(out: &mut String, blocks: &[Block]) {
    let mut text = String::new();
    blocks.iter().for_each(|b| block(&mut text, b));
    out.push_str(&text.trim_end().replace("\n\n", "\n\n    "));
    out.push_str("\n\n");
}

fn block(out: &mut String, block_: &Block) {
    match block_ {
        Block::Heading { level, text } => {
            let _ = write!(out, "{} ", "#".repeat(*level as usize));
            inlines(out, text);
        }
        Block::Paragraph(text) => inlines(out, text),
        Block::Quote(inner) => {
            out.push_str("> ");
            inner.iter().for_each(|b| block(out, b));
        }
        Block::Ornament(mark) => out.push_str(mark),
        _ => {}
    }
    out.push_str("\n\n");
}

fn inlines(out: &mut String, text: &[Inline]) {
    for inline in text {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Call { note, .. } => {
                let _ = write!(out, "[^{}]", note.0 + 1);
            }
            _ => {}
        }
    }
}
