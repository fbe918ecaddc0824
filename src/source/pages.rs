//! Where pages end. In: a source's text. Out: the byte ranges that stand for page turns.

use std::ops::Range;

/// The page turns of a text: form feeds, or, where there are none, the leading spaces that stand where form feeds were.
///
/// Some extractors write one blank at the head of each page. That is taken for page turns only when it is regular: at
/// least three lines begin with exactly one blank, they are at most one line in ten, and either the text's first line
/// is one and no line is indented deeper, or they stand at about equal distances.
#[must_use]
pub fn turns(text: &str) -> Vec<Range<usize>> {
    let feeds = feeds(text);
    if feeds.is_empty() {
        leading_spaces(text)
    } else {
        feeds
    }
}

/// The longest page, in bytes.
const LONGEST_PAGE: usize = 12_000;

/// The form feeds. Those inside a line are page turns only where there are enough of them for pages, and more than at the
/// ends of lines: else they stand for glyphs that an extractor could not name.
fn feeds(text: &str) -> Vec<Range<usize>> {
    let feeds = text.match_indices('\u{c}').map(|(at, _)| at..at + 1);
    let is_edge = |c: Option<char>| c.is_none_or(|c| matches!(c, '\n' | '\u{c}'));
    let is_inner = |feed: &Range<usize>| {
        let before = text[..feed.start].chars().next_back();
        !is_edge(before) && !is_edge(text[feed.end..].chars().next())
    };
    let (inner, mut outer): (Vec<_>, Vec<_>) = feeds.partition(is_inner);
    if inner.len() > outer.len() && text.len() / inner.len() < LONGEST_PAGE {
        outer.extend(inner);
        outer.sort_by_key(|feed| feed.start);
    }
    outer
}

fn leading_spaces(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let (mut lines, mut indented) = (0, 0);
    let mut turns = Vec::new();
    for line in text.split_inclusive('\n') {
        let is_indented = line.starts_with(' ') && line[1..].starts_with([' ', '\t']);
        if line.starts_with(' ') && !is_indented && line.len() > 1 {
            turns.push(at..at + 1);
        }
        indented += usize::from(is_indented);
        lines += usize::from(!line.trim().is_empty());
        at += line.len();
    }
    let is_marked = text.starts_with(' ') && indented * 50 <= lines;
    let is_regular =
        turns.len() >= 3 && turns.len() * 10 <= lines && (is_marked || is_even(&turns));
    if is_regular { turns } else { Vec::new() }
}

/// Whether four in five distances are between 0.6 and 1.5 times the median, and the median can be a page.
fn is_even(turns: &[Range<usize>]) -> bool {
    let mut gaps: Vec<usize> = turns.windows(2).map(|w| w[1].start - w[0].start).collect();
    gaps.sort_unstable();
    let median = gaps[gaps.len() / 2];
    let near = gaps
        .iter()
        .filter(|&&g| g * 5 >= median * 3 && g * 2 <= median * 3);
    median >= 700 && near.count() * 5 >= gaps.len() * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_feeds_are_page_turns() {
        assert_eq!(turns("a\n\u{c}b\n\u{c}"), [2..3, 5..6]);
    }

    #[test]
    fn a_form_feed_for_a_glyph_is_no_page_turn() {
        assert_eq!(turns("a\u{c}b\n\u{c}c\nd\n\u{c}e\n"), [4..5, 9..10]);
        assert_eq!(turns("a.\u{c}b.\u{c}c."), [2..3, 5..6]);
        assert!(turns(&format!("a\u{c}b {}", "mill ".repeat(3000))).is_empty());
    }

    #[test]
    fn a_few_indents_are_no_page_turns() {
        assert!(turns(" one\ntwo\n three\nfour\n").is_empty());
    }
}
