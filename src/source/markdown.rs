//! Clean Markdown, as an editor writes it and as `editions::markdown` does. In: the [`Source`]s. Out: the [`Book`]
//! they say, with spans, and warnings for what a book can't hold.
//!
//! CommonMark and most of Pandoc's extensions; docs/markdown.md lists the forms, and what is named instead of set.

mod attributes;
mod drawn;
mod formula;
mod front;
mod imprint;
mod inlines;
mod leaf;
mod links;
mod masked;
mod notes;
mod reader;
mod verse;

use super::Source;
use crate::book::several::{self, Entry, Said, Written};
use crate::book::{Book, Meta, Place, Unsound};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::hash::HashSet;
use std::collections::BTreeMap;

pub(crate) use front::FrontMatter;

/// The cells over several columns or rows of a table that is drawn with lines, if it is one.
pub(crate) fn drawn_cells(text: &str) -> Option<Vec<crate::book::Merged>> {
    drawn::read(text, 0).map(|drawn| drawn.merged)
}

/// Whether a picture can be as wide as something says: `50%`, `40mm`, `200px`.
pub(super) fn is_width(typed: &str) -> bool {
    reader::pictures::is_width(typed)
}

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
    /// Of a text that begins: on a right-hand page.
    pub(crate) const RECTO: &str = "recto";
    /// Whether the class of a beginning says what begins, or how.
    pub(super) fn says_how(class: &str) -> bool {
        class == RECTO || crate::book::Kind::of(class).is_some()
    }
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
    /// Words beside a line.
    pub(super) use crate::book::SIDE_NOTE;
    /// A link to a place in the book, behind whose words the print has the page of that place.
    pub(crate) const PAGE_REFERENCE: &str = "pageref";
    /// A formula as it is typed, in letters of one width.
    pub(crate) const FORMULA: &str = "math";
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
    const KEPT: &[&str] = &[SPEAKER, STAGE, SIDE_NOTE, PAGE_REFERENCE, FORMULA];
    /// Whether a class of a span says something.
    pub(super) fn is_of_span(class: &str) -> bool {
        OF_SPANS.contains(&class) || KEPT.contains(&class)
    }
    /// What classes of divisions say something, beside those that say how their blocks stand.
    const OF_DIVISIONS: &[&str] = &[TEXT, RECTO, VERSE, QUOTE, EPIGRAPH, SIDE_NOTE];
    /// Whether a class of a division says something.
    pub(super) fn is_of_division(class: &str) -> bool {
        OF_DIVISIONS.contains(&class) || crate::book::rules(class).is_some() || says_how(class)
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

/// What was read of some texts.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Their blocks and notes.
    pub written: Written,
    /// What the head of each says, by its source.
    pub heads: BTreeMap<u16, Meta>,
}

/// Reads some texts, each with its number. Labels of notes hold within their own file.
///
/// # Errors
/// None that a text could cause; a fault of this module is reported, not panicked over.
pub fn read_texts<'a>(
    sources: impl IntoIterator<Item = (u16, &'a Source)>,
) -> Result<Warned<Texts>, Diagnostics> {
    let mut warnings = Diagnostics::default();
    let mut matter = notes::Matter::default();
    let (mut heads, mut lengths) = (BTreeMap::new(), Vec::new());
    for (index, source) in sources {
        let (front, start) = front::read(source, index, &mut warnings);
        let blocks = reader::read(source, index, start, &mut matter, &mut warnings);
        heads.extend(front.map(|front| (index, front)));
        lengths.push((index, blocks.len()));
        matter.blocks.extend(blocks);
    }
    matter.settle_links(&mut warnings);
    let (mut blocks, notes, loose) = matter.bind(&mut warnings);
    let of_source = lengths.into_iter().map(|(index, length)| {
        let rest = blocks.split_off(length);
        (index, std::mem::replace(&mut blocks, rest))
    });
    let blocks = of_source.collect();
    let written = Written {
        blocks,
        notes,
        loose,
    };
    let value = Texts { written, heads };
    Ok(Warned { value, warnings })
}

/// Reads the sources, one after another, into a book. The title page is what the first file's head says, else empty, and has
/// the authors of all.
///
/// # Errors
/// As [`read_texts`].
pub fn read(sources: &[Source]) -> Result<Warned<Book>, Diagnostics> {
    let Warned { value, warnings } = read_texts((0..).zip(sources))?;
    let entries = value.entries(sources.len(), &[]);
    let meta = value.title_page(Meta::default(), &entries);
    let book = several::bind(meta, vec![value.written], &entries).map_err(unsound)?;
    Ok(Warned {
        value: book,
        warnings,
    })
}

/// The message of notes that make no book.
pub(crate) fn unsound(fault: Unsound) -> Diagnostics {
    let message = format!("the notes of the texts can't be bound: {fault:?}");
    Diagnostic::error("markdown-notes", message).into()
}

impl Texts {
    /// What the title page says: what `said` has and, where it says nothing, the head of the first text; with the people of
    /// all texts.
    #[must_use]
    pub fn title_page(&self, said: Meta, entries: &[Entry]) -> Meta {
        let mut head = self.heads.get(&0).cloned().unwrap_or_default();
        // They come with those of the other texts.
        let texts = entries.iter().filter(|entry| entry.said.kind.is_text());
        if texts.into_iter().any(|entry| !entry.said.people.is_empty()) {
            head.contributors.clear();
        }
        several::title_page(said.or(head), entries)
    }

    /// The texts of a book of so many in the order of reading, with what is said of each: by `said`, else, of several, by their
    /// heads.
    #[must_use]
    pub fn entries(&self, texts: usize, said: &[Said]) -> Vec<Entry> {
        let of = |source: u16| said.get(usize::from(source)).cloned().unwrap_or_default();
        let of_body = (0..texts as u16).filter(|&source| of(source).place == Place::Body);
        // The head of a book's only text is that of the book.
        let is_one = of_body.count() == 1;
        let entry = |source: u16| {
            let head = self.heads.get(&source);
            let own = of(source);
            let is_one = is_one && own.place == Place::Body;
            Entry {
                source,
                own_title: head.map(|head| head.title.clone()),
                said: if is_one { own } else { own.or(head) },
            }
        };
        let mut entries: Vec<Entry> = (0..texts as u16).map(entry).collect();
        entries.sort_by_key(|entry| entry.said.place);
        // The first of the texts behind what stands before them.
        let front = entries.partition_point(|entry| entry.said.place == Place::Front);
        if let (1.., Some(first)) = (front, entries.get_mut(front)) {
            first.said.on_recto = true;
        }
        entries
    }
}

#[cfg(test)]
mod tests;
