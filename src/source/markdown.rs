//! Clean Markdown, as an editor writes it and as `editions::markdown` does. In: the [`Source`]s. Out: the [`Book`]
//! they say, with spans, and warnings for what a book can't hold.
//!
//! CommonMark and most of Pandoc's extensions; docs/markdown.md lists the forms, and what is named instead of set.

mod attributes;
mod drawn;
mod formula;
mod front;
mod inlines;
mod leaf;
mod links;
mod masked;
mod notes;
mod reader;
mod texts;
mod verse;

use super::Source;
use crate::book::{Book, Meta};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::hash::HashSet;

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
    /// Words struck through where tildes would be misread.
    pub(crate) const STRUCK: &str = "struck";
    /// Underlined, as typewriters show emphasis.
    pub(super) const UNDERLINE: &str = "underline";
    /// The same in short.
    pub(super) const UNDERLINE_SHORT: &str = "ul";
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
    /// Words of a machine where grave accents would be misread.
    pub(crate) const TYPEWRITER: &str = "typewriter";
    /// Marks an empty division as the beginning of a text of its own.
    pub(crate) const TEXT: &str = "text";
    /// A division of verse.
    pub(super) const VERSE: &str = "verse";
    /// A division that is a quotation.
    pub(super) const QUOTE: &str = "quote";
    /// Who wrote a text, under its heading.
    pub(crate) const AUTHOR: &str = "author";
    /// Who speaks, in a play.
    pub(crate) const SPEAKER: &str = "speaker";
    /// What is done on the stage while someone speaks.
    pub(crate) const STAGE: &str = "stage";
    /// What classes of spans say something.
    pub(super) const OF_SPANS: &[&str] = &[
        PAGE,
        BREAK,
        EMPHASIS,
        STRONG,
        SMALL_CAPITALS,
        STRUCK,
        UNDERLINE,
        UNDERLINE_SHORT,
        RAISED,
        LOWERED,
        TYPEWRITER,
        ORNAMENT,
        EPIGRAPH,
        SOURCE,
        PRINTED,
    ];
    /// What classes of spans stay with their words and say how they are set.
    const KEPT: &[&str] = &[SPEAKER, STAGE];
    /// Whether a class of a span says something.
    pub(super) fn is_of_span(class: &str) -> bool {
        OF_SPANS.contains(&class) || KEPT.contains(&class)
    }
    /// What classes of divisions say something, beside those that say how their blocks stand.
    const OF_DIVISIONS: &[&str] = &[TEXT, VERSE, QUOTE, EPIGRAPH];
    /// Whether a class of a division says something.
    pub(super) fn is_of_division(class: &str) -> bool {
        OF_DIVISIONS.contains(&class) || crate::book::rules(class).is_some()
    }
    /// What classes of headings ask for nothing that is not so anyway: our headings have no numbers.
    pub(super) fn is_of_heading(class: &str) -> bool {
        ["unnumbered", "unlisted"].contains(&class)
    }
    /// What labels of notes without call begin with.
    pub(crate) const LOOSE: &str = "loose-";
}

/// The longest label of a note that is looked for, in bytes.
const LONGEST_LABEL: usize = 200;

/// Whether a text is clean Markdown with notes: some line defines a note, and the note is called.
#[must_use]
pub fn has_notes(text: &str) -> bool {
    let label_at = |rest: &str| {
        let end = rest.bytes().take(LONGEST_LABEL).position(|b| b == b']')?;
        Some((end, rest[end + 1..].starts_with(':')))
    };
    let defines = |line: &str| {
        let rest = line.strip_prefix("[^")?;
        let (end, is_defined) = label_at(rest)?;
        is_defined.then(|| rest[..end].to_owned())
    };
    let defined: HashSet<String> = text.lines().filter_map(defines).collect();
    let mut calls = text.match_indices("[^");
    !defined.is_empty()
        && calls.any(|(at, sign)| {
            let rest = &text[at + sign.len()..];
            let call = label_at(rest).filter(|(_, is_defined)| !is_defined);
            call.is_some_and(|(end, _)| defined.contains(&rest[..end]))
        })
}

/// Reads the sources, one after another, into a book. Labels of notes hold within their own file. The title page is
/// what the first file's YAML block says, else empty, and has the authors of all.
///
/// # Errors
/// None that a text could cause; a fault of this module is reported, not panicked over.
pub fn read(sources: &[Source]) -> Result<Warned<Book>, Diagnostics> {
    let mut warnings = Diagnostics::default();
    let mut meta = Meta::default();
    let mut matter = notes::Matter::default();
    let several = sources.len() > 1;
    for (index, source) in (0..).zip(sources) {
        let (front, start) = front::read(source, index, &mut warnings);
        let mut blocks = reader::read(source, index, start, &mut matter, &mut warnings);
        if let (true, Some(front)) = (several, &front) {
            texts::begin(&mut blocks, front);
        }
        meta = texts::joined(meta, front, index);
        matter.blocks.extend(blocks);
    }
    matter.settle_links(&mut warnings);
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
