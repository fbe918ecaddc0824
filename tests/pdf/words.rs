//! The words of the golden files, as `pdftotext` and as our reader has them.

use super::common;
use super::golden::files;
use pamphleteer::source;
use std::path::Path;

/// What `cropped` shows: without being told, poppler reads what stands beside it, too.
const SHOWN: [&str; 8] = ["-x", "20", "-y", "20", "-W", "360", "-H", "260"];

/// The words that poppler reads.
fn others(path: &Path) -> Option<Vec<String>> {
    let mut command = common::tool("pdftotext")?;
    if path.ends_with("cropped.pdf") {
        command.args(SHOWN);
    }
    let output = common::run(command.args(["-enc", "UTF-8"]).arg(path).arg("-"));
    Some(split(&String::from_utf8_lossy(&output.stdout)))
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(String::from).collect()
}

fn ours(bytes: &[u8]) -> Vec<String> {
    let read = source::read("a.pdf", bytes).unwrap_or_else(|fault| panic!("{fault:?}"));
    split(read.value.text())
}

#[test]
fn our_words_are_those_of_pdftotext() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut differ = Vec::new();
    for (name, bytes) in files() {
        let path = folder.path().join(format!("{name}.pdf"));
        std::fs::write(&path, &bytes).expect("a file");
        let Some(theirs) = others(&path) else { return };
        assert!(theirs.len() > 1, "{name}: pdftotext reads {theirs:?}");
        if ours(&bytes) != theirs {
            differ.push(format!("{name}: {:?}, pdftotext {theirs:?}", ours(&bytes)));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

/// Files as qpdf writes them: encrypted with an empty password, with objects in streams, linearized.
#[test]
fn and_of_the_same_files_rewritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (
        folder.path().join("one.pdf"),
        folder.path().join("other.pdf"),
    );
    let ways: [&[&str]; 4] = [
        &["--encrypt", "", "owner", "256", "--"],
        &["--encrypt", "", "owner", "128", "--use-aes=y", "--"],
        &["--object-streams=generate"],
        &["--linearize"],
    ];
    for (name, bytes) in files() {
        std::fs::write(&one, &bytes).expect("a file");
        for way in ways {
            let Some(mut qpdf) = common::tool("qpdf") else {
                return;
            };
            qpdf.arg(&one).args(way).arg(&other);
            qpdf.output().expect("qpdf runs");
            let rewritten = std::fs::read(&other).expect("qpdf wrote it");
            assert_eq!(ours(&rewritten), ours(&bytes), "{name} {way:?}");
        }
    }
}
