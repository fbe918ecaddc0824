//! Characters. In: the text as extracted. Out: ligatures, mojibake, soft hyphens and odd blanks put right.
//!
//! Form feeds and line ends are the pages' and lines' business; quotation marks are touched only when asked.

mod accents;
mod french;
mod mojibake;
mod private;
mod quotes;
mod tables;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Label, Pen};
use crate::ledger::Certainty;
use crate::lexicon::vocabulary::{is_letter, runs};
use crate::manifest::settings::Quotes;
use accents::Symbols;
pub(super) use french::mend_french_blanks;
use std::ops::Range;
use tables::{LIGATURES, WESTERN};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "characters",
    says: "characters",
    about: "ligatures, mojibake, soft hyphens, odd blanks, NFC",
    goes_by: GoesBy::Words,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    mojibake::mend(pen, rules);
    pen.apply();
    mend(pen, rules);
    if rules.repair.quotes == Quotes::Curly {
        quotes::curl(pen, rules);
    }
}

/// Single characters, then accents.
pub(super) fn mend(pen: &mut Pen<'_>, rules: &Rules) {
    for step in [single_characters, unnamed, compose, accents] {
        step(pen, rules);
        pen.apply();
    }
}

/// Ligatures, characters that say nothing, blanks of odd widths.
fn single_characters(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let private = private::Read::of(text, &rules.lexicon);
    let is_western = text.contains(|c| matches!(c, '\u{91}'..='\u{97}'));
    let is_plain = |c: char| c.is_ascii() && !c.is_ascii_control() || c == '\n';
    let odd = runs(text, |c| !is_plain(c));
    let odd = odd.flat_map(|run| {
        text[run.clone()]
            .char_indices()
            .map(move |(at, c)| (run.start + at, c))
    });
    for (at, c) in odd {
        let range = at..at + c.len_utf8();
        let before = text[..at].chars().next_back();
        let next = text[range.end..].chars().next();
        let is_in_word = before.is_some_and(is_letter) || next.is_some_and(is_letter);
        let read = private.get(c, is_in_word);
        let sign = western(c).filter(|_| is_western || c != '\u{85}');
        if let Some((after, why)) = read.or(sign).or_else(|| better(c, next)) {
            let is_turn = galley.label_at(at) == Label::PageTurn;
            if !is_turn {
                pen.edit(with_word(text, range, after, why));
            }
        }
    }
}

/// The sign that a control character is in Windows-1252: some extractors hand its bytes on as they are. U+0085 by itself
/// ends a line.
fn western(c: char) -> Option<(&'static str, &'static str)> {
    let why = "a sign of Windows-1252, written as a control character";
    let sign = WESTERN.get((c as usize).checked_sub(0x80)?)?;
    (!sign.is_empty()).then_some((*sign, why))
}

/// What a single character should be before another; None to leave it.
fn better(c: char, next: Option<char>) -> Option<(&'static str, &'static str)> {
    let listed = LIGATURES.iter().find(|(from, _)| *from == c);
    if let Some((_, to)) = listed {
        return Some((to, "a ligature of the type, written as its letters"));
    }
    match c {
        '\n' | '\r' | '\t' => None,
        '\u{c}' => Some(("\u{fffd}", "a sign that the extractor could not name")),
        // At a line end it is the mark of a broken word.
        '\u{ad}' if next.is_none_or(|c| matches!(c, '\n' | '\r' | ' ')) => None,
        '\u{ad}' => Some(("", "a soft hyphen inside a line")),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Some(("", "a mark without width")),
        '\u{2002}'..='\u{200a}' | '\u{205f}' => Some((" ", "a blank of an odd width")),
        '\u{2028}' => Some(("\n", "a mark for a line end")),
        '\u{2029}' => Some(("\n\n", "a mark for a paragraph's end")),
        '\u{85}' | '\u{b}' => Some(("\n", "a control character for a line end")),
        c if c.is_control() => Some(("", "a control character")),
        _ => None,
    }
}

/// A sign that the extractor could not name is a blank between two known words that make none together.
fn unnamed(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    if galley.typography(0).is_some() {
        // Where the page is given, a blank is a gap: the sign is a letter, or several.
        return;
    }
    let text = galley.text();
    let is_known = |word: &str| {
        let is_word = word.chars().count() > 1 && word.chars().all(char::is_lowercase);
        is_word && rules.lexicon.is_known(word)
    };
    for (at, sign) in text.match_indices('\u{fffd}') {
        let (head, tail) = (&text[..at], &text[at + sign.len()..]);
        let before = head.rsplit(|c| !is_letter(c)).next().unwrap_or_default();
        let after = tail.split(|c| !is_letter(c)).next().unwrap_or_default();
        let is_parted = is_known(before) && is_known(after);
        if is_parted && !rules.lexicon.is_known(&format!("{before}{after}")) {
            let why = "a sign that the extractor could not name, between two words";
            let edit = with_word(text, at..at + sign.len(), " ", why);
            pen.edit(edit.certainty(Certainty::Doubtful));
        }
    }
}

/// Letters and the accents behind them made one character (NFC).
fn compose(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let text = galley.text();
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return;
    }
    let is_apart = |word: &str| is_nfc_quick(word.chars()) != IsNormalized::Yes;
    let symbols = Symbols::of(text.split_whitespace().filter(|word| is_apart(word)));
    let mut start = 0;
    for run in text.split_inclusive(char::is_whitespace) {
        let word = run.trim_end();
        if is_apart(word) && !symbols.has(word, &rules.lexicon) {
            let composed: String = word.nfc().collect();
            if composed != word {
                let edit = Edit::sure(
                    start..start + word.len(),
                    composed.clone(),
                    "letter and accent made one",
                );
                pen.edit(edit.words(word, &composed));
            }
        }
        start += run.len();
    }
}

/// Accents that stand by themselves put on their letters.
fn accents(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    pen.edit_all(accents::edits(galley.text(), &rules.lexicon));
}

/// The edit, with the word it stands in for a reader.
fn with_word(text: &str, range: Range<usize>, after: &str, why: &'static str) -> Edit {
    let (head, tail) = (text[..range.start].chars(), text[range.end..].chars());
    let start = range.start - word_length(head.rev());
    let end = range.end + word_length(tail);
    let (before, behind) = (&text[start..range.start], &text[range.end..end]);
    let edit = Edit::sure(range, after, why);
    edit.words(&text[start..end], &format!("{before}{after}{behind}"))
}

/// The bytes up to the next blank; a word that is longer than this is none, and a reader needs no more of it.
fn word_length(chars: impl Iterator<Item = char>) -> usize {
    let letters = chars.take(24).take_while(|c| !c.is_whitespace());
    letters.map(char::len_utf8).sum()
}
