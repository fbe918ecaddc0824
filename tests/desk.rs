//! The desk from outside: what a browser, a hostile page and a second browser may ask of it. In: the program on a folder,
//! and requests as bytes. Out: the files of the folder, right and nowhere else.

#[path = "common/mod.rs"]
mod common;

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const TEXT: &str = "THE FREE SCHOOL\n\nThe school was opened in the spring by some twenty people.1 It had no\n\
                    bell and no rules, and thechildren came when they liked.\n\n1. Report of the first year, p. 4.\n";

/// A desk on a folder; closed when it is dropped.
struct Desk {
    child: Child,
    port: u16,
    token: String,
}

impl Desk {
    fn open(place: &Path) -> Desk {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
        command.arg("desk").arg(place).arg("--no-open");
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut address = String::new();
        let out = child.stdout.as_mut().expect("its output");
        BufReader::new(out)
            .read_line(&mut address)
            .expect("an address");
        let rest = address
            .trim()
            .strip_prefix("http://127.0.0.1:")
            .expect("this machine");
        let (port, token) = rest.split_once('/').expect("a token");
        Desk {
            child,
            port: port.parse().expect("a port"),
            token: token.trim_end_matches('/').into(),
        }
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends a request with that head, whatever it says of the body.
    fn raw(&self, head: &str, body: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the desk listens");
        let head = format!("{head}Connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("a request");
        stream.write_all(body).expect("its body");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("a reply");
        Reply::read(&reply)
    }

    fn ask(&self, method: &str, path: &str, (media, body): (&str, &[u8])) -> Reply {
        let (host, token) = (self.host(), &self.token);
        let head = format!(
            "{method} /{token}/{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.raw(&head, body)
    }

    fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, ("text/plain", b""))
    }

    fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.ask(
            "POST",
            path,
            (
                "application/x-www-form-urlencoded",
                form.finish().as_bytes(),
            ),
        )
    }

    fn json(&self, path: &str, value: &Value) -> Reply {
        self.ask(
            "POST",
            path,
            ("application/json", value.to_string().as_bytes()),
        )
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Reply {
        self.ask(
            "POST",
            &format!("files?name={name}"),
            ("application/octet-stream", bytes),
        )
    }

    fn state(&self) -> Value {
        self.get("state").json()
    }

    fn version(&self) -> String {
        self.state()["version"].as_str().expect("a version").into()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn read(bytes: &[u8]) -> Reply {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head
            .split(' ')
            .nth(1)
            .expect("a status")
            .parse()
            .expect("a number");
        let body = bytes[end + 4..].to_vec();
        Reply { status, head, body }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The value of the form's field.
    fn field(&self, name: &str) -> String {
        let text = self.text();
        let at = text.find(&format!("name=\"{name}\""));
        let (tag, rest) = text[at.unwrap_or_else(|| panic!("no {name}"))..]
            .split_once('>')
            .expect("a tag");
        match tag.split_once("value=\"") {
            Some((_, value)) => value.split('"').next().unwrap_or_default().into(),
            None => rest.split("</").next().unwrap_or_default().trim().into(),
        }
    }
}

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
    assert_eq!(
        desk.json("at/one/answer", &json!({"id": id, "answer": "reject"}))
            .status,
        200
    );
    assert_eq!(
        desk.json("at/one/answer", &json!({"id": id, "answer": "accept"}))
            .status,
        409
    );
    assert_eq!(
        desk.json("at/other/answer", &json!({"id": id, "answer": "accept"}))
            .status,
        409
    );
    assert_eq!(desk.get("at/one/proof").status, 200);
    assert_eq!(
        desk.json("at/one/answer", &json!({"id": id, "answer": ""}))
            .status,
        200
    );
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
