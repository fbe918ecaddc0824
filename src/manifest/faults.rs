//! Faults of a manifest. In: what `raw`, `leaf` and `resolve` complain of, with its path. Out: [`Diagnostics`], each at
//! its line and column, in the order of the file.

use super::locate::{Path, Target, locate};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::source::Source;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its path in the manifest.
    pub path: Path,
}

/// Each place costs a walk through the file: a file with more faults than this gets the first ones and a number.
pub(super) const MOST: usize = 50;

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    found: Vec<(Path, Target, Diagnostic)>,
}

impl Faults {
    /// A fault of the value at a path.
    pub fn value(&mut self, path: &[usize], fault: Diagnostic) {
        self.found.push((path.into(), Target::Value, fault));
    }

    /// A fault of the key at a path.
    pub fn key(&mut self, path: &[usize], fault: Diagnostic) {
        self.found.push((path.into(), Target::Key, fault));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether an unknown key was taken for a slip in this one.
    pub fn suggest(&self, key: &str) -> bool {
        let quoted = format!("`{key}`");
        let mut found = self.found.iter().map(|(_, _, fault)| fault);
        found.any(|f| f.code == "unknown-key" && f.hints.iter().any(|h| h.contains(&quoted)))
    }

    /// The messages, in the order of the file.
    pub fn settle(mut self, file: &Source) -> Diagnostics {
        self.found.sort_by(|a, b| a.0.cmp(&b.0));
        let more = self.found.len().saturating_sub(MOST);
        let found = self.found.into_iter().take(MOST);
        let mut settled: Vec<Diagnostic> = found
            .map(|(path, target, fault)| fault.at(place(file, &path, target)))
            .collect();
        if more > 0 {
            let message = format!("and {more} faults more in `{}`", file.name());
            settled.push(Diagnostic::error("too-many-faults", message));
        }
        Diagnostics(settled)
    }
}

/// The place of a key or value, for a message.
pub(super) fn place(file: &Source, path: &[usize], target: Target) -> Place {
    let (at, length) = locate(file, path, target);
    Place::File {
        path: file.name().into(),
        line: at.line,
        column: at.column,
        length,
    }
}
