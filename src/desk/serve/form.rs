//! The form of book.yaml. In: the table of its keys, and the values that it has. Out: fields in HTML; and from what they
//! send, the edits of those that were changed.

use super::edits::Edit;
use super::shell::{escaped, worded};
use crate::manifest::{self, Key, Kind};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How a value is typed in.
enum Field {
    /// On a line.
    Line,
    /// In some lines.
    Prose,
    /// One of these.
    Choice(Vec<&'static str>),
    /// Each on a line.
    Lines,
    /// As YAML: what no plain field can hold.
    Yaml,
}

/// Keys that every book has something to say of; the others are folded away.
const FIRST: [&str; 6] = ["title", "subtitle", "authors", "language", "date", "text"];

/// What a manifest's text means; nothing where it is no YAML.
#[must_use]
pub fn values(text: &str) -> Value {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// The fields of a manifest's text, in groups.
#[must_use]
pub fn fields(text: &str) -> String {
    let values = values(text);
    let keys = group(manifest::keys()).unwrap_or_default();
    let (first, rest): (Vec<&Key>, Vec<&Key>) =
        keys.iter().partition(|key| FIRST.contains(&key.name));
    let (groups, plain): (Vec<&Key>, Vec<&Key>) =
        rest.into_iter().partition(|key| group(key.kind).is_some());
    let mut html = String::new();
    for key in first {
        field(&mut html, key, key.name, &values[key.name]);
    }
    html.push_str("<details><summary>More about the book</summary>\n");
    for key in plain {
        field(&mut html, key, key.name, &values[key.name]);
    }
    html.push_str("</details>\n");
    for key in groups {
        fieldset(&mut html, key, key.name, &values[key.name]);
    }
    html
}

/// The keys of a group.
fn group(kind: Kind) -> Option<&'static [Key]> {
    match kind {
        Kind::Group(keys) => Some(keys),
        _ => None,
    }
}

fn fieldset(html: &mut String, key: &Key, path: &str, value: &Value) {
    let is_open = if value.is_null() { "" } else { " open" };
    let _ = writeln!(
        html,
        "<details{is_open}><summary>{} <span class=\"about\">{}</span></summary>",
        said(key.name),
        worded(key.about.trim())
    );
    for inner in group(key.kind).unwrap_or_default() {
        let path = format!("{path}.{}", inner.name);
        let value = &value[inner.name];
        match group(inner.kind) {
            Some(_) => fieldset(html, inner, &path, value),
            None => field(html, inner, &path, value),
        }
    }
    html.push_str("</details>\n");
}

fn field(html: &mut String, key: &Key, path: &str, value: &Value) {
    let field = field_of(key, value);
    let typed = escaped(&typed(&field, value));
    let about = worded(key.about.trim());
    let (about, _) = about
        .split_once("; <code>pamphleteer")
        .unwrap_or((&about, ""));
    let hint = match field {
        Field::Lines => " One a line.",
        Field::Yaml => " As YAML.",
        _ => "",
    };
    let _ = writeln!(
        html,
        "<div class=\"field\"><label for=\"f-{path}\">{}</label>",
        said(key.name)
    );
    let common = format!("id=\"f-{path}\" name=\"{path}\" aria-describedby=\"a-{path}\"");
    let _ = match field {
        Field::Line => writeln!(html, "<input {common} value=\"{typed}\">"),
        Field::Choice(names) => {
            let option = |name: &str| {
                let is = if name == typed { " selected" } else { "" };
                format!(
                    "<option value=\"{name}\"{is}>{}</option>",
                    if name.is_empty() { "(not said)" } else { name }
                )
            };
            // What is none of the names stays, until it is changed.
            let other = (!names.contains(&typed.as_str())).then_some(typed.as_str());
            let others = [""]
                .into_iter()
                .chain(other.filter(|other| !other.is_empty()));
            let names: String = others.chain(names).map(option).collect();
            writeln!(html, "<select {common}>{names}</select>")
        }
        Field::Prose | Field::Lines | Field::Yaml => {
            let rows = typed.lines().count().clamp(2, 12);
            let class = if matches!(field, Field::Yaml) {
                " class=\"code\" spellcheck=\"false\""
            } else {
                ""
            };
            writeln!(
                html,
                "<textarea {common} rows=\"{rows}\"{class}>\n{typed}</textarea>"
            )
        }
    };
    let _ = writeln!(
        html,
        "<p class=\"about\" id=\"a-{path}\">{about}{hint}</p></div>"
    );
}

/// A key's name for reading.
fn said(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The field for a key that has this value now.
fn field_of(key: &Key, value: &Value) -> Field {
    let is_scalar = !matches!(
        value,
        Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_)
    );
    let are_scalars = |value: &Value| match value {
        Value::Sequence(items) => items
            .iter()
            .all(|item| typed_scalar(item).is_some_and(|text| !text.contains('\n'))),
        Value::Mapping(_) | Value::Tagged(_) => false,
        value => typed_scalar(value).is_none_or(|text| !text.contains('\n')),
    };
    match simplest(key.kind) {
        Kind::Flag if is_scalar => Field::Choice(vec!["true", "false"]),
        Kind::Choice(names) if is_scalar => Field::Choice(names()),
        Kind::List(kind) | Kind::OneOrMany(kind)
            if is_leaf(simplest(*kind)) && are_scalars(value) =>
        {
            Field::Lines
        }
        kind if is_leaf(kind) && is_scalar => {
            let long =
                typed_scalar(value).is_some_and(|text| text.contains('\n') || text.len() > 60);
            if long || PROSE.contains(&key.name) {
                Field::Prose
            } else {
                Field::Line
            }
        }
        _ => Field::Yaml,
    }
}

/// Keys that want sentences.
const PROSE: [&str; 3] = ["description", "rights", "source"];

/// Of several forms the plainer one.
fn simplest(kind: Kind) -> Kind {
    match kind {
        Kind::Either(one, _) => simplest(*one),
        kind => kind,
    }
}

fn is_leaf(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Text | Kind::Flag | Kind::Whole | Kind::Length | Kind::Choice(_)
    )
}

