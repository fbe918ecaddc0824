//! Calls printed as digits. In: the place of a digit in running text. Out: what it may be a [`Candidate`] of, weighed by
//! what stands around it: numbers, years, sums and dates have digits too.

use super::candidates::{Candidate, Stand, blanks_before, is_own_line, word_before};
use super::clauses::Words;
use super::words::{is_month, is_reference};
use crate::repair::foot::marks;
use crate::repair::given;
use std::ops::Range;

/// Two digits with a blank between: `3 0`.
pub(super) fn spaced(text: &str) -> Option<(u32, u8, usize)> {
    let bytes = text.as_bytes();
    let is_pair = bytes.len() > 2
        && bytes[0].is_ascii_digit()
        && bytes[1] == b' '
        && bytes[2].is_ascii_digit();
    let tail = bytes
        .iter()
        .skip(2)
        .take_while(|b| b.is_ascii_digit())
        .count();
    if !is_pair || tail > 2 {
        return None;
    }
    let digits = text[2..2 + tail].parse::<u32>().ok()?;
    let value = u32::from(bytes[0] - b'0') * 10u32.pow(tail as u32) + digits;
    (value > 9).then_some((value, 0, 2 + tail))
}

/// A run of digits, with the letters that may be digits after it.
pub(super) fn digits(
    text: &str,
    at: usize,
    words: &Words<'_>,
    found: &mut Vec<Candidate>,
) -> Option<usize> {
    let run = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let before = text[..at].chars().next_back();
    if let Some(len) = row(text, at, before, words, found) {
        return Some(len);
    }
    super::numbers::behind(text, at, run, found);
    // Inside a number: `1,000`, `3.14`, `12:30`, `1/2`.
    if run > 7 || is_inside_number(text, at, at + run) {
        return Some(run);
    }
    if run >= 4 {
        return super::numbers::year(text, at, run, found);
    }
    if text[at..].starts_with('0') {
        return Some(run);
    }
    let misread_tail = marks::number(&text[at..]).filter(|&(_, m, len)| m > 0 && len > run);
    let (value, letters, len) = match misread_tail {
        Some((v, m, l)) if !text[at + l..].starts_with(char::is_alphanumeric) => (v, m, l),
        _ => (text[at..at + run].parse().ok()?, 0, run),
    };
    let end = at + len;
    let glue = glue(text, at, before);
    let stand = glue.unwrap_or(if is_own_line(text, at, end) {
        Stand::OwnLine
    } else {
        Stand::Stray
    });
    let weight = weigh(text, at..end, stand, words) - 1.5 * f32::from(letters);
    let blank = glue.map_or_else(|| blanks_before(text, at), |_| 0);
    let candidate = |len: usize, value: u32, weight: f32| Candidate {
        blank,
        ..Candidate::new(at..at + len, value, weight, stand)
    };
    found.push(candidate(len, value, weight));
    if let Some((value, _, len)) = spaced(&text[at..])
        && glue.is_some()
        && !text[at + len..].starts_with(char::is_alphanumeric)
    {
        found.push(candidate(len, value, weight - 1.0));
    }
    Some(len)
}

/// Calls in a row, with commas between: `word.12,13`. Each is one more than the last, and the first glued to a word or stop.
fn row(
    text: &str,
    at: usize,
    before: Option<char>,
    words: &Words<'_>,
    found: &mut Vec<Candidate>,
) -> Option<usize> {
    let stand = glue(text, at, before)?;
    let mut calls: Vec<(Range<usize>, u32)> = Vec::new();
    let mut start = at;
    let end = loop {
        let rest = &text[start..];
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = rest[..len]
            .parse()
            .ok()
            .filter(|_| (1..=3).contains(&len))?;
        let is_next = calls.last().is_none_or(|last| last.1 + 1 == value);
        if !is_next || rest.starts_with('0') {
            return None;
        }
        calls.push((start..start + len, value));
        let is_more = rest[len..]
            .strip_prefix(',')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !is_more {
            break start + len;
        }
        start += len + 1;
    };
    let is_ended = !text[end..].starts_with(char::is_alphanumeric);
    let weight = weigh(text, at..at + calls[0].0.len(), stand, words);
    if calls.len() < 2 || !is_ended || weight < 0.0 {
        return None;
    }
    let call = |(range, value)| Candidate::new(range, value, weight, stand);
    found.extend(calls.into_iter().map(call));
    Some(end - at)
}

