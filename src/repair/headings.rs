//! Headings. In: rows of running text. Out: those that are headings, labelled with their level.
//!
//! A heading is short, begins like a title, ends without a stop (or with `?` or `!`), stands between the end of a
//! sentence and the beginning of one, and has siblings. Each sign is weighed; none is enough.

pub(super) mod families;
mod group;
mod joined;
pub(super) mod numbering;
mod ranks;
mod runin;
mod setting;
mod siblings;
pub(super) mod sign;
mod stopped;
mod unfinished;
mod weigh;

use super::{BY_HAND, GoesBy, Pass, Rules, squeezed};
use crate::facsimile::Facsimile;
use crate::facsimile::measure::Measure;
use crate::facsimile::rows::Row;
use crate::galley::view::adjoin;
use crate::galley::{Answer, Edit, Label, LineKind, Pen};
use crate::ledger::{Certainty, Reason};
use families::Families;
use group::Group;
use numbering::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "headings",
    says: "headings",
    about: "headings found and given levels",
    goes_by: GoesBy::Print,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let printed = Facsimile::of_flow(pen);
    let survey = Survey::of(&printed);
    let rows = survey.rows;
    let mut found = weigh::headings(&survey);
    ask(pen, rows, &mut found);
    overrule(pen, rules, rows, &mut found);
    joined::join(rows, &mut found);
    let mut run_in = runin::titles(&survey);
    run_in.retain(|title| rows[title.row].said.is_none());
    let taken: BTreeSet<usize> = run_in.iter().map(|title| title.row).collect();
    let is_taken = |group: Group| taken.range(group.first..=group.last).next().is_some();
    found.retain(|h| !is_taken(h.group));
    ranks::by_type(rows, &mut found);
    let kinds = found.iter().filter(|h| h.level.is_none()).map(|h| h.kind);
    let levels = levels(kinds.chain(run_in.iter().map(|title| title.kind)).collect());
    for title in &run_in {
        part(pen, &rows[title.row], title.length, levels[&title.kind]);
    }
    for heading in &found {
        let level = heading.level.unwrap_or_else(|| levels[&heading.kind]);
        for range in heading.ranges(rows) {
            let certainty = heading.certainty();
            pen.mark(range, Label::Heading(level), heading.why(), certainty);
        }
    }
}

/// Gives a title that its paragraph goes on from a line of its own.
fn part(pen: &mut Pen<'_>, row: &Row, length: usize, level: u8) {
    // Where a call or a change stands inside, the galley's bytes are others than the row's.
    let title = row.start..row.start + length;
    let blank = title.end..title.end + 1;
    let text = pen.galley().text();
    if text.get(title.clone()) != Some(&row.text[..length]) || text.get(blank.clone()) != Some(" ")
    {
        return;
    }
    let why = "a title behind a number that counts on, before the text of its section";
    pen.mark(title, Label::Heading(level), why, Certainty::Likely);
    pen.edit(Edit::sure(blank, "\n", why).certainty(Certainty::Likely));
}

/// The printed lines, and what was found out about them before any is weighed.
struct Survey<'p> {
    rows: &'p [Row],
    measure: &'p Measure,
    families: Families,
    /// Rows that are lines of verse, but the first of each poem.
    verse: Vec<bool>,
}

impl Survey<'_> {
    fn of(printed: &Facsimile) -> Survey<'_> {
        let mut verse = vec![false; printed.rows.len()];
        for lines in printed.verse() {
            verse[lines].fill(true);
        }
        Survey {
            verse,
            rows: &printed.rows,
            measure: &printed.measure,
            families: Families::of(printed),
        }
    }

    /// The kind of a title that begins with a row.
    fn kind(&self, row: usize, text: &str) -> Kind {
        self.families.kind(row, text)
    }
}

/// A heading that was found.
struct Heading {
    group: Group,
    kind: Kind,
    score: f32,
    evidence: Vec<(&'static str, f32)>,
    /// The level, where the editor gave it.
    level: Option<u8>,
}

impl Heading {
    /// Adds what speaks for it, or against it.
    fn add(&mut self, what: &'static str, weight: f32) {
        if weight != 0.0 {
            self.evidence.push((what, weight));
            self.score += weight;
        }
    }

    /// What speaks for it, for the ledger.
    fn why(&self) -> Reason {
        let mut why = Reason::from("short, between two paragraphs, and like a title");
        let evidence = self.evidence.iter();
        why.evidence = evidence.map(|&(what, by)| (what.into(), by)).collect();
        why
    }

