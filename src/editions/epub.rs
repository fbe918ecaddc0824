//! The EPUB edition. In: the book. Out: an EPUB 3.3, the same bytes for the same book.
//!
//! epub-builder writes the content into its container; the finisher puts our own package, navigation and NCX in the
//! place of its, and zips anew without times. docs/epub.md says what is promised and who checks it.

mod calls;
mod container;
mod content;
mod cover;
mod fonts;
mod foreign;
mod kobo;
mod metadata;
mod navigation;
mod pages;
mod scribe;
mod volume;

use super::{Audience, Edition, Job};
use crate::diagnostic::{Diagnostics, Warned};
use crate::editions::facts::Facts;
use volume::Volume;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "epub",
    suffix: ".epub",
    about: "EPUB 3.3 for e-readers",
    media: "application/epub+zip",
    audience: Audience::Readers,
    is_paged: false,
    make,
};

fn make(job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    // The title page's data, made safe.
    let mut warnings = Diagnostics::default();
    let facts = Facts::gather(job.book, job.settings, &mut warnings);
    // Every file but package and navigation.
    let mut volume = Volume::new(job.book, job.settings, &facts);
    cover::add(&mut volume, job, &mut warnings)?;
    content::add(&mut volume, &mut warnings);
    if job.settings.epub.kepub {
        warnings.extend(kobo::warning(&volume));
    }
    // Package and navigation.
    let package = metadata::package(&volume);
    let nav = navigation::nav(&volume);
    let ncx = navigation::ncx(&volume);
    let value = container::pack(&volume, [package, nav, ncx])?;
    Ok(Warned { value, warnings })
}
