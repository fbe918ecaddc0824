//! Which file holds what. In: the sections of a book, and where its notes are called. Out: [`Leaves`]: a section is a file or,
//! above a size, several that begin at its headings; a note stands in the file that calls it first.

use super::volume::Volume;
use crate::book::{Block, Inline, NoteIndex, Section, visit_blocks, visit_calls, visit_inlines};
use std::ops::Range;

/// The most bytes of XHTML that a file has, as far as headings allow: readers on small devices lay out a whole file before they
/// show its first page, and old ones refuse files of 300 kB.
const LARGEST: usize = 200_000;
/// What markup adds to the words of a block, a cell or a stretch of words: `<p>`, `</p>` and a line end.
const BLOCK: usize = 10;
/// What a call takes, and what a note takes beside its words.
const CALL: usize = 110;
const NOTE: usize = 220;

/// A file of the text.
pub(super) struct Leaf<'b> {
    /// Its name without extension.
    pub(super) file: String,
    /// The index of its section.
    pub(super) section: usize,
    /// Whether its section begins with it.
    pub(super) is_first: bool,
    /// What stands in it.
    pub(super) blocks: &'b [Block],
    /// The notes that belong to it, in their order.
    pub(super) notes: Vec<usize>,
}

/// All of them, in the order of reading.
pub(super) struct Leaves<'b> {
    /// The files.
    pub(super) all: Vec<Leaf<'b>>,
    /// For each note the place of its file among them.
    of_notes: Vec<usize>,
}

