//! Reads a PDF. In: its bytes. Out: the [`Transcription`] of its pages, or why there is none.
//!
//! `hayro-syntax` reads objects and operators, `hayro-font` the fonts; what text is made of them is decided here:
//! `interpreter` runs the operators, `leaf` sets a page upright, `piece`, `column` and `row` make lines of glyphs, `word`
//! words of lines. Annotations and the fields of forms are not read, nor what stands outside the shown page.

mod accent;
mod beside;
mod bitmap;
mod bounds;
mod capitals;
mod column;
mod face;
mod foot;
mod forms;
mod glyph;
pub(super) mod info;
mod ink;
mod interpreter;
mod labels;
mod layer;
mod leaf;
mod manner;
mod margin;
mod marks;
mod names;
mod path;
mod piece;
mod row;
mod scan;
mod setting;
mod shape;
mod sheet;
mod sign;
mod state;
mod string;
#[cfg(test)]
mod tests;
mod title;
mod transcribe;
mod word;

use super::readers::Transcription;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
use face::Faces;
use hayro_font::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use transcribe::Transcriber;

/// The signature stands within so many bytes: mail and downloads put lines before it (ISO 32000-1, annex H, note 13).
const HEAD: usize = 1024;

/// The code of the fault of a PDF without text.
pub(super) const WITHOUT_TEXT: &str = "scan-without-text";

/// Whether bytes are a PDF.
pub(super) fn knows(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Reads a PDF.
///
/// # Errors
/// `encrypted-pdf` where a password is needed, `broken-pdf` where there are no pages to be found, `oversized-pdf` where
/// its objects unpack to too much, `scan-without-text`.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Warned<Transcription>, Diagnostic> {
    if !bounds::is_bounded_file(bytes) {
        return Err(oversized(name));
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refusal(name, error))?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(broken(name));
    }
    let labels = labels::labels(&pdf, pages.len());
    let faces = Faces::new();
    let mut transcriber = Transcriber::default();
    let mut said = Said::default();
    for (number, page) in pages.iter().enumerate().take(bounds::MOST_PAGES) {
        let mut drawn = interpreter::draw(page, &faces, number as u32);
        let (width, height) = page.render_dimensions();
        let size = (
            glyph::hundredths(width.into()),
            glyph::hundredths(height.into()),
        );
        let label = labels
            .as_ref()
            .and_then(|labels| labels.get(number))
            .cloned();
        let (leaf, left_out) = leaf::settle(&mut drawn, size, label);
        said.page(number, &drawn, (&leaf, left_out));
        transcriber.page(leaf, drawn);
    }
    if transcriber.worded == 0 {
        return Err(said.refusal(name));
    }
    let mut warnings = said.warnings(name);
    warnings.extend(nameless(name, &faces));
    Ok(Warned {
        value: transcriber.finish(),
        warnings,
    })
}

/// Width and height of each page as it is shown, in points.
///
/// # Errors
/// As [`read`], where there are no pages to be found.
pub(super) fn sizes(name: &str, bytes: &[u8]) -> Result<Vec<(f32, f32)>, Diagnostic> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refusal(name, error))?;
    let pages = pdf.pages().iter().take(bounds::MOST_PAGES);
    Ok(pages.map(|page| page.render_dimensions()).collect())
}

/// What is noticed page by page.
#[derive(Default)]
struct Said {
    /// Pages, from 1, that a bound cut short.
    cut: Vec<usize>,
    /// Pages, from 1, with words that run another way than the rest.
    askew: Vec<usize>,
    /// Pages that are hardly more than a picture.
    pictures: usize,
    pages: usize,
}

/// Fewer glyphs than this run another way without being worth a word.
const FEW: usize = 20;

impl Said {
    fn page(
        &mut self,
        number: usize,
        drawn: &glyph::Drawn,
        (leaf, left_out): (&super::typography::Leaf, usize),
    ) {
        self.pages += 1;
        if drawn.is_cut {
            self.cut.push(number + 1);
        }
        if left_out >= FEW {
            self.askew.push(number + 1);
        }
        let area = |w: i32, h: i32| i64::from(w) * i64::from(h);
        let covers = |p: &super::typography::Picture| {
            area(p.right - p.left, p.bottom - p.top) * 2 > area(leaf.width, leaf.height)
        };
        self.pictures += usize::from(leaf.pictures.iter().any(covers));
    }

