//! The library: a catalogue of several books. In: what was built of each, in one folder. Out: an OPDS 2 feed with a
//! document for each publication, an OPDS 1.2 feed, a page for browsers, and a small picture of each cover.
//!
//! All links are relative, so that the folder can be served from anywhere or carried on a stick. docs/library.md says
//! what is where.

mod atom;
mod index;
mod json;
mod publication;

use crate::diagnostic::Diagnostics;
use crate::editions::facts::Facts;
use crate::output::Document;
use crate::wording::{Wording, wording};
use publication::Publication;
pub(crate) use publication::Shelved;
use std::path::Path;

/// The OPDS 2 feed.
const JSON: &str = "catalogue.json";
/// The OPDS 1.2 feed.
const ATOM: &str = "catalogue.xml";
/// The page for browsers.
pub(crate) const INDEX: &str = "index.html";
/// What the page says of its maker; a page without it is somebody else's.
pub(crate) const GENERATOR: &str = r#"<meta name="generator" content="pamphleteer">"#;

/// The names of what the catalogue puts into a book's folder, beside its editions.
pub(crate) fn pages_of(folder: &str) -> [String; 2] {
    [
        publication::thumbnail(folder),
        publication::document(folder),
    ]
}

/// The catalogue of a folder.
struct Catalogue<'a> {
    title: String,
    /// BCP 47 tag of what it says itself.
    language: String,
    words: &'static Wording<'static>,
    /// The latest change of a publication.
    updated: &'a str,
    publications: Vec<Publication<'a>>,
}

/// Makes the files of a catalogue; `folder` is where it stands, and each book in a folder of it.
///
/// # Errors
/// A cover that can't be made small.
pub(crate) fn catalogue(shelved: &[Shelved], folder: &Path) -> Result<Vec<Document>, Diagnostics> {
    let mut documents = Vec::new();
    let mut publications = Vec::new();
    for book in shelved {
        let (publication, thumbnail) = Publication::of(book)?;
        let path = folder.join(&book.folder);
        documents.push(Document {
            path: path.join(publication.thumbnail_name()),
            bytes: thumbnail.into(),
        });
        documents.push(Document {
            path: path.join(publication.document_name()),
            bytes: json::publication(&publication).into_bytes().into(),
        });
        publications.push(publication);
    }
    let catalogue = Catalogue::of(publications);
    let feeds = [
        (JSON, json::feed(&catalogue)),
        (ATOM, atom::feed(&catalogue)),
        (INDEX, index::page(&catalogue)),
    ];
    documents.extend(feeds.map(|(name, text)| Document {
        path: folder.join(name),
        bytes: text.into_bytes().into(),
    }));
    Ok(documents)
}

impl<'a> Catalogue<'a> {
    fn of(publications: Vec<Publication<'a>>) -> Catalogue<'a> {
        let facts = || publications.iter().map(|p| p.facts);
        let language = common(facts().map(|f| primary(&f.language))).unwrap_or("en");
        let words = wording(language);
        let publisher = common(facts().map(|f| f.publisher.as_deref().unwrap_or_default()));
        let title = publisher.filter(|name| !name.is_empty());
        let updated = facts().map(|facts| facts.modified.as_str()).max();
        Catalogue {
            title: title.unwrap_or(words.publications).to_owned(),
            language: words.language.to_owned(),
            words,
            updated: updated.unwrap_or_default(),
            publications,
        }
    }
}

/// What all have in common.
fn common<'a>(mut values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Whether a date has year, month and day, as feeds want it.
fn full_date(facts: &Facts) -> Option<&str> {
    let date = facts.date.as_deref();
    date.filter(|date| date.matches('-').count() == 2)
}
