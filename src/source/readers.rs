//! Who reads a file. In: its name and bytes. Out: its [`Source`], by the first of [`READERS`] that knows its kind; what
//! none knows is converted, or decoded as text. Pictures, and PDFs of pictures, go to `recognise` if that was asked for.

use super::recognise::{self, Recogniser};
use super::typography::Typography;
use super::{Source, convert, decode, ocr, pdf};
use crate::diagnostic::{Diagnostic, Warned};

/// A text made of pages, without judgement: a printed line each line, U+000C between pages; calls stay digits, hyphens,
/// heads and folios stay. It is a function of the file's bytes and of the reader's version only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcription {
    /// The text.
    pub text: String,
    /// Where its words stand.
    pub typography: Typography,
}

/// A row of the table: one kind of file with pages.
struct Reader {
    /// Whether the bytes are of its kind.
    knows: fn(&[u8]) -> bool,
    /// Transcribes a file; the name is what messages call it.
    read: fn(&str, &[u8]) -> Result<Warned<Transcription>, Diagnostic>,
}

/// All readers of pages.
const READERS: &[Reader] = &[
    Reader {
        knows: pdf::knows,
        read: pdf::read,
    },
    Reader {
        knows: ocr::knows,
        read: ocr::read,
    },
];

/// Reads a file.
///
/// # Errors
/// What its reader says of pages that can't be read; else as [`decode::decode`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Warned<Source>, Diagnostic> {
    read_with(name, bytes, None)
}

/// Reads a file; pictures and PDFs without text by OCR, if a recogniser is given.
///
/// # Errors
/// As [`read`]; what the recogniser lacks.
pub fn read_with(
    name: &str,
    bytes: &[u8],
    recogniser: Option<&Recogniser<'_>>,
) -> Result<Warned<Source>, Diagnostic> {
    if let Some(recogniser) = recogniser
        && recognise::is_picture(bytes)
    {
        return Ok(paged(name, recognise::read(name, bytes, recogniser)?));
    }
    if let Some(reader) = READERS.iter().find(|reader| (reader.knows)(bytes)) {
        let read = match ((reader.read)(name, bytes), recogniser) {
            (Err(fault), Some(recogniser)) if fault.code == pdf::WITHOUT_TEXT => {
                recognise::read(name, bytes, recogniser)?
            }
            (read, _) => read?,
        };
        return Ok(paged(name, read));
    }
    if let Some(converted) = convert::read(name, bytes) {
        return converted;
    }
    let decoded = decode::decode(name, bytes)?;
    Ok(Warned {
        value: Source::new(name, decoded.value.text),
        warnings: decoded.warnings,
    })
}

fn paged(name: &str, read: Warned<Transcription>) -> Warned<Source> {
    let Warned { value, warnings } = read;
    Warned {
        value: Source::new(name, value.text).with_typography(value.typography),
        warnings,
    }
}
