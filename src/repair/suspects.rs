//! Suspects. In: the repaired text. Out: remarks on spellings and numbers worth a look; nothing is changed.

mod doubted;
mod gibberish;
mod numbers;
mod quotes;
mod spellings;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Label, Pen};

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "suspects",
    says: "doubtful words",
    about: "spellings and numbers worth a look, never changed",
    goes_by: GoesBy::Words,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let is_note = |label| matches!(label, Label::NoteZone | Label::NoteBody(_));
    gibberish::ask(pen, &galley, &rules.lexicon);
    let listed = doubted::list(pen, &galley, rules);
    spellings::list(pen, galley.text(), rules, &listed);
    quotes::list(pen, &galley.flow(Label::is_flow));
    numbers::list(pen, &galley.flow(is_note));
}
