//! What is said of a book. In: what a manifest, a library or a title page says. Out: [`Meta`], which editions print and catalogue.

use super::{Imprint, Picture};
use std::collections::BTreeMap;

/// What the title page says. All text as the manifest has it; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Title, on one line.
    pub title: String,
    /// The lines that it is set in on title page and cover, where the editor has parted it; else empty.
    pub title_lines: Vec<String>,
    /// What the title is filed under: `Free School, The`.
    pub file_as: Option<String>,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Authors, editors, translators …, in order.
    pub contributors: Vec<Contributor>,
    /// BCP 47 tag of the text, such as `en-GB`.
    pub language: String,
    /// The identifier as given (a URN, a URL, any name); the EPUB derives its UUID from it.
    pub identifier: Option<String>,
    /// ISBN, digits only.
    pub isbn: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Date of this publication: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Rights.
    pub rights: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Subjects.
    pub subjects: Vec<String>,
    /// Series and number in it.
    pub series: Option<(String, Option<String>)>,
    /// The printed edition that the text and its page numbers come from.
    pub source: Option<String>,
    /// What else is said of the publisher and of the printing.
    pub imprint: Imprint,
    /// The picture opposite the title page.
    pub frontispiece: Option<Frontispiece>,
    /// The editor's own words in the place of ours, by [`crate::wording::OWN`].
    pub wording: BTreeMap<String, String>,
}

impl Meta {
    /// This, and where it says nothing, what `other` says.
    #[must_use]
    pub fn or(self, other: Meta) -> Meta {
        let words = |one: String, other| if one.is_empty() { other } else { one };
        let has_people = !self.contributors.is_empty();
        // Lines and filing belong to the title that they are of.
        let is_same = self.title.is_empty() || self.title == other.title;
        let (title_lines, file_as) = match (is_same, self.title_lines.is_empty()) {
            (true, true) => (other.title_lines, self.file_as.or(other.file_as)),
            (true, false) => (self.title_lines, self.file_as.or(other.file_as)),
            (false, _) => (self.title_lines, self.file_as),
        };
        Meta {
            title: words(self.title, other.title),
            title_lines,
            file_as,
            subtitle: self.subtitle.or(other.subtitle),
            contributors: if has_people {
                self.contributors
            } else {
                other.contributors
            },
            language: words(self.language, other.language),
            identifier: self.identifier.or(other.identifier),
            isbn: self.isbn.or(other.isbn),
            publisher: self.publisher.or(other.publisher),
            date: self.date.or(other.date),
            rights: self.rights.or(other.rights),
            description: self.description.or(other.description),
            subjects: if self.subjects.is_empty() {
                other.subjects
            } else {
                self.subjects
            },
            series: self.series.or(other.series),
            source: self.source.or(other.source),
            imprint: self.imprint.or(other.imprint),
            frontispiece: self.frontispiece.or(other.frontispiece),
            wording: other.wording.into_iter().chain(self.wording).collect(),
        }
    }

    /// Takes a title in lines: of one it is that line.
    pub fn entitle(&mut self, lines: Vec<String>) {
        self.title = lines.join(" ");
        self.title_lines = match lines.len() {
            0 | 1 => Vec::new(),
            _ => lines,
        };
    }

    /// The title as it is set where it stands alone: a line for each that the editor wants.
    #[must_use]
    pub fn shown_title(&self) -> String {
        match self.title_lines.is_empty() {
            true => self.title.clone(),
            false => self.title_lines.join("\n"),
        }
    }

    /// The pictures that the first leaves have.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let frontispiece = self.frontispiece.as_ref().map(|front| &front.picture);
        self.imprint.logo.iter().chain(frontispiece)
    }

    /// The names of the authors alone, in order.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        let authors = self.contributors.iter().filter(|c| c.role == "aut");
        authors.map(|c| c.name.as_str())
    }
}

/// An ISBN as it is printed, `ISBN` before it: in the parts that its agency's ranges give (ISO 2108); of a range that is not
/// given out yet as typed.
pub(crate) fn isbn_in_words(isbn: &str) -> String {
    let parts = isbn.parse::<isbn::Isbn>().map(|isbn| isbn.hyphenate());
    let parts = parts.and_then(|parts| parts.map(|parts| parts.to_string()));
    format!("ISBN {}", parts.as_deref().unwrap_or(isbn))
}

/// A picture opposite a title page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontispiece {
    /// The picture.
    pub picture: Picture,
    /// What stands below it.
    pub caption: Option<String>,
    /// What it shows, if the caption does not say so.
    pub describes: Option<String>,
}

/// Someone who made the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// As printed: `Emma Goldman`.
    pub name: String,
    /// As filed: `Goldman, Emma`.
    pub file_as: Option<String>,
    /// MARC relator code: `aut`, `edt`, `trl` …
    pub role: String,
}
