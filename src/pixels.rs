//! Pixels. In: the bytes of a PNG or JPEG. Out: [`Pixels`], upright and on white paper, made smaller or grey, and written again.
//!
//! All arithmetic is in integers, so that the same picture gives the same bytes everywhere.

use crate::icc::{self, Profile};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader, ImageResult,
};
use std::io::Cursor;

/// Quality of a JPEG that is written here: no difference is seen in print, and it takes half of what 95 takes.
const QUALITY: u8 = 88;

/// A picture in grey or RGB, a byte a value.
pub(crate) struct Pixels {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
    /// Values of a pixel: 1 or 3.
    pub channels: usize,
    /// All values, row by row.
    pub values: Vec<u8>,
}

/// Whether a picture has to be turned to stand upright (Exif 2.32, 4.6.4), which few readers do.
pub(crate) fn is_turned(data: &[u8]) -> bool {
    let decoder = ImageReader::new(Cursor::new(data)).with_guessed_format();
    let decoder = decoder.map_err(image::ImageError::from);
    let turn = decoder
        .and_then(ImageReader::into_decoder)
        .and_then(|mut d| d.orientation());
    turn.is_ok_and(|turn| turn != Orientation::NoTransforms)
}

/// The profile of a picture's colours, if it carries a sound one for red, green and blue.
pub(crate) fn profile_of(data: &[u8]) -> Option<Profile> {
    let decoder = ImageReader::new(Cursor::new(data)).with_guessed_format();
    let mut decoder = decoder.ok()?.into_decoder().ok()?;
    let profile = Profile::read(decoder.icc_profile().ok()??)?;
    profile.has(icc::LIGHTS).then_some(profile)
}

impl Pixels {
    /// Decodes a picture.
    ///
    /// # Errors
    /// What is no picture, or breaks off.
    pub(crate) fn decode(data: &[u8]) -> ImageResult<Pixels> {
        let reader = ImageReader::new(Cursor::new(data)).with_guessed_format()?;
        let mut decoder = reader.into_decoder()?;
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(turn);
        let (width, height) = (picture.width(), picture.height());
        let is_grey = !picture.color().has_color();
        let (channels, values) = match (is_grey, picture.color().has_alpha()) {
            (true, true) => (1, on_white::<1>(picture.into_luma_alpha8().into_raw())),
            (true, false) => (1, picture.into_luma8().into_raw()),
            (false, true) => (3, on_white::<3>(picture.into_rgba8().into_raw())),
            (false, false) => (3, picture.into_rgb8().into_raw()),
        };
        Ok(Pixels {
            width,
            height,
            channels,
            values,
        })
    }

    /// The same in so many pixels, not more than it has: each is the mean of all that it takes the place of.
    pub(crate) fn scaled(&self, width: u32, height: u32) -> Pixels {
        let (width, height) = (width.clamp(1, self.width), height.clamp(1, self.height));
        let (across, down) = (u64::from(self.width), u64::from(self.height));
        let row = width as usize * self.channels;
        let all = across * down;
        let mut values = Vec::with_capacity(row * height as usize);
        let mut sums = vec![0_u64; row];
        let mut line = vec![0_u64; row];
        // A row of the source is `height` units high, one of the result `down` units.
        for y in 0..down {
            self.narrowed(y as usize, &mut line);
            let (mut from, end) = (y * u64::from(height), (y + 1) * u64::from(height));
            while from < end {
                let foot = (from / down + 1) * down;
                let stop = end.min(foot);
                let parts = sums.iter_mut().zip(&line);
                parts.for_each(|(sum, value)| *sum += value * (stop - from));
                if stop == foot {
                    values.extend(sums.iter().map(|sum| ((sum + all / 2) / all) as u8));
                    sums.fill(0);
                }
                from = stop;
            }
        }
        Pixels {
            width,
            height,
            channels: self.channels,
            values,
        }
    }

    /// A row made narrower: sums of values, each weighed by how much of it a pixel of the result takes.
    fn narrowed(&self, y: usize, line: &mut [u64]) {
        let across = self.width as usize;
        let width = line.len() / self.channels;
        let row = &self.values[y * across * self.channels..][..across * self.channels];
        line.fill(0);
        for (x, pixel) in row.chunks_exact(self.channels).enumerate() {
            let (mut from, end) = (x * width, (x + 1) * width);
            while from < end {
                let to = from / across;
                let stop = end.min((to + 1) * across);
                for (channel, value) in pixel.iter().enumerate() {
                    line[to * self.channels + channel] += u64::from(*value) * (stop - from) as u64;
                }
                from = stop;
            }
        }
    }

    /// The same in grey: the luma of ITU-R BT.709 of its values as they are.
    pub(crate) fn grey(self) -> Pixels {
        if self.channels == 1 {
            return self;
        }
        let pixels = self.values.chunks_exact(self.channels);
        let luma = |pixel: &[u8]| {
            let [red, green, blue] = [0, 1, 2].map(|channel| u32::from(pixel[channel]));
            ((2126 * red + 7152 * green + 722 * blue + 5000) / 10_000) as u8
        };
        Pixels {
            values: pixels.map(luma).collect(),
            channels: 1,
            ..self
        }
    }

    /// The same with one value a pixel where it is grey all over.
    pub(crate) fn plain(self) -> Pixels {
        let mut pixels = self.values.chunks_exact(self.channels);
        match self.channels == 3 && pixels.all(|p| p[0] == p[1] && p[1] == p[2]) {
            true => self.grey(),
            false => self,
        }
    }

