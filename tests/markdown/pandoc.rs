//! Pandoc as another reader of our Markdown. In: a book and what Pandoc's JSON says of it. Out: both in one plain form, notes
//! in the place of their calls.

use pamphleteer::book::{
    Attributes, Block, Book, Close, Definition, Figures, Inline, NoteIndex, Numbers,
};
use serde_json::Value;

/// A book in the plain form.
pub fn of_book(book: &Book) -> String {
    without_blanks(&blocks(book, book.blocks()))
}

/// Around a forced line end that is a span stand blanks, which say nothing.
fn without_blanks(text: &str) -> String {
    let mut text = text.to_owned();
    while text.contains(" \n") || text.contains("\n ") {
        text = text.replace(" \n", "\n").replace("\n ", "\n");
    }
    text
}

fn blocks(book: &Book, all: &[Block]) -> String {
    all.iter().map(|block| of_block(book, block)).collect()
}

fn of_block(book: &Book, block: &Block) -> String {
    match block {
        Block::Heading { level, text } => format!("H{level}({})", inlines(book, text)),
        Block::Paragraph(text) => format!("P({})", inlines(book, text)),
        Block::Picture { picture, caption } => {
            format!("F({} {})", encoded(&picture.to), inlines(book, caption))
        }
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
        Block::List { numbers, items } => {
            let start = numbers.map_or("-".into(), |numbers| numbers.mark(0));
            let items = items.iter().map(|item| format!("({})", blocks(book, item)));
            format!("L{start}[{}]", items.collect::<String>())
        }
        Block::Definitions(definitions) => {
            let one = |definition: &Definition| {
                let said = definition
                    .said
                    .iter()
                    .map(|said| format!("({})", blocks(book, said)));
                let said: String = said.collect();
                format!("{}:{said}", inlines(book, &definition.term))
            };
            let all: String = definitions.iter().map(one).collect();
            format!("D[{all}]")
        }
        Block::Preformatted { text, kind, .. } => {
            format!("C({} {text})", kind.as_deref().unwrap_or_default())
        }
        Block::Table(table) => {
            let row = |row: &Vec<Vec<Block>>| {
                let cells = row.iter().map(|cell| format!("({})", blocks(book, cell)));
                format!("{};", cells.collect::<String>())
            };
            let rows: String = table.rows().map(row).collect();
            format!("T[{} {rows}]", inlines(book, &table.caption))
        }
        Block::Division { of, blocks } => {
            format!("{}[{}]", said_of(of), self::blocks(book, blocks))
        }
        Block::TextBegins(begins) => {
            let mut classes = vec!["text".to_owned()];
            if !begins.kind.is_text() {
                classes.push(begins.kind.name.into());
            }
            classes.extend(begins.on_recto.then(|| "recto".into()));
            let language = begins.language.clone();
            format!("{}[]", said_of(&Attributes { language, classes }))
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
        Inline::Struck(inner) => format!("{{struck {}}}", inlines(book, inner)),
        Inline::Span { of, text } => {
            let said = said_of(of);
            format!("{}{}}}", &said[..said.len() - 1], inlines(book, text))
        }
        Inline::Typewriter(inner) => format!("{{typewriter {}}}", inlines(book, inner)),
        Inline::Anchor(_) => String::new(),
        Inline::Picture(picture) => format!("{{img {} {}}}", encoded(&picture.to), picture.alt),
        Inline::Link { to, text } => format!("{{link {} {}}}", encoded(to), inlines(book, text)),
        Inline::Call { note, .. } => format!("{{note {}}}", note_of(book, *note)),
        Inline::PageTurn { label } => format!("{{pagebreak {label}}}"),
        Inline::Break => "\n".into(),
    };
    all.iter().map(one).collect()
}

fn said_of(of: &Attributes) -> String {
    let language = of.language.as_deref().unwrap_or_default();
    format!("{{{} {language}}}", of.classes.join(" "))
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
    without_blanks(&all_blocks(&document["blocks"]))
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
        // What parts blocks that would run together.
        "Para" if content[0]["t"] == "RawInline" && content[1].is_null() => String::new(),
        // Pandoc takes one without words for no figure, and one in a cell for words.
        "Para" | "Plain" if content[0]["t"] == "Image" && content[1].is_null() => {
            figure(&content[0]["c"], &all_inlines(&content[0]["c"][1]))
        }
        // The image itself says what `alt` says.
        "Figure" => {
            let caption = all_blocks(&content[1][1]);
            let caption = caption.strip_prefix("P(").and_then(|c| c.strip_suffix(')'));
            figure(&content[2][0]["c"][0]["c"], caption.unwrap_or_default())
        }
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
            format!("L{}[{}]", mark(&content[0]), items.collect::<String>())
        }
        "BulletList" => {
            let items = each(content).map(|item| format!("({})", all_blocks(item)));
            format!("L-[{}]", items.collect::<String>())
        }
        "DefinitionList" => {
            let one = |definition: &Value| {
                let said = each(&definition[1]).map(|said| format!("({})", all_blocks(said)));
                format!(
                    "{}:{}",
                    all_inlines(&definition[0]),
                    said.collect::<String>()
                )
            };
            format!("D[{}]", each(content).map(one).collect::<String>())
        }
        "CodeBlock" => {
            let kind = content[0][1][0].as_str().unwrap_or_default();
            format!("C({kind} {})", content[1].as_str().expect("lines"))
        }
        "Table" => table(content),
        "Div" => format!("{}[{}]", span(&content[0], ""), all_blocks(&content[1])),
        "RawBlock" => String::new(),
        other => format!("!{other} {content}"),
    }
}

