//! docs/manifest.md, the JSON Schema and the manifest of `init` against the keys that the program reads. In: the tables
//! behind all of them. Out: a failure where one went stale; `UPDATE=1` writes the page's table anew.

use pamphleteer::book::{Contributor, Meta};
use pamphleteer::manifest::{self, Begin, File};
use serde_json::Value;
use std::fs;
use std::path::Path;

const MARK: &str = "<!-- from here on made by `UPDATE=1 cargo test --test manifest_page` -->\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_page_has_every_key() {
    let path = root().join("docs/manifest.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (head, table) = page.split_once(MARK).expect("the mark");
    let fresh = manifest::reference();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{head}{MARK}{fresh}")).expect("the page can be written");
    } else {
        assert_eq!(table, fresh, "docs/manifest.md is stale");
    }
}

/// All keys that a schema has, with the path of their groups.
fn keys(schema: &Value, path: &str, found: &mut Vec<String>) {
    for (name, value) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        keys(value, &path, found);
        found.push(path);
    }
    for form in schema["anyOf"].as_array().into_iter().flatten() {
        keys(form, path, found);
    }
}

#[test]
fn the_schema_has_the_keys_of_the_sample() {
    let schema: Value = serde_json::from_str(&manifest::schema()).expect("JSON");
    let mut found = Vec::new();
    keys(&schema, "", &mut found);
    assert!(found.len() > 80, "{found:?}");
    for key in [
        ".title",
        ".authors.file_as",
        ".editions.page.margins.inner",
        ".notes.swap",
    ] {
        assert!(found.iter().any(|k| k == key), "{key} is not in the schema");
    }
}

#[test]
fn the_manifest_of_init_is_right_with_and_without_its_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.yaml");
    fs::write(folder.path().join("a.txt"), "Words.\n").expect("a text");
    let texts = ["a.txt".to_string()];
    let person = |name: &str, role: &str| Contributor {
        name: name.into(),
        file_as: None,
        role: role.into(),
    };
    let meta = Meta {
        title: "A: “title” #1".into(),
        contributors: vec![person("Ann Orr", "aut"), person("Bob: Lee", "trl")],
        language: "en".into(),
        ..Meta::default()
    };
    let begin = Begin {
        meta,
        texts: &texts,
        guessed: [("title", "guessed from the first heading".to_owned())].into(),
        lacking: vec!["subtitle"],
        ..Begin::default()
    };
    let yaml = manifest::template(&begin);
    assert_eq!(manifest::unchecked(&yaml).len(), 1, "{yaml}");
    let guesses = manifest::guesses(&yaml);
    let guesses: Vec<_> = guesses.iter().map(|g| (g.key, g.is_said)).collect();
    assert_eq!(guesses, [("title", true), ("subtitle", false)], "{yaml}");
    let read = manifest::resolve(&File::new(&path, yaml.as_bytes()));
    let read = read.expect("a manifest without faults").value;
    assert_eq!(read.settings.meta.title, "A: “title” #1");
    assert_eq!(read.settings.meta.language, "en");
    assert_eq!(read.texts.len(), 1);
    // Switched-off keys switched on: a key is a word and a colon, which the sentences that explain keys never are alone.
    let is_key = |line: &str| {
        let word = line.trim_start_matches(['#', ' ']).strip_suffix(':');
        word.is_some_and(|w| w.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    let on = yaml.lines().map(|line| {
        if is_key(line) {
            line.replacen('#', "", 1)
        } else {
            line.into()
        }
    });
    let on: Vec<String> = on.collect();
    let read = manifest::resolve(&File::new(&path, on.join("\n").as_bytes()));
    let faults = read.expect("keys without values are as if they were not there");
    assert_eq!(faults.value.settings.meta.title, "A: “title” #1");
}
