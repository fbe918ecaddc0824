//! Covers: good ones, and what is no cover.

use super::faults::faults;
use super::library::{make, make_for, pages};
use super::unpacked::Unpacked;
use image::{DynamicImage, ImageFormat};
use pamphleteer::diagnostic::{Diagnostics, Warned};
use pamphleteer::editions::Job;
use pamphleteer::editions::epub::KINDLE;
use pamphleteer::editions::front::EDITION as FRONT;
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::Cover;
use std::io::Cursor;

fn with_cover(data: &[u8]) -> Result<Warned<Vec<u8>>, Diagnostics> {
    let settings = Settings {
        cover: Some(Cover {
            path: "cover".into(),
            data: data.to_vec(),
        }),
        ..Settings::default()
    };
    make(&pages().book, &settings)
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    written(&DynamicImage::new_rgb8(60, 90), format)
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut data = Cursor::new(Vec::new());
    picture.write_to(&mut data, format).expect("a picture");
    data.into_inner()
}

#[test]
fn pictures_are_taken_as_they_are() {
    for (format, name) in [
        (ImageFormat::Png, "OEBPS/cover.png"),
        (ImageFormat::Jpeg, "OEBPS/cover.jpg"),
    ] {
        let picture = encoded(format);
        let epub = Unpacked::open(&with_cover(&picture).expect("an EPUB").value);
        assert_eq!(epub.0.get(name), Some(&picture));
        let faults = faults(&epub);
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn what_is_no_cover_is_said() {
    let png = encoded(ImageFormat::Png);
    let wide = written(&DynamicImage::new_luma8(40_000, 2), ImageFormat::Png);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let bad = [
        Vec::new(),
        b"not a picture".to_vec(),
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00".to_vec(),
        svg,
        wide,
        png[..png.len() - 30].to_vec(),
    ];
    for data in bad {
        let errors = with_cover(&data).expect_err("an error");
        assert_eq!(errors.0[0].code, "cover-picture");
    }
}

/// A JPEG of 8 × 8 pixels in CMYK, all of one colour.
pub fn cmyk() -> Vec<u8> {
    let mut data = vec![0xff, 0xd8];
    let table = |class: u8, counts: [u8; 16], values: &[u8]| {
        let length = (2 + 1 + 16 + values.len()) as u16;
        let mut segment = vec![0xff, 0xc4];
        segment.extend(length.to_be_bytes());
        segment.push(class);
        segment.extend(counts);
        segment.extend(values);
        segment
    };
    data.extend([0xff, 0xdb, 0, 67, 0]);
    data.extend([1; 64]);
    data.extend([0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4]);
    (1..=4).for_each(|id| data.extend([id, 0x11, 0]));
    let mut one = [0; 16];
    one[0] = 1;
    data.extend(table(0x00, one, &[0])); // DC: `0` says no difference
    data.extend(table(0x10, one, &[0])); // AC: `0` ends the block
    data.extend([0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    data.extend([0x00, 0xff, 0xd9]); // four blocks of two bits
    data
}

#[test]
fn cmyk_is_written_anew_and_said() {
    let made = with_cover(&cmyk()).expect("an EPUB");
    assert_eq!(made.warnings.0[0].code, "cover-cmyk");
    let epub = Unpacked::open(&made.value);
    let cover = image::load_from_memory(&epub.0["OEBPS/cover.jpg"]).expect("a picture");
    assert_eq!(cover.color(), image::ColorType::Rgb8);
}

/// The fixed data of a cover, by epub or by shop.
fn front(settings: &Settings) -> image::DynamicImage {
    let book = pages().book;
    let made = (FRONT.make)(&Job::new(&book, settings)).expect("a picture");
    image::load_from_memory_with_format(&made.value.read().expect("bytes"), ImageFormat::Jpeg)
        .expect("a JPEG")
}

/// Ink and paper where the design has them, so that the letters are there and the right way up.
#[test]
fn the_typographic_cover_is_drawn_for_readers_and_for_shops() {
    let epub = Unpacked::open(&pages().epub);
    let png = image::load_from_memory(&epub.0["OEBPS/cover.png"]).expect("a picture");
    let jpeg = front(&Settings::default());
    for picture in [png.to_luma8(), jpeg.to_luma8()] {
        let (width, height) = picture.dimensions();
        assert_eq!(width.min(height), 1400);
        let dark = |from: u32, to: u32| {
            let rows = height * from / 1000..height * to / 1000;
            let pixels = rows.flat_map(|y| (0..width).map(move |x| (x, y)));
            pixels
                .filter(|&(x, y)| picture.get_pixel(x, y).0[0] < 100)
                .count()
        };
        let words = dark(160, 600);
        assert!(words > 10_000, "{words} dark pixels for author and title");
        assert!(dark(0, 40) == 0, "nothing stands outside the frame");
        // Below the title is only the frame, a dozen pixels a row.
        assert!(
            dark(700, 800) < 40 * (height as usize / 10),
            "and nothing below"
        );
    }
}

#[test]
fn the_same_cover_is_the_same_bytes() {
    let book = pages().book;
    let settings = Settings::default();
    let make = || {
        (FRONT.make)(&Job::new(&book, &settings))
            .expect("a picture")
            .value
            .read()
            .expect("bytes")
    };
    assert!(make() == make());
}

/// A transparent picture is laid on white paper, not on black.
#[test]
fn what_shines_through_is_white_for_shops() {
    let glass = written(&DynamicImage::new_rgba8(60, 90), ImageFormat::Png);
    let settings = Settings {
        cover: Some(Cover {
            path: "cover.png".into(),
            data: glass,
        }),
        ..Settings::default()
    };
    assert_eq!(front(&settings).to_luma8().get_pixel(30, 45).0, [255]);
}

/// Letters that no face has are left to the reader's own faces, as an SVG of words.
#[test]
fn a_title_that_no_face_can_draw_stays_words() {
    let mut book = pages().book;
    book.meta.title = "漢字の本".into();
    let settings = Settings::default();
    let epub = Unpacked::open(&make(&book, &settings).expect("an EPUB").value);
    let svg = String::from_utf8(epub.0["OEBPS/cover.svg"].clone()).expect("UTF-8");
    assert!(svg.contains("漢字の本"));
    let made = (FRONT.make)(&Job::new(&book, &settings)).expect("a picture");
    assert_eq!(made.warnings.0[0].code, "cover-letters");
}

#[test]
fn kindle_gets_a_jpeg_and_no_page_for_it() {
    let made = make_for(&KINDLE, &pages().book, &Settings::default());
    let epub = made.expect("an EPUB").value;
    let epub = Unpacked::open(&epub);
    assert!(epub.0.contains_key("OEBPS/cover.jpg"));
    assert!(!epub.0.contains_key("OEBPS/cover.xhtml"));
    let package = epub.text("content.opf");
    assert!(package.contains("properties=\"cover-image\""));
    assert!(package.contains("<meta name=\"cover\" content=\"cover-image\"/>"));
    assert!(!package.contains("alternativeText"));
}
