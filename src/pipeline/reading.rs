//! Texts are read. In: the texts of a manifest, or a file. Out: their [`Source`]s; pages that are pictures are recognised on
//! the way.

use super::{Known, Report, Trouble};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
use crate::manifest::{Manifest, Settings};
use crate::output;
use crate::progress::{Event, Progress};
use crate::source::recognise::{Engine, Recogniser};
use crate::source::{self, Source};
use std::path::Path;

pub(super) fn read_texts(
    manifest: &Manifest,
    known: &mut Known,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<(), Trouble> {
    let mut faults = Diagnostics::default();
    let reading = Reading::of(&manifest.settings, progress);
    for text in &manifest.texts {
        match known.read(text, reading) {
            Ok((source, warnings)) => {
                report.sources.push(source);
                report.messages.extend(warnings);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.has_errors() {
        return Err(report.fail(Trouble::Source, faults));
    }
    Ok(())
}

/// How texts are read that are pictures.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Who reads them.
    pub(super) ocr: Option<Engine>,
    pub(super) language: Option<&'a str>,
    progress: &'a dyn Progress,
}

impl<'a> Reading<'a> {
    /// As the settings have it.
    #[must_use]
    pub fn of(settings: &'a Settings, progress: &'a dyn Progress) -> Reading<'a> {
        let said = Some(settings.meta.language.as_str()).filter(|tag| !tag.is_empty());
        Reading {
            ocr: settings.ocr,
            language: said.or(settings.repair.language.as_deref()),
            progress,
        }
    }

    /// Reads a file's bytes; `name` is what messages call it.
    ///
    /// # Errors
    /// See [`source::read_with`].
    pub fn read(self, name: &str, bytes: &[u8]) -> Result<Warned<Source>, Diagnostic> {
        let progress = |done, of| {
            self.progress.on(Event::Pages {
                text: name,
                done,
                of,
            });
        };
        let recogniser = self.ocr.map(|engine| Recogniser {
            engine,
            language: self.language,
            progress: &progress,
        });
        source::read_with(name, bytes, recogniser.as_ref())
    }
}

/// Reads a text or transcribes pages; `name` is what messages call it.
///
/// # Errors
/// A file that can't be read, or that is no text and no pages: see [`source::read_with`].
pub fn read_text(
    path: &Path,
    name: &str,
    reading: Reading<'_>,
) -> Result<(Source, Diagnostics), Diagnostic> {
    let bytes = std::fs::read(path).map_err(|e| {
        let message = format!("can't read `{name}`: {}", output::reason(&e));
        Diagnostic::error("unreadable-source", message).at(Place::Path(name.into()))
    })?;
    read_bytes(&bytes, name, reading)
}

/// The same for the bytes of a text.
///
/// # Errors
/// As [`read_text`]; and where there are no words.
pub fn read_bytes(
    bytes: &[u8],
    name: &str,
    reading: Reading<'_>,
) -> Result<(Source, Diagnostics), Diagnostic> {
    let read = reading.read(name, bytes)?;
    if read.value.text().trim().is_empty() {
        let message = format!("`{name}` is empty");
        return Err(Diagnostic::error("empty-source", message).at(Place::Path(name.into())));
    }
    Ok((read.value, read.warnings))
}
