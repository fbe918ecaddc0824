//! Something new in a manifest. In: a path that leads further than the text does, and a value. Out: the text with the value
//! below the key that is switched off there (`#isbn:`), or else behind its neighbours.

use super::meaning::{index_of, is_key, wrapped};
use super::path::{Found, Path, Step, find, into};
use super::put::{self, LITERAL_OR_NOT, Slot, joined, newline};
use super::scan::{begins_line, column, is_break, line_end, skip_trivia};
use super::spans::{Entry, Form, Item, Shape, comments};
use super::write::{self, STEP, indented};
use super::{Fault, Read};
use crate::manifest::kind::Take;
use crate::manifest::raw::Raw;
use serde_yaml::Value;
use std::ops::Range;

/// A comment that is a key and perhaps an example of its value.
pub(super) struct SwitchedOff<'a> {
    /// The key.
    pub name: &'a str,
    /// The blanks before it.
    pub blanks: usize,
    /// Whether no value follows.
    pub is_bare: bool,
    /// What follows the colon.
    pub rest: &'a str,
}

/// Reads a comment as a key that is switched off.
pub(super) fn switched_off(comment: &str) -> Option<SwitchedOff<'_>> {
    let line = comment.strip_prefix('#')?;
    let inner = line.trim_start_matches(' ');
    let (name, rest) = inner.split_once(':')?;
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    let value = rest.trim();
    let is_key = !name.is_empty() && name.chars().all(is_name);
    (is_key && (value.is_empty() || rest.starts_with([' ', '\t']))).then_some(SwitchedOff {
        name,
        blanks: line.len() - inner.len(),
        is_bare: value.is_empty() || value.starts_with('#'),
        rest,
    })
}

/// Texts with a value at a path that leads to nothing yet.
pub(super) fn proposals(read: &Read<'_>, path: &Path, value: &Value) -> Result<Vec<String>, Fault> {
    let found = find(&read.root, path, Raw::KIND)?;
    let Some((first, rest)) = found.missing.split_first() else {
        return Ok(Vec::new());
    };
    let kind = found.kind.and_then(|kind| into(kind, first));
    let whole = wrapped(rest, kind, value, path, &found)?;
    let is_key = is_key(first, found.kind);
    match &found.last().shape {
        Shape::Map(Form::Flow, _) | Shape::List(Form::Flow, _) => {
            let mut proposals = match opened(read, &found) {
                Some(opened) => put::proposals(&Read::new(&opened)?, path, value)?,
                None => Vec::new(),
            };
            proposals.push(in_brackets(read, &found, first, &whole));
            Ok(proposals)
        }
        Shape::List(Form::Block(column), items) => Ok(behind(read, items, *column, &whole)),
        Shape::Nothing if !is_key => Ok(in_nothing(read, &found, &Value::Sequence(vec![whole]))),
        Shape::Nothing if Slot::of(&found).is_some_and(|slot| slot.is_flow) => {
            let entry = format!("{{{}}}", write::pair(&first.key(), &whole));
            let slot = Slot::of(&found);
            Ok(slot
                .map(|slot| put::in_brackets(read, &slot, &entry))
                .into_iter()
                .collect())
        }
        _ => {
            let goes_on = rest
                .first()
                .is_some_and(|step| super::meaning::is_key(step, kind));
            let value_here = if goes_on { &Value::Null } else { &whole };
            let spots = spots(read, &found, &first.key());
            let text =
                |spot: &Spot, literal| spot.entered(read, &first.key(), (value_here, literal));
            let mut texts = spots
                .iter()
                .flat_map(|spot| LITERAL_OR_NOT.map(|is| text(spot, is)));
            if !goes_on {
                return Ok(texts.collect());
            }
            let mut proposals = Vec::new();
            for text in texts.by_ref().step_by(LITERAL_OR_NOT.len()) {
                let further = Read::new(&text).and_then(|read| put::proposals(&read, path, value));
                proposals.extend(further.into_iter().flatten());
            }
            Ok(proposals)
        }
    }
}

