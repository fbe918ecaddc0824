//! Where words are broken. In: the text of a flow. Out: [`Break`]s, chained where a word runs over several lines.

use crate::lexicon::vocabulary::is_letter;
use std::ops::Range;

/// A word broken at a line end. All ranges are bytes of the flow's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Break {
    /// From the last blank to the hyphen.
    pub head: Range<usize>,
    /// The letters before the hyphen.
    pub first: Range<usize>,
    /// The hyphen itself.
    pub hyphen: Range<usize>,
    /// What stands on the next line up to its first blank; begins with a letter or digit.
    pub chunk: Range<usize>,
    /// The letters at its head.
    pub second: Range<usize>,
}

/// Whether a character at a line end may be a hyphen.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '¬')
}

/// All broken words, in order.
pub(super) fn chains(text: &str) -> Vec<Vec<Break>> {
    let mut chains: Vec<Vec<Break>> = Vec::new();
    let ends = text.match_indices('\n').map(|(at, _)| at);
    for found in ends.filter_map(|at| broken(text, at)) {
        let chain = chains.last_mut();
        match chain.and_then(|chain| Some((chain.last()?.chunk.end, chain))) {
            Some((end, chain)) if end == found.hyphen.end => chain.push(found),
            Some((end, _)) if end > found.hyphen.start => {}
            _ => chains.push(vec![found]),
        }
    }
    chains
}

/// The word broken at the line end at `end`, if one is.
fn broken(text: &str, end: usize) -> Option<Break> {
    let line = text[..end].trim_end_matches([' ', '\t', '\r']);
    let mark = line.chars().next_back().filter(|&c| is_hyphen(c))?;
    let hyphen = line.len() - mark.len_utf8()..line.len();
    let before = text[..hyphen.start].chars().next_back()?;
    if !is_letter(before) && !before.is_ascii_digit() {
        return None;
    }
    let rest = &text[end..];
    let start = end + (rest.len() - rest.trim_start().len());
    let is_word = text[start..].starts_with(|c: char| is_letter(c) || c.is_ascii_digit());
    // An empty line between is a paragraph's end unless the word goes on in lower case.
    let blank_lines = text[end..start].matches('\n').count() - 1;
    let goes_on = text[start..].starts_with(char::is_lowercase);
    if !is_word || blank_lines > 3 || (blank_lines > 0 && !goes_on) {
        return None;
    }
    let length = text[start..]
        .find(char::is_whitespace)
        .unwrap_or(text.len() - start);
    let chunk = start..start + length;
    let second = start
        ..start
            + text[chunk.clone()]
                .find(|c| !is_letter(c))
                .unwrap_or(length);
    let head = start_of_run(text, hyphen.start, |c| !c.is_whitespace())..hyphen.start;
    let first = start_of_run(text, hyphen.start, is_letter)..hyphen.start;
    Some(Break {
        head,
        first,
        hyphen,
        chunk,
        second,
    })
}

/// Where the run of such characters that ends at a byte begins.
pub(super) fn start_of_run(text: &str, end: usize, inside: impl Fn(char) -> bool) -> usize {
    let run = text[..end].chars().rev().take_while(|&c| inside(c));
    end - run.map(char::len_utf8).sum::<usize>()
}

/// The end of what moves with a chunk: the blanks after it, and the line end too if nothing else stands on its line.
pub(super) fn end_of_move(text: &str, chunk: &Range<usize>) -> usize {
    let rest = &text[chunk.end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let is_alone = rest[blanks..].starts_with(['\n', '\r']);
    match rest.find('\n') {
        Some(end) if is_alone => chunk.end + end + 1,
        _ => chunk.end + blanks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(text: &str) -> Vec<(&str, &str)> {
        let chains = chains(text);
        chains
            .iter()
            .flatten()
            .map(|b| (&text[b.first.clone()], &text[b.second.clone()]))
            .collect()
    }

    #[test]
    fn broken_words_are_found() {
        assert_eq!(halves("a liber-\ntarian, and\n"), [("liber", "tarian")]);
        assert_eq!(halves("half-a-\nquarter"), [("a", "quarter")]);
        assert_eq!(
            halves("anti-\nestablish-\nment x"),
            [("anti", "establish"), ("establish", "ment")]
        );
        assert_eq!(chains("anti-\nestablish-\nment x").len(), 1);
    }

    #[test]
    fn dashes_and_ends_are_no_broken_words() {
        assert!(halves("a dash -\nhere, and --\nhere, item-\n\nNew, end-\n").is_empty());
    }
}
