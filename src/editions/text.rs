//! The plain-text edition. In: the book. Out: UTF-8 text to a measure, notes at the end.

use super::{Edition, Job};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};

/// The row of the table.
pub const EDITION: Edition = Edition {
    name: "text",
    suffix: ".txt",
    about: "plain text to a measure, notes at the end",
    is_paged: false,
    make,
};

fn make(_job: &Job<'_>) -> Result<Warned<Vec<u8>>, Diagnostics> {
    Err(Diagnostic::error("not-built", "the text edition is not built yet").into())
}
