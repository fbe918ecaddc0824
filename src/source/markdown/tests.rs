use super::*;
use crate::book::{Block, Inline, words};

fn book(text: &str) -> Book {
    read(&[Source::new("a.md", text.into())])
        .expect("a book")
        .value
}

fn warnings(text: &str) -> Vec<String> {
    let read = read(&[Source::new("a.md", text.into())]).expect("a book");
    read.warnings.0.into_iter().map(|w| w.message).collect()
}

fn said(block: &Block) -> String {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => words(text),
        other => panic!("no words: {other:?}"),
    }
}

#[test]
fn notes_come_in_the_order_of_their_calls() {
    let book = book(
        "One[^b] two[^a].\n\n[^a]: Alpha\n    goes on.\n\n    More.\n\n[^b]: Beta.\n\n[^c]: Gamma.\n",
    );
    let printed: Vec<&str> = book.notes().iter().map(|n| n.printed.as_str()).collect();
    assert_eq!(printed, ["b", "a"]);
    assert_eq!(book.notes()[1].body.len(), 2);
    assert_eq!(said(&book.notes()[1].body[0]), "Alpha goes on.");
    assert_eq!(book.loose().len(), 1);
}

#[test]
fn a_call_before_another_bracket_is_a_call() {
    let book = book("One[^1][two](three) and[^1][four].\n\n[^1]: Note.\n");
    let mut calls = 0;
    crate::book::visit_calls(book.blocks(), &mut |_| calls += 1);
    assert_eq!(calls, 2);
}

#[test]
fn a_call_without_note_stays_and_is_told() {
    assert_eq!(said(&book("One[^9] two.\n").blocks()[0]), "One[^9] two.");
    assert_eq!(warnings("One[^9] two.\n").len(), 1);
}

#[test]
fn spans_point_into_the_source() {
    let text = "---\ntitle: T\n---\n\nOne\ntwo[^1].\n\n[^1]: Note.\n";
    let book = book(text);
    assert_eq!(book.meta.title, "T");
    let Block::Paragraph(inlines) = &book.blocks()[0] else {
        panic!("a paragraph")
    };
    let (Inline::Text { text: words, at }, Inline::Call { at: call, .. }) =
        (&inlines[0], &inlines[1])
    else {
        panic!("words and a call")
    };
    assert_eq!(words, "One two");
    assert_eq!(&text[at.start as usize..at.end as usize], "One\ntwo");
    assert_eq!(&text[call.start as usize..call.end as usize], "[^1]");
}

#[test]
fn verse_keeps_its_lines_and_indents() {
    let book = book("| One\n|   *two*\n|\n| three\n");
    let Block::Verse(stanzas) = &book.blocks()[0] else {
        panic!("verse")
    };
    assert_eq!(stanzas.len(), 2);
    assert_eq!(stanzas[0][1].indent, 1);
    assert_eq!(words(&stanzas[0][1].text), "two");
}

#[test]
fn an_escaped_bar_is_no_verse() {
    assert!(matches!(book("\\| One\n").blocks()[0], Block::Paragraph(_)));
}

#[test]
fn brackets_without_class_stay() {
    assert_eq!(
        said(&book("a [sic] b [c d*\n").blocks()[0]),
        "a [sic] b [c d*"
    );
    assert_eq!(said(&book("a [b]{.unknown} c\n").blocks()[0]), "a b c");
}

#[test]
fn what_a_book_cannot_hold_is_told() {
    assert_eq!(warnings("a <u>b</u>\n\n<!-- no -->\n\n    code\n").len(), 3);
    assert_eq!(warnings("a ![lamp](lamp.png) b\n").len(), 1);
    assert_eq!(warnings("---\ntitle: [\n---\n\na\n").len(), 1);
}

#[test]
fn labels_hold_within_their_file() {
    let sources = [
        Source::new("a.md", "One[^1].\n\n[^1]: A.\n".into()),
        Source::new("b.md", "Two[^1].\n\n[^1]: B.\n".into()),
    ];
    let book = read(&sources).expect("a book").value;
    assert_eq!(book.notes().len(), 2);
    assert_eq!(said(&book.notes()[1].body[0]), "B.");
}

#[test]
fn a_text_is_markdown_when_a_note_is_called() {
    assert!(has_notes("One[^1].\n\n[^1]: A.\n"));
    assert!(!has_notes("One.\n\n[^1]: A.\n"));
    assert!(!has_notes("One[^1].\n"));
}
