//! What was done to one book. In: what the steps find, say and write. Out: a [`Report`], and the files on the disk.

use super::form;
use crate::book::ImageId;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::ledger::Ledger;
use crate::library::Shelved;
use crate::manifest::Settings;
use crate::output::{self, Document};
use crate::report::Shelf;
use crate::source::Source;
use crate::source::forms::Form;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What went wrong first. The numbers are the program's exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Queries are open, and that was to count as a failure.
    Queries = 1,
    /// The manifest.
    Manifest = 2,
    /// A source can't be read.
    Source = 3,
    /// An edition can't be made; the others are.
    Edition = 4,
    /// The disk refuses the output.
    Output = 5,
}

/// What was done to one book, what is to be said about it, and all that the messages point into.
#[derive(Debug, Default)]
pub struct Report {
    /// The book, as messages name it.
    pub name: String,
    /// The manifest as read; empty without one.
    pub files: Vec<Source>,
    /// The texts as read.
    pub sources: Vec<Source>,
    /// Errors and warnings, in the order of the steps.
    pub messages: Diagnostics,
    /// What was repaired and asked.
    pub ledger: Ledger,
    /// The files that it was made from, as far as they are known.
    pub inputs: Vec<PathBuf>,
    /// The files of its pictures with what they held, and those that were looked for where none was.
    pub(crate) pictures: Vec<(PathBuf, Option<ImageId>)>,
    /// The book's title.
    pub title: String,
    /// The forms that the texts were read in, each once.
    pub forms: Vec<String>,
    /// How many notes the book has.
    pub notes: usize,
    /// How many note bodies no call reaches.
    pub loose: usize,
    /// The files written, and their bytes.
    pub written: Vec<(PathBuf, usize)>,
    /// Files of old names that were removed.
    pub removed: Vec<PathBuf>,
    /// What the last build said, where nothing has changed since and the book was left as it is.
    pub unchanged: Option<Tally>,
    /// Where the stamp of its build stands, if it was built or is as it was.
    pub(crate) stamp: Option<PathBuf>,
    /// What a catalogue says of it.
    pub(crate) shelved: Option<Shelved>,
    /// What went wrong, if anything.
    pub trouble: Option<Trouble>,
    /// The folders that nothing may be written outside of, links followed; none where anything may be.
    pub(crate) homes: Vec<PathBuf>,
}

/// How much there is of what a person asks for first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Notes.
    pub notes: usize,
    /// Note bodies that no call reaches.
    pub loose: usize,
    /// Changes of the text.
    pub changes: usize,
    /// Open queries.
    pub open: usize,
    /// Open queries, those alike counted once.
    pub kinds: usize,
    /// Remarks.
    pub remarks: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Report {
    /// What there is of it: as the last build counted, if the book was left as it is.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let queries = self.ledger.queries();
        let open = queries.iter().filter(|query| !query.remark).count();
        let messages = self.messages.0.iter();
        let warnings = messages.filter(|m| m.severity == Severity::Warning).count();
        self.unchanged.unwrap_or_else(|| Tally {
            notes: self.notes,
            loose: self.loose,
            changes: self.ledger.changes().len(),
            open,
            kinds: self.ledger.questions().len(),
            remarks: queries.len() - open,
            warnings,
        })
    }

    /// The files that its messages point into.
    #[must_use]
    pub fn shelf(&self) -> Shelf<'_> {
        Shelf {
            sources: &self.sources,
            files: &self.files,
        }
    }

    /// Notes the forms of the texts that were repaired.
    pub fn found_forms(&mut self, settings: &Settings) {
        for source in &self.sources {
            let found = form(source, settings);
            let name = match source.origin() {
                Some(origin) => origin.into(),
                None if found == Form::Plain || source.is_clean() => continue,
                None => found.to_string(),
            };
            if !self.forms.contains(&name) {
                self.forms.push(name);
            }
        }
    }

    /// Whether a file would be written outside of the folders that it must stay in: a link in them may lead away.
    pub(super) fn leaves(&self, path: &Path) -> bool {
        if self.homes.is_empty() {
            return false;
        }
        let there = output::real(path);
        let is_in = |there: PathBuf| self.homes.iter().any(|home| there.starts_with(home));
        !there.is_some_and(is_in)
    }

    pub(crate) fn fail(&mut self, trouble: Trouble, messages: impl Into<Diagnostics>) -> Trouble {
        self.messages.extend(messages.into());
        trouble
    }
}

/// Writes some files and enters them in the report. A file that the book was made from is never written over.
///
/// # Errors
/// [`Trouble::Output`] if the disk refuses one of them, or one is a source; then none was written.
pub fn write_all(documents: Vec<Document>, report: &mut Report) -> Result<(), Trouble> {
    let sources: Vec<PathBuf> = report
        .inputs
        .iter()
        .flat_map(|p| p.canonicalize())
        .collect();
    let is_source = |d: &&Document| d.path.canonicalize().is_ok_and(|p| sources.contains(&p));
    let clashes = documents.iter().filter(is_source).map(|d| {
        let message = format!(
            "`{}` would be written over, and it is a source",
            d.path.display()
        );
        let fault = Diagnostic::error("source-in-the-way", message);
        fault
            .hint("give the output another name or folder")
            .at(Place::Path(d.path.clone()))
    });
    let leaving = documents
        .iter()
        .filter(|d| report.leaves(&d.path))
        .map(|d| {
            let message = format!("`{}` leads out of the book's folder", d.path.display());
            let fault = Diagnostic::error("path-leaves-folder", message);
            fault
                .hint("take the link away: nothing is written outside of the folder")
                .at(Place::Path(d.path.clone()))
        });
    let twice = twice(&documents);
    let clashes = Diagnostics(clashes.chain(leaving).chain(twice).collect());
    if clashes.has_errors() {
        return Err(report.fail(Trouble::Output, clashes));
    }
    output::write(&documents).map_err(|e| report.fail(Trouble::Output, e))?;
    let written = documents.into_iter().map(|d| (d.path, d.bytes.len()));
    report.written.extend(written);
    Ok(())
}

/// Files that two of the documents would be: the second would be all that is left.
fn twice(documents: &[Document]) -> Vec<Diagnostic> {
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut faults = Vec::new();
    for Document { path, .. } in documents {
        // Two spellings of a place are one; a device takes all.
        let place = output::real(path).unwrap_or_else(|| path.clone());
        let is_device = std::fs::metadata(path).is_ok_and(|data| !data.is_file());
        if !is_device && seen.contains(&place) {
            let message = format!("`{}` would be written twice", path.display());
            let fault = Diagnostic::error("one-file-for-two", message);
            let fault = fault.hint("give each a file of its own");
            faults.push(fault.at(Place::Path(path.clone())));
        }
        seen.push(place);
    }
    faults
}