/// What the place of a number and what stands around it say for a call.
fn weigh(text: &str, range: Range<usize>, stand: Stand, words: &Words<'_>) -> f32 {
    let Range { start: at, end } = range;
    let place = match stand {
        Stand::Stop => 3.5 + stop_weight(text, at, end),
        Stand::Word => 3.0 + word_weight(text, at),
        Stand::Stray => stray(text, at, end, words),
        _ => 0.0,
    };
    let quoted = given(is_quoted(text, at, end), QUOTED);
    let key = given(is_in_key(text, at, end), KEY);
    place + tail_weight(text, end, stand) + quoted + key
}

/// What it says against a number that it ends the key of a work: `[Par15]`, `[Arm+15a, Sch17]`.
const KEY: f32 = -12.0;
/// Keys in one pair of brackets have so many signs at most.
const KEY_SIGNS: usize = 40;

/// Whether two figures, those of a year, stand behind letters between square brackets, and a bracket or the next key behind them.
fn is_in_key(text: &str, at: usize, end: usize) -> bool {
    let tail = text[end..].trim_start_matches(|c: char| c.is_ascii_lowercase());
    let is_ended = text[end..].len() - tail.len() <= 1 && tail.starts_with([']', ',', ';']);
    if end - at != 2 || !is_ended {
        return false;
    }
    let from = text[..at].char_indices().rev().take(KEY_SIGNS);
    let open = from.take_while(|&(_, c)| c != ']').find(|&(_, c)| c == '[');
    let Some((open, _)) = open else {
        return false;
    };
    let mut keys = text[open + 1..at].split([',', ';']).map(str::trim);
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '+' | '/');
    keys.all(|key| !key.is_empty() && key.chars().all(is_sign))
}

/// What it says against a number that it stands by itself between quotation marks: `"2"` is spoken of.
const QUOTED: f32 = -12.0;

fn is_quoted(text: &str, at: usize, end: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[end..].chars().next();
    let is_pair = matches!(
        (before, after),
        (Some('"'), Some('"')) | (Some('“' | '„'), Some('”' | '“'))
    );
    let opens = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',');
    let outer = text[..at].chars().rev().nth(1);
    is_pair && outer.is_none_or(opens)
}

fn is_inside_number(text: &str, at: usize, end: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let (near, far) = (before.next(), before.next());
    let mut after = text[end..].chars();
    let (next, then) = (after.next(), after.next());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let joins = |c: Option<char>| matches!(c, Some(',' | '.' | ':' | '/' | '-' | '–' | '’' | '\''));
    let run = end - at;
    // A year before the stop is no group of digits: `1916,121`.
    let group = text.as_bytes()[..at.saturating_sub(1)]
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let thousands = matches!(near, Some(',' | '.')) && is_digit(far) && run == 3 && group < 4;
    let time = matches!(near, Some(':' | '/')) && is_digit(far);
    let range = matches!(near, Some('-' | '–')) && is_digit(far);
    let goes_on = joins(next)
        && is_digit(then)
        && !matches!(next, Some('.' | ',') if run < 4 && near.is_some_and(|c| matches!(c, '”' | '’' | '"')));
    let money = matches!(
        near,
        Some('£' | '$' | '€' | '#' | '+' | '=' | '×' | '<' | '>' | '°')
    );
    let unit = matches!(next, Some('°' | '%' | '½' | '¼' | '¾' | '/' | '×' | '='));
    thousands || time || range || goes_on || money || unit
}

/// How a number at `at` is glued to what stands before it.
fn glue(text: &str, at: usize, before: Option<char>) -> Option<Stand> {
    let c = before?;
    if c.is_alphabetic() {
        return Some(Stand::Word);
    }
    let closing = matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '—' | '–' | '-')
        || matches!(
            c,
            '”' | '’' | '"' | '\'' | ')' | ']' | '»' | '›' | '«' | '‹' | '“' | '‘'
        )
        || matches!(c, '½' | '¼' | '¾' | '%');
    // `»word«1` closes there, `« word »` opens.
    let opening = matches!(c, '“' | '‘' | '—' | '–' | '-' | '\'' | '"' | '«' | '‹')
        && text[..at]
            .trim_end_matches(c)
            .ends_with(|c: char| c.is_whitespace());
    (closing && !opening).then_some(Stand::Stop)
}

