//! Pandoc's Markdown, construct by construct: each is set or named in a warning, none is printed as typed in silence. In:
//! a text for each row of the table in docs/markdown.md. Out: what the EPUB, the text and the screen PDF's pages say.

mod common;

use pamphleteer::book::Book;
use pamphleteer::diagnostic::{Diagnostics, Place};
use pamphleteer::editions::{self, Job};
use pamphleteer::manifest::Settings;
use pamphleteer::source::{Source, image, markdown};
use pamphleteer::typeset::page::Ink;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// A construct, and what must come of it.
struct Row {
    /// Its name in Pandoc's manual.
    name: &'static str,
    text: &'static str,
    /// Words that all editions say.
    says: &'static [&'static str],
    /// What the EPUB's pages have if it is set.
    has: &'static [&'static str],
    /// What was typed as a sign, and is printed nowhere.
    signs: &'static [&'static str],
    /// The code of the warning that names it, if it is not set.
    named: Option<&'static str>,
}

/// What is set.
const fn set(
    name: &'static str,
    text: &'static str,
    says: &'static [&'static str],
    has: &'static [&'static str],
    signs: &'static [&'static str],
) -> Row {
    Row {
        name,
        text,
        says,
        has,
        signs,
        named: None,
    }
}

/// What is named, its words kept.
const fn named(
    name: &'static str,
    text: &'static str,
    says: &'static [&'static str],
    code: &'static str,
) -> Row {
    Row {
        name,
        text,
        says,
        has: &[],
        signs: &[],
        named: Some(code),
    }
}

