//! The reader of PDFs against another one, and against damage. In: golden files, written here object by object, one of each
//! kind of font and page. Out: whether their words are those that `pdftotext` reads, and whether what was damaged or made
//! to do harm gives a result or a clear error.

#[path = "../common/mod.rs"]
mod common;
mod damaged;
mod file;
mod golden;
mod type_1;
mod words;
