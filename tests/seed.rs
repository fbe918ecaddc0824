//! The text that the project began with, held word for word against its gold: each block, each note, each link. Text and
//! gold are no part of the repository; the tests read them from `../shared/seeds` and say so, loudly, where they are absent.

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
    gold: Gold,
}

/// Blocks with their calls as `[n]`, headings with `# ` before them, and the notes.
#[derive(Debug, PartialEq)]
struct Gold {
    blocks: Vec<String>,
    notes: Vec<String>,
}

fn seed() -> Option<Seed> {
    let text = std::fs::read_to_string(common::seed()?).expect("a text");
    let gold = std::fs::read_to_string(common::shared("seeds/gold.md")?).expect("a text");
    let source = Source::new("seed.txt", text);
    let sources = [source.clone()];
    let (book, galley, ledger) = pipeline::repair_sources(&sources, &Settings::default());
    Some(Seed {
        source,
        book,
        galley,
        ledger,
        gold: read(&gold),
    })
}

/// The gold is Markdown: blocks between empty lines, `[^n]: …` for the notes, in the order of their calls.
fn read(gold: &str) -> Gold {
    let (mut blocks, mut notes) = (Vec::new(), Vec::new());
    let parts = gold
        .split("\n\n")
        .map(|part| part.trim().replace('\n', " "));
    for part in parts.filter(|part| !part.is_empty()) {
        match part
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once("]: "))
        {
            Some((number, words)) => {
                notes.push(words.to_owned());
                assert_eq!(number, notes.len().to_string());
            }
            None => blocks.push(part.replace("[^", "[")),
        }
    }
    Gold { blocks, notes }
}

fn made(book: &Book) -> Gold {
    let line = |text: &[Inline]| {
        let parts = text.iter().map(|inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Call { note, .. } => format!("[{}]", note.0 + 1),
            _ => String::new(),
        });
        parts.collect::<String>()
    };
    let blocks = book.blocks().iter().map(|block| match block {
        Block::Heading { text, level } => {
            format!("{} {}", "#".repeat(usize::from(*level) + 1), line(text))
        }
        Block::Paragraph(text) => line(text),
        other => panic!("the seed has no such block: {other:?}"),
    });
    let note = |body: &Vec<Block>| {
        let parts = body.iter().map(|block| match block {
            Block::Paragraph(text) => book::words(text),
            other => panic!("not a paragraph: {other:?}"),
        });
        parts.collect::<Vec<_>>().join("\n")
    };
    Gold {
        blocks: blocks.collect(),
        notes: book.notes().iter().map(|n| note(&n.body)).collect(),
    }
}

#[test]
fn every_word_and_every_note_is_as_in_the_gold() {
    let Some(Seed { book, gold, .. }) = seed() else {
        return;
    };
    let made = made(&book);
    for (made, gold) in made.blocks.iter().zip(&gold.blocks) {
        assert_eq!(made, gold);
    }
    for (made, gold) in made.notes.iter().zip(&gold.notes) {
        assert_eq!(made, gold);
    }
    assert_eq!(made, gold);
    assert_eq!(made.notes.len(), 33);
    assert!(book.loose().is_empty());
}

#[test]
fn nothing_is_asked_but_spellings() {
    let Some(seed) = seed() else { return };
    let queries = seed.ledger.queries();
    let open: Vec<_> = queries.iter().filter(|q| !q.remark).collect();
    assert!(open.is_empty(), "{open:#?}");
    // Each remark names a place whose words stand in the text as they were.
    for query in queries {
        let words = &seed.source.text()[query.at.start as usize..query.at.end as usize];
        assert!(!words.trim().is_empty(), "{query:#?}");
    }
}

#[test]
fn the_ledger_gives_the_text_back() {
    let Some(seed) = seed() else { return };
    assert_eq!(seed.galley.undone(&seed.ledger), seed.source.text());
    assert!(!seed.ledger.changes().is_empty());
}
