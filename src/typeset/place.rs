//! Lines to glyphs. In: a [`Setting`], one of its choices and a line of it, and where it shall stand. Out: [`Item`]s,
//! with glyphs scaled and spaces stretched so that the line fills its room to the scaled point.

use super::breaking::{Fit, Point, SCALE_LIMIT, SHRINK_LIMIT, Width, fit};
use super::length::Length;
use super::page::{Glyph, Ink, Item, Run};
use super::set::Setting;
use super::shape::{Shaped, Shaper, Type, is_right_to_left};
use super::take::Align;
use crate::book::NoteIndex;
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
    /// Runs, from left to right.
    pub items: Vec<Item>,
    /// The note numbers in it.
    pub called: Vec<Called>,
}

/// Places lines.
pub struct Placer<'a> {
    /// What shapes parted words.
    pub shaper: &'a Shaper,
    /// The numbers of the notes, where they differ from what was set.
    pub numbers: Option<&'a [u32]>,
}

/// A stretch of glyphs, or the space after one.
struct Segment {
    shaped: Arc<Shaped>,
    text: String,
    style: Type,
    stretch: u32,
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
        let indent = room.measure - width;
        let left = x + setting.take.left + indent;
        let ink: i64 = segments
            .iter()
            .filter(|s| !s.is_space)
            .map(|s| s.shaped.width)
            .sum();
        let space: i64 = segments
            .iter()
            .filter(|s| s.is_space)
            .map(|s| s.shaped.width)
            .sum();
        let inked = segments.iter().filter(|s| !s.is_space);
        let line_box = LineBox {
            ink,
            sorts: inked.map(|s| s.shaped.sorts.len()).sum(),
            em: room.em,
            space,
            hang_left: i64::from(points[from].hang_start),
            hang_right: i64::from(points[to].hang_end),
            width,
        };
        let is_filled = room.is_justified() && setting.take.align == Align::Left;
        let fitted = line_box.fit(!is_filled || points[to].is_forced);
        let start = left + line_box.start(setting.take.align);
        segments.extend(self.closing_space(setting, to));
        let mut casting = Casting::new(setting, fitted, start, y);
        casting.spaces = line_box.spaces(fitted, &segments);
        segments.iter().for_each(|segment| casting.add(segment));
        let mut placed = casting.finish();
        if let (0, Some(mark)) = (line, &setting.take.mark) {
            let at = (x + setting.take.left + mark.x, y + Length(mark.down));
            placed.items.insert(0, self.mark(mark, at));
        }
        placed
    }

    /// What the line says, in order.
    fn segments(&self, setting: &Setting, from: usize, to: usize) -> Vec<Segment> {
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
            for part in word.first..word.end {
                let begin = start.cut.filter(|_| from > 0 && index == first);
                let begin = begin.map_or(0, |(cut, at)| {
                    if part < cut {
                        u16::MAX
                    } else if part == cut {
                        at
                    } else {
                        0
                    }
                });
                let stop = end.cut.filter(|_| index == end.word as usize);
                let stop = stop.map_or(u16::MAX, |(cut, at)| {
                    if part < cut {
                        u16::MAX
                    } else if part == cut {
                        at
                    } else {
                        0
                    }
                });
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
    fn segment(
        &self,
        setting: &Setting,
        part: u32,
        (begin, stop): (u16, u16),
        adds_hyphen: bool,
    ) -> Option<Segment> {
        let part = &setting.words.parts[part as usize];
        let begin = usize::from(begin);
        let stop = usize::from(stop).min(part.text.len());
        if begin >= stop {
            return None;
        }
        let owner = &setting.words.owners[part.stretch as usize];
        let mut text = part.text[begin..stop].to_string();
        if let (Some(note), Some(numbers)) = (owner.call, self.numbers) {
            text = numbers[note.0 as usize].to_string();
        }
        let mut shaped = match text == *part.text {
            true => Arc::clone(&part.shaped),
            false => self.shaper.shape(&text, part.style),
        };
        if adds_hyphen {
            shaped = self.shaper.shape(&format!("{text}-"), part.style);
            text.push('\u{ad}');
            let mut parted = Shaped::clone(&shaped);
            if let Some(hyphen) = parted.sorts.last_mut() {
                hyphen.bytes = '\u{ad}'.len_utf8() as u8;
            }
            shaped = Arc::new(parted);
        }
        if text.starts_with(is_right_to_left) {
            text = as_seen(&text, &shaped);
        }
        Some(Segment {
            shaped,
            text,
            style: part.style,
            stretch: part.stretch,
            is_space: false,
        })
    }

    fn space(&self, setting: &Setting, word: usize, is_space: bool) -> Segment {
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
            is_space,
        }
    }

    /// The space at which the line was broken, for readers that take words by their spaces.
    fn closing_space(&self, setting: &Setting, to: usize) -> Option<Segment> {
        let place = &setting.words.places[to];
        let is_end = place.word as usize + 1 == setting.words.words.len();
        (place.cut.is_none() && !is_end).then(|| self.space(setting, place.word as usize, false))
    }

    fn mark(&self, mark: &super::take::Mark, (x, y): (i64, Length)) -> Item {
        let shaped = self.shaper.shape(&mark.stretch.text, mark.stretch.style);
        Item {
            x: Length(x),
            y,
            element: mark.stretch.element,
            link: None,
            ink: Ink::Glyphs(Run {
                face: mark.stretch.style.face,
                size: mark.stretch.style.size,
                scale: 10_000,
                tracking: Length::ZERO,
                text: mark.stretch.text.clone(),
                glyphs: shaped.sorts.iter().map(|sort| glyph(sort, 0, 0)).collect(),
            }),
        }
    }
}