const ROWS: &[Row] = &[
    set(
        "headings",
        "# One\n\n## Two ##\n\nThree\n=====\n\nwords\n",
        &["One", "Two", "Three"],
        &["<h1", "<h2"],
        &["#", "===="],
    ),
    set(
        "block quotations",
        "> said\n> twice\n",
        &["said twice"],
        &["<blockquote>"],
        &["&gt;"],
    ),
    set(
        "line blocks",
        "| one\n|   two\n",
        &["one", "two"],
        &["verse"],
        &["|"],
    ),
    set(
        "bullet lists",
        "- one\n- two\n    - three\n",
        &["one", "three"],
        &["<ul>", "<li>"],
        &["- "],
    ),
    set(
        "ordered lists",
        "3. one\n4. two\n",
        &["one", "two"],
        &["<ol start=\"3\">"],
        &["3."],
    ),
    set(
        "horizontal rules",
        "one\n\n* * *\n\ntwo\n",
        &["one", "two"],
        &["ornament"],
        &[],
    ),
    set(
        "metadata block",
        "---\ntitle: The Mole\nlang: fr\n---\n\nwords\n",
        &["words"],
        &[],
        &["title:", "lang:"],
    ),
    set(
        "backslash escapes",
        "\\*one\\* \\[two\\]\n",
        &["*one* [two]"],
        &[],
        &["\\"],
    ),
    set(
        "hard line breaks",
        "one\\\ntwo  \nthree\n",
        &["one", "two", "three"],
        &["one<br/>two<br/>three"],
        &["\\"],
    ),
    set(
        "emphasis",
        "*one* _two_ **three**\n",
        &["one two three"],
        &["<em>one</em>", "<em>two</em>", "<strong>three</strong>"],
        &["*", "_"],
    ),
    set(
        "strikeout",
        "wrote ~~forty~~ ten\n",
        &["forty"],
        &["<del>forty</del>"],
        &["~"],
    ),
    set(
        "superscripts and subscripts",
        "H~2~O is 2^10^ and x^*n*^\n",
        &["is 2"],
        &["H<sub>2</sub>O", "2<sup>10</sup>", "<sup><em>n</em></sup>"],
        &["^", "~"],
    ),
    set(
        "underline",
        "[one]{.underline} [two]{.ul}\n",
        &["one two"],
        &["<em>one</em>", "<em>two</em>"],
        &["{", "["],
    ),
    set(
        "small capitals",
        "[Harbour]{.smallcaps}\n",
        &["Harbour"],
        &["smallcaps\">Harbour"],
        &["{", "["],
    ),
    set(
        "language of a span",
        "[mais oui]{lang=fr}\n",
        &["mais oui"],
        &["lang=\"fr\""],
        &["{", "["],
    ),
    set(
        "bare addresses",
        "See www.weir.example/tide, or [the http://b.example page](https://a.org).[^1]\n\n[^1]: At https://mill.example.\n",
        &["See www.weir.example/tide, or the http://b.example page"],
        &[
            "<a href=\"https://www.weir.example/tide\">www.weir.example/tide</a>, or",
            "<a href=\"https://a.org\">the http://b.example page</a>",
            "<a href=\"https://mill.example\">https://mill.example</a>.",
        ],
        &[],
    ),
    set(
        "links",
        "[one](https://a.org) <https://b.org> [two][t]\n\n[t]: https://c.org\n",
        &["one", "two"],
        &[
            "href=\"https://a.org\"",
            "href=\"https://b.org\"",
            "href=\"https://c.org\"",
        ],
        &["](", "[t]"],
    ),
    set(
        "footnotes",
        "one[^a]\n\n[^a]: Said so.\n\n    And more.\n",
        &["Said so.", "And more."],
        &["noteref"],
        &["[^"],
    ),
    set(
        "heading identifiers and links to them",
        "# One {#loft}\n\nSee [it](#loft) and [two](#two-b).\n\n# Two b\n",
        &["One", "See it and two"],
        &["href=\"#place-1\"", "href=\"s02.xhtml#place-2\""],
        &["{#"],
    ),
    set(
        "verbatim blocks",
        "```python\nif a:\n  b\n```\n\n    four\n",
        &["if a:", "four"],
        &["<pre><code>if a:"],
        &["```"],
    ),
    set(
        "verbatim words",
        "type `cd ..` now\n",
        &["type cd .. now"],
        &["<code>cd ..</code>"],
        &["`"],
    ),
    set(
        "fancy lists",
        "a) one\nb) two\n\n(iv)  three\n\n#. four\n",
        &["one", "three", "four"],
        &["type=\"a\"", "type=\"i\" start=\"4\""],
        &["a)", "(iv)", "#"],
    ),
    set(
        "task lists",
        "- [ ] one\n- [x] two\n",
        &["☐ one", "☒ two"],
        &[],
        &["[ ]", "[x]"],
    ),
    set(
        "definition lists",
        "Mole\n:   A wall.\n",
        &["Mole", "A wall."],
        &["<dt>Mole</dt>", "<dd>"],
        &[": "],
    ),
    set(
        "pipe tables",
        "| Year | Boats |\n|-----:|:-----:|\n| 1873 | *41*[^1] |\n\nTable: The fleet.\n\n[^1]: Or 42.\n",
        &["Year", "1873", "The fleet.", "Or 42."],
        &[
            "<caption>The fleet.</caption>",
            "<th scope=\"col\" class=\"r\">Year</th>",
            "<td class=\"c\"><em>41</em>",
        ],
        &["|", "---", "Table:"],
    ),
    set(
        "grid tables",
        "+------+---------+\n| Year | Boats   |\n+======+=========+\n| 1873 | - 41    |\n|      | - more  |\n+------+---------+\n",
        &["Year", "1873", "41", "more"],
        &["<th scope=\"col\">Year</th>", "<ul>"],
        &["|", "+", "==="],
    ),
    set(
        "simple tables",
        "Year  Boats\n----  -----\n1873     41\n1874     67\n\n: The fleet.\n",
        &["Year", "1874", "The fleet."],
        &["<th scope=\"col\">Year</th>", "<td>67</td>"],
        &["---", ": The"],
    ),
    set(
        "multiline tables",
        "-------------\nYear  Boats\n----  -------\n1873  forty\n      one\n\n1874  many\n-------------\n",
        &["Year", "forty one", "1874"],
        &["<td>forty one</td>"],
        &["---"],
    ),
    set(
        "title block",
        "% The Mole\n% Ada Crane; Jo Weir\n\nwords\n",
        &["words"],
        &[],
        &["%"],
    ),
    set(
        "inline notes",
        "late^[By an hour.] now\n",
        &["By an hour."],
        &["noteref"],
        &["^["],
    ),
    set(
        "divisions",
        "::: verse\none\ntwo\n:::\n\n::: {.quote}\nthree\n:::\n\n::: {lang=fr}\nquatre\n:::\n",
        &["one", "three", "quatre"],
        &["verse", "<blockquote>", "<div lang=\"fr\""],
        &[":::"],
    ),
    set(
        "letters, plays, bibliographies",
        "::: drama\n[Mate.]{.speaker} ([sits]{.stage}) No.\n:::\n\n::: stage\nExit.\n:::\n\n\
         ::: {#refs .references .csl-bib-body}\nDoe, *Boats*.\n:::\n\n::: right\nHolm\n:::\n",
        &["Mate. (sits) No.", "Exit.", "Doe, Boats.", "Holm"],
        &[
            "<div class=\"drama\">",
            "<span class=\"speaker\">Mate.</span> (<span class=\"stage\">sits</span>)",
            "<div class=\"references csl-bib-body\"",
            "<div class=\"right\">",
        ],
        &[":::", "{", "refs"],
    ),
    set(
        "spaces that hold",
        "Fig.\\ 2\n",
        &["Fig. 2"],
        &["Fig.\u{a0}2"],
        &["\\"],
    ),
    set(
        "HTML alone in its line",
        "<b>\n\n<i>\none\n</i>\n\n<sup>\ntwo\n",
        &["one", "two"],
        &["one"],
        &["&lt;"],
    ),
    set(
        "HTML that says how words are set",
        "<b>one</b> x<sup>2</sup> <!-- no -->\n",
        &["one x"],
        &["<strong>one</strong>", "x<sup>2</sup>"],
        &["no"],
    ),
    set(
        "images",
        "![The *lamp*[^1]](lamp.png){width=40mm}\n\nwith ![an oar](lamp.png) in it\n\n[^1]: Lit.\n",
        &["The lamp", "Lit."],
        &[
            "<figure><img src=\"pictures/",
            "<figcaption>The <em>lamp</em>",
            "alt=\"an oar\"",
        ],
        &["![", "](", "{"],
    ),
    named(
        "titles of images",
        "![A boat](lamp.png \"Here\")\n",
        &["A boat"],
        "markdown-attribute",
    ),
    set(
        "example lists",
        "(@) one\n(@good) two\n\nas (@good) says\n\n(@) three\n",
        &["one", "two", "as (2) says", "three"],
        &["<ol", "start=\"3\""],
        &["@"],
    ),
    set(
        "pictures in HTML",
        "<img src=\"lamp.png\" alt=\"A lamp &amp; oil\" width=\"40\">\n\nwith <img src='lamp.png' alt='an oar'/> in it\n",
        &["in it"],
        &["alt=\"A lamp &amp; oil\"", "alt=\"an oar\""],
        &["&lt;img", "src="],
    ),
    set(
        "wide cells of grid tables",
        "+---+---+\n| both  |\n+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n",
        &["both", "a", "b", "c"],
        &["<td colspan=\"2\">both</td>", "<td rowspan=\"2\">a</td>"],
        &["+", "---"],
    ),
    set(
        "tables in HTML",
        "<table>\n<caption>Fleet</caption>\n<tr><th colspan=2>Boats &amp; <i>dues</i></th></tr>\n\n<tr><td>one</td><td align=\"right\">7</td></tr>\n</table>\n",
        &["Fleet", "Boats", "dues", "one", "7"],
        &[
            "<caption>Fleet</caption>",
            "<th scope=\"col\" colspan=\"2\" class=\"c\">Boats &amp; <em>dues</em></th>",
            "<td class=\"r\">7</td>",
        ],
        &["&lt;t", "align"],
    ),
    named(
        "other HTML",
        "<div class=\"x\">one</div>\n\nand two\n",
        &["one", "and two"],
        "markdown-html",
    ),
    named(
        "classes of a division",
        "::: ship\none\n:::\n",
        &["one"],
        "markdown-class",
    ),
    named(
        "attributes of links",
        "[one](https://a.org){target=_blank}\n",
        &["one"],
        "markdown-attribute",
    ),
    set(
        "simple formulas",
        "so $a^2+b_1\\le c$ it is\n",
        &["it is"],
        &["<em>a</em><sup>2</sup> + <em>b</em><sub>1</sub> ≤ <em>c</em>"],
        &["$", "\\le"],
    ),
    named(
        "other formulas",
        "so $\\frac{a}{b}$ it is\n",
        &["it is"],
        "markdown-formula",
    ),
    set(
        "side notes",
        "She left the quay[a *long*[^1] way]{.sidenote} in May.\n\n[^1]: Miles.\n",
        &["She left the quay in May.", "a long", "way", "Miles."],
        &[
            "<aside role=\"note\" class=\"sidenote\">a <em>long</em><a class=\"noteref\"",
            "</aside>\n<p class=\"first\">She left the quay in May.</p>",
        ],
        &["sidenote", "["],
    ),
    set(
        "side notes of several blocks",
        "# One\n\n::: sidenote\nThe *first*[^1] way.\n\nIt was long.\n:::\n\nShe left the quay.\n\n[^1]: Miles.\n",
        &[
            "The first",
            "way.",
            "It was long.",
            "She left the quay.",
            "Miles.",
        ],
        &[
            "</h1>\n<aside role=\"note\" class=\"sidenote\">\n<p>The <em>first</em>",
            "<p>It was long.</p>\n</aside>\n<p class=\"first\">She left the quay.</p>",
        ],
        &["sidenote", ":::"],
    ),
    set(
        "pictures beside each other",
        "::: row\n\n![One](lamp.png)\n\n![Two](lamp.png)\n\n:::\n",
        &["One", "Two"],
        &["<div class=\"row\">\n<figure>"],
        &[":::", "["],
    ),
    named(
        "citations",
        "as said [@doe99]\n",
        &["as said"],
        "markdown-citation",
    ),
    named("TeX", "as \\emph{said}\n", &["as"], "markdown-tex"),
    named("raw markup", "`<b>`{=html} one\n", &["one"], "markdown-raw"),
    named(
        "classes of a span",
        "[one]{.ship}\n",
        &["one"],
        "markdown-class",
    ),
    named(
        "attributes of a span",
        "[one]{style=\"color: red\"}\n",
        &["one"],
        "markdown-attribute",
    ),
];

