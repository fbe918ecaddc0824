//! Verse by its indents. In: typed text, in which prose begins at the margin. Out: lines that all stand in, and end where
//! the poet ends them, labelled as verse with their own indents.

use super::work;
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;
use std::ops::Range;

/// Blanks before each line of verse at least.
const INDENT: usize = 2;
/// Blanks before a poem's lines at the most, and how far its lines stand in beyond one another: titles are centred.
const DEEPEST: (usize, usize) = (16, 10);
/// A line of verse ends before this column, in characters.
const LONGEST: usize = 64;
/// Lines that end within so many characters of the longest are full: of verse not all are.
const FULL: usize = 8;

/// Labels the poems.
pub(super) fn label(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let text = galley.text();
    // Where form feeds part pages, the blanks before a line are the extractor's.
    if text.contains('\u{c}') {
        return;
    }
    let range = work(&galley);
    let mut at = range.start;
    let mut stanza: Vec<Range<usize>> = Vec::new();
    for line in text[range.clone()].split_inclusive('\n') {
        let ink = at..at + line.trim_end().len();
        at += line.len();
        let is_body = galley.label_at(ink.end.saturating_sub(1).max(ink.start)) == Label::Body;
        if !ink.is_empty() && is_body {
            stanza.push(ink);
            continue;
        }
        enter(pen, text, std::mem::take(&mut stanza));
    }
    enter(pen, text, stanza);
}

fn enter(pen: &mut Pen<'_>, text: &str, stanza: Vec<Range<usize>>) {
    let indents = stanza.iter().map(|line| {
        let line = &text[line.clone()];
        line.len() - line.trim_start_matches(' ').len()
    });
    let indents: Vec<usize> = indents.collect();
    let least = indents.iter().copied().min().unwrap_or(0);
    if !is_verse(text, &stanza, &indents) {
        return;
    }
    for line in stanza {
        let why = "lines that stand in and end before the measure";
        pen.mark(
            line.start + least..line.end,
            Label::Verse,
            why,
            Certainty::Likely,
        );
    }
}

fn is_verse(text: &str, stanza: &[Range<usize>], indents: &[usize]) -> bool {
    let least = indents.iter().copied().min().unwrap_or(0);
    let most = indents.iter().copied().max().unwrap_or(0);
    let (deepest, apart) = DEEPEST;
    if stanza.len() < 2 || least < INDENT || least > deepest || most - least > apart {
        return false;
    }
    let ends: Vec<usize> = stanza
        .iter()
        .map(|line| text[line.clone()].chars().count())
        .collect();
    let longest = ends.iter().copied().max().unwrap_or(0);
    let others = &ends[..ends.len() - 1];
    let full = others.iter().filter(|&&end| end + FULL >= longest).count();
    let begins = |line: &Range<usize>| {
        let line = text[line.clone()].trim_start();
        line.trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_uppercase)
    };
    let capitals = stanza.iter().filter(|line| begins(line)).count();
    let is_titled = stanza
        .iter()
        .any(|line| !text[line.clone()].contains(char::is_lowercase));
    // Prose fills its lines, and few of them begin with capitals.
    longest <= LONGEST && !is_titled && (full < others.len() || capitals * 5 >= stanza.len() * 4)
}
