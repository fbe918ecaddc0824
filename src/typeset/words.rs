//! A paragraph in words. In: a [`Take`]. Out: [`Words`], shaped, with all [`Point`]s where it may be broken.

mod parts;

pub use parts::{Owner, Part, Place, Word, Words};

use super::breaking::Point;
use super::direction::{self, Level};
use super::hyphenate::{CutKind, Cutpoint, Hyphenator};
use super::long::{self, Piece};
use super::shape::{Shaped, Shaper, Sort, Type};
use super::take::{Stretch, Take};
use parts::{hang_end, hang_start};
use std::ops::Range;
use std::sync::Arc;

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
    let text: String = take.stretches.iter().map(|s| s.text.as_str()).collect();
    let mut maker = Maker {
        levels: direction::levels(&text, take.is_backwards),
        base: Level::of(take.is_backwards),
        begin: 0,
        shaper,
        hyphenator,
        take,
        made: Words::default(),
        ink: 0,
        space: 0,
        sorts: 0,
        word_start: 0,
        last_space: None,
    };
    maker.points_begin();
    for (index, stretch) in take.stretches.iter().enumerate() {
        maker.stretch(index as u32, stretch);
        maker.begin += stretch.text.len();
        maker.made.owners.push(Owner {
            element: stretch.element,
            link: stretch.link.clone(),
            call: stretch.call,
            page_of: stretch.page_of,
            is_struck: stretch.is_struck,
            is_accent: stretch.is_accent,
            anchors: stretch.anchors.clone(),
            picture: stretch.picture.clone(),
        });
    }
    maker.finish()
}

