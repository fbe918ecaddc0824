//! Reading of pictures. In: a picture, or a PDF whose pages are pictures. Out: its transcription, by an OCR program that
//! is installed: pages are drawn, recognised in parallel and kept in a cache as hOCR, which `source::ocr` reads.
//!
//! A page is recognised once for each file, version of the program, language and set of options: the second reading asks the
//! cache. The program gets pictures by standard input; nothing of the user's reaches its command line but the language.

mod cache;
mod drawing;
mod languages;
mod tesseract;

use super::program::Failure;
use super::readers::Transcription;
use super::{ocr, pdf};
use crate::diagnostic::{Diagnostic, Place, Warned};
use crate::lexicon;
use cache::Cache;
use drawing::Pages;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use tesseract::Tesseract;

/// A program that reads pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Tesseract, from 5.0 on.
    Tesseract,
}

/// How pictures are to be read.
#[derive(Clone, Copy)]
pub struct Recogniser<'a> {
    /// By which program.
    pub engine: Engine,
    /// The language of the pages as a BCP 47 tag; None to find out.
    pub language: Option<&'a str>,
    /// Is told how many pages are read, and of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// So many pages, from the middle of a file, tell its language.
const SAMPLE: usize = 4;

/// Fewer bytes than some lines have tell no language.
const TELLING: usize = 400;

/// What pictures begin with that the program reads: PNG, JPEG, TIFF of both orders, JPEG 2000.
const PICTURES: &[&[u8]] = &[
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x0cjP  ",
];

/// Whether bytes are a picture.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    PICTURES.iter().any(|magic| bytes.starts_with(magic))
}

/// Reads a picture, or the pictures of a PDF.
///
/// # Errors
/// `needs-tesseract`, `needs-pdftoppm` and `no-ocr-language` where something is not installed, each with the command that
/// installs it; `ocr-failed` where a page can't be read; `layout-without-words` where all are blank.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    order: &Recogniser<'_>,
) -> Result<Warned<Transcription>, Diagnostic> {
    let Engine::Tesseract = order.engine;
    let program = Tesseract::find().map_err(|fault| fault.at(Place::Path(name.into())))?;
    let pages = match is_picture(bytes) {
        true => Pages::picture(bytes),
        false => Pages::of_pdf(name, bytes, pdf::sizes(name, bytes)?)?,
    };
    let scan = Scan {
        name,
        bytes,
        program,
        pages,
    };
    let language = match order.language {
        Some(tag) => scan.program.language(tag),
        None => scan.language(),
    };
    let language = language.map_err(|fault| fault.at(Place::Path(name.into())))?;
    let hocr = scan.read_all(&language, order.progress)?;
    let mut read = ocr::read(name, &hocr)?;
    if order.language.is_none() {
        let message = format!("`{name}` was read as `{language}`, for nobody said its language");
        let guess = Diagnostic::warning("guessed-language", message).at(Place::Path(name.into()));
        read.warnings.push(
            guess.hint("say which it is: `language:` in book.yaml, or `--language` for `repair`"),
        );
    }
    Ok(read)
}

/// A file whose pages are pictures, and who reads them.
struct Scan<'a> {
    name: &'a str,
    bytes: &'a [u8],
    program: Tesseract,
    pages: Pages<'a>,
}

impl Scan<'_> {
    /// The language, by some pages from the middle, read as English: even so, words of another language are told.
    fn language(&self) -> Result<String, Diagnostic> {
        let first = self.program.language("en")?;
        let count = self.pages.count();
        let from = count.saturating_sub(SAMPLE) / 2;
        let cache = self.cache(&first);
        let sample = (from..count.min(from + SAMPLE)).into_par_iter();
        let sample = sample.map(|page| self.page(page, &first, &cache));
        let sample = joined(&firsts(sample.collect())?);
        // Pages without words say nothing of their language.
        let Ok(read) = ocr::read(self.name, &sample) else {
            return Ok(first);
        };
        let text = &read.value.text;
        if text.len() < TELLING {
            return Ok(first);
        }
        // A guess is no reason to stop: what was not learnt is read as English, and the warning says so.
        let guessed = self.program.language(&lexicon::guess(text));
        Ok(guessed.unwrap_or(first))
    }

    /// All pages as one hOCR document.
    fn read_all(
        &self,
        language: &str,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Vec<u8>, Diagnostic> {
        let cache = self.cache(language);
        let (count, done) = (self.pages.count(), AtomicUsize::new(0));
        progress(0, count);
        let pages = (0..count).into_par_iter().map(|page| {
            let read = self.page(page, language, &cache);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, count);
            read
        });
        Ok(joined(&firsts(pages.collect())?))
    }

    fn cache(&self, language: &str) -> Cache {
        let program = self.program.version.as_str();
        Cache::of(self.bytes, &[program, language, self.pages.manner()])
    }

    /// The hOCR of a page, counted from 0.
    fn page(&self, page: usize, language: &str, cache: &Cache) -> Result<Vec<u8>, Diagnostic> {
        if let Some(known) = cache.get(page) {
            return Ok(known);
        }
        let picture = self.pages.draw(page);
        let (picture, dots) =
            picture.map_err(|failure| self.explain(page, self.pages.manner(), failure))?;
        let hocr = self.program.read(&picture, dots, language);
        let hocr = hocr.map_err(|failure| self.explain(page, "tesseract", failure))?;
        cache.put(page, &hocr);
        Ok(hocr)
    }

    fn explain(&self, page: usize, program: &str, failure: Failure) -> Diagnostic {
        let (name, page) = (self.name, page + 1);
        let message = match failure {
            Failure::Missing => format!("`{program}` is not there any more"),
            Failure::Said(words) => {
                format!("`{program}` can't read page {page} of `{name}`: {words}")
            }
            Failure::Endless => {
                format!("`{program}` comes to no end with page {page} of `{name}`")
            }
        };
        Diagnostic::error("ocr-failed", message).at(Place::Path(name.into()))
    }
}

/// All pages, or the fault of the first that has one: the same whichever was done first.
fn firsts(pages: Vec<Result<Vec<u8>, Diagnostic>>) -> Result<Vec<Vec<u8>>, Diagnostic> {
    pages.into_iter().collect()
}

/// Pages of hOCR as one document: the heads of all but the first go.
fn joined(pages: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let text = String::from_utf8_lossy(page);
        let from = match (index, text.find("<body")) {
            (0, _) | (_, None) => 0,
            (_, Some(body)) => text[body..].find('>').map_or(0, |end| body + end + 1),
        };
        let to = text.rfind("</body").filter(|&to| to >= from);
        all.extend_from_slice(text[from..to.unwrap_or(text.len())].as_bytes());
    }
    all.extend_from_slice(b"</body></html>\n");
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_joined_within_one_body() {
        let page = |words: &str| format!("<html><head/><body class='a'>\n{words}</body></html>");
        let pages = ["one", "two", "three"].map(|words| page(words).into_bytes());
        let all = String::from_utf8(joined(&pages)).expect("text");
        assert_eq!(
            all,
            "<html><head/><body class='a'>\none\ntwo\nthree</body></html>\n"
        );
    }

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert!(is_picture(b"\x89PNG\r\n\x1a\n") && is_picture(b"MM\0*\0"));
        assert!(!is_picture(b"%PDF-1.7") && !is_picture(b"In May"));
    }
}