    /// The bytes of its rows with the blanks between them. What else stands there, notes or a running head, keeps its
    /// label.
    fn ranges(&self, rows: &[Row]) -> Vec<Range<usize>> {
        let rows = &rows[self.group.first..=self.group.last];
        let end = rows[rows.len() - 1].end;
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for run in rows.chunk_by(|row, _| !row.gap.parted && !row.gap.turned) {
            let last = &run[run.len() - 1];
            let blanks = last.gap.blanks.iter().filter(|blank| blank.start < end);
            for range in std::iter::once(&(run[0].start..last.end)).chain(blanks) {
                adjoin(&mut ranges, range.clone());
            }
        }
        ranges
    }

    /// The row below it.
    fn next(&self) -> usize {
        self.group.last + 1
    }

    /// Whether nothing stands between it and another.
    fn touches(&self, below: &Heading) -> bool {
        self.group.last + 1 == below.group.first
    }

    fn certainty(&self) -> Certainty {
        if self.score >= LIKELY {
            Certainty::Likely
        } else {
            Certainty::Doubtful
        }
    }
}

/// From here on a heading is likely. None is sure: of some 420 on texts that nothing was set by, 14 were none.
const LIKELY: f32 = 7.0;

/// So many rows to a question at least: where more lines look like headings, all are of some other sort.
const ROWS_ASKED: usize = 150;

/// Asks about what may be a heading; what is not accepted is none.
fn ask(pen: &mut Pen<'_>, rows: &[Row], found: &mut Vec<Heading>) {
    let is_doubtful = |h: &Heading| h.score < siblings::ENOUGH;
    let doubtful = found.iter().filter(|h| is_doubtful(h)).count();
    let is_few = doubtful <= 1 + rows.len() / ROWS_ASKED;
    found.retain(|heading| {
        let (first, last) = (&rows[heading.group.first], &rows[heading.group.last]);
        // Rows that are read below each other may stand otherwise in the source.
        let end = if first.start < last.end {
            last.end
        } else {
            first.end
        };
        let range = first.start..end;
        let question = || format!("is `{}` a heading?", heading.group.text(rows));
        let asks = |pen: &mut Pen<'_>| pen.ask(range, question(), "make it one", heading.why());
        !is_doubtful(heading) || is_few && asks(pen) == Answer::Accepted
    });
}

/// Carries out what the manifest says about headings, and about lines.
fn overrule(pen: &mut Pen<'_>, rules: &Rules, rows: &[Row], found: &mut Vec<Heading>) {
    let mut set = |group: Group, level: u8| {
        found.retain(|h| h.group.last < group.first || h.group.first > group.last);
        if level > 0 {
            found.push(Heading {
                kind: Kind::of(&group.text(rows)),
                group,
                score: BY_HAND,
                evidence: vec![("the manifest says so", BY_HAND)],
                level: Some(level.min(6)),
            });
        }
    };
    for (text, level) in &rules.repair.headings {
        for group in group::with_words(rows, &squeezed(text)) {
            pen.used(crate::galley::Override::Headings, text);
            set(group, *level);
        }
    }
    for (group, level) in said(rows) {
        set(group, level);
    }
    found.sort_by_key(|h| h.group.first);
}

/// The lines that the editor says something of, with the level of those that are headings: neighbours of one level are
/// the rows of one heading.
fn said(rows: &[Row]) -> Vec<(Group, u8)> {
    let level = |row: &Row| match row.said {
        Some(LineKind::Heading(level)) => level,
        _ => 0,
    };
    let is_one =
        |a: &Row, b: &Row| a.said == b.said && level(a) > 0 && !a.gap.is_blank() && !a.gap.parted;
    let mut first = 0;
    let mut found = Vec::new();
    for run in rows.chunk_by(is_one) {
        let last = first + run.len() - 1;
        if run[0].said.is_some() {
            found.push((Group { first, last }, level(&run[0])));
        }
        first = last + 1;
    }
    found
}

/// A level for each of some kinds, which come in the order of the text: in the order of rank, names and capitals beside the kind they stand among.
fn levels(mut kinds: Vec<Kind>) -> BTreeMap<Kind, u8> {
    let first = kinds.first().copied();
    kinds.sort_unstable();
    kinds.dedup();
    let numbered = kinds
        .iter()
        .copied()
        .find(|k| k.is_numbered() && *k != Kind::Named);
    let named = kinds.contains(&Kind::Named).then_some(Kind::Named);
    let mut levels = BTreeMap::new();
    let mut level = 0;
    for kind in kinds {
        let is_beside = match kind {
            Kind::Named => numbered.is_some(),
            // Titles without number before the first numbered or named one stand beside it.
            Kind::Plain | Kind::Capitals => first == Some(kind) && numbered.or(named).is_some(),
            _ => false,
        };
        let top = numbered.or(named).filter(|_| is_beside);
        if top.is_none() {
            level += 1;
        }
        levels.insert(
            kind,
            top.and_then(|k| levels.get(&k).copied())
                .unwrap_or(level.max(1))
                .min(6),
        );
    }
    levels
}

#[cfg(test)]
mod laid;
