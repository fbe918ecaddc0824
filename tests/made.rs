//! Books that need not be built again. In: folders with books, the program run several times. Out: whether it makes what
//! has changed, and nothing else; and what becomes of files under old names.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// Builds; with a JSON object a line on standard error.
fn build(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command.args(["build", "--message-format", "json"]);
    command.args(arguments).current_dir(folder);
    command.env_remove("SOURCE_DATE_EPOCH");
    command.output().expect("the program runs")
}

/// The summaries of a build: of each book whether it was left as it is.
fn skipped(output: &Output) -> Vec<bool> {
    summaries(output)
        .map(|summary| summary["skipped"] == true)
        .collect()
}

fn summaries(output: &Output) -> impl Iterator<Item = serde_json::Value> {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<serde_json::Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let is_summary = |line: &serde_json::Value| line["severity"] == "summary";
    lines.into_iter().filter(is_summary)
}

fn codes(output: &Output) -> Vec<String> {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines = said.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        line["code"].as_str().unwrap_or_default().to_owned()
    });
    lines.filter(|code| !code.is_empty()).collect()
}

fn manifest(title: &str, editions: &str) -> String {
    format!("title: {title}\nlanguage: en-GB\ntext: a.txt\neditions: {{make: [{editions}]}}\n")
}

const TEXT: &str =
    "THE FERRY\n\nThe ferry ran twice a day, and in winter once.1\n\n1. Harbour log, p. 9.\n";

fn book() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    folder
}

fn write(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    fs::write(
        folder.join("book.yaml"),
        manifest("The Ferry", "text, markdown"),
    )
    .expect("written");
    fs::write(folder.join("a.txt"), TEXT).expect("written");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Each change after which a book must be made again.
#[test]
fn what_a_book_is_made_from_decides() {
    let folder = book();
    let at = |name: &str| folder.path().join(name);
    let is_skipped = |arguments: &[&str]| skipped(&build(folder.path(), arguments)) == [true];
    assert!(!is_skipped(&[]), "nothing was there");
    assert!(is_skipped(&[]));
    assert!(!is_skipped(&["--force"]));
    assert!(is_skipped(&[]));

    fs::write(at("a.txt"), TEXT.replace("twice", "thrice")).expect("written");
    assert!(!is_skipped(&[]), "the text is another");
    let same = fs::read(at("a.txt")).expect("a text");
    fs::write(at("a.txt"), same).expect("written");
    assert!(is_skipped(&[]), "the same words, saved again");

    fs::write(at("out/the-ferry.txt"), "by hand").expect("written");
    assert!(!is_skipped(&[]), "an edition is another");
    fs::remove_file(at("out/the-ferry.md")).expect("an edition");
    assert!(!is_skipped(&[]), "an edition is gone");
    fs::remove_file(at("out/the-ferry.ledger.yaml")).expect("a ledger");
    assert!(!is_skipped(&[]), "the ledger is gone");
    fs::write(at("out/.the-ferry.made"), "{}").expect("a stamp");
    assert!(!is_skipped(&[]), "no stamp that can be read");
    assert!(is_skipped(&[]));

    let other = manifest("The Ferry", "text, markdown") + "publisher: Low Wall\n";
    fs::write(at("book.yaml"), other).expect("written");
    assert!(!is_skipped(&[]), "the manifest is another");
}

#[test]
fn a_day_of_its_own_makes_another_book() {
    let folder = book();
    let run = |epoch: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
        command.args(["build", "--message-format", "json"]);
        command.current_dir(&folder).env("SOURCE_DATE_EPOCH", epoch);
        skipped(&command.output().expect("the program runs"))
    };
    assert_eq!(
        [run("1"), run("1"), run("2")].concat(),
        [false, true, false]
    );
}

/// What is left alone still counts: open queries fail under `--strict`, and are told.
#[test]
fn what_is_open_stays_open() {
    let folder = book();
    let text = include_str!("../sample/a-penny-for-the-fire.txt");
    fs::write(folder.path().join("a.txt"), text).expect("written");
    let first = build(folder.path(), &[]);
    let again = build(folder.path(), &["--strict"]);
    let open = |output: &Output| summaries(output).next().expect("a book")["open_queries"].clone();
    assert_eq!(skipped(&again), [true]);
    assert_ne!(
        open(&first),
        0,
        "the text raises no query any more; choose another"
    );
    assert_eq!(open(&first), open(&again));
    assert_eq!(again.status.code(), Some(1));
}

/// A build that fails or is cut off leaves no stamp that is true.
#[test]
fn what_failed_is_tried_again() {
    let folder = book();
    assert_eq!(skipped(&build(folder.path(), &[])), [false]);
    let stamp = folder.path().join("out/.the-ferry.made");
    let old = fs::read(&stamp).expect("a stamp");
    fs::write(folder.path().join("a.txt"), TEXT.replace("once", "never")).expect("written");
    assert_eq!(skipped(&build(folder.path(), &[])), [false]);
    // As if the power had gone before the stamp was written.
    fs::write(&stamp, old).expect("written");
    assert_eq!(skipped(&build(folder.path(), &[])), [false]);
    assert_eq!(skipped(&build(folder.path(), &[])), [true]);
}

