//! From the book to copy. In: the blocks and notes of a [`Book`]. Out: [`Chapter`]s of [`Draft`]s, the notes as takes,
//! the logical structure and the outline; and a diagnostic for each character that no face has.

mod asides;
mod blocks;
mod caps;
mod detailed;
mod divisions;
mod front;
mod frontispiece;
mod headings;
mod initial;
mod inlines;
mod lists;
mod notes;
mod pictures;
mod preformatted;
mod tables;
mod title_page;
mod verse;

pub(in crate::typeset) use caps::in_capitals;
pub use front::{ContentsLine, Front, Stack, Stacked};
pub(in crate::typeset) use inlines::shown_address;

use super::design::Design;
use super::face::Style;
use super::founts::Founts;
use super::hyphenate::Hyphenator;
use super::page::{Element, ElementId, ElementKind, OutlineEntry, TargetId};
use super::stand_in::{self, Missing};
use super::take::{Draft, TableRow, Take};
use crate::book::{Block, Book, Inline, Kind, NoteIndex, Section, visit_calls, visit_inlines};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::language::is_right_to_left;
use crate::manifest::settings::Numbering;
use crate::wording::Wording;
use asides::{Standing, Waiting};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// What is made up in one go: it begins a page.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// Its matter, in order.
    pub drafts: Vec<Draft>,
    /// Whether its first page has no running head.
    pub is_opening: bool,
    /// Whether it is set in the type of the notes, on their rows.
    pub is_notes: bool,
    /// The heads of its tables, a few rows each.
    pub heads: Vec<Vec<TableRow>>,
    /// Its sections, for running heads.
    pub sections: Vec<SectionAt>,
    /// Whether it begins on a right-hand page.
    pub on_recto: bool,
    /// Whether its pages have neither running head nor folio.
    pub is_silent: bool,
    /// Whether it begins a third down its page.
    pub is_low: bool,
    /// Whether it is a piece before or behind the texts.
    pub is_piece: bool,
    /// Whether it stands before the contents.
    pub before_contents: bool,
}

/// Where a section begins in a chapter, and what running heads say of it.
#[derive(Clone, Debug, Default)]
pub struct SectionAt {
    /// The draft that it begins with.
    pub first: usize,
    /// The words of its heading.
    pub heading: String,
    /// Who wrote its text, where the book says it of each.
    pub author: Option<String>,
    /// The title of its text.
    pub title: Option<String>,
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
    /// The places that links lead to by name. Their targets are numbered after those of the notes.
    pub anchors: BTreeMap<String, TargetId>,
    /// The headings. Their targets are numbered after those.
    pub outline: Vec<OutlineEntry>,
    /// The number that each note shows; with numbering by page, what it shows until the pages are known.
    pub numbers: Vec<u32>,
    /// Whether it says on which page something stands.
    pub refers_to_pages: bool,
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
pub fn compose(book: &Book, design: &Design, founts: &Founts, hyphenator: &Hyphenator) -> Copy {
    let mut composer = Composer {
        book,
        design,
        founts,
        hyphenator,
        copy: Copy {
            notes: vec![Vec::new(); book.notes().len()],
            ..Copy::default()
        },
        called: vec![false; book.notes().len()],
        section: None,
        language: None,
        depth: 0,
        after_break: true,
        opens_section: false,
        missing: Vec::new(),
        asides: Vec::new(),
        standing: Standing::default(),
        expected: VecDeque::new(),
        in_note: false,
    };
    composer.number_notes();
    composer.name_places();
    composer.check_family();
    composer.front();
    composer.text();
    composer.endnotes();
    let missing = stand_in::warnings(&composer.missing);
    composer.copy.diagnostics.extend(missing);
    composer.copy
}

struct Composer<'a> {
    book: &'a Book,
    design: &'a Design,
    founts: &'a Founts,
    /// Parts the words of what must be set to be composed.
    hyphenator: &'a Hyphenator,
    copy: Copy,
    /// Notes whose first call is set.
    called: Vec<bool>,
    /// The section's element.
    section: Option<ElementId>,
    /// The language of what is being set, where it is not the book's.
    language: Option<Arc<str>>,
    /// How many levels stand above the headings of what is being set.
    depth: u8,
    /// Whether the next paragraph begins after a heading or a break, and has no indent.
    after_break: bool,
    /// Whether the next paragraph is a section's first.
    opens_section: bool,
    /// Characters that no face has, with their first places.
    missing: Vec<Missing>,
    /// The side notes of the line that is being set.
    asides: Vec<Waiting>,
    /// Those that are blocks, and wait for the next one.
    standing: Standing,
    /// The elements of those that are still to come in it.
    expected: VecDeque<ElementId>,
    /// Whether a note is being set.
    in_note: bool,
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

