//! Pictures (PDF 1.7, 8.9). In: PNG and JPEG files of a [`Layout`]. Out: image objects, JPEG as it is where that can be; with no
//! more pixels than the screen shows, or in shades of the black ink.

use super::content::picture_name;
use super::file::{deflate, deflated};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output;
use crate::pixels::{Pixels, jpeg_channels};
use crate::store::{Data, Store};
use crate::svg;
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

/// Pixels to the inch of a drawing for the press: finer than a screen of 150 lines shows.
const ON_PRESS: i64 = 300;
/// Pixels to the inch of a picture on a screen: half as many again as most screens show.
const ON_SCREEN: i64 = 220;
/// So many pictures are unpacked at a time, for each file that is made.
const AT_A_TIME: usize = 2;

/// All pictures with their names among the resources.
///
/// # Errors
/// Files that can't be read as PNG or JPEG.
pub(crate) fn load(layout: &Layout, colours: Colours) -> Result<Pictures, Diagnostics> {
    let named = named(layout);
    let mut made = Pictures::default();
    let mut faults = Diagnostics::default();
    for part in named.chunks(AT_A_TIME) {
        let streams = part.par_iter().map(|(_, picture)| placed(picture, colours));
        let streams: Vec<Result<Stream, Diagnostic>> = streams.collect();
        for ((name, _), stream) in part.iter().zip(streams) {
            match stream {
                Ok(stream) => made.add(name.clone(), stream),
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

/// Image objects: what is said of each, and its content, which is written last.
#[derive(Default)]
pub(crate) struct Pictures {
    /// With their names among the resources.
    pub named: Vec<(String, Stream, Data)>,
    /// A hash of all contents, for identifiers; nothing where there are none.
    pub digest: Vec<u8>,
    hash: Sha256,
    store: Store,
}

impl Pictures {
    /// Adds one.
    pub(crate) fn add(&mut self, name: String, mut image: Stream) {
        let content = std::mem::take(&mut image.content);
        self.hash.update(&content);
        self.digest = self.hash.clone().finalize().to_vec();
        self.named.push((name, image, self.store.keep(content)));
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
    let data = picture.data.read().map_err(|e| {
        let message = format!("a picture can't be read again: {}", output::reason(&e));
        Diagnostic::error("picture", message)
    })?;
    if let Some(svg) = drawing(&data) {
        return drawn(svg, colours, size);
    }
    match colours {
        Colours::All => image(&data, colours, Some(size)),
        Colours::Greys => image(&data, colours, None),
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
    let mut dictionary = image_dictionary(space_of(&pixels), pixels.width, pixels.height);
    if channels.is_none() {
        return Ok(deflated(dictionary, deflate(&pixels.values)));
    }
    dictionary.set("Filter", Object::from("DCTDecode"));
    let data = pixels.jpeg().map_err(unreadable)?;
    Ok(Stream::new(dictionary, data).with_compression(false))
}

/// The text of a drawing, if it is one: all other pictures begin with signs that no text has.
fn drawing(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data)
        .ok()
        .filter(|text| text.starts_with("<svg"))
}

/// A drawing in as many pixels as its place wants.
fn drawn(svg: &str, colours: Colours, size: Size) -> Result<Stream, Diagnostic> {
    let to_the_inch = match colours {
        Colours::All => ON_SCREEN,
        Colours::Greys => ON_PRESS,
    };
    let (width, height) = (
        dots(size.width, to_the_inch),
        dots(size.height, to_the_inch),
    );
    let pixels = svg::pixels(svg, width, height)
        .map_err(|why| Diagnostic::error("picture", format!("a drawing can't be set: {why}")))?;
    let pixels = match colours {
        Colours::All => pixels,
        Colours::Greys => pixels.grey(),
    };
    let dictionary = image_dictionary(space_of(&pixels), pixels.width, pixels.height);
    Ok(deflated(dictionary, deflate(&pixels.values)))
}

fn space_of(pixels: &Pixels) -> &'static str {
    match pixels.channels {
        1 => "DeviceGray",
        _ => "DeviceRGB",
    }
}

/// The pixels that a length on a screen has.
fn shown(length: Length) -> u32 {
    dots(length, ON_SCREEN)
}

fn dots(length: Length, to_the_inch: i64) -> u32 {
    let inch = Length::pt(72.0).0;
    let pixels = (length.0 * to_the_inch + inch - 1) / inch;
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
