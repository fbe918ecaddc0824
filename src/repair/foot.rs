//! Note matter. In: lines at page feet and in sections of endnotes. Out: the bodies of notes, each with its mark and its
//! words labelled, also where it goes on over a page or stands in the middle of a text whose page turns are lost.
//!
//! The whole text is read at once (`zones`): a line is the head of a body only as part of the best reading of all lines,
//! so that a paragraph `18 days later` stays a paragraph and a missed number spoils nothing that follows.

mod asks;
mod by_hand;
mod doubts;
pub(crate) mod evidence;
pub(crate) mod looks;
pub(crate) mod marks;
pub(crate) mod measure;
pub(crate) mod rows;
mod runin;
pub(crate) mod sentence;
pub(crate) mod signs;
pub(crate) mod strays;
mod uncalled;
pub(crate) mod unread;
pub(crate) mod zones;

use super::noterefs::candidates::Candidate;
use super::regions::Regions;
use super::{GoesBy, Pass, Rules};
use crate::galley::view::adjoin;
use crate::galley::{Label, NoteId, Pen};
use crate::ledger::{Certainty, Reason};
use crate::manifest::settings::Regime;
use doubts::Doubts;
use evidence::{Evidence, Layout};
use marks::Mark;
use measure::{Matter, Measure};
use rows::Reading;
use std::ops::Range;
use strays::Strays;
use zones::Act;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "foot",
    says: "note bodies",
    about: "note bodies at page feet and in sections of endnotes",
    goes_by: GoesBy::Print,
    run,
};

/// A body as found: its mark, the row that the mark stands in, and its rows in runs without running text between.
struct Body {
    mark: Mark,
    mark_row: usize,
    runs: Vec<Range<usize>>,
}

/// Note matter as found.
#[derive(Default)]
struct Found {
    bodies: Vec<Body>,
    /// Headings of and in sections of endnotes.
    heads: Vec<usize>,
}

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let has_notes = pen
        .galley()
        .pieces()
        .any(|(piece, _)| piece.label().is_note());
    if !has_notes {
        read(pen, rules);
    }
    by_hand::label(pen);
}

fn read(pen: &mut Pen<'_>, rules: &Rules) {
    let (reading, calls) = runin::part(pen, rules);
    let Best {
        mut acts,
        doubts,
        rests,
        measure,
    } = best(&reading, calls, rules);
    if let Some(bodies) = unread::bodies(&reading, &acts) {
        let is_allowed = |body: &&Body| by_hand::allows(pen.galley(), &reading, body.mark_row);
        let bodies: Vec<&Body> = bodies.iter().filter(is_allowed).collect();
        for (index, body) in bodies.into_iter().enumerate() {
            label(pen, &reading, body, NoteId(index as u32 + 1));
        }
        return;
    }
    if let Some(mut found) = uncalled::found(&reading, &acts) {
        let is_allowed = |body: &Body| by_hand::allows(pen.galley(), &reading, body.mark_row);
        found.bodies.retain(is_allowed);
        enter(pen, &reading, &found);
        return;
    }
    doubts.ask(pen, &reading, &mut acts);
    asks::rests(pen, &reading, &rests, &mut acts);
    let strays = strays::settle(&reading, &measure, &acts);
    let mut found = gather(&reading, &strays);
    found
        .bodies
        .retain(|body| by_hand::allows(pen.galley(), &reading, body.mark_row));
    asks::heads(pen, &reading, &mut found.bodies);
    enter(pen, &reading, &found);
    strays
        .zones
        .iter()
        .for_each(|zone| fetch(pen, &reading, &strays, zone));
}

/// Labels headings and bodies.
fn enter(pen: &mut Pen<'_>, reading: &Reading, found: &Found) {
    found.heads.iter().for_each(|&row| head(pen, reading, row));
    for (index, body) in found.bodies.iter().enumerate() {
        label(pen, reading, body, NoteId(index as u32 + 1));
    }
}

/// How a text may be read.
#[derive(Clone, Copy)]
struct Way {
    regime: Regime,
    layout: Layout,
    /// What speaks for it before anything is read.
    prior: f32,
}

/// Readings: the first goes by numbers and places alone; each other by the measures, too, and by the
/// share of called bodies that the one before it has found. After the third little changes.
const READINGS: usize = 3;

/// How far behind the best a way's first reading may be and yet be read again; and one that goes by measures.
const HOPELESS: f32 = 40.0;
const BEHIND: f32 = 15.0;

