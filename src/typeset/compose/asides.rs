//! Side notes to takes. In: the words of a side note and where its line names it, or blocks that stand beside the next one. Out: a
//! take beside the draft that holds the line, where the outer margin has room for it; else a small paragraph before it.

use super::Composer;
use super::blocks::{Context, LONE_VERSE, plain};
use super::inlines::{Line, Voice};
use super::tables::nothing;
use crate::book::{Block, Inline, NoteIndex, side_notes};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::set::set;
use crate::typeset::take::{Align, Draft, SideNote, Stretch, Take};

/// A side note on its way to the draft of its line.
pub(super) struct Waiting {
    stretches: Vec<Stretch>,
    /// The stretches of its line before it.
    behind: usize,
}

/// Side notes that are blocks, on their way to the draft that comes next.
#[derive(Default)]
pub(super) struct Standing {
    asides: Vec<Waiting>,
    notes: Vec<NoteIndex>,
}

impl Composer<'_> {
    /// Blocks that stand beside the next one; false where they are more than paragraphs, which no margin holds.
    pub(super) fn stand_beside(&mut self, blocks: &[Block], context: &Context) -> bool {
        let lines = blocks.iter().map(|block| match block {
            Block::Paragraph(text) => Some(text),
            _ => None,
        });
        let Some(lines) = lines.collect::<Option<Vec<_>>>() else {
            return false;
        };
        let element = self.element(ElementKind::Note, context.parent);
        for text in lines {
            let paragraph = self.element(ElementKind::Paragraph, Some(element));
            let voice = self.aside_voice(paragraph);
            let mut line = Line::default();
            self.inlines(text, &voice, &mut line);
            line.settle();
            self.foot_notes(&line.notes);
            self.standing.notes.append(&mut line.notes);
            if !line.stretches.is_empty() {
                self.standing.asides.push(Waiting {
                    stretches: line.stretches,
                    behind: 0,
                });
            }
        }
        true
    }

    /// Gives a draft the side notes that wait for the next one.
    pub(super) fn join_standing(&mut self, draft: &mut Draft) {
        if self.standing.asides.is_empty() && self.standing.notes.is_empty() {
            return;
        }
        let Standing { asides, notes } = std::mem::take(&mut self.standing);
        self.asides.splice(..0, asides);
        draft.notes.splice(..0, notes);
    }

    /// Sets the side notes that no block comes behind any more.
    pub(super) fn end_asides(&mut self) {
        let Standing { asides, notes } = std::mem::take(&mut self.standing);
        let mut notes = Some(notes);
        for Waiting { stretches, .. } in asides {
            let mut draft = self.inset(stretches, &plain(nothing()));
            draft.keeps_next = 0;
            draft.notes = notes.take().unwrap_or_default();
            self.push(draft);
        }
    }

    fn aside_voice(&self, paragraph: ElementId) -> Voice {
        Voice {
            italic: self.design.aside.is_none(),
            ..self.voice(self.design.note_size, paragraph)
        }
    }

    /// Elements for the side notes of a line whose own element is made next: they are read before it.
    pub(super) fn expect_asides(&mut self, text: &[Inline], parent: Option<ElementId>) {
        for _ in side_notes(text) {
            let element = self.element(ElementKind::Note, parent);
            self.expected.push_back(element);
        }
    }

    /// Sets the words of a side note, which wait for the draft of their line.
    pub(super) fn aside(&mut self, text: &[Inline], voice: &Voice, line: &mut Line) {
        // What is set again stands without.
        if !voice.calls {
            return;
        }
        let expected = self.expected.pop_front();
        let element = expected.unwrap_or_else(|| self.element(ElementKind::Note, self.section));
        let paragraph = self.element(ElementKind::Paragraph, Some(element));
        let own = Voice {
            language: voice.language.clone(),
            ..self.aside_voice(paragraph)
        };
        let place = self.asides.len();
        let mut inner = Line::default();
        self.inlines(text, &own, &mut inner);
        inner.settle();
        line.notes.append(&mut inner.notes);
        line.anchors.append(&mut inner.anchors);
        if !inner.stretches.is_empty() {
            let waiting = Waiting {
                stretches: inner.stretches,
                behind: line.stretches.len(),
            };
            self.asides.insert(place, waiting);
        }
    }

    /// The side notes that wait, as paragraphs in a place of their own: in a cell, in a note.
    pub(super) fn asides_as_lines(&mut self) -> Vec<Line> {
        self.expected.clear();
        let waiting = std::mem::take(&mut self.asides).into_iter();
        let line = |waiting: Waiting| Line {
            stretches: waiting.stretches,
            ..Line::default()
        };
        waiting.map(line).collect()
    }

    /// Puts the side notes that wait beside a draft, as far as the margin has room; gives those that stand before it.
    pub(super) fn place_asides(&mut self, draft: &mut Draft) -> Vec<Draft> {
        self.expected.clear();
        let waiting = std::mem::take(&mut self.asides);
        let mut lines = 0;
        let mut before = Vec::new();
        for Waiting { stretches, behind } in waiting {
            let margin = self.design.aside.filter(|_| draft.row.is_none());
            let take = margin.map(|aside| self.in_margin(stretches.clone(), aside.width));
            let depth = take.as_ref().map_or(0, |take| self.depth(take));
            let room = self.design.aside.map_or(0, |aside| aside.lines);
            match take {
                Some(take) if lines + depth <= room => {
                    lines += depth;
                    draft.asides.push(SideNote { take, behind });
                }
                _ => before.push(self.inset(stretches, draft)),
            }
        }
        before
    }

    fn in_margin(&self, stretches: Vec<Stretch>, width: i64) -> Take {
        Take {
            stretches,
            room: Room {
                measure: width,
                indent: 0,
                indented: 0,
                em: self.design.note_size.0,
                edge: Edge::Ragged,
            },
            left: 0,
            align: Align::Left,
            is_backwards: self.is_backwards(),
            hyphenates: true,
            mark: None,
        }
    }

    /// How many lines of the margin a side note takes, with the white below it.
    fn depth(&self, take: &Take) -> u32 {
        let set = set(take.clone(), self.founts.shaper(), self.hyphenator, false);
        u32::from(set.lines()) + 1
    }

    /// A small paragraph that stands in on both sides.
    fn inset(&self, stretches: Vec<Stretch>, draft: &Draft) -> Draft {
        let left = match &draft.row {
            Some(_) => 0,
            None => draft.take.left.min(self.design.measure / 2),
        };
        let left = left + self.design.inset;
        let measure = (self.design.measure - left - self.design.inset).max(1);
        let take = self.in_margin(stretches, measure);
        Draft {
            above: draft.above,
            keeps_next: LONE_VERSE,
            is_aside: true,
            ..plain(Take { left, ..take })
        }
    }
}
