//! What a form sends. In: paths and what was typed there, and the text of the manifest. Out: the edits of the keys that say
//! something else now, or what can't be understood.

use super::{as_group, fields, further, keys, many, of, rows_of, scalar_of, typed, word};
use crate::diagnostic::Diagnostic;
use crate::manifest::edit::{Edit, Path, Step};
use crate::manifest::kind::{Key, Kind, Take};
use crate::manifest::raw::Raw;
use crate::manifest::tree::{self, Node};
use serde_yaml::{Mapping, Value};

/// The edits that a form asks for: of the fields that it sends (a path and what was typed), those that say something else
/// than the manifest.
///
/// # Errors
/// Each field that can't be understood, by its path.
pub fn edits(
    text: &str,
    sent: &[(String, String)],
) -> Result<Vec<Edit>, Vec<(String, Diagnostic)>> {
    let root: Value = serde_yaml::from_str(text).unwrap_or_default();
    let fields = fields(text);
    // Browsers send line ends as CR LF.
    let sent: Vec<(&str, String)> = sent
        .iter()
        .map(|(name, typed)| {
            (
                name.as_str(),
                typed.replace("\r\n", "\n").trim().to_string(),
            )
        })
        .collect();
    let is_changed = |name: &str, typed: &str| {
        let field = fields.iter().find(|field| field.path.to_string() == name);
        field.map_or(!typed.is_empty(), |field| field.value.trim() != typed)
    };
    let form = Form {
        sent: sent
            .iter()
            .map(|(name, typed)| (*name, typed.as_str()))
            .collect(),
        changed: sent
            .iter()
            .filter(|(name, typed)| is_changed(name, typed))
            .map(|(name, _)| *name)
            .collect(),
    };
    let mut asked = Asked::default();
    form.group(keys(Raw::KIND), &Path::default(), &root, &mut asked);
    match asked.faults.is_empty() {
        true => Ok(asked.edits),
        false => Err(asked.faults),
    }
}

/// What was sent.
struct Form<'a> {
    sent: Vec<(&'a str, &'a str)>,
    changed: Vec<&'a str>,
}

#[derive(Default)]
struct Asked {
    edits: Vec<Edit>,
    faults: Vec<(String, Diagnostic)>,
}

impl Asked {
    fn value(&mut self, path: &Path, value: Result<Value, Diagnostic>) -> Value {
        value.unwrap_or_else(|fault| {
            self.faults.push((path.to_string(), fault));
            Value::Null
        })
    }

    /// What shall stand at a path; nothing, if nothing was typed.
    fn ask(&mut self, path: &Path, old: &Value, new: Value) {
        if new.is_null() && old.is_null() || *old == new {
            return;
        }
        self.edits.push(match new {
            Value::Null => Edit::Remove(path.clone()),
            new => Edit::Set(path.clone(), new),
        });
    }
}

