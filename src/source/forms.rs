//! The forms that the trades of text give it: libraries and volunteers who type books. In: a decoded text. Out: its
//! [`Form`], by what stands in it, and where its marks are. Nothing is changed here: that is the pass `forms`.

pub mod emphasis;
pub mod gutenberg;
pub mod notes;
pub mod pages;

use std::fmt;

/// The form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// None: nothing in it is a mark.
    Plain,
    /// A text of Project Gutenberg, with header and licence; the marks of [`Form::Typed`] hold, too.
    Gutenberg,
    /// Pages as they go round at Distributed Proofreaders; the marks of [`Form::Typed`] hold, too.
    Proofreaders,
    /// Typed by hand with the marks that volunteers use: `_italics_`, `[Footnote 1: …]`, `[Illustration: …]`.
    Typed,
    /// Pages with a program's banners between them, such as HathiTrust's.
    Pages,
}

impl Form {
    /// The names that a manifest uses.
    pub const NAMES: &'static [(&'static str, Form)] = &[
        ("plain", Form::Plain),
        ("gutenberg", Form::Gutenberg),
        ("proofreaders", Form::Proofreaders),
        ("typed", Form::Typed),
        ("pages", Form::Pages),
    ];

    /// The form of a text.
    #[must_use]
    pub fn of(text: &str) -> Form {
        if pages::has_file_lines(text) {
            Form::Proofreaders
        } else if !is_printed(text) && gutenberg::envelope(text).is_some() {
            Form::Gutenberg
        } else if is_typed(text) {
            Form::Typed
        } else if pages::has_banners(text) {
            Form::Pages
        } else {
            Form::Plain
        }
    }

    /// Whether words between marks are emphasis, and brackets hold notes and pictures.
    #[must_use]
    pub fn has_marks(self) -> bool {
        matches!(self, Form::Gutenberg | Form::Proofreaders | Form::Typed)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Form::Plain => "plain text",
            Form::Gutenberg => "Project Gutenberg",
            Form::Proofreaders => "Distributed Proofreaders",
            Form::Typed => "typed with marks",
            Form::Pages => "pages with banners",
        })
    }
}

/// Lines of a file made by hand have an empty one among so many at least, and small files tell nothing.
const EMPTY_LINE: usize = 25;
const SMALL: usize = 60;

/// Whether a text was pulled out of printed pages, which have turns, and often no empty lines: what a library prints in
/// its book stays in it.
fn is_printed(text: &str) -> bool {
    let (mut lines, mut empty) = (0, 0);
    for line in text.lines() {
        lines += 1;
        empty += usize::from(line.trim().is_empty());
    }
    text.contains('\u{c}') || lines > SMALL && empty * EMPTY_LINE < lines
}

/// Whether a text has marks that nothing but a typist makes.
fn is_typed(text: &str) -> bool {
    let has_notes = !notes::named(text).is_empty();
    let has_pictures = || notes::brackets(text, notes::PICTURES).next().is_some();
    has_notes || has_pictures() || emphasis::is_marked(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_by_their_marks() {
        let cases = [
            (
                "-----File: 003.png---\\ann\\bob\\-----\nThe mill.\n",
                Form::Proofreaders,
            ),
            (
                "Title: The Mill\n\n***START OF THE PROJECT GUTENBERG EBOOK THE MILL***\n\nThe mill.\n",
                Form::Gutenberg,
            ),
            ("The mill.[1]\n\n[Footnote 1: It is shut.]\n", Form::Typed),
            ("They sang _The Mill_ twice.\n", Form::Typed),
            (
                "## p. 3 (#9) ##\nThe mill\n## p. 4 (#10) ##\nstood.\n",
                Form::Pages,
            ),
            ("The mill_wheel of `a_b` and __ .\n", Form::Plain),
            ("The sum [1] is 2 = 3 = 4.\n", Form::Plain),
        ];
        for (text, form) in cases {
            assert_eq!(Form::of(text), form, "{text}");
        }
    }
}
