//! The desk from outside: what a browser, a hostile page and a second browser may ask of it. In: the program on a folder,
//! and requests as bytes. Out: the files of the folder, right and nowhere else.

mod client;
#[path = "../common/mod.rs"]
mod common;
mod crash;
mod long;

use client::Desk;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const TEXT: &str = "THE FREE SCHOOL\n\nThe school was opened in the spring by some twenty people.1 It had no\n\
                    bell and no rules, and thechildren came when they liked.\n\n1. Report of the first year, p. 4.\n";

fn manifest(folder: &Path) -> String {
    fs::read_to_string(folder.join("book.yaml")).expect("a manifest")
}

/// A folder with a book, a comment in it.
fn book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let yaml = "# Ours.\ntitle: The Free School\nlanguage: en-GB\ntext: text.txt\n# end\n";
    fs::write(folder.path().join("book.yaml"), yaml).expect("a manifest");
    fs::write(folder.path().join("text.txt"), TEXT).expect("a text");
    folder
}

/// The id of an entry of the ledger.
fn entry(desk: &Desk) -> String {
    let lines = desk.get("ledger").text();
    let first: Value = serde_json::from_str(lines.lines().next().expect("an entry")).expect("JSON");
    first["id"].as_str().expect("an id").into()
}

#[test]
fn from_a_dropped_file_to_a_download() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(folder.path());
    let start = desk.get("");
    assert!(
        start.status == 200 && start.text().contains("data-drop"),
        "{}",
        start.text()
    );
    assert_eq!(desk.put("a%20school.txt", TEXT.as_bytes()).status, 201);
    assert_eq!(desk.put("a%20school.txt", b"other").status, 409);
    assert_eq!(
        fs::read_to_string(folder.path().join("a school.txt")).expect("the text"),
        TEXT
    );

    let begun = desk.form("begin", &[("text", "a school.txt")]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    let form = desk.get("book");
    assert_eq!(form.field("text"), "a school.txt");
    let before = manifest(folder.path());

    let version = form.field("version");
    let saved = desk.form(
        "book",
        &[
            ("version", &version),
            ("title", "The School: a report"),
            ("text", "a school.txt"),
        ],
    );
    assert_eq!(saved.status, 303, "{}", saved.text());
    let after = manifest(folder.path());
    assert!(after.contains("The School: a report"), "{after}");
    let marked = |text: &str| {
        let mut lines = text.lines();
        lines.any(|line| line.starts_with("title:") && line.contains("# please check"))
    };
    assert!(marked(&before) && !marked(&after), "the guess is checked");
    let changed = before
        .lines()
        .zip(after.lines())
        .filter(|(one, other)| one != other);
    assert_eq!(changed.count(), 1, "only the title's line");

    let id = entry(&desk);
    let answer = json!({"version": desk.version(), "id": id, "answer": "reject"});
    let answered = desk.json("answer", &answer);
    assert_eq!(answered.status, 200, "{}", answered.text());
    assert!(manifest(folder.path()).contains(&format!("{id}: reject")));
    let undone = desk.form("undo", &[("version", &desk.version()), ("from", "proof")]);
    assert_eq!(undone.status, 303, "{}", undone.text());
    assert_eq!(manifest(folder.path()), after);
    assert_eq!(
        desk.form("redo", &[("version", &desk.version())]).status,
        303
    );
    assert!(manifest(folder.path()).contains(&id));

    assert!(desk.get("look").text().contains("Sheet 1, front"));
    assert!(desk.get("page/0").body.starts_with(b"\x89PNG"));
    let epub = desk.get("edition/epub");
    assert!(
        epub.status == 200 && epub.body.starts_with(b"PK"),
        "{}",
        epub.head
    );
    assert!(epub.head.contains("content-disposition: attachment"));
    let screen = desk.get("edition/screen");
    assert!(screen.body.starts_with(b"%PDF"), "{}", screen.text());
    assert!(
        desk.get("editions").json()["sizes"]["epub"]
            .as_str()
            .is_some_and(|size| size.ends_with("kB"))
    );
    let built = desk.form("build", &[("version", &desk.version())]);
    assert_eq!(built.status, 200, "{}", built.text());
    let names = fs::read_dir(folder.path().join("out"))
        .expect("the editions")
        .count();
    assert!(names > 5, "{names}");
}

