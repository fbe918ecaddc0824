//! How pages look by default. In: the name of a paper. Out: [`Paper`], its size, margins and type, and the design of
//! free sizes by the same rules.

use super::details::Details;
use super::length::Length;
use super::look::{HeadingForm, Look, Sink};
use super::makeup::Frame;
use super::page::{Side, Size};
use crate::book::Book;
use crate::diagnostic::Diagnostic;
use crate::language::is_right_to_left;
use crate::manifest::Settings;
use crate::manifest::settings::{Links, Numbering, PageSettings, RunningHeads};

/// A row of the table of papers. Lengths in millimetres, type in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Its name in the manifest.
    pub name: &'static str,
    /// Width and height in mm.
    pub trim: (f64, f64),
    /// Inner, outer, top and bottom margin in mm.
    pub margins: (f64, f64, f64, f64),
    /// Size and leading of the text in pt.
    pub text: (f64, f64),
    /// Size and leading of the notes in pt.
    pub notes: (f64, f64),
}

/// The papers. Margins keep near the ratio 2 : 3 : 4 : 6 of the classical page, moved inward for the binding; five note
/// lines are as deep as four lines of text. The measure is 58 to 75 characters.
pub const PAPERS: &[Paper] = &[
    Paper {
        name: "a7",
        trim: (74.0, 105.0),
        margins: (8.0, 9.0, 11.5, 12.0),
        text: (7.75, 10.0),
        notes: (6.5, 8.0),
    },
    Paper {
        name: "a6",
        trim: (105.0, 148.0),
        margins: (12.0, 13.0, 12.0, 17.0),
        text: (9.5, 12.5),
        notes: (7.75, 10.0),
    },
    Paper {
        name: "a5",
        trim: (148.0, 210.0),
        margins: (16.0, 20.0, 18.0, 26.0),
        text: (10.5, 14.0),
        notes: (8.5, 11.2),
    },
    Paper {
        name: "half-letter",
        trim: (139.7, 215.9),
        margins: (16.0, 21.0, 18.0, 27.0),
        text: (10.5, 14.0),
        notes: (8.5, 11.2),
    },
    Paper {
        name: "a4",
        trim: (210.0, 297.0),
        margins: (30.0, 38.0, 30.0, 42.0),
        text: (12.0, 16.5),
        notes: (10.0, 13.2),
    },
    Paper {
        name: "letter",
        trim: (215.9, 279.4),
        margins: (32.0, 40.0, 28.0, 38.0),
        text: (12.0, 16.5),
        notes: (10.0, 13.2),
    },
];

/// The paper of that name.
#[must_use]
pub fn paper(name: &str) -> Option<&'static Paper> {
    PAPERS.iter().find(|paper| paper.name == name)
}

impl Paper {
    /// The default page on this paper.
    #[must_use]
    pub fn page(&self) -> PageSettings {
        let (inner, outer, top, bottom) = self.margins;
        PageSettings {
            trim: Size {
                width: Length::mm(self.trim.0),
                height: Length::mm(self.trim.1),
            },
            inner: Length::mm(inner),
            outer: Length::mm(outer),
            top: Length::mm(top),
            bottom: Length::mm(bottom),
            size: Length::pt(self.text.0),
            leading: Length::pt(self.text.1),
            note_size: Length::pt(self.notes.0),
            note_leading: Length::pt(self.notes.1),
            ..PageSettings::default()
        }
    }
}

/// The default page of a size that no paper has: the type of the paper next to it in width, its margins in proportion.
#[must_use]
pub fn free_page(trim: Size) -> PageSettings {
    let distance = |paper: &&Paper| (Length::mm(paper.trim.0) - trim.width).abs();
    let near = PAPERS.iter().min_by_key(distance).unwrap_or(&PAPERS[1]);
    let page = near.page();
    let across = |l: Length| l.scaled(trim.width.0, page.trim.width.0);
    let down = |l: Length| l.scaled(trim.height.0, page.trim.height.0);
    PageSettings {
        inner: across(page.inner),
        outer: across(page.outer),
        top: down(page.top),
        bottom: down(page.bottom),
        trim,
        ..page
    }
}

/// White between the edge of the trimmed page and what stands next to it: printers want 6 mm.
pub const SAFE_MM: f64 = 6.5;

/// White between the text and the side notes, in mm: more than spaces between words, less than the white around a page.
const ASIDE_MM: f64 = 3.5;
/// The narrowest that side notes may be, in ems of their type: a word of thirteen letters.
const ASIDE_EMS: i64 = 7;

