//! A document's tree, made such as a book can hold it. In: `pandoc`'s JSON. Out: the tree without what Markdown here has no
//! form for, its words kept, and a list of what was lost.

use super::held::Held;
use super::{links, pictures, tables};
use crate::source::markdown::class;
use serde_json::{Map, Value, json};
use std::fmt;

/// What a tree had that a book can't hold, counted.
#[derive(Default)]
pub(super) struct Lost {
    pub(super) tables: usize,
    pub(super) wide: usize,
    pub(super) pictures: usize,
    formulas: usize,
    raw: usize,
    /// Where the pictures that were not lost are.
    pub(super) held: Held,
    /// How many quotations, lists, notes and cells stand around what is being settled.
    depth: usize,
}

impl Lost {
    /// Whether what is being settled stands in nothing else.
    pub(super) fn is_at_top(&self) -> bool {
        self.depth == 0
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.tables + self.wide + self.pictures + self.formulas + self.raw == 0
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            (self.tables, "table", "tables"),
            (
                self.wide,
                "cell over several columns or rows",
                "cells over several columns or rows",
            ),
            (self.pictures, "picture", "pictures"),
            (self.formulas, "formula", "formulas"),
            (self.raw, "passage of raw markup", "passages of raw markup"),
        ];
        let kinds = kinds.iter().filter(|(count, ..)| *count > 0);
        let kinds = kinds.map(|&(count, one, many)| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        });
        f.write_str(&kinds.collect::<Vec<_>>().join(", "))
    }
}

/// What the title page can use.
const META: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "date",
    "lang",
    "publisher",
    "rights",
];

/// Settles a tree.
pub(super) fn settle(mut document: Value, held: Held) -> (Value, Lost) {
    let mut lost = Lost {
        held,
        ..Lost::default()
    };
    if let Some(meta) = document["meta"].as_object() {
        document["meta"] = metadata(meta);
    }
    let blocks = list(document["blocks"].take());
    let blocks = links::notes(blocks);
    document["blocks"] = settle_blocks(blocks, &mut lost).into();
    (document, lost)
}

/// The list that a value is.
pub(super) fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        _ => Vec::new(),
    }
}

/// The words of a tree.
pub(super) fn words(value: &Value) -> String {
    let mut text = String::new();
    gather(value, &mut text);
    text
}

fn gather(value: &Value, text: &mut String) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, text)),
        Value::Object(node) => match node.get("t").and_then(Value::as_str) {
            Some("Str" | "MetaString") => text.push_str(node["c"].as_str().unwrap_or_default()),
            Some("Space" | "SoftBreak" | "LineBreak") => text.push(' '),
            Some("Note") => {}
            _ => {
                if let Some(content) = node.get("c") {
                    gather(content, text);
                }
            }
        },
        _ => {}
    }
}

/// Metadata as plain words; dates only such as a title page takes.
fn metadata(meta: &Map<String, Value>) -> Value {
    let mut kept = Map::new();
    for key in META {
        let Some(value) = meta.get(*key) else {
            continue;
        };
        let string = |value: &Value| json!({"t": "MetaString", "c": words(value).trim()});
        let value = match value["t"].as_str() {
            Some("MetaList") => {
                let values = value["c"].as_array().into_iter().flatten();
                let values = values.map(string).filter(|v| v["c"] != "");
                json!({"t": "MetaList", "c": values.collect::<Vec<_>>()})
            }
            _ => string(value),
        };
        let is_date = |text: &str| {
            matches!(text.len(), 4 | 7 | 10) && text.chars().all(|c| c.is_ascii_digit() || c == '-')
        };
        let is_kept = match *key {
            "date" => is_date(value["c"].as_str().unwrap_or_default()),
            _ => value["c"] != "" && value["c"] != json!([]),
        };
        if is_kept {
            kept.insert((*key).into(), value);
        }
    }
    kept.into()
}

/// Blocks that stand in something.
pub(super) fn settle_inner(blocks: Vec<Value>, lost: &mut Lost) -> Vec<Value> {
    lost.depth += 1;
    let settled = settle_blocks(blocks, lost);
    lost.depth -= 1;
    settled
}

