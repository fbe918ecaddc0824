//! Tables of contents. In: rows of running text that name chapters and lead to page numbers. Out: the rows labelled, so
//! that they are left out of the text: the editions make their own.
//!
//! Leaders or wide blanks before the numbers show a table by themselves; without them its title must, and numbers that
//! hardly ever go back, or titles that stand again further on, in the same order. Rows that run on from one to the next are
//! prose, whatever numbers they end in.

mod entries;

use super::regions::prose;
use super::{GoesBy, Pass, Rules};
use crate::facsimile::rows::{self, Row};
use crate::galley::{Label, Pen};
use crate::language::Language;
use crate::ledger::Certainty;
use entries::{Entry, Number};
use std::collections::BTreeMap;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "contents",
    says: "tables of contents",
    about: "tables of contents set aside",
    goes_by: GoesBy::Print,
    run,
};

/// Rows with leaders that make a table without a title, and rows that make one below a title.
const LED: usize = 4;
const TITLED: usize = 3;
/// Rows without a number that may stand between two with one: a title of several rows, what is left of a running head.
const BETWEEN: usize = 3;
/// One number in so many may go back: one that an extractor displaced.
const BACK: usize = 4;
/// One row in so many may run on in the next: a title that begins in small letters.
const RUN_ON: usize = 3;
/// One row in so many has a page number at least: extractors part numbers from titles and sections.
const SPARSE: usize = 4;

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
    let table = Table::read(&rows[start..], is_titled);
    let length = if table.is_one(is_titled) {
        table.length
    } else {
        0
    };
    let again = if is_titled { repeated(rows, start) } else { 0 };
    match again.max(length) {
        0 => (first..first, LEAD),
        length if again == length => (first..start + length, AGAIN),
        length => (first..start + length, LEAD),
    }
}

fn is_title(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    Language::any().contents.has(&bare.to_lowercase())
}

/// Rows that may be a table of contents.
#[derive(Default)]
struct Table {
    /// Up to the last with a page number.
    length: usize,
    /// How many have one, and how many of these have leaders or a wide blank before it.
    pages: usize,
    led: usize,
    /// How often the numbers go back, and how often a row with a number runs on in the next.
    back: usize,
    run_on: usize,
}

impl Table {
    /// Reads on while numbers come. Without a title, only rows with leaders count.
    fn read(rows: &[Row], is_titled: bool) -> Table {
        let mut table = Table::default();
        let (mut last, mut between) = (0, 0);
        let mut before: Option<&str> = None;
        for (index, row) in rows.iter().enumerate() {
            let entry = Entry::of(&row.text);
            let is_led = entry.is_led();
            let number = entry.page().filter(|_| is_led || is_titled);
            let is_entry = is_titled || index > 0 || number.is_some();
            if row.label != Label::Body || between > BETWEEN || !is_entry {
                break;
            }
            table.run_on += usize::from(before.is_some_and(|b| prose::runs_on(b, &row.text)));
            before = Some(number.map_or(&*row.text, |_| entry.title()));
            match number {
                // The number of a chapter or section that stands alone.
                Some(Number::Arabic(page)) if page < last && entry.title().is_empty() => continue,
                Some(Number::Arabic(page)) if page < last => {
                    table.back += 1;
                    between += 1;
                    continue;
                }
                Some(Number::Arabic(page)) => last = page,
                Some(Number::Roman) if last == 0 => {}
                Some(Number::Hidden) => {}
                _ if entry.is_bare() || is_title(&row.text) => continue,
                _ => {
                    between += 1;
                    continue;
                }
            }
            table.length = index + 1;
            table.pages += 1;
            table.led += usize::from(is_led);
            between = 0;
        }
        table
    }

    /// Whether they are.
    fn is_one(&self, is_titled: bool) -> bool {
        let is_long = is_titled && self.pages >= TITLED || self.led >= LED;
        let is_dense = self.pages * SPARSE >= self.length;
        let is_prose = self.run_on * RUN_ON > self.pages;
        is_long && is_dense && !is_prose && self.back * BACK <= self.pages
    }
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
