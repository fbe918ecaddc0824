//! The ledger on paper. In: [`Ledger`] and the sources. Out: YAML for people, queries first and routine at the end, and
//! JSON Lines for programs, everything in the order of entry.

pub(crate) mod notes;
pub(crate) mod places;
mod quote;

use super::{Act, Certainty, Change, Ledger, Query, Reason};
use crate::book::Book;
use crate::repair::PASSES;
use crate::source::{Source, Span};
use places::Places;
use quote::quoted;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What is written of a book: its ledger, and all that its entries point into.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The sources.
    pub sources: &'a [Source],
    /// The book, for the table of its notes.
    pub book: Option<&'a Book>,
}

impl Record<'_> {
    /// The form that a file's name asks for: JSON Lines for `.jsonl`, else YAML.
    #[must_use]
    pub fn for_file(&self, path: &Path) -> String {
        if path.extension().is_some_and(|e| e == "jsonl") {
            json_lines(self.ledger, self.sources)
        } else {
            self.yaml()
        }
    }

    /// The ledger for a person. Changes of white space and labels that have the same reason stand together in one entry.
    #[must_use]
    pub fn yaml(&self) -> String {
        let notes = notes::rows(self.book);
        let spans = notes.iter().flat_map(|row| [row.call, row.body]);
        let places = Places::of(self.ledger, self.sources, spans);
        let mut text = String::from(HEAD);
        let remarks = self.ledger.queries().iter().filter(|q| q.remark);
        let remarks: Vec<Vec<&Query>> = remarks.map(|remark| vec![remark]).collect();
        queries(&mut text, "queries", &self.ledger.questions(), &places);
        queries(&mut text, "remarks", &remarks, &places);
        let (routine, changes): (Vec<&Change>, Vec<&Change>) =
            self.ledger.changes().iter().partition(|c| is_routine(c));
        list_changes(&mut text, &changes, &places);
        section(&mut text, "notes", &notes::list(&notes, &places));
        list_routine(&mut text, &routine, &places);
        let refused = self.ledger.refused().iter();
        let refused: String = refused.map(|id| format!("- {id}\n")).collect();
        section(&mut text, "refused", &refused);
        text
    }
}

const HEAD: &str = "\
# What was done to the text, and what is asked. To answer, write into book.yaml:
#   decisions:
#     an-id: accept     # do what a query proposes
#     an-id: reject     # close a query, or take a change back
#     a/kind: accept    # the same for all queries of a kind; an id of its own goes before
";

/// A key and its list, which may be empty.
fn section(text: &mut String, key: &str, list: &str) {
    let _ = if list.is_empty() {
        writeln!(text, "\n{key}: []")
    } else {
        write!(text, "\n{key}:\n{list}")
    };
}

fn queries(text: &mut String, key: &str, groups: &[Vec<&Query>], places: &Places<'_>) {
    let mut list = String::new();
    for alike in groups {
        let query = alike[0];
        let _ = match alike.len() {
            1 => writeln!(list, "- id: {}", query.id),
            count => writeln!(
                list,
                "- id: {}\n  count: {count}\n  entries: {{{}}}",
                query.kind(),
                wrapped(alike.iter().map(|query| entry(query, places)))
            ),
        };
        place(&mut list, query.at, places);
        let _ = writeln!(list, "  question: {}", quoted(&query.question));
        let _ = writeln!(list, "  text: {}", quoted(&places.context(query.at)));
        if let Some(proposal) = &query.proposal {
            let _ = writeln!(list, "  proposal: {}", quoted(proposal));
        }
        reason(&mut list, &query.why);
    }
    section(text, key, &list);
}

/// The place of an entry, and its box where there are pages.
fn place(list: &mut String, at: Span, places: &Places<'_>) {
    let _ = writeln!(list, "  at: {}", quoted(&places.at(at)));
    if let Some(area) = places.area(at) {
        let _ = writeln!(list, "  box: {area:?}");
    }
}

/// One of many alike queries: its id, its place, and the words that its question quotes.
fn entry(query: &Query, places: &Places<'_>) -> String {
    let words = query.question.split('`').nth(1).unwrap_or_default();
    let said = format!("{} {words}", places.at(query.at));
    format!("{}: {}", query.id, quoted(said.trim_end()))
}

fn reason(list: &mut String, why: &Reason) {
    if !why.text.is_empty() {
        let _ = writeln!(list, "  why: {}", quoted(&why.text));
    }
    if !why.evidence.is_empty() {
        let weighed = why
            .evidence
            .iter()
            .map(|(what, weight)| format!("{what} {weight:+.1}"));
        let weighed: Vec<String> = weighed.collect();
        let _ = writeln!(list, "  evidence: {}", quoted(&weighed.join("; ")));
    }
}

/// Whether a change needs no lines of its own: only white space, a label or the order of reading changed, and it is not
/// doubtful.
pub(crate) fn is_routine(change: &Change) -> bool {
    let is_blank = |text: &str| text.chars().all(char::is_whitespace);
    let is_small = match &change.act {
        Act::Replace { before, after, .. } => is_blank(before) && is_blank(after),
        Act::Relabel { .. } | Act::Move => true,
    };
    is_small && change.words.is_none() && change.certainty != Certainty::Doubtful
}

