//! Signs that scans show in the place of raised figures: `1` as a quotation mark, `0` as a degree, `6` as `®`. In:
//! characters, and the text before them. Out: whether they are such signs, and whether a quotation is open that a mark closes.

/// Bytes before a quotation mark in which the mark is looked for that it closes: a paragraph or so.
const REACH: usize = 1500;

/// Whether a sign stands in no prose by itself: what else but a figure was it?
#[must_use]
pub(crate) fn is_odd(c: char) -> bool {
    matches!(
        c,
        '*' | '°'
            | 'º'
            | 'ª'
            | '®'
            | '™'
            | '©'
            | '^'
            | '¢'
            | '¥'
            | '£'
            | '$'
            | '<'
            | '>'
            | '~'
            | '|'
            | '§'
            | '†'
            | '‡'
    )
}

/// Whether a sign is a quotation mark or an apostrophe.
#[must_use]
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '"' | '”' | '“' | '`' | '´')
}

/// Whether a quotation is open at the end of a text that a mark may close.
#[must_use]
pub(crate) fn is_open(before: &str, mark: char) -> bool {
    let window = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    let last = |marks: &[char]| window.rfind(marks).map_or(0, |at| at + 1);
    match mark {
        '’' | '\'' | '`' | '´' => last(&['‘']) > last_closing(window),
        '”' => last(&['“', '„']) > last(&['”']) || opens_straight(window),
        '"' => last(&['“', '„']) > last(&['”']) || opens_straight(window),
        _ => false,
    }
}

/// Whether the last straight mark of a text opens a quotation: a blank stands before it, none behind it.
fn opens_straight(text: &str) -> bool {
    text.rfind('"').is_some_and(|at| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        (before.is_empty() || before.ends_with([' ', '\n', '(', '—']))
            && after.starts_with(|c: char| !c.is_whitespace())
    })
}

/// Where the last single mark stands that is no apostrophe, one more than its byte.
fn last_closing(text: &str) -> usize {
    let closes =
        |&(at, mark): &(usize, &str)| !text[at + mark.len()..].starts_with(char::is_alphabetic);
    text.rmatch_indices('’')
        .find(closes)
        .map_or(0, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_closes_what_is_open() {
        assert!(is_open("He said: “The weir is dry.", '”'));
        assert!(!is_open("He said: “The weir is dry.” And went.", '”'));
        assert!(!is_open("the miller’s wife went", '’'));
        assert!(is_open("he wrote ‘the miller’s wife", '’'));
        assert!(is_open("he wrote \"the mill", '"'));
        assert!(!is_open("he wrote \"the mill\" and", '"'));
    }
}
