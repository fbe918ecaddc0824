//! What a list of contents names. In: the blocks of a [`Book`]. Out: [`Listed`], each heading of the running text with its
//! author and how far in it stands.

use super::{Block, Book, Inline, visit_blocks};

/// From so many headings on a book gets a list of them where nothing is said.
pub const LISTED_FROM: usize = 3;

/// A heading that the contents list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<'b> {
    /// Its words.
    pub text: &'b [Inline],
    /// Who wrote the text that begins with it, in a book of several.
    pub author: Option<String>,
    /// How far in it stands, from 0.
    pub rank: u8,
    /// How many headings are set before it.
    pub set: u32,
}

impl Book {
    /// What the contents list: each heading of the running text, in the order in which they are set.
    #[must_use]
    pub fn listed(&self) -> Vec<Listed<'_>> {
        let levels = self.blocks().iter().filter_map(level_of);
        let top = levels.min().unwrap_or(1);
        let mut listed = Vec::new();
        let mut set = 0;
        for section in self.sections() {
            let mut author = section.author();
            for block in section.blocks {
                if let (Block::Heading { level, text }, true) = (block, section.kind().is_listed) {
                    listed.push(Listed {
                        text,
                        author: author.take(),
                        rank: level - top + section.depth(),
                        set,
                    });
                }
                // Those inside other blocks are set, too.
                visit_blocks(std::slice::from_ref(block), &mut |block| {
                    set += u32::from(level_of(block).is_some());
                });
            }
        }
        listed
    }
}

fn level_of(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    }
}
