//! What goes wrong in silence. In: a judged [`Case`]. Out: its faults, each with its place in the source, and how many of
//! them lie within reach of an open query.

use crate::judge::Case;
use pamphleteer::galley::Label;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// So near to a query, in bytes of the source, an editor who answers it sees a fault: some five lines either way.
const REACH: u32 = 400;

/// Characters that are missing in a row before they are a fault: a word that is misread is none.
const FEWEST: usize = 12;

/// Characters of a word with its blank, to count words.
const WORD: usize = 6;

/// Faults of a kind: all, and those within reach of a query.
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

/// What is wrong in a text.
#[derive(Default)]
pub struct Silence {
    /// Links that are wrong or missing.
    pub links: Reached,
    /// Words of the running text that vanished or moved into a note.
    pub words: Reached,
    /// Open queries, in places.
    pub queries: usize,
    /// Words of the truth.
    pub text: usize,
}

/// Looks for the faults of a text.
pub fn faults(case: &Case<'_>) -> Silence {
    let open = case.ledger.queries().iter().filter(|query| !query.remark);
    let queries: Vec<u32> = open.map(|query| query.at.start).collect();
    let is_reached = |at: u32| queries.iter().any(|query| query.abs_diff(at) <= REACH);
    let count = |at: u32, size: usize| Reached {
        all: size,
        reached: if is_reached(at) { size } else { 0 },
    };
    let mut silence = Silence {
        queries: queries.len(),
        text: case.truth.words,
        ..Silence::default()
    };
    for at in wrong_links(case) {
        silence.links += count(at, 1);
    }
    for (at, length) in missing(case) {
        silence.words += count(at, length.div_ceil(WORD));
    }
    silence
}

/// The place in the source of a character of the output's running text.
fn source(case: &Case<'_>, at: usize) -> u32 {
    let is_text = |label: Label| label.is_block() || matches!(label, Label::Call(_));
    let places = case.out.places.iter().filter(|place| is_text(place.label));
    let before = places.take_while(|place| place.range.start <= at).last();
    before.map_or(0, |place| {
        let inside = (at - place.range.start) as u32;
        (place.source.start + inside).min(place.source.end)
    })
}

/// Where the truth calls a note and the output does not, or another; where the output calls one and the truth none.
fn wrong_links(case: &Case<'_>) -> Vec<u32> {
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, key) in &case.truth.calls {
        wanted.entry(key).or_default().push(*place);
    }
    let mut wrong = Vec::new();
    for place in &case.out.places {
        let Label::Call(note) = place.label else {
            continue;
        };
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
        if met.is_none() {
            wrong.push(place.source.start);
        }
    }
    let places = inverse(case);
    let missed = wanted.into_values().flatten();
    wrong.extend(missed.map(|place| source(case, near(&places, place))));
    wrong
}

/// Runs of the truth's running text that the output's lacks: where, and how many characters.
fn missing(case: &Case<'_>) -> Vec<(u32, usize)> {
    let places = inverse(case);
    let mut runs = Vec::new();
    let mut start = 0;
    for at in 0..=places.len() {
        if places.get(at).is_some_and(Option::is_none) {
            continue;
        }
        if at - start >= FEWEST {
            runs.push((source(case, near(&places, start)), at - start));
        }
        start = at + 1;
    }
    runs
}

/// Where each character of the truth's running text stands in the output's.
fn inverse(case: &Case<'_>) -> Vec<Option<usize>> {
    let mut places = vec![None; case.truth.body.chars.len()];
    for (at, place) in case.body.iter().enumerate() {
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
