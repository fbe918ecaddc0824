//! The repairs. In: a [`Galley`] as set from the sources, and the [`Rules`]. Out: the galley repaired and labelled, and
//! the [`Ledger`] of all that was done and asked. Each pass is a file and a row of [`PASSES`].

mod alike;
pub mod apparatus;
pub mod characters;
pub mod columns;
pub mod contents;
pub mod corrections;
pub mod foot;
pub mod forms;
pub mod furniture;
pub mod headings;
pub mod hyphens;
pub mod lines;
pub mod look;
pub mod margins;
pub mod noterefs;
pub mod numbering;
pub mod order;
mod regions;
pub mod said;
pub mod seams;
pub mod spacing;
pub mod suspects;
pub mod swaps;
pub mod torn;
mod words;

use crate::book::Meta;
use crate::galley::{Galley, Pen};
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::manifest::settings::{NoteSettings, RepairSettings};
use crate::source::forms::Form;

/// What a pass judges by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoesBy {
    /// Lines and pages as printed: their lengths, how tight they are set, what stands first and last. A text repaired
    /// once has them no more, and its line ends mean something else; the pass then has nothing to go by.
    Print,
    /// The words themselves.
    Words,
}

/// A row of the table: one kind of repair.
pub struct Pass {
    /// Its name in the ledger, in `repair.off` and in `list passes`.
    pub name: &'static str,
    /// What its changes are called where they are counted.
    pub says: &'static str,
    /// A line for `list passes`.
    pub about: &'static str,
    /// What it judges by.
    pub goes_by: GoesBy,
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
    /// The form that the text is in.
    pub form: Form,
    /// What the manifest's title page says; empty where there is no manifest.
    pub meta: Meta,
}

/// All passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    said::PASS,
    forms::PASS,
    characters::PASS,
    corrections::PASS,
    margins::PASS,
    columns::PASS,
    furniture::PASS,
    contents::PASS,
    torn::PASS,
    apparatus::PASS,
    foot::PASS,
    order::PASS,
    noterefs::PASS,
    numbering::PASS,
    hyphens::PASS,
    spacing::PASS,
    headings::PASS,
    lines::PASS,
    seams::PASS,
    swaps::PASS,
    suspects::PASS,
    look::PASS,
];

/// What a sign weighs where it is there; nothing where it is not.
pub(crate) fn given(is_there: bool, weight: f32) -> f32 {
    if is_there { weight } else { 0.0 }
}

/// What the editor's word weighs, in natural-log units: more than all that a text can say.
pub(crate) const BY_HAND: f32 = 10.0;

/// Words with single blanks between them, as a manifest names lines.
pub(crate) fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs the passes that the rules do not switch off; over a galley repaired before, those that go by the words alone.
#[must_use]
pub fn repair(mut galley: Galley, rules: &Rules) -> (Galley, Ledger) {
    let mut ledger = Ledger::default();
    let is_printed = !galley.is_repaired();
    let is_on = |pass: &&Pass| {
        let is_off = rules.repair.off.iter().any(|off| off == pass.name);
        !is_off && (is_printed || pass.goes_by == GoesBy::Words)
    };
    for pass in PASSES.iter().filter(is_on) {
        let mut pen = Pen::new(&mut galley, &mut ledger, pass.name, &rules.repair.decisions);
        (pass.run)(&mut pen, rules);
        pen.apply();
    }
    galley.settle();
    (galley, ledger)
}
