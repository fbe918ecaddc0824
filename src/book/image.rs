//! The files of pictures. In: bytes that `source::image` has checked. Out: [`Image`], owned by the book and named by what it
//! holds, not by where it was.

use super::visit::words_with;
use super::{Book, Inline, Picture};
use crate::store::Data;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The name of an image: the hash of the file that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId([u8; 16]);

impl ImageId {
    /// The first half of the SHA-256 of a file.
    #[must_use]
    pub fn of(file: &[u8]) -> ImageId {
        let mut id = [0; 16];
        id.copy_from_slice(&Sha256::digest(file)[..16]);
        ImageId(id)
    }
}

impl fmt::Display for ImageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Kinds of files that a book holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// PNG.
    Png,
    /// JPEG in grey or RGB.
    Jpeg,
    /// A drawing in SVG, which asks for nothing outside of itself.
    Svg,
}

impl ImageKind {
    /// What its files' names end with.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            ImageKind::Png => "png",
            ImageKind::Jpeg => "jpg",
            ImageKind::Svg => "svg",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            ImageKind::Png => "image/png",
            ImageKind::Jpeg => "image/jpeg",
            ImageKind::Svg => "image/svg+xml",
        }
    }
}

/// A picture's file.
#[derive(Clone)]
pub struct Image {
    /// Its name.
    pub id: ImageId,
    /// What it is.
    pub kind: ImageKind,
    /// Pixels across; of a drawing as many as it has at 200 to the inch.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Its bytes, those of the file or, of one that was too large or turned, of one made from it.
    pub data: Data,
    /// Of a JPEG in four inks the file as it was, for a press that prints in them.
    pub inks: Option<Data>,
}

impl PartialEq for Image {
    fn eq(&self, other: &Image) -> bool {
        self.id == other.id
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Image {
            id,
            kind,
            width,
            height,
            ..
        } = self;
        write!(f, "Image({id}, {kind:?}, {width} × {height})")
    }
}

impl Book {
    /// Holds the file of all pictures that a source names in some way.
    pub fn hold(&mut self, source: u16, to: &str, image: Arc<Image>) {
        self.images.insert((source, to.to_owned()), image);
    }

    /// The file of a picture; none where there was none to hold, as for addresses elsewhere.
    #[must_use]
    pub fn image(&self, picture: &Picture) -> Option<&Arc<Image>> {
        self.images.get(&(picture.at.source, picture.to.clone()))
    }

    /// The words of some inlines as editions show them: where a picture has no file, what stands for it.
    #[must_use]
    pub fn shown_words(&self, inlines: &[Inline]) -> String {
        words_with(inlines, |picture| match self.image(picture) {
            Some(_) => picture.description(&[]),
            None => picture.stand_in(&[]),
        })
    }

    /// All files of pictures, each once.
    #[must_use]
    pub fn images(&self) -> BTreeMap<ImageId, &Arc<Image>> {
        let images = self.images.values();
        images.map(|image| (image.id, image)).collect()
    }
}
