//! The PDF editions as other readers see them.

use super::fixture::{self, Setter, settings, text};
use super::*;
use crate::editions::common;
use crate::manifest::settings::{Marks, PressStandard};
use crate::typeset::Length;
use crate::typeset::impose::SCHEMES;
use crate::typeset::page::{Ink, Item};
use lopdf::{Document, Object};
use std::path::PathBuf;

mod in_archives;
mod on_press;
mod on_sheets;
mod positions;
mod readers;
mod speed;
mod two_inks;
mod with_cover;
mod with_pictures;

fn write(layout: &Layout, settings: &Settings, writer: Writer) -> Vec<u8> {
    let made = writer(layout, settings, &Plates::of(layout).unwrap()).unwrap();
    made.value.read().unwrap()
}

/// All kinds of files of the small book.
fn all() -> Vec<(String, Vec<u8>)> {
    all_of(&fixture::booklet())
}

fn all_of(layout: &Layout) -> Vec<(String, Vec<u8>)> {
    let mut settings = settings();
    let mut files = vec![
        ("screen".into(), write(layout, &settings, screen::write)),
        ("press".into(), write(layout, &settings, press::write)),
    ];
    settings.screen.archive = true;
    files.push(("archive".into(), write(layout, &settings, screen::write)));
    settings.press.crop_marks = true;
    files.push(("press-marks".into(), write(layout, &settings, press::write)));
    files.push(("cover".into(), write(layout, &settings, cover::write)));
    for standard in [PressStandard::X4, PressStandard::X3, PressStandard::X1a] {
        let settings = Settings {
            press: on_press::with_all(standard),
            ..settings.clone()
        };
        let name = format!("press-{standard:?}");
        files.push((name, write(layout, &settings, press::write)));
    }
    settings.booklet.marks = Marks {
        fold: true,
        crop: true,
        collation: true,
        sewing: true,
    };
    for scheme in SCHEMES {
        settings.booklet.scheme = scheme.name.into();
        let name = format!("booklet-{}", scheme.name);
        files.push((name, write(layout, &settings, booklet::write)));
    }
    files
}

/// A file on disk, for programs that want one.
struct OnDisk {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn on_disk(bytes: &[u8]) -> OnDisk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it.pdf");
    std::fs::write(&path, bytes).unwrap();
    OnDisk {
        _folder: folder,
        path,
    }
}

/// What a program says of a file; None if the program is missing.
fn asked(program: &str, options: &[&str], bytes: &[u8], rest: &[&str]) -> Option<String> {
    let file = on_disk(bytes);
    let mut command = common::tool(program)?;
    let output = common::run(command.args(options).arg(&file.path).args(rest));
    let said = common::said(&output);
    assert!(output.status.success(), "{program}: {said}");
    Some(said)
}

/// The screen file, also for an archive; the press file, the cover, and the booklet in every scheme.
#[test]
fn bytes_do_not_depend_on_threads() {
    let layout = fixture::long(12);
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| all_of(&layout))
    };
    let once = made(1);
    assert!(once.len() > SCHEMES.len());
    for (one, other) in once.iter().zip(made(4)).chain(once.iter().zip(made(1))) {
        assert!(*one == other, "{} differs", other.0);
    }
}

/// With that feature on, `printpdf` reads no subset font, and no PDF can be made.
#[test]
fn printpdf_is_built_without_text_layout() {
    let lock = std::fs::read_to_string(common::root().join("Cargo.lock")).unwrap();
    assert!(!lock.contains("name = \"azul-layout\""));
    let fonts = Fonts::of(&fixture::booklet()).unwrap();
    let subset = fonts.0[0].as_ref().unwrap();
    assert!(printpdf::ParsedFont::from_bytes(&subset.data, 0, &mut Vec::new()).is_some());
}

#[test]
fn a_broken_font_is_an_error() {
    let mut layout = fixture::booklet();
    layout.faces[0].data = b"OTTO, but no font".to_vec().into();
    let error = Plates::of(&layout).err().unwrap();
    assert!(
        error.0[0]
            .message
            .contains("`LibertinusSerif-Regular` can't be embedded")
    );
}

/// `UPDATE=1 cargo test` writes them anew: read them before you commit them.
#[test]
fn files_are_as_they_were() {
    for (name, bytes) in all() {
        if !["screen", "press-marks", "booklet-quarto", "cover"].contains(&name.as_str()) {
            continue;
        }
        let path = common::root().join(format!("tests/golden/pdf/{name}.txt"));
        let printed = pretty::print(&bytes);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &printed).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            printed == golden,
            "{name} has changed: UPDATE=1 cargo test, and git diff"
        );
    }
}

/// The numbers of a page's box.
fn page_box(document: &Document, page: u32, name: &str) -> Vec<f32> {
    let page = document
        .get_dictionary(document.get_pages()[&page])
        .unwrap();
    let numbers = page
        .get(name.as_bytes())
        .and_then(Object::as_array)
        .unwrap();
    numbers
        .iter()
        .map(|number| number.as_float().unwrap())
        .collect()
}

fn assert_near(numbers: &[f32], expected: [f64; 4]) {
    for (number, expected) in numbers.iter().zip(expected) {
        assert!(
            (f64::from(*number) - expected).abs() < 0.01,
            "{numbers:?} for {expected:?}"
        );
    }
}
