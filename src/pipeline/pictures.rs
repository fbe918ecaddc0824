//! The pictures of a book are read. In: a book as its Markdown says it, and the folder of its manifest. Out: the book with the
//! files of its pictures, from the disk or out of the documents that hold them; what is wrong with one is told at its place in the text.
//!
//! Nothing outside the manifest's folder is read, and no address is asked for anything.

use super::{Known, Report, Trouble};
use crate::book::{Book, Image, visit_pictures};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::manifest::{Found, Manifest};
use crate::output;
use crate::source::{Span, image};
use crate::store::Data;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// So many pictures are unpacked at a time: one of the largest takes 200 MB.
const AT_A_TIME: usize = 2;

/// A picture of the text whose file was found.
struct Wanted {
    source: u16,
    to: String,
    at: Span,
    file: File,
    /// What the file was when it was found.
    stamp: Option<Stamped>,
}

/// Where the bytes of a picture are.
enum File {
    /// On the disk.
    Apart(PathBuf),
    /// In the document that names it.
    Inside(Data),
}

/// Reads the files of all pictures.
///
/// # Errors
/// [`Trouble::Source`] where one is not there, can't be read, or lies outside the manifest's folder.
pub(super) fn hold(
    book: &mut Book,
    manifest: &Manifest,
    known: &mut Known,
    report: &mut Report,
) -> Result<(), Trouble> {
    let mut messages = Diagnostics::default();
    let wanted = wanted(book, manifest, report, &mut messages);
    let mut remarks = Vec::new();
    for part in wanted.chunks(AT_A_TIME) {
        let known = &*known;
        let read = part.par_iter().map(|one| {
            (one.stamp.as_ref())
                .and_then(|stamp| known.image(stamp))
                .map_or_else(|| read(one, known), Ok)
        });
        let read: Vec<Result<image::Read, Diagnostic>> = read.collect();
        for (one, read) in part.iter().zip(read) {
            match read {
                Ok(read) => remarks.push((one, read)),
                Err(fault) => messages.push(fault.at(place(one.at, report))),
            }
        }
    }
    let mut held: BTreeMap<_, Arc<Image>> = BTreeMap::new();
    for (one, image::Read { image, remark }) in remarks {
        if let Some(stamp) = &one.stamp {
            known.keep_image(stamp.clone(), &image, remark.as_ref());
        }
        messages.extend(remark.map(|remark| remark.at(place(one.at, report))));
        if let File::Apart(path) = &one.file {
            report.pictures.push((path.clone(), Some(image.id)));
        }
        let image = held.entry(image.id).or_insert_with(|| Arc::new(image));
        book.hold(one.source, &one.to, Arc::clone(image));
    }
    report
        .inputs
        .extend(wanted.into_iter().filter_map(|one| match one.file {
            File::Apart(path) => Some(path),
            File::Inside(_) => None,
        }));
    name_undescribed(book, &mut messages);
    let messages = softened(messages, report);
    if messages.has_errors() {
        return Err(report.fail(Trouble::Source, messages));
    }
    report.messages.extend(messages);
    Ok(())
}

/// The pictures whose files are there, each file and name once, in the order of the text.
fn wanted(
    book: &Book,
    manifest: &Manifest,
    report: &mut Report,
    messages: &mut Diagnostics,
) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for ((source, to), at) in places(book) {
        if let Some(held) = held(source, &to, report) {
            let stamp = inside(source, &to, manifest);
            match held {
                Ok(file) => wanted.push(Wanted {
                    source,
                    to,
                    at,
                    file: File::Inside(file),
                    stamp,
                }),
                Err(fault) => messages.push(fault.at(place(at, report))),
            }
            continue;
        }
        if is_address(&to) {
            let message =
                format!("`{to}` is not fetched: the picture's description takes its place");
            let warning = Diagnostic::warning("picture-elsewhere", message);
            let warning = warning.hint("put the file beside the text, and name it");
            messages.push(warning.at(place(at, report)));
            continue;
        }
        let text = report
            .sources
            .get(usize::from(source))
            .map_or("", |source| source.name());
        match manifest.picture(text, &to) {
            Ok(Found { path, before }) => {
                report
                    .pictures
                    .extend(before.into_iter().map(|path| (path, None)));
                wanted.push(Wanted {
                    source,
                    to,
                    at,
                    stamp: stamped(&path),
                    file: File::Apart(path),
                });
            }
            Err(fault) => messages.push(fault.at(place(at, report))),
        }
    }
    wanted
}

