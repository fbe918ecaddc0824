//! The forms of the trades. In: a text as set, and its [`Form`]. Out: what a library put around the work and what
//! volunteers said to one another, set aside; their page lines as page turns, their notes labelled and called, their marks
//! taken away and the words between them set as they say.
//!
//! It goes by marks alone, which nothing but a typist makes, and therefore before all passes that judge.

mod calls;
mod envelope;
mod marks;
mod notes;
mod pictures;
mod proof;
mod titlepage;
mod verse;
mod wrappers;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Galley, Label, Pen};
use crate::source::forms::Form;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "forms",
    says: "marks of libraries",
    about: "the marks of libraries and volunteers: licences, page lines, notes in brackets, _italics_",
    goes_by: GoesBy::Print,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    // What has labels was read before, unless the editor gave them.
    let is_read =
        |label: Label| label == Label::Notice || label.is_note() || matches!(label, Label::Call(_));
    let galley = pen.galley();
    let mut pieces = galley
        .pieces()
        .filter(|(piece, _)| galley.said(piece.span()).is_none());
    if !rules.form.has_marks() || pieces.any(|(piece, _)| is_read(piece.label())) {
        return;
    }
    drop(pieces);
    if rules.form == Form::Gutenberg {
        envelope::set_aside(pen);
        pen.apply();
        titlepage::set_aside(pen, &rules.meta);
    }
    for step in [
        envelope::remarks,
        proof::pages,
        proof::words,
        wrappers::label,
        pictures::caption,
        notes::label,
        marks::take,
        verse::label,
    ] {
        pen.apply();
        step(pen);
    }
}

/// The bytes of the work: all but what was set aside at both ends.
fn work(galley: &Galley) -> Range<usize> {
    let text = galley.text();
    let mut work = 0..text.len();
    let mut at = 0;
    for (piece, words) in galley.pieces() {
        let is_notice = piece.label() == Label::Notice;
        if is_notice && at == work.start {
            work.start = at + words.len();
        }
        at += words.len();
        if !is_notice {
            work.end = at;
        }
    }
    work.start..work.end.max(work.start)
}

/// The end of the line that holds a byte, its line end included.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n + 1)
}

/// Whether nothing but blanks stands between a byte and its line's end.
fn ends_line(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('\n')
}

/// One past the empty lines that follow a byte: the beginning of the next line with ink, if only blanks stand between.
fn past_blank_lines(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let ink = rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len();
    rest[..ink].rfind('\n').map_or(at, |n| at + n + 1)
}

/// Closes up a paragraph that a note or picture stands in the middle of: takes the empty lines before it away.
fn close_up(pen: &mut Pen<'_>, range: &Range<usize>) {
    let text = pen.galley().text();
    let before = text[..range.start].trim_end();
    let gap = before.len()..range.start;
    let is_open = before.ends_with(|c: char| c.is_alphanumeric() || ",-—".contains(c));
    let goes_on = text[range.end..].starts_with(char::is_lowercase);
    if is_open && goes_on && text[gap.clone()].matches('\n').count() > 1 {
        let why = "a paragraph that goes on behind what stands in it";
        pen.edit(Edit::sure(gap, "\n", why));
    }
}
