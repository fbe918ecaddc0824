//! The first leaves. In: the book's metadata and headings. Out: [`Front`]: half title, title page, colophon, contents.

use super::Composer;
use super::inlines::{Line, Voice};
use super::pictures::Spot;
use crate::book::{ImprintLine, Inline, LISTED_FROM, Listed, Meta, isbn_in_words};
use crate::editions::xml::address;
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::look::Lettering;
use crate::typeset::page::{ElementKind, Link, TargetId};
use crate::typeset::take::{Align, RuleBeside, Take};
use crate::wording::Wording;
use std::sync::Arc;

/// Lines one above the other.
#[derive(Clone, Debug)]
pub struct Stacked {
    /// The words.
    pub take: Take,
    /// White between the line above and this one, beyond the leading.
    pub gap: Length,
    /// Distance of lines.
    pub leading: Length,
    /// Rules over the measure above its first line and below its last.
    pub rules: [Option<RuleBeside>; 2],
}

/// A group of lines on a page of its own.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    /// The lines.
    pub lines: Vec<Stacked>,
    /// From the top edge to the first baseline or, from below, from the top edge to the last.
    pub y: Length,
    /// Whether `y` is the last baseline.
    pub from_below: bool,
}

/// A line of the contents.
#[derive(Clone, Debug)]
pub struct ContentsLine {
    /// The words.
    pub take: Take,
    /// Where they lead.
    pub target: TargetId,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The half title, where the book is long enough.
    pub half_title: Option<Stack>,
    /// The picture opposite the title page, with its caption.
    pub frontispiece: Option<Stack>,
    /// The title page: the title from above, the imprint from below.
    pub title: Vec<Stack>,
    /// The colophon, from below.
    pub colophon: Stack,
    /// The heading of the contents.
    pub contents_title: Option<Take>,
    /// The contents; empty for none.
    pub contents: Vec<ContentsLine>,
}

/// Credits and dates, of the text's size.
pub(super) const PLAIN: Lettering = Lettering::PLAIN;
/// From the top edge to the half title, in hundredths of the page's height.
const HALF_DOWN: i64 = 28;
/// A title page that is fuller than its page is set smaller by so many hundredths at a time, down to the second number.
const SMALLER: (usize, i64) = (6, 40);
/// A publisher's device is as high as so many rows at most.
const LOGO_ROWS: u16 = 5;
/// From so many characters on, some 40 pages, a book has a half title.
const HALF_TITLE: usize = 90_000;

/// A line of the colophon and the address that it leads to.
type Said = (String, Option<String>);

