//! French blanks. In: a text that sets a blank before `; : ! ? »` and behind `«`, and may have lost some. Out: the lost ones
//! put in, and all of them unbreakable.
//!
//! Many fonts have no glyph for the thin blank, and extractors that go by glyphs drop it.

use crate::galley::{Edit, Pen};
use crate::ledger::Certainty;
use crate::lexicon::vocabulary::is_letter;
use crate::repair::Rules;

/// A text has the custom when one mark in so many keeps its blank: nobody puts one there who does not mean it.
const CUSTOM: usize = 20;
/// Fewer blanks than this are chance.
const FEWEST: usize = 5;

/// The blank before ; : ! ? and inside « » does not break (Imprimerie nationale, Lexique des règles typographiques).
pub(in crate::repair) fn mend_french_blanks(pen: &mut Pen<'_>, rules: &Rules) {
    if rules.lexicon.language() != "fr" {
        return;
    }
    let galley = pen.galley().clone();
    let text = galley.text();
    put_blanks(pen, text);
    for (at, _) in text.match_indices(' ') {
        let before = text[..at].chars().next_back();
        let next = text[at + 1..].chars().next();
        let is_after_word =
            before.is_some_and(|c| is_letter(c) || c.is_ascii_digit() || "»\")’…!?.".contains(c));
        let mark = next.filter(|&c| is_mark(c) && is_after_word);
        let (blank, why) = match mark {
            Some(mark) => (
                blank_before(mark),
                "the blank before the mark must not break",
            ),
            None if before == Some('«') && next.is_some_and(|c| !c.is_whitespace()) => {
                ("\u{a0}", "the blank behind the mark must not break")
            }
            None => continue,
        };
        pen.edit(Edit::sure(at..at + 1, blank, why));
    }
}

/// Before the colon and inside quotation marks a full one, before the others a thin one.
fn blank_before(mark: char) -> &'static str {
    if matches!(mark, ':' | '»') {
        "\u{a0}"
    } else {
        "\u{202f}"
    }
}

/// Puts the blanks in that marks have lost.
fn put_blanks(pen: &mut Pen<'_>, text: &str) {
    let lost = lost(text);
    let kept = text
        .match_indices([' ', '\u{a0}', '\u{202f}'])
        .filter(|(at, blank)| {
            let before = text[..*at].chars().next_back();
            let next = text[at + blank.len()..].chars().next();
            before.is_some_and(is_word_end) && next.is_some_and(is_mark) || before == Some('«')
        })
        .count();
    if kept < FEWEST || kept * CUSTOM < lost.len() {
        return;
    }
    for (at, blank) in lost {
        let why = "the text sets a blank beside this mark elsewhere";
        pen.edit(Edit::sure(at..at, blank, why).certainty(Certainty::Likely));
    }
}

/// Where a blank is missing, and which.
fn lost(text: &str) -> Vec<(usize, &'static str)> {
    let mut lost = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if is_mark(c) && before.is_some_and(is_word_end) && is_free(c, next) {
            lost.push((at, blank_before(c)));
        } else if before == Some('«') && is_letter(c) {
            lost.push((at, "\u{a0}"));
        }
        before = Some(c);
    }
    lost
}

fn is_mark(c: char) -> bool {
    matches!(c, ';' | ':' | '!' | '?' | '»')
}

fn is_word_end(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit() || matches!(c, '»' | '"' | ')' | ']' | '’' | '…' | '.')
}

/// Whether the mark ends a word of prose: a colon in an address or a time does not.
fn is_free(mark: char, next: Option<char>) -> bool {
    let is_apart = next.is_none_or(|c| c.is_whitespace() || !c.is_alphanumeric() && c != '/');
    mark != ':' || is_apart
}
