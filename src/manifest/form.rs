//! The form of book.yaml. In: the tables of its keys, and the text of a manifest. Out: a field for each key, with what it
//! says now; and from what the fields send, the edits of those that were changed.

use super::edit::{Edit, Path, Step};
use super::kind::{Key, Kind, Take};
use super::raw::Raw;
use crate::diagnostic::Diagnostic;
use serde_yaml::{Mapping, Value};

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
    /// An example, or what holds where nothing is said.
    pub example: &'static str,
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
        example: key.example,
        is_default: key.is_default,
        is_needed: path.0.len() == 1 && NEEDED.contains(&key.name),
    };
    match key.kind {
        Kind::Group(keys) => {
            fields.push(field(path, Input::Group, String::new()));
            group(keys, path, value, fields);
        }
        Kind::OneOrMany(Kind::Either(_, Kind::Group(keys))) => {
            fields.push(field(path, Input::Group, String::new()));
            // One row more than there are, to add another.
            let rows = many(value);
            for (i, row) in rows.iter().copied().chain([&Value::Null]).enumerate() {
                group(
                    keys,
                    &further(path, Step::Index(i)),
                    &as_group(row, keys),
                    fields,
                );
            }
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
                        (field.example, field.is_default) = ("", false);
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
            match key.kind {
                Kind::Group(keys) => self.group(keys, &path, old, asked),
                Kind::OneOrMany(Kind::Either(_, Kind::Group(keys))) => {
                    let new = self.rows(keys, &path, old, asked);
                    asked.ask(&path, old, new);
                }
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

    /// A list of what is a word or a group: rows that are empty go.
    fn rows(&self, keys: &[Key], path: &Path, old: &Value, asked: &mut Asked) -> Value {
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
        let before = as_group(old, keys);
        let mut entries = before.as_mapping().cloned().unwrap_or_default();
        for key in keys {
            let path = further(path, Step::Key(key.name.into()));
            let Some(typed) = self.typed(&path) else {
                continue;
            };
            let named = entries
                .keys()
                .find(|k| k.as_str().is_some_and(|k| k.replace('-', "_") == key.name));
            let name = named.cloned().unwrap_or_else(|| key.name.into());
            let was = entries.get(&name).cloned().unwrap_or_default();
            match asked.value(&path, read(key.kind, typed, &was)) {
                Value::Null => drop(entries.shift_remove(&name)),
                value => drop(entries.insert(name, value)),
            }
        }
        let first = keys.first().map_or("", |key| key.name);
        match entries.len() {
            0 => Value::Null,
            1 if !old.is_mapping() && entries.contains_key(first) => entries[first].clone(),
            _ => Value::Mapping(entries),
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
        Kind::Pairs(_) => {
            let read: Result<Mapping, _> = serde_yaml::from_str(text);
            Value::Mapping(read.map_err(|_| {
                wrong("these are no pairs of words and values".into()).hint(
                    "write `words: value` on a line each; words with a colon in them need quotes",
                )
            })?)
        }
        _ => text.into(),
    })
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

#[cfg(test)]
mod tests {
    use super::super::edit;
    use super::super::kind::visit;
    use super::*;

    fn after(text: &str, changed: &[(&str, &str)]) -> String {
        let mut sent: Vec<(String, String)> = fields(text)
            .into_iter()
            .filter(|field| field.input != Input::Group)
            .map(|field| (field.path.to_string(), field.value.replace('\n', "\r\n")))
            .collect();
        for (name, typed) in changed {
            match sent.iter_mut().find(|(other, _)| other == name) {
                Some((_, value)) => *value = (*typed).into(),
                None => sent.push(((*name).into(), (*typed).into())),
            }
        }
        let edits = edits(text, &sent).expect("a form that can be understood");
        edit::apply("book.yaml", text, &edits)
            .expect("edits that can be made")
            .text
    }

    const TEXT: &str = "title: 1.10 # a\nauthors: [Ann, {name: Bob, role: editor}]\ntext: a.txt\nrights: |\n  one\n  two\nseries: Lane\nsource: {edition: First}\nrepair: {never-split: [x], corrections: {'a: b': c}}\nnotes: {swap: [[5, 6]], link: {10: 9#2}}\neditions:\n  text: {measure: 72}\n  page: {running_heads: [L, R], face: {regular: a.otf}}\n  booklet: {signature: 16-32}\n";

    #[test]
    fn every_key_of_the_schema_is_a_field() {
        let fields: Vec<String> = fields(TEXT)
            .iter()
            .map(|field| field.path.to_string())
            .collect();
        let mut missing = Vec::new();
        visit(Raw::KIND, &mut Vec::new(), &mut |path, key| {
            let path = [path, &[key.name]].concat().join("/");
            let row = path.replacen("authors/", "authors/0/", 1);
            if !fields.contains(&path) && !fields.contains(&row) {
                missing.push(path);
            }
        });
        assert!(missing.is_empty(), "{missing:?}");
        for path in fields {
            assert_eq!(Path::read(&path).expect("a path").to_string(), path);
        }
    }

    #[test]
    fn a_form_that_is_sent_back_changes_nothing() {
        assert_eq!(after(TEXT, &[]), TEXT);
        let book = include_str!("../../book.yaml");
        assert_eq!(after(book, &[]), book);
    }

    #[test]
    fn each_field_changes_its_own_value() {
        let now = |changed: &[(&str, &str)], from: &str, to: &str| {
            assert_eq!(after(TEXT, changed), TEXT.replace(from, to), "{changed:?}");
        };
        now(&[("title", "1984")], "1.10", "\"1984\"");
        now(&[("authors/2/name", "Cy")], "editor}]", "editor}, Cy]");
        now(
            &[("authors/0/role", "translator")],
            "[Ann,",
            "[{name: Ann, role: translator},",
        );
        now(
            &[("authors/1/name", ""), ("authors/1/role", "")],
            ", {name: Bob, role: editor}",
            "",
        );
        now(
            &[("text", "a.txt\r\nb.txt")],
            "text: a.txt",
            "text: [a.txt, b.txt]",
        );
        now(
            &[("series/number", "7")],
            "series: Lane",
            "series:\n  name: Lane\n  number: \"7\"",
        );
        now(
            &[("source/form", "typed")],
            "{edition: First}",
            "{edition: First, form: typed}",
        );
        now(&[("repair/never_split", "x\r\nz")], "[x]", "[x, z]");
        now(
            &[("notes/swap", "5, 6\r\n7, 8")],
            "[[5, 6]]",
            "[[5, 6], [\"7\", \"8\"]]",
        );
        now(
            &[("editions/text/measure", "none")],
            "measure: 72",
            "measure: none",
        );
        now(&[("editions/page/running_heads", "none")], "[L, R]", "none");
        now(
            &[("editions/page/face/bold", "b.otf")],
            "{regular: a.otf}",
            "{regular: a.otf, bold: b.otf}",
        );
        now(
            &[("editions/booklet/back_cover", "true")],
            "16-32}",
            "16-32, back_cover: true}",
        );
        now(
            &[("editions/booklet/signature", "")],
            "  booklet: {signature: 16-32}\n",
            "",
        );
        now(&[("subtitle", "S")], "16-32}\n", "16-32}\nsubtitle: S\n");
        let faults = edits(
            TEXT,
            &[
                ("notes/swap".into(), "5".into()),
                ("foreign".into(), "x".into()),
            ],
        );
        assert_eq!(faults.expect_err("two faults").len(), 2);
    }
}
