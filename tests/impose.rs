//! `impose` from outside. In: PDFs made here. Out: sheets beside them or on standard output, words of poppler where they belong, and
//! exit codes that tell a wrong option from a broken file.

mod common;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn pamphleteer(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command.args(arguments).current_dir(folder);
    command.env("NO_COLOR", "1").stdin(Stdio::null());
    command.output().expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code, not a signal")
}

/// Pages of A5 that say their number near their upper left corner, as it is seen; each turned by a quarter more than the one before.
fn numbered(pages: i64) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let root = document.new_object_id();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let font = document.add_object(font);
    let kids = (0..pages).map(|page| {
        let (width, height) = if page % 2 == 0 {
            (420, 595)
        } else {
            (595, 420)
        };
        // Turned against the clock in its own units, so that it stands upright when the page is turned with the clock.
        let place = match page % 4 {
            0 => "1 0 0 1 40 545".to_string(),
            1 => "0 1 -1 0 50 40".to_string(),
            2 => "-1 0 0 -1 380 50".to_string(),
            _ => "0 -1 1 0 545 380".to_string(),
        };
        let number = page + 1;
        let text = format!("BT /F 20 Tf {place} Tm (page{number}) Tj ET");
        let content = document.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
        let page = dictionary! {
            "Type" => "Page", "Parent" => root, "Contents" => content, "Rotate" => 90 * (page % 4),
            "MediaBox" => [0, 0, width, height].map(Object::Integer).to_vec(),
        };
        Object::Reference(document.add_object(page))
    });
    let kids: Vec<Object> = kids.collect();
    let resources = dictionary! { "Font" => dictionary! { "F" => font } };
    let tree = dictionary! { "Type" => "Pages", "Count" => pages, "Kids" => kids, "Resources" => resources };
    document.set_object(root, tree);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory takes all");
    bytes
}

fn folder(pages: i64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("it.pdf"), numbered(pages)).expect("a file");
    folder
}

