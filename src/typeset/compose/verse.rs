//! Verse to drafts. In: stanzas. Out: a draft for each line, which is never filled or parted by a hyphen.

use super::Composer;
use super::blocks::{Context, LONE_VERSE, plain};
use super::inlines::{Line, Voice};
use crate::book::{VerseLine, words};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::look::VerseForm;
use crate::typeset::makeup::Split;
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::shape::Type;
use crate::typeset::take::{Align, Draft, Take};

/// What is the same for all lines of a poem.
struct Poem<'c> {
    context: &'c Context,
    size: Length,
    /// From the left edge of the text block to the lines that don't stand in.
    left: i64,
}

impl Composer<'_> {
    pub(super) fn verse(&mut self, stanzas: &[Vec<VerseLine>], context: &Context) {
        let parent = Some(self.element(ElementKind::Quote, context.parent));
        let first = self.drafts();
        self.opens_section = false;
        let size = self.design.quotation.min(context.size);
        let poem = Poem {
            context,
            size,
            left: match self.design.look.verse {
                VerseForm::Inset => context.left + self.design.inset,
                VerseForm::Centred => self.centred(stanzas, size, context),
            },
        };
        for stanza in stanzas {
            let element = self.element(ElementKind::Paragraph, parent);
            let stanza_start = self.drafts();
            for (index, verse) in stanza.iter().enumerate() {
                let is_edge = index == 0 || index + 2 == stanza.len();
                let keeps_next = if is_edge { LONE_VERSE } else { 0 };
                self.verse_line(verse, element, &poem, keeps_next);
            }
            self.set_off(stanza_start, 1);
        }
        self.set_off(first, 1);
        self.after_break = true;
    }

    /// Where lines begin so that the longest stands in the middle; those that are longer than most don't count, and turn over.
    fn centred(&self, stanzas: &[Vec<VerseLine>], size: Length, context: &Context) -> i64 {
        let face = self.founts.regular();
        let shaper = self.founts.shaper();
        let width = |verse: &VerseLine| {
            let own = shaper
                .shape(&words(&verse.text), Type::text(face, size))
                .width;
            own + self.design.inset * i64::from(verse.indent)
        };
        let mut widths: Vec<i64> = stanzas.iter().flatten().map(width).collect();
        widths.sort_unstable();
        let room = self.design.measure - context.left - context.right;
        let widest = widths.iter().rev().find(|&&width| width <= room);
        context.left + (room - widest.copied().unwrap_or(room)) / 2
    }

    fn verse_line(
        &mut self,
        verse: &VerseLine,
        element: ElementId,
        poem: &Poem<'_>,
        keeps_next: i64,
    ) {
        let context = poem.context;
        let voice = Voice {
            italic: context.italic,
            ..self.voice(poem.size, element)
        };
        let mut line = Line::default();
        self.inlines(&verse.text, &voice, &mut line);
        line.settle();
        let step = self.design.inset;
        let left = poem.left + step * i64::from(verse.indent);
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
            is_backwards: self.is_backwards(),
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
}
