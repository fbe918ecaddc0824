//! The Muse edition. In: the book. Out: a text in the markup of AmuseWiki (Text::Amuse), for its libraries. What Muse has a sign
//! for has it; what it would take for a sign and is none is marked as words. docs/muse.md has the forms.

mod inlines;
#[cfg(test)]
mod tests;

use super::{Audience, Edition, Job};
use crate::book::{
    Block, Book, Close, Definition, Figures, Inline, Meta, NoteIndex, Numbers, Picture, Row, Table,
    VerseLine, Width, own_side_notes, side_notes, visit_blocks, visit_inlines,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::store::Data;
use inlines::{Muse, begun, value};
use std::collections::BTreeSet;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "muse",
    suffix: ".muse",
    about: "the text in the markup of AmuseWiki",
    media: "text/plain;charset=utf-8",
    audience: Audience::Editors,
    is_paged: false,
    is_extra: true,
    make,
};

fn make(job: &Job<'_>) -> Result<Warned<Data>, Diagnostics> {
    let mut made: Warned<Data> = Data::from(write(job.book).into_bytes()).into();
    made.warnings.extend(unsaid(job.book));
    Ok(made)
}

/// What Muse has no form for.
fn unsaid(book: &Book) -> Option<Diagnostic> {
    let (mut turns, mut pictures, mut merged, mut asides) = (0, 0, 0, 0);
    for blocks in book.parts() {
        visit_inlines(blocks, &mut |inline| match inline {
            Inline::PageTurn { .. } => turns += 1,
            Inline::Picture(_) => pictures += 1,
            other => asides += usize::from(other.side_note().is_some()),
        });
        visit_blocks(blocks, &mut |block| {
            pictures += usize::from(matches!(block, Block::Picture { .. }));
            match block {
                Block::Table(table) => merged += table.merged().len(),
                Block::Division { of, .. } => asides += usize::from(of.is_side_note()),
                _ => {}
            }
        });
    }
    let mut said = Vec::new();
    if turns > 0 {
        said.push(format!("{turns} page numbers are left out"));
    }
    if pictures > 0 {
        said.push(format!(
            "the files of {pictures} pictures are to be sent along"
        ));
    }
    if merged > 0 {
        said.push(format!(
            "{merged} cells over several columns or rows stand in the first of them"
        ));
    }
    if asides > 0 {
        said.push(format!(
            "{asides} side notes stand as quotations before what they are about"
        ));
    }
    let message = format!("Muse has no place for all of it: {}", said.join("; "));
    (!said.is_empty()).then(|| Diagnostic::warning("muse", message))
}