struct Maker<'a> {
    /// Which way each byte of the take runs, where not all run from left to right.
    levels: Option<Vec<Level>>,
    /// Which way the take runs.
    base: Level,
    /// Where the stretch begins in the take's text.
    begin: usize,
    shaper: &'a Shaper,
    hyphenator: &'a Hyphenator,
    take: &'a Take,
    made: Words,
    ink: i64,
    space: i64,
    sorts: i32,
    word_start: u32,
    /// The type of the last space, and how wide that is.
    last_space: Option<(Type, i64)>,
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
        if let Some(plate) = &stretch.picture {
            return self.picture(index, stretch, plate.width);
        }
        let mut start = 0;
        for (at, c) in stretch.text.char_indices() {
            if !is_space(c) {
                continue;
            }
            self.word(index, stretch, start..at);
            self.end_word(stretch, (at, c));
            start = at + c.len_utf8();
        }
        self.word(index, stretch, start..stretch.text.len());
    }

    /// A picture is a word, or a part of one, as wide as it is.
    fn picture(&mut self, index: u32, stretch: &Stretch, width: i64) {
        let level = match &self.levels {
            Some(levels) => levels[self.begin],
            None => self.base,
        };
        let sort = Sort {
            id: 0,
            bytes: stretch.text.len() as u8,
            advance: width as i32,
            shift: 0,
            rise: 0,
        };
        self.ink += width;
        self.sorts += 1;
        self.made.parts.push(Part {
            text: stretch.text.as_str().into(),
            shaped: Arc::new(Shaped {
                sorts: vec![sort],
                width,
                ..Shaped::default()
            }),
            style: stretch.style,
            stretch: index,
            level,
        });
    }

    /// A word, or what a stretch has of one: parts that run one way each.
    fn word(&mut self, index: u32, stretch: &Stretch, range: Range<usize>) {
        let text = &stretch.text[range.clone()];
        if text.is_empty() {
            return;
        }
        let (start, end) = (self.begin + range.start, self.begin + range.end);
        let levels = self.levels.as_ref().map(|levels| &levels[start..end]);
        for (text, level) in direction::parts(text, levels) {
            self.run(index, stretch, (text, level));
        }
    }

    /// What runs one way: one part of a word, or the pieces of what is too long for one.
    fn run(&mut self, index: u32, stretch: &Stretch, (text, level): (&str, Level)) {
        if text.len() <= long::LONGEST_WORD {
            return self.part(index, stretch, (text, level));
        }
        let pieces = long::pieces(text);
        let may_part = self.may_part(stretch);
        if may_part && pieces.iter().any(|piece| piece.is_data) {
            self.made.too_wide.push(text.into());
        }
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 && may_part {
                self.piece_point(pieces[at - 1]);
            }
            match piece.is_data {
                true => self.data(index, stretch, (piece.text, level)),
                false => self.part(index, stretch, (piece.text, level)),
            }
        }
    }

    /// Whether words are parted here.
    fn may_part(&self, stretch: &Stretch) -> bool {
        self.take.hyphenates && stretch.call.is_none()
    }

    /// The point between two pieces.
    fn piece_point(&mut self, before: Piece<'_>) {
        let last = self.made.parts.last();
        let hang_end = last.map_or(0, |part| hang_end(&part.shaped, part.level, self.base));
        self.made.points.push(Point {
            hang_end,
            penalty: if before.is_data { FORCED } else { HARD },
            is_hyphen: !before.is_data,
            ..self.point_at(0, 0)
        });
        self.made.places.push(Place {
            word: self.made.words.len() as u32,
            cut: Some((self.made.parts.len() as u32, 0)),
            adds_hyphen: false,
        });
    }

    /// A point inside a word, so much ink and so many glyphs behind what was read.
    fn point_at(&self, ink: i64, sorts: i32) -> Point {
        let (ink, sorts) = (self.ink + ink, self.sorts + sorts);
        Point {
            ink_end: ink,
            space_end: self.space,
            ink_start: ink,
            space_start: self.space,
            sorts_end: sorts,
            sorts_start: sorts,
            ..Point::default()
        }
    }

    /// A piece of data, which may be parted between any two letters as they stand.
    fn data(&mut self, index: u32, stretch: &Stretch, (text, level): (&str, Level)) {
        let style = backwards(stretch.style, level);
        let shaped = self.shaper.shape(text, style);
        let part = self.made.parts.len() as u32;
        let places = match self.may_part(stretch) {
            true => long::places(text, &shaped, level.is_backwards()),
            false => Vec::new(),
        };
        for (at, sorts, width) in places {
            self.made.points.push(Point {
                penalty: FORCED,
                ..self.point_at(width, sorts as i32)
            });
            self.made.places.push(Place {
                word: self.made.words.len() as u32,
                cut: Some((part, at as u16)),
                adds_hyphen: false,
            });
        }
        self.add_part((index, style), (text, level), shaped);
    }

    fn add_part(
        &mut self,
        (stretch, style): (u32, Type),
        (text, level): (&str, Level),
        shaped: Arc<Shaped>,
    ) {
        self.ink += shaped.width;
        self.sorts += shaped.sorts.len() as i32;
        self.made.parts.push(Part {
            text: text.into(),
            shaped,
            style,
            stretch,
            level,
        });
    }

    fn part(&mut self, index: u32, stretch: &Stretch, (text, level): (&str, Level)) {
        let style = backwards(stretch.style, level);
        let shaped = self.shaper.shape(text, style);
        let part = self.made.parts.len() as u32;
        if self.may_part(stretch) {
            self.cuts(part, (text, level), (stretch, style), &shaped);
        }
        self.add_part((index, style), (text, level), shaped);
    }

    /// The points inside a part.
    fn cuts(
        &mut self,
        part: u32,
        (text, level): (&str, Level),
        (stretch, style): (&Stretch, Type),
        whole: &Shaped,
    ) {
        let hyphenator = self.hyphenator.of(stretch.language.as_deref());
        let mut cuts = hyphenator.cutpoints(text);
        let narrowest = self.take.room.measure - self.take.room.indent.max(0);
        if whole.width > narrowest {
            self.add_forced_cuts(text, style, Arc::make_mut(&mut cuts), narrowest);
        }
        for cut in cuts.iter() {
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
                hang_end: hang_end(&before, level, self.base),
                hang_start: hang_start(&after, level, self.base),
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

    /// Ends the word before the space `c`, which stands at a byte of the stretch; two spaces count as one.
    fn end_word(&mut self, stretch: &Stretch, (at, c): (usize, char)) {
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
            self.space_in(stretch.style)
        };
        self.made.words.push(Word {
            first: self.word_start,
            end,
            space: natural,
            space_style: stretch.style,
            space_level: (self.levels.as_ref()).map_or(self.base, |levels| levels[self.begin + at]),
        });
        if c != '\u{a0}' {
            self.word_point(natural, is_break);
        }
        self.space += natural;
        self.word_start = end;
    }

    /// The width of a space in some type: mostly that of the space before.
    fn space_in(&mut self, style: Type) -> i64 {
        match self.last_space {
            Some((last, width)) if last == style => width,
            _ => {
                let width = self.shaper.shape(" ", style).width;
                self.last_space = Some((style, width));
                width
            }
        }
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
            hang_end: last.map_or(0, |part| part.hang_end(self.base)),
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
                space_level: self.base,
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
                part.hang_start(self.base)
            };
            if index > 0 && index + 1 < count && part.text.starts_with(['—', '–']) {
                point.penalty += DASH_FIRST;
            }
        }
        self.made
    }
}

/// A type as words of a level are set in it.
fn backwards(style: Type, level: Level) -> Type {
    Type {
        is_backwards: level.is_backwards(),
        ..style
    }
}

/// Spaces between words. Spaces of a fixed width belong to their word.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}')
}