/// A picture by itself.
fn figure(image: &Value, caption: &str) -> String {
    let to = image[2][0].as_str().expect("a file");
    format!("F({} {caption})", encoded(to))
}

/// The rows of a table that have words, head and foot too; its caption.
fn table(content: &Value) -> String {
    let row = |row: &Value| {
        let cells = each(&row[1]).map(|cell| format!("({})", all_blocks(&cell[4])));
        format!("{};", cells.collect::<String>())
    };
    let head = each(&content[3][1])
        .filter(|row| each(&row[1]).any(|cell| each(&cell[4]).next().is_some()));
    let bodies = each(&content[4]).flat_map(|body| each(&body[2]).chain(each(&body[3])));
    let rows = head.chain(bodies).chain(each(&content[5][1]));
    let caption = all_blocks(&content[1][1]);
    let caption = caption
        .strip_prefix("P(")
        .and_then(|c| c.strip_suffix(')'))
        .unwrap_or("");
    format!("T[{caption} {}]", rows.map(row).collect::<String>())
}

/// The mark of a list's first item.
fn mark(attributes: &Value) -> String {
    let figures = match attributes[1]["t"].as_str() {
        Some("LowerAlpha") => Figures::Letters,
        Some("UpperAlpha") => Figures::Capitals,
        Some("LowerRoman") => Figures::SmallRoman,
        Some("UpperRoman") => Figures::Roman,
        _ => Figures::Decimal,
    };
    let close = match attributes[2]["t"].as_str() {
        Some("OneParen") if figures != Figures::Decimal => Close::Bracket,
        Some("TwoParens") => Close::Brackets,
        _ => Close::Stop,
    };
    let first = attributes[0].as_u64().expect("a number") as u32;
    Numbers {
        first,
        figures,
        close,
    }
    .mark(0)
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
        "Strikeout" => format!("{{struck {}}}", all_inlines(content)),
        "Note" => format!("{{note {}}}", all_blocks(content)),
        "Link" => {
            let to = content[2][0].as_str().expect("an address");
            format!("{{link {} {}}}", encoded(to), all_inlines(&content[1]))
        }
        "Image" => {
            let to = content[2][0].as_str().expect("a file");
            format!("{{img {} {}}}", encoded(to), all_inlines(&content[1]))
        }
        "Code" => format!("{{typewriter {}}}", content[1].as_str().expect("words")),
        "Span" => span(&content[0], &all_inlines(&content[1])),
        other => format!("!{other} {content}"),
    }
}

/// A span with classes, and a title or a language.
fn span(attributes: &Value, words: &str) -> String {
    let classes = each(&attributes[1]).filter_map(Value::as_str);
    let class = classes.collect::<Vec<_>>().join(" ");
    let title = attributes[2][0][1].as_str().unwrap_or_default();
    match class.as_str() {
        "br" => "\n".into(),
        "" if title.is_empty() && words.is_empty() => String::new(),
        _ => format!("{{{class} {title}{words}}}"),
    }
}
