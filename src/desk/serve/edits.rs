//! Edits of book.yaml at the desk. In: the text and some [`Edit`]s, by the keys that lead there. Out: the text with these
//! places changed, everything else kept byte for byte; or why it can't be.

use crate::diagnostic::Diagnostic;
use crate::manifest::edit::{self, Path, Step};
use serde_yaml::Value;

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
/// See [`edit::apply`].
pub fn edited(text: &str, edits: &[Edit]) -> Result<String, Diagnostic> {
    let path = |keys: &[String]| Path(keys.iter().cloned().map(Step::Key).collect());
    let edits = edits.iter().map(|edit| match edit {
        Edit::Set(keys, value) => edit::Edit::Set(path(keys), value.clone()),
        Edit::Remove(keys) => edit::Edit::Remove(path(keys)),
    });
    let edits: Vec<edit::Edit> = edits.collect();
    edit::apply("book.yaml", text, &edits).map(|done| done.text)
}
