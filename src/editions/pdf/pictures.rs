//! Pictures (PDF 1.7, 8.9). In: PNG and JPEG files of a [`Layout`]. Out: image objects, JPEG as it is where that can be; with no
//! more pixels than the screen shows, or in shades of the black ink.

use super::content::picture_name;
use super::file::{deflate, deflated};
use super::profile;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::icc::Profile;
use crate::output;
use crate::pixels::{Pixels, has_inks_inverted, is_turned, jpeg_channels, profile_of};
use crate::store::{Data, Store};
use crate::svg;
use crate::typeset::Length;
use crate::typeset::page::{Ink, Layout, Picture, Size};
use image::ImageReader;
use lopdf::{Dictionary, Object, Stream, dictionary};
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
    /// As they are, for the press: light with the profile that it is of, inks as inks, and grey as black ink.
    Kept,
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
        let streams: Vec<Result<Made, Diagnostic>> = streams.collect();
        for ((name, _), stream) in part.iter().zip(streams) {
            match stream {
                Ok(stream) => made.add(name, stream),
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

/// An image object with its content.
pub(crate) struct Made {
    /// The object.
    pub stream: Stream,
    /// What its colours are of; none where they are those of the device.
    pub profile: Option<Profile>,
}

impl From<Stream> for Made {
    fn from(stream: Stream) -> Made {
        Made {
            stream,
            profile: None,
        }
    }
}

/// An image object whose content is written last.
pub(crate) struct Named {
    /// Its name among the resources.
    pub name: String,
    /// What is said of it.
    pub image: Stream,
    /// Its content.
    pub content: Data,
    /// What its colours are of, by its place among the profiles.
    pub profile: Option<usize>,
}

/// Image objects.
#[derive(Default)]
pub(crate) struct Pictures {
    /// All of them.
    pub named: Vec<Named>,
    /// The profiles of their colours, each once.
    pub profiles: Vec<Profile>,
    /// Whether one of them is in more than the black ink, for the press.
    pub has_colour: bool,
    /// A hash of all contents, for identifiers; nothing where there are none.
    pub digest: Vec<u8>,
    hash: Sha256,
    store: Store,
}

impl Pictures {
    /// Adds one.
    pub(crate) fn add(&mut self, name: &str, made: Made) {
        let Made { stream, profile } = made;
        let mut image = stream;
        let content = std::mem::take(&mut image.content);
        self.hash.update(&content);
        self.digest = self.hash.clone().finalize().to_vec();
        let space = image.dict.get(b"ColorSpace").and_then(Object::as_name);
        self.has_colour |= !matches!(space, Ok(b"DeviceGray"));
        let profile = profile.map(|profile| self.place(profile));
        self.named.push(Named {
            name: name.into(),
            image,
            content: self.store.keep(content),
            profile,
        });
    }

    /// The place of a profile among all.
    fn place(&mut self, profile: Profile) -> usize {
        let known = self.profiles.iter().position(|known| *known == profile);
        known.unwrap_or_else(|| {
            self.profiles.push(profile);
            self.profiles.len() - 1
        })
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
fn placed(picture: &Picture, colours: Colours) -> Result<Made, Diagnostic> {
    let size = Size {
        width: picture.width,
        height: picture.height,
    };
    let inks = picture.inks.as_ref().filter(|_| colours == Colours::Kept);
    let data = inks.unwrap_or(&picture.data).read().map_err(|e| {
        let message = format!("a picture can't be read again: {}", output::reason(&e));
        Diagnostic::error("picture", message)
    })?;
    if let Some(svg) = drawing(&data) {
        return drawn(svg, colours, size);
    }
    match colours {
        Colours::All => image(&data, colours, Some(size)),
        Colours::Greys | Colours::Kept => image(&data, colours, None),
    }
}

/// One picture as an image object, with all its pixels.
///
/// # Errors
/// A file that can't be read as PNG or JPEG.
pub(crate) fn stream(data: &[u8], colours: Colours) -> Result<Made, Diagnostic> {
    image(data, colours, None)
}

fn image(data: &[u8], colours: Colours, size: Option<Size>) -> Result<Made, Diagnostic> {
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
    let pixels = match colours {
        // What is grey in all colours prints as black ink alone.
        Colours::Kept => pixels.plain(),
        _ => pixels,
    };
    let is_whole = is_small && !is_turned(data);
    if let (Some(channels), true) = (channels, is_whole)
        && let Some(space) = space_as_is(channels, &pixels, colours)
    {
        let dictionary = image_dictionary(space, width, height);
        return Ok(as_is(data, dictionary, colours));
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
    let profile = match channels {
        Some(4) => profile_for(&pixels, &[], colours),
        _ => profile_for(&pixels, data, colours),
    };
    let stream = match channels {
        None => deflated(dictionary, deflate(&pixels.values)),
        Some(_) => {
            dictionary.set("Filter", Object::from("DCTDecode"));
            let data = pixels.jpeg().map_err(unreadable)?;
            Stream::new(dictionary, data).with_compression(false)
        }
    };
    Ok(Made { stream, profile })
}

fn unreadable(why: image::ImageError) -> Diagnostic {
    Diagnostic::error("picture", format!("a picture can't be read: {why}"))
        .hint("pictures are PNG or JPEG files")
}

/// The colours of a JPEG that can stand in the file as it is, by how many it has.
fn space_as_is(channels: u8, pixels: &Pixels, colours: Colours) -> Option<&'static str> {
    match (channels, colours) {
        (1, _) => Some("DeviceGray"),
        (3, Colours::All) => Some("DeviceRGB"),
        (3, Colours::Kept) if pixels.channels == 3 => Some("DeviceRGB"),
        (4, Colours::Kept) => Some("DeviceCMYK"),
        _ => None,
    }
}

/// A JPEG as it is, in the colours that its dictionary names.
fn as_is(data: &[u8], mut dictionary: Dictionary, colours: Colours) -> Made {
    dictionary.set("Filter", Object::from("DCTDecode"));
    let space = dictionary.get(b"ColorSpace").and_then(Object::as_name);
    let (is_light, is_inks) = match space {
        Ok(b"DeviceRGB") => (colours == Colours::Kept, false),
        Ok(b"DeviceCMYK") => (false, true),
        _ => (false, false),
    };
    let profile = is_light.then(|| profile_of(data).unwrap_or_else(on_screen));
    if is_inks && has_inks_inverted(data) {
        let pairs = [1, 0].repeat(4);
        let pairs: Vec<Object> = pairs.into_iter().map(Object::Integer).collect();
        dictionary.set("Decode", pairs);
    }
    let stream = Stream::new(dictionary, data.to_vec()).with_compression(false);
    Made { stream, profile }
}

/// What the colours of pixels are of, if that is to be said: what their file says, else those of a screen.
fn profile_for(pixels: &Pixels, data: &[u8], colours: Colours) -> Option<Profile> {
    let is_said = colours == Colours::Kept && pixels.channels == 3;
    is_said.then(|| profile_of(data).unwrap_or_else(on_screen))
}

/// The profile of a screen.
fn on_screen() -> Profile {
    Profile::read(profile::screen()).expect("our own profile is sound")
}

/// The text of a drawing, if it is one: all other pictures begin with signs that no text has.
fn drawing(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data)
        .ok()
        .filter(|text| text.starts_with("<svg"))
}

/// A drawing in as many pixels as its place wants.
fn drawn(svg: &str, colours: Colours, size: Size) -> Result<Made, Diagnostic> {
    let to_the_inch = match colours {
        Colours::All => ON_SCREEN,
        Colours::Greys | Colours::Kept => ON_PRESS,
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
        Colours::Kept => pixels.plain(),
    };
    let dictionary = image_dictionary(space_of(&pixels), pixels.width, pixels.height);
    Ok(Made {
        stream: deflated(dictionary, deflate(&pixels.values)),
        profile: profile_for(&pixels, &[], colours),
    })
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

fn image_dictionary(space: &str, width: u32, height: u32) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
    }
}
