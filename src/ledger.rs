//! What was done to the text and what was left to the editor. In: every stroke of a [`crate::galley::Pen`].
//! Out: [`Ledger`], which can be written (`ledger::write`), and undone, byte for byte.

pub mod write;

use crate::galley::{Label, Override};
use crate::hash::HashMap;
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// How sure a repair is. The shares are measured on the corpus; docs/repair.md has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// More likely right than wrong; an editor should look.
    Doubtful,
    /// Wrong at most once in 20.
    Likely,
    /// Wrong at most once in 500.
    Sure,
}

/// Why: a sentence an editor understands, and the evidence weighed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reason {
    /// The sentence: lower case, no full stop.
    pub text: Cow<'static, str>,
    /// What spoke for it (positive) and against it (negative); natural-log units, as the passes weigh them.
    pub evidence: Vec<(Cow<'static, str>, f32)>,
}

impl Reason {
    /// Adds a piece of evidence.
    #[must_use]
    pub fn because(mut self, what: impl Into<Cow<'static, str>>, weight: f32) -> Reason {
        // There are many reasons, each with little evidence.
        self.evidence.reserve_exact(1);
        self.evidence.push((what.into(), weight));
        self
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for Reason {
    fn from(text: T) -> Self {
        Reason {
            text: text.into(),
            evidence: Vec::new(),
        }
    }
}

/// The name of a change or query that outlives edits elsewhere: the pass and a hash of before, after and near context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The pass that entered it.
    pub pass: &'static str,
    /// 32 bits of FNV-1a over pass, before, after and up to 24 bytes of text either side, made unique by counting on. Serial
    /// numbers of notes, which change with other notes, are left out.
    pub hash: u32,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.pass, self.hash)
    }
}

/// What a change did.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Other words: `before` became `after`, trimmed to the characters that differ.
    Replace {
        /// What stood there.
        before: String,
        /// What stands there now.
        after: String,
        /// The earlier changes that this one swallowed: their index in the ledger, and the byte in `before` where each one's `after` begins.
        covers: Vec<(u32, u32)>,
    },
    /// Another label; the words stay.
    Relabel {
        /// The label that stood there.
        before: Label,
        /// The label now.
        after: Label,
    },
    /// Another place in the order of reading; the words stay.
    Move,
}

/// A repair that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its name in `decisions`.
    pub id: EntryId,
    /// The source it covers.
    pub at: Span,
    /// What it did.
    pub act: Act,
    /// The words around for a reader, before and after, where the act alone would not tell (`TheCentral`, `The Central`).
    pub words: Option<Box<(String, String)>>,
    /// Why.
    pub why: Reason,
    /// How sure.
    pub certainty: Certainty,
}

/// The editor's query: the text was left alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Its name in `decisions`.
    pub id: EntryId,
    /// The place in question.
    pub at: Span,
    /// The question, a sentence with its question mark or a plain statement.
    pub question: String,
    /// What `decisions: {id: accept}` would do, in words, where it would do anything.
    pub proposal: Option<String>,
    /// What speaks for it.
    pub why: Reason,
    /// Whether it only lists something (a suspect spelling) rather than keeps a repair open. Remarks never fail `--strict`.
    pub remark: bool,
}

impl Query {
    /// The kind that it is of. `decisions` answers all of a kind by this name.
    #[must_use]
    pub fn kind(&self) -> String {
        kind(self.id.pass, &self.question, &self.why)
    }
}

/// Words of a reason that name a kind.
const KIND_WORDS: usize = 7;

/// The name of a kind of entries, such as `spacing/a-blank-before-the-stop`: the pass and the first words of the reason,
/// or of the question where no reason is given. What is quoted there is one entry's own and names no kind.
#[must_use]
pub(crate) fn kind(pass: &str, question: &str, why: &Reason) -> String {
    let said = match why.text.is_empty() {
        true => question,
        false => &why.text,
    };
    let bare: String = said.split('`').step_by(2).collect();
    let words = bare
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    let words: Vec<String> = words.take(KIND_WORDS).collect();
    format!("{pass}/{}", words.join("-"))
}

