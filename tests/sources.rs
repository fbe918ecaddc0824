//! Forms of text and documents of other programs, from outside. In: files as people have them. Out: what the program
//! makes of them, what it says where it can't, and what `init` learns from them.

mod common;

use base64::Engine;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder, with `pandoc` where there is one, or surely without.
fn pamphleteer(folder: &Path, arguments: &[&str], pandoc: Option<&Command>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command.args(arguments).current_dir(folder);
    let path = pandoc.map(|pandoc| Path::new(pandoc.get_program()).parent());
    let path = path.flatten().unwrap_or(Path::new("/nowhere"));
    command.env("PATH", path).env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>The Mole</title></head><body>\
    <h1>One</h1><p>The lamp was <em>lit</em> at five.<a href=\"#f1\">1</a></p>\
    <p id=\"f1\">1 For nine winters.</p></body></html>\n";

const LIBRARY: &str = "Title: The Mill\n\nAuthor: Ann Orr\n\nTranslator: Bob Lee\n\nLanguage: English\n\n\
    *** START OF THE PROJECT GUTENBERG EBOOK THE MILL ***\n\nThe mill stood by the _river_.\n\n\
    *** END OF THE PROJECT GUTENBERG EBOOK THE MILL ***\nTerms.\n";

#[test]
fn without_pandoc_the_message_names_the_command() {
    let folder = folder(&[("page.html", PAGE), ("page.txt", PAGE)]);
    for name in ["page.html", "page.txt"] {
        let refused = pamphleteer(folder.path(), &["repair", name, "-o", "out.md"], None);
        assert_eq!(refused.status.code(), Some(3), "{}", stderr(&refused));
        let command = format!("`pandoc -f html {name} -t markdown -o page.md`");
        assert!(stderr(&refused).contains(&command), "{}", stderr(&refused));
        assert!(!folder.path().join("out.md").exists());
    }
}

#[test]
fn a_page_of_the_web_becomes_a_book() {
    let Some(pandoc) = common::tool("pandoc") else {
        return;
    };
    let folder = folder(&[("page.html", PAGE)]);
    let read = pamphleteer(folder.path(), &["repair", "page.html"], Some(&pandoc));
    let text = stdout(&read);
    assert!(
        text.contains("The lamp was *lit* at five.[^1]"),
        "{text}{}",
        stderr(&read)
    );
    assert!(text.contains("[^1]: For nine winters."), "{text}");
    assert!(
        stderr(&read).contains("read as: HTML, by pandoc"),
        "{}",
        stderr(&read)
    );
    let made = pamphleteer(folder.path(), &["init", "page.html"], Some(&pandoc));
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let manifest = fs::read_to_string(folder.path().join("book.yaml")).expect("a manifest");
    assert!(manifest.contains("title: \"The Mole\"\n"), "{manifest}");
    let built = pamphleteer(folder.path(), &["check"], Some(&pandoc));
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
}

/// Cells over several columns and rows come through; so do signs that could be tags, and notes.
#[test]
fn a_table_of_the_web_keeps_its_merged_cells() {
    let Some(pandoc) = common::tool("pandoc") else {
        return;
    };
    let page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Prices</title></head><body><p>They rose.</p>\
        <table><thead><tr><th>Year</th><th colspan=\"2\">Bread</th></tr></thead><tbody>\
        <tr><td rowspan=\"2\">1871</td><td>6 &lt; 7</td><td><a href=\"https://a.org/b\">https://a.org/b</a></td></tr>\
        <tr><td>4</td><td><em>cheap</em></td></tr></tbody></table></body></html>\n";
    let folder = folder(&[("page.html", page)]);
    let read = pamphleteer(folder.path(), &["repair", "page.html"], Some(&pandoc));
    let (text, said) = (stdout(&read), stderr(&read));
    assert!(!said.contains("can't hold"), "{said}");
    let grid: Vec<&str> = text.lines().filter(|l| l.starts_with(['+', '|'])).collect();
    let bars = |words: &str| {
        let line = grid.iter().find(|line| line.contains(words));
        line.map(|line| line.matches('|').count())
    };
    // Year and what goes over two columns; then three cells; then the two beside what goes over two rows.
    let found = [bars("Bread"), bars("1871"), bars("*cheap*")];
    assert_eq!(found, [Some(3), Some(4), Some(4)], "{text}");
    let lines = grid.iter().filter(|line| line.starts_with('+')).count();
    assert_eq!(lines, 3, "{text}");
    assert!(text.contains("6 \\< 7") || text.contains("6 < 7"), "{text}");
    assert!(text.contains("https://a.org/b"), "{text}");
}

/// A document of another program with pictures: one among words, one with a caption, and one that breaks off.
fn illustrated(pandoc: &Command, ending: &str) -> (tempfile::TempDir, Vec<u8>) {
    let wheel = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8, y as u8, 9]));
    let mut png = std::io::Cursor::new(Vec::new());
    wheel
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture");
    let png = png.into_inner();
    let folder = folder(&[(
        "mill.md",
        "Before the mill ![a wheel](wheel.png){width=20mm} stood.\n\n\
         ![The mill in May](wheel.png){width=50%}\n\nThen it ![fell](torn.png) down.\n",
    )]);
    fs::write(folder.path().join("wheel.png"), &png).expect("a file");
    let torn = &png[..png.len() * 2 / 3];
    fs::write(folder.path().join("torn.png"), torn).expect("a file");
    let mut command = Command::new(pandoc.get_program());
    let out = format!("mill.{ending}");
    command.args(["mill.md", "-s", "--metadata=title:The Mill", "-o", &out]);
    let made = common::run(command.current_dir(folder.path()));
    assert!(made.status.success(), "{}", stderr(&made));
    for source in ["mill.md", "wheel.png", "torn.png"] {
        fs::remove_file(folder.path().join(source)).expect("a file less");
    }
    let manifest = format!(
        "title: The Mill\nauthors: [Ann Orr]\nlanguage: en-GB\ntext: {out}\neditions: {{make: [epub, text]}}\n"
    );
    fs::write(folder.path().join("book.yaml"), manifest).expect("a file");
    (folder, png)
}

