//! The laws of the repair, for the tests and for the bench that reads the whole corpus. In: a text. Out: nothing, or a
//! panic that names the law it breaks.

use pamphleteer::book::{Book, visit_calls};
use pamphleteer::galley::Galley;
use pamphleteer::ledger::Ledger;
use pamphleteer::lexicon::Lexicon;
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::repair::{Rules, repair};
use pamphleteer::source::Source;
use pamphleteer::source::forms::Form;

/// Holds a text to laws 1 to 3: the ledger gives it back, its repair needs no repair, calls and notes are numbered 1..n.
pub fn assert_laws(source: &Source) {
    let sources = std::slice::from_ref(source);
    let (book, galley, ledger) = pipeline::repair_sources(sources, &Settings::default());
    assert!(galley.undone(&ledger) == source.text(), "law 1: undone");
    assert_numbered(&book);
    assert_settled(galley, source.text());
}

/// Law 2. What the first repair entered, a second does not enter again; queries may be put again.
fn assert_settled(galley: Galley, text: &str) {
    let repaired = galley.text().to_owned();
    let settings = Settings::default();
    let rules = Rules {
        repair: settings.repair.clone(),
        notes: settings.notes.clone(),
        lexicon: Lexicon::guessed(text, &[]),
        form: Form::of(text),
        meta: Default::default(),
    };
    let (again, ledger) = repair(galley, &rules);
    let is_settled = again.text() == repaired && ledger.changes().is_empty();
    assert!(is_settled, "law 2: {}", entries(&ledger));
}

fn entries(ledger: &Ledger) -> String {
    let lines = ledger.changes().iter().take(5);
    lines
        .map(|c| format!("\n{} {:?} {:?}", c.id, c.act, c.words))
        .collect()
}

/// Law 3.
fn assert_numbered(book: &Book) {
    let numbers: Vec<u32> = book.notes().iter().map(|n| n.number).collect();
    assert_eq!(numbers, (1..=book.notes().len() as u32).collect::<Vec<_>>());
    let mut calls = Vec::new();
    visit_calls(book.blocks(), &mut |note| calls.push(note.0));
    let mut first = calls.clone();
    first.retain({
        let mut seen = std::collections::HashSet::new();
        move |call| seen.insert(*call)
    });
    assert!(first.is_sorted(), "calls in order: {calls:?}");
}