/// Every change and query, in the order in which the passes entered them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    pub(crate) changes: Vec<Change>,
    pub(crate) queries: Vec<Query>,
    /// Entries that `decisions` refused.
    pub(crate) refused: Vec<EntryId>,
    /// Queries that `decisions` accepts though they propose nothing.
    pub(crate) unproposed: Vec<EntryId>,
    /// The overrides that found what they speak of.
    pub(crate) used: BTreeSet<(Override, String)>,
}

impl Ledger {
    /// The changes, in order.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The queries, in order.
    #[must_use]
    pub fn queries(&self) -> &[Query] {
        &self.queries
    }

    /// The open queries, alike ones together; the order is that of the first of each kind. Remarks are none.
    #[must_use]
    pub fn questions(&self) -> Vec<Vec<&Query>> {
        alike(self.queries.iter().filter(|query| !query.remark))
    }

    /// What `decisions` refused, in order.
    #[must_use]
    pub fn refused(&self) -> &[EntryId] {
        &self.refused
    }

    /// The queries that `decisions` accepts though they propose nothing, in order.
    #[must_use]
    pub fn unproposed(&self) -> &[EntryId] {
        &self.unproposed
    }

    /// Whether an override found what it speaks of; `entry` as for [`crate::galley::Pen::used`].
    #[must_use]
    pub fn is_used(&self, list: Override, entry: &str) -> bool {
        self.used.contains(&(list, entry.into()))
    }

    /// Says that the overrides of notes that were met were met in a text: there a note `3` is its `two.txt:3`, too.
    pub(crate) fn used_in(&mut self, text: &str) {
        let met = self.used.iter().filter(|(list, _)| is_of_notes(*list));
        let met = met.map(|(list, entry)| (*list, format!("{text}:{entry}")));
        self.used.extend(met.collect::<Vec<_>>());
    }

    /// In how many of some texts an override of notes found what it speaks of.
    pub(crate) fn uses(&self, list: Override, entry: &str, texts: &[Source]) -> usize {
        if !is_of_notes(list) {
            return 0;
        }
        let met = |text: &&Source| self.is_used(list, &format!("{}:{entry}", text.name()));
        texts.iter().filter(met).count()
    }

    /// The source text that a change's `after` came from: the change undone, and the earlier ones inside it.
    #[must_use]
    pub fn undone(&self, change: u32) -> String {
        let Act::Replace { before, covers, .. } = &self.changes[change as usize].act else {
            return String::new();
        };
        let mut text = String::with_capacity(before.len());
        let mut done = 0;
        for &(earlier, offset) in covers {
            let Act::Replace { after, .. } = &self.changes[earlier as usize].act else {
                continue;
            };
            text.push_str(&before[done..offset as usize]);
            text.push_str(&self.undone(earlier));
            done = offset as usize + after.len();
        }
        text.push_str(&before[done..]);
        text
    }
}

/// Whether an override names notes, which several texts may have.
fn is_of_notes(list: Override) -> bool {
    matches!(list, Override::Link | Override::LinkBody | Override::Swap)
}

/// So many queries of a kind are a habit of the text, and asked as one.
const HABIT: usize = 4;

/// Queries of a kind together where there are many, each of the others by itself.
fn alike<'q>(queries: impl Iterator<Item = &'q Query>) -> Vec<Vec<&'q Query>> {
    let queries: Vec<(String, &Query)> = queries.map(|query| (query.kind(), query)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for (kind, _) in &queries {
        *counts.entry(kind).or_default() += 1;
    }
    let (mut groups, mut places) = (Vec::new(), HashMap::<&str, usize>::default());
    for (kind, query) in &queries {
        let place = match counts[kind.as_str()] >= HABIT {
            true => *places.entry(kind).or_insert(groups.len()),
            false => groups.len(),
        };
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(*query);
    }
    groups
}

/// 32 bits of FNV-1a over some strings, each closed by a byte that no text holds.
#[must_use]
pub(crate) fn fingerprint(parts: &[&str]) -> u32 {
    let bytes = parts
        .iter()
        .flat_map(|p| p.bytes().chain(std::iter::once(0xFF)));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32
}
