//! A manifest to begin with. In: some texts. Out: a book.yaml beside them, every key with its meaning, and those filled
//! in that the texts tell.

use crate::book::{Block, words};
use crate::diagnostic::{Diagnostic, Place};
use crate::lexicon;
use crate::manifest::{Settings, template};
use crate::output::Document;
use crate::pipeline::{self, Report, Trouble};
use std::path::{Path, PathBuf};

/// Writes a book.yaml for some texts into their folder.
pub(super) fn write(texts: &[PathBuf], report: &mut Report) -> Result<(), Trouble> {
    let folder = texts[0].parent().unwrap_or(Path::new(""));
    let path = folder.join("book.yaml");
    let refuse = |report: &mut Report, fault: Diagnostic| {
        report.messages.push(fault);
        Trouble::Manifest
    };
    if path.exists() {
        let message = format!("`{}` is there already", path.display());
        let fault = Diagnostic::error("manifest-exists", message).at(Place::Path(path));
        return Err(refuse(
            report,
            fault.hint("take it away first if you want a new one"),
        ));
    }
    let mut names = Vec::new();
    for text in texts {
        if text.parent() != texts[0].parent() {
            let message = format!("`{}` stands in another folder", text.display());
            let fault = Diagnostic::error("path-leaves-folder", message);
            return Err(refuse(report, fault.hint("put all texts into one folder")));
        }
        let name = text
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (source, warnings) = pipeline::read_text(text, &name).map_err(|e| {
            report.messages.push(e);
            Trouble::Source
        })?;
        report.sources.push(source);
        report.messages.extend(warnings);
        names.push(name);
    }
    let language = lexicon::guess(report.sources[0].text());
    let yaml = template(&title(report, &texts[0]), &names, &language);
    let bytes = yaml.into_bytes();
    pipeline::write_all(vec![Document { path, bytes }], report)
}

/// The heading that the text begins with, or else the file's name.
fn title(report: &Report, text: &Path) -> String {
    let (book, ..) = pipeline::repair_sources(&report.sources, &Settings::default());
    let heading = match book.blocks().first() {
        Some(Block::Heading { text, .. }) => words(text).trim().to_string(),
        _ => String::new(),
    };
    if heading.is_empty() {
        let name = text.file_stem().unwrap_or_default().to_string_lossy();
        return name.replace(['-', '_'], " ");
    }
    heading
}