#[test]
fn files_of_an_old_name_are_named_and_removed_when_asked() {
    let folder = book();
    let out = folder.path().join("out");
    build(folder.path(), &[]);
    fs::write(out.join("notes.txt"), "mine").expect("written");
    let renamed = manifest("The Last Ferry", "text, markdown");
    fs::write(folder.path().join("book.yaml"), &renamed).expect("written");
    for _ in 0..2 {
        assert_eq!(codes(&build(folder.path(), &[])), ["old-files"]);
    }
    fs::write(out.join("the-ferry.md"), "corrected by hand").expect("written");
    let pruned = build(folder.path(), &["--prune"]);
    assert_eq!(codes(&pruned), ["changed-by-hand"]);
    let removed = summaries(&pruned).next().expect("a book")["removed"].clone();
    assert_eq!(removed.as_array().map(Vec::len), Some(2));
    let wanted = [
        ".the-last-ferry.made",
        "notes.txt",
        "the-ferry.md",
        "the-last-ferry.ledger.yaml",
        "the-last-ferry.md",
        "the-last-ferry.txt",
    ];
    assert_eq!(names(&out), wanted);
    assert!(codes(&build(folder.path(), &[])).is_empty());

    // An edition that is no more asked for.
    let fewer = renamed.replace(", markdown", "");
    fs::write(folder.path().join("book.yaml"), fewer).expect("written");
    for _ in 0..2 {
        assert_eq!(codes(&build(folder.path(), &[])), ["old-files"]);
    }
    assert!(codes(&build(folder.path(), &["--prune"])).is_empty());
    assert!(!out.join("the-last-ferry.md").exists());
    assert!(codes(&build(folder.path(), &[])).is_empty());
}

