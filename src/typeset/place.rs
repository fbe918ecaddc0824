//! Lines to glyphs. In: a [`Setting`], one of its choices and a line of it, and where it shall stand. Out: [`Item`]s,
//! with glyphs scaled and spaces stretched so that the line fills its room to the scaled point.

mod casting;

use super::breaking::{Fit, Point, SCALE_LIMIT, SHRINK_LIMIT, Width, fit};
use super::direction::{self, Level};
use super::length::Length;
use super::page::{Ink, Item, Paint, Run, TargetId};
use super::set::Setting;
use super::shape::{Shaped, Shaper, Type};
use super::take::Align;
use crate::book::NoteIndex;
use casting::{Casting, glyph};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a note's number was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Called {
    /// The note.
    pub note: NoteIndex,
    /// Its place.
    pub x: Length,
    /// Its baseline.
    pub y: Length,
}

/// What a line becomes.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Runs, from the side where the book's lines begin.
    pub items: Vec<Item>,
    /// The note numbers in it.
    pub called: Vec<Called>,
    /// The places that links lead to, each with its upper left corner.
    pub anchors: Vec<(TargetId, Length, Length)>,
}

/// Places lines.
pub struct Placer<'a> {
    /// What shapes parted words.
    pub shaper: &'a Shaper,
    /// The numbers of the notes, where they differ from what was set.
    pub numbers: Option<&'a [u32]>,
    /// The numbers of the pages that places stand on, once they are known.
    pub pages: Option<&'a BTreeMap<TargetId, String>>,
    /// Whether the book's lines run from right to left: then all lengths across are from the right, until the page is
    /// mirrored.
    pub is_backwards: bool,
}

/// A stretch of glyphs, or the space after one.
struct Segment<'w> {
    shaped: Arc<Shaped>,
    text: Cow<'w, str>,
    style: Type,
    stretch: u32,
    /// Which way it runs.
    level: Level,
    /// Spaces that are stretched.
    is_space: bool,
}

