//! The editions. In: the [`Book`] and the [`Settings`]. Out: for each row of [`EDITIONS`] that was asked for, its bytes
//! or what went wrong; they are made in parallel, and one that fails does not stop the others.

#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;
pub(crate) mod date;
pub mod epub;
pub(crate) mod facts;
pub mod front;
pub mod markdown;
pub mod muse;
pub mod numbers;
pub mod pdf;
pub mod text;
pub(crate) mod xml;

use crate::book::Book;
use crate::diagnostic::{Diagnostics, Warned};
use crate::manifest::Settings;
use crate::store::Data;
use crate::typeset::{self, Layout};
use front::Front;
use rayon::prelude::*;
use std::sync::OnceLock;

/// What an edition is made from. The laid-out pages are shared by all PDFs and made when the first of them asks.
pub struct Job<'a> {
    /// The book.
    pub book: &'a Book,
    /// What the manifest asks for.
    pub settings: &'a Settings,
    layout: OnceLock<Result<Warned<Layout>, Diagnostics>>,
    plates: OnceLock<Result<pdf::Plates, Diagnostics>>,
    front: OnceLock<Result<Front, Diagnostics>>,
}

impl<'a> Job<'a> {
    /// A job without pages yet.
    #[must_use]
    pub fn new(book: &'a Book, settings: &'a Settings) -> Job<'a> {
        Job {
            book,
            settings,
            layout: OnceLock::new(),
            plates: OnceLock::new(),
            front: OnceLock::new(),
        }
    }

    /// A job whose pages were laid out before.
    #[must_use]
    pub fn with_pages(
        book: &'a Book,
        settings: &'a Settings,
        pages: Result<Warned<Layout>, Diagnostics>,
    ) -> Job<'a> {
        Job {
            layout: pages.into(),
            ..Job::new(book, settings)
        }
    }

    /// The pages, laid out once.
    ///
    /// # Errors
    /// What the typesetter could not do: see [`typeset::lay_out`].
    pub fn layout(&self) -> Result<&Warned<Layout>, Diagnostics> {
        let made = self
            .layout
            .get_or_init(|| typeset::lay_out(self.book, self.settings));
        made.as_ref().map_err(Clone::clone)
    }

    /// The front cover, read or drawn once.
    ///
    /// # Errors
    /// As [`Front::of`].
    pub fn front(&self) -> Result<&Front, Diagnostics> {
        let made = self
            .front
            .get_or_init(|| Front::of(self.book, self.settings));
        made.as_ref().map_err(Clone::clone)
    }

    /// Makes the pages and what all PDFs share. A failure is kept, and each PDF reports it.
    fn prepare(&self, paged: &[&Edition]) {
        if let (Ok(layout), Ok(plates)) = (self.layout(), self.plates()) {
            plates.prepare(&layout.value, paged);
        }
    }

    /// Fonts and page contents, made once for all PDFs.
    ///
    /// # Errors
    /// As [`Job::layout`], and a face that can't be embedded.
    pub fn plates(&self) -> Result<&pdf::Plates, Diagnostics> {
        let layout = self.layout()?;
        let made = self.plates.get_or_init(|| pdf::Plates::of(&layout.value));
        made.as_ref().map_err(Clone::clone)
    }
}

/// A row of the table: one file that can be made.
pub struct Edition {
    /// Its name on the command line and in the manifest.
    pub name: &'static str,
    /// What follows the book's slug in the file name, such as `.epub` or `.booklet.pdf`.
    pub suffix: &'static str,
    /// A line for `list editions`.
    pub about: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Whom it is for.
    pub audience: Audience,
    /// Whether it is made from laid-out pages.
    pub is_paged: bool,
    /// Whether it is made only where it is named; the others are made where nothing is.
    pub is_extra: bool,
    /// Makes it.
    pub make: fn(&Job<'_>) -> Result<Warned<Data>, Diagnostics>,
}

/// Whom an edition is for; a catalogue offers readers what is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Who wants to read it, or to print and fold it at home.
    Readers,
    /// The printing house.
    Printers,
    /// Who corrects the text.
    Editors,
    /// Shops and catalogues.
    Shops,
}

/// All editions, in the order in which they are reported.
pub const EDITIONS: &[Edition] = &[
    epub::EDITION,
    epub::KINDLE,
    epub::KOBO,
    pdf::SCREEN,
    pdf::PRESS,
    pdf::DRUM_1,
    pdf::DRUM_2,
    pdf::BOOKLET,
    pdf::BOOKLET_COVER,
    pdf::COVER,
    front::EDITION,
    text::EDITION,
    markdown::EDITION,
    muse::EDITION,
];

/// What became of one edition.
pub struct Outcome {
    /// Which.
    pub edition: &'static Edition,
    /// Its bytes, or why there are none.
    pub made: Result<Warned<Data>, Diagnostics>,
}

/// Makes the editions that `wanted` says, in parallel; outcomes in the order of the table.
///
/// What all PDFs share is made before the first of them starts. Were it made by the first that asks, a thread that waits
/// for a part of it could take up another PDF meanwhile, which then waits for what its own thread is making.
pub fn make(job: &Job<'_>, wanted: impl Fn(&Edition) -> bool + Sync) -> Vec<Outcome> {
    let rows = EDITIONS.iter().filter(|edition| wanted(edition));
    let (paged, plain): (Vec<_>, Vec<_>) = rows.partition(|edition| edition.is_paged);
    let (mut made, plain) = rayon::join(
        || {
            if !paged.is_empty() {
                job.prepare(&paged);
            }
            make_all(job, &paged)
        },
        || make_all(job, &plain),
    );
    made.extend(plain);
    let place = |name| EDITIONS.iter().position(|edition| edition.name == name);
    made.sort_by_key(|outcome| place(outcome.edition.name));
    made
}

fn make_all(job: &Job<'_>, rows: &[&'static Edition]) -> Vec<Outcome> {
    let outcomes = rows.par_iter().map(|edition| Outcome {
        edition,
        made: (edition.make)(job),
    });
    outcomes.collect()
}
