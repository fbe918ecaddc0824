//! A repaired galley becomes a book. In: [`Galley`], its running text labelled and its line ends settled. Out: blocks
//! and notes, bound by [`Book::new`].
//!
//! In flow text and in the text of notes every line end is the end of a block. What the repairs left unsettled stays
//! text: a call without a body, a body without a call.

mod blocks;
mod join;
mod line;
mod matter;
mod style;

use super::several::Written;
use super::{Book, LooseNote, Meta, Note, NoteIndex, Unsound};
use crate::galley::{Galley, Label, NoteId};
use crate::source::Source;
use blocks::{blocks, blocks_of_note};
use matter::{Matter, Scrap};
use std::collections::{BTreeMap, HashSet};

/// Builds the book of a repaired galley.
///
/// # Errors
/// [`Unsound`] only by a fault of this function: it drops no note and calls none that is not there.
pub fn assemble(meta: Meta, galley: &Galley, sources: &[Source]) -> Result<Book, Unsound> {
    let mut book = traced(meta, galley, sources)?;
    join::book(&mut book);
    Ok(book)
}

/// The same book with its words in as many runs as places that they came from.
///
/// # Errors
/// As for [`assemble`].
pub fn traced(meta: Meta, galley: &Galley, sources: &[Source]) -> Result<Book, Unsound> {
    let Written {
        blocks,
        notes,
        loose,
    } = in_runs(galley, sources);
    Book::new(meta, blocks.into_values().flatten().collect(), notes, loose)
}

/// The blocks of each text, and their notes.
#[must_use]
pub fn written(galley: &Galley, sources: &[Source]) -> Written {
    let mut written = in_runs(galley, sources);
    join::written(&mut written);
    written
}

