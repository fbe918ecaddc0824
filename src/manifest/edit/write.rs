//! Values as YAML. In: a value. Out: what stands after its key or hyphen, so that serde_yaml reads that very value.

use super::scan::is_break;
use serde_yaml::Value;
use std::fmt::Write;

/// A value as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// What stands on the line of the key or hyphen.
    pub head: String,
    /// The lines below, each with its own indent, counted from that of the children.
    pub lines: Vec<String>,
}

/// How far children stand in.
pub(super) const STEP: usize = 2;

/// A list in brackets is no longer than this.
const LONGEST_FLOW: usize = 72;

/// Writes a value for a place outside brackets.
pub(super) fn block(value: &Value, may_be_literal: bool) -> Written {
    let inline = |head: String| Written {
        head,
        lines: Vec::new(),
    };
    match value {
        Value::Null => Written::default(),
        Value::String(text) if may_be_literal && is_literal(text) => literal(text),
        Value::Sequence(items) if items.iter().all(is_short) => match flow(value) {
            text if text.chars().count() <= LONGEST_FLOW => inline(text),
            _ => inline_lines(items.iter().flat_map(|i| item(i, may_be_literal)).collect()),
        },
        Value::Sequence(items) => {
            inline_lines(items.iter().flat_map(|i| item(i, may_be_literal)).collect())
        }
        Value::Mapping(entries) if !entries.is_empty() => {
            let entries = entries.iter();
            let lines = entries.flat_map(|(key, value)| entry(&key_of(key), value, may_be_literal));
            inline_lines(lines.collect())
        }
        _ => inline(flow(value)),
    }
}

fn inline_lines(lines: Vec<String>) -> Written {
    Written {
        head: String::new(),
        lines,
    }
}

/// Words, numbers, flags, and pairs of such may stand in a list in brackets.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Mapping(entries) => entries.is_empty(),
        Value::Sequence(items) => items.iter().all(|i| !i.is_mapping() && !i.is_sequence()),
        _ => true,
    }
}

/// A key and its value, as lines.
pub(super) fn entry(key: &str, value: &Value, may_be_literal: bool) -> Vec<String> {
    let written = block(value, may_be_literal);
    let mut head = format!("{}:", key_text(key, false));
    if !written.head.is_empty() {
        let _ = write!(head, " {}", written.head);
    }
    let inner = written.lines.iter().map(|line| indented(line, STEP));
    std::iter::once(head).chain(inner).collect()
}

/// A hyphen and its value, as lines. Mappings begin on the line of the hyphen.
pub(super) fn item(value: &Value, may_be_literal: bool) -> Vec<String> {
    let written = block(value, may_be_literal);
    let mut lines = written.lines;
    let first = match written.head.is_empty() && !lines.is_empty() {
        true => lines.remove(0),
        false => written.head,
    };
    let first = format!("- {first}").trim_end().to_string();
    let inner = lines.iter().map(|line| indented(line, STEP));
    std::iter::once(first).chain(inner).collect()
}

/// A line further in; one that is empty stays so.
pub(super) fn indented(line: &str, by: usize) -> String {
    match line.is_empty() {
        true => String::new(),
        false => format!("{}{line}", " ".repeat(by)),
    }
}

/// A value in brackets, or a word, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::String(word) => text(word, true),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, v)| pair(&key_of(key), v))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Tagged(tagged) => flow(&tagged.value),
    }
}

/// A key and its value for inside braces.
pub(super) fn pair(key: &str, value: &Value) -> String {
    format!("{}: {}", key_text(key, true), flow(value))
}

/// A key, with quotes if it needs them. `off` is a key of manifests, whatever it once meant to YAML.
fn key_text(key: &str, is_flow: bool) -> String {
    match is_word_of_old(key) {
        true if matches!(serde_yaml::from_str(key), Ok(Value::String(_))) => key.into(),
        _ => text(key, is_flow),
    }
}

fn key_of(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        other => flow(other),
    }
}

/// Words on one line, with quotes if they need them.
pub(super) fn text(text: &str, is_flow: bool) -> String {
    match () {
        () if is_plain(text, is_flow) => text.into(),
        () if text.chars().any(needs_escape) => escaped(text),
        () if text.contains(['"', '\\']) => format!("'{}'", text.replace('\'', "''")),
        () => format!("\"{text}\""),
    }
}

/// Whether words mean themselves without quotes: to serde_yaml, and to other readers of YAML as far as they differ.
fn is_plain(text: &str, is_flow: bool) -> bool {
    let is_sign = |c: char| "-?:,[]{}#&*!|>'\"%@`=<".contains(c);
    let is_edged = text.trim() != text || text.is_empty();
    if is_edged
        || text.starts_with(is_sign)
        || text.ends_with(':')
        || text.chars().any(needs_escape)
    {
        return false;
    }
    let has_sign =
        text.contains(": ") || text.contains(" #") || text.contains(":\t") || text.contains("\t#");
    if has_sign || is_flow && text.contains([',', '[', ']', '{', '}', ':']) {
        return false;
    }
    // 12:30 was a number to YAML 1.1, in base 60.
    let is_base_60 =
        text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || ":.".contains(c));
    let is_marker = text.starts_with("...");
    let reads_so = matches!(serde_yaml::from_str(text), Ok(Value::String(read)) if read == text);
    !is_word_of_old(text) && !is_base_60 && !is_marker && reads_so
}

/// Whether YAML 1.1 took a word for a flag or for nothing.
fn is_word_of_old(text: &str) -> bool {
    let words = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"];
    words.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether only an escape in double quotes can write it for sure.
fn needs_escape(c: char) -> bool {
    c.is_control() || is_break(c) || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            '\r' => write!(out, "\\r"),
            _ if needs_escape(c) => write!(out, "\\u{:04X}", c as u32),
            _ => write!(out, "{c}"),
        };
    }
    out.push('"');
    out
}

/// Whether a text of several lines can stand as it is, after `|`.
fn is_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let first = body.lines().next().unwrap_or_default();
    let is_calm = body.split('\n').all(|line| !line.chars().any(needs_escape));
    body.contains('\n')
        && !first.is_empty()
        && !first.starts_with([' ', '\t'])
        && !body.ends_with('\n')
        && is_calm
}

fn literal(text: &str) -> Written {
    let (body, head) = match text.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (text, "|-"),
    };
    Written {
        head: head.into(),
        lines: body.split('\n').map(Into::into).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_quotes_only_where_they_need_them() {
        for plain in [
            "Skelbeck",
            "a-b",
            "1914-05",
            "A5",
            "it’s",
            "o'clock",
            "x:y",
            "90gsm x 1.25",
            "é",
            "a#b",
            "C:\\x",
        ] {
            assert_eq!(text(plain, false), plain);
        }
        for quoted in [
            "yes", "1.0", "1984", "a: b", "a #b", "-x", "+1", "", " a", "~", "0x1F", "*", "12:30",
            "a:", "null", ".5", "@x", "---",
        ] {
            let written = text(quoted, false);
            assert!(written.starts_with('"'), "{written}");
            assert_eq!(
                serde_yaml::from_str::<String>(&written).expect("YAML"),
                quoted
            );
        }
        assert_eq!(text("say: \"it's\"", false), "'say: \"it''s\"'");
        assert_eq!(text("a, b", true), "\"a, b\"");
        assert_eq!(text("a\nb\u{2028}", false), "\"a\\nb\\u2028\"");
    }
}
