//! Where in a manifest. In: `authors/0/name`, `repair/corrections/"old words"`. Out: steps, and the node they lead to.

use super::meaning::is_key;
use super::spans::{Node, Shape};
use super::{Fault, fault};
use crate::manifest::kind::Kind;
use std::fmt;

/// A step into a mapping or list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, from 0.
    Index(usize),
}

impl Step {
    /// As a key; numbers are keys where a mapping stands.
    pub(super) fn key(&self) -> String {
        match self {
            Step::Key(key) => key.clone(),
            Step::Index(index) => index.to_string(),
        }
    }
}

/// A way from the root of a manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

impl<K: Into<String>> FromIterator<K> for Path {
    /// The way over some keys.
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Path {
        Path(keys.into_iter().map(|key| Step::Key(key.into())).collect())
    }
}

impl Path {
    /// Reads a path: steps with `/` between them; a number is an item of a list, unless a mapping stands there; a key with a
    /// `/` or a quote in it, or one that is a number, stands in double quotes, as in JSON.
    ///
    /// # Errors
    /// A quote without end, or an empty step.
    pub fn read(text: &str) -> Result<Path, String> {
        let mut steps = Vec::new();
        let mut rest = text;
        loop {
            let quoted = rest.starts_with('"').then(|| quoted_length(rest));
            let length = match quoted {
                Some(None) => return Err(format!("the path `{text}` has a quote without end")),
                Some(Some(length)) => length,
                None => rest.find('/').unwrap_or(rest.len()),
            };
            let (step, tail) = rest.split_at(length);
            steps.push(match (quoted, step.parse::<usize>()) {
                (Some(_), _) => Step::Key(serde_json::from_str(step).map_err(|e| e.to_string())?),
                (None, Ok(index)) => Step::Index(index),
                (None, Err(_)) if step.is_empty() => {
                    return Err(format!("the path `{text}` has an empty step"));
                }
                (None, Err(_)) => Step::Key(step.into()),
            });
            match tail.strip_prefix('/') {
                Some(tail) => rest = tail,
                None if tail.is_empty() => return Ok(Path(steps)),
                None => return Err(format!("a `/` is missing in the path `{text}`")),
            }
        }
    }
}

/// The bytes of a JSON string that a text begins with.
fn quoted_length(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    while let Some((i, c)) = letters.next() {
        match c {
            '\\' => drop(letters.next()),
            '"' => return Some(i + 1),
            _ => {}
        }
    }
    None
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("/")?;
            }
            match step {
                Step::Index(index) => write!(f, "{index}")?,
                Step::Key(key) => {
                    let is_bare = !key.is_empty()
                        && !key.contains(['/', '"', '\\'])
                        && !key.chars().any(char::is_control)
                        && key.parse::<usize>().is_err();
                    match is_bare {
                        true => f.write_str(key)?,
                        false => write!(f, "{}", serde_json::Value::from(key.as_str()))?,
                    }
                }
            }
        }
        Ok(())
    }
}

/// How far a path leads.
pub(super) struct Found<'a> {
    /// The nodes on the way, the root first; the last is what was found.
    pub nodes: Vec<&'a Node>,
    /// Which entry or item each step went to.
    pub places: Vec<usize>,
    /// The steps that lead to nothing yet.
    pub missing: &'a [Step],
    /// What the key of the last node wants, if the tables know it.
    pub kind: Option<Kind>,
}

impl<'a> Found<'a> {
    pub fn last(&self) -> &'a Node {
        self.nodes[self.nodes.len() - 1]
    }

    /// Whether one value may stand here for a list of one.
    pub fn is_one_of_many(&self) -> bool {
        let is_list = matches!(self.last().shape, Shape::List(..) | Shape::Nothing);
        matches!(self.kind, Some(Kind::OneOrMany(_))) && !is_list
    }
}