/// A picture is no text: reading it is offered where the text was chosen, which stays chosen; no option of a command is named.
#[test]
fn a_scan_is_offered_to_be_read_and_a_saved_form_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(folder.path());
    assert_eq!(desk.put("page.png", b"\x89PNG\r\n\x1a\n").status, 201);
    assert_eq!(desk.put("other.txt", TEXT.as_bytes()).status, 201);
    let is_ticked = |page: &str, id: &str| {
        let input = page
            .split("<input")
            .find(|input| input.contains(&format!("id=\"{id}\"")));
        input.is_some_and(|input| {
            input
                .split('>')
                .next()
                .unwrap_or_default()
                .contains(" checked")
        })
    };
    assert!(!is_ticked(&desk.get("start").text(), "ocr"));
    let refused = desk.form("begin", &[("text", "page.png")]);
    let page = refused.text();
    assert_eq!(refused.status, 422, "{page}");
    assert!(is_ticked(&page, "ocr"), "{page}");
    assert!(
        is_ticked(&page, "t-1") && !is_ticked(&page, "t-0"),
        "{page}"
    );
    assert!(
        page.contains("a PNG picture") && !page.contains("--ocr"),
        "{page}"
    );
    assert_eq!(desk.get("reading").json()["said"], "");

    assert_eq!(desk.form("begin", &[("text", "other.txt")]).status, 303);
    let form = desk.get("book");
    let fields = [("version", &*form.field("version")), ("title", "A School")];
    let saved = desk.form("book", &fields);
    let place = saved
        .head
        .lines()
        .find_map(|line| line.strip_prefix("location: "));
    let place = place
        .and_then(|place| place.rsplit('/').next())
        .expect("a place");
    assert!(desk.get(place).text().contains("It is saved."), "{place}");
}

#[test]
fn only_its_own_pages_are_answered() {
    let folder = book();
    let desk = Desk::open(folder.path());
    let (host, token) = (desk.host(), desk.token.clone());
    let status = |line: &str, headers: &str| {
        desk.raw(&format!("{line} HTTP/1.1\r\n{headers}"), b"")
            .status
    };
    let ours = format!("Host: {host}\r\n");
    assert_eq!(status(&format!("GET /{token}/book"), &ours), 200);
    for hosts in [
        "Host: evil.example\r\n",
        "Host: 127.0.0.1\r\n",
        "Host: \r\n",
        &format!("Host: evil.example:{}\r\n", desk.port),
    ] {
        assert_eq!(status(&format!("GET /{token}/book"), hosts), 403, "{hosts}");
    }
    for origin in [
        "http://evil.example",
        "null",
        &format!("https://{host}"),
        &format!("http://localhost:{}", desk.port),
    ] {
        let headers = format!("{ours}Origin: {origin}\r\n");
        assert_eq!(
            status(&format!("POST /{token}/undo"), &headers),
            403,
            "{origin}"
        );
    }
    let headers = format!("{ours}Sec-Fetch-Site: cross-site\r\n");
    assert_eq!(status(&format!("POST /{token}/undo"), &headers), 403);
    for path in [
        "/",
        "/book",
        "/0123456789abcdef0123456789abcdef/book",
        &format!("/{}/book", token.to_uppercase() + "0"),
    ] {
        assert_eq!(status(&format!("GET {path}"), &ours), 404, "{path}");
    }
    for path in [
        "../book.yaml",
        "%2e%2e/book.yaml",
        "edition/..%2f..%2fbook.yaml",
        "epub/../../book.yaml",
        "epub/..%5cbook.yaml",
    ] {
        assert!(
            matches!(status(&format!("GET /{token}/{path}"), &ours), 400 | 404),
            "{path}"
        );
    }
    assert_eq!(
        status(&format!("GET /{token}/epub//etc/passwd"), &ours),
        404
    );
    assert_eq!(status(&format!("DELETE /{token}/book"), &ours), 405);
    let page = desk.get("book");
    for header in [
        "content-security-policy: default-src 'none'",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
    ] {
        assert!(page.head.contains(header), "{}", page.head);
    }
    assert!(!page.head.contains("access-control"));
    let length = format!("{ours}Content-Type: application/json\r\nContent-Length: 4000000\r\n");
    assert_eq!(status(&format!("POST /{token}/answer"), &length), 413);
}

