//! The keys of book.yaml for readers. In: the tables of `raw`. Out: the table of docs/manifest.md, the JSON Schema, and a
//! manifest to begin with.

use super::kind::{Key, Kind, Take, visit};
use super::names::listed;
use super::raw::Raw;
use crate::book::{Contributor, Meta};
use crate::source::recognise::Engine;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The keys in order as a table in Markdown, a section for each group.
#[must_use]
pub fn reference() -> String {
    let mut text = String::new();
    section(&mut text, "The top", keys(Raw::KIND));
    let mut groups: Vec<(String, &'static [Key])> = Vec::new();
    visit(Raw::KIND, &mut Vec::new(), &mut |path, key| {
        if let Some(keys) = group_of(key.kind) {
            let names = path.iter().copied().chain([key.name]);
            groups.push((names.collect::<Vec<_>>().join("."), keys));
        }
    });
    for (name, keys) in groups {
        section(&mut text, &format!("`{name}`"), keys);
    }
    text
}

fn section(text: &mut String, title: &str, keys: &[Key]) {
    let _ = write!(
        text,
        "\n### {title}\n\n| key | value | example | meaning |\n|---|---|---|---|\n"
    );
    for key in keys {
        let about = key.about.trim().replace('|', "\\|");
        let (name, form, shown) = (key.name, form(key.kind), shown(key));
        let _ = writeln!(text, "| `{name}` | {form} | {shown} | {about} |");
    }
}

/// A key's example as code; one that holds without the key says so. Groups have the examples of their keys.
fn shown(key: &Key) -> String {
    match (key.example, key.is_default) {
        ("", _) => String::new(),
        (example, false) => format!("`{example}`"),
        (example, true) => format!("`{example}` (default)"),
    }
}

fn keys(kind: Kind) -> &'static [Key] {
    group_of(kind).unwrap_or_default()
}

/// The group that a kind is, or that is one of its forms.
fn group_of(kind: Kind) -> Option<&'static [Key]> {
    match kind {
        Kind::Group(keys) => Some(keys),
        Kind::OneOrMany(kind) | Kind::List(kind) => group_of(*kind),
        Kind::Either(one, other) => group_of(*one).or_else(|| group_of(*other)),
        _ => None,
    }
}

/// A row of the reference has room for so many names; longer tables are listed by `list`.
const MOST_NAMED: usize = 10;

/// The form of a value, in words.
fn form(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".into(),
        Kind::Flag => "`true` or `false`".into(),
        Kind::Whole => "a whole number".into(),
        Kind::Length => "a length".into(),
        Kind::Choice(names) if names().len() > MOST_NAMED => "a name".into(),
        Kind::Choice(names) => listed(names(), "or"),
        Kind::List(kind) => format!("a list: {}", form(*kind)),
        Kind::OneOrMany(kind) => format!("{}, or a list of such", form(*kind)),
        Kind::Pair(kind) => format!("two in a list: {}", form(*kind)),
        Kind::Pairs(kind) => format!("words and for each {}", form(*kind)),
        Kind::Group(_) => "keys, see below".into(),
        Kind::Either(one, other) => format!("{}, or {}", form(*one), form(*other)),
    }
}

/// What the schema calls itself: a name, not an address.
const SCHEMA_ID: &str = "urn:pamphleteer:schema:book";

/// The JSON Schema (2020-12) of book.yaml.
#[must_use]
pub fn schema() -> String {
    let mut schema = schema_of(Raw::KIND);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["$id"] = SCHEMA_ID.into();
    schema["title"] = "book.yaml of pamphleteer".into();
    schema["required"] = json!(["title", "text"]);
    format!("{schema:#}\n")
}

fn schema_of(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": ["string", "number", "boolean"]}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Whole => json!({"type": "integer", "minimum": 0}),
        Kind::Length => {
            json!({"type": ["string", "integer"], "pattern": "^ *[0-9.]+ *(pt|mm|cm|in) *$|^0$"})
        }
        Kind::Choice(names) => {
            let mut values: Vec<Value> = names().into_iter().map(Value::from).collect();
            let numbers = names()
                .into_iter()
                .filter_map(|name| name.parse::<u32>().ok());
            values.extend(numbers.map(Value::from));
            json!({"enum": values})
        }
        Kind::List(kind) => json!({"type": "array", "items": schema_of(*kind)}),
        Kind::OneOrMany(kind) => {
            let one = schema_of(*kind);
            json!({"anyOf": [one, {"type": "array", "items": one}]})
        }
        Kind::Pair(kind) => {
            json!({"type": "array", "items": schema_of(*kind), "minItems": 2, "maxItems": 2})
        }
        Kind::Pairs(kind) => json!({"type": "object", "additionalProperties": schema_of(*kind)}),
        Kind::Group(keys) => group_schema(keys),
        Kind::Either(one, other) => json!({"anyOf": [schema_of(*one), schema_of(*other)]}),
    }
}

