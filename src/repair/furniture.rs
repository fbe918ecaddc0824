//! Furniture. In: the first and last lines of pages. Out: running heads and folios labelled.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "furniture",
    about: "running heads and page numbers",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
