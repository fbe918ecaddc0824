//! What stands between two spaces and is too long for a word: data, addresses, text in a script without spaces. In: such a
//! text. Out: its [`Piece`]s, each of which is shaped by itself, and where these may be parted.
//!
//! Each place at which a word may be parted has the word before it and behind it shaped: for words that is little, for a
//! stretch of any length it would take the square of it.

use super::hyphenate::hard_ends;
use super::shape::Shaped;
use unicode_segmentation::UnicodeSegmentation;

/// A longer word, in bytes, is cut into pieces. The longest words of a language have less than a third of it.
pub(super) const LONGEST_WORD: usize = 240;
/// A longer piece between signs that part it is no word of a language, and may be parted after any letter.
const LONGEST_PIECE: usize = 120;

/// A piece of a long text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// What it says.
    pub text: &'t str,
    /// Whether it is part of a longer one, and may be parted anywhere; it ends where nothing else parts it.
    pub is_data: bool,
}

/// The pieces of a text: up to its hyphens, dashes and strokes, or, where these are far apart, up to some letter.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in hard_ends(text).chain([text.len()]) {
        let mut rest = &text[start..end];
        let is_data = rest.len() > LONGEST_PIECE;
        while !rest.is_empty() {
            let (text, behind) = rest.split_at(piece_end(rest));
            pieces.push(Piece { text, is_data });
            rest = behind;
        }
        start = end;
    }
    pieces
}

/// Where the first piece of a text ends: before the letter, with all its accents, that would make it too long.
fn piece_end(text: &str) -> usize {
    if text.len() <= LONGEST_PIECE {
        return text.len();
    }
    let window = &text[..text.floor_char_boundary(LONGEST_PIECE)];
    let last = window.grapheme_indices(true).next_back();
    last.map_or(
        window.len(),
        |(at, _)| if at > 0 { at } else { window.len() },
    )
}

/// The places between the letters of a piece as it is shaped, its first glyph at the left or, backwards, at the right: bytes,
/// glyphs and width before each. None inside a ligature.
pub(super) fn places(text: &str, shaped: &Shaped, is_backwards: bool) -> Vec<(usize, usize, i64)> {
    let mut edges = text.grapheme_indices(true).map(|(at, _)| at).peekable();
    let (mut bytes, mut width) = (0, 0);
    let mut places = Vec::new();
    let sorts = &shaped.sorts;
    let read = (0..sorts.len()).map(|at| match is_backwards {
        true => &sorts[sorts.len() - 1 - at],
        false => &sorts[at],
    });
    for (count, sort) in read.enumerate() {
        while edges.next_if(|&edge| edge < bytes).is_some() {}
        if count > 0 && sort.bytes > 0 && edges.peek() == Some(&bytes) {
            places.push((bytes, count, width));
        }
        bytes += usize::from(sort.bytes);
        width += i64::from(sort.advance);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_at_signs_and_else_at_letters() {
        let text = format!("war—and-peace/{}e\u{301}", "o".repeat(LONGEST_PIECE - 1));
        let made: Vec<(&str, bool)> = pieces(&text).iter().map(|p| (p.text, p.is_data)).collect();
        assert_eq!(
            made[..3],
            [("war—", false), ("and-", false), ("peace/", false)]
        );
        assert_eq!(
            made[3..],
            [("o".repeat(119).as_str(), true), ("e\u{301}", true)]
        );
    }

    proptest::proptest! {
        #[test]
        fn they_are_the_text_again(text in "[a-c/—e\u{301}\u{4e00}]{0,300}") {
            let made = pieces(&text);
            let all: String = made.iter().map(|piece| piece.text).collect();
            assert_eq!(all, text);
            assert!(made.iter().all(|piece| piece.text.len() <= LONGEST_PIECE));
        }
    }
}
