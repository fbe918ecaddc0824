//! The program `pandoc`. In: a document's bytes. Out: its tree as JSON, and a tree as Markdown; or why not.
//!
//! Nothing of the user's reaches its command line: documents go in by standard input and come out by standard output. It
//! runs in its sandbox where it has one, within limits of time and memory.

use super::Format;
use crate::diagnostic::{Diagnostic, Place};
use serde_json::Value;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The oldest version that reads and writes what is wanted here.
const OLDEST: (u32, u32) = (2, 0);
/// The first version that has a sandbox: it reads no file but the one that it is given (changelog of 2.15).
const SANDBOX: (u32, u32) = (2, 15);
/// How long it may take for a document.
const LONGEST: Duration = Duration::from_secs(120);
/// The longest output, in bytes.
const LARGEST: u64 = 512_000_000;
/// The memory that it may use: a setting of the Haskell run time (GHC user's guide, RTS options).
const HEAP: &str = "-M2g";
/// Markdown that `source::markdown` reads: no signs in the place of quotation marks and dashes, lists as everybody's.
const MARKDOWN: &str = "markdown-smart-fancy_lists-example_lists-definition_lists-auto_identifiers";

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

impl Failure {
    /// The message.
    pub fn explain(self, name: &str, format: &Format, command: String) -> Diagnostic {
        let what = format.name;
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
        let hint =
            format!("install it from pandoc.org, or make clean Markdown elsewhere: {command}");
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
        let said = run(command, &[])?;
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
        let json = run(command, bytes)?;
        serde_json::from_slice(&json).map_err(|e| Failure::Said(e.to_string()))
    }

    /// A tree as Markdown, its metadata as a YAML block.
    pub fn write(&self, tree: &Value) -> Result<String, Failure> {
        let mut command = self.command();
        command.args(["-f", "json", "-t", MARKDOWN, "--wrap=none", "-s"]);
        let markdown = run(command, tree.to_string().as_bytes())?;
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

/// Runs a command to its end: what it wrote, or why it failed.
fn run(mut command: Command, input: &[u8]) -> Result<Vec<u8>, Failure> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|_| Failure::Missing)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that has seen enough closes its end: its exit code tells more.
            if let Some(mut stdin) = stdin {
                let _ = stdin.write_all(input);
            }
        });
        let out = scope.spawn(move || taken(stdout, LARGEST));
        let said = scope.spawn(move || taken(stderr, 64_000));
        let is_well = wait(&mut child);
        let out = out.join().unwrap_or_default();
        let said = said.join().unwrap_or_default();
        match is_well {
            None => Err(Failure::Endless),
            Some(true) if out.len() as u64 >= LARGEST => Err(Failure::Endless),
            Some(true) => Ok(out),
            Some(false) => {
                let said = String::from_utf8_lossy(&said);
                let line = said.lines().find(|line| !line.trim().is_empty());
                Err(Failure::Said(
                    line.unwrap_or("it does not say why").trim().into(),
                ))
            }
        }
    })
}

fn taken(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// Waits for a program; whether it ended well, or nothing if it had to be stopped.
fn wait(child: &mut Child) -> Option<bool> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if start.elapsed() < LONGEST => {}
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
