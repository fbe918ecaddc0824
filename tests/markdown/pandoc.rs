//! Pandoc as another reader of our Markdown. In: a book and what Pandoc's JSON says of it. Out: both in one plain form, notes
//! in the place of their calls.

use pamphleteer::book::{Block, Book, Inline, NoteIndex};
use serde_json::Value;

/// A book in the plain form.
pub fn of_book(book: &Book) -> String {
    blocks(book, book.blocks())
}

fn blocks(book: &Book, all: &[Block]) -> String {
    all.iter().map(|block| of_block(book, block)).collect()
}

fn of_block(book: &Book, block: &Block) -> String {
    match block {
        Block::Heading { level, text } => format!("H{level}({})", inlines(book, text)),
        Block::Paragraph(text) => format!("P({})", inlines(book, text)),
        Block::Quote(inner) => format!("Q({})", blocks(book, inner)),
        Block::Epigraph { text, source } => {
            let source = source.as_ref();
            let source = source.map(|s| format!("P({{source {}}})", inlines(book, s)));
            format!(
                "Q(P({{epigraph }}){}{})",
                blocks(book, text),
                source.unwrap_or_default()
            )
        }
        Block::Verse(stanzas) => {
            let line = |line: &pamphleteer::book::VerseLine| {
                let indent = "\u{a0}\u{a0}".repeat(line.indent.into());
                format!("|{indent}{}", inlines(book, &line.text))
            };
            let stanzas = stanzas
                .iter()
                .map(|s| s.iter().map(line).collect::<String>());
            format!("V({})", stanzas.collect::<Vec<_>>().join("|"))
        }
        Block::List { start, items } => {
            let start = start.map_or("-".into(), |n| n.to_string());
            let items = items.iter().map(|item| format!("({})", blocks(book, item)));
            format!("L{start}[{}]", items.collect::<String>())
        }
        Block::Ornament(mark) => {
            let is_break = mark.matches('*').count() >= 3 && mark.chars().all(|c| "* ".contains(c));
            match is_break {
                true => "R".into(),
                false => format!("P({{ornament {mark}}})"),
            }
        }
    }
}

fn inlines(book: &Book, all: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Emphasis(inner) => format!("{{emph {}}}", inlines(book, inner)),
        Inline::Strong(inner) => format!("{{strong {}}}", inlines(book, inner)),
        Inline::SmallCapitals(inner) => format!("{{smallcaps {}}}", inlines(book, inner)),
        Inline::Raised(inner) => format!("{{sup {}}}", inlines(book, inner)),
        Inline::Lowered(inner) => format!("{{sub {}}}", inlines(book, inner)),
        Inline::Link { to, text } => format!("{{link {} {}}}", encoded(to), inlines(book, text)),
        Inline::Call { note, .. } => format!("{{note {}}}", note_of(book, *note)),
        Inline::PageTurn { label } => format!("{{pagebreak {label}}}"),
        Inline::Break => "\n".into(),
    };
    all.iter().map(one).collect()
}

/// An address with percent signs for what Pandoc writes so: both are the same address.
fn encoded(to: &str) -> String {
    let mut out = String::new();
    for c in to.chars() {
        match c {
            c if c.is_whitespace() || "<>|\"{}[]^`".contains(c) => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

fn note_of(book: &Book, index: NoteIndex) -> String {
    let note = book.note(index);
    let body = blocks(book, &note.body);
    if note.printed == note.number.to_string() {
        return body;
    }
    let mark = format!("{{printed {}}}", note.printed);
    match note.body.first() {
        Some(Block::Paragraph(_)) => format!("P({mark}{}", &body["P(".len()..]),
        _ => format!("P({mark}){body}"),
    }
}

/// Pandoc's JSON in the plain form.
pub fn of_pandoc(document: &Value) -> String {
    // Around a forced line end that is a span stand blanks, which say nothing.
    let text = all_blocks(&document["blocks"]);
    text.replace(" \n", "\n").replace("\n ", "\n")
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn all_blocks(value: &Value) -> String {
    each(value).map(block).collect()
}

fn block(value: &Value) -> String {
    let content = &value["c"];
    match value["t"].as_str().expect("a kind") {
        "Header" => format!("H{}({})", content[0], all_inlines(&content[2])),
        "Para" | "Plain" => format!("P({})", all_inlines(content)),
        "BlockQuote" => format!("Q({})", all_blocks(content)),
        "HorizontalRule" => "R".into(),
        "LineBlock" => {
            let lines: Vec<String> = each(content).map(all_inlines).collect();
            let lines = lines.iter().map(|line| match line.is_empty() {
                true => "|".into(),
                false => format!("|{line}"),
            });
            let lines: String = lines.collect();
            format!("V({lines})")
        }
        "OrderedList" => {
            let items = each(&content[1]).map(|item| format!("({})", all_blocks(item)));
            format!("L{}[{}]", content[0][0], items.collect::<String>())
        }
        "BulletList" => {
            let items = each(content).map(|item| format!("({})", all_blocks(item)));
            format!("L-[{}]", items.collect::<String>())
        }
        other => format!("!{other} {content}"),
    }
}

fn all_inlines(value: &Value) -> String {
    each(value).map(inline).collect()
}

fn inline(value: &Value) -> String {
    let content = &value["c"];
    match value["t"].as_str().expect("a kind") {
        "Str" => content.as_str().expect("words").into(),
        "Space" | "SoftBreak" => " ".into(),
        "LineBreak" => "\n".into(),
        "Emph" => format!("{{emph {}}}", all_inlines(content)),
        "Strong" => format!("{{strong {}}}", all_inlines(content)),
        "SmallCaps" => format!("{{smallcaps {}}}", all_inlines(content)),
        "Superscript" => format!("{{sup {}}}", all_inlines(content)),
        "Subscript" => format!("{{sub {}}}", all_inlines(content)),
        "Note" => format!("{{note {}}}", all_blocks(content)),
        "Link" => {
            let to = content[2][0].as_str().expect("an address");
            format!("{{link {} {}}}", encoded(to), all_inlines(&content[1]))
        }
        "Span" => span(&content[0], &all_inlines(&content[1])),
        other => format!("!{other} {content}"),
    }
}

/// A span with one class, and a title.
fn span(attributes: &Value, words: &str) -> String {
    let class = attributes[1][0].as_str().unwrap_or("?");
    let title = attributes[2][0][1].as_str().unwrap_or_default();
    match class {
        "br" => "\n".into(),
        _ => format!("{{{class} {title}{words}}}"),
    }
}
