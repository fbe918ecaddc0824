//! What Kobo's renderer asks for (kobolabs/epub-spec). In: words, pages and notes. Out: the spans and frames that it counts
//! places and pages by, and a warning that names the notes which it will not show beside the text.

use super::volume::Volume;
use crate::book::{Inline, visit_inlines};
use crate::diagnostic::Diagnostic;
use crate::editions::xml::escaped;
use std::ops::RangeInclusive;

/// Spans of sentences, numbered by block and place in it. Reading places, marks and highlights are kept by their ids.
#[derive(Debug, Default)]
pub(super) struct Spans {
    block: usize,
    sentence: usize,
}

impl Spans {
    /// Another paragraph, heading or line begins.
    pub(super) fn next_block(&mut self) {
        self.block += 1;
        self.sentence = 0;
    }

    /// Words as markup, each sentence in a span. Blanks alone need none.
    pub(super) fn around(&mut self, text: &str) -> String {
        let mut out = String::new();
        for sentence in sentences(text) {
            if sentence.trim().is_empty() {
                out.push_str(sentence);
                continue;
            }
            self.sentence += 1;
            let (block, number) = (self.block, self.sentence);
            let words = escaped(sentence);
            out.push_str(&format!(
                "<span class=\"koboSpan\" id=\"kobo.{block}.{number}\">{words}</span>"
            ));
        }
        out
    }
}

/// Parts that end with a stop, what closes behind it, and blanks; together the whole text.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut has_stop) = (0, false);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        match c {
            '.' | '!' | '?' | '…' | ':' => has_stop = true,
            '"' | '\'' | '”' | '’' | '»' | ')' | ']' => {}
            _ if c.is_whitespace() => {
                let is_last = chars.peek().is_none_or(|(_, next)| !next.is_whitespace());
                if has_stop && is_last {
                    parts.push(&text[start..end]);
                    (start, has_stop) = (end, false);
                }
            }
            _ => has_stop = false,
        }
    }
    parts.extend(Some(&text[start..]).filter(|rest| !rest.is_empty()));
    parts
}

/// The body of a page in the two frames that columns are made from.
pub(super) fn framed(body: &str) -> String {
    format!("<div id=\"book-columns\"><div id=\"book-inner\">\n{body}\n</div></div>")
}

/// How many characters a note may have to be shown as a pop-up.
const LENGTH: RangeInclusive<usize> = 9..=5000;
/// So many notes are named.
const NAMED: usize = 8;

/// The notes that are too short or too long, number and stop included.
pub(super) fn warning(volume: &Volume<'_>) -> Option<Diagnostic> {
    let notes = volume.book.notes().iter().zip(&volume.placed);
    let unfit = notes.filter_map(|(note, placed)| {
        let number = placed.number.to_string();
        let mut length = number.len() + ". ".len();
        visit_inlines(&note.body, &mut |inline| {
            if let Inline::Text { text, .. } = inline {
                length += text.chars().count();
            }
        });
        (!LENGTH.contains(&length)).then_some(number)
    });
    let unfit: Vec<String> = unfit.collect();
    if unfit.is_empty() {
        return None;
    }
    let rest = if unfit.len() > NAMED { " …" } else { "" };
    let named = unfit[..unfit.len().min(NAMED)].join(", ");
    let message = format!("Kobo will not pop up notes {named}{rest}");
    let hint = "it wants 9 to 5,000 characters in a note; its link leads to the note all the same";
    Some(Diagnostic::warning("kobo-note-length", message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_the_whole_text() {
        let text = "“Is it?” he said.  No… 3.5 of them: (all.) x";
        let parts = sentences(text);
        assert_eq!(parts.concat(), text);
        assert_eq!(
            parts,
            [
                "“Is it?” ",
                "he said.  ",
                "No… ",
                "3.5 of them: ",
                "(all.) ",
                "x"
            ]
        );
    }

    #[test]
    fn spans_count_in_each_block() {
        let mut spans = Spans::default();
        spans.next_block();
        let first = spans.around("A & B. C");
        assert_eq!(
            first,
            "<span class=\"koboSpan\" id=\"kobo.1.1\">A &amp; B. </span><span class=\"koboSpan\" id=\"kobo.1.2\">C</span>"
        );
        assert_eq!(spans.around(" "), " ");
        spans.next_block();
        assert!(spans.around("D").contains("kobo.2.1"));
    }
}
