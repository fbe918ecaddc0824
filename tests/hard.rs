//! Inputs that nobody sends but the unlucky and the unkind. In: shapes that once took the square of their length, or of which a
//! part did, so large that this could not be waited for or kept in memory. Out: nothing but that the program ends with a
//! result or a clear refusal. Nothing is timed: `scripts/growth` measures.

use pamphleteer::book::Book;
use pamphleteer::galley::Galley;
use pamphleteer::ledger::Ledger;
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline::repair_sources;
use pamphleteer::source::{Source, markdown};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Repairs a text as an English one.
fn repaired(text: String) -> (Book, Galley, Ledger) {
    let mut settings = Settings::default();
    settings.repair.language = Some("en".into());
    repair_sources(&[Source::new("a.txt", text)], &settings)
}

/// A line so many times, each with its number.
fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (1..=count).map(line).collect()
}

#[test]
fn lines_of_hyphens_are_repaired() {
    let line = format!("{}\n", "a-".repeat(30));
    let (book, ..) = repaired(line.repeat(3_000));
    assert!(!book.blocks().is_empty());
    repaired("-----\n".repeat(40_000));
    repaired("the house is won-\n".repeat(10_000));
}

#[test]
fn signs_without_width_are_taken_out() {
    let (_, galley, _) = repaired("a\u{200b}b ".repeat(40_000));
    assert!(!galley.text().contains('\u{200b}'));
    let (_, galley, _) = repaired("\u{200b}".repeat(150_000) + "end");
    assert_eq!(galley.text(), "end");
}

#[test]
fn the_same_line_again_and_again_is_told_apart() {
    let (_, _, ledger) = repaired("the same line again  and again\n".repeat(20_000));
    let ids = ledger.changes().iter().map(|change| change.id);
    let ids: std::collections::BTreeSet<_> = ids.collect();
    assert_eq!(ids.len(), ledger.changes().len());
}

#[test]
fn headings_that_begin_alike_are_read() {
    let prose = "The ferry ran twice a day, and in winter once, as the log of the house has it.\n";
    let chapter = |n| format!("\n\nChapter {n}. Of the Ferry\n\n{prose}{prose}");
    repaired(numbered(8_000, chapter));
    repaired(numbered(50_000, |n| format!("Of Part {n}\n\n")));
    repaired(numbered(40_000, |n| format!("{n}\n")));
}

#[test]
fn pages_without_end_are_read() {
    repaired("\u{c}".repeat(150_000) + "The end.\n");
    let words = [
        "harbour", "miller", "bread", "coal", "winter", "bridge", "letter",
    ];
    let varied = |n: usize| {
        let [one, two, three] = [1, 7, 31].map(|step| words[n / step % words.len()]);
        format!("the {one} near the {two} was kept by the keeper of the {three} until spring\n")
    };
    let page = |n: usize| {
        let text: String = (0..6).map(|row| varied(7 * n + row)).collect();
        format!(
            "so that {text}and away.1 Then it was so,2 they said.\n\n1 The log, p. {n}.\n2 The year, p. {n}.\n\u{c}"
        )
    };
    let (book, ..) = repaired(numbered(2_000, page));
    assert!(book.notes().len() > 3_000, "{}", book.notes().len());
}

#[test]
fn a_word_of_a_megabyte_is_one() {
    let (book, ..) = repaired("o".repeat(1_000_000));
    assert_eq!(book.blocks().len(), 1);
    repaired("ab-cd".repeat(40_000));
    repaired("e\u{301}".to_owned() + &"\u{301}".repeat(100_000));
}

#[test]
fn brackets_and_tags_that_end_nothing_are_words() {
    let shapes = [
        "[",
        "![",
        "[a]",
        "![a]",
        "[](",
        "[^",
        "<div>",
        "<!--",
        "<script>",
        "<",
        "<i>",
        "</i>",
        "^",
        "~~a ",
        "*a ",
        "**a _b ",
        "[a]{.b",
        "[a]{.emph}",
        "^[",
        "&",
        "\\",
        "`",
        "- ",
        "> ",
        "|a",
    ];
    for shape in shapes {
        let source = Source::new("a.md", shape.repeat(20_000) + "\n");
        let read = markdown::read(&[source]).map(|read| read.value.blocks().len());
        assert!(read.is_ok(), "{shape}");
    }
}

#[test]
fn notes_in_notes_are_bound() {
    let calls = numbered(10_000, |n| format!("[^{n}]: Note[^{}].\n\n", n + 1));
    let inside = numbered(10_000, |n| format!("[^{n}]: "));
    for text in [format!("Text[^1].\n\n{calls}"), inside] {
        let source = Source::new("a.md", text);
        assert!(markdown::read(&[source]).is_ok());
    }
}

/// Runs the program in a folder with some files.
fn run(arguments: &[&str], files: &[(&str, String)]) -> (Output, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let program = Path::new(env!("CARGO_BIN_EXE_pamphleteer"));
    let output = Command::new(program)
        .args(arguments)
        .current_dir(&folder)
        .output();
    (output.expect("the program runs"), folder)
}

const HEAD: &str = "title: T\nauthors: Nora Quayle\nlanguage: en-GB\n";

#[test]
fn carriage_returns_are_line_ends() {
    let text = format!("The lamp was lit.\n{}It went out.\n", "\r".repeat(600_000));
    let (output, _) = run(&["repair", "in.txt"], &[("in.txt", text)]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("It went out."),
        "{said}"
    );
}

#[test]
fn five_thousand_texts_are_one_book() {
    let texts = vec!["a.txt"; 5_000].join(", ");
    let manifest = format!("{HEAD}text: [{texts}]\neditions:\n  make: [text]\n");
    let files = [("book.yaml", manifest), ("a.txt", "A text.\n".into())];
    let (output, folder) = run(&["build", "-q"], &files);
    assert!(output.status.success(), "{output:?}");
    let text = fs::read_to_string(folder.path().join("out/t.txt")).expect("an edition");
    assert_eq!(text.matches("A text.").count(), 5_000);
}

/// All are found to be idle, the first are said, and the others are counted.
#[test]
fn twenty_thousand_overrides_that_find_nothing() {
    let words = numbered(20_000, |n| format!("  - absent{n}\n"));
    let manifest = format!("{HEAD}text: a.txt\nrepair:\n  words:\n{words}");
    let files = [("book.yaml", manifest), ("a.txt", "A text.\n".into())];
    let (output, _) = run(&["check"], &files);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.matches("does not stand in the text").count(), 50);
    assert!(
        said.contains("and 19950 faults more of this kind"),
        "{said}"
    );
}

#[test]
fn a_word_without_end_is_set() {
    let letters = "the-quick/brown—fox".repeat(500) + &"abcdefghijklm".repeat(8_000);
    let text = format!("# One\n\nBefore {letters} after.\n");
    let manifest = format!("{HEAD}text: a.md\neditions:\n  make: [screen]\n");
    let files = [("book.yaml", manifest), ("a.md", text)];
    let (output, folder) = run(&["build"], &files);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("wider than a line") && said.len() < 5_000,
        "{said}"
    );
    assert!(folder.path().join("out/t.pdf").exists());
}

#[test]
fn a_paragraph_that_no_book_has_is_refused() {
    let manifest = format!("{HEAD}text: a.md\neditions:\n  make: [screen]\n");
    let text = "# One\n\n".to_owned() + &"word ".repeat(210_000);
    let files = [("book.yaml", manifest), ("a.md", text)];
    let (output, _) = run(&["build"], &files);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(
        said.contains("a paragraph may have up to 1000000 bytes, of which"),
        "{said}"
    );
}
