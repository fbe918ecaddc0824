//! Bad inputs and the exact messages they get. In: `tests/manifests/*.txt`. Out: what `pamphleteer check` says about each,
//! compared with what the file says; `UPDATE=1 cargo test --test bad_inputs` writes them anew.
//!
//! A case is the manifest, a line `=>`, standard error and the exit code. Before the manifest, `@ name: text` puts another
//! file beside it (`text.txt` is there unless a case gives its own), `@ name/` a folder, and `@ set NAME=value` sets a
//! variable of the environment. In the manifest and the files `\x00` stands for a byte.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_bad_input_gets_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manifests");
    let files = fs::read_dir(folder).expect("tests/manifests is there");
    let mut files: Vec<_> = files.map(|f| f.expect("a file").path()).collect();
    files.sort();
    let mut failed = Vec::new();
    for path in &files {
        let case = fs::read_to_string(path).expect("a case");
        let end = case.find("\n=>\n").expect("a line `=>`") + 1;
        let fresh = format!("{}=>\n{}", &case[..end], outcome(&case[..end]));
        if fresh == case {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path, fresh).expect("a case can be written");
        } else {
            println!("--- {} now says\n{fresh}", path.display());
            failed.push(path);
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {} cases",
        failed.len(),
        files.len()
    );
    assert!(files.len() >= 25, "cases are missing");
}

/// Standard error and exit code of `pamphleteer check` in a folder with what the case gives.
fn outcome(given: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command.env_remove("SOURCE_DATE_EPOCH");
    fs::write(at("text.txt"), "A text.\n").expect("a text");
    let mut manifest = String::new();
    for line in given.split_inclusive('\n') {
        let Some(setting) = line.strip_prefix("@ ") else {
            manifest.push_str(line);
            continue;
        };
        let setting = setting.trim_end_matches('\n');
        if let Some(variable) = setting.strip_prefix("set ") {
            let (name, value) = variable.split_once('=').expect("a variable");
            command.env(name, value);
        } else if let Some(name) = setting.strip_suffix('/') {
            fs::create_dir(at(name)).expect("a folder");
        } else {
            let (name, text) = setting.split_once(": ").expect("a file");
            fs::write(at(name), bytes(text)).expect("a file");
        }
    }
    fs::write(at("book.yaml"), bytes(&manifest)).expect("a manifest");
    command.arg("check").env("NO_COLOR", "1");
    let command = command.current_dir(folder.path());
    let said = command.output().expect("the program runs");
    assert!(said.stdout.is_empty(), "messages go to standard error");
    let text = String::from_utf8(said.stderr).expect("UTF-8");
    let code = said.status.code().expect("an exit code, not a signal");
    format!("{text}exit {code}\n")
}

/// The bytes of a text in which `\xNN` stands for a byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.expect("two hex digits"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}
