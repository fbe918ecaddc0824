//! The repairs. In: a [`Galley`] as set from the sources, and the [`Rules`]. Out: the galley repaired and labelled, and
//! the [`Ledger`] of all that was done and asked. Each pass is a file and a row of [`PASSES`].

pub mod characters;
pub mod columns;
pub mod corrections;
pub mod foot;
pub mod furniture;
pub mod headings;
pub mod hyphens;
pub mod lines;
pub mod noterefs;
pub mod numbering;
pub mod spacing;
pub mod suspects;
pub mod swaps;
mod words;

use crate::galley::{Galley, Pen};
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::manifest::settings::{NoteSettings, RepairSettings};

/// A row of the table: one kind of repair.
pub struct Pass {
    /// Its name in the ledger, in `repair.off` and in `list passes`.
    pub name: &'static str,
    /// A line for `list passes`.
    pub about: &'static str,
    /// Reads the pen's galley and collects its strokes.
    pub run: fn(&mut Pen<'_>, &Rules),
}

/// What the passes go by.
pub struct Rules {
    /// The manifest's `repair`.
    pub repair: RepairSettings,
    /// The manifest's `notes`.
    pub notes: NoteSettings,
    /// Known words of the text's language.
    pub lexicon: Lexicon,
}

/// All passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    characters::PASS,
    corrections::PASS,
    columns::PASS,
    furniture::PASS,
    foot::PASS,
    noterefs::PASS,
    numbering::PASS,
    hyphens::PASS,
    spacing::PASS,
    headings::PASS,
    lines::PASS,
    swaps::PASS,
    suspects::PASS,
];

/// Runs the passes that the rules do not switch off.
#[must_use]
pub fn repair(mut galley: Galley, rules: &Rules) -> (Galley, Ledger) {
    let mut ledger = Ledger::default();
    let is_on = |pass: &&Pass| !rules.repair.off.iter().any(|off| off == pass.name);
    for pass in PASSES.iter().filter(is_on) {
        let mut pen = Pen::new(&mut galley, &mut ledger, pass.name, &rules.repair.decisions);
        (pass.run)(&mut pen, rules);
        pen.apply();
    }
    (galley, ledger)
}
