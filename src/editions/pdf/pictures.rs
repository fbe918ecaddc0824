//! Pictures (PDF 1.7, 8.9). In: PNG and JPEG files of a [`Layout`]. Out: image objects, JPEG as it is where that can be.

use super::content::picture_name;
use super::file::{deflate, deflated};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::typeset::page::{Ink, Layout, Picture};
use image::{DynamicImage, ImageReader};
use lopdf::{Object, Stream, dictionary};
use rayon::prelude::*;
use std::io::Cursor;

/// In which colours pictures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colours {
    /// As they are.
    All,
    /// In shades of the black ink alone.
    Greys,
}

/// All pictures with their names among the resources.
///
/// # Errors
/// Files that can't be read as PNG or JPEG.
pub(crate) fn load(
    layout: &Layout,
    colours: Colours,
) -> Result<Vec<(String, Stream)>, Diagnostics> {
    let pages: Vec<(usize, &Picture)> = layout
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, it)| {
            it.items.iter().filter_map(move |item| match &item.ink {
                Ink::Picture(picture) => Some((page, picture)),
                _ => None,
            })
        })
        .collect();
    let mut places = Vec::with_capacity(pages.len());
    for (at, (page, _)) in pages.iter().enumerate() {
        let before = pages[..at]
            .iter()
            .rev()
            .take_while(|(other, _)| other == page)
            .count();
        places.push(picture_name(*page, before));
    }
    let streams: Vec<Result<Stream, Diagnostic>> = pages
        .par_iter()
        .map(|(_, picture)| stream(&picture.data, colours))
        .collect();
    let mut named = Vec::with_capacity(streams.len());
    let mut faults = Diagnostics::default();
    for (name, stream) in places.into_iter().zip(streams) {
        match stream {
            Ok(stream) => named.push((name, stream)),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.has_errors() {
        Err(faults)
    } else {
        Ok(named)
    }
}

/// One picture as an image object.
///
/// # Errors
/// A file that can't be read as PNG or JPEG.
pub(crate) fn stream(data: &[u8], colours: Colours) -> Result<Stream, Diagnostic> {
    if let Some(stream) = jpeg_as_it_is(data, colours) {
        return Ok(stream);
    }
    let picture = decode(data).map_err(|why| {
        Diagnostic::error("picture", format!("a picture can't be read: {why}"))
            .hint("pictures are PNG or JPEG files")
    })?;
    let (space, pixels, width, height) = match (&picture, colours) {
        (DynamicImage::ImageLuma8(_) | DynamicImage::ImageLuma16(_), _) | (_, Colours::Greys) => {
            let grey = on_white(&picture).to_luma8();
            ("DeviceGray", grey.to_vec(), grey.width(), grey.height())
        }
        _ => {
            let colour = on_white(&picture).to_rgb8();
            (
                "DeviceRGB",
                colour.to_vec(),
                colour.width(),
                colour.height(),
            )
        }
    };
    Ok(deflated(
        image_dictionary(space, width, height),
        deflate(&pixels),
    ))
}

fn decode(data: &[u8]) -> image::ImageResult<DynamicImage> {
    ImageReader::new(Cursor::new(data))
        .with_guessed_format()?
        .decode()
}

/// What shows through a picture is paper.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture.clone();
    }
    let mut pixels = picture.to_rgba8();
    for pixel in pixels.pixels_mut() {
        let alpha = u32::from(pixel.0[3]);
        for part in &mut pixel.0[..3] {
            *part = ((u32::from(*part) * alpha + 255 * (255 - alpha)) / 255) as u8;
        }
        pixel.0[3] = 255;
    }
    DynamicImage::ImageRgba8(pixels)
}

fn image_dictionary(space: &str, width: u32, height: u32) -> lopdf::Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
    }
}

/// A baseline or progressive JPEG in grey or YCbCr needs no decoding.
fn jpeg_as_it_is(data: &[u8], colours: Colours) -> Option<Stream> {
    let (width, height, parts) = jpeg_frame(data)?;
    let space = match (parts, colours) {
        (1, _) => "DeviceGray",
        (3, Colours::All) => "DeviceRGB",
        _ => return None,
    };
    decode(data).ok()?;
    let mut dictionary = image_dictionary(space, width, height);
    dictionary.set("Filter", Object::from("DCTDecode"));
    Some(Stream::new(dictionary, data.to_vec()).with_compression(false))
}

/// Width, height and number of components from the frame header (ITU-T T.81, B.2.2).
fn jpeg_frame(data: &[u8]) -> Option<(u32, u32, u8)> {
    if data.get(..2)? != [0xff, 0xd8] {
        return None;
    }
    let mut at = 2;
    loop {
        let [0xff, marker] = *data.get(at..at + 2)? else {
            return None;
        };
        let pair = |at: usize| {
            data.get(at..at + 2)
                .map(|b| u32::from(b[0]) << 8 | u32::from(b[1]))
        };
        if matches!(marker, 0xc0..=0xc2) {
            return Some((pair(at + 7)?, pair(at + 5)?, *data.get(at + 9)?));
        }
        at += 2 + pair(at + 2)? as usize;
    }
}