/// Goes along a path as far as it leads.
pub(super) fn find<'a>(root: &'a Node, path: &'a Path, kind: Kind) -> Result<Found<'a>, Fault> {
    let mut found = Found {
        nodes: vec![root],
        places: Vec::new(),
        missing: &path.0,
        kind: Some(kind),
    };
    while let Some((step, rest)) = found.missing.split_first() {
        let node = found.last();
        if found.is_one_of_many() && *step == Step::Index(0) {
            found.kind = found.kind.and_then(|kind| into(kind, step));
            found.missing = rest;
            continue;
        }
        let Some(place) = place(&found, step, path)? else {
            break;
        };
        found.kind = found.kind.and_then(|kind| into(kind, step));
        found.nodes.push(match &node.shape {
            Shape::Map(_, entries) => &entries[place].value,
            Shape::List(_, items) => &items[place].value,
            _ => node,
        });
        found.places.push(place);
        found.missing = rest;
    }
    match found.nodes.iter().find(|node| node.is_shared) {
        Some(node) => Err(shared(node, path)),
        None => Ok(found),
    }
}

/// The place at which a step leads on from what was found so far; none where nothing stands there yet.
fn place(found: &Found<'_>, step: &Step, path: &Path) -> Result<Option<usize>, Fault> {
    let node = found.last();
    Ok(match &node.shape {
        Shape::Nothing => match step {
            Step::Index(1..) if !is_key(step, found.kind) => {
                let message = format!("`{path}` leads to an item of a list that has none");
                let fault = fault("no-such-item", message, node.span.start);
                return Err(fault.hint("begin with item 0"));
            }
            _ => None,
        },
        Shape::Map(_, entries) => {
            let key = step.key();
            let same = |name: &str| name.replace('-', "_") == key.replace('-', "_");
            let names = || entries.iter().map(|entry| entry.name.as_str());
            let exact = names().position(|name| name == key);
            // Of the keys of the tables, hyphens are underscores.
            let is_named = found.kind.is_some_and(|k| into_key(k, &key).is_some());
            exact.or_else(|| is_named.then(|| names().position(same)).flatten())
        }
        Shape::List(_, items) => match step {
            Step::Index(index) if *index <= items.len() => (*index < items.len()).then_some(*index),
            Step::Index(index) => {
                let message = format!(
                    "the list has {} items, `{path}` names item {index}, counted from 0",
                    items.len()
                );
                return Err(fault("no-such-item", message, node.span.start));
            }
            Step::Key(key) => {
                let message = format!("a list stands where `{path}` wants the key `{key}`");
                return Err(fault("no-such-place", message, node.span.start));
            }
        },
        Shape::Alias => return Err(shared(node, path)),
        Shape::Scalar(_) | Shape::Pair(_) => {
            let message = format!("a single value stands where `{path}` leads further in");
            return Err(fault("no-such-place", message, node.span.start)
                .hint("set the value above it as a whole"));
        }
    })
}

/// The fault of an edit that would change what stands at other places, too.
pub(super) fn shared(node: &Node, path: &Path) -> Fault {
    let message = format!("`{path}` is shared by an anchor (`&`) or alias (`*`)");
    fault("shared-value", message, node.span.start).hint("write the value out at each place first")
}

/// What a step leads to, by the tables.
pub(super) fn into(kind: Kind, step: &Step) -> Option<Kind> {
    match (kind, step) {
        (Kind::List(kind) | Kind::Pair(kind), Step::Index(_)) => Some(*kind),
        (Kind::OneOrMany(kind), Step::Index(_)) => Some(*kind),
        (Kind::OneOrMany(kind), Step::Key(_)) => into(*kind, step),
        (Kind::Pairs(kind), _) => Some(*kind),
        (Kind::Either(one, other), _) => into(*other, step).or_else(|| into(*one, step)),
        (kind, step) => into_key(kind, &step.key()),
    }
}

fn into_key(kind: Kind, key: &str) -> Option<Kind> {
    match kind {
        Kind::Group(keys) => {
            let name = key.replace('-', "_");
            keys.iter().find(|key| key.name == name).map(|key| key.kind)
        }
        Kind::OneOrMany(kind) => into_key(*kind, key),
        Kind::Either(one, other) => into_key(*other, key).or_else(|| into_key(*one, key)),
        _ => None,
    }
}