impl Composer<'_> {
    /// Composes the first leaves.
    pub(super) fn front(&mut self) {
        let book = self.book;
        let meta = &book.meta;
        self.section = Some(self.element(ElementKind::Section, None));
        let (row, form) = (self.design.leading, self.design.look.title_page);
        let down = |share: i64| Length(self.design.trim.height.0 * share / 100);
        let (at_half, at_title) = (down(HALF_DOWN.max(form.down)), down(form.down));
        let has_half = self.design.half_title;
        if has_half.unwrap_or_else(|| self.text_length() > HALF_TITLE) {
            let lettering = Lettering {
                size: 120,
                ..form.author
            };
            let title = self.display(&meta.shown_title(), lettering, Length::ZERO);
            self.copy.front.half_title = Some(Stack {
                lines: title.into_iter().collect(),
                y: at_half,
                from_below: false,
            });
        }
        self.copy.front.frontispiece = self.frontispiece(meta);
        let imprint = [meta.publisher.as_deref(), meta.date.as_deref()];
        let mut lines: Vec<Stacked> = self.logo(meta).into_iter().collect();
        for (index, line) in imprint.into_iter().flatten().enumerate() {
            let is_publisher = index == 0 && meta.publisher.is_some();
            let lettering = match is_publisher {
                true => form.publisher,
                false => PLAIN,
            };
            lines.extend(self.display(line, lettering, Length::ZERO));
        }
        if let Some(first) = lines.first_mut() {
            first.rules[0] = self.title_rule(form.foot_rule, PLAIN, true);
        }
        let foot = Stack {
            lines,
            y: self.design.last_baseline(),
            from_below: true,
        };
        let room = self.design.last_baseline() - self.stack_depth(&foot.lines) - row * 2 - at_title;
        let mut lines = Vec::new();
        for share in (SMALLER.1..=100).rev().step_by(SMALLER.0) {
            lines = self.title_lines(meta, share);
            if self.stack_depth(&lines) <= room {
                break;
            }
        }
        let head = Stack {
            lines,
            y: at_title,
            from_below: false,
        };
        self.copy.front.title = vec![head, foot];
        self.copy.front.colophon = Stack {
            lines: self.colophon_lines(meta),
            y: self.design.last_baseline(),
            from_below: true,
        };
        self.contents();
    }

    fn text_length(&self) -> usize {
        let mut length = 0;
        crate::book::visit_inlines(self.book.blocks(), &mut |inline| {
            if let Inline::Text { text, .. } = inline {
                length += text.len();
            }
        });
        length
    }

    /// Translators and editors.
    pub(super) fn credits(&self, meta: &Meta) -> Vec<String> {
        let people = meta.contributors.iter();
        let words = Wording::of(meta);
        people.filter_map(|c| words.credit(c)).collect()
    }

    fn colophon_lines(&mut self, meta: &Meta) -> Vec<Stacked> {
        let series = meta.series.as_ref().map(|(name, number)| match number {
            Some(number) => format!("{name} {number}"),
            None => name.clone(),
        });
        let isbn = meta.isbn.as_deref().map(isbn_in_words);
        let imprint = &meta.imprint;
        let mut whereabouts = imprint.whereabouts();
        // The name stands on the title page; an address wants it once more, unless it has it.
        if let (Some(name), Some(first)) = (&meta.publisher, whereabouts.first())
            && first.words != name
        {
            let (words, to) = (name.as_str(), None);
            whereabouts.insert(0, ImprintLine { words, to });
        }
        let plain = |line: &'_ Option<String>| line.clone().map(|line| (line, None));
        let led = |lines: Vec<ImprintLine<'_>>| -> Vec<Said> {
            let line = |line: &ImprintLine<'_>| (line.words.to_owned(), line.to.map(Into::into));
            lines.iter().map(line).collect()
        };
        let groups: [Vec<Said>; 4] = [
            plain(&series).into_iter().collect(),
            led(whereabouts),
            led(imprint.history())
                .into_iter()
                .chain(plain(&meta.source))
                .chain(plain(&meta.rights))
                .collect(),
            led(imprint.terms()),
        ];
        let is_plain = groups[1].is_empty() && groups[3].is_empty();
        let mut lines: Vec<Stacked> = Vec::new();
        for group in groups
            .into_iter()
            .chain([plain(&isbn).into_iter().collect()])
        {
            for (index, (words, to)) in group.into_iter().enumerate() {
                let Some(mut line) = self.stacked(&words, to.as_deref()) else {
                    continue;
                };
                // Groups are parted where there is more to read than a line or two.
                if index == 0 && !lines.is_empty() && !is_plain {
                    line.gap = self.design.note_leading / 2;
                }
                lines.push(line);
            }
        }
        lines
    }

    /// The publisher's device, which is called by the publisher's name.
    fn logo(&mut self, meta: &Meta) -> Option<Stacked> {
        let logo = meta.imprint.logo.as_ref()?;
        let align = self.design.look.title_page.align;
        let spot = Spot {
            left: match align {
                Align::Centre => self.design.measure / 3,
                _ => 0,
            },
            room: self.design.measure / 3,
            size: self.design.size,
            leading: self.design.leading,
            parent: self.section,
            align,
        };
        let alt = meta.publisher.clone().unwrap_or_default();
        let mut take = self.plate((logo, alt), 0, &spot)?;
        let picture = take.stretches[0].picture.as_mut();
        picture.map(Arc::make_mut)?.fit(LOGO_ROWS);
        Some(Stacked {
            take,
            gap: Length::ZERO,
            leading: self.design.leading * 3 / 2,
            rules: [None; 2],
        })
    }

    /// A line of the colophon, which may lead somewhere.
    fn stacked(&mut self, text: &str, to: Option<&str>) -> Option<Stacked> {
        let element = self.element(ElementKind::Paragraph, self.section);
        let mut voice = Voice::new(self.design.note_size, element);
        voice.link = to.and_then(address).map(Link::Outside);
        if voice.link.is_some() {
            voice.element = self.element(ElementKind::Link, Some(element));
        }
        Some(Stacked {
            take: self.display_take(text, &voice, Align::Left)?,
            gap: Length::ZERO,
            leading: self.design.note_leading,
            rules: [None; 2],
        })
    }

    pub(super) fn display_take(&mut self, text: &str, voice: &Voice, align: Align) -> Option<Take> {
        let mut line = Line::default();
        let voice = Voice {
            is_title: voice.is_title || align == Align::Centre,
            ..voice.clone()
        };
        self.plain(text.trim(), &voice, &mut line);
        let take = Take {
            stretches: line.stretches,
            room: Room {
                measure: self.design.measure,
                indent: 0,
                indented: 0,
                em: voice.size.0,
                edge: if align == Align::Centre {
                    Edge::Balanced
                } else {
                    Edge::Ragged
                },
            },
            left: 0,
            align,
            is_backwards: self.is_backwards(),
            hyphenates: false,
            mark: None,
        };
        (!take.stretches.is_empty()).then_some(take)
    }

    /// The contents, from three headings on or as the manifest says.
    fn contents(&mut self) {
        let book = self.book;
        let all = book.listed();
        let is_wanted = self.design.contents.unwrap_or(all.len() >= LISTED_FROM);
        if !is_wanted || all.is_empty() {
            return;
        }
        let title = self.element(ElementKind::Paragraph, self.section);
        let contents = self.element(ElementKind::Contents, self.section);
        let form = self.design.look.headings[1];
        let size = self.design.size.scaled(form.size, 100);
        let voice = Voice::new(size, title).in_form(&form);
        self.copy.front.contents_title =
            self.display_take(Wording::of(&book.meta).contents, &voice, form.align);
        let first = (book.notes().len() * 2 + self.copy.anchors.len()) as u32;
        for listed in all {
            let element = self.element(ElementKind::ContentsItem, Some(contents));
            let target = TargetId(first + listed.set);
            let line = self.contents_line(&listed, element, target);
            self.copy.front.contents.push(line);
        }
    }

    fn contents_line(
        &mut self,
        listed: &Listed<'_>,
        element: super::ElementId,
        target: TargetId,
    ) -> ContentsLine {
        let voice = Voice {
            link: Some(Link::Inside(target)),
            calls: false,
            ..Voice::new(self.design.quote_size, element)
        };
        let mut line = Line::default();
        self.inlines(listed.text, &voice, &mut line);
        if let Some(author) = &listed.author {
            let italic = Voice {
                italic: true,
                ..voice.clone()
            };
            self.plain(BY, &voice, &mut line);
            self.plain(author, &italic, &mut line);
        }
        for stretch in &mut line.stretches {
            stretch.text = stretch.text.replace('\n', " ");
        }
        let inset = self.design.inset;
        let left = inset * i64::from(listed.rank.min(3)) + inset;
        let take = Take {
            stretches: line.stretches,
            room: Room {
                measure: (self.design.measure - left - inset * 2).max(1),
                indent: -inset,
                indented: 1,
                em: self.design.quote_size.0,
                edge: Edge::Ragged,
            },
            left,
            align: Align::Left,
            is_backwards: self.is_backwards(),
            hyphenates: false,
            mark: None,
        };
        ContentsLine { take, target }
    }
}

/// What stands between the title of a text and who wrote it.
const BY: &str = " · ";
