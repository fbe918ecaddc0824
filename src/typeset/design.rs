//! How pages look by default. In: the name of a paper. Out: [`Paper`], its size, margins and type, and the design of
//! free sizes by the same rules.

use super::length::Length;
use super::page::Size;
use crate::manifest::settings::PageSettings;

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
