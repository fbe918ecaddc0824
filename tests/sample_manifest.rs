//! The sample's book.yaml as documentation. In: the file, and the table of a manifest's keys. Out: whether it shows every
//! key, and whether what it shows switched off would work if it were switched on.

mod common;

use pamphleteer::diagnostic::Diagnostic;
use pamphleteer::manifest::{self, File, Kind};

fn text() -> String {
    std::fs::read_to_string(common::root().join("book.yaml")).unwrap()
}

/// The line without the `#` that switches it off, if it is a key and not a remark.
fn switched_on(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("# ") else {
        return line;
    };
    let word = rest.trim_start_matches([' ', '-']);
    let end = word.find(|c: char| !c.is_ascii_lowercase() && c != '_');
    let name = &word[..end.unwrap_or(word.len())];
    let is_key = !name.is_empty() && word[name.len()..].starts_with(':');
    // The answers to the ledger are keys, too, named by an id.
    let is_id = word.contains(": accept") && rest.starts_with("  ");
    if is_key || is_id { rest } else { line }
}

fn read(text: &str) -> Result<(), Vec<Diagnostic>> {
    let file = File::new(&common::root().join("book.yaml"), text.as_bytes());
    manifest::resolve(&file)
        .map(|_| ())
        .map_err(|faults| faults.0)
}

/// Every key of a kind by its way from the top, such as `editions.epub.fonts`.
fn ways(kind: &Kind, at: &str, found: &mut Vec<String>) {
    match kind {
        Kind::Group(keys) => {
            for key in *keys {
                let way = format!("{at}{}", key.name);
                ways(&key.kind, &format!("{way}."), found);
                found.push(way);
            }
        }
        Kind::List(inner) | Kind::OneOrMany(inner) => ways(inner, at, found),
        Kind::Either(one, other) => {
            ways(one, at, found);
            ways(other, at, found);
        }
        _ => {}
    }
}

#[test]
fn it_is_a_good_manifest() {
    assert_eq!(read(&text()), Ok(()));
}

#[test]
fn every_key_stands_in_it() {
    let mut all = Vec::new();
    ways(&manifest::keys(), "", &mut all);
    assert!(all.len() > 60, "the table has lost its groups: {all:?}");
    let text = text();
    let missing: Vec<&String> = all
        .iter()
        .filter(|way| {
            let name = way.rsplit('.').next().unwrap_or(way);
            !text.contains(&format!("{name}:"))
        })
        .collect();
    assert!(missing.is_empty(), "book.yaml does not explain {missing:?}");
}

#[test]
fn what_is_switched_off_would_work() {
    let on: String = text()
        .lines()
        .map(|l| format!("{}\n", switched_on(l)))
        .collect();
    assert!(on.lines().any(|line| line.starts_with("cover:")));
    assert!(on.lines().any(|line| line.starts_with("    scheme:")));
    let faults = read(&on).unwrap_err();
    // The one thing that is not there is the picture.
    assert!(
        faults.len() == 1 && faults[0].message.contains("cover.jpg"),
        "{faults:#?}"
    );
}
