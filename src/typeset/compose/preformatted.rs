//! Preformatted lines to drafts. In: lines. Out: a draft for each, in letters of one width; a line that is too long goes on
//! below behind a mark.

use super::Composer;
use super::blocks::{Context, LONE_VERSE, plain};
use super::inlines::{Line, Voice};
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::length::Length;
use crate::typeset::makeup::Split;
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::take::{Align, Draft, Mark, Take};

/// Letters of one width are wide and have tall small letters: of this size, in percent, they stand beside the text's.
pub(super) const TYPEWRITER: i64 = 80;
/// A tabulator goes on to the next multiple of so many columns.
const TAB: usize = 4;
/// What stands before the rest of a line that was too long.
const GOES_ON: &str = "\u{21aa}";
/// Columns by which such a rest stands in.
const REST_INDENT: usize = 2;
/// No line is broken at a blank further from its end than this share of it: one in ...
const SEARCHED: usize = 3;

impl Composer<'_> {
    pub(super) fn preformatted(&mut self, text: &str, context: &Context) {
        let element = self.element(ElementKind::Paragraph, context.parent);
        let first = self.drafts();
        self.opens_section = false;
        let size = context.size.scaled(TYPEWRITER, 100);
        let left = context.left + self.design.inset;
        let column = self.founts.column(size).max(1);
        let room = self.design.measure - left - context.right;
        let columns = usize::try_from(room / column)
            .unwrap_or(0)
            .max(REST_INDENT * 4);
        let mut blank = 0;
        for line in text.split('\n') {
            if line.trim().is_empty() {
                blank += 1;
                continue;
            }
            for (n, part) in parts(&expanded(line), columns).iter().enumerate() {
                let indent = if n == 0 {
                    0
                } else {
                    REST_INDENT as i64 * column
                };
                let take = self.typewriter_line(part, (element, size), left + indent, context);
                let mark = (n > 0).then(|| self.goes_on(size, indent)).flatten();
                self.push(Draft {
                    above: std::mem::take(&mut blank),
                    split: Split::Never,
                    ..plain(Take { mark, ..take })
                });
            }
        }
        self.keep_ends(first);
        self.set_off(first, 1);
        self.after_break = true;
    }

    /// Of the lines from draft `first` on, the first and the last stand beside another.
    fn keep_ends(&mut self, first: usize) {
        let Some(chapter) = self.copy.chapters.last_mut() else {
            return;
        };
        let lines = &mut chapter.drafts[first..];
        for at in [0, lines.len().saturating_sub(2)] {
            if at + 1 < lines.len() {
                lines[at].keeps_next = LONE_VERSE;
            }
        }
    }

    fn typewriter_line(
        &mut self,
        words: &str,
        (element, size): (ElementId, Length),
        left: i64,
        context: &Context,
    ) -> Take {
        let voice = Voice {
            is_typewriter: true,
            ..self.voice(size, element)
        };
        let mut line = Line::default();
        self.plain(&fixed(words), &voice, &mut line);
        Take {
            stretches: line.stretches,
            room: Room {
                measure: (self.design.measure - left - context.right).max(1),
                indent: 0,
                indented: 0,
                em: size.0,
                edge: Edge::Ragged,
            },
            left,
            align: Align::Left,
            is_backwards: false,
            hyphenates: false,
            mark: None,
        }
    }

    /// The mark to the left of a rest; no part of the words.
    fn goes_on(&mut self, size: Length, indent: i64) -> Option<Mark> {
        let mut line = Line::default();
        let voice = Voice {
            is_typewriter: true,
            ..Voice::new(size, ElementId(0))
        };
        self.plain(GOES_ON, &voice, &mut line);
        let mut stretch = line.stretches.pop()?;
        stretch.element = None;
        Some(Mark {
            stretch,
            x: -indent,
            down: 0,
            inner: None,
        })
    }
}

/// Tabulators as blanks.
fn expanded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    for c in line.chars() {
        let blanks = if c == '\t' { TAB - column % TAB } else { 0 };
        out.extend(std::iter::repeat_n(' ', blanks));
        if c != '\t' {
            out.push(c);
        }
        column += blanks.max(1);
    }
    out
}

/// A line in parts of so many columns, the rests shorter by their indent; parted at a blank near the end, if there is one.
fn parts(line: &str, columns: usize) -> Vec<String> {
    let mut rest: Vec<char> = line.trim_end().chars().collect();
    let mut parts = Vec::new();
    let mut room = columns;
    while rest.len() > room {
        let near = room - room / SEARCHED;
        let blank = (near..room).rev().find(|&at| rest[at] == ' ');
        let end = blank.map_or(room, |at| at + 1);
        parts.push(rest.drain(..end).collect::<String>());
        room = columns - REST_INDENT;
    }
    parts.push(rest.into_iter().collect());
    parts
}

/// Blanks that open a line or stand in a row as blanks of a fixed width, which are not taken for one.
fn fixed(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut chars = words.chars().peekable();
    let mut opens = true;
    while let Some(c) = chars.next() {
        opens &= c == ' ';
        let is_fixed = c == ' ' && (opens || chars.peek() == Some(&' '));
        out.push(if is_fixed { '\u{2007}' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_parted_at_blanks_near_their_ends() {
        assert_eq!(
            parts("let x = some_call(a, b);", 22),
            ["let x = some_call(a, ", "b);"]
        );
        assert_eq!(parts("abcdefghijkl", 10), ["abcdefghij", "kl"]);
        assert_eq!(expanded("a\tb"), "a   b");
        assert_eq!(fixed("  a  b c"), "\u{2007}\u{2007}a\u{2007} b c");
    }
}
