//! The Markdown edition. In: the book. Out: Pandoc Markdown for an editor's hand, one line a paragraph, which
//! `source::markdown` reads back as the same book (tests/markdown.rs holds it to that).
//!
//! What Markdown has no sign for stands as a bracketed span with a class, such as `[]{.pagebreak title="12"}`. Pandoc
//! reads the file with `-f markdown-smart`. docs/markdown.md lists the forms.

mod escape;
mod inlines;

use super::{Audience, Edition, Job};
use crate::book::{Block, Book, Inline, VerseLine};
use crate::diagnostic::{Diagnostics, Warned};
use crate::source::markdown::{FrontMatter, class};
use inlines::{one_line, paragraph, span};
use std::collections::BTreeSet;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "markdown",
    suffix: ".md",
    about: "the repaired text as Pandoc Markdown, to correct by hand and build from",
    media: "text/markdown;charset=utf-8",
    audience: Audience::Editors,
    is_paged: false,
    make,
};

fn make(job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    Ok(write(job.book).into_bytes().into())
}

/// The book as Pandoc Markdown: the title page as a YAML block, the text, the notes by our numbers, and the notes that
/// nothing calls as `[^loose-12]:` under their own.
#[must_use]
pub fn write(book: &Book) -> String {
    let mut lines = front_matter(book);
    lines.extend(blocks(book.blocks()));
    for note in book.notes() {
        let number = note.number.to_string();
        let printed = (note.printed != number).then_some(note.printed.as_str());
        lines.push(String::new());
        lines.extend(definition(&number, printed, &note.body));
    }
    let mut labels = BTreeSet::new();
    for note in book.loose() {
        let label = loose_label(&note.printed, &mut labels);
        let says_printed = label.strip_prefix(class::LOOSE) == Some(&note.printed);
        let printed = (!says_printed).then_some(note.printed.as_str());
        lines.push(String::new());
        lines.extend(definition(&label, printed, &note.body));
    }
    let first = lines.iter().position(|l| !l.is_empty()).unwrap_or(0);
    let mut out = lines[first..].join("\n");
    out.push('\n');
    out
}

fn front_matter(book: &Book) -> Vec<String> {
    let front = FrontMatter::from(&book.meta);
    if front == FrontMatter::default() {
        return Vec::new();
    }
    // Strings and lists of strings are always YAML.
    let yaml = serde_yaml::to_string(&front).unwrap_or_default();
    let fences = ["---".to_owned(), String::new()];
    let mut lines = vec!["---".to_owned()];
    lines.extend(yaml.lines().map(str::to_owned));
    lines.extend(fences);
    lines
}

/// A label that no other loose note has: the printed number where that will do as a label.
fn loose_label(printed: &str, taken: &mut BTreeSet<String>) -> String {
    let is_plain = !printed.is_empty() && printed.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_plain && taken.insert(printed.to_lowercase()) {
        return format!("{}{printed}", class::LOOSE);
    }
    let mut number = taken.len() + 1;
    while !taken.insert(format!("n{number}")) {
        number += 1;
    }
    format!("{}n{number}", class::LOOSE)
}

/// A note: its first line behind the label, the others indented.
fn definition(label: &str, printed: Option<&str>, body: &[Block]) -> Vec<String> {
    let mut lines = blocks(body);
    if let Some(printed) = printed {
        let mark = span("", class::PRINTED, Some(printed));
        match (body.first(), lines.first_mut()) {
            (Some(Block::Paragraph(_)), Some(first)) => first.insert_str(0, &mark),
            _ => drop(lines.splice(0..0, [mark, String::new()])),
        }
    }
    behind(&format!("[^{label}]: "), "    ", lines)
}

/// Lines with a mark before the first and an indent before the others; lines without words stay empty.
fn behind(mark: &str, indent: &str, lines: Vec<String>) -> Vec<String> {
    let marked = lines.into_iter().enumerate().map(|(i, line)| match line {
        line if i == 0 && line.is_empty() => mark.trim_end().to_owned(),
        line if i == 0 => format!("{mark}{line}"),
        line if line.is_empty() => line,
        line => format!("{indent}{line}"),
    });
    marked.collect()
}

/// The lines of some blocks, an empty one between two blocks.
fn blocks(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut other_mark = false;
    for (i, block) in blocks.iter().enumerate() {
        if i > 0 {
            lines.push(String::new());
        }
        // Two lists in a row need different marks, or they would be one.
        other_mark = i > 0 && !other_mark && are_lists_of_a_kind(&blocks[i - 1], block);
        lines.extend(lines_of(block, other_mark));
    }
    lines
}

fn are_lists_of_a_kind(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::List { start: a, .. }, Block::List { start: b, .. }) => a.is_some() == b.is_some(),
        _ => false,
    }
}

fn lines_of(block: &Block, other_mark: bool) -> Vec<String> {
    match block {
        Block::Heading { level, text } => {
            let signs = "#".repeat((*level).clamp(1, 6).into());
            vec![format!("{signs} {}", one_line(text))]
        }
        Block::Paragraph(text) => paragraph(text).split('\n').map(str::to_owned).collect(),
        Block::Quote(inner) => quoted(blocks(inner)),
        Block::Epigraph { text, source } => epigraph(text, source.as_deref()),
        Block::Verse(stanzas) => verse(stanzas),
        Block::List { start, items } => list(*start, items, other_mark),
        Block::Ornament(mark) => vec![ornament(mark)],
    }
}

fn quoted(lines: Vec<String>) -> Vec<String> {
    let quoted = lines.into_iter().map(|line| match line {
        line if line.is_empty() => ">".to_owned(),
        line => format!("> {line}"),
    });
    quoted.collect()
}

fn epigraph(text: &[Block], source: Option<&[Inline]>) -> Vec<String> {
    let mut lines = vec![span("", class::EPIGRAPH, None), String::new()];
    lines.extend(blocks(text));
    if let Some(source) = source {
        lines.push(String::new());
        lines.push(span(&one_line(source), class::SOURCE, None));
    }
    quoted(lines)
}

/// A line block: each line behind a bar, two blanks for each step of indent, a bare bar between stanzas.
fn verse(stanzas: &[Vec<VerseLine>]) -> Vec<String> {
    let mut lines = Vec::new();
    for (i, stanza) in stanzas.iter().enumerate() {
        if i > 0 {
            lines.push("|".into());
        }
        for line in stanza {
            let indent = "  ".repeat(line.indent.into());
            lines.push(format!("| {indent}{}", one_line(&line.text)));
        }
    }
    lines
}

fn list(start: Option<u32>, items: &[Vec<Block>], other_mark: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            lines.push(String::new());
        }
        let mark = match start {
            Some(first) => {
                let number = first.saturating_add(i as u32);
                format!("{number}{} ", if other_mark { ')' } else { '.' })
            }
            None => if other_mark { "+ " } else { "- " }.into(),
        };
        lines.extend(behind(&mark, &" ".repeat(mark.len()), blocks(item)));
    }
    lines
}

/// Three or more asterisks are a thematic break as they stand; any other mark needs a class.
fn ornament(mark: &str) -> String {
    let asterisks = mark.chars().filter(|&c| c == '*').count();
    if asterisks >= 3 && mark.chars().all(|c| matches!(c, '*' | ' ')) {
        return mark.into();
    }
    span(&escape::words(mark), class::ORNAMENT, None)
}
