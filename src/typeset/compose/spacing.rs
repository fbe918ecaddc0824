//! Spaces that belong to a sign. In: a text as written. Out: the text with fixed spaces where a line must not end: before
//! a spaced sign, as the French write them, inside guillemets, and after the dash that opens a line of dialogue.

use std::borrow::Cow;

/// The narrow space before a semicolon, an exclamation or a question mark.
const NARROW: char = '\u{202f}';
/// A space of a word's width at which no line ends.
const FIXED: char = '\u{a0}';

/// Makes spaces fixed. `opens` says that the text opens a paragraph.
#[must_use]
pub(super) fn fixed_spaces(text: &str, opens: bool) -> Cow<'_, str> {
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_opening_dash = opens && matches!(made.as_str(), "–" | "—");
        let set = match (c, before, chars.peek()) {
            (' ' | FIXED, _, Some(';' | '!' | '?')) => NARROW,
            (' ', _, Some(':' | '»')) | (' ', Some('«'), _) => FIXED,
            (' ', ..) if is_opening_dash => FIXED,
            _ => c,
        };
        made.push(set);
        before = Some(c);
    }
    Cow::Owned(made)
}

#[cfg(test)]
mod tests {
    use super::fixed_spaces;

    /// `·` for a narrow space, `_` for a fixed one.
    fn shown(text: &str) -> String {
        fixed_spaces(text, true)
            .replace('\u{202f}', "·")
            .replace('\u{a0}', "_")
    }

    #[test]
    fn signs_keep_their_spaces() {
        assert_eq!(shown("Ah ! dit-il ; quoi ?"), "Ah·! dit-il·; quoi·?");
        assert_eq!(
            shown("Il dit : « non ». Si !..."),
            "Il dit_: «_non_». Si·!..."
        );
        assert_eq!(shown("– Non – oui."), "–_Non – oui.");
        assert_eq!(
            shown("plain words, as they are"),
            "plain words, as they are"
        );
    }
}
