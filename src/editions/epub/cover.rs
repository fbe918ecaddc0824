//! The cover. In: the manifest's picture, or none. Out: the picture's file and its page; without a picture, a
//! typographic cover drawn as SVG.

use super::volume::{File, Volume};
use super::xml::escaped;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::manifest::Settings;
use crate::manifest::settings::Cover;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader};
use std::io::Cursor;

/// The largest picture that is decoded, in pixels a side: as the manifest has it.
const LARGEST: u32 = 10_000;
/// Quality of a JPEG that had to be written anew.
const QUALITY: u8 = 90;
/// The typographic cover, in units of its own: 5 to 8, as most readers' shelves.
const WIDTH: usize = 1000;
const HEIGHT: usize = 1600;

/// Adds the cover.
///
/// # Errors
/// A picture that can't be read to its end.
pub(super) fn add(
    volume: &mut Volume<'_>,
    settings: &Settings,
    warnings: &mut Diagnostics,
) -> Result<(), Diagnostics> {
    let (name, media, data) = match &settings.cover {
        Some(cover) => picture(cover, warnings)?,
        None => ("cover.svg", "image/svg+xml", drawn(volume).into_bytes()),
    };
    volume.files.push(File {
        name: name.into(),
        id: "cover-image".into(),
        media,
        properties: "cover-image",
        title: None,
        data,
    });
    let facts = volume.facts;
    let authors: Vec<&str> = facts.people_of("aut").collect();
    let said: Vec<&str> = authors.into_iter().chain([facts.title.as_str()]).collect();
    let title = volume.words.cover;
    let body = format!(
        "<section class=\"cover\" epub:type=\"cover\" aria-label=\"{title}\">\n<p><img src=\"{name}\" alt=\"{title}: {}\" role=\"doc-cover\"/></p>\n</section>",
        escaped(&said.join(", "))
    );
    volume.add_page("cover", title, &body);
    volume.add_landmark("cover", title, "cover.xhtml");
    Ok(())
}

type Picture = (&'static str, &'static str, Vec<u8>);

/// The picture as readers take it: a PNG as it is, a JPEG in RGB or grey as it is. A JPEG in CMYK, which many readers
/// show in false colours or not at all, is written anew in RGB, and that is said.
fn picture(cover: &Cover, warnings: &mut Diagnostics) -> Result<Picture, Diagnostics> {
    let fault = |message: String| {
        let error = Diagnostic::error("epub-cover", message);
        Diagnostics::from(
            error
                .at(Place::Path(cover.path.clone()))
                .hint("covers are PNG or JPEG"),
        )
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
    match format {
        Some(ImageFormat::Png) => Ok(("cover.png", "image/png", cover.data.clone())),
        _ if components(&cover.data) == Some(4) => {
            let message = "the cover is a JPEG in CMYK: the EPUB has it in RGB";
            let warning = Diagnostic::warning("cover-cmyk", message);
            warnings.push(warning.at(Place::Path(cover.path.clone())));
            let data = jpeg(&decoded).map_err(|e| unreadable(&e))?;
            Ok(("cover.jpg", "image/jpeg", data))
        }
        _ => Ok(("cover.jpg", "image/jpeg", cover.data.clone())),
    }
}

fn jpeg(picture: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let mut data = Vec::new();
    JpegEncoder::new_with_quality(&mut data, QUALITY).encode_image(&picture.to_rgb8())?;
    Ok(data)
}

/// How many colours a JPEG has, by its frame header (ITU-T T.81, B.2.2).
fn components(jpeg: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let (mark, kind) = (*jpeg.get(at)?, *jpeg.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        let is_frame = (0xc0..=0xcf).contains(&kind) && !matches!(kind, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return jpeg.get(at + 9).copied();
        }
        let length = usize::from(*jpeg.get(at + 2)?) << 8 | usize::from(*jpeg.get(at + 3)?);
        at += 2 + length.max(2);
    }
}

/// Author, title, subtitle and publisher between two rules.
fn drawn(volume: &Volume<'_>) -> String {
    let facts = volume.facts;
    let authors: Vec<&str> = facts.people_of("aut").collect();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" xml:lang=\"{}\">\n<title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#f7f4ec\"/>\n<g fill=\"#1c1a17\" font-family=\"Libertinus Serif, Georgia, serif\" text-anchor=\"middle\">\n<rect x=\"100\" y=\"120\" width=\"800\" height=\"6\"/>\n<rect x=\"100\" y=\"1474\" width=\"800\" height=\"6\"/>\n",
        escaped(&facts.language),
        escaped(&facts.title)
    );
    let title_size = if facts.title.chars().count() > 60 {
        72
    } else {
        96
    };
    lines(&mut out, &authors.join(", "), 250, 52, "");
    let after = lines(&mut out, &facts.title, 560, title_size, "");
    let subtitle = facts.subtitle.as_deref().unwrap_or_default();
    lines(&mut out, subtitle, after + 60, 48, " font-style=\"italic\"");
    lines(
        &mut out,
        &facts.publication().unwrap_or_default(),
        1410,
        40,
        "",
    );
    out.push_str("</g>\n</svg>\n");
    out
}

/// Draws words from baseline `y` on, and gives the next baseline. The letters of a book face are half an em wide on
/// average; lines are broken by that, with a tenth to spare.
fn lines(out: &mut String, words: &str, mut y: usize, size: usize, style: &str) -> usize {
    let room = WIDTH * 8 / 10 * 18 / (size * 10);
    let mut line = String::new();
    let mut all = Vec::new();
    for word in words.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            all.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    all.push(line);
    for line in all.iter().filter(|l| !l.is_empty()) {
        let words = escaped(line);
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{y}\" font-size=\"{size}\"{style}>{words}</text>\n",
            WIDTH / 2
        ));
        y += size * 5 / 4;
    }
    y
}
