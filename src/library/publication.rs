//! A publication of the catalogue. In: what was built of a book. Out: [`Publication`]: its facts, what can be fetched of
//! it, and its cover in two sizes.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::editions::facts::Facts;
use crate::editions::xml::encoded;
use crate::editions::{EDITIONS, Edition};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType};

/// The small cover fits into so many pixels, as wide and as high.
const THUMBNAIL: (u32, u32) = (320, 480);
/// Quality of the small cover's JPEG.
const QUALITY: u8 = 85;

/// A book whose editions stand in a folder of the catalogue.
#[derive(Debug)]
pub(crate) struct Shelved {
    /// The title page.
    pub facts: Facts,
    /// Its folder in the catalogue's folder; its files' names begin with the same word.
    pub folder: String,
    /// The suffixes of the files that were written, and their bytes.
    pub files: Vec<(String, usize)>,
    /// The cover as a JPEG.
    pub front: Vec<u8>,
}

/// A file that can be fetched.
pub(super) struct Offer {
    pub edition: &'static Edition,
    /// The file's name, percent-encoded.
    pub name: String,
    pub bytes: usize,
}

/// A publication.
pub(super) struct Publication<'a> {
    pub facts: &'a Facts,
    pub offers: Vec<Offer>,
    /// Pixels of the cover, wide and high.
    pub cover: (u32, u32),
    /// Pixels of the small cover.
    pub thumbnail: (u32, u32),
    folder: &'a str,
}

impl<'a> Publication<'a> {
    /// The publication and its small cover.
    pub fn of(book: &'a Shelved) -> Result<(Publication<'a>, Vec<u8>), Diagnostics> {
        let picture = image::load_from_memory(&book.front);
        let picture = picture.map_err(|e| refusal(&e))?;
        let small = picture.thumbnail(THUMBNAIL.0, THUMBNAIL.1);
        let publication = Publication {
            facts: &book.facts,
            offers: offers(book),
            cover: (picture.width(), picture.height()),
            thumbnail: (small.width(), small.height()),
            folder: &book.folder,
        };
        let small = jpeg(&small).map_err(|e| refusal(&e))?;
        Ok((publication, small))
    }

    /// The file name of its own document.
    pub fn document_name(&self) -> String {
        document(self.folder)
    }

    /// The file name of its small cover.
    pub fn thumbnail_name(&self) -> String {
        thumbnail(self.folder)
    }

    /// The file name of its cover.
    pub fn cover_name(&self) -> String {
        format!("{}.front.jpg", self.folder)
    }

    /// A file of its folder as the catalogue links to it.
    pub fn href(&self, name: &str) -> String {
        format!("{}/{}", encoded(self.folder), encoded(name))
    }
}

/// The file name of the document in a book's folder.
pub(super) fn document(folder: &str) -> String {
    format!("{folder}.opds.json")
}

/// The file name of the small cover in a book's folder.
pub(super) fn thumbnail(folder: &str) -> String {
    format!("{folder}.thumb.jpg")
}

/// Its editions, in the order of the table.
fn offers(book: &Shelved) -> Vec<Offer> {
    let offer = |edition: &'static Edition| {
        let (suffix, bytes) = book.files.iter().find(|(s, _)| s == edition.suffix)?;
        Some(Offer {
            edition,
            name: format!("{}{suffix}", book.folder),
            bytes: *bytes,
        })
    };
    EDITIONS.iter().filter_map(offer).collect()
}

fn jpeg(picture: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let rgb = picture.to_rgb8();
    let mut data = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut data, QUALITY);
    encoder.encode(&rgb, rgb.width(), rgb.height(), ExtendedColorType::Rgb8)?;
    Ok(data)
}

fn refusal(error: &dyn std::fmt::Display) -> Diagnostics {
    let message = format!("the catalogue can't show a cover: {error}");
    Diagnostic::error("catalogue-cover", message).into()
}
