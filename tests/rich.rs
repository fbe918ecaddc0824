//! The rich sample: a book with nearly everything that one can hold. In: sample/rich, copied. Out: whether one command makes
//! all its editions without a warning, whether validators pass them, and whether each part stands in each edition.

mod common;

use std::io::Read;
use std::path::Path;
use std::process::Command;

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the sample").flatten() {
        match entry.path() {
            path if !path.is_dir() => {
                std::fs::copy(&path, to.join(entry.file_name())).expect("a copy");
            }
            path if entry.file_name() != "out" => copied(&path, &to.join(entry.file_name())),
            _ => {}
        }
    }
}

/// The folder of the editions.
fn built() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copied(&common::root().join("sample/rich"), folder.path());
    let output = Command::new(env!("CARGO_BIN_EXE_pamphleteer"))
        .args(["build", "--strict"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let said = common::said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("warning"), "{said}");
    folder
}

/// What a tool says of an edition, where it is on this machine.
fn verdict(tool: &str, args: &[&str], file: &Path) -> Option<String> {
    let mut tool = common::tool(tool)?;
    Some(common::said(&common::run(tool.args(args).arg(file))))
}

#[test]
fn all_editions_are_sound_and_whole() {
    let folder = built();
    let file = |end: &str| {
        folder
            .path()
            .join(format!("out/three-papers-from-the-ferry{end}"))
    };

    if let Some(said) = verdict("epubcheck", &[], &file(".epub")) {
        assert!(said.contains("0 fatals / 0 errors / 0 warnings"), "{said}");
    }
    if let Some(said) = verdict("outloud", &["--layer", "conformance"], &file(".pdf")) {
        assert!(said.contains("0 error(s), 0 warning(s)"), "{said}");
    }
    for end in [".pdf", ".press.pdf", ".booklet.pdf", ".cover.pdf"] {
        if let Some(said) = verdict("qpdf", &["--check"], &file(end)) {
            assert!(
                said.contains("No syntax or stream encoding errors"),
                "{end}: {said}"
            );
        }
    }
    let inks = ["-q", "-o", "-", "-sDEVICE=inkcov"];
    for end in [".press.pdf", ".booklet.pdf"] {
        let Some(said) = verdict("gs", &inks, &file(end)) else {
            break;
        };
        let pages: Vec<&str> = said.lines().filter(|line| line.contains("CMYK")).collect();
        assert!(pages.len() > 3, "{said}");
        for page in pages {
            let is_black = page.trim_start().starts_with("0.00000  0.00000  0.00000");
            assert!(is_black, "{end}: {page}");
        }
    }

    let text = std::fs::read_to_string(file(".txt")).expect("the text");
    let epub = pages(&std::fs::read(file(".epub")).expect("the EPUB"));
    for phrase in PHRASES.iter().chain(&BACKWARDS) {
        assert!(
            squeezed(&text).contains(&squeezed(phrase)),
            "text: {phrase}"
        );
        assert!(
            squeezed(&epub).contains(&squeezed(phrase)),
            "EPUB: {phrase}"
        );
    }
    let words = file(".words.txt");
    let to = words.to_str().expect("a name");
    let Some(mut pdftotext) = common::tool("pdftotext") else {
        return;
    };
    common::run(pdftotext.arg(file(".pdf")).arg(to));
    let printed = squeezed(&std::fs::read_to_string(&words).expect("the words of the pages"));
    for phrase in PHRASES {
        assert!(printed.contains(&squeezed(phrase)), "pages: {phrase}");
    }
}

/// One of each part of the book: a picture's caption and its note, cells and a note of one, code, signs, a letter, a side note,
/// verse, a play, a bibliography.
const PHRASES: [&str; 13] = [
    "the one that the fares were cut into.",
    "It was sawn off for firewood",
    "A pig, unwilling",
    "he changed his mind",
    "return FARES[load] + flood",
    "☞ for a debt",
    "♥, which",
    "Holm, the last Sunday of October",
    "It was opened on Whit Monday.",
    "the boat had had its day.",
    "Collector. You there.",
    "handed in first.",
    "Almanack 14 (1929)",
];

/// Words that run from right to left; a program that reads pages gives them in an order of its own.
const BACKWARDS: [&str; 2] = ["הנהר אינו שואל מי עובר בו", "ואיש לא שאל"];

/// Letters and signs alone: lines end elsewhere in each edition, and words are parted there.
fn squeezed(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}');
    text.chars()
        .filter(is_kept)
        .collect::<String>()
        .to_lowercase()
}

/// The words of all pages of an EPUB.
fn pages(epub: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("a zip");
    let mut all = String::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let is_page = file.name().expect("a name").ends_with(".xhtml");
        if is_page {
            file.read_to_string(&mut all).expect("text");
        }
    }
    let mut words = String::new();
    let mut is_tag = false;
    for c in all.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    words
}
