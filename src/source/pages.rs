//! Where pages end. In: a source's text. Out: the byte ranges that stand for page turns.

use std::ops::Range;

/// The page turns of a text: form feeds, or, where there are none, the leading spaces that stand where form feeds were.
///
/// Some extractors write one blank at the head of each page. That is taken for page turns only when it is regular: at
/// least three lines begin with exactly one blank, they are at most one line in ten, and the text's first line is one.
#[must_use]
pub fn turns(text: &str) -> Vec<Range<usize>> {
    let feeds: Vec<Range<usize>> = text
        .match_indices('\u{c}')
        .map(|(at, _)| at..at + 1)
        .collect();
    if feeds.is_empty() {
        leading_spaces(text)
    } else {
        feeds
    }
}

fn leading_spaces(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut lines = 0;
    let mut turns = Vec::new();
    for line in text.split_inclusive('\n') {
        let is_indented_once = line.starts_with(' ') && !line[1..].starts_with(char::is_whitespace);
        if is_indented_once && line.len() > 1 {
            turns.push(at..at + 1);
        }
        lines += usize::from(!line.trim().is_empty());
        at += line.len();
    }
    let is_regular = text.starts_with(' ') && turns.len() >= 3 && turns.len() * 10 <= lines;
    if is_regular { turns } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_feeds_are_page_turns() {
        assert_eq!(turns("a\n\u{c}b\n\u{c}"), [2..3, 5..6]);
    }

    #[test]
    fn a_few_indents_are_no_page_turns() {
        assert!(turns(" one\ntwo\n three\nfour\n").is_empty());
    }
}