/// The text without brackets that have nothing in them, where they stand outside others.
fn opened(read: &Read<'_>, found: &Found<'_>) -> Option<String> {
    let slot = Slot::of(found)?;
    let node = found.last();
    let is_empty = match &node.shape {
        Shape::Map(_, entries) => entries.is_empty(),
        Shape::List(_, items) => items.is_empty(),
        _ => false,
    };
    let inner = &read.text[node.span.clone()];
    if slot.is_flow || !is_empty || inner.contains(is_break) {
        return None;
    }
    let before = read.text[..node.span.start].trim_end_matches([' ', '\t']);
    Some(format!("{before}{}", &read.text[node.span.end..]))
}

fn in_nothing(read: &Read<'_>, found: &Found<'_>, value: &Value) -> Vec<String> {
    let Some(slot) = Slot::of(found) else {
        return Vec::new();
    };
    match slot.is_flow {
        true => vec![put::in_brackets(read, &slot, &write::flow(value))],
        false => LITERAL_OR_NOT
            .map(|is| put::place(read, &slot, write::block(value, is)))
            .into(),
    }
}

/// Texts with an item behind the others of a list without brackets.
fn behind(read: &Read<'_>, items: &[Item], column: usize, value: &Value) -> Vec<String> {
    let last = items
        .last()
        .map_or(0, |item| item.value.span.end.max(item.start + 1));
    let end = line_end(read.text, last);
    let with = |literal| {
        let lines = write::item(value, literal).into_iter();
        let lines = lines.map(|line| indented(&line, column));
        joined(read.text, read.text[..end].into(), lines, end)
    };
    LITERAL_OR_NOT.map(with).into()
}

/// Lines get no longer than this by what is added inside brackets.
const LONGEST_LINE: usize = 100;

/// The text with something behind the rest inside brackets.
fn in_brackets(read: &Read<'_>, found: &Found<'_>, step: &Step, value: &Value) -> String {
    let node = found.last();
    let text = read.text;
    let (added, last, first) = match &node.shape {
        Shape::Map(_, entries) => {
            let end = |entry: &Entry| entry.after.max(entry.value.span.end);
            let first = entries.first().map(|entry| entry.key.start);
            (
                write::pair(&step.key(), value),
                entries.last().map(end),
                first,
            )
        }
        Shape::List(_, items) => {
            let end = |item: &Item| item.value.span.end;
            let first = items.first().map(|item| item.start);
            (write::flow(value), items.last().map(end), first)
        }
        _ => return text.into(),
    };
    let Some(last) = last else {
        let at = node.span.start + 1;
        return format!("{}{added}{}", &text[..at], &text[at..]);
    };
    let comma = skip_trivia(text, last);
    let at = if text[comma..].starts_with(',') {
        comma + 1
    } else {
        last
    };
    let comma = match at == last {
        // `a:,` would be a word.
        true if text[..at].ends_with(':') => " ,",
        true => ",",
        false => "",
    };
    let is_long = column(text, at) + added.chars().count() > LONGEST_LINE;
    let space = match is_long {
        true => {
            let indent = first
                .map_or(0, |first| column(text, first))
                .min(LONGEST_LINE / 2);
            format!("{}{}", newline(text), " ".repeat(indent))
        }
        false => " ".into(),
    };
    format!("{}{comma}{space}{added}{}", &text[..at], &text[at..])
}

/// Texts with an item before another, or behind the last.
pub(super) fn insertions(
    read: &Read<'_>,
    path: &Path,
    value: &Value,
) -> Result<Vec<String>, Fault> {
    let index = index_of(path);
    let above = Path(path.0[..path.0.len().saturating_sub(1)].to_vec());
    let found = find(&read.root, &above, Raw::KIND)?;
    let Shape::List(form, items) = &found.last().shape else {
        return Ok(Vec::new());
    };
    let Some(next) = items.get(index) else {
        return proposals(read, path, value);
    };
    let text = read.text;
    Ok(match form {
        Form::Flow => {
            let (before, after) = text.split_at(next.start);
            vec![format!("{before}{}, {after}", write::flow(value))]
        }
        Form::Block(column) if index > 0 => behind(read, &items[..index], *column, value),
        Form::Block(column) => {
            let mut lines = write::item(value, true);
            let first = format!("{}{}", &text[..next.start], lines.remove(0));
            lines.push(String::new());
            let lines = lines
                .iter()
                .map(|line| format!("{}{line}", " ".repeat(*column)));
            vec![joined(text, first, lines, next.start)]
        }
    })
}