    /// The targets of links inside the book; of two places with one name, the first.
    fn name_places(&mut self) {
        let first = self.book.notes().len() as u32 * 2;
        let anchors = &mut self.copy.anchors;
        for blocks in self.book.parts() {
            visit_inlines(blocks, &mut |inline| {
                if let Inline::Anchor(name) = inline {
                    let next = TargetId(first + anchors.len() as u32);
                    anchors.entry(name.clone()).or_insert(next);
                }
            });
        }
    }

    /// Whether what is being set runs from right to left.
    fn is_backwards(&self) -> bool {
        let own = self.language.as_deref();
        own.map_or(self.design.is_backwards, is_right_to_left)
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
        self.copy.structure.push(Element {
            kind,
            parent,
            language: None,
            over: (1, 1),
        });
        ElementId(self.copy.structure.len() as u32 - 1)
    }

    /// An element of words in another language.
    fn element_in(
        &mut self,
        kind: ElementKind,
        parent: Option<ElementId>,
        language: &str,
    ) -> ElementId {
        let made = self.element(kind, parent);
        if let Some(element) = self.copy.structure.last_mut() {
            element.language = Some(language.into());
        }
        made
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
        let (mut after_leaf, mut apart) = (false, false);
        for section in sections {
            let begins = section.text.filter(|_| section.begins_text());
            let set = section.kind().set;
            let is_leaf = section.kind() == Kind::part();
            let on_recto = after_leaf || begins.is_some_and(|text| text.begins.on_recto);
            let leaves = set.apart && begins.is_some() || std::mem::replace(&mut apart, set.apart);
            if opens || on_recto || leaves || self.copy.chapters.is_empty() {
                self.copy.chapters.push(Chapter {
                    is_opening: true,
                    on_recto,
                    is_silent: set.silent,
                    is_low: set.low,
                    is_piece: section.kind().is_piece(),
                    before_contents: set.before_contents,
                    ..Chapter::default()
                });
            }
            after_leaf = is_leaf;
            self.depth = section.depth();
            self.begin_section(&section);
            self.section = Some(self.element(ElementKind::Section, None));
            if let (Some(tag), Some(element)) = (section.language, self.copy.structure.last_mut()) {
                element.language = Some(tag.into());
            }
            self.language = section.language.map(Arc::from);
            self.after_break = true;
            self.opens_section = true;
            for block in section.blocks {
                let context = self.context_of(set, top);
                self.block(block, &context);
            }
            self.end_asides();
        }
        self.language = None;
        self.depth = 0;
        self.sink_first();
    }

    /// Says with which draft of the last chapter a section begins.
    fn begin_section(&mut self, section: &Section<'_>) {
        let heading = section.heading().map(crate::book::words);
        let text = section.text.filter(|text| text.begins.kind.is_text());
        self.begin(SectionAt {
            first: 0,
            heading: heading.unwrap_or_default(),
            author: text.and_then(|text| text.author()),
            title: text.and_then(|text| text.title()),
        });
    }

    fn begin(&mut self, section: SectionAt) {
        if let Some(chapter) = self.copy.chapters.last_mut() {
            chapter.sections.push(SectionAt {
                first: chapter.drafts.len(),
                ..section
            });
        }
    }

    /// The text's first page begins low, with a heading or without; some pieces lower still.
    fn sink_first(&mut self) {
        let rows = self.design.rows;
        for leaf in self.copy.chapters.iter_mut().filter(|c| c.is_low) {
            if let Some(first) = leaf.drafts.first_mut() {
                first.sink = rows / 3;
            }
        }
        let chapter = self
            .copy
            .chapters
            .iter_mut()
            .find(|chapter| !chapter.is_low && !chapter.is_piece);
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
            self.notes_chapter(Wording::of(&self.book.meta).notes);
            for index in 0..self.book.notes().len() {
                let takes = self.note_takes(NoteIndex(index as u32));
                self.note_drafts(takes);
            }
        }
        if !self.book.loose().is_empty() {
            self.notes_chapter(Wording::of(&self.book.meta).loose_notes);
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
        self.begin(SectionAt {
            heading: title.into(),
            ..SectionAt::default()
        });
        self.section = Some(self.element(ElementKind::Section, None));
        let context = self.context(1);
        self.added_heading(title, &context);
    }
}

fn heading_level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    }
}
