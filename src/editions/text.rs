//! The plain-text edition. In: the book. Out: text to a measure, set with an even rag; calls as `[1]`, the notes at the
//! end of the book, of each section or after each paragraph. docs/text.md has the forms.

mod ascii;
mod beside;
mod rag;
mod setter;
mod tables;

use super::facts::credits;
use super::{Audience, Edition, Job, numbers};
use crate::book::{Book, Meta, isbn_in_words};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::settings::{NotePlace, Numbering, TextSettings};
use crate::store::Data;
use crate::wording::Wording;
use setter::Setter;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "text",
    suffix: ".txt",
    about: "plain text to a measure, notes at the end",
    media: "text/plain;charset=utf-8",
    audience: Audience::Readers,
    is_paged: false,
    is_extra: false,
    make,
};

fn make(job: &Job<'_>) -> Result<Warned<Data>, Diagnostics> {
    let (text, lost) = write(job.book, &job.settings.text, job.settings.notes.numbering);
    let mut made: Warned<Data> = Data::from(text.into_bytes()).into();
    if lost > 0 {
        let message = format!("{lost} characters have no ASCII form and stand as `?`");
        let warning = Diagnostic::warning("no-ascii-form", message);
        made.warnings.push(
            warning.hint("docs/text.md has the table; set `ascii: false` to keep all characters"),
        );
    }
    Ok(made)
}

/// The whole text, and how many characters had no ASCII form where that was asked for.
#[must_use]
pub fn write(book: &Book, settings: &TextSettings, numbering: Numbering) -> (String, usize) {
    let mut setter = Setter::new(book, settings.clone(), numbers::place(book, numbering));
    front(&mut setter, &book.meta);
    setter.contents();
    setter.space(3);
    for section in book.sections() {
        setter.section(&section);
    }
    if settings.notes == NotePlace::Book {
        setter.endnotes(numbering == Numbering::PerChapter);
    }
    let words = Wording::of(&book.meta);
    setter.loose(words.loose_notes);
    let (mut text, lost) = setter.finish();
    if settings.crlf {
        text = text.replace('\n', "\r\n");
    }
    (text, lost)
}

/// The title page: title, authors and what is known of the publication.
fn front(setter: &mut Setter<'_>, meta: &Meta) {
    let authors: Vec<&str> = meta.authors().collect();
    let series = meta.series.as_ref().map(|(name, number)| match number {
        Some(number) => format!("{name} {number}"),
        None => name.clone(),
    });
    let made_by: Vec<&str> = [meta.publisher.as_deref(), meta.date.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    for line in meta.shown_title().lines() {
        setter.centred(line);
    }
    setter.centred(meta.subtitle.as_deref().unwrap_or_default());
    setter.centred(&authors.join(", "));
    for line in credits(&Wording::of(meta), &meta.contributors) {
        setter.centred(&line);
    }
    setter.centred(&series.unwrap_or_default());
    setter.centred(&made_by.join(", "));
    let imprint = &meta.imprint;
    for line in imprint.whereabouts().iter().chain(&imprint.history()) {
        setter.centred(line.words);
    }
    setter.centred(meta.source.as_deref().unwrap_or_default());
    setter.centred(meta.rights.as_deref().unwrap_or_default());
    for line in imprint.terms() {
        setter.centred(line.words);
    }
    if let Some(isbn) = &meta.isbn {
        setter.centred(&isbn_in_words(isbn));
    }
}