impl Form<'_> {
    /// What was typed into the field of a path; None if it was not sent.
    fn typed(&self, path: &Path) -> Option<&str> {
        let name = path.to_string();
        let found = self.sent.iter().find(|(other, _)| *other == name);
        found.map(|(_, typed)| *typed)
    }

    /// Whether a field at a path or below it was changed.
    fn touches(&self, path: &Path) -> bool {
        let name = path.to_string();
        let below = format!("{name}/");
        self.changed
            .iter()
            .any(|other| *other == name || other.starts_with(&below))
    }

    fn group(&self, keys: &[Key], path: &Path, value: &Value, asked: &mut Asked) {
        for key in keys {
            let path = further(path, Step::Key(key.name.into()));
            let old = of(value, key.name);
            if !self.touches(&path) {
                continue;
            }
            if rows_of(key, old).is_some() {
                let new = self.rows(key, &path, old, asked);
                asked.ask(&path, old, new);
                continue;
            }
            match key.kind {
                Kind::Group(keys) => self.group(keys, &path, old, asked),
                Kind::Either(Kind::Text, Kind::Group(keys)) => {
                    let new = self.either(keys, &path, old, asked);
                    asked.ask(&path, old, new);
                }
                Kind::Either(one, other) => {
                    let new = self.other(*one, *other, (&path, old), asked);
                    asked.ask(&path, old, new);
                }
                kind => {
                    let typed = self.typed(&path).unwrap_or_default();
                    let new = asked.value(&path, read(kind, typed, old));
                    asked.ask(&path, old, new);
                }
            }
        }
    }

    /// A list of what is a word or a group, or always a group: rows that are empty go.
    fn rows(&self, key: &Key, path: &Path, old: &Value, asked: &mut Asked) -> Value {
        let keys = rows_of(key, old).unwrap_or_default();
        let are_groups = matches!(key.kind, Kind::OneOrMany(Kind::Group(_)));
        let old_rows = many(old);
        let mut rows = Vec::new();
        for i in 0.. {
            let path = further(path, Step::Index(i));
            let before = old_rows.get(i).copied().unwrap_or(&Value::Null);
            let below = format!("{path}/");
            if before.is_null() && !self.sent.iter().any(|(name, _)| name.starts_with(&below)) {
                break;
            }
            let row = match self.touches(&path) {
                true if are_groups => self.entries(keys, &path, before, asked),
                true => self.either(keys, &path, before, asked),
                false => before.clone(),
            };
            if !row.is_null() {
                rows.push(row);
            }
        }
        match rows.len() {
            0 => Value::Null,
            1 if !old.is_sequence() => rows.remove(0),
            _ => Value::Sequence(rows),
        }
    }

    /// A group, or a word where only that is said which a word stands for.
    fn either(&self, keys: &[Key], path: &Path, old: &Value, asked: &mut Asked) -> Value {
        let whole = self.entries(keys, path, old, asked);
        let first = keys.first().map_or("", |key| key.name);
        match whole {
            Value::Mapping(entries) if entries.len() == 1 && !old.is_mapping() => entries
                .get(first)
                .cloned()
                .unwrap_or(Value::Mapping(entries)),
            whole => whole,
        }
    }

    /// A group.
    fn entries(&self, keys: &[Key], path: &Path, old: &Value, asked: &mut Asked) -> Value {
        let before = as_group(old, keys);
        let mut entries = before.as_mapping().cloned().unwrap_or_default();
        for key in keys {
            let path = further(path, Step::Key(key.name.into()));
            let is_row = rows_of(key, &Value::Null).is_some();
            let typed = self.typed(&path);
            if typed.is_none() && !(is_row && self.touches(&path)) {
                continue;
            }
            let named = entries
                .keys()
                .find(|k| k.as_str().is_some_and(|k| k.replace('-', "_") == key.name));
            let name = named.cloned().unwrap_or_else(|| key.name.into());
            let was = entries.get(&name).cloned().unwrap_or_default();
            let new = match is_row {
                true => self.rows(key, &path, &was, asked),
                false => asked.value(&path, read(key.kind, typed.unwrap_or_default(), &was)),
            };
            match new {
                Value::Null => drop(entries.shift_remove(&name)),
                value => drop(entries.insert(name, value)),
            }
        }
        match entries.is_empty() {
            true => Value::Null,
            false => Value::Mapping(entries),
        }
    }

    /// A name, or else what it can be instead: files by their keys, or two words.
    fn other(
        &self,
        one: Kind,
        other: Kind,
        (path, old): (&Path, &Value),
        asked: &mut Asked,
    ) -> Value {
        let new = match other {
            Kind::Group(keys) => {
                let group = if old.is_mapping() { old } else { &Value::Null };
                self.either(keys, path, group, asked)
            }
            Kind::Pair(kind) => {
                let words: Vec<Value> = (0..2)
                    .map(|i| {
                        let path = further(path, Step::Index(i));
                        let typed = self.typed(&path).unwrap_or_default();
                        let was = old.get(i).cloned().unwrap_or_default();
                        asked.value(&path, read(*kind, typed, &was))
                    })
                    .collect();
                match words.iter().all(Value::is_null) {
                    true => Value::Null,
                    false => Value::Sequence(words),
                }
            }
            _ => Value::Null,
        };
        // A name that was chosen now goes before files and words that stand there.
        let typed = self.typed(path).unwrap_or_default();
        let is_chosen = !typed.is_empty() && self.changed.contains(&path.to_string().as_str());
        match new {
            Value::Null => asked.value(path, read(one, typed, scalar_of(old))),
            _ if is_chosen => asked.value(path, read(one, typed, scalar_of(old))),
            new => new,
        }
    }
}

