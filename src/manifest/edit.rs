//! Edits of book.yaml as text. In: the text of a manifest, and what shall stand where. Out: the text with that changed and
//! nothing else: comments, blank lines, order, quotes and line ends stay byte for byte.
//!
//! An edit is cut into strokes, each one value put, inserted or taken away at a place. A stroke proposes texts, best
//! first; the first one that serde_yaml reads as meant, and that lost no comment, is taken. So no edit can do more or less
//! than it says: where no text does, it is refused.

mod add;
#[cfg(test)]
mod law;
mod meaning;
mod path;
mod put;
mod remove;
mod scan;
mod spans;
#[cfg(test)]
mod tests;
mod write;

pub use path::{Path, Step};

use super::kind::Take;
use super::raw::Raw;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::Source;
use meaning::Stroke;
use serde_yaml::Value;
use spans::Node;

/// A change of a manifest.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// This value shall stand there, whether there was one or not.
    Set(Path, Value),
    /// Nothing shall stand there. A group or list that is left empty by it goes, too.
    Remove(Path),
    /// This shall be the last item of the list there.
    Append(Path, Value),
}

impl Edit {
    /// Where it changes something.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Edit::Set(path, _) | Edit::Remove(path) | Edit::Append(path, _) => path,
        }
    }
}

/// A manifest after some edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Its text.
    pub text: String,
    /// What it was before: an undo puts it back.
    pub former: String,
}

/// Why an edit is refused, and the byte that it is about.
#[derive(Debug)]
struct Fault {
    diagnostic: Diagnostic,
    at: usize,
}

fn fault(code: &'static str, message: impl Into<String>, at: usize) -> Fault {
    let diagnostic = Diagnostic::error(code, message);
    Fault { diagnostic, at }
}

impl Fault {
    fn hint(mut self, hint: impl Into<String>) -> Fault {
        self.diagnostic = self.diagnostic.hint(hint);
        self
    }
}

/// Makes some edits, one after the other: all of them or none. `name` is the file's, for messages.
///
/// # Errors
/// The first edit that can't be made: what is in the way, where, and what to do.
pub fn apply(name: &str, text: &str, edits: &[Edit]) -> Result<Edited, Diagnostic> {
    let (mark, body) = match text.strip_prefix('\u{FEFF}') {
        Some(body) => ("\u{FEFF}", body),
        None => ("", text),
    };
    let mut edited = body.to_string();
    for edit in edits {
        edited = one(&edited, edit).map_err(|fault| placed(name, &edited, fault))?;
    }
    Ok(Edited {
        text: format!("{mark}{edited}"),
        former: text.into(),
    })
}

/// The text without the comment on the line of a value that begins with `mark`: what was a guess is checked once a person
/// has set it. Where there is none, the text stays as it is.
#[must_use]
pub fn unmarked(text: &str, path: &Path, mark: &str) -> String {
    let comment = Read::new(text).ok().and_then(|read| {
        let found = path::find(&read.root, path, Raw::KIND).ok()?;
        let end = found.missing.is_empty().then(|| found.last().span.end)?;
        let line = end..scan::line_end(text, end);
        let mut comments = spans::comments(text, &read.root).into_iter();
        comments.find(|c| line.contains(&c.start) && text[c.clone()].starts_with(mark))
    });
    match comment {
        Some(comment) => {
            let before = text[..comment.start].trim_end_matches([' ', '\t']);
            format!("{before}{}", &text[comment.end..])
        }
        None => text.into(),
    }
}

fn placed(name: &str, text: &str, fault: Fault) -> Diagnostic {
    let source = Source::new(name, text.into());
    let position = source.position(fault.at.min(text.len()) as u32);
    fault.diagnostic.at(Place::File {
        path: name.into(),
        line: position.line,
        column: position.column,
        length: 1,
    })
}

/// A manifest's text as read: what stands where, and what it means.
struct Read<'a> {
    text: &'a str,
    root: Node,
    value: Value,
}

impl<'a> Read<'a> {
    fn new(text: &'a str) -> Result<Read<'a>, Fault> {
        let unreadable = |error: serde_yaml::Error| {
            let at = error.location().map_or(0, |place| place.index());
            fault(
                "no-yaml",
                format!("the manifest can't be read: {error}"),
                at,
            )
            .hint("mend it by hand first")
        };
        let value = serde_yaml::from_str(text).map_err(unreadable)?;
        let root = spans::read(text).map_err(|(at, what)| {
            fault(
                "unusual-yaml",
                format!("the manifest can't be edited here: {what}"),
                at,
            )
            .hint("write it in the plain way, or change it by hand")
        })?;
        match &value {
            Value::Mapping(_) | Value::Null => Ok(Read { text, root, value }),
            _ => Err(fault(
                "not-a-mapping",
                "the manifest is no mapping of keys to values",
                0,
            )),
        }
    }

    /// The comments, each from its `#`.
    fn comments(&self) -> Vec<&'a str> {
        let comments = spans::comments(self.text, &self.root);
        comments
            .into_iter()
            .map(|range| &self.text[range])
            .collect()
    }
}

fn one(text: &str, edit: &Edit) -> Result<String, Fault> {
    let read = Read::new(text)?;
    let mut edited = text.to_string();
    for stroke in meaning::strokes(&read, edit)? {
        edited = draw(&edited, &stroke)?;
    }
    Ok(edited)
}

/// Makes a stroke: the first proposal that means what it shall.
fn draw(text: &str, stroke: &Stroke) -> Result<String, Fault> {
    let read = Read::new(text)?;
    let wanted = meaning::after(&read, stroke)?;
    let comments = read.comments();
    let is_right = |proposal: &String| {
        let after = Read::new(proposal);
        after.is_ok_and(|after| {
            let keeps = keeps(&comments, &after.comments(), stroke.path());
            meaning::same(&after.value, &wanted) && keeps
        })
    };
    if let Some(right) = proposals(&read, stroke)?.into_iter().find(is_right) {
        return Ok(right);
    }
    // What is added below it would end the last line of an open block scalar.
    if let Some(closed) = put::closed(&read) {
        let proposals = proposals(&Read::new(&closed)?, stroke)?;
        if let Some(right) = proposals.into_iter().find(is_right) {
            return Ok(right);
        }
    }
    let (path, at) = meaning::place(&read, stroke);
    let message = format!("`{path}` can't be changed without changing something else");
    Err(fault("unplaceable-edit", message, at).hint("change it by hand"))
}

fn proposals(read: &Read<'_>, stroke: &Stroke) -> Result<Vec<String>, Fault> {
    match stroke {
        Stroke::Put(path, value) => put::proposals(read, path, value),
        Stroke::Insert(path, value) => add::insertions(read, path, value),
        Stroke::Remove(path) => remove::proposals(read, path),
    }
}

/// Whether all comments are still there, in order, but for keys that were switched off and now are on: one a step at most.
fn keeps(before: &[&str], after: &[&str], path: &Path) -> bool {
    let is_bare = |comment: &str| add::switched_off(comment).is_some_and(|key| key.is_bare);
    let mut left = after.iter();
    let mut others = before.iter().filter(|comment| !is_bare(comment));
    let has_others = others.all(|comment| left.any(|other| other.trim_end() == comment.trim_end()));
    let bare = |comments: &[&str]| comments.iter().filter(|comment| is_bare(comment)).count();
    has_others && bare(after) + path.0.len() >= bare(before)
}
