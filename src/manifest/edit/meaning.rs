//! What an edit means. In: a manifest as read, and an edit. Out: the strokes it consists of, and what the manifest says
//! after each.

use super::path::{Found, Path, Step, find, into};
use super::spans::Shape;
use super::{Edit, Fault, Read, fault};
use crate::manifest::kind::{Kind, Take};
use crate::manifest::raw::Raw;
use serde_yaml::{Mapping, Value};

/// One value put, inserted or taken away.
#[derive(Clone, Debug)]
pub(super) enum Stroke {
    /// In place of what is there, or new.
    Put(Path, Value),
    /// Into a list, before the item that the path names; or behind the last.
    Insert(Path, Value),
    /// Away.
    Remove(Path),
}

impl Stroke {
    pub fn path(&self) -> &Path {
        match self {
            Stroke::Put(path, _) | Stroke::Insert(path, _) | Stroke::Remove(path) => path,
        }
    }
}

/// More strokes than this for one edit, and the value is put as a whole.
const MOST_STROKES: usize = 60;

/// The strokes of an edit: lists and mappings are changed item by item, so that what is said of the others stays by them.
pub(super) fn strokes(read: &Read<'_>, edit: &Edit) -> Result<Vec<Stroke>, Fault> {
    let kind = Raw::KIND;
    let found = find(&read.root, edit.path(), kind)?;
    Ok(match edit {
        Edit::Remove(path) => vec![Stroke::Remove(path.clone())],
        Edit::Set(path, value) => {
            let mut strokes = Vec::new();
            match found.missing {
                [] => compare(path, at(&read.value, &found.places), value, &mut strokes),
                _ => strokes.push(Stroke::Put(path.clone(), value.clone())),
            }
            match strokes.len() {
                0..=MOST_STROKES => strokes,
                _ => vec![Stroke::Put(path.clone(), value.clone())],
            }
        }
        Edit::Append(path, value) => {
            let one = |value: Value| Value::Sequence(vec![value]);
            match &found.last().shape {
                _ if !found.missing.is_empty() => {
                    vec![Stroke::Put(path.clone(), one(value.clone()))]
                }
                Shape::Nothing => vec![Stroke::Put(path.clone(), one(value.clone()))],
                Shape::List(_, items) => {
                    let end = step(path, Step::Index(items.len()));
                    vec![Stroke::Insert(end, value.clone())]
                }
                _ if found.is_one_of_many() => {
                    let old = at(&read.value, &found.places).clone();
                    let both = Value::Sequence(vec![old, value.clone()]);
                    vec![Stroke::Put(path.clone(), both)]
                }
                _ => {
                    let message = format!("`{path}` is no list");
                    let start = found.last().span.start;
                    return Err(fault("no-such-place", message, start).hint("set it as a whole"));
                }
            }
        }
    })
}

fn step(path: &Path, step: Step) -> Path {
    let mut path = path.clone();
    path.0.push(step);
    path
}

/// The strokes that make one value of another.
fn compare(path: &Path, old: &Value, new: &Value, strokes: &mut Vec<Stroke>) {
    match (old, new) {
        _ if old == new => {}
        (Value::Mapping(before), Value::Mapping(after)) if is_apart(before, after) => {
            let key = |key: &Value| Step::Key(key.as_str().unwrap_or_default().into());
            for (name, value) in before {
                match after.get(name) {
                    Some(new) => compare(&step(path, key(name)), value, new, strokes),
                    None => strokes.push(Stroke::Remove(step(path, key(name)))),
                }
            }
            let fresh = after.iter().filter(|(name, _)| !before.contains_key(*name));
            strokes
                .extend(fresh.map(|(name, new)| Stroke::Put(step(path, key(name)), new.clone())));
        }
        (Value::Sequence(before), Value::Sequence(after))
            if !before.is_empty() && !after.is_empty() =>
        {
            items(path, before, after, strokes);
        }
        _ => strokes.push(Stroke::Put(path.clone(), new.clone())),
    }
}

/// Whether mappings can be changed key by key: some keys stay, and all are words.
fn is_apart(before: &Mapping, after: &Mapping) -> bool {
    let mut keys = before.keys().chain(after.keys());
    keys.all(Value::is_string) && before.keys().any(|key| after.contains_key(key))
}

fn items(path: &Path, before: &[Value], after: &[Value], strokes: &mut Vec<Stroke>) {
    let both = || before.iter().zip(after);
    let head = both().take_while(|(old, new)| old == new).count();
    let tails = before[head..].iter().rev().zip(after[head..].iter().rev());
    let tail = tails.take_while(|(old, new)| old == new).count();
    let (old, new) = (
        &before[head..before.len() - tail],
        &after[head..after.len() - tail],
    );
    let at = |i: usize| step(path, Step::Index(head + i));
    let common = old.len().min(new.len());
    for i in 0..common {
        compare(&at(i), &old[i], &new[i], strokes);
    }
    for i in (common..old.len()).rev() {
        strokes.push(Stroke::Remove(at(i)));
    }
    for (i, value) in new.iter().enumerate().skip(common) {
        strokes.push(Stroke::Insert(at(i), value.clone()));
    }
}

