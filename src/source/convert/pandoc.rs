//! The program `pandoc`. In: a document's bytes. Out: its tree as JSON, and a tree as Markdown; or why not.
//!
//! Nothing of the user's reaches its command line: documents go in by standard input and come out by standard output. It
//! runs in its sandbox where it has one, within limits of time and memory.

use super::Format;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::program::{self, Limits};
use serde_json::Value;
use std::process::Command;
use std::time::Duration;

/// The oldest version that reads and writes what is wanted here.
const OLDEST: (u32, u32) = (2, 0);
/// The first version that has a sandbox: it reads no file but the one that it is given (changelog of 2.15).
const SANDBOX: (u32, u32) = (2, 15);
/// How long it may take for a document, and the longest output.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(120),
    bytes: 512_000_000,
};
/// The memory that it may use: a setting of the Haskell run time (GHC user's guide, RTS options).
const HEAP: &str = "-M2g";
/// Markdown that `source::markdown` reads: no signs in the place of quotation marks and dashes, lists as everybody's, nothing
/// behind a picture that stands alone.
const MARKDOWN: &str =
    "markdown-smart-fancy_lists-example_lists-definition_lists-auto_identifiers-implicit_figures";

/// Why a document is not converted.
pub(super) enum Failure {
    /// The program is not there.
    Missing,
    /// It is too old.
    Old(String),
    /// It says that it can't.
    Said(String),
    /// It took too long, or wrote too much.
    Endless,
}

impl From<program::Failure> for Failure {
    fn from(failure: program::Failure) -> Failure {
        match failure {
            program::Failure::Missing => Failure::Missing,
            program::Failure::Said(words) => Failure::Said(words),
            program::Failure::Endless => Failure::Endless,
        }
    }
}

impl Failure {
    /// The message.
    pub fn explain(self, name: &str, format: &Format, command: String) -> Diagnostic {
        let what = format.name;
        let is_there = !matches!(self, Failure::Missing | Failure::Old(_));
        let (code, message) = match self {
            Failure::Missing => (
                "needs-pandoc",
                format!("`{name}` is {what}, and `pandoc`, which reads it, is not installed"),
            ),
            Failure::Old(version) => (
                "needs-pandoc",
                format!("`{name}` is {what}, and this `pandoc` is too old to read it: {version}"),
            ),
            Failure::Said(words) => (
                "pandoc-failed",
                format!("`pandoc` can't read `{name}` as {what}: {words}"),
            ),
            Failure::Endless => (
                "pandoc-failed",
                format!("`pandoc` comes to no end with `{name}`"),
            ),
        };
        let hint = match is_there {
            true => format!(
                "open it in the program that made it, and save it again; or make clean Markdown of it: {command}"
            ),
            false => {
                format!("install it from pandoc.org, or make clean Markdown elsewhere: {command}")
            }
        };
        Diagnostic::error(code, message)
            .at(Place::Path(name.into()))
            .hint(hint)
    }
}

/// The program, found.
pub(super) struct Pandoc {
    has_sandbox: bool,
}

impl Pandoc {
    /// Looks for it and asks for its version.
    pub fn find() -> Result<Pandoc, Failure> {
        let mut command = Command::new("pandoc");
        command.arg("--version");
        let said = program::run(command, &[], LIMITS)?;
        let said = String::from_utf8_lossy(&said);
        let first = said.lines().next().unwrap_or_default();
        let number = first.rsplit(' ').next().unwrap_or_default();
        let mut parts = number.split('.').map(|part| part.parse().unwrap_or(0));
        let version = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        if version < OLDEST {
            return Err(Failure::Old(first.into()));
        }
        Ok(Pandoc {
            has_sandbox: version >= SANDBOX,
        })
    }

    /// The tree of a document.
    pub fn read(&self, reader: &str, bytes: &[u8]) -> Result<Value, Failure> {
        let mut command = self.command();
        command.args(["-f", reader, "-t", "json"]);
        let json = program::run(command, bytes, LIMITS)?;
        serde_json::from_slice(&json).map_err(|e| Failure::Said(e.to_string()))
    }

    /// A tree as Markdown, its metadata as a YAML block.
    pub fn write(&self, tree: &Value) -> Result<String, Failure> {
        let mut command = self.command();
        command.args(["-f", "json", "-t", MARKDOWN, "--wrap=none", "-s"]);
        let markdown = program::run(command, tree.to_string().as_bytes(), LIMITS)?;
        String::from_utf8(markdown).map_err(|e| Failure::Said(e.to_string()))
    }

    fn command(&self) -> Command {
        let mut command = Command::new("pandoc");
        command.args(["+RTS", HEAP, "-RTS"]);
        if self.has_sandbox {
            command.arg("--sandbox");
        }
        command
    }
}
