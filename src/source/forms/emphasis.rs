//! Marks around emphasised words. In: a text. Out: the [`Pair`]s of marks in it: `_italics_`, `=bold=`, `~spaced~`, and
//! the tags of Distributed Proofreaders.
//!
//! A sign is a mark only where nearly all of its kind make pairs: a file's name has underscores, a sum has `=`.

use crate::source::typography::Style;
use std::ops::Range;

/// Two marks and what they say of the words between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The opening mark.
    pub open: Range<usize>,
    /// The closing mark.
    pub close: Range<usize>,
    /// The words that are set so: without a comma or stop at their end, which belongs to the sentence.
    pub words: Range<usize>,
    /// How they are set.
    pub style: Style,
}

/// Signs, and what they stand for at Project Gutenberg.
const SIGNS: &[(char, Style)] = &[
    ('_', Style::ITALIC),
    ('=', Style::BOLD),
    // In German texts: letters set apart.
    ('~', Style::SPACED),
];

/// Tags of Distributed Proofreaders' formatting guidelines; a change of face that is nothing else has no style.
const TAGS: &[(&str, Style)] = &[
    ("i", Style::ITALIC),
    ("em", Style::ITALIC),
    ("b", Style::BOLD),
    ("sc", Style::SMALL_CAPITALS),
    ("g", Style::SPACED),
    ("f", Style::NONE),
    ("u", Style::ITALIC),
];

/// So many pairs at least to each sign that has no partner.
const PAIRS_PER_STRAY: usize = 10;
/// Where a sign makes fewer pairs than this, none may be longer than so many bytes, and none may be left over.
const FEW: (usize, usize) = (3, 160);

/// The longest passage between tags, in bytes.
const LONGEST: usize = 6_000;

/// All pairs of marks, in the order of the text; one inside another where they are of two kinds.
#[must_use]
pub fn pairs(text: &str) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for &(sign, style) in SIGNS {
        found.extend(of_sign(text, sign, style).unwrap_or_default());
    }
    for &(tag, style) in TAGS {
        found.extend(of_tag(text, tag, style));
    }
    found.sort_by_key(|pair| (pair.open.start, pair.close.end));
    found
}

/// Whether words of a text are marked for italics.
#[must_use]
pub fn is_marked(text: &str) -> bool {
    let has_signs = || of_sign(text, '_', Style::ITALIC).is_some_and(|pairs| !pairs.is_empty());
    let has_tags = || {
        let tags = TAGS.iter().take(4);
        tags.clone()
            .any(|&(tag, style)| !of_tag(text, tag, style).is_empty())
    };
    text.contains('_') && has_signs() || text.contains("</") && has_tags()
}

/// The pairs of a sign; none where too many have no partner.
fn of_sign(text: &str, sign: char, style: Style) -> Option<Vec<Pair>> {
    let (mut pairs, mut strays) = (Vec::new(), 0);
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        if paragraph.contains(sign) {
            strays += in_paragraph(text, at..at + paragraph.len(), (sign, style), &mut pairs);
        }
        at += paragraph.len() + 2;
    }
    let (few, longest) = FEW;
    let is_long = |pair: &Pair| pair.words.len() > longest;
    let is_doubtful = pairs.len() < few && (strays > 0 || pairs.iter().any(is_long));
    (!is_doubtful && strays * PAIRS_PER_STRAY <= pairs.len()).then_some(pairs)
}

/// Adds a paragraph's pairs; gives how many signs have no partner.
fn in_paragraph(
    text: &str,
    range: Range<usize>,
    (sign, style): (char, Style),
    pairs: &mut Vec<Pair>,
) -> usize {
    let (mut open, mut strays) = (None, 0);
    for (at, _) in text[range.clone()].match_indices(sign) {
        let mark = range.start + at..range.start + at + 1;
        let before = text[range.start..mark.start].chars().next_back();
        let after = text[mark.end..range.end].chars().next();
        if before == Some(sign) || after == Some(sign) {
            continue;
        }
        let is_ink = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match open.take() {
            Some(begun) if is_ink(before) => {
                let pair = pair(text, begun, mark.clone(), style);
                match pair {
                    Some(pair) => pairs.push(pair),
                    None => strays += 2,
                }
            }
            other => {
                strays += usize::from(other.is_some());
                if is_ink(after) && !is_letter(before) {
                    open = Some(mark);
                } else {
                    strays += 1;
                }
            }
        }
    }
    strays + usize::from(open.is_some())
}

/// The pairs of a tag.
fn of_tag(text: &str, tag: &str, style: Style) -> Vec<Pair> {
    let (opening, closing) = (format!("<{tag}>"), format!("</{tag}>"));
    let mut pairs = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(&opening) {
        let open = at + open..at + open + opening.len();
        at = open.end;
        let mut end = text.len().min(at + LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let Some(close) = text[at..end].find(&closing) else {
            continue;
        };
        let close = at + close..at + close + closing.len();
        let is_next = text[open.end..close.start].contains(&opening);
        if !is_next {
            at = close.end;
            pairs.extend(pair(text, open, close, style));
        }
    }
    pairs
}

/// A pair, if there are letters or figures in it.
fn pair(text: &str, open: Range<usize>, close: Range<usize>, style: Style) -> Option<Pair> {
    let words = &text[open.end..close.start];
    words.contains(char::is_alphanumeric).then(|| Pair {
        words: open.end..open.end + inked(words, &text[close.end..]),
        open,
        close,
        style,
    })
}

/// The length of some words without the stop or comma that belongs to the sentence around them. A full stop is the words'
/// own where the sentence goes on behind it: `ibid., p. 4`.
fn inked(words: &str, after: &str) -> usize {
    let bare = words.trim_end();
    let bare = bare.trim_end_matches([',', ';', ':']);
    let next = after.trim_start().chars().next();
    let goes_on =
        next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || ",;:)".contains(c));
    match bare.strip_suffix('.') {
        Some(rest) if !goes_on && !rest.ends_with('.') => rest.len(),
        _ => bare.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let pairs = pairs(text);
        pairs.into_iter().map(|pair| &text[pair.words]).collect()
    }

    #[test]
    fn words_between_marks_are_emphasised() {
        assert_eq!(
            words("sang _The Mill_, and _a table\nof tides,_ =twice=."),
            ["The Mill", "a table\nof tides", "twice"]
        );
        assert_eq!(
            words("_Ibid._, p. 4. So _he._ Then l'_Oie_."),
            ["Ibid.", "he", "Oie"]
        );
        assert_eq!(
            words("<i>one <sc>Two</sc></i> <b>three</b>"),
            ["one <sc>Two</sc>", "Two", "three"]
        );
    }

    #[test]
    fn signs_without_partners_are_no_marks() {
        for text in [
            "a_b and c_d",
            "x = 3, y = 4",
            "____ and __",
            "_open for ever",
            "f(_x) and _y",
            "1 < 2 <i and b>",
        ] {
            assert!(words(text).is_empty(), "{text}");
        }
    }
}
