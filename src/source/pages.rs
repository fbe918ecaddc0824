//! Where pages end. In: a source's text. Out: the byte ranges that stand for page turns.

use std::ops::Range;

/// The page turns of a text: form feeds, or, where there are none, the leading spaces that stand where form feeds were.
///
/// Some extractors write one blank at the head of each page. That is taken for page turns only when it is regular: at
/// least three lines begin with exactly one blank, they are at most one line in ten, and either the text's first line
/// is one and no line is indented deeper, or they stand at about equal distances. Of long lines a page has few: there one
/// in five may be, if the text's first line is and each of the others stands under a note or a number. Lines that stand nearer
/// to one another than pages do are none: an extractor may put a blank before the number of a note.
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
    let (mut turns, mut footed, mut above) = (Vec::new(), 0, "");
    for line in text.split_inclusive('\n') {
        let is_indented = line.starts_with(' ') && line[1..].starts_with([' ', '\t']);
        if line.starts_with(' ') && !is_indented && line.len() > 1 {
            turns.push(at..at + 1);
            footed += usize::from(is_foot(above));
        }
        if !line.trim().is_empty() {
            above = line;
        }
        indented += usize::from(is_indented);
        lines += usize::from(!line.trim().is_empty());
        at += line.len();
    }
    let is_marked = text.starts_with(' ') && indented * 50 <= lines;
    if turns.len() < 3 || are_near(&turns) {
        return Vec::new();
    }
    let is_rare = turns.len() * 10 <= lines && (is_marked || is_even(&turns));
    let is_footed = is_marked && footed + 1 == turns.len();
    let is_page_long = turns.len() * 5 <= lines && turns.len() * LEAST_FOOTED <= text.len();
    if is_rare || is_footed && is_page_long {
        turns
    } else {
        Vec::new()
    }
}

/// The shortest page, in bytes; and the mean of pages that end with notes, the last of which may be nearly empty.
const LEAST_PAGE: usize = 700;
const LEAST_FOOTED: usize = 400;

/// No page is so short, in bytes; a nearly empty one may be.
const NO_PAGE: usize = 200;
/// More than one in so many that are shorter are too many: what begins with a blank is something else, notes or heads.
const FEW: usize = 8;

/// Whether lines stand nearer to one another than pages do.
fn are_near(turns: &[Range<usize>]) -> bool {
    let gaps = turns.windows(2).map(|w| w[1].start - w[0].start);
    gaps.filter(|&gap| gap < NO_PAGE).count() * FEW > turns.len()
}

/// Whether a line may be the last of a page's foot: a note, or a page's number.
fn is_foot(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'))
}

/// Whether four in five distances are between 0.6 and 1.5 times the median, and the median can be a page.
fn is_even(turns: &[Range<usize>]) -> bool {
    let mut gaps: Vec<usize> = turns.windows(2).map(|w| w[1].start - w[0].start).collect();
    gaps.sort_unstable();
    let median = gaps[gaps.len() / 2];
    let near = gaps
        .iter()
        .filter(|&&g| g * 5 >= median * 3 && g * 2 <= median * 3);
    median >= LEAST_PAGE && near.count() * 5 >= gaps.len() * 4
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
    fn of_long_lines_a_page_has_few() {
        let words = "the ferry lay at the wharf and nobody had the key ".repeat(3) + "\n";
        let words = words.repeat(4);
        let page = |foot: &str| format!(" Of ferries\n{words}\n{foot} Logbook\n");
        assert_eq!(turns(&page("7").repeat(3)).len(), 3);
        assert!(turns(&page("See the").repeat(3)).is_empty());
    }

    #[test]
    fn what_stands_nearer_than_pages_do_is_no_page_turn() {
        let words = "the ferry lay at the wharf and nobody had the key\n".repeat(30);
        let page = |foot: &str| format!(" Of ferries\n{words}{foot}");
        assert_eq!(turns(&page("").repeat(4)).len(), 4);
        assert!(turns(&page(" 1 Ibid.\n 2 Bremm, 12.\n").repeat(4)).is_empty());
    }

    #[test]
    fn a_few_indents_are_no_page_turns() {
        assert!(turns(" one\ntwo\n three\nfour\n").is_empty());
    }
}
