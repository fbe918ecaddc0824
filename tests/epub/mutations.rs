//! Faults put into a good file, each of which the structural test must find and call by its name.

use super::faults::faults;
use super::library::pages;
use super::unpacked::Unpacked;

/// A fault: its name, what must be said of it, and how it is made: file, text, text instead.
struct Mutation {
    name: &'static str,
    said: &'static str,
    replaced: &'static [(&'static str, &'static str, &'static str)],
}

const MUTATIONS: &[Mutation] = &[
    Mutation {
        name: "backlinks removed",
        said: "does not begin with a backlink",
        replaced: &[("s01", "epub:type=\"backlink\" role=\"doc-backlink\"", "")],
    },
    Mutation {
        name: "a backlink to another call",
        said: "leads back to",
        replaced: &[("s01", "href=\"#fnref-2\"", "href=\"#fnref-1\"")],
    },
    Mutation {
        name: "a call to the wrong note",
        said: "is never called",
        replaced: &[("s02", "href=\"#fn-4\"", "href=\"s01.xhtml#fn-2\"")],
    },
    Mutation {
        name: "two notes exchanged",
        said: "shows",
        replaced: &[
            ("s01", "id=\"fn-1\"", "id=\"fn-x\""),
            ("s01", "id=\"fn-2\"", "id=\"fn-1\""),
            ("s01", "id=\"fn-x\"", "id=\"fn-2\""),
        ],
    },
    Mutation {
        name: "an aside for a div",
        said: "is a aside",
        replaced: &[
            ("s02", "<div class=\"note\"", "<aside class=\"note\""),
            ("s02", "</div>", "</aside>"),
        ],
    },
    Mutation {
        name: "a call without role",
        said: "a call without its role",
        replaced: &[("s02", " role=\"doc-noteref\"", "")],
    },
    Mutation {
        name: "an element in a call",
        said: "inside",
        replaced: &[(
            "s01",
            "role=\"doc-noteref\">1</a>",
            "role=\"doc-noteref\"><sup>1</sup></a>",
        )],
    },
    Mutation {
        name: "a wrong media type of a font",
        said: "is called",
        replaced: &[("content.opf", "font/otf", "application/octet-stream")],
    },
    Mutation {
        name: "the page list out of order",
        said: "the page list",
        replaced: &[
            ("nav", "#page-1\">", "#page-x\">"),
            ("nav", "#page-2\">", "#page-1\">"),
            ("nav", "#page-x\">", "#page-2\">"),
        ],
    },
    Mutation {
        name: "a page missing from the list",
        said: "the page list",
        replaced: &[("nav", "<li><a href=\"s01.xhtml#page-1\">2</a></li>", "")],
    },
    Mutation {
        name: "a page without label",
        said: "without label",
        replaced: &[("s01", "aria-label=\"3\"", "")],
    },
    Mutation {
        name: "the source of the pages missing",
        said: "pageBreakSource",
        replaced: &[(
            "content.opf",
            "property=\"pageBreakSource\"",
            "property=\"schema:name\"",
        )],
    },
    Mutation {
        name: "another identifier in the ncx",
        said: "identifiers",
        replaced: &[("toc.ncx", "urn:uuid:", "urn:uuid:0")],
    },
    Mutation {
        name: "a title that is not the heading",
        said: "the title is",
        replaced: &[("s02", "<title>The strike</title>", "<title>s02</title>")],
    },
    Mutation {
        name: "a style attribute",
        said: "a style attribute",
        replaced: &[("s02", "<h1 ", "<h1 style=\"color: black\" ")],
    },
    Mutation {
        name: "a level of heading left out",
        said: "a heading of level",
        replaced: &[("s02", "<h2 ", "<h4 "), ("s02", "</h2>", "</h4>")],
    },
    Mutation {
        name: "no language",
        said: "no language",
        replaced: &[("s02", " xml:lang=\"en-GB\"", "")],
    },
];

/// Whether a change of the good EPUB could be made and was found as what it is; if not, why.
fn caught(said: &str, change: impl Fn(&mut Unpacked) -> bool) -> Result<(), String> {
    let mut bad = Unpacked::open(&pages().epub);
    if !change(&mut bad) {
        return Err("nothing to change".into());
    }
    let faults = faults(&Unpacked::open(&bad.pack()));
    match faults.iter().any(|fault| fault.contains(said)) {
        true => Ok(()),
        false => Err(format!("nobody noticed: {faults:?}")),
    }
}

#[test]
fn each_fault_is_found() {
    assert!(faults(&Unpacked::open(&pages().epub)).is_empty());
    let missed = MUTATIONS.iter().filter_map(|mutation| {
        let change = |epub: &mut Unpacked| {
            let mut replaced = mutation.replaced.iter();
            replaced.all(|(file, from, to)| epub.replace(file, from, to))
        };
        let missed = caught(mutation.said, change).err()?;
        Some(format!("{}: {missed}", mutation.name))
    });
    let missed: Vec<String> = missed.collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_note_in_another_file_is_found() {
    let moved = caught("stands in another file", |epub| {
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
    assert_eq!(moved, Ok(()));
}