/// The room in the outer margin for side notes. Lengths in scaled points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Width of their lines.
    pub width: i64,
    /// From the text to them.
    pub gap: i64,
    /// Their lines that the page has room for.
    pub lines: u32,
}

impl Aside {
    /// None where the outer margin is too narrow.
    fn of(page: &PageSettings, rows: u16) -> Option<Aside> {
        let gap = Length::mm(ASIDE_MM).0;
        let width = page.outer.0 - gap - Length::mm(SAFE_MM).0;
        let column = page.leading.0 * (i64::from(rows) - 1);
        let lines = column / page.note_leading.0.max(1) + 1;
        let lines = u32::try_from(lines).unwrap_or(0);
        (width >= page.note_size.0 * ASIDE_EMS).then_some(Aside { width, gap, lines })
    }
}

/// How a heading is set. Lengths in scaled points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingDesign {
    /// What the look says of it.
    pub form: HeadingForm,
    /// 1 em.
    pub size: Length,
    /// Distance of its lines.
    pub leading: Length,
    /// Blank rows above it where it opens a chapter.
    pub sink: u16,
    /// Moved down from its row inside a page, so that it stands nearer to what follows.
    pub shift: i64,
}

/// The design of a book's pages.
#[derive(Clone, Debug)]
pub struct Design {
    /// The trimmed page.
    pub trim: Size,
    /// How far what goes beyond the edges of the page does so.
    pub bleed: Length,
    /// Margins.
    pub inner: Length,
    /// From the top edge to the first baseline.
    pub first_baseline: Length,
    /// Rows of the grid.
    pub rows: u16,
    /// Width of the text block.
    pub measure: i64,
    /// Type size of the text.
    pub size: Length,
    /// Distance of its rows.
    pub leading: Length,
    /// Type size of notes.
    pub note_size: Length,
    /// Distance of their lines.
    pub note_leading: Length,
    /// Type size of tables, contents, and what else stands between text and notes.
    pub quote_size: Length,
    /// Type size of quotations and verse.
    pub quotation: Length,
    /// Indent of paragraphs.
    pub indent: i64,
    /// Indent of notes.
    pub note_indent: i64,
    /// Indent of quotations and lists.
    pub inset: i64,
    /// Whether sections begin with a dropped initial.
    pub drop_caps: bool,
    /// Notes at the end.
    pub endnotes: bool,
    /// Whether there is a contents page; None for from three headings on.
    pub contents: Option<bool>,
    /// What stands in the running heads.
    pub running_heads: RunningHeads,
    /// How notes are numbered.
    pub numbering: Numbering,
    /// Whether sections open pages.
    pub has_openings: bool,
    /// Where the addresses of links stand.
    pub links: Links,
    /// Details that are set otherwise than they are written.
    pub details: Details,
    /// Where side notes stand; none in narrow margins.
    pub aside: Option<Aside>,
    /// Whether its lines run from right to left, and its spine is at the right.
    pub is_backwards: bool,
    /// Whether there is a half title; None for long books.
    pub half_title: Option<bool>,
    /// Whether what stands before the text is counted apart, in small Roman numbers.
    pub roman_front: bool,
    /// How all else looks.
    pub look: Look,
    /// What stands for a break in the text.
    pub ornament: String,
    outer: Length,
}

/// Sections open pages of their own where they have as many characters as six pages of A5, on average.
const CHAPTER: usize = 13_000;

impl Design {
    /// The design for a book.
    ///
    /// # Errors
    /// A page without room for two rows, or for four ems.
    pub fn new(book: &Book, settings: &Settings) -> Result<Design, Diagnostic> {
        let (page, look) = (&settings.page, settings.page.look);
        let ascent = page.size.scaled(72, 100);
        let column = page.trim.height - page.top - page.bottom - ascent;
        let measure = page.trim.width - page.inner - page.outer;
        if page.leading.0 <= 0
            || page.size.0 <= 0
            || column < page.leading
            || measure.0 < page.size.0 * 4
        {
            return Err(too_small(page));
        }
        let rows = (column.0 / page.leading.0 + 1) as u16;
        let mut design = Design {
            trim: page.trim,
            bleed: settings.press.bleed,
            inner: page.inner,
            outer: page.outer,
            first_baseline: page.top + ascent,
            rows,
            measure: measure.0,
            size: page.size,
            leading: page.leading,
            note_size: page.note_size,
            note_leading: page.note_leading,
            quote_size: Length((page.size.0 + page.note_size.0) / 2),
            quotation: between(page, look.quote.size),
            indent: page.size.0 * look.text.indent / 100,
            note_indent: page.note_size.0,
            inset: page.size.0 * 3 / 2,
            drop_caps: page.drop_caps,
            endnotes: page.endnotes,
            contents: page.contents,
            running_heads: page.running_heads.clone(),
            numbering: settings.notes.numbering,
            has_openings: false,
            links: page.links,
            details: page.details,
            aside: Aside::of(page, rows),
            is_backwards: is_right_to_left(&book.meta.language),
            half_title: page.half_title,
            roman_front: page.roman_front,
            look,
            ornament: page.ornament.clone().unwrap_or(look.ornament.into()),
        };
        design.has_openings = design.opens_chapters(book);
        Ok(design)
    }

