//! The PDF editions. In: the laid-out pages. Out: a PDF for the screen, one for the press, and an imposed booklet.

use super::{Edition, Job};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};

/// The row of the screen edition.
pub const SCREEN: Edition = Edition {
    name: "screen",
    suffix: ".pdf",
    about: "PDF for reading on a screen: outline, links, tags",
    make,
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
