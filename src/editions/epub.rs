//! The EPUB edition. In: the book. Out: an EPUB 3.

use super::{Edition, Job};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "epub",
    suffix: ".epub",
    about: "EPUB 3.3 for e-readers",
    is_paged: false,
    make,
};

fn make(_job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    Err(Diagnostic::error("not-built", "the EPUB edition is not built yet").into())
}