/// Each regime, or the one that the editor names, in each layout.
fn ways(reading: &Reading, rules: &Rules) -> Vec<Way> {
    let regimes = match rules.notes.regime {
        Some(regime) => vec![(regime, 0.0)],
        None => vec![
            (Regime::Continuous, 0.0),
            (Regime::PerChapter, -1.0),
            (Regime::PerPage, -2.0),
        ],
    };
    let mut ways: Vec<Way> = Vec::new();
    for &(layout, price) in Layout::of(reading.is_paged) {
        ways.extend(regimes.iter().map(|&(regime, prior)| Way {
            regime,
            layout,
            prior: prior + price,
        }));
    }
    ways
}

/// The best reading.
struct Best {
    acts: Vec<(usize, Act)>,
    /// What another reading took for notes.
    doubts: Doubts,
    /// The rows that may be rests of notes.
    rests: Vec<Range<usize>>,
    measure: Measure,
}

/// The best reading over the regimes, or under the one that the editor names.
fn best(reading: &Reading, mut calls: Vec<Candidate>, rules: &Rules) -> Best {
    let regions = Regions::new(reading, &mut calls);
    let mut evidence = Evidence::new(reading, &calls, regions, &rules.lexicon);
    let mut ways = ways(reading, rules);
    let mut acts = Vec::new();
    let mut earlier = Vec::new();
    for round in 0..READINGS {
        let (best, kept) = read_ways(&mut evidence, &ways, round == 0);
        ways = kept;
        let before = std::mem::replace(&mut acts, best);
        earlier.push(acts.clone());
        if acts.is_empty() {
            break;
        }
        evidence.measured(&acts, &matter(reading.rows.len(), &acts));
        // Nothing new was learnt.
        if acts == before {
            break;
        }
    }
    evidence.drop_lists(&mut acts);
    evidence.visitors(&mut acts);
    let measure = Measure::new(&reading.rows, &matter(reading.rows.len(), &acts));
    let mut doubts = Doubts::default();
    earlier
        .iter()
        .for_each(|earlier| doubts.add(earlier, &acts));
    let rests = evidence.rests(&acts);
    Best {
        acts,
        doubts,
        rests,
        measure,
    }
}

/// What reading in one way gave.
struct Read {
    score: f32,
    acts: Vec<(usize, Act)>,
    way: Way,
}

/// The best of the readings in some ways, and the ways in which reading once more may tell more.
fn read_ways(
    evidence: &mut Evidence<'_>,
    ways: &[Way],
    is_first: bool,
) -> (Vec<(usize, Act)>, Vec<Way>) {
    let lag = if is_first { HOPELESS } else { BEHIND };
    let mut kept: Vec<Read> = Vec::new();
    let mut late = Vec::new();
    let (mut most, mut layout) = (f32::MIN, None);
    for way in ways {
        // Notes between paragraphs are told by measures: until these are known, a page's foot is its foot.
        if is_first && evidence.reading().is_paged && way.layout == Layout::Anywhere {
            late.push(*way);
            continue;
        }
        // A layout that tells nothing under one regime tells nothing under the others.
        let is_tried = layout.replace(way.layout) == Some(way.layout);
        if is_tried && !kept.iter().any(|kept| kept.way.layout == way.layout) {
            continue;
        }
        evidence.set_layout(way.layout);
        let (score, acts) = zones::read(evidence, way.regime);
        let score = score + way.prior;
        most = most.max(score);
        let is_same = |kept: &Read| kept.score >= score && kept.acts == acts;
        if score >= most - lag && !kept.iter().any(is_same) {
            let way = *way;
            kept.push(Read { score, acts, way });
        }
    }
    kept.retain(|kept| kept.score >= most - lag);
    let ways = kept.iter().map(|kept| kept.way).chain(late).collect();
    // The first of equals, so that the order of the table decides.
    let best = kept.into_iter().find(|kept| kept.score == most);
    (best.map_or(Vec::new(), |best| best.acts), ways)
}

/// What the acts make of each row.
fn matter(rows: usize, acts: &[(usize, Act)]) -> Vec<Matter> {
    let mut matter = vec![Matter::Text; rows];
    let mut now = Matter::Text;
    for (index, &(row, act)) in acts.iter().enumerate() {
        let end = acts.get(index + 1).map_or(rows, |next| next.0);
        now = match (act, now) {
            (Act::Close, _) => Matter::Text,
            (Act::Title, _) | (_, Matter::End) => Matter::End,
            _ => Matter::Foot,
        };
        matter[row..end].fill(now);
        if now != Matter::Text {
            matter[end - 1] = Matter::Last;
        }
    }
    matter
}