/// The book as Muse.
#[must_use]
pub fn write(book: &Book) -> String {
    let mut lines = head(&book.meta, &book.title());
    let muse = Muse {
        book,
        anchors: anchors(book),
    };
    lines.extend(muse.blocks(book.blocks()));
    for note in book.notes() {
        lines.push(String::new());
        lines.extend(muse.note(note.number, &note.body));
    }
    for (n, note) in book.loose().iter().enumerate() {
        // No call leads to one: as a note it would not be shown.
        lines.push(String::new());
        if n == 0 {
            lines.extend(["----".into(), String::new()]);
        }
        let mut body = muse.blocks(&note.body);
        if let Some(first) = body.first_mut() {
            first.insert_str(0, &format!("({}) ", muse.words(&note.printed)));
        }
        lines.extend(body);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// What is said of the book, a line each; a blank line ends it.
fn head(meta: &Meta, title: &str) -> Vec<String> {
    let one = |value: &Option<String>| value.clone().into_iter().collect::<Vec<_>>();
    let rows: [(&str, Vec<String>); 8] = [
        ("title", vec![title.into()]),
        ("LISTtitle", one(&meta.file_as)),
        ("subtitle", one(&meta.subtitle)),
        (
            "author",
            vec![meta.authors().collect::<Vec<_>>().join(", ")],
        ),
        ("lang", vec![primary(&meta.language).into()]),
        ("date", one(&meta.date)),
        ("publisher", one(&meta.publisher)),
        ("rights", rights(meta)),
    ];
    let mut lines: Vec<String> = rows
        .iter()
        .flat_map(|(key, values)| values.iter().map(move |v| (key, v)))
        .filter(|(_, v)| !v.trim().is_empty())
        .map(|(key, v)| format!("#{key} {}", value(v)))
        .collect();
    lines.push(String::new());
    lines
}

/// The sentence on the rights and the licence, on a line.
fn rights(meta: &Meta) -> Vec<String> {
    let terms = meta.imprint.terms();
    let terms = terms.iter().map(|line| line.words);
    let said: Vec<&str> = meta.rights.as_deref().into_iter().chain(terms).collect();
    (!said.is_empty() && !meta.imprint.terms().is_empty())
        .then(|| said.join(" "))
        .into_iter()
        .collect()
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Muse knows five levels.
const LEVELS: u8 = 5;

impl Muse<'_> {
    /// The lines of some blocks, an empty one between two.
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let mut block_lines = self.asides(block);
            block_lines.extend(self.block(block));
            if block_lines.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(String::new());
                // Two lists in a row would be one.
                let is_list =
                    |block: &Block| matches!(block, Block::List { .. } | Block::Definitions(_));
                if i > 0 && is_list(&blocks[i - 1]) && is_list(block) {
                    lines.extend(["; two lists".into(), String::new()]);
                }
            }
            lines.extend(block_lines);
        }
        lines
    }

    /// The side notes of a block's lines, an empty line behind each.
    fn asides(&self, block: &Block) -> Vec<String> {
        let asides = own_side_notes(block).into_iter();
        let lines = asides.filter_map(Inline::side_note).flat_map(|aside| {
            let mut lines = within("quote", vec![begun(self.line(aside))]);
            lines.push(String::new());
            lines
        });
        lines.collect()
    }

    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Heading { level, text } => {
                let stars = "*".repeat((*level).clamp(1, LEVELS).into());
                named(text, format!("{stars} {}", self.line(text)))
            }
            Block::Paragraph(text) => named(text, begun(self.line(text))),
            Block::Quote(inner) => within("quote", self.blocks(inner)),
            Block::Epigraph { text, source } => {
                let mut lines = self.blocks(text);
                if let Some(source) = source {
                    lines.push(String::new());
                    lines.extend(within("right", vec![begun(self.line(source))]));
                }
                within("quote", lines)
            }
            Block::Verse(stanzas) => self.verse(stanzas),
            Block::List { numbers, items } => self.list(*numbers, items),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Preformatted { text, .. } => preformatted(text),
            Block::Table(table) => self.table(table),
            Block::Picture { picture, caption } => vec![self.figure(picture, caption)],
            Block::Division { of, blocks } if of.is_side_note() => {
                within("quote", self.blocks(blocks))
            }
            Block::Division { blocks, .. } => self.blocks(blocks),
            Block::TextBegins { .. } => Vec::new(),
            // Any row of asterisks is a break there, whatever the mark was.
            Block::Ornament(_) => vec!["* * * * *".into()],
        }
    }

    fn verse(&self, stanzas: &[Vec<VerseLine>]) -> Vec<String> {
        let mut lines = vec!["<verse>".into()];
        for (i, stanza) in stanzas.iter().enumerate() {
            if i > 0 {
                lines.push(String::new());
            }
            for line in stanza {
                let indent = "    ".repeat(line.indent.into());
                lines.push(format!("{indent}{}", self.line(&line.text)));
            }
        }
        lines.push("</verse>".into());
        lines
    }

    /// Items stand in by a blank, what belongs to one stands below its first word.
    fn list(&self, numbers: Option<Numbers>, items: &[Vec<Block>]) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                lines.push(String::new());
            }
            let mark = match numbers {
                None => " - ".to_owned(),
                Some(numbers) => {
                    // A stop is all that Muse knows beside a number.
                    let plain = Numbers {
                        close: Close::Stop,
                        ..numbers
                    };
                    match numbers.figures {
                        Figures::Decimal if plain.mark(i).len() > 4 => " - ".to_owned(),
                        _ => format!(" {} ", plain.mark(i)),
                    }
                }
            };
            lines.extend(behind(&mark, self.blocks(item)));
        }
        lines
    }

    fn definitions(&self, definitions: &[Definition]) -> Vec<String> {
        let mut lines = Vec::new();
        for Definition { term, said } in definitions {
            for (i, said) in said.iter().enumerate() {
                if !lines.is_empty() {
                    lines.push(String::new());
                }
                let term = if i == 0 {
                    self.line(term)
                } else {
                    String::new()
                };
                let mark = format!(" {term} :: ");
                let mut inner = self.blocks(said).into_iter();
                lines.push(format!("{mark}{}", inner.next().unwrap_or_default()));
                lines.extend(inner.map(|line| stood_in("    ", line)));
            }
        }
        lines
    }

    /// A row a line; the head has two bars between its cells, the foot three.
    fn table(&self, table: &Table) -> Vec<String> {
        let row = |row: &Row, bar: &str| {
            let cells = row.iter().map(|cell| self.cell(cell));
            format!(" {} ", cells.collect::<Vec<_>>().join(&format!(" {bar} ")))
        };
        let mut lines = Vec::new();
        lines.extend(table.head.iter().map(|one| row(one, "||")));
        lines.extend(table.body.iter().map(|one| row(one, "|")));
        lines.extend(table.foot.iter().map(|one| row(one, "|||")));
        if table.columns.len() == 1 {
            // Without a bar it would be a paragraph.
            lines.iter_mut().for_each(|line| line.push_str("| "));
        }
        if !table.caption.is_empty() {
            lines.push(format!(" |+ {} +|", self.line(&table.caption)));
        }
        lines
    }

    /// A cell has one line: its blocks go on in it.
    fn cell(&self, cell: &[Block]) -> String {
        let mut words = Vec::new();
        visit_lines(cell, &mut |text| {
            let asides = side_notes(text).into_iter().filter_map(Inline::side_note);
            words.extend(asides.map(|aside| self.line(aside)));
            words.push(self.line(text));
        });
        let mut kept = Vec::new();
        visit_blocks(cell, &mut |block| {
            if let Block::Preformatted { text, .. } = block {
                kept.extend(
                    text.lines()
                        .map(|line| format!("<code>{}</code>", self.words(line))),
                );
            }
        });
        words.extend(kept);
        words.join(" <br> ")
    }

    fn figure(&self, picture: &Picture, caption: &[Inline]) -> String {
        let (words, calls) = match caption {
            [] => (self.words(&picture.description(&[])), String::new()),
            caption => self.bracketed(caption),
        };
        shown(picture, &words) + &calls
    }

    /// A note: its first line behind its number, the others below that.
    fn note(&self, number: u32, body: &[Block]) -> Vec<String> {
        let mark = format!("[{number}] ");
        let mut lines = self.blocks(body);
        if lines
            .first()
            .is_none_or(|first| first.starts_with([' ', '<']) && first.trim().len() < 12)
        {
            lines.splice(0..0, ["<verbatim></verbatim>".into(), String::new()]);
        }
        behind(&mark, lines)
    }

    /// The number of a note that is called.
    fn number(&self, note: NoteIndex) -> u32 {
        self.book.note(note).number
    }
}

