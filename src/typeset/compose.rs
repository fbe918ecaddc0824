//! From the book to copy. In: the blocks and notes of a [`Book`]. Out: [`Chapter`]s of [`Draft`]s, the notes as takes,
//! the logical structure and the outline; and a diagnostic for each character that no face has.

mod blocks;
mod front;
mod headings;
mod initial;
mod inlines;
mod lists;
mod notes;
mod spacing;
mod verse;

pub use front::{ContentsLine, Front, Stack, Stacked};

use super::design::Design;
use super::face::Style;
use super::founts::Founts;
use super::page::{Element, ElementId, ElementKind, OutlineEntry, TargetId};
use super::take::{Draft, Take};
use crate::book::{Block, Book, NoteIndex, visit_calls};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::manifest::settings::Numbering;
use crate::source::Span;

/// What is made up in one go: it begins a page.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// Its matter, in order.
    pub drafts: Vec<Draft>,
    /// Whether its first page has no running head.
    pub is_opening: bool,
    /// Whether it is set in the type of the notes, on their rows.
    pub is_notes: bool,
    /// Its sections, for running heads: the draft that each begins with, and the words of its heading.
    pub sections: Vec<(usize, String)>,
}

/// The book as copy.
#[derive(Clone, Debug, Default)]
pub struct Copy {
    /// The chapters.
    pub chapters: Vec<Chapter>,
    /// For each note, its paragraphs, with those of notes called inside it; empty for notes at the end.
    pub notes: Vec<Vec<Take>>,
    /// Title page, colophon and contents.
    pub front: Front,
    /// The logical structure.
    pub structure: Vec<Element>,
    /// The headings. Their targets are numbered after those of the notes.
    pub outline: Vec<OutlineEntry>,
    /// The number that each note shows; with numbering by page, what it shows until the pages are known.
    pub numbers: Vec<u32>,
    /// What is wrong, and what the user should know.
    pub diagnostics: Diagnostics,
}

/// The target of a note's body.
#[must_use]
pub fn body_target(note: NoteIndex) -> TargetId {
    TargetId(note.0 * 2)
}

/// The target of a note's first call.
#[must_use]
pub fn call_target(note: NoteIndex) -> TargetId {
    TargetId(note.0 * 2 + 1)
}

/// Makes copy of a book.
#[must_use]
pub fn compose(book: &Book, design: &Design, founts: &Founts) -> Copy {
    let mut composer = Composer {
        book,
        design,
        founts,
        copy: Copy {
            notes: vec![Vec::new(); book.notes().len()],
            ..Copy::default()
        },
        called: vec![false; book.notes().len()],
        section: None,
        after_break: true,
        opens_section: false,
        warned: Warned::default(),
        missing: Vec::new(),
    };
    composer.number_notes();
    composer.check_family();
    composer.front();
    composer.text();
    composer.endnotes();
    composer.report_missing();
    composer.copy
}

/// What the user was told already.
#[derive(Default)]
struct Warned {
    right_to_left: bool,
}

struct Composer<'a> {
    book: &'a Book,
    design: &'a Design,
    founts: &'a Founts,
    copy: Copy,
    /// Notes whose first call is set.
    called: Vec<bool>,
    /// The section's element.
    section: Option<ElementId>,
    /// Whether the next paragraph begins after a heading or a break, and has no indent.
    after_break: bool,
    /// Whether the next paragraph is a section's first.
    opens_section: bool,
    warned: Warned,
    /// Characters that no face has, with their first places.
    missing: Vec<(char, Span, u32)>,
}

