//! The only way to change a galley. In: a pass's edits, labels, moves and queries. Out: the galley changed in one
//! sweep, and each stroke in the ledger.

use super::said::{LineKind, Said};
use super::taken::Taken;
use super::{Galley, Label, sweep};
use crate::ledger::{Certainty, EntryId, Ledger, Query, Reason, fingerprint, kind};
use crate::source::Span;
use crate::source::typography::Style;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Bytes of text on either side of an entry that its id knows it by.
const CONTEXT: usize = 24;

/// What the editor said in `decisions` about an entry of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Carry a query's proposal out, or confirm a change.
    Accept,
    /// Leave the text alone.
    Reject,
}

/// A list of the manifest in which the editor overrules the passes. An entry that finds nothing is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Override {
    /// `repair.words`; looked for in the text at the end, no pass need note it.
    Words,
    /// `repair.never_split`; looked for in the text at the end, no pass need note it.
    NeverSplit,
    /// `repair.keep_hyphens`.
    KeepHyphens,
    /// `repair.join_hyphens`.
    JoinHyphens,
    /// `repair.headings`.
    Headings,
    /// `repair.paragraphs`.
    Paragraphs,
    /// `repair.lines`.
    Lines,
    /// `repair.corrections`.
    Corrections,
    /// The call in a row of `notes.link`.
    Link,
    /// The body in a row of `notes.link`.
    LinkBody,
    /// `notes.swap`.
    Swap,
    /// `notes.not_a_call`.
    NotACall,
    /// `decisions`; the pen itself notes these.
    Decisions,
}

/// What became of a question put with [`Pen::ask`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It stands in the ledger as a query; leave the text alone.
    Open,
    /// The editor accepted it: carry it out.
    Accepted,
    /// The editor rejected it.
    Rejected,
}

/// Other words for a range of the galley's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Bytes of [`Galley::text`]; empty for an insertion.
    pub range: Range<usize>,
    /// What shall stand there.
    pub after: String,
    /// The words around it before and after, where the edit alone would not tell a reader what happened.
    pub words: Option<Box<(String, String)>>,
    /// Why.
    pub why: Reason,
    /// How sure.
    pub certainty: Certainty,
}

impl Edit {
    /// A replacement that is sure.
    #[must_use]
    pub fn sure(range: Range<usize>, after: impl Into<String>, why: impl Into<Reason>) -> Edit {
        Edit {
            range,
            after: after.into(),
            words: None,
            why: why.into(),
            certainty: Certainty::Sure,
        }
    }

    /// The same with another certainty.
    #[must_use]
    pub fn certainty(mut self, certainty: Certainty) -> Edit {
        self.certainty = certainty;
        self
    }

    /// The same with the words for a reader.
    #[must_use]
    pub fn words(mut self, before: &str, after: &str) -> Edit {
        self.words = Some(Box::new((before.into(), after.into())));
        self
    }
}

/// Another label for a range of the galley's text.
pub(super) struct Mark {
    pub range: Range<usize>,
    pub label: Label,
    pub why: Reason,
    pub certainty: Certainty,
}

/// Ranges, each other's neighbours in the source, and the order in which they are read.
pub(super) struct Shift {
    pub ranges: Vec<Range<usize>>,
    pub why: Reason,
    pub certainty: Certainty,
}

/// Collects a pass's strokes and carries them out in one sweep.
///
/// All ranges speak of the galley as it stood when the pass began, or at the last [`Pen::apply`].
pub struct Pen<'a> {
    pub(super) galley: &'a mut Galley,
    pub(super) ledger: &'a mut Ledger,
    pub(super) pass: &'static str,
    pub(super) edits: Vec<Edit>,
    pub(super) marks: Vec<Mark>,
    pub(super) shifts: Vec<Shift>,
    pub(super) styles: Vec<(Span, Style)>,
    /// Where pieces must end for what is said of lines.
    pub(super) cuts: Vec<usize>,
    decisions: &'a BTreeMap<String, Decision>,
    taken: Taken,
}

