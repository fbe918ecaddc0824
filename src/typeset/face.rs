//! Faces. In: font files, compiled in or named by the manifest. Out: [`Face`], a font that can be shaped and embedded.

use std::sync::Arc;

/// Names a face of a [`super::Layout`]: its index in [`super::Layout::faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// A font file and the name to embed it under.
#[derive(Clone, Debug)]
pub struct Face {
    /// PostScript name, without subset tag.
    pub name: String,
    /// The whole font file: OpenType with CFF or TrueType outlines.
    pub data: Arc<[u8]>,
    /// Index in a font collection; 0 in a single file.
    pub index: u32,
    /// Units per em.
    pub units: u16,
}
