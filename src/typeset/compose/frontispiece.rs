//! The picture opposite the title page. In: the picture and what is said of it. Out: both, one below the other, a little above the middle
//! of their page.

use super::Composer;
use super::front::{Stack, Stacked};
use super::inlines::Voice;
use super::pictures::Spot;
use crate::book::{Meta, Picture, Width};
use crate::typeset::length::Length;
use crate::typeset::page::ElementKind;
use crate::typeset::take::Align;
use std::sync::Arc;

/// Of the white above and below, so many hundredths stand above: what stands in the middle looks as if it sank.
const ABOVE: i64 = 42;

impl Composer<'_> {
    /// The picture with its caption, as large as the text block allows; None where there is none, or no file of it.
    pub(super) fn frontispiece(&mut self, meta: &Meta) -> Option<Stack> {
        let wanted = meta.frontispiece.as_ref()?;
        let caption = wanted.caption.as_deref().unwrap_or_default();
        let row = self.design.leading;
        let element = self.element(ElementKind::Paragraph, self.section);
        let mut voice = Voice::new(self.design.note_size, element);
        voice.italic = true;
        let take = self.display_take(caption, &voice, Align::Centre);
        let words = take.map(|take| Stacked {
            take,
            gap: self.design.note_leading,
            leading: self.design.note_leading,
            rules: [None; 2],
        });
        let depth = words
            .iter()
            .map(|words| self.stack_depth(std::slice::from_ref(words)) + row);
        let below = depth.fold(Length::ZERO, |sum, depth| sum + depth);
        let taken = u16::try_from(below.0 / row.0.max(1)).unwrap_or(u16::MAX);
        let rows = self.design.rows.saturating_sub(taken).max(1);
        let spot = Spot {
            left: 0,
            room: self.design.measure,
            size: self.design.size,
            leading: row,
            parent: self.section,
            align: Align::Centre,
        };
        let picture = Picture {
            width: wanted.picture.width.or(Some(Width::Percent(100))),
            ..wanted.picture.clone()
        };
        let says = wanted.describes.as_deref().unwrap_or(caption);
        let mut take = self.plate((&picture, says.into()), 0, &spot)?;
        let plate = take.stretches[0].picture.as_mut().map(Arc::make_mut)?;
        plate.fit(rows);
        let high = Length(plate.height);
        let mut lines = vec![Stacked {
            take,
            gap: Length::ZERO,
            leading: Length::ZERO,
            rules: [None; 2],
        }];
        lines.extend(words);
        let top = self.design.first_baseline - self.design.size.scaled(72, 100);
        let free = self.design.last_baseline() - top - high - below;
        Some(Stack {
            lines,
            y: top + free.max(Length::ZERO).scaled(ABOVE, 100),
            from_below: false,
        })
    }
}