fn read(text: &str) -> (Book, Diagnostics) {
    let read = markdown::read(&[Source::new("a.md", text.into())]).expect("a book");
    let mut book = read.value;
    book.meta.title = "A Small Book".into();
    let lamp = image::read("lamp.png", &lamp()).expect("a picture");
    book.hold(0, "lamp.png", Arc::new(lamp.image));
    (book, read.warnings)
}

/// The file of a picture.
fn lamp() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let picture = ::image::DynamicImage::new_rgb8(60, 40);
    let written = picture.write_to(&mut file, ::image::ImageFormat::Png);
    written.expect("a picture");
    file.into_inner()
}

/// The pages of the EPUB that hold the text.
fn pages(epub: Vec<u8>) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("a zip");
    let mut all = String::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let name = file.name().expect("a name").into_owned();
        let is_text = ["/s0", "/notes", "/loose"]
            .iter()
            .any(|part| name.contains(part));
        if is_text && name.ends_with(".xhtml") {
            let mut page = String::new();
            file.read_to_string(&mut page).expect("text");
            all.push_str(page.split("<body>").last().expect("a body"));
        }
    }
    all
}

fn edition(book: &Book, name: &str) -> Vec<u8> {
    let settings = Settings {
        meta: book.meta.clone(),
        ..Settings::default()
    };
    let made = editions::make(&Job::new(book, &settings), |edition| edition.name == name);
    let outcome = made.into_iter().next().expect("an edition of that name");
    outcome
        .made
        .unwrap_or_else(|faults| panic!("{faults:?}"))
        .value
        .read()
        .expect("bytes")
}

