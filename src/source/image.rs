//! The files of pictures, read. In: a file's bytes. Out: an [`Image`] that editions can carry, or what is wrong with it.
//!
//! All is bounded: the file, the pixels of a side and of the whole, and what is kept.

use crate::book::{Image, ImageId, ImageKind};
use crate::diagnostic::Diagnostic;
use crate::icc::Profile;
use crate::pixels::{Pixels, is_turned, jpeg_channels, profile_of};
use crate::svg::{self, Cleaned};
use image::{ImageFormat, ImageReader};
use std::io::Cursor;

/// The longest file of a picture, in bytes.
pub const LONGEST: u64 = 50_000_000;
/// The most pixels a side: as covers have.
pub const LARGEST: u32 = 10_000;
/// The most pixels in all: so many take 180 MB while they are made fewer.
pub const MOST: u64 = 60_000_000;
/// The most pixels a side that a book keeps: 300 to the inch on 169 mm, 240 on the height of A5. What has more is made smaller.
pub const KEPT: u32 = 2_000;

/// An image as read, and what had to be changed of it.
pub struct Read {
    /// The image.
    pub image: Image,
    /// What is to be said.
    pub remark: Option<Diagnostic>,
}

/// Reads a picture's file; `name` is what messages call it.
///
/// # Errors
/// What is no picture of a kind that is known, is too large, or breaks off.
pub fn read(name: &str, file: &[u8]) -> Result<Read, Diagnostic> {
    let format = kind(name, file)?;
    if format == Format::Drawn {
        return drawn(name, file);
    }
    let unreadable = |e: image::ImageError| {
        let fault = fault(format!("`{name}` breaks off or is damaged: {e}"));
        fault.hint("save it anew with the program that made it")
    };
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format();
    let reader = reader.map_err(|e| unreadable(e.into()))?;
    let (width, height) = reader.into_dimensions().map_err(unreadable)?;
    check_size(name, width, height)?;
    let pixels = Pixels::decode(file).map_err(unreadable)?;
    let is_cmyk = format == Format::Held(ImageKind::Jpeg) && jpeg_channels(file) == Some(4);
    let is_large = width.max(height) > KEPT;
    let id = ImageId::of(file);
    if let Format::Held(kind) = format
        && !is_cmyk
        && !is_large
        && !is_turned(file)
    {
        let data = file.into();
        return Ok(Read {
            image: Image {
                id,
                kind,
                width,
                height,
                data,
                inks: None,
            },
            remark: broken_off(name, file, format),
        });
    }
    let profile = (pixels.channels == 3).then(|| profile_of(file)).flatten();
    let mut image = remade(id, format, pixels, profile.as_ref()).map_err(unreadable)?;
    // A press knows nothing of turns.
    image.inks = (is_cmyk && !is_turned(file)).then(|| file.into());
    let remark = is_cmyk.then(|| {
        let message = format!("`{name}` is a JPEG in CMYK: the book has it in RGB");
        let warning = Diagnostic::warning("picture-cmyk", message);
        warning.hint("the press file has it as it is with `editions.press.pictures: colour`")
    });
    Ok(Read {
        image,
        remark: broken_off(name, file, format).or(remark),
    })
}

/// What is to be said of a JPEG whose data end before it does: decoders show what there is, and grey for the rest.
fn broken_off(name: &str, file: &[u8], format: Format) -> Option<Diagnostic> {
    // The last scan begins, and the picture ends (ITU-T T.81, B.1.1.3).
    let last = |mark: u8| file.windows(2).rposition(|pair| pair == [0xff, mark]);
    let is_whole = last(0xd9) > last(0xda);
    if format != Format::Held(ImageKind::Jpeg) || is_whole {
        return None;
    }
    let message = format!("`{name}` breaks off: what is missing of it is grey");
    let warning = Diagnostic::warning("picture-broken", message);
    Some(warning.hint("copy the file anew, or save it with the program that made it"))
}

fn fault(message: String) -> Diagnostic {
    Diagnostic::error("picture", message)
}

/// Kinds of files that are read.
#[derive(Clone, Copy, PartialEq)]
enum Format {
    /// What a book holds as it is.
    Held(ImageKind),
    /// A drawing.
    Drawn,
    /// What is written anew for it, since not all readers and no press take it: WebP, and the first frame of a GIF.
    Other,
}

/// What a file is by its first bytes.
fn kind(name: &str, file: &[u8]) -> Result<Format, Diagnostic> {
    let hint =
        "pictures are PNG, JPEG, SVG, WebP or GIF files: save it as PNG, photographs as JPEG";
    let is_svg = || {
        let head = &file[..file.len().min(1_000)];
        String::from_utf8_lossy(head).contains("<svg")
    };
    match image::guess_format(file) {
        Ok(ImageFormat::Png) => Ok(Format::Held(ImageKind::Png)),
        Ok(ImageFormat::Jpeg) => Ok(Format::Held(ImageKind::Jpeg)),
        Ok(ImageFormat::WebP | ImageFormat::Gif) => Ok(Format::Other),
        Ok(other) => {
            let what = format!("{other:?}").to_uppercase();
            Err(fault(format!("`{name}` is a picture of another kind: {what}")).hint(hint))
        }
        Err(_) if is_svg() => Ok(Format::Drawn),
        Err(_) if file.is_empty() => Err(fault(format!("`{name}` is empty"))),
        Err(_) => Err(fault(format!("`{name}` is no picture")).hint(hint)),
    }
}

