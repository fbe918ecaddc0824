//! One file as read. In: a path's bytes. Out: [`Source`], the decoded text or the transcription of a page, with its line
//! starts, and the [`Span`]s and [`Position`]s that point into it.

mod columns;
pub mod convert;
pub mod decode;
pub mod forms;
pub mod image;
pub mod markdown;
mod ocr;
pub mod pages;
mod pdf;
mod program;
mod readers;
pub mod recognise;
pub mod typography;
pub(crate) mod width;

use crate::diagnostic::Diagnostic;
use crate::store::Data;
use columns::Columns;
use forms::Form;
pub use pdf::info::said as said_by_pdf;
pub use readers::{read, read_with};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};
use typography::Typography;

/// A range of bytes in one source's decoded text.
///
/// `start` and `end` count bytes of the UTF-8 text after decoding, not bytes of the file on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which of the manifest's text files, from 0.
    pub source: u16,
    /// First byte.
    pub start: u32,
    /// One past the last byte; equal to `start` for an insertion.
    pub end: u32,
}

impl Span {
    /// The smallest span that holds both; both must lie in one source.
    #[must_use]
    pub fn joined(self, other: Span) -> Span {
        debug_assert_eq!(self.source, other.source);
        Span {
            source: self.source,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A place for a person: line and column, both from 1, columns in characters; where there are pages, the page, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Page, from 1, of a file that has pages; lines count within it then.
    pub page: Option<u32>,
    /// Line, from 1. Form feeds do not end a line.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
}

impl Position {
    /// A place of a text without pages.
    #[must_use]
    pub fn new(line: u32, column: u32) -> Position {
        Position {
            page: None,
            line,
            column,
        }
    }
}

impl fmt::Display for Position {
    /// `line:column`, or `page 14, line 33`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            Some(page) => write!(f, "page {page}, line {}", self.line),
            None => write!(f, "{}:{}", self.line, self.column),
        }
    }
}

/// The files of pictures that a document holds, by the names that its text has for them; or why one is none.
pub(crate) type Pictures = BTreeMap<String, Result<Data, Diagnostic>>;

/// The decoded text of one file and its name.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Vec<u32>,
    /// Where pages begin; none for a text without pages.
    page_starts: Vec<u32>,
    typography: Option<Arc<Typography>>,
    converted: Option<Arc<str>>,
    /// Those of the document that it was made from.
    pictures: Arc<Pictures>,
    columns: Arc<Columns>,
    /// The form that the text seems to be in, once that is asked.
    form: OnceLock<Form>,
}

impl Source {
    /// Takes a decoded text. `name` is what messages and the ledger call it, usually the path as the manifest has it.
    #[must_use]
    pub fn new(name: &str, text: String) -> Source {
        let starts = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
        Source {
            name: name.into(),
            line_starts: std::iter::once(0).chain(starts).collect(),
            text: text.into(),
            page_starts: Vec::new(),
            typography: None,
            converted: None,
            pictures: Arc::default(),
            columns: Arc::default(),
            form: OnceLock::new(),
        }
    }

    /// The form that the text seems to be in.
    #[must_use]
    pub fn form(&self) -> Form {
        *self.form.get_or_init(|| Form::of(&self.text))
    }

    /// Says where its words stand on their pages.
    #[must_use]
    pub fn with_typography(mut self, typography: Typography) -> Source {
        self.typography = Some(typography.into());
        let feeds = self
            .text
            .match_indices('\u{c}')
            .map(|(at, _)| at as u32 + 1);
        self.page_starts = std::iter::once(0).chain(feeds).collect();
        self
    }

    /// Where its words stand on their pages; none for a text.
    #[must_use]
    pub fn typography(&self) -> Option<&Arc<Typography>> {
        self.typography.as_ref()
    }

    /// Where the words of a span stand on their page, in points: left, top, right and lower edge; none for a text.
    #[must_use]
    pub fn area(&self, span: Span) -> Option<[f64; 4]> {
        self.typography()?.area(span.start..span.end)
    }

    /// Says that it is clean Markdown, made from something else.
    #[must_use]
    pub fn converted(mut self, from: &str) -> Source {
        self.converted = Some(from.into());
        self
    }

    /// Says which pictures came with it.
    #[must_use]
    pub(crate) fn with_pictures(mut self, pictures: Pictures) -> Source {
        self.pictures = pictures.into();
        self
    }

    /// A picture that came with it, by the name that its text has for it.
    pub(crate) fn picture(&self, to: &str) -> Option<&Result<Data, Diagnostic>> {
        self.pictures.get(to)
    }

    /// What it was made from, if it is clean Markdown made from something else.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.converted.as_deref()
    }

    /// Whether it is clean Markdown, which needs no repair: by its name, or made from something else.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let ending = self.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_markdown = ["md", "markdown"]
            .iter()
            .any(|md| ending.eq_ignore_ascii_case(md));
        is_markdown || self.converted.is_some()
    }

    /// The name that messages use.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Page, line and column of a byte offset into the text; an offset past the end gives the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.text.len() as u32);
        let line = self.line_of(offset);
        let page = self.page_starts.partition_point(|&start| start <= offset);
        let page_start = page.checked_sub(1).map_or(0, |page| self.page_starts[page]);
        let start = self.line_starts[line - 1].max(page_start) as usize;
        Position {
            page: (page > 0).then_some(page as u32),
            line: (line - self.line_of(page_start)) as u32 + 1,
            column: self.columns.between(&self.text, start, offset as usize) as u32 + 1,
        }
    }

    /// The line of a byte, from 1, counted from the beginning of the text.
    fn line_of(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// The text of a place's line, without its end.
    #[must_use]
    pub fn line_at(&self, position: Position) -> &str {
        let Some(page) = position.page else {
            return self.line(position.line);
        };
        let start = self
            .page_starts
            .get(page as usize - 1)
            .copied()
            .unwrap_or(0);
        let line = self.line_of(start) as u32 + position.line - 1;
        self.line(line).trim_start_matches('\u{c}')
    }

    /// The text of a line, without its end; lines count from 1.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let index = (line as usize).clamp(1, self.line_starts.len());
        let start = self.line_starts[index - 1] as usize;
        let end = self
            .line_starts
            .get(index)
            .map_or(self.text.len(), |&e| e as usize);
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("a.txt", "one\ntwö three\n".into());
        assert_eq!(source.position(0), Position::new(1, 1));
        assert_eq!(source.position(9), Position::new(2, 5));
        assert_eq!(source.line(2), "twö three");
    }

    #[test]
    fn lines_are_counted_within_a_page() {
        let text = "one\ntwo\n\u{c}three\nfour five\n\u{c}six\n";
        let source = Source::new("a.pdf", text.into()).with_typography(Typography::default());
        for (word, page, line, column) in [
            ("one", 1, 1, 1),
            ("three", 2, 1, 1),
            ("five", 2, 2, 6),
            ("six", 3, 1, 1),
        ] {
            let position = source.position(text.find(word).map_or(0, |at| at as u32));
            assert_eq!(
                (position.page, position.line, position.column),
                (Some(page), line, column),
                "{word}"
            );
            assert!(source.line_at(position).contains(word));
        }
        assert_eq!(source.position(19).to_string(), "page 2, line 2");
    }
}
