//! Headings to drafts. In: a heading's level and words. Out: a draft in the last chapter, and an entry of the outline.

use super::Composer;
use super::blocks::{Context, plain};
use super::inlines::{Line, Voice};
use crate::book::{Inline, words};
use crate::source::Span;
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::look::{HeadRule, HeadingForm};
use crate::typeset::makeup::{STRANDED, Split};
use crate::typeset::page::{ElementKind, OutlineEntry, TargetId};
use crate::typeset::take::{Align, Draft, RuleBeside, Take};

/// The part of the measure that stays free on either side of a heading: a line of it should not look like one of text.
const HEADING_ASIDE: i64 = 12;
/// The size of a number on a line of its own, in hundredths of the heading's.
const NUMERAL: i64 = 75;

/// White between a heading's letters and the rule beside it, in hundredths of its size.
const BESIDE: i64 = 38;
/// Headings of this size and more are fitted into their lines, in hundredths of the text's.
const LARGE: i64 = 200;

/// They take one in so many rows of the page at most, and are not made smaller than so many thousandths of their size.
const DEEPEST: i64 = 3;
const SMALLEST: i64 = 250;

/// The number that a heading begins with, where it stands, and what follows it; None for one without, or that is nothing else.
fn numbered(text: &[Inline]) -> Option<(&str, Span, Vec<Inline>)> {
    let (Inline::Text { text: first, at }, others) = text.split_first()? else {
        return None;
    };
    let (number, rest) = first.split_once(' ')?;
    let bare = number.trim_end_matches(['.', ':', ')']);
    let is_figure = bare.chars().all(|c| c.is_ascii_digit());
    let is_roman = bare.chars().all(|c| "IVXLC".contains(c)) && bare != number;
    if bare.is_empty() || !(is_figure || is_roman) || rest.trim().is_empty() && others.is_empty() {
        return None;
    }
    let mut after = vec![Inline::Text {
        text: rest.trim_start().into(),
        at: *at,
    }];
    after.extend(others.iter().cloned());
    Some((number, *at, after))
}

