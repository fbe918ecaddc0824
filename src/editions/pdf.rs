//! The PDF editions. In: the laid-out pages. Out: a PDF for the screen, one for the press with its cover
//! sheet, and an imposed booklet.

mod archive;
mod booklet;
mod carcass;
mod clad;
pub mod conditions;
mod content;
mod cover;
pub(crate) mod duplex;
mod file;
mod finish;
mod fitting;
#[cfg(test)]
mod fixture;
mod fonts;
pub(crate) mod foreign;
mod house;
mod ink;
mod lettering;
mod marks;
mod metadata;
mod number;
mod outline;
mod palette;
mod pictures;
mod press;
#[cfg(test)]
mod pretty;
mod profile;
mod screen;
mod sheet;
mod speech;
mod tags;
#[cfg(test)]
mod tests;

use super::{Audience, Edition, Job};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;
use crate::store::Data;
use crate::typeset::{Layout, impose};
use file::deflate;
use fonts::Fonts;
use pictures::{Colours, Pictures};
use rayon::prelude::*;
use std::sync::OnceLock;

/// The row of the screen edition.
pub const SCREEN: Edition = Edition {
    name: "screen",
    suffix: ".pdf",
    about: "PDF for reading on a screen: outline, links, tags",
    media: "application/pdf",
    audience: Audience::Readers,
    is_paged: true,
    is_extra: false,
    make: make_screen,
};

/// The row of the press edition.
pub const PRESS: Edition = Edition {
    name: "press",
    suffix: ".press.pdf",
    about: "PDF for the printer: single pages with bleed, black ink unless colour is asked for",
    media: "application/pdf",
    audience: Audience::Printers,
    is_paged: true,
    is_extra: false,
    make: |job| make(job, press::write),
};

/// The row of what the first drum of a duplicator prints.
pub const DRUM_1: Edition = Edition {
    name: "drum-1",
    suffix: ".drum-1.pdf",
    about: "PDF for a duplicator's first drum: all but the accents, in greys",
    media: "application/pdf",
    audience: Audience::Printers,
    is_paged: true,
    is_extra: true,
    make: |job| make(job, press::write_first_drum),
};

/// The row of what its second drum prints.
pub const DRUM_2: Edition = Edition {
    name: "drum-2",
    suffix: ".drum-2.pdf",
    about: "PDF for a duplicator's second drum: the accents, in greys",
    media: "application/pdf",
    audience: Audience::Printers,
    is_paged: true,
    is_extra: true,
    make: |job| make(job, press::write_second_drum),
};

/// The row of the booklet edition.
pub const BOOKLET: Edition = Edition {
    name: "booklet",
    suffix: ".booklet.pdf",
    about: "PDF imposed for folding and stapling",
    media: "application/pdf",
    audience: Audience::Readers,
    is_paged: true,
    is_extra: false,
    make: make_booklet,
};

/// The row of the booklet's cover, where that is a sheet of its own.
pub const BOOKLET_COVER: Edition = Edition {
    name: "booklet-cover",
    suffix: ".booklet-cover.pdf",
    about: "PDF of the booklet's first and last leaf, for other paper",
    media: "application/pdf",
    audience: Audience::Readers,
    is_paged: true,
    is_extra: true,
    make: make_booklet_cover,
};

/// The row of the cover sheet.
pub const COVER: Edition = Edition {
    name: "cover",
    suffix: ".cover.pdf",
    about: "PDF of the cover for the printer: back, spine and front",
    media: "application/pdf",
    audience: Audience::Printers,
    is_paged: true,
    is_extra: false,
    make: |job| make(job, cover::write),
};

type Writer = fn(&Layout, &Settings, &Plates) -> Result<Warned<Data>, Diagnostics>;

/// The typesetter's warnings go with each PDF.
fn make(job: &Job<'_>, write: Writer) -> Result<Warned<Data>, Diagnostics> {
    let layout = job.layout()?;
    let mut made = write(&layout.value, job.settings, job.plates()?)?;
    let own = std::mem::replace(&mut made.warnings, layout.warnings.clone());
    made.warnings.extend(own);
    Ok(made)
}

