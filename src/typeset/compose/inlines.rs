//! Inlines to stretches. In: what stands in a line. Out: [`Stretch`]es, each of one face, with calls and links.

use super::caps::{in_capitals, scaled_caps};
use super::preformatted::TYPEWRITER;
use super::{Composer, body_target};
use crate::book::{Inline, NoteIndex, addresses, words};
use crate::editions::xml::address;
use crate::manifest::settings::Links;
use crate::source::Span;
use crate::source::markdown::class;
use crate::typeset::face::{FaceId, Style};
use crate::typeset::hyphenate::NO_LANGUAGE;
use crate::typeset::length::Length;
use crate::typeset::look::{Case, HeadingForm};
use crate::typeset::page::{ElementId, ElementKind, Link, TargetId};
use crate::typeset::shape::{Cut, Type};
use crate::typeset::spacing::{Binding, bound_spaces, fixed_spaces};
use crate::typeset::stand_in::Missing;
use crate::typeset::take::Stretch;
use crate::wording::Wording;
use std::sync::Arc;

/// Whether words stand on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    None,
    Raised,
    Lowered,
}

/// How inlines are set.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    pub size: Length,
    pub italic: bool,
    pub bold: bool,
    /// Small capitals instead of all else.
    pub small_caps: bool,
    /// Small capitals beside full ones, as words of the text have them.
    pub mixed_caps: bool,
    /// Above or below the line.
    pub shift: Shift,
    pub element: ElementId,
    pub link: Option<Link>,
    /// Where it is not the book's.
    pub language: Option<Arc<str>>,
    /// Whether a line goes through the words.
    pub is_struck: bool,
    /// Whether they have the accent's colour.
    pub is_accent: bool,
    /// Whether they are set in capitals.
    pub capitals: bool,
    /// Whether they are set in the display family.
    pub is_display: bool,
    /// Whether small words of a title stay with what they lean on, whatever room there is.
    pub keeps: bool,
    /// Whether they are set in letters of one width.
    pub is_typewriter: bool,
    /// Whether they are a title or a heading.
    pub is_title: bool,
    /// Whether calls are set: not where a heading's words are set again.
    pub calls: bool,
}

impl Voice {
    pub(super) fn new(size: Length, element: ElementId) -> Voice {
        Voice {
            size,
            italic: false,
            bold: false,
            small_caps: false,
            mixed_caps: false,
            shift: Shift::None,
            element,
            link: None,
            language: None,
            is_struck: false,
            capitals: false,
            is_display: false,
            keeps: false,
            is_accent: false,
            is_typewriter: false,
            is_title: false,
            calls: true,
        }
    }

    /// The same as a form of headings wants it.
    pub(super) fn in_form(self, form: &HeadingForm) -> Voice {
        Voice {
            italic: form.is_italic,
            bold: form.is_bold,
            small_caps: form.case == Case::Small,
            capitals: form.case == Case::Capitals,
            is_display: form.is_display,
            is_accent: form.is_accent,
            ..self
        }
    }

    fn style(&self) -> Style {
        match (self.bold, self.italic) {
            (false, false) => Style::Regular,
            (false, true) => Style::Italic,
            (true, false) => Style::Bold,
            (true, true) => Style::BoldItalic,
        }
    }
}

/// Stretches, and the notes that they call for the first time.
#[derive(Default)]
pub(super) struct Line {
    pub stretches: Vec<Stretch>,
    pub notes: Vec<NoteIndex>,
    /// Places that links lead to, which wait for words.
    pub anchors: Vec<TargetId>,
}

impl Line {
    /// Places that no words came after are those of the last words.
    pub fn settle(&mut self) {
        if let Some(last) = self.stretches.last_mut() {
            last.anchors.append(&mut self.anchors);
        }
    }
}

