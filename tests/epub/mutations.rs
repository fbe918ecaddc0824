//! Faults put into a good file, each of which the structural test must find and call by its name.

use super::faults::faults;
use super::library::pages;
use super::unpacked::Unpacked;

/// Changes a good EPUB; the change must be there to make, and must be found as what it is.
fn caught(said: &str, change: impl Fn(&mut Unpacked) -> bool) {
    let good = Unpacked::open(&pages().epub);
    assert!(faults(&good).is_empty());
    let mut bad = good.clone();
    assert!(change(&mut bad), "nothing to change");
    let faults = faults(&Unpacked::open(&bad.pack()));
    assert!(
        faults.iter().any(|fault| fault.contains(said)),
        "nobody noticed: {faults:?}"
    );
}

#[test]
fn backlinks_removed() {
    caught("does not begin with a backlink", |epub| {
        epub.replace("s01", "epub:type=\"backlink\" role=\"doc-backlink\"", "")
    });
}

#[test]
fn a_backlink_to_another_call() {
    caught("leads back to", |epub| {
        epub.replace("s01", "href=\"#fnref-2\"", "href=\"#fnref-1\"")
    });
}

#[test]
fn a_call_to_the_wrong_note() {
    caught("is never called", |epub| {
        epub.replace("s02", "href=\"#fn-4\"", "href=\"s01.xhtml#fn-2\"")
    });
}

#[test]
fn two_notes_exchanged() {
    caught("shows", |epub| {
        epub.replace("s01", "id=\"fn-1\"", "id=\"fn-x\"")
            && epub.replace("s01", "id=\"fn-2\"", "id=\"fn-1\"")
            && epub.replace("s01", "id=\"fn-x\"", "id=\"fn-2\"")
    });
}

#[test]
fn an_aside_for_a_div() {
    caught("is a aside", |epub| {
        epub.replace("s02", "<div class=\"note\"", "<aside class=\"note\"")
            && epub.replace("s02", "</div>", "</aside>")
    });
}

#[test]
fn a_note_in_another_file() {
    caught("stands in another file", |epub| {
        let text = epub.text("s02.xhtml").to_owned();
        let start = text.find("<div class=\"note\"").expect("a note");
        let end = start + text[start..].find("</div>").expect("its end") + "</div>".len();
        let note = text[start..end].replace("#fnref-4", "s02.xhtml#fnref-4");
        epub.replace("s02", &text[start..end], "")
            && epub.replace("s02", "href=\"#fn-4\"", "href=\"s01.xhtml#fn-4\"")
            && epub.replace(
                "s01",
                "</section>\n</section>",
                &format!("{note}</section>\n</section>"),
            )
    });
}

#[test]
fn a_call_without_role() {
    caught("a call without its role", |epub| {
        epub.replace("s02", " role=\"doc-noteref\"", "")
    });
}

#[test]
fn an_element_in_a_call() {
    caught("inside", |epub| {
        epub.replace(
            "s01",
            "role=\"doc-noteref\">1</a>",
            "role=\"doc-noteref\"><sup>1</sup></a>",
        )
    });
}

#[test]
fn a_wrong_media_type_of_a_font() {
    caught("is called", |epub| {
        epub.replace("content.opf", "font/otf", "application/octet-stream")
    });
}

#[test]
fn the_page_list_out_of_order() {
    caught("the page list", |epub| {
        epub.replace("nav", "#page-1\">", "#page-x\">")
            && epub.replace("nav", "#page-2\">", "#page-1\">")
            && epub.replace("nav", "#page-x\">", "#page-2\">")
    });
}

#[test]
fn a_page_missing_from_the_list() {
    caught("the page list", |epub| {
        epub.replace("nav", "<li><a href=\"s01.xhtml#page-1\">2</a></li>", "")
    });
}

#[test]
fn a_page_without_label() {
    caught("without label", |epub| {
        epub.replace("s01", "aria-label=\"3\"", "")
    });
}

#[test]
fn the_source_of_the_pages_missing() {
    caught("pageBreakSource", |epub| {
        epub.replace(
            "content.opf",
            "property=\"pageBreakSource\"",
            "property=\"schema:name\"",
        )
    });
}

#[test]
fn another_identifier_in_the_ncx() {
    caught("identifiers", |epub| {
        epub.replace("toc.ncx", "urn:uuid:", "urn:uuid:0")
    });
}

#[test]
fn a_title_that_is_not_the_heading() {
    caught("the title is", |epub| {
        epub.replace("s02", "<title>The strike</title>", "<title>s02</title>")
    });
}

#[test]
fn a_style_attribute() {
    caught("a style attribute", |epub| {
        epub.replace("s02", "<h1 ", "<h1 style=\"color: black\" ")
    });
}

#[test]
fn a_level_of_heading_left_out() {
    caught("a heading of level", |epub| {
        epub.replace("s02", "<h2 ", "<h4 ") && epub.replace("s02", "</h2>", "</h4>")
    });
}

#[test]
fn no_language() {
    caught("no language", |epub| {
        epub.replace("s02", " xml:lang=\"en-GB\"", "")
    });
}
