//! A document's tree, made such as a book can hold it. In: `pandoc`'s JSON. Out: the tree without what Markdown here has no
//! form for, its words kept, and a list of what was lost.

use super::links;
use crate::source::markdown::class;
use serde_json::{Map, Value, json};
use std::fmt;

/// What a tree had that a book can't hold, counted.
#[derive(Default)]
pub(super) struct Lost {
    tables: usize,
    wide: usize,
    pictures: usize,
    formulas: usize,
    raw: usize,
}

impl Lost {
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
pub(super) fn settle(mut document: Value) -> (Value, Lost) {
    let mut lost = Lost::default();
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

fn settle_blocks(blocks: Vec<Value>, lost: &mut Lost) -> Vec<Value> {
    blocks
        .into_iter()
        .flat_map(|block| settle_block(block, lost))
        .collect()
}

/// A block as the blocks that it becomes.
fn settle_block(mut block: Value, lost: &mut Lost) -> Vec<Value> {
    let kind = block["t"].as_str().unwrap_or_default().to_string();
    let mut content = block["c"].take();
    match kind.as_str() {
        "Para" | "Plain" => {
            let inlines = settle_inlines(list(content), lost);
            if inlines.is_empty() {
                return Vec::new();
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
        "BlockQuote" => content = settle_blocks(list(content), lost).into(),
        "BulletList" => content = items(content, lost),
        "OrderedList" => {
            content[0][1] = json!({"t": "Decimal"});
            content[0][2] = json!({"t": "Period"});
            content[1] = items(content[1].take(), lost);
        }
        // The title page stands in the metadata, too.
        "Div" if content[0][0] == "title-block-header" => return Vec::new(),
        "Div" => return settle_blocks(list(content[1].take()), lost),
        "Figure" => {
            // A caption says more than the words that stand for a picture that can't be shown.
            let caption = list(content[1][1].take());
            if caption.is_empty() {
                return settle_blocks(list(content[2].take()), lost);
            }
            lost.pictures += 1;
            return settle_blocks(caption, lost);
        }
        "Table" => match even(&mut content, lost) {
            true => {}
            false => {
                lost.tables += 1;
                return rows(content, lost);
            }
        },
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
    items.map(|item| settle_blocks(list(item), lost)).collect()
}

/// A paragraph for each row of a table, of its cells' words.
fn rows(table: Value, lost: &mut Lost) -> Vec<Value> {
    let mut found = Vec::new();
    for row in cells(&table) {
        let mut inlines: Vec<Value> = Vec::new();
        for cell in row {
            let cell = cell
                .into_iter()
                .filter(|b| matches!(b["t"].as_str(), Some("Para" | "Plain")));
            let cell: Vec<Value> = cell.flat_map(|mut b| list(b["c"].take())).collect();
            if cell.is_empty() {
                continue;
            }
            if !inlines.is_empty() {
                let parting = [
                    json!({"t": "Space"}),
                    json!({"t": "Str", "c": "·"}),
                    json!({"t": "Space"}),
                ];
                inlines.extend(parting);
            }
            inlines.extend(cell);
        }
        found.push(json!({"t": "Para", "c": inlines}));
    }
    settle_blocks(found, lost)
}

/// No cell goes over more columns.
const MOST: u64 = 100;

/// Settles the cells of a table. One that goes over several columns or rows stands in the first of them. Whether it is a
/// table as `pandoc` has them from 2.10 on.
fn even(table: &mut Value, lost: &mut Lost) -> bool {
    let Some([attributes, caption, columns, head, bodies, foot]) =
        table.as_array_mut().map(Vec::as_mut_slice)
    else {
        return false;
    };
    *attributes = json!(["", [], []]);
    let columns = columns.as_array_mut();
    caption[0] = Value::Null;
    caption[1] = settle_blocks(list(caption[1].take()), lost).into();
    let mut parts = vec![&mut head[1]];
    for body in bodies.as_array_mut().into_iter().flatten() {
        let [_, _, heads, rows] = body
            .as_array_mut()
            .map(Vec::as_mut_slice)
            .unwrap_or_default()
        else {
            return false;
        };
        parts.extend([heads, rows]);
    }
    parts.push(&mut foot[1]);
    let rows = parts.iter().filter_map(|rows| rows.as_array()).flatten();
    let across = |cell: &Value| cell[3].as_u64().unwrap_or(1).clamp(1, MOST) as usize;
    let widths = rows.map(|row| row[1].as_array().into_iter().flatten().map(across).sum());
    let widest: usize = widths.max().unwrap_or(0);
    let Some(columns) = columns else { return false };
    // What stands beyond the last column is kept.
    let usual = || json!([{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]);
    columns.extend((columns.len()..widest).map(|_| usual()));
    let width = columns.len();
    parts
        .into_iter()
        .for_each(|rows| even_rows(rows, width, lost));
    true
}

/// The same of the rows of one part of a table.
fn even_rows(rows: &mut Value, width: usize, lost: &mut Lost) {
    // How many rows more each column is taken by a cell above.
    let mut taken = vec![0_u64; width];
    for row in rows.as_array_mut().into_iter().flatten() {
        let mut cells = list(row[1].take()).into_iter();
        let mut even = Vec::with_capacity(width);
        while even.len() < width {
            let column = even.len();
            if taken[column] > 0 {
                taken[column] -= 1;
                even.push(empty_cell());
                continue;
            }
            let Some(mut cell) = cells.next() else {
                even.push(empty_cell());
                continue;
            };
            let spans = [2, 3].map(|at| cell[at].as_u64().unwrap_or(1).max(1));
            let across = (spans[1].min(MOST) as usize).min(width - column);
            lost.wide += usize::from(spans[0] > 1 || across > 1);
            cell[0] = json!(["", [], []]);
            (cell[2], cell[3]) = (json!(1), json!(1));
            cell[4] = settle_blocks(list(cell[4].take()), lost).into();
            even.push(cell);
            even.extend((1..across).map(|_| empty_cell()));
            taken[column..column + across].fill(spans[0] - 1);
        }
        // Cells that had no room beside those from above stay in the last.
        for mut cell in cells {
            let blocks = settle_blocks(list(cell[4].take()), lost);
            if let Some(Value::Array(last)) = even.last_mut().map(|last| &mut last[4]) {
                last.extend(blocks);
            }
        }
        row[1] = even.into();
    }
}

fn empty_cell() -> Value {
    json!([["", [], []], {"t": "AlignDefault"}, 1, 1, []])
}

/// The blocks of each cell of each row: head, bodies and foot; up to `pandoc` 2.9, a head and rows.
fn cells(table: &Value) -> Vec<Vec<Vec<Value>>> {
    let values = |value: &Value| list(value.clone());
    let is_old = table.as_array().is_some_and(|parts| parts.len() == 5);
    if is_old {
        let rows =
            std::iter::once(values(&table[3])).chain(values(&table[4]).into_iter().map(list));
        return rows
            .map(|row| row.into_iter().map(list).collect())
            .collect();
    }
    let mut rows = values(&table[3][1]);
    for body in values(&table[4]) {
        rows.extend(values(&body[2]));
        rows.extend(values(&body[3]));
    }
    rows.extend(values(&table[5][1]));
    let row = |row: Value| {
        values(&row[1])
            .iter()
            .map(|cell| values(&cell[4]))
            .collect()
    };
    rows.into_iter().map(row).collect()
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

fn settle_inlines(inlines: Vec<Value>, lost: &mut Lost) -> Vec<Value> {
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
        "Image" => {
            lost.pictures += 1;
            settle_inlines(list(content[1].take()), lost)
        }
        "Link" => {
            let text = settle_inlines(list(content[1].take()), lost);
            link(&content[2][0], text)
        }
        "Note" => {
            let blocks = settle_blocks(list(content), lost);
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
    fn a_table_stays_one_and_wide_cells_stand_in_their_first_place() {
        let cell = |words: &str, down: u8, across: u8| json!([["", [], []], {"t": "AlignDefault"}, down, across, [plain(words)]]);
        let row = |cells: Vec<Value>| json!([["", [], []], cells]);
        let attributes = json!(["", [], []]);
        let table = json!({"t": "Table", "c": [
            attributes, [null, []], [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]],
            [attributes, [row(vec![cell("Bread", 1, 2)])]],
            [[attributes, 0, [], [
                row(vec![cell("1871", 2, 1), cell("dear", 1, 1)]),
                row(vec![cell("cheap", 1, 1)])
            ]]],
            [attributes, []]
        ]});
        let (settled, lost) = settle(json!({"meta": {}, "blocks": [table]}));
        let table = &settled["blocks"][0]["c"];
        let said = |row: &Value| list(row[1].clone()).iter().map(words).collect::<Vec<_>>();
        assert_eq!(said(&table[3][1][0]), ["Bread", ""]);
        assert_eq!(said(&table[4][0][3][0]), ["1871", "dear"]);
        assert_eq!(said(&table[4][0][3][1]), ["", "cheap"]);
        assert_eq!(table[2].as_array().map(Vec::len), Some(2));
        assert_eq!(lost.to_string(), "2 cells over several columns or rows");
    }

    /// As up to `pandoc` 2.9.
    #[test]
    fn an_old_table_becomes_a_paragraph_for_each_row() {
        let row = |a: &str, b: &str| json!([[plain(a)], [plain(b)]]);
        let table = json!({"t": "Table", "c": [
            [], [{"t": "AlignDefault"}, {"t": "AlignDefault"}], [0, 0],
            row("Year", "Bread"), [row("1871", "dear")]
        ]});
        let (settled, lost) = settle(json!({"meta": {}, "blocks": [table]}));
        let rows: Vec<String> = list(settled["blocks"].clone()).iter().map(words).collect();
        assert_eq!(rows, ["Year · Bread", "1871 · dear"]);
        assert_eq!(lost.to_string(), "1 table");
    }

    #[test]
    fn what_a_book_has_no_form_for_keeps_its_words() {
        let text = json!([{"t": "Str", "c": "a"}, {"t": "Space"}, {"t": "Note", "c": [plain("n")]},
            {"t": "SmallCaps", "c": [{"t": "Str", "c": "b"}]}, {"t": "RawInline", "c": ["html", "<x>"]}]);
        let blocks = json!([{"t": "Div", "c": [["", [], []], [{"t": "Para", "c": text}]]}]);
        let (settled, lost) = settle(json!({"meta": {}, "blocks": blocks}));
        assert_eq!(words(&settled["blocks"]), "ab");
        let inlines = &settled["blocks"][0]["c"];
        assert_eq!(inlines[1]["t"], "Note");
        assert_eq!(inlines[2]["c"][0][1][0], class::SMALL_CAPITALS);
        assert_eq!(lost.to_string(), "1 passage of raw markup");
    }
}
