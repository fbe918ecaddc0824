//! Blocks to drafts. In: a block of the book and where it stands. Out: drafts in the last chapter; for notes, takes.

use super::inlines::{Line, Voice};
use super::{Composer, call_target};
use crate::book::{Block, Inline, NoteIndex, VerseLine, words};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::makeup::{STRANDED, Split};
use crate::typeset::page::{ElementId, ElementKind, Link, OutlineEntry, TargetId};
use crate::typeset::shape::Cut;
use crate::typeset::take::{Align, Draft, Mark, Stretch, Take};

/// Where a block stands.
#[derive(Clone, Debug)]
pub(super) struct Context {
    parent: Option<ElementId>,
    /// Indents on both sides.
    left: i64,
    right: i64,
    size: Length,
    italic: bool,
    align: Align,
    /// The heading level that the book begins with.
    top: u8,
    /// Whether paragraphs have an indent.
    indents: bool,
}

/// The part of the measure that stays free on either side of a heading: a line of it should not look like one of text.
const HEADING_ASIDE: i64 = 12;
/// Lines of verse that belong together, parted.
const LONE_VERSE: i64 = 8_000;

impl Composer<'_> {
    pub(super) fn context(&self, top: u8) -> Context {
        Context {
            parent: self.section,
            left: 0,
            right: 0,
            size: self.design.size,
            italic: false,
            align: Align::Left,
            top,
            indents: true,
        }
    }

    /// Adds a block to the last chapter.
    pub(super) fn block(&mut self, block: &Block, context: &Context) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text, context),
            Block::Paragraph(text) => self.paragraph(text, context),
            Block::Quote(inner) => self.quote(inner, context),
            Block::Epigraph { text, source } => self.epigraph(text, source.as_deref(), context),
            Block::Verse(stanzas) => self.verse(stanzas, context),
            Block::List { start, items } => self.list(*start, items, context),
            Block::Ornament(_) => self.ornament(context),
        }
    }

    fn push(&mut self, draft: Draft) {
        if let Some(chapter) = self.copy.chapters.last_mut() {
            chapter.drafts.push(draft);
        }
    }

    /// White above the first and below the last of the drafts from `first` on.
    fn set_off(&mut self, first: usize, rows: u16) {
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

    fn drafts(&self) -> usize {
        self.copy.chapters.last().map_or(0, |c| c.drafts.len())
    }

    fn room(&self, context: &Context, indent: i64) -> Room {
        Room {
            measure: (self.design.measure - context.left - context.right).max(1),
            indent,
            indented: 1,
            em: context.size.0,
            edge: match context.align {
                Align::Left => Edge::Filled,
                Align::Centre => Edge::Balanced,
                Align::Right => Edge::Ragged,
            },
        }
    }

    fn paragraph(&mut self, text: &[Inline], context: &Context) {
        let element = self.element(ElementKind::Paragraph, context.parent);
        let voice = Voice {
            italic: context.italic,
            ..Voice::new(context.size, element)
        };
        let mut line = Line::default();
        self.inlines(text, &voice, &mut line);
        let drops = self.design.drop_caps && self.is_chapter_start() && context.left == 0;
        let indents = context.indents && !self.after_break && context.align == Align::Left;
        let indent = if indents { self.design.indent } else { 0 };
        self.after_break = false;
        let mut take = Take {
            stretches: line.stretches,
            room: self.room(context, indent),
            left: context.left,
            align: context.align,
            hyphenates: context.align == Align::Left,
            mark: None,
        };
        if drops {
            self.drop_cap(&mut take);
        }
        let notes = line.notes.clone();
        self.push(Draft {
            notes: line.notes,
            ..plain(take)
        });
        self.foot_notes(&notes);
    }

    /// Whether nothing but a heading of the highest level stands before the next paragraph.
    fn is_chapter_start(&self) -> bool {
        let last = self.copy.chapters.last().and_then(|c| c.drafts.last());
        self.after_break && last.is_none_or(|draft| draft.target.is_some())
    }

    /// Takes the first letter out and sets it over two rows.
    fn drop_cap(&self, take: &mut Take) {
        let Some(first) = take.stretches.first_mut() else {
            return;
        };
        let Some(letter) = first.text.chars().next().filter(|c| c.is_alphabetic()) else {
            return;
        };
        first.text.drain(..letter.len_utf8());
        let mut stretch = Stretch {
            text: letter.to_string(),
            ..first.clone()
        };
        stretch.style.size = self.design.drop_cap_size();
        let shaped = self.founts.shaper().shape(&stretch.text, stretch.style);
        take.room.indent = shaped.width + self.design.size.0 / 8;
        take.room.indented = 2;
        take.mark = Some(Mark {
            stretch,
            x: 0,
            down: self.design.leading.0,
        });
    }

    fn heading(&mut self, level: u8, text: &[Inline], context: &Context) {
        let element = self.element(ElementKind::Heading(level.clamp(1, 6)), context.parent);
        let rank = level.saturating_sub(context.top);
        let mut line = Line::default();
        let design = self.design.heading(rank, self.is_chapter_head());
        let voice = Voice {
            italic: design.is_italic,
            small_caps: design.is_small_caps,
            ..Voice::new(design.size, element)
        };
        self.inlines(text, &voice, &mut line);
        let target = TargetId(self.book.notes().len() as u32 * 2 + self.copy.outline.len() as u32);
        self.copy.outline.push(OutlineEntry {
            level: rank + 1,
            title: words(text).split_whitespace().collect::<Vec<_>>().join(" "),
            target,
        });
        let aside = self.design.measure / HEADING_ASIDE;
        let centred = Context {
            align: Align::Centre,
            size: design.size,
            left: context.left + aside,
            right: context.right + aside,
            ..context.clone()
        };
        let take = Take {
            stretches: line.stretches,
            room: self.room(&centred, 0),
            left: centred.left,
            align: Align::Centre,
            hyphenates: false,
            mark: None,
        };
        self.after_break = true;
        let notes = line.notes.clone();
        self.push(Draft {
            above: design.above,
            is_elastic: design.above > 0,
            sink: design.sink,
            split: Split::Never,
            keeps_next: STRANDED,
            leading: Some(design.leading.0),
            tail: design.tail,
            shift: design.shift,
            target: Some(target),
            notes: line.notes,
            ..plain(take)
        });
        self.foot_notes(&notes);
    }

    /// Whether the chapter is empty as yet.
    fn is_chapter_head(&self) -> bool {
        self.drafts() == 0 && self.design.has_openings
    }

    /// A heading that is not in the text.
    pub(super) fn added_heading(&mut self, title: &str, context: &Context) {
        let nowhere = crate::source::Span {
            source: 0,
            start: 0,
            end: 0,
        };
        let text = [Inline::Text {
            text: title.into(),
            at: nowhere,
        }];
        self.heading(context.top, &text, context);
    }

    fn quote(&mut self, inner: &[Block], context: &Context) {
        let parent = Some(self.element(ElementKind::Quote, context.parent));
        let inset = self.design.inset;
        let first = self.drafts();
        let quote = Context {
            parent,
            left: context.left + inset,
            right: context.right + inset,
            size: self.design.quote_size.min(context.size),
            ..context.clone()
        };
        self.after_break = true;
        inner.iter().for_each(|block| self.block(block, &quote));
        self.set_off(first, 1);
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

    fn verse(&mut self, stanzas: &[Vec<VerseLine>], context: &Context) {
        let parent = Some(self.element(ElementKind::Quote, context.parent));
        let first = self.drafts();
        for stanza in stanzas {
            let element = self.element(ElementKind::Paragraph, parent);
            let stanza_start = self.drafts();
            for (index, verse) in stanza.iter().enumerate() {
                let is_edge = index == 0 || index + 2 == stanza.len();
                self.verse_line(
                    verse,
                    element,
                    context,
                    if is_edge { LONE_VERSE } else { 0 },
                );
            }
            self.set_off(stanza_start, 1);
        }
        self.set_off(first, 1);
        self.after_break = true;
    }

    fn verse_line(
        &mut self,
        verse: &VerseLine,
        element: ElementId,
        context: &Context,
        keeps_next: i64,
    ) {
        let voice = Voice {
            italic: context.italic,
            ..Voice::new(self.design.quote_size.min(context.size), element)
        };
        let mut line = Line::default();
        self.inlines(&verse.text, &voice, &mut line);
        let step = self.design.inset;
        let left = context.left + step * (1 + i64::from(verse.indent));
        let stand = Context {
            left: left + step,
            ..context.clone()
        };
        let room = Room {
            edge: Edge::Ragged,
            ..self.room(&stand, -step)
        };
        let take = Take {
            stretches: line.stretches,
            room,
            left: left + step,
            align: Align::Left,
            hyphenates: false,
            mark: None,
        };
        let notes = line.notes.clone();
        self.push(Draft {
            split: Split::Never,
            keeps_next,
            notes: line.notes,
            ..plain(take)
        });
        self.foot_notes(&notes);
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>], context: &Context) {
        let list = self.element(ElementKind::List, context.parent);
        let first = self.drafts();
        for (index, item) in items.iter().enumerate() {
            let item_element = self.element(ElementKind::ListItem, Some(list));
            let label = self.element(ElementKind::Label, Some(item_element));
            let body = self.element(ElementKind::ListBody, Some(item_element));
            let inner = Context {
                parent: Some(body),
                left: context.left + self.design.inset * 2,
                indents: false,
                ..context.clone()
            };
            let at = self.drafts();
            item.iter().for_each(|block| self.block(block, &inner));
            let text = start.map_or("•".into(), |start| format!("{}.", start as usize + index));
            self.mark_item(at, &text, label, context.size);
        }
        self.set_off(first, if context.left == 0 { 1 } else { 0 });
        self.after_break = true;
    }

    /// Hangs an item's number to the left of its first line.
    fn mark_item(&mut self, at: usize, text: &str, label: ElementId, size: Length) {
        let mut line = Line::default();
        self.plain(text, &Voice::new(size, label), &mut line);
        let gap = size.0 * 2 / 5;
        let draft = self
            .copy
            .chapters
            .last_mut()
            .and_then(|c| c.drafts.get_mut(at));
        if let (Some(draft), Some(stretch)) = (draft, line.stretches.pop()) {
            let width = self
                .founts
                .shaper()
                .shape(&stretch.text, stretch.style)
                .width;
            draft.take.mark = Some(Mark {
                stretch,
                x: -width - gap,
                down: 0,
            });
        }
    }

    fn ornament(&mut self, context: &Context) {
        let element = self.element(ElementKind::Paragraph, context.parent);
        let mut line = Line::default();
        self.plain(
            "*\u{2003}*\u{2003}*",
            &Voice::new(self.design.size, element),
            &mut line,
        );
        let centred = Context {
            align: Align::Centre,
            ..context.clone()
        };
        let take = Take {
            stretches: line.stretches,
            room: self.room(&centred, 0),
            left: context.left,
            align: Align::Centre,
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

    /// The paragraphs of a note, and of the notes called inside it for the first time.
    pub(super) fn note_takes(&mut self, note: NoteIndex) -> Vec<Take> {
        let number = self.copy.numbers[note.0 as usize].to_string();
        let body = self.book.note(note).body.clone();
        self.note_paragraphs(&number, Some(note), &body)
    }

    /// A note's paragraphs, the first with its number, which leads back to the call.
    pub(super) fn note_paragraphs(
        &mut self,
        number: &str,
        note: Option<NoteIndex>,
        body: &[Block],
    ) -> Vec<Take> {
        let element = self.element(ElementKind::Note, self.section);
        let label = self.element(ElementKind::Label, Some(element));
        let mut paragraphs = Vec::new();
        flatten(body, &mut paragraphs);
        if paragraphs.is_empty() {
            paragraphs.push(&[]);
        }
        let mut takes = Vec::new();
        let mut inner_notes = Vec::new();
        for (index, text) in paragraphs.into_iter().enumerate() {
            let paragraph = self.element(ElementKind::Paragraph, Some(element));
            let mut line = Line::default();
            if index == 0 {
                let voice = Voice {
                    link: note.map(|note| Link::Inside(call_target(note))),
                    ..Voice::new(self.design.note_size, label)
                };
                self.plain(number, &voice, &mut line);
                if let Some(stretch) = line.stretches.last_mut() {
                    stretch.style.cut = Cut::Lining;
                    stretch.call = note;
                }
                let gap = Voice::new(self.design.note_size, paragraph);
                self.plain("\u{2002}", &gap, &mut line);
            }
            self.inlines(
                text,
                &Voice::new(self.design.note_size, paragraph),
                &mut line,
            );
            inner_notes.append(&mut line.notes);
            takes.push(self.note_take(line));
        }
        for inner in inner_notes.into_iter().filter(|_| !self.design.endnotes) {
            takes.append(&mut self.note_takes(inner));
        }
        takes
    }

    fn note_take(&self, line: Line) -> Take {
        Take {
            stretches: line.stretches,
            room: Room {
                measure: self.design.measure,
                indent: self.design.note_indent,
                indented: 1,
                em: self.design.note_size.0,
                edge: Edge::Filled,
            },
            left: 0,
            align: Align::Left,
            hyphenates: true,
            mark: None,
        }
    }

    /// Notes at the end, as matter of the last chapter.
    pub(super) fn note_drafts(&mut self, takes: Vec<Take>) {
        for take in takes {
            self.push(plain(take));
        }
    }
}

/// A draft without any white.
fn plain(take: Take) -> Draft {
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
        shift: 0,
        target: None,
        notes: Vec::new(),
    }
}

/// The paragraphs of a note's body, whatever they stand in.
fn flatten<'b>(body: &'b [Block], found: &mut Vec<&'b [Inline]>) {
    for block in body {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => found.push(text),
            Block::Quote(inner) => flatten(inner, found),
            Block::Epigraph { text, source } => {
                flatten(text, found);
                found.extend(source.as_deref());
            }
            Block::Verse(stanzas) => {
                found.extend(stanzas.iter().flatten().map(|line| line.text.as_slice()))
            }
            Block::List { items, .. } => items.iter().for_each(|item| flatten(item, found)),
            Block::Ornament(_) => {}
        }
    }
}