impl Composer<'_> {
    /// The number that each note shows.
    fn number_notes(&mut self) {
        let notes = self.book.notes();
        self.copy.numbers = notes.iter().map(|n| n.number).collect();
        if self.design.numbering == Numbering::Continuous {
            return;
        }
        for section in self.book.sections() {
            let mut next = 1;
            visit_calls(section.blocks, &mut |note| {
                let index = note.0 as usize;
                if !self.called[index] {
                    self.called[index] = true;
                    self.copy.numbers[index] = next;
                    next += 1;
                }
            });
        }
        self.called.fill(false);
        if self.design.numbering == Numbering::PerPage && !self.design.endnotes {
            self.copy.numbers.fill(1);
        }
    }

    fn check_family(&mut self) {
        if !self.founts.has(Style::Italic) {
            self.copy.diagnostics.push(
                Diagnostic::warning(
                    "no-italic",
                    "the type family has no italic: emphasis is letterspaced",
                )
                .hint("name a font file for `italic`"),
            );
        }
    }

    fn element(&mut self, kind: ElementKind, parent: Option<ElementId>) -> ElementId {
        self.copy.structure.push(Element { kind, parent });
        ElementId(self.copy.structure.len() as u32 - 1)
    }

    fn text(&mut self) {
        let sections = self.book.sections();
        let top = sections
            .iter()
            .flat_map(|s| s.blocks)
            .filter_map(heading_level)
            .min()
            .unwrap_or(1);
        let opens = self.design.opens_chapters(self.book);
        for section in sections {
            if opens || self.copy.chapters.is_empty() {
                self.copy.chapters.push(Chapter {
                    is_opening: true,
                    ..Chapter::default()
                });
            }
            let title = section.heading().map(crate::book::words);
            self.begin_section(title.unwrap_or_default());
            self.section = Some(self.element(ElementKind::Section, None));
            self.after_break = true;
            self.opens_section = true;
            for block in section.blocks {
                let context = self.context(top);
                self.block(block, &context);
            }
        }
        self.sink_first();
    }

    /// Says with which draft of the last chapter a section begins.
    fn begin_section(&mut self, title: String) {
        if let Some(chapter) = self.copy.chapters.last_mut() {
            chapter.sections.push((chapter.drafts.len(), title));
        }
    }

    /// The text's first page begins low, with a heading or without.
    fn sink_first(&mut self) {
        let chapter = self.copy.chapters.first_mut();
        if let Some(first) = chapter.and_then(|chapter| chapter.drafts.first_mut()) {
            first.sink = first.sink.max(self.design.sink());
            first.is_elastic = true;
        }
    }

    /// The notes at the foot of the page that some text calls for the first time; their elements follow the text's.
    fn foot_notes(&mut self, notes: &[NoteIndex]) {
        if self.design.endnotes {
            return;
        }
        for &note in notes {
            let takes = self.note_takes(note);
            self.copy.notes[note.0 as usize] = takes;
        }
    }

    /// Notes at the end, and those that nothing calls.
    fn endnotes(&mut self) {
        if self.design.endnotes && !self.book.notes().is_empty() {
            self.notes_chapter(self.design.terms.notes);
            for index in 0..self.book.notes().len() {
                let takes = self.note_takes(NoteIndex(index as u32));
                self.note_drafts(takes);
            }
        }
        if !self.book.loose().is_empty() {
            self.notes_chapter(self.design.terms.loose_notes);
            for loose in self.book.loose() {
                let takes = self.note_paragraphs(&loose.printed, None, &loose.body);
                self.note_drafts(takes);
            }
        }
    }

    fn notes_chapter(&mut self, title: &str) {
        self.copy.chapters.push(Chapter {
            is_opening: true,
            is_notes: true,
            ..Chapter::default()
        });
        self.begin_section(title.into());
        self.section = Some(self.element(ElementKind::Section, None));
        let context = self.context(1);
        self.added_heading(title, &context);
    }

    fn report_missing(&mut self) {
        for (c, at, count) in std::mem::take(&mut self.missing) {
            let times = match count {
                1 => String::new(),
                more => format!(" ({more} times)"),
            };
            let message = format!(
                "no face has the character `{c}` (U+{:04X}){times}",
                u32::from(c)
            );
            let found = Diagnostic::error("missing-character", message)
                .at(Place::Source(at))
                .hint("name a family that has it, or correct the text");
            self.copy.diagnostics.push(found);
        }
    }
}

fn heading_level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    }
}
