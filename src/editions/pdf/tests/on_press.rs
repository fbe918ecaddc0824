//! The press file: its boxes to the hundredth of a point, what it says, and what it must not have.

use super::*;
use crate::manifest::settings::{Ink, PressSettings};

/// A standard, with all that a house may want beyond the bleed.
pub(super) fn with_all(standard: PressStandard) -> PressSettings {
    PressSettings {
        crop_marks: true,
        registration: true,
        colour_bar: true,
        slug: true,
        condition: match standard {
            PressStandard::X4 => None,
            _ => conditions::named("fogra52"),
        },
        standard,
        ..PressSettings::default()
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

/// The older standards are PDF 1.4 (ISO 15930-4 and 15930-6): a table of plain text, no packed objects, the version in the
/// information dictionary, a condition by its registered name.
#[test]
fn older_standards_are_older_files_with_a_named_condition() {
    for (standard, version) in [
        (PressStandard::X3, "PDF/X-3:2003"),
        (PressStandard::X1a, "PDF/X-1a:2003"),
    ] {
        let mut settings = settings();
        settings.press = with_all(standard);
        let bytes = write(&fixture::booklet(), &settings, press::write);
        assert!(bytes.starts_with(b"%PDF-1.4"));
        let is_there = |what: &str| bytes.windows(what.len()).any(|at| at == what.as_bytes());
        assert!(is_there("\nxref\n") && !is_there("/ObjStm") && !is_there("/XRef"));
        let printed = pretty::print(&bytes);
        for present in [
            version,
            "FOGRA52",
            "http://www.color.org",
            "Trapped",
            "TrimBox",
        ] {
            assert!(printed.contains(present), "{present}");
        }
        for absent in [
            "PDF/X-4",
            "DestOutputProfile",
            "DeviceRGB",
            "SMask",
            "ExtGState",
        ] {
            assert!(!printed.contains(absent), "{absent}");
        }
    }
}

/// What stands beyond the bleed leaves it alone, prints in black, and says which page it is.
#[test]
fn what_a_house_wants_stands_beyond_the_bleed() {
    let mut settings = settings();
    let plain = write(&fixture::booklet(), &settings, press::write);
    settings.press = with_all(PressStandard::X4);
    let bytes = write(&fixture::booklet(), &settings, press::write);
    let document = Document::load_mem(&bytes).unwrap();
    let mm = |mm: f64| mm * 72.0 / 25.4;
    assert_near(
        &page_box(&document, 1, "BleedBox"),
        [mm(10.0), mm(10.0), mm(148.0 + 16.0), mm(210.0 + 16.0)],
    );
    let words =
        |page: &str, bytes: &[u8]| asked("pdftotext", &["-f", page, "-l", page], bytes, &["-"]);
    let (Some(first), Some(second)) = (words("1", &bytes), words("4", &bytes)) else {
        return;
    };
    assert!(first.contains("1 / 4 · recto · 2026-03"), "{first}");
    assert!(second.contains("4 / 4 · verso"), "{second}");
    assert!(!words("1", &plain).unwrap().contains("recto"));
    if let Some(ink) = asked("gs", &["-q", "-o", "-", "-sDEVICE=inkcov"], &bytes, &[]) {
        for line in ink.lines().filter(|line| line.contains("CMYK")) {
            assert!(
                line.trim_start().starts_with("0.00000  0.00000  0.00000"),
                "{line}"
            );
        }
    }
}

/// Nothing that is drawn beyond the bleed reaches into it, or over the edge of the paper.
#[test]
fn marks_stay_in_the_strip_that_is_theirs() {
    let press = with_all(PressStandard::X4);
    let mut settings = settings();
    settings.press = press.clone();
    let layout = fixture::booklet();
    let boxes = press::boxes(layout.trim, &settings);
    let press = PressSettings {
        crop_marks: false,
        ..press
    };
    let drawn = house::marks(&press, layout.trim, boxes);
    let operations = lopdf::content::Content::decode(&drawn).unwrap().operations;
    let (width, height) = (layout.trim.width.to_pt(), layout.trim.height.to_pt());
    let (bleed, margin) = (boxes.bleed as f64 / 1000.0, boxes.margin as f64 / 1000.0);
    let mut points = 0;
    for operation in operations {
        let numbers: Vec<f64> = operation
            .operands
            .iter()
            .flat_map(Object::as_float)
            .map(f64::from)
            .collect();
        let corners = match operation.operator.as_str() {
            "m" | "l" | "c" => numbers,
            "re" => vec![
                numbers[0],
                numbers[1],
                numbers[0] + numbers[2],
                numbers[1] + numbers[3],
            ],
            _ => continue,
        };
        for point in corners.chunks(2) {
            let beyond = [-point[0], point[0] - width, -point[1], point[1] - height];
            let beyond = beyond.into_iter().fold(f64::MIN, f64::max);
            assert!(beyond > bleed && beyond < margin, "{point:?}");
            points += 1;
        }
    }
    assert!(points > 50, "{points}");
}

/// A preflight that knows nothing of us: identity, boxes, intent, ink, and text in black alone.
#[test]
fn a_preflight_finds_nothing_in_press_files() {
    let mut settings = settings();
    let layout = fixture::long(8);
    let house = with_all(PressStandard::X4);
    for press in [PressSettings::default(), house] {
        settings.press = press;
        let options = [
            "verify",
            "--no-pdfa",
            "--k-only-text",
            "--trim-mm",
            "148x210",
            "--bleed-mm",
            "3",
        ];
        for (writer, is_cover) in [(press::write as Writer, false), (cover::write, true)] {
            let bytes = write(&layout, &settings, writer);
            let options = if is_cover {
                &options[..3]
            } else {
                &options[..]
            };
            let Some(said) = asked("proof-pdf", options, &bytes, &[]) else {
                return;
            };
            assert!(said.contains("OK"), "{said}");
        }
    }
}

/// Plates as Ghostscript parts them, by name; the bytes of each file, its date taken out.
pub(super) fn plates(bytes: &[u8]) -> Option<std::collections::BTreeMap<String, Vec<u8>>> {
    let file = on_disk(bytes);
    let folder = file.path.parent().unwrap();
    let to = format!("-sOutputFile={}/p%d.tif", folder.display());
    let options = [
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=tiffsep",
        "-r60",
        "-sCompression=none",
    ];
    let mut command = common::tool("gs")?;
    let output = common::run(command.args(options).arg(&to).arg(&file.path));
    assert!(output.status.success(), "{}", common::said(&output));
    let mut plates = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((_, plate)) = name.split_once('(') else {
            continue;
        };
        let mut bytes = std::fs::read(entry.path()).unwrap();
        let is_date =
            |at: &[u8]| at[4] == b':' && at[7] == b':' && at[10] == b' ' && at[13] == b':';
        if let Some(at) = bytes.windows(19).position(is_date) {
            bytes[at..at + 19].fill(0);
        }
        let page = name.split('(').next().unwrap_or_default();
        plates.insert(format!("{page} {}", plate.trim_end_matches(").tif")), bytes);
    }
    Some(plates)
}

/// What stood on the black plate stands on the ink's, dot for dot, and the black one is as empty as the others: text, rules, marks,
/// words beyond the bleed, and pictures.
#[test]
fn an_ink_takes_all_that_was_black() {
    let mut settings = settings();
    let picture = with_pictures::encoded(image::ImageFormat::Jpeg);
    let layout = with_pictures::with_picture(picture);
    for standard in [PressStandard::X4, PressStandard::X3, PressStandard::X1a] {
        settings.press = with_all(standard);
        let black = write(&layout, &settings, press::write);
        settings.press.ink = Some(Ink {
            name: "PANTONE 286 U".into(),
            colour: [0x2d, 0x4f, 0xa1],
        });
        let spot = write(&layout, &settings, press::write);
        let printed = pretty::print(&spot);
        assert!(printed.contains("Separation") && printed.contains("PANTONE"));
        let (Some(black), Some(spot)) = (plates(&black), plates(&spot)) else {
            return;
        };
        for page in 1..=4 {
            let of = |plates: &std::collections::BTreeMap<String, Vec<u8>>, plate: &str| {
                plates
                    .get(&format!("p{page} {plate}"))
                    .cloned()
                    .unwrap_or_default()
            };
            let ink = of(&spot, "PANTONE 286 U");
            assert!(
                !ink.is_empty() && ink == of(&black, "Black"),
                "{standard:?}, page {page}"
            );
            assert!(
                of(&spot, "Black") == of(&black, "Cyan"),
                "{standard:?}, page {page}"
            );
        }
    }
}

#[test]
fn the_accent_is_drawn_on_screens_alone() {
    let mut layout = fixture::booklet();
    layout.accent = Some([204, 0, 51]);
    layout.pages[0].items[0].paint = crate::typeset::page::Paint::Accent;
    let fonts = Fonts::of(&layout).unwrap();
    let joints = speech::joints(&layout);
    let drawn = |joints| {
        let content = content::draw(&layout, 0, &fonts, joints);
        String::from_utf8_lossy(&content.stream).into_owned()
    };
    let (screen, press) = (drawn(Some(joints[0].as_slice())), drawn(None));
    assert!(screen.contains(".8 0 .2 rg\n"), "{screen}");
    assert!(!press.contains("rg\n"), "{press}");
}
