//! Prints a book of 1,155 notes as Markdown, to measure with: `cargo run --example many_notes > book.md`.

#[path = "../tests/books/many_notes.rs"]
mod many_notes;

fn main() {
    print!("{}", many_notes::text());
}
