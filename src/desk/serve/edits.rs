//! Edits of book.yaml as a text. In: the text and some [`Edit`]s. Out: the text with these places changed, everything
//! else kept byte for byte; or why it can't be.
//!
//! What comes out is read again and must mean what was asked for, so a manifest that is written in a way that is not
//! understood here is left alone.

use crate::diagnostic::Diagnostic;
use serde_yaml::{Mapping, Value};

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a key a value; groups above it are made where they are missing.
    Set(Vec<String>, Value),
    /// Takes a key away, if it is there.
    Remove(Vec<String>),
}

/// The text after the edits.
///
/// # Errors
/// A text that is no YAML, or that is written in a way that is not understood here.
pub fn edited(text: &str, edits: &[Edit]) -> Result<String, Diagnostic> {
    let refused = |message: String| {
        Diagnostic::error("edit-refused", message).hint("change book.yaml by hand, as text")
    };
    let broken = |e: serde_yaml::Error| refused(format!("book.yaml is no YAML: {e}"));
    let mut wanted: Value = serde_yaml::from_str(text).map_err(broken)?;
    let mut lines: Vec<String> = text.lines().map(Into::into).collect();
    for edit in edits {
        match edit {
            Edit::Set(path, value) => {
                set(&mut wanted, path, Some(value));
                place(&mut lines, 0, path, Some(value));
            }
            Edit::Remove(path) => {
                set(&mut wanted, path, None);
                place(&mut lines, 0, path, None);
            }
        }
        // A value may have brought lines of its own.
        lines = lines.join("\n").lines().map(Into::into).collect();
    }
    let after = lines.join("\n") + "\n";
    let is_right = serde_yaml::from_str::<Value>(&after).is_ok_and(|found| found == wanted);
    let message = "book.yaml is written in a way that the desk can't change";
    is_right
        .then_some(after)
        .ok_or_else(|| refused(message.into()))
}

/// The same edit of the meaning.
fn set(node: &mut Value, path: &[String], value: Option<&Value>) {
    let Some((key, rest)) = path.split_first() else {
        return;
    };
    if !node.is_mapping() {
        *node = Value::Mapping(Mapping::new());
    }
    let Value::Mapping(mapping) = node else {
        return;
    };
    let key = Value::from(key.as_str());
    match (rest.is_empty(), value) {
        (true, Some(value)) => {
            mapping.insert(key, value.clone());
        }
        (true, None) => {
            mapping.shift_remove(&key);
        }
        (false, None) if !mapping.contains_key(&key) => {}
        (false, _) => set(mapping.entry(key).or_insert(Value::Null), rest, value),
    }
}

/// Edits the lines of a block whose keys stand `indent` columns in.
fn place(lines: &mut Vec<String>, indent: usize, path: &[String], value: Option<&Value>) {
    let Some((key, rest)) = path.split_first() else {
        return;
    };
    let Some((start, end)) = block(lines, indent, key) else {
        if let Some(value) = value {
            let at = home(lines, indent, key);
            lines.insert(at, line(indent, key, &within(rest, value)));
        }
        return;
    };
    if rest.is_empty() {
        let new = value.map(|value| line(indent, key, value));
        lines.splice(start..end, new);
        return;
    }
    let inner = lines[start + 1..end].iter().find(|line| is_said(line));
    let deeper = inner.map_or(0, |line| depth(line));
    if deeper > indent && ends_open(&lines[start]) {
        let mut body = lines[start + 1..end].to_vec();
        place(&mut body, deeper, rest, value);
        if body.iter().any(|line| is_said(line)) {
            lines.splice(start + 1..end, body);
        } else {
            lines.splice(
                start..end,
                [line(indent, key, &Value::Mapping(Mapping::new()))],
            );
        }
        return;
    }
    // A group in braces is written anew, as are its inner places.
    let block: Value = serde_yaml::from_str(&lines[start..end].join("\n")).unwrap_or_default();
    let mut group = block.get(key.as_str()).cloned().unwrap_or_default();
    set(&mut group, rest, value);
    lines.splice(start..end, [line(indent, key, &group)]);
}

/// The lines of a key: to the next line that is not deeper, without the comments that belong to what follows.
fn block(lines: &[String], indent: usize, key: &str) -> Option<(usize, usize)> {
    let start = lines
        .iter()
        .position(|line| depth(line) == indent && names(line.trim_start(), key))?;
    let rest = &lines[start + 1..];
    let is_next = |line: &String| is_said(line) && depth(line) <= indent && !is_item(line, indent);
    let count = rest.iter().position(is_next).unwrap_or(rest.len());
    let last = rest[..count].iter().rposition(|line| is_said(line));
    Some((start, start + 1 + last.map_or(0, |last| last + 1)))
}

