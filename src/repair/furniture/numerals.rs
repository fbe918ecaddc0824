//! Page numbers as printed. In: the text of a line. Out: the number it is, or that stands at one of its ends.

use crate::lexicon::lowered;
use std::ops::Range;

/// How a page number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Numeral {
    Arabic,
    Roman,
    /// Roman in capitals: chapters, oftener than pages.
    Capital,
}

/// A number at an end of a line, and the words beside it. Ranges are bytes of the line's trimmed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    pub numeral: Numeral,
    pub value: u32,
    /// The number with what adorns it.
    pub folio: Range<usize>,
    /// The rest of the line; empty where the number stands alone.
    pub words: Range<usize>,
}

/// The longest roman folio is lxxxviii; front matter does not reach 200 pages.
const LAST_ROMAN: u32 = 200;

/// The number that a token is, adornments (`- 5 -`, `[5]`, `5.`) aside.
fn number(token: &str) -> Option<(Numeral, u32)> {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || bare.len() > 8 || !token.chars().all(is_folio_char) {
        return None;
    }
    if bare.bytes().all(|b| b.is_ascii_digit()) {
        let value = bare.parse().ok().filter(|_| bare.len() <= 4)?;
        return Some((Numeral::Arabic, value));
    }
    let value = roman(bare).filter(|&v| v <= LAST_ROMAN)?;
    let is_capital = bare.starts_with(|c: char| c.is_ascii_uppercase());
    let numeral = if is_capital {
        Numeral::Capital
    } else {
        Numeral::Roman
    };
    Some((numeral, value))
}

fn is_folio_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '-' | '–' | '—' | '[' | ']' | '(' | ')' | '|' | '.' | '·' | '•' | '*' | '~'
        )
}

