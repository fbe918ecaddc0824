//! What may be a call. In: running text. Out: [`Candidate`]s with what speaks for each before anything is known of the
//! bodies. The decoys (years, sums, dates, ordinals, list numbers) get little or are left out.

use super::words::{is_month, is_reference};
use crate::hash::HashMap;
use crate::lexicon::Lexicon;
use crate::repair::foot::marks;
use std::ops::Range;

/// What kind of place a candidate stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Superior digits.
    Superior,
    /// In brackets or parentheses.
    Bracketed,
    /// A symbol.
    Symbol,
    /// Digits glued to a word.
    Word,
    /// Digits glued to a stop or a quotation mark.
    Stop,
    /// Digits glued to a year.
    Year,
    /// Set apart by a blank.
    Stray,
    /// On a line of its own.
    OwnLine,
    /// Letters that scans confuse with digits.
    Misread,
}

/// A mark that may be a call.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its number.
    pub value: u32,
    /// What speaks for a call, in natural-log units.
    pub weight: f32,
    /// Where it stands.
    pub stand: Stand,
    /// Bytes of blanks before it that a call would not have.
    pub blank: usize,
}

impl Candidate {
    /// Whether it is set as calls are and weighs enough, whatever else there is.
    #[must_use]
    pub fn is_plain(&self, weight: f32) -> bool {
        let is_set_as_one = matches!(self.stand, Stand::Superior | Stand::Word | Stand::Stop);
        is_set_as_one && self.weight >= weight
    }
}

/// All candidates of a text, in order; two readings of one place follow each other.
#[must_use]
pub fn candidates(text: &str, lexicon: &Lexicon) -> Vec<Candidate> {
    let counts = counts(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skipped) = text[at..].find(may_begin) {
        at += skipped;
        let c = text[at..].chars().next().unwrap_or_default();
        let len = c.len_utf8();
        let taken = if c.is_ascii_digit() {
            digits(text, at, &mut found)
        } else if matches!(c, '[' | '(') {
            bracketed(text, at, &mut found)
        } else if marks::superior(c).is_some() {
            superior(text, at, &mut found)
        } else if marks::symbol(c).is_some() {
            symbol(text, at, &mut found)
        } else {
            None
        };
        if taken.is_none() && is_confused(c) {
            found.extend(misread(text, at, &counts, lexicon));
        }
        at += taken.unwrap_or(len);
    }
    found.sort_by_key(|c| (c.range.start, c.range.end));
    found
}

/// Whether a call may begin with a character.
fn may_begin(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '|' => is_confused(c),
        '0'..='9' | '[' | '(' => true,
        c => marks::superior(c).is_some() || marks::symbol(c).is_some(),
    }
}

/// Whether scans take a character for a digit.
fn is_confused(c: char) -> bool {
    matches!(c, 'l' | 'I' | 'S' | 'O' | 'B' | '|' | 'o')
}

fn superior(text: &str, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let (value, len) = marks::superiors(&text[at..])?;
    let glued = text[..at].ends_with(|c: char| !c.is_whitespace());
    // `m²` and `10³` are sums.
    let is_power = len <= 2 && text[..at].ends_with(|c: char| c.is_ascii_digit())
        || (value <= 3 && word_before(text, at).len() <= 2 && word_before(text, at).len() == 1);
    let blank = blanks_before(text, at);
    found.push(Candidate {
        range: at..at + len,
        value,
        weight: if is_power {
            0.5
        } else if glued {
            6.0
        } else {
            4.0
        },
        stand: Stand::Superior,
        blank,
    });
    Some(len)
}

fn symbol(text: &str, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let (value, len) = marks::symbols(&text[at..])?;
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let glued = before.is_some_and(|c| !c.is_whitespace());
    let is_section = matches!(text[at..].chars().next(), Some('§' | '¶'))
        && text[at + len..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit());
    let is_inside = after.is_some_and(char::is_alphanumeric);
    // Bullets, and stars that are part of paths, patterns and rules.
    let is_bullet = !glued && text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
    let is_pattern = glued && before.is_some_and(|c| matches!(c, '/' | '\\' | '_' | '|' | '='))
        || after == Some('{');
    if is_section || (glued && is_inside && before.is_some_and(char::is_alphanumeric)) {
        return Some(len);
    }
    found.push(Candidate {
        range: at..at + len,
        value,
        weight: match (glued, is_inside) {
            _ if is_pattern => -2.0,
            (false, _) if is_bullet => -2.0,
            (true, false) => 4.0,
            (true, true) => 2.0,
            (false, false) => 0.5,
            (false, true) => -1.0,
        },
        stand: Stand::Symbol,
        blank: blanks_before(text, at),
    });
    Some(len)
}

