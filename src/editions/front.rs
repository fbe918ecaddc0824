//! The front cover as a picture. In: the manifest's picture, or the words of the title page. Out: [`Front`], which the
//! EPUB and the catalogue show, and a JPEG for shops.

mod drawing;
mod jpeg;
mod outline;
mod painting;
mod picture;

pub use drawing::Drawing;
pub use picture::{Kind, Picture};

use super::{Audience, Edition, Job};
use crate::book::Book;
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;
use crate::store::Data;
use crate::typeset::cover::form_of;

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "front",
    suffix: ".front.jpg",
    about: "the front cover as a JPEG, for shops and catalogues",
    media: "image/jpeg",
    audience: Audience::Shops,
    is_paged: false,
    is_extra: false,
    make,
};

/// The front cover.
pub enum Front {
    /// As the manifest gives it.
    Given(Picture),
    /// Set from the words of the title page.
    Drawn(Drawing),
}

impl Front {
    /// Reads the picture or sets the words.
    ///
    /// # Errors
    /// A picture that can't be read to its end; a type family that can't be opened.
    pub fn of(book: &Book, settings: &Settings) -> Result<Front, Diagnostics> {
        match &settings.cover {
            Some(cover) if form_of(settings).is_none() => Picture::read(cover).map(Front::Given),
            _ => Drawing::of(book, settings).map(Front::Drawn),
        }
    }

    /// As a JPEG in RGB or grey.
    ///
    /// # Errors
    /// A picture that can't be written as one.
    pub fn jpeg(&self) -> Result<Vec<u8>, Diagnostic> {
        match self {
            Front::Given(picture) => picture.jpeg(),
            Front::Drawn(drawing) => drawing.jpeg(),
        }
    }
}

fn make(job: &Job<'_>) -> Result<Warned<Data>, Diagnostics> {
    let front = job.front()?;
    let mut warnings = Diagnostics::default();
    match front {
        Front::Given(picture) => warnings.extend(picture.warning.clone()),
        Front::Drawn(drawing) => warnings.extend(drawing.lacking()),
    }
    Ok(Warned {
        value: front.jpeg()?.into(),
        warnings,
    })
}