/// The files of an archive whose names end in some way.
fn packed(archive: &Path, ending: &str) -> Vec<Vec<u8>> {
    let file = fs::File::open(archive).expect("an archive");
    let mut zip = zip::ZipArchive::new(file).expect("an archive");
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).expect("an entry");
        if entry.name().expect("a name").ends_with(ending) {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).expect("bytes");
            files.push(bytes);
        }
    }
    files
}

#[test]
fn pictures_inside_a_document_are_those_of_the_book() {
    let Some(pandoc) = common::tool("pandoc") else {
        return;
    };
    for ending in ["docx", "odt", "epub"] {
        let (folder, png) = illustrated(&pandoc, ending);
        let built = pamphleteer(folder.path(), &["build"], Some(&pandoc));
        let said = stderr(&built);
        assert_eq!(built.status.code(), Some(0), "{ending}: {said}");
        let (broken, others): (Vec<&str>, Vec<&str>) = (said.lines())
            .filter(|line| line.contains("warning["))
            .partition(|line| line.contains("damaged"));
        assert_eq!(broken.len(), 1, "{ending}: {said}");
        assert!(broken[0].contains("description takes its place"), "{said}");
        assert!(others.iter().all(|line| line.contains("picture")), "{said}");
        let epub = folder.path().join("out/the-mill.epub");
        let pictures = packed(&epub, ".png");
        assert_eq!(
            pictures.iter().filter(|file| **file == png).count(),
            1,
            "{ending}"
        );
        let pages: String = (packed(&epub, ".xhtml").iter())
            .map(|page| String::from_utf8_lossy(page))
            .collect();
        assert_eq!(
            pages.matches("src=\"pictures/").count(),
            2,
            "{ending}: {pages}"
        );
        // `pandoc` takes no words of pictures from OpenDocument texts.
        if ending != "odt" {
            assert!(pages.contains("alt=\"a wheel\""), "{ending}: {pages}");
            assert!(pages.contains("<figcaption>"), "{ending}: {pages}");
            assert!(pages.contains("[fell]"), "{ending}: {pages}");
        }
        assert_eq!(
            pages.matches(">The mill in May<").count(),
            1,
            "{ending}: {pages}"
        );
        let first = fs::read(&epub).expect("an edition");
        fs::remove_dir_all(folder.path().join("out")).expect("a folder less");
        pamphleteer(folder.path(), &["build"], Some(&pandoc));
        assert!(first == fs::read(&epub).expect("an edition"), "{ending}");
    }
}

/// A picture that is written out in a page of the web, and one that is in an element of its own with a caption.
#[test]
fn pictures_written_out_in_a_page_are_read() {
    let Some(pandoc) = common::tool("pandoc") else {
        return;
    };
    let page = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>The Mill</title></head><body><p>It stood.</p>\
        <figure><img alt=\"A dot\" style=\"width: 30%\" src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' \
        width='9' height='9'%3E%3Ccircle r='3'/%3E%3C/svg%3E\"><figcaption>All <em>that</em> is left.</figcaption></figure>\
        <p><img alt=\"gone\" src=\"data:image/png;base64,AAAA\"> fell.</p></body></html>\n";
    let manifest = "title: The Mill\nauthors: [Ann Orr]\nlanguage: en\ntext: page.html\neditions: {make: [epub]}\n";
    let folder = folder(&[("page.html", page), ("book.yaml", manifest)]);
    let built = pamphleteer(folder.path(), &["build"], Some(&pandoc));
    let said = stderr(&built);
    assert_eq!(built.status.code(), Some(0), "{said}");
    assert_eq!(said.matches("is no picture").count(), 1, "{said}");
    let epub = folder.path().join("out/the-mill.epub");
    let drawings = packed(&epub, ".svg");
    let is_dot = |file: &Vec<u8>| String::from_utf8_lossy(file).contains("<circle");
    assert_eq!(drawings.iter().filter(|file| is_dot(file)).count(), 1);
    let pages: String = (packed(&epub, ".xhtml").iter())
        .map(|page| String::from_utf8_lossy(page))
        .collect();
    assert!(
        pages.contains("<figcaption>All <em>that</em> is left."),
        "{pages}"
    );
    assert!(pages.contains("[gone]"), "{pages}");
}