#[test]
fn nothing_outside_the_folder_is_read_or_written() {
    let outer = tempfile::tempdir().expect("a folder");
    let inner = outer.path().join("book");
    fs::create_dir(&inner).expect("a folder in it");
    fs::write(outer.path().join("secret.txt"), TEXT).expect("a secret");
    fs::write(inner.join("text.txt"), TEXT).expect("a text");
    fs::write(
        inner.join("book.yaml"),
        "title: A\nlanguage: en\ntext: text.txt\n",
    )
    .expect("a manifest");
    let desk = Desk::open(&inner);
    for name in [
        "..%2fx.txt",
        "%2ftmp%2fx.txt",
        "a%2fx.txt",
        "..%5cx.txt",
        ".hidden",
        "book.yaml",
        "",
    ] {
        assert_eq!(desk.put(name, b"x").status, 422, "{name}");
    }
    let before = manifest(&inner);
    let secret = outer.path().join("secret.txt").display().to_string();
    for text in ["../secret.txt", &secret] {
        let saved = desk.form("book", &[("version", &desk.version()), ("text", text)]);
        assert_eq!(saved.status, 422, "{text}");
    }
    let out = desk.form(
        "book",
        &[
            ("version", &desk.version()),
            ("editions/out", "../elsewhere"),
        ],
    );
    assert_eq!(out.status, 422);
    assert_eq!(desk.form("begin", &[("text", "../secret.txt")]).status, 409);

    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(&secret, inner.join("link.txt")).expect("a link");
        let saved = desk.form(
            "book",
            &[("version", &desk.version()), ("text", "link.txt")],
        );
        assert_eq!(saved.status, 422, "{}", saved.text());
        symlink(outer.path().join("new.txt"), inner.join("new.txt")).expect("a link to nothing");
        assert_eq!(desk.put("new.txt", b"x").status, 409);
        assert!(!outer.path().join("new.txt").exists());
        // Nothing is built through a link: neither a folder, nor a folder in one, nor a file.
        let away = outer.path().join("away");
        fs::create_dir(&away).expect("a folder");
        symlink(&away, inner.join("out")).expect("a link");
        let built = || desk.form("build", &[("version", &desk.version())]).status;
        assert_eq!(built(), 422);
        let deep = json!({"version": desk.version(), "edits": [{"set": ["editions", "out"], "to": "out/new"}]});
        assert_eq!(desk.json("edit", &deep).status, 422);
        fs::remove_file(inner.join("out")).expect("the link");
        fs::create_dir(inner.join("out")).expect("a folder");
        for name in ["a.txt", "a.epub", ".a.made"] {
            symlink(away.join(name), inner.join("out").join(name)).expect("a link");
        }
        assert_eq!(built(), 422);
        symlink(&secret, inner.join("out/a.md")).expect("a link");
        assert_eq!(built(), 422);
        assert_eq!(fs::read_to_string(&secret).expect("a secret"), TEXT);
        fs::remove_dir_all(inner.join("out")).expect("the folder");
        fs::remove_dir(&away).expect("it is empty");
        // Nor does the way back lead through one.
        symlink(outer.path().join("undo"), inner.join(".book.yaml.undo")).expect("a link");
        let titled = desk.form("book", &[("version", &desk.version()), ("title", "B")]);
        assert_eq!(titled.status, 303, "{}", titled.text());
        assert!(!outer.path().join("undo").exists());
        fs::write(inner.join("book.yaml"), &before).expect("as it was");
        // A text that becomes a link while the desk is open is read no more.
        fs::rename(inner.join("text.txt"), inner.join("real.txt")).expect("a name");
        symlink(&secret, inner.join("text.txt")).expect("a link");
        assert_eq!(desk.get("edition/markdown").status, 404);
        assert!(desk.get("proof").text().contains("leads out"));
        fs::rename(inner.join("real.txt"), inner.join("text.txt")).expect("a name");
        // A manifest that is a link is read, for it is what was opened; but never written.
        let version = desk.version();
        fs::rename(inner.join("book.yaml"), outer.path().join("real.yaml")).expect("a name");
        symlink(outer.path().join("real.yaml"), inner.join("book.yaml")).expect("a link");
        assert_eq!(
            desk.form("book", &[("version", &version), ("title", "B")])
                .status,
            422
        );
    }
    assert_eq!(manifest(&inner), before);
    let mut names: Vec<_> = fs::read_dir(outer.path())
        .expect("the folder")
        .flatten()
        .map(|e| e.file_name())
        .collect();
    names.sort();
    assert!(
        names.iter().all(|name| ["book", "secret.txt", "real.yaml"]
            .iter()
            .any(|known| name == known)),
        "{names:?}"
    );
}

