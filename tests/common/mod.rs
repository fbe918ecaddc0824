//! What several test files share. In: the machine. Out: the folders and tools that tests read, or a loud line that one
//! is missing. `scripts/test` installs every tool.
//!
//! Where a tool is looked for: `PAMPHLETEER_EPUBCHECK` (a jar) and `PAMPHLETEER_ACE` (a program) name one outright;
//! `PAMPHLETEER_TOOLS` names the folder that `scripts/test` fills, else it is `target/tools`; then the search path.
//! Debian keeps the jars of the PDF/A validator in /usr/share/java.

#![allow(dead_code)] // each test file uses its own part

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the private set of test texts, which stands beside the repository where it exists at all.
pub fn shared(path: &str) -> Option<PathBuf> {
    let file = root().join("../shared").join(path);
    if file.exists() {
        return Some(file);
    }
    shout(&format!(
        "{path} of the private test texts is not on this machine"
    ));
    None
}

/// The seed: a real pamphlet as it was extracted.
pub fn seed() -> Option<PathBuf> {
    let folder = shared("seeds")?;
    let files = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut texts: Vec<PathBuf> = files.map(|f| f.path()).collect();
    texts.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    texts.sort();
    texts.into_iter().next()
}

/// A command that starts a validator: `epubcheck`, `ace`, `preflight` (PDF/A-1b), `outloud` (PDF/UA-1), `proof-pdf` (PDF/X-4), a `browser` that does
/// as it is told, or any program on the search path, such as `qpdf`.
/// Where it is missing: a loud skip at a person's desk, a failure in CI.
pub fn tool(name: &str) -> Option<Command> {
    let found = match name {
        "epubcheck" => epubcheck(),
        "ace" => ace(),
        "preflight" => preflight(),
        "outloud" => outloud(),
        "proof-pdf" => proof_pdf(),
        "browser" => browser("tests/epub/browser.cjs"),
        "reader of proofs" => browser("tests/proof/page.cjs"),
        "answerer" => browser("tests/desk/answers.cjs"),
        "reader of parts" => browser("tests/desk/parts.cjs"),
        "walker at the desk" => browser("tests/desk/walk.cjs"),
        "pandoc" => site_packages("pypandoc/files/pandoc")
            .or_else(|| on_path(name))
            .map(Command::new),
        _ => on_path(name).map(Command::new),
    };
    if found.is_none() {
        loud_skip(name);
    }
    found
}

/// Says that a check is left out because a tool is missing; in CI that is a failure.
pub fn loud_skip(tool: &str) {
    let line = format!("`{tool}` is not on this machine; `scripts/test` installs it");
    assert!(env::var_os("CI").is_none(), "{line}");
    shout(&line);
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Output {
    let name = command.get_program().to_owned();
    let made = command.output();
    made.unwrap_or_else(|e| panic!("{} does not start: {e}", name.display()))
}

/// Both streams of a finished command as text.
pub fn said(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr].map(|s| String::from_utf8_lossy(s));
    streams.concat()
}

/// Writes past the capture of the test harness, which hides what a passing test prints.
fn shout(line: &str) {
    let line = format!("\n******** NOT CHECKED: {line} ********\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
}

fn tools() -> PathBuf {
    env::var_os("PAMPHLETEER_TOOLS").map_or_else(|| root().join("target/tools"), PathBuf::from)
}

fn epubcheck() -> Option<Command> {
    let given = env::var_os("PAMPHLETEER_EPUBCHECK").map(PathBuf::from);
    let jar = given.or_else(|| site_packages("epubcheck/epubcheck.jar"))?;
    let mut command = Command::new(on_path("java")?);
    command.arg("-jar").arg(jar);
    Some(command)
}

/// A file of the Python packages that scripts/test installs.
fn site_packages(file: &str) -> Option<PathBuf> {
    let versions = std::fs::read_dir(tools().join("venv/lib")).ok()?;
    let folders = versions.filter_map(Result::ok).map(|v| v.path());
    let mut files = folders.map(|folder| folder.join("site-packages").join(file));
    files.find(|file| file.exists())
}

fn ace() -> Option<Command> {
    let given = env::var_os("PAMPHLETEER_ACE").map(PathBuf::from);
    let program = given.unwrap_or_else(|| tools().join("node_modules/.bin/ace-puppeteer"));
    let mut command = with_browser(program)?;
    // A browser on a busy machine needs more than the five seconds that Ace allows it.
    command.env("ACE_TIMEOUT_INITIAL", "60000");
    Some(command)
}

/// A script that drives a browser; puppeteer-core has come with Ace.
fn browser(script: &str) -> Option<Command> {
    let modules = tools().join("node_modules");
    modules.join("puppeteer-core").is_dir().then_some(())?;
    let mut command = with_browser(tools().join("venv/bin/node"))?;
    command.env("NODE_PATH", modules).arg(root().join(script));
    Some(command)
}

/// A program that finds Chromium, and Node: whatever `node` comes first on the path, so that of scripts/test, which is new
/// enough.
fn with_browser(program: PathBuf) -> Option<Command> {
    let browser = on_path("chromium")?;
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = [tools().join("venv/bin")].into_iter();
    let path = env::join_paths(folders.chain(env::split_paths(&path))).ok()?;
    let mut command = Command::new(program.exists().then_some(program)?);
    command
        .env("PATH", path)
        .env("PUPPETEER_EXECUTABLE_PATH", browser);
    Some(command)
}

/// Apache PDFBox's validator of PDF/A-1b.
fn preflight() -> Option<Command> {
    let jars = [
        "preflight",
        "pdfbox2",
        "fontbox2",
        "xmpbox",
        "commons-logging",
        "commons-io",
        "javax.activation",
        "jaxb-api",
    ];
    let jars = jars.map(|jar| PathBuf::from(format!("/usr/share/java/{jar}.jar")));
    if !jars.iter().all(|jar| jar.exists()) {
        return None;
    }
    let mut command = Command::new(on_path("java")?);
    let path = env::join_paths(&jars).ok()?;
    command.arg("-cp").arg(path);
    command.arg("org.apache.pdfbox.preflight.Validator_A1b");
    Some(command)
}

fn outloud() -> Option<Command> {
    let program = tools().join("venv/bin/outloud");
    let found = program.exists().then_some(program);
    found.or_else(|| on_path("outloud")).map(Command::new)
}

fn proof_pdf() -> Option<Command> {
    let program = tools().join("preflight/bin/proof-pdf");
    let found = program.exists().then_some(program);
    found.or_else(|| on_path("proof-pdf")).map(Command::new)
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let mut files = env::split_paths(&folders).map(|folder| folder.join(name));
    files.find(|file| Path::is_file(file))
}