/// The bodies that the acts make.
fn gather(reading: &Reading, strays: &Strays) -> Found {
    let acts = &strays.acts;
    let inked = |start, rows| inked(reading, &strays.marks, start, rows);
    let mut found = Found::default();
    for (index, &(row, act)) in acts.iter().enumerate() {
        let end = acts
            .get(index + 1)
            .map_or(reading.rows.len(), |next| next.0);
        let opens = index == 0 || acts[index - 1].1 == Act::Close;
        // Each page's notes may have a heading of their own.
        let is_head = |ink: &str| evidence::is_title(ink) || marks::is_rule(ink);
        if opens && row > 0 && is_head(reading.ink(row - 1)) {
            found.heads.push(row - 1);
        }
        match act {
            Act::Start(mark) => found.bodies.push(Body {
                mark,
                mark_row: row,
                runs: inked(row, row..end),
            }),
            Act::Apart(mark, mark_row) => found.bodies.push(Body {
                mark,
                mark_row,
                runs: inked(usize::MAX, row..end),
            }),
            Act::Resume => {
                if let Some(body) = found.bodies.last_mut() {
                    body.runs.extend(inked(usize::MAX, row..end));
                }
            }
            // Words between the heading and the first number are no note's; without numbers it heads a list of works.
            Act::Title => {
                let next = acts.get(index + 1).map(|next| next.1);
                if !matches!(next, None | Some(Act::Close | Act::Title)) {
                    found.heads.push(row);
                }
            }
            Act::Inner => {
                found.heads.push(row);
                if let Some(body) = found.bodies.last_mut()
                    && row + 1 < end
                {
                    body.runs.extend(inked(usize::MAX, row + 1..end));
                }
            }
            Act::Close => {}
        }
    }
    found
}

/// Some rows without the folios and the marks of other bodies among them, in runs. `start` is no folio whatever it was
/// taken for.
fn inked(
    reading: &Reading,
    strays: &[usize],
    start: usize,
    rows: Range<usize>,
) -> Vec<Range<usize>> {
    let is_other = |row: &usize| {
        *row != start && (reading.rows[*row].folio || strays.binary_search(row).is_ok())
    };
    let mut runs = Vec::new();
    let kept = rows.filter(|row| !is_other(row));
    kept.for_each(|row| adjoin(&mut runs, row..row + 1));
    runs
}

fn head(pen: &mut Pen<'_>, reading: &Reading, row: usize) {
    let why = if marks::is_rule(reading.ink(row)) {
        "the rule above notes: the editions set their own"
    } else {
        "the heading of a section of notes: the editions set their own"
    };
    for range in reading.ranges(whole(reading, row..row + 1)) {
        pen.mark(range, Label::RunningHead, why, Certainty::Likely);
    }
}

fn label(pen: &mut Pen<'_>, reading: &Reading, body: &Body, id: NoteId) {
    let start = reading.rows[body.mark_row].ink.start;
    let mark = start..start + body.mark.len;
    let is_apart = body
        .runs
        .first()
        .is_none_or(|run| run.start != body.mark_row);
    for range in reading.ranges(mark.clone()) {
        let why =
            Reason::from("heads a note body: the best reading of all numbers, calls and pages");
        pen.mark(range, Label::NoteMark(id), why, Certainty::Likely);
    }
    for (index, run) in body.runs.iter().enumerate() {
        let mut range = whole(reading, run.clone());
        if index == 0 && !is_apart {
            range.start = mark.end;
        }
        let why = if index == 0 {
            "the words of a note"
        } else {
            "a note that goes on"
        };
        for range in reading.ranges(range) {
            pen.mark(range, Label::NoteBody(id), why, Certainty::Likely);
        }
    }
}

/// Has the marks that stand apart from their bodies read before them.
fn fetch(pen: &mut Pen<'_>, reading: &Reading, strays: &Strays, zone: &Range<usize>) {
    let mut order: Vec<Range<usize>> = Vec::new();
    for row in strays.order(zone) {
        order.extend(reading.ranges(whole(reading, row..row + 1)));
    }
    let why = "a note's number that the extractor wrote after the note's words";
    pen.reorder(order, why, Certainty::Likely);
}

/// The bytes of some rows and of the blanks after them.
fn whole(reading: &Reading, rows: Range<usize>) -> Range<usize> {
    let start = reading.rows[rows.start].ink.start;
    let end = reading
        .rows
        .get(rows.end)
        .map_or(reading.text().len(), |row| row.ink.start);
    start..end
}
