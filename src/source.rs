//! One file as read. In: a path's bytes. Out: [`Source`], the decoded text or the transcription of a page, with its line
//! starts, and the [`Span`]s and [`Position`]s that point into it.

pub mod decode;
pub mod markdown;
mod ocr;
pub mod pages;
mod pdf;
mod readers;
pub mod typography;

pub use readers::read;
use std::sync::Arc;
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

/// A place for a person: line and column, both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1. Form feeds do not end a line.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
}

/// The decoded text of one file and its name.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Vec<u32>,
    typography: Option<Arc<Typography>>,
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
            typography: None,
        }
    }

    /// Says where its words stand on their pages.
    #[must_use]
    pub fn with_typography(mut self, typography: Typography) -> Source {
        self.typography = Some(typography.into());
        self
    }

    /// Where its words stand on their pages; none for a text.
    #[must_use]
    pub fn typography(&self) -> Option<&Arc<Typography>> {
        self.typography.as_ref()
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

    /// Line and column of a byte offset into the text; an offset past the end gives the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.text.len() as u32);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1] as usize;
        let head = self.text.get(start..offset as usize).unwrap_or_default();
        Position {
            line: line as u32,
            column: head.chars().count() as u32 + 1,
        }
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
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(9), Position { line: 2, column: 5 });
        assert_eq!(source.line(2), "twö three");
    }
}
