//! Covers: good ones, and what is no cover.

use super::faults::faults;
use super::library::{make, pages};
use super::unpacked::Unpacked;
use image::{DynamicImage, ImageFormat};
use pamphleteer::diagnostic::{Diagnostics, Warned};
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
    let mut data = Cursor::new(Vec::new());
    let picture = DynamicImage::new_rgb8(60, 90);
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
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let bad = [
        Vec::new(),
        b"not a picture".to_vec(),
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00".to_vec(),
        svg,
        png[..png.len() - 30].to_vec(),
    ];
    for data in bad {
        let errors = with_cover(&data).expect_err("an error");
        assert_eq!(errors.0[0].code, "epub-cover");
    }
}

/// A JPEG of 8 × 8 pixels in CMYK, all of one colour.
fn cmyk() -> Vec<u8> {
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
