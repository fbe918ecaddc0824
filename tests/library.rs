//! The catalogue of several books: what OPDS 2.0 and 1.2 ask for, links that lead to files, the same bytes everywhere.

#[path = "epub/markup.rs"]
mod markup;

use markup::{Tag, content, plain, tags};
use pamphleteer::pipeline::{Report, Until, shelve};
use pamphleteer::progress::Silent;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

const FULL: &str = "title: Type & “Lead”\nsubtitle: A history\nauthors:\n- name: Ada Wright\n  file_as: Wright, Ada\n\
                    - {name: Paul Stone, role: translator}\n- {name: Mary Hall, role: publisher}\nlanguage: en-GB\nisbn: 978-0-306-40615-7\n\
                    publisher: Foundry Lane\ndate: 1911-05-02\nrights: No rights reserved\ndescription: How type is <cast>.\n\
                    subjects: [Printing, Labour & capital]\nseries: {name: Tracts, number: 4}\ntext: a.md\n";
const RUSSIAN: &str = "title: Печатники\nlanguage: ru\npublisher: Foundry Lane\ntext: a.md\n\
                       editions: {make: [epub, text]}\n";
const PLAIN: &str =
    "title: Plain\nlanguage: en\ntext: a.md\neditions: {make: [epub, screen, press, markdown]}\n";

/// A catalogue's files.
#[derive(PartialEq)]
struct Made {
    feed: Value,
    atom: String,
    page: String,
}

/// Writes the manifests, each into a folder of its own, and builds them into `catalogue`.
fn built(root: &Path, manifests: &[&str]) -> Vec<Report> {
    let folders: Vec<PathBuf> = (0..manifests.len())
        .map(|n| root.join(format!("book{n}")))
        .collect();
    for (folder, manifest) in folders.iter().zip(manifests) {
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(folder.join("book.yaml"), manifest).expect("written");
        let text = "# One\n\nSome words.[^1]\n\n[^1]: A note.\n";
        std::fs::write(folder.join("a.md"), text).expect("written");
    }
    shelve(&folders, &root.join("shelf"), Until::Built, &Silent)
}

fn shelf(root: &Path, name: &str) -> String {
    let path = root.join("shelf").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn made(root: &Path) -> Made {
    let reports = built(root, &[FULL, RUSSIAN, PLAIN]);
    let said: Vec<_> = reports.iter().map(|r| (r.trouble, &r.messages)).collect();
    assert!(
        said.iter().all(|(trouble, _)| trouble.is_none()),
        "{said:?}"
    );
    Made {
        feed: serde_json::from_str(&shelf(root, "catalogue.json")).expect("JSON"),
        atom: shelf(root, "catalogue.xml"),
        page: shelf(root, "index.html"),
    }
}

/// The catalogue that most tests look at, made once, and its folder.
fn catalogue() -> (&'static Path, &'static Made) {
    static MADE: OnceLock<(TempDir, Made)> = OnceLock::new();
    let (folder, made) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let made = made(folder.path());
        (folder, made)
    });
    (folder.path(), made)
}

/// The file that a link of a page in `base` leads to.
fn file(root: &Path, base: &str, href: &str) -> PathBuf {
    let mut bytes = Vec::new();
    let mut rest = href.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        if *byte == b'%' {
            let digits = std::str::from_utf8(&after[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("hexadecimal"));
            rest = &after[2..];
        } else {
            bytes.push(*byte);
        }
    }
    let name = String::from_utf8(bytes).expect("UTF-8");
    assert!(
        !name.contains(':') && !name.starts_with('/'),
        "{name} is not relative"
    );
    assert!(href.is_ascii(), "{href} is no URI");
    let path = root.join("shelf").join(base).join(name);
    assert!(path.is_file(), "no {}", path.display());
    path
}

fn strings<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let items = value[key].as_array().into_iter().flatten();
    items.filter_map(Value::as_str).collect()
}

/// What must not be there at all if it is empty (OPDS 2.0, 5.2).
fn no_blank_values(value: &Value) {
    match value {
        Value::Object(members) => members.values().for_each(no_blank_values),
        Value::Array(items) => items.iter().for_each(no_blank_values),
        _ => {}
    }
    let is_blank = value.is_null() || value == "" || value == &serde_json::json!([]);
    assert!(
        !is_blank && value != &serde_json::json!({}),
        "a blank value"
    );
}

