//! What goes wrong in silence. In: a judged [`Case`]. Out: its [`Fault`]s, each with its places in the source, and whether
//! an open query leads an editor there.
//!
//! A query leads to what stands within [`REACH`] of it, and to all that is wrong with a note if it points to that note's
//! mark: `note 26 has 900 words: is running text in it?` answers for each line that the note swallowed.

mod grams;

use crate::judge::Case;
use crate::truth::{Place, Stream};
use grams::Grams;
use pamphleteer::galley::Label;
use pamphleteer::ledger::Query;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{AddAssign, Range};

/// So near to a query, in bytes of the source, an editor who answers it sees a fault: some five lines either way.
const REACH: u32 = 400;

/// Characters that are missing in a row before they are a fault: a word that is misread is none.
const FEWEST: usize = 12;

/// Long runs are looked at in parts of so many characters: they may have gone to several places.
const PART: usize = 60;

/// Characters of a word with its blank, to count words.
const WORD: usize = 6;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A call that is none, or that calls another note.
    False,
    /// A call that is missing.
    Missed,
    /// Running text that stands in a note.
    Swallowed,
    /// Words of a note that stand in the running text.
    Leaked,
    /// Words that stand nowhere any more, or under a label that no edition prints.
    Vanished,
}

/// A thing that is wrong.
pub struct Fault {
    pub kind: Kind,
    /// Where it shows, in bytes of the source.
    pub at: Vec<u32>,
    /// The notes that it has to do with.
    pub notes: Vec<u32>,
    /// Links, or characters of words.
    pub size: usize,
    /// Whether a query leads there.
    pub is_reached: bool,
}

/// Faults of a kind: all, and those that a query leads to.
#[derive(Clone, Copy, Default)]
pub struct Reached {
    pub all: usize,
    pub reached: usize,
}

impl AddAssign for Reached {
    fn add_assign(&mut self, other: Reached) {
        self.all += other.all;
        self.reached += other.reached;
    }
}

/// What is wrong in a text, and what is asked.
pub struct Silence {
    pub faults: Vec<Fault>,
    /// Open queries, in places.
    pub queries: usize,
    /// The same with alike ones counted once.
    pub questions: usize,
    /// Words of the truth.
    pub text: usize,
    /// Bytes of the source, and those within reach of a query: what chance alone would reach.
    pub bytes: Reached,
}

impl Silence {
    /// The faults of some kinds; words are counted in words.
    pub fn reached(&self, kinds: &[Kind]) -> Reached {
        let mut sum = Reached::default();
        for fault in self.faults.iter().filter(|f| kinds.contains(&f.kind)) {
            sum += Reached {
                all: fault.size,
                reached: if fault.is_reached { fault.size } else { 0 },
            };
        }
        let unit = match kinds[0] {
            Kind::False | Kind::Missed => 1,
            _ => WORD,
        };
        Reached {
            all: sum.all.div_ceil(unit),
            reached: sum.reached.div_ceil(unit),
        }
    }
}

/// Looks for the faults of a text.
pub fn faults(case: &Case<'_>, bytes: usize) -> Silence {
    let open: Vec<_> = case.ledger.queries().iter().filter(|q| !q.remark).collect();
    let places: Vec<Range<u32>> = open.iter().map(|q| q.at.start..q.at.end).collect();
    let asked = asked(case, &open);
    let is_near = |at: u32| {
        let mut near = places.iter();
        near.any(|q| q.start <= at + REACH && at <= q.end + REACH)
    };
    let mut faults = wrong_links(case);
    faults.extend(missing(case));
    for fault in &mut faults {
        fault.is_reached = fault.at.iter().any(|&at| is_near(at))
            || fault.notes.iter().any(|note| asked.contains(note));
    }
    Silence {
        faults,
        queries: open.len(),
        questions: case.ledger.questions().len(),
        text: case.truth.words,
        bytes: Reached {
            all: bytes,
            reached: covered(&places, bytes as u32),
        },
    }
}

