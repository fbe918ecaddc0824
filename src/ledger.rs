//! What was done to the text and what was left to the editor. In: every stroke of a [`crate::galley::Pen`].
//! Out: [`Ledger`], which can be written (`ledger::write`), and undone, byte for byte.

pub mod write;

use crate::galley::{Label, Override};
use crate::source::Span;
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

/// Every change and query, in the order in which the passes entered them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    pub(crate) changes: Vec<Change>,
    pub(crate) queries: Vec<Query>,
    /// Entries that `decisions` refused.
    pub(crate) refused: Vec<EntryId>,
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

    /// What `decisions` refused, in order.
    #[must_use]
    pub fn refused(&self) -> &[EntryId] {
        &self.refused
    }

    /// Whether an override found what it speaks of; `entry` as for [`crate::galley::Pen::used`].
    #[must_use]
    pub fn is_used(&self, list: Override, entry: &str) -> bool {
        self.used.contains(&(list, entry.into()))
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