pub(super) fn settle_blocks(blocks: Vec<Value>, lost: &mut Lost) -> Vec<Value> {
    let settled = blocks
        .into_iter()
        .flat_map(|block| settle_block(block, lost));
    pictures::captioned(settled.collect())
}

/// A block as the blocks that it becomes.
fn settle_block(mut block: Value, lost: &mut Lost) -> Vec<Value> {
    let kind = block["t"].as_str().unwrap_or_default().to_string();
    let mut content = block["c"].take();
    match kind.as_str() {
        "Para" | "Plain" => {
            let inlines = list(content);
            let is_captioned = pictures::is_captioned(&inlines);
            let mut inlines = settle_inlines(inlines, lost);
            if inlines.is_empty() {
                return Vec::new();
            }
            if !is_captioned {
                inlines = pictures::described(inlines);
            }
            content = inlines.into();
        }
        "Header" => {
            content[1] = json!(["", [], []]);
            content[2] = settle_inlines(list(content[2].take()), lost).into();
        }
        "LineBlock" => {
            let lines = list(content).into_iter();
            content = lines.map(|line| settle_inlines(list(line), lost)).collect();
        }
        "BlockQuote" => content = settle_inner(list(content), lost).into(),
        "BulletList" => content = items(content, lost),
        "OrderedList" => {
            content[0][1] = json!({"t": "Decimal"});
            content[0][2] = json!({"t": "Period"});
            content[1] = items(content[1].take(), lost);
        }
        // The title page stands in the metadata, too.
        "Div" if content[0][0] == "title-block-header" => return Vec::new(),
        "Div" => return settle_blocks(list(content[1].take()), lost),
        "Figure" => return pictures::figure(content, lost),
        "Table" => return tables::settle(content, lost),
        "DefinitionList" => return definitions(content, lost),
        "CodeBlock" => content[0] = json!(["", [], []]),
        "RawBlock" => {
            lost.raw += 1;
            return Vec::new();
        }
        _ => {}
    }
    let mut settled = json!({"t": kind});
    if !content.is_null() {
        settled["c"] = content;
    }
    vec![settled]
}

fn items(items: Value, lost: &mut Lost) -> Value {
    let items = list(items).into_iter();
    items.map(|item| settle_inner(list(item), lost)).collect()
}

/// A paragraph for each term, then its definitions.
fn definitions(content: Value, lost: &mut Lost) -> Vec<Value> {
    let mut blocks = Vec::new();
    for mut entry in list(content) {
        let term = list(entry[0].take());
        blocks.push(json!({"t": "Para", "c": [{"t": "Strong", "c": term}]}));
        for definition in list(entry[1].take()) {
            blocks.extend(list(definition));
        }
    }
    settle_blocks(blocks, lost)
}

pub(super) fn settle_inlines(inlines: Vec<Value>, lost: &mut Lost) -> Vec<Value> {
    let mut settled: Vec<Value> = Vec::new();
    for inline in inlines {
        for inline in settle_inline(inline, lost) {
            // A call stands at its word.
            while inline["t"] == "Note" && settled.last().is_some_and(is_blank) {
                settled.pop();
            }
            settled.push(inline);
        }
    }
    settled
}

/// Words in a span of a class that `source::markdown` knows. A superscript that is a note is a call, which stands raised by
/// itself.
fn span(class: &str, inner: Vec<Value>) -> Vec<Value> {
    let is_call = inner.iter().any(|inline| inline["t"] == "Note");
    match inner.is_empty() || is_call {
        true => inner,
        false => vec![json!({"t": "Span", "c": [["", [class], []], inner]})],
    }
}

/// The language that attributes name.
fn language(attributes: &Value) -> Option<String> {
    let pairs = attributes[2].as_array()?;
    let pair = pairs.iter().find(|pair| pair[0] == "lang")?;
    pair[1].as_str().map(str::to_owned)
}

/// Words in a span of another language.
fn in_language(tag: Option<String>, inner: Vec<Value>) -> Vec<Value> {
    match tag.filter(|_| !inner.is_empty()) {
        None => inner,
        Some(tag) => vec![json!({"t": "Span", "c": [["", [], [["lang", tag]]], inner]})],
    }
}

