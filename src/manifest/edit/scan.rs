//! The tokens of YAML that an edit must know the ends of. In: text and a byte. Out: where trivia, quotes, plain and block
//! scalars end, by the rules of YAML 1.1 as libyaml has them; what is a comment.

use std::ops::Range;

/// The bytes of the line break here: 0 if there is none.
pub(super) fn break_length(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    match rest.chars().next() {
        Some('\r') if rest[1..].starts_with('\n') => 2,
        Some(c @ ('\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')) => c.len_utf8(),
        _ => 0,
    }
}

pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let found = text[..at].char_indices().rev().find(|&(_, c)| is_break(c));
    found.map_or(0, |(i, c)| i + c.len_utf8())
}

/// Where the line of a byte ends, before its break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(is_break).map_or(text.len(), |n| at + n)
}

/// The column of a byte, from 0.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// Whether a byte is the first of its line that is no blank.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].chars().all(is_blank)
}

/// Whether a blank, a break or the end stands here.
pub(super) fn is_gap(text: &str, at: usize) -> bool {
    let next = text[at..].chars().next();
    next.is_none_or(|c| is_blank(c) || is_break(c))
}

/// The first byte from here that is neither blank, break nor comment.
pub(super) fn skip_trivia(text: &str, mut at: usize) -> usize {
    while let Some(c) = text[at..].chars().next() {
        match c {
            '#' => at = line_end(text, at),
            _ if is_blank(c) || is_break(c) => at += c.len_utf8(),
            _ => break,
        }
    }
    at
}

/// The first byte from here that is no blank.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    text[at..]
        .find(|c| !is_blank(c))
        .map_or(text.len(), |n| at + n)
}

/// Whether a line of `---` or `...` begins here.
pub(super) fn is_marker(text: &str, at: usize) -> bool {
    let has_marker = text[at..].starts_with("---") || text[at..].starts_with("...");
    column(text, at) == 0 && has_marker && is_gap(text, at + 3)
}

/// The end of a quoted scalar that begins here; None if it has none.
pub(super) fn quoted_end(text: &str, at: usize) -> Option<usize> {
    let quote = text[at..].chars().next()?;
    let mut letters = text[at + 1..].char_indices().peekable();
    while let Some((i, c)) = letters.next() {
        if c == '\\' && quote == '"' {
            letters.next();
        } else if c == quote {
            let is_doubled = quote == '\'' && letters.peek().is_some_and(|&(_, c)| c == '\'');
            if !is_doubled {
                return Some(at + 1 + i + 1);
            }
            letters.next();
        }
    }
    None
}

/// The end of a plain scalar that begins here. `indent` is the column of what holds it, or None inside brackets.
pub(super) fn plain_end(text: &str, at: usize, indent: Option<isize>) -> usize {
    let mut end = at;
    let mut line = at;
    loop {
        let (chunk, is_whole) = chunk_end(text, line, indent.is_none());
        if chunk > line {
            end = chunk;
        }
        let rest = skip_blanks(text, chunk);
        if !is_whole || break_length(text, rest) == 0 {
            return end;
        }
        // The next line that has something goes on with it, if it is further in.
        let mut next = rest;
        while break_length(text, next) > 0 {
            next = skip_blanks(text, next + break_length(text, next));
        }
        let is_inside = indent.is_none_or(|indent| column(text, next) as isize > indent);
        let begins_other = text[next..].starts_with('#') || is_marker(text, next);
        let closes = indent.is_none() && text[next..].starts_with([',', '[', ']', '{', '}']);
        if next == text.len() || !is_inside || begins_other || closes {
            return end;
        }
        line = next;
    }
}

/// Where a plain scalar's part on a line ends, and whether the line ends it, not an indicator.
fn chunk_end(text: &str, from: usize, is_flow: bool) -> (usize, bool) {
    let mut end = from;
    let mut is_after_blank = false;
    for (i, c) in text[from..].char_indices() {
        let at = from + i;
        match c {
            _ if is_break(c) => return (end, true),
            '#' if is_after_blank => return (end, false),
            ':' if is_gap(text, at + 1) => return (end, false),
            ':' if is_flow && text[at + 1..].starts_with([',', '[', ']', '{', '}']) => {
                return (end, false);
            }
            ',' | '[' | ']' | '{' | '}' if is_flow => return (end, false),
            _ => {}
        }
        is_after_blank = is_blank(c);
        if !is_after_blank {
            end = at + c.len_utf8();
        }
    }
    (end, true)
}

/// A block scalar (`|`, `>`).
pub(super) struct BlockScalar {
    /// Its first line without a comment.
    pub header: Range<usize>,
    /// Its lines, without the last break; empty if it has none.
    pub lines: Range<usize>,
}

/// The block scalar that begins here, inside of what stands at the column `indent`.
pub(super) fn block_scalar(text: &str, at: usize, indent: isize) -> BlockScalar {
    let header = at..at
        + text[at..]
            .find(|c| is_blank(c) || is_break(c))
            .unwrap_or(text.len() - at);
    let sign = &text[header.clone()];
    let given = sign.chars().find_map(|c| c.to_digit(10));
    let keeps = sign.contains('+');
    let least = (indent + 1).max(1) as usize;
    let mut wanted = given.map(|n| indent.max(0) as usize + n as usize);
    let first = line_end(text, at);
    let (mut end, mut last) = (first, first);
    let mut line = first + break_length(text, first);
    while line < text.len() && line > last {
        let inner = text[line..]
            .find(|c| c != ' ')
            .map_or(text.len(), |n| line + n);
        let stop = line_end(text, line);
        if inner == stop
            || skip_blanks(text, inner) == stop && wanted.is_none_or(|w| inner - line < w)
        {
            last = stop;
            if keeps {
                end = stop;
            }
        } else {
            let column = inner - line;
            let wanted = *wanted.get_or_insert(column.max(least));
            if column < wanted {
                break;
            }
            (end, last) = (stop, stop);
        }
        line = stop + break_length(text, stop);
    }
    let begin = (first + break_length(text, first)).min(end);
    BlockScalar {
        header,
        lines: begin..end,
    }
}
