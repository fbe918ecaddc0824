//! Stops, marks and digits glued to the next word. In: a line. Out: a blank between them.

use super::addresses::is_address;
use super::model::Model;
use crate::galley::{Edit, Line, Pen};
use crate::language::Language;
use crate::ledger::Certainty::{self, Likely, Sure};
use crate::lexicon::vocabulary::is_letter;
use std::ops::Range;

/// Units and signs that are glued to numbers in all languages.
const UNITS: &[&str] = &[
    "cm", "mm", "km", "m", "kg", "g", "mg", "l", "h", "bis", "ff", "f", "n", "p", "pp", "x", "i",
    "c", "b", "r", "v", "ro", "vo", "mo", "to", "no", "me",
];

/// Puts the missing blanks into a line.
pub(super) fn part(pen: &mut Pen<'_>, text: &str, line: &Line, model: &Model<'_>) {
    let mut start = line.range.start;
    for token in text[line.range.clone()].split(char::is_whitespace) {
        let at = start..start + token.len();
        start = at.end + text[at.end..].chars().next().map_or(0, char::len_utf8);
        let is_word = || token.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_prose = || !is_address(token) && !token.contains('&');
        if token.len() < 3 || is_word() || !is_prose() || token.chars().all(is_letter) {
            continue;
        }
        for (offset, why, certainty) in places(token, model) {
            let place = at.start + offset;
            let shown = shown(token, offset);
            let (head, tail) = token[shown.clone()].split_at(offset - shown.start);
            let edit = Edit::sure(place..place, " ", why).certainty(certainty);
            pen.edit(edit.words(&token[shown], &format!("{head} {tail}")));
        }
    }
}

/// A longer token, in bytes, is shown only near the place where a blank is missing: there may be as many as it has words.
const LONG: usize = 200;

/// What a reader is shown of a token.
fn shown(token: &str, offset: usize) -> Range<usize> {
    if token.len() <= LONG {
        return 0..token.len();
    }
    let start = token.floor_char_boundary(offset.saturating_sub(LONG / 2));
    start..token.ceil_char_boundary(offset + LONG / 2)
}

/// Where blanks are missing in a token, and why.
fn places(token: &str, model: &Model<'_>) -> Vec<(usize, &'static str, Certainty)> {
    let mut places = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in token.char_indices() {
        if let Some(last) = before {
            let found = if is_letter(c) {
                before_letter(token, at, last, model)
            } else {
                before_mark(token, at, (last, c), model)
            };
            places.extend(found.map(|(why, certainty)| (at, why, certainty)));
        }
        before = Some(c);
    }
    places
}

/// A letter at `at` behind something else.
fn before_letter(
    token: &str,
    at: usize,
    last: char,
    model: &Model<'_>,
) -> Option<(&'static str, Certainty)> {
    let head = &token[..at - last.len_utf8()];
    // Behind a letter nobody asks for it: a token may be a word of any length.
    let word = || &token[word_at(token, at)];
    match last {
        ',' | ';' => {
            // `n,n` marks two parts of a figure.
            let is_pair = is_single(head) && is_single(&token[at..]);
            let is_end = is_word_end(head) || head.is_empty() && has_open_marks(model);
            (is_end && !is_pair).then_some(("no blank after the mark", Sure))
        }
        ':' => (is_word_end(head) && word().chars().count() > 1)
            .then_some(("no blank after the colon", Likely)),
        '.' | '!' | '?' => after_stop(token, at, head, last, model),
        '”' | '»' if model.closes(last) && head.chars().any(is_letter) => {
            // Slavic languages put endings behind a name in quotation marks.
            let is_ending = model.lexicon.habits().inflections.has(word());
            (is_word(word(), model) && !is_ending)
                .then_some(("no blank after the quotation", Likely))
        }
        ')' | ']' => {
            let is_inside_word = head.trim_end_matches(is_letter).ends_with(['(', '[']);
            (!is_inside_word && word().chars().count() > 1)
                .then_some(("no blank after the bracket", Likely))
        }
        c if c.is_ascii_digit() => after_digits(token, at, model),
        _ => None,
    }
}

fn is_single(text: &str) -> bool {
    text.chars().nth(2).is_none() && text.chars().filter(|c| is_letter(*c)).count() == 1
}

/// Whether the language sets a blank before its marks, too, so that they may begin a token.
fn has_open_marks(model: &Model<'_>) -> bool {
    model.lexicon.language() == "fr"
}

/// What stands before a comma: a word, a bracket or a quotation that ends, or a number.
fn is_word_end(head: &str) -> bool {
    head.ends_with(|c: char| is_letter(c) || c.is_ascii_digit() || "”’\"')]».".contains(c))
}