fn typed(field: &Field, value: &Value) -> String {
    match (field, value) {
        (_, Value::Null) => String::new(),
        (Field::Lines, Value::Sequence(items)) => {
            let lines = items.iter().filter_map(typed_scalar);
            lines.collect::<Vec<_>>().join("\n")
        }
        (Field::Yaml, value) => serde_yaml::to_string(value)
            .unwrap_or_default()
            .trim_end()
            .into(),
        (_, value) => typed_scalar(value).unwrap_or_default(),
    }
}

fn typed_scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim_end().into()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The edits that a form asks for: of the keys that it sends, those whose value is another than the manifest's.
///
/// # Errors
/// A field that wants YAML and has none.
pub fn edits(text: &str, sent: &[(String, String)]) -> Result<Vec<Edit>, String> {
    let values = values(text);
    let sent: BTreeMap<&str, &str> = sent
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let mut edits = Vec::new();
    changed(
        group(manifest::keys()).unwrap_or_default(),
        &mut Vec::new(),
        &values,
        &sent,
        &mut edits,
    )?;
    Ok(edits)
}

fn changed(
    keys: &[Key],
    path: &mut Vec<String>,
    values: &Value,
    sent: &BTreeMap<&str, &str>,
    edits: &mut Vec<Edit>,
) -> Result<(), String> {
    for key in keys {
        path.push(key.name.into());
        let value = &values[key.name];
        if let Some(keys) = group(key.kind) {
            changed(keys, path, value, sent, edits)?;
        } else if let Some(text) = sent.get(path.join(".").as_str()) {
            // Browsers send line ends as CR LF.
            let text = text.replace("\r\n", "\n").trim().to_string();
            let field = field_of(key, value);
            if text != typed(&field, value).trim() {
                edits.push(edit(path, key, &field, &text)?);
            }
        }
        path.pop();
    }
    Ok(())
}

fn edit(path: &[String], key: &Key, field: &Field, text: &str) -> Result<Edit, String> {
    if text.is_empty() {
        return Ok(Edit::Remove(path.to_vec()));
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let value = match field {
        Field::Yaml => serde_yaml::from_str(text)
            .map_err(|e| format!("`{}` is no YAML: {e}", path.join(".")))?,
        Field::Lines if matches!(key.kind, Kind::OneOrMany(_)) && lines().count() == 1 => {
            Value::from(text)
        }
        Field::Lines => Value::Sequence(lines().map(Value::from).collect()),
        Field::Choice(_) if matches!(simplest(key.kind), Kind::Flag) => Value::from(text == "true"),
        _ => Value::from(text),
    };
    Ok(Edit::Set(path.to_vec(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields
            .iter()
            .map(|(key, value)| ((*key).into(), (*value).into()))
            .collect()
    }

    #[test]
    fn what_is_sent_unchanged_asks_for_nothing() {
        let text = "title: 1.10\nauthors: [A, B]\ntext: a.txt\nrights: |\n  one\n  two\nforeign: {x: la}\neditions: {page: {size: 11pt}}\n";
        let html = fields(text);
        assert!(html.contains("name=\"editions.page.size\""));
        let same = sent(&[
            ("authors", "A\r\nB"),
            ("text", "a.txt"),
            ("rights", "one\r\ntwo"),
            ("foreign", "x: la"),
            ("editions.page.size", "11pt"),
            ("subtitle", ""),
        ]);
        assert_eq!(edits(text, &same), Ok(Vec::new()));
    }

    #[test]
    fn each_field_gives_a_value_of_its_kind() {
        let text = "title: A\ntext: a.txt\n";
        let set =
            |key: &str, value: Value| Edit::Set(key.split('.').map(Into::into).collect(), value);
        let of = |key: &str, value: &str| edits(text, &sent(&[(key, value)]));
        assert_eq!(
            of("title", "1984"),
            Ok(vec![set("title", Value::from("1984"))])
        );
        assert_eq!(
            of("editions.epub.fonts", "false"),
            Ok(vec![set("editions.epub.fonts", Value::from(false))])
        );
        assert_eq!(
            of("repair.words", "one\r\ntwo\r\n"),
            Ok(vec![set("repair.words", vec!["one", "two"].into())])
        );
        assert_eq!(
            of("authors", "E. Goldman"),
            Ok(vec![set("authors", Value::from("E. Goldman"))])
        );
        assert_eq!(of("text", ""), Ok(vec![Edit::Remove(vec!["text".into()])]));
        assert!(of("notes.link", "{").is_err());
    }
}
