//! Notes in brackets. In: bodies `[Footnote 1: …]` or `[1] …`, and calls `[1]`. Out: both labelled, each call with the note
//! that has its number; bodies in the middle of a line are called where they stand.

use super::calls::{self, Call};
use super::{close_up, ends_line, line_end, past_blank_lines, work};
use crate::galley::{Edit, Label, NoteId, Pen};
use crate::ledger::Certainty;
use crate::source::forms::notes::{self, Body};
use std::ops::Range;

/// Labels notes and their calls.
pub(super) fn label(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let range = work(&galley);
    let mut bodies = notes::bodies(&text[range.clone()]);
    for body in &mut bodies {
        for part in [&mut body.whole, &mut body.label, &mut body.words] {
            *part = part.start + range.start..part.end + range.start;
        }
    }
    if bodies.is_empty() {
        return;
    }
    let ids = ids(&bodies);
    let calls = calls::find(text, range.clone(), &bodies);
    let links = calls::link(text, &bodies, &calls);
    for (call, body) in calls.iter().zip(&links) {
        if let Some(body) = *body {
            call_of(pen, text, call, ids[body]);
        }
    }
    for (index, body) in bodies.iter().enumerate() {
        let is_called = links.contains(&Some(index));
        let before = text[..body.whole.start].trim_end_matches([' ', '\t']);
        let is_inline = !is_called && !body.goes_on && body.is_named && !before.ends_with('\n');
        label_body(pen, text, body, (ids[index], is_inline));
        // Where a note goes on, its last word may be broken at the line end.
        let goes_on = bodies.get(index + 1).is_some_and(|next| next.goes_on);
        let end = body.whole.end;
        if goes_on && text[end..].starts_with('\n') {
            let why = "the words of a note in brackets";
            pen.mark(
                end..end + 1,
                Label::NoteBody(ids[index]),
                why,
                Certainty::Sure,
            );
        }
    }
    headings(pen, text, range, &bodies);
}

/// A number for each note; a body that goes on has that of the one before it.
fn ids(bodies: &[Body]) -> Vec<NoteId> {
    let mut last = 0;
    let ids = bodies.iter().map(|body| {
        last += u32::from(!body.goes_on || last == 0);
        NoteId(last)
    });
    ids.collect()
}

fn call_of(pen: &mut Pen<'_>, text: &str, call: &Call, id: NoteId) {
    let before = text[..call.range.start].trim_end_matches([' ', '\n']);
    let blank = before.len()..call.range.start;
    if !blank.is_empty() && !text[blank.clone()].contains("\n\n") {
        let why = "closes up a call that was set apart";
        pen.edit(Edit::sure(blank, "", why));
    }
    let why = "a number in brackets that a note has";
    pen.mark(call.range.clone(), Label::Call(id), why, Certainty::Likely);
}

fn label_body(pen: &mut Pen<'_>, text: &str, body: &Body, (id, is_inline): (NoteId, bool)) {
    let aside = "the brackets around a note";
    let head = body.whole.start..body.words.start;
    if is_inline {
        let why = "a note in the middle of its sentence: it is called here";
        let before = text[..head.start].trim_end_matches(' ');
        pen.edit(Edit::sure(
            before.len()..head.start,
            "",
            "closes up a call that was set apart",
        ));
        pen.mark(head.clone(), Label::Call(id), why, Certainty::Likely);
        pen.edit(Edit::sure(head, "[*]", why));
    } else {
        pen.mark(head, Label::Notice, aside, Certainty::Sure);
        let why = "the number of a note in brackets";
        pen.mark(
            body.label.clone(),
            Label::NoteMark(id),
            why,
            Certainty::Sure,
        );
    }
    let why = "the words of a note in brackets";
    pen.mark(
        body.words.clone(),
        Label::NoteBody(id),
        why,
        Certainty::Sure,
    );
    let is_last = ends_line(text, body.whole.end);
    let end = match is_last && !is_inline {
        true => past_blank_lines(text, body.whole.end),
        false => body.whole.end,
    };
    if body.words.end < end {
        pen.mark(body.words.end..end, Label::Notice, aside, Certainty::Sure);
    }
    if !is_inline {
        close_up(pen, &(body.whole.start..end));
    }
}

/// The headings of sections of notes: the editions set their own.
fn headings(pen: &mut Pen<'_>, text: &str, range: Range<usize>, bodies: &[Body]) {
    for body in bodies {
        let before = text[range.start..body.whole.start].trim_end();
        let start = range.start + before.rfind('\n').map_or(0, |n| n + 1);
        let end = range.start + before.len();
        if notes::is_heading(&text[start..end]) {
            let why = "the heading of a section of notes: the editions set their own";
            pen.mark(
                start..line_end(text, end),
                Label::RunningHead,
                why,
                Certainty::Likely,
            );
        }
    }
}
