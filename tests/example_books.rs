//! The small books of examples/books. In: their folders, copied. Out: whether each builds without a question, whether their
//! list names all of them, and whether together they show what a manifest can say.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn shelf() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/books")
}

/// The folders with a book, by name.
fn books() -> Vec<String> {
    let entries = fs::read_dir(shelf()).expect("the books").flatten();
    let folders = entries.filter(|entry| entry.path().join("book.yaml").is_file());
    let mut names: Vec<String> = folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A book's files, without what an earlier build left there.
fn copy(book: &str, folder: &Path) {
    let entries = fs::read_dir(shelf().join(book)).expect("a book").flatten();
    for entry in entries.filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), folder.join(entry.file_name())).expect("a copy");
    }
}

#[test]
fn each_builds_without_a_question() {
    assert_eq!(books().len(), 6);
    for book in books() {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&book, folder.path());
        let run = Command::new(env!("CARGO_BIN_EXE_pamphleteer"))
            .args(["build", "--strict", "--message-format", "json"])
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(0), "{book}: {said}");
        let remarks_only = said.lines().all(|line| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            line["severity"] == "summary" || line["code"] == "remark"
        });
        assert!(remarks_only, "{book}: {said}");
    }
}

#[test]
fn the_list_names_each_book() {
    let list = fs::read_to_string(shelf().join("README.md")).expect("the list");
    for book in books() {
        assert!(
            list.contains(&format!("[{book}]({book}/book.yaml)")),
            "{book}"
        );
    }
}

/// Whatever a manifest can say is said in one of them, by the names at the top and those of `editions`.
#[test]
fn together_they_show_each_group_of_keys() {
    let schema: Value = serde_json::from_str(&pamphleteer::manifest::schema()).expect("JSON");
    let names = |value: &Value| -> BTreeSet<String> {
        let keys = value.as_object().into_iter().flatten();
        keys.map(|(key, _)| key.clone()).collect()
    };
    let mut lost = names(&schema["properties"]);
    let mut lost_editions = names(&schema["properties"]["editions"]["properties"]);
    for book in books() {
        let text = fs::read_to_string(shelf().join(&book).join("book.yaml")).expect("a manifest");
        let manifest: Value = serde_yaml::from_str(&text).expect("YAML");
        for key in names(&manifest) {
            lost.remove(&key);
        }
        for key in names(&manifest["editions"]) {
            lost_editions.remove(&key);
        }
    }
    let of_one_book = ["isbn", "out"].map(String::from);
    lost.extend(lost_editions);
    assert_eq!(lost, BTreeSet::from(of_one_book));
}
