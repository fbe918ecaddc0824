//! Files of pictures, made here. In: sizes. Out: bytes.

use image::codecs::gif::GifEncoder;
use image::{
    DynamicImage, Frame, GrayImage, ImageBuffer, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage,
};
use std::io::Cursor;

fn written(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// A field of colours.
fn field(width: u32, height: u32) -> DynamicImage {
    let colour = |x: u32, y: u32| Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 90]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour))
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(field(width, height), ImageFormat::Png)
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(field(width, height), ImageFormat::Jpeg)
}

/// Nothing but what shines through, with a red spot.
pub fn alpha() -> Vec<u8> {
    let mut picture = RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0]));
    picture.put_pixel(20, 20, Rgba([255, 0, 0, 255]));
    written(DynamicImage::ImageRgba8(picture), ImageFormat::Png)
}

/// Sixteen bits a colour.
pub fn deep(width: u32, height: u32) -> Vec<u8> {
    let colour = |x: u32, y: u32| Rgb([(x * 1000) as u16, (y * 1000) as u16, 30_000]);
    let picture = ImageBuffer::from_fn(width, height, colour);
    written(DynamicImage::ImageRgb16(picture), ImageFormat::Png)
}

/// Nothing but grey.
pub fn grey(width: u32, height: u32) -> Vec<u8> {
    let picture = GrayImage::from_fn(width, height, |x, y| Luma([(x + y) as u8]));
    written(DynamicImage::ImageLuma8(picture), ImageFormat::Png)
}

/// A WebP.
pub fn webp(width: u32, height: u32) -> Vec<u8> {
    written(field(width, height), ImageFormat::WebP)
}

/// A GIF with a frame of each colour.
pub fn gif(colours: &[[u8; 3]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let frames = colours.iter().map(|[red, green, blue]| {
        Frame::new(RgbaImage::from_pixel(
            20,
            20,
            Rgba([*red, *green, *blue, 255]),
        ))
    });
    let mut encoder = GifEncoder::new(&mut bytes);
    encoder.encode_frames(frames).expect("a GIF");
    drop(encoder);
    bytes
}

/// A PNG of a few bytes that says it has so many pixels: its head is written anew (PNG, 11.2.2), with its check sum.
pub fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(4, 4);
    // Behind the signature: the length and the name of the head, width and height, five bytes more, the sum of name and head.
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = check_sum(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

/// The check sum of a chunk (PNG, annex D).
fn check_sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            let low = sum & 1;
            sum = sum >> 1 ^ low.wrapping_neg() & 0xedb8_8320;
        }
    }
    !sum
}

/// A JPEG of four colours, 8 by 8 pixels of one value: nothing here writes such files (ITU-T T.81, annex B and K.3).
pub fn cmyk() -> Vec<u8> {
    let mut file = vec![0xff, 0xd8];
    // Adobe's mark: the values are CMYK as they are.
    file.extend([0xff, 0xee, 0, 14]);
    file.extend(b"Adobe\0\x64\0\0\0\0\0");
    file.extend([0xff, 0xdb, 0, 67, 0]);
    file.extend([1; 64]);
    file.extend([0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4]);
    (1..=4).for_each(|part| file.extend([part, 0x11, 0]));
    // One code each: a difference of no bits, and the end of a block.
    for class in [0x00, 0x10] {
        file.extend([0xff, 0xc4, 0, 20, class, 1]);
        file.extend([0; 15]);
        file.push(0);
    }
    file.extend([0xff, 0xda, 0, 14, 4]);
    (1..=4).for_each(|part| file.extend([part, 0]));
    file.extend([0, 63, 0]);
    // Four parts of two codes of one bit each: all of them are 0.
    file.extend([0, 0xff, 0xd9]);
    file
}
