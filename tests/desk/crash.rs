//! A desk that is killed. In: a book, and a desk that ends in the middle of its work. Out: the files as they were before or after
//! an answer, never between, and the way back.

use crate::client::Desk;
use crate::{book, entry, manifest};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("the folder").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.collect()
}

#[test]
fn the_way_back_outlives_the_desk() {
    let folder = book();
    let mut texts = vec![manifest(folder.path())];
    for title in ["One", "Two"] {
        // Killed after each change.
        let desk = Desk::open(folder.path());
        let saved = desk.form("book", &[("version", &desk.version()), ("title", title)]);
        assert_eq!(saved.status, 303, "{}", saved.text());
        texts.push(manifest(folder.path()));
    }
    for (step, wanted) in [("undo", 1), ("undo", 0), ("redo", 1), ("undo", 0)] {
        let desk = Desk::open(folder.path());
        assert_eq!(desk.form(step, &[("version", &desk.version())]).status, 303);
        assert_eq!(manifest(folder.path()), texts[wanted], "{step}");
    }
    let known = ["book.yaml", "text.txt", ".book.yaml.undo"].map(String::from);
    assert_eq!(names(folder.path()), BTreeSet::from(known));
    // What was written by another program meanwhile is not taken back.
    let desk = Desk::open(folder.path());
    let by_hand = texts[0].replace("School", "Hand");
    fs::write(folder.path().join("book.yaml"), &by_hand).expect("a manifest");
    let undone = desk.form("undo", &[("version", &desk.version())]);
    assert!(undone.status == 422, "{}", undone.text());
    let redone = desk.form("redo", &[("version", &desk.version())]);
    assert!(redone.status == 422 && redone.text().contains("another program"));
    assert_eq!(manifest(folder.path()), by_hand);
}

/// Sends an answer without waiting for what comes of it.
fn send(desk: &Desk, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", desk.port)).expect("the desk listens");
    let (host, token) = (desk.host(), &desk.token);
    let request = format!(
        "POST /{token}/at/one/answer HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("a request");
    stream
}

#[test]
fn killed_in_the_middle_it_leaves_one_state_or_the_other() {
    let folder = book();
    let before = manifest(folder.path());
    for round in 0..24 {
        let desk = Desk::open(folder.path());
        assert_eq!(desk.get("at/one/proof").status, 200);
        let id = entry(&desk);
        let answer = |answer: &str| json!({"id": id, "answer": answer}).to_string();
        // It is killed while it works on one of two answers: how far it has come is chance, so there are many rounds.
        let first = desk.ask(
            "POST",
            "at/one/answer",
            ("application/json", answer("accept").as_bytes()),
        );
        assert_eq!(first.status, 202, "{}", first.text());
        let accepted = manifest(folder.path());
        let stream = send(&desk, &answer("reject"));
        for _ in 0..round * 2000 {
            std::hint::spin_loop();
        }
        drop(desk);
        drop(stream);
        let rejected = accepted.replace(&format!("{id}: accept"), &format!("{id}: reject"));
        let now = manifest(folder.path());
        assert!(now == accepted || now == rejected, "{now}");
        // Anew: the way back leads to where it was, whatever was cut off.
        let desk = Desk::open(folder.path());
        while manifest(folder.path()) != before {
            let undone = desk.form("undo", &[("version", &desk.version())]);
            assert_eq!(undone.status, 303, "round {round}: {}", undone.text());
        }
        let left: Vec<String> = names(folder.path())
            .into_iter()
            .filter(|name| name.ends_with(".tmp"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
