//! Lines to paragraphs. In: hard line ends. Out: joined inside paragraphs, kept between them.

use super::{Pass, Rules};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "lines",
    about: "hard line ends joined to paragraphs",
    run,
};

fn run(_pen: &mut Pen<'_>, _rules: &Rules) {}
