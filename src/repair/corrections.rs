//! Corrections by the editor's hand. In: repair.corrections. Out: the words they name, replaced.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "corrections",
    about: "the manifest's own corrections",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