/// The same with its words in as many runs as places that they came from.
fn in_runs(galley: &Galley, sources: &[Source]) -> Written {
    let matter = matter::gather(galley, sources);
    let order = call_order(&matter);
    let index: Index = (0..)
        .zip(&order)
        .map(|(i, &id)| (id, NoteIndex(i)))
        .collect();
    let notes = (1..).zip(&order).map(|(number, id)| {
        let body = &matter.notes[id];
        // A note that was called where it stood has no number but ours.
        let is_bare = body.printed.is_empty();
        Note {
            number: 0,
            printed: match is_bare {
                true => u32::to_string(&number),
                false => body.printed.clone(),
            },
            body: blocks_of_note(&body.scraps, &index),
            at: body.at,
        }
    });
    let is_loose = |(id, _): &(&NoteId, &matter::Body<'_>)| !index.contains_key(id);
    let loose = matter.notes.iter().filter(is_loose);
    let loose = loose.map(|(_, body)| LooseNote {
        printed: body.printed.clone(),
        body: blocks_of_note(&body.scraps, &index),
        at: body.at,
    });
    let texts = matter
        .flow
        .chunk_by(|one, next| one.at.source == next.at.source);
    let texts = texts.map(|text| (text[0].at.source, blocks(text, &index)));
    Written {
        blocks: texts.collect(),
        notes: notes.collect(),
        loose: loose.collect(),
    }
}

/// The place in the book of each note that is called.
type Index = BTreeMap<NoteId, NoteIndex>;

/// The notes in the order of their first calls: in the running text, then in the notes that are called, in their order.
fn call_order(matter: &Matter<'_>) -> Vec<NoteId> {
    let mut order = Vec::new();
    let mut seen = HashSet::new();
    let mut read = |scraps: &[Scrap<'_>], order: &mut Vec<NoteId>| {
        for scrap in scraps {
            if let Label::Call(id) = scrap.label
                && matter.notes.contains_key(&id)
                && seen.insert(id)
            {
                order.push(id);
            }
        }
    };
    read(&matter.flow, &mut order);
    let mut next = 0;
    while next < order.len() {
        read(&matter.notes[&order[next]].scraps, &mut order);
        next += 1;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Block, words};
    use crate::galley::Pen;
    use crate::ledger::{Certainty, Ledger};
    use proptest::prelude::*;
    use std::ops::Range;

    fn book(text: &str, marks: &[(Range<usize>, Label)]) -> Book {
        let sources = [Source::new("a.txt", text.into())];
        let mut galley = Galley::set(&sources);
        let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
        let mut pen = Pen::new(&mut galley, &mut ledger, "test", &decisions);
        for (range, label) in marks {
            pen.mark(range.clone(), *label, "test", Certainty::Sure);
        }
        pen.apply();
        assemble(Meta::default(), &galley, &sources).expect("any galley makes a book")
    }

    #[test]
    fn pages_are_named_by_their_folios() {
        let book = book(
            "one\n7\n\u{c}two\n8\n\u{c}three\n",
            &[(4..6, Label::Folio), (11..13, Label::Folio)],
        );
        let mut labels = Vec::new();
        crate::book::visit_inlines(book.blocks(), &mut |inline| {
            if let crate::book::Inline::PageTurn { label } = inline {
                labels.push(label.clone());
            }
        });
        assert_eq!(labels, ["7", "8", "9"]);
    }

    #[test]
    fn a_note_called_in_a_note_comes_after_those_of_the_text() {
        let marks = [
            (1..2, Label::Call(NoteId(1))),
            (3..4, Label::NoteMark(NoteId(1))),
            (4..6, Label::NoteBody(NoteId(1))),
            (6..7, Label::Call(NoteId(2))),
            (7..8, Label::NoteBody(NoteId(1))),
            (8..9, Label::NoteMark(NoteId(2))),
            (9..12, Label::NoteBody(NoteId(2))),
        ];
        let book = book("a1\n1 b2\n2 c\n", &marks);
        assert_eq!(book.notes().len(), 2);
        assert_eq!(book.notes()[1].printed, "2");
        assert!(book.loose().is_empty());
    }

    #[test]
    fn a_call_behind_an_ornament_is_kept() {
        let marks = [
            (0..3, Label::Ornament),
            (3..4, Label::Call(NoteId(1))),
            (5..6, Label::NoteMark(NoteId(1))),
            (6..9, Label::NoteBody(NoteId(1))),
        ];
        let book = book("***1\n1 b\n", &marks);
        assert_eq!(book.blocks()[0], Block::Ornament("***".into()));
        assert_eq!(book.notes().len(), 1);
    }

    #[test]
    fn verse_keeps_its_lines_and_stanzas() {
        let book = book(
            "a\n\nb\nc\n\nd\n",
            &[(3..7, Label::Verse), (8..10, Label::Verse)],
        );
        let Block::Verse(stanzas) = &book.blocks()[1] else {
            panic!("{:?}", book.blocks());
        };
        assert_eq!(stanzas.len(), 2);
        assert_eq!(words(&stanzas[0][1].text), "c");
    }

    fn label() -> impl Strategy<Value = Label> {
        use Label::*;
        let note = (1..6_u32).prop_map(NoteId);
        prop_oneof![
            prop::sample::select(vec![
                Body,
                Heading(1),
                Quote,
                Verse,
                Item,
                Epigraph,
                Ornament,
                NoteZone,
                RunningHead,
                Folio,
                Contents,
                PageTurn,
                Notice,
                Caption
            ]),
            note.clone().prop_map(Call),
            note.clone().prop_map(NoteMark),
            note.prop_map(NoteBody),
        ]
    }

    proptest! {
        #[test]
        fn any_galley_makes_a_book(text in "[a-c0-9 .\n\u{c}•é]{0,60}", marks in prop::collection::vec((0..60_usize, 0..20_usize, label()), 0..12)) {
            let fit = |at: usize| (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
            let marks: Vec<_> = marks.into_iter().map(|(at, len, label)| (fit(at)..fit(at + len), label)).collect();
            book(&text, &marks);
        }
    }
}
