//! Headings. In: short lines that stand alone. Out: labelled, with their level.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "headings",
    about: "headings and their levels",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
