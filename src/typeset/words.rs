//! A paragraph in words. In: a [`Take`]. Out: [`Words`], shaped, with all [`Point`]s where it may be broken.

use super::breaking::Point;
use super::hyphenate::{CutKind, Cutpoint, Hyphenator};
use super::page::{ElementId, Link};
use super::shape::{Shaped, Shaper, Type};
use super::take::{Stretch, Take};
use crate::book::NoteIndex;
use std::sync::Arc;

/// A word or, where its type changes, a part of one.
#[derive(Clone, Debug)]
pub struct Part {
    /// The text.
    pub text: Box<str>,
    /// As shaped whole.
    pub shaped: Arc<Shaped>,
    /// How it is set.
    pub style: Type,
    /// Which of the take's stretches it comes from.
    pub stretch: u32,
}

/// What stands between two spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its parts: from here to the next word's.
    pub first: u32,
    /// One past its last part.
    pub end: u32,
    /// The natural space after it; 0 at a forced line end.
    pub space: i64,
    /// Type of the space after it.
    pub space_style: Type,
}

/// The place in the words that a point breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The word that ends there or is parted there.
    pub word: u32,
    /// The part that is parted, and after how many of its bytes; None after the word.
    pub cut: Option<(u32, u16)>,
    /// Whether a hyphen is added.
    pub adds_hyphen: bool,
}

/// A paragraph in words.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All parts, in order.
    pub parts: Vec<Part>,
    /// All words, in order.
    pub words: Vec<Word>,
    /// Where lines may end, in order; the first is the start.
    pub points: Vec<Point>,
    /// The place of each point.
    pub places: Vec<Place>,
    /// What the stretches belong to.
    pub owners: Vec<Owner>,
    /// Words that are wider than the measure and had to be parted anywhere.
    pub too_wide: Vec<String>,
}

/// What a stretch belongs to.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Its element.
    pub element: Option<ElementId>,
    /// Where it leads.
    pub link: Option<Link>,
    /// The note that it calls.
    pub call: Option<NoteIndex>,
}

/// The price of a hyphen: as much as a line with spaces wider by three tenths.
const HYPHEN: i32 = 210;
/// The price of a line that ends in the text's own hyphen or dash.
const HARD: i32 = 70;
/// Added for parting a compound or a name.
const POOR: i32 = 80;
/// Added for a line that begins with a dash.
const DASH_FIRST: i32 = 150;
/// The price of parting a word anywhere.
const FORCED: i32 = 100_000;

/// Shapes a take and finds its points.
#[must_use]
pub fn words(take: &Take, shaper: &Shaper, hyphenator: &Hyphenator) -> Words {
    let mut maker = Maker {
        shaper,
        hyphenator,
        take,
        made: Words::default(),
        ink: 0,
        space: 0,
        sorts: 0,
        word_start: 0,
    };
    maker.points_begin();
    for (index, stretch) in take.stretches.iter().enumerate() {
        maker.stretch(index as u32, stretch);
        maker.made.owners.push(Owner {
            element: stretch.element,
            link: stretch.link.clone(),
            call: stretch.call,
        });
    }
    maker.finish()
}

struct Maker<'a> {
    shaper: &'a Shaper,
    hyphenator: &'a Hyphenator,
    take: &'a Take,
    made: Words,
    ink: i64,
    space: i64,
    sorts: i32,
    word_start: u32,
}