impl<'a> Pen<'a> {
    /// A pen for one pass.
    #[must_use]
    pub fn new(
        galley: &'a mut Galley,
        ledger: &'a mut Ledger,
        pass: &'static str,
        decisions: &'a BTreeMap<String, Decision>,
    ) -> Pen<'a> {
        Pen {
            galley,
            ledger,
            pass,
            edits: Vec::new(),
            marks: Vec::new(),
            shifts: Vec::new(),
            styles: Vec::new(),
            cuts: Vec::new(),
            decisions,
            taken: Taken::default(),
        }
    }

    /// The galley as it stood at the last sweep.
    #[must_use]
    pub fn galley(&self) -> &Galley {
        self.galley
    }

    /// What stood in the source where a change of this ledger wrote; nothing for a change that the ledger does not know.
    #[must_use]
    pub fn undone(&self, change: u32) -> String {
        let is_known = (change as usize) < self.ledger.changes.len();
        if is_known {
            self.ledger.undone(change)
        } else {
            String::new()
        }
    }

    /// Other words. Edits that overlap an earlier edit of the same sweep, or that leave the text as it is, are not carried out.
    pub fn edit(&mut self, edit: Edit) {
        self.edits.push(edit);
    }

    /// Edits that are one repair: where the editor refused one of them, none is carried out.
    pub fn edit_all(&mut self, edits: Vec<Edit>) {
        let is_refused = edits.iter().any(|edit| {
            let before = self.galley.text.get(edit.range.clone());
            let edit = before.and_then(|b| sweep::trimmed(self.galley, edit.clone(), b));
            edit.is_some_and(|edit| self.is_refused(&edit.range, &edit.after))
        });
        if !is_refused {
            self.edits.extend(edits);
        }
    }

    /// Another label. What already has it is passed over.
    pub fn mark(
        &mut self,
        range: Range<usize>,
        label: Label,
        why: impl Into<Reason>,
        certainty: Certainty,
    ) {
        self.marks.push(Mark {
            range,
            label,
            why: why.into(),
            certainty,
        });
    }

    /// Takes down what the editor says that a line is: from here on no stroke makes anything else of it. Lines are said in
    /// the order of the source, before anything was changed.
    pub fn say(&mut self, range: Range<usize>, kind: LineKind, row: usize) {
        let at = self.galley.span(range.clone());
        Arc::make_mut(&mut self.galley.said).push(Said { at, kind, row });
        self.cuts.extend([range.start, range.end]);
    }

    /// Takes two marks away, and gives words between them the style that they say; nothing is done if the editor refused
    /// either.
    pub fn set_style(&mut self, marks: [Edit; 2], words: Range<usize>, style: Style) {
        let is_refused = marks
            .iter()
            .any(|edit| self.is_refused(&edit.range, &edit.after));
        if is_refused {
            return;
        }
        self.edits.extend(marks);
        if style != Style::NONE && words.start < words.end {
            self.styles.push((self.galley.span(words), style));
        }
    }

    /// Another order of reading: the ranges, in the order in which they shall be read. They must not overlap, and no
    /// other text may stand between the first and the last of them in the source.
    pub fn reorder(
        &mut self,
        ranges: Vec<Range<usize>>,
        why: impl Into<Reason>,
        certainty: Certainty,
    ) {
        self.shifts.push(Shift {
            ranges,
            why: why.into(),
            certainty,
        });
    }

    /// Puts a question that has a proposal. Unless the editor has decided, it becomes a query and the text is left alone.
    /// `proposal` says what accepting would do; it is part of the query's id.
    pub fn ask(
        &mut self,
        range: Range<usize>,
        question: impl Into<String>,
        proposal: impl Into<String>,
        why: impl Into<Reason>,
    ) -> Answer {
        self.put(range, question.into(), proposal.into(), why.into(), false)
    }

    /// A remark that has a proposal; asked as by [`Pen::ask`], but nothing stays open if nobody looks.
    pub fn suggest(
        &mut self,
        range: Range<usize>,
        remark: impl Into<String>,
        proposal: impl Into<String>,
        why: impl Into<Reason>,
    ) -> Answer {
        self.put(range, remark.into(), proposal.into(), why.into(), true)
    }

    fn put(
        &mut self,
        range: Range<usize>,
        question: String,
        proposal: String,
        why: Reason,
        remark: bool,
    ) -> Answer {
        let (id, decision) = self.name(&range, &proposal);
        let decision = decision.or_else(|| self.decision(kind(self.pass, &question, &why)));
        match decision {
            Some(Decision::Accept) => return Answer::Accepted,
            Some(Decision::Reject) => {
                self.ledger.refused.push(id);
                return Answer::Rejected;
            }
            None => {}
        }
        let at = self.galley.span(range);
        self.ledger.queries.push(Query {
            id,
            at,
            question,
            proposal: Some(proposal),
            why,
            remark,
        });
        Answer::Open
    }

    /// Whether an open query speaks of a place.
    #[must_use]
    pub fn has_asked(&self, range: &Range<usize>) -> bool {
        let at = self.galley.span(range.clone());
        let open = self.ledger.queries.iter().filter(|query| !query.remark);
        let of_source = open
            .map(|query| query.at)
            .filter(|asked| asked.source == at.source);
        of_source
            .into_iter()
            .any(|asked| asked.start <= at.end && asked.end >= at.start)
    }

    /// What the editor decided about an entry or a kind of entries.
    fn decision(&mut self, name: String) -> Option<Decision> {
        let decision = self.decisions.get(&name).copied();
        if decision.is_some() {
            self.used(Override::Decisions, &name);
        }
        decision
    }

    /// A query without a proposal: something only the editor can mend. A rejected one is not entered.
    pub fn query(
        &mut self,
        range: Range<usize>,
        question: impl Into<String>,
        why: impl Into<Reason>,
    ) {
        self.note(range, question.into(), why.into(), false);
    }

    /// A remark: worth a look, and nothing stays open if nobody looks.
    pub fn remark(
        &mut self,
        range: Range<usize>,
        remark: impl Into<String>,
        why: impl Into<Reason>,
    ) {
        self.note(range, remark.into(), why.into(), true);
    }

    fn note(&mut self, range: Range<usize>, question: String, why: Reason, remark: bool) {
        let (id, decision) = self.name(&range, &question);
        let decision = decision.or_else(|| self.decision(kind(self.pass, &question, &why)));
        match decision {
            Some(Decision::Reject) => {
                self.ledger.refused.push(id);
                return;
            }
            Some(Decision::Accept) => self.ledger.unproposed.push(id),
            None => {}
        }
        let at = self.galley.span(range);
        self.ledger.queries.push(Query {
            id,
            at,
            question,
            proposal: None,
            why,
            remark,
        });
    }

    /// The id that an entry of this pass gets, and what the editor decided about it. `after` is what the entry would
    /// write or say. For passes whose one repair takes several strokes and must be refused as a whole.
    pub fn name(&mut self, range: &Range<usize>, after: &str) -> (EntryId, Option<Decision>) {
        let hash = self.taken.take(self.fingerprint(range, after));
        let id = EntryId {
            pass: self.pass,
            hash,
        };
        let decision = match self.decisions.is_empty() {
            true => None,
            false => self.decision(id.to_string()),
        };
        (id, decision)
    }

    /// The hash by which an entry is known, before it is told from others like it.
    fn fingerprint(&self, range: &Range<usize>, after: &str) -> u32 {
        let before = &self.galley.text[range.clone()];
        let [head, tail] = self.galley.context(range, CONTEXT);
        fingerprint(&[self.pass, before, after, &head, &tail])
    }

    /// Whether the editor refused an entry that would write or say `after` at a range. For passes whose one repair takes
    /// several strokes: where one is refused, none is to be put.
    pub fn is_refused(&mut self, range: &Range<usize>, after: &str) -> bool {
        if self.decisions.is_empty() {
            return false;
        }
        let id = EntryId {
            pass: self.pass,
            hash: self.taken.free(self.fingerprint(range, after)),
        };
        let is_refused = self.decision(id.to_string()) == Some(Decision::Reject);
        if is_refused {
            self.ledger.refused.push(id);
        }
        is_refused
    }

    /// Notes that an override found what it speaks of, whether or not the text had to change for it. `entry` is as the
    /// manifest has it: the word, the line, the `find` of a correction, the first note of a link or swap.
    pub fn used(&mut self, list: Override, entry: &str) {
        self.ledger.used.insert((list, entry.into()));
    }

    /// Whether an override found what it speaks of, in this pass or an earlier one.
    #[must_use]
    pub fn is_used(&self, list: Override, entry: &str) -> bool {
        self.ledger.is_used(list, entry)
    }

    /// Carries out what was collected; ranges of the galley change. The loop over the passes calls it at the end of each.
    pub fn apply(&mut self) {
        sweep::sweep(self);
    }
}
