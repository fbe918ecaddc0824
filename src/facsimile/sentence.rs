//! How lines begin and end. In: a row's words. Out: [`End`] and [`Start`].

use super::rows::Row;
use crate::galley::Label;
use crate::language::Language;

/// How a line ends, calls of notes and closing quotation marks aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// `. ? ! …`
    Sentence,
    /// A stop that belongs to an abbreviation.
    Abbreviation,
    /// `:`
    Colon,
    /// `, ;` or a dash.
    Comma,
    /// A hyphen.
    Hyphen,
    /// Anything else.
    Letter,
}

/// How a line begins, opening quotation marks and brackets aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Upper,
    Lower,
    Number,
    /// A dash or hyphen that opens speech, or a bullet.
    Dash,
}

impl End {
    /// Reads the end of a row.
    pub fn of(text: &str) -> End {
        let bare = without_call(text.trim_end());
        let bare = bare.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace());
        let bare = without_call(bare);
        match bare.chars().next_back() {
            Some('?' | '!' | '…') => End::Sentence,
            Some('.') if is_abbreviation(bare) => End::Abbreviation,
            Some('.') => End::Sentence,
            Some(':') => End::Colon,
            Some('—' | '–') if bare.trim_end_matches(['—', '–']).ends_with(':') => {
                End::Colon
            }
            Some(',' | ';' | '—' | '–') => End::Comma,
            Some('-' | '‐' | '\u{ad}') => End::Hyphen,
            _ => End::Letter,
        }
    }
}

fn is_closing(c: char) -> bool {
    is_quote(c) || matches!(c, ')' | ']')
}

/// Whether a mark opens quotations in one language and closes them in another.
fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '«' | '“' | '‘' | '›' | '‹'
    )
}

/// Bytes of a call with its brackets at the most: four, or signs of three bytes each, are looked at.
const NEAR: usize = 8;

/// Takes off what may be the call of a note: digits or a symbol glued to the text, or a number in brackets.
fn without_call(text: &str) -> &str {
    // What is longer is no call.
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(NEAR))..];
    if text.ends_with([']', ')'])
        && let Some(open) = near.rfind(['[', '('])
    {
        let open = text.len() - near.len() + open;
        let inner = &text[open + 1..text.len() - 1];
        if !inner.is_empty() && inner.len() <= 4 && inner.chars().all(is_call_sign) {
            return text[..open].trim_end();
        }
    }
    let bare = text.trim_end_matches(is_call_sign);
    let sign = text.len() - bare.len();
    let is_glued = bare.ends_with(|c: char| !c.is_whitespace() && !c.is_alphanumeric());
    // `80–81`: a range.
    let before = bare.strip_suffix(['-', '–']);
    let is_range = before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    let is_call = sign > 0 && sign <= 6 && is_glued && !is_range;
    if is_call { bare } else { text }
}

fn is_call_sign(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '*' | '∗' | '†' | '‡' | '§' | '¶' | '⁰' | '¹' | '²' | '³' | '⁴'..='⁹'
        )
}

fn is_abbreviation(text: &str) -> bool {
    let stem = text.trim_end_matches('.');
    if text.len() - stem.len() > 1 {
        return false;
    }
    let word = stem
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '—'))
        .next();
    let word = word.unwrap_or_default();
    let is_initial =
        word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    is_initial || Language::any().abbreviations.has(&word.to_lowercase())
}

impl Start {
    /// Reads the beginning of a row.
    pub fn of(text: &str) -> Start {
        let opens = |c: char| is_quote(c) || matches!(c, '„' | '‚' | '(' | '[' | '¿' | '¡');
        let bare = text.trim_start_matches(|c: char| c.is_whitespace() || opens(c));
        let mut chars = bare.chars();
        match chars.next() {
            // A bullet; a dash before a small letter is inside speech.
            Some('•' | '‣' | '*') if chars.as_str().starts_with(' ') => Start::Dash,
            Some('-' | '–' | '—' | '•' | '‣' | '·' | '*') => {
                let next = chars.find(|c| c.is_alphanumeric());
                if next.is_some_and(char::is_lowercase) {
                    Start::Lower
                } else {
                    Start::Dash
                }
            }
            Some(c) if c.is_numeric() => Start::Number,
            Some(c) if c.is_uppercase() => Start::Upper,
            Some(c) if c.is_alphabetic() && !c.is_lowercase() => Start::Upper,
            _ => Start::Lower,
        }
    }
}