/// Calls `found` for the words of each paragraph, heading and line in some blocks.
fn visit_lines(blocks: &[Block], found: &mut dyn FnMut(&[Inline])) {
    visit_blocks(blocks, &mut |block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => found(text),
        Block::Verse(stanzas) => stanzas.iter().flatten().for_each(|line| found(&line.text)),
        Block::Picture { caption, .. } => found(caption),
        Block::Definitions(definitions) => definitions.iter().for_each(|one| found(&one.term)),
        _ => {}
    });
}

/// A picture: its file, how wide it is in percent, and words.
fn shown(picture: &Picture, words: &str) -> String {
    let width = match picture.width {
        Some(Width::Percent(percent)) => format!(" {percent}"),
        _ => String::new(),
    };
    let to = picture.to.replace(' ', "%20").replace(']', "%5D");
    match words.is_empty() {
        true => format!("[[{to}{width}]]"),
        false => format!("[[{to}{width}][{words}]]"),
    }
}

/// The names that a line begins with: a link finds no others there.
fn names(text: &[Inline]) -> impl Iterator<Item = &String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let names = text.iter().map_while(|inline| match inline {
        Inline::Anchor(name) => Some(name),
        _ => None,
    });
    names.filter(move |name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_plain)
    })
}

/// A line below its names.
fn named(text: &[Inline], line: String) -> Vec<String> {
    let names = names(text).map(|name| format!("#{name}"));
    names.chain([line]).collect()
}

/// All names that are written.
fn anchors(book: &Book) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for blocks in book.parts() {
        visit_blocks(blocks, &mut |block| {
            if let Block::Heading { text, .. } | Block::Paragraph(text) = block {
                found.extend(names(text).cloned());
            }
        });
    }
    found
}

/// Lines between a tag and its end.
fn within(tag: &str, inner: Vec<String>) -> Vec<String> {
    let mut lines = vec![format!("<{tag}>")];
    lines.extend(inner);
    lines.push(format!("</{tag}>"));
    lines
}

/// Lines with a mark before the first and as many blanks before the others.
fn behind(mark: &str, lines: Vec<String>) -> Vec<String> {
    let indent = " ".repeat(mark.chars().count());
    let marked = lines.into_iter().enumerate().map(|(i, line)| match i {
        0 => format!("{mark}{line}"),
        _ => stood_in(&indent, line),
    });
    marked.collect()
}

fn stood_in(indent: &str, line: String) -> String {
    match line.is_empty() {
        true => line,
        false => format!("{indent}{line}"),
    }
}

/// Lines that are kept; a line that would end them is set in.
fn preformatted(text: &str) -> Vec<String> {
    let kept = text.lines().map(|line| match line.trim() {
        "</example>" => format!(" {line} "),
        _ => line.to_owned(),
    });
    within("example", kept.collect())
}