impl Maker<'_> {
    fn points_begin(&mut self) {
        self.made.points.push(Point::default());
        self.made.places.push(Place {
            word: 0,
            cut: None,
            adds_hyphen: false,
        });
    }

    fn stretch(&mut self, index: u32, stretch: &Stretch) {
        let mut start = 0;
        for (at, c) in stretch.text.char_indices() {
            if !is_space(c) {
                continue;
            }
            self.part(index, stretch, &stretch.text[start..at]);
            self.end_word(stretch, c);
            start = at + c.len_utf8();
        }
        self.part(index, stretch, &stretch.text[start..]);
    }

    fn part(&mut self, index: u32, stretch: &Stretch, text: &str) {
        if text.is_empty() {
            return;
        }
        let style = stretch.style;
        let shaped = self.shaper.shape(text, style);
        let part = self.made.parts.len() as u32;
        if self.take.hyphenates && stretch.call.is_none() {
            self.cuts(part, text, style, &shaped);
        }
        self.ink += shaped.width;
        self.sorts += shaped.sorts.len() as i32;
        self.made.parts.push(Part {
            text: text.into(),
            shaped,
            style,
            stretch: index,
        });
    }

    /// The points inside a part.
    fn cuts(&mut self, part: u32, text: &str, style: Type, whole: &Shaped) {
        let mut cuts = self.hyphenator.cutpoints(text);
        let narrowest = self.take.room.measure - self.take.room.indent.max(0);
        if whole.width > narrowest {
            self.add_forced_cuts(text, style, &mut cuts, narrowest);
        }
        for cut in cuts {
            let at = usize::from(cut.at);
            let is_soft = cut.kind == CutKind::Soft;
            let (before, after) = text.split_at(at);
            let before = match is_soft {
                true => self.shaper.shape(&format!("{before}-"), style),
                false => self.shaper.shape(before, style),
            };
            let after = self.shaper.shape(after, style);
            let penalty = match cut.kind {
                CutKind::Soft => HYPHEN,
                CutKind::Hard => HARD,
                CutKind::Forced => FORCED,
            };
            self.made.points.push(Point {
                ink_end: self.ink + before.width,
                space_end: self.space,
                ink_start: self.ink + whole.width - after.width,
                space_start: self.space,
                sorts_end: self.sorts + before.sorts.len() as i32,
                sorts_start: self.sorts + whole.sorts.len() as i32 - after.sorts.len() as i32,
                hang_end: before.hang_right,
                hang_start: after.hang_left,
                penalty: penalty + if cut.is_poor { POOR } else { 0 },
                is_hyphen: cut.kind != CutKind::Forced,
                is_forced: false,
            });
            self.made.places.push(Place {
                word: self.made.words.len() as u32,
                cut: Some((part, cut.at)),
                adds_hyphen: is_soft,
            });
        }
    }

    /// A word that is wider than the measure may be parted after any letter.
    fn add_forced_cuts(&mut self, text: &str, style: Type, cuts: &mut Vec<Cutpoint>, measure: i64) {
        let edges = cuts.iter().map(|c| usize::from(c.at)).chain([text.len()]);
        let mut start = 0;
        let fits = edges.into_iter().all(|end| {
            let width = self.shaper.shape(&text[start..end], style).width;
            start = end;
            width <= measure * 9 / 10
        });
        if fits {
            return;
        }
        self.made.too_wide.push(text.into());
        for (at, _) in
            unicode_segmentation::UnicodeSegmentation::grapheme_indices(text, true).skip(1)
        {
            cuts.push(Cutpoint {
                at: at.min(usize::from(u16::MAX)) as u16,
                kind: CutKind::Forced,
                is_poor: false,
            });
        }
        cuts.sort_by_key(|c| (c.at, c.kind == CutKind::Forced));
        cuts.dedup_by_key(|c| c.at);
    }

    /// Ends the word before the space `c`; two spaces count as one.
    fn end_word(&mut self, stretch: &Stretch, c: char) {
        let end = self.made.parts.len() as u32;
        let is_break = c == '\n';
        if end == self.word_start {
            if is_break {
                self.force_last();
            }
            return;
        }
        let natural = if is_break {
            0
        } else {
            self.shaper.shape(" ", stretch.style).width
        };
        self.made.words.push(Word {
            first: self.word_start,
            end,
            space: natural,
            space_style: stretch.style,
        });
        if c != '\u{a0}' {
            self.word_point(natural, is_break);
        }
        self.space += natural;
        self.word_start = end;
    }

    /// The point after the last word.
    fn word_point(&mut self, space: i64, is_forced: bool) {
        let word = self.made.words.len() as u32 - 1;
        let last = self.made.parts.last();
        self.made.points.push(Point {
            ink_end: self.ink,
            space_end: self.space,
            ink_start: self.ink,
            space_start: self.space + space,
            sorts_end: self.sorts,
            sorts_start: self.sorts,
            hang_end: last.map_or(0, |part| part.shaped.hang_right),
            hang_start: 0,
            penalty: 0,
            is_hyphen: last.is_some_and(|part| part.text.ends_with(['—', '–', '-'])),
            is_forced,
        });
        self.made.places.push(Place {
            word,
            cut: None,
            adds_hyphen: false,
        });
    }

    fn force_last(&mut self) {
        let is_word_end = self.made.places.last().is_some_and(|p| p.cut.is_none());
        if let (Some(point), true) = (self.made.points.last_mut(), is_word_end) {
            point.is_forced = true;
        }
    }

    /// Ends the last word and looks at what begins each line. After an indent nothing hangs: all indents are the same.
    fn finish(mut self) -> Words {
        let end = self.made.parts.len() as u32;
        if end > self.word_start {
            let style = self.made.parts[end as usize - 1].style;
            self.made.words.push(Word {
                first: self.word_start,
                end,
                space: 0,
                space_style: style,
            });
            self.word_point(0, true);
        }
        let made = &mut self.made;
        if let Some(last) = made.points.last_mut().filter(|_| made.places.len() > 1) {
            last.is_forced = true;
        }
        let count = made.points.len();
        for (index, (point, place)) in made.points.iter_mut().zip(&made.places).enumerate() {
            let next = if index == 0 {
                0
            } else {
                place.word as usize + 1
            };
            let Some(word) = made.words.get(next).filter(|_| place.cut.is_none()) else {
                continue;
            };
            let part = &made.parts[word.first as usize];
            let is_indented = index == 0 && self.take.room.indent > 0;
            point.hang_start = if is_indented {
                0
            } else {
                part.shaped.hang_left
            };
            if index > 0 && index + 1 < count && part.text.starts_with(['—', '–']) {
                point.penalty += DASH_FIRST;
            }
        }
        self.made
    }
}

/// Spaces between words. Spaces of a fixed width belong to their word.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}')
}
