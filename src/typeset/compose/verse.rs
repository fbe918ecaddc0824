//! Verse to drafts. In: stanzas. Out: a draft for each line, which is never filled or parted by a hyphen.

use super::Composer;
use super::blocks::{Context, LONE_VERSE, plain};
use super::inlines::{Line, Voice};
use crate::book::VerseLine;
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::makeup::Split;
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::take::{Align, Draft, Take};

impl Composer<'_> {
    pub(super) fn verse(&mut self, stanzas: &[Vec<VerseLine>], context: &Context) {
        let parent = Some(self.element(ElementKind::Quote, context.parent));
        let first = self.drafts();
        self.opens_section = false;
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
            ..self.voice(self.design.quote_size.min(context.size), element)
        };
        let mut line = Line::default();
        self.inlines(&verse.text, &voice, &mut line);
        line.settle();
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
