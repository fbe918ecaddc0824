//! The EPUB as a list of files. In: what the other modules write. Out: [`Volume`], from which package and navigation
//! are made.

use super::{Reader, kobo};
use crate::book::Book;
use crate::editions::facts::Facts;
use crate::editions::numbers::{self, Placed};
use crate::editions::xml::escaped;
use crate::language::is_right_to_left;
use crate::manifest::Settings;
use crate::wording::Wording;

/// Attributes that say a language and, where its lines run the other way than the book's, their direction.
pub(super) fn language_attributes(tag: &str, is_backwards: bool) -> String {
    let direction = match (is_right_to_left(tag), is_backwards) {
        (true, false) => " dir=\"rtl\"",
        (false, true) => " dir=\"ltr\"",
        _ => "",
    };
    let tag = escaped(tag);
    format!(" lang=\"{tag}\" xml:lang=\"{tag}\"{direction}")
}

/// A file of the EPUB.
pub(super) struct File {
    /// Its path under OEBPS.
    pub(super) name: String,
    /// Its id in the package's manifest.
    pub(super) id: String,
    /// Its media type.
    pub(super) media: &'static str,
    /// Its properties in the package's manifest.
    pub(super) properties: &'static str,
    /// Its title, if it is read in the order of the spine.
    pub(super) title: Option<String>,
    /// Its bytes.
    pub(super) data: Vec<u8>,
}

/// A heading, for the table of contents.
pub(super) struct Entry {
    /// Depth, from 1.
    pub(super) level: u8,
    /// Its words.
    pub(super) title: String,
    /// File and fragment.
    pub(super) target: String,
}

/// A page of the printed source.
pub(super) struct PrintedPage {
    /// Its number as printed.
    pub(super) label: String,
    /// File and fragment.
    pub(super) target: String,
}

/// A place that readers offer a way to.
pub(super) struct Landmark {
    /// Its kind, by the EPUB structural semantics vocabulary.
    pub(super) kind: &'static str,
    /// Its name.
    pub(super) title: String,
    /// File and fragment.
    pub(super) target: String,
}

/// The whole EPUB.
pub(super) struct Volume<'a> {
    pub(super) book: &'a Book,
    pub(super) settings: &'a Settings,
    pub(super) facts: &'a Facts,
    pub(super) reader: Reader,
    pub(super) words: Wording<'a>,
    pub(super) placed: Vec<Placed>,
    pub(super) files: Vec<File>,
    pub(super) contents: Vec<Entry>,
    pub(super) pages: Vec<PrintedPage>,
    pub(super) landmarks: Vec<Landmark>,
}

/// Media type of a page.
pub(super) const XHTML: &str = "application/xhtml+xml";

impl<'a> Volume<'a> {
    /// An empty EPUB.
    pub(super) fn new(
        book: &'a Book,
        settings: &'a Settings,
        (facts, reader): (&'a Facts, Reader),
    ) -> Volume<'a> {
        Volume {
            book,
            settings,
            facts,
            reader,
            words: Wording::of(&book.meta),
            placed: numbers::place(book, settings.notes.numbering),
            files: Vec::new(),
            contents: Vec::new(),
            pages: Vec::new(),
            landmarks: Vec::new(),
        }
    }

    /// Adds a page that is read in the order of the spine. `name` is its file name without extension, and its id.
    pub(super) fn add_page(&mut self, name: &str, title: &str, body: &str) {
        let data = self.page(title, body).into_bytes();
        self.files.push(File {
            name: format!("{name}.xhtml"),
            id: name.into(),
            media: XHTML,
            properties: if body.contains("<math ") {
                "mathml"
            } else {
                ""
            },
            title: Some(title.into()),
            data,
        });
    }

    /// Adds a landmark.
    pub(super) fn add_landmark(&mut self, kind: &'static str, title: &str, target: &str) {
        self.landmarks.push(Landmark {
            kind,
            title: title.into(),
            target: target.into(),
        });
    }

    /// Whether the book's lines run from right to left.
    pub(super) fn is_backwards(&self) -> bool {
        is_right_to_left(&self.facts.language)
    }

    /// An XHTML document around a body.
    pub(super) fn page(&self, title: &str, body: &str) -> String {
        let language = escaped(&self.facts.language);
        let turned = if self.is_backwards() {
            " dir=\"rtl\""
        } else {
            ""
        };
        let title = escaped(title);
        let body = match self.reader {
            Reader::Kobo => kobo::framed(body),
            Reader::Any | Reader::Kindle => body.to_owned(),
        };
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" epub:prefix="z3998: http://www.daisy.org/z3998/2012/vocab/structure/#" lang="{language}" xml:lang="{language}"{turned}>
<head>
<meta charset="UTF-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="stylesheet.css"/>
</head>
<body>
{body}
</body>
</html>
"#
        )
    }
}
