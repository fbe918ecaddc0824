//! Segments to runs. In: the segments of a line in the order in which they stand, and how the line is filled. Out: [`Placed`]: runs of
//! glyphs, rules through struck words, where notes are called and places begin.

use super::{Called, Placed, Segment};
use crate::typeset::breaking::Fit;
use crate::typeset::length::Length;
use crate::typeset::page::{Glyph, Ink, Item, Paint, Run};
use crate::typeset::plate::{OBJECT, Plate, Stands};
use crate::typeset::set::Setting;
use crate::typeset::shape::{Sort, Type};

fn scaled(advance: i32, scale: i32) -> i64 {
    Length(i64::from(advance))
        .scaled(10_000 + i64::from(scale), 10_000)
        .0
}

/// A glyph as wide as its line wants it.
pub(super) fn glyph(sort: &Sort, scale: i32, tracking: i32) -> Glyph {
    let advance = Length(scaled(sort.advance, scale) + i64::from(tracking));
    let shift = Length(scaled(sort.shift, scale));
    Glyph::new(sort.id, sort.bytes, advance).moved(shift, Length(sort.rise.into()))
}

/// A line on its way to runs.
pub(super) struct Casting<'a> {
    setting: &'a Setting,
    fitted: Fit,
    x: i64,
    y: Length,
    /// The width of each space to come.
    pub(super) spaces: Vec<i64>,
    next_space: usize,
    /// Whether glyphs are set from the right, each before the last.
    is_backwards: bool,
    /// The style and stretch of the run that is open.
    open: Option<(Type, u32)>,
    /// Where the last word ends.
    inked: i64,
    placed: Placed,
}

/// From the baseline up to the line through struck words, and its thickness, in 1/1000 em: through the middle of small
/// letters, as thick as a hairline of the type.
const STRIKE: (i64, i64) = (260, 45);

impl<'a> Casting<'a> {
    pub(super) fn new(
        setting: &'a Setting,
        fitted: Fit,
        (x, y): (i64, Length),
        is_backwards: bool,
    ) -> Casting<'a> {
        Casting {
            setting,
            fitted,
            is_backwards,
            x,
            y,
            spaces: Vec::new(),
            next_space: 0,
            open: None,
            inked: x,
            placed: Placed::default(),
        }
    }

    pub(super) fn add(&mut self, segment: &Segment<'_>) {
        let owner = &self.setting.words.owners[segment.stretch as usize];
        if let (Some(plate), OBJECT) = (&owner.picture, segment.text.as_ref()) {
            return self.picture(plate, segment);
        }
        self.turn_to(segment);
        let mut glyphs: Vec<Glyph> = segment
            .shaped
            .sorts
            .iter()
            .map(|s| glyph(s, self.fitted.scale, self.fitted.tracking))
            .collect();
        if segment.is_space {
            let width = self.spaces.get(self.next_space).copied();
            self.next_space += 1;
            if let ([space], Some(width)) = (glyphs.as_mut_slice(), width) {
                *space = space.with_advance(Length(width));
            }
        }
        self.x += glyphs.iter().map(|g| g.advance().0).sum::<i64>();
        if !segment.text.trim().is_empty() {
            self.inked = self.x;
        }
        if let Some(Item {
            ink: Ink::Glyphs(run),
            ..
        }) = self.placed.items.last_mut()
        {
            if self.is_backwards {
                run.text.insert_str(0, &segment.text);
                run.glyphs.splice(0..0, glyphs);
            } else {
                run.text.push_str(&segment.text);
                run.glyphs.append(&mut glyphs);
            }
        }
    }

    /// Draws a picture among words; the next words open a run.
    fn picture(&mut self, plate: &Plate, segment: &Segment<'_>) {
        self.strike();
        self.open = None;
        let owner = &self.setting.words.owners[segment.stretch as usize];
        let sorts = segment.shaped.sorts.iter();
        let width: i64 = sorts.map(|s| scaled(s.advance, self.fitted.scale)).sum();
        let drop = match plate.stands {
            Stands::Among(drop) => Length(drop),
            Stands::Alone { .. } => Length::ZERO,
        };
        let y = self.y + drop - Length(plate.height);
        let anchors = owner.anchors.iter();
        let anchors = anchors.map(|&anchor| (anchor, Length(self.x), y));
        self.placed.anchors.extend(anchors);
        let mut picture = plate.drawn();
        picture.width = Length(width);
        self.placed.items.push(Item {
            x: Length(self.x),
            y,
            element: plate.element,
            link: owner.link.clone(),
            paint: Paint::Ink,
            ink: Ink::Picture(picture),
        });
        self.x += width + i64::from(self.fitted.tracking);
        self.inked = self.x;
    }

    /// Opens a run for a segment, unless the open one will do.
    fn turn_to(&mut self, segment: &Segment<'_>) {
        let owners = &self.setting.words.owners;
        let owner = &owners[segment.stretch as usize];
        let is_same = self.open.is_some_and(|(style, stretch)| {
            let old = &owners[stretch as usize];
            style.face == segment.style.face
                && style.size == segment.style.size
                && (stretch == segment.stretch
                    || (owner.anchors.is_empty()
                        && old.is_struck == owner.is_struck
                        && old.is_accent == owner.is_accent
                        && old.element == owner.element
                        && old.link == owner.link
                        && old.call == owner.call))
        });
        if is_same {
            return;
        }
        self.strike();
        self.open = Some((segment.style, segment.stretch));
        let top = self.y - segment.style.size;
        let anchors = owner.anchors.iter();
        let anchors = anchors.map(|&anchor| (anchor, Length(self.x), top));
        self.placed.anchors.extend(anchors);
        if let Some(note) = owner.call {
            self.placed.called.push(Called {
                note,
                x: Length(self.x),
                y: self.y,
            });
        }
        self.placed.items.push(Item {
            x: Length(self.x),
            y: self.y,
            element: owner.element,
            link: owner.link.clone(),
            paint: Paint::accent(owner.is_accent),
            ink: Ink::Glyphs(Run {
                face: segment.style.face,
                size: segment.style.size,
                scale: (10_000 + self.fitted.scale) as u16,
                tracking: Length(i64::from(self.fitted.tracking)),
                text: String::new(),
                glyphs: Vec::new(),
                is_turned: false,
            }),
        });
    }

    /// Draws the line through the words of the run that ends here, if they are struck.
    fn strike(&mut self) {
        let Some((style, stretch)) = self.open else {
            return;
        };
        let is_struck = self.setting.words.owners[stretch as usize].is_struck;
        let Some(run) = self.placed.items.last().filter(|_| is_struck) else {
            return;
        };
        let (from, thickness) = (run.x, style.size.scaled(STRIKE.1, 1000));
        self.placed.items.push(Item {
            x: from,
            y: self.y - style.size.scaled(STRIKE.0, 1000) - thickness,
            element: None,
            link: None,
            paint: Paint::Ink,
            ink: Ink::Rule {
                width: Length((self.inked - from.0).max(0)),
                height: thickness,
            },
        });
    }

    pub(super) fn finish(mut self) -> Placed {
        self.strike();
        for item in &mut self.placed.items {
            if let Ink::Glyphs(run) = &mut item.ink {
                run.glyphs.shrink_to_fit();
                run.text.shrink_to_fit();
            }
        }
        self.placed
    }
}
