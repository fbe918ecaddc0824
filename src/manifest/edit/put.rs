//! A value in the place of another. In: a place of a manifest, and a value. Out: the text with the value there; comments
//! that stood inside of the old one stay below it.

use super::path::{Found, Path, find, shared};
use super::scan;
use super::scan::{begins_line, break_length, is_break, line_end, line_start, skip_blanks};
use super::spans::{Form, Node, Shape, comments};
use super::write::{self, STEP, Written, indented};
use super::{Fault, Read, add, fault};
use crate::manifest::kind::Take;
use crate::manifest::raw::Raw;
use serde_yaml::Value;
use std::ops::Range;

/// Where a value stands.
pub(super) struct Slot<'a> {
    /// What stands there.
    pub node: &'a Node,
    /// The byte after the colon or hyphen.
    pub after: usize,
    /// The column of the key or hyphen.
    pub column: usize,
    /// Whether a hyphen leads to it, not a key.
    pub is_item: bool,
    /// Whether it stands inside brackets.
    pub is_flow: bool,
}

impl<'a> Slot<'a> {
    /// The slot of what was found; None for the root.
    pub fn of(found: &Found<'a>) -> Option<Slot<'a>> {
        let depth = found.places.len();
        let place = *found.places.last()?;
        let (form, after, is_item) = match &found.nodes[depth - 1].shape {
            Shape::Map(form, entries) => (*form, entries[place].after, false),
            Shape::List(form, items) => {
                let hyphen = usize::from(*form != Form::Flow);
                (*form, items[place].start + hyphen, true)
            }
            _ => return None,
        };
        let is_flow = form == Form::Flow;
        let column = match form {
            Form::Block(column) => column,
            Form::Flow => 0,
        };
        Some(Slot {
            node: found.nodes[depth],
            after,
            column,
            is_item,
            is_flow,
        })
    }
}

/// Texts with a value at a path.
pub(super) fn proposals(read: &Read<'_>, path: &Path, value: &Value) -> Result<Vec<String>, Fault> {
    let found = find(&read.root, path, Raw::KIND)?;
    if !found.missing.is_empty() {
        return add::proposals(read, path, value);
    }
    let Some(slot) = Slot::of(&found) else {
        return Err(
            fault("no-such-place", "the manifest as a whole can't be set", 0)
                .hint("set its keys one by one"),
        );
    };
    if slot.node.holds_shared() {
        return Err(shared(slot.node, path));
    }
    if slot.is_flow {
        return Ok(vec![in_brackets(read, &slot, &write::flow(value))]);
    }
    let forms = LITERAL_OR_NOT.map(|is| place(read, &slot, write::block(value, is)));
    Ok(forms.into())
}

/// A text of several lines stands as it is, below `|`, or in quotes where that would take a comment or the end of the file
/// for a part of it.
pub(super) const LITERAL_OR_NOT: [bool; 2] = [true, false];

/// The text with something else in a slot outside brackets.
pub(super) fn place(read: &Read<'_>, slot: &Slot<'_>, written: Written) -> String {
    let (text, node) = (read.text, slot.node);
    let Written {
        mut head,
        mut lines,
    } = written;
    let is_list = head.is_empty() && lines.first().is_some_and(|line| line.starts_with('-'));
    let mut column = match node.shape {
        Shape::Map(Form::Block(column), _) | Shape::List(Form::Block(column), _)
            if column > slot.column || is_list && !slot.is_item =>
        {
            column
        }
        _ => slot.column + STEP,
    };
    let is_nothing = matches!(node.shape, Shape::Nothing);
    let is_below = !is_nothing && line_end(text, slot.after) < node.span.start;
    if slot.is_item && head.is_empty() && !lines.is_empty() && !is_below {
        head = lines.remove(0);
        if !is_nothing {
            column = scan::column(text, node.span.start);
        }
    }
    let lines = lines.iter().map(|line| indented(line, column));
    let spaced = match head.is_empty() {
        true => String::new(),
        false => format!(" {head}"),
    };
    if is_nothing {
        let end = line_end(text, slot.after);
        let (before, rest) = (&text[..slot.after], &text[slot.after..end]);
        return joined(text, format!("{before}{spaced}{rest}"), lines, end);
    }
    let end = line_end(text, node.span.end);
    if is_below {
        let from = line_start(text, node.span.start);
        let between = text[slot.after..from].trim_end_matches(is_break);
        let between = &text[slot.after..slot.after + between.len()];
        let kept = kept(read, node.span.start..end, column);
        let first = format!("{}{spaced}{between}", &text[..slot.after]);
        return joined(text, first, kept.into_iter().chain(lines), end);
    }
    // What follows the old value follows the new one, unless other comments come before it.
    let mut kept = kept(read, node.span.clone(), column);
    let mut rest = &text[node.span.end..end];
    if !kept.is_empty() {
        kept = self::kept(read, node.span.start..end, column);
        rest = "";
    }
    let before = match head.is_empty() {
        true => text[..node.span.start].trim_end_matches([' ', '\t']),
        false => &text[..node.span.start],
    };
    let first = format!("{before}{head}{rest}");
    joined(text, first, kept.into_iter().chain(lines), end)
}

/// A beginning, lines below it, and the text from a byte on.
pub(super) fn joined(
    text: &str,
    mut first: String,
    lines: impl IntoIterator<Item = String>,
    from: usize,
) -> String {
    for line in lines {
        first.push_str(newline(text));
        first.push_str(&line);
    }
    first.push_str(&text[from..]);
    first
}

/// How lines end in a text.
pub(super) fn newline(text: &str) -> &str {
    text.find(is_break)
        .map_or("\n", |at| &text[at..at + break_length(text, at)])
}

/// The text with something else in a slot inside brackets. Comments that stood in the old value follow the new one.
pub(super) fn in_brackets(read: &Read<'_>, slot: &Slot<'_>, value: &str) -> String {
    let (text, span) = (read.text, slot.node.span.clone());
    if matches!(slot.node.shape, Shape::Nothing) {
        let colon = if text[..slot.after].ends_with(':') || slot.is_item {
            ""
        } else {
            ":"
        };
        let space = if slot.is_item { "" } else { " " };
        return format!(
            "{}{colon}{space}{value}{}",
            &text[..slot.after],
            &text[slot.after..]
        );
    }
    let mut put = format!("{}{value}", &text[..span.start]);
    let comments = comments(text, &read.root);
    let mut inner = comments
        .iter()
        .filter(|comment| span.contains(&comment.start))
        .peekable();
    let is_kept = inner.peek().is_some();
    for comment in inner {
        put.push(' ');
        put.push_str(&text[comment.clone()]);
        put.push_str(newline(text));
    }
    if is_kept {
        let line = line_start(text, span.start);
        let indent = skip_blanks(text, line) - line + STEP;
        put.push_str(&" ".repeat(indent));
    }
    put.push_str(&text[span.end..]);
    put
}

/// The comments that begin in some bytes, as lines: those that have a line to themselves as they are, others at a column.
pub(super) fn kept(read: &Read<'_>, range: Range<usize>, column: usize) -> Vec<String> {
    let text = read.text;
    let comments = comments(text, &read.root).into_iter();
    let inner = comments.filter(|comment| range.contains(&comment.start));
    inner
        .map(|comment| match begins_line(text, comment.start) {
            true => text[line_start(text, comment.start)..comment.end].into(),
            false => indented(&text[comment], column),
        })
        .collect()
}

/// The same manifest where its last value is a block scalar whose last line has no end: it says so then (`|-`), so that
/// something may follow.
pub(super) fn closed(read: &Read<'_>) -> Option<String> {
    let mut node = &read.root;
    loop {
        node = match &node.shape {
            Shape::Map(Form::Block(_), entries) => &entries.last()?.value,
            Shape::List(Form::Block(_), items) => &items.last()?.value,
            _ => break,
        };
    }
    let Shape::Scalar(parts) = &node.shape else {
        return None;
    };
    let [header, lines] = parts.as_slice() else {
        return None;
    };
    let text = read.text;
    let is_open = lines.end == text.len() && !text[header.clone()].contains(['-', '+']);
    is_open.then(|| format!("{}-{}", &text[..header.end], &text[header.end..]))
}
