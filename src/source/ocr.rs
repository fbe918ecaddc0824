//! What OCR programs say of a page besides its text. In: hOCR (Tesseract's, the Internet Archive's and others'), ALTO,
//! PAGE, ABBYY's XML, DjVu's XML. Out: a [`Transcription`]: the words as the program read them, in the order of its file,
//! and where they stand.
//!
//! A page is turned straight by the slope of its lines; sizes and baselines are measured on the boxes of letters; where
//! there are boxes of characters, those that stand above the line are marked. Nothing is judged beyond that.

mod abbyy;
mod alto;
mod characters;
mod djvu;
mod hocr;
pub(super) mod letters;
pub(super) mod level;
mod markup;
mod measure;
mod page;
mod raised;
mod region;
mod root;
pub(super) mod scribe;
pub(super) mod sheet;
#[cfg(test)]
mod tests;

use super::readers::Transcription;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
pub(crate) use characters::unescaped;
use markup::{Dialect, Layout};
use root::Format;
use scribe::Scribe;

/// Whether the bytes are those of OCR layout.
#[must_use]
pub fn knows(bytes: &[u8]) -> bool {
    root::format(bytes).is_some()
}

/// Transcribes a file; the name is what messages call it.
///
/// # Errors
/// Markup that can't be read, with its place; a layout without words.
pub fn read(name: &str, bytes: &[u8]) -> Result<Warned<Transcription>, Diagnostic> {
    let format = root::format(bytes);
    let mut scribe = Scribe::default();
    let is_whole = match format {
        Some(Format::Alto) => walk(name, bytes, &mut alto::Alto::new(&mut scribe)),
        Some(Format::Page) => walk(name, bytes, &mut page::Page::new(&mut scribe)),
        Some(Format::Abbyy) => walk(name, bytes, &mut abbyy::Abbyy::new(&mut scribe)),
        Some(Format::Djvu) => walk(name, bytes, &mut djvu::Djvu::new(&mut scribe)),
        Some(Format::Hocr) | None => {
            let mut hocr = hocr::Hocr::new(&mut scribe);
            let is_whole = markup::walk(name, bytes, Dialect::Html, &mut hocr);
            hocr.finish();
            is_whole
        }
    }?;
    if scribe.is_too_long {
        return Err(Diagnostic::error(
            "layout-too-long",
            format!("`{name}` has more text than one source can hold"),
        )
        .hint("split it in several files"));
    }
    let mut warnings = Diagnostics::default();
    if !is_whole {
        warnings.push(cut(name));
    }
    let value = scribe.finish();
    if value.text.trim().is_empty() {
        return Err(wordless(name));
    }
    Ok(Warned { value, warnings })
}

fn walk(name: &str, bytes: &[u8], layout: &mut dyn Layout) -> Result<bool, Diagnostic> {
    markup::walk(name, bytes, Dialect::Xml, layout)
}

/// The warning for a file that ends within a page.
fn cut(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "layout-cut",
        format!("`{name}` ends while a page is open: its rest may be missing"),
    )
    .at(Place::Path(name.into()))
    .hint("make it again with the OCR program, unless the program leaves tags open")
}

/// The error for a layout without words.
fn wordless(name: &str) -> Diagnostic {
    Diagnostic::error(
        "layout-without-words",
        format!("no words were found on the pages of `{name}`"),
    )
    .at(Place::Path(name.into()))
    .hint("look whether they are blank, upside down or too small to read; scan them at 300 dots an inch")
}
