//! Addresses on the net. In: a token, or a place in a text. Out: whether it is an address, or a part of one: what stands in
//! it was never prose.

use std::ops::Range;

/// Whether a token is an address, or what a line's end left of one.
pub(super) fn is_address(token: &str) -> bool {
    // Nearly all tokens have no sign of any.
    if !token.contains(['/', '@', '.', ':']) {
        return false;
    }
    let is_handle = token.contains("10.") && token.contains('/');
    let is_path = token.matches('/').count() > 1;
    let signs = ["://", "www.", "@", "doi:"];
    is_handle || is_path || signs.iter().any(|sign| token.contains(sign))
}

/// The tokens of a text, for words that come in their order. A token may be a whole book of words: it is judged once.
pub(super) struct Tokens<'t> {
    text: &'t str,
    /// The last one, and whether it is an address.
    last: Range<usize>,
    is_address: bool,
}

impl<'t> Tokens<'t> {
    pub fn of(text: &'t str) -> Tokens<'t> {
        Tokens {
            text,
            last: 0..0,
            is_address: false,
        }
    }

    /// Whether a word stands in an address.
    pub fn hold_in_address(&mut self, word: &Range<usize>) -> bool {
        if word.start < self.last.start || self.last.end < word.end {
            self.last = around(self.text, word.clone());
            self.is_address = is_address(&self.text[self.last.clone()]);
        }
        self.is_address
    }
}

/// The token that some bytes of a text stand in.
fn around(text: &str, at: Range<usize>) -> Range<usize> {
    let start = text[..at.start].rfind(char::is_whitespace);
    let start = start.map_or(0, |blank| {
        blank + text[blank..].chars().next().map_or(0, char::len_utf8)
    });
    let end = text[at.end..].find(char::is_whitespace);
    start..end.map_or(text.len(), |end| at.end + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_words() {
        for token in [
            "https://example.org/TheRiver",
            "www.example.org",
            "the.clerk@example.org",
            "(doi:10.1000/182.A3)",
            "mills/rivers/TheLock.html",
        ] {
            assert!(is_address(token), "{token}");
        }
        for token in ["and/or", "fire.The", "1/2", "themill"] {
            assert!(!is_address(token), "{token}");
        }
        let mut tokens = Tokens::of("see a/b/TheLock now");
        assert_eq!(around(tokens.text, 8..15), 4..15);
        let words = [0..3, 4..5, 8..15, 16..19];
        let in_address = words.map(|word| tokens.hold_in_address(&word));
        assert_eq!(in_address, [false, true, true, false]);
    }
}