impl Composer<'_> {
    pub(super) fn heading(&mut self, level: u8, text: &[Inline], context: &Context) {
        let element = self.element(ElementKind::Heading(level.clamp(1, 6)), context.parent);
        let rank = level.saturating_sub(context.top);
        let mut line = Line::default();
        let design = self.design.heading(rank, self.is_chapter_head());
        let form = design.form;
        let voice = Voice {
            is_title: true,
            ..self.voice(design.size, element).in_form(&form)
        };
        match form.is_apart.then(|| numbered(text)).flatten() {
            Some((number, at, rest)) => self.apart((number, at, &rest), &voice, &mut line),
            None => self.inlines(text, &voice, &mut line),
        }
        line.settle();
        let share = self.fit(&form, context, &mut line);
        let leading = design.leading.scaled(share, 1000).max(self.design.leading);
        let before = self.book.notes().len() * 2 + self.copy.anchors.len();
        let target = TargetId((before + self.copy.outline.len()) as u32);
        self.copy.outline.push(OutlineEntry {
            level: rank + 1 + self.depth,
            title: words(text).split_whitespace().collect::<Vec<_>>().join(" "),
            target,
        });
        let aside = self.design.measure / HEADING_ASIDE;
        let free = |is_free: bool| if is_free { aside } else { 0 };
        let placed = Context {
            align: form.align,
            size: design.size,
            left: context.left + free(form.align != Align::Left),
            right: context.right + free(form.align != Align::Right),
            ..context.clone()
        };
        let take = Take {
            stretches: line.stretches,
            room: Room {
                edge: Edge::Balanced,
                ..self.room(&placed, 0)
            },
            left: placed.left,
            align: form.align,
            is_backwards: self.is_backwards(),
            hyphenates: false,
            mark: None,
        };
        self.after_break = true;
        let notes = line.notes.clone();
        self.push(Draft {
            above: form.above,
            is_elastic: form.above > 0,
            sink: design.sink,
            split: Split::Never,
            keeps_next: STRANDED,
            leading: Some(leading.0),
            tail: form.tail,
            rule: self.head_rule(form),
            shift: design.shift,
            target: Some(target),
            notes: line.notes,
            ..plain(take)
        });
        self.foot_notes(&notes);
    }

    /// Makes a large heading smaller whose widest word is wider than a line, or that would take more than a share of the page;
    /// returns its size in thousandths of what it was.
    fn fit(&self, form: &HeadingForm, context: &Context, line: &mut Line) -> i64 {
        if form.size < LARGE {
            return 1000;
        }
        let probe = Take {
            stretches: std::mem::take(&mut line.stretches),
            room: self.room(context, 0),
            left: 0,
            align: form.align,
            is_backwards: false,
            hyphenates: false,
            mark: None,
        };
        let widest = probe.stretches.iter().map(|s| s.style.size).max();
        let widest = widest.unwrap_or(self.design.size);
        let mut share = self.fitting(&probe).0 * 1000 / widest.0.max(1);
        let shaper = self.founts.shaper();
        let stretches = probe.stretches.iter();
        let width: i64 = stretches
            .map(|s| shaper.shape(&s.text, s.style).width)
            .sum();
        // Lines are not filled to their ends.
        let room = probe.room.measure.max(1) * 85 / 100;
        let depth = self.design.leading.0 * i64::from(self.design.rows) / DEEPEST;
        let is_deep = |share: i64| {
            let lines = width * share / 1000 / room + 1;
            lines * self.design.leading.0 * form.leading / 100 * share / 1000 > depth
        };
        while share > SMALLEST && is_deep(share) {
            share = share * 95 / 100;
        }
        line.stretches = probe.stretches;
        if share < 1000 {
            for stretch in &mut line.stretches {
                stretch.style.size = stretch.style.size.scaled(share, 1000);
            }
        }
        share
    }

    /// The size in which the widest word of a take fits its measure: its own, or less.
    pub(super) fn fitting(&self, take: &Take) -> Length {
        let size = take.stretches.iter().map(|s| s.style.size).max();
        let size = size.unwrap_or(self.design.size);
        let mut widest = 0;
        let mut word = 0;
        for stretch in &take.stretches {
            for (at, part) in stretch.text.split([' ', '\n']).enumerate() {
                if at > 0 {
                    word = 0;
                }
                word += self.founts.shaper().shape(part, stretch.style).width;
                widest = widest.max(word);
            }
        }
        let room = take.room.measure;
        match widest > room {
            true => size.scaled(room * 99 / 100, widest),
            false => size,
        }
    }

    /// A number and the words that it counts, on lines of their own.
    fn apart(
        &mut self,
        (number, at, rest): (&str, Span, &[Inline]),
        voice: &Voice,
        line: &mut Line,
    ) {
        let numeral = Voice {
            size: voice.size.scaled(NUMERAL, 100),
            italic: false,
            ..voice.clone()
        };
        self.words(number, at, &numeral, line);
        self.plain("\n", voice, line);
        self.inlines(rest, voice, line);
    }

    /// The rule beside a heading.
    fn head_rule(&self, form: HeadingForm) -> Option<RuleBeside> {
        let (is_above, tenths) = match form.rule {
            HeadRule::None => return None,
            HeadRule::Above(tenths) => (true, tenths),
            HeadRule::Below(tenths) => (false, tenths),
        };
        let em = self.design.size.scaled(form.size, 100).0;
        Some(RuleBeside {
            is_above,
            thickness: Length::pt(tenths as f64 / 10.0).0,
            em,
            gap: (em * BESIDE / 100).min(self.design.leading.0 / 2),
            is_accent: form.is_accent,
        })
    }

    /// Whether the chapter is empty as yet.
    fn is_chapter_head(&self) -> bool {
        self.drafts() == 0 && self.design.has_openings
    }

    /// A heading that is not in the text.
    pub(super) fn added_heading(&mut self, title: &str, context: &Context) {
        let nowhere = crate::source::Span {
            source: 0,
            start: 0,
            end: 0,
        };
        let text = [Inline::Text {
            text: title.into(),
            at: nowhere,
        }];
        self.heading(context.top, &text, context);
    }
}