impl Placer<'_> {
    /// Places line `line` of a choice. `x` is the left edge of the text block, `y` the baseline.
    #[must_use]
    pub fn line(&self, setting: &Setting, choice: usize, line: u16, x: i64, y: Length) -> Placed {
        let ends = &setting.choices[choice].ends;
        let from = if line == 0 {
            0
        } else {
            ends[usize::from(line) - 1] as usize
        };
        let to = ends[usize::from(line)] as usize;
        let mut segments = self.segments(setting, from, to);
        let room = &setting.take.room;
        let points = &setting.words.points;
        let width = room.width(line);
        let mut line_box = LineBox {
            ink: widths(&segments, false),
            sorts: inked(&segments).map(|s| s.shaped.sorts.len()).sum(),
            em: room.em,
            space: widths(&segments, true),
            hang_left: i64::from(points[from].hang_start),
            hang_right: i64::from(points[to].hang_end),
            width,
        };
        let is_filled = room.is_justified() && setting.take.align == Align::Left;
        let fitted = line_box.fit(!is_filled || points[to].is_forced);
        segments = direction::order(segments, |segment| segment.level, self.is_backwards);
        let mut left = x + setting.take.left + room.measure - width;
        let mut align = setting.take.align;
        let closing = self.closing_space(setting, to);
        if setting.take.is_backwards == self.is_backwards {
            segments.extend(closing);
        } else {
            // The paragraph runs against its book: it begins, and has its indent, where others end.
            std::mem::swap(&mut line_box.hang_left, &mut line_box.hang_right);
            left = x + setting.take.left - closing.as_ref().map_or(0, |space| space.shaped.width);
            segments.splice(0..0, closing);
            align = align.turned();
        }
        let start = left + line_box.start(align, is_filled && !points[to].is_forced);
        let mut casting = Casting::new(setting, fitted, (start, y), self.is_backwards);
        casting.spaces = line_box.spaces(fitted, &segments);
        segments.iter().for_each(|segment| casting.add(segment));
        let mut placed = casting.finish();
        if let (0, Some(mark)) = (line, &setting.take.mark) {
            let marks = mark.all().map(|mark| {
                let at = (x + setting.take.left + mark.x, y + Length(mark.down));
                self.mark(mark, at)
            });
            placed.items.splice(0..0, marks);
        }
        placed
    }

    /// What the line says, in order.
    fn segments<'w>(&self, setting: &'w Setting, from: usize, to: usize) -> Vec<Segment<'w>> {
        let words = &setting.words;
        let (start, end) = (&words.places[from], &words.places[to]);
        let first = if from == 0 {
            0
        } else {
            start.word as usize + usize::from(start.cut.is_none())
        };
        let mut segments = Vec::new();
        for index in first..=end.word as usize {
            let word = &words.words[index];
            let begin = start.cut.filter(|_| from > 0 && index == first);
            let stop = end.cut.filter(|_| index == end.word as usize);
            // A word may have any number of parts, and a line few of them.
            let inside = begin.map_or(word.first, |(cut, _)| cut.max(word.first))
                ..stop.map_or(word.end, |(cut, _)| word.end.min(cut + 1));
            for part in inside {
                let at = |cut: Option<(u32, u16)>| cut.filter(|cut| cut.0 == part);
                let begin = at(begin).map_or(0, |cut| cut.1);
                let stop = at(stop).map_or(u16::MAX, |cut| cut.1);
                let adds_hyphen = end.adds_hyphen && end.cut.is_some_and(|(cut, _)| cut == part);
                segments.extend(self.segment(setting, part, (begin, stop), adds_hyphen));
            }
            if index < end.word as usize {
                segments.push(self.space(setting, index, true));
            }
        }
        segments
    }

    /// A part of a word between two of its bytes.
    fn segment<'w>(
        &self,
        setting: &'w Setting,
        part: u32,
        (begin, stop): (u16, u16),
        adds_hyphen: bool,
    ) -> Option<Segment<'w>> {
        let part = &setting.words.parts[part as usize];
        let begin = usize::from(begin);
        let stop = usize::from(stop).min(part.text.len());
        if begin >= stop {
            return None;
        }
        let owner = &setting.words.owners[part.stretch as usize];
        let mut text = Cow::Borrowed(&part.text[begin..stop]);
        if let (Some(note), Some(numbers)) = (owner.call, self.numbers) {
            text = numbers[note.0 as usize].to_string().into();
        }
        if let (Some(target), Some(pages)) = (owner.page_of, self.pages)
            && let Some(page) = pages.get(&target)
        {
            text = page.clone().into();
        }
        let mut shaped = match text == *part.text {
            true => Arc::clone(&part.shaped),
            false => self.shaper.shape(&text, part.style),
        };
        if adds_hyphen {
            shaped = self.shaper.shape(&format!("{text}-"), part.style);
            text.to_mut().push('\u{ad}');
            let mut parted = Shaped::clone(&shaped);
            if let Some(hyphen) = parted.sorts.last_mut() {
                hyphen.bytes = '\u{ad}'.len_utf8() as u8;
            }
            shaped = Arc::new(parted);
        }
        if part.level.is_backwards() {
            text = shaped.seen(&text).into();
        }
        Some(Segment {
            shaped,
            text,
            style: part.style,
            stretch: part.stretch,
            level: part.level,
            is_space: false,
        })
    }

    fn space<'w>(&self, setting: &'w Setting, word: usize, is_space: bool) -> Segment<'w> {
        let words = &setting.words;
        let style = words.words[word].space_style;
        let last = &words.parts[words.words[word].end as usize - 1];
        let next = words
            .words
            .get(word + 1)
            .map(|w| &words.parts[w.first as usize]);
        let is_linked = words.owners[last.stretch as usize].link.is_some();
        let owner = next.filter(|_| is_linked).unwrap_or(last);
        Segment {
            shaped: self.shaper.shape(" ", style),
            text: " ".into(),
            style: if owner.style.cut == style.cut {
                owner.style
            } else {
                style
            },
            stretch: owner.stretch,
            level: words.words[word].space_level,
            is_space,
        }
    }

    /// The space at which the line was broken, for readers that take words by their spaces.
    fn closing_space<'w>(&self, setting: &'w Setting, to: usize) -> Option<Segment<'w>> {
        let place = &setting.words.places[to];
        let is_end = place.word as usize + 1 == setting.words.words.len();
        (place.cut.is_none() && !is_end).then(|| self.space(setting, place.word as usize, false))
    }

    /// What hangs beside a first line; in a book from right to left `1.` has its stop at the left.
    pub(super) fn mark(&self, mark: &super::take::Mark, (x, y): (i64, Length)) -> Item {
        let (text, style) = (&mark.stretch.text, mark.stretch.style);
        let levels = direction::levels(text, self.is_backwards);
        let parts = direction::parts(text, levels.as_deref());
        let mut run = Run {
            face: style.face,
            size: style.size,
            scale: 10_000,
            tracking: Length::ZERO,
            text: String::new(),
            glyphs: Vec::new(),
            is_turned: false,
        };
        for (text, level) in direction::order(parts, |part| part.1, false) {
            let is_backwards = level.is_backwards();
            let style = Type {
                is_backwards,
                ..style
            };
            let shaped = self.shaper.shape(text, style);
            match is_backwards {
                true => run.text.push_str(&shaped.seen(text)),
                false => run.text.push_str(text),
            }
            let glyphs = shaped.sorts.iter().map(|sort| glyph(sort, 0, 0));
            run.glyphs.extend(glyphs);
        }
        Item {
            x: Length(x),
            y,
            element: mark.stretch.element,
            link: None,
            paint: Paint::accent(mark.stretch.is_accent),
            ink: Ink::Glyphs(run),
        }
    }
}

