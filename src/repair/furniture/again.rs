//! Heads whose words stand again below them. In: lines at page edges, and the pages where heads were found. Out: the top
//! lines that say what a heading on their page says.

use super::Printed;
use super::numerals::{leading, trailing};
use crate::repair::alike::Folded;

/// Heads are looked for where of this many pages before or after
const NEAR: usize = 4;
/// so many have one.
const HEADED: usize = 3;

/// The pages whose first line is a head because its words are those of a line further down, or of two: the heading that
/// the head was taken from. `pages` has the lines of each page, `headed` says which pages have a
/// head: most of those near by must.
pub(super) fn first_lines(
    lines: &[Printed<'_>],
    pages: &[Vec<usize>],
    headed: &[bool],
) -> Vec<usize> {
    let headed_in = |pages: &[bool]| pages.iter().filter(|is| **is).count() >= HEADED;
    let is_among = |page: usize| {
        let after = &headed[page + 1..headed.len().min(page + 1 + NEAR)];
        headed_in(&headed[page.saturating_sub(NEAR)..page]) || headed_in(after)
    };
    let free = (0..pages.len()).filter(|&page| !headed[page] && is_among(page));
    free.filter(|&page| stands_again(lines, &pages[page]))
        .collect()
}

/// Whether the words of a page's first line stand again on the page.
fn stands_again(lines: &[Printed<'_>], page: &[usize]) -> bool {
    let Some((&first, rest)) = page.split_first() else {
        return false;
    };
    let head = words(lines[first].text);
    let is_cut = head.ends_with('…');
    let head = Folded::new(head.trim_end_matches('…'));
    let is_it = |text: &str| {
        let is_longer = text.len() > head.bytes && text.is_char_boundary(head.bytes);
        let text = if is_cut && is_longer {
            &text[..head.bytes]
        } else {
            text
        };
        Folded::new(text).is_like(&head)
    };
    let text = |index: usize| lines[index].text;
    let is_pair = |pair: &[usize]| is_it(&format!("{} {}", text(pair[0]), text(pair[1])));
    rest.iter().any(|&line| is_it(text(line))) || rest.windows(2).any(is_pair)
}

/// The words of a line without the folio beside them, also one that is glued to their end.
fn words(text: &str) -> &str {
    let numbered = leading(text).or_else(|| trailing(text));
    let words = numbered.map_or(text, |number| &text[number.words]);
    words.trim_end_matches(|c: char| c.is_ascii_digit())
}
