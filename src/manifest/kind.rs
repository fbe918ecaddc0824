//! The types of a manifest's values. In: a [`Node`]. Out: a value of a type with all that is wrong with it noted at once;
//! and for each type its [`Kind`], from which the schema and the documentation are made.

use super::faults::{Faults, Placed};
use super::leaf::wrong_type;
use super::locate::Path;
use super::names::{listed, nearest};
use super::tree::Node;
use crate::diagnostic::Diagnostic;
use std::collections::HashMap;

/// What a key wants, as data.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Words.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Whole,
    /// A length such as `12.5pt`.
    Length,
    /// One of some names.
    Choice(fn() -> Vec<&'static str>),
    /// A list.
    List(&'static Kind),
    /// One, or a list of them.
    OneOrMany(&'static Kind),
    /// Two of them, as a list.
    Pair(&'static Kind),
    /// A mapping of words to values.
    Pairs(&'static Kind),
    /// A mapping with these keys.
    Group(&'static [Key]),
    /// The one or the other.
    Either(&'static Kind, &'static Kind),
}

/// A key of a group.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name, with underscores.
    pub name: &'static str,
    /// What it says, in a sentence or two.
    pub about: &'static str,
    /// What it wants.
    pub kind: Kind,
    /// A value as YAML; empty for groups.
    pub example: &'static str,
    /// Whether the example is what a manifest without the key gets.
    pub is_default: bool,
}

impl Kind {
    /// For messages: `text`, `a list`.
    pub(super) fn wanted(&self) -> String {
        match self {
            Kind::Text => "text".into(),
            Kind::Flag => "`true` or `false`".into(),
            Kind::Whole => "a whole number".into(),
            Kind::Length => "a length, such as `12.5pt`".into(),
            Kind::Choice(names) => listed(names(), "or"),
            Kind::List(_) => "a list".into(),
            Kind::OneOrMany(kind) => format!("{} or a list", kind.wanted()),
            Kind::Pair(_) => "a list of two".into(),
            Kind::Pairs(_) => "a mapping of words to values".into(),
            Kind::Group(_) => "a mapping of keys to values".into(),
            Kind::Either(one, other) => format!("{} or {}", one.wanted(), other.wanted()),
        }
    }
}

/// A type that a node can be taken as.
pub(super) trait Take: Sized {
    /// For the schema and the documentation.
    const KIND: Kind;

    /// Takes a node; None if it is none, and the faults say why.
    fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<Self>;
}

/// The path of an entry or item.
pub(super) fn step(path: &[usize], index: usize) -> Path {
    let mut path = path.to_vec();
    path.push(index);
    path
}

fn items<T: Take>(list: &[Node], path: &[usize], faults: &mut Faults) -> Vec<T> {
    let taken = list.iter().enumerate();
    taken
        .filter_map(|(i, node)| T::take(node, &step(path, i), faults))
        .collect()
}

impl<T: Take> Take for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<Vec<T>> {
        if let Node::List(list) = node {
            return Some(items(list, path, faults));
        }
        let fault = wrong_type(&Self::KIND, node);
        let fault = match node {
            Node::Scalar { text, .. } => fault.hint(format!("write `[{text}]`")),
            _ => fault,
        };
        faults.value(path, fault);
        None
    }
}

/// One, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OneOrMany<T>(pub Vec<T>);

impl<T: Take> Take for OneOrMany<T> {
    const KIND: Kind = Kind::OneOrMany(&T::KIND);

    fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<OneOrMany<T>> {
        match node {
            Node::List(list) => Some(OneOrMany(items(list, path, faults))),
            _ => T::take(node, path, faults).map(|one| OneOrMany(vec![one])),
        }
    }
}

/// Two of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair<T>(pub T, pub T);

impl<T: Take> Take for Pair<T> {
    const KIND: Kind = Kind::Pair(&T::KIND);

    fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<Pair<T>> {
        let Node::List(list) = node else {
            faults.value(path, wrong_type(&Self::KIND, node));
            return None;
        };
        if list.len() != 2 {
            let message = format!("expected a list of two, found {}", list.len());
            faults.value(path, Diagnostic::error("wrong-type", message));
            return None;
        }
        let first = T::take(&list[0], &step(path, 0), faults);
        let second = T::take(&list[1], &step(path, 1), faults);
        Some(Pair(first?, second?))
    }
}

/// A mapping of words to values, in its order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pairs<T>(pub Vec<(Placed<String>, T)>);

impl<T: Take> Take for Pairs<T> {
    const KIND: Kind = Kind::Pairs(&T::KIND);

    fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<Pairs<T>> {
        let Node::Group(entries) = node else {
            faults.value(path, wrong_type(&Self::KIND, node));
            return None;
        };
        let mut seen = HashMap::new();
        let mut pairs = Vec::new();
        for (i, (key, node)) in entries.iter().enumerate() {
            let at = step(path, i);
            if seen.insert(key, i).is_some() {
                faults.key(&at, twice(key));
            } else if let Some(value) = T::take(node, &at, faults) {
                let (value_of, path) = (key.clone(), at);
                let key = Placed {
                    value: value_of,
                    path,
                };
                pairs.push((key, value));
            }
        }
        Some(Pairs(pairs))
    }
}

fn twice(key: &str) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("`{key}` is given twice"))
        .hint("keep one of the two")
}

/// The one or the other: lists and mappings go to `B`, scalars to `A`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Either<A, B> {
    /// A scalar.
    One(A),
    /// A list or a mapping.
    Other(B),
}