    fn colours(&self) -> ExtendedColorType {
        match self.channels {
            1 => ExtendedColorType::L8,
            _ => ExtendedColorType::Rgb8,
        }
    }

    /// As a JPEG.
    ///
    /// # Errors
    /// More pixels a side than a JPEG can have.
    pub(crate) fn jpeg(&self) -> ImageResult<Vec<u8>> {
        self.jpeg_with(None)
    }

    /// The same with the profile of its colours.
    ///
    /// # Errors
    /// As [`Pixels::jpeg`].
    pub(crate) fn jpeg_with(&self, profile: Option<&Profile>) -> ImageResult<Vec<u8>> {
        let mut data = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut data, QUALITY);
        if let Some(profile) = profile {
            let _ = encoder.set_icc_profile(profile.bytes().to_vec());
        }
        encoder.encode(&self.values, self.width, self.height, self.colours())?;
        Ok(data)
    }

    /// As a PNG.
    ///
    /// # Errors
    /// None that is known.
    #[cfg(test)]
    pub(crate) fn png(&self) -> ImageResult<Vec<u8>> {
        self.png_with(None)
    }

    /// The same with the profile of its colours.
    ///
    /// # Errors
    /// None that is known.
    pub(crate) fn png_with(&self, profile: Option<&Profile>) -> ImageResult<Vec<u8>> {
        let mut data = Vec::new();
        let mut encoder =
            PngEncoder::new_with_quality(&mut data, CompressionType::Default, FilterType::Adaptive);
        if let Some(profile) = profile {
            let _ = encoder.set_icc_profile(profile.bytes().to_vec());
        }
        encoder.write_image(&self.values, self.width, self.height, self.colours())?;
        Ok(data)
    }
}

/// Values laid on white paper by the one that follows each of them; `C` is how many a pixel has beside that.
pub(crate) fn on_white<const C: usize>(values: Vec<u8>) -> Vec<u8> {
    let pixels = values.chunks_exact(C + 1);
    let laid = pixels.flat_map(|pixel| {
        let alpha = u32::from(pixel[C]);
        pixel[..C]
            .iter()
            .map(move |&value| ((u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8)
    });
    laid.collect()
}

/// How many colours a JPEG has, by its frame header (ITU-T T.81, B.2.2).
pub(crate) fn jpeg_channels(jpeg: &[u8]) -> Option<u8> {
    let is_frame = |kind| (0xc0..=0xcf).contains(&kind) && !matches!(kind, 0xc4 | 0xc8 | 0xcc);
    segments(jpeg)
        .find_map(|(kind, content)| is_frame(kind).then(|| content.get(5).copied()).flatten())
}

/// Whether a JPEG in four inks has none where its values are highest: programs that sign it as Adobe's do write it so
/// (Adobe Technical Note 5116, 18).
pub(crate) fn has_inks_inverted(jpeg: &[u8]) -> bool {
    segments(jpeg).any(|(kind, content)| kind == 0xee && content.starts_with(b"Adobe"))
}

/// The segments of a JPEG up to its first scan: the kind of each, and what it holds.
fn segments(jpeg: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        let (mark, kind) = (*jpeg.get(at)?, *jpeg.get(at + 1)?);
        if mark != 0xff || kind == 0xda {
            return None;
        }
        let length = usize::from(*jpeg.get(at + 2)?) << 8 | usize::from(*jpeg.get(at + 3)?);
        let end = at + 2 + length.max(2);
        let content = jpeg.get(at + 4..end.min(jpeg.len()))?;
        at = end;
        Some((kind, content))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(width: u32, height: u32, values: &[u8]) -> Pixels {
        Pixels {
            width,
            height,
            channels: 1,
            values: values.to_vec(),
        }
    }

    #[test]
    fn a_smaller_picture_has_the_means_of_the_larger() {
        let four = pixels(2, 2, &[0, 100, 200, 100]);
        assert_eq!(four.scaled(1, 1).values, [100]);
        let three = pixels(3, 1, &[0, 90, 240]);
        // The one in the middle is shared.
        assert_eq!(three.scaled(2, 1).values, [30, 190]);
        assert_eq!(three.scaled(9, 9).values, [0, 90, 240]);
        let flat = pixels(7, 5, &[9; 35]);
        assert_eq!(flat.scaled(3, 2).values, [9; 6]);
    }

    #[test]
    fn what_shines_through_is_white_and_grey_is_luma() {
        assert_eq!(
            on_white::<3>(vec![0, 0, 0, 0, 10, 20, 30, 255]),
            [255, 255, 255, 10, 20, 30]
        );
        let red = Pixels {
            width: 1,
            height: 1,
            channels: 3,
            values: vec![255, 0, 0],
        };
        assert_eq!(red.grey().values, [54]);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut values = Vec::new();
        (0..48).for_each(|n| values.push(n * 5));
        let picture = Pixels {
            width: 4,
            height: 4,
            channels: 3,
            values,
        };
        let again = Pixels::decode(&picture.png().unwrap()).unwrap();
        assert_eq!(
            (again.width, again.channels, again.values),
            (4, 3, picture.values.clone())
        );
        let jpeg = picture.jpeg().unwrap();
        assert_eq!(jpeg_channels(&jpeg), Some(3));
        assert_eq!(Pixels::decode(&jpeg).unwrap().height, 4);
        assert!(Pixels::decode(&jpeg[..40]).is_err());
    }
}