/// Items of a list may stand as far out as its key.
fn is_item(line: &str, indent: usize) -> bool {
    depth(line) == indent && (line.trim_start().starts_with("- ") || line.trim() == "-")
}

fn names(line: &str, key: &str) -> bool {
    let quoted = serde_json::Value::from(key).to_string();
    let rest = line
        .strip_prefix(&quoted)
        .or_else(|| line.strip_prefix(key))
        .or_else(|| line.strip_prefix(&format!("'{}'", key.replace('\'', "''"))));
    let after = rest.and_then(|rest| rest.trim_start().strip_prefix(':'));
    after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
}

/// Whether a key's value stands on the lines below.
fn ends_open(line: &str) -> bool {
    let value = line.split_once(':').map_or("", |(_, value)| value).trim();
    value.is_empty() || value.starts_with('#')
}

/// Whether a line is neither empty nor a comment.
fn is_said(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with('#')
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where a new key goes: below the comment that switches it off, or to the end.
fn home(lines: &[String], indent: usize, key: &str) -> usize {
    let off = format!("#{key}:");
    let below = lines
        .iter()
        .position(|line| indent == 0 && line.trim_end() == off);
    below.map_or(lines.len(), |at| at + 1)
}

/// A value in the groups that lead to it.
fn within(path: &[String], value: &Value) -> Value {
    path.iter().rev().fold(value.clone(), |value, key| {
        Value::Mapping([(Value::from(key.as_str()), value)].into_iter().collect())
    })
}

/// A key and its value: groups on lines of their own, all else on one line, as JSON writes it, which is YAML.
fn line(indent: usize, key: &str, value: &Value) -> String {
    let blanks = " ".repeat(indent);
    let key = written(&Value::from(key));
    match value {
        Value::Mapping(group) if !group.is_empty() => {
            let lines = group
                .iter()
                .map(|(key, value)| line(indent + 2, key.as_str().unwrap_or_default(), value));
            format!("{blanks}{key}:\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
        value => format!("{blanks}{key}: {}", written(value)),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) if is_plain(text) => text.clone(),
        value => serde_json::to_string(value).unwrap_or_default(),
    }
}

/// Whether words mean themselves without quotes.
fn is_plain(text: &str) -> bool {
    let is_safe = |c: char| c.is_alphanumeric() || " -_./’".contains(c);
    let reads_same = || serde_yaml::from_str::<Value>(text).is_ok_and(|read| read == text);
    text.starts_with(char::is_alphabetic) && text.chars().all(is_safe) && reads_same()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(names: &str) -> Vec<String> {
        names.split('.').map(Into::into).collect()
    }

    fn after(text: &str, names: &str, value: &str) -> String {
        let value = serde_yaml::from_str(value).expect("a value");
        edited(text, &[Edit::Set(path(names), value)]).expect("an edit")
    }

    #[test]
    fn only_the_place_changes() {
        let text = "# A book.\ntitle: One # kept? no\n\n# Who\n#authors:\ntext: a.txt\n";
        let titled = after(text, "title", "Two: a tale");
        assert_eq!(titled, text.replace("One # kept? no", "\"Two: a tale\""));
        assert_eq!(
            after(text, "authors", "[A, B]"),
            text.replace("#authors:\n", "#authors:\nauthors: [\"A\",\"B\"]\n")
        );
    }

    #[test]
    fn groups_are_entered_or_made() {
        let text = "title: A\nrepair:\n  # why\n  off: [lines]\n\n# end\n";
        assert_eq!(
            after(text, "repair.quotes", "keep"),
            "title: A\nrepair:\n  # why\n  off: [lines]\n  quotes: keep\n\n# end\n"
        );
        assert_eq!(
            after("title: A\n", "decisions.a-1", "accept"),
            "title: A\ndecisions:\n  a-1: accept\n"
        );
        assert_eq!(
            after("a: {b: 1, c: 2}\n", "a.b", "3"),
            "a:\n  b: 3\n  c: 2\n"
        );
    }

    #[test]
    fn a_key_goes_with_its_value() {
        let text = "a: >\n  some\n  words\n# next\nb:\n- 1\n- 2\nc: 3\n";
        let without = |names| edited(text, &[Edit::Remove(path(names))]).expect("an edit");
        assert_eq!(without("a"), "# next\nb:\n- 1\n- 2\nc: 3\n");
        assert_eq!(without("b"), text.replace("b:\n- 1\n- 2\n", ""));
        assert_eq!(without("z"), text);
    }

    #[test]
    fn what_is_not_understood_is_left_alone() {
        let broken = "a: &x {b: 1}\nc: *x\n? d\n: e\n";
        assert!(edited(broken, &[Edit::Set(path("d"), Value::from("f"))]).is_err());
        assert!(edited("a: [", &[]).is_err());
    }
}
