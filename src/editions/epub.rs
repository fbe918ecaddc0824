//! The EPUB edition. In: the book. Out: an EPUB 3.3, the same bytes for the same book.
//!
//! epub-builder writes the content into its container; the finisher puts our own package, navigation and NCX in the
//! place of its, and zips anew without times. docs/epub.md says what is promised and who checks it.

mod addresses;
mod asides;
mod calls;
mod container;
mod content;
mod cover;
mod fonts;
mod foreign;
mod formulas;
mod kobo;
mod leaves;
mod lists;
mod metadata;
mod navigation;
mod pages;
mod pictures;
mod scribe;
mod tables;
mod volume;

use super::{Audience, Edition, Job};
use crate::diagnostic::{Diagnostics, Warned};
use crate::editions::facts::Facts;
use crate::store::Data;
use volume::Volume;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "epub",
    suffix: ".epub",
    about: "EPUB 3.3 for e-readers",
    media: "application/epub+zip",
    audience: Audience::Readers,
    is_paged: false,
    is_extra: false,
    make: |job| make(job, Reader::Any),
};

/// The same for Kindle.
pub const KINDLE: Edition = Edition {
    name: "kindle",
    suffix: ".kindle.epub",
    about: "EPUB as Kindle wants it",
    is_extra: true,
    make: |job| make(job, Reader::Kindle),
    ..EDITION
};

/// The same for Kobo, whose own renderer opens what has this suffix.
pub const KOBO: Edition = Edition {
    name: "kobo",
    suffix: ".kepub.epub",
    about: "EPUB as Kobo wants it",
    is_extra: true,
    make: |job| make(job, Reader::Kobo),
    ..EDITION
};

/// A row of the readers that a manifest can ask for: one EPUB each.
pub struct For {
    /// Its name in the manifest.
    pub name: &'static str,
    /// Its edition.
    pub edition: &'static Edition,
}

/// All of them.
pub const READERS: &[For] = &[
    For {
        name: "plain",
        edition: &EDITION,
    },
    For {
        name: "kindle",
        edition: &KINDLE,
    },
    For {
        name: "kobo",
        edition: &KOBO,
    },
];

/// Whose renderer an EPUB is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// All that keep to the standard.
    Any,
    /// The cover as a JPEG without a page of its own, which it would show twice.
    Kindle,
    /// Links to notes by the name that it knows, and spans that it counts its places by.
    Kobo,
}

fn make(job: &Job<'_>, reader: Reader) -> Result<Warned<Data>, Diagnostics> {
    // The title page's data, made safe.
    let mut warnings = Diagnostics::default();
    let facts = Facts::gather(job.book, job.settings, &mut warnings);
    // Every file but package and navigation.
    let mut volume = Volume::new(job.book, job.settings, (&facts, reader));
    cover::add(&mut volume, job, &mut warnings)?;
    content::add(&mut volume, &mut warnings);
    if reader == Reader::Kobo {
        warnings.extend(kobo::warning(&volume));
    }
    // Package and navigation.
    let package = metadata::package(&volume);
    let nav = navigation::nav(&volume);
    let ncx = navigation::ncx(&volume);
    let value = container::pack(&volume, [package, nav, ncx])?;
    Ok(Warned { value, warnings })
}
