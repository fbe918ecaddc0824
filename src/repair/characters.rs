//! Characters. In: the text as extracted. Out: ligatures, mojibake, soft hyphens and odd blanks put right.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "characters",
    about: "ligatures, mojibake, soft hyphens, odd blanks, NFC",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
