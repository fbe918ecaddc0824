//! A manifest to begin with. In: some texts. Out: a book.yaml beside them, every key with its meaning, and those filled
//! in that the texts tell.

use crate::book::{Block, Book, Meta, words};
use crate::cli::Scans;
use crate::diagnostic::{Diagnostic, Place};
use crate::lexicon;
use crate::manifest::{Settings, template};
use crate::output::Document;
use crate::pipeline::{self, Reading, Report, Trouble};
use crate::progress::Progress;
use crate::source::forms::gutenberg;
use crate::source::{Source, markdown};
use std::path::{Path, PathBuf};

/// Writes a book.yaml for some texts into their folder.
pub(super) fn write(
    texts: &[PathBuf],
    scans: Scans,
    (report, progress): (&mut Report, &dyn Progress),
) -> Result<(), Trouble> {
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
    let settings = Settings {
        ocr: scans.engine(),
        ..Settings::default()
    };
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
        let (source, warnings) = pipeline::read_text(text, &name, Reading::of(&settings, progress))
            .map_err(|e| {
                report.messages.push(e);
                Trouble::Source
            })?;
        report.sources.push(source);
        report.messages.extend(warnings);
        names.push(name);
    }
    let meta = known(report, &texts[0])?;
    let bytes = template(&meta, &names, settings.ocr).into_bytes();
    pipeline::write_all(vec![Document { path, bytes }], report)
}

/// What the texts say of their book: clean ones by their heads, those of libraries by theirs; else by the words.
fn known(report: &mut Report, text: &Path) -> Result<Meta, Trouble> {
    let said = if pipeline::all_clean(report)? {
        let read = markdown::read(&report.sources);
        let mut book = read.map_err(|faults| {
            report.messages.extend(faults);
            Trouble::Source
        })?;
        report.messages.extend(std::mem::take(&mut book.warnings));
        let title = titled(&book.value, text);
        book.value.meta.or(Meta {
            title,
            ..Meta::default()
        })
    } else {
        let texts = report.sources.iter().map(Source::text);
        texts.fold(Meta::default(), |meta, text| meta.or(gutenberg::meta(text)))
    };
    report.found_forms(&Settings::default());
    if !said.title.is_empty() && !said.language.is_empty() {
        return Ok(said);
    }
    let title = match said.title.is_empty() {
        true => {
            let (book, ..) = pipeline::repair_sources(&report.sources, &Settings::default());
            titled(&book, text)
        }
        false => String::new(),
    };
    Ok(said.or(Meta {
        title,
        language: lexicon::guess(report.sources[0].text()),
        ..Meta::default()
    }))
}

/// The heading that a book begins with, or else the file's name.
fn titled(book: &Book, text: &Path) -> String {
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
