//! Exchanged bodies. In: neighbouring notes. Out: exchanged back where the words say so, else a query.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "swaps",
    about: "neighbouring note bodies that stand exchanged",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
