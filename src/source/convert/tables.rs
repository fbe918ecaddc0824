//! Tables of other programs. In: a table of `pandoc`'s JSON. Out: blocks. One whose cells go over several columns or rows is
//! written as HTML around the words of its cells, as `pandoc`'s Markdown has no form for it and `source::markdown` has; where
//! that can't be read, such a cell stands in the first place that it goes over, which is counted.

use super::tree::{Lost, list, settle_blocks, settle_inner};
use serde_json::{Value, json};

/// No cell goes over more columns or rows.
const MOST: u64 = 100;

/// A table as the blocks that it becomes.
pub(super) fn settle(mut table: Value, lost: &mut Lost) -> Vec<Value> {
    let is_of_lines = || cells(&table).iter().flatten().all(|cell| is_of_lines(cell));
    if lost.is_at_top() && has_merged(&table) && is_of_lines() {
        return html(table, lost);
    }
    if even(&mut table, lost) {
        return vec![json!({"t": "Table", "c": table})];
    }
    lost.tables += 1;
    rows(table, lost)
}

/// Whether it is a table as `pandoc` has them from 2.10 on, and some cell of it goes over several columns or rows.
fn has_merged(table: &Value) -> bool {
    let is_new = table.as_array().is_some_and(|parts| parts.len() == 6);
    let all = parts(table);
    let rows = all.iter().flat_map(|(_, rows)| rows);
    let mut cells = rows.flat_map(|row| row[1].as_array().into_iter().flatten());
    is_new && cells.any(|cell| spans(cell) != [1, 1])
}

/// How many rows and columns a cell goes over.
fn spans(cell: &Value) -> [u64; 2] {
    [2, 3].map(|at| cell[at].as_u64().unwrap_or(1).clamp(1, MOST))
}

/// Whether a cell has nothing but paragraphs: what stands in by blanks would lose them in HTML.
fn is_of_lines(cell: &[Value]) -> bool {
    cell.iter().all(|block| match block["t"].as_str() {
        Some("Para" | "Plain" | "LineBlock") => true,
        Some("Div") => is_of_lines(&list(block["c"][1].clone())),
        _ => false,
    })
}

/// The rows of a table by the element of HTML that they stand in.
fn parts(table: &Value) -> Vec<(&'static str, Vec<Value>)> {
    let mut parts = vec![("thead", list(table[3][1].clone()))];
    for body in list(table[4].clone()) {
        let heads = list(body[2].clone());
        let rows = heads.into_iter().chain(list(body[3].clone()));
        parts.push(("tbody", rows.collect()));
    }
    parts.push(("tfoot", list(table[5][1].clone())));
    parts.retain(|(_, rows)| !rows.is_empty());
    parts
}

/// Tags, as they stand in the Markdown.
fn tags(tags: &str) -> Value {
    json!({"t": "RawBlock", "c": ["markdown", tags]})
}

/// A table as HTML around the blocks of its cells.
fn html(mut table: Value, lost: &mut Lost) -> Vec<Value> {
    let mut blocks = vec![tags("<table>")];
    let caption = settle_inner(list(table[1][1].take()), lost);
    if !caption.is_empty() {
        blocks.push(tags("<caption>"));
        blocks.extend(caption.into_iter().map(without_angles));
        blocks.push(tags("</caption>"));
    }
    let columns = list(table[2].clone());
    for (part, rows) in parts(&table) {
        blocks.push(tags(&format!("<{part}>")));
        // How many rows more each column is taken by a cell above.
        let mut taken: Vec<u64> = Vec::new();
        for mut row in rows {
            blocks.push(tags("<tr>"));
            let mut column = 0;
            let mut next: Vec<u64> = taken.iter().map(|rows| rows.saturating_sub(1)).collect();
            for cell in list(row[1].take()) {
                while taken.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let [down, across] = spans(&cell);
                let end = column + across as usize;
                next.resize(next.len().max(end), 0);
                next[column..end].fill(down - 1);
                let usual = columns
                    .get(column)
                    .map_or(&Value::Null, |column| &column[0]);
                blocks.extend(html_cell(cell, usual, lost));
                column = end;
            }
            taken = next;
            blocks.push(tags("</tr>"));
        }
        blocks.push(tags(&format!("</{part}>")));
    }
    blocks.push(tags("</table>"));
    blocks
}

