//! Overrides that find nothing. In: what the manifest overrules, and what the repair met. Out: an error for each that met
//! nothing, with what it may have meant.

use super::faults::{MOST, Placed, place};
use super::locate::{Path, Target};
use super::names::{listed, nearest};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::galley::{Galley, Label, Override};
use crate::hash::{HashMap, HashSet};
use crate::ledger::{EntryId, Ledger};
use crate::repair::{corrections, headings, hyphens, lines, noterefs, swaps};
use crate::source::Source;
use std::collections::BTreeSet;

/// The overrides of a manifest, and where they stand in it.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    entries: Vec<Entry>,
    /// The passes that `repair.off` leaves out.
    off: Vec<String>,
}

#[derive(Clone, Debug)]
struct Entry {
    list: Override,
    words: String,
    path: Path,
    target: Target,
}

impl Overrides {
    pub(super) fn leave_out(&mut self, passes: &[String]) {
        self.off = passes.to_vec();
    }

    pub(super) fn value(&mut self, list: Override, words: Placed<String>) {
        self.enter(list, words, Target::Value);
    }

    pub(super) fn values(&mut self, list: Override, words: Option<&Vec<Placed<String>>>) {
        let words = words.into_iter().flatten().cloned();
        words.for_each(|words| self.value(list, words));
    }

    pub(super) fn key(&mut self, list: Override, words: Placed<String>) {
        self.enter(list, words, Target::Key);
    }

    fn enter(&mut self, list: Override, words: Placed<String>, target: Target) {
        let (words, path) = (words.value, words.path);
        self.entries.push(Entry {
            list,
            words,
            path,
            target,
        });
    }

    /// The overrides that met nothing in the repair of these sources.
    #[must_use]
    pub fn unmet(
        &self,
        file: &Source,
        sources: &[Source],
        repaired: (&Galley, &Ledger),
    ) -> Diagnostics {
        let (galley, ledger) = repaired;
        let text = galley.text().to_lowercase();
        // Most stand in the text as words of their own: these are found at once.
        let words: HashSet<&str> = crate::lexicon::vocabulary::words(&text)
            .map(|word| &text[word])
            .collect();
        let is_met = |entry: &&Entry| match entry.list {
            Override::NeverSplit => galley.text().contains(&entry.words),
            // Known words are known in any case.
            Override::Words => {
                let word = entry.words.to_lowercase();
                words.contains(word.as_str()) || text.contains(&word)
            }
            // These are looked at for themselves.
            Override::Lines => true,
            list => ledger.is_used(list, &entry.words),
        };
        let mut unmet: Vec<&Entry> = self.entries.iter().filter(|entry| !is_met(entry)).collect();
        unmet.sort_by(|a, b| a.path.cmp(&b.path));
        let is_repaired = galley.pieces().next().is_some();
        let mut candidates = Candidates::new(sources, repaired);
        let mut faults = first(&unmet, file, |entry| {
            let fault = fault(entry).at(place(file, &entry.path, entry.target));
            let pass = pass(entry.list).filter(|pass| self.off.iter().any(|off| off == pass));
            match pass {
                _ if !is_repaired => {
                    fault.hint("clean Markdown is not repaired: what speaks of repairs must go")
                }
                Some(pass) => fault.hint(format!(
                    "the pass `{pass}` would see to it; `repair.off` leaves it out"
                )),
                None => fault.hint(hint(entry, &candidates.near(entry))),
            }
        });
        faults.extend(self.vague(file, sources, ledger));
        faults.extend(self.idle(file, ledger));
        if is_repaired {
            faults.extend(self.lines(file, galley, &mut candidates));
        }
        faults
    }

    /// The lines of `repair.lines` that are not found, or are something else all the same. A text that is read off its
    /// pages anew may have others: that is no reason to build nothing.
    fn lines(
        &self,
        file: &Source,
        galley: &Galley,
        candidates: &mut Candidates<'_>,
    ) -> Diagnostics {
        let disobeyed = galley.disobeyed();
        let found: BTreeSet<usize> = galley.all_said().iter().map(|said| said.row).collect();
        let of_list = self.entries.iter().filter(|e| e.list == Override::Lines);
        let is_unmet = |(row, _): &(usize, &Entry)| !found.contains(row) || disobeyed.contains(row);
        let unmet: Vec<(usize, &Entry)> = of_list.enumerate().filter(is_unmet).collect();
        first(&unmet, file, |&(row, entry)| {
            let words = &entry.words;
            let (message, hint) = if !found.contains(&row) {
                (self::unmet(entry), hint(entry, &candidates.near(entry)))
            } else {
                let hint = "a pass of `repair.off` would see to it, or its words stand in another line by now";
                (
                    format!("the line `{words}` is something else all the same"),
                    hint.into(),
                )
            };
            let fault = Diagnostic::warning("unmet-line", message).hint(hint);
            fault.at(place(file, &entry.path, entry.target))
        })
    }

