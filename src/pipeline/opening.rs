//! A manifest is opened. In: its path, or its text. Out: the [`Manifest`], checked; the report knows of its files and of what
//! is still a guess in it.

use super::{Report, Trouble};
use crate::diagnostic::{Diagnostic, Place};
use crate::manifest::{self, Manifest};
use crate::source::Source;
use std::path::Path;

pub(super) fn read_manifest(path: &Path, report: &mut Report) -> Result<Manifest, Trouble> {
    let opened = manifest::open(path);
    let file = opened.map_err(|e| report.fail(Trouble::Manifest, e))?;
    take_manifest(file, report)
}

pub(super) fn take_manifest(
    file: manifest::File,
    report: &mut Report,
) -> Result<Manifest, Trouble> {
    report.inputs.push(file.source.name().into());
    let read = manifest::resolve(&file);
    report.messages.extend(unchecked(&file.source));
    report.files = vec![file.source];
    let mut manifest = read.map_err(|e| report.fail(Trouble::Manifest, e))?;
    report.messages.extend(manifest.warnings);
    let date = source_date().map_err(|e| report.fail(Trouble::Manifest, e))?;
    manifest.value.settings.source_date = date;
    let files = manifest
        .value
        .texts
        .iter()
        .filter(|text| text.words.is_none());
    let texts = files.map(|text| text.path.clone());
    report.inputs.extend(texts);
    let cover = &manifest.value.settings.cover;
    report
        .inputs
        .extend(cover.iter().map(|cover| cover.path.clone()));
    Ok(manifest.value)
}

/// What nobody has checked of the guesses that a manifest began with: it would stand on the cover.
fn unchecked(file: &Source) -> Option<Diagnostic> {
    let keys = manifest::unchecked(file.text());
    let (_, line) = *keys.first()?;
    let names: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
    let (are, them) = match names.len() {
        1 => ("is a guess", "it is right, or put it right"),
        _ => ("are guesses", "they are right, or put them right"),
    };
    let message = format!("{} {are} that nobody has checked", names.join(", "));
    let hint = format!("see whether {them}, and take away `# please check`");
    let place = Place::File {
        path: file.name().into(),
        line,
        column: 1,
        length: keys[0].0.len() as u32,
    };
    Some(
        Diagnostic::warning("unchecked-guess", message)
            .hint(hint)
            .at(place),
    )
}

/// Seconds since 1970, by SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch): what is no number there
/// is an error, for a build must not pass for a reproducible one.
fn source_date() -> Result<Option<u64>, Diagnostic> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let value = value.to_string_lossy();
    let seconds = value.parse().ok().filter(|&s| s <= LATEST);
    seconds.map(Some).ok_or_else(|| {
        let message = format!("SOURCE_DATE_EPOCH is `{value}`");
        Diagnostic::error("bad-source-date", message)
            .hint("it must be a number of seconds since 1970, such as `date +%s` prints")
    })
}

/// The last second of the year 9999: dates in PDF and EPUB have four digits for the year.
const LATEST: u64 = 253_402_300_799;