/// A right-to-left word in the order of its glyphs, as PDF wants it: readers of its text turn it round again.
fn as_seen(text: &str, shaped: &Shaped) -> String {
    let mut end = text.len();
    let mut seen = String::with_capacity(end);
    for sort in &shaped.sorts {
        let start = end.saturating_sub(usize::from(sort.bytes));
        seen.push_str(text.get(start..end).unwrap_or_default());
        end = start;
    }
    seen
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

    /// Where the first glyph stands, from the left edge of the line's room.
    fn start(&self, align: Align) -> i64 {
        let natural = self.ink + self.space;
        match align {
            Align::Left => -self.hang_left,
            Align::Centre => (self.width - natural) / 2,
            Align::Right => self.width - natural + self.hang_right,
        }
    }

    /// The width of each space, so that all together fill the line exactly.
    fn spaces(&self, fitted: Fit, segments: &[Segment]) -> Vec<i64> {
        let spaces: Vec<&Segment> = segments.iter().filter(|s| s.is_space).collect();
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

fn scaled(advance: i32, scale: i32) -> i64 {
    Length(i64::from(advance))
        .scaled(10_000 + i64::from(scale), 10_000)
        .0
}

fn glyph(sort: &super::shape::Sort, scale: i32, tracking: i32) -> Glyph {
    let advance = Length(scaled(sort.advance, scale) + i64::from(tracking));
    let shift = Length(scaled(sort.shift, scale));
    Glyph::new(sort.id, sort.bytes, advance).moved(shift, Length(sort.rise.into()))
}

/// A line on its way to runs.
struct Casting<'a> {
    setting: &'a Setting,
    fitted: Fit,
    x: i64,
    y: Length,
    spaces: Vec<i64>,
    next_space: usize,
    /// The style and stretch of the run that is open.
    open: Option<(Type, u32)>,
    placed: Placed,
}

impl<'a> Casting<'a> {
    fn new(setting: &'a Setting, fitted: Fit, x: i64, y: Length) -> Casting<'a> {
        Casting {
            setting,
            fitted,
            x,
            y,
            spaces: Vec::new(),
            next_space: 0,
            open: None,
            placed: Placed::default(),
        }
    }

    fn add(&mut self, segment: &Segment) {
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
        if let Some(Item {
            ink: Ink::Glyphs(run),
            ..
        }) = self.placed.items.last_mut()
        {
            run.text.push_str(&segment.text);
            run.glyphs.append(&mut glyphs);
        }
    }

    /// Opens a run for a segment, unless the open one will do.
    fn turn_to(&mut self, segment: &Segment) {
        let owners = &self.setting.words.owners;
        let owner = &owners[segment.stretch as usize];
        let is_same = self.open.is_some_and(|(style, stretch)| {
            let old = &owners[stretch as usize];
            style.face == segment.style.face
                && style.size == segment.style.size
                && (stretch == segment.stretch
                    || (old.element == owner.element
                        && old.link == owner.link
                        && old.call == owner.call))
        });
        if is_same {
            return;
        }
        self.open = Some((segment.style, segment.stretch));
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
            ink: Ink::Glyphs(Run {
                face: segment.style.face,
                size: segment.style.size,
                scale: (10_000 + self.fitted.scale) as u16,
                tracking: Length(i64::from(self.fitted.tracking)),
                text: String::new(),
                glyphs: Vec::new(),
            }),
        });
    }

    fn finish(mut self) -> Placed {
        for item in &mut self.placed.items {
            if let Ink::Glyphs(run) = &mut item.ink {
                run.glyphs.shrink_to_fit();
                run.text.shrink_to_fit();
            }
        }
        self.placed
    }
}
