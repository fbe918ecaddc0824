//! Pictures: in colour and in grey, whole and broken, on a page and on the cover.

use super::*;
use crate::editions::pdf::fixture::Style;
use crate::typeset::page::Picture;

pub(super) fn with_picture(data: Vec<u8>) -> Layout {
    let mut set = Setter::new();
    let figure = set.element(crate::typeset::page::ElementKind::Figure, None);
    set.page("1");
    let picture = Picture {
        width: Length::pt(200.0),
        height: Length::pt(100.0),
        data: data.into(),
        alt: "A red square".into(),
        is_turned: false,
        shown: None,
    };
    set.item(Length::pt(10.0), 10.0, &text(figure), Ink::Picture(picture));
    let words = Style {
        element: None,
        ..text(0)
    };
    set.set(Length::pt(50.0), 300.0, &words, "1");
    set.layout
}

pub(super) fn encoded(format: image::ImageFormat) -> Vec<u8> {
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
