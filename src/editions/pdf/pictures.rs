//! Pictures (PDF 1.7, 8.9). In: PNG and JPEG files of a [`Layout`]. Out: image objects, JPEG as it is where that can be; with no
//! more pixels than the screen shows, or in shades of the black ink.

use super::content::picture_name;
use super::file::{deflate, deflated};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pixels::{Pixels, jpeg_channels};
use crate::typeset::Length;
use crate::typeset::page::{Ink, Layout, Picture, Size};
use image::ImageReader;
use lopdf::{Object, Stream, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::Cursor;

/// In which colours pictures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colours {
    /// As they are, for a screen.
    All,
    /// In shades of the black ink alone, for the press.
    Greys,
}

/// Pixels to the inch of a picture on a screen: half as many again as most screens show.
const ON_SCREEN: i64 = 220;
/// So many pictures are unpacked at a time, for each file that is made.
const AT_A_TIME: usize = 2;

/// All pictures with their names among the resources.
///
/// # Errors
/// Files that can't be read as PNG or JPEG.
pub(crate) fn load(
    layout: &Layout,
    colours: Colours,
) -> Result<Vec<(String, Stream)>, Diagnostics> {
    let named = named(layout);
    let mut made = Vec::with_capacity(named.len());
    let mut faults = Diagnostics::default();
    for part in named.chunks(AT_A_TIME) {
        let streams = part.par_iter().map(|(_, picture)| placed(picture, colours));
        let streams: Vec<Result<Stream, Diagnostic>> = streams.collect();
        for ((name, _), stream) in part.iter().zip(streams) {
            match stream {
                Ok(stream) => made.push((name.clone(), stream)),
                Err(fault) => faults.push(fault),
            }
        }
    }
    if faults.has_errors() {
        Err(faults)
    } else {
        Ok(made)
    }
}

/// A hash of all pictures, for identifiers; nothing where there are none.
pub(crate) fn digest(pictures: &[(String, Stream)]) -> Vec<u8> {
    let mut hash = Sha256::new();
    pictures
        .iter()
        .for_each(|(_, picture)| hash.update(&picture.content));
    match pictures {
        [] => Vec::new(),
        _ => hash.finalize().to_vec(),
    }
}

/// The pictures of all pages, by name.
fn named(layout: &Layout) -> Vec<(String, &Picture)> {
    let mut named = Vec::new();
    for (at, page) in layout.pages.iter().enumerate() {
        let pictures = page.items.iter().filter_map(|item| match &item.ink {
            Ink::Picture(picture) => Some(picture),
            _ => None,
        });
        named.extend(
            pictures
                .enumerate()
                .map(|(n, picture)| (picture_name(at, n), picture)),
        );
    }
    named
}

/// A picture as an image object, with no more pixels than its place on the page needs.
fn placed(picture: &Picture, colours: Colours) -> Result<Stream, Diagnostic> {
    let size = Size {
        width: picture.width,
        height: picture.height,
    };
    match colours {
        Colours::All => image(&picture.data, colours, Some(size)),
        Colours::Greys => image(&picture.data, colours, None),
    }
}

/// One picture as an image object, with all its pixels.
///
/// # Errors
/// A file that can't be read as PNG or JPEG.
pub(crate) fn stream(data: &[u8], colours: Colours) -> Result<Stream, Diagnostic> {
    image(data, colours, None)
}

fn image(data: &[u8], colours: Colours, size: Option<Size>) -> Result<Stream, Diagnostic> {
    let unreadable = |why: image::ImageError| {
        Diagnostic::error("picture", format!("a picture can't be read: {why}"))
            .hint("pictures are PNG or JPEG files")
    };
    let reader = ImageReader::new(Cursor::new(data)).with_guessed_format();
    let reader = reader.map_err(|e| unreadable(e.into()))?;
    let (width, height) = reader.into_dimensions().map_err(unreadable)?;
    let (most_wide, most_high) = match size {
        Some(size) => (shown(size.width), shown(size.height)),
        None => (width, height),
    };
    let channels = jpeg_channels(data).filter(|_| data.starts_with(&[0xff, 0xd8]));
    // What is a little larger is not worth another loss.
    let is_small = width <= most_wide + most_wide / 4 && height <= most_high + most_high / 4;
    let pixels = Pixels::decode(data).map_err(unreadable)?;
    let space = match (channels, colours) {
        (Some(1), _) => Some("DeviceGray"),
        (Some(3), Colours::All) => Some("DeviceRGB"),
        _ => None,
    };
    if let (Some(space), true) = (space, is_small) {
        let mut dictionary = image_dictionary(space, width, height);
        dictionary.set("Filter", Object::from("DCTDecode"));
        return Ok(Stream::new(dictionary, data.to_vec()).with_compression(false));
    }
    let pixels = if is_small {
        pixels
    } else {
        pixels.scaled(most_wide, most_high)
    };
    let pixels = if colours == Colours::Greys {
        pixels.grey()
    } else {
        pixels
    };
    let space = if pixels.channels == 1 {
        "DeviceGray"
    } else {
        "DeviceRGB"
    };
    let mut dictionary = image_dictionary(space, pixels.width, pixels.height);
    if channels.is_none() {
        return Ok(deflated(dictionary, deflate(&pixels.values)));
    }
    dictionary.set("Filter", Object::from("DCTDecode"));
    let data = pixels.jpeg().map_err(unreadable)?;
    Ok(Stream::new(dictionary, data).with_compression(false))
}

/// The pixels that a length on a screen has.
fn shown(length: Length) -> u32 {
    let inch = Length::pt(72.0).0;
    let pixels = (length.0 * ON_SCREEN + inch - 1) / inch;
    u32::try_from(pixels.max(1)).unwrap_or(u32::MAX / 2)
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
