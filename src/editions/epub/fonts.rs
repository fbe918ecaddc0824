//! Fonts. In: the family and the characters that the book uses. Out: their files and the rules that name them.

use super::volume::{File, Volume};

/// The rules for the head of the style sheet, and the files.
pub(super) fn style(_volume: &Volume<'_>) -> (String, Vec<File>) {
    (String::new(), Vec::new())
}
