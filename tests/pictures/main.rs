//! Pictures, from a text that names them to every edition. In: texts, and files made here. Out: what pages, EPUB, text and
//! messages have.

mod cases;
#[path = "../common/mod.rs"]
mod common;
mod faults;
mod files;
mod row;

use pamphleteer::book::Book;
use pamphleteer::editions::{self, Job};
use pamphleteer::manifest::Settings;
use pamphleteer::source::{Source, image, markdown};
use pamphleteer::typeset::page::{ElementKind, Ink, Item, Layout, Picture};
use pamphleteer::typeset::{Length, lay_out};
use std::io::Read;
use std::sync::Arc;

/// The book of a text, with files by name.
fn book(text: &str, files: &[(&str, Vec<u8>)]) -> Book {
    let read = markdown::read(&[Source::new("a.md", text.into())]).expect("a book");
    let mut book = read.value;
    book.meta.title = "A Small Book".into();
    book.meta.language = "en-GB".into();
    for (name, file) in files {
        let read = image::read(name, file).expect("a picture");
        book.hold(0, name, Arc::new(read.image));
    }
    book
}

fn settings(book: &Book) -> Settings {
    Settings {
        meta: book.meta.clone(),
        ..Settings::default()
    }
}

fn pages(book: &Book) -> Layout {
    lay_out(book, &settings(book)).expect("pages").value
}

fn edition(book: &Book, name: &str) -> Vec<u8> {
    let settings = settings(book);
    let made = editions::make(&Job::new(book, &settings), |edition| edition.name == name);
    let outcome = made.into_iter().next().expect("an edition of that name");
    outcome
        .made
        .expect("an edition")
        .value
        .read()
        .expect("bytes")
}

/// All pictures with their pages.
fn shown(layout: &Layout) -> Vec<(usize, &Item, &Picture)> {
    let pages = layout.pages.iter().enumerate();
    let items = pages.flat_map(|(at, page)| page.items.iter().map(move |item| (at, item)));
    let pictures = items.filter_map(|(at, item)| match &item.ink {
        Ink::Picture(picture) => Some((at, item, picture)),
        _ => None,
    });
    pictures.collect()
}