/// `died.The`, `1920.The`, but not `Ph.D.`, `J.S.Mill` and `i.e.the`.
fn after_stop(
    token: &str,
    at: usize,
    head: &str,
    stop: char,
    model: &Model<'_>,
) -> Option<(&'static str, Certainty)> {
    let why = "no blank after the full stop";
    let range = word_at(token, at);
    let word = &token[range.clone()];
    let letters = word.chars().count();
    // `1.A.` is one number.
    let is_alone = matches!(word, "I" | "A") && !token[range.end..].starts_with('.');
    if !word.starts_with(char::is_uppercase) || letters == 1 && !is_alone {
        return None;
    }
    let left = head
        .rsplit(|c: char| !is_letter(c))
        .next()
        .unwrap_or_default();
    let is_initial = stop == '.' && left.chars().count() == 1;
    let is_abbreviation =
        letters < 4 && token[range.end..].starts_with('.') && !is_word(word, model);
    let is_number = left.is_empty() && head.ends_with(|c: char| c.is_ascii_digit());
    if is_initial
        || is_abbreviation
        || (left.is_empty() && !is_number && stop == '.')
        || head.is_empty()
    {
        return None;
    }
    let is_shouted = letters > 1 && word.chars().all(char::is_uppercase);
    if is_shouted && !is_word(word, model) {
        return None;
    }
    let is_known = is_word(left, model) || is_number;
    Some((
        why,
        if is_known && is_word(word, model) {
            Sure
        } else {
            Likely
        },
    ))
}

/// The marks that close quotations in a text, as far as it shows: they stand behind a word and before a blank or a stop, and
/// hardly ever before a word and behind a blank (`»so«` in German, `”så”` in Swedish).
pub(super) fn closing(text: &str) -> Vec<char> {
    let is_closing = |mark: &char| {
        let (mut closes, mut opens) = (0, 0);
        for (at, _) in text.match_indices(*mark) {
            let before = text[..at].chars().next_back();
            let next = text[at + mark.len_utf8()..].chars().next();
            let is_free = before.is_none_or(char::is_whitespace);
            closes += usize::from(!is_free && !next.is_some_and(is_letter));
            opens += usize::from(is_free && next.is_some_and(is_letter));
        }
        closes > 3 * opens
    };
    ['”', '»'].into_iter().filter(is_closing).collect()
}

/// `1919was`, `21washabitually`, but not `1st`, `5km` and `H2O`.
fn after_digits(token: &str, at: usize, model: &Model<'_>) -> Option<(&'static str, Certainty)> {
    let word = &token[word_at(token, at)];
    let digits = token[..at]
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .len();
    let is_formula =
        token[..digits].ends_with(is_letter) && at - digits < 2 && word.chars().count() < 3;
    let lower = word.to_lowercase();
    let mut languages = [model.lexicon.habits(), Language::any()].into_iter();
    let is_tied = languages.any(|language| language.after_numbers.has(&lower));
    let is_ending = (UNITS.contains(&lower.as_str()) || is_tied)
        && !matches!(word, "In" | "To" | "No" | "A" | "As" | "I");
    if is_formula || is_ending || word.chars().all(char::is_uppercase) && word.chars().count() > 1 {
        return None;
    }
    let is_small = model.lexicon.is_function_word(&lower);
    let starts = is_small
        || is_word(word, model) && word.chars().count() > 2
        || starts_with_words(word, model);
    starts.then_some(("no blank after the number", Likely))
}

/// `in1919`, `said“The`, `word(and`.
fn before_mark(
    token: &str,
    at: usize,
    (last, mark): (char, char),
    model: &Model<'_>,
) -> Option<(&'static str, Certainty)> {
    if !is_letter(last) {
        return None;
    }
    let left = token[..at]
        .rsplit(|c: char| !is_letter(c))
        .next()
        .unwrap_or_default();
    let rest = &token[at..];
    if mark.is_ascii_digit() {
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let is_year = digits == 4 && rest.starts_with(['1', '2']);
        let is_small =
            model.lexicon.is_function_word(&left.to_lowercase()) && left.chars().count() > 1;
        return (is_year && is_small).then_some(("no blank before the year", Likely));
    }
    let opens = match mark {
        '“' => matches!(model.lexicon.language(), "en" | "es" | "fr" | "pt" | "it"),
        '„' => true,
        '«' => model.lexicon.language() != "de",
        '(' => {
            rest[1..]
                .chars()
                .take_while(|&c| c.is_alphanumeric())
                .count()
                > 2
        }
        _ => false,
    };
    (opens && left.chars().count() > 1 && is_word(left, model))
        .then_some(("no blank before the opening mark", Likely))
}

fn word_at(token: &str, at: usize) -> Range<usize> {
    let length = token[at..]
        .find(|c| !is_letter(c))
        .unwrap_or(token.len() - at);
    at..at + length
}

fn is_word(word: &str, model: &Model<'_>) -> bool {
    let lower = word.to_lowercase();
    model.lexicon.log_probability(&lower).is_some() || model.own(&lower).is_some()
}

/// Whether a run of letters is itself words run together.
fn starts_with_words(word: &str, model: &Model<'_>) -> bool {
    use super::{loss, segment};
    let found = segment::best(word, model, &loss::Line::UNKNOWN);
    found.is_some_and(|parting| {
        parting.weigh(word, model, &loss::Line::UNKNOWN, false).0 > super::DECIDED
    })
}
