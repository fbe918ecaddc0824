//! A chapter too long for one file: where it parts, and that links, notes, pages and headings go on over the parts.

use super::library::{make, parted, parted_text};
use super::markup::{content, plain, tags};
use super::unpacked::Unpacked;
use pamphleteer::manifest::Settings;
use pamphleteer::source::{Source, markdown};

/// What the bound is, and what estimates may be wrong by.
const MOST: usize = 200_000 * 11 / 10;

#[test]
fn a_long_chapter_parts_at_its_second_level_and_short_ones_do_not() {
    let epub = Unpacked::open(&parted().epub);
    let pages = epub.pages();
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    let parts = [
        "s01.xhtml",
        "s02.xhtml",
        "s02-2.xhtml",
        "s02-3.xhtml",
        "s03.xhtml",
    ];
    let texts: Vec<&str> = names
        .iter()
        .copied()
        .filter(|n| n.starts_with('s'))
        .collect();
    assert_eq!(texts, parts);
    for (name, page) in &pages {
        assert!(page.len() < MOST, "{name}: {}", page.len());
    }
    // Fewer would not have held it.
    let long: usize = (1..4).map(|at| epub.text(parts[at]).len()).sum();
    assert!(long > 2 * MOST, "{long}");
}

#[test]
fn parts_begin_with_headings_of_their_level_and_are_named_by_them() {
    let epub = Unpacked::open(&parted().epub);
    for part in ["s02-2.xhtml", "s02-3.xhtml"] {
        let page = epub.text(part);
        let tags = tags(page);
        let section = tags
            .iter()
            .find(|t| t.name == "section")
            .expect("a section");
        let heading = tags.iter().find(|t| t.name == "h2").expect("a heading");
        assert_eq!(section.get("aria-labelledby"), heading.get("id"));
        assert_eq!(section.get("role"), None, "the chapter begins but once");
        let title = tags.iter().find(|t| t.name == "title").expect("a title");
        assert_eq!(content(page, title), plain(content(page, heading)));
        let text = page.find("<p>").expect("a paragraph");
        assert!(heading.at > section.at && heading.at < text, "{part}");
    }
    let nav = epub.text("nav.xhtml");
    let start = nav.find("<nav").expect("a list");
    let toc = &nav[start..nav.find("landmarks").expect("landmarks")];
    let links: Vec<&str> = toc
        .split("href=\"")
        .skip(1)
        .map(|l| &l[..l.find('"').unwrap()])
        .collect();
    let wanted = "s01.xhtml#s01-h s02.xhtml#s02-h s02.xhtml#s02-h2 s02.xhtml#s02-h3 s02-2.xhtml#s02-2-h \
                  s02-2.xhtml#s02-2-h2 s02-3.xhtml#s02-3-h s03.xhtml#s03-h";
    assert_eq!(links, wanted.split(' ').collect::<Vec<_>>());
    // The parts' headings stand below that of the chapter.
    assert_eq!(toc.matches("<ol>").count(), 2, "{toc}");
}

#[test]
fn links_notes_and_pages_lead_into_the_right_part() {
    let epub = Unpacked::open(&parted().epub);
    for (name, page) in epub.pages() {
        for tag in tags(page).iter().filter(|t| t.name == "a") {
            let to = tag.get("href").expect("an address");
            let (file, id) = to.split_once('#').unwrap_or((to, ""));
            let file = if file.is_empty() { &name } else { file };
            let target = epub.text(file);
            assert!(
                id.is_empty() || target.contains(&format!("id=\"{id}\"")),
                "{name}: {to}"
            );
        }
    }
    // Forwards and backwards over the parts.
    assert!(epub.text("s02.xhtml").contains("href=\"s02-3.xhtml#place-"));
    assert!(epub.text("s02-3.xhtml").contains("href=\"s02.xhtml#place-"));
    // A note called in two parts stands in the first, with links back to both.
    let first = epub.text("s02.xhtml");
    let notes = &first[first.find("class=\"notes\"").expect("notes")..];
    assert!(
        notes.contains("href=\"#fnref-2\"") && notes.contains("href=\"s02-3.xhtml#fnref-2-2\"")
    );
    for (part, count) in [("s02.xhtml", 2), ("s02-2.xhtml", 2), ("s02-3.xhtml", 1)] {
        let page = epub.text(part);
        assert_eq!(
            page.matches("role=\"doc-footnote\"").count(),
            count,
            "{part}"
        );
        let last = page.rfind("id=\"page-").expect("a page");
        assert!(
            last < page.find("class=\"notes\"").expect("notes"),
            "{part}"
        );
    }
    let nav = epub.text("nav.xhtml");
    let pages: Vec<&str> = nav.split("#page-").skip(1).map(|l| &l[..1]).collect();
    assert_eq!(pages.concat(), "12345");
}

/// A note that only a note calls stands in the part of that one.
#[test]
fn notes_of_notes_stand_in_the_same_part() {
    let text = parted_text().replace(": Note 3.", ": Note 3.[^in]") + "\n[^in]: In note 3.\n";
    let book = markdown::read(&[Source::new("long", text)]).expect("a book");
    let epub = make(&book.value, &Settings::default())
        .expect("an EPUB")
        .value;
    let epub = Unpacked::open(&epub);
    let faults = super::faults::faults(&epub);
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(epub.text("s02-2.xhtml").contains("In note 3."));
}

#[test]
fn with_endnotes_all_notes_lead_back_into_the_parts() {
    let sources = [Source::new("long", parted_text())];
    let book = markdown::read(&sources).expect("a book").value;
    let mut settings = Settings::default();
    settings.epub.endnotes = true;
    settings.epub.fonts = false;
    let epub = make(&book, &settings).expect("an EPUB").value;
    let epub = Unpacked::open(&epub);
    let faults = super::faults::faults(&epub);
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(
        epub.text("notes.xhtml")
            .contains("href=\"s02-2.xhtml#fnref-")
    );
}
