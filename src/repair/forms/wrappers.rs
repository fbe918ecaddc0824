//! Blocks between lines of their own: `/*` … `*/` for lines that stay, `/#` … `#/` for quotations. In: a text. Out: their
//! lines labelled, the lines that wrap them set aside.

use super::{line_end, work};
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;
use std::ops::Range;

/// What a wrapper says of its lines.
#[derive(Clone, Copy)]
enum Kind {
    /// Each line stays one.
    Lines,
    /// Paragraphs, set off.
    Quotation,
    /// Nothing that a book keeps.
    Other,
}

/// The letters of wrappers: those of Distributed Proofreaders, and those that guiguts adds.
const KINDS: &[(char, Kind)] = &[
    ('*', Kind::Lines),
    ('$', Kind::Lines),
    ('P', Kind::Lines),
    ('X', Kind::Lines),
    ('L', Kind::Lines),
    ('C', Kind::Lines),
    ('R', Kind::Lines),
    ('#', Kind::Quotation),
    ('F', Kind::Other),
    ('I', Kind::Other),
];

/// Wrappers inside one another: deeper ones are no wrappers.
const DEEPEST: usize = 16;

/// Labels what stands in wrappers. A wrapper that nothing closes stays as it is.
pub(super) fn label(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let mut open: Vec<(char, Kind, Range<usize>)> = Vec::new();
    let mut blocks: Vec<(Kind, Range<usize>)> = Vec::new();
    let range = work(&galley);
    let mut at = range.start;
    while at < range.end {
        let line = at..line_end(text, at);
        at = line.end;
        match wrapper(text[line.clone()].trim()) {
            Some((letter, kind, true)) if open.len() < DEEPEST => open.push((letter, kind, line)),
            Some((_, _, true)) => {}
            Some((letter, _, false)) => {
                let Some(opened) = open.iter().rposition(|(own, ..)| *own == letter) else {
                    continue;
                };
                open.truncate(opened + 1);
                let (_, kind, first) = open.remove(opened);
                let why = "the proofreaders' line around a block";
                pen.mark(first.clone(), Label::Notice, why, Certainty::Sure);
                pen.mark(line.clone(), Label::Notice, why, Certainty::Sure);
                blocks.push((kind, first.end..line.start));
            }
            None => {}
        }
    }
    // Outer blocks first: what stands inside has the last word.
    blocks.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    for (kind, block) in blocks {
        match kind {
            Kind::Lines => lines(pen, text, block),
            Kind::Quotation => paragraphs(pen, text, block),
            Kind::Other => {}
        }
    }
}

/// The letter of a wrapper's line, its kind, and whether it opens.
fn wrapper(line: &str) -> Option<(char, Kind, bool)> {
    let of = |c: char| {
        let letter = c.to_ascii_uppercase();
        let row = KINDS.iter().find(|(own, _)| *own == letter)?;
        Some((letter, row.1))
    };
    let mut signs = line.chars();
    match (signs.next()?, signs.next()?, signs.next()) {
        ('/', c, None | Some('[')) => of(c).map(|(letter, kind)| (letter, kind, true)),
        (c, '/', None) => of(c).map(|(letter, kind)| (letter, kind, false)),
        _ => None,
    }
}

/// The lines of a block that have ink.
fn inked(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = block.start;
    while at < block.end {
        let end = line_end(text, at);
        let ink = text[at..end].trim_end();
        if !ink.is_empty() && wrapper(ink.trim()).is_none() {
            found.push(at..at + ink.len());
        }
        at = end;
    }
    found
}

/// Each line stays one, and stands in as far as it does beyond the others.
fn lines(pen: &mut Pen<'_>, text: &str, block: Range<usize>) {
    let lines = inked(text, block);
    let indent = |line: &Range<usize>| {
        let line = &text[line.clone()];
        line.len() - line.trim_start_matches(' ').len()
    };
    let least = lines.iter().map(indent).min().unwrap_or(0);
    for line in lines {
        let why = "lines that the proofreaders keep as they are";
        pen.mark(
            line.start + least..line.end,
            Label::Verse,
            why,
            Certainty::Likely,
        );
    }
}

fn paragraphs(pen: &mut Pen<'_>, text: &str, block: Range<usize>) {
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in inked(text, block) {
        match found.last_mut() {
            Some(last) if !text[last.end..line.start].contains("\n\n") => last.end = line.end,
            _ => found.push(line),
        }
    }
    for paragraph in found {
        let why = "a quotation, by the proofreaders' marks";
        pen.mark(paragraph, Label::Quote, why, Certainty::Likely);
    }
}
