//! What typed punctuation becomes, by language. In: lines as typed. Out: as set.

use super::{set_blocks, set_title, set_words};
use crate::book::{Block, Book, Inline, Meta, words};
use crate::source::{self, Source};

const LINES: &[(&str, &str, &str)] = &[
    (
        "en-GB",
        "\"It's ours,\" said the pilot.",
        "“It’s ours,” said the pilot.",
    ),
    (
        "en-GB",
        "the boats -- all nine -- of the '90s",
        "the boats – all nine – of the ’90s",
    ),
    (
        "en-US",
        "the boats -- all nine -- of the '90s",
        "the boats — all nine — of the ’90s",
    ),
    ("en-GB", "pp. 12--14... and so....", "pp. 12–14… and so…."),
    (
        "en-GB",
        "boats--nine of them--went",
        "boats—nine of them—went",
    ),
    (
        "en-GB",
        "rope --- nine--ten fathoms",
        "rope — nine–ten fathoms",
    ),
    ("en-GB", "a quay - and a mole", "a quay – and a mole"),
    (
        "en-GB",
        "\"'Tis late,\" he said, \"she told me 'no' twice.\"",
        "“’Tis late,” he said, “she told me ‘no’ twice.”",
    ),
    ("en-GB", "\"She told me 'no'\"", "“She told me ‘no’”"),
    (
        "en-GB",
        "'Never,' said the pilots' clerk.",
        "‘Never,’ said the pilots’ clerk.",
    ),
    (
        "en-GB",
        "rock 'n' roll, and 'em that like it",
        "rock ’n’ roll, and ’em that like it",
    ),
    (
        "en-GB",
        "a rope of 6'2\" and a sail of 14' by 9'",
        "a rope of 6′2″ and a sail of 14′ by 9′",
    ),
    ("en-GB", "He said: \"in 1912\"", "He said: “in 1912”"),
    (
        "en-GB",
        "(\"Yes,\" she said; \"no\"?)",
        "(“Yes,” she said; “no”?)",
    ),
    (
        "en-GB",
        "\"I was--\" she began. \"Well...\"",
        "“I was—” she began. “Well…”",
    ),
    (
        "de",
        "\"Das war 'unser' Boot\", sagte sie.",
        "„Das war ‚unser‘ Boot“, sagte sie.",
    ),
    ("de", "So ging's -- und wie!", "So ging’s – und wie!"),
    ("de-CH", "\"Das Boot\"", "«Das Boot»"),
    (
        "fr",
        "\"C'est \"la\" barque\"",
        "«\u{a0}C’est «\u{a0}la\u{a0}» barque\u{a0}»",
    ),
    (
        "fr",
        "Il dit : \" Jamais. \"",
        "Il dit : «\u{a0}Jamais.\u{a0}»",
    ),
    (
        "es",
        "--Nunca --dijo ella--, nunca.",
        "—Nunca —dijo ella—, nunca.",
    ),
    ("ru", "\"Лодка\" -- наша", "«Лодка» — наша"),
    ("pl", "-- Nigdy -- rzekła.", "— Nigdy – rzekła."),
    ("sv", "\"Båten\"", "”Båten”"),
    ("he", "צה\"ל", "צה״ל"),
    ("xx", "\"so\"", "“so”"),
    // Words of a machine, and rules, stay.
    (
        "en-GB",
        "give it --force or a/b--c",
        "give it --force or a/b--c",
    ),
    ("en-GB", "----- and .....", "----- and ....."),
    ("en-GB", "--", "--"),
    ("en-GB", "a well-known boat", "a well-known boat"),
];

#[test]
fn lines_are_set_as_their_language_sets_them() {
    for (language, typed, set) in LINES {
        assert_eq!(&set_words(typed, language), set, "{language}");
        // What is set is left alone.
        assert_eq!(&set_words(set, language), set, "{language}");
    }
}

fn read(text: &str) -> Book {
    let source = Source::new("in.md", text.into());
    source::markdown::read(&[source]).expect("a book").value
}

/// The words of each paragraph, of notes too.
fn said(book: &Book) -> Vec<String> {
    let paragraphs = book.parts().flatten().filter_map(|block| match block {
        Block::Paragraph(line) => Some(words(line)),
        _ => None,
    });
    paragraphs.collect()
}

#[test]
fn marks_are_read_across_emphasis_calls_and_lines_and_code_is_left_alone() {
    let mut book = read(
        "\"*Never*\"[^1] -- she\nsaid -- `a--b \"c\"` and <https://a.example/--x>: [\"x\"](y.html).\n\n\
         [^1]: Don't say it...\n",
    );
    book.meta.language = "en".into();
    set(&mut book);
    let [text, note] = &said(&book)[..] else {
        panic!("{book:?}")
    };
    assert_eq!(
        text,
        "“Never” – she said – a--b \"c\" and https://a.example/--x: “x”."
    );
    assert_eq!(note, "Don’t say it…");
}

#[test]
fn what_is_in_another_language_has_its_marks() {
    let mut book = read("\"one\"\n\n::: {lang=de}\n\"zwei\"\n:::\n\n\"three\"\n");
    book.meta = Meta {
        language: "en".into(),
        title: "A pilot's \"book\"".into(),
        ..Meta::default()
    };
    set(&mut book);
    let mut lines = Vec::new();
    crate::book::visit_inlines(book.blocks(), &mut |inline| {
        if let Inline::Text { text, .. } = inline {
            lines.push(text.clone());
        }
    });
    assert_eq!(lines, ["“one”", "„zwei“", "“three”"]);
    assert_eq!(book.meta.title, "A pilot’s “book”");
}

#[test]
fn a_paragraph_of_nothing_but_marks_takes_no_longer_than_its_length() {
    let typed = "'a \"b --c ...".repeat(100_000);
    assert!(set_words(&typed, "en").len() > typed.len());
}

fn set(book: &mut crate::book::Book) {
    let language = book.meta.language.clone();
    set_title(&mut book.meta);
    book.parts_mut()
        .for_each(|blocks| set_blocks(blocks, &language));
}
