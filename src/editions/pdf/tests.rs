//! The PDF editions as other readers see them.

use super::fixture::{self, Setter, Style, settings, text};
use super::*;
use crate::manifest::settings::Marks;
use crate::typeset::Length;
use crate::typeset::impose::SCHEMES;
use crate::typeset::page::{Ink, Item, Picture};
use lopdf::{Document, Object};
use std::path::PathBuf;

#[path = "../../../tests/common/mod.rs"]
mod common;
mod positions;

fn write(layout: &Layout, settings: &Settings, writer: Writer) -> Vec<u8> {
    writer(layout, settings, &Plates::of(layout).unwrap()).unwrap()
}

/// All kinds of files of the small book.
fn all() -> Vec<(String, Vec<u8>)> {
    let layout = fixture::booklet();
    let mut settings = settings();
    let mut files = vec![
        ("screen".into(), write(&layout, &settings, screen::write)),
        ("press".into(), write(&layout, &settings, press::write)),
    ];
    settings.press.crop_marks = true;
    files.push((
        "press-marks".into(),
        write(&layout, &settings, press::write),
    ));
    files.push(("cover".into(), write(&layout, &settings, cover::write)));
    settings.booklet.marks = Marks {
        fold: true,
        crop: true,
        collation: true,
        sewing: true,
    };
    for scheme in SCHEMES {
        settings.booklet.scheme = scheme.name.into();
        let name = format!("booklet-{}", scheme.name);
        files.push((name, write(&layout, &settings, booklet::write)));
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

#[test]
fn qpdf_finds_no_fault() {
    for (name, bytes) in all() {
        if let Some(said) = asked("qpdf", &["--check"], &bytes, &[]) {
            assert!(
                said.contains("No syntax or stream encoding errors"),
                "{name}: {said}"
            );
            assert!(!said.contains("WARNING"), "{name}: {said}");
        }
    }
}

#[test]
fn all_fonts_are_embedded_and_subset() {
    for (name, bytes) in all() {
        let Some(said) = asked("pdffonts", &[], &bytes, &[]) else {
            return;
        };
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{name}");
        for font in fonts {
            assert!(
                font.contains("yes yes yes") && font.contains("CID Type 0C"),
                "{name}: {font}"
            );
        }
    }
}

#[test]
fn ink_is_black_alone() {
    for (name, bytes) in all() {
        let options = ["-q", "-o", "-", "-sDEVICE=inkcov"];
        let Some(said) = asked("gs", &options, &bytes, &[]) else {
            return;
        };
        let pages: Vec<&str> = said.lines().filter(|line| line.contains("CMYK")).collect();
        assert!(!pages.is_empty(), "{name}: {said}");
        for page in pages {
            let inks: Vec<f64> = page
                .split_whitespace()
                .take(4)
                .map(|n| n.parse().unwrap())
                .collect();
            assert_eq!(inks[..3], [0.0, 0.0, 0.0], "{name}: {page}");
        }
    }
}

#[test]
fn poppler_reads_the_words() {
    let bytes = write(&fixture::booklet(), &settings(), screen::write);
    for mode in [&[][..], &["-raw"], &["-layout"]] {
        let Some(said) = asked("pdftotext", mode, &bytes, &["-"]) else {
            return;
        };
        let mut words: Vec<&str> = said.split_whitespace().collect();
        words.sort_unstable();
        let mut expected: Vec<&str> = "A. Author 1 On the Press On the Press 2
            A printer’s office keeps fine type,1 well-kept by hand. The efficient compositor of the NATO or the Usa
            reads the web and goes on overleaf to the next page. The last paragraph. 1 A note on the office."
            .split_whitespace()
            .collect();
        expected.sort_unstable();
        assert_eq!(words, expected, "{mode:?}");
    }
}

#[test]
fn poppler_reads_the_structure_in_order() {
    let bytes = write(&fixture::booklet(), &settings(), screen::write);
    let Some(said) = asked("pdfinfo", &["-struct-text"], &bytes, &[]) else {
        return;
    };
    let pieces = said
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('"'));
    let text: String = pieces.map(|line| &line[1..line.len() - 1]).collect();
    let expected = "On the PressA printer’s office keeps fine type,1 well-kept by hand. The efficient compos-itor of \
        the NAtO or the UsA reads the web and goes on over-leaf to the next page. 1 A note on the office.The last \
        paragraph.";
    assert_eq!(text.to_lowercase(), expected.to_lowercase());
    let types: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("(block)") || line.contains("(inline)"))
        .map(str::trim)
        .collect();
    assert_eq!(
        types,
        [
            "H1 (block)",
            "P (block)",
            "Reference (inline)",
            "Link (inline)",
            "Link (inline)",
            "Note <n000003> (inline)",
            "Lbl (block)",
            "Link (inline)",
            "P (block)",
            "P (block)",
        ]
    );
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

#[test]
fn press_boxes_are_exact() {
    let mm = |mm: f64| mm * 72.0 / 25.4;
    let mut settings = settings();
    for marks in [false, true] {
        settings.press.crop_marks = marks;
        let document =
            Document::load_mem(&write(&fixture::booklet(), &settings, press::write)).unwrap();
        let margin = if marks { 9.0 } else { 3.0 };
        assert_eq!(document.get_pages().len(), 4);
        for page in 1..=4 {
            let (width, height) = (148.0 + 2.0 * margin, 210.0 + 2.0 * margin);
            let inner = |by: f64| [mm(by), mm(by), mm(width - by), mm(height - by)];
            assert_near(&page_box(&document, page, "MediaBox"), inner(0.0));
            assert_near(&page_box(&document, page, "BleedBox"), inner(margin - 3.0));
            assert_near(&page_box(&document, page, "TrimBox"), inner(margin));
        }
    }
}

#[test]
fn the_press_file_has_nothing_to_click_and_says_what_it_is() {
    let bytes = write(&fixture::booklet(), &settings(), press::write);
    let printed = pretty::print(&bytes);
    for absent in [
        "Annots",
        "Outlines",
        "StructTreeRoot",
        "Link",
        "ActualText",
        "MCID",
    ] {
        assert!(!printed.contains(absent), "{absent}");
    }
    for present in [
        "PDF/X-4",
        "GTS_PDFX",
        "Trapped",
        "DestOutputProfile",
        "TrimBox",
    ] {
        assert!(printed.contains(present), "{present}");
    }
}

#[test]
fn links_go_both_ways() {
    let bytes = write(&fixture::booklet(), &settings(), screen::write);
    let document = Document::load_mem(&bytes).unwrap();
    let page = document.get_pages()[&1];
    let page_dictionary = document.get_dictionary(page).unwrap();
    let annotations = page_dictionary
        .get(b"Annots")
        .and_then(Object::as_array)
        .unwrap();
    let heights: Vec<(f32, Option<f32>)> = annotations
        .iter()
        .map(|annotation| {
            let annotation = document
                .get_dictionary(annotation.as_reference().unwrap())
                .unwrap();
            assert!(annotation.has(b"StructParent") && annotation.has(b"Contents"));
            let bottom = annotation.get(b"Rect").and_then(Object::as_array).unwrap()[1]
                .as_float()
                .unwrap();
            let action = annotation.get(b"A").and_then(Object::as_dict).unwrap();
            let place = action.get(b"D").and_then(Object::as_array).ok();
            (bottom, place.map(|place| place[3].as_float().unwrap()))
        })
        .collect();
    let (call, web, note) = (heights[0], heights[1], heights[2]);
    assert!(
        call.1.is_some_and(|top| top > note.0),
        "the call leads above the note"
    );
    assert!(
        note.1.is_some_and(|top| (top - call.0).abs() < 12.0),
        "the note leads to the call's line"
    );
    assert_eq!(web.1, None);
    assert!(pretty::print(&bytes).contains("https://example.org/a"));
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let layout = fixture::long(40);
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            [screen::write, press::write, booklet::write]
                .map(|writer: Writer| write(&layout, &settings(), writer))
        })
    };
    let once = made(1);
    assert_eq!(once, made(4));
    assert_eq!(once, made(1));
}

