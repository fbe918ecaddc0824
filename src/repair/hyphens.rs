//! Hyphens at line ends. In: words broken over lines. Out: joined, or kept where the hyphen is the word's own.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "hyphens",
    about: "words broken at line ends",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
