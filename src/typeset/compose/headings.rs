//! Headings to drafts. In: a heading's level and words. Out: a draft in the last chapter, and an entry of the outline.

use super::Composer;
use super::blocks::{Context, plain};
use super::inlines::{Line, Voice};
use crate::book::{Inline, words};
use crate::typeset::makeup::{STRANDED, Split};
use crate::typeset::page::{ElementKind, OutlineEntry, TargetId};
use crate::typeset::take::{Align, Draft, Take};

/// The part of the measure that stays free on either side of a heading: a line of it should not look like one of text.
const HEADING_ASIDE: i64 = 12;

impl Composer<'_> {
    pub(super) fn heading(&mut self, level: u8, text: &[Inline], context: &Context) {
        let element = self.element(ElementKind::Heading(level.clamp(1, 6)), context.parent);
        let rank = level.saturating_sub(context.top);
        let mut line = Line::default();
        let design = self.design.heading(rank, self.is_chapter_head());
        let voice = Voice {
            italic: design.is_italic,
            small_caps: design.is_small_caps,
            is_title: true,
            ..self.voice(design.size, element)
        };
        self.inlines(text, &voice, &mut line);
        line.settle();
        let before = self.book.notes().len() * 2 + self.copy.anchors.len();
        let target = TargetId((before + self.copy.outline.len()) as u32);
        self.copy.outline.push(OutlineEntry {
            level: rank + 1 + self.depth,
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
            is_backwards: self.is_backwards(),
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
}