fn bracketed(text: &str, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let rest = &text[at + 1..];
    let close = if text[at..].starts_with('[') {
        ']'
    } else {
        ')'
    };
    let open_blank = rest.len() - rest.trim_start_matches(' ').len();
    let inner = &rest[open_blank..];
    let (value, misread, len) = marks::symbols(inner)
        .map(|(v, l)| (v, 0, l))
        .or_else(|| spaced(inner))
        .or_else(|| marks::number(inner))?;
    let tail = inner[len..].trim_start_matches(' ');
    if !tail.starts_with(close) || misread == 9 && close == ')' {
        return None;
    }
    let whole = text[at..].len() - tail.len() + 1;
    let before = text[..at].chars().next_back();
    let blank = blanks_before(text, at);
    let mut weight = match (close, before.is_some_and(|c| !c.is_whitespace())) {
        // `on page [*]`: a reference that was never filled in.
        (_, false) if is_reference(word_before(text, at - blank)) => -3.5,
        (']', true) => 5.0,
        (']', false) => 3.0,
        _ if is_item(text, at, tail) => -3.5,
        (_, true) => 3.5,
        (_, false) => -0.5,
    };
    weight -= f32::from(misread.min(2));
    let own_line = is_own_line(text, at, at + whole);
    found.push(Candidate {
        range: at..at + whole,
        value,
        weight,
        stand: if own_line {
            Stand::OwnLine
        } else {
            Stand::Bracketed
        },
        blank,
    });
    Some(whole)
}

/// Whether a number in parentheses counts the parts of a sentence, `(1) that …; (2) that …`, or heads a paragraph.
fn is_item(text: &str, at: usize, tail: &str) -> bool {
    let head = text[..at].trim_end_matches([' ', '\t']);
    let rest = &tail[1..];
    let opens = rest.starts_with(char::is_whitespace)
        && rest
            .trim_start()
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '‘' | '"' | '«'));
    let blank = &head[head.trim_end().len()..];
    let is_first = head.is_empty() || blank.matches('\n').count() > 1;
    opens && (is_first || head.ends_with([':', ';', '—', '–']))
}

/// Two digits with a blank between: `3 0`.
fn spaced(text: &str) -> Option<(u32, u8, usize)> {
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
fn digits(text: &str, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let run = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let before = text[..at].chars().next_back();
    // Inside a number: `1,000`, `3.14`, `12:30`, `1/2`.
    if run > 7 || is_inside_number(text, at, at + run) {
        return Some(run);
    }
    if run >= 4 {
        return year(text, at, run, found);
    }
    if text[at..].starts_with('0') {
        return Some(run);
    }
    let misread_tail = marks::number(&text[at..]).filter(|&(_, m, len)| m > 0 && len > run);
    let (value, letters, len) = match misread_tail {
        Some((v, m, l)) if !text[at + l..].starts_with(char::is_alphanumeric) => (v, m, l),
        _ => (text[at..at + run].parse().ok()?, 0, run),
    };
    let glue = glue(text, at, before);
    let (stand, mut weight) = match glue {
        Some(stand) => (stand, if stand == Stand::Stop { 3.5 } else { 3.0 }),
        None if is_own_line(text, at, at + len) => (Stand::OwnLine, 0.0),
        None => (Stand::Stray, stray(text, at, at + len)),
    };
    weight += tail_weight(text, at + len, stand) - 1.5 * f32::from(letters);
    if stand == Stand::Word {
        weight += word_weight(text, at);
    }
    if stand == Stand::Stop {
        weight += stop_weight(text, at, at + len);
    }
    let blank = if glue.is_some() {
        0
    } else {
        blanks_before(text, at)
    };
    let range = at..at + len;
    found.push(Candidate {
        range,
        value,
        weight,
        stand,
        blank,
    });
    if let Some((value, _, len)) = spaced(&text[at..])
        && glue.is_some()
        && !text[at + len..].starts_with(char::is_alphanumeric)
    {
        let range = at..at + len;
        found.push(Candidate {
            range,
            value,
            weight: weight - 1.0,
            stand,
            blank,
        });
    }
    Some(len)
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

/// Digits glued to a year: `187768` is 1877 and a call 68.
fn year(text: &str, at: usize, run: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let first: u32 = text[at..at + 4].parse().ok()?;
    let is_glued = text[..at]
        .ends_with(|c: char| !c.is_whitespace() && !matches!(c, '(' | '“' | '—' | '–' | '‘' | '"'));
    if run == 4 || !(1000..2100).contains(&first) || is_glued {
        return Some(run);
    }
    let value: u32 = text[at + 4..at + run].parse().ok()?;
    if value > 0 && !text[at + 4..].starts_with('0') {
        found.push(Candidate {
            range: at + 4..at + run,
            value,
            weight: 2.0,
            stand: Stand::Year,
            blank: 0,
        });
    }
    Some(run)
}

/// How a number at `at` is glued to what stands before it.
fn glue(text: &str, at: usize, before: Option<char>) -> Option<Stand> {
    let c = before?;
    if c.is_alphabetic() {
        return Some(Stand::Word);
    }
    let closing = matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '”'
            | '’'
            | '"'
            | '\''
            | ')'
            | ']'
            | '»'
            | '›'
            | '…'
            | '—'
            | '–'
            | '-'
            | '“'
            | '‘'
    );
    let opening = matches!(c, '“' | '‘' | '—' | '–' | '-' | '\'' | '"')
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
        _ => -0.5,
    }
}

