//! Runs of words become one. In: a book as it was traced, its words in runs of one place. Out: the same words, each run as
//! long as its style goes on and its source.

use crate::book::{Block, Book, Inline};

/// Joins all words of a book.
pub(super) fn book(book: &mut Book) {
    book.blocks_mut().for_each(block);
}

fn block(of: &mut Block) {
    match of {
        Block::Heading { text, .. } | Block::Paragraph(text) => inlines(text),
        Block::Quote(inner) => inner.iter_mut().for_each(block),
        Block::Epigraph { text, source } => {
            text.iter_mut().for_each(block);
            source.iter_mut().for_each(inlines);
        }
        Block::Verse(stanzas) => {
            let lines = stanzas.iter_mut().flatten();
            lines.for_each(|line| inlines(&mut line.text));
        }
        Block::List { items, .. } => items.iter_mut().flatten().for_each(block),
        Block::Ornament(_) => {}
    }
}

fn inlines(all: &mut Vec<Inline>) {
    all.dedup_by(|next, last| match (last, next) {
        (Inline::Text { text, at }, Inline::Text { text: more, at: to })
            if at.source == to.source =>
        {
            text.push_str(more);
            *at = at.joined(*to);
            true
        }
        _ => false,
    });
    all.iter_mut()
        .filter_map(Inline::inner_mut)
        .for_each(inlines);
}
