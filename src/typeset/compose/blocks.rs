//! Blocks to drafts. In: a block of the book and where it stands. Out: drafts in the last chapter; for notes, takes.

use super::Composer;
use super::inlines::{Line, Voice};
use crate::book::{Block, Inline, Set, words};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::makeup::Split;
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::take::{Align, Draft, Take};

/// Where a block stands.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) parent: Option<ElementId>,
    /// Indents on both sides.
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) size: Length,
    pub(super) italic: bool,
    pub(super) bold: bool,
    pub(super) align: Align,
    /// The heading level that the book begins with.
    pub(super) top: u8,
    /// Whether paragraphs have an indent.
    pub(super) indents: bool,
    /// Whether the lines of a paragraph stand in after its first.
    pub(super) hangs: bool,
}

/// A paragraph that leads to a list or a quotation, parted from it.
const LEAD_IN: i64 = 2_000;
/// Lines of verse that belong together, parted.
pub(super) const LONE_VERSE: i64 = 8_000;

impl Composer<'_> {
    pub(super) fn context(&self, top: u8) -> Context {
        Context {
            parent: self.section,
            left: 0,
            right: 0,
            size: self.design.size,
            italic: false,
            bold: false,
            align: Align::Left,
            top,
            indents: true,
            hangs: false,
        }
    }

    /// The same, as a kind of text is set.
    pub(super) fn context_of(&self, set: Set, top: u8) -> Context {
        let usual = self.context(top);
        Context {
            size: if set.small {
                self.design.note_size
            } else {
                usual.size
            },
            italic: set.italic,
            align: if set.centred {
                Align::Centre
            } else {
                usual.align
            },
            indents: !(set.small || set.centred),
            ..usual
        }
    }

    /// Adds a block to the last chapter.
    pub(super) fn block(&mut self, block: &Block, context: &Context) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text, context),
            Block::Paragraph(text) if self.pictures(text, context) => {}
            Block::Paragraph(text) => self.paragraph(text, context),
            Block::Picture { picture, caption } => self.figure(picture, caption, context),
            Block::Quote(inner) => self.quote(inner, context),
            Block::Epigraph { text, source } => self.epigraph(text, source.as_deref(), context),
            Block::Verse(stanzas) => self.verse(stanzas, context),
            Block::List { numbers, items } => self.list(*numbers, items, context),
            Block::Definitions(definitions) => self.definitions(definitions, context),
            Block::Preformatted { text, .. } => self.preformatted(text, context),
            Block::Table(table) => self.table(table, context),
            Block::Division { of, blocks } => self.division(of, blocks, context),
            Block::TextBegins(_) => {}
            Block::Ornament(_) => self.ornament(context),
        }
    }

    /// Adds a draft to the last chapter, with the side notes of its line.
    pub(super) fn push(&mut self, mut draft: Draft) {
        self.join_standing(&mut draft);
        let mut before = match self.asides.is_empty() {
            true => Vec::new(),
            false => self.place_asides(&mut draft),
        };
        let Some(chapter) = self.copy.chapters.last_mut() else {
            return;
        };
        // What names what comes next comes first.
        if draft.target.is_some() {
            chapter.drafts.push(draft);
            chapter.drafts.append(&mut before);
        } else {
            chapter.drafts.append(&mut before);
            chapter.drafts.push(draft);
        }
    }

    /// White above the first and below the last of the drafts from `first` on.
    pub(super) fn set_off(&mut self, first: usize, rows: u16) {
        let Some(chapter) = self.copy.chapters.last_mut() else {
            return;
        };
        if let [head, ..] = &mut chapter.drafts[first..] {
            head.above = head.above.max(rows);
        }
        if let [.., tail] = &mut chapter.drafts[first..] {
            tail.below = tail.below.max(rows);
        }
    }

    pub(super) fn drafts(&self) -> usize {
        self.copy.chapters.last().map_or(0, |c| c.drafts.len())
    }

    pub(super) fn room(&self, context: &Context, indent: i64) -> Room {
        Room {
            measure: (self.design.measure - context.left - context.right).max(1),
            indent,
            indented: 1,
            em: context.size.0,
            edge: match context.align {
                Align::Left => self.edge(),
                Align::Centre => Edge::Balanced,
                Align::Right => Edge::Ragged,
            },
        }
    }

    /// How the lines of paragraphs end.
    pub(super) fn edge(&self) -> Edge {
        match self.design.look.text.is_ragged {
            true => Edge::Free,
            false => Edge::Filled,
        }
    }

    pub(super) fn paragraph(&mut self, text: &[Inline], context: &Context) {
        self.expect_asides(text, context.parent);
        let element = self.element(ElementKind::Paragraph, context.parent);
        let voice = Voice {
            italic: context.italic,
            bold: context.bold,
            ..self.voice(context.size, element)
        };
        let mut line = Line::default();
        self.inlines(text, &voice, &mut line);
        line.settle();
        let is_first = self.opens_section
            && context.left == 0
            && !context.hangs
            && context.align == Align::Left;
        let drops = self.design.drop_caps && is_first;
        self.opens_section &= !is_first;
        let look = self.design.look;
        let follows = context.indents && !self.after_break && context.align == Align::Left;
        let indents = follows && !look.text.is_spaced;
        let hang = if context.hangs && context.align == Align::Left {
            self.design.inset
        } else {
            0
        };
        let indent = if hang > 0 {
            -hang
        } else if indents {
            self.design.indent
        } else {
            0
        };
        let room = self.room(
            &Context {
                left: context.left + hang,
                ..context.clone()
            },
            indent,
        );
        self.after_break = false;
        let mut take = Take {
            stretches: line.stretches,
            room,
            left: context.left + hang,
            align: context.align,
            is_backwards: self.is_backwards(),
            hyphenates: context.align == Align::Left && look.text.hyphenates,
            mark: None,
        };
        if drops {
            self.drop_cap(&mut take);
        }
        if is_first && look.opening.first_words && take.mark.is_none() {
            self.first_words(&mut take);
        }
        let is_lead_in = words(text).trim_end().ends_with(':');
        let notes = line.notes.clone();
        self.push(Draft {
            keeps_next: if is_lead_in { LEAD_IN } else { 0 },
            above: u16::from(follows && look.text.is_spaced),
            is_elastic: follows && look.text.is_spaced,
            notes: line.notes,
            ..plain(take)
        });
        self.foot_notes(&notes);
    }

    fn quote(&mut self, inner: &[Block], context: &Context) {
        let parent = Some(self.element(ElementKind::Quote, context.parent));
        let (inset, form) = (self.design.inset, self.design.look.quote);
        let first = self.drafts();
        let quote = Context {
            parent,
            left: context.left + inset * form.left / 100,
            right: context.right + inset * form.right / 100,
            size: self.design.quotation.min(context.size),
            italic: context.italic || form.is_italic,
            ..context.clone()
        };
        self.after_break = true;
        self.opens_section = false;
        inner.iter().for_each(|block| self.block(block, &quote));
        self.set_off(first, 1);
        self.after_break = true;
    }

    fn epigraph(&mut self, text: &[Block], source: Option<&[Inline]>, context: &Context) {
        let parent = Some(self.element(ElementKind::Quote, context.parent));
        let first = self.drafts();
        let inner = Context {
            parent,
            left: context.left + self.design.measure / 4,
            size: self.design.quote_size,
            italic: true,
            indents: false,
            ..context.clone()
        };
        text.iter().for_each(|block| self.block(block, &inner));
        if let Some(source) = source {
            let right = Context {
                align: Align::Right,
                italic: false,
                ..inner
            };
            self.paragraph(source, &right);
        }
        self.set_off(first, 1);
        self.after_break = true;
    }

    fn ornament(&mut self, context: &Context) {
        let element = self.element(ElementKind::Paragraph, context.parent);
        let mut line = Line::default();
        let voice = Voice {
            is_accent: true,
            ..Voice::new(self.design.size, element)
        };
        self.plain(&self.design.ornament, &voice, &mut line);
        let centred = Context {
            align: Align::Centre,
            ..context.clone()
        };
        let take = Take {
            stretches: line.stretches,
            room: self.room(&centred, 0),
            left: context.left,
            align: Align::Centre,
            is_backwards: self.is_backwards(),
            hyphenates: false,
            mark: None,
        };
        self.after_break = true;
        self.push(Draft {
            above: 1,
            below: 1,
            is_elastic: true,
            keeps_next: LONE_VERSE,
            split: Split::Never,
            ..plain(take)
        });
    }
}

/// A draft without any white.
pub(super) fn plain(take: Take) -> Draft {
    Draft {
        take,
        above: 0,
        below: 0,
        is_elastic: false,
        sink: 0,
        split: Split::Lines,
        keeps_next: 0,
        leading: None,
        tail: 0,
        rule: None,
        shift: 0,
        target: None,
        notes: Vec::new(),
        row: None,
        asides: Vec::new(),
        is_aside: false,
    }
}
