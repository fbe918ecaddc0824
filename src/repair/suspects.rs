//! Suspects. In: the repaired text. Out: remarks on spellings and numbers worth a look; nothing is changed.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "suspects",
    about: "spellings and numbers worth a look, never changed",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
