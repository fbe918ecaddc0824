//! The form against the table, and against manifests that it changes.

use super::super::edit;
use super::super::kind::visit;
use super::*;

fn after(text: &str, changed: &[(&str, &str)]) -> String {
    let mut sent: Vec<(String, String)> = fields(text)
        .into_iter()
        .filter(|field| field.input != Input::Group)
        .map(|field| (field.path.to_string(), field.value.replace('\n', "\r\n")))
        .collect();
    for (name, typed) in changed {
        match sent.iter_mut().find(|(other, _)| other == name) {
            Some((_, value)) => *value = (*typed).into(),
            None => sent.push(((*name).into(), (*typed).into())),
        }
    }
    let edits = edits(text, &sent).expect("a form that can be understood");
    edit::apply("book.yaml", text, &edits)
        .expect("edits that can be made")
        .text
}

const TEXT: &str = "title: 1.10 # a\nauthors: [Ann, {name: Bob, role: editor}]\ntext: a.txt\nrights: |\n  one\n  two\nseries: Lane\nsource: {edition: First}\nrepair: {never-split: [x], corrections: {'a: b': c}}\nnotes: {swap: [[5, 6]], link: {10: 9#2}}\neditions:\n  text: {measure: 72}\n  page: {running_heads: [L, R], face: {regular: a.otf}}\n  booklet: {signature: 16-32}\n";

#[test]
fn every_key_of_the_schema_is_a_field() {
    let entries = TEXT.replace("text: a.txt", "text: [a.txt, {file: b.txt, part: B}]");
    let fields: Vec<String> = fields(&entries)
        .iter()
        .map(|field| field.path.to_string())
        .collect();
    let mut missing = Vec::new();
    visit(Raw::KIND, &mut Vec::new(), &mut |path, key| {
        let path = [path, &[key.name]].concat().join("/");
        let row =
            ["authors", "text", "front", "back"]
                .iter()
                .fold(format!("/{path}"), |path, rows| {
                    let is_rows = !(path.starts_with("/editions") || path.starts_with("/notes"));
                    match is_rows {
                        true => path.replacen(&format!("/{rows}/"), &format!("/{rows}/0/"), 1),
                        false => path,
                    }
                });
        let row = row[1..].to_owned();
        if !fields.contains(&path) && !fields.contains(&row) {
            missing.push(path);
        }
    });
    assert!(missing.is_empty(), "{missing:?}");
    for path in fields {
        assert_eq!(Path::read(&path).expect("a path").to_string(), path);
    }
}

const ENTRIES: &str = "title: T\ntext:\n- a.txt\n- file: b.txt # the second\n  authors: [Ann, {name: Bob, role: editor}]\n  part: One\n";

#[test]
fn an_entry_of_a_text_is_changed_at_its_place() {
    let now = |changed: &[(&str, &str)], from: &str, to: &str| {
        assert_eq!(
            after(ENTRIES, changed),
            ENTRIES.replace(from, to),
            "{changed:?}"
        );
    };
    now(&[], "", "");
    now(
        &[("text/1/title", "B")],
        "part: One\n",
        "part: One\n  title: B\n",
    );
    now(&[("text/1/authors/1/name", "Cy")], "name: Bob", "name: Cy");
    now(&[("text/1/part", "")], "  part: One\n", "");
    now(&[("text/0/file", "c.txt")], "- a.txt", "- c.txt");
}

#[test]
fn a_form_that_is_sent_back_changes_nothing() {
    assert_eq!(after(TEXT, &[]), TEXT);
    assert_eq!(after(ENTRIES, &[]), ENTRIES);
    let book = include_str!("../../../book.yaml");
    assert_eq!(after(book, &[]), book);
}

/// What is typed changes one stretch of the text and no other.
fn now(changed: &[(&str, &str)], from: &str, to: &str) {
    assert_eq!(after(TEXT, changed), TEXT.replace(from, to), "{changed:?}");
}

#[test]
fn each_field_changes_its_own_value() {
    now(&[("title", "1984")], "1.10", "\"1984\"");
    now(&[("authors/2/name", "Cy")], "editor}]", "editor}, Cy]");
    now(
        &[("authors/0/role", "translator")],
        "[Ann,",
        "[{name: Ann, role: translator},",
    );
    now(
        &[("authors/1/name", ""), ("authors/1/role", "")],
        ", {name: Bob, role: editor}",
        "",
    );
    now(
        &[("text", "a.txt\r\nb.txt")],
        "text: a.txt",
        "text: [a.txt, b.txt]",
    );
    now(
        &[("series/number", "7")],
        "series: Lane",
        "series:\n  name: Lane\n  number: \"7\"",
    );
    now(
        &[("source/form", "typed")],
        "{edition: First}",
        "{edition: First, form: typed}",
    );
    now(&[("repair/never_split", "x\r\nz")], "[x]", "[x, z]");
    now(
        &[("notes/swap", "5, 6\r\n7, 8")],
        "[[5, 6]]",
        "[[5, 6], [\"7\", \"8\"]]",
    );
}

#[test]
fn fields_of_groups_change_their_own_values() {
    now(
        &[("editions/text/measure", "none")],
        "measure: 72",
        "measure: none",
    );
    now(&[("editions/page/running_heads", "none")], "[L, R]", "none");
    now(
        &[("editions/page/face/bold", "b.otf")],
        "{regular: a.otf}",
        "{regular: a.otf, bold: b.otf}",
    );
    now(
        &[("editions/booklet/back_cover", "true")],
        "16-32}",
        "16-32, back_cover: true}",
    );
    now(
        &[("editions/booklet/signature", "")],
        "  booklet: {signature: 16-32}\n",
        "",
    );
    now(&[("subtitle", "S")], "16-32}\n", "16-32}\nsubtitle: S\n");
    let faults = edits(
        TEXT,
        &[
            ("notes/swap".into(), "5".into()),
            ("foreign".into(), "x".into()),
        ],
    );
    assert_eq!(faults.expect_err("two faults").len(), 2);
}

/// Numbers among pairs are words: a note is called `10`, and `1.10` is no 1.1.
#[test]
fn pairs_say_what_was_typed() {
    let said = |changed: &[(&str, &str)]| -> serde_yaml::Value {
        serde_yaml::from_str(&after(TEXT, changed)).expect("YAML")
    };
    let linked = said(&[("notes/link", "10: 9#2\r\n12: 11")]);
    assert_eq!(linked["notes"]["link"]["10"], "9#2");
    assert_eq!(linked["notes"]["link"]["12"], 11);
    let corrected = said(&[("repair/corrections", "'a: b': c\r\n1.10: 2.20")]);
    assert_eq!(corrected["repair"]["corrections"]["a: b"], "c");
    assert_eq!(corrected["repair"]["corrections"]["1.10"], "2.20");
}

#[test]
fn each_example_is_typed_as_its_field_wants() {
    const BARE: &str = "title: 1.10\ntext: a.txt\n";
    for field in fields(BARE) {
        if field.input == Input::Group || field.example.is_empty() || field.is_needed {
            continue;
        }
        let name = field.path.to_string();
        let said = after(BARE, &[(&name, &field.example)]);
        assert_ne!(said, BARE, "{name}");
        assert_eq!(after(&said, &[(&name, &field.example)]), said, "{name}");
    }
}
