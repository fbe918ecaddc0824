//! Same input, same bytes. In: the sample, built by the program in different folders, with different numbers of threads
//! and at different times. Out: whether every file that it writes is the same.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Every file that a build wrote, by its path inside the book's folder.
type Files = BTreeMap<String, Vec<u8>>;

/// Builds a copy of the sample in `folder` and collects what was written.
fn build(folder: &str, jobs: &str, epoch: Option<&str>) -> Files {
    let place = TempDir::new().unwrap();
    let book = place.path().join(folder);
    fs::create_dir_all(book.join("sample")).unwrap();
    let texts = ["book.yaml", "sample/a-penny-for-the-fire.txt"];
    for text in texts {
        fs::copy(common::root().join(text), book.join(text)).unwrap();
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    program.args(["build", "--jobs", jobs]).current_dir(&book);
    program.env_remove("SOURCE_DATE_EPOCH");
    epoch.map(|epoch| program.env("SOURCE_DATE_EPOCH", epoch));
    let output = common::run(&mut program);
    assert!(output.status.success(), "{}", common::said(&output));
    let mut files = Files::new();
    collect(&book, &book, &mut files);
    // A stamp is no edition: it knows the program by its file.
    files.retain(|path, _| !texts.contains(&path.as_str()) && !path.ends_with(".made"));
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

fn assert_same(one: &Files, other: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    for (name, bytes) in one {
        assert!(*bytes == other[name], "two builds differ in {name}");
    }
}

#[test]
fn folder_and_threads_never_reach_a_byte() {
    let one = build("a", "1", None);
    let names: Vec<&str> = one.keys().map(String::as_str).collect();
    for suffix in [".epub", ".pdf", ".txt", ".md", ".ledger.yaml"] {
        let has = names.iter().any(|name| name.ends_with(suffix));
        assert!(has, "no {suffix} among {names:?}");
    }
    assert_same(&one, &build("another folder/with a longer name", "4", None));
}

#[test]
fn the_date_is_the_one_in_the_environment() {
    let (early, late) = (Some("1000000000"), Some("1700000000"));
    let one = build("a", "2", early);
    assert_same(&one, &build("b", "1", early));
    let other = build("a", "2", late);
    let epub = one.keys().find(|name| name.ends_with(".epub")).unwrap();
    assert!(
        one[epub] != other[epub],
        "SOURCE_DATE_EPOCH changes nothing"
    );
}