/// With its cover around it, if that is wanted.
fn make_screen(job: &Job<'_>) -> Result<Warned<Data>, Diagnostics> {
    match job.settings.screen.cover {
        true => make_clad(job, job.settings, screen::write),
        false => make(job, screen::write),
    }
}

/// As [`make`], with the cover around the pages.
fn make_clad(
    job: &Job<'_>,
    settings: &Settings,
    write: Writer,
) -> Result<Warned<Data>, Diagnostics> {
    let layout = job.layout()?;
    let clad = clad::clad(&layout.value, settings)?;
    let mut made = write(&clad, settings, &Plates::of(&clad)?)?;
    let own = std::mem::replace(&mut made.warnings, layout.warnings.clone());
    made.warnings.extend(own);
    Ok(made)
}

/// A booklet's, with the cover around the pages if that is wanted: its back is the last page, whatever blanks there are.
fn make_sheets(job: &Job<'_>, write: Writer) -> Result<Warned<Data>, Diagnostics> {
    if !job.settings.booklet.cover {
        return make(job, write);
    }
    let mut settings = job.settings.clone();
    settings.booklet.back_cover = true;
    make_clad(job, &settings, write)
}

/// With what is to be known before the sheets are folded.
fn make_booklet(job: &Job<'_>) -> Result<Warned<Data>, Diagnostics> {
    let mut made = make_sheets(job, booklet::write)?;
    let pages = job.layout()?.value.pages.len() + clad::added(job.settings);
    if let Some((mut said, holds)) = impose::parts(pages, &job.settings.booklet) {
        said.hints.splice(0..0, fitting::ways(job, holds));
        made.warnings.push(said);
    }
    Ok(made)
}

fn make_booklet_cover(job: &Job<'_>) -> Result<Warned<Data>, Diagnostics> {
    let mut made = make_sheets(job, booklet::write_cover)?;
    if !job.settings.booklet.cover_apart {
        let message = "the booklet has the pages of its cover, too";
        let said = Diagnostic::warning("cover-twice", message);
        let hint = "`editions.booklet.cover_apart: true` leaves them out of it";
        made.warnings.push(said.hint(hint));
    }
    Ok(made)
}

/// What several PDFs of a build are made from.
pub struct Plates {
    fonts: Fonts,
    pages: OnceLock<Vec<Vec<u8>>>,
    pictures: OnceLock<Result<Pictures, Diagnostics>>,
}

impl Plates {
    /// Subsets the fonts.
    ///
    /// # Errors
    /// A face that can't be subset.
    pub fn of(layout: &Layout) -> Result<Plates, Diagnostics> {
        let fonts = Fonts::of(layout)?;
        Ok(Plates {
            fonts,
            pages: OnceLock::new(),
            pictures: OnceLock::new(),
        })
    }

    /// Makes what several of some editions share.
    pub(super) fn prepare(&self, layout: &Layout, editions: &[&Edition]) {
        let are = |names: &[&str]| editions.iter().any(|one| names.contains(&one.name));
        if are(&[SCREEN.name, BOOKLET.name, BOOKLET_COVER.name]) {
            // A failure is kept, and each of them reports it.
            let _ = self.pictures(layout);
        }
        if are(&[PRESS.name, BOOKLET.name, BOOKLET_COVER.name]) {
            self.draw(layout);
        }
    }

    /// Draws the pages for print.
    fn draw(&self, layout: &Layout) {
        let draw = |page| deflate(&content::draw(layout, page, &self.fonts, None).stream);
        let pages = (0..layout.pages.len()).into_par_iter().map(draw).collect();
        // If they are drawn already, they are the same.
        let _ = self.pages.set(pages);
    }

    /// The pictures as the screen shows them.
    fn pictures(&self, layout: &Layout) -> Result<&Pictures, Diagnostics> {
        let made = || pictures::load(layout, Colours::All);
        let made = self.pictures.get_or_init(made);
        made.as_ref().map_err(Clone::clone)
    }

    /// The operators of each page without tags, compressed: the press file's pages and the booklet's forms.
    fn pages(&self, layout: &Layout) -> &[Vec<u8>] {
        let draw = |page| deflate(&content::draw(layout, page, &self.fonts, None).stream);
        let all = || (0..layout.pages.len()).map(draw).collect();
        self.pages.get_or_init(all)
    }
}
