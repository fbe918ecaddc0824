//! Runs of words become one. In: a book as it was traced, its words in runs of one place. Out: the same words, each run as
//! long as its style goes on and its source.

use crate::book::several::Written;
use crate::book::{Book, Inline, change_inlines};

/// Joins all words of a book.
pub(super) fn book(book: &mut Book) {
    book.parts_mut()
        .for_each(|blocks| change_inlines(blocks, &mut inlines));
}

/// Joins all words of some texts.
pub(super) fn written(written: &mut Written) {
    let notes = written.notes.iter_mut().map(|note| &mut note.body);
    let loose = written.loose.iter_mut().map(|note| &mut note.body);
    let parts = written.blocks.values_mut().chain(notes).chain(loose);
    parts.for_each(|blocks| change_inlines(blocks, &mut inlines));
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
