//! Note matter. In: lines at page feet and in sections of endnotes. Out: what belongs to notes, labelled.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "foot",
    about: "note bodies at page feet and in sections of endnotes",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
