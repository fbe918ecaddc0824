//! Pictures that can't be had. In: folders with a book. Out: what the program says, and where; when it builds again.

use super::files;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with a book that names a picture.
fn folder(picture: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("book")).expect("a folder");
    let manifest = "title: T\nlanguage: en-GB\ntext: a.md\neditions: {make: [epub, screen]}\n";
    fs::write(at("book/book.yaml"), manifest).expect("written");
    fs::write(
        at("book/a.md"),
        format!("# One\n\nBefore.\n\n![A lamp]({picture})\n"),
    )
    .expect("written");
    folder
}

fn build(folder: &Path, how: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command.arg("build").args(how);
    command.args(["--message-format", "short"]);
    command.current_dir(folder.join("book"));
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What is said of a file; the book is not built.
#[track_caller]
fn refused(picture: &str, file: Option<Vec<u8>>, says: &[&str]) {
    let folder = folder(picture);
    if let Some(file) = file {
        fs::write(folder.path().join("book").join(picture), file).expect("written");
    }
    let output = build(folder.path(), &[]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("a.md:5:1"), "no place: {said}");
    for says in says {
        assert!(said.contains(says), "{says}: {said}");
    }
    assert!(!folder.path().join("book/out").exists());
}

#[test]
fn a_missing_file_is_named() {
    refused("lamp.png", None, &["there is no file `lamp.png`"]);
}

#[test]
fn a_broken_file_is_named() {
    let mut png = files::png(90, 60);
    png.truncate(png.len() / 2);
    refused(
        "lamp.png",
        Some(png),
        &["`lamp.png` breaks off or is damaged"],
    );
    let mut jpeg = files::jpeg(90, 60);
    jpeg.truncate(200);
    refused(
        "lamp.jpg",
        Some(jpeg),
        &["`lamp.jpg` breaks off or is damaged"],
    );
    refused("lamp.png", Some(Vec::new()), &["`lamp.png` is empty"]);
    refused(
        "lamp.png",
        Some(b"not a picture".to_vec()),
        &["`lamp.png` is no picture"],
    );
}

#[test]
fn one_with_too_many_pixels_is_not_unpacked() {
    let says = ["`lamp.png` has 20000 × 20 pixels", "up to 10,000"];
    refused("lamp.png", Some(files::png(20_000, 20)), &says);
}

#[test]
fn a_broken_drawing_is_named() {
    let svg = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><g></svg>";
    refused(
        "lamp.svg",
        Some(svg.into()),
        &["SVG", "save it as plain SVG"],
    );
    let deep = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\">{}{}</svg>",
        "<g>".repeat(50_000),
        "</g>".repeat(50_000)
    );
    refused("lamp.svg", Some(deep.into()), &["deep"]);
}

#[test]
fn a_drawing_is_set_without_what_runs_and_that_is_said() {
    let folder = folder("lamp.svg");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>x()</script>\
               <image href=\"https://example.org/a.png\"/><rect width=\"9\" height=\"9\"/></svg>";
    fs::write(folder.path().join("book/lamp.svg"), svg).expect("written");
    let output = build(folder.path(), &[]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let names = [
        "a.md:5:1",
        "`script`",
        "a reference to `https://example.org/a.png`",
    ];
    for name in names {
        assert!(said.contains(name), "{name}: {said}");
    }
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let outside = ["../lamp.png", "/etc/passwd"];
    for picture in outside {
        let folder = folder(picture);
        fs::write(folder.path().join("lamp.png"), files::png(9, 9)).expect("written");
        let output = build(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(3));
        assert!(
            said(&output).contains("leads out of the manifest's folder"),
            "{}",
            said(&output)
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_outside_is_not_followed() {
    let folder = folder("lamp.png");
    let outside = folder.path().join("lamp.png");
    fs::write(&outside, files::png(9, 9)).expect("written");
    std::os::unix::fs::symlink(&outside, folder.path().join("book/lamp.png")).expect("a link");
    let output = build(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        said(&output).contains("leads out of the manifest's folder"),
        "{}",
        said(&output)
    );
}

#[test]
fn an_address_is_not_fetched_and_named() {
    let folder = folder("https://example.org/lamp.png");
    let output = build(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).contains("`https://example.org/lamp.png` is not fetched"),
        "{}",
        said(&output)
    );
}

#[test]
fn files_beside_a_text_in_a_folder_of_its_own_are_found() {
    let folder = folder("lamp.png");
    let at = |name: &str| folder.path().join("book").join(name);
    fs::create_dir(at("texts")).expect("a folder");
    fs::rename(at("a.md"), at("texts/a.md")).expect("moved");
    let manifest = fs::read_to_string(at("book.yaml")).expect("a manifest");
    fs::write(at("book.yaml"), manifest.replace("a.md", "texts/a.md")).expect("written");
    fs::write(at("texts/lamp.png"), files::png(9, 9)).expect("written");
    let output = build(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn a_book_whose_picture_changed_is_built_again() {
    let folder = folder("lamp.png");
    let picture = folder.path().join("book/lamp.png");
    fs::write(&picture, files::png(90, 60)).expect("written");
    assert!(said(&build(folder.path(), &[])).contains("wrote"));
    let first = fs::read(folder.path().join("book/out/t.epub")).expect("an EPUB");
    assert!(!said(&build(folder.path(), &[])).contains("wrote"));
    fs::write(&picture, files::png(60, 90)).expect("written");
    build(folder.path(), &[]);
    let again = fs::read(folder.path().join("book/out/t.epub")).expect("an EPUB");
    assert!(first != again);
}
