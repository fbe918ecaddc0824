//! Several books and their catalogue. In: manifests and a folder. Out: the editions in folders of that folder, and the
//! catalogue's files beside them.

use super::made::Stamp;
use super::{Order, Report, Trouble, Until, work, write_all};
use crate::book::{Book, Meta};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::editions::facts::Facts;
use crate::editions::front;
use crate::library::{self, Shelved};
use crate::manifest::Manifest;
use crate::output::Document;
use crate::progress::Progress;
use std::path::{Path, PathBuf};

/// Builds some books, each in a folder of `folder` that has its name, and writes a catalogue of them. The last report is
/// the catalogue's. A book that could not be built is not in it; ledgers go where they always go.
pub fn shelve<'a>(
    paths: &[PathBuf],
    folder: &Path,
    order: impl Into<Order<'a>>,
    progress: &dyn Progress,
) -> Vec<Report> {
    let order = Order {
        until: Until::Built,
        shelf: Some(folder),
        ..order.into()
    };
    let mut reports = work(paths, order, progress);
    let shelved = reports.iter_mut().filter_map(|r| r.shelved.take());
    let shelved: Vec<Shelved> = shelved.collect();
    let mut report = Report::default();
    report.trouble = catalogue(&shelved, folder, &mut report).err();
    reports.push(report);
    reports
}

fn catalogue(shelved: &[Shelved], folder: &Path, report: &mut Report) -> Result<(), Trouble> {
    let index = folder.join(library::INDEX);
    let is_ours = |page: String| page.contains(library::GENERATOR);
    if std::fs::read_to_string(&index).is_ok_and(|page| !is_ours(page)) {
        let message = format!("`{}` was not made by pamphleteer", index.display());
        let fault = Diagnostic::error("page-in-the-way", message).at(Place::Path(index));
        let fault = fault.hint("name a folder of its own for the catalogue, or remove the page");
        return Err(report.fail(Trouble::Output, fault));
    }
    if shelved.is_empty() {
        let message = "no book could be built: the catalogue is left as it was";
        let warning = Diagnostic::warning("empty-catalogue", message);
        report.messages.push(warning);
        return Ok(());
    }
    let made = library::catalogue(shelved, folder);
    let documents = made.map_err(|e| report.fail(Trouble::Edition, e))?;
    write_all(documents, report)
}

/// What a catalogue is to say of a book, if one will show it and its cover could be made.
pub(super) fn shelved(manifest: &Manifest, book: &Book, documents: &[Document]) -> Option<Shelved> {
    let mut files = Vec::new();
    let mut front = None;
    for document in documents.iter().filter(|_| manifest.is_shelved) {
        let name = document.path.file_name()?.to_string_lossy();
        let suffix = name.strip_prefix(&manifest.slug)?;
        if suffix == front::EDITION.suffix {
            front = document.bytes.read().ok();
        }
        files.push((suffix.to_owned(), document.bytes.len()));
    }
    Some(Shelved {
        // What had to be made safe, the EPUB has said.
        facts: Facts::gather(book, &manifest.settings, &mut Diagnostics::default()),
        folder: manifest.slug.clone(),
        files,
        front: front?,
    })
}

/// The same of a book that is as its last build left it.
pub(super) fn left(manifest: &Manifest, stamp: &Stamp) -> Option<Shelved> {
    let names = stamp.files.keys().filter(|_| manifest.is_shelved);
    let files = names.filter_map(|name| {
        let suffix = name.strip_prefix(&manifest.slug)?.to_owned();
        let bytes = std::fs::metadata(manifest.out.join(name)).ok()?.len();
        Some((suffix, bytes as usize))
    });
    let meta = Meta {
        language: stamp.language.clone(),
        ..manifest.settings.meta.clone()
    };
    let (settings, title) = (&manifest.settings, stamp.title.clone());
    let front = format!("{}{}", manifest.slug, front::EDITION.suffix);
    Some(Shelved {
        facts: Facts::of(&meta, title, settings, &mut Diagnostics::default()),
        folder: manifest.slug.clone(),
        files: files.collect(),
        front: std::fs::read(manifest.is_shelved.then(|| manifest.out.join(front))?).ok()?,
    })
}