    /// The decisions that accept what proposes nothing.
    fn idle(&self, file: &Source, ledger: &Ledger) -> Diagnostics {
        let ids = ledger.unproposed().iter().map(EntryId::to_string);
        let ids: HashSet<String> = ids.collect();
        let is_idle =
            |entry: &&Entry| entry.list == Override::Decisions && ids.contains(&entry.words);
        let idle: Vec<&Entry> = self.entries.iter().filter(is_idle).collect();
        first(&idle, file, |entry| {
            let message = format!("`{}` proposes nothing that could be accepted", entry.words);
            let fault = Diagnostic::warning("nothing-to-accept", message);
            let fault = fault.at(place(file, &entry.path, Target::Value));
            fault.hint("`reject` closes it; `notes` and `repair` in the manifest can mend what it asks about")
        })
    }

    /// The overrides that name a note of several texts.
    fn vague(&self, file: &Source, sources: &[Source], ledger: &Ledger) -> Diagnostics {
        let is_vague = |entry: &&Entry| ledger.uses(entry.list, &entry.words, sources) > 1;
        let vague: Vec<&Entry> = self.entries.iter().filter(is_vague).collect();
        first(&vague, file, |entry| {
            let words = &entry.words;
            let message = format!("several texts have a note `{words}`");
            let fault = Diagnostic::error("vague-override", message);
            let fault = fault.at(place(file, &entry.path, entry.target));
            let name = sources.last().map_or("", Source::name);
            fault.hint(format!("say which: `{name}:{words}`"))
        })
    }
}

/// Messages about the first so many of some entries, and one with the number of the others: each place costs a walk
/// through the file, and each hint one through the text.
fn first<T>(of: &[T], file: &Source, say: impl FnMut(&T) -> Diagnostic) -> Diagnostics {
    let mut said: Vec<Diagnostic> = of.iter().take(MOST).map(say).collect();
    if let Some(more @ 1..) = of.len().checked_sub(MOST) {
        let message = format!("and {more} faults more of this kind in `{}`", file.name());
        let is_error = said.iter().any(|fault| fault.severity == Severity::Error);
        said.push(match is_error {
            true => Diagnostic::error("too-many-faults", message),
            false => Diagnostic::warning("too-many-faults", message),
        });
    }
    Diagnostics(said)
}

/// The pass that obeys an override. Decisions are the pen's.
fn pass(list: Override) -> Option<&'static str> {
    match list {
        Override::Words | Override::NeverSplit | Override::Decisions | Override::Lines => None,
        Override::KeepHyphens | Override::JoinHyphens => Some(hyphens::PASS.name),
        Override::Headings => Some(headings::PASS.name),
        Override::Paragraphs => Some(lines::PASS.name),
        Override::Corrections => Some(corrections::PASS.name),
        Override::Link | Override::LinkBody | Override::Swap => Some(swaps::PASS.name),
        Override::NotACall => Some(noterefs::PASS.name),
    }
}

fn fault(entry: &Entry) -> Diagnostic {
    // One answer may make another question moot, and that is no reason to build nothing.
    match entry.list {
        Override::Decisions => Diagnostic::warning("unmet-decision", unmet(entry)),
        _ => Diagnostic::error("unmet-override", unmet(entry)),
    }
}

/// What there is not.
fn unmet(entry: &Entry) -> String {
    let words = &entry.words;
    match entry.list {
        Override::Words | Override::NeverSplit => {
            format!("the word `{words}` does not stand in the text")
        }
        Override::KeepHyphens | Override::JoinHyphens => {
            format!("no line end parts the word `{words}`")
        }
        Override::Headings | Override::Lines => format!("no line reads `{words}`"),
        Override::Paragraphs => format!("no line begins with `{words}`"),
        Override::Corrections => format!("`{words}` does not stand in the text"),
        Override::Link => format!("the text has no call of a note `{words}`"),
        Override::LinkBody | Override::Swap => format!("the text has no note `{words}`"),
        Override::NotACall => format!("`{words}` is not taken for a note call anywhere"),
        Override::Decisions => format!("the ledger has no entry `{words}`"),
    }
}

