//! The EPUB edition. In: the book. Out: an EPUB 3.3, the same bytes for the same book.
//!
//! epub-builder writes the content into its container; the finisher puts our own package, navigation and NCX in the
//! place of its, and zips anew without times. docs/epub.md says what is promised and who checks it.

mod calls;
mod container;
mod content;
mod cover;
mod fonts;
mod metadata;
mod navigation;
mod pages;
mod scribe;
mod volume;
mod xml;

use super::{Edition, Job};
use crate::diagnostic::{Diagnostics, Warned};
use volume::Volume;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "epub",
    suffix: ".epub",
    about: "EPUB 3.3 for e-readers",
    is_paged: false,
    make,
};

fn make(job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    // The title page's data, made safe.
    let mut warnings = Diagnostics::default();
    let facts = metadata::Facts::gather(job.book, job.settings, &mut warnings);
    // Every file but package and navigation.
    let mut volume = Volume::new(job.book, job.settings, &facts);
    cover::add(&mut volume, job.settings, &mut warnings)?;
    content::add(&mut volume);
    // Package and navigation.
    let package = metadata::package(&volume);
    let nav = navigation::nav(&volume);
    let ncx = navigation::ncx(&volume);
    let value = container::pack(&volume, [package, nav, ncx])?;
    Ok(Warned { value, warnings })
}
