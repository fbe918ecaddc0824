//! What is no part of the text. In: the look, the section and the number of a page. Out: its running head, its folio, and the
//! rules over its notes and beside its headings.

use super::Pages;
use crate::manifest::settings::RunningHeads;
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::compose::{SectionAt, in_capitals};
use crate::typeset::design::SAFE_MM;
use crate::typeset::face::Style;
use crate::typeset::length::Length;
use crate::typeset::look::{Across, Cut, FolioPlace, NoteRule};
use crate::typeset::page::{Ink, Item, Paint, Side};
use crate::typeset::shape::{self, Type};
use crate::typeset::take::{Align, RuleBeside, Stretch, Take};
use std::borrow::Cow;

/// From the baseline of a running head down to the rule below it, in hundredths of its size.
const HEAD_RULE: i64 = 45;
/// From a running head down to the text at least, in hundredths of the leading.
const HEAD_CLEAR: i64 = 130;
/// The height of capitals, in hundredths of an em.
const CAPITALS: i64 = 70;

impl Pages<'_> {
    /// The words above the text, with the rule below them.
    pub(super) fn running_head(&self, section: Option<&SectionAt>, side: Side) -> Vec<Item> {
        let (form, Some(y)) = (self.design.look.heads, self.head_line()) else {
            return Vec::new();
        };
        let Some(words) = self.head_words(section, side) else {
            return Vec::new();
        };
        let (words, style) = self.cut(&words, form.cut, self.head_size());
        let mut items = self.furniture(&words, style, (side, form.at), y);
        if form.rule > 0 && !items.is_empty() {
            items.push(Item {
                x: Length(self.design.left(side).0),
                y: y + self.head_size().scaled(HEAD_RULE, 100),
                element: None,
                link: None,
                paint: Paint::Ink,
                ink: Ink::Rule {
                    width: Length(self.design.measure),
                    height: Length::pt(form.rule as f64 / 10.0),
                },
            });
        }
        items
    }

    fn head_size(&self) -> Length {
        let form = self.design.look.heads;
        self.design.note_size.scaled(form.size, 100)
    }

    /// The baseline of the running head; None on pages so small that it would touch the text.
    fn head_line(&self) -> Option<Length> {
        let highest = Length::mm(SAFE_MM) + self.design.note_size / 2;
        let y = (self.design.first_baseline - self.design.leading * 2).max(highest);
        let least = self.design.leading.scaled(HEAD_CLEAR, 100);
        (self.design.first_baseline - y >= least).then_some(y)
    }

    fn head_words(&self, section: Option<&SectionAt>, side: Side) -> Option<String> {
        let book = || Some(self.meta.title.clone());
        let own = |said: fn(&SectionAt) -> &Option<String>| section.and_then(|s| said(s).clone());
        // A text of several has its own author and title, as long as it lasts.
        let author = || own(|s| &s.author).or_else(|| self.meta.authors().next().map(Into::into));
        let title = || own(|s| &s.title).or_else(book);
        let words = match (&self.design.running_heads, side) {
            (RunningHeads::None, _) => None,
            (RunningHeads::AuthorTitle, Side::Verso) => author().or_else(title),
            (RunningHeads::AuthorTitle, Side::Recto) => title(),
            (RunningHeads::TitleSection, Side::Verso) => book(),
            (RunningHeads::TitleSection, Side::Recto) => section
                .map(|section| section.heading.clone())
                .filter(|heading| !heading.is_empty())
                .or_else(book),
            (RunningHeads::Words(verso, _), Side::Verso) => Some(verso.clone()),
            (RunningHeads::Words(_, recto), Side::Recto) => Some(recto.clone()),
        };
        words.filter(|words| !words.trim().is_empty())
    }

    /// The page number, below the text or beside the running head.
    pub(in crate::typeset) fn folio(&self, folio: &str, side: Side, has_head: bool) -> Vec<Item> {
        let form = self.design.look.folio;
        let size = self.design.size.scaled(form.size, 100);
        let lowest = self.design.trim.height - Length::mm(SAFE_MM);
        let foot = (self.design.last_baseline() + self.design.leading * 9 / 4).min(lowest);
        let (at, y) = match (form.place, self.head_line()) {
            (FolioPlace::Nowhere, _) => return Vec::new(),
            (FolioPlace::Foot(at), _) => (at, foot),
            (FolioPlace::Head, Some(y)) if has_head => (Across::Outer, y),
            (FolioPlace::Head, _) => (Across::Centre, foot),
        };
        let (words, style) = self.cut(folio, form.cut, size);
        let mut items = self.furniture(&words, style, (side, at), y);
        items
            .iter_mut()
            .for_each(|item| item.paint = Paint::accent(form.is_accent));
        items
    }

    /// Words of the furniture and their type.
    fn cut<'t>(&self, words: &'t str, cut: Cut, size: Length) -> (Cow<'t, str>, Type) {
        let face = |is_display, style| {
            let first = words.chars().find(|c| c.is_alphanumeric()).unwrap_or('0');
            let face = self.founts.face_in(is_display, style, first);
            Type::text(face.unwrap_or(self.founts.regular()), size)
        };
        match cut {
            Cut::SmallCaps => self.founts.in_small_caps(words, size),
            Cut::Plain => (words.into(), Type::text(self.founts.regular(), size)),
            Cut::Italic => (words.into(), face(false, Style::Italic)),
            Cut::Bold => (words.into(), face(false, Style::Bold)),
            Cut::Display => {
                let words = in_capitals(words, &self.meta.language);
                let cut = shape::Cut::Lining;
                (
                    words.into(),
                    Type {
                        cut,
                        ..face(true, Style::Bold)
                    },
                )
            }
        }
    }

    /// A line that is no part of the text; of what is too long, the first line.
    fn furniture(
        &self,
        words: &str,
        style: Type,
        (side, at): (Side, Across),
        y: Length,
    ) -> Vec<Item> {
        let stretch = Stretch {
            text: words.into(),
            style,
            element: None,
            link: None,
            call: None,
            page_of: None,
            language: None,
            is_struck: false,
            is_accent: false,
            anchors: Vec::new(),
            picture: None,
        };
        let align = match (at, side) {
            (Across::Centre, _) => Align::Centre,
            (Across::Outer, Side::Recto) | (Across::Inner, Side::Verso) => Align::Right,
            (Across::Outer, Side::Verso) | (Across::Inner, Side::Recto) => Align::Left,
        };
        let take = Take {
            stretches: vec![stretch],
            room: Room {
                measure: self.design.measure,
                indent: 0,
                indented: 0,
                em: style.size.0,
                edge: Edge::Ragged,
            },
            left: 0,
            align,
            is_backwards: self.design.is_backwards,
            hyphenates: false,
            mark: None,
        };
        let setting = self.set(take);
        if setting.choices.is_empty() {
            return Vec::new();
        }
        self.placer
            .line(&setting, 0, 0, self.design.left(side).0, y)
            .items
    }

    /// The rule over the notes.
    pub(super) fn note_rule(&self, left: i64, first_note: Length) -> Option<Item> {
        let (width, above) = match self.design.look.notes.rule {
            NoteRule::None => return None,
            NoteRule::Short => (self.design.measure / 4, 105),
            // It stands over letters that are higher than the first.
            NoteRule::Full => (self.design.measure, 118),
        };
        Some(Item {
            x: Length(left),
            y: first_note - self.design.note_size.scaled(above, 100),
            element: None,
            link: None,
            paint: Paint::Ink,
            ink: Ink::Rule {
                width: Length(width),
                height: Length::pt(0.4),
            },
        })
    }

    /// The rule beside a heading whose first and last line have these baselines.
    pub(in crate::typeset) fn rule_beside(
        &self,
        rule: &RuleBeside,
        left: i64,
        (first, last): (Length, Length),
    ) -> Item {
        let share = |hundredths: i64| Length(rule.em).scaled(hundredths, 100);
        let gap = Length(rule.gap);
        let y = match rule.is_above {
            true => first - share(CAPITALS) - gap - Length(rule.thickness),
            false => last + gap,
        };
        Item {
            x: Length(left),
            y,
            element: None,
            link: None,
            paint: Paint::accent(rule.is_accent),
            ink: Ink::Rule {
                width: Length(self.design.measure),
                height: Length(rule.thickness),
            },
        }
    }
}
