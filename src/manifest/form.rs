//! The form of book.yaml. In: the tables of its keys, and the text of a manifest. Out: a field for each key, with what it
//! says now; and from what the fields send, the edits of those that were changed.

mod sent;

pub use sent::edits;

use super::edit::{Path, Step};
use super::kind::{Key, Kind, Take};
use super::raw::Raw;
use serde_yaml::Value;

/// A field: what a person sees of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where its value stands: `editions/page/size`; the field's name in what the form sends.
    pub path: Path,
    /// The key for reading: `Note size`.
    pub label: String,
    /// What the key says.
    pub help: &'static str,
    /// How it is typed in.
    pub input: Input,
    /// What it says now, as typed in; empty where nothing is said.
    pub value: String,
    /// An example as it is typed in, or what holds where nothing is said.
    pub example: String,
    /// Whether the example is what holds where nothing is said.
    pub is_default: bool,
    /// Whether a manifest can't do without it.
    pub is_needed: bool,
}

/// How a value is typed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Words on a line.
    Line,
    /// Words on several lines.
    Prose,
    /// A whole number.
    Number,
    /// A length with its unit.
    Length,
    /// Yes, no, or not said.
    Flag,
    /// One of these, or not said.
    Choice(Vec<&'static str>),
    /// A list: each item on a line.
    Lines,
    /// Several of these, each two words with a comma between, on a line.
    Couples,
    /// Words, a colon and a value, on a line each; quotes where the words have a colon.
    Pairs,
    /// Nothing itself: the fields below it belong together.
    Group,
}

/// Keys that want sentences.
const PROSE: [&str; 2] = ["description", "rights"];

/// Keys that a manifest can't do without.
const NEEDED: [&str; 2] = ["title", "text"];

/// Keys whose items are mostly words, a line each; a row each only where one says more.
const MOSTLY_WORDS: [&str; 1] = ["text"];

/// The keys of a row, of a key whose items are rows.
fn rows_of(key: &Key, value: &Value) -> Option<&'static [Key]> {
    match key.kind {
        Kind::OneOrMany(Kind::Group(keys)) => Some(keys),
        Kind::OneOrMany(Kind::Either(_, Kind::Group(keys))) => {
            let is_said = many(value).iter().any(|item| item.is_mapping());
            (is_said || !MOSTLY_WORDS.contains(&key.name)).then_some(keys)
        }
        _ => None,
    }
}

/// The fields of a manifest, in the order of the tables; a group comes before what is in it. A manifest that can't be read
/// has fields without values.
#[must_use]
pub fn fields(text: &str) -> Vec<Field> {
    let root = serde_yaml::from_str(text).unwrap_or_default();
    let mut fields = Vec::new();
    group(keys(Raw::KIND), &Path::default(), &root, &mut fields);
    fields
}

fn keys(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Group(keys) => keys,
        _ => &[],
    }
}

fn group(keys: &'static [Key], path: &Path, value: &Value, fields: &mut Vec<Field>) {
    for key in keys {
        let path = further(path, Step::Key(key.name.into()));
        of_key(key, &path, of(value, key.name), fields);
    }
}

/// The value of a key, with hyphens or underscores.
fn of<'a>(value: &'a Value, name: &str) -> &'a Value {
    let entries = value.as_mapping().into_iter().flatten();
    let is = |key: &Value| {
        key.as_str()
            .is_some_and(|key| key.replace('-', "_") == name)
    };
    let mut found = entries.filter(|(key, _)| is(key)).map(|(_, value)| value);
    found.next().unwrap_or(&Value::Null)
}

fn further(path: &Path, step: Step) -> Path {
    Path([path.0.clone(), vec![step]].concat())
}

