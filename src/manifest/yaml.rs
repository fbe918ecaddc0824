//! What is no YAML. In: the manifest and what serde_yaml complains of. Out: the complaint in words, at its place.

use super::File;
use super::locate::place_of;
use crate::diagnostic::Diagnostic;
use crate::source::Position;

/// Complaints of libyaml and serde_yaml, and what helps.
const HINTS: &[(&str, &str)] = &[
    (
        "cannot start any token",
        "a tab can't indent, and a value that begins with `@`, `%` or a backquote needs quotes",
    ),
    (
        "mapping values are not allowed",
        "a value with a colon in it needs quotes; a key needs the indent of its neighbours",
    ),
    (
        "did not find expected",
        "look at the indent of this line, and at the quotes and brackets above it",
    ),
    (
        "unexpected end of stream",
        "a quote or bracket is open to the end of the file",
    ),
    (
        "more than one document",
        "take the line `---` away: a manifest is one document",
    ),
    (
        "unknown anchor",
        "a value that begins with `*` needs quotes",
    ),
];

/// The fault that an error of serde_yaml stands for.
pub(super) fn fault(file: &File, error: &serde_yaml::Error) -> Diagnostic {
    let words = error.to_string();
    let what = words.split(" at line ").next().unwrap_or(&words);
    let mut fault = Diagnostic::error("no-yaml", format!("this is no YAML: {what}"));
    let context = words.split_once(", ");
    if let Some((_, context)) = context.filter(|(_, context)| context.contains(" at line ")) {
        fault = fault.hint(context);
    }
    if let Some((_, hint)) = HINTS.iter().find(|(part, _)| what.contains(part)) {
        fault = fault.hint(*hint);
    }
    let position = if what.contains("more than one document") {
        second_document(file)
    } else {
        place_of(&file.source, error)
    };
    file.at(position, fault)
}

/// The first line of dashes below another line that says something.
fn second_document(file: &File) -> Position {
    let lines = file.source.text().lines().enumerate();
    let says = |line: &str| !line.trim().is_empty() && !line.starts_with(['#', '%']);
    let mut lines = lines.skip_while(|(_, line)| line.starts_with("---") || !says(line));
    let found = lines.find(|(_, line)| line.starts_with("---"));
    Position::new(found.map_or(1, |(line, _)| line as u32 + 1), 1)
}

/// The fault of a control character that YAML does not allow; serde_yaml would complain of it without a place.
pub(super) fn control_character(file: &File) -> Option<Diagnostic> {
    let is_allowed = |c: char| "\t\n\r\u{85}".contains(c);
    let mut letters = file.source.text().char_indices();
    let (at, c) = letters.find(|&(_, c)| {
        c.is_control() && !is_allowed(c) || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
    })?;
    let message = format!("a control character (U+{:04X})", c as u32);
    let fault = Diagnostic::error("control-character", message).hint("take it out");
    Some(file.at(file.source.position(at as u32), fault))
}