/// The value of a well-formed roman numeral, all lower or all upper case.
pub(in crate::repair) fn roman(text: &str) -> Option<u32> {
    const STEPS: [(&str, u32); 9] = [
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    if !text.bytes().all(|b| b"ivxlcdmIVXLCDM".contains(&b)) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    if lower != text && text.to_ascii_uppercase() != text {
        return None;
    }
    let (mut rest, mut value) = (lower.as_str(), 0);
    for (sign, worth) in STEPS {
        let most = if sign.len() == 1 && worth != 5 && worth != 50 {
            3
        } else {
            1
        };
        for _ in 0..most {
            let Some(shorter) = rest.strip_prefix(sign) else {
                break;
            };
            rest = shorter;
            value += worth;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// Words before the number of a page, without their stop.
const PAGE_WORDS: [&str; 11] = [
    "page", "pg", "p", "seite", "s", "página", "pagina", "pág", "pag", "sida", "str",
];

/// The number alone on a line: `12`, `– 12 –`, `- 12 -`, `[12]`, `xii`, `Page 12`, `[p. 12]`.
pub(super) fn alone(text: &str) -> Option<Numbered> {
    let whole = |(numeral, value)| Numbered {
        numeral,
        value,
        folio: 0..text.len(),
        words: text.len()..text.len(),
    };
    if let Some(mark) = named(text) {
        return Some(whole((Numeral::Arabic, mark)));
    }
    let bare = page_word(text).unwrap_or(text);
    // Nearly all lines are words.
    if !bare.chars().all(|c| is_folio_char(c) || c.is_whitespace()) {
        return None;
    }
    let close: String = bare.split_whitespace().collect();
    number(&close).map(whole)
}

/// What follows the word for a page that a text begins with.
fn page_word(text: &str) -> Option<&str> {
    let close = text.find(|c: char| !c.is_alphabetic())?;
    let word = lowered(&text[..close]);
    let rest = text[close..].trim_start_matches(['.', ':', ' ', '\u{a0}']);
    PAGE_WORDS.contains(&&*word).then_some(rest)
}

/// The number of a page that is named as one, whatever signs stand around it: `Page 12`, `## p. 7 (#23) ####`,
/// `--- Page 3 of 40 ---`.
pub(super) fn named(text: &str) -> Option<u32> {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let rest = page_word(inner)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (digits, after) = rest.split_at(digits);
    let is_all = !after.replace(" of ", " ").contains(char::is_alphabetic);
    digits.parse().ok().filter(|_| digits.len() <= 4 && is_all)
}

/// Whether signs stand on both sides of the number of a page that is named as one: a program wrote it.
pub(super) fn is_set_off(text: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',' | ' ');
    named(text).is_some() && text.starts_with(is_sign) && text.ends_with(is_sign)
}

/// The number that begins a line, with words after it.
pub(super) fn leading(text: &str) -> Option<Numbered> {
    let end = text.find(char::is_whitespace)?;
    let (numeral, value) = number(&text[..end])?;
    let words = text.len() - text[end..].trim_start().len();
    Some(Numbered {
        numeral,
        value,
        folio: 0..end,
        words: words..text.len(),
    })
}

/// The number that begins a line, with the words of the next page joined to it: `12the`, `– 12 –The`.
pub(super) fn joined(text: &str) -> Option<Numbered> {
    const DASHES: [char; 3] = ['-', '–', '—'];
    let inner = text.strip_prefix(DASHES).map(str::trim_start);
    let digits = inner.unwrap_or(text);
    let len = digits.len()
        - digits
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let value = digits[..len].parse().ok().filter(|_| len <= 4)?;
    let rest = &digits[len..];
    let words = match inner {
        Some(_) => rest.trim_start().strip_prefix(DASHES)?,
        None => rest,
    };
    let end = text.len() - words.len();
    let is_joined = words.starts_with(|c: char| !c.is_whitespace() && !c.is_ascii_punctuation());
    (is_joined && !is_ordinal(words)).then_some(Numbered {
        numeral: Numeral::Arabic,
        value,
        folio: 0..end,
        words: end..text.len(),
    })
}

/// Whether the letters behind a number make it an ordinal: `5th`, `3d.`, `1er,`.
fn is_ordinal(words: &str) -> bool {
    let close = words.find(|c: char| !c.is_alphabetic());
    let (ending, rest) = words.split_at(close.unwrap_or(words.len()));
    matches!(ending, "st" | "nd" | "rd" | "th")
        || ending.chars().count() <= 3 && rest.starts_with(['.', ','])
}

/// The number that ends a line, with words before it.
pub(super) fn trailing(text: &str) -> Option<Numbered> {
    let blank = text.rfind(char::is_whitespace)?;
    let start = text.len() - text[blank..].trim_start().len();
    let (numeral, value) = number(&text[start..])?;
    Some(Numbered {
        numeral,
        value,
        folio: start..text.len(),
        words: 0..text[..start].trim_end().len(),
    })
}

/// The number that is joined to the last word of a line: `The Title12`.
pub(super) fn behind(text: &str) -> Option<Numbered> {
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let value = text[words.len()..].parse().ok()?;
    let is_joined = words.ends_with(char::is_alphabetic) && text.len() - words.len() <= 4;
    is_joined.then_some(Numbered {
        numeral: Numeral::Arabic,
        value,
        folio: words.len()..text.len(),
        words: 0..words.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_must_be_well_formed() {
        assert_eq!(roman("xiv"), Some(14));
        assert_eq!(roman("LXXXVIII"), Some(88));
        assert_eq!(roman("iiii"), None);
        assert_eq!(roman("Mix"), None);
    }

    #[test]
    fn numbers_stand_alone_or_at_an_end() {
        assert_eq!(alone("– 12 –").map(|n| n.value), Some(12));
        assert_eq!(alone("12 men"), None);
        assert_eq!(alone("[p. 12]").map(|n| n.value), Some(12));
        assert_eq!(alone("## p. 7 (#23) ####").map(|n| n.value), Some(7));
        assert_eq!(alone("Page 3 of 40").map(|n| n.value), Some(3));
        assert_eq!(alone("page 3 is torn"), None);
        assert!(is_set_off("--- Page 3 ---") && !is_set_off("Page 3"));
        assert_eq!(trailing("The Title 7").map(|n| n.value), Some(7));
        assert_eq!(joined("– 12 –The next").map(|n| n.folio), Some(0..10));
        assert_eq!(joined("12the next").map(|n| n.value), Some(12));
        assert_eq!(joined("12 the next"), None);
        assert_eq!(joined("12th. The next"), None);
        assert_eq!(joined("1er, on vit"), None);
        assert_eq!(leading("8   The Author").map(|n| n.words), Some(4..14));
    }
}
