//! Side notes as XHTML. In: the side notes of a line, or blocks that are one. Out: an `aside` each, which stands before the block
//! that it is about.

use super::scribe::{Scribe, span_rules};
use crate::book::{Attributes, Block, Inline};

/// A side note stands before what it is about, in smaller letters; where lines are long enough, beside it.
const ASIDES: &str = ".sidenote { margin: 0.5em 0 0.3em 1.5em; font-size: 0.8em; line-height: 1.3; text-align: left; }\n\
    @media (min-width: 28em) {\n\
    .sidenote { float: right; clear: right; max-width: 35%; margin: 0.2em 0 0.5em 1.2em; }\n\
    }\n";
/// The same in a book that runs from right to left.
const ASIDES_BACKWARDS: &str = ".sidenote { margin: 0.5em 1.5em 0.3em 0; font-size: 0.8em; line-height: 1.3; text-align: right; }\n\
    @media (min-width: 28em) {\n\
    .sidenote { float: left; clear: left; max-width: 35%; margin: 0.2em 1.2em 0.5em 0; }\n\
    }\n";

/// A paragraph that a side note parts from what it is the first behind.
pub(super) const FIRST: &str = "p.first { text-indent: 0; }\n";
/// Paragraphs of a side note.
const PARAGRAPHS: &str = ".sidenote p { text-indent: 0; }\n";

/// Whether a paragraph that comes next stands without an indent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// It goes on behind another.
    No,
    /// The style sheet sees by what is before it that it does.
    Next,
    /// It does, but a side note stands between, so that the style sheet does not see it.
    BehindAside,
}

impl Scribe<'_> {
    /// Says what a block means for the next paragraph.
    pub(super) fn settle_first(&mut self, block: &Block) {
        self.first = match block {
            Block::Division { of, .. } if of.is_side_note() => self.first,
            Block::TextBegins(_) => self.first,
            Block::Heading { .. }
            | Block::Quote(_)
            | Block::Epigraph { .. }
            | Block::Verse(_)
            | Block::Ornament(_) => First::Next,
            _ => First::No,
        };
    }

    /// Something stands between that parts what comes next from what is before.
    fn part_first(&mut self) {
        if self.first == First::Next {
            self.first = First::BehindAside;
        }
    }

    /// Blocks that are a side note.
    pub(super) fn aside(&mut self, of: &Attributes, blocks: &[Block]) {
        self.begin_aside(of);
        self.rule(PARAGRAPHS);
        self.push("\n");
        self.part_first();
        let first = std::mem::replace(&mut self.first, First::No);
        self.inner(blocks);
        self.first = first;
        self.push("</aside>\n");
    }

    fn begin_aside(&mut self, of: &Attributes) {
        self.rule(match self.is_backwards {
            true => ASIDES_BACKWARDS,
            false => ASIDES,
        });
        self.push("<aside role=\"note\"");
        self.attributes(of, span_rules);
        self.push(">");
    }

    /// Side notes, which no line may hold: before one, a reader may let them float beside it.
    pub(super) fn asides(&mut self, notes: &[&Inline]) {
        for note in notes {
            let Inline::Span { of, text } = note else {
                continue;
            };
            self.begin_aside(of);
            self.inlines(text, false);
            self.push("</aside>\n");
            self.part_first();
        }
    }
}
