//! How a page sets its words. In: a transcription and its [`Typography`]. Out: ranges that are set otherwise than usual,
//! for [`super::styles::Styles`]: whole words, as most of their letters are set; what is raised or lowered by itself.
//!
//! Signs keep the style that they have: whether they belong to the words beside them, the line of the book decides.

use crate::source::typography::{Line, Run, Style, Typography};
use std::ops::Range;

/// The styles of a source that has pages.
pub(super) fn styles(text: &str, table: &Typography) -> Vec<(Range<u32>, Style)> {
    let mut found = Vec::new();
    for line in table.lines() {
        let runs = table.runs_of(line);
        if runs.iter().any(|run| held(run.style) != Style::NONE) {
            of_line(text, line, runs, &mut found);
        }
    }
    found
}

/// The styles of words.
const OF_WORDS: [Style; 4] = [
    Style::ITALIC,
    Style::BOLD,
    Style::SMALL_CAPITALS,
    Style::SPACED,
];

/// What says something about a word.
fn held(style: Style) -> Style {
    let shifts = Style::RAISED | Style::LOWERED;
    OF_WORDS
        .iter()
        .fold(style & shifts, |sum, &s| sum | (style & s))
}

fn of_line(text: &str, line: &Line, runs: &[Run], found: &mut Vec<(Range<u32>, Style)>) {
    let styled = styled_chars(text, line, runs);
    let mut from = 0;
    while from < styled.len() {
        let is_word = styled[from].1.is_alphanumeric();
        let rest = styled[from..].iter();
        let length = rest
            .take_while(|s| is_word && s.1.is_alphanumeric())
            .count();
        let part = &styled[from..from + length.max(1)];
        let common = of_word(part);
        for (i, (at, c, style)) in part.iter().enumerate() {
            let own = common | shift(*style, part, is_word && i > 0);
            if own != Style::NONE {
                push(found, *at..at + c.len_utf8() as u32, own);
            }
        }
        from += part.len();
    }
}

/// The characters of a line, each with its byte and how it is set.
fn styled_chars(text: &str, line: &Line, runs: &[Run]) -> Vec<(u32, char, Style)> {
    let mut next = runs.iter().peekable();
    let words = &text[line.start as usize..line.end as usize];
    let chars = words.char_indices().map(|(offset, c)| {
        let at = line.start + offset as u32;
        while next.next_if(|run| run.end <= at).is_some() {}
        let run = next.peek().filter(|run| run.start <= at);
        (at, c, run.map_or(Style::NONE, |run| held(run.style)))
    });
    chars.collect()
}

/// The styles that most letters of a word have.
fn of_word(part: &[(u32, char, Style)]) -> Style {
    let most = |style: Style| {
        let with = part.iter().filter(|s| s.2.has(style)).count();
        2 * with > part.len()
    };
    let styles = OF_WORDS.iter().filter(|&&style| most(style));
    styles.fold(Style::NONE, |sum, &style| sum | style)
}

/// Whether a letter stands above or below its word: a part of it that is not its beginning.
fn shift(style: Style, part: &[(u32, char, Style)], is_inner: bool) -> Style {
    let shifts = style & (Style::RAISED | Style::LOWERED);
    let is_first = part.first().is_some_and(|first| first.2.has(shifts));
    match is_inner && !is_first {
        true => shifts,
        false => Style::NONE,
    }
}

/// Adds a character, to the last range if it goes on.
fn push(found: &mut Vec<(Range<u32>, Style)>, range: Range<u32>, style: Style) {
    match found.last_mut() {
        Some((last, s)) if last.end == range.start && *s == style => last.end = range.end,
        _ => found.push((range, style)),
    }
}
