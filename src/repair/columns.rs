//! Columns. In: pages on which two columns stand side by side or interleaved. Out: their order of reading.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "columns",
    about: "two columns put in the order of reading",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