impl<A: Take, B: Take> Take for Either<A, B> {
    const KIND: Kind = Kind::Either(&A::KIND, &B::KIND);

    fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<Either<A, B>> {
        match node {
            Node::Scalar { .. } => A::take(node, path, faults).map(Either::One),
            Node::List(_) | Node::Group(_) => B::take(node, path, faults).map(Either::Other),
            _ => {
                faults.value(path, wrong_type(&Self::KIND, node));
                None
            }
        }
    }
}

/// The entries of a group by the table of its keys: each key's node, if it is there and has a value. Keys that the table
/// does not have, or that stand twice, are noted as faults.
pub(super) fn entries<'a>(
    node: &'a Node,
    path: &[usize],
    keys: &'static [Key],
    faults: &mut Faults,
) -> Option<Vec<Option<(&'a Node, Path)>>> {
    let Node::Group(group) = node else {
        faults.value(path, wrong_type(&Kind::Group(keys), node));
        return None;
    };
    let mut found: Vec<Option<(&Node, Path)>> = vec![None; keys.len()];
    for (i, (typed, node)) in group.iter().enumerate() {
        let at = step(path, i);
        let name = typed.replace('-', "_");
        match keys.iter().position(|key| key.name == name) {
            None => faults.key(&at, unknown_key(typed, keys)),
            Some(key) if found[key].is_some() => faults.key(&at, twice(typed)),
            Some(key) => found[key] = Some((node, at)),
        }
    }
    let has_value = |entry: &Option<(&Node, Path)>| {
        entry
            .as_ref()
            .is_some_and(|(node, _)| **node != Node::Nothing)
    };
    Some(
        found
            .into_iter()
            .map(|entry| entry.filter(|e| has_value(&Some(e.clone()))))
            .collect(),
    )
}

fn unknown_key(typed: &str, keys: &'static [Key]) -> Diagnostic {
    let fault = Diagnostic::error("unknown-key", format!("unknown key `{typed}`"));
    let names = || keys.iter().map(|key| key.name);
    let near = nearest(&typed.replace('-', "_"), names(), 3);
    if !near.is_empty() {
        return fault.hint(format!("did you mean {}?", listed(near, "or")));
    }
    let homes = homes(typed);
    if !homes.is_empty() {
        let homes = homes.iter().map(String::as_str);
        return fault.hint(format!("it belongs under {}", listed(homes, "or")));
    }
    fault.hint(format!("the keys here are {}", listed(names(), "and")))
}

/// The groups of the whole manifest that have a key of this name.
fn homes(typed: &str) -> Vec<String> {
    let name = typed.replace('-', "_");
    let mut homes = Vec::new();
    visit(super::raw::Raw::KIND, &mut Vec::new(), &mut |path, key| {
        if key.name == name && !path.is_empty() {
            homes.push(path.join("."));
        }
    });
    homes
}

/// Calls `found` for each key of a kind and of all groups inside it, with the names that lead to its group.
pub(super) fn visit(
    kind: Kind,
    path: &mut Vec<&'static str>,
    found: &mut dyn FnMut(&[&'static str], &Key),
) {
    match kind {
        Kind::Group(keys) => {
            for key in keys {
                found(path, key);
                path.push(key.name);
                visit(key.kind, path, found);
                path.pop();
            }
        }
        Kind::List(kind) | Kind::OneOrMany(kind) | Kind::Pair(kind) | Kind::Pairs(kind) => {
            visit(*kind, path, found);
        }
        Kind::Either(one, other) => {
            visit(*one, path, found);
            visit(*other, path, found);
        }
        _ => {}
    }
}
