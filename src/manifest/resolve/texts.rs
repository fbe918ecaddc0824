//! The texts that a manifest names. In: `text`, `front` and `back` as typed. Out: each file or its words, and what is said of it.

use super::meta::contributors;
use super::{missing, value};
use crate::book::several::Said;
use crate::book::{Kind, Place};
use crate::diagnostic::Diagnostic;
use crate::manifest::Text;
use crate::manifest::faults::{Faults, Placed};
use crate::manifest::kind::{Either, OneOrMany};
use crate::manifest::paths::Folder;
use crate::manifest::raw::{Entry, Piece, Raw, StartOn};
use crate::manifest::scalars::FileName;
use crate::source::convert;

/// All texts, those of the book first, and what is said of each.
pub(super) fn texts(raw: &Raw, folder: &Folder<'_>, faults: &mut Faults) -> (Vec<Text>, Vec<Said>) {
    let (mut texts, mut said) = of_book(raw.text.clone(), folder, faults);
    if texts.is_empty() {
        return (texts, said);
    }
    for (place, pieces) in [(Place::Front, &raw.front), (Place::Back, &raw.back)] {
        let pieces = pieces.clone().map_or(Vec::new(), |pieces| pieces.0);
        for (number, piece) in (1..).zip(pieces) {
            if let Some((text, own)) = piece_of(piece, (place, number), folder, faults) {
                texts.push(text);
                said.push(own);
            }
        }
    }
    (texts, said)
}

/// The texts of the book itself.
fn of_book(
    entries: Option<OneOrMany<Either<Placed<FileName>, Entry>>>,
    folder: &Folder<'_>,
    faults: &mut Faults,
) -> (Vec<Text>, Vec<Said>) {
    let (mut texts, mut said) = (Vec::new(), Vec::new());
    for entry in entries.map_or(Vec::new(), |entries| entries.0) {
        let entry = match entry {
            Either::One(file) => Entry {
                file: Some(file),
                ..Entry::default()
            },
            Either::Other(entry) => entry,
        };
        if entry.file.is_none() && !entry.given.contains(&"file") {
            let hint = "name its file: `file: ferry.txt`";
            faults.value(&entry.path, missing("file", hint));
        }
        let own = said_of(&entry, faults);
        let Some(file) = entry.file else { continue };
        match text(&file.value.0, folder) {
            Ok(text) => {
                texts.push(text);
                said.push(own);
            }
            Err(fault) => faults.value(&file.path, fault),
        }
    }
    if texts.len() >= usize::from(u16::MAX) {
        faults.value(
            &[],
            Diagnostic::error("too-many-texts", "more than 65,534 texts"),
        );
    }
    (texts, said)
}

fn said_of(entry: &Entry, faults: &mut Faults) -> Said {
    let entry = entry.clone();
    Said {
        title: value(entry.title),
        people: contributors(entry.authors, faults),
        language: value(entry.language).map(|tag| tag.0),
        part: value(entry.part),
        on_recto: value(entry.start_on).is_some_and(|start| start.0 == StartOn::Recto),
        ..Said::default()
    }
}

/// The file of a piece, or its words under a name of ours; none where it has neither or both.
fn words_of(
    piece: &Piece,
    name: &str,
    folder: &Folder<'_>,
    faults: &mut Faults,
) -> Result<Text, ()> {
    match (&piece.file, &piece.words) {
        (Some(file), None) => text(&file.value.0, folder).map_err(|fault| {
            faults.value(&file.path, fault);
        }),
        (None, Some(words)) => Ok(Text {
            name: name.into(),
            path: folder.0.into(),
            words: Some(words.value.0.clone()),
        }),
        (Some(_), Some(words)) => {
            let fault = Diagnostic::error("two-texts", "`file` and `words` are both given");
            faults.value(&words.path, fault.hint("keep one of the two"));
            Err(())
        }
        (None, None)
            if piece
                .given
                .iter()
                .any(|key| ["file", "words"].contains(key)) =>
        {
            Err(())
        }
        (None, None) => {
            let fault = missing(
                "file",
                "name its file, `file: preface.md`, or give its `words`",
            );
            faults.value(&piece.path, fault);
            Err(())
        }
    }
}

/// A piece before or behind the texts.
fn piece_of(
    piece: Piece,
    (place, number): (Place, usize),
    folder: &Folder<'_>,
    faults: &mut Faults,
) -> Option<(Text, Said)> {
    let key = match place {
        Place::Front => "front",
        _ => "back",
    };
    if !piece.given.contains(&"kind") {
        let hint = format!(
            "say what it is: `kind: {}`",
            if key == "front" {
                "preface"
            } else {
                "afterword"
            }
        );
        faults.value(&piece.path, missing("kind", &hint));
    }
    let row = piece.kind.as_ref()?;
    let kind = Kind::of(&row.value.name)?;
    if !kind.places.contains(&place) {
        let other = if key == "front" { "back" } else { "front" };
        let message = format!("`{}` does not stand in the {key} of a book", kind.name);
        let fault = Diagnostic::error("wrong-place", message);
        faults.value(&row.path, fault.hint(format!("put it under `{other}:`")));
    }
    let name = format!("{key} {number}, {}.md", kind.name);
    let text = words_of(&piece, &name, folder, faults);
    let said = Said {
        kind,
        place,
        title: value(piece.title),
        people: contributors(piece.authors, faults),
        language: value(piece.language).map(|tag| tag.0),
        ..Said::default()
    };
    Some((text.ok()?, said))
}

/// How the names of texts end, beside those of other programs' documents.
const KINDS: &[&str] = &[
    "txt", "text", "md", "markdown", "pdf", "hocr", "xml", "png", "jpg", "jpeg", "tif", "tiff",
    "jp2",
];

fn text(name: &str, folder: &Folder<'_>) -> Result<Text, Diagnostic> {
    let path = folder.file(name)?;
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    if !KINDS.contains(&extension.as_str()) && !convert::is_named(name) {
        let message = format!("`{name}` is no kind of file that can be read");
        let fault = Diagnostic::error("unknown-text-kind", message);
        let hint = "texts to repair are .txt, .pdf, OCR's .hocr and .xml, or pictures; clean ones .md, .docx, .epub …";
        return Err(fault.hint(hint));
    }
    let name = name.into();
    Ok(Text {
        name,
        path,
        words: None,
    })
}