#[test]
fn of_two_browsers_the_late_one_is_told() {
    let folder = book();
    let desk = Desk::open(folder.path());
    let seen = desk.version();
    assert_eq!(
        desk.form("book", &[("version", &seen), ("title", "One")])
            .status,
        303
    );
    let late = desk.form("book", &[("version", &seen), ("title", "Two")]);
    assert!(
        late.status == 409 && late.field("title") == "One",
        "{}",
        late.text()
    );
    let late = desk.json(
        "edit",
        &json!({"version": seen, "edits": [{"set": ["title"], "to": "Two"}]}),
    );
    assert_eq!(
        (late.status, &late.json()["version"]),
        (409, &json!(desk.version()))
    );

    // A page that is named need not say what it saw.
    assert_eq!(desk.get("at/one/proof").status, 200);
    let id = entry(&desk);
    let answer = |answer: &str| json!({"id": id, "answer": answer});
    // It may answer again before the book is read: what it sees is what it made.
    assert_eq!(desk.json("at/one/answer", &answer("reject")).status, 202);
    assert_eq!(desk.json("at/one/answer", &answer("accept")).status, 202);
    assert_eq!(
        desk.get("at/one/checked").json(),
        json!({"version": desk.version(), "refused": []})
    );
    assert_eq!(
        desk.json("at/other/answer", &json!({"id": id, "answer": "accept"}))
            .status,
        409
    );
    assert_eq!(desk.get("at/one/proof").status, 200);
    assert_eq!(desk.json("at/one/answer", &answer("")).status, 202);
    assert!(!manifest(folder.path()).contains(&id));

    // An editor is another browser, too.
    let seen = desk.version();
    let by_hand = manifest(folder.path()).replace("One", "By hand");
    fs::write(folder.path().join("book.yaml"), &by_hand).expect("the file");
    assert_eq!(
        desk.form("book", &[("version", &seen), ("title", "Two")])
            .status,
        409
    );
    let undone = desk.form("undo", &[("version", &desk.version())]);
    assert!(
        undone.status == 422 && undone.text().contains("another program"),
        "{}",
        undone.text()
    );
    assert_eq!(manifest(folder.path()), by_hand);
}

#[test]
fn a_refused_form_keeps_what_was_typed() {
    let folder = book();
    let desk = Desk::open(folder.path());
    let (before, version) = (manifest(folder.path()), desk.version());
    let typed = [("title", "A Long Title"), ("date", "yesterday")];
    let sent = |version| [("version", version), typed[0], typed[1]];

    let refused = desk.form("book", &sent(&version));
    assert_eq!(refused.status, 422);
    for (name, value) in typed {
        assert_eq!(refused.field(name), value, "{}", refused.text());
    }
    assert_eq!(refused.text().matches("aria-invalid").count(), 1);
    assert_eq!(manifest(folder.path()), before);

    // What was typed upon another state does not take its place: it is told.
    let stale = desk.form("book", &sent("0000"));
    assert_eq!(stale.status, 409);
    assert_ne!(stale.field("title"), "A Long Title");
    assert!(stale.text().contains("A Long Title"), "{}", stale.text());
    assert_eq!(manifest(folder.path()), before);
}

