//! What is no part of the work. In: a text. Out: the library's header and licence, the transcriber's remarks and the names
//! of those who made the text labelled as notices.

use super::{ends_line, past_blank_lines, work};
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;
use crate::source::forms::{gutenberg, notes};

/// Sets aside what stands before and behind the work.
pub(super) fn set_aside(pen: &mut Pen<'_>) {
    let text = pen.galley().text();
    let Some(envelope) = gutenberg::envelope(text) else {
        return;
    };
    let head = 0..past_blank_lines(text, envelope.head.end);
    let foot = envelope.foot;
    for (range, why) in [
        (
            head,
            "the library's header and those who made the text: no part of the work",
        ),
        (foot, "the library's licence: no part of the work"),
    ] {
        if range.start < range.end {
            pen.mark(range, Label::Notice, why, Certainty::Sure);
        }
    }
}

/// Sets aside what the transcriber says in brackets, with a remark: it may be of use to the editor.
pub(super) fn remarks(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let range = work(&galley);
    let found = notes::brackets(&text[range.clone()], notes::REMARKS);
    for bracket in found.collect::<Vec<_>>() {
        let start = range.start + bracket.whole.start;
        let end = range.start + bracket.whole.end;
        let is_alone =
            text[..start].trim_end_matches([' ', '\t']).ends_with('\n') && ends_line(text, end);
        if !is_alone {
            continue;
        }
        let whole = start..past_blank_lines(text, end);
        let why = "what the transcriber says of the text";
        pen.mark(whole.clone(), Label::Notice, why, Certainty::Likely);
        pen.remark(whole, "the transcriber's remark is set aside", why);
    }
}