/// A cell between its tags; `usual` says where its column stands.
fn html_cell(mut cell: Value, usual: &Value, lost: &mut Lost) -> Vec<Value> {
    let [down, across] = spans(&cell);
    let own = Some(&cell[1]).filter(|own| own["t"] != "AlignDefault");
    let stands = match own.unwrap_or(usual)["t"].as_str() {
        Some("AlignLeft") => " align=\"left\"",
        Some("AlignCenter") => " align=\"center\"",
        Some("AlignRight") => " align=\"right\"",
        _ => "",
    };
    let over = |name: &str, count: u64| match count {
        1 => String::new(),
        count => format!(" {name}=\"{count}\""),
    };
    let (down, across) = (over("rowspan", down), over("colspan", across));
    let mut blocks = vec![tags(&format!("<td{stands}{down}{across}>"))];
    let inner = settle_inner(list(cell[4].take()), lost);
    blocks.extend(inner.into_iter().map(without_angles));
    blocks.push(tags("</td>"));
    blocks
}

/// A tree in which no sign can be taken for a tag's: `<` and `>` are written by their names, and an address that is its own
/// words stands in no angles.
fn without_angles(mut value: Value) -> Value {
    if let Some(values) = value.as_array_mut() {
        let inner = std::mem::take(values).into_iter();
        *values = inner.flat_map(parted).map(without_angles).collect();
    } else if value["t"].is_string() && value["t"] != "RawInline" {
        if value["t"] == "Link"
            && let Some(text) = value["c"][1].as_array_mut()
        {
            text.push(raw(""));
        }
        let content = value["c"].take();
        if !content.is_null() {
            value["c"] = without_angles(content);
        }
    }
    value
}

fn raw(words: &str) -> Value {
    json!({"t": "RawInline", "c": ["markdown", words]})
}

