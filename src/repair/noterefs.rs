//! Calls. In: digits and symbols glued to words. Out: candidates for calls of notes.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "noterefs",
    about: "marks in the text that call notes",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