/// What the word before a glued number says.
fn word_weight(text: &str, at: usize) -> f32 {
    let word = word_before(text, at);
    let letters = word.chars().count();
    let has_upper_end = word.ends_with(char::is_uppercase);
    match (letters, has_upper_end) {
        (1, _) => -4.0,
        (2, true) => -2.5,
        (_, true) => -1.0,
        _ if matches!(word, "p" | "pp" | "vol" | "No" | "no" | "ch" | "Nr" | "Vol") => -3.0,
        _ => 0.0,
    }
}

/// What the stop before a glued number says: after `No.` or a digit it is hardly a call.
fn stop_weight(text: &str, at: usize, end: usize) -> f32 {
    let head = &text[..at];
    let stop = head.chars().next_back().unwrap_or(' ');
    let before = &head[..head.len() - stop.len_utf8()];
    let last = before.chars().next_back().unwrap_or(' ');
    let word = word_before(text, at - stop.len_utf8());
    match stop {
        '.' | ',' | ':' if last.is_ascii_digit() => decimal_weight(before, &text[end..]),
        // `1.E.7`.
        '.' if word.len() == 1 && before[..before.len() - 1].ends_with('.') => -5.0,
        '.' if is_reference(word) || word.chars().count() == 1 => -3.5,
        '-' | '–' | '—' => -2.5,
        '“' | '‘' | '\'' => -1.5,
        '.' | ',' | ';' | '!' | '?' | '”' | '’' | '"' | ')' | '…' | ':' => 0.0,
        '½' | '¼' | '¾' => 0.0,
        _ => -0.5,
    }
}

/// What it says against a call that it ends the number of a section: `4.2` at the head of a row, `4.2.1` anywhere.
const SECTION: f32 = -10.0;

/// What a number before the stop says. A year may end a sentence or a clause; `9.5`, `32.50` and `A2.1` are one number each,
/// unless a new sentence begins behind it.
fn decimal_weight(before: &str, rest: &str) -> f32 {
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &before[head.len()..];
    let is_year = number.len() == 4 && (1000..2100).contains(&number.parse().unwrap_or(0));
    if !is_year && is_section(head) {
        return SECTION;
    }
    let is_word = head.ends_with(' ');
    let goes_on = rest
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    match (is_year, is_word && goes_on) {
        (true, _) => -2.0,
        (false, true) => -3.0,
        (false, false) => -5.0,
    }
}

/// Whether a number with a stop after it counts sections, by what stands before it: nothing on its row, a word with a capital
/// alone (`Section 5.1`), or another such.
fn is_section(head: &str) -> bool {
    let above = head.strip_suffix('.');
    let is_inner = above.is_some_and(|above| above.ends_with(|c: char| c.is_ascii_digit()));
    let row = head.rfind('\n').map(|end| head[end + 1..].trim());
    let is_name =
        |row: &str| row.starts_with(char::is_uppercase) && row.chars().all(char::is_alphabetic);
    is_inner || row.is_some_and(|row| row.is_empty() || is_name(row))
}

/// What stands after a candidate: a call is followed by a blank, a stop, a quotation mark or the end.
fn tail_weight(text: &str, end: usize, stand: Stand) -> f32 {
    let rest = &text[end..];
    match rest.chars().next() {
        None => 0.5,
        Some(c) if c.is_whitespace() => 0.5,
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '’' | '"' | '—' | '»' | ']' | '…') => {
            0.0
        }
        Some(_) if is_ordinal(rest) => -4.0,
        Some(c) if c.is_uppercase() && stand == Stand::Stop => -0.5,
        Some(c) if c.is_alphabetic() => -1.5,
        Some(_) => -1.5,
    }
}

/// Whether the end of an ordinal stands here, by itself: `th`, in capitals where all is.
fn is_ordinal(rest: &str) -> bool {
    let end = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    let is_end = |suffix: &str| rest[..end].eq_ignore_ascii_case(suffix);
    let is_small = rest[..end].chars().all(char::is_lowercase);
    let is_loud = rest[..end].chars().all(char::is_uppercase);
    (is_small || is_loud) && ["st", "nd", "rd", "th"].into_iter().any(is_end)
}

/// What speaks against a number between two stops: a call stands behind one or before one (`in two ways: 1, coin;`).
const BETWEEN_STOPS: f32 = -3.0;

fn is_inner_stop(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | ')')
}

/// What speaks against a number that heads an item of a list: `5) The mass must`.
const ITEM: f32 = -10.0;