    /// Why there are no words: pages that could not be read say nothing of what is on them.
    fn refusal(&self, name: &str) -> Diagnostic {
        match list(&self.cut) {
            Some(pages) => unread(name, &pages),
            None => without_text(name, self),
        }
    }

    fn warnings(&self, name: &str) -> Diagnostics {
        let mut warnings = Diagnostics::default();
        if let Some(pages) = list(&self.cut) {
            let message = format!("`{name}`: {pages} could not be read to the end");
            let said = Diagnostic::warning("cut-page", message).at(Place::Path(name.into()));
            warnings.push(said.hint("a stream of it is damaged, or larger than any book needs"));
        }
        if let Some(pages) = list(&self.askew) {
            let message = format!(
                "`{name}`: words that run another way than the rest are left out on {pages}"
            );
            warnings.push(Diagnostic::warning("words-askew", message).at(Place::Path(name.into())));
        }
        warnings
    }
}

/// Names pages: `page 3`, `pages 3, 4 and 9 more`.
fn list(pages: &[usize]) -> Option<String> {
    let shown: Vec<String> = pages.iter().take(3).map(ToString::to_string).collect();
    match pages.len() {
        0 => None,
        1 => Some(format!("page {}", shown[0])),
        2 | 3 => Some(format!("pages {}", shown.join(", "))),
        all => Some(format!("pages {} and {} more", shown.join(", "), all - 3)),
    }
}

/// Says which fonts have glyphs that nobody could name.
fn nameless(name: &str, faces: &Faces<'_>) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    for face in faces.all() {
        let Some(page) = face.nameless_since.get() else {
            continue;
        };
        let font = if face.name.is_empty() {
            "a font without a name".into()
        } else {
            format!("font `{}`", face.name)
        };
        let message = format!(
            "`{name}`: page {}: {font} does not say what some of its signs are",
            page + 1
        );
        let warning = Diagnostic::warning("nameless-signs", message).at(Place::Path(name.into()));
        said.push(warning.hint(
            "they are read as `\u{fffd}`; look them up in the PDF and put them right with `repair.corrections`, or read \
             the pages by OCR",
        ));
    }
    said
}

fn refusal(name: &str, error: LoadPdfError) -> Diagnostic {
    let fault = |message: &str| {
        Diagnostic::error("encrypted-pdf", format!("`{name}` {message}"))
            .at(Place::Path(name.into()))
    };
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            fault("can't be read without its password")
                .hint("take the password off: `qpdf --password=… --decrypt in.pdf out.pdf`")
        }
        LoadPdfError::Decryption(_) => fault("is encrypted in a way that is not known here")
            .hint("print it to a new PDF from the program that opens it"),
        LoadPdfError::Invalid => broken(name),
    }
}

fn broken(name: &str) -> Diagnostic {
    let message =
        format!("`{name}` is a PDF without pages that can be read: it is damaged, or cut off");
    let fault = Diagnostic::error("broken-pdf", message).at(Place::Path(name.into()));
    fault.hint(
        "fetch it anew, or try to mend it: `qpdf in.pdf out.pdf` or `mutool clean in.pdf out.pdf`",
    )
}

fn oversized(name: &str) -> Diagnostic {
    let message =
        format!("`{name}` unpacks to more than any book needs: it is damaged, or made to do harm");
    Diagnostic::error("oversized-pdf", message).at(Place::Path(name.into()))
}

fn unread(name: &str, pages: &str) -> Diagnostic {
    let message = format!(
        "`{name}`: {pages} could not be read to the end, and there are no words before: a stream is damaged, or unpacks to \
         more than any book needs"
    );
    Diagnostic::error("oversized-pdf", message)
        .at(Place::Path(name.into()))
        .hint("try to mend it: `qpdf in.pdf out.pdf` or `mutool clean in.pdf out.pdf`")
}

fn without_text(name: &str, said: &Said) -> Diagnostic {
    let is_scan = said.pictures * 2 >= said.pages;
    let message = if is_scan {
        format!("`{name}` is a scan without text: its pages are pictures")
    } else {
        format!("`{name}` is a PDF without text: its pages draw no letters")
    };
    let fault = Diagnostic::error(WITHOUT_TEXT, message).at(Place::Path(name.into()));
    fault.hint(
        "have its pages read by `tesseract`: `--ocr`, or `source: {ocr: tesseract}` in book.yaml; or give the OCR layout \
         of another program",
    )
}
