//! Faces. In: font files, compiled in or named by the manifest. Out: [`Face`], a font that can be shaped and embedded,
//! and [`FAMILIES`], the table of what is compiled in.

use harfrust::font::Blob;
use std::fmt;
use std::ops::Deref;
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
    pub data: FaceData,
    /// Index in a font collection; 0 in a single file.
    pub index: u32,
    /// Units per em.
    pub units: u16,
}

/// A font file's bytes. Those that are compiled in are never copied: to do so for all faces takes longer than to set a page.
#[derive(Clone)]
pub enum FaceData {
    /// Compiled in.
    Compiled(&'static [u8]),
    /// Read from a file.
    Read(Arc<Vec<u8>>),
}

impl FaceData {
    /// The same bytes for what opens fonts.
    #[must_use]
    pub fn blob(&self) -> Blob {
        match self {
            FaceData::Compiled(data) => Blob::Static(data),
            FaceData::Read(data) => Blob::Shared(Arc::clone(data) as _),
        }
    }
}

impl Deref for FaceData {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            FaceData::Compiled(data) => data,
            FaceData::Read(data) => data,
        }
    }
}

impl From<&'static [u8]> for FaceData {
    fn from(data: &'static [u8]) -> FaceData {
        FaceData::Compiled(data)
    }
}

impl From<Vec<u8>> for FaceData {
    fn from(data: Vec<u8>) -> FaceData {
        FaceData::Read(Arc::new(data))
    }
}

impl fmt::Debug for FaceData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

/// The four faces of a family, in the order of [`CompiledFamily::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Upright.
    Regular,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
}

/// The four styles, in order.
pub const STYLES: [Style; 4] = [
    Style::Regular,
    Style::Italic,
    Style::Bold,
    Style::BoldItalic,
];

/// A font file that is compiled in.
#[derive(Clone, Copy, Debug)]
pub struct CompiledFile {
    /// PostScript name.
    pub name: &'static str,
    /// The whole file.
    pub data: &'static [u8],
}

/// A row of the table of families that are compiled in.
#[derive(Clone, Copy, Debug)]
pub struct CompiledFamily {
    /// Its name in the manifest.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// A line for `list faces`.
    pub about: &'static str,
    /// The mean width of a letter of English prose, blanks counted, in thousandths of an em.
    pub letter: i64,
    /// Whether it lends its characters to books in other families.
    pub stands_in: bool,
    /// Regular, italic, bold, bold italic; None where the family lacks one.
    pub files: [Option<CompiledFile>; 4],
}

macro_rules! file {
    ($name:literal, $suffix:literal) => {
        CompiledFile {
            name: $name,
            data: include_bytes!(concat!("../../fonts/", $name, $suffix)),
        }
    };
}

macro_rules! compiled {
    ($name:literal) => {
        compiled!($name, ".otf")
    };
    ($name:literal, $suffix:literal) => {
        Some(file!($name, $suffix))
    };
}

/// Signs, arrows, dingbats and letters that book faces lack: it stands behind all families, and is none to set a book in.
pub static SYMBOLS: CompiledFile = file!("DejaVuSans", ".ttf");

/// Letters of one width, for words of machines and for what is to stay in its columns.
pub static TYPEWRITER: CompiledFile = file!("DejaVuSansMono", ".ttf");

/// The families that are compiled in; the first is the default. Origin, licence and hash of each file: fonts/FONTS.md. A static, since
/// the bytes of a constant stand in the program once for each part that names it.
pub static FAMILIES: &[CompiledFamily] = &[
    CompiledFamily {
        name: "libertinus",
        title: "Libertinus Serif",
        about: "sturdy book face; Latin, Greek with accents, Cyrillic, Hebrew",
        letter: 410,
        stands_in: true,
        files: [
            compiled!("LibertinusSerif-Regular"),
            compiled!("LibertinusSerif-Italic"),
            compiled!("LibertinusSerif-Bold"),
            compiled!("LibertinusSerif-BoldItalic"),
        ],
    },
    CompiledFamily {
        name: "eb-garamond",
        title: "EB Garamond",
        about: "literary old face, light on the page; Latin, Greek with accents, Cyrillic",
        letter: 377,
        stands_in: true,
        files: [
            compiled!("EBGaramond12-Regular"),
            compiled!("EBGaramond12-Italic"),
            compiled!("EBGaramond12-Bold"),
            None,
        ],
    },
    CompiledFamily {
        name: "source-sans",
        title: "Source Sans 3",
        about: "plain sans with small capitals and old-style figures; Latin, Greek with accents, Cyrillic",
        letter: 414,
        stands_in: false,
        files: [
            compiled!("SourceSans3-Regular"),
            compiled!("SourceSans3-It"),
            compiled!("SourceSans3-Bold"),
            compiled!("SourceSans3-BoldIt"),
        ],
    },
    CompiledFamily {
        name: "plex-mono",
        title: "IBM Plex Mono",
        about: "typewriter with slabs, letters of one width; Latin, Cyrillic",
        letter: 600,
        stands_in: false,
        files: [
            compiled!("IBMPlexMono-Regular", ".ttf"),
            compiled!("IBMPlexMono-Italic", ".ttf"),
            compiled!("IBMPlexMono-Bold", ".ttf"),
            compiled!("IBMPlexMono-BoldItalic", ".ttf"),
        ],
    },
    CompiledFamily {
        name: "roboto-condensed",
        title: "Roboto Condensed",
        about: "narrow and heavy, for headings and covers; Latin, Greek with accents, Cyrillic",
        letter: 399,
        stands_in: false,
        files: [
            compiled!("RobotoCondensed-Bold", ".ttf"),
            compiled!("RobotoCondensed-BoldItalic", ".ttf"),
            compiled!("RobotoCondensed-Black", ".ttf"),
            None,
        ],
    },
];

/// The family of that name, if it is compiled in.
#[must_use]
pub fn family(name: &str) -> Option<&'static CompiledFamily> {
    FAMILIES.iter().find(|family| family.name == name)
}
