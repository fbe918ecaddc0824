//! Pages of Distributed Proofreaders. In: a text with a line above each page. Out: page turns with their numbers, words
//! broken over pages with their hyphen alone, remarks as queries, breaks between sections as ornaments.

use super::{line_end, work};
use crate::galley::{Edit, Label, Pen};
use crate::ledger::Certainty;
use crate::source::forms::notes::closing;
use crate::source::forms::pages;

/// Makes page turns of the lines above pages.
pub(super) fn pages(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let why = "the proofreaders' line above a page";
    for found in pages::file_lines(text) {
        let line = found.line;
        let number = found.number.unwrap_or(line.end..line.end);
        // The line end above stays the text's: a word may be broken at it.
        let turn = line.start..line.start + 1;
        if line.start > 0 && galley.label_at(line.start - 1) != Label::PageTurn {
            pen.mark(turn.clone(), Label::PageTurn, why, Certainty::Sure);
        } else {
            pen.mark(turn.clone(), Label::Notice, why, Certainty::Sure);
        }
        pen.mark(turn.end..number.start, Label::Notice, why, Certainty::Sure);
        pen.mark(number.clone(), Label::Folio, why, Certainty::Sure);
        pen.mark(number.end..line.end, Label::Notice, why, Certainty::Sure);
    }
}

/// Takes the asterisks away that mark broken words, and the remarks; makes ornaments of breaks.
pub(super) fn words(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let range = work(&galley);
    let is_work = |at: usize| galley.label_at(at) != Label::Notice;
    // Where a word was broken last.
    let mut half = None;
    for (at, _) in text[range.clone()].match_indices('*') {
        let at = range.start + at;
        let (head, tail) = (&text[..at], &text[at + 1..]);
        let word = head.strip_suffix('-').unwrap_or(head);
        let word = word.strip_suffix('-').unwrap_or(word);
        let is_half = word.len() < head.len() && word.ends_with(char::is_alphabetic);
        let ends = tail.is_empty() || tail.starts_with(['\n', ']']);
        let is_second = tail.starts_with(char::is_alphabetic) && begins(head);
        if is_half && ends || is_second && half.is_some_and(|half| at - half < LONGEST_FOOT) {
            let why = "the proofreaders' mark of a word broken over the page";
            pen.edit(Edit::sure(at..at + 1, "", why));
            if is_half {
                half = Some(at);
            }
        } else if is_half && tail.starts_with(char::is_alphabetic) {
            let why = "a hyphen that the proofreaders were not sure of";
            pen.remark(at - 1..at, "does this hyphen belong to the word?", why);
            pen.edit(Edit::sure(at..at + 1, "", why));
        }
    }
    for (at, _) in text[range.clone()].match_indices("[**") {
        remark(pen, text, range.start + at);
    }
    for (at, _) in text[range.clone()].match_indices("<tb") {
        let at = range.start + at;
        let line = at..line_end(text, at);
        let ink = text[line].trim_end();
        if text[..at].ends_with('\n') && ink.ends_with('>') && is_work(at) {
            let why = "the proofreaders' mark of a break";
            pen.mark(at..at + ink.len(), Label::Ornament, why, Certainty::Sure);
            pen.edit(Edit::sure(at..at + ink.len(), "* * *", why));
        }
    }
}

/// Whether a line or the words of a bracket begin behind this.
fn begins(head: &str) -> bool {
    let head = head.trim_end_matches([' ', '\t']);
    head.is_empty() || head.ends_with('\n') || head.ends_with(':')
}

/// Bytes of a page at the most, for notes between the halves of a word.
const LONGEST_FOOT: usize = 6_000;

/// The longest remark, in bytes.
const LONGEST_REMARK: usize = 1_000;

/// A remark of the proofreaders becomes a query.
fn remark(pen: &mut Pen<'_>, text: &str, at: usize) {
    let Some(end) = closing(text, at, LONGEST_REMARK) else {
        return;
    };
    let words = text[at + 3..end - 1].split_whitespace();
    let words = words.collect::<Vec<_>>().join(" ");
    let why = "a remark in the proofreaders' pages";
    let is_apart = text[..at].ends_with(' ') && text[end..].starts_with([' ', '\n', ',', '.', ';']);
    let range = at - usize::from(is_apart)..end;
    pen.query(
        range.clone(),
        format!("the proofreaders say: `{words}`"),
        why,
    );
    pen.edit(Edit::sure(range, "", why));
}