/// A publication by OPDS 2.0, 2.2, 2.3 and 5.
fn check_publication(root: &Path, base: &str, publication: &Value) {
    no_blank_values(publication);
    let metadata = &publication["metadata"];
    assert!(metadata["title"].is_string());
    assert_eq!(metadata["@type"], "http://schema.org/Book");
    for key in ["identifier", "language", "modified"] {
        assert!(metadata[key].is_string(), "{key}");
    }
    let links = publication["links"].as_array().expect("links");
    let of = |rel: &str| links.iter().filter(|l| l["rel"] == rel).collect::<Vec<_>>();
    let own = of("self");
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["type"], "application/opds-publication+json");
    file(root, base, own[0]["href"].as_str().expect("a link"));
    let offers = of("http://opds-spec.org/acquisition/open-access");
    assert!(offers.iter().any(|o| o["type"] == "application/epub+zip"));
    for offer in offers {
        let path = file(root, base, offer["href"].as_str().expect("a link"));
        let bytes = path.metadata().expect("a file").len();
        assert_eq!(offer["size"], bytes);
    }
    let images = publication["images"].as_array().expect("images");
    assert_eq!(images.len(), 2);
    for image in images {
        assert_eq!(image["type"], "image/jpeg");
        let path = file(root, base, image["href"].as_str().expect("a link"));
        let (width, height) = image::image_dimensions(path).expect("a picture");
        assert_eq!(
            (image["width"].as_u64(), image["height"].as_u64()),
            (Some(width.into()), Some(height.into()))
        );
    }
}

#[test]
fn the_json_feed_is_opds_2() {
    let (root, Made { feed, .. }) = catalogue();
    assert_eq!(feed["metadata"]["title"], "Publications"); // the third names no publisher
    assert_eq!(feed["metadata"]["numberOfItems"], 3);
    let links = feed["links"].as_array().expect("links");
    let own = links
        .iter()
        .find(|l| l["rel"] == "self")
        .expect("a link to itself");
    assert_eq!(
        (&own["href"], &own["type"]),
        (&"catalogue.json".into(), &"application/opds+json".into())
    );
    let publications = feed["publications"].as_array().expect("publications");
    assert_eq!(publications.len(), 3);
    for publication in publications {
        check_publication(root, "", publication);
        let document = publication["links"][0]["href"].as_str().expect("a link");
        let path = file(root, "", document);
        let text = std::fs::read_to_string(&path).expect("a document");
        let own: Value = serde_json::from_str(&text).expect("JSON");
        let base = path
            .parent()
            .expect("a folder")
            .file_name()
            .expect("a name");
        check_publication(root, &base.to_string_lossy(), &own);
        assert_eq!(own["metadata"], publication["metadata"]);
    }
}

#[test]
fn it_says_what_the_title_page_says() {
    let (_, Made { feed, .. }) = catalogue();
    let metadata = &feed["publications"][0]["metadata"];
    assert_eq!(metadata["title"], "Type & “Lead”");
    assert_eq!(metadata["author"][0]["sortAs"], "Wright, Ada");
    assert_eq!(metadata["translator"][0]["name"], "Paul Stone");
    assert_eq!(metadata["contributor"][0]["role"], "pbl");
    assert_eq!(metadata["altIdentifier"][0], "urn:isbn:9780306406157");
    assert_eq!(metadata["published"], "1911-05-02");
    assert_eq!(metadata["belongsTo"]["series"]["position"], 4);
    assert_eq!(
        strings(metadata, "subject"),
        ["Printing", "Labour & capital"]
    );
    assert_eq!(feed["publications"][1]["metadata"]["language"], "ru");
}

/// The children of an element of the feed with their texts, not their children's.
fn children<'a>(xml: &'a str, tag: &Tag) -> Vec<(Tag, &'a str)> {
    let inner = content(xml, tag);
    let start = tag.end;
    let all = tags(xml);
    let mut end = start;
    let mut found = Vec::new();
    for child in all
        .iter()
        .filter(|t| t.at >= start && t.at < start + inner.len())
    {
        if child.at < end {
            continue;
        }
        let is_empty = xml[..child.end].ends_with("/>");
        let text = if is_empty { "" } else { content(xml, child) };
        end = child.end + text.len();
        found.push((child.clone(), text));
    }
    found
}

