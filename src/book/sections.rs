//! Sections. In: the blocks of a [`Book`]. Out: [`Section`]s, split at its highest headings and where texts begin.

use super::{Beginning, Block, Book, Inline, Kind, Place, words};
use crate::source::markdown::class;

/// A stretch of the book that begins with a heading of the first level or with a text, or the stretch before the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section<'a> {
    /// Its blocks; the heading, if any, is the first but for the beginning of its text.
    pub blocks: &'a [Block],
    /// Its index, from 0.
    pub index: usize,
    /// The language of its text, where it is not the book's.
    pub language: Option<&'a str>,
    /// The text that it is of, where the book says where its texts begin.
    pub text: Option<Text<'a>>,
    /// Whether a part stands above it.
    pub in_part: bool,
    /// Whether it is among the texts, before or behind them.
    pub place: Place,
}

/// What a book of several texts says of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Text<'a> {
    /// How it begins.
    pub begins: &'a Beginning,
    /// The words of its heading.
    pub title: Option<&'a [Inline]>,
    /// Who wrote it, as the line under its heading says.
    pub author: Option<&'a [Inline]>,
}

impl<'a> Section<'a> {
    /// The words of its heading.
    #[must_use]
    pub fn heading(&self) -> Option<&'a [Inline]> {
        heading(self.blocks)
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.text.map(|text| text.begins.kind).unwrap_or_default()
    }

    /// Whether its text begins with it.
    #[must_use]
    pub fn begins_text(&self) -> bool {
        matches!(self.blocks.first(), Some(Block::TextBegins(_)))
    }

    /// Who wrote the text that begins with it.
    #[must_use]
    pub fn author(&self) -> Option<String> {
        let text = self.text.filter(|_| self.begins_text())?;
        text.author.map(said)
    }

    /// How many levels stand above its headings: a part is one.
    #[must_use]
    pub fn depth(&self) -> u8 {
        self.in_part.into()
    }
}

impl Text<'_> {
    /// The words of its heading.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        self.title.map(said).filter(|title| !title.is_empty())
    }

    /// The words of the line that says who wrote it.
    #[must_use]
    pub fn author(&self) -> Option<String> {
        self.author.map(said)
    }
}

fn said(line: &[Inline]) -> String {
    let words = words(line);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks behind the beginning of a text.
fn inner(blocks: &[Block]) -> &[Block] {
    match blocks {
        [Block::TextBegins(_), rest @ ..] => rest,
        all => all,
    }
}

fn heading(blocks: &[Block]) -> Option<&[Inline]> {
    match inner(blocks).first() {
        Some(Block::Heading { text, .. }) => Some(text),
        _ => None,
    }
}

/// The line that says who wrote a text: the first block, or the one behind the heading.
fn author(blocks: &[Block]) -> Option<&[Inline]> {
    let rest = match inner(blocks) {
        [Block::Heading { .. }, rest @ ..] => rest,
        all => all,
    };
    match rest.first() {
        Some(Block::Division { of, blocks }) if of.classes.iter().any(|c| c == class::AUTHOR) => {
            match blocks.as_slice() {
                [Block::Paragraph(line)] => Some(line),
                _ => None,
            }
        }
        _ => None,
    }
}

impl Book {
    /// The sections, split at the headings of the highest level that the book uses, and where a text begins.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let level = |b: &Block| match b {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        };
        let top = self.blocks.iter().filter_map(level).min();
        let begins = |i: usize| matches!(self.blocks[i], Block::TextBegins(_));
        let is_top = |i: usize| top.is_some() && level(&self.blocks[i]) == top;
        let is_start = |i: usize| begins(i) || is_top(i) && !(i > 0 && begins(i - 1));
        let mut starts: Vec<usize> = (0..self.blocks.len()).filter(|&i| is_start(i)).collect();
        if starts.first() != Some(&0) && !self.blocks.is_empty() {
            starts.insert(0, 0);
        }
        starts.push(self.blocks.len());
        let (mut text, mut part, mut is_past) = (None, false, false);
        let ranges = starts.windows(2).enumerate();
        let sections = ranges.map(|(index, w)| {
            let blocks = &self.blocks[w[0]..w[1]];
            if let Some(Block::TextBegins(begins)) = blocks.first() {
                text = Some(Text {
                    begins,
                    title: heading(blocks),
                    author: author(blocks),
                });
                part &= begins.kind.is_text();
            }
            let own: Option<Text<'_>> = text;
            let section = Section {
                blocks,
                index,
                language: own.and_then(|text| text.begins.language.as_deref()),
                text,
                in_part: part,
                place: Place::Body,
            };
            is_past |= !section.kind().is_piece();
            let place = match (section.kind().is_piece(), is_past) {
                (false, _) => Place::Body,
                (true, false) => Place::Front,
                (true, true) => Place::Back,
            };
            let section = Section { place, ..section };
            part |= section.kind() == Kind::part();
            section
        });
        sections.collect()
    }
}
