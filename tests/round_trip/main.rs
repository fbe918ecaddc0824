//! Law 9: what the print edition of a book says, the reader of PDFs gives back. In: books, made here and our own
//! editions. Out: what came back of each, against the book that was printed. docs/sources.md lists what does not.

#[path = "../books/mod.rs"]
mod books;
#[path = "../common/mod.rs"]
mod common;
mod editions;
mod generated;
mod plain;

use pamphleteer::book::Book;
use pamphleteer::editions::{Job, make};
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::source;

/// The screen edition of a book.
fn print(book: &Book, settings: &Settings) -> Vec<u8> {
    let outcomes = make(&Job::new(book, settings), |edition| {
        edition.name == "screen"
    });
    let outcome = outcomes
        .into_iter()
        .next()
        .expect("the row of the screen edition");
    outcome
        .made
        .unwrap_or_else(|faults| panic!("{faults:?}"))
        .value
        .read()
        .expect("bytes")
}

/// The book that reading and repairing a PDF gives.
fn read(pdf: &[u8], language: &str) -> Book {
    let read = source::read("book.pdf", pdf).unwrap_or_else(|fault| panic!("{fault:?}"));
    let mut settings = Settings::default();
    settings.repair.language = Some(language.into());
    pipeline::repair_sources(&[read.value], &settings).0
}