/// What the pages of the print edition say.
fn printed(book: &Book) -> String {
    let settings = Settings {
        meta: book.meta.clone(),
        ..Settings::default()
    };
    let layout = pamphleteer::typeset::lay_out(book, &settings)
        .expect("pages")
        .value;
    let items = layout.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| match &item.ink {
        Ink::Glyphs(run) => Some(run.text.as_str()),
        Ink::Rule { .. } | Ink::Picture(_) => None,
    });
    runs.collect::<String>().replace('\u{ad}', "")
}

fn without_tags(markup: &str) -> String {
    let mut out = String::new();
    for part in markup.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    out
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_construct_is_set_or_named() {
    for row in ROWS {
        let (book, warnings) = read(row.text);
        let epub = pages(edition(&book, "epub"));
        let text = String::from_utf8(edition(&book, "text")).expect("text");
        let pages = printed(&book);
        let about = format!("{}: {epub}\n{text}\n{pages}\n{warnings:?}", row.name);
        for says in row.says {
            let bare = one_blank(&without_tags(&epub)).replace("&gt;", ">");
            assert!(bare.contains(says), "EPUB, {says}: {about}");
            assert!(one_blank(&text).contains(says), "text, {says}: {about}");
            assert!(one_blank(&pages).contains(says), "print, {says}: {about}");
        }
        for has in row.has {
            assert!(epub.contains(has), "{has}: {about}");
        }
        for sign in row.signs {
            assert!(
                !without_tags(&epub).contains(sign),
                "EPUB prints {sign}: {about}"
            );
        }
        let codes: Vec<&str> = warnings.0.iter().map(|w| w.code).collect();
        let places = warnings
            .0
            .iter()
            .all(|w| matches!(w.at, Some(Place::Source(_))));
        assert!(places, "a warning without a place: {about}");
        assert_eq!(codes, row.named.into_iter().collect::<Vec<_>>(), "{about}");
    }
}

/// The rows of the table in docs/markdown.md: construct, and whether it is set or named.
#[test]
fn the_list_of_the_docs_is_what_is_tested() {
    let docs = std::fs::read_to_string(common::root().join("docs/markdown.md")).expect("docs");
    let table = docs
        .split("## Pandoc’s constructs")
        .nth(1)
        .expect("the list");
    let rows = table.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match cells.as_slice() {
            [_, name, how @ ("set" | "named"), ..] => Some(((*name).to_owned(), (*how).to_owned())),
            _ => None,
        }
    });
    let told: BTreeMap<String, String> = rows.collect();
    let tested = ROWS.iter().map(|row| {
        let how = if row.named.is_some() { "named" } else { "set" };
        (row.name.to_owned(), how.to_owned())
    });
    let tested: BTreeMap<String, String> = tested.collect();
    assert_eq!(told, tested);
}
