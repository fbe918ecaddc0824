//! Pictures to drafts. In: a picture and its caption. Out: one draft of both, which no page parts; pictures beside each other, and
//! those in notes and cells; among words a picture is as high as they are. What has no file is set as its description.

use super::Composer;
use super::blocks::{Context, plain};
use super::inlines::{Line, Voice};
use super::tables::nothing;
use crate::book::{Block, Inline, NoteIndex, Picture, Placement, Width, only_pictures};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::makeup::{Berth, Split};
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::plate::{OBJECT, Plate, Stands};
use crate::typeset::shape::Type;
use crate::typeset::take::{Align, Draft, Stretch, TableCell, TableRow, Take};
use std::sync::Arc;

/// Pixels to the inch of a picture whose width nobody gives: such a one is sharp in print.
const PIXELS: i64 = 200;
/// From the baseline up to the top of capitals, in percent of the type size.
const CAPITALS: i64 = 72;
/// White between a picture and its caption, in percent of the leading.
const GAP: i64 = 55;
/// White between two pictures beside each other, in percent of the type size.
const BESIDE: i64 = 120;
/// Pictures beside each other are as wide as so many ems at least, or fewer stand in a row.
const NARROWEST: i64 = 7;
/// Among words: height, and how far below the baseline, in percent of the type size, so that no other line is touched.
const AMONG: (i64, i64) = (100, 20);
/// Among words: the widest in ems.
const WIDEST: i64 = 8;
/// Rows that a picture in a note takes at most.
pub(super) const NOTE_ROWS: u16 = 8;

/// Where a picture stands.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    /// From the left edge of the text block.
    pub left: i64,
    /// How wide it may be.
    pub room: i64,
    /// Size of the type beside it.
    pub size: Length,
    /// Distance of the rows.
    pub leading: Length,
    pub parent: Option<ElementId>,
    pub align: Align,
}

