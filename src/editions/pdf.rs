//! The PDF editions. In: the laid-out pages. Out: a PDF for the screen, one for the press, and an imposed booklet.

mod carcass;
mod content;
mod file;
mod finish;
#[cfg(test)]
mod fixture;
mod fonts;
mod metadata;
mod number;
mod outline;
mod pictures;
mod screen;
mod speech;
mod tags;
#[cfg(test)]
mod tests;

use super::{Edition, Job};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::typeset::Layout;
use file::deflate;
use fonts::Fonts;
use std::sync::OnceLock;

/// The row of the screen edition.
pub const SCREEN: Edition = Edition {
    name: "screen",
    suffix: ".pdf",
    about: "PDF for reading on a screen: outline, links, tags",
    make: |job| {
        let layout = job.layout()?;
        let bytes = screen::write(&layout.value, job.settings, job.plates()?)?;
        Ok(Warned {
            value: bytes,
            warnings: layout.warnings.clone(),
        })
    },
};

/// The row of the press edition.
pub const PRESS: Edition = Edition {
    name: "press",
    suffix: ".press.pdf",
    about: "PDF for the printer: single pages with bleed, black ink only",
    make,
};

/// The row of the booklet edition.
pub const BOOKLET: Edition = Edition {
    name: "booklet",
    suffix: ".booklet.pdf",
    about: "PDF imposed for folding and stapling",
    make,
};

fn make(_job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    Err(Diagnostic::error("not-built", "the PDF edition is not built yet").into())
}

/// What several PDFs of a build are made from.
pub struct Plates {
    fonts: Fonts,
    pages: OnceLock<Vec<Vec<u8>>>,
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
        })
    }

    /// The operators of each page without tags, compressed: the press file's pages and the booklet's forms.
    fn pages(&self, layout: &Layout) -> &[Vec<u8>] {
        let draw = |page| deflate(&content::draw(layout, page, &self.fonts, None).stream);
        let all = || (0..layout.pages.len()).map(draw).collect();
        self.pages.get_or_init(all)
    }
}
