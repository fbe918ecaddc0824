//! The proof: a page that shows the source beside the repaired text. In: the repaired galley and its ledger. Out: HTML
//! without scripts: each page of the source with its changes and queries in their places.

use crate::editions::xml::entity;
use crate::galley::{Galley, Label, Piece};
use crate::ledger::{Act, Certainty, Ledger, Query};
use crate::source::Source;
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 serif;margin:1rem 2rem}\
table{border-collapse:collapse;width:100%;table-layout:fixed}\
td{vertical-align:top;padding:.6rem 1rem;border:1px solid #8886;white-space:pre-wrap;overflow-wrap:anywhere}\
td:first-child{font:13px/1.6 monospace}\
ins,mark{text-decoration:none;background:#7c73;color:inherit}\
mark{background:#e773}\
.doubtful{background:#ec06;outline:1px dashed}\
.set-aside{opacity:.45}\
.note{color:#26a}\
.heading{font-weight:bold}\
.query{background:#f90;color:#000;border-radius:3px;padding:0 .3em;text-decoration:none}";

/// The page. A galley without pieces gives a page that says so.
#[must_use]
pub fn page(title: &str, galley: &Galley, ledger: &Ledger, sources: &[Source]) -> String {
    let mut html = String::from("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">");
    let title = escaped(title);
    let _ = write!(
        html,
        "<title>Proof: {title}</title><style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n"
    );
    html.push_str(&queries(ledger, sources));
    html.push_str("<table><tr><th>As the source has it</th><th>Repaired</th></tr>\n");
    let mut sheet = Sheet::new(ledger, sources);
    for (piece, text) in galley.pieces() {
        if piece.label() == Label::PageTurn {
            sheet.row(&mut html);
        }
        sheet.enter(piece, text);
    }
    sheet.row(&mut html);
    html.push_str("</table></body></html>\n");
    html
}

/// The open queries, with links to their places.
fn queries(ledger: &Ledger, sources: &[Source]) -> String {
    let open: Vec<&Query> = ledger.queries().iter().filter(|q| !q.remark).collect();
    let mut html = format!(
        "<p>{} changes, {} open queries.</p>\n<ol>\n",
        ledger.changes().len(),
        open.len()
    );
    for query in open {
        let source = sources.get(query.at.source as usize);
        let place = source.map(|source| source.position(query.at.start));
        let place = place.map_or_else(String::new, |at| match at.page {
            Some(_) => at.to_string(),
            None => format!("line {}", at.line),
        });
        let proposal = query.proposal.as_deref().map(|p| {
            format!(
                " Proposal: {} (<code>{}: accept</code>)",
                escaped(p),
                query.id
            )
        });
        let question = escaped(&query.question);
        let proposal = proposal.unwrap_or_default();
        let area = source.and_then(|source| source.area(query.at));
        let area = area.map_or_else(String::new, |[left, top, right, foot]| {
            format!(" title=\"{left} {top} {right} {foot} pt\"")
        });
        let _ = writeln!(
            html,
            "<li><a href=\"#{}\"{area}>{place}</a>: {question}{proposal}</li>",
            query.id
        );
    }
    html.push_str("</ol>\n");
    html
}

/// A page of the source on its way into a row of the table.
struct Sheet<'a> {
    ledger: &'a Ledger,
    sources: &'a [Source],
    /// The queries in the order of their places, and the first that is not shown yet.
    queries: Vec<&'a Query>,
    next: usize,
    source: String,
    repaired: String,
}

impl<'a> Sheet<'a> {
    fn new(ledger: &'a Ledger, sources: &'a [Source]) -> Sheet<'a> {
        let mut queries: Vec<&Query> = ledger.queries().iter().collect();
        queries.sort_by_key(|q| (q.at.source, q.at.start));
        Sheet {
            ledger,
            sources,
            queries,
            next: 0,
            source: String::new(),
            repaired: String::new(),
        }
    }

    /// Closes the row.
    fn row(&mut self, html: &mut String) {
        if !self.source.trim().is_empty() {
            let _ = writeln!(
                html,
                "<tr><td>{}</td><td>{}</td></tr>",
                self.source, self.repaired
            );
        }
        self.source.clear();
        self.repaired.clear();
    }

    fn enter(&mut self, piece: &Piece, text: &str) {
        let at = piece.span();
        let source = self
            .sources
            .get(at.source as usize)
            .map_or("", Source::text);
        let before = source.get(at.start as usize..at.end as usize);
        let before = escaped(before.unwrap_or_default());
        self.ask(piece);
        let class = class(piece.label());
        let after = escaped(text);
        let Some(change) = piece.change() else {
            self.source.push_str(&before);
            let _ = write!(self.repaired, "<span class=\"{class}\">{after}</span>");
            return;
        };
        let change = &self.ledger.changes()[change as usize];
        let why = escaped(&format!("{}: {}", change.id, change.why.text));
        let doubt = if change.certainty == Certainty::Doubtful {
            "doubtful"
        } else {
            ""
        };
        let _ = write!(self.source, "<mark title=\"{why}\">{before}</mark>");
        let shown = matches!(&change.act, Act::Replace { after, .. } if after.trim().is_empty());
        let after = if shown {
            after.replace('\n', " ")
        } else {
            after
        };
        let _ = write!(
            self.repaired,
            "<ins class=\"{class} {doubt}\" title=\"{why}\">{after}</ins>"
        );
    }

    /// Shows the queries whose places begin in this piece or before it.
    fn ask(&mut self, piece: &Piece) {
        let end = (piece.span().source, piece.span().end);
        while let Some(query) = self.queries.get(self.next)
            && (query.at.source, query.at.start) < end
        {
            self.next += 1;
            let question = escaped(&query.question);
            let _ = write!(
                self.repaired,
                "<a class=\"query\" id=\"{}\" title=\"{question}\">?</a>",
                query.id
            );
        }
    }
}

fn class(label: Label) -> &'static str {
    match label {
        Label::RunningHead | Label::Folio | Label::Contents | Label::PageTurn | Label::Notice => {
            "set-aside"
        }
        Label::Heading(_) => "heading",
        Label::Call(_) | Label::NoteZone | Label::NoteMark(_) | Label::NoteBody(_) => "note",
        _ => "body",
    }
}

/// Text for HTML; what is no character of XML becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (entity(c), c) {
            (Some(entity), _) => out.push_str(entity),
            (None, '\u{c}') => {}
            (None, '\n' | '\t') => out.push(c),
            (None, c) if c.is_control() => out.push('\u{FFFD}'),
            (None, c) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::write::Record;
    use crate::manifest::Settings;
    use crate::pipeline;
    use crate::source::Span;

    #[test]
    fn a_query_of_a_page_says_where_its_words_stand() {
        let hocr = "<html><body><div class='ocr_page' title='bbox 0 0 600 800; scan_res 72 72'>\
            <span class='ocr_line' title='bbox 50 90 300 100'>\
            <span class='ocrx_word' title='bbox 50 90 90 100; x_wconf 90'>They</span>\
            <span class='ocrx_word' title='bbox 100 90 190 100; x_wconf 90'>lefttheroom</span></span></div></body></html>";
        let source = crate::source::read("a.hocr", hocr.as_bytes()).expect("a page");
        let sources = [source.value];
        let at = |start, end| Span {
            source: 0,
            start,
            end,
        };
        let [left, top, right, foot] = sources[0].area(at(5, 16)).expect("a box");
        assert_eq!((left, right, foot), (100.0, 190.0, 100.0));
        assert!(top < foot, "{top}");
        assert_eq!(sources[0].area(at(0, 16)).map(|area| area[0]), Some(50.0));
        let (_, galley, ledger) = pipeline::repair_sources(&sources, &Settings::default());
        let html = page("A", &galley, &ledger, &sources);
        for query in ledger.queries().iter().filter(|query| !query.remark) {
            let head = format!("<a href=\"#{}\" title=\"", query.id);
            assert!(html.contains(&head), "{html}");
        }
        let record = Record {
            ledger: &ledger,
            sources: &sources,
            book: None,
        };
        let entries = ledger.changes().len() + ledger.queries().len();
        assert!(entries > 0);
        let lines = record.for_file("a.jsonl".as_ref());
        assert_eq!(lines.matches("\"box\":").count(), entries, "{lines}");
    }

    #[test]
    fn every_query_and_each_word_stand_in_the_proof() {
        let text = "THE SCHOOL\n\nThe school had a <bell> and gaswas dear.\n\u{c}It had no rules, and no-\nbody came.\n";
        let sources = [Source::new("a.txt", text.into())];
        let (_, galley, ledger) = pipeline::repair_sources(&sources, &Settings::default());
        let html = page("A & B", &galley, &ledger, &sources);
        assert!(html.contains("<title>Proof: A &amp; B</title>") && html.contains("&lt;bell&gt;"));
        for query in ledger.queries() {
            assert!(html.contains(&format!("id=\"{}\"", query.id)));
        }
        assert_eq!(html.matches("<tr><td>").count(), 2);
    }
}
