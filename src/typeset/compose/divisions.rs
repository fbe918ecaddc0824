//! Divisions and definitions to drafts. In: blocks of a class or in another language, terms and what is said of them. Out:
//! their drafts, standing as the table of manners says.

use super::Composer;
use super::blocks::{Context, LONE_VERSE};
use crate::book::{Attributes, Block, Definition, Manner, Stand};
use crate::source::markdown::class;
use crate::typeset::page::{ElementKind, TargetId};
use crate::typeset::take::Align;

impl Composer<'_> {
    pub(super) fn division(&mut self, of: &Attributes, blocks: &[Block], context: &Context) {
        let manner = Manner::of(of);
        let first = self.drafts();
        let is_author = of.has(class::AUTHOR);
        // Its words are none of the text's first.
        let opens = self.opens_section;
        self.opens_section &= !is_author;
        let language = self.language.clone();
        let mut inner = context.clone();
        if let Some(tag) = &of.language {
            self.language = Some(tag.as_str().into());
            inner.parent = Some(self.element_in(ElementKind::Division, context.parent, tag));
        }
        inner.align = match manner.stand {
            Stand::AsText => context.align,
            // Who wrote a text stands below its title.
            Stand::Centre if is_author => self.design.look.headings[1].align,
            Stand::Centre => Align::Centre,
            Stand::End => Align::Right,
        };
        inner.italic |= manner.is_italic;
        inner.hangs |= manner.hangs;
        if of.is_side_note() {
            self.side_note(blocks, &inner);
        } else if !(manner.is_row && self.figures(blocks, &inner)) {
            blocks.iter().for_each(|block| self.block(block, &inner));
        }
        self.language = language;
        if manner.is_set_off {
            self.set_off(first, 1);
        }
        if manner.has_white_below {
            self.white_below(first);
        }
        if manner.keeps_next {
            self.keep_next();
        }
        self.opens_section |= opens && is_author;
        self.after_break |= inner.align != Align::Left || manner.is_set_off || is_author;
    }

    /// Blocks beside the next one or, where no margin holds them, small ones before it.
    fn side_note(&mut self, blocks: &[Block], context: &Context) {
        if self.stand_beside(blocks, context) {
            return;
        }
        let inset = self.design.inset;
        let inner = Context {
            parent: Some(self.element(ElementKind::Note, context.parent)),
            left: (context.left + inset).min(self.design.measure / 2),
            right: context.right + inset,
            size: self.design.note_size,
            indents: false,
            ..context.clone()
        };
        let (first, after_break) = (self.drafts(), self.after_break);
        let opens_section = self.opens_section;
        blocks.iter().for_each(|block| self.block(block, &inner));
        self.set_off(first, 1);
        (self.after_break, self.opens_section) = (after_break, opens_section);
    }

    /// Keeps the last draft with what comes next: what opens a letter does not stand alone.
    fn keep_next(&mut self) {
        let drafts = self
            .copy
            .chapters
            .last_mut()
            .map(|chapter| &mut chapter.drafts);
        if let Some(last) = drafts.and_then(|drafts| drafts.last_mut()) {
            last.keeps_next = LONE_VERSE;
        }
    }

    /// A blank row below the drafts from `first` on.
    fn white_below(&mut self, first: usize) {
        let drafts = self
            .copy
            .chapters
            .last_mut()
            .map(|chapter| &mut chapter.drafts[first..]);
        if let Some([.., last]) = drafts {
            last.below = last.below.max(1);
        }
    }

    /// Terms in bold, what is said of them further in.
    pub(super) fn definitions(&mut self, definitions: &[Definition], context: &Context) {
        let first = self.drafts();
        self.opens_section = false;
        for Definition { term, said } in definitions {
            let head = Context {
                bold: true,
                indents: false,
                ..context.clone()
            };
            self.paragraph(term, &head);
            if let Some(draft) = self
                .copy
                .chapters
                .last_mut()
                .and_then(|c| c.drafts.last_mut())
            {
                draft.keeps_next = LONE_VERSE;
            }
            let inner = Context {
                left: context.left + self.design.inset,
                indents: false,
                ..context.clone()
            };
            said.iter()
                .flatten()
                .for_each(|block| self.block(block, &inner));
        }
        self.set_off(first, if context.left == 0 { 1 } else { 0 });
        self.after_break = true;
    }

    /// The target of a link inside the book.
    pub(super) fn place(&self, to: &str) -> Option<TargetId> {
        self.copy.anchors.get(to.strip_prefix('#')?).copied()
    }
}