#[test]
fn the_date_is_the_manifests_or_the_environments() {
    let mut settings = settings();
    let date = |settings: &Settings| {
        let document =
            Document::load_mem(&write(&fixture::booklet(), settings, press::write)).unwrap();
        let info = document
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .unwrap();
        let info = document.get_dictionary(info).unwrap();
        String::from_utf8(
            info.get(b"CreationDate")
                .and_then(Object::as_str)
                .unwrap()
                .to_vec(),
        )
        .unwrap()
    };
    assert_eq!(date(&settings), "D:202603");
    settings.source_date = Some(951_782_400);
    assert_eq!(date(&settings), "D:20000229000000Z");
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

fn with_picture(data: Vec<u8>) -> Layout {
    let mut set = Setter::new();
    let figure = set.element(crate::typeset::page::ElementKind::Figure, None);
    set.page("1");
    let picture = Picture {
        width: Length::pt(200.0),
        height: Length::pt(100.0),
        data: data.into(),
        alt: "A red square".into(),
    };
    set.item(Length::pt(10.0), 10.0, &text(figure), Ink::Picture(picture));
    let words = Style {
        element: None,
        ..text(0)
    };
    set.set(Length::pt(50.0), 300.0, &words, "1");
    set.layout
}

fn encoded(format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let red = image::RgbImage::from_pixel(8, 4, image::Rgb([255, 0, 0]));
    image::DynamicImage::ImageRgb8(red)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn pictures_are_shown_in_colour_and_printed_in_grey() {
    for (format, filter) in [
        (image::ImageFormat::Png, "/FlateDecode"),
        (image::ImageFormat::Jpeg, "/DCTDecode"),
    ] {
        let layout = with_picture(encoded(format));
        let screen = pretty::print(&write(&layout, &settings(), screen::write));
        for present in ["/DeviceRGB", "A red square", "/Figure", filter] {
            assert!(screen.contains(present), "{present} in {screen}");
        }
        let press = write(&layout, &settings(), press::write);
        assert!(pretty::print(&press).contains("/DeviceGray"));
        assert!(!pretty::print(&press).contains("/DeviceRGB"));
    }
}

#[test]
fn a_broken_picture_is_an_error() {
    let layout = with_picture(b"not a picture".to_vec());
    let plates = Plates::of(&layout).unwrap();
    for writer in [screen::write, press::write, booklet::write] as [Writer; 3] {
        let error = writer(&layout, &settings(), &plates).unwrap_err();
        assert!(
            error.0[0].message.starts_with("a picture can't be read"),
            "{error:?}"
        );
    }
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

#[test]
fn paper_that_is_too_small_is_an_error() {
    let layout = fixture::booklet();
    let mut settings = settings();
    settings.booklet.paper = Some(layout.trim);
    let error = booklet::write(&layout, &settings, &Plates::of(&layout).unwrap()).unwrap_err();
    assert_eq!(
        error.0[0].message,
        "the pages of a sheet take 296 × 210 mm, the paper has 210 × 148 mm"
    );
}

#[test]
fn two_a5_pages_stand_in_the_middle_of_a4() {
    let document =
        Document::load_mem(&write(&fixture::booklet(), &settings(), booklet::write)).unwrap();
    assert_near(
        &page_box(&document, 1, "MediaBox"),
        [0.0, 0.0, 297.0 * 72.0 / 25.4, 210.0 * 72.0 / 25.4],
    );
}

#[test]
fn a_cover_picture_fills_the_front_and_its_bleed() {
    let mut settings = settings();
    settings.cover = Some(crate::manifest::settings::Cover {
        path: "cover.png".into(),
        data: encoded(image::ImageFormat::Png),
    });
    let bytes = write(&fixture::booklet(), &settings, cover::write);
    let printed = pretty::print(&bytes);
    assert!(printed.contains("/DeviceRGB") && !printed.contains("PDF/X-4"));
    let file = on_disk(&bytes);
    let Some(mut tool) = common::tool("pdftoppm") else {
        return;
    };
    let picture = file.path.with_extension("ppm");
    let output = tool
        .args(["-r", "25.4", "-singlefile"])
        .arg(&file.path)
        .arg(picture.with_extension(""))
        .output()
        .unwrap();
    assert!(output.status.success());
    let picture = std::fs::read(picture).unwrap();
    let header = String::from_utf8_lossy(&picture[..20]).into_owned();
    let mut header = header
        .split_whitespace()
        .skip(1)
        .map(|word| word.parse::<usize>());
    let (Some(Ok(across)), Some(Ok(down))) = (header.next(), header.next()) else {
        panic!("not a picture");
    };
    // One dot is one millimetre: 3 of bleed, 148, spine 0.2, 148, 3.
    let pixels = &picture[picture.len() - across * down * 3..];
    for (at, pixel) in pixels.chunks(3).enumerate() {
        match at % across {
            153..=300 => assert!(pixel[0] > 200 && pixel[1] < 60, "{at}: {pixel:?}"),
            0..=149 => assert!(pixel[0] == pixel[1], "{at}: {pixel:?}"),
            _ => {}
        }
    }
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

/// `cargo test --release --lib -- --ignored --nocapture cpu_of_writing`
#[test]
#[ignore = "measures"]
fn cpu_of_writing() {
    for pages in [10, 300, 3000] {
        let layout = fixture::long(pages);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        pool.install(|| {
            let timed = |what: &str, work: &mut dyn FnMut() -> usize| {
                let start = std::time::Instant::now();
                let size = work();
                println!(
                    "{pages:5} pages {what:8} {:7.1} ms {size:9} bytes",
                    start.elapsed().as_secs_f64() * 1e3
                );
            };
            let mut plates = None;
            timed("fonts", &mut || {
                plates = Plates::of(&layout).ok();
                0
            });
            let plates = plates.as_ref().unwrap();
            timed("pages", &mut || {
                plates.pages(&layout).iter().map(Vec::len).sum()
            });
            timed("screen", &mut || {
                screen::write(&layout, &settings(), plates).unwrap().len()
            });
            timed("press", &mut || {
                press::write(&layout, &settings(), plates).unwrap().len()
            });
            timed("booklet", &mut || {
                booklet::write(&layout, &settings(), plates).unwrap().len()
            });
        });
    }
}
