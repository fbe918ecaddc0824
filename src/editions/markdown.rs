//! The Markdown edition. In: the book. Out: Pandoc Markdown for an editor's hand.

use super::{Edition, Job};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "markdown",
    suffix: ".md",
    about: "the repaired text as Pandoc Markdown, to correct by hand and build from",
    make,
};

fn make(_job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    Err(Diagnostic::error("not-built", "the Markdown edition is not built yet").into())
}
