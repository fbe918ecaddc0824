//! Punctuation as a printer sets it, where a typewriter's was typed. In: the words of a paragraph, or a book, and a language.
//! Out: what its straight quotation marks, apostrophes, primes, runs of hyphens and of stops stand for.

mod marks;
mod runs;
mod straight;

pub(crate) use straight::curled;

use crate::book::{Block, Inline, Meta, words};
use std::ops::Range;

/// Stands in a paragraph's words for what is none of them: words of a machine, an address.
const OBJECT: char = '\u{fffc}';

/// What stands for some characters that were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Byte offset of the first.
    pub(crate) start: usize,
    /// Byte offset behind the last.
    pub(crate) end: usize,
    /// The sign.
    pub(crate) to: &'static str,
    /// Whether what stands around them leaves no choice.
    pub(crate) is_sure: bool,
}

impl Change {
    fn new(range: Range<usize>, to: &'static str) -> Change {
        Change {
            start: range.start,
            end: range.end,
            to,
            is_sure: true,
        }
    }
}

/// All changes of a paragraph, in order; they do not overlap.
fn changes(text: &str, language: &str) -> Vec<Change> {
    let mut changes = curled(text, language);
    changes.extend(runs::of_hyphens(text, language));
    changes.extend(runs::of_stops(text));
    changes.sort_unstable_by_key(|change| change.start);
    changes
}

/// A line of words as the language sets it.
#[must_use]
pub(crate) fn set_words(line: &str, language: &str) -> String {
    let (mut set, mut done) = (String::with_capacity(line.len()), 0);
    for change in changes(line, language) {
        set.push_str(&line[done..change.start]);
        set.push_str(change.to);
        done = change.end;
    }
    set + &line[done..]
}

/// The words of a title page.
pub(crate) fn set_title(meta: &mut Meta) {
    let title = std::iter::once(&mut meta.title).chain(&mut meta.title_lines);
    for line in title.chain(&mut meta.subtitle) {
        *line = set_words(line, &meta.language);
    }
}

/// Some blocks.
pub(crate) fn set_blocks(blocks: &mut [Block], language: &str) {
    crate::book::change_lines(blocks, language, &mut |line, language| {
        let mut typed = String::new();
        flatten(line, &mut typed);
        let changes = changes(&typed, language);
        if !changes.is_empty() {
            put(line, &mut 0, &changes);
        }
    });
}

/// What a link's words are of: an address is no words.
fn is_address(inline: &Inline) -> bool {
    let Inline::Link { to, text } = inline else {
        return false;
    };
    let said = words(text);
    to.strip_prefix("mailto:").unwrap_or(to) == said || said.contains("://")
}

fn is_object(inline: &Inline) -> bool {
    matches!(inline, Inline::Typewriter(_) | Inline::Picture(_)) || is_address(inline)
}

fn flatten(line: &[Inline], typed: &mut String) {
    for inline in line {
        match inline {
            Inline::Text { text, .. } => typed.push_str(text),
            Inline::Break => typed.push('\n'),
            inline if is_object(inline) => typed.push(OBJECT),
            inline => flatten(inline.inner(), typed),
        }
    }
}

/// Puts the changes into a line, of which the first `at` bytes are done.
fn put(line: &mut [Inline], at: &mut usize, changes: &[Change]) {
    for inline in line {
        match inline {
            Inline::Text { text, .. } => {
                let range = *at..*at + text.len();
                let from = changes.partition_point(|change| change.end <= range.start);
                let to = changes.partition_point(|change| change.start < range.end);
                let own = &changes[from.min(to)..to];
                for change in own.iter().rev() {
                    // What stands in two texts is told in the first.
                    let to = if change.start < range.start {
                        ""
                    } else {
                        change.to
                    };
                    let start = change.start.max(range.start) - range.start;
                    text.replace_range(start..change.end.min(range.end) - range.start, to);
                }
                *at = range.end;
            }
            Inline::Break => *at += 1,
            inline if is_object(inline) => *at += OBJECT.len_utf8(),
            inline => put(
                inline.inner_mut().map_or(&mut [], |inner| inner),
                at,
                changes,
            ),
        }
    }
}

#[cfg(test)]
mod tests;
