//! The recipe. In: a manifest or a text. Out: its editions and its ledger; one line a step.

use crate::book::{Book, Meta, assemble};
use crate::galley::Galley;
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::manifest::Settings;
use crate::repair::{Rules, repair};
use crate::source::Source;

/// Repairs some sources and assembles their book.
///
/// # Panics
/// Never: assembling keeps the rules of [`Book::new`].
#[must_use]
pub fn repair_sources(sources: &[Source], settings: &Settings) -> (Book, Galley, Ledger) {
    let galley = Galley::set(sources);
    let rules = Rules {
        repair: settings.repair.clone(),
        notes: settings.notes.clone(),
        lexicon: Lexicon::default(),
    };
    let (galley, ledger) = repair(galley, &rules);
    let meta: Meta = settings.meta.clone();
    let book = assemble::assemble(meta, &galley, sources)
        .expect("assembling calls no note that is not there, and in the order of calls");
    (book, galley, ledger)
}
