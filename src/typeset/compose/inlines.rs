//! Inlines to stretches. In: what stands in a line. Out: [`Stretch`]es, each of one face, with calls and links.

use super::spacing::fixed_spaces;
use super::{Composer, body_target};
use crate::book::{Inline, NoteIndex};
use crate::diagnostic::{Diagnostic, Place};
use crate::source::Span;
use crate::typeset::face::{FaceId, Style};
use crate::typeset::length::Length;
use crate::typeset::page::{ElementId, ElementKind, Link};
use crate::typeset::shape::{Cut, Type, is_right_to_left};
use crate::typeset::take::Stretch;

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
            calls: true,
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
}

impl Composer<'_> {
    /// Adds inlines to a line.
    pub(super) fn inlines(&mut self, inlines: &[Inline], voice: &Voice, line: &mut Line) {
        for inline in inlines {
            let mut inner = voice.clone();
            match inline {
                Inline::Text { text, at } => self.words(text, *at, voice, line),
                Inline::Emphasis(_) => inner.italic = !voice.italic,
                Inline::Strong(_) => inner.bold = true,
                Inline::SmallCapitals(_) => inner.mixed_caps = true,
                Inline::Raised(_) => inner.shift = Shift::Raised,
                Inline::Lowered(_) => inner.shift = Shift::Lowered,
                Inline::Link { to, .. } => {
                    inner.element = self.element(ElementKind::Link, Some(voice.element));
                    inner.link = Some(Link::Outside(to.clone()));
                }
                Inline::Call { note, .. } if voice.calls => self.call(*note, voice, line),
                Inline::Call { .. } => {}
                Inline::PageTurn { .. } => {}
                Inline::Break => self.plain("\n", voice, line),
            }
            self.inlines(inline.inner(), &inner, line);
        }
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

    /// Adds words, parted where their face or their direction changes: a stop after a Hebrew word stands to its right.
    fn words(&mut self, text: &str, at: Span, voice: &Voice, line: &mut Line) {
        let mut start = 0;
        let mut face: Option<FaceId> = None;
        let mut backwards = false;
        for (offset, c) in text.char_indices() {
            let (wanted, turned) = if is_neutral(c) {
                (face, backwards)
            } else {
                let face = self.face_for(c, offset, text, at, voice);
                (face, is_right_to_left(c))
            };
            if (wanted, turned) != (face, backwards) && face.is_some() {
                self.stretch(&text[start..offset], face, voice, line);
                start = offset;
            }
            face = wanted.or(face);
            backwards = turned;
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
        if is_right_to_left(c) && !self.warned.right_to_left {
            self.warned.right_to_left = true;
            self.copy.diagnostics.push(
                Diagnostic::warning("right-to-left", "right-to-left words are set one by one: several in a row stand in the wrong order")
                    .at(Place::Source(place)),
            );
        }
        let found = self.founts.face(voice.style(), c);
        if found.is_none() {
            match self.missing.iter_mut().find(|(missing, ..)| *missing == c) {
                Some((_, _, count)) => *count += 1,
                None => self.missing.push((c, place, 1)),
            }
        }
        found
    }

    fn stretch(&mut self, text: &str, face: Option<FaceId>, voice: &Voice, line: &mut Line) {
        let text: String = text.chars().filter(|&c| !is_stripped(c)).collect();
        let text = fixed_spaces(&text, line.stretches.is_empty()).into_owned();
        if text.is_empty() {
            return;
        }
        let face = face.or_else(|| self.founts.face(voice.style(), 'a'));
        let face = face.unwrap_or_else(|| self.founts.regular());
        let add = |(text, style)| {
            line.stretches.push(Stretch {
                text,
                style,
                element: Some(voice.element),
                link: voice.link.clone(),
                call: None,
            });
        };
        self.cut(text, face, voice).into_iter().for_each(add);
    }

    /// The type of words in a face; several where capitals of two sizes stand for small capitals.
    fn cut(&self, text: String, face: FaceId, voice: &Voice) -> Vec<(String, Type)> {
        let founts = &self.founts;
        let mut style = Type::text(face, voice.size);
        match voice.shift {
            Shift::Raised => style = founts.raised(&text, face, voice.size),
            Shift::Lowered => style = founts.lowered(face, voice.size),
            Shift::None if voice.small_caps && face == founts.regular() => {
                style = founts.small_caps(voice.size);
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
            });
        }
        line.stretches.push(Stretch {
            text: self.copy.numbers[note.0 as usize].to_string(),
            style,
            element: Some(element),
            link: Some(Link::Inside(body_target(note))),
            call: Some(note),
        });
        let called = &mut self.called[note.0 as usize];
        if !*called {
            *called = true;
            line.notes.push(note);
        }
    }
}

/// Small capitals of a face that has none, in percent of its capitals: then they are as high as its small letters with a
/// little more, as small capitals are.
const SCALED_CAPS: i64 = 78;

/// Capitals of two sizes, for a face without small capitals.
fn scaled_caps(text: &str, style: Type) -> Vec<(String, Type)> {
    let small = Type {
        size: style.size.scaled(SCALED_CAPS, 100),
        tracking: 30,
        ..style
    };
    let mut parts: Vec<(String, Type)> = Vec::new();
    for c in text.chars() {
        let mut upper = c.to_uppercase();
        // A letter that is two in capitals stays as it is.
        let one = upper.next().filter(|_| upper.next().is_none());
        let (c, style) = match one {
            Some(capital) if c.is_lowercase() => (capital, small),
            _ => (c, style),
        };
        match parts.last_mut() {
            Some((part, last)) if *last == style => part.push(c),
            _ => parts.push((c.into(), style)),
        }
    }
    parts
}

/// Characters that take the face of their neighbours.
fn is_neutral(c: char) -> bool {
    c.is_whitespace()
}

/// Invisible hints that we don't need: the patterns know where words part.
fn is_stripped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}')
}