/// OPDS 1.2, 2.2 and 5, on top of RFC 4287, 4.1.1 and 4.1.2.
#[test]
fn the_atom_feed_is_opds_1() {
    let (root, Made { feed, atom, .. }) = catalogue();
    let all = tags(atom);
    let parts = children(atom, &all[0]);
    let count =
        |parts: &[(Tag, &str)], name: &str| parts.iter().filter(|(t, _)| t.name == name).count();
    for name in ["id", "title", "updated", "author"] {
        assert_eq!(count(&parts, name), 1, "{name}");
    }
    let kind = "application/atom+xml;profile=opds-catalog;kind=acquisition";
    for rel in ["self", "start"] {
        let link = parts.iter().find(|(t, _)| t.get("rel") == Some(rel));
        let link = &link.unwrap_or_else(|| panic!("no {rel}")).0;
        assert_eq!(
            (link.get("type"), link.get("href")),
            (Some(kind), Some("catalogue.xml"))
        );
    }
    let entries: Vec<_> = parts.iter().filter(|(t, _)| t.name == "entry").collect();
    assert_eq!(entries.len(), 3);
    for (n, (entry, _)) in entries.into_iter().enumerate() {
        let parts = children(atom, entry);
        let metadata = &feed["publications"][n]["metadata"];
        let text = |name: &str| {
            parts
                .iter()
                .find(|(t, _)| t.name == name)
                .map(|(_, text)| plain(text))
        };
        assert_eq!(text("id").as_deref(), metadata["identifier"].as_str());
        assert_eq!(text("title").as_deref(), metadata["title"].as_str());
        assert_eq!(text("updated").as_deref(), metadata["modified"].as_str());
        assert_eq!(
            text("dc:language").as_deref(),
            metadata["language"].as_str()
        );
        let mut links = BTreeMap::new();
        for (link, _) in parts.iter().filter(|(t, _)| t.name == "link") {
            let path = file(root, "", link.get("href").expect("a link"));
            if let Some(length) = link.get("length") {
                assert_eq!(length, path.metadata().expect("a file").len().to_string());
            }
            *links
                .entry(link.get("rel").expect("a relation").to_owned())
                .or_insert(0) += 1;
        }
        assert_eq!(links["http://opds-spec.org/image"], 1);
        assert_eq!(links["http://opds-spec.org/image/thumbnail"], 1);
        assert!(links["http://opds-spec.org/acquisition/open-access"] > 0);
    }
}

#[test]
fn the_page_links_every_edition_once() {
    let (root, Made { page, .. }) = catalogue();
    let mut links: Vec<PathBuf> = Vec::new();
    for part in page.split("href=\"").skip(1) {
        links.push(file(root, "", part.split('"').next().expect("an end")));
    }
    for folder in ["type-lead", "печатники", "plain"] {
        let files = std::fs::read_dir(root.join("shelf").join(folder)).expect("a folder");
        for path in files.map(|f| f.expect("a file").path()) {
            let name = path.file_name().expect("a name").to_string_lossy();
            let others = [".jpg", ".opds.json", ".made"];
            let is_edition = !others.iter().any(|other| name.ends_with(other));
            let count = links.iter().filter(|l| **l == path).count();
            assert_eq!(count, usize::from(is_edition), "{name}");
        }
    }
    assert!(page.contains("<article lang=\"ru\">") && page.contains("How type is &lt;cast&gt;."));
}

#[test]
fn ledgers_stay_with_the_manifests() {
    let (root, _) = catalogue();
    assert!(root.join("book0/out/type-lead.ledger.yaml").is_file());
    assert!(!root.join("shelf/type-lead/type-lead.ledger.yaml").exists());
}

#[test]
fn the_same_books_give_the_same_catalogue_anywhere() {
    let made = || {
        let root = tempfile::tempdir().expect("a folder");
        built(root.path(), &[RUSSIAN]);
        let files = ["catalogue.json", "catalogue.xml", "index.html"];
        let small = root.path().join("shelf/печатники/печатники.thumb.jpg");
        let small = std::fs::read(small).expect("a picture");
        (files.map(|name| shelf(root.path(), name)), small)
    };
    assert!(made() == made());
}

/// Two books of one publisher are that publisher's; books of one language make a page in it.
#[test]
fn it_is_called_by_what_the_books_have_in_common() {
    let root = tempfile::tempdir().expect("a folder");
    let other = RUSSIAN.replace("Печатники", "Наборщики");
    built(root.path(), &[RUSSIAN, &other]);
    let page = shelf(root.path(), "index.html");
    assert!(page.contains("<html lang=\"ru\">") && page.contains("<h1>Foundry Lane</h1>"));
}

#[test]
fn a_book_that_fails_is_left_out() {
    let root = tempfile::tempdir().expect("a folder");
    let reports = built(root.path(), &["title: No text\n", PLAIN]);
    assert!(reports[0].trouble.is_some() && reports[2].trouble.is_none());
    let feed: Value = serde_json::from_str(&shelf(root.path(), "catalogue.json")).expect("JSON");
    assert_eq!(feed["metadata"]["numberOfItems"], 1);
}

#[test]
fn two_books_of_one_name_are_an_error() {
    let root = tempfile::tempdir().expect("a folder");
    let reports = built(root.path(), &[PLAIN, PLAIN]);
    assert_eq!(reports[1].messages.0[0].code, "same-output");
}

#[test]
fn a_page_of_somebody_else_is_not_written_over() {
    let root = tempfile::tempdir().expect("a folder");
    let page = root.path().join("shelf/index.html");
    std::fs::create_dir_all(page.parent().expect("a folder")).expect("a folder");
    std::fs::write(&page, "<p>My own page</p>").expect("written");
    let reports = built(root.path(), &[PLAIN]);
    assert_eq!(reports[1].messages.0[0].code, "page-in-the-way");
    assert_eq!(
        std::fs::read_to_string(&page).expect("a page"),
        "<p>My own page</p>"
    );
}
