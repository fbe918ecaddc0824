//! Numbers. In: candidates for calls and bodies. Out: the best whole assignment, and notes numbered in order of calls.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "numbering",
    about: "calls and bodies aligned, notes renumbered",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
