//! The last look over the book. In: blocks and notes as the editions will have them. Out: queries where something may have
//! gone wrong that no pass is to blame for by itself: a sentence that breaks off, a note many times as long as its kin, a
//! number that nothing has, calls in a heap. Nothing is changed.

mod blocks;

use super::{GoesBy, Pass, Rules};
use crate::facsimile::sentence::{End, Start};
use crate::galley::{Label, NoteId, Pen};
use crate::ledger::Reason;
use blocks::{Block, Note};
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "look",
    says: "a last look",
    about: "a last look: broken sentences, swollen notes, gaps and heaps",
    goes_by: GoesBy::Words,
    run,
};

/// Characters of a paragraph that can break off: a shorter one is a title, a salutation, a line of a list.
const PARAGRAPH: usize = 60;

/// Where more than one paragraph or note in so many has a sign, the text is of that kind, or was read in a wrong order: it is
/// asked once, about the first of them, if there are so many.
const RARE: usize = 12;
const MANY: usize = 4;

/// A note so many times as long as the median one, and of so many words, is asked about.
const SWOLLEN: usize = 6;
const LONG: usize = 80;

/// Of so many notes the longest one is asked about, where it is that long.
const LONGEST: usize = 24;

/// Notes that make a kin, and the words of a note where there are fewer.
const KIN: usize = 5;
const USUAL: usize = 40;

/// What marks notes where no numbers do.
const SYMBOLS: &str = "*†‡";

/// So many calls within so many bytes are a heap.
const HEAP: usize = 4;
const NARROW: usize = 60;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let blocks = blocks::of_flow(pen.galley());
    let notes = blocks::notes(pen);
    let paragraphs = blocks.iter().filter(|block| is_paragraph(block)).count();
    let rare = [
        (broken(&blocks), paragraphs),
        (small(&blocks), paragraphs),
        // Brackets say where a note ends.
        (
            if rules.form.has_marks() {
                Vec::new()
            } else {
                parted(&notes)
            },
            notes.len(),
        ),
    ];
    let doubts = rare.into_iter().flat_map(|(asked, of)| few(asked, of));
    let doubts = doubts
        .chain(swollen(&notes))
        .chain(open(&notes))
        .chain(empty(&notes))
        .chain(marked(&blocks));
    let heaps = match rules.form.has_marks() {
        true => Vec::new(),
        false => heaps(&blocks),
    };
    let doubts = doubts.chain(gaps(&blocks, &notes)).chain(heaps);
    doubts
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|doubt| doubt.ask(pen));
}

/// A place and what is asked about it.
struct Doubt {
    at: Range<usize>,
    question: String,
    why: &'static str,
}

impl Doubt {
    /// Asks, unless a pass has asked about the place before.
    fn ask(self, pen: &mut Pen<'_>) {
        if !pen.has_asked(&self.at) {
            pen.query(self.at, self.question, Reason::from(self.why));
        }
    }
}

/// Each doubt of a kind while they are rare among so many paragraphs or notes, else the first one for all of them.
fn few(mut doubts: Vec<Doubt>, of: usize) -> Vec<Doubt> {
    let count = doubts.len();
    if count * RARE > of.max(RARE) {
        doubts.truncate(usize::from(count >= MANY));
        for doubt in &mut doubts {
            doubt.question += &format!(" ({count} places are like this one)");
        }
    }
    doubts
}

fn is_paragraph(block: &Block) -> bool {
    block.label == Label::Body && block.text.chars().count() >= PARAGRAPH
}

/// Paragraphs that end in the midst of a sentence before a heading or the end, or before one that begins small.
fn broken(blocks: &[Block]) -> Vec<Doubt> {
    let ends = blocks.iter().enumerate().filter(|(_, block)| {
        is_paragraph(block)
            && matches!(End::of(&block.text), End::Comma | End::Hyphen | End::Letter)
    });
    let is_cut = |next: Option<&Block>| match next {
        None => true,
        Some(next) if matches!(next.label, Label::Heading(_)) => true,
        Some(next) => next.label == Label::Body && Start::of(&next.text) == Start::Lower,
    };
    let cut = ends.filter(|(index, _)| is_cut(blocks.get(index + 1)));
    let doubts = cut.map(|(_, block)| Doubt {
        at: block.last_word(),
        question: "the sentence breaks off here: what is missing?".into(),
        why: "a paragraph that ends in the midst of a sentence",
    });
    doubts.collect()
}

/// Paragraphs that begin small though what stands above them is at its end.
fn small(blocks: &[Block]) -> Vec<Doubt> {
    let pairs = blocks.windows(2).filter(|pair| {
        let above = &pair[0];
        let is_done = match above.label {
            Label::Heading(_) => true,
            _ => is_paragraph(above) && End::of(&above.text) == End::Sentence,
        };
        let is_elided = pair[1].text.starts_with(['…', '.']);
        is_done && is_paragraph(&pair[1]) && !is_elided && Start::of(&pair[1].text) == Start::Lower
    });
    let doubts = pairs.map(|pair| Doubt {
        at: pair[1].first_word(),
        question: "the paragraph begins in the midst of a sentence: what is missing?".into(),
        why: "a paragraph that begins small below a sentence's end",
    });
    doubts.collect()
}