#[test]
fn sheets_stand_beside_the_pdf_and_are_the_same_each_time() {
    let folder = folder(6);
    let made = pamphleteer(folder.path(), &["impose", "it.pdf"]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    assert!(
        stderr(&made).contains("wrote it.booklet.pdf"),
        "{}",
        stderr(&made)
    );
    let sheets = fs::read(folder.path().join("it.booklet.pdf")).expect("sheets");
    let printed = pamphleteer(folder.path(), &["impose", "it.pdf", "-o", "-"]);
    assert!(printed.stdout == sheets, "standard output has other bytes");
    assert_eq!(
        Document::load_mem(&sheets)
            .expect("a PDF")
            .get_pages()
            .len(),
        4
    );
    // What it wrote itself it writes over; what somebody else did, only if it is told to.
    let again = pamphleteer(folder.path(), &["impose", "it.pdf", "--scheme", "quarto"]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    fs::write(folder.path().join("it.booklet.pdf"), "somebody's").expect("a file");
    let refused = pamphleteer(folder.path(), &["impose", "it.pdf"]);
    assert_eq!(code(&refused), 5, "{}", stderr(&refused));
    let forced = pamphleteer(folder.path(), &["impose", "it.pdf", "--force"]);
    assert_eq!(code(&forced), 0, "{}", stderr(&forced));
    let itself = pamphleteer(
        folder.path(),
        &["impose", "it.pdf", "-o", "it.pdf", "--force"],
    );
    assert_eq!(code(&itself), 5, "{}", stderr(&itself));
    assert_eq!(
        fs::read(folder.path().join("it.pdf")).expect("the source"),
        numbered(6)
    );
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_a_way_out() {
    let folder = folder(2);
    fs::write(folder.path().join("text.pdf"), "no PDF").expect("a file");
    let cases: [(&[&str], i32, &str); 6] = [
        (&["impose", "it.pdf", "--paper", "a99"], 2, "--paper"),
        (&["impose", "it.pdf", "--caliper", "thick"], 2, "--caliper"),
        (&["impose", "it.pdf", "--scheme", "saddl"], 2, "saddle"),
        (&["impose", "it.pdf", "--pages", "2-9"], 4, "it.pdf"),
        (&["impose", "none.pdf"], 3, "none.pdf"),
        (&["impose", "text.pdf"], 3, "%PDF-"),
    ];
    for (arguments, wanted, says) in cases {
        let output = pamphleteer(folder.path(), arguments);
        assert_eq!(code(&output), wanted, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
    }
    assert!(!folder.path().join("it.booklet.pdf").exists());
}

/// Where poppler sees a page's number on a side, in points from the upper left corner.
fn seen(sheets: &Path, side: u32, page: u32) -> Option<(f64, f64)> {
    let side = side.to_string();
    let mut command = common::tool("pdftotext")?;
    let command = command
        .args(["-bbox", "-f", &side, "-l", &side])
        .arg(sheets)
        .arg("-");
    let said = String::from_utf8(common::run(command).stdout).expect("text");
    let word = format!(">page{page}<");
    let line = said.lines().find(|line| line.contains(&word));
    let line = line.unwrap_or_else(|| panic!("page {page} is not on side {side}: {said}"));
    let number = |key: &str| -> f64 {
        let rest = line
            .split(key)
            .nth(1)
            .expect("a key")
            .trim_start_matches("=\"");
        rest.split('"')
            .next()
            .expect("a number")
            .parse()
            .expect("a number")
    };
    Some((number("xMin"), number("yMin")))
}

#[test]
fn a_reader_sees_each_page_upright_in_its_place() {
    let folder = folder(8);
    let place = |sheets: &str, side, page| seen(&folder.path().join(sheets), side, page);
    let made = pamphleteer(folder.path(), &["impose", "it.pdf", "--caliper", "0mm"]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    let order = [[8, 1], [2, 7], [6, 3], [4, 5]];
    for (side, pages) in order.iter().enumerate() {
        for (cell, &page) in pages.iter().enumerate() {
            let Some((x, y)) = place("it.booklet.pdf", side as u32 + 1, page) else {
                return;
            };
            let left = 40.5 + 420.945 * cell as f64;
            assert!((x - left).abs() < 2.0, "page {page}: {x}, not {left}");
            assert!((20.0..60.0).contains(&y), "page {page}: {y}");
        }
    }
    let mirrored = [
        "impose",
        "it.pdf",
        "--caliper",
        "0mm",
        "--binding",
        "right",
        "-o",
        "right.pdf",
    ];
    assert_eq!(code(&pamphleteer(folder.path(), &mirrored)), 0);
    let first = place("right.pdf", 1, 1).expect("poppler is there");
    assert!((first.0 - 40.5).abs() < 2.0, "{first:?}");
}

/// So many paragraphs are a page too many for a zine.
const LONG: usize = 50;

/// A book with so many paragraphs, on the small pages of a zine.
fn zine(paragraphs: usize, page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = format!(
        "title: The Free School\nlanguage: en-GB\ntext: text.md\n\
         editions: {{make: [booklet], name: it, page: {page}, booklet: {{scheme: zine}}}}\n"
    );
    let paragraph = "The school was opened in the spring by some twenty people. It had no bell and no \
                     rules, and whoever came was asked what they could teach.\n\n";
    fs::write(folder.path().join("book.yaml"), manifest).expect("a manifest");
    fs::write(folder.path().join("text.md"), paragraph.repeat(paragraphs)).expect("a text");
    folder
}

/// What a message says between two marks.
fn between<'a>(said: &'a str, before: &str, after: char) -> &'a str {
    let rest = said
        .split(before)
        .nth(1)
        .unwrap_or_else(|| panic!("no {before}: {said}"));
    rest.split(after).next().expect("the rest")
}

#[test]
fn a_zine_that_is_too_long_is_told_what_would_make_it_fit() {
    let page = "{paper: a7}";
    let said = stderr(&pamphleteer(zine(LONG, page).path(), &["build"]));
    assert!(said.contains("a zine holds 8 pages"), "{said}");
    let smaller = between(&said, "`editions.page: {", '}');
    let larger = between(&said, "`editions.page.paper: ", '`');
    // What is said is true of both, and of the type nothing larger would do.
    let is_told = |page: &str| {
        let said = stderr(&pamphleteer(zine(LONG, page).path(), &["build"]));
        assert!(said.contains("wrote out/it.booklet.pdf"), "{said}");
        said.contains("a zine holds")
    };
    assert!(!is_told(&format!("{{paper: a7, {smaller}}}")), "{smaller}");
    assert!(!is_told(&format!("{{paper: {larger}}}")), "{larger}");
    assert!(!stderr(&pamphleteer(zine(4, page).path(), &["build"])).contains("a zine holds"));
}

/// Two files that make one booklet; the cover goes with the booklet whether or not it is named.
#[test]
fn a_cover_of_its_own_is_a_second_file() {
    let folder = folder(12);
    let made = pamphleteer(folder.path(), &["impose", "it.pdf", "--cover-apart"]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    let sides = |name: &str| {
        let file = fs::read(folder.path().join(name)).expect("sheets");
        Document::load_mem(&file).expect("a PDF").get_pages().len()
    };
    assert_eq!(
        (sides("it.booklet.pdf"), sides("it.booklet.cover.pdf")),
        (4, 2)
    );
    let printed = pamphleteer(
        folder.path(),
        &["impose", "it.pdf", "--cover-apart", "-o", "-"],
    );
    assert_eq!(code(&printed), 2, "{}", stderr(&printed));

    let book = zine(150, "a6");
    let manifest = "title: T\nlanguage: en-GB\ntext: text.md\n\
                    editions: {make: [booklet], name: it, booklet: {cover_apart: true}}\n";
    fs::write(book.path().join("book.yaml"), manifest).expect("a manifest");
    let built = pamphleteer(book.path(), &["build"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    for name in ["it.booklet.pdf", "it.booklet-cover.pdf"] {
        assert!(stderr(&built).contains(name), "{}", stderr(&built));
    }
}

#[test]
fn the_test_sheet_has_two_sides_of_the_paper_that_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = pamphleteer(folder.path(), &["duplex", "--paper", "letter"]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    let sheet = fs::read(folder.path().join("duplex.pdf")).expect("a sheet");
    let document = Document::load_mem(&sheet).expect("a PDF");
    assert_eq!(document.get_pages().len(), 2);
    let page = document.get_pages()[&1];
    let media = document
        .get_dictionary(page)
        .expect("a page")
        .get(b"MediaBox")
        .expect("a box");
    let media = media.as_array().expect("a list");
    let width = media[2].as_float().expect("a number");
    assert!((width - 612.0).abs() < 0.01, "{width}");
    let refused = pamphleteer(folder.path(), &["duplex", "--paper", "a99"]);
    assert_eq!(code(&refused), 2, "{}", stderr(&refused));
}