    /// Whether sections begin pages of their own.
    #[must_use]
    pub fn opens_chapters(&self, book: &Book) -> bool {
        let mut sections = book.sections();
        sections.retain(|section| !section.kind().set.apart);
        let mut length = 0;
        crate::book::visit_inlines(book.blocks(), &mut |inline| {
            if let crate::book::Inline::Text { text, .. } = inline {
                length += text.len();
            }
        });
        sections.len() > 1 && length / sections.len() >= CHAPTER
    }

    /// From the left edge of the trimmed page to the text block.
    #[must_use]
    pub fn left(&self, side: Side) -> Length {
        match side {
            Side::Recto => self.inner,
            Side::Verso => self.outer,
        }
    }

    /// The column for make-up: of the text or, for notes at the end, of note lines.
    #[must_use]
    pub fn frame(&self, of_notes: bool) -> Frame {
        let aside_lines = self.aside.map_or(0, |aside| aside.lines);
        let note_head = self.leading.0 * 55 / 100 + self.note_size.0 * 105 / 100;
        if !of_notes {
            return Frame {
                rows: self.rows,
                leading: self.leading.0,
                note_leading: self.note_leading.0,
                note_head,
                aside_lines,
            };
        }
        let column = self.leading.0 * i64::from(self.rows - 1);
        Frame {
            rows: (column / self.note_leading.0 + 1) as u16,
            leading: self.note_leading.0,
            note_leading: self.note_leading.0,
            note_head,
            aside_lines,
        }
    }

    /// The last baseline of the column.
    #[must_use]
    pub fn last_baseline(&self) -> Length {
        self.first_baseline + self.leading * i64::from(self.rows - 1)
    }

    /// The size of an initial whose top is level with the capitals of the first row and whose foot stands on the second.
    #[must_use]
    pub fn drop_cap_size(&self) -> Length {
        let capital = 65;
        (self.leading + self.size.scaled(capital, 100)).scaled(100, capital)
    }

    /// Blank rows above what opens a chapter.
    #[must_use]
    pub fn sink(&self) -> u16 {
        match self.look.opening.sink {
            Sink::Share(share) => self.rows / share.max(1),
            // Something is to stand below it.
            Sink::Rows(rows) => rows.min(self.rows / 2),
        }
    }

    /// A heading's design by its rank, 0 for the highest level of the book.
    #[must_use]
    pub fn heading(&self, rank: u8, is_opening: bool) -> HeadingDesign {
        let form = match (rank, is_opening) {
            (0, true) => self.look.headings[0],
            (0, false) => self.look.headings[1],
            (1, _) => self.look.headings[2],
            _ => self.look.headings[3],
        };
        HeadingDesign {
            form,
            size: self.size.scaled(form.size, 100),
            leading: self.leading.scaled(form.leading, 100),
            sink: if rank == 0 && is_opening {
                self.sink()
            } else {
                0
            },
            shift: self.leading.0 * form.shift / 100,
        }
    }
}

/// A size between that of the notes (0) and that of the text (100).
fn between(page: &PageSettings, share: i64) -> Length {
    Length((page.note_size.0 * (100 - share) + page.size.0 * share) / 100)
}

fn too_small(page: &PageSettings) -> Diagnostic {
    let (width, height) = (page.trim.width.to_mm(), page.trim.height.to_mm());
    Diagnostic::error(
        "page-too-small",
        format!(
            "a page of {width:.0} × {height:.0} mm has no room for two lines inside these margins"
        ),
    )
    .hint("take a larger page, smaller margins or smaller type")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_note_lines_are_four_lines_of_text() {
        for paper in PAPERS {
            let (text, notes) = (paper.text.1 * 4.0, paper.notes.1 * 5.0);
            assert!((text - notes).abs() < 0.01, "{}", paper.name);
        }
    }

    #[test]
    fn a_free_size_keeps_the_proportions() {
        let paper = paper("a5").expect("a5 is in the table").page();
        assert_eq!(free_page(paper.trim), paper);
        assert_eq!(paper, PageSettings::default());
    }
}