fn group_schema(keys: &[Key]) -> Value {
    let mut properties = serde_json::Map::new();
    let mut others = serde_json::Map::new();
    for key in keys {
        let mut value = schema_of(key.kind);
        value["description"] = key.about.trim().into();
        if let Some(example) = example(key) {
            value["examples"] = json!([example]);
            if key.is_default {
                value["default"] = example;
            }
        }
        // `never-split` is `never_split`; editors complete the latter.
        if key.name.contains('_') {
            let pattern = format!("^{}$", key.name.replace('_', "[-_]"));
            others.insert(pattern, value.clone());
        }
        properties.insert(key.name.into(), value);
    }
    let mut schema =
        json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !others.is_empty() {
        schema["patternProperties"] = others.into();
    }
    schema
}

/// A key's example as JSON.
fn example(key: &Key) -> Option<Value> {
    let is_there = !key.example.is_empty();
    is_there.then(|| serde_yaml::from_str(key.example).ok())?
}

/// What a manifest to begin with has filled in.
#[derive(Clone, Debug, Default)]
pub struct Begin<'a> {
    /// What is known of title, people and language.
    pub meta: Meta,
    /// The texts.
    pub texts: &'a [String],
    /// Who reads pages that are pictures.
    pub ocr: Option<Engine>,
    /// Keys that a person is to check, each with what its value goes by.
    pub guessed: BTreeMap<&'static str, String>,
    /// Keys that a reader would want to know and the texts say nothing of: they are asked.
    pub lacking: Vec<&'static str>,
}

/// What marks a value that nobody has checked yet; [`unchecked`] finds it again.
pub(crate) const PLEASE_CHECK: &str = "# please check: ";

/// The same behind a key that the texts say nothing of.
const NOT_FOUND: &str = "the text doesn't say";

/// A key that bears the mark of a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unchecked<'t> {
    /// The key.
    pub key: &'t str,
    /// Its line, from 1.
    pub line: u32,
    /// What it was guessed from, or that nothing was found.
    pub why: &'t str,
    /// Whether it says anything: what was not found is switched off.
    pub is_said: bool,
}

/// The keys of a manifest that bear the mark of a guess, in their order.
#[must_use]
pub fn guesses(text: &str) -> Vec<Unchecked<'_>> {
    let marked = text.lines().zip(1..).filter_map(|(whole, line)| {
        let (value, why) = whole.rsplit_once(PLEASE_CHECK)?;
        let key = value.split_once(':')?.0;
        let bare = key.strip_prefix('#').unwrap_or(key);
        let is_key = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        is_key.then_some(Unchecked {
            key: bare,
            line,
            why,
            is_said: bare.len() == key.len(),
        })
    });
    marked.collect()
}

/// The keys of a manifest whose values still bear the mark of a guess, with their lines, from 1.
#[must_use]
pub fn unchecked(text: &str) -> Vec<(&str, u32)> {
    let said = guesses(text).into_iter().filter(|guess| guess.is_said);
    said.map(|guess| (guess.key, guess.line)).collect()
}

/// The manifest without the mark on a key that is switched off: the person was asked, and has nothing to say.
pub(crate) fn answered(text: &str, key: &str) -> String {
    let head = format!("#{key}:");
    let lines = text.split_inclusive('\n').map(|line| {
        match line
            .split_once(PLEASE_CHECK)
            .filter(|_| line.starts_with(&head))
        {
            Some((value, mark)) => {
                let end = &mark[mark.trim_end_matches(['\r', '\n']).len()..];
                format!("{}{end}", value.trim_end())
            }
            None => line.into(),
        }
    });
    lines.collect()
}

