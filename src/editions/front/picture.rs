//! The manifest's picture. In: a file of any kind. Out: [`Picture`], a PNG or JPEG that readers and shops take, or why
//! there is none.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::manifest::settings::Cover;
use crate::pixels::jpeg_channels;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageFormat, ImageReader};
use std::io::Cursor;

/// The largest picture that is decoded, in pixels a side: as the manifest has it.
const LARGEST: u32 = 10_000;
/// Quality of a JPEG that is written here.
const QUALITY: u8 = 90;

/// Kinds of pictures that editions carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl Kind {
    /// What its files' names end with.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Jpeg => "jpg",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            Kind::Png => "image/png",
            Kind::Jpeg => "image/jpeg",
        }
    }
}

/// A picture that readers take.
pub struct Picture {
    /// What it is.
    pub kind: Kind,
    /// The file.
    pub data: Vec<u8>,
    /// What had to be changed.
    pub warning: Option<Diagnostic>,
}

impl Picture {
    /// A PNG as it is, a JPEG in RGB or grey as it is. A JPEG in CMYK, which many readers show in false colours or not at
    /// all, is written anew in RGB, and that is said.
    ///
    /// # Errors
    /// What is no picture, is too large, or breaks off.
    pub fn read(cover: &Cover) -> Result<Picture, Diagnostics> {
        let at = || Place::Path(cover.path.clone());
        let fault = |message: String| {
            let error = Diagnostic::error("cover-picture", message);
            Diagnostics::from(error.at(at()).hint("covers are PNG or JPEG"))
        };
        let unreadable = |e: &dyn std::fmt::Display| fault(format!("the cover can't be read: {e}"));
        let reader = ImageReader::new(Cursor::new(&cover.data)).with_guessed_format();
        let reader = reader.map_err(|e| unreadable(&e))?;
        let format = reader.format();
        let (width, height) = reader.into_dimensions().map_err(|e| unreadable(&e))?;
        if width.max(height) > LARGEST {
            return Err(fault(format!("the cover has {width} × {height} pixels")));
        }
        let decoded = image::load_from_memory(&cover.data).map_err(|e| unreadable(&e))?;
        let is_cmyk = jpeg_channels(&cover.data) == Some(4);
        let kind = match format {
            Some(ImageFormat::Png) => Kind::Png,
            _ => Kind::Jpeg,
        };
        if kind == Kind::Png || !is_cmyk {
            let data = cover.data.clone();
            return Ok(Picture {
                kind,
                data,
                warning: None,
            });
        }
        let message = "the cover is a JPEG in CMYK: this edition has it in RGB";
        Ok(Picture {
            kind,
            data: encoded(&decoded).map_err(|e| unreadable(&e))?,
            warning: Some(Diagnostic::warning("cover-cmyk", message).at(at())),
        })
    }

    /// As a JPEG, what shines through on white.
    ///
    /// # Errors
    /// A picture that can't be written as one.
    pub fn jpeg(&self) -> Result<Vec<u8>, Diagnostic> {
        if self.kind == Kind::Jpeg {
            return Ok(self.data.clone());
        }
        let jpeg = image::load_from_memory(&self.data).and_then(|picture| encoded(&picture));
        jpeg.map_err(|e| {
            let message = format!("the cover can't be written as a JPEG: {e}");
            Diagnostic::error("cover-picture", message)
        })
    }
}

/// A JPEG in RGB.
fn encoded(picture: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let rgb = match picture.color().has_alpha() {
        true => on_white(picture),
        false => picture.to_rgb8().into_raw(),
    };
    jpeg(&rgb, picture.width(), picture.height())
}

/// RGB values of a picture laid on white paper.
fn on_white(picture: &DynamicImage) -> Vec<u8> {
    let rgba = picture.to_rgba8();
    let pixels = rgba.pixels().flat_map(|pixel| {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        let over = |value: u32| ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        [red, green, blue].map(over)
    });
    pixels.collect()
}

/// A JPEG of RGB values.
fn jpeg(rgb: &[u8], width: u32, height: u32) -> image::ImageResult<Vec<u8>> {
    let mut data = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut data, QUALITY);
    encoder.encode(rgb, width, height, ExtendedColorType::Rgb8)?;
    Ok(data)
}