fn list_changes(text: &mut String, changes: &[&Change], places: &Places<'_>) {
    let mut list = String::new();
    for pass in PASSES {
        let of_pass = changes.iter().filter(|c| c.id.pass == pass.name);
        let mut head = Some(format!("# {}: {}\n", pass.name, pass.about));
        for change in of_pass {
            list.push_str(&head.take().unwrap_or_default());
            let _ = writeln!(list, "- id: {}", change.id);
            place(&mut list, change.at, places);
            let (before, after) = words(change);
            let _ = writeln!(
                list,
                "  before: {}\n  after: {}",
                quoted(&before),
                quoted(&after)
            );
            reason(&mut list, &change.why);
            let _ = writeln!(list, "  certainty: {}", certainty(change.certainty));
        }
    }
    section(text, "changes", &list);
}

/// What stood there and what stands there now, as a reader sees it.
pub(crate) fn words(change: &Change) -> (String, String) {
    match (&change.words, &change.act) {
        (Some(words), _) => (words.0.clone(), words.1.clone()),
        (None, Act::Replace { before, after, .. }) => (before.clone(), after.clone()),
        (None, Act::Relabel { before, after }) => (before.name(), after.name()),
        (None, Act::Move) => (
            "as the source has it".into(),
            "in the order of reading".into(),
        ),
    }
}

/// The number in a label's name says which note; that is not what makes a kind.
fn kind(change: &Change) -> (usize, String, &'static str) {
    let pass = PASSES.iter().position(|p| p.name == change.id.pass);
    let what = match &change.act {
        Act::Replace { .. } => "white space".into(),
        Act::Relabel { after, .. } => {
            let name = after.name();
            name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')
                .into()
        }
        Act::Move => "order of reading".into(),
    };
    let what: String = what;
    let key = format!("{what}: {}", change.why.text);
    (pass.unwrap_or(usize::MAX), key, certainty(change.certainty))
}

fn list_routine(text: &mut String, changes: &[&Change], places: &Places<'_>) {
    let mut groups: BTreeMap<(usize, String, &str), Vec<&Change>> = BTreeMap::new();
    for change in changes {
        groups.entry(kind(change)).or_default().push(change);
    }
    let mut list = String::new();
    for ((_, what, certainty), changes) in &groups {
        let _ = writeln!(list, "- what: {}", quoted(what));
        let _ = writeln!(list, "  certainty: {certainty}\n  count: {}", changes.len());
        let entries = changes
            .iter()
            .map(|c| format!("{}: {}", c.id, quoted(&places.at(c.at))));
        let _ = writeln!(list, "  entries: {{{}}}", wrapped(entries));
    }
    section(text, "routine", &list);
}

/// Entries with commas, on lines of up to 100 columns.
fn wrapped(entries: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut column = 12;
    for entry in entries {
        if !text.is_empty() {
            text.push(',');
            column += 2;
            if column + entry.len() > 100 {
                text.push_str("\n   ");
                column = 4;
            }
            text.push(' ');
        }
        column += entry.len();
        text.push_str(&entry);
    }
    text
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "sure",
        Certainty::Likely => "likely",
        Certainty::Doubtful => "doubtful",
    }
}

/// The ledger for a program: an object a line; changes, then queries, then what `decisions` refused.
fn json_lines(ledger: &Ledger, sources: &[Source]) -> String {
    let places = Places::of(ledger, sources, []);
    let changes = ledger.changes().iter().map(|c| change_object(c, &places));
    let queries = ledger.queries().iter().map(|q| query_object(q, &places));
    let refused = ledger.refused().iter();
    let refused = refused.map(|id| json!({"kind": "refused", "id": id.to_string()}));
    let objects = changes.chain(queries).chain(refused);
    objects.map(|object| format!("{object}\n")).collect()
}

fn change_object(change: &Change, places: &Places<'_>) -> Value {
    let (before, after) = words(change);
    let (act, old, new) = match &change.act {
        Act::Replace { before, after, .. } => ("replace", before.clone(), after.clone()),
        Act::Relabel { before, after } => ("relabel", before.name(), after.name()),
        Act::Move => ("move", String::new(), String::new()),
    };
    let mut object = json!({
        "kind": "change",
        "id": change.id.to_string(),
        "pass": change.id.pass,
        "act": act,
        "before": old,
        "after": new,
        "words": [before, after],
        "certainty": certainty(change.certainty),
    });
    complete(&mut object, change.at, &change.why, places);
    object
}

fn query_object(query: &Query, places: &Places<'_>) -> Value {
    let mut object = json!({
        "kind": if query.remark { "remark" } else { "query" },
        "id": query.id.to_string(),
        "pass": query.id.pass,
        "question": query.question,
        "proposal": query.proposal,
    });
    complete(&mut object, query.at, &query.why, places);
    object
}

/// Adds the place and the reason.
fn complete(object: &mut Value, at: Span, why: &Reason, places: &Places<'_>) {
    let position = places.position(at);
    let evidence = why
        .evidence
        .iter()
        .map(|(what, weight)| json!({"what": what, "weight": weight}));
    object["file"] = places.name(at).into();
    if let Some(page) = position.page {
        object["page"] = page.into();
        object["box"] = json!(places.area(at));
    }
    object["line"] = position.line.into();
    object["column"] = position.column.into();
    object["start"] = at.start.into();
    object["end"] = at.end.into();
    object["why"] = why.text.clone().into();
    object["evidence"] = evidence.collect();
}