#[test]
fn edits_are_refused_that_make_no_book() {
    let folder = book();
    let desk = Desk::open(folder.path());
    let before = manifest(folder.path());
    for (key, value) in [
        ("text", "none.txt"),
        ("title", ""),
        ("date", "yesterday"),
        ("notes/link", "{"),
    ] {
        let saved = desk.form("book", &[("version", &desk.version()), (key, value)]);
        assert_eq!(saved.status, 422, "{key}: {}", saved.text());
    }
    let edit = json!({"version": desk.version(), "edits": [{"set": ["repair", "corrections", "no such words"], "to": "x"}]});
    let refused = desk.json("edit", &edit);
    assert!(
        refused.status == 422
            && refused.json()["error"]
                .as_str()
                .is_some_and(|e| e.contains("no such words"))
    );
    assert_eq!(manifest(folder.path()), before);
    let label = json!({"version": desk.version(), "answer": "edit", "find": "twenty people", "text": "thirty people"});
    assert_eq!(desk.json("answer", &label).status, 200);
    let after = manifest(folder.path());
    assert!(
        after.starts_with("# Ours.\n")
            && after.contains("# end")
            && after.contains("thirty people"),
        "{after}"
    );
}

#[test]
fn lines_are_said_and_calls_linked() {
    let folder = book();
    let desk = Desk::open(folder.path());
    let answer = |what: Value| {
        let mut what = what;
        what["version"] = desk.version().into();
        desk.json("answer", &what).status
    };
    let read = || -> Value { serde_yaml::from_str(&manifest(folder.path())).expect("YAML") };
    let lines = json!(["THE FREE SCHOOL", "bell and no rules …"]);
    assert_eq!(
        answer(json!({"answer": "label", "lines": lines, "text": "verse"})),
        200
    );
    assert_eq!(
        read()["repair"]["lines"],
        json!({"THE FREE SCHOOL": "verse", "bell and no rules …": "verse"})
    );
    assert_eq!(
        answer(json!({"answer": "label", "find": "THE FREE SCHOOL", "text": ""})),
        200
    );
    assert_eq!(
        read()["repair"]["lines"],
        json!({"bell and no rules …": "verse"})
    );
    assert_eq!(
        answer(json!({"answer": "link", "call": "1", "note": "1"})),
        200
    );
    assert_eq!(read()["notes"]["link"], json!({"1": "1"}));
    let before = manifest(folder.path());
    for (what, status) in [
        (
            json!({"answer": "label", "find": "THE FREE SCHOOL", "text": "prose"}),
            422,
        ),
        (
            json!({"answer": "label", "lines": [], "text": "verse"}),
            400,
        ),
        (json!({"answer": "link", "call": "1"}), 400),
        (json!({"answer": "link", "call": "1", "note": "7"}), 422),
        (json!({"answer": "nod", "id": "x"}), 400),
    ] {
        assert_eq!(answer(what.clone()), status, "{what}");
    }
    assert_eq!(manifest(folder.path()), before);
}

#[test]
fn a_killed_desk_has_lost_nothing() {
    let folder = book();
    let desk = Desk::open(folder.path());
    assert_eq!(
        desk.form("book", &[("version", &desk.version()), ("title", "Kept")])
            .status,
        303
    );
    let (version, token) = (desk.version(), desk.token.clone());
    drop(desk);
    let desk = Desk::open(&folder.path().join("text.txt"));
    assert_ne!(desk.token, token);
    assert_eq!(desk.version(), version);
    assert_eq!(desk.get("book").field("title"), "Kept");
}