impl<'b> Leaves<'b> {
    /// Parts the sections of a book.
    pub(super) fn of(volume: &Volume<'b>) -> Leaves<'b> {
        let sections = volume.book.sections();
        let digits = sections.len().to_string().len().max(2);
        let mut all = Vec::new();
        for section in &sections {
            let name = format!("s{:0digits$}", section.index + 1);
            for (n, range) in parts(volume, section).into_iter().enumerate() {
                all.push(Leaf {
                    file: match n {
                        0 => name.clone(),
                        n => format!("{name}-{}", n + 1),
                    },
                    section: section.index,
                    is_first: n == 0,
                    blocks: &section.blocks[range],
                    notes: Vec::new(),
                });
            }
        }
        let mut leaves = Leaves {
            of_notes: Vec::new(),
            all,
        };
        leaves.settle(volume);
        leaves
    }

    /// The file of a note that stands in the file of its call.
    pub(super) fn of_note(&self, note: usize) -> &str {
        let leaf = self.all.get(self.of_notes[note]);
        leaf.map_or("", |leaf| &leaf.file)
    }

    /// Gives each note to the file that calls it first, in the way in which [`crate::editions::numbers::place`] finds its section: one that only
    /// a note calls goes where that note is.
    fn settle(&mut self, volume: &Volume<'_>) {
        let book = volume.book;
        let mut of_notes: Vec<Option<usize>> = vec![None; book.notes().len()];
        for (at, leaf) in self.all.iter().enumerate() {
            visit_calls(leaf.blocks, &mut |NoteIndex(note)| {
                of_notes[note as usize].get_or_insert(at);
            });
        }
        for (note, body) in book.notes().iter().map(|note| &note.body).enumerate() {
            let leaf = of_notes[note].unwrap_or_default();
            visit_calls(body, &mut |NoteIndex(called)| {
                of_notes[called as usize].get_or_insert(leaf);
            });
        }
        let of_notes = of_notes.into_iter().map(Option::unwrap_or_default);
        self.of_notes = of_notes.collect();
        for (note, &leaf) in self.of_notes.iter().enumerate() {
            if let Some(leaf) = self.all.get_mut(leaf) {
                leaf.notes.push(note);
            }
        }
    }
}

/// The parts of a section that are files of their own.
fn parts(volume: &Volume<'_>, section: &Section<'_>) -> Vec<Range<usize>> {
    let weights: Vec<usize> = section.blocks.iter().map(|b| weight(volume, b)).collect();
    let mut found = Vec::new();
    part(
        section.blocks,
        &weights,
        0..section.blocks.len(),
        &mut found,
    );
    found
}

/// Parts a stretch at the headings of the highest level below its own, into as few files as hold it; what is still too
/// large, at the level below.
fn part(blocks: &[Block], weights: &[usize], all: Range<usize>, found: &mut Vec<Range<usize>>) {
    let weigh = |range: Range<usize>| weights[range].iter().sum::<usize>();
    let cuts = match weigh(all.clone()) > LARGEST {
        true => cuts(blocks, all.clone()),
        false => Vec::new(),
    };
    if cuts.is_empty() {
        found.push(all);
        return;
    }
    let starts = std::iter::once(all.start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([all.end]);
    let mut open: Option<Range<usize>> = None;
    for (start, end) in starts.zip(ends) {
        let joined = open.as_ref().map(|open| open.start..end);
        match joined.filter(|joined| weigh(joined.clone()) <= LARGEST) {
            Some(joined) => open = Some(joined),
            None => {
                found.extend(open.replace(start..end));
            }
        }
        if weigh(start..end) > LARGEST {
            open = None;
            part(blocks, weights, start..end, found);
        }
    }
    found.extend(open);
}

/// The headings of the highest level below that of the first, but for those that no text is before.
fn cuts(blocks: &[Block], all: Range<usize>) -> Vec<usize> {
    let is_head = |block: &Block| matches!(block, Block::Heading { .. } | Block::TextBegins(_));
    let level = |at: usize| match &blocks[at] {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let body = all.clone().find(|&at| !is_head(&blocks[at]));
    let body = body.unwrap_or(all.end);
    let own = (all.start..body).find_map(level);
    let inner = all
        .clone()
        .filter_map(level)
        .skip(usize::from(own.is_some()));
    let highest = inner
        .filter(|&level| own.is_none_or(|own| level > own))
        .min();
    let is_cut = |at: &usize| level(*at).is_some_and(|level| Some(level) == highest);
    (body..all.end).filter(is_cut).collect()
}

/// About so many bytes of XHTML are made of a block, with the notes that it calls.
fn weight(volume: &Volume<'_>, block: &Block) -> usize {
    let block = std::slice::from_ref(block);
    let mut bytes = bytes_of(block);
    visit_calls(block, &mut |NoteIndex(note)| {
        bytes += CALL;
        if !volume.settings.epub.endnotes {
            bytes += NOTE + bytes_of(&volume.book.notes()[note as usize].body);
        }
    });
    bytes
}

fn bytes_of(blocks: &[Block]) -> usize {
    let mut bytes = 0;
    visit_blocks(blocks, &mut |block| {
        bytes += BLOCK;
        if let Block::Preformatted { text, .. } = block {
            bytes += text.len();
        }
    });
    visit_inlines(blocks, &mut |inline| {
        bytes += match inline {
            Inline::Text { text, .. } => text.len(),
            _ => BLOCK,
        };
    });
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A heading of level `n` for each digit, a block of `n` tenths of the bound for each letter.
    fn parted(text: &str) -> Vec<String> {
        let heading = |level| Block::Heading {
            level,
            text: Vec::new(),
        };
        let blocks = text.chars().map(|c| match c.to_digit(10) {
            Some(level) => heading(level as u8),
            None => Block::Paragraph(Vec::new()),
        });
        let blocks: Vec<Block> = blocks.collect();
        let weights = text.chars().map(|c| match c {
            'a'..='z' => LARGEST / 10 * (c as usize - 96),
            _ => 0,
        });
        let weights: Vec<usize> = weights.collect();
        let mut found = Vec::new();
        part(&blocks, &weights, 0..blocks.len(), &mut found);
        found
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    #[test]
    fn large_sections_part_at_their_second_level_into_few_files() {
        for (text, parts) in [
            ("1a2b2c", vec!["1a2b2c"]),
            ("1a2d2e2f2a", vec!["1a2d2e", "2f2a"]),
            // Nothing stands between the headings at the head.
            ("12f2f", vec!["12f", "2f"]),
            // No heading, no part.
            ("1zz", vec!["1zz"]),
            // The level below parts what is too large; the next of the higher level begins a file.
            ("1a2b3f3f2b2a", vec!["1a", "2b3f", "3f", "2b2a"]),
            // A level that the text leaves out.
            ("1b3i3i", vec!["1b", "3i", "3i"]),
            ("f2f2f", vec!["f", "2f", "2f"]),
            ("", vec![""]),
        ] {
            assert_eq!(parted(text), parts, "{text}");
        }
    }
}
