//! The Markdown edition. In: the book. Out: Pandoc Markdown for an editor's hand, one line a paragraph, which
//! `source::markdown` reads back as the same book (tests/markdown.rs holds it to that).
//!
//! What Markdown has no sign for stands as a bracketed span with a class, such as `[]{.pagebreak title="12"}`. Pandoc
//! reads the file with `-f markdown-smart`. docs/markdown.md lists the forms.

mod escape;
mod inlines;
mod tables;

use super::{Audience, Edition, Job};
use crate::book::{
    Beginning, Block, Book, Close, Definition, Figures, Inline, Numbers, VerseLine, change_inlines,
};
use crate::diagnostic::{Diagnostics, Warned};
use crate::source::markdown::{FrontMatter, class};
use crate::store::Data;
use inlines::{braces, figure, heading, one_line, paragraph, span};
use std::collections::BTreeSet;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "markdown",
    suffix: ".md",
    about: "the repaired text as Pandoc Markdown, to correct by hand and build from",
    media: "text/markdown;charset=utf-8",
    audience: Audience::Editors,
    is_paged: false,
    is_extra: false,
    make,
};

fn make(job: &Job<'_>) -> Result<Warned<Data>, Diagnostics> {
    let text = match job.settings.markdown.pages {
        true => write(job.book),
        false => write(&without_pages(job.book)),
    };
    Ok(Data::from(text.into_bytes()).into())
}

/// A book that does not say where pages of its source begin.
fn without_pages(book: &Book) -> Book {
    let mut book = book.clone();
    for blocks in book.parts_mut() {
        change_inlines(blocks, &mut without_turns);
    }
    book
}

fn without_turns(line: &mut Vec<Inline>) {
    line.retain(|inline| !matches!(inline, Inline::PageTurn { .. }));
    for inner in line.iter_mut().filter_map(Inline::inner_mut) {
        without_turns(inner);
    }
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
fn behind(mark: &str, indent: &str, mut lines: Vec<String>) -> Vec<String> {
    // Pandoc knows no border behind a mark, and a grid's lines would not stand below each other.
    let first = lines.first();
    let first = first.map_or("", |line| line.trim_start_matches(['>', ' ']));
    if first.starts_with(":::") || first.starts_with('+') {
        lines.splice(0..0, [COMMENT.to_owned(), String::new()]);
    }
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
        let before = i.checked_sub(1).map(|i| &blocks[i]);
        if before.is_some_and(|before| run_together(before, block)) {
            lines.extend([COMMENT.to_owned(), String::new()]);
        }
        let beside = [before, blocks.get(i + 1)];
        let is_beside = beside.iter().any(|b| matches!(b, Some(Block::Table(_))));
        let start = lines.len();
        other_mark = !other_mark && before.is_some_and(|before| are_lists_of_a_kind(before, block));
        lines.extend(lines_of(block, other_mark));
        // Beside a table such words would name it.
        if let (true, Block::Paragraph(_), Some(first)) = (is_beside, block, lines.get_mut(start)) {
            for sign in ["Table:", "table:"] {
                if first.starts_with(sign) {
                    first.insert(sign.len() - 1, '\\');
                }
            }
        }
    }
    lines
}

fn are_lists_of_a_kind(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::List { numbers: a, .. }, Block::List { numbers: b, .. }) => {
            a.is_some() == b.is_some()
        }
        _ => false,
    }
}

/// What parts two blocks that Markdown would read as one.
const COMMENT: &str = "<!-- -->";

/// Whether two blocks would be one in spite of their marks: lists one of which is numbered by letters, definitions.
fn run_together(one: &Block, other: &Block) -> bool {
    let is_plain =
        |numbers: &Numbers| numbers.figures == Figures::Decimal && !is_bracketed(numbers);
    match (one, other) {
        (Block::List { numbers: a, .. }, Block::List { numbers: b, .. }) => {
            let both = a.as_ref().zip(b.as_ref());
            both.is_some_and(|(a, b)| !is_plain(a) || !is_plain(b))
        }
        (Block::Definitions(_), Block::Definitions(_)) => true,
        _ => false,
    }
}

fn lines_of(block: &Block, other_mark: bool) -> Vec<String> {
    match block {
        Block::Heading { level, text } => {
            let signs = "#".repeat((*level).clamp(1, 6).into());
            vec![format!("{signs} {}", heading(text))]
        }
        Block::Paragraph(text) => paragraph(text).split('\n').map(str::to_owned).collect(),
        Block::Quote(inner) => quoted(blocks(inner)),
        Block::Epigraph { text, source } => epigraph(text, source.as_deref()),
        Block::Verse(stanzas) => verse(stanzas),
        Block::List { numbers, items } => list(*numbers, items, other_mark),
        Block::Ornament(mark) => vec![ornament(mark)],
        Block::Definitions(definitions) => defined(definitions),
        Block::Preformatted { text, kind, .. } => fenced(text, kind.as_deref()),
        Block::Table(table) => tables::table(table),
        Block::Picture { picture, caption } => vec![figure(picture, caption)],
        Block::Division { of, blocks } => bordered(&braces(of), self::blocks(blocks)),
        Block::TextBegins(begins) => bordered(&beginning(begins), Vec::new()),
    }
}

/// What begins, and how, as attributes.
fn beginning(begins: &Beginning) -> String {
    let mut said = format!("{{.{}", class::TEXT);
    if !begins.kind.is_text() {
        said.push_str(&format!(" .{}", begins.kind.name));
    }
    if begins.on_recto {
        said.push_str(&format!(" .{}", class::RECTO));
    }
    if let Some(tag) = &begins.language {
        said.push_str(&format!(" lang={tag}"));
    }
    said + "}"
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

/// Terms, with what is said of them behind colons.
fn defined(definitions: &[Definition]) -> Vec<String> {
    let mut lines = Vec::new();
    for (i, Definition { term, said }) in definitions.iter().enumerate() {
        if i > 0 {
            lines.push(String::new());
        }
        lines.push(one_line(term));
        for said in said {
            lines.push(String::new());
            lines.extend(behind(":   ", "    ", blocks(said)));
        }
    }
    lines
}

/// Lines between fences that are longer than any row of their signs inside.
fn fenced(text: &str, kind: Option<&str>) -> Vec<String> {
    let rows = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(rows.max().unwrap_or(0).max(2) + 1);
    let mut lines = vec![format!("{fence}{}", kind.unwrap_or_default())];
    lines.extend(text.split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}

/// A division, between borders that are longer than any inside.
fn bordered(said: &str, inner: Vec<String>) -> Vec<String> {
    let colons = inner.iter().map(|line| {
        let bare = line.trim_start_matches([' ', '>']);
        bare.len() - bare.trim_start_matches(':').len()
    });
    let border = ":".repeat(colons.max().unwrap_or(0).max(2) + 1);
    let mut lines = vec![format!("{border} {said}")];
    if !inner.is_empty() {
        lines.push(String::new());
        lines.extend(inner);
        lines.push(String::new());
    }
    lines.push(border);
    lines
}

fn is_bracketed(numbers: &Numbers) -> bool {
    numbers.close == Close::Brackets
}

fn list(numbers: Option<Numbers>, items: &[Vec<Block>], other_mark: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            lines.push(String::new());
        }
        let mark = match numbers {
            Some(numbers) if numbers.figures == Figures::Decimal && !is_bracketed(&numbers) => {
                let number = numbers.first.saturating_add(i as u32);
                format!("{number}{} ", if other_mark { ')' } else { '.' })
            }
            // Two blanks say that it is a list, however it begins.
            Some(numbers) => format!("{}  ", numbers.mark(i)),
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
