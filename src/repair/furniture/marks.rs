//! What programs write between pages: `## p. 7 (#23) ####`, `--- Page 3 ---`, `PAGE 3` between two rules, and what they
//! write where they read nothing: `[OCR skipped on page(s) 4-6]`, `[Blank Page]`. In: a galley. Out: page turns and folios
//! where such lines count the pages; the rest set aside.

use super::{Printed, numerals, printed};
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many marks of one form that rise by one are marks of pages.
const FEWEST: usize = 2;
/// A rule has so many signs at least.
const RULE: usize = 4;

/// What programs write in brackets for pages that they did not read, in small letters, up to a number.
const PLACEHOLDERS: &[&str] = &[
    // OCRmyPDF, in its text of the pages.
    "ocr skipped on page",
    // Distributed Proofreaders, Transkribus and others.
    "blank page",
    "page blank",
    "page intentionally left blank",
    "this page intentionally left blank",
];

/// Labels the marks of pages.
pub(super) fn label(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let lines = printed(&galley);
    for mark in marks(&lines) {
        let why = "a program's mark of the page, which counts on from mark to mark";
        pen.mark(lines[mark].whole(), Label::Folio, why, Certainty::Sure);
        let above = mark
            .checked_sub(1)
            .filter(|&above| is_rule(lines[above].text));
        let below =
            Some(mark + 1).filter(|&below| lines.get(below).is_some_and(|l| is_rule(l.text)));
        for rule in [above, below].into_iter().flatten() {
            let why = "a rule beside the mark of the page";
            let range = lines[rule].whole();
            pen.mark(range, Label::RunningHead, why, Certainty::Sure);
        }
        let first = above.unwrap_or(mark);
        turn(pen, &lines, first, why);
    }
    for (line, range) in placeholders(&lines) {
        let why = "what a program writes where it read nothing";
        let label = match is_turned(&lines, line) {
            true => Label::RunningHead,
            false => Label::PageTurn,
        };
        pen.mark(range, label, why, Certainty::Sure);
    }
    pen.apply();
}

/// Marks the line end before a page's mark as its turn, if none stands there.
fn turn(pen: &mut Pen<'_>, lines: &[Printed<'_>], line: usize, why: &'static str) {
    let at = lines[line].line.range.start.checked_sub(1);
    if let Some(at) = at.filter(|_| line > 0 && !is_turned(lines, line)) {
        pen.mark(at..at + 1, Label::PageTurn, why, Certainty::Sure);
    }
}

/// Whether a page turns beside a line already.
fn is_turned(lines: &[Printed<'_>], line: usize) -> bool {
    let page = lines[line].line.page;
    let differs = |other: Option<&Printed<'_>>| other.is_some_and(|other| other.line.page != page);
    differs(line.checked_sub(1).map(|above| &lines[above])) || differs(lines.get(line + 1))
}

/// The lines that are marks of pages: set off by signs or rules, alike, and counting on.
fn marks(lines: &[Printed<'_>]) -> Vec<usize> {
    let mut forms: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (line, printed) in lines.iter().enumerate() {
        let Some(value) = numerals::named(printed.text) else {
            continue;
        };
        let rules = |other: Option<usize>| {
            other
                .and_then(|i| lines.get(i))
                .is_some_and(|l| is_rule(l.text))
        };
        let is_ruled = rules(line.checked_sub(1)) || rules(Some(line + 1));
        if is_ruled || numerals::is_set_off(printed.text) {
            forms
                .entry(form(printed.text))
                .or_default()
                .push((line, value));
        }
    }
    let is_row = |marks: &&Vec<(usize, u32)>| {
        let pairs = marks.windows(2);
        let rising = pairs.filter(|pair| pair[0].1 < pair[1].1 && pair[1].1 - pair[0].1 <= 2);
        marks.len() >= FEWEST && rising.count() * 5 >= (marks.len() - 1) * 4
    };
    let rows = forms.values().filter(is_row);
    let mut found: Vec<usize> = rows.flatten().map(|mark| mark.0).collect();
    found.sort_unstable();
    found
}

/// A line without its digits and with one sign for each run of signs.
fn form(text: &str) -> String {
    let mut form: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    form.dedup();
    form.into_iter().collect()
}

/// A line of one sign.
fn is_rule(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    text.chars().count() >= RULE
        && matches!(first, '=' | '-' | '_' | '#' | '*' | '~' | '—' | '─')
        && text.chars().all(|c| c == first)
}

/// The lines with placeholders, and the bytes of these.
fn placeholders(lines: &[Printed<'_>]) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(close) = line.text.find(']').filter(|_| line.text.starts_with('[')) else {
            continue;
        };
        let inner = line.text[1..close].trim().to_lowercase();
        let is_known = |words: &str| {
            let rest = inner.strip_prefix(words);
            rest.is_some_and(|rest| rest.is_empty() || rest.contains(|c: char| c.is_ascii_digit()))
        };
        if PLACEHOLDERS.iter().any(|words| is_known(words)) {
            let is_all = close + 1 == line.text.len();
            let end = if is_all {
                line.line.end
            } else {
                line.start + close + 1
            };
            found.push((index, line.line.range.start..end));
        }
    }
    found
}
