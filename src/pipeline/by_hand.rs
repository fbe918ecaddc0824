//! Files that somebody has worked on since they were written. In: what a build is about to write, and the stamp of the last
//! one. Out: what is written; the others are left as they are, and named.

use super::Report;
use super::made::{Stamp, hash_of, is_unchanged};
use crate::diagnostic::{Diagnostic, Place};
use crate::manifest::Manifest;
use crate::output::Document;
use std::path::Path;

/// Takes out of the documents those whose files are no longer as the last build left them, and the Markdown that the book
/// itself is made from.
pub(super) fn spared(
    manifest: &Manifest,
    documents: Vec<Document>,
    report: &mut Report,
) -> Vec<Document> {
    let stamp = Stamp::read(&Stamp::path(manifest)).unwrap_or_default();
    let is_worked_on = |document: &Document| {
        let mut files = stamp.files.iter();
        let last = files.find(|(name, _)| manifest.out.join(name) == document.path);
        last.is_some_and(|(_, hash)| document.path.exists() && !is_unchanged(&document.path, hash))
            && !is_unchanged(&document.path, &hash_of(&document.bytes))
    };
    let sources = report.inputs.iter().flat_map(|path| path.canonicalize());
    let sources: Vec<_> = sources.collect();
    let is_text = |path: &Path| {
        let is_markdown = path.extension().is_some_and(|end| end == "md");
        is_markdown
            && path
                .canonicalize()
                .is_ok_and(|path| sources.contains(&path))
    };
    let mut written = Vec::new();
    for document in documents {
        let name = document.path.display();
        let warning = if is_text(&document.path) {
            let message =
                format!("`{name}` is the text that the book is made from: it stays as it is");
            Diagnostic::warning("source-is-edition", message).hint(
                "leave `markdown` out of `editions.make`, or give the text another name or folder",
            )
        } else if is_worked_on(&document) {
            let message =
                format!("`{name}` was changed by hand since it was made: it stays as it is");
            Diagnostic::warning("edited-edition", message).hint(
                "name it under `text` to build from it, give it another name, or write over it with `build --force`",
            )
        } else {
            written.push(document);
            continue;
        };
        report.messages.push(warning.at(Place::Path(document.path)));
    }
    written
}