/// From so many small beginnings of sentences on, and so many to one capital, a text writes them small.
const SMALL_TEXT: (usize, usize) = (8, 9);

/// Where sentences begin with small letters, one behind a sentence's end is what a capital is elsewhere.
pub(crate) fn raise(rows: &mut [Row]) {
    let (mut small, mut capital) = (0, 0);
    for row in rows.iter().filter(|row| row.label == Label::Body) {
        for next in beginnings(&row.text) {
            small += usize::from(next == Start::Lower);
            capital += usize::from(next == Start::Upper);
        }
    }
    if small < SMALL_TEXT.0 || small < SMALL_TEXT.1 * capital {
        return;
    }
    for at in 1..rows.len() {
        if rows[at - 1].closes == End::Sentence && rows[at].opens == Start::Lower {
            rows[at].opens = Start::Upper;
        }
    }
}

/// How the sentences begin that a line has behind another's full stop; `Ah! he said` begins none.
fn beginnings(text: &str) -> impl Iterator<Item = Start> {
    let stops = text.match_indices(". ").filter(|(at, _)| {
        End::of(&text[..=*at]) == End::Sentence && !text[..*at].ends_with(['.', ' '])
    });
    stops
        .map(|(at, stop)| &text[at + stop.len()..])
        .filter(|rest| rest.starts_with(char::is_alphabetic))
        .map(Start::of)
}

/// How well a line goes on in another, as a natural logarithm, by how they end and begin.
pub(crate) fn fit(last: &str, next: &str) -> f32 {
    fit_ends(End::of(last), Start::of(next))
}

/// The same of a row that ends, and one that begins, so.
pub(crate) fn fit_ends(end: End, start: Start) -> f32 {
    match (end, start) {
        (End::Sentence, Start::Lower) => -5.0,
        (End::Hyphen, Start::Lower) => 1.0,
        (End::Hyphen, _) => -3.0,
        (End::Sentence, _) => 0.7,
        (End::Letter | End::Comma, Start::Lower) => 1.0,
        (End::Letter | End::Comma, Start::Upper) => -1.5,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_ends_in_no_call() {
        assert_eq!(End::of("ibid page 80–81"), End::Letter);
        assert_eq!(End::of("as he said.81"), End::Sentence);
    }

    #[test]
    fn ends_see_through_calls_and_quotes() {
        assert_eq!(End::of("the soviets.”17"), End::Sentence);
        assert_eq!(End::of("am Wehr.«"), End::Sentence);
        assert_eq!(End::of("in the year 1914"), End::Letter);
        assert_eq!(End::of("as he said (see Mr."), End::Abbreviation);
        assert_eq!(End::of("the call.[3]"), End::Sentence);
        assert_eq!(End::of("wilderness;1"), End::Comma);
        assert_eq!(End::of("as follows:—"), End::Colon);
    }

    #[test]
    fn sentences_begin_behind_full_stops() {
        let starts = |text| beginnings(text).collect::<Vec<_>>();
        assert_eq!(
            starts("it fell. the weir. The mill"),
            [Start::Lower, Start::Upper]
        );
        assert!(starts("oh! he said, and so on ... and Mr. Lowe. 12 men").is_empty());
    }

    #[test]
    fn starts_see_through_quotes() {
        assert_eq!(Start::of("“Then he"), Start::Upper);
        assert_eq!(Start::of("»Aber ich"), Start::Upper);
        assert_eq!(Start::of("»Der Müller"), Start::Upper);
        assert_eq!(Start::of("-¿Sabes que"), Start::Dash);
        assert_eq!(Start::of("-dijo él"), Start::Lower);
        assert_eq!(Start::of("* the lower weir"), Start::Dash);
        assert_eq!(Start::of("18 days later"), Start::Number);
    }
}
