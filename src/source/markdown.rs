//! Clean Markdown, as an editor writes it and as `editions::markdown` does. In: the [`Source`]s. Out: the [`Book`]
//! they say, with spans, and warnings for what a book can't hold.
//!
//! CommonMark with `[^1]` notes; of Pandoc's extensions: line blocks for verse, `[words]{.class key="value"}`, and a
//! YAML block at the head of the first file. docs/markdown.md lists the forms.

mod attributes;
mod front;
mod inlines;
mod leaf;
mod notes;
mod reader;

use super::Source;
use crate::book::{Book, Meta};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};

pub(crate) use front::FrontMatter;

/// Classes of bracketed spans that carry what Markdown has no sign for; `editions::markdown` writes them.
pub(crate) mod class {
    /// A page turn; the title is the page's label.
    pub(crate) const PAGE: &str = "pagebreak";
    /// A forced line end where Markdown allows none: in headings and verse.
    pub(crate) const BREAK: &str = "br";
    /// Emphasis where asterisks would be misread.
    pub(crate) const EMPHASIS: &str = "emph";
    /// Strong emphasis where asterisks would be misread.
    pub(crate) const STRONG: &str = "strong";
    /// Small capitals.
    pub(crate) const SMALL_CAPITALS: &str = "smallcaps";
    /// A superscript where circumflexes would be misread.
    pub(crate) const RAISED: &str = "sup";
    /// A subscript where tildes would be misread.
    pub(crate) const LOWERED: &str = "sub";
    /// Whether words can stand between circumflexes or tildes: letters and figures, a few.
    pub(crate) fn is_shifted(words: &str) -> bool {
        let length = words.chars().count();
        (1..=8).contains(&length) && words.chars().all(char::is_alphanumeric)
    }
    /// The words of an ornament, alone in a paragraph.
    pub(crate) const ORNAMENT: &str = "ornament";
    /// Marks the block quotation that it opens as an epigraph.
    pub(crate) const EPIGRAPH: &str = "epigraph";
    /// The source of an epigraph, alone in the epigraph's last paragraph.
    pub(crate) const SOURCE: &str = "source";
    /// At the head of a note: the number or symbol that the source printed, as title.
    pub(crate) const PRINTED: &str = "printed";
    /// What labels of notes without call begin with.
    pub(crate) const LOOSE: &str = "loose-";
}

/// Whether a text is clean Markdown with notes: some line defines a note, and the note is called.
#[must_use]
pub fn has_notes(text: &str) -> bool {
    text.lines().any(|line| {
        let label = line
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once("]:"));
        label.is_some_and(|(label, _)| {
            let call = format!("[^{label}]");
            text.match_indices(&call)
                .any(|(at, _)| !text[at + call.len()..].starts_with(':'))
        })
    })
}

/// Reads the sources, one after another, into a book. Labels of notes hold within their own file. The title page is
/// what the first file's YAML block says, else empty.
///
/// # Errors
/// None that a text could cause; a fault of this module is reported, not panicked over.
pub fn read(sources: &[Source]) -> Result<Warned<Book>, Diagnostics> {
    let mut warnings = Diagnostics::default();
    let mut meta = Meta::default();
    let mut matter = notes::Matter::default();
    for (index, source) in sources.iter().enumerate() {
        let mut start = 0;
        if index == 0 {
            start = front::read(source, &mut meta, &mut warnings);
        }
        reader::read(source, index as u16, start, &mut matter, &mut warnings);
    }
    let book = matter.bind(meta, &mut warnings).map_err(|fault| {
        let message = format!("the notes of the Markdown can't be bound: {fault:?}");
        Diagnostics::from(Diagnostic::error("markdown-notes", message))
    })?;
    Ok(Warned {
        value: book,
        warnings,
    })
}

#[cfg(test)]
mod tests;
