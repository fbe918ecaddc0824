//! What of a book is compared. In: a book as printed, or as read back. Out: the book without what a page can't tell, and
//! counted facts of it.

use super::books::without_spans;
use pamphleteer::book::{Block, Book, Inline, Meta, Note, words};
use std::collections::BTreeMap;

/// The book without title page, page turns, printed numbers and the names of places: heads count levels from the highest.
pub fn plain(book: &Book, front: usize) -> Book {
    let book = without_spans(book);
    let body = &book.blocks()[first_block(&book, front)..];
    let mut blocks: Vec<Block> = body.to_vec();
    strip(&mut blocks);
    rank(&mut blocks);
    let notes = book.notes().iter().map(|note| {
        let mut body = note.body.clone();
        strip(&mut body);
        Note {
            printed: note.number.to_string(),
            body,
            ..note.clone()
        }
    });
    let notes = notes.collect();
    Book::new(Meta::default(), blocks, notes, book.loose().to_vec())
        .expect("front pages call no notes")
}

/// The first block that begins after so many pages.
fn first_block(book: &Book, front: usize) -> usize {
    if front == 0 {
        return 0;
    }
    let first = (front + 1).to_string();
    let begins = |block: &Block| turns(block).contains(&first);
    book.blocks().iter().position(begins).unwrap_or(0)
}

fn turns(block: &Block) -> Vec<String> {
    let mut labels = Vec::new();
    pamphleteer::book::visit_inlines(std::slice::from_ref(block), &mut |inline| {
        if let Inline::PageTurn { label } = inline {
            labels.push(label.clone());
        }
    });
    labels
}

/// Levels as 1, 2, 3 in the order in which they stand.
fn rank(blocks: &mut [Block]) {
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let mut levels: Vec<u8> = levels.collect();
    levels.sort_unstable();
    levels.dedup();
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            *level = levels
                .iter()
                .position(|l| l == level)
                .expect("it is one of them") as u8
                + 1;
        }
    }
}

fn strip(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => strip_inlines(text),
            Block::Quote(inner) => strip(inner),
            Block::Epigraph { text, source } => {
                strip(text);
                source.iter_mut().for_each(strip_inlines);
            }
            Block::Verse(stanzas) => {
                stanzas
                    .iter_mut()
                    .flatten()
                    .for_each(|l| strip_inlines(&mut l.text));
                // Where a stanza ends with its page, there is no room that could show it.
                *stanzas = vec![std::mem::take(stanzas).concat()];
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| strip(item)),
            Block::Ornament(mark) => *mark = "* * *".into(),
            Block::Definitions(_)
            | Block::Picture { .. }
            | Block::Table(_)
            | Block::Preformatted { .. }
            | Block::Division { .. }
            | Block::TextBegins(_) => {
                panic!("no book here has {block:?}")
            }
        }
    }
}

fn strip_inlines(inlines: &mut Vec<Inline>) {
    inlines.retain(|inline| !matches!(inline, Inline::PageTurn { .. }));
    for inline in &mut *inlines {
        if let Some(inner) = inline.inner_mut() {
            strip_inlines(inner);
        }
    }
    *inlines = super::books::tidy(std::mem::take(inlines));
}

/// Facts of a plain book by kind, each as often as it stands.
pub fn facts(book: &Book) -> BTreeMap<&'static str, Vec<String>> {
    let mut facts = BTreeMap::new();
    gather(book.blocks(), &mut facts);
    let running = std::mem::take(facts.entry("words").or_default());
    for note in book.notes() {
        gather(&note.body, &mut facts);
    }
    let said = std::mem::replace(facts.entry("words").or_default(), running);
    facts.insert("note words", said);
    let calls = calls(book);
    facts.insert("links", calls);
    facts
}

/// A call as the words before it and the words of its note.
fn calls(book: &Book) -> Vec<String> {
    let mut calls = Vec::new();
    let mut before = String::new();
    pamphleteer::book::visit_inlines(book.blocks(), &mut |inline| match inline {
        Inline::Text { text, .. } => before.push_str(text),
        Inline::Call { note, .. } => {
            let tail: Vec<char> = before.chars().rev().take(20).collect();
            let tail: String = tail.into_iter().rev().collect();
            calls.push(format!("{tail} -> {}", block_words(&book.note(*note).body)));
        }
        _ => {}
    });
    calls
}

fn block_words(blocks: &[Block]) -> String {
    let mut said = String::new();
    pamphleteer::book::visit_inlines(blocks, &mut |inline| {
        if let Inline::Text { text, .. } = inline {
            said.push_str(text);
        }
    });
    said
}

fn gather(blocks: &[Block], facts: &mut BTreeMap<&'static str, Vec<String>>) {
    for block in blocks {
        let said = block_words(std::slice::from_ref(block));
        match block {
            Block::Quote(inner) | Block::Epigraph { text: inner, .. } => {
                facts.entry("quotations").or_default().push(said);
                gather(inner, facts);
                continue;
            }
            Block::List { items, .. } => {
                for item in items {
                    facts.entry("items").or_default().push(block_words(item));
                    gather(item, facts);
                }
                continue;
            }
            Block::Heading { level, text } => {
                facts
                    .entry("headings")
                    .or_default()
                    .push(format!("{level} {}", words(text)));
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter().flatten().map(|line| words(&line.text));
                facts.entry("verse").or_default().extend(lines);
            }
            Block::Paragraph(_) => facts.entry("paragraphs").or_default().push(said.clone()),
            Block::Ornament(_) => {}
            Block::Definitions(_)
            | Block::Picture { .. }
            | Block::Table(_)
            | Block::Preformatted { .. }
            | Block::Division { .. }
            | Block::TextBegins(_) => {
                panic!("no book here has {block:?}")
            }
        }
        let all = facts.entry("words").or_default();
        all.extend(said.split_whitespace().map(String::from));
        styles(block, facts);
    }
}

fn styles(block: &Block, facts: &mut BTreeMap<&'static str, Vec<String>>) {
    pamphleteer::book::visit_inlines(std::slice::from_ref(block), &mut |inline| {
        let kind = match inline {
            Inline::Emphasis(_) => "emphasis",
            Inline::Strong(_) => "bold",
            Inline::SmallCapitals(_) => "small capitals",
            _ => return,
        };
        facts.entry(kind).or_default().push(words(inline.inner()));
    });
}
