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

/// The token that some bytes of a text stand in.
pub(super) fn around(text: &str, at: Range<usize>) -> &str {
    let start = text[..at.start].rfind(char::is_whitespace);
    let start = start.map_or(0, |blank| {
        blank + text[blank..].chars().next().map_or(0, char::len_utf8)
    });
    let end = text[at.end..].find(char::is_whitespace);
    &text[start..end.map_or(text.len(), |end| at.end + end)]
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
        assert_eq!(around("see a/b/TheLock now", 8..15), "a/b/TheLock");
    }
}