fn hint(entry: &Entry, candidates: &[String]) -> String {
    if !candidates.is_empty() {
        let candidates = candidates.iter().map(String::as_str);
        return format!("did you mean {}?", listed(candidates, "or"));
    }
    match entry.list {
        Override::Decisions => {
            "it is no longer asked: another answer settled it, or its words changed; the ids stand in the ledger"
        }
        Override::Link | Override::LinkBody | Override::Swap => {
            "notes are named as the source prints them; `12#2` is the second note 12"
        }
        _ => "write it as the source has it, or take it away",
    }
    .into()
}

/// What overrides may have meant; of each kind it is gathered once.
struct Candidates<'s> {
    sources: &'s [Source],
    repaired: (&'s Galley, &'s Ledger),
    known: HashMap<(Named, usize), BTreeSet<String>>,
}

/// What an override names.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Named {
    Entry,
    Broken,
    Line,
    /// The beginning of a line: so many characters.
    Head,
    /// So many words of a line.
    Run,
    Call,
    Note,
}

impl<'s> Candidates<'s> {
    fn new(sources: &'s [Source], repaired: (&'s Galley, &'s Ledger)) -> Self {
        Candidates {
            sources,
            repaired,
            known: HashMap::default(),
        }
    }

    /// The names nearest to what an override names.
    fn near(&mut self, entry: &Entry) -> Vec<String> {
        let words = || entry.words.split_whitespace().count();
        let key = match entry.list {
            Override::Decisions => (Named::Entry, 0),
            Override::KeepHyphens | Override::JoinHyphens => (Named::Broken, 0),
            Override::Headings | Override::Lines => (Named::Line, 0),
            Override::Paragraphs => (Named::Head, entry.words.chars().count()),
            Override::Words | Override::NeverSplit | Override::Corrections | Override::NotACall => {
                (Named::Run, words())
            }
            Override::Link => (Named::Call, 0),
            Override::LinkBody | Override::Swap => (Named::Note, 0),
        };
        if !self.known.contains_key(&key) {
            self.known.insert(key, self.gathered(key));
        }
        let names = self.known[&key].iter().map(String::as_str);
        let near = nearest(&entry.words, names, 3).into_iter();
        near.map(Into::into).collect()
    }

    fn gathered(&self, (named, length): (Named, usize)) -> BTreeSet<String> {
        let (galley, ledger) = self.repaired;
        let lines = || lines(self.sources);
        match named {
            Named::Entry => ids(ledger),
            Named::Broken => self.sources.iter().flat_map(broken_words).collect(),
            Named::Line => lines().map(Into::into).collect(),
            Named::Head => lines()
                .map(|line| line.chars().take(length).collect())
                .collect(),
            Named::Run => lines().flat_map(|line| runs(line, length)).collect(),
            Named::Call => printed(galley, |label| matches!(label, Label::Call(_))),
            Named::Note => printed(galley, |label| matches!(label, Label::NoteMark(_))),
        }
    }
}

/// The numbers and symbols that call or head notes, as printed.
fn printed(galley: &Galley, is_mark: fn(Label) -> bool) -> BTreeSet<String> {
    let marks = galley.pieces().filter(|(piece, _)| is_mark(piece.label()));
    let is_frame = |c: char| c.is_whitespace() || ".()[]".contains(c);
    marks
        .map(|(_, text)| text.trim_matches(is_frame).into())
        .collect()
}

fn ids(ledger: &Ledger) -> BTreeSet<String> {
    let changes = ledger.changes().iter().map(|c| c.id);
    let queries = ledger.queries().iter().map(|q| q.id);
    changes.chain(queries).map(|id| id.to_string()).collect()
}

fn lines(sources: &[Source]) -> impl Iterator<Item = &str> {
    let lines = sources.iter().flat_map(|source| source.text().lines());
    lines.map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{c}'))
}

/// Each run of so many words of a line, with single blanks, without the stops around it.
fn runs(line: &str, count: usize) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_stop = |c: char| ".,;:!?”’\")]([“‘".contains(c);
    let windows = words.windows(count.max(1));
    windows
        .map(|run| run.join(" ").trim_matches(is_stop).into())
        .collect()
}

/// The words that a line end parts, joined and with the hyphen.
fn broken_words(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source
        .text()
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let mut words = Vec::new();
    for pair in lines.windows(2) {
        let head = pair[0]
            .strip_suffix('-')
            .and_then(|l| l.split_whitespace().last());
        let tail = pair[1].split_whitespace().next();
        if let (Some(head), Some(tail)) = (head, tail) {
            let tail = tail.trim_end_matches(|c: char| !c.is_alphanumeric());
            words.push(format!("{head}{tail}"));
            words.push(format!("{head}-{tail}"));
        }
    }
    words
}
