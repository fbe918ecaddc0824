//! Tables of contents. In: rows of running text that name chapters and lead to page numbers. Out: the rows labelled, so
//! that they are left out of the text: the editions make their own.
//!
//! Leaders or wide blanks before the numbers show a table by themselves; without them its title must, and numbers that
//! never go back, or titles that stand again further on, in the same order.

use super::{GoesBy, Pass, Rules};
use crate::facsimile::rows::{self, Row};
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;
use std::collections::BTreeMap;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "contents",
    about: "tables of contents set aside",
    goes_by: GoesBy::Print,
    run,
};

/// Rows with leaders that make a table without a title, and rows that make one below a title.
const LED: usize = 4;
const TITLED: usize = 3;

/// What a table of contents is called.
const TITLES: &[&str] = &[
    "contents",
    "table of contents",
    "inhalt",
    "inhaltsverzeichnis",
    "table des matières",
    "sommaire",
    "índice",
    "indice",
    "contenido",
    "sommario",
    "inhoud",
    "содержание",
    "оглавление",
];

fn run(pen: &mut Pen<'_>, _rules: &Rules) {
    let rows = rows::of_flow(pen);
    let mut first = 0;
    while first < rows.len() {
        let (table, why) = table(&rows, first);
        for row in &rows[table.clone()] {
            pen.mark(row.start..row.end, Label::Contents, why, Certainty::Likely);
        }
        first = table.end.max(first + 1);
    }
}

const LEAD: &str = "titles that lead to page numbers";
const AGAIN: &str = "titles that stand again below";

/// The table that begins with a row, and what shows it; empty if none does.
fn table(rows: &[Row], first: usize) -> (Range<usize>, &'static str) {
    let is_titled = is_title(&rows[first].text);
    let start = first + usize::from(is_titled);
    let is_led = |row: &&Row| row.label == Label::Body && leads_to_page(row.print());
    let led = rows[start..].iter().take_while(is_led).count();
    let (length, enough) = if is_titled {
        (entries(&rows[start..]).max(led), TITLED)
    } else {
        (led, LED)
    };
    let again = if is_titled { repeated(rows, start) } else { 0 };
    if again > length.max(enough - 1) {
        (first..start + again, AGAIN)
    } else if length >= enough {
        (first..start + length, LEAD)
    } else {
        (first..first, LEAD)
    }
}

fn is_title(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    TITLES.contains(&bare.to_lowercase().as_str())
}

/// How many rows end in page numbers that never go back; a title may run over two rows.
fn entries(rows: &[Row]) -> usize {
    let (mut length, mut last) = (0, 0);
    for (index, row) in rows.iter().enumerate() {
        let number = page(row.print()).filter(|_| row.label == Label::Body);
        match number {
            Some(Page::Arabic(number)) if number >= last => last = number,
            Some(Page::Roman) if last == 0 => {}
            None if index == length && row.label == Label::Body => continue,
            _ => break,
        }
        length = index + 1;
    }
    length
}

/// How many rows from one on have words that stand again as rows of their own further on, in the same order: a table that
/// lost its page numbers. One row in a place may fail, where a title is broken otherwise.
fn repeated(rows: &[Row], first: usize) -> usize {
    let words = |row: &Row| -> String {
        let kept = row.text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, words) in rows.iter().map(words).enumerate().skip(first) {
        if !words.is_empty() {
            places.entry(words).or_default().push(row);
        }
    }
    let (mut end, mut last, mut found, mut body) = (first, first, 0, rows.len());
    for (index, row) in rows.iter().enumerate().skip(first) {
        if index >= body || index > end + 1 || row.label != Label::Body {
            break;
        }
        let same = places.get(&words(row)).into_iter().flatten();
        if let Some(&place) = same.into_iter().find(|place| **place > last.max(index)) {
            body = body.min(place);
            (end, last, found) = (index + 1, place, found + 1);
        }
    }
    let is_table = found >= TITLED && found * 3 >= (end - first) * 2 && end <= body;
    if is_table { end - first } else { 0 }
}

enum Page {
    Arabic(u32),
    Roman,
}

/// The page number at the end of a row, behind words.
fn page(print: &str) -> Option<Page> {
    let print = print.trim();
    let number = number_at_end(print);
    let rest = print[..print.len() - number.len()].trim_end();
    if !rest.contains(char::is_alphabetic) || rest.len() == print.len() - number.len() {
        return None;
    }
    match number.parse() {
        Ok(arabic) if number.len() <= 4 => Some(Page::Arabic(arabic)),
        _ if is_roman(number) => Some(Page::Roman),
        _ => None,
    }
}

fn number_at_end(print: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || c == '.';
    print.rsplit(ends).next().unwrap_or_default()
}

fn is_roman(number: &str) -> bool {
    !number.is_empty()
        && number
            .chars()
            .all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'))
}

/// A line of a table of contents: words, leaders or a wide blank, a page number.
fn leads_to_page(print: &str) -> bool {
    let number = number_at_end(print);
    let is_arabic = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let is_page = number.len() <= 4 && is_arabic || is_roman(number);
    let rest = &print[..print.len() - number.len()];
    let leaders = ["..", ". . ", " . ", "… ", "…", "   ", "\t"];
    is_page && leaders.iter().any(|end| rest.ends_with(end)) && rest.contains(char::is_alphabetic)
}
