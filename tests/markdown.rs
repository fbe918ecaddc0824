//! The law of the Markdown edition: reading back what was written gives the same book, apart from spans.

mod books;

use books::any::book;
use books::nowhere;
use pamphleteer::book::Book;
use pamphleteer::editions::markdown::write;
use pamphleteer::source::{Source, markdown::read};
use proptest::prelude::*;

/// The book as anybody would build it: words joined, blanks in order, no spans.
fn read_back(book: &Book) -> Book {
    let markdown = write(book);
    let sources = [Source::new("a.md", markdown)];
    books::without_spans(&read(&sources).expect("a book").value)
}

/// What was written, and both books without their spans' noise.
fn difference(again: &Book, book: &Book) -> String {
    let noise = format!(", at: {:?}", nowhere());
    let show = |book: &Book| format!("{book:?}").replace(&noise, "");
    let markdown = write(book);
    format!(
        "written:\n{markdown}\nread: {}\nwant: {}",
        show(again),
        show(book)
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn reading_what_was_written_gives_the_same_book(book in book()) {
        let again = read_back(&book);
        prop_assert!(again == book, "{}", difference(&again, &book));
    }

    #[test]
    fn any_text_is_read(text in "[\\[\\]^{}.:|>*_`<!\\- \n\t1a\"=#\\\\]{0,60}") {
        let book = read(&[Source::new("a.md", text)]).expect("a book").value;
        // What was read can be written, and is then stable.
        let book = books::without_spans(&book);
        let again = read_back(&book);
        prop_assert!(again == book, "{}", difference(&again, &book));
    }
}

#[test]
fn deep_nesting_is_cut_off() {
    for text in [
        ">".repeat(50_000),
        "- ".repeat(20_000),
        "*a ".repeat(50_000),
        "[".repeat(50_000),
    ] {
        let book = read(&[Source::new("a.md", text)]).expect("a book").value;
        assert!(!write(&book).is_empty());
    }
}
