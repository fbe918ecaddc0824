//! A long text at the desk. In: the sample many times over. Out: a proof that comes in parts, of which none is lost.

use crate::client::Desk;
use crate::common;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// How many times over.
const TIMES: usize = 6;

/// A folder with a long book.
fn long() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = include_str!("../../sample/a-penny-for-the-fire.txt").repeat(TIMES);
    fs::write(folder.path().join("text.txt"), text).expect("a text");
    let yaml = "title: Long\nlanguage: en-GB\ntext: text.txt\n";
    fs::write(folder.path().join("book.yaml"), yaml).expect("a manifest");
    folder
}

/// The ids of all entries.
fn ids(desk: &Desk) -> BTreeSet<String> {
    let lines = desk.get("ledger").text();
    let entries = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let id = |entry: Value| Some(entry["id"].as_str()?.to_string());
    entries.filter_map(id).collect()
}

/// What stands between two signs, each time.
fn between<'h>(html: &'h str, from: &'h str, to: char) -> impl Iterator<Item = &'h str> {
    let rest = html.split(from).skip(1);
    rest.filter_map(move |rest| rest.split(to).next())
}

#[test]
fn every_entry_is_reached_by_the_parts() {
    let folder = long();
    let desk = Desk::open(folder.path());
    let page = desk.get("at/one/proof").text();
    let ids = ids(&desk);
    assert!(ids.len() > 1000, "{}", ids.len());
    let named: Vec<&str> = between(&page, "data-part=\"", '"').collect();
    let waits = page.matches(" data-wait").count();
    assert!(
        waits > 10 && named.len() > waits,
        "{waits} of {}",
        named.len()
    );
    let mut all = page.clone();
    for name in &named {
        let part = desk.get(&format!("at/one/part/{name}"));
        assert_eq!(part.status, 200, "{name}");
        all.push_str(&part.text());
    }
    let listed: BTreeSet<&str> = between(&all, "href=\"#", '"').collect();
    let in_text: BTreeSet<&str> = between(&all, " id=\"", '"').collect();
    let in_source = between(&all, "data-e=\"", '"').flat_map(|ids| ids.split(' '));
    let in_source: BTreeSet<&str> = in_source.collect();
    for id in &ids {
        let id = id.as_str();
        assert!(
            listed.contains(id) && in_text.contains(id) && in_source.contains(id),
            "{id}"
        );
    }
    // Whoever looks for one is told where it stands.
    let last = ids.last().expect("an entry");
    let places = desk.get(&format!("at/one/where/{last}")).json();
    let places = places.as_array().expect("names");
    assert!(
        !places.is_empty()
            && places
                .iter()
                .all(|p| named.contains(&p.as_str().expect("a name")))
    );
    assert_eq!(desk.get("at/one/where/none").json(), json!([]));
    assert_eq!(desk.get("at/one/part/none").status, 404);
}

#[test]
fn a_browser_gets_the_parts_that_it_needs() {
    let Some(mut reader) = common::tool("reader of parts") else {
        return;
    };
    let folder = long();
    let desk = Desk::open(folder.path());
    let ids = ids(&desk);
    let last = ids.last().expect("an entry");
    let address = format!("http://{}/{}/at/one/proof", desk.host(), desk.token);
    let output = common::run(reader.arg(address).arg(last));
    let said = common::said(&output);
    assert!(output.status.success(), "{said}");
    let seen: Value = serde_json::from_str(said.trim()).unwrap_or_else(|e| panic!("{e}: {said}"));
    assert_eq!(seen["errors"], json!([]), "{seen:#}");
    assert_eq!(seen["card"], json!(last), "{seen:#}");
    assert_eq!(seen["waiting"], 0, "{seen:#}");
    for (column, entries) in [
        ("listed", "#list"),
        ("inText", "#text"),
        ("inSource", "#source"),
    ] {
        assert_eq!(seen[column], json!(ids.len()), "{entries}: {seen:#}");
    }
}
