//! Pictures. In: `[Illustration: a caption]`. Out: the caption as a paragraph of its own, behind the paragraph that it
//! stands in the middle of; the brackets set aside, and a remark that a picture stood there.

use super::{close_up, ends_line, past_blank_lines, work};
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;
use crate::source::forms::notes;
use std::ops::Range;

/// Keeps the captions and the places of pictures.
pub(super) fn caption(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let range = work(&galley);
    let found: Vec<_> = notes::brackets(&text[range.clone()], notes::PICTURES).collect();
    for bracket in found {
        let starred = text[..range.start + bracket.whole.start].ends_with('*');
        let start = range.start + bracket.whole.start - usize::from(starred);
        let end = range.start + bracket.whole.end;
        let words = range.start + bracket.words.start..range.start + bracket.words.end;
        let is_alone = text[..start]
            .trim_end_matches(' ')
            .ends_with(['\n', '\u{c}'])
            && ends_line(text, end);
        if is_alone || start == 0 {
            let past = past_blank_lines(text, end);
            set(pen, text, start..past, &words);
        }
    }
}

fn set(pen: &mut Pen<'_>, text: &str, whole: Range<usize>, words: &Range<usize>) {
    let why = "the place of a picture";
    let caption = text[words.clone()].split_whitespace();
    let caption = caption.collect::<Vec<_>>().join(" ");
    let said = match caption.is_empty() {
        true => "a picture stands here in the print".into(),
        false => format!("a picture stands here in the print: `{caption}`"),
    };
    pen.remark(whole.clone(), said, why);
    if caption.is_empty() {
        pen.mark(whole.clone(), Label::Notice, why, Certainty::Sure);
        return close_up(pen, &whole);
    }
    pen.mark(
        whole.start..words.start,
        Label::Notice,
        why,
        Certainty::Sure,
    );
    let bracket = words.end
        ..words.end
            + text[words.end..whole.end]
                .find('\n')
                .unwrap_or(whole.end - words.end);
    pen.mark(bracket, Label::Notice, why, Certainty::Sure);
    pen.mark(words.clone(), Label::Caption, why, Certainty::Sure);
    let before = text[..whole.start].trim_end();
    let is_open = before.ends_with(|c: char| c.is_alphanumeric() || ",-—".contains(c));
    if is_open && text[whole.end..].starts_with(char::is_lowercase) {
        close_up(pen, &whole);
        let rest = text[whole.end..]
            .find("\n\n")
            .map_or(text.len(), |n| whole.end + n);
        let rest = whole.end..past_blank_lines(text, rest);
        let why = "a picture in the middle of a paragraph: its caption is read behind it";
        pen.reorder(vec![rest, whole], why, Certainty::Likely);
    }
}