/// The value that some places lead to.
pub(super) fn at<'a>(value: &'a Value, places: &[usize]) -> &'a Value {
    let inner = |value: &'a Value, &place: &usize| match value {
        Value::Mapping(entries) => entries.iter().nth(place).map_or(value, |(_, value)| value),
        Value::Sequence(items) => items.get(place).unwrap_or(value),
        _ => value,
    };
    places.iter().fold(value, inner)
}

fn at_mut<'a>(value: &'a mut Value, places: &[usize]) -> &'a mut Value {
    let Some((&place, rest)) = places.split_first() else {
        return value;
    };
    match value {
        Value::Mapping(entries) => match entries.iter_mut().nth(place) {
            Some((_, inner)) => at_mut(inner, rest),
            None => unreachable!("the spans were read from the same text"),
        },
        Value::Sequence(items) => at_mut(&mut items[place], rest),
        other => other,
    }
}

/// What a manifest says after a stroke.
pub(super) fn after(read: &Read<'_>, stroke: &Stroke) -> Result<Value, Fault> {
    let mut value = read.value.clone();
    let found = find(&read.root, stroke.path(), Raw::KIND)?;
    match stroke {
        Stroke::Put(path, new) => match found.missing {
            [] => *at_mut(&mut value, &found.places) = new.clone(),
            [first, rest @ ..] => {
                let kind = found.kind.and_then(|kind| into(kind, first));
                let new = wrapped(rest, kind, new, path, &found)?;
                let there = at_mut(&mut value, &found.places);
                enter(there, first, found.kind, new);
            }
        },
        Stroke::Insert(path, new) => {
            let index = index_of(path);
            let places = match found.missing {
                [] => &found.places[..found.places.len() - 1],
                _ => &found.places[..],
            };
            if let Value::Sequence(items) = at_mut(&mut value, places) {
                items.insert(index.min(items.len()), new.clone());
            }
        }
        Stroke::Remove(path) => {
            if !found.missing.is_empty() || found.places.is_empty() {
                let message = format!("there is no `{path}` to take away");
                return Err(fault("no-such-place", message, found.last().span.start));
            }
            let depth = pruned(&found);
            let place = found.places[depth];
            match at_mut(&mut value, &found.places[..depth]) {
                Value::Mapping(entries) => {
                    let key = entries.keys().nth(place).cloned();
                    key.and_then(|key| entries.shift_remove(&key));
                }
                Value::Sequence(items) => {
                    items.remove(place);
                }
                _ => {}
            }
        }
    }
    Ok(value)
}

/// The item that the last step names.
pub(super) fn index_of(path: &Path) -> usize {
    match path.0.last() {
        Some(Step::Index(index)) => *index,
        _ => 0,
    }
}

/// How many steps lead to what must go for the last one to be gone: what holds nothing else goes with it. Items of lists
/// stay, so that the others keep their numbers.
pub(super) fn pruned(found: &Found<'_>) -> usize {
    let mut depth = found.places.len() - 1;
    let is_lone = |depth: usize| match &found.nodes[depth].shape {
        Shape::Map(_, entries) => entries.len() == 1,
        Shape::List(_, items) => items.len() == 1,
        _ => false,
    };
    while depth > 0 && is_lone(depth) && matches!(found.nodes[depth - 1].shape, Shape::Map(..)) {
        depth -= 1;
    }
    depth
}

/// Whether a step leads to a key, of a place where nothing stands yet.
pub(super) fn is_key(step: &Step, kind: Option<Kind>) -> bool {
    matches!(step, Step::Key(_)) || matches!(kind, Some(Kind::Pairs(_) | Kind::Group(_)))
}

/// A value inside of what further steps make of it.
pub(super) fn wrapped(
    steps: &[Step],
    kind: Option<Kind>,
    value: &Value,
    path: &Path,
    found: &Found<'_>,
) -> Result<Value, Fault> {
    let Some((step, rest)) = steps.split_first() else {
        return Ok(value.clone());
    };
    let inner = wrapped(
        rest,
        kind.and_then(|kind| into(kind, step)),
        value,
        path,
        found,
    )?;
    match step {
        _ if is_key(step, kind) => {
            let mut entries = Mapping::new();
            entries.insert(step.key().into(), inner);
            Ok(Value::Mapping(entries))
        }
        Step::Index(0) => Ok(Value::Sequence(vec![inner])),
        _ => {
            let message = format!("`{path}` leads to an item of a list that has none");
            Err(fault("no-such-item", message, found.last().span.start).hint("begin with item 0"))
        }
    }
}

/// Puts something new into a value.
fn enter(there: &mut Value, step: &Step, kind: Option<Kind>, new: Value) {
    if there.is_null() {
        *there = match is_key(step, kind) {
            true => Value::Mapping(Mapping::new()),
            false => Value::Sequence(Vec::new()),
        };
    }
    match there {
        Value::Mapping(entries) => drop(entries.insert(step.key().into(), new)),
        Value::Sequence(items) => items.push(new),
        _ => {}
    }
}

/// Whether two manifests say the same; one without any key is as one that is empty.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    let is_empty =
        |value: &Value| value.is_null() || value.as_mapping().is_some_and(Mapping::is_empty);
    one == other || is_empty(one) && is_empty(other)
}

/// The path of a stroke and the byte it leads to.
pub(super) fn place(read: &Read<'_>, stroke: &Stroke) -> (String, usize) {
    let path = stroke.path();
    let found = find(&read.root, path, Raw::KIND);
    (
        path.to_string(),
        found.map_or(0, |found| found.last().span.start),
    )
}