impl Composer<'_> {
    /// The place that a context has.
    fn place_of(&self, context: &Context) -> Spot {
        Spot {
            left: context.left,
            room: (self.design.measure - context.left - context.right).max(1),
            size: context.size,
            leading: self.design.leading,
            parent: context.parent,
            align: match context.align {
                Align::Right => Align::Right,
                Align::Left | Align::Centre => Align::Centre,
            },
        }
    }

    /// A picture with its caption.
    pub(super) fn figure(&mut self, picture: &Picture, caption: &[Inline], context: &Context) {
        self.opens_section = false;
        if self.book.image(picture).is_none() {
            return self.described(picture, caption, context);
        }
        let wide = Picture {
            // One that has a page fills it, unless it shall be narrower.
            width: match (picture.placement.has_page(), picture.width) {
                (true, None) => Some(Width::Percent(100)),
                (_, width) => width,
            },
            ..picture.clone()
        };
        let Some((cell, notes)) = self.captioned((&wide, caption), context) else {
            return;
        };
        self.row_of_pictures(vec![cell], notes, context);
        let drafts = self.copy.chapters.last_mut().map(|c| &mut c.drafts);
        // Only what stands by itself in the text is free to stand elsewhere.
        let is_free = context.left == 0 && context.right == 0;
        if let Some(row) = drafts
            .and_then(|drafts| drafts.last_mut())
            .and_then(|draft| draft.row.as_mut())
        {
            row.berth = berth(picture.placement).filter(|_| is_free);
            row.is_fixed = picture.placement == Placement::Here;
        }
    }

    /// A picture and its caption below it, with the notes that this calls first.
    fn captioned(
        &mut self,
        (picture, caption): (&Picture, &[Inline]),
        context: &Context,
    ) -> Option<(Vec<Take>, Vec<NoteIndex>)> {
        let parent = Some(self.element(ElementKind::Division, context.parent));
        let place = Spot {
            parent,
            ..self.place_of(context)
        };
        let gap = match caption.is_empty() {
            true => 0,
            false => self.design.leading.scaled(GAP, 100).0,
        };
        let alt = picture.description(caption);
        let mut plate = self.plate((picture, alt), gap, &place)?;
        let (below, line) = self.caption_take(caption, parent, context);
        plate.stretches[0].anchors = line.anchors;
        let cell = std::iter::once(plate).chain(below);
        Some((cell.collect(), line.notes))
    }

    /// The description and the caption of a picture that has no file.
    fn described(&mut self, picture: &Picture, caption: &[Inline], context: &Context) {
        let is_said = picture.alt.is_empty() && !caption.is_empty();
        if !is_said {
            let words = Inline::Text {
                text: picture.stand_in(caption),
                at: picture.at,
            };
            self.paragraph(&[words], context);
        }
        if !caption.is_empty() {
            self.paragraph(caption, context);
        }
    }

    /// Pictures beside each other, where a paragraph holds nothing else and has the file of each.
    pub(super) fn pictures(&mut self, text: &[Inline], context: &Context) -> bool {
        let Some(pictures) = self.held(text) else {
            return false;
        };
        self.opens_section = false;
        for row in pictures.chunks(self.beside(context)) {
            let places = self.shares(row.len(), context);
            let cells = row.iter().zip(places).filter_map(|(picture, place)| {
                let plate = self.plate((picture, picture.alt.clone()), 0, &place)?;
                Some(vec![plate])
            });
            let cells = cells.collect();
            self.row_of_pictures(cells, Vec::new(), context);
        }
        true
    }

    /// Pictures with their captions beside each other, where some blocks are nothing else and each has its file.
    pub(super) fn figures(&mut self, blocks: &[Block], context: &Context) -> bool {
        let figures = blocks.iter().map(|block| match block {
            Block::Picture { picture, caption } if self.book.image(picture).is_some() => {
                Some((picture, caption.as_slice()))
            }
            _ => None,
        });
        let Some(figures) = figures.collect::<Option<Vec<_>>>() else {
            return false;
        };
        self.opens_section = false;
        for row in figures.chunks(self.beside(context)) {
            let places = self.shares(row.len(), context);
            let (mut cells, mut notes) = (Vec::new(), Vec::new());
            for ((picture, caption), place) in row.iter().zip(places) {
                let own = Context {
                    left: place.left,
                    right: self.design.measure - place.left - place.room,
                    ..context.clone()
                };
                let Some((takes, called)) = self.captioned((picture, caption), &own) else {
                    continue;
                };
                cells.push(takes);
                notes.extend(called);
            }
            self.row_of_pictures(cells, notes, context);
        }
        true
    }

    /// How many pictures stand in a row at most.
    fn beside(&self, context: &Context) -> usize {
        let gap = context.size.scaled(BESIDE, 100).0;
        let least = context.size.0 * NARROWEST;
        ((self.place_of(context).room + gap) / (least + gap)).max(1) as usize
    }

    /// The places of so many pictures beside each other.
    fn shares(&self, count: usize, context: &Context) -> Vec<Spot> {
        let whole = self.place_of(context);
        let gap = context.size.scaled(BESIDE, 100).0;
        let count = count as i64;
        let room = ((whole.room - gap * (count - 1)) / count).max(1);
        let lefts = (0..count).map(|n| whole.left + n * (room + gap));
        lefts
            .map(|left| Spot {
                left,
                room,
                ..whole
            })
            .collect()
    }

    /// The pictures of a text that holds nothing else, if each has its file.
    fn held(&self, text: &[Inline]) -> Option<Vec<Picture>> {
        let pictures = only_pictures(text)?;
        let are_held = pictures
            .iter()
            .all(|picture| self.book.image(picture).is_some());
        are_held.then(|| pictures.into_iter().cloned().collect())
    }

    /// Pictures below each other, where a note or a cell has nothing else in a paragraph.
    pub(super) fn stacked_pictures(
        &mut self,
        text: &[Inline],
        place: &Spot,
        rows: u16,
    ) -> Option<Vec<Take>> {
        let pictures = self.held(text)?;
        let mut takes = Vec::new();
        for picture in &pictures {
            let alt = picture.alt.clone();
            let mut take = self.plate((picture, alt), 0, place)?;
            if let Some(plate) = take.stretches[0].picture.as_mut() {
                Arc::make_mut(plate).fit(rows);
            }
            takes.push(take);
        }
        Some(takes)
    }

    /// How wide a picture wants to be in such a room.
    pub(super) fn width_of(&self, picture: &Picture, room: i64) -> i64 {
        let pixels = self.book.image(picture).map_or(1, |image| image.width);
        let natural = Length::pt(72.0).0 * i64::from(pixels) / PIXELS;
        let wanted = match picture.width {
            Some(Width::Percent(percent)) => room * i64::from(percent) / 100,
            Some(Width::TenthMm(tenths)) => Length::mm(f64::from(tenths) / 10.0).0,
            None => natural,
        };
        wanted.min(room).max(1)
    }

    /// A picture as a take of its own.
    pub(super) fn plate(
        &mut self,
        (picture, alt): (&Picture, String),
        gap: i64,
        place: &Spot,
    ) -> Option<Take> {
        let image = Arc::clone(self.book.image(picture)?);
        let element = (!alt.is_empty()).then(|| self.element(ElementKind::Figure, place.parent));
        let width = self.width_of(picture, place.room);
        let plate = Plate {
            height: height(width, (image.width, image.height)),
            image,
            alt,
            at: picture.at,
            element,
            width,
            stands: Stands::Alone {
                leading: place.leading.0,
                ascent: place.size.scaled(CAPITALS, 100).0,
                gap,
            },
        };
        let stretch = self.stretch_of(plate, element, place.size);
        Some(Take {
            stretches: vec![stretch],
            room: Room {
                measure: place.room,
                indent: 0,
                indented: 0,
                em: place.size.0,
                edge: Edge::Ragged,
            },
            left: place.left,
            align: place.align,
            is_backwards: self.is_backwards(),
            hyphenates: false,
            mark: None,
        })
    }

    fn stretch_of(&self, plate: Plate, element: Option<ElementId>, size: Length) -> Stretch {
        Stretch {
            text: OBJECT.into(),
            style: Type::text(self.founts.regular(), size),
            element,
            link: None,
            call: None,
            page_of: None,
            language: None,
            is_struck: false,
            is_accent: false,
            anchors: Vec::new(),
            picture: Some(plate.into()),
        }
    }

    /// A picture among words, as high as they are.
    pub(super) fn picture(&mut self, picture: &Picture, voice: &Voice, line: &mut Line) {
        let Some(image) = self.book.image(picture).map(Arc::clone) else {
            return self.words(&picture.stand_in(&[]), picture.at, voice, line);
        };
        let size = (image.width, image.height);
        let high = voice.size.scaled(AMONG.0, 100).0;
        let wide = (i128::from(high) * i128::from(size.0) / i128::from(size.1.max(1))) as i64;
        let width = wide.clamp(1, voice.size.0 * WIDEST);
        let alt = picture.alt.clone();
        let element =
            (!alt.is_empty()).then(|| self.element(ElementKind::Figure, Some(voice.element)));
        let plate = Plate {
            height: height(width, size).min(high),
            image,
            alt,
            at: picture.at,
            element,
            width,
            stands: Stands::Among(voice.size.scaled(AMONG.1, 100).0),
        };
        let stretch = self.stretch_of(plate, Some(voice.element), voice.size);
        line.stretches.push(Stretch {
            link: voice.link.clone(),
            language: voice.language.clone(),
            anchors: std::mem::take(&mut line.anchors),
            ..stretch
        });
    }

    /// What a picture is called, below it; with the notes that it calls first, and places that found no words.
    fn caption_take(
        &mut self,
        caption: &[Inline],
        parent: Option<ElementId>,
        context: &Context,
    ) -> (Option<Take>, Line) {
        let below = self.caption_context(context);
        let element = self.element(ElementKind::Caption, parent);
        let voice = Voice {
            italic: true,
            ..self.voice(below.size, element)
        };
        let mut line = Line::default();
        self.inlines(caption, &voice, &mut line);
        line.settle();
        let take = Take {
            room: self.room(&below, 0),
            stretches: std::mem::take(&mut line.stretches),
            left: below.left,
            align: Align::Centre,
            is_backwards: self.is_backwards(),
            hyphenates: false,
            mark: None,
        };
        (Some(take).filter(|take| !take.stretches.is_empty()), line)
    }

    /// Pictures in the column, with what belongs to each below it.
    fn row_of_pictures(&mut self, cells: Vec<Vec<Take>>, notes: Vec<NoteIndex>, context: &Context) {
        let called = notes.clone();
        self.push(Draft {
            above: 1,
            below: 1,
            is_elastic: true,
            split: Split::Never,
            notes,
            row: Some(TableRow {
                cells: cells.into_iter().map(TableCell::of).collect(),
                is_figure: true,
                ..TableRow::default()
            }),
            ..plain(Take {
                left: context.left,
                ..nothing()
            })
        });
        self.foot_notes(&called);
        self.after_break = true;
    }
}

/// Where a picture stands, if not in its order.
fn berth(placement: Placement) -> Option<Berth> {
    match placement {
        Placement::Usual | Placement::Here => None,
        Placement::Top => Some(Berth::Top),
        Placement::Bottom => Some(Berth::Foot),
        Placement::Page => Some(Berth::Alone),
        Placement::Bleed => Some(Berth::Bare),
    }
}

/// The height that goes with a width.
fn height(width: i64, (across, down): (u32, u32)) -> i64 {
    let height = i128::from(width) * i128::from(down) / i128::from(across.max(1));
    (height as i64).max(1)
}
