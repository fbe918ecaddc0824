//! Sections. In: the blocks of a [`Book`]. Out: [`Section`]s, split at its highest headings and where texts begin.

use super::{Block, Book, Inline};

/// A stretch of the book that begins with a heading of the first level or with a text, or the stretch before the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section<'a> {
    /// Its blocks; the heading, if any, is the first but for the beginning of its text.
    pub blocks: &'a [Block],
    /// Its index, from 0.
    pub index: usize,
    /// The language of its text, where it is not the book's.
    pub language: Option<&'a str>,
}

impl<'a> Section<'a> {
    /// The words of its heading.
    #[must_use]
    pub fn heading(&self) -> Option<&'a [Inline]> {
        let is_begin = |block: &&Block| matches!(block, Block::TextBegins { .. });
        match self.blocks.iter().find(|block| !is_begin(block)) {
            Some(Block::Heading { text, .. }) => Some(text),
            _ => None,
        }
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
        let begins = |i: usize| matches!(self.blocks[i], Block::TextBegins { .. });
        let is_top = |i: usize| top.is_some() && level(&self.blocks[i]) == top;
        let is_start = |i: usize| begins(i) || is_top(i) && !(i > 0 && begins(i - 1));
        let mut starts: Vec<usize> = (0..self.blocks.len()).filter(|&i| is_start(i)).collect();
        if starts.first() != Some(&0) && !self.blocks.is_empty() {
            starts.insert(0, 0);
        }
        starts.push(self.blocks.len());
        let mut language = None;
        let ranges = starts.windows(2).enumerate();
        let sections = ranges.map(|(index, w)| {
            let blocks = &self.blocks[w[0]..w[1]];
            if let Some(Block::TextBegins { language: own }) = blocks.first() {
                language = own.as_deref();
            }
            Section {
                blocks,
                index,
                language,
            }
        });
        sections.collect()
    }
}