/// The notes whose marks the queries point to; one about two neighbours points to the first.
fn asked(case: &Case<'_>, open: &[&Query]) -> BTreeSet<u32> {
    let marks = case.out.places.iter();
    let marks = marks.filter(|place| matches!(place.label, Label::NoteMark(_)));
    let mut marks: Vec<&Place> = marks.collect();
    marks.sort_by_key(|mark| mark.source.start);
    let mut asked = BTreeSet::new();
    for query in open {
        let first = marks.partition_point(|mark| mark.source.end <= query.at.start);
        let count = if query.id.pass == "swaps" { 2 } else { 1 };
        let is_met = |mark: &&&Place| mark.source.start < query.at.end;
        if marks.get(first).filter(is_met).is_some() {
            let met = marks.iter().skip(first).take(count);
            asked.extend(met.filter_map(|mark| note(mark.label)));
        }
    }
    asked
}

fn note(label: Label) -> Option<u32> {
    match label {
        Label::NoteMark(note) | Label::NoteBody(note) | Label::Call(note) => Some(note.0),
        _ => None,
    }
}

/// How many bytes of a source lie within reach of some places.
fn covered(places: &[Range<u32>], bytes: u32) -> usize {
    let mut near: Vec<Range<u32>> = places
        .iter()
        .map(|q| q.start.saturating_sub(REACH)..(q.end + REACH).min(bytes))
        .collect();
    near.sort_by_key(|near| near.start);
    let mut end = 0;
    let sizes = near.iter().map(|near| {
        let size = near.end.saturating_sub(near.start.max(end));
        end = end.max(near.end);
        size as usize
    });
    sizes.sum()
}

/// The place in the source of a character of the output's running text.
fn source(case: &Case<'_>, at: usize) -> u32 {
    let is_text = |label: Label| label.is_block() || matches!(label, Label::Call(_));
    let places = case.out.places.iter().filter(|place| is_text(place.label));
    let before = places.take_while(|place| place.range.start <= at).last();
    before.map_or(0, |place| inside(place, at))
}

/// The place in the source of a character of a piece.
fn inside(place: &Place, at: usize) -> u32 {
    let inside = at.saturating_sub(place.range.start) as u32;
    (place.source.start + inside).min(place.source.end)
}

/// Where the truth calls a note and the output does not, or another; where the output calls one and the truth none.
fn wrong_links(case: &Case<'_>) -> Vec<Fault> {
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, key) in &case.truth.calls {
        wanted.entry(key).or_default().push(*place);
    }
    let firsts: BTreeSet<usize> = wanted.values().map(|places| places[0]).collect();
    let link = |kind, at, notes| Fault {
        kind,
        at: vec![at],
        notes,
        size: 1,
        is_reached: false,
    };
    let mut wrong = Vec::new();
    let mut last = None;
    for place in &case.out.places {
        let Label::Call(note) = place.label else {
            continue;
        };
        // A call in several pieces: its bracket, its number.
        if last.replace((note, place.range.start)) == Some((note, place.range.start)) {
            continue;
        }
        let before = (0..place.range.start).rev().take(8);
        let at = before.filter_map(|at| case.body[at]).next();
        let called = case
            .keys
            .get(&note.0)
            .and_then(|key| wanted.get_mut(key.as_str()));
        let met = at.zip(called).and_then(|(at, called)| {
            let met = called
                .iter()
                .position(|place| place.abs_diff(at + 1) <= 2)?;
            Some(called.swap_remove(met))
        });
        if met.is_none() && !at.is_some_and(|at| case.truth.is_free(at)) {
            wrong.push(link(Kind::False, place.source.start, vec![note.0]));
        }
    }
    let places = inverse(&case.body, case.truth.body.chars.len());
    for (key, places_of) in wanted {
        let bodies = case.keys.iter().filter(|(_, of)| *of == key);
        let bodies: Vec<u32> = bodies.map(|(note, _)| *note).collect();
        // Further calls of a note are not asked for.
        for place in places_of.into_iter().filter(|place| firsts.contains(place)) {
            let at = source(case, near(&places, place));
            wrong.push(link(Kind::Missed, at, bodies.clone()));
        }
    }
    wrong
}