/// Words, parted at angles.
fn parted(inline: Value) -> Vec<Value> {
    let words = match inline["c"].as_str() {
        Some(words) if inline["t"] == "Str" && words.contains(['<', '>']) => words.to_owned(),
        _ => return vec![inline],
    };
    let parts = words.split_inclusive(['<', '>']).flat_map(|part| {
        let bare = part.trim_end_matches(['<', '>']);
        let angle = match &part[bare.len()..] {
            "<" => "&lt;",
            ">" => "&gt;",
            _ => "",
        };
        let said = json!({"t": "Str", "c": bare});
        let said = Some(said).filter(|_| !bare.is_empty());
        let angle = Some(raw(angle)).filter(|_| !angle.is_empty());
        said.into_iter().chain(angle)
    });
    parts.collect()
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
    caption[1] = settle_inner(list(caption[1].take()), lost).into();
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
            let [down, across] = spans(&cell);
            let across = (across as usize).min(width - column);
            lost.wide += usize::from(down > 1 || across > 1);
            cell[0] = json!(["", [], []]);
            (cell[2], cell[3]) = (json!(1), json!(1));
            cell[4] = settle_inner(list(cell[4].take()), lost).into();
            even.push(cell);
            even.extend((1..across).map(|_| empty_cell()));
            taken[column..column + across].fill(down - 1);
        }
        // Cells that had no room beside those from above stay in the last.
        for mut cell in cells {
            let blocks = settle_inner(list(cell[4].take()), lost);
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

#[cfg(test)]
mod tests {
    use super::super::tree::{self, words};
    use super::*;
    use crate::book::{Alignment, Block, Merged, words as words_of};
    use crate::source::{Source, markdown};

    fn plain(words: &str) -> Value {
        json!({"t": "Plain", "c": [{"t": "Str", "c": words}]})
    }

    /// A cell over so many rows and columns.
    fn cell(words: &str, down: u8, across: u8) -> Value {
        let usual = json!({"t": "AlignDefault"});
        json!([["", [], []], usual, down, across, [plain(words)]])
    }

    fn row(cells: Vec<Value>) -> Value {
        json!([["", [], []], cells])
    }

    /// The Markdown of tags and plain words.
    fn written(blocks: &[Value]) -> String {
        let lines = blocks.iter().map(|block| match block["t"].as_str() {
            Some("RawBlock") => block["c"][1].as_str().unwrap_or_default().to_owned(),
            _ => words(block),
        });
        lines.collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn cells_over_columns_and_rows_stay_merged() {
        let attributes = json!(["", [], []]);
        let column = |stands: &str| json!([{"t": stands}, {"t": "ColWidthDefault"}]);
        let table = json!({"t": "Table", "c": [
            attributes, [null, [plain("Prices")]],
            [column("AlignDefault"), column("AlignRight"), column("AlignDefault")],
            [attributes, [row(vec![cell("Year", 1, 1), cell("Bread", 1, 2)])]],
            [[attributes, 0, [], [
                row(vec![cell("1871", 2, 1), cell("6", 1, 1), cell("dear", 1, 1)]),
                row(vec![cell("4", 1, 1), cell("cheap", 1, 1)])
            ]]],
            [attributes, [row(vec![cell("all", 1, 1), cell("10", 1, 1), cell("x", 1, 1)])]]
        ]});
        let (settled, lost) =
            tree::settle(json!({"meta": {}, "blocks": [table]}), Default::default());
        assert!(lost.is_empty(), "{lost}");
        let text = written(settled["blocks"].as_array().expect("blocks"));
        let read = markdown::read(&[Source::new("a.md", text.clone())]).expect("a book");
        assert!(read.warnings.0.is_empty(), "{:?}\n{text}", read.warnings);
        let [Block::Table(table)] = read.value.blocks() else {
            panic!("no table: {text}");
        };
        let size = (table.head.len(), table.body.len(), table.foot.len());
        assert_eq!(
            (size, words_of(&table.caption).as_str()),
            ((1, 2, 1), "Prices")
        );
        let merged = |row, column, rows, columns| Merged {
            row,
            column,
            rows,
            columns,
        };
        assert_eq!(table.merged(), [merged(0, 1, 1, 2), merged(1, 0, 2, 1)]);
        assert_eq!(table.columns[1], Alignment::Right);
    }

    #[test]
    fn signs_of_tags_are_words() {
        let parts = without_angles(json!([{"t": "Str", "c": "a<b>c"}]));
        let said = list(parts)
            .into_iter()
            .map(|part| match part["t"] == "Str" {
                true => part["c"].as_str().unwrap_or_default().to_owned(),
                false => part["c"][1].as_str().unwrap_or_default().to_owned(),
            });
        assert_eq!(said.collect::<Vec<_>>(), ["a", "&lt;", "b", "&gt;", "c"]);
    }

    #[test]
    fn a_table_stays_one_and_in_a_quotation_wide_cells_stand_in_their_first_place() {
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
        let quoted = json!({"t": "BlockQuote", "c": [table]});
        let (settled, lost) =
            tree::settle(json!({"meta": {}, "blocks": [quoted]}), Default::default());
        let table = &settled["blocks"][0]["c"][0]["c"];
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
        let (settled, lost) =
            tree::settle(json!({"meta": {}, "blocks": [table]}), Default::default());
        let rows: Vec<String> = list(settled["blocks"].clone()).iter().map(words).collect();
        assert_eq!(rows, ["Year · Bread", "1871 · dear"]);
        assert_eq!(lost.to_string(), "1 table");
    }
}
