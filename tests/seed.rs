//! The text that the project began with: what its repair must give. The text is not part of the repository; the tests
//! read it from `../shared/seeds` and say so, loudly, where it is absent.

mod common;

use pamphleteer::book::{self, Block, Book, Inline};
use pamphleteer::galley::Galley;
use pamphleteer::ledger::Ledger;
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::source::Source;

struct Seed {
    source: Source,
    book: Book,
    galley: Galley,
    ledger: Ledger,
}

fn seed() -> Option<Seed> {
    let text = std::fs::read_to_string(common::seed()?).expect("a text");
    let source = Source::new("seed.txt", text);
    let sources = [source.clone()];
    let (book, galley, ledger) = pipeline::repair_sources(&sources, &Settings::default());
    Some(Seed {
        source,
        book,
        galley,
        ledger,
    })
}

/// Paragraphs and headings as plain words, calls as `[n]`.
fn blocks(book: &Book) -> Vec<String> {
    let words = |text: &[Inline]| {
        let parts = text.iter().map(|inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Call { note, .. } => format!("[{}]", note.0 + 1),
            _ => String::new(),
        });
        parts.collect::<String>()
    };
    let texts = book.blocks().iter().map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => words(text),
        other => panic!("the seed has no such block: {other:?}"),
    });
    texts.collect()
}

fn note(book: &Book, number: usize) -> String {
    let body = &book.notes()[number - 1].body;
    let texts = body.iter().map(|block| match block {
        Block::Paragraph(text) => book::words(text),
        other => panic!("not a paragraph: {other:?}"),
    });
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn notes_are_linked_and_numbered() {
    let Some(Seed { book, .. }) = seed() else {
        return;
    };
    assert_eq!(book.notes().len(), 33);
    assert!(book.loose().is_empty());
    let text = blocks(&book).join("\n");
    let calls: Vec<usize> = (1..=33)
        .map(|n| text.find(&format!("[{n}]")).expect("called"))
        .collect();
    assert!(calls.is_sorted());
    // The two bodies that stand exchanged.
    assert!(text.contains("Ferrer[2]"));
    assert!(note(&book, 2).contains("educational reformer"));
    assert!(text.contains("1914.”[3]"));
    assert!(note(&book, 3).starts_with("Memoirs"));
    let printed: Vec<&str> = book.notes().iter().map(|n| n.printed.as_str()).collect();
    assert_eq!(&printed[..4], ["1", "3", "2", "4"]);
    // The body with a blank line inside is whole.
    assert!(note(&book, 2).starts_with("An anarcho") && note(&book, 2).ends_with("Paris."));
    assert_eq!(book.notes()[1].body.len(), 1);
    // The rest by a word of each kind.
    assert!(note(&book, 15).contains("Leonidov") && note(&book, 20).contains("Voline"));
    assert!(note(&book, 33).contains("Bakunin"));
}

#[test]
fn words_run_together_are_parted_and_no_others() {
    let Some(seed) = seed() else { return };
    let text = blocks(&seed.book).join("\n");
    let parted = [
        "He was",
        "founding meeting",
        "The Central",
        "The Winter",
        "1919 was",
        "Civil War",
        "[9]. The widespread",
        "the Third",
        "the many",
        "1920. The",
        "died. The",
        "who were",
        "from which",
        "they would",
        "lines were",
        "power. Who was",
        "the Workers’",
    ];
    for words in parted {
        assert!(text.contains(words), "{words}");
    }
    let splits = seed
        .ledger
        .changes()
        .iter()
        .filter(|c| c.id.pass == "spacing");
    assert_eq!(splits.count(), 19);
}

#[test]
fn hyphens_are_joined_or_kept() {
    let Some(seed) = seed() else { return };
    let text = format!(
        "{}\n{}",
        blocks(&seed.book).join("\n"),
        (1..=33).map(|n| note(&seed.book, n)).collect::<String>()
    );
    let lines: Vec<&str> = seed.source.text().lines().collect();
    let mut broken = 0;
    for pair in lines.windows(2) {
        if let Some(head) = pair[0].strip_suffix('-') {
            let head = head.rsplit(' ').next().unwrap();
            let tail = pair[1].split([' ', '.', ',']).next().unwrap();
            let hyphen = if head == "Jeuns" { "-" } else { "" };
            assert!(
                text.contains(&format!("{head}{hyphen}{tail}")),
                "{head}|{tail}"
            );
            broken += 1;
        }
    }
    assert_eq!(broken, 11);
    let inline: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.split([' ', '“', '”', '.', ',']))
        .filter(|word| word.trim_matches('-').contains('-') && !word.ends_with('-'))
        .collect();
    assert_eq!(inline.len(), 15);
    for word in inline {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn headings_and_paragraphs_stand() {
    let Some(seed) = seed() else { return };
    let headings = seed.book.blocks().iter().filter_map(|b| match b {
        Block::Heading { text, .. } => Some(book::words(text)),
        _ => None,
    });
    let wanted = [24, 106, 161, 192, 237].map(|n| seed.source.line(n).trim().to_owned());
    assert_eq!(headings.collect::<Vec<_>>(), wanted);
    let blocks = blocks(&seed.book);
    let begins = |words: &str| blocks.iter().any(|b| b.starts_with(words));
    assert!(begins("18 days later"));
    assert!(begins("All this work") && begins("Anarchists were arrested"));
    assert!(blocks.iter().any(|b| b.contains("they could shoot us")));
    assert_eq!(blocks.len(), 19 + 5, "{blocks:#?}");
}

#[test]
fn the_authors_spelling_stays_and_is_listed() {
    let Some(seed) = seed() else { return };
    let text = blocks(&seed.book).join("\n");
    let misspelt = [
        "Serge’s’",
        "inadmissable",
        "monoploy",
        "Politbureau",
        "thorough going",
        "labeled",
    ];
    for word in misspelt {
        assert!(text.contains(word), "{word}");
    }
    let remarks: Vec<&str> = seed
        .ledger
        .queries()
        .iter()
        .map(|q| q.question.as_str())
        .collect();
    for word in [
        "inadmissable",
        "monoploy",
        "Serge’s’",
        "Jeuns",
        "Lovosky",
        "Isvestiya",
    ] {
        assert!(
            remarks.iter().any(|r| r.contains(word)),
            "{word} is no suspect: {remarks:#?}"
        );
    }
}

#[test]
fn the_ledger_gives_the_text_back() {
    let Some(seed) = seed() else { return };
    assert_eq!(seed.galley.undone(&seed.ledger), seed.source.text());
    assert!(!seed.ledger.changes().is_empty());
}