/// A manifest to begin with: the texts, and what is known of title, people and language filled in, all other keys as
/// comments.
#[must_use]
pub fn template(begin: &Begin<'_>) -> String {
    let Begin { meta, texts, .. } = begin;
    let mut yaml = String::from(
        "# yaml-language-server: $schema=book.schema.json\n\
         # A pamphlet. Build it with `pamphleteer build`; what begins with `#` is switched off.\n\
         # Editors that know YAML check it as you type, once `pamphleteer schema > book.schema.json` has been run beside it.\n",
    );
    for key in keys(Raw::KIND) {
        comment(&mut yaml, key, 0);
        let value = |text: &str| Value::from(text).to_string();
        let _ = match key.name {
            "title" => writeln!(yaml, "title: {}", value(&meta.title)),
            "subtitle" if meta.subtitle.is_some() => {
                let subtitle = meta.subtitle.as_deref().unwrap_or_default();
                writeln!(yaml, "subtitle: {}", value(subtitle))
            }
            "authors" if !meta.contributors.is_empty() => {
                writeln!(yaml, "authors: {}", people(&meta.contributors))
            }
            "language" => writeln!(yaml, "language: {}", meta.language),
            "text" if texts.len() == 1 => writeln!(yaml, "text: {}", value(&texts[0])),
            "text" => writeln!(yaml, "text: {}", Value::from(*texts)),
            "source" if begin.ocr.is_some() || meta.source.is_some() => {
                writeln!(yaml, "source: {}", source(begin))
            }
            _ => {
                switched_off(&mut yaml, key, 0);
                Ok(())
            }
        };
        let why = begin.guessed.get(key.name).map(String::as_str);
        let is_asked = begin.lacking.contains(&key.name);
        if let Some(from) = why.or(is_asked.then_some(NOT_FOUND)) {
            yaml.truncate(yaml.trim_end().len());
            let _ = writeln!(yaml, " {PLEASE_CHECK}{from}");
        }
    }
    yaml
}

/// The printed edition and who reads its pages, on a line.
fn source(begin: &Begin<'_>) -> String {
    let edition = begin.meta.source.as_deref();
    let edition = edition.map(|edition| Value::from(edition).to_string());
    match (begin.ocr, edition) {
        (Some(Engine::Tesseract), Some(edition)) => {
            format!("{{edition: {edition}, ocr: tesseract}}")
        }
        (Some(Engine::Tesseract), None) => "{ocr: tesseract}".into(),
        (None, edition) => edition.unwrap_or_default(),
    }
}

/// People as a list on a line: authors by their names alone.
fn people(people: &[Contributor]) -> Value {
    let person = |person: &Contributor| match person.role.as_str() {
        "aut" if person.file_as.is_none() => json!(person.name),
        role => {
            let mut full = json!({"name": person.name, "role": role});
            if let Some(file_as) = &person.file_as {
                full["file_as"] = json!(file_as);
            }
            full
        }
    };
    people.iter().map(person).collect()
}

/// What a key says, as comments of up to 100 columns.
fn comment(yaml: &mut String, key: &Key, indent: usize) {
    let head = format!("#{}", " ".repeat(indent + 1));
    if indent == 0 {
        yaml.push('\n');
    }
    let mut line = head.clone();
    for word in key.about.split_whitespace() {
        if line.chars().count() + word.chars().count() > 99 {
            let _ = writeln!(yaml, "{}", line.trim_end());
            line.clone_from(&head);
        }
        let _ = write!(line, "{word} ");
    }
    let _ = writeln!(yaml, "{}", line.trim_end());
}

fn switched_off(yaml: &mut String, key: &Key, indent: usize) {
    let line = format!("#{}{}: {}", " ".repeat(indent), key.name, key.example);
    let _ = writeln!(yaml, "{}", line.trim_end());
    if let Kind::Group(keys) = key.kind {
        for key in keys {
            comment(yaml, key, indent + 2);
            switched_off(yaml, key, indent + 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::faults::Faults;
    use super::super::tree;
    use super::*;

    #[test]
    fn every_example_is_what_its_key_wants() {
        let mut without = Vec::new();
        visit(Raw::KIND, &mut Vec::new(), &mut |path, key| {
            if key.example.is_empty() {
                without.push(key.name);
                return;
            }
            let mut yaml = String::new();
            for (i, name) in path.iter().enumerate() {
                let _ = writeln!(yaml, "{}{name}:", "  ".repeat(i));
            }
            let _ = writeln!(
                yaml,
                "{}{}: {}",
                "  ".repeat(path.len()),
                key.name,
                key.example
            );
            let node = tree::read(&yaml).expect("YAML");
            let mut faults = Faults::default();
            let taken = Raw::take(&node, &[], &mut faults);
            assert!(taken.is_some() && faults.is_empty(), "{yaml}: {faults:?}");
        });
        // Groups have the examples of their keys.
        without.sort_unstable();
        let groups = "booklet conforms design editions epub fit hyphenation imprint ink margins markdown marks notes page press repair screen second_ink text typography wording";
        assert_eq!(without, groups.split(' ').collect::<Vec<_>>());
    }
}