/// Two manifests of one folder share `out`: the one's files are not the other's old ones. An old edition that has become a
/// text stays.
#[test]
fn nothing_that_is_of_use_is_pruned() {
    let folder = book();
    let other = manifest("Another", "text");
    fs::write(folder.path().join("other.yaml"), other).expect("written");
    build(folder.path(), &["book.yaml", "other.yaml"]);
    fs::copy(
        folder.path().join("out/the-ferry.md"),
        folder.path().join("kept.md"),
    )
    .expect("a copy");
    let next = manifest("The Last Ferry", "text").replace("a.txt", "out/the-ferry.md");
    fs::write(folder.path().join("book.yaml"), next).expect("written");
    let built = build(folder.path(), &["--prune", "book.yaml", "other.yaml"]);
    assert_eq!(
        built.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let left = names(&folder.path().join("out"));
    assert!(left.contains(&"the-ferry.md".to_owned()), "{left:?}");
    assert!(left.contains(&"another.txt".to_owned()), "{left:?}");
    assert!(!left.contains(&"the-ferry.txt".to_owned()), "{left:?}");
}

#[test]
fn a_catalogue_shows_books_that_were_left_alone() {
    let root = tempfile::tempdir().expect("a folder");
    for name in ["a", "b"] {
        write(&root.path().join(name));
        let text = manifest(&format!("The Ferry {name}"), "epub, text");
        fs::write(root.path().join(name).join("book.yaml"), text).expect("written");
    }
    let run = |arguments: &[&str]| {
        let all = [&["a", "b", "--catalogue", "shelf"], arguments].concat();
        build(root.path(), &all)
    };
    let feed = || fs::read(root.path().join("shelf/catalogue.json")).expect("a feed");
    run(&[]);
    let first = feed();
    let again = run(&[]);
    assert_eq!(skipped(&again)[..2], [true, true]);
    assert!(
        feed() == first,
        "the catalogue of the same books is another"
    );

    let text = manifest("The Boat", "epub, text");
    fs::write(root.path().join("a/book.yaml"), text).expect("written");
    let renamed = run(&[]);
    assert_eq!(skipped(&renamed)[..2], [false, true]);
    assert_eq!(codes(&renamed), ["old-files"]);
    assert!(codes(&run(&["--prune"])).is_empty());
    let shelf = names(&root.path().join("shelf"));
    assert!(!shelf.contains(&"the-ferry-a".to_owned()), "{shelf:?}");
    let feed = String::from_utf8(feed()).expect("UTF-8");
    assert!(
        feed.contains("The Boat") && feed.contains("The Ferry b") && !feed.contains("The Ferry a")
    );
}

/// Several books: a row each, what failed last, and no more lines than that.
#[test]
fn many_books_end_in_a_table() {
    let root = tempfile::tempdir().expect("a folder");
    let names = ["one", "broken", "two", "three"];
    for name in names {
        write(&root.path().join(name));
        let text = manifest(&format!("Book {name}"), "text");
        fs::write(root.path().join(name).join("book.yaml"), text).expect("written");
    }
    fs::write(
        root.path().join("broken/book.yaml"),
        "title: Broken\ntext: b.txt\n",
    )
    .expect("written");
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
        command.arg("build").args(names).current_dir(root.path());
        let output = command
            .env("NO_COLOR", "1")
            .output()
            .expect("the program runs");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let rows = |said: &str| -> Vec<String> {
        let lines: Vec<String> = said.lines().map(str::to_owned).collect();
        lines[lines.len() - 5..].to_vec()
    };
    let first = rows(&run());
    assert!(
        first[..3]
            .iter()
            .all(|row| row.starts_with("written  Book ")),
        "{first:?}"
    );
    assert!(first[3].starts_with("failed   broken"), "{first:?}");
    assert_eq!(first[4], "4 books: 3 written, 1 failed");
    fs::write(
        root.path().join("two/a.txt"),
        TEXT.replace("winter", "summer"),
    )
    .expect("written");
    let second = run();
    assert_eq!(
        rows(&second)[4],
        "4 books: 1 written, 2 unchanged, 1 failed"
    );
    assert!(!second.contains("wrote"), "{second}");
}

/// Some books of the size of a tract, each in a folder of its own: their names.
fn many(root: &Path) -> Vec<String> {
    let paragraph = "The ferry ran twice a day, and in winter once, as the log has it. ".repeat(12);
    let names: Vec<String> = (0..MANY).map(|n| format!("{n:03}")).collect();
    for name in &names {
        let folder = root.join(name);
        write(&folder);
        let text = format!(
            "THE FERRY {name}\n\n{}",
            format!("{paragraph}\n\n").repeat(8)
        );
        fs::write(folder.join("a.txt"), text).expect("written");
        let all = format!("title: The Ferry {name}\nlanguage: en-GB\ntext: a.txt\n");
        fs::write(folder.join("book.yaml"), all).expect("written");
    }
    names
}

/// Enough to be in the middle of them; `scripts/many-speed` measures two hundred.
const MANY: usize = 16;

/// All files of all books.
fn editions(root: &Path, books: &[String]) -> Vec<(String, Vec<u8>)> {
    let of_book = |book: &String| {
        let out = root.join(book).join("out");
        let files = names(&out).into_iter();
        let read = files.map(move |name| {
            let bytes = fs::read(out.join(&name)).expect("a file");
            (name, bytes)
        });
        read.collect::<Vec<_>>()
    };
    books.iter().flat_map(of_book).collect()
}

#[test]
fn a_changed_text_among_many_makes_one_book() {
    let root = tempfile::tempdir().expect("a folder");
    let names = many(root.path());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let left = || {
        skipped(&build(root.path(), &names))
            .iter()
            .filter(|&&is| is)
            .count()
    };
    assert_eq!((left(), left()), (0, MANY));
    fs::write(root.path().join(names[7]).join("a.txt"), TEXT).expect("written");
    assert_eq!(left(), MANY - 1);
}

/// Killed as soon as so many books are through: those are left alone, the others are made, and all are as if nothing had been.
#[test]
fn a_build_that_is_killed_is_taken_up_where_it_was() {
    let [root, whole] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    let books = many(root.path());
    let names: Vec<&str> = books.iter().map(String::as_str).collect();
    many(whole.path());
    build(whole.path(), &names);
    let stamp = |name: &str| {
        root.path()
            .join(name)
            .join(format!("out/.the-ferry-{name}.made"))
    };
    let done = || names.iter().filter(|name| stamp(name).exists()).count();
    for wanted in [1, MANY / 2] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
        command
            .args(["build", "-q"])
            .args(&names)
            .current_dir(root.path());
        let mut killed = command
            .env_remove("SOURCE_DATE_EPOCH")
            .spawn()
            .expect("the program runs");
        while done() < wanted && killed.try_wait().expect("a state").is_none() {
            std::thread::yield_now();
        }
        killed.kill().expect("it runs or has ended");
        killed.wait().expect("an end");
        assert!(done() >= wanted);
    }
    let through = done();
    let left = skipped(&build(root.path(), &names));
    assert_eq!(left.iter().filter(|&&is| is).count(), through);
    assert!(
        editions(root.path(), &books) == editions(whole.path(), &books),
        "no edition is another, none is half"
    );
    assert!(skipped(&build(root.path(), &names)).iter().all(|&is| is));
}

/// An old time on an edition, as a copy to a stick may give it, is no reason to build.
#[test]
fn times_say_nothing() {
    let folder = book();
    build(folder.path(), &[]);
    let edition = fs::File::options()
        .write(true)
        .open(folder.path().join("out/the-ferry.txt"))
        .expect("an edition");
    let old = SystemTime::now() - Duration::from_secs(100_000);
    edition.set_modified(old).expect("a time");
    assert_eq!(skipped(&build(folder.path(), &[])), [true]);
}
