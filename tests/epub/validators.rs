//! What other people's validators say of every book.

use super::common::{run, said, tool};
use super::library::{Made, all};
use std::path::Path;

/// epubcheck: no fatal, no error, no warning, and no usage note but the ones that fonts are declared (CSS-028), and that a
/// book for Kindle shows its cover on no page (OPF-097), as Kindle's rules have it, and one for Kobo names its links to notes as
/// Kobo knows them (OPF-086b).
#[test]
fn epubcheck_finds_nothing() {
    if tool("epubcheck").is_none() {
        return;
    }
    each_book(|path, name| {
        let mut command = tool("epubcheck").expect("found before");
        let said = said(&run(command.arg(path).arg("-u")));
        let clean = "0 fatals / 0 errors / 0 warnings / 0 infos";
        let notes = said
            .lines()
            .filter(|l| l.starts_with("USAGE") && !l.contains("CSS-028"))
            .filter(|l| !(name == "kobo" && l.contains("OPF-086b")))
            .filter(|l| !(name == "kindle" && l.contains("OPF-097") && l.contains("cover.jpg")));
        assert!(said.contains(clean) && notes.count() == 0, "{name}: {said}");
    });
}

/// Ace by DAISY: outcome pass, no assertion.
#[test]
fn ace_finds_nothing() {
    if tool("ace").is_none() {
        return;
    }
    each_book(|path, name| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = tool("ace").expect("found before");
        let output = run(command.arg("-f").arg("-o").arg(folder.path()).arg(path));
        let report = std::fs::read_to_string(folder.path().join("report.json"));
        let report = report.unwrap_or_else(|e| panic!("{name}: {e}: {}", said(&output)));
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let outcome = &report["earl:result"]["earl:outcome"];
        let faults: Vec<String> = report["assertions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(fault)
            .collect();
        assert!(outcome == "pass", "{name}: {faults:#?}");
    });
}

fn fault(page: &serde_json::Value) -> String {
    let all = page["assertions"].as_array().into_iter().flatten();
    let all: Vec<String> = all
        .map(|a| {
            format!(
                "{} {}",
                a["earl:test"]["dct:title"], a["earl:result"]["html"]
            )
        })
        .collect();
    format!("{}: {}", page["earl:testSubject"]["url"], all.join("; "))
}

fn each_book(check: impl Fn(&Path, &str)) {
    let folder = tempfile::tempdir().expect("a folder");
    for Made { name, epub, .. } in all() {
        let path = folder.path().join(format!("{name}.epub"));
        std::fs::write(&path, epub).expect("written");
        check(&path, name);
    }
}