/// Words that have left the running text, or the notes.
fn missing(case: &Case<'_>) -> Vec<Fault> {
    let (truth, out) = (case.truth, &case.out);
    let text = Grams::of(&out.body, &case.body);
    let notes = Grams::of(&out.notes, case.notes());
    let mut faults = Vec::new();
    let text_places = inverse(&case.body, truth.body.chars.len());
    for run in runs(&text_places, &truth.body, |at| truth.is_free(at)) {
        let seams = [run.start, run.end].map(|at| source(case, near(&text_places, at)));
        for part in parts(run) {
            // Text in another order has not left.
            if text.find(&truth.body.chars[part.clone()]).is_some() {
                continue;
            }
            let now = notes.find(&truth.body.chars[part.clone()]);
            let now = now.and_then(|at| holder(case, at));
            faults.push(Fault {
                kind: now.map_or(Kind::Vanished, |_| Kind::Swallowed),
                at: seams.into_iter().chain(now.map(|(at, _)| at)).collect(),
                notes: now.into_iter().map(|(_, note)| note).collect(),
                size: part.len(),
                is_reached: false,
            });
        }
    }
    let places = inverse(case.notes(), truth.notes.chars.len());
    for run in runs(&places, &truth.notes, |_| false) {
        let key = truth.note_at(run.start);
        // `no body is left for this call` asks about the body.
        let called = truth.calls.iter().find(|(_, of)| Some(of.as_str()) == key);
        let called = called.map(|(at, _)| source(case, near(&text_places, *at)));
        let before = places[..run.start].iter().rev().flatten().next();
        let seam = before
            .and_then(|&at| holder(case, at))
            .filter(|(_, note)| case.keys.get(note).map(String::as_str) == key);
        let note = seam.map(|(_, note)| note);
        for part in parts(run) {
            if notes.find(&truth.notes.chars[part.clone()]).is_some() {
                continue;
            }
            let now = text.find(&truth.notes.chars[part.clone()]);
            let now = now.map(|at| source(case, at));
            let seam = seam.map(|(at, _)| at);
            faults.push(Fault {
                kind: now.map_or(Kind::Vanished, |_| Kind::Leaked),
                at: now.into_iter().chain(seam).chain(called).collect(),
                notes: note.into_iter().collect(),
                size: part.len(),
                is_reached: false,
            });
        }
    }
    faults
}

/// Where a character of the output's notes stands in the source, and in which note.
fn holder(case: &Case<'_>, at: usize) -> Option<(u32, u32)> {
    let holds = |place: &&Place| place.range.contains(&at);
    let bodies = case
        .out
        .places
        .iter()
        .filter(|place| matches!(place.label, Label::NoteBody(_)));
    let place = bodies.rev().find(holds)?;
    Some((inside(place, at), note(place.label)?))
}

/// Runs of characters that have no place, long enough to be a fault; those that the truth leaves free are none.
fn runs(
    places: &[Option<usize>],
    stream: &Stream,
    is_free: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for at in 0..=places.len() {
        if places.get(at).is_some_and(Option::is_none) && !is_free(at) {
            continue;
        }
        let is_word = |pair: &[char]| pair.iter().all(|c| c.is_alphabetic());
        if at - start >= FEWEST && stream.chars[start..at].windows(4).any(is_word) {
            runs.push(start..at);
        }
        start = at + 1;
    }
    runs
}

fn parts(run: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = run.end;
    run.step_by(PART).map(move |at| at..(at + PART).min(end))
}

/// Where each character of the truth stands in the output.
fn inverse(map: &[Option<usize>], size: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; size];
    for (at, place) in map.iter().enumerate() {
        if let Some(place) = place {
            places[*place] = Some(at);
        }
    }
    places
}

/// The character of the output next before a place of the truth.
fn near(places: &[Option<usize>], at: usize) -> usize {
    places[..at.min(places.len())]
        .iter()
        .rev()
        .flatten()
        .next()
        .copied()
        .unwrap_or(0)
}
