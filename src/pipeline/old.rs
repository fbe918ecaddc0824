//! Files of old names. In: the reports of some books that were built, and the stamps beside their editions. Out: of each
//! book, the files that earlier builds wrote under a title that it has no more, or in an edition that is no more asked
//! for: named in a warning, or removed.
//!
//! What is removed was written by a build of this very manifest and is unchanged since: a file that a hand has been at
//! stays, and so does one that a book is made from.

use super::Report;
use super::made::{ENDING, Stamp, is_unchanged};
use crate::diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Names or removes the files of old names of all books that are as their manifests have it. It is done when the last
/// book is through: until then one may still be writing under a name that another had.
pub(super) fn tidy(reports: &mut [Report], shelf: Option<&Path>, is_to_prune: bool) {
    let mut shelves = BTreeMap::new();
    let sources: Vec<PathBuf> = reports
        .iter()
        .flat_map(|report| &report.inputs)
        .flat_map(|path| path.canonicalize())
        .collect();
    for report in reports {
        let Some(own) = report.stamp.clone().filter(|_| report.trouble.is_none()) else {
            continue;
        };
        let place = shelf.or(own.parent()).unwrap_or(Path::new("")).to_owned();
        let stamps = shelves
            .entry(place)
            .or_insert_with_key(|place| stamps(place, shelf.is_some()));
        let Some(Old { mut files, stamps }) = old(&own, stamps) else {
            continue;
        };
        files.retain(|(path, _)| path.canonicalize().is_ok_and(|p| !sources.contains(&p)));
        if is_to_prune {
            prune(&files, &stamps, &own, report);
        } else if let Some(warning) = named(&files) {
            report.messages.push(warning);
        }
    }
}

/// What is left of earlier builds of a book.
struct Old {
    /// Files and the hashes that they were written with.
    files: Vec<(PathBuf, String)>,
    /// The stamps of its old names.
    stamps: Vec<PathBuf>,
}

/// A stamp and the manifest that it was made from.
type Found = (PathBuf, PathBuf, Stamp);

/// All stamps in a folder, or in the folders of a catalogue.
fn stamps(place: &Path, is_shelf: bool) -> Vec<Found> {
    let entries = |folder: &Path| {
        let read = fs::read_dir(folder).ok().into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = read.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    };
    let folders = if is_shelf {
        entries(place)
    } else {
        vec![place.to_owned()]
    };
    let files = folders.iter().flat_map(|folder| entries(folder));
    let stamps = files.filter(|file| file.to_string_lossy().ends_with(ENDING));
    let found = stamps.filter_map(|path| {
        let stamp = Stamp::read(&path)?;
        let manifest = path.parent()?.join(&stamp.manifest).canonicalize().ok()?;
        Some((path, manifest, stamp))
    });
    found.collect()
}

fn old(own: &Path, stamps: &[Found]) -> Option<Old> {
    let (_, manifest, current) = stamps.iter().find(|(path, ..)| path == own)?;
    let others = stamps
        .iter()
        .filter(|(path, of, _)| of == manifest && path != own);
    let others: Vec<&Found> = others.collect();
    let at = |stamp: &Path, name: &String| stamp.with_file_name("").join(name);
    let left = current
        .left
        .iter()
        .map(|(name, hash)| (at(own, name), hash.clone()));
    let files = others.iter().flat_map(|(path, _, stamp)| {
        let files = stamp.files.iter().chain(&stamp.left);
        files.map(|(name, hash)| (at(path, name), hash.clone()))
    });
    let files = left.chain(files).filter(|(path, _)| path.is_file());
    Some(Old {
        files: files.collect(),
        stamps: others.iter().map(|(path, ..)| path.clone()).collect(),
    })
}

fn named(files: &[(PathBuf, String)]) -> Option<Diagnostic> {
    let (first, _) = files.first()?;
    let message = match files.len() {
        1 => format!("`{}` is left of an earlier build", first.display()),
        n => format!(
            "`{}` and {} more files are left of earlier builds",
            first.display(),
            n - 1
        ),
    };
    let warning = Diagnostic::warning("old-files", message).at(Place::Path(first.clone()));
    Some(warning.hint("no build writes them under these names now: `build --prune` removes them"))
}

fn prune(files: &[(PathBuf, String)], stamps: &[PathBuf], own: &Path, report: &mut Report) {
    for (path, hash) in files {
        if !is_unchanged(path, hash) {
            let message = format!("`{}` was changed by hand: it stays", path.display());
            let warning = Diagnostic::warning("changed-by-hand", message);
            report.messages.push(warning.at(Place::Path(path.clone())));
        } else if fs::remove_file(path).is_ok() {
            report.removed.push(path.clone());
        }
    }
    for stamp in stamps {
        let _ = fs::remove_file(stamp);
        // A folder of a catalogue holds what the catalogue says of the book, too; whatever else is there keeps the folder.
        if let Some(folder) = stamp
            .parent()
            .filter(|folder| Some(*folder) != own.parent())
        {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            for made in crate::library::pages_of(&name) {
                let _ = fs::remove_file(folder.join(made));
            }
            let _ = fs::remove_dir(folder);
        }
    }
    if let Some(mut stamp) = Stamp::read(own).filter(|stamp| !stamp.left.is_empty()) {
        stamp.left.clear();
        stamp.write(own);
    }
}