fn of_key(key: &Key, path: &Path, value: &Value, fields: &mut Vec<Field>) {
    let field = |path: &Path, input: Input, value: String| Field {
        path: path.clone(),
        label: label(key.name),
        help: key.about.trim(),
        input,
        value,
        example: example(key),
        is_default: key.is_default,
        is_needed: path.0.len() == 1 && NEEDED.contains(&key.name),
    };
    if let Some(keys) = rows_of(key, value) {
        fields.push(field(path, Input::Group, String::new()));
        // One row more than there are, to add another.
        let rows = many(value);
        for (i, row) in rows.iter().copied().chain([&Value::Null]).enumerate() {
            let path = further(path, Step::Index(i));
            group(keys, &path, &as_group(row, keys), fields);
        }
        return;
    }
    match key.kind {
        Kind::Group(keys) => {
            fields.push(field(path, Input::Group, String::new()));
            group(keys, path, value, fields);
        }
        Kind::Either(Kind::Text, Kind::Group(keys)) => {
            fields.push(field(path, Input::Group, String::new()));
            group(keys, path, &as_group(value, keys), fields);
        }
        Kind::Either(one, other) => {
            let input = input(*one, key.name);
            fields.push(field(path, input, typed(one, scalar_of(value))));
            match other {
                Kind::Group(keys) => group(keys, path, value, fields),
                Kind::Pair(_) => {
                    for (i, side) in ["left", "right"].into_iter().enumerate() {
                        let words = value.get(i).map(|word| typed(&Kind::Text, word));
                        let path = further(path, Step::Index(i));
                        let mut field = field(&path, Input::Line, words.unwrap_or_default());
                        field.label = format!("{}, {side} page", field.label);
                        (field.example, field.is_default) = (String::new(), false);
                        fields.push(field);
                    }
                }
                _ => {}
            }
        }
        kind => {
            let input = input(kind, key.name);
            fields.push(field(path, input, typed(&kind, value)));
        }
    }
}

/// A key's example as it is typed into its field.
fn example(key: &Key) -> String {
    let value = serde_yaml::from_str(key.example).unwrap_or_default();
    typed(&key.kind, &value)
}

/// A key's name for reading.
fn label(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A scalar, or nothing.
fn scalar_of(value: &Value) -> &Value {
    match value {
        Value::Mapping(_) | Value::Sequence(_) | Value::Tagged(_) => &Value::Null,
        scalar => scalar,
    }
}

fn many(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Sequence(items) => items.iter().collect(),
        one => vec![one],
    }
}

/// What a scalar says, said by the first key of the group that may stand for it.
fn as_group(value: &Value, keys: &[Key]) -> Value {
    match value {
        Value::Mapping(_) | Value::Null => value.clone(),
        scalar => {
            let first = keys.first().map_or("", |key| key.name);
            Value::Mapping([(first.into(), scalar.clone())].into_iter().collect())
        }
    }
}

fn input(kind: Kind, name: &str) -> Input {
    match kind {
        Kind::Text if PROSE.contains(&name) => Input::Prose,
        Kind::Flag => Input::Flag,
        Kind::Whole => Input::Number,
        Kind::Length => Input::Length,
        Kind::Choice(names) => Input::Choice(names()),
        Kind::List(Kind::Pair(_)) => Input::Couples,
        Kind::List(_) | Kind::OneOrMany(_) => Input::Lines,
        Kind::Pairs(_) => Input::Pairs,
        // A number or a word: `72`, `none`.
        Kind::Text | Kind::Either(..) | Kind::Pair(_) => Input::Line,
        Kind::Group(_) => Input::Group,
    }
}

/// A value as it is typed into its field.
fn typed(kind: &Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::List(Kind::Pair(_)), Value::Sequence(items)) => {
            let couple = |item: &Value| {
                many(item)
                    .into_iter()
                    .map(word)
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            items.iter().map(couple).collect::<Vec<_>>().join("\n")
        }
        (Kind::List(_) | Kind::OneOrMany(_), value) => many(value)
            .into_iter()
            .map(word)
            .collect::<Vec<_>>()
            .join("\n"),
        (_, Value::Mapping(_)) => serde_yaml::to_string(value)
            .unwrap_or_default()
            .trim_end()
            .into(),
        (_, value) => word(value),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim_end().into(),
        Value::Null => String::new(),
        other => serde_yaml::to_string(other)
            .unwrap_or_default()
            .trim_end()
            .into(),
    }
}

#[cfg(test)]
mod tests;