/// What was typed, as a value of a kind; as it was, if it says the same.
fn read(kind: Kind, text: &str, old: &Value) -> Result<Value, Diagnostic> {
    if text == typed(&kind, old).trim() {
        return Ok(old.clone());
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let wrong = |message: String| Diagnostic::error("wrong-type", message);
    Ok(match kind {
        Kind::Flag => match text {
            "true" => true.into(),
            "false" => false.into(),
            _ => return Err(wrong(format!("expected `true` or `false`, found `{text}`"))),
        },
        Kind::Whole => number(text).unwrap_or_else(|| text.into()),
        // A number or a word.
        Kind::Either(Kind::Whole, _) => number(text).unwrap_or_else(|| text.into()),
        Kind::List(Kind::Pair(_)) => {
            let couples =
                lines().map(|line| was(&kind, old, line).map_or_else(|| couple(line), Ok));
            Value::Sequence(couples.collect::<Result<_, _>>()?)
        }
        Kind::OneOrMany(_) if lines().count() == 1 && !old.is_sequence() => text.into(),
        Kind::List(_) | Kind::OneOrMany(_) => {
            let items = lines().map(|line| was(&kind, old, line).unwrap_or_else(|| line.into()));
            Value::Sequence(items.collect())
        }
        Kind::Pairs(_) => pairs(text).map_err(|_| {
            wrong("these are no pairs of words and values".into())
                .hint("write `words: value` on a line each; words with a colon in them need quotes")
        })?,
        _ => text.into(),
    })
}

/// Pairs as they are typed: what YAML takes for a number is words for a manifest, such as the note `10`.
fn pairs(text: &str) -> serde_yaml::Result<Value> {
    let read: Mapping = serde_yaml::from_str(text)?;
    let Node::Group(words) = tree::read(text)? else {
        return Ok(Value::Mapping(read));
    };
    let entries = words.into_iter().zip(read);
    let entries = entries.map(|((name, typed), (_, value))| match typed {
        // `1.10` is no 1.1.
        Node::Scalar { text, .. } if word(&value) != text.trim_end() => (name.into(), text.into()),
        _ => (name.into(), value),
    });
    Ok(Value::Mapping(entries.collect()))
}

/// The item that a line stood for, before it was sent: `2` may be a number there.
fn was(kind: &Kind, old: &Value, line: &str) -> Option<Value> {
    let alone = |item: &Value| typed(kind, &Value::Sequence(vec![item.clone()]));
    many(old)
        .into_iter()
        .find(|item| alone(item).trim() == line)
        .cloned()
}

fn couple(line: &str) -> Result<Value, Diagnostic> {
    let words: Vec<Value> = line.split(',').map(|word| word.trim().into()).collect();
    match words.len() {
        2 => Ok(Value::Sequence(words)),
        _ => Err(
            Diagnostic::error("wrong-type", format!("`{line}` is no pair"))
                .hint("write two, with a comma between: `2, 3`"),
        ),
    }
}

fn number(text: &str) -> Option<Value> {
    text.parse::<u32>().ok().map(Value::from)
}
