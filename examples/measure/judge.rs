//! The judge. In: a repaired galley with its ledger, and the truth. Out: for each change whether it is right.

use crate::align::align;
use crate::truth::{Gap, Place, Repaired, Stream, Truth};
use pamphleteer::galley::{Galley, Label};
use pamphleteer::ledger::{Act, Change, Ledger};
use std::collections::BTreeMap;

/// What the truth says of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Right,
    Wrong,
    /// The truth says nothing of it, or the place can't be found there.
    Unjudged,
}

use Verdict::{Right, Unjudged, Wrong};

/// All that the verdicts need.
pub struct Case<'a> {
    pub ledger: &'a Ledger,
    pub truth: &'a Truth,
    pub out: Repaired,
    /// Where each character of the output stands in the truth.
    pub body: Vec<Option<usize>>,
    notes: Vec<Option<usize>>,
    /// The truth's note that most of a note's words come from.
    pub keys: BTreeMap<u32, String>,
    /// The change that swallowed a change.
    covered: BTreeMap<u32, u32>,
}

impl<'a> Case<'a> {
    pub fn new(galley: &Galley, ledger: &'a Ledger, truth: &'a Truth) -> Case<'a> {
        let out = Repaired::of(galley);
        let body = align(&out.body.chars, &truth.body.chars);
        let notes = align(&out.notes.chars, &truth.notes.chars);
        let covered = ledger
            .changes()
            .iter()
            .enumerate()
            .flat_map(|(index, change)| {
                let covers = match &change.act {
                    Act::Replace { covers, .. } => covers.as_slice(),
                    _ => &[],
                };
                covers
                    .iter()
                    .map(move |&(earlier, _)| (earlier, index as u32))
            });
        let covered = covered.collect();
        let mut case = Case {
            ledger,
            truth,
            out,
            body,
            notes,
            keys: BTreeMap::new(),
            covered,
        };
        case.keys = case.keys();
        case
    }

    /// Where each character of the output's notes stands in the truth's.
    pub fn notes(&self) -> &[Option<usize>] {
        &self.notes
    }

    /// The verdict on each change, in the ledger's order.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let changes = self.ledger.changes().iter().enumerate();
        changes
            .map(|(index, change)| self.verdict(index as u32, change))
            .collect()
    }

    fn verdict(&self, index: u32, change: &Change) -> Verdict {
        let is_of_blocks = matches!(change.id.pass, "lines" | "headings" | "contents");
        if is_of_blocks && !self.truth.knows_blocks {
            return Unjudged;
        }
        match &change.act {
            Act::Replace { before, after, .. } => {
                let mut last = index;
                while let Some(&later) = self.covered.get(&last) {
                    last = later;
                }
                let place = self.out.places.iter().find(|p| p.change == Some(last));
                let is_edge = |text: &str| text.trim().len() < text.len();
                let edges = is_edge(before) || is_edge(after) || before.is_empty();
                place.map_or(Unjudged, |p| self.words(p, change.id.pass, edges))
            }
            Act::Relabel { after, .. } => self.label(change, *after),
            Act::Move => self.order(change),
        }
    }

    /// A piece that was written anew: its characters and the gaps in it.
    fn words(&self, place: &Place, pass: &str, edges: bool) -> Verdict {
        let (stream, map, truth) = match place.label {
            Label::NoteBody(_) => (&self.out.notes, &self.notes, &self.truth.notes),
            label if label.is_block() => (&self.out.body, &self.body, &self.truth.body),
            _ => return Unjudged,
        };
        let (start, end) = (place.range.start, place.range.end);
        if place.label.is_block() && self.is_free(start..end) {
            return Unjudged;
        }
        if !self.truth.knows_formulas && is_formula(stream, start..end) {
            return Unjudged;
        }
        let by_blocks = pass == "lines";
        let mut verdict = Unjudged;
        let judged = if pass == "hyphens" {
            start..(start + 1).min(end)
        } else {
            start..end
        };
        if !by_blocks && judged.clone().any(|at| map[at].is_none()) {
            let near = [start.checked_sub(1), Some(end)];
            let known =
                |at: &Option<usize>| at.and_then(|at| map.get(at).copied().flatten()).is_some();
            return if near.iter().all(known) {
                Wrong
            } else {
                Unjudged
            };
        }
        // The rest of a word that was made whole had its gaps before.
        let is_hyphen = pass == "hyphens";
        let (from, to) = if is_hyphen {
            (start, start)
        } else if edges {
            (start, end)
        } else {
            (start + 1, end.max(1) - 1)
        };
        for at in from..=to {
            match gap(stream, map, truth, at) {
                Some((ours, theirs)) => {
                    let is_right = if by_blocks {
                        (ours == Gap::Block) == (theirs == Gap::Block)
                    } else {
                        (ours == Gap::None) == (theirs == Gap::None)
                    };
                    // Whether a dash has a blank behind it is a matter of taste.
                    if !is_right
                        && is_hyphen
                        && theirs == Gap::Blank
                        && at > 0
                        && stream.chars[at - 1] == '-'
                    {
                        return Unjudged;
                    }
                    if !is_right {
                        return Wrong;
                    }
                    verdict = Right;
                }
                None if !by_blocks && at > start && at < end => return Wrong,
                None => {}
            }
        }
        verdict
    }

    /// Whether characters of the output's running text stand in, or right beside, text that the truth leaves free.
    fn is_free(&self, ours: std::ops::Range<usize>) -> bool {
        let before = (ours.start.saturating_sub(NEAR)..ours.start)
            .rev()
            .find_map(|at| self.body[at]);
        let end = self.body.len().min(ours.end + NEAR);
        let next = (ours.start..end).find_map(|at| self.body[at]);
        match (before, next) {
            (Some(before), Some(next)) => {
                let ends = [before, before + 1, next.saturating_sub(1), next];
                ends.iter().any(|&at| self.truth.is_free(at))
            }
            (Some(at), None) => self.truth.is_free(at) || self.truth.is_free(at + 1),
            (None, Some(at)) => self.truth.is_free(at) || self.truth.is_free(at.saturating_sub(1)),
            (None, None) => false,
        }
    }

    /// The pieces that a change of label speaks of.
    fn places(&self, change: &Change) -> impl Iterator<Item = &Place> {
        let span = change.at.start..change.at.end;
        let touches = move |p: &&Place| p.source.start < span.end && p.source.end > span.start;
        self.out.places.iter().filter(touches)
    }

    fn label(&self, change: &Change, after: Label) -> Verdict {
        match after {
            Label::RunningHead | Label::Folio | Label::Contents => self.furniture(change, after),
            Label::Heading(_) => self.heading(change),
            Label::NoteBody(note) if change.id.pass == "swaps" => self.link(note.0),
            Label::NoteBody(_) => self.note(change, after),
            Label::Call(note) => self.call(change, note.0),
            _ => Unjudged,
        }
    }

    /// Nothing of the truth is missing where it stood.
    fn furniture(&self, change: &Change, after: Label) -> Verdict {
        let Some(place) = self.places(change).find(|p| p.label == after) else {
            return Unjudged;
        };
        let at = place.range.start;
        if self.is_free(at..at) {
            return Unjudged;
        }
        let before = at.checked_sub(1).and_then(|at| self.body[at]);
        let next = self.body.get(at).copied().flatten();
        match (before, next) {
            (Some(before), Some(next)) if next <= before + 2 => Right,
            (None, Some(0)) => Right,
            (Some(before), None) if before + 2 >= self.truth.body.chars.len() => Right,
            // Something is missing there: this, or other text that is lost beside it.
            (Some(before), Some(next)) if before < next => {
                let lost = &self.truth.body.chars[before + 1..next];
                let said = &place.said;
                let is_lost =
                    said.len() > 3 && lost.windows(said.len()).any(|lost| lost == &said[..]);
                if is_lost { Wrong } else { Unjudged }
            }
            _ => Unjudged,
        }
    }

    fn heading(&self, change: &Change) -> Verdict {
        let is_own = |p: &Place| matches!(p.label, Label::Heading(_));
        let mut places = self.places(change).filter(|p| is_own(p));
        let Some(first) = places.next() else {
            return Unjudged;
        };
        let end = places.last().map_or(first.range.end, |p| p.range.end);
        // A call parts a heading into several pieces.
        let goes_on = |at: &usize| self.out.body.gaps.get(*at) != Some(&Gap::Block);
        let inside = |at: usize| {
            let holds = |p: &&Place| is_own(p) && p.range.start <= at && at < p.range.end;
            self.out.places.iter().find(holds)
        };
        let mut ours = first.range.start..end;
        while let Some(before) = Some(ours.start)
            .filter(goes_on)
            .and_then(|at| inside(at.checked_sub(1)?))
        {
            ours.start = before.range.start;
        }
        while let Some(next) = Some(ours.end).filter(goes_on).and_then(inside) {
            ours.end = next.range.end;
        }
        let aligned: Vec<usize> = ours.clone().filter_map(|at| self.body[at]).collect();
        if aligned.len() * 2 < ours.len() || self.is_free(ours.clone()) {
            return Unjudged;
        }
        let is_same = |range: &std::ops::Range<usize>| {
            let inside = aligned.iter().filter(|at| range.contains(at)).count();
            inside * 10 >= 8 * range.len() && ours.len() * 10 <= 13 * range.len() + 40
        };
        if self.truth.body.headings.iter().any(is_same) {
            Right
        } else {
            Wrong
        }
    }

    /// Most of what is said to be note matter is.
    fn note(&self, change: &Change, after: Label) -> Verdict {
        let places = self.places(change).filter(|p| p.label == after);
        let (inside, all) = found(places, &self.notes);
        match all {
            0 => Unjudged,
            _ if inside * 10 >= all * 9 => Right,
            _ if inside * 2 < all && self.is_lost(change) => Wrong,
            _ => Unjudged,
        }
    }

    /// Whether running text is missing around a change.
    fn is_lost(&self, change: &Change) -> bool {
        let before = |p: &&Place| p.label.is_block() && p.source.end <= change.at.start;
        let Some(place) = self.out.places.iter().rev().find(before) else {
            return false;
        };
        let at = place.range.end;
        let ends = (
            at.checked_sub(1).and_then(|at| self.body[at]),
            self.body.get(at).copied().flatten(),
        );
        matches!(ends, (Some(before), Some(next)) if next > before + 8)
    }

    /// The truth calls a note here, and this note.
    fn call(&self, change: &Change, note: u32) -> Verdict {
        let Some(place) = self
            .places(change)
            .find(|p| matches!(p.label, Label::Call(_)))
        else {
            return Unjudged;
        };
        let at = place.range.start;
        let Some(before) = (at.saturating_sub(8)..at)
            .rev()
            .find_map(|at| self.body[at])
        else {
            return Unjudged;
        };
        let near = |&&(place, _): &&(usize, String)| place + 2 > before && place <= before + 3;
        let mut near = self.truth.calls.iter().filter(near).peekable();
        if near.peek().is_none() {
            return Wrong;
        }
        match self.keys.get(&note) {
            Some(key) if near.any(|(_, called)| called == key) => Right,
            Some(_) => Wrong,
            None => Unjudged,
        }
    }

    /// Whether a note is called where the truth calls it.
    fn link(&self, note: u32) -> Verdict {
        let calls = self.ledger.changes().iter().filter(
            |c| matches!(c.act, Act::Relabel { after: Label::Call(id), .. } if id.0 == note),
        );
        calls.map(|c| self.call(c, note)).next().unwrap_or(Unjudged)
    }

    /// Most of what was moved stands in the order of the truth.
    fn order(&self, change: &Change) -> Verdict {
        let places = self.places(change).filter(|p| p.label.is_block());
        let (inside, all) = found(places, &self.body);
        match all {
            0 => Unjudged,
            _ if inside * 10 >= all * 9 => Right,
            _ => Wrong,
        }
    }

    fn keys(&self) -> BTreeMap<u32, String> {
        let mut votes: BTreeMap<u32, BTreeMap<&str, usize>> = BTreeMap::new();
        for place in &self.out.places {
            let Label::NoteBody(note) = place.label else {
                continue;
            };
            for at in place.range.clone().filter_map(|at| self.notes[at]) {
                if let Some(key) = self.truth.note_at(at) {
                    *votes.entry(note.0).or_default().entry(key).or_default() += 1;
                }
            }
        }
        let most = |votes: BTreeMap<&str, usize>| {
            votes
                .into_iter()
                .max_by_key(|(_, count)| *count)
                .map(|(key, _)| key.to_owned())
        };
        votes
            .into_iter()
            .filter_map(|(note, votes)| Some((note, most(votes)?)))
            .collect()
    }
}

/// So many characters either way a known one is looked for.
const NEAR: usize = 40;

/// Whether no word of letters stands at some characters.
fn is_formula(stream: &Stream, range: std::ops::Range<usize>) -> bool {
    let start = range.start.saturating_sub(1);
    let end = stream.chars.len().min(range.end + 1);
    let near = &stream.chars[start..end];
    !near
        .windows(2)
        .any(|pair| pair.iter().all(|c| c.is_alphabetic()))
}

/// How many characters of some places the truth has, and how many there are.
fn found<'p>(places: impl Iterator<Item = &'p Place>, map: &[Option<usize>]) -> (usize, usize) {
    places.fold((0, 0), |(inside, all), place| {
        let range = place.range.clone();
        let known = map[range.clone()].iter().flatten().count();
        (inside + known, all + range.len())
    })
}

/// The gap before a character of ours, and the truth's at the same place; None where they don't meet.
fn gap(stream: &Stream, map: &[Option<usize>], truth: &Stream, at: usize) -> Option<(Gap, Gap)> {
    let before = map[at.checked_sub(1)?]?;
    let next = (*map.get(at)?)?;
    (next == before + 1).then(|| (stream.gaps[at], truth.gaps[next]))
}
