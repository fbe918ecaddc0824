//! What the manifest can ask of the EPUB, and what it says of a title page that had to be mended.

use super::library::{make, make_for, mended, pages};
use super::unpacked::Unpacked;
use pamphleteer::editions::Edition;
use pamphleteer::editions::epub::{EDITION, KOBO};
use pamphleteer::manifest::Settings;

/// The EPUB of the book with everything in it, under some settings, and the codes of its warnings.
fn with(change: impl FnOnce(&mut Settings)) -> (Unpacked, Vec<&'static str>) {
    with_for(&EDITION, change)
}

fn with_for(
    edition: &Edition,
    change: impl FnOnce(&mut Settings),
) -> (Unpacked, Vec<&'static str>) {
    let mut settings = Settings::default();
    settings.epub.fonts = false;
    change(&mut settings);
    let made = make_for(edition, &pages().book, &settings).expect("an EPUB");
    let codes = made.warnings.0.iter().map(|warning| warning.code);
    (Unpacked::open(&made.value), codes.collect())
}

#[test]
fn fonts_are_embedded_unless_they_are_not_wanted() {
    let fonts = |epub: &Unpacked| epub.0.keys().filter(|name| name.contains("fonts/")).count();
    let (without, _) = with(|_| {});
    assert_eq!(fonts(&without), 0);
    assert!(!without.text("stylesheet.css").contains("@font-face"));
    let (embedded, _) = with(|settings| settings.epub.fonts = true);
    assert!(fonts(&embedded) >= 3);
}

/// Of a face that stands in for what the family lacks, the EPUB has the glyphs that are used.
#[test]
fn named_fonts_are_embedded_where_they_are_used() {
    let face =
        std::fs::read(super::common::root().join("fonts/DejaVuSansMono.ttf")).expect("a font");
    let whole = face.len();
    let mut settings = Settings::default();
    settings.page.fonts = vec![face];
    let book = |text: &str| {
        let sources = [pamphleteer::source::Source::new("clean", text.into())];
        let read = pamphleteer::source::markdown::read(&sources);
        read.expect("a book").value
    };
    let epub = make(&book("# One\n\nA knight ♞ there.\n"), &settings).expect("an EPUB");
    let epub = Unpacked::open(&epub.value);
    let style = epub.text("stylesheet.css");
    assert!(
        style.contains("font-family: \"Book\", \"Book 2\", serif"),
        "{style}"
    );
    let file = &epub.0["OEBPS/fonts/DejaVuSansMono.ttf"];
    assert!(file.len() < whole / 3, "{} of {whole}", file.len());
    let epub = make(&book("# One\n\nA knight there.\n"), &settings).expect("an EPUB");
    let epub = Unpacked::open(&epub.value);
    assert!(!epub.0.contains_key("OEBPS/fonts/DejaVuSansMono.ttf"));
}

#[test]
fn endnotes_stand_in_a_chapter_of_their_own() {
    let (epub, _) = with(|settings| settings.epub.endnotes = true);
    assert_eq!(
        epub.text("notes.xhtml")
            .matches("role=\"doc-footnote\"")
            .count(),
        4
    );
    assert!(!epub.text("s01.xhtml").contains("doc-footnote"));
    assert!(epub.text("s01.xhtml").contains("href=\"notes.xhtml#fn-1\""));
    assert!(
        epub.text("nav.xhtml")
            .contains("epub:type=\"endnotes\" href=\"notes.xhtml\"")
    );
}

/// Kobo's renderer knows calls of notes by `endnote`, counts places by spans with ids of their own, and the words stay; the
/// notes that it will not pop up are named.
#[test]
fn an_epub_for_kobo_has_its_calls_and_spans() {
    let (epub, codes) = with_for(&KOBO, |_| {});
    let page = epub.text("s01.xhtml");
    assert!(page.contains("epub:type=\"noteref endnote\""));
    assert!(page.contains("<div id=\"book-columns\"><div id=\"book-inner\">"));
    let ids: Vec<&str> = page
        .split("id=\"kobo.")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert!(ids.len() > 9 && distinct.len() == ids.len(), "{ids:?}");
    let (plain, _) = with(|_| {});
    let plain = plain.text("s01.xhtml");
    assert!(!plain.contains("kobo"));
    assert_eq!(words(page), words(plain));
    assert!(codes.contains(&"kobo-note-length"), "{codes:?}"); // \u{201c}3. Ibid.\u{201d} has 8 characters
    let (_, codes) = with(|_| {});
    assert!(!codes.contains(&"kobo-note-length"), "{codes:?}");
}

/// What stands between the tags.
fn words(page: &str) -> String {
    let body = page.split("<body>").nth(1).expect("a body");
    let texts = body.split('<').filter_map(|tag| tag.split_once('>'));
    let texts: String = texts.map(|(_, text)| text).collect();
    texts.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn foreign_passages_say_their_language() {
    let foreign = |words: &str| vec![(words.to_owned(), "fr".to_owned())];
    let (epub, codes) = with(|settings| settings.foreign = foreign("apprentice"));
    let span = "<span lang=\"fr\" xml:lang=\"fr\">apprentice</span>";
    assert_eq!(epub.text("s01.xhtml").matches(span).count(), 1);
    assert!(codes.is_empty(), "{codes:?}");
    let (_, codes) = with(|settings| settings.foreign = foreign("apprentic"));
    assert_eq!(codes, ["unmet-foreign"]);
}

/// The identifier is the manifest's UUID, or one made from its name (RFC 9562, 5.5).
#[test]
fn the_identifier_is_made_from_the_manifests() {
    let identifier = |given: &str| {
        let mut book = pages().book;
        book.meta.identifier = Some(given.into());
        let epub = make(&book, &Settings::default()).expect("an EPUB").value;
        let package = Unpacked::open(&epub).text("content.opf").to_owned();
        let rest = package
            .split_once("<dc:identifier id=\"uid\">")
            .expect("an identifier")
            .1;
        rest.split_once('<').expect("its end").0.to_owned()
    };
    let own = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    assert_eq!(identifier(own), own);
    let url = "https://example.org/the-printers";
    let uuid = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, url.as_bytes());
    assert_eq!(identifier(url), format!("urn:uuid:{uuid}"));
}

#[test]
fn the_source_of_the_pages_is_named() {
    let (epub, _) = with(|_| {});
    let package = epub.text("content.opf");
    assert!(
        package.contains(
            "<dc:source id=\"source\">Foundry Lane Press, first printing, 1911</dc:source>"
        )
    );
    assert!(package.contains("<meta refines=\"#source\" property=\"source-of\">pagination</meta>"));
}

#[test]
fn the_title_page_says_what_each_person_did() {
    let (epub, _) = with(|_| {});
    let page = epub.text("title.xhtml");
    assert!(page.contains("<p class=\"author\">Ada Wright</p>"));
    assert!(page.contains("<p>Translated by Paul Stone</p>"));
}

/// Each repair of a bad title page is safe and is said; that the book validates, the validators say.
#[test]
fn a_bad_title_page_is_mended_and_that_is_said() {
    let epub = Unpacked::open(&mended().epub);
    let package = epub.text("content.opf");
    assert!(package.contains("<dc:title id=\"main-title\">A title with everything</dc:title>"));
    assert!(package.contains("<dc:language>und</dc:language>"));
    assert!(
        !package.contains("urn:isbn")
            && !package.contains("<dc:date>")
            && !package.contains("<dc:subject>")
    );
    assert_eq!(
        mended().warnings,
        ["epub-date", "epub-language", "epub-isbn", "cover-cmyk"]
    );
}