/// The page and the baseline of the first run that has some words.
fn place_of(layout: &Layout, words: &str) -> (usize, Length) {
    let pages = layout.pages.iter().enumerate();
    let mut items = pages.flat_map(|(at, page)| page.items.iter().map(move |item| (at, item)));
    let found = items.find_map(|(at, item)| match &item.ink {
        Ink::Glyphs(run) if run.text.contains(words) => Some((at, item.y)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{words} stands nowhere"))
}

/// The room of the text on a page: what the margins leave.
fn room(settings: &Settings) -> (Length, Length) {
    let page = &settings.page;
    (
        page.trim.width - page.inner - page.outer,
        page.trim.height - page.bottom,
    )
}

fn near(one: Length, other: Length) -> bool {
    (one - other).abs() < Length::pt(0.1)
}

const WORDS: &str =
    "The harbour lay quiet in the grey of the morning and nobody had yet come down to the boats. ";

#[test]
fn one_wider_than_the_measure_is_as_wide_as_it() {
    let book = book(
        "Before.\n\n![Boats](a.jpg)\n\nAfter.\n",
        &[("a.jpg", files::jpeg(1800, 600))],
    );
    let layout = pages(&book);
    let (measure, _) = room(&settings(&book));
    let [(_, _, picture)] = shown(&layout)[..] else {
        panic!("one picture")
    };
    assert!(near(picture.width, measure));
    assert!(near(picture.height * 3, measure));
    assert_eq!(picture.alt, "Boats");
}

#[test]
fn one_taller_than_the_page_stands_on_it_with_its_caption() {
    let text = format!(
        "# One\n\n{}\n\n![A mast\nof pine](a.png)\n\n{}\n",
        WORDS.repeat(9),
        WORDS.repeat(9)
    );
    let book = book(&text, &[("a.png", files::png(300, 1900))]);
    let layout = pages(&book);
    let (_, foot) = room(&settings(&book));
    let [(page, item, picture)] = shown(&layout)[..] else {
        panic!("one picture")
    };
    let caption = place_of(&layout, "mast");
    assert_eq!(caption.0, page, "never apart");
    assert!(item.y + picture.height < caption.1);
    assert!(caption.1 <= foot + Length::pt(0.1));
    // Its shape is kept.
    let high = picture.width * 1900 / 300;
    assert!((high - picture.height).abs() < Length::pt(1.0));
}

#[test]
fn a_single_pixel_is_no_more_than_that() {
    let book = book(
        "Before.\n\n![Dot](a.png)\n\nAfter.\n",
        &[("a.png", files::png(1, 1))],
    );
    let layout = pages(&book);
    let [(_, _, picture)] = shown(&layout)[..] else {
        panic!("one picture")
    };
    assert!(picture.width < Length::pt(1.0) && picture.width > Length::ZERO);
    assert!(edition(&book, "screen").starts_with(b"%PDF"));
}

#[test]
fn two_alone_in_a_paragraph_stand_beside_each_other() {
    let text = "![Left](a.png) ![Right](b.png)\n";
    let book = book(
        text,
        &[
            ("a.png", files::png(900, 600)),
            ("b.png", files::png(60, 40)),
        ],
    );
    let layout = pages(&book);
    let [(_, left, wide), (_, right, _)] = shown(&layout)[..] else {
        panic!("two pictures")
    };
    assert_eq!(left.y, right.y);
    assert!(left.x + wide.width < right.x);
}

#[test]
fn among_words_a_picture_is_as_high_as_a_line() {
    let text = format!("{WORDS} Look for ![a lamp](a.png) there. {WORDS}\n");
    let book = book(&text, &[("a.png", files::png(60, 40))]);
    let layout = pages(&book);
    let settings = settings(&book);
    let [(_, item, picture)] = shown(&layout)[..] else {
        panic!("one picture")
    };
    assert!(near(picture.height, settings.page.size));
    assert!(
        layout
            .pages
            .iter()
            .flat_map(|page| &page.items)
            .all(|other| {
                let is_other_line = (other.y - item.y).abs() > settings.page.leading * 3 / 2;
                matches!(other.ink, Ink::Picture(_) | Ink::Rule { .. })
                    || other.y != item.y
                    || !is_other_line
            })
    );
}

#[test]
fn in_lists_quotations_notes_and_cells_each_stands_once() {
    let text = "- one\n- ![In a list](a.png)\n\n> Said.\n>\n> ![In a quotation](a.png)\n\nA call[^1].\n\n\
        | A | B |\n|---|---|\n| ![In a cell](a.png) | b |\n\n[^1]: See:\n\n    ![In a note](a.png)\n";
    let book = book(text, &[("a.png", files::png(300, 200))]);
    let layout = pages(&book);
    let (_, foot) = room(&settings(&book));
    let shown = shown(&layout);
    let mut said: Vec<&str> = shown
        .iter()
        .map(|(.., picture)| picture.alt.as_str())
        .collect();
    said.sort_unstable();
    assert_eq!(
        said,
        ["In a cell", "In a list", "In a note", "In a quotation"]
    );
    for (_, item, picture) in shown {
        assert!(
            item.y + picture.height <= foot + Length::pt(1.0),
            "{}",
            picture.alt
        );
        let element = item.element.map(|id| layout.structure[id.0 as usize].kind);
        assert_eq!(element, Some(ElementKind::Figure));
    }
    let epub = unpacked(&edition(&book, "epub"));
    assert_eq!(
        epub.matches("<img ").count() - epub.matches("cover.").count().min(1),
        4
    );
}

/// Baselines of the text keep to the rows of the page, whatever height pictures have.
#[test]
fn lines_after_a_picture_stand_on_the_grid() {
    for height in [100, 333, 517, 800] {
        let text = format!(
            "{}\n\n![Boats](a.png)\n\n{}\n",
            WORDS.repeat(3),
            WORDS.repeat(60)
        );
        let book = book(&text, &[("a.png", files::png(600, height))]);
        let settings = settings(&book);
        let layout = pages(&book);
        let leading = settings.page.leading.0;
        let mut rows = std::collections::BTreeSet::new();
        for item in layout.pages.iter().flat_map(|page| &page.items) {
            if let (Ink::Glyphs(run), Some(_)) = (&item.ink, item.element)
                && run.size == settings.page.size
            {
                rows.insert((item.y.0 - settings.page.top.0).rem_euclid(leading));
            }
        }
        assert_eq!(rows.len(), 1, "{height}: {rows:?}");
    }
}

/// A picture that no longer fits lets the words after it go before it, and the page is full.
#[test]
fn no_hole_is_left_where_a_picture_goes_overleaf() {
    for before in 4..12 {
        let text = format!(
            "{}\n\n![Boats](a.png)\n\n{}\n",
            format!("{}\n\n", WORDS.repeat(3)).repeat(before),
            format!("{}\n\n", WORDS.repeat(4)).repeat(12)
        );
        let book = book(&text, &[("a.png", files::png(800, 900))]);
        let settings = settings(&book);
        let layout = pages(&book);
        let last = layout.pages.len() - 1;
        let first = layout.pages.iter().position(|page| {
            let mut items = page.items.iter();
            items.any(|item| matches!(&item.ink, Ink::Glyphs(run) if run.text.contains("harbour")))
        });
        for page in &layout.pages[first.expect("a page of text")..last] {
            let foot = page.items.iter().filter(|item| item.element.is_some());
            let foot = foot.map(|item| match &item.ink {
                Ink::Picture(picture) => item.y + picture.height,
                _ => item.y,
            });
            let foot = foot.max().expect("something stands there");
            let room = settings.page.trim.height - settings.page.bottom - foot;
            assert!(
                room < settings.page.leading * 4,
                "{before}: {} pt",
                room.0 / 65_536
            );
        }
    }
}

/// All pages and the package of an EPUB.
fn unpacked(epub: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("a zip");
    let mut all = String::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let name = file.name().expect("a name").into_owned();
        all.push_str(&format!("\n== {name}\n"));
        if name.ends_with("html") || name.ends_with("opf") {
            file.read_to_string(&mut all).expect("text");
        }
    }
    all
}

const RICH: &str = "# One\n\nBefore.\n\n![The *lamp*[^1] on the mole](lamp.png){width=40%}\n\nWith ![an oar](oar.jpg) and \
    ![](dot.png) in it.\n\n![Left](oar.jpg) ![Right](lamp.png)\n\n![CMYK](ink.jpg){alt=\"A flat field\"}\n\n\
    ![Elsewhere](https://example.org/x.png)\n\n[^1]: Lit.\n";

fn rich() -> Book {
    let files = [
        ("lamp.png", files::alpha()),
        ("oar.jpg", files::jpeg(640, 480)),
        ("dot.png", files::png(1, 1)),
        ("ink.jpg", files::cmyk()),
    ];
    book(RICH, &files)
}

#[test]
fn the_epub_has_each_file_once_under_its_own_name() {
    let epub = edition(&rich(), "epub");
    let all = unpacked(&epub);
    assert_eq!(all.matches("== OEBPS/pictures/").count(), 4);
    for has in [
        "<figcaption>The <em>lamp</em><a class=\"noteref\"",
        "alt=\"The lamp on the mole\" style=\"width: 40%\"",
        "alt=\"an oar\" class=\"in-line\"",
        "alt=\"A flat field\"",
        "<figcaption>Elsewhere</figcaption>",
        "media-type=\"image/jpeg\"",
        "Some pictures have no alternative text.",
    ] {
        assert!(all.contains(has), "{has}: {all}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.epub");
    std::fs::write(&path, &epub).expect("written");
    if let Some(mut epubcheck) = common::tool("epubcheck") {
        let output = common::run(epubcheck.arg(&path));
        let said = common::said(&output);
        assert!(said.contains("0 fatals / 0 errors / 0 warnings"), "{said}");
    }
}

#[test]
fn the_text_says_what_pictures_show() {
    let text = String::from_utf8(edition(&rich(), "text")).expect("text");
    for says in [
        "[The lamp[1] on the mole]",
        "With [an oar] and [dot.png] in it.",
        "[A flat field]\nCMYK",
        "[Elsewhere]",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
}

#[test]
fn the_markdown_names_them_as_they_were_named() {
    let again = String::from_utf8(edition(&rich(), "markdown")).expect("text");
    for says in [
        "(lamp.png){width=40%}",
        "![an oar](oar.jpg)",
        "![CMYK](ink.jpg){alt=\"A flat field\"}",
    ] {
        assert!(again.contains(says), "{says}: {again}");
    }
}

#[test]
fn the_screen_file_is_accessible() {
    let bytes = edition(&rich(), "screen");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, &bytes).expect("written");
    if let Some(mut outloud) = common::tool("outloud") {
        let output = common::run(outloud.args(["--layer", "conformance"]).arg(&path));
        let said = common::said(&output);
        assert!(said.contains("0 error(s), 0 warning(s)"), "{said}");
    }
}

#[test]
fn the_press_prints_in_black_alone() {
    let bytes = edition(&rich(), "press");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, &bytes).expect("written");
    let Some(mut gs) = common::tool("gs") else {
        return;
    };
    let output = common::run(gs.args(["-q", "-o", "-", "-sDEVICE=inkcov"]).arg(&path));
    let said = common::said(&output);
    let lines = said.lines().filter(|line| line.contains("CMYK"));
    let lines: Vec<&str> = lines.collect();
    assert!(!lines.is_empty(), "{said}");
    assert!(
        lines
            .iter()
            .all(|line| line.trim_start().starts_with("0.00000  0.00000  0.00000")),
        "{said}"
    );
}

#[test]
fn one_set_too_large_for_its_pixels_is_named() {
    let text = "![Boats](a.png){width=100%}\n\n![Boats](b.png)\n";
    let book = book(
        text,
        &[
            ("a.png", files::png(300, 200)),
            ("b.png", files::png(300, 200)),
        ],
    );
    let warnings = lay_out(&book, &settings(&book)).expect("pages").warnings;
    let codes: Vec<&str> = warnings.0.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, ["coarse-picture"]);
}

#[test]
fn what_is_too_large_is_kept_smaller() {
    let read = image::read("a.jpg", &files::jpeg(3000, 1500)).expect("a picture");
    assert_eq!((read.image.width, read.image.height), (2000, 1000));
    let small = files::png(40, 30);
    let read = image::read("a.png", &small).expect("a picture");
    assert_eq!(read.image.data.read().expect("bytes"), *small);
    let ink = image::read("a.jpg", &files::cmyk()).expect("a picture");
    assert_eq!(ink.remark.expect("a remark").code, "picture-cmyk");
    assert_eq!(ink.image.width, 8);
}

/// A red field, a blue one that a script would draw over, and a word.
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"48\"><script>x()</script>\
     <rect width=\"48\" height=\"48\" fill=\"#f00\"/><rect x=\"48\" width=\"48\" height=\"48\" fill=\"#00f\"/>\
     <text x=\"4\" y=\"40\" font-size=\"40\" font-family=\"serif\" fill=\"#fff\">H</text></svg>";

/// An inch wide: 220 pixels on a screen, 300 for the press, in grey there.
#[test]
fn a_drawing_is_a_drawing_in_the_epub_and_pixels_in_print() {
    let book = book(
        "# One\n\n![Two fields](a.svg)\n",
        &[("a.svg", DRAWING.into())],
    );
    let (layout, epub) = (pages(&book), edition(&book, "epub"));
    let (_, _, picture) = shown(&layout)[0];
    assert!((picture.width - Length::pt(72.0)).0.abs() < 20_000);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("a zip");
    let names: Vec<String> = zip.file_names().flatten().map(Into::into).collect();
    let name = names.iter().find(|name| name.ends_with(".svg"));
    let mut svg = String::new();
    let mut file = zip.by_name(name.expect("a drawing")).expect("a file");
    file.read_to_string(&mut svg).expect("words");
    assert!(
        svg.contains(">H</text>") && !svg.contains("script"),
        "{svg}"
    );
    for (name, wide, space) in [("screen", 220, "DeviceRGB"), ("press", 300, "DeviceGray")] {
        let document = lopdf::Document::load_mem(&edition(&book, name)).expect("a PDF");
        let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
        let image = streams
            .filter(|s| {
                s.dict.get(b"Subtype").and_then(|n| n.as_name()).ok() == Some(b"Image".as_slice())
            })
            .collect::<Vec<_>>();
        let number = |key: &[u8]| {
            image[0]
                .dict
                .get(key)
                .and_then(|n| n.as_i64())
                .expect("a number")
        };
        assert!((number(b"Width") - wide).abs() < 2, "{}", number(b"Width"));
        let found = image[0].dict.get(b"ColorSpace").and_then(|n| n.as_name());
        assert_eq!(found.expect("a space"), space.as_bytes());
        let values = image[0].decompressed_content().expect("values");
        let channels = if space == "DeviceRGB" { 3 } else { 1 };
        let last = &values[values.len() - channels..];
        let want: &[u8] = if channels == 3 { &[0, 0, 255] } else { &[18] };
        assert_eq!(last, want);
        // The letter is there, in a face of ours.
        let white = values
            .chunks(channels)
            .filter(|p| p.iter().all(|v| *v > 250));
        assert!(white.count() > 500, "{name}");
    }
}

/// Pages of text around a picture that says where it wants to stand.
fn placed(placement: &str, caption: &str) -> Layout {
    let text = format!(
        "{}Aword here.\n\n![{caption}](a.png){{placement={placement} width=60mm}}\n\n{}",
        format!("{}\n\n", WORDS.repeat(5)).repeat(4),
        format!("{}\n\n", WORDS.repeat(5)).repeat(14)
    );
    pages(&book(&text, &[("a.png", files::png(1600, 1200))]))
}

#[test]
fn at_the_top_or_the_foot_a_picture_stands_on_the_page_after_its_words() {
    for (placement, is_top) in [("top", true), ("bottom", false)] {
        let layout = placed(placement, "Boats");
        let [(page, item, picture)] = shown(&layout)[..] else {
            panic!("one picture")
        };
        assert_eq!(page, place_of(&layout, "Aword").0 + 1, "{placement}");
        let caption = place_of(&layout, "Boats").1;
        assert!(caption > item.y + picture.height);
        let others = layout.pages[page]
            .items
            .iter()
            .filter(|other| other.element.is_some());
        let text = others.filter_map(|other| match &other.ink {
            Ink::Glyphs(run) if !run.text.contains("Boats") => Some(other.y),
            _ => None,
        });
        let text: Vec<Length> = text.collect();
        assert!(text.len() > 8, "{placement}: the page has text, too");
        assert!(text.iter().all(|y| match is_top {
            true => *y > caption,
            false => *y < item.y,
        }));
        // The lines stand where they would without it.
        let leading = settings(&book("A.", &[])).page.leading;
        let down = (text[0] - place_of(&layout, "Aword").1).0 % leading.0;
        assert_eq!(down, 0, "{placement}");
    }
}

#[test]
fn on_a_page_of_its_own_a_picture_stands_alone() {
    let layout = placed("page", "Boats");
    let [(page, ..)] = shown(&layout)[..] else {
        panic!("one picture")
    };
    assert_eq!(page, place_of(&layout, "Aword").0 + 1);
    let words = layout.pages[page]
        .items
        .iter()
        .filter_map(|item| match &item.ink {
            Ink::Glyphs(run) => Some(run.text.trim().to_owned()),
            _ => None,
        });
    let words: Vec<String> = words.collect();
    assert_eq!(words, ["Boats".into(), (page + 1).to_string()]);
}

#[test]
fn one_that_bleeds_goes_beyond_the_edges_down_to_its_caption() {
    let own = settings(&book("A.", &[]));
    let (trim, bleed) = (own.page.trim, own.press.bleed);
    for (caption, to_the_foot) in [("", true), ("Boats", false)] {
        let layout = placed("bleed", caption);
        let [(page, item, picture)] = shown(&layout)[..] else {
            panic!("one picture")
        };
        let size = picture.shown.expect("a part of it is shown");
        assert!(near(item.x + bleed, Length::ZERO) && near(item.y + bleed, Length::ZERO));
        assert!(near(size.width, trim.width + bleed * 2));
        assert!(picture.width >= size.width && picture.height >= size.height);
        assert!(
            near(picture.width * 3, picture.height * 4),
            "it keeps its shape"
        );
        let foot = item.y + size.height;
        match to_the_foot {
            true => assert!(near(foot, trim.height + bleed)),
            false => assert!(foot < place_of(&layout, "Boats").1),
        }
        let marks = layout.pages[page].items.len();
        assert_eq!(marks, if to_the_foot { 1 } else { 2 }, "no head, no folio");
    }
}

#[test]
fn what_stands_elsewhere_is_never_lost() {
    // At the end of a text, several in a row, larger than a page's room: each stands once, and all words do.
    let pictures = ["top", "bottom", "page", "bleed", "top", "top", "bottom"];
    let pictures: String = pictures
        .iter()
        .enumerate()
        .map(|(n, place)| format!("![Number{n}](a.png){{placement={place}}}\n\n"))
        .collect();
    for text in [
        pictures.clone(),
        format!("Aword.\n\n{pictures}"),
        format!(
            "{pictures}{}\n\nLastword.\n",
            format!("{}\n\n", WORDS.repeat(9)).repeat(6)
        ),
        format!(
            "# Head\n\n{}\n\n{pictures}# Other\n\nLastword.\n",
            WORDS.repeat(30)
        ),
    ] {
        let layout = pages(&book(&text, &[("a.png", files::png(900, 1500))]));
        let shown: Vec<&str> = shown(&layout)
            .iter()
            .map(|(.., picture)| picture.alt.as_str())
            .collect();
        let mut sorted = shown.clone();
        sorted.sort_unstable();
        let wanted: Vec<String> = (0..7).map(|n| format!("Number{n}")).collect();
        assert_eq!(sorted, wanted, "{text}");
        if text.contains("Lastword") {
            place_of(&layout, "Lastword");
        }
    }
}

/// What becomes RGB for readers is kept for a press that prints in four inks.
#[test]
fn a_press_in_colour_has_the_inks_of_a_jpeg_as_they_are() {
    let mut book = book("![Ink](ink.jpg)\n", &[("ink.jpg", files::cmyk())]);
    book.meta.date = Some("2026".into());
    let mut settings = settings(&book);
    settings.press.pictures = pamphleteer::manifest::settings::Inks::Colour;
    let made = editions::make(&Job::new(&book, &settings), |one| {
        ["press", "screen"].contains(&one.name)
    });
    let has = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|w| w == part);
    for outcome in made {
        let name = outcome.edition.name;
        let made = outcome.made.expect("an edition");
        let bytes = made.value.read().expect("bytes");
        let is_press = name == "press";
        assert_eq!(has(&bytes, b"/DeviceCMYK"), is_press, "{name}");
        assert_eq!(has(&bytes, &files::cmyk()), is_press, "{name}");
        let warned = made.warnings.0.iter().any(|w| w.code == "press-profile");
        assert_eq!(warned, is_press, "{name}");
    }
}
