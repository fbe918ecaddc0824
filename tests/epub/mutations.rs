//! Faults put into a good file, each of which the structural test must find.

use super::faults::faults;
use super::library::pages;
use super::unpacked::Unpacked;

/// Changes a good EPUB; the change must be there to make, and must be found.
fn caught(change: impl Fn(&mut Unpacked) -> bool) -> Vec<String> {
    let good = Unpacked::open(&pages().epub);
    assert!(faults(&good).is_empty());
    let mut bad = good.clone();
    assert!(change(&mut bad), "nothing to change");
    let faults = faults(&Unpacked::open(&bad.pack()));
    assert!(!faults.is_empty(), "nobody noticed");
    faults
}

#[test]
fn backlinks_removed() {
    caught(|epub| epub.replace("s01", "epub:type=\"backlink\" role=\"doc-backlink\"", ""));
}

#[test]
fn a_call_to_the_wrong_note() {
    caught(|epub| epub.replace("s01", "href=\"#fn-1\"", "href=\"#fn-2\""));
}

#[test]
fn two_notes_exchanged() {
    caught(|epub| {
        epub.replace("s01", "id=\"fn-1\"", "id=\"fn-x\"")
            && epub.replace("s01", "id=\"fn-2\"", "id=\"fn-1\"")
            && epub.replace("s01", "id=\"fn-x\"", "id=\"fn-2\"")
    });
}

#[test]
fn an_aside_for_a_div() {
    caught(|epub| {
        epub.replace("s02", "<div class=\"note\"", "<aside class=\"note\"")
            && epub.replace("s02", "</div>", "</aside>")
    });
}

#[test]
fn a_wrong_media_type_of_a_font() {
    caught(|epub| epub.replace("content.opf", "font/otf", "application/octet-stream"));
}

#[test]
fn the_page_list_out_of_order() {
    caught(|epub| {
        epub.replace("nav", "#page-1\">", "#page-x\">")
            && epub.replace("nav", "#page-2\">", "#page-1\">")
            && epub.replace("nav", "#page-x\">", "#page-2\">")
    });
}

#[test]
fn a_page_missing_from_the_list() {
    caught(|epub| epub.replace("nav", "<li><a href=\"s01.xhtml#page-1\">2</a></li>", ""));
}

#[test]
fn the_source_of_the_pages_missing() {
    caught(|epub| {
        epub.replace(
            "content.opf",
            "property=\"pageBreakSource\"",
            "property=\"schema:name\"",
        )
    });
}

#[test]
fn an_element_in_a_call() {
    caught(|epub| {
        epub.replace(
            "s01",
            "role=\"doc-noteref\">1</a>",
            "role=\"doc-noteref\"><sup>1</sup></a>",
        )
    });
}

#[test]
fn another_identifier_in_the_ncx() {
    caught(|epub| epub.replace("toc.ncx", "urn:uuid:", "urn:uuid:0"));
}