/// The segments that are no spaces between words.
fn inked<'s, 'w>(segments: &'s [Segment<'w>]) -> impl Iterator<Item = &'s Segment<'w>> {
    segments.iter().filter(|segment| !segment.is_space)
}

/// How wide the spaces of a line are, or all else in it.
fn widths(segments: &[Segment<'_>], spaces: bool) -> i64 {
    let own = segments.iter().filter(|segment| segment.is_space == spaces);
    own.map(|segment| segment.shaped.width).sum()
}

/// A line's widths.
#[derive(Clone, Copy, Debug)]
struct LineBox {
    ink: i64,
    sorts: usize,
    em: i64,
    space: i64,
    hang_left: i64,
    hang_right: i64,
    width: i64,
}

impl LineBox {
    fn fit(&self, is_free: bool) -> Fit {
        let from = Point {
            hang_start: self.hang_left as i32,
            ..Point::default()
        };
        let to = Point {
            ink_end: self.ink,
            space_end: self.space,
            sorts_end: self.sorts as i32,
            hang_end: self.hang_right as i32,
            ..Point::default()
        };
        let width = Width {
            width: self.width,
            em: self.em,
            is_free,
        };
        let tightest = Fit {
            scale: -(SCALE_LIMIT as i32),
            tracking: 0,
            stretch: SHRINK_LIMIT,
        };
        let found = fit(&from, &to, width).unwrap_or(tightest);
        if found.stretch == i32::MAX {
            return Fit::default();
        }
        found
    }

    /// Where the first glyph stands, from the left edge of the line's room, which a line may fill.
    fn start(&self, align: Align, fills: bool) -> i64 {
        let natural = self.ink + self.space;
        match align {
            _ if fills => -self.hang_left,
            // What had to be made narrower fills its room.
            Align::Centre | Align::Right if natural > self.width => -self.hang_left,
            Align::Left => -self.hang_left,
            Align::Centre => (self.width - natural) / 2,
            Align::Right => self.width - natural + self.hang_right,
        }
    }

    /// The width of each space, so that all together fill the line exactly.
    fn spaces(&self, fitted: Fit, segments: &[Segment<'_>]) -> Vec<i64> {
        let spaces: Vec<&Segment<'_>> = segments.iter().filter(|s| s.is_space).collect();
        let natural = spaces.iter().map(|s| s.shaped.width);
        if fitted == Fit::default() || self.space == 0 {
            return natural.collect();
        }
        let inked = segments.iter().filter(|s| !s.is_space && s.text != " ");
        let inked = inked.flat_map(|s| &s.shaped.sorts);
        let advance =
            |sort: &super::shape::Sort| glyph(sort, fitted.scale, fitted.tracking).advance().0;
        let ink: i64 = inked.map(advance).sum();
        let target = self.width + self.hang_left + self.hang_right - ink;
        let mut done = 0;
        let mut given = 0;
        natural
            .map(|width| {
                done += width;
                let upto = (i128::from(target) * i128::from(done) / i128::from(self.space)) as i64;
                let own = upto - given;
                given = upto;
                own
            })
            .collect()
    }
}
