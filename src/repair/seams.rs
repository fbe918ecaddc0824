//! Seams. In: lines joined to paragraphs. Out: characters and blanks mended that only the seams show: a blank before a
//! stop, a word that the extractor cut at a line end without a hyphen, a soft hyphen that joined nothing.

use super::{GoesBy, Pass, Rules, characters, spacing};
use crate::galley::Pen;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "seams",
    says: "joints of lines",
    about: "characters and blanks where lines were joined",
    goes_by: GoesBy::Words,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    characters::mend(pen, rules);
    spacing::mend_blanks(pen, rules);
    pen.apply();
    characters::mend_french_blanks(pen, rules);
}
