//! The entries of a ledger as a person is shown them. In: the ledger, the sources and the answers given. Out: [`Entry`]s,
//! in the order of their places, without a sign of HTML.

use super::Proof;
use crate::galley::{Decision, Label};
use crate::ledger::write::{self, places::Places};
use crate::ledger::{Act, Certainty, Change, Query, Reason};
use crate::repair::PASSES;
use crate::source::Span;

/// What an entry wants of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// An answer: the text was left alone.
    Query,
    /// A look: it was done, and may be wrong.
    Doubtful,
    /// Nothing, if there is no time: worth a look.
    Remark,
    /// Nothing: other words.
    Change,
    /// Nothing: white space, a label or the order of reading.
    Routine,
}

/// How an entry shows where it acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// On the words in question.
    Words,
    /// Before the block, the note or the call that it made.
    Point,
    /// The same, for what has its place among the notes.
    PointOfNote,
    /// Where words stood that are set aside.
    Aside,
}

/// An entry of the ledger.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name in `decisions`.
    pub id: String,
    /// What it wants.
    pub sort: Sort,
    /// Its pass, as an index into [`PASSES`].
    pub pass: usize,
    /// The name of its kind, by which alike queries are answered at once; empty for a change.
    pub kind: String,
    /// The question; empty for a change.
    pub question: String,
    /// What accepting would do, where it would do anything.
    pub proposal: Option<String>,
    /// What stood there, and what stands there now; empty for a query.
    pub words: (String, String),
    /// Why.
    pub why: Reason,
    /// How sure; None for a query.
    pub certainty: Option<Certainty>,
    /// The source in question.
    pub at: Span,
    /// The same in words: `line 12`, or `page 3, line 4`; with the file's name where there are several.
    pub place: String,
    /// Its box on the page in points, left, top, right and lower edge, where there are pages.
    pub area: Option<[f64; 4]>,
    /// How it is shown.
    pub shown: Shown,
    /// What the editor said of it.
    pub answer: Option<Decision>,
}

impl Entry {
    /// How sure it is, in words.
    #[must_use]
    pub fn certainty(&self) -> &'static str {
        match self.certainty {
            Some(certainty) => said(certainty),
            None if self.sort == Sort::Remark => "left alone: worth a look",
            None => "left alone: the editor must say",
        }
    }

    /// Where its box is, in words.
    #[must_use]
    pub fn area(&self) -> Option<String> {
        let [left, top, right, foot] = self.area?.map(|edge| (edge * 10.0).round() / 10.0);
        Some(format!(
            "{left} to {right} pt across, {top} to {foot} pt down"
        ))
    }
}

/// A certainty in words; the shares are those of [`Certainty`].
#[must_use]
pub fn said(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "sure: wrong at most once in 500",
        Certainty::Likely => "likely: wrong at most once in 20",
        Certainty::Doubtful => "doubtful: more likely right than wrong",
    }
}

/// All entries, in the order of their places in the sources; what begins at one place in the order of the ledger.
#[must_use]
pub fn entries(proof: &Proof<'_>) -> Vec<Entry> {
    let places = Places::of(proof.ledger, proof.sources, []);
    let changes = proof.ledger.changes().iter();
    let changes = changes.map(|change| of_change(change, proof, &places));
    let queries = proof.ledger.queries().iter();
    let queries = queries.map(|query| of_query(query, proof, &places));
    let mut entries: Vec<Entry> = changes.chain(queries).collect();
    entries.sort_by_key(|entry| (entry.at.source, entry.at.start));
    entries
}

fn of_change(change: &Change, proof: &Proof<'_>, places: &Places<'_>) -> Entry {
    let id = change.id.to_string();
    Entry {
        sort: match change.certainty {
            Certainty::Doubtful => Sort::Doubtful,
            _ if write::is_routine(change) => Sort::Routine,
            _ => Sort::Change,
        },
        pass: pass(change.id.pass),
        kind: String::new(),
        question: String::new(),
        proposal: None,
        words: write::words(change),
        why: change.why.clone(),
        certainty: Some(change.certainty),
        at: change.at,
        place: place(change.at, places),
        area: places.area(change.at),
        shown: shown(&change.act),
        answer: proof.settings.repair.decisions.get(&id).copied(),
        id,
    }
}

fn of_query(query: &Query, proof: &Proof<'_>, places: &Places<'_>) -> Entry {
    let id = query.id.to_string();
    let sort = match query.remark {
        true => Sort::Remark,
        false => Sort::Query,
    };
    Entry {
        sort,
        pass: pass(query.id.pass),
        kind: query.kind(),
        question: query.question.clone(),
        proposal: query.proposal.clone(),
        words: (String::new(), String::new()),
        why: query.why.clone(),
        certainty: None,
        at: query.at,
        place: place(query.at, places),
        area: places.area(query.at),
        shown: Shown::Words,
        answer: proof.settings.repair.decisions.get(&id).copied(),
        id,
    }
}

fn shown(act: &Act) -> Shown {
    match act {
        Act::Replace { .. } => Shown::Words,
        Act::Relabel { after, .. } if after.is_note() => Shown::PointOfNote,
        Act::Relabel { after, .. } if !after.is_flow() && *after != Label::PageTurn => Shown::Aside,
        Act::Relabel { .. } | Act::Move => Shown::Point,
    }
}

/// The row of a pass; what no pass has entered stands behind all of them.
fn pass(name: &str) -> usize {
    let row = PASSES.iter().position(|pass| pass.name == name);
    row.unwrap_or(PASSES.len())
}

/// A place for a person, without the column.
fn place(at: Span, places: &Places<'_>) -> String {
    let position = places.position(at);
    let line = match position.page {
        Some(page) => format!("page {page}, line {}", position.line),
        None => format!("line {}", position.line),
    };
    match places.is_one() {
        true => line,
        false => format!("{}, {line}", places.name(at)),
    }
}
