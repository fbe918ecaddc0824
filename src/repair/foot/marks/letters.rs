//! Letters that number notes: `a)`, `(b)`, `[c]`. In: the head of a text. Out: the letter's value, and the bytes of its label.

use super::SYMBOLS;

/// Values above are letters: `a` is one more, `b` two more.
pub const LETTERS: u32 = 2 * SYMBOLS;

/// The letters by which notes are counted, alphabet by alphabet; those with a mark over them are passed over.
const ALPHABETS: [&str; 3] = [
    "abcdefghijklmnopqrstuvwxyz",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзиклмнопрстуфхцчшщэюя",
];

/// The value of a letter.
#[must_use]
pub fn letter(c: char) -> Option<u32> {
    let rank = |letters: &&str| letters.chars().position(|letter| letter == c);
    let rank = ALPHABETS.iter().find_map(rank)?;
    Some(LETTERS + rank as u32 + 1)
}

/// A letter in brackets, or before half of them, at the head of a text: value and bytes.
#[must_use]
pub fn enclosed(text: &str) -> Option<(u32, usize)> {
    let inner = text.trim_start_matches(['(', '[']);
    let closes = match &text[..text.len() - inner.len()] {
        "" | "(" => ')',
        "[" => ']',
        _ => return None,
    };
    let c = inner.chars().next()?;
    let value = letter(c)?;
    let rest = inner[c.len_utf8()..].strip_prefix(closes)?;
    Some((value, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_in_brackets_only() {
        assert_eq!(enclosed("(b) The oar"), Some((LETTERS + 2, 3)));
        assert_eq!(enclosed("a) the oar"), Some((LETTERS + 1, 2)));
        assert_eq!(enclosed("в) Весло"), Some((LETTERS + 3, 3)));
        assert_eq!(enclosed("a. The oar"), None);
        assert_eq!(enclosed("[b) The oar"), None);
        assert_eq!(enclosed("ab) the oar"), None);
    }
}
