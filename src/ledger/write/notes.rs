//! The table of notes: which number the source printed and which it has now. In: the book. Out: a line for each note.

use super::places::Places;
use super::quote::quoted;
use crate::book::{Book, Inline, NoteIndex, visit_inlines};
use crate::source::Span;
use std::collections::BTreeMap;

/// A note, its first call and its body.
pub(crate) struct Row {
    /// Our number.
    pub number: u32,
    /// The number or symbol that the source printed.
    pub printed: String,
    /// The place of its first call.
    pub call: Span,
    /// The place of its body.
    pub body: Span,
}

/// The notes of a book, in order.
pub(crate) fn rows(book: Option<&Book>) -> Vec<Row> {
    let Some(book) = book else {
        return Vec::new();
    };
    let mut calls: BTreeMap<u32, Span> = BTreeMap::new();
    let mut enter = |inline: &Inline| {
        if let Inline::Call {
            note: NoteIndex(note),
            at,
        } = inline
        {
            calls.entry(*note).or_insert(*at);
        }
    };
    visit_inlines(book.blocks(), &mut enter);
    let notes = book.notes().iter();
    notes
        .clone()
        .for_each(|note| visit_inlines(&note.body, &mut enter));
    let rows = (0..).zip(notes).map(|(index, note)| Row {
        number: note.number,
        printed: note.printed.clone(),
        call: calls.get(&index).copied().unwrap_or(note.at),
        body: note.at,
    });
    rows.collect()
}

/// The rows as YAML.
pub(super) fn list(rows: &[Row], places: &Places<'_>) -> String {
    let row = |row: &Row| {
        let (printed, number) = (quoted(&row.printed), row.number);
        let (call, body) = (quoted(&places.at(row.call)), quoted(&places.at(row.body)));
        format!("- {{number: {number}, printed: {printed}, call: {call}, body: {body}}}\n")
    };
    rows.iter().map(row).collect()
}