/// What a number before the stop says. A year may end a sentence or a clause; `9.5`, `32.50` and `A2.1` are one number each,
/// unless a new sentence begins behind it.
fn decimal_weight(before: &str, rest: &str) -> f32 {
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &before[head.len()..];
    let is_year = number.len() == 4 && (1000..2100).contains(&number.parse().unwrap_or(0));
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

/// What stands after a candidate: a call is followed by a blank, a stop, a quotation mark or the end.
fn tail_weight(text: &str, end: usize, stand: Stand) -> f32 {
    let rest = &text[end..];
    match rest.chars().next() {
        None => 0.5,
        Some(c) if c.is_whitespace() => 0.5,
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '’' | '"' | '—' | '»' | ']' | '…') => {
            0.0
        }
        Some(c) if c.is_uppercase() && stand == Stand::Stop => -0.5,
        Some(c)
            if c.is_alphabetic() && matches!(rest.get(..2), Some("st" | "nd" | "rd" | "th")) =>
        {
            -4.0
        }
        Some(c) if c.is_alphabetic() => -1.5,
        Some(_) => -1.5,
    }
}

/// What speaks for a number that stands free.
fn stray(text: &str, at: usize, end: usize) -> f32 {
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
        '.' | '!' | '?' | '”' | '’' | ';' | ':' | ',' | ')' => -1.5,
        c if c.is_alphabetic() => -3.0,
        _ => -4.5,
    };
    weight -= if is_first { 1.5 } else { 0.0 };
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

/// Letters that may be digits, at the end of a word or after a stop.
fn misread(
    text: &str,
    at: usize,
    counts: &HashMap<&str, u32>,
    lexicon: &Lexicon,
) -> Option<Candidate> {
    let (value, letters, len) = marks::number(&text[at..])?;
    let end = at + len;
    if text[end..].starts_with(|c: char| c.is_alphanumeric()) || value == 0 || len > 3 {
        return None;
    }
    let weight = match text[..at].chars().next_back()? {
        c if c.is_alphabetic() => {
            let stem = word_before(text, at);
            let whole = &text[at - stem.len()..end];
            let is_new = counts.get(whole).copied().unwrap_or(0) <= 2 && !lexicon.is_known(whole);
            let is_word = counts.get(stem).copied().unwrap_or(0) > 0 || letters < 9;
            if stem.chars().count() < 3 || !is_new || !stem.ends_with(char::is_lowercase) {
                return None;
            }
            let known = if is_word { 1.0 } else { -1.5 };
            if letters < 9 { 1.5 } else { known - 2.0 }
        }
        '.' | ',' | ';' | ':' | '!' | '?' | '”' | '’' | ')' | '"' => {
            if letters < 9 {
                2.0
            } else {
                0.5
            }
        }
        _ => return None,
    };
    Some(Candidate {
        range: at..end,
        value,
        weight,
        stand: Stand::Misread,
        blank: 0,
    })
}

/// How often each word stands in a text.
fn counts(text: &str) -> HashMap<&str, u32> {
    let mut counts = HashMap::default();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

/// The letters that end at `at`.
fn word_before(text: &str, at: usize) -> &str {
    let head = &text[..at];
    &head[head.trim_end_matches(|c: char| c.is_alphabetic()).len()..]
}

/// Whether nothing else stands in the lines of a range.
fn is_own_line(text: &str, start: usize, end: usize) -> bool {
    let head = text[..start].trim_end_matches([' ', '\t']);
    let tail = text[end..].trim_start_matches([' ', '\t', '\r']);
    head.ends_with('\n') && (tail.is_empty() || tail.starts_with('\n'))
}

/// Bytes of blanks before a candidate, line ends included.
fn blanks_before(text: &str, at: usize) -> usize {
    at - text[..at].trim_end().len()
}
