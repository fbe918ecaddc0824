//! What stands on pages as pictures do. In: pictures in rows of their own, pictures beyond the edges, rows that are turned. Out:
//! [`Item`]s in their places.

use super::{Mark, Pages, note_marks};
use crate::typeset::length::Length;
use crate::typeset::page::{Ink, Item, Paint, Size};
use crate::typeset::plate::Stands;
use crate::typeset::set::{SetRow, Setting};
use crate::typeset::take::Align;

/// Of what is turned, from the edge of its rows to the first baseline, in percent of the leading.
const FIRST_BASELINE: i64 = 75;

impl Pages<'_> {
    /// A picture that goes beyond the edges of its page; what is said of it stands below it, on the last rows.
    pub(super) fn bare(
        &self,
        row: &SetRow,
        left: i64,
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let held = row.cells.iter().flat_map(|cell| &cell.held);
        let (plates, words): (Vec<&Setting>, Vec<&Setting>) =
            held.partition(|setting| setting.take.plate().is_some());
        let leading = self.design.leading;
        let lines: u16 = words.iter().map(|setting| setting.lines()).sum();
        let (trim, bleed) = (self.design.trim, self.design.bleed);
        let mut y = self.design.last_baseline() - leading * (i64::from(lines) - 1);
        let bottom = match lines {
            0 => trim.height + bleed,
            _ => y - leading * 3 / 2,
        };
        let size = Size {
            width: trim.width + bleed * 2,
            height: bottom + bleed,
        };
        for setting in plates {
            let Some(plate) = setting.take.plate() else {
                continue;
            };
            let anchors = setting.take.stretches.iter().flat_map(|s| &s.anchors);
            marks.extend(anchors.map(|&target| (target, Length::ZERO, Length::ZERO)));
            items.push(Item {
                x: Length::ZERO - bleed,
                y: Length::ZERO - bleed,
                element: plate.element,
                link: None,
                paint: Paint::Ink,
                ink: Ink::Picture(plate.covering(size)),
            });
        }
        for setting in words {
            for line in 0..setting.lines() {
                let placed = self.placer.line(setting, 0, line, left, y);
                note_marks(&placed, false, marks);
                items.extend(placed.items);
                y += leading;
            }
        }
    }

    /// Rows turned by a quarter to the left, in the middle of the measure: they are placed as if the page lay on its side, with
    /// its lower left corner as the upper left one, and then turned.
    pub(super) fn turned(
        &self,
        row: &SetRow,
        rows: u16,
        (left, top, leading): (i64, Length, i64),
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let lines = row.tiers().into_iter().fold(0, u16::saturating_add);
        let depth = leading * i64::from(lines);
        let across = left + ((self.design.measure - depth) / 2).max(0);
        let down = top.0 + leading * (i64::from(rows) - 1);
        let (mut own, mut places) = (Vec::new(), Vec::new());
        let first = Length(leading * FIRST_BASELINE / 100);
        let row = SetRow {
            turned: None,
            ..row.clone()
        };
        self.row(
            (&row, false),
            0..lines,
            (0, first, leading),
            (&mut own, &mut places),
        );
        for mut item in own {
            item.turn((Length(across), Length(down)));
            items.push(item);
        }
        let turned = |(target, x, y): Mark| (target, Length(across) + y, Length(down) - x);
        marks.extend(places.into_iter().map(turned));
    }

    /// A picture in rows of its own, of which some are shown on the page, the first of these at a place. One whose rows are
    /// parted stands where its middle row does, as large as the rows there allow.
    pub(super) fn plate(
        &self,
        (setting, leads): (&Setting, bool),
        (own, shown): (std::ops::Range<u32>, std::ops::Range<u32>),
        (left, top, leading): (i64, Length, i64),
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let here = own.start.max(shown.start)..own.end.min(shown.end);
        let (Some(plate), [stretch]) = (setting.take.plate(), setting.take.stretches.as_slice())
        else {
            return;
        };
        if !here.contains(&((own.start + own.end) / 2)) {
            return;
        }
        let mut plate = plate.clone();
        plate.fit(here.len() as u16);
        let ascent = match plate.stands {
            Stands::Alone { ascent, .. } => ascent,
            Stands::Among(_) => 0,
        };
        let lead = if leads { plate.lead() } else { 0 };
        let free = setting.take.room.measure - plate.width;
        let x = left
            + setting.take.left
            + match setting.take.align {
                Align::Left => 0,
                Align::Centre => free / 2,
                Align::Right => free,
            };
        let y = top + Length(leading * i64::from(here.start - shown.start) - ascent + lead);
        marks.extend(stretch.anchors.iter().map(|&target| (target, Length(x), y)));
        items.push(Item {
            x: Length(x),
            y,
            element: plate.element,
            link: stretch.link.clone(),
            paint: Paint::Ink,
            ink: Ink::Picture(plate.drawn()),
        });
    }

    /// A picture in its room, which stands by itself from some height on.
    pub fn picture(&self, setting: &Setting, left: i64, y: Length) -> Vec<Item> {
        let Some(plate) = setting.take.plate() else {
            return Vec::new();
        };
        let free = setting.take.room.measure - plate.width;
        let aside = match setting.take.align {
            Align::Left => 0,
            Align::Centre => free / 2,
            Align::Right => free,
        };
        vec![Item {
            x: Length(left + setting.take.left + aside),
            y,
            element: plate.element,
            link: None,
            paint: Paint::Ink,
            ink: Ink::Picture(plate.drawn()),
        }]
    }
}
