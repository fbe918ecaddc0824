//! Something less in a manifest. In: a path. Out: the text without what stands there; comments inside of it and behind it
//! stay, on lines of their own.

use super::meaning::pruned;
use super::path::{Found, Path, find, shared};
use super::put::{self, Slot, joined, kept};
use super::scan::{
    begins_line, break_length, is_break, line_end, line_start, skip_blanks, skip_trivia,
};
use super::spans::{Form, Node, Shape, comments};
use super::write::{Written, indented};
use super::{Fault, Read, fault};
use crate::manifest::kind::Take;
use crate::manifest::raw::Raw;
use std::ops::Range;

/// Texts without what stands at a path.
pub(super) fn proposals(read: &Read<'_>, path: &Path) -> Result<Vec<String>, Fault> {
    let found = find(&read.root, path, Raw::KIND)?;
    if !found.missing.is_empty() || found.places.is_empty() {
        let message = format!("there is no `{path}` to take away");
        return Err(fault("no-such-place", message, found.last().span.start));
    }
    let depth = pruned(&found);
    let place = found.places[depth];
    let gone = found.nodes[depth + 1];
    if gone.holds_shared() {
        return Err(shared(gone, path));
    }
    let holder = found.nodes[depth];
    let spans = parts(holder);
    Ok(match form_of(holder) {
        Form::Flow => vec![from_brackets(read, &spans, place)],
        Form::Block(_) if spans.len() == 1 && depth > 0 => emptied(read, &found, depth),
        Form::Block(column) => from_lines(read, &spans, place, column),
    })
}

fn form_of(holder: &Node) -> Form {
    match &holder.shape {
        Shape::Map(form, _) | Shape::List(form, _) => *form,
        _ => Form::Flow,
    }
}

/// The entries or items of a node, each from its key or hyphen to its end.
fn parts(holder: &Node) -> Vec<Range<usize>> {
    match &holder.shape {
        Shape::Map(_, entries) => entries
            .iter()
            .map(|entry| entry.key.start..entry.after.max(entry.value.span.end))
            .collect(),
        Shape::List(form, items) => {
            let least = usize::from(*form != Form::Flow);
            let end = |item: &super::spans::Item| item.value.span.end.max(item.start + least);
            items.iter().map(|item| item.start..end(item)).collect()
        }
        _ => Vec::new(),
    }
}

/// The last entry of an item of a list is taken away: empty brackets stay.
fn emptied(read: &Read<'_>, found: &Found<'_>, depth: usize) -> Vec<String> {
    let brackets = match found.nodes[depth].shape {
        Shape::List(..) => "[]",
        _ => "{}",
    };
    let above = Found {
        nodes: found.nodes[..=depth].to_vec(),
        places: found.places[..depth].to_vec(),
        missing: &[],
        kind: None,
    };
    let slot = Slot::of(&above);
    let written = Written {
        head: brackets.into(),
        lines: Vec::new(),
    };
    slot.map(|slot| put::place(read, &slot, written))
        .into_iter()
        .collect()
}

/// Texts without one of some parts that have lines of their own.
fn from_lines(read: &Read<'_>, parts: &[Range<usize>], place: usize, column: usize) -> Vec<String> {
    let text = read.text;
    let part = &parts[place];
    let end = line_end(text, part.end);
    let kept = kept(read, part.start..end, column);
    if !begins_line(text, part.start) {
        return vec![from_beside(read, part, parts.get(place + 1), column)];
    }
    let start = line_start(text, part.start);
    let after = end + break_length(text, end);
    if !kept.is_empty() {
        // Further in than what was taken away, a comment might go on with a block scalar above.
        let out = kept.iter().map(|line| indented(line.trim_start(), column));
        let out = [kept.clone(), out.collect()].map(|mut kept| {
            let first = format!("{}{}", &text[..start], kept.remove(0));
            joined(text, first, kept, end)
        });
        return out.into();
    }
    if after > end || start == 0 {
        return vec![format!("{}{}", &text[..start], &text[after..])];
    }
    // The last line of a text that ends without a break: the one above then is the last, unless it needs its break.
    let before = text[..start].strip_suffix(is_break).unwrap_or_default();
    let before = before.strip_suffix('\r').unwrap_or(before);
    vec![before.into(), text[..start].into()]
}

/// The text without the part that stands on the line of the hyphen before it.
fn from_beside(
    read: &Read<'_>,
    part: &Range<usize>,
    next: Option<&Range<usize>>,
    column: usize,
) -> String {
    let text = read.text;
    let Some(next) = next else {
        return text.into();
    };
    let kept = kept(read, part.start..next.start, column);
    if kept.is_empty() {
        return format!("{}{}", &text[..part.start], &text[next.start..]);
    }
    let first = text[..part.start].trim_end_matches([' ', '\t']).to_string();
    let last = " ".repeat(column);
    joined(text, first, kept.into_iter().chain([last]), next.start)
}

/// The text without one of some parts inside brackets, and without a comma that is one too many.
fn from_brackets(read: &Read<'_>, parts: &[Range<usize>], place: usize) -> String {
    let text = read.text;
    let part = parts[place].clone();
    let comma_after = |end: usize| {
        let at = skip_trivia(text, end);
        text[at..].starts_with(',').then_some(at)
    };
    let comma = match comma_after(part.end) {
        None if place > 0 => comma_after(parts[place - 1].end),
        comma => comma,
    };
    let mut gone = vec![part.clone()];
    gone.extend(comma.map(|at| at..at + 1));
    gone.sort_by_key(|range| range.start);
    // What is blank between them goes, too.
    let comments = comments(text, &read.root);
    let whole = gone[0].start..gone[gone.len() - 1].end;
    if !comments
        .iter()
        .any(|comment| whole.contains(&comment.start))
    {
        let end = skip_blanks(text, whole.end);
        let is_first = comma.is_some_and(|at| at > part.start);
        let end = if is_first { end } else { whole.end };
        return format!("{}{}", &text[..whole.start], &text[end..]);
    }
    let mut out = String::new();
    let mut at = 0;
    for range in gone {
        out.push_str(&text[at..range.start]);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
