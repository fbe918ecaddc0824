//! Tables as XHTML. In: a table. Out: markup, whose head says what it is the head of (WCAG 2.2, technique H63).

use super::scribe::Scribe;
use crate::book::{Alignment, Block, Extent, Row, Table, side_notes};

/// Rules for tables: lines above, below and under the head, none between rows. A wide one may be moved sideways.
const TABLES: &str = "table { margin: 1em auto; border-collapse: collapse; border-top: 1px solid; border-bottom: 1px solid; \
    font-size: 0.9em; }\n\
    caption { margin: 0 0 0.4em 0; text-align: center; font-style: italic; }\n\
    th, td { padding: 0.15em 0.6em; vertical-align: top; text-align: left; }\n\
    caption, thead { break-after: avoid; break-inside: avoid; } tr { break-inside: avoid; }\n\
    thead th { border-bottom: 1px solid; font-weight: bold; vertical-align: bottom; }\n\
    tfoot td { border-top: 1px solid; }\n\
    th.c, td.c { text-align: center; } th.r, td.r { text-align: right; }\n\
    td p, th p { text-indent: 0; }\n";

impl Scribe<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.rule(TABLES);
        self.push("<table>\n");
        if !table.caption.is_empty() {
            self.push("<caption>");
            self.inlines(&table.caption, false);
            self.push("</caption>\n");
        }
        let parts = [
            ("thead", "th", &table.head),
            ("tbody", "td", &table.body),
            ("tfoot", "td", &table.foot),
        ];
        let mut extents = table.extents().into_iter();
        for (part, cell, rows) in parts {
            if rows.is_empty() {
                continue;
            }
            self.push(&format!("<{part}>\n"));
            for (row, extents) in rows.iter().zip(extents.by_ref()) {
                self.row((row, &extents), cell, &table.columns);
            }
            self.push(&format!("</{part}>\n"));
        }
        self.push("</table>\n");
    }

    fn row(&mut self, (row, extents): (&Row, &[Extent]), cell: &str, columns: &[Alignment]) {
        self.push("<tr>");
        for ((blocks, column), extent) in row.iter().zip(columns).zip(extents) {
            let Extent::Cell { rows, columns } = *extent else {
                continue;
            };
            let class = match column {
                // What stands over several columns stands over their middle.
                Alignment::Usual if cell == "th" && columns > 1 => " class=\"c\"",
                Alignment::Usual | Alignment::Left => "",
                Alignment::Centre => " class=\"c\"",
                Alignment::Right => " class=\"r\"",
            };
            let over = |name: &str, count: usize| match count {
                1 => String::new(),
                _ => format!(" {name}=\"{count}\""),
            };
            let over = over("colspan", columns) + &over("rowspan", rows);
            // An empty cell is no head of anything.
            let (name, scope) = match (cell, blocks.is_empty()) {
                ("th", false) => ("th", " scope=\"col\""),
                _ => ("td", ""),
            };
            self.push(&format!("<{name}{scope}{over}{class}>"));
            match blocks.as_slice() {
                [Block::Paragraph(text)] => {
                    self.asides(&side_notes(text));
                    self.inlines(text, false);
                }
                blocks => self.inner(blocks),
            }
            self.push(&format!("</{name}>"));
        }
        self.push("</tr>\n");
    }
}
