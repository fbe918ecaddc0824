//! The program from outside: exit codes, files, streams. In: folders made for each test. Out: nothing half written, and
//! the same bytes wherever and however often a book is built.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TEXT: &str = "THE FREE SCHOOL\n\nThe school was opened in the spring by some twenty people.1 It had no\n\
                    bell and no rules.\n\n1. Report of the first year, p. 4.\n";

fn pamphleteer(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command.args(arguments).current_dir(folder);
    command.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code, not a signal")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a book; only the editions named are made.
fn book(editions: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = format!(
        "title: The Free School\nlanguage: en-GB\ntext: text.txt\neditions: {{make: [{editions}]}}\n"
    );
    fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
    fs::write(folder.path().join("text.txt"), TEXT).expect("a text");
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|e| {
            e.expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    // Stamps are looked at in tests/made.rs.
    names.retain(|name| !name.ends_with(".made"));
    names.sort();
    names
}

#[test]
fn a_build_writes_editions_and_ledger_and_says_so() {
    let folder = book("markdown, text");
    let built = pamphleteer(folder.path(), &["build"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    assert!(built.stdout.is_empty());
    let wanted = ["ledger.yaml", "md", "txt"].map(|e| format!("the-free-school.{e}"));
    assert_eq!(files(&folder.path().join("out")), wanted);
    assert!(
        stderr(&built).contains("wrote out/the-free-school.md"),
        "{}",
        stderr(&built)
    );
    let quiet = pamphleteer(folder.path(), &["build", "--quiet"]);
    assert_eq!((code(&quiet), stderr(&quiet)), (0, String::new()));
}

#[test]
fn a_book_can_be_named_by_folder_or_manifest_and_there_can_be_many() {
    let (one, two) = (book("markdown"), book("markdown"));
    let manifest = two.path().join("book.yaml");
    let paths = [one.path(), &manifest].map(|p| p.to_string_lossy().into_owned());
    let built = pamphleteer(Path::new("."), &["build", &paths[0], &paths[1]]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    let bytes = |folder: &tempfile::TempDir| {
        fs::read(folder.path().join("out/the-free-school.md")).expect("an edition")
    };
    assert_eq!(bytes(&one), bytes(&two));
}

#[test]
fn check_writes_nothing() {
    let folder = book("markdown");
    assert_eq!(code(&pamphleteer(folder.path(), &["check"])), 0);
    assert_eq!(files(folder.path()), ["book.yaml", "text.txt"]);
}

#[test]
fn each_trouble_has_its_exit_code() {
    let folder = book("markdown");
    let path = folder.path();
    assert_eq!(code(&pamphleteer(path, &["bake"])), 2);
    assert_eq!(code(&pamphleteer(path, &["build", "--jobs", "0"])), 2);
    assert_eq!(code(&pamphleteer(path, &["build", "nowhere"])), 2);
    assert_eq!(code(&pamphleteer(path, &["repair", "nowhere.txt"])), 3);
    assert_eq!(
        code(&pamphleteer(
            path,
            &["repair", "text.txt", "-o", "text.txt/out.md"]
        )),
        5
    );
    fs::write(path.join("text.txt"), b"%PDF-1.7").expect("a text");
    assert_eq!(code(&pamphleteer(path, &["build"])), 3);
    assert_eq!(files(path), ["book.yaml", "text.txt"]);
}

#[test]
fn an_unwritable_folder_leaves_nothing() {
    let folder = book("markdown");
    fs::write(folder.path().join("out"), "a file in the way").expect("a file");
    let built = pamphleteer(folder.path(), &["build"]);
    assert_eq!(code(&built), 5);
    assert!(
        stderr(&built).contains("error[unwritable]: can't write `out`"),
        "{}",
        stderr(&built)
    );
    assert_eq!(files(folder.path()), ["book.yaml", "out", "text.txt"]);
}

/// A disk that takes only so many bytes: the shell's limit on the size of files stands for it.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_last_build_as_it_was() {
    let folder = book("markdown");
    assert_eq!(code(&pamphleteer(folder.path(), &["build"])), 0);
    let edition = folder.path().join("out/the-free-school.md");
    let old = fs::read(&edition).expect("the first build");
    let longer = format!(
        "{TEXT}\n{}",
        "Many more words were written in the second year.\n".repeat(400)
    );
    fs::write(folder.path().join("text.txt"), longer).expect("a text");
    let program = env!("CARGO_BIN_EXE_pamphleteer");
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{program}' build");
    let mut shell = Command::new("sh");
    let built = shell
        .args(["-c", &script])
        .current_dir(folder.path())
        .output();
    let built = built.expect("a shell");
    assert_eq!(code(&built), 5, "{}", stderr(&built));
    assert_eq!(fs::read(&edition).expect("still there"), old);
    let wanted = ["the-free-school.ledger.yaml", "the-free-school.md"];
    assert_eq!(files(&folder.path().join("out")), wanted);
}

#[test]
fn repair_leaves_a_pass_out() {
    let folder = book("markdown");
    let repaired = |arguments: &[&str]| {
        let made = pamphleteer(
            folder.path(),
            &[&["repair", "text.txt", "-q"], arguments].concat(),
        );
        (
            code(&made),
            String::from_utf8_lossy(&made.stdout).into_owned(),
        )
    };
    let heading = "# THE FREE SCHOOL";
    assert!(repaired(&[]).1.contains(heading));
    let (code, bare) = repaired(&["--off", "headings,swaps"]);
    assert!(code == 0 && !bare.contains(heading), "{bare}");
    assert_eq!(repaired(&["--off", "heading"]).0, 2);
}

#[test]
fn repair_is_a_filter() {
    let folder = book("markdown");
    let to_stdout = pamphleteer(folder.path(), &["repair", "text.txt", "--quiet"]);
    assert_eq!(code(&to_stdout), 0);
    let arguments = [
        "repair",
        "text.txt",
        "-o",
        "a/b/out.md",
        "--ledger",
        "ledger.jsonl",
    ];
    assert_eq!(code(&pamphleteer(folder.path(), &arguments)), 0);
    let written = fs::read(folder.path().join("a/b/out.md")).expect("the repaired text");
    assert_eq!(to_stdout.stdout, written);
    let ledger = fs::read_to_string(folder.path().join("ledger.jsonl")).expect("the ledger");
    for line in ledger.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert!(
            entry["line"].as_u64().is_some_and(|line| line > 0),
            "{line}"
        );
    }
}

/// What somebody has corrected in the repaired text is not lost to a second repair.
#[test]
fn repair_keeps_what_a_hand_has_corrected() {
    let folder = book("markdown");
    let path = folder.path();
    let repair = |more: &[&str]| {
        let arguments = [&["repair", "text.txt", "-o", "out.md"], more].concat();
        pamphleteer(path, &arguments)
    };
    let read = || fs::read_to_string(path.join("out.md")).expect("the repaired text");
    assert_eq!(code(&repair(&[])), 0);
    assert_eq!(code(&repair(&[])), 0, "nobody has touched it");
    fs::write(path.join("text.txt"), TEXT.replace("spring", "autumn")).expect("a text");
    assert_eq!(
        code(&repair(&[])),
        0,
        "the source is another, and nobody has touched the output"
    );
    let corrected = read().replace("twenty", "thirty");
    fs::write(path.join("out.md"), &corrected).expect("a correction");
    let refused = repair(&[]);
    assert_eq!(code(&refused), 5);
    assert!(stderr(&refused).contains("--force"), "{}", stderr(&refused));
    assert_eq!(read(), corrected);
    assert_eq!(code(&repair(&["--force"])), 0);
    assert_ne!(read(), corrected);
    assert_eq!(code(&repair(&[])), 0);
}

/// Remarks need no answer and are not in the way; who wants them gets them all.
#[test]
fn remarks_are_listed_on_request() {
    let folder = book("markdown");
    let text = include_str!("../sample/a-penny-for-the-fire.txt");
    fs::write(folder.path().join("text.txt"), text).expect("a text");
    let shown = |arguments: &[&str]| {
        let said = stderr(&pamphleteer(
            folder.path(),
            &[&["check", "--message-format", "json"], arguments].concat(),
        ));
        let lines = said
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON"));
        let lines: Vec<serde_json::Value> = lines.collect();
        let remarks = lines.iter().filter(|line| line["code"] == "remark").count();
        (remarks, lines.last().expect("a summary")["remarks"].clone())
    };
    let (none, counted) = shown(&[]);
    let (all, _) = shown(&["--remarks"]);
    assert_eq!((none, serde_json::Value::from(all)), (0, counted));
    assert!(
        all > 0,
        "the text raises no remark any more; choose another"
    );
}

#[test]
fn init_writes_a_manifest_that_builds_and_never_over_another() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("text.txt"), TEXT).expect("a text");
    assert_eq!(code(&pamphleteer(folder.path(), &["init", "text.txt"])), 0);
    let manifest = fs::read(folder.path().join("book.yaml")).expect("a manifest");
    let checked = pamphleteer(folder.path(), &["check"]);
    assert_eq!(code(&checked), 0, "{}", stderr(&checked));
    assert_eq!(code(&pamphleteer(folder.path(), &["init", "text.txt"])), 2);
    assert_eq!(
        fs::read(folder.path().join("book.yaml")).expect("still there"),
        manifest
    );
}

/// Whatever links stand in it: `out`, an edition, a stamp.
#[cfg(unix)]
#[test]
fn nothing_is_written_outside_of_the_books_folder() {
    use std::os::unix::fs::symlink;
    let links = [
        ("out", ""),
        ("out/the-free-school.txt", "mine.txt"),
        ("out", "none"),
    ];
    for (link, to) in links {
        let (folder, elsewhere) = (book("text"), tempfile::tempdir().expect("a folder"));
        fs::write(elsewhere.path().join("mine.txt"), "mine").expect("a file");
        let link = folder.path().join(link);
        fs::create_dir_all(link.parent().expect("a folder")).expect("a folder");
        symlink(elsewhere.path().join(to), &link).expect("a link");
        let output = pamphleteer(folder.path(), &["build"]);
        assert_eq!(code(&output), 5, "{link:?}: {}", stderr(&output));
        assert!(
            stderr(&output).contains("out of the book's folder"),
            "{}",
            stderr(&output)
        );
        assert_eq!(files(elsewhere.path()), ["mine.txt"], "{link:?}");
        let mine = fs::read_to_string(elsewhere.path().join("mine.txt"));
        assert_eq!(mine.expect("a file"), "mine");
    }
}

#[test]
fn an_empty_pipe_is_no_text_and_two_files_are_not_one() {
    let folder = book("text");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command
        .args(["repair", "-", "-o", "a.md"])
        .current_dir(folder.path());
    let output = command
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the program runs");
    assert_eq!(code(&output), 3, "{}", stderr(&output));
    for ledger in ["a.md", "./a.md"] {
        let arguments = ["repair", "text.txt", "-o", "a.md", "--ledger", ledger];
        let output = pamphleteer(folder.path(), &arguments);
        assert_eq!(code(&output), 5, "{}", stderr(&output));
        assert!(
            stderr(&output).contains("written twice"),
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(files(folder.path()), ["book.yaml", "text.txt"]);
}

#[test]
fn a_source_is_never_written_over() {
    let folder = book("text");
    let manifest =
        "title: A\nlanguage: en\ntext: text.txt\neditions: {make: [text], out: ., name: text}\n";
    fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
    let built = pamphleteer(folder.path(), &["build"]);
    assert_eq!(code(&built), 5);
    assert!(
        stderr(&built).contains("error[source-in-the-way]"),
        "{}",
        stderr(&built)
    );
    assert_eq!(
        code(&pamphleteer(
            folder.path(),
            &["repair", "text.txt", "-o", "text.txt"]
        )),
        5
    );
    let text = fs::read_to_string(folder.path().join("text.txt")).expect("still there");
    assert_eq!(text, TEXT);
    assert_eq!(files(folder.path()), ["book.yaml", "text.txt"]);
}

#[test]
fn the_editor_s_answers_reach_the_text() {
    let folder = book("markdown");
    let text = include_str!("../sample/a-penny-for-the-fire.txt");
    fs::write(folder.path().join("text.txt"), text).expect("a text");
    let arguments = ["repair", "text.txt", "-o", "a.md", "--ledger", "a.jsonl"];
    assert_eq!(code(&pamphleteer(folder.path(), &arguments)), 0);
    let ledger = fs::read_to_string(folder.path().join("a.jsonl")).expect("a ledger");
    let entries = ledger
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON"));
    let is_shelf = |e: &serde_json::Value| e["words"][1] == "mantelshelf";
    let rejected = entries
        .into_iter()
        .find(is_shelf)
        .expect("a hyphen at a line end");
    let id = rejected["id"].as_str().expect("an id");
    let manifest = format!(
        "title: A\nlanguage: en-GB\ntext: text.txt\neditions: {{make: [markdown], name: a}}\n\
         decisions: {{{id}: reject}}\n\
         repair:\n  headings: {{The Cold Room: none}}\n  corrections: {{Skelbeck: Skelbeek}}\n  join_hyphens: [second]\n"
    );
    fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
    let built = pamphleteer(folder.path(), &["build"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).expect("Markdown");
    let (before, after) = (read("a.md"), read("out/a.md"));
    assert!(before.contains("# The Cold Room") && !after.contains("# The Cold Room"));
    assert!(before.contains("Skelbeck") && !after.contains("Skelbeck"));
    let count = |text: &str| text.matches("mantelshelf").count();
    assert_eq!(count(&before), count(&after) + 1);
    assert!(read("out/a.ledger.yaml").contains(&format!("refused:\n- {id}\n")));
}

#[test]
fn two_books_never_write_the_same_files() {
    let folder = book("markdown");
    let manifest = fs::read(folder.path().join("book.yaml")).expect("a manifest");
    fs::write(folder.path().join("other.yaml"), manifest).expect("a manifest");
    let built = pamphleteer(folder.path(), &["build", "book.yaml", "other.yaml"]);
    assert_eq!(code(&built), 2);
    let said = "error[same-output]: `other.yaml` would write the same files as `book.yaml`";
    assert!(stderr(&built).contains(said), "{}", stderr(&built));
    assert!(folder.path().join("out/the-free-school.md").exists());
}

#[test]
fn a_failed_edition_does_not_stop_the_others() {
    let folder = book("markdown, screen");
    let manifest = fs::read_to_string(folder.path().join("book.yaml")).expect("a manifest");
    let manifest = manifest.replace("make:", "page: {face: {regular: face.otf}}, make:");
    fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
    fs::write(
        folder.path().join("face.otf"),
        b"OTTO but no more than that",
    )
    .expect("a face");
    let built = pamphleteer(folder.path(), &["build"]);
    assert_eq!(code(&built), 4, "{}", stderr(&built));
    assert!(stderr(&built).contains(": screen: "), "{}", stderr(&built));
    let wanted = ["the-free-school.ledger.yaml", "the-free-school.md"];
    assert_eq!(files(&folder.path().join("out")), wanted);
}

#[test]
fn completions_and_man_page_name_the_commands() {
    for arguments in [["completions", "bash"].as_slice(), &["man"]] {
        let printed = pamphleteer(Path::new("."), arguments);
        assert_eq!(code(&printed), 0);
        let text = String::from_utf8(printed.stdout).expect("UTF-8");
        for command in ["build", "check", "repair", "watch", "proof", "init"] {
            assert!(text.contains(command), "{command} in {arguments:?}");
        }
    }
}

#[test]
fn a_proof_is_one_page() {
    let folder = book("markdown");
    assert_eq!(code(&pamphleteer(folder.path(), &["proof"])), 0);
    assert_eq!(
        files(&folder.path().join("out")),
        ["the-free-school.proof.html"]
    );
}

#[test]
fn open_queries_fail_only_where_asked() {
    let folder = book("markdown");
    let text = include_str!("../sample/a-penny-for-the-fire.txt");
    fs::write(folder.path().join("text.txt"), text).expect("a text");
    let plain = pamphleteer(folder.path(), &["check", "--message-format", "json"]);
    let asks = stderr(&plain).contains("\"query\"");
    assert!(asks, "the text raises no query any more; choose another");
    assert_eq!(code(&plain), 0, "{}", stderr(&plain));
    let strict = pamphleteer(folder.path(), &["check", "--strict", "--quiet"]);
    assert_eq!(code(&strict), 1, "{}", stderr(&strict));
}

#[test]
fn messages_can_be_read_by_programs() {
    let folder = book("markdown");
    fs::write(folder.path().join("book.yaml"), "titel: A\ntext: b.txt\n").expect("a manifest");
    let short = pamphleteer(folder.path(), &["check", "--message-format", "short"]);
    let wanted = "book.yaml:1:1: error: unknown key `titel` (did you mean `title`?)\n\
                  book.yaml:2:7: error: there is no file `b.txt` (files are looked for from `./`)\n";
    assert_eq!(stderr(&short), wanted);
    let json = pamphleteer(folder.path(), &["check", "--message-format", "json"]);
    let lines: Vec<serde_json::Value> = stderr(&json)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    fs::write(
        folder.path().join("book.yaml"),
        "title: A\ntext: text.txt\nlanguage: en\n",
    )
    .expect("a manifest");
    let json = pamphleteer(folder.path(), &["check", "--message-format", "json"]);
    let summary = stderr(&json)
        .lines()
        .last()
        .map(serde_json::from_str::<serde_json::Value>);
    let summary = summary.expect("a line").expect("JSON");
    assert_eq!(
        (&summary["severity"], &summary["notes"]),
        (&"summary".into(), &1.into())
    );
    assert_eq!(
        (&lines[1]["code"], &lines[1]["line"]),
        (&"missing-file".into(), &2.into())
    );
}

#[test]
fn threads_and_folders_do_not_change_a_byte() {
    let folders = [book(""), book("")];
    for (folder, jobs) in folders.iter().zip(["1", "4"]) {
        let manifest = "title: The Free School\nlanguage: en-GB\ntext: text.txt\n";
        fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
        let built = pamphleteer(folder.path(), &["build", "--jobs", jobs]);
        assert!([0, 4].contains(&code(&built)), "{}", stderr(&built));
    }
    let [one, two] = folders.map(|folder| {
        let out = folder.path().join("out");
        let bytes = |name: &String| fs::read(out.join(name)).expect("a file");
        files(&out)
            .into_iter()
            .map(|name| (bytes(&name), name))
            .collect::<Vec<_>>()
    });
    assert!(one.len() > 1 && one == two, "two builds differ");
}

#[test]
fn every_list_has_rows() {
    for what in [
        "passes",
        "editions",
        "schemes",
        "papers",
        "languages",
        "faces",
        "templates",
    ] {
        let list = pamphleteer(Path::new("."), &["list", what]);
        assert_eq!(code(&list), 0);
        let text = String::from_utf8(list.stdout).expect("UTF-8");
        assert!(text.lines().count() > 1, "{what}: {text}");
    }
}

/// Beside each scheme stands its drawing, front and back (a zine has no back), and what to do with the sheets.
#[test]
fn schemes_are_drawn() {
    let list = pamphleteer(Path::new("."), &["list", "schemes"]);
    let text = String::from_utf8(list.stdout).expect("UTF-8");
    assert!(text.contains("    | 8 | 1 |  | 2 | 7 |\n"), "{text}");
    for name in ["saddle", "cut-stack", "octavo", "zine"] {
        let start = text.find(&format!("{name}  ")).expect("the scheme");
        let said: Vec<&str> = text[start..].split("\n\n").take(3).collect();
        assert!(said[1].starts_with("    front"), "{name}: {said:?}");
        assert!(
            said[2].contains("fold") || said[2].contains("cut"),
            "{name}: {said:?}"
        );
    }
}

#[test]
fn what_was_corrected_by_hand_is_not_written_over() {
    let folder = book("text");
    let manifest = "title: A\nlanguage: en\ntext: text.txt\neditions: {make: [markdown, text]}\n";
    fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
    assert_eq!(code(&pamphleteer(folder.path(), &["build"])), 0);
    let edition = folder.path().join("out/a.md");
    let mut corrected = fs::read_to_string(&edition).expect("the edition");
    corrected.push_str("\nA line of mine.\n");
    fs::write(&edition, &corrected).expect("written");

    let again = pamphleteer(folder.path(), &["build"]);
    assert_eq!(code(&again), 0);
    assert!(
        stderr(&again).contains("warning[edited-edition]"),
        "{}",
        stderr(&again)
    );
    assert_eq!(
        fs::read_to_string(&edition).expect("still there"),
        corrected
    );

    // As the warning says, the book can be built from it; and it stays as it is then.
    let from = manifest.replace("text: text.txt", "text: out/a.md");
    fs::write(folder.path().join("book.yaml"), from).expect("a manifest");
    let built = pamphleteer(folder.path(), &["build"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    assert!(
        stderr(&built).contains("warning[source-is-edition]"),
        "{}",
        stderr(&built)
    );
    assert_eq!(
        fs::read_to_string(&edition).expect("still there"),
        corrected
    );
    let text = fs::read_to_string(folder.path().join("out/a.txt")).expect("the text");
    assert!(text.contains("A line of mine."), "{text}");

    fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
    let forced = pamphleteer(folder.path(), &["build", "--force"]);
    assert_eq!(code(&forced), 0, "{}", stderr(&forced));
    let edition = fs::read_to_string(&edition).expect("the edition");
    assert!(!edition.contains("A line of mine."), "{edition}");
}
