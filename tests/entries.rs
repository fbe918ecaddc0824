//! A book of several texts of which the manifest says more than their files. In: a manifest and its texts. Out: what every edition
//! makes of titles, authors, parts and pieces.

mod common;

use common::{run, said, tool};
use pamphleteer::pipeline::{Until, work};
use pamphleteer::progress::Silent;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

const FERRY: &str = "\
THE FERRY

By Ann Ash

the ferry ran twice a day, and on Sundays when the ferryman was sober enough to find the rope.1
It was a flat boat with a rail on one side, and the cows were put where the rail was not.

In the end a bridge was built, and the ferryman was the first who walked over it.2

1 Toll list of the parish.
2 His widow said so.
";

const WEIR: &str = "\
---
title: The Old Weir
author: Bob Birch
---

# The Old Weir

Water over stones.[^1] What is [below](#low) comes later.

## Low Water {#low}

It fell.[^2]

[^1]: A note on stones.
[^2]: A note on falling.
";

const DAY: &str = "# Morning\n\nA day begins.[^1]\n\n# Noon\n\nIt goes on.\n\n[^1]: As days do.\n";

const BOOK: &str = "\
title: Water and Stones
authors: {name: Eve Elm, role: editor}
language: en-GB
text:
- file: ferry.txt
  title: The Ferry
  authors: {name: Ann Ash, file_as: 'Ash, Ann'}
  part: Water
- {file: weir.md, title: The Weir}
- {file: day.md, title: A Day, authors: [Cy Cedar, Di Dogwood], part: Air, start_on: recto}
editions:
  make: [epub, screen, text, markdown]
";

/// The files of a book that was built from some.
fn made(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let reports = work(&[folder.path().into()], Until::Built, &Silent);
    let said: Vec<String> = reports[0]
        .messages
        .0
        .iter()
        .map(|m| m.message.clone())
        .collect();
    assert!(reports[0].trouble.is_none(), "{said:#?}");
    let out = fs::read_dir(folder.path().join("out")).expect("a folder of editions");
    let read = out.map(|entry| {
        let entry = entry.expect("a file");
        let name = entry.file_name().to_string_lossy().into_owned();
        let (_, end) = name.split_once('.').unwrap_or(("", &name));
        (end.to_owned(), fs::read(entry.path()).expect("bytes"))
    });
    read.collect()
}

fn anthology() -> BTreeMap<String, Vec<u8>> {
    made(&[
        ("book.yaml", BOOK),
        ("ferry.txt", FERRY),
        ("weir.md", WEIR),
        ("day.md", DAY),
    ])
}

fn text(made: &BTreeMap<String, Vec<u8>>, end: &str) -> String {
    String::from_utf8(made[end].clone()).expect("UTF-8")
}

/// A file of an EPUB.
fn page(epub: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("a zip");
    let mut file = archive.by_name(&format!("OEBPS/{name}")).expect("a page");
    let mut text = String::new();
    file.read_to_string(&mut text).expect("UTF-8");
    text
}

/// The lists and links of a page's contents, nothing else.
fn contents(nav: &str) -> String {
    let (_, toc) = nav.split_once("<ol>").expect("a list");
    let (toc, _) = toc.split_once("</nav>").expect("its end");
    let mut depth = 1;
    let mut lines = Vec::new();
    for line in toc.lines() {
        depth += line.matches("<ol>").count();
        if let Some((_, words)) = line.split_once("\">") {
            let words = words.split('<').next().unwrap_or_default();
            lines.push(format!("{depth} {words}"));
        }
        depth -= line.matches("</ol>").count();
    }
    lines.join("\n")
}

/// The words of each page of a PDF.
fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let mut command = tool("pdftotext")?;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.pdf");
    fs::write(&path, pdf).expect("a file");
    let words = said(&run(command.arg("-layout").arg(path).arg("-")));
    Some(words.split('\u{c}').map(squeezed).collect())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn contents_are_nested_in_parts_and_name_the_authors() {
    let made = anthology();
    let nav = page(&made["epub"], "nav.xhtml");
    let wanted = "1 Water\n2 The Ferry · Ann Ash\n2 The Weir · Bob Birch\n3 Low Water\n1 Air\n\
        2 A Day · Cy Cedar, Di Dogwood\n3 Morning\n3 Noon";
    assert_eq!(contents(&nav), wanted);
    let part = page(&made["epub"], "s01.xhtml");
    assert!(
        part.contains(r#"epub:type="part" role="doc-part""#),
        "{part}"
    );
}

#[test]
fn authors_of_texts_are_contributors_and_not_on_the_title_page() {
    let made = anthology();
    let package = page(&made["epub"], "content.opf");
    for name in ["Ann Ash", "Bob Birch", "Cy Cedar", "Di Dogwood"] {
        assert!(
            package.contains(&format!(">{name}</dc:contributor>")),
            "{name}"
        );
    }
    assert!(package.contains(">Ash, Ann</meta>"), "{package}");
    let title = page(&made["epub"], "title.xhtml");
    assert!(
        title.contains("Eve Elm") && !title.contains("Ann Ash"),
        "{title}"
    );
}

#[test]
fn notes_are_counted_through_texts_of_both_kinds() {
    let markdown = text(&anthology(), "md");
    for note in [
        "[^1]: Toll list of the parish.",
        "[^2]: His widow said so.",
        "title=\"1\"}A note on stones.",
        "title=\"2\"}A note on falling.",
        "title=\"1\"}As days do.",
    ] {
        assert!(markdown.contains(note), "{note}: {markdown}");
    }
    let order = ["[^2]\n", "[^3]", "[^4]", "[^5]"].map(|call| markdown.find(call));
    assert!(order.is_sorted() && order[0].is_some(), "{markdown}");
    // A title that stood there is not set twice, nor a name.
    assert_eq!(markdown.matches("Ann Ash").count(), 2, "{markdown}");
    assert!(
        !markdown.contains("THE FERRY") && !markdown.contains("Old Weir"),
        "{markdown}"
    );
}

#[test]
fn a_part_has_a_page_of_its_own_and_its_text_begins_at_the_right() {
    let made = anthology();
    let Some(pages) = pages(&made["pdf"]) else {
        return;
    };
    let at = |words: &str| pages.iter().position(|page| page == words);
    assert_eq!(at("Water"), Some(2), "{pages:#?}");
    assert!(
        pages[3].is_empty() && pages[4].starts_with("The Ferry Ann Ash"),
        "{pages:#?}"
    );
    let air = at("Air").expect("the page of the part");
    assert!(air % 2 == 0 && pages[air + 1].is_empty(), "{pages:#?}");
    assert!(
        pages[air + 2].starts_with("A Day Cy Cedar, Di Dogwood"),
        "{pages:#?}"
    );
    let folio = |page: usize| (page + 1).to_string();
    let line = |words: &str, page: usize| format!("{words} {}", folio(page));
    for line in [
        line("Water", 2),
        line("The Ferry · Ann Ash", 4),
        line("Air", air),
    ] {
        assert!(pages[1].contains(&line), "{line}: {}", pages[1]);
    }
    let low = pages
        .iter()
        .position(|page| page.contains("It fell"))
        .expect("the page");
    assert!(pages[1].contains(&line("Low Water", low)), "{}", pages[1]);
}

#[test]
fn running_heads_name_author_and_title_of_the_text_that_goes_on() {
    let mut long = WEIR.to_owned();
    for year in 1701..1760 {
        let line = format!(
            "\nThe weir was mended in {year} by men who were paid in bread, and the bread was weighed by the miller.\n"
        );
        long.push_str(&line);
    }
    let book = "title: Water\nauthors: Eve Elm\nlanguage: en\ntext:\n- {file: weir.md, title: The Weir}\n- {file: day.md}\neditions: {make: [screen]}\n";
    let day = format!(
        "{DAY}{}",
        "\nA day is long and goes on, and what it brings is not known before it ends.\n".repeat(90)
    );
    let made = made(&[("book.yaml", book), ("weir.md", &long), ("day.md", &day)]);
    let Some(pages) = pages(&made["pdf"]) else {
        return;
    };
    let heads: Vec<String> = pages.iter().map(|page| page.to_lowercase()).collect();
    assert!(heads[3].starts_with("bob birch"), "{pages:#?}");
    assert!(heads[4].starts_with("the weir"), "{pages:#?}");
    let last = pages
        .iter()
        .rposition(|page| !page.is_empty())
        .expect("a page");
    let heads = [pages[last - 1].to_lowercase(), pages[last].to_lowercase()];
    let is_own = |head: &String| head.starts_with("eve elm") || head.starts_with("morning");
    assert!(heads.iter().all(is_own), "{heads:#?}");
}

#[test]
fn epubcheck_finds_nothing_in_an_anthology() {
    let Some(mut command) = tool("epubcheck") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.epub");
    fs::write(&path, &anthology()["epub"]).expect("a file");
    let said = said(&run(command.arg(Path::new(&path))));
    assert!(
        said.contains("0 fatals / 0 errors / 0 warnings / 0 infos"),
        "{said}"
    );
}

const WITH_PIECES: &str = "\
title: Water and Stones
authors: Eve Elm
language: en-GB
text: day.md
front:
- {kind: dedication, words: \"For the ferryman\\n\\nand his widow[^1]\\n\\n[^1]: She outlived him.\"}
- kind: epigraph
  words: |
    Water takes what it is given.

    — An old *ferryman*
- {kind: preface, file: weir.md, title: Before the Water}
back:
- {kind: afterword, file: ferry.txt, title: After the Ferry, authors: Ann Ash}
- {kind: adverts, words: \"*A Rope*, 1d.\"}
editions:
  make: [epub, screen, text, markdown]
";

fn with_pieces() -> BTreeMap<String, Vec<u8>> {
    made(&[
        ("book.yaml", WITH_PIECES),
        ("ferry.txt", FERRY),
        ("weir.md", WEIR),
        ("day.md", DAY),
    ])
}

#[test]
fn pieces_stand_in_their_places_and_the_contents_name_those_that_are_read() {
    let made = with_pieces();
    let nav = page(&made["epub"], "nav.xhtml");
    let wanted = "1 Before the Water · Bob Birch\n2 Low Water\n1 Morning\n1 Noon\n1 After the Ferry · Ann Ash\n2 THE FERRY";
    assert_eq!(contents(&nav), wanted);
    let semantics = [
        ("s01", "frontmatter dedication\" role=\"doc-dedication"),
        (
            "s02",
            "<blockquote class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph",
        ),
        ("s03", "frontmatter preface\" role=\"doc-preface"),
        ("s06", "backmatter afterword\" role=\"doc-afterword"),
        ("s07", "epub:type=\"backmatter\""),
    ];
    for (name, kind) in semantics {
        let page = page(&made["epub"], &format!("{name}.xhtml"));
        assert!(page.contains(kind), "{name}: {page}");
    }
    let first = r#"<a epub:type="bodymatter" href="s04.xhtml">"#;
    let preface = r#"<a epub:type="preface" href="s03.xhtml">Before the Water</a>"#;
    assert!(nav.contains(first) && nav.contains(preface), "{nav}");
    // Who wrote a piece made no text of the book.
    let package = page(&made["epub"], "content.opf");
    assert!(!package.contains("Ann Ash"), "{package}");
    let words = squeezed(&text(&made, "txt"));
    let order = [
        "For the ferryman",
        "and his widow[1]",
        "Water takes",
        "— An old ferryman",
        "Before the Water",
        "A day begins",
        "After the Ferry",
        "the ferry ran twice",
        "A Rope, 1d.",
        "[1] She outlived him.",
    ];
    // The contents name some of them before.
    let mut rest = words.as_str();
    for part in order {
        let at = rest.find(part);
        rest = &rest[at.unwrap_or_else(|| panic!("no `{part}` in its place: {words}"))..];
    }
}

#[test]
fn pieces_have_pages_of_their_own() {
    let made = with_pieces();
    let Some(pages) = pages(&made["pdf"]) else {
        return;
    };
    let at = |words: &str| pages.iter().position(|page| page.starts_with(words));
    let at = |words: &str| at(words).unwrap_or_else(|| panic!("{words}: {pages:#?}"));
    let (dedication, text) = (at("For the ferryman and his widow"), at("Morning A day"));
    assert!(dedication % 2 == 0 && text % 2 == 0, "{pages:#?}");
    assert_eq!(
        at("Water takes what it is given. An old ferryman"),
        dedication + 1
    );
    assert_eq!(pages[at("A Rope")], "A Rope, 1d.", "no folio");
    assert!(at("After the Ferry Ann Ash") < at("A Rope"), "{pages:#?}");
    // The contents stand behind the dedication, where they have a page of their own.
    let long = WITH_PIECES.replace("text: day.md", "text: [day.md, weir.md]")
        + "  page: {paper: 74x105mm, size: 9pt}\n";
    let day = format!("{DAY}{}", "\n## Hour\n\nIt passes.\n".repeat(20));
    let made = self::made(&[
        ("book.yaml", &long),
        ("ferry.txt", FERRY),
        ("weir.md", WEIR),
        ("day.md", &day),
    ]);
    let Some(pages) = self::pages(&made["pdf"]) else {
        return;
    };
    let at = |words: &str| pages.iter().position(|page| page.starts_with(words));
    assert!(
        at("For the ferryman") < at("Contents") && at("Contents") < at("Before the Water"),
        "{pages:#?}"
    );
    assert_eq!(at("Contents").map(|page| page % 2), Some(0), "{pages:#?}");
}

#[test]
fn epubcheck_finds_nothing_in_pieces() {
    let Some(mut command) = tool("epubcheck") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.epub");
    fs::write(&path, &with_pieces()["epub"]).expect("a file");
    let said = said(&run(command.arg(Path::new(&path))));
    assert!(
        said.contains("0 fatals / 0 errors / 0 warnings / 0 infos"),
        "{said}"
    );
}

const WITH_IMPRINT: &str = "\
title: |
  Water
  and Stones
file_as: Water and Stones
language: en-GB
publisher: Back Lane Press
date: 1914
rights: Share it.
text: day.txt
imprint:
  address: [5 Back Lane, Skelbeck]
  web: https://example.org/lane/
  printings: [First printed 1914, Second printing 1920]
  licence: cc by-sa 4.0
  logo: device.svg
editions:
  make: [epub, screen, text, markdown, muse]
";

const DEVICE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0h40v40z"/></svg>"##;

fn with_imprint() -> BTreeMap<String, Vec<u8>> {
    made(&[
        ("book.yaml", WITH_IMPRINT),
        ("day.txt", "A day begins, and it goes on until it ends.\n"),
        ("device.svg", DEVICE),
    ])
}

#[test]
fn the_imprint_stands_in_every_edition() {
    let made = with_imprint();
    let lines = [
        "5 Back Lane",
        "Skelbeck",
        "example.org/lane",
        "First printed 1914",
        "Second printing 1920",
        "Share it.",
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "creativecommons.org/licenses/by-sa/4.0",
    ];
    let plain = text(&made, "txt");
    let stands =
        |page: &str| lines.map(|line| page.find(line).unwrap_or_else(|| panic!("{line}: {page}")));
    assert!(stands(&plain).is_sorted(), "{plain}");
    let colophon = page(&made["epub"], "colophon.xhtml");
    // Without its tags, as addresses stand in them, too.
    let parts = colophon.split('<').filter_map(|part| part.split_once('>'));
    let words: String = parts.map(|(_, words)| words).collect();
    assert!(stands(&words).is_sorted(), "{words}");
    let licence = "https://creativecommons.org/licenses/by-sa/4.0/";
    assert!(
        colophon.contains(&format!("<a href=\"{licence}\">Creative")),
        "{colophon}"
    );
    let package = page(&made["epub"], "content.opf");
    for wanted in [
        format!("<meta property=\"dcterms:license\">{licence}</meta>"),
        "property=\"file-as\">Water and Stones</meta>".into(),
    ] {
        assert!(package.contains(&wanted), "{wanted}: {package}");
    }
    assert!(text(&made, "muse").contains("#LISTtitle Water and Stones\n"));
    let Some(pages) = pages(&made["pdf"]) else {
        return;
    };
    assert!(stands(&pages[1]).is_sorted(), "{}", pages[1]);
    assert!(
        pages[1].contains("Back Lane Press 5 Back Lane"),
        "{}",
        pages[1]
    );
}

#[test]
fn a_title_is_set_in_its_lines_and_is_one_line_elsewhere() {
    let made = with_imprint();
    let title = page(&made["epub"], "title.xhtml");
    assert!(title.contains(">Water<br/>\nand Stones</h1>"), "{title}");
    assert!(title.contains("<title>Water and Stones</title>"), "{title}");
    assert!(title.contains("alt=\"Back Lane Press\""), "{title}");
    let plain = text(&made, "txt");
    let lines = plain.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[..2], ["Water", "and Stones"], "{plain}");
    let markdown = pamphleteer::source::Source::new("a.md", text(&made, "md"));
    let read = pamphleteer::source::markdown::read(&[markdown]).expect("a book");
    let meta = &read.value.meta;
    assert_eq!(meta.title, "Water and Stones");
    assert_eq!(meta.title_lines, ["Water", "and Stones"]);
    assert_eq!(meta.imprint.printings.len(), 2);
    assert_eq!(
        meta.imprint.logo.as_ref().map(|logo| logo.to.as_str()),
        Some("device.svg")
    );
}

#[test]
fn faults_of_an_imprint_are_told_at_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let yaml = "title: A\ntext: a.txt\nimprint:\n  licence: CC-BY-5.0\n  web: example.org\n  logo: none.png\n";
    fs::write(folder.path().join("book.yaml"), yaml).expect("a file");
    fs::write(folder.path().join("a.txt"), "A word.\n").expect("a file");
    let reports = work(&[folder.path().into()], Until::Checked, &Silent);
    let codes: Vec<&str> = reports[0].messages.0.iter().map(|m| m.code).collect();
    for code in ["unknown-name", "no-address", "missing-file"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}