#[test]
fn init_takes_what_a_library_says() {
    let folder = folder(&[("mill.txt", LIBRARY)]);
    let made = pamphleteer(folder.path(), &["init", "mill.txt"], None);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let manifest = fs::read_to_string(folder.path().join("book.yaml")).expect("a manifest");
    assert!(manifest.contains("title: \"The Mill\"\n"), "{manifest}");
    let people = "authors: [\"Ann Orr\",{\"name\":\"Bob Lee\",\"role\":\"trl\"}]\n";
    assert!(manifest.contains(people), "{manifest}");
    assert!(manifest.contains("\nlanguage: en\n"), "{manifest}");
    let checked = pamphleteer(folder.path(), &["check"], None);
    assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
}

#[test]
fn a_form_is_named_and_can_be_switched_off() {
    let folder = folder(&[("mill.txt", LIBRARY)]);
    let read = pamphleteer(folder.path(), &["repair", "mill.txt"], None);
    assert_eq!(stdout(&read), "The mill stood by the *river*.\n");
    assert!(stderr(&read).contains("read as: Project Gutenberg"));
    let plain = pamphleteer(
        folder.path(),
        &["repair", "mill.txt", "--form", "plain"],
        None,
    );
    assert!(stdout(&plain).contains("Terms."), "{}", stdout(&plain));
}

#[test]
fn several_texts_are_repaired_in_order() {
    let folder = folder(&[
        ("a.txt", "The mill stood.\n"),
        ("b.txt", "It fell in May.\n"),
    ]);
    let read = pamphleteer(folder.path(), &["repair", "b.txt", "a.txt"], None);
    assert_eq!(stdout(&read), "It fell in May.\n\nThe mill stood.\n");
}

/// The pictures of an RTF document as Word writes it, each twice, and those of a FictionBook.
#[test]
fn pictures_written_out_in_a_document_are_those_of_the_book() {
    let Some(pandoc) = common::tool("pandoc") else {
        return;
    };
    let mut png = std::io::Cursor::new(Vec::new());
    let wheel = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8, y as u8, 9]));
    wheel
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture");
    let png = png.into_inner();
    let figures: String = png.iter().map(|byte| format!("{byte:02x}")).collect();
    let letters = base64::engine::general_purpose::STANDARD.encode(&png);
    let rtf = format!(
        "{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Times;}}}}\\pard It stood.\\par\n{{\\*\\shppict{{\\pict{{\\*\\picprop{{\\sp{{\\sn wzDescription}}\
         {{\\sv A wheel}}}}}}\\picwgoal1440\\pngblip\n{figures}}}}}{{\\nonshppict{{\\pict\\wmetafile8 0100}}}}\\par\n\
         Then {{\\pict\\wmetafile8 010009}} it fell.\\par }}"
    );
    let fb2 = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<FictionBook xmlns=\"http://www.gribuser.ru/xml/fictionbook/2.0\" \
         xmlns:l=\"http://www.w3.org/1999/xlink\"><description><title-info><book-title>The Mill</book-title></title-info></description>\
         <body><section><p>It stood.</p><image l:href=\"#a wheel\" alt=\"A wheel\"/><p>Then <image l:href=\"#torn.png\" alt=\"gone\"/> it fell.</p>\
         </section></body><binary id=\"a wheel\" content-type=\"image/png\">{letters}</binary>\
         <binary id=\"torn.png\" content-type=\"image/png\">AAAA</binary></FictionBook>"
    );
    for (name, document) in [("mill.rtf", rtf), ("mill.fb2", fb2)] {
        let manifest = format!(
            "title: The Mill\nauthors: [Ann Orr]\nlanguage: en\ntext: {name}\neditions: {{make: [epub, text]}}\n"
        );
        let folder = folder(&[(name, &document), ("book.yaml", &manifest)]);
        let built = pamphleteer(folder.path(), &["build"], Some(&pandoc));
        let said = stderr(&built);
        assert_eq!(built.status.code(), Some(0), "{name}: {said}");
        assert_eq!(said.matches("is no picture").count(), 1, "{name}: {said}");
        let epub = folder.path().join("out/the-mill.epub");
        let own = packed(&epub, ".png");
        assert_eq!(own.iter().filter(|file| **file == png).count(), 1, "{name}");
        let pages: String = (packed(&epub, ".xhtml").iter())
            .map(|page| String::from_utf8_lossy(page))
            .collect();
        assert!(pages.contains("alt=\"A wheel\""), "{name}: {pages}");
        let text = fs::read_to_string(folder.path().join("out/the-mill.txt")).expect("a text");
        assert!(
            text.contains("It stood.") && text.contains("it fell."),
            "{name}: {text}"
        );
        assert!(!text.contains(['\u{fdd0}', '\u{fdd1}']), "{name}: {text}");
    }
}