/// Dots to the inch that the size of a drawing is counted by.
const DOTS: f64 = 200.0;

/// A drawing, without what runs or leads elsewhere.
fn drawn(name: &str, file: &[u8]) -> Result<Read, Diagnostic> {
    let refused = |why: String| {
        let fault = fault(format!(
            "`{name}` is a drawing in SVG that can't be set: {why}"
        ));
        fault.hint("save it as plain SVG with the program that made it, or as PNG")
    };
    if file.len() > svg::LONGEST {
        return Err(refused(format!("it has {} MB", file.len() / 1_000_000)));
    }
    let Cleaned { svg, without } = svg::clean(file).map_err(refused)?;
    let (width, height) = svg::size(&svg).map_err(refused)?;
    let dots = |side: f64| (side * DOTS / svg::TO_THE_INCH).round().clamp(1.0, 1e6) as u32;
    let image = Image {
        id: ImageId::of(file),
        kind: ImageKind::Svg,
        width: dots(width),
        height: dots(height),
        data: svg.into_bytes().into(),
        inks: None,
    };
    let remark = (!without.is_empty()).then(|| {
        let names: Vec<&str> = without.iter().map(String::as_str).take(8).collect();
        let message = format!("`{name}` is set without {}", names.join(", "));
        let warning = Diagnostic::warning("picture-svg", message);
        warning.hint("what runs, moves or is fetched from elsewhere has no place in a book: draw it, or put it into the file")
    });
    Ok(Read { image, remark })
}

fn check_size(name: &str, width: u32, height: u32) -> Result<(), Diagnostic> {
    let all = u64::from(width) * u64::from(height);
    let bound = match (width, height) {
        (0, _) | (_, 0) => "at least one",
        _ if width.max(height) > LARGEST => "up to 10,000",
        _ if all > MOST => "up to 60 million in all",
        _ => return Ok(()),
    };
    let message = format!("`{name}` has {width} × {height} pixels");
    let hint = format!("pictures have {bound} pixels a side; 2,000 are plenty");
    let hint = if all > MOST && width.max(height) <= LARGEST {
        format!("pictures have {bound}; 2,000 a side are plenty")
    } else {
        hint
    };
    Err(fault(message).hint(hint))
}

/// A picture written anew: upright, in RGB or grey, and not larger than a book keeps it.
fn remade(
    id: ImageId,
    format: Format,
    pixels: Pixels,
    profile: Option<&Profile>,
) -> image::ImageResult<Image> {
    let longest = pixels.width.max(pixels.height);
    let pixels = match longest > KEPT {
        true => {
            let fewer =
                |side: u32| (u64::from(side) * u64::from(KEPT)).div_ceil(u64::from(longest)) as u32;
            pixels.scaled(fewer(pixels.width), fewer(pixels.height))
        }
        false => pixels,
    };
    let jpeg = pixels.jpeg_with(profile)?;
    // Drawings are smaller as PNG, photographs as JPEG.
    let png = match format {
        Format::Held(ImageKind::Jpeg) => None,
        _ => Some(pixels.png_with(profile)?).filter(|png| png.len() < jpeg.len()),
    };
    let kind = if png.is_some() {
        ImageKind::Png
    } else {
        ImageKind::Jpeg
    };
    Ok(Image {
        id,
        kind,
        width: pixels.width,
        height: pixels.height,
        data: png.unwrap_or(jpeg).into(),
        inks: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::{gif::GifEncoder, webp::WebPEncoder};
    use image::{ExtendedColorType, Frame, RgbaImage};

    /// Forty pixels across and thirty down, red but for what shines through.
    fn drawn() -> RgbaImage {
        RgbaImage::from_fn(40, 30, |x, _| {
            image::Rgba([200, 0, 0, if x < 20 { 255 } else { 0 }])
        })
    }

    fn corners(image: &Image) -> [[u8; 3]; 2] {
        let pixels = Pixels::decode(&image.data.read().expect("bytes")).expect("a picture");
        let rgb = |at: usize| [0, 1, 2].map(|channel| pixels.values[at * 3 + channel]);
        [rgb(0), rgb(39)]
    }

    #[test]
    fn webp_and_the_first_frame_of_a_gif_are_written_anew() {
        let (mut webp, mut gif) = (Vec::new(), Vec::new());
        WebPEncoder::new_lossless(&mut webp)
            .encode(&drawn(), 40, 30, ExtendedColorType::Rgba8)
            .expect("a WebP");
        let blank = RgbaImage::new(40, 30);
        GifEncoder::new(&mut gif)
            .encode_frames([Frame::new(drawn()), Frame::new(blank)])
            .expect("a GIF");
        for file in [&webp, &gif] {
            let read = super::read("lamp", file).unwrap_or_else(|e| panic!("{e:?}"));
            assert!(read.remark.is_none());
            assert_eq!((read.image.kind, read.image.width), (ImageKind::Png, 40));
            assert_eq!(corners(&read.image), [[200, 0, 0], [255; 3]]);
            assert!(super::read("lamp", &file[..file.len() / 2]).is_err());
        }
    }
}