/// Words between quotation marks, as characters.
fn quoted(kind: &Value, mut inner: Vec<Value>) -> Vec<Value> {
    let (open, close) = match kind["t"] == "SingleQuote" {
        true => ("‘", "’"),
        false => ("“", "”"),
    };
    inner.insert(0, json!({"t": "Str", "c": open}));
    inner.push(json!({"t": "Str", "c": close}));
    inner
}

/// A link that leads out of the document; what leads elsewhere in it is its words.
fn link(address: &Value, text: Vec<Value>) -> Vec<Value> {
    let leads_out = address.as_str().is_some_and(|address| {
        let schemes = ["http://", "https://", "mailto:"];
        schemes.iter().any(|scheme| address.starts_with(scheme))
    });
    if !leads_out || text.is_empty() {
        return text;
    }
    vec![json!({"t": "Link", "c": [["", [], []], text, [address, ""]]})]
}

fn is_blank(inline: &Value) -> bool {
    matches!(inline["t"].as_str(), Some("Space" | "SoftBreak"))
}

/// An inline as the inlines that it becomes.
fn settle_inline(mut inline: Value, lost: &mut Lost) -> Vec<Value> {
    let kind = inline["t"].as_str().unwrap_or_default().to_string();
    let mut content = inline["c"].take();
    let wrapped = |kind: &str, inner: Vec<Value>| match inner.is_empty() {
        true => Vec::new(),
        false => vec![json!({"t": kind, "c": inner})],
    };
    match kind.as_str() {
        "Emph" | "Strong" | "Strikeout" => wrapped(&kind, settle_inlines(list(content), lost)),
        "Underline" => wrapped("Emph", settle_inlines(list(content), lost)),
        "Superscript" => span(class::RAISED, settle_inlines(list(content), lost)),
        "Subscript" => span(class::LOWERED, settle_inlines(list(content), lost)),
        "SmallCaps" => span(class::SMALL_CAPITALS, settle_inlines(list(content), lost)),
        "Quoted" => {
            let inner = settle_inlines(list(content[1].take()), lost);
            quoted(&content[0], inner)
        }
        "Cite" => settle_inlines(list(content[1].take()), lost),
        "Span" => {
            let language = language(&content[0]);
            in_language(language, settle_inlines(list(content[1].take()), lost))
        }
        "Code" => vec![json!({"t": "Str", "c": content[1]})],
        "Math" => {
            lost.formulas += 1;
            vec![json!({"t": "Str", "c": content[1]})]
        }
        "RawInline" => {
            lost.raw += 1;
            Vec::new()
        }
        "Image" => pictures::settle(content, lost),
        "Link" => {
            let text = settle_inlines(list(content[1].take()), lost);
            link(&content[2][0], text)
        }
        "Note" => {
            let blocks = settle_inner(list(content), lost);
            vec![json!({"t": "Note", "c": blocks})]
        }
        _ => {
            let mut settled = json!({"t": kind});
            if !content.is_null() {
                settled["c"] = content.take();
            }
            vec![settled]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(words: &str) -> Value {
        json!({"t": "Plain", "c": [{"t": "Str", "c": words}]})
    }

    #[test]
    fn what_a_book_has_no_form_for_keeps_its_words() {
        let text = json!([{"t": "Str", "c": "a"}, {"t": "Space"}, {"t": "Note", "c": [plain("n")]},
            {"t": "SmallCaps", "c": [{"t": "Str", "c": "b"}]}, {"t": "RawInline", "c": ["html", "<x>"]}]);
        let blocks = json!([{"t": "Div", "c": [["", [], []], [{"t": "Para", "c": text}]]}]);
        let (settled, lost) = settle(json!({"meta": {}, "blocks": blocks}), Held::default());
        assert_eq!(words(&settled["blocks"]), "ab");
        let inlines = &settled["blocks"][0]["c"];
        assert_eq!(inlines[1]["t"], "Note");
        assert_eq!(inlines[2]["c"][0][1][0], class::SMALL_CAPITALS);
        assert_eq!(lost.to_string(), "1 passage of raw markup");
    }
}