/// Where a new key may go.
#[derive(Debug)]
enum Spot {
    /// In place of this line, which has it switched off without a value; with this after the colon.
    Switch(Range<usize>, String, usize),
    /// On a line of its own below this byte, at a column.
    Below(usize, usize),
    /// On the line of a hyphen, behind this byte.
    Beside(usize, usize),
    /// Alone in a text that has nothing.
    Alone,
}

impl Spot {
    fn entered(&self, read: &Read<'_>, key: &str, (value, literal): (&Value, bool)) -> String {
        let text = read.text;
        let lines = write::entry(key, value, literal);
        let shift = |by: usize| lines.iter().map(move |line| indented(line, by));
        match self {
            Spot::Alone => joined(text, lines.join(newline(text)), [], 0),
            Spot::Below(end, column) => joined(text, text[..*end].into(), shift(*column), *end),
            Spot::Beside(after, column) => {
                let mut lines = shift(*column);
                let first = lines.next().unwrap_or_default();
                let end = line_end(text, *after);
                let rest = &text[*after..end];
                let first = format!("{} {}{rest}", &text[..*after], first.trim_start());
                joined(text, first, lines, end)
            }
            Spot::Switch(line, rest, column) => {
                let mut lines = shift(*column);
                let first = lines.next().unwrap_or_default();
                let first = format!("{}{first}{rest}", &text[..line.start]);
                joined(text, first, lines, line.end)
            }
        }
    }
}

/// The spots for a new key, the best first.
fn spots(read: &Read<'_>, found: &Found<'_>, key: &str) -> Vec<Spot> {
    let text = read.text;
    let node = found.last();
    let slot = Slot::of(found);
    let end = skip_trivia(text, node.span.end);
    let (region, floor) = match &slot {
        None => (0..text.len(), None),
        Some(slot) => (line_end(text, slot.after)..end, Some(slot.column)),
    };
    let inner = match (&node.shape, &slot) {
        (Shape::Map(Form::Block(column), _), _) => Some(*column),
        (_, None) => Some(0),
        _ => None,
    };
    let mut spots = switches(read, region, (inner, floor), key);
    spots.push(match (&node.shape, slot) {
        (Shape::Map(Form::Block(column), entries), _) => {
            let last = entries
                .last()
                .map_or(0, |entry| entry.after.max(entry.value.span.end));
            Spot::Below(line_end(text, last), *column)
        }
        (_, Some(slot)) if slot.is_item => Spot::Beside(slot.after, slot.column + STEP),
        (_, Some(slot)) => Spot::Below(line_end(text, slot.after), slot.column + STEP),
        (_, None) if text.is_empty() => Spot::Alone,
        (_, None) => {
            let break_at_end = text
                .char_indices()
                .next_back()
                .filter(|&(_, c)| is_break(c));
            let end = break_at_end.map_or(text.len(), |(at, _)| at);
            Spot::Below(end - usize::from(text[..end].ends_with('\r')), 0)
        }
    });
    spots
}

/// The spots where a key of this name is switched off. `inner` is the column of the keys there, if there are some; `floor`
/// that of the key above.
fn switches(
    read: &Read<'_>,
    region: Range<usize>,
    (inner, floor): (Option<usize>, Option<usize>),
    key: &str,
) -> Vec<Spot> {
    let text = read.text;
    let mut spots = Vec::new();
    let comments = comments(text, &read.root).into_iter();
    let own = comments.filter(|c| region.contains(&c.start) && begins_line(text, c.start));
    for comment in own {
        let Some(off) = switched_off(&text[comment.clone()]) else {
            continue;
        };
        // `#key:` and `# key:` both have the key at the column of the hash.
        let total = column(text, comment.start) + off.blanks;
        if floor.is_some_and(|floor| total <= floor + 1) {
            break;
        }
        let place = inner.unwrap_or(total & !1);
        let is_here = total == place || total == place + 1;
        if !is_here || off.name.replace('-', "_") != key.replace('-', "_") {
            continue;
        }
        let line = comment.start - column(text, comment.start)..comment.end;
        spots.push(match off.is_bare {
            true => Spot::Switch(line, off.rest.into(), place),
            false => Spot::Below(line.end, place),
        });
    }
    spots
}
