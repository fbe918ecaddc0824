//! Pictures: in colour and in grey, whole and broken, on a page and on the cover.

use super::*;
use crate::editions::pdf::fixture::Style;
use crate::icc::{self, Profile};
use crate::manifest::settings::Inks;
use crate::pixels::Pixels;
use crate::typeset::page::Picture;

#[path = "../../../../tests/pictures/files.rs"]
#[expect(dead_code, reason = "made for tests of whole books")]
mod files;

pub(super) fn with_picture(data: Vec<u8>) -> Layout {
    let mut set = Setter::new();
    let figure = set.element(crate::typeset::page::ElementKind::Figure, None);
    set.page("1");
    let picture = Picture {
        width: Length::pt(200.0),
        height: Length::pt(100.0),
        data: data.into(),
        inks: None,
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

/// A press file with colours, what is said of it, and what is to be warned of.
fn in_colour(data: Vec<u8>, inks: Option<Vec<u8>>, profile: Option<Vec<u8>>) -> (Vec<u8>, bool) {
    let mut layout = with_picture(data);
    for item in layout.pages.iter_mut().flat_map(|page| &mut page.items) {
        if let Ink::Picture(picture) = &mut item.ink {
            picture.inks = inks.clone().map(Into::into);
        }
    }
    let mut settings = settings();
    settings.press.pictures = Inks::Colour;
    settings.press.profile = profile.and_then(Profile::read);
    let made = press::write(&layout, &settings, &Plates::of(&layout).unwrap()).unwrap();
    let warned: Vec<&str> = made.warnings.0.iter().map(|w| w.code).collect();
    assert!(matches!(warned[..], [] | ["press-profile"]), "{warned:?}");
    (made.value.read().unwrap(), warned.is_empty())
}

/// The picture of a file, and the object that its colours name.
fn only_image(file: &[u8]) -> (Document, lopdf::Stream) {
    let document = Document::load_mem(file).unwrap();
    let is_image = |stream: &&lopdf::Stream| {
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        matches!(kind, Ok(b"Image"))
    };
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
    let image = streams.into_iter().find(is_image).unwrap().clone();
    (document, image)
}

#[test]
fn colours_are_kept_on_request_and_only_a_known_press_is_a_standard() {
    let profile = || icc::tests::made(icc::PRESS, icc::FOUR_INKS, &icc::tests::named("Uncoated"));
    for format in [image::ImageFormat::Png, image::ImageFormat::Jpeg] {
        let (file, is_silent) = in_colour(encoded(format), None, None);
        let printed = pretty::print(&file);
        assert!(!is_silent && !printed.contains("PDF/X") && !printed.contains("OutputIntent"));
        let (document, image) = only_image(&file);
        let space = image.dict.get(b"ColorSpace").and_then(Object::as_array);
        let space = space.unwrap();
        assert_eq!(space[0].as_name().unwrap(), b"ICCBased");
        let light = document.get_object(space[1].as_reference().unwrap());
        let light = light.and_then(Object::as_stream).unwrap();
        assert_eq!(light.decompressed_content().unwrap(), profile::screen());
        if format == image::ImageFormat::Jpeg {
            assert_eq!(image.content, encoded(format));
        }
        let (file, is_silent) = in_colour(encoded(format), None, Some(profile()));
        let printed = pretty::print(&file);
        assert!(is_silent && printed.contains("PDF/X-4") && printed.contains("(Uncoated)"));
        assert!(!printed.contains("/ColorSpace /DeviceRGB"), "{printed}");
    }
}

#[test]
fn pictures_without_colour_print_in_black_though_colour_is_kept() {
    let grey = image::RgbImage::from_pixel(8, 4, image::Rgb([90, 90, 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let written =
        image::DynamicImage::ImageRgb8(grey).write_to(&mut bytes, image::ImageFormat::Png);
    written.unwrap();
    let (file, is_silent) = in_colour(bytes.into_inner(), None, None);
    let printed = pretty::print(&file);
    assert!(is_silent && printed.contains("PDF/X-4") && printed.contains("/DeviceGray"));
}

#[test]
fn a_picture_brings_its_own_profile() {
    let own = icc::tests::made(*b"mntr", icc::LIGHTS, &icc::tests::named("Wide"));
    let red = Pixels {
        width: 1,
        height: 1,
        channels: 3,
        values: vec![255, 0, 0],
    };
    let own = Profile::read(own).unwrap();
    for data in [red.png_with(Some(&own)), red.jpeg_with(Some(&own))] {
        let (file, _) = in_colour(data.unwrap(), None, None);
        let document = Document::load_mem(&file).unwrap();
        let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
        let is_own = |s: &lopdf::Stream| {
            s.decompressed_content()
                .unwrap_or_else(|_| s.content.clone())
                == own.bytes()
        };
        assert!(streams.into_iter().any(is_own));
    }
}

#[test]
fn inks_are_printed_as_they_are() {
    let inks = files::cmyk();
    let (file, is_silent) = in_colour(encoded(image::ImageFormat::Png), Some(inks.clone()), None);
    let (_, image) = only_image(&file);
    assert!(!is_silent);
    assert_eq!(image.content, inks);
    let said = format!("{:?}", image.dict);
    assert!(
        said.contains("DeviceCMYK") && said.contains("Decode"),
        "{said}"
    );
}

/// What Ghostscript says of the inks of the first page.
fn inks_of(file: &[u8]) -> Option<Vec<f64>> {
    let said = asked("gs", &["-q", "-o", "-", "-sDEVICE=inkcov"], file, &[])?;
    let page = said.lines().find(|line| line.contains("CMYK"))?;
    Some(
        page.split_whitespace()
            .take(4)
            .map(|n| n.parse().unwrap())
            .collect(),
    )
}

#[test]
fn ghostscript_sees_colours_where_they_are_kept() {
    let red = encoded(image::ImageFormat::Png);
    let Some(inks) = inks_of(&in_colour(red.clone(), None, None).0) else {
        return;
    };
    assert!(inks[1] > 0.01 && inks[2] > 0.01, "{inks:?}");
    let grey = write(&with_picture(red), &settings(), press::write);
    assert_eq!(inks_of(&grey).unwrap()[..3], [0.0, 0.0, 0.0]);
    let (file, _) = in_colour(encoded(image::ImageFormat::Png), Some(files::cmyk()), None);
    assert!(asked("qpdf", &["--check"], &file, &[]).is_none_or(|said| !said.contains("WARNING")));
}