/// Notes many times as long as the median one.
fn swollen(notes: &[Note]) -> Vec<Doubt> {
    let words: Vec<usize> = notes.iter().map(Note::words).collect();
    let mut lengths = words.clone();
    lengths.sort_unstable();
    let median = match lengths.get(lengths.len() / 2) {
        Some(&median) if lengths.len() >= KIN => median,
        _ => USUAL,
    };
    let long = notes
        .iter()
        .zip(words)
        .filter(|(_, words)| *words >= LONG.max(SWOLLEN * median));
    let mut long: Vec<(&Note, usize)> = long.collect();
    long.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
    long.truncate(notes.len().div_ceil(LONGEST));
    let doubts = long.into_iter().map(|(note, words)| Doubt {
        at: note.at.clone(),
        question: format!(
            "note `{}` has {words} words: is running text in it?",
            note.printed
        ),
        why: "a note many times as long as the others",
    });
    doubts.collect()
}

/// Notes with a blank line in their midst: what stands below it may be running text.
fn parted(notes: &[Note]) -> Vec<Doubt> {
    let is_parted = |note: &&Note| note.text.trim().contains("\n\n");
    let doubts = notes.iter().filter(is_parted).map(|note| Doubt {
        at: note.at.clone(),
        question: format!(
            "note `{}` goes on below a blank line: is running text in it?",
            note.printed
        ),
        why: "a note in several paragraphs where the others have one",
    });
    doubts.collect()
}

/// Notes that break off: their last rows may stand in the running text, or rows of it in them.
fn open(notes: &[Note]) -> Vec<Doubt> {
    // Titles, places and years end a note without a stop, and in some texts all do.
    let is_small = |text: &str| {
        let word = text.split_whitespace().next_back().unwrap_or_default();
        word.len() > 1 && word.chars().all(char::is_lowercase)
    };
    let is_done = |note: &&Note| End::of(&note.text) == End::Sentence;
    let has_stops = notes.iter().filter(is_done).count() * 2 >= notes.len();
    let is_open = |note: &&Note| match End::of(&note.text) {
        End::Comma | End::Hyphen => true,
        End::Letter => has_stops && is_small(&note.text),
        _ => false,
    };
    let doubts = notes.iter().filter(is_open).map(|note| Doubt {
        at: note.at.clone(),
        question: format!("note `{}` breaks off: where does it go on?", note.printed),
        why: "a note that ends in the midst of a sentence",
    });
    doubts.collect()
}

/// Notes of which only the number was found: their words stand elsewhere.
fn empty(notes: &[Note]) -> Vec<Doubt> {
    let is_empty = |note: &&Note| !note.text.contains(char::is_alphanumeric);
    let doubts = notes.iter().filter(is_empty).map(|note| Doubt {
        at: note.at.clone(),
        question: format!("note `{}` has no words: where do they stand?", note.printed),
        why: "the number of a note with nothing behind it",
    });
    doubts.collect()
}

/// Paragraphs that open with a symbol, as a note does: what they are a note of was not found.
fn marked(blocks: &[Block]) -> Vec<Doubt> {
    let is_symbol = |word: &str| {
        let bare = word.trim_matches(['(', ')', '[', ']']);
        !bare.is_empty() && bare.chars().all(|c| SYMBOLS.contains(c))
    };
    let open = blocks.iter().filter(|block| {
        let mut words = block.text.split_whitespace();
        let is_text = matches!(block.label, Label::Body | Label::Quote);
        is_text && words.next().is_some_and(is_symbol) && words.any(|word| !is_symbol(word))
    });
    let doubts = open.map(|block| Doubt {
        at: block.first_word(),
        question: "the paragraph begins as a note does: of what is it one?".into(),
        why: "a symbol of notes that heads a paragraph of the text",
    });
    doubts.collect()
}

/// Numbers that nothing has between the notes of two calls that follow one another.
fn gaps(blocks: &[Block], notes: &[Note]) -> Vec<Doubt> {
    let printed = |id: NoteId| {
        let note = notes.iter().find(|note| note.id == id)?;
        note.printed.parse::<u32>().ok()
    };
    let calls = blocks.iter().flat_map(|block| &block.calls);
    let calls: Vec<(u32, Range<usize>)> = calls
        .filter_map(|(id, at)| Some((printed(*id)?, at.clone())))
        .collect();
    let is_known = |number: u32| notes.iter().any(|note| note.printed == number.to_string());
    let pairs = calls
        .windows(2)
        .filter(|pair| pair[1].0 == pair[0].0 + 2 && !is_known(pair[0].0 + 1));
    let doubts = pairs.map(|pair| Doubt {
        at: pair[1].1.clone(),
        question: format!(
            "no note has the number `{}`: is one lost before this?",
            pair[0].0 + 1
        ),
        why: "a number that nothing has",
    });
    doubts.collect()
}

/// Many calls in few words: a list of numbers that was taken for calls.
fn heaps(blocks: &[Block]) -> Vec<Doubt> {
    let heap = |block: &Block| {
        let calls = block.calls.windows(HEAP);
        let mut narrow = calls.map(|calls| calls[0].1.start..calls[HEAP - 1].1.end);
        // Calls of two columns may be read in another order than they stand.
        narrow.find(|at| at.start < at.end && at.len() <= NARROW)
    };
    let doubts = blocks.iter().filter_map(heap).map(|at| Doubt {
        at,
        question: "are these numbers calls of notes?".into(),
        why: "many calls in few words",
    });
    doubts.collect()
}
