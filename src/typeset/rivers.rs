//! Rivers: white that runs down through a paragraph where spaces stand below each other. In: a paragraph's words and a
//! choice of lines. Out: the lines of its rivers; and the choices again, with rivers broken where that costs little.

use super::breaking::{Breaker, Choice, Choices, Fit, Point, Room, Width, fit};
use super::words::Words;

/// So many spaces below each other are a river.
const RIVER: usize = 4;
/// What a paragraph's lines may cost more for each river less.
const WORTH: i64 = 400;
/// So many times a paragraph is broken anew at most.
const TRIES: usize = 8;

/// A space of a line: where it begins and ends, and how many stand above it in a chain.
type Gap = (i64, i64, usize);

/// The lines, from 0, at which a river ends: with all that belongs to it above.
fn rivers(words: &Words, room: &Room, choice: &Choice) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut above, mut below): (Vec<Gap>, Vec<Gap>) = (Vec::new(), Vec::new());
    let mut goes_on = Vec::new();
    let mut from = 0;
    for (line, &end) in choice.ends.iter().enumerate() {
        below.clear();
        below.extend(gaps(words, room, (from, end as usize), line as u16));
        chain(&above, &mut below, &mut goes_on);
        let ends = above.iter().zip(&goes_on);
        let ends = ends.filter(|(old, goes_on)| old.2 >= RIVER && !**goes_on);
        found.extend(ends.map(|_| line - 1));
        std::mem::swap(&mut above, &mut below);
        from = end as usize;
    }
    let ends = above.iter().filter(|gap| gap.2 >= RIVER);
    found.extend(ends.map(|_| choice.ends.len() - 1));
    found
}

/// Counts on in the spaces of a line from those above, and says which of these go on. Both stand in their order, so that only
/// neighbours have to be looked at.
fn chain(above: &[Gap], below: &mut [Gap], goes_on: &mut Vec<bool>) {
    goes_on.clear();
    goes_on.resize(above.len(), false);
    let mut first = 0;
    for gap in below {
        while above.get(first).is_some_and(|old| old.1 < gap.0) {
            first += 1;
        }
        for (at, old) in above.iter().enumerate().skip(first) {
            if old.0 > gap.1 {
                break;
            }
            if overlap(old, gap) {
                gap.2 = gap.2.max(1 + old.2);
                goes_on[at] = true;
            }
        }
    }
}

/// Whether two spaces share two fifths of the narrower one.
fn overlap(a: &Gap, b: &Gap) -> bool {
    let shared = a.1.min(b.1) - a.0.max(b.0);
    shared * 5 >= (a.1 - a.0).min(b.1 - b.0) * 2
}

/// The spaces of a line as they are set.
fn gaps<'w>(
    words: &'w Words,
    room: &Room,
    (from, to): (usize, usize),
    line: u16,
) -> impl Iterator<Item = Gap> + use<'w> {
    let (start, end) = (&words.points[from], &words.points[to]);
    let width = Width {
        width: room.width(line),
        em: room.em,
        is_free: end.is_forced,
    };
    let fit = fit(start, end, width)
        .filter(|fit| fit.stretch < i32::MAX)
        .unwrap_or_default();
    let left = room.measure - width.width - i64::from(start.hang_start);
    let inner = from + 1..to;
    let spaces = inner.filter(|&at| words.places[at].cut.is_none());
    spaces.map(move |at| {
        let point = &words.points[at];
        let begin = left + set_width(start, point, fit);
        let space = point.space_start - point.space_end;
        (
            begin,
            begin + space * i64::from(1000 + fit.stretch) / 1000,
            1,
        )
    })
}

/// From the start of a line to the space at a point.
fn set_width(start: &Point, point: &Point, fit: Fit) -> i64 {
    let ink = (point.ink_end - start.ink_start) * i64::from(10_000 + fit.scale) / 10_000;
    let tracking = i64::from(point.sorts_end - start.sorts_start) * i64::from(fit.tracking);
    let spaces = (point.space_end - start.space_start) * i64::from(1000 + fit.stretch) / 1000;
    ink + tracking + spaces
}

/// The choices of a paragraph, its rivers broken: tries to end one of their lines elsewhere, as long as that is worth it.
#[must_use]
pub fn without_rivers(words: &Words, room: &Room) -> Choices {
    let mut breaker = Breaker::new(&words.points, room);
    let mut choices = breaker.choose();
    let mut counts = counts(words, room, &choices);
    for _ in 0..TRIES {
        let before: usize = counts.iter().sum();
        let known: Vec<Choice> = all(&choices).into_iter().flatten().cloned().collect();
        for choice in known {
            for end in suspects(words, room, &choice) {
                let other = breaker.choose_but(end as usize, FORBIDDEN);
                take_better(words, room, (&mut choices, &mut counts), other);
            }
        }
        if counts.iter().sum::<usize>() >= before {
            break;
        }
    }
    choices
}

/// The points at which the lines of a choice's first river end.
fn suspects(words: &Words, room: &Room, choice: &Choice) -> Vec<u32> {
    let Some(&line) = rivers(words, room, choice).first() else {
        return Vec::new();
    };
    let lines = choice.ends[..=line].iter().rev().skip(1);
    lines.take(RIVER - 1).copied().collect()
}

/// What keeps a line from ending at a point.
const FORBIDDEN: i32 = 50_000;

fn all(choices: &Choices) -> [Option<&Choice>; 3] {
    [
        Some(&choices.best),
        choices.shorter.as_ref(),
        choices.longer.as_ref(),
    ]
}

fn counts(words: &Words, room: &Room, choices: &Choices) -> [usize; 3] {
    all(choices).map(|choice| choice.map_or(0, |choice| rivers(words, room, choice).len()))
}

/// Takes what is better of other choices of as many lines.
fn take_better(
    words: &Words,
    room: &Room,
    (choices, counts): (&mut Choices, &mut [usize; 3]),
    other: Choices,
) {
    let others = [Some(other.best), other.shorter, other.longer];
    for choice in others.into_iter().flatten() {
        let count = rivers(words, room, &choice).len();
        let places = [
            Some(&mut choices.best),
            choices.shorter.as_mut(),
            choices.longer.as_mut(),
        ];
        for (place, known) in places.into_iter().zip(counts.iter_mut()) {
            let Some(place) = place.filter(|p| p.ends.len() == choice.ends.len()) else {
                continue;
            };
            let total = |cost: i64, rivers: usize| cost + WORTH * rivers as i64;
            if total(choice.cost, count) < total(place.cost, *known) {
                *place = choice.clone();
                *known = count;
            }
        }
    }
}