impl Composer<'_> {
    /// How words of the text are set.
    pub(super) fn voice(&self, size: Length, element: ElementId) -> Voice {
        Voice {
            language: self.language.clone(),
            ..Voice::new(size, element)
        }
    }

    /// Adds inlines to a line.
    pub(super) fn inlines(&mut self, inlines: &[Inline], voice: &Voice, line: &mut Line) {
        for inline in inlines {
            if let Some(words) = inline.side_note() {
                self.aside(words, voice, line);
                continue;
            }
            let mut inner = voice.clone();
            match inline {
                Inline::Text { text, at } => self.linked_words(text, *at, voice, line),
                Inline::Emphasis(_) => inner.italic = !voice.italic,
                Inline::Strong(_) => inner.bold = true,
                Inline::SmallCapitals(_) => inner.mixed_caps = true,
                Inline::Raised(_) => inner.shift = Shift::Raised,
                Inline::Lowered(_) => inner.shift = Shift::Lowered,
                Inline::Struck(_) => inner.is_struck = true,
                Inline::Span { of, .. } => {
                    if let Some(tag) = &of.language {
                        let parent = Some(voice.element);
                        inner.element = self.element_in(ElementKind::Span, parent, tag);
                        inner.language = Some(tag.as_str().into());
                    }
                    inner.mixed_caps |= of.has(class::SPEAKER);
                    inner.italic ^= of.has(class::STAGE);
                }
                Inline::Link { to, .. } => {
                    inner.link = match to.starts_with('#') {
                        true => self.place(to).map(Link::Inside),
                        false => address(to).map(Link::Outside),
                    };
                    if inner.link.is_some() {
                        inner.element = self.element(ElementKind::Link, Some(voice.element));
                    }
                }
                Inline::Typewriter(_) => {
                    inner.is_typewriter = true;
                    inner.size = voice.size.scaled(TYPEWRITER, 100);
                    inner.language = Some(NO_LANGUAGE.into());
                }
                Inline::Picture(picture) => self.picture(picture, voice, line),
                Inline::Anchor(name) => {
                    let target = self.copy.anchors.get(name);
                    line.anchors.extend(target);
                }
                Inline::Call { note, .. } if voice.calls => self.call(*note, voice, line),
                Inline::Call { .. } => {}
                Inline::PageTurn { .. } => {}
                Inline::Break => self.plain("\n", voice, line),
            }
            self.inlines(inline.inner(), &inner, line);
            if let Inline::Span { of, text } = inline
                && of.has(class::PAGE_REFERENCE)
            {
                self.page_reference(text, voice, line);
            }
            if let Inline::Link { to, text } = inline {
                self.printed_address(to, &words(text), voice, line);
            }
        }
    }

    /// The address of a link behind its words, where it can be read on paper.
    fn printed_address(&mut self, to: &str, said: &str, voice: &Voice, line: &mut Line) {
        let Some(shown) = shown_address(to).filter(|shown| !said.contains(shown)) else {
            return;
        };
        // Those of the text have notes by now.
        let is_printed = match self.design.links {
            Links::After => true,
            Links::Note => self.in_note,
            Links::None => false,
        };
        if !is_printed || voice.is_title || !voice.calls {
            return;
        }
        let aside = Voice {
            language: Some(NO_LANGUAGE.into()),
            ..voice.clone()
        };
        self.plain(" (", voice, line);
        self.plain(shown, &aside, line);
        self.plain(")", voice, line);
    }

    /// The page of the place that a link leads to, behind its words.
    fn page_reference(&mut self, text: &[Inline], voice: &Voice, line: &mut Line) {
        let [Inline::Link { to, text: said }] = text else {
            return;
        };
        let Some(target) = self.place(to).filter(|_| voice.calls) else {
            return;
        };
        let form = Wording::of(&self.book.meta).page;
        let (before, behind) = form.split_once("{}").unwrap_or((form, ""));
        let (open, close) = match words(said).trim() {
            "" => ("", ""),
            _ => (" (", ")"),
        };
        let element = self.element(ElementKind::Link, Some(voice.element));
        let inner = Voice {
            element,
            link: Some(Link::Inside(target)),
            ..voice.clone()
        };
        self.plain(open, voice, line);
        self.plain(before, &inner, line);
        let first = line.stretches.len();
        // Pages are known when all is set: most have numbers of two figures.
        self.plain("00", &inner, line);
        for stretch in &mut line.stretches[first..] {
            stretch.page_of = Some(target);
        }
        self.plain(behind, &inner, line);
        self.plain(close, voice, line);
        self.copy.refers_to_pages = true;
    }

    /// Words that we add ourselves.
    pub(super) fn plain(&mut self, text: &str, voice: &Voice, line: &mut Line) {
        let nowhere = Span {
            source: 0,
            start: 0,
            end: 0,
        };
        self.words(text, nowhere, voice, line);
    }

    /// Adds words, with the bare addresses in them as links.
    fn linked_words(&mut self, text: &str, at: Span, voice: &Voice, line: &mut Line) {
        if voice.link.is_some() || !voice.calls {
            return self.words(text, at, voice, line);
        }
        let exact = (at.end - at.start) as usize == text.len();
        for (part, to) in addresses::parts(text) {
            let place = |offset: usize| at.start + offset as u32;
            let here = match exact {
                true => Span {
                    start: place(part.start),
                    end: place(part.end),
                    ..at
                },
                false => at,
            };
            let mut inner = voice.clone();
            inner.link = to.and_then(|to| address(&to)).map(Link::Outside);
            if inner.link.is_some() {
                inner.element = self.element(ElementKind::Link, Some(voice.element));
            }
            self.words(&text[part], here, &inner, line);
        }
    }

    /// Adds words, parted where their face changes.
    pub(super) fn words(&mut self, text: &str, at: Span, voice: &Voice, line: &mut Line) {
        let mut start = 0;
        let mut face: Option<FaceId> = None;
        for (offset, c) in text.char_indices() {
            let wanted = match is_neutral(c) {
                true => face,
                false => self.face_for(c, offset, text, at, voice),
            };
            if wanted != face && face.is_some() {
                self.stretch(&text[start..offset], face, voice, line);
                start = offset;
            }
            face = wanted.or(face);
        }
        self.stretch(&text[start..], face, voice, line);
    }

    fn face_for(
        &mut self,
        c: char,
        offset: usize,
        text: &str,
        at: Span,
        voice: &Voice,
    ) -> Option<FaceId> {
        let exact = (at.end - at.start) as usize == text.len();
        let start = at.start + if exact { offset as u32 } else { 0 };
        let place = Span {
            start,
            end: if exact {
                start + c.len_utf8() as u32
            } else {
                at.end
            },
            ..at
        };
        let typewriter = self.founts.typewriter(c).filter(|_| voice.is_typewriter);
        typewriter
            .or_else(|| self.founts.face_in(voice.is_display, voice.style(), c))
            .or_else(|| self.stand_in(c, place, voice))
    }

    /// The face for what stands in for a character, which is noted.
    fn stand_in(&mut self, c: char, at: Span, voice: &Voice) -> Option<FaceId> {
        let (face, drawn) = self.founts.stand_in(voice.style(), c);
        match self.missing.iter_mut().find(|missing| missing.c == c) {
            Some(missing) => missing.count += 1,
            None => self.missing.push(Missing {
                c,
                at,
                count: 1,
                drawn,
            }),
        }
        face
    }

    fn stretch(&mut self, text: &str, face: Option<FaceId>, voice: &Voice, line: &mut Line) {
        let text: String = text.chars().filter(|&c| !is_stripped(c)).collect();
        let has_details = self.has_details(voice);
        let text = match voice.is_typewriter {
            true => text,
            false => {
                let text = match has_details {
                    true => self.design.details.written(&text),
                    false => text.into(),
                };
                let fixed = fixed_spaces(&text, line.stretches.is_empty());
                bound_spaces(&fixed, self.binding(voice)).into_owned()
            }
        };
        if text.is_empty() {
            return;
        }
        let face = face.or_else(|| self.founts.face_in(voice.is_display, voice.style(), 'a'));
        let face = face.unwrap_or_else(|| self.founts.regular());
        let mut anchors = std::mem::take(&mut line.anchors);
        let add = |(text, style)| {
            line.stretches.push(Stretch {
                anchors: std::mem::take(&mut anchors),
                text,
                style,
                element: Some(voice.element),
                link: voice.link.clone(),
                call: None,
                page_of: None,
                language: voice.language.clone(),
                is_struck: voice.is_struck,
                is_accent: voice.is_accent,
                picture: None,
            });
        };
        let parts = match has_details {
            true => self.in_details(text, face, voice),
            false => self.cut(text, face, voice),
        };
        parts.into_iter().for_each(add);
    }

    /// Which words stand on one line.
    fn binding(&self, voice: &Voice) -> Binding {
        let language = voice.language.as_deref();
        let language = language.unwrap_or(&self.book.meta.language);
        match voice.is_title {
            true => {
                let letter = match voice.keeps {
                    true => 1,
                    false => (voice.size.0 * LETTER / 100).max(1),
                };
                Binding::of_title(language, (self.design.measure / letter) as usize)
            }
            false => Binding::of(language),
        }
    }

    /// The type of words in a face; several where capitals of two sizes stand for small capitals.
    pub(super) fn cut(&self, text: String, face: FaceId, voice: &Voice) -> Vec<(String, Type)> {
        let founts = &self.founts;
        let mut style = Type::text(face, voice.size);
        if voice.capitals && voice.shift == Shift::None {
            style.cut = Cut::Lining;
            let language = voice.language.as_deref();
            let language = language.unwrap_or(&self.book.meta.language);
            return vec![(in_capitals(&text, language), style)];
        }
        match voice.shift {
            Shift::Raised => style = founts.raised(&text, face, voice.size),
            Shift::Lowered => style = founts.lowered(face, voice.size),
            Shift::None if voice.small_caps && face == founts.regular() => {
                let (text, style) = founts.in_small_caps(&text, voice.size);
                return vec![(text.into_owned(), style)];
            }
            Shift::None if voice.mixed_caps && founts.mixes_caps(face) => {
                style.cut = Cut::MixedCaps;
            }
            Shift::None if voice.mixed_caps => return scaled_caps(&text, style),
            Shift::None if voice.italic && !founts.has(Style::Italic) => style.tracking = 80,
            Shift::None => {}
        }
        vec![(text, style)]
    }

    /// Adds a note call: glued to the word before it, with a hair of space between two calls.
    fn call(&mut self, note: NoteIndex, voice: &Voice, line: &mut Line) {
        let after_call = line.stretches.last().is_some_and(|s| s.call.is_some());
        let element = self.element(ElementKind::Reference, Some(voice.element));
        let style = self.founts.superior(voice.size);
        if after_call {
            let plain = Type::text(self.founts.regular(), voice.size);
            line.stretches.push(Stretch {
                text: "\u{200a}".into(),
                style: plain,
                element: Some(voice.element),
                link: None,
                call: None,
                page_of: None,
                language: None,
                is_struck: false,
                is_accent: false,
                anchors: Vec::new(),
                picture: None,
            });
        }
        line.stretches.push(Stretch {
            text: self.copy.numbers[note.0 as usize].to_string(),
            style,
            element: Some(element),
            link: Some(Link::Inside(body_target(note))),
            call: Some(note),
            page_of: None,
            language: None,
            is_struck: false,
            is_accent: false,
            anchors: Vec::new(),
            picture: None,
        });
        let called = &mut self.called[note.0 as usize];
        if !*called {
            *called = true;
            line.notes.push(note);
        }
    }
}

/// An address as it is read: without what every browser adds.
pub(in crate::typeset) fn shown_address(to: &str) -> Option<&str> {
    let address = to
        .strip_prefix("https://")
        .or_else(|| to.strip_prefix("http://"));
    let address = address.or_else(|| to.strip_prefix("mailto:"))?;
    Some(
        address
            .strip_prefix("www.")
            .unwrap_or(address)
            .trim_end_matches('/'),
    )
}

/// The width of a letter of a title, in hundredths of an em.
const LETTER: i64 = 52;

/// Characters that take the face of their neighbours.
fn is_neutral(c: char) -> bool {
    c.is_whitespace()
}

/// Invisible hints that we don't need: the patterns know where words part.
fn is_stripped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}')
}