/// Whether a number with half a bracket stands at the head of its row, before words; not where the row above and the words
/// are one clause.
fn is_item(text: &str, at: usize, end: usize) -> bool {
    let head = text[..at].trim_end_matches([' ', '\t']);
    let is_first = head.is_empty() || head.ends_with(['\n', '\u{c}']);
    let words = text[end..].strip_prefix(") ").map(str::trim_start);
    let goes_on = |words: &str| {
        let above = head.trim_end_matches(['\n', '\r']);
        words.starts_with(char::is_lowercase)
            && head.len() - above.len() <= 2
            && above.ends_with(|c: char| c.is_alphabetic() || c == ',')
    };
    is_first && words.is_some_and(|words| words.starts_with(char::is_alphabetic) && !goes_on(words))
}

/// What speaks for a number that a blank parts from the stop behind it, too, where other stops are close to their words: the
/// hole that a raised number leaves.
const HOLE: f32 = 4.5;
/// Letters of the word before it, at the least.
const WORD: usize = 3;

/// Whether a stop that is set close to its word stands behind a number and a blank.
fn is_before_free_stop(rest: &str) -> bool {
    let stop = rest.strip_prefix(' ').map(str::trim_start);
    let closes = |stop: &str| stop[1..].starts_with(char::is_whitespace);
    stop.is_some_and(|stop| stop.starts_with(['.', ',']) && closes(stop))
}

/// What speaks for a number that stands free.
fn stray(text: &str, at: usize, end: usize, words: &Words<'_>) -> f32 {
    let head = text[..at].trim_end();
    let word = word_before(text, head.len());
    let stop = head.chars().next_back().unwrap_or(' ');
    let dotted = head
        .strip_suffix('.')
        .map_or("", |h| word_before(text, h.len()));
    if is_reference(word) || is_reference(dotted) || is_month(word) {
        return -6.0;
    }
    let next = text[end..].trim_start();
    let is_first = text[..at].ends_with('\n') || head.is_empty();
    let mut weight = match stop {
        '.' | '!' | '?' | '”' | '’' | '»' | ';' | ':' | ',' | ')' => -1.5,
        c if c.is_alphabetic() => -3.0,
        _ => -4.5,
    };
    weight -= given(is_first, 1.5);
    weight += given(is_item(text, at, end), ITEM);
    // `x 1 , x 2 , …` counts letters of a formula.
    let is_word = word.chars().count() >= WORD;
    let is_hole = is_word && is_before_free_stop(&text[end..]);
    weight += given(is_hole && words.has_close_stops(), HOLE);
    if stop.is_alphabetic() {
        weight += words.never_ends(word);
    } else if next.starts_with(is_inner_stop) && !matches!(stop, '”' | '»') {
        weight += BETWEEN_STOPS;
    }
    if next.starts_with(char::is_lowercase) && stop.is_alphabetic() {
        weight -= 1.0;
    }
    if is_month(
        next.split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or(""),
    ) {
        weight -= 3.0;
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raised_number_leaves_a_hole_before_the_stop() {
        let is_hole =
            |text: &str| is_before_free_stop(&text[text.find('5').expect("a five") + 1..]);
        assert!(is_hole("the weir 5 . It") && is_hole("the weir 5 , which"));
        assert!(!is_hole("the weir 5. It") && !is_hole("the weir 5 : it") && !is_hole("weir 5 .3"));
    }

    #[test]
    fn the_number_of_a_section_is_no_call() {
        assert!(
            is_section("gone.\n") && is_section("gone.\nSection ") && is_section("gone.\nPart 5.")
        );
        assert!(!is_section("he left in ") && !is_section("gone.\nSection no "));
    }

    #[test]
    fn a_year_in_the_key_of_a_work_is_no_call() {
        let is_key = |text: &str| {
            let at = text.find("15").expect("a number");
            is_in_key(text, at, at + 2)
        };
        assert!(
            is_key("as [Par15] says") && is_key("[Arm+15a, Sch17]") && is_key("[Sch17; Par15b]")
        );
        assert!(
            !is_key("[he said15]")
                && !is_key("word15]")
                && !is_key("[15]")
                && !is_key("[sic]15, and")
        );
    }

    #[test]
    fn a_number_with_half_a_bracket_before_words_heads_an_item() {
        let heads = |text: &str| {
            let at = text.find('5').expect("a five");
            is_item(text, at, at + 1)
        };
        assert!(heads("The book asks this:\n   5) The boat must be dry."));
        assert!(!heads("The boat lies on the slip 5) and is dry."));
        assert!(!heads("The boat lies on the\n5 slip today."));
    }
}