#[test]
fn answers_are_seen_at_once_and_two_browsers_told_of_each_other() {
    let Some(mut reader) = common::tool("answerer") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let text = include_str!("../../sample/a-penny-for-the-fire.txt");
    fs::write(folder.path().join("text.txt"), text).expect("a text");
    let yaml = "title: A\nlanguage: en-GB\ntext: text.txt\n";
    fs::write(folder.path().join("book.yaml"), yaml).expect("a manifest");
    let desk = Desk::open(folder.path());
    let address = format!("http://{}/{}/at/one/proof", desk.host(), desk.token);
    let output = common::run(reader.arg(address));
    let said = common::said(&output);
    assert!(output.status.success(), "{said}");
    let seen: Value = serde_json::from_str(said.trim()).unwrap_or_else(|e| panic!("{e}: {said}"));
    assert_eq!(
        (&seen["errors"], &seen["held"], &seen["left"]),
        (&json!([]), &json!(true), &json!(0)),
        "{seen:#}"
    );
    let after = manifest(folder.path());
    for (before, came) in seen["before"]
        .as_array()
        .expect("answers")
        .iter()
        .zip(seen["after"].as_array().expect("states"))
    {
        assert_ne!(before["was"], before["is"], "{seen:#}");
        assert_eq!(before["said"], "rejected", "{seen:#}");
        assert_eq!(came, &json!({"stands": false, "refused": true}), "{seen:#}");
        let id = before["id"].as_str().expect("an id");
        assert!(after.contains(&format!("{id}: reject")), "{after}");
    }
    assert_eq!(seen["before"].as_array().map(Vec::len), Some(2), "{seen:#}");
    assert!(
        seen["alarm"]
            .as_str()
            .is_some_and(|why| why.contains("words that stand nowhere")),
        "{seen:#}"
    );
    assert!(!after.contains("words that stand nowhere"), "{after}");
    assert!(
        seen["late"]
            .as_str()
            .is_some_and(|why| why.contains("changed elsewhere")),
        "{seen:#}"
    );
    let again = seen["again"].as_str().expect("an id");
    assert!(after.contains(&format!("{again}: reject")), "{after}");
}

#[test]
fn a_place_that_is_none_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    let output = command
        .arg("desk")
        .arg(folder.path().join("nothing"))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("nothing") && said.contains("folder"),
        "{said}"
    );
}

#[test]
fn a_browser_walks_the_whole_way() {
    let Some(mut walker) = common::tool("walker at the desk") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(folder.path());
    let address = format!("http://{}/{}/", desk.host(), desk.token);
    let text = common::root().join("sample/a-penny-for-the-fire.txt");
    let output = common::run(walker.arg(address).arg(text));
    let said = common::said(&output);
    assert!(output.status.success(), "{said}");
    let seen: Value = serde_json::from_str(said.trim()).unwrap_or_else(|e| panic!("{e}: {said}"));
    for list in ["errors", "faults", "overflow"] {
        assert_eq!(seen[list], json!([]), "{seen:#}");
    }
    let steps = &seen["steps"];
    assert_eq!(steps["title"], "By hand");
    let guesses = steps["guesses"].as_array().expect("guesses");
    let said = |guess: &Value, at: usize| guess[at].as_str().unwrap_or_default().to_owned();
    assert!(guesses.len() > 1, "{seen:#}");
    for guess in guesses {
        let is_asked = ["Please check: ", "Please fill in: "];
        let said = said(guess, 1);
        assert!(is_asked.iter().any(|ask| said.starts_with(ask)), "{guess}");
    }
    assert!(
        guesses.iter().any(|guess| said(guess, 0) == "Language"),
        "{guesses:?}"
    );
    assert_eq!(
        steps["asked"], 0,
        "what was looked through is no guess any more"
    );
    let proof = &seen["proof"];
    assert_eq!(proof["heading"], true, "{seen:#}");
    assert_eq!(proof["chosen"], proof["line"], "{seen:#}");
    assert_eq!(
        proof["linked"],
        json!([proof["notes"][1], proof["notes"][0]]),
        "{seen:#}"
    );
    let questions = steps["questions"].as_u64().expect("a number");
    assert!(questions > 0, "{seen:#}");
    assert_eq!(steps["answered"], 1, "{seen:#}");
    assert_eq!(steps["undone"], questions, "{seen:#}");
    assert!(
        steps["first"].as_u64().is_some_and(|pixels| pixels > 100),
        "{seen:#}"
    );
    let yaml: Value = serde_yaml::from_str(&manifest(folder.path())).expect("YAML");
    assert_eq!(yaml["title"], "By hand");
    assert_eq!(yaml["subtitle"], "Elsewhere");
}