/// The pictures that a book names, by the text that names them, each with its first place, in the order of the text.
fn places(book: &Book) -> Vec<((u16, String), Span)> {
    let mut places: BTreeMap<(u16, String), Span> = BTreeMap::new();
    for blocks in book.parts() {
        visit_pictures(blocks, &mut |picture, _| {
            let place = places.entry((picture.at.source, picture.to.clone()));
            let place = place.or_insert(picture.at);
            *place = (*place).min(picture.at);
        });
    }
    for picture in book.meta.pictures() {
        places.insert((picture.at.source, picture.to.clone()), picture.at);
    }
    let mut places: Vec<((u16, String), Span)> = places.into_iter().collect();
    places.sort_by_key(|(_, at)| *at);
    places
}

/// A picture that came with the document that names it.
fn held(source: u16, to: &str, report: &Report) -> Option<Result<Data, Diagnostic>> {
    let source = report.sources.get(usize::from(source))?;
    source.picture(to).cloned()
}

/// What a picture inside a document is known by: the document's file, as it is, and its name there.
fn inside(source: u16, to: &str, manifest: &Manifest) -> Option<Stamped> {
    let text = manifest.texts.get(usize::from(source))?;
    let (path, stamp) = stamped(&text.path)?;
    Some((path.join(to), stamp))
}

/// Where a picture is named: in a text, or on the title page.
fn place(at: Span, report: &Report) -> Place {
    match report.sources.get(usize::from(at.source)) {
        Some(_) => Place::Source(at),
        None => Place::Path(report.files[0].name().into()),
    }
}

/// Whether a name is an address and no file.
fn is_address(to: &str) -> bool {
    let scheme = to.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme || to.starts_with("//")
}

fn read(one: &Wanted, known: &Known) -> Result<image::Read, Diagnostic> {
    let refused = |e: &std::io::Error| {
        let message = format!("can't read `{}`: {}", one.to, output::reason(e));
        Diagnostic::error("picture", message)
    };
    let file = match &one.file {
        File::Inside(file) => file.read().map_err(|e| refused(&e))?,
        File::Apart(path) => {
            let length = std::fs::metadata(path).map_err(|e| refused(&e))?.len();
            if length > image::LONGEST {
                let message = format!("`{}` has {} MB", one.to, length.div_ceil(1_000_000));
                let fault = Diagnostic::error("picture", message);
                return Err(fault.hint("a picture's file has up to 50 MB"));
            }
            std::fs::read(path).map_err(|e| refused(&e))?
        }
    };
    let mut read = image::read(&one.to, &file)?;
    known.lay_aside(&mut read.image);
    Ok(read)
}

/// A picture of a document of another program can't be mended by hand: that it is broken or not there is no error.
fn softened(mut messages: Diagnostics, report: &Report) -> Diagnostics {
    for message in &mut messages.0 {
        let Some(Place::Source(at)) = &message.at else {
            continue;
        };
        let source = report.sources.get(usize::from(at.source));
        if message.severity == Severity::Error
            && source.is_some_and(|source| source.origin().is_some())
        {
            message.severity = Severity::Warning;
            message
                .message
                .push_str(": the picture's description takes its place");
        }
    }
    messages
}

/// Names the pictures that nobody describes.
fn name_undescribed(book: &Book, messages: &mut Diagnostics) {
    let mut found = Vec::new();
    for blocks in book.parts() {
        visit_pictures(blocks, &mut |picture, caption| {
            if picture.description(caption).is_empty() {
                found.push((picture.at, picture.to.clone()));
            }
        });
    }
    found.sort();
    for (at, to) in found {
        let message =
            format!("nothing says what `{to}` shows: who can't see it learns nothing of it");
        let warning = Diagnostic::warning("picture-undescribed", message);
        let warning =
            warning.hint("write it between the brackets, or as `{alt=\"…\"}` behind the file");
        messages.push(warning.at(Place::Source(at)));
    }
}

/// The file of a picture that was read before, by its time and length.
pub(super) type Stamped = (PathBuf, (std::time::SystemTime, u64));

/// What tells whether a file is as it was.
pub(super) fn stamped(path: &Path) -> Option<Stamped> {
    let data = std::fs::metadata(path).ok()?;
    Some((path.to_owned(), (data.modified().ok()?, data.len())))
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_told_from_files() {
        for address in [
            "https://a.org/x.png",
            "//a.org/x.png",
            "data:image/png;base64,AA",
            "mailto:a",
        ] {
            assert!(is_address(address), "{address}");
        }
        for file in ["x.png", "a/b:c.png", "C:\\x.png", "fig 1: x.png", ":x"] {
            assert!(!is_address(file), "{file}");
        }
    }
}
