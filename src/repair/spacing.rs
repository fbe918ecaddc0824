//! Blanks. In: words run together, doubled and stray blanks. Out: parted and closed up.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "spacing",
    about: "words run together, stray and doubled blanks",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
