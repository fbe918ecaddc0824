//! Marks that an extractor tore from their bodies. In: the rows, and what begins where. Out: [`Strays`]: the same with a
//! body for each mark that stands by itself below its words, and the order in which such rows are to be read.
//!
//! Raised numbers are lines of their own to an extractor that sorts by height. It writes most of them before their
//! notes, but that of a short note often after the notes that follow, or several in a heap. Their values tell between
//! which neighbours their bodies begin; where, the ends of lines and sentences tell.

use super::marks::{Gap, Mark, marks};
use super::measure::Measure;
use super::rows::Reading;
use super::sentence::{ends_address, ends_sentence, is_address, is_signed, starts_lower};
use super::zones::Act;
use crate::repair::given;
use std::ops::Range;

/// What begins where, with the bodies of stray marks.
pub struct Strays {
    /// The acts, in the order of rows.
    pub acts: Vec<(usize, Act)>,
    /// Rows that are the mark of a body elsewhere, sorted.
    pub marks: Vec<usize>,
    /// The rows of notes on a page in which a mark has to be read earlier than it stands.
    pub zones: Vec<Range<usize>>,
}

/// How far the number of a mark by itself may be from one that heads a body.
const NEAR: u32 = 4;

/// What a beginning must be worth, in natural-log units.
const FEWEST: f32 = -1.0;

impl Strays {
    /// The rows of a zone in the order of reading: each stray mark before its body.
    #[must_use]
    pub fn order(&self, zone: &Range<usize>) -> Vec<usize> {
        let mut order = Vec::with_capacity(zone.len());
        let mut acts = self.acts.iter().filter(|(row, _)| zone.contains(row));
        let mut next = acts.next();
        for row in zone.clone() {
            while let Some(&(at, act)) = next.filter(|act| act.0 <= row) {
                if let (true, Act::Apart(_, mark_row)) = (at == row, act) {
                    order.push(mark_row);
                }
                next = acts.next();
            }
            if self.marks.binary_search(&row).is_err() {
                order.push(row);
            }
        }
        order
    }
}

/// Finds the bodies of stray marks.
#[must_use]
pub fn settle(reading: &Reading, measure: &Measure, acts: &[(usize, Act)]) -> Strays {
    let mut strays = Strays {
        acts: Vec::with_capacity(acts.len()),
        marks: Vec::new(),
        zones: Vec::new(),
    };
    let mut first = 0;
    while first < acts.len() {
        let count = zone_of(reading, &acts[first..]);
        let acts_here = &acts[first..first + count];
        first += count;
        let end = acts.get(first).map_or(reading.rows.len(), |next| next.0);
        let zone = top_of_heap(reading, acts_here)..end_of_page(reading, acts_here[0].0, end);
        let here = Zone::new(reading, measure, zone.clone(), acts_here);
        let found = here.settle();
        if found.is_empty() {
            strays.acts.extend(acts_here);
            continue;
        }
        let marks = found.iter().map(|s| s.mark_row);
        strays.marks.extend(marks.clone());
        let gone: Vec<usize> = marks.collect();
        let kept = acts_here.iter().filter(|(row, _)| !gone.contains(row));
        let mut all: Vec<(usize, Act)> = kept.copied().collect();
        // What stands where it should begins a body, though the search passed it over.
        let mut standing = here.standing();
        standing.push(zone.start);
        standing.retain(|row| acts_here.iter().all(|act| act.0 != *row));
        standing.dedup();
        let begun = standing
            .iter()
            .filter_map(|&row| Some((row, Act::Start(alone(reading, row)?))));
        all.extend(begun);
        all.extend(
            found
                .iter()
                .map(|s| (s.row, Act::Apart(s.mark, s.mark_row))),
        );
        all.sort_by_key(|act| act.0);
        strays.acts.extend(all);
        strays.zones.push(zone);
    }
    strays.marks.sort_unstable();
    strays
}

/// How many acts, from the first on, make notes on the first's page.
fn zone_of(reading: &Reading, acts: &[(usize, Act)]) -> usize {
    let page = reading.rows[acts[0].0].page;
    let is_in = |&&(row, act): &&(usize, Act)| {
        matches!(act, Act::Start(_)) && reading.rows[row].page == page
    };
    let is_body = matches!(acts[0].1, Act::Start(_) | Act::Resume);
    1 + acts[1..]
        .iter()
        .take_while(|act| is_body && is_in(act))
        .count()
}

/// The first of the marks that stand in a heap over the first body: by itself, the first of them looked like text.
fn top_of_heap(reading: &Reading, acts: &[(usize, Act)]) -> usize {
    let mut row = acts[0].0;
    let Act::Start(mut below) = acts[0].1 else {
        return row;
    };
    while let Some(above) = row.checked_sub(1)
        && below.gap == Gap::Alone
        && reading.rows[above].page == reading.rows[row].page
        && let Some(mark) = alone(reading, above)
        && mark.value + 1 == below.value
    {
        (row, below) = (above, mark);
    }
    row
}

/// The mark that a row is, if it is nothing else.
pub(crate) fn alone(reading: &Reading, row: usize) -> Option<Mark> {
    if reading.rows[row].folio {
        return None;
    }
    let all = marks(reading.ink(row));
    all.into_iter()
        .find(|m| m.gap == Gap::Alone && m.misread == 0)
}

/// The end of a row's page, at most `end`.
fn end_of_page(reading: &Reading, row: usize, end: usize) -> usize {
    let page = reading.rows[row].page;
    let rows = reading.rows[row..end].iter();
    row + rows.take_while(|r| r.page == page).count()
}

/// A mark by itself, and the row with which its body begins.
struct Stray {
    mark: Mark,
    mark_row: usize,
    row: usize,
}

/// A mark at its row.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    mark: Mark,
    /// Whether words of a note follow it at once.
    is_placed: bool,
}

/// The notes of a page.
struct Zone<'z> {
    reading: &'z Reading,
    measure: &'z Measure,
    rows: Range<usize>,
    places: Vec<Place>,
}

impl<'z> Zone<'z> {
    fn new(
        reading: &'z Reading,
        measure: &'z Measure,
        rows: Range<usize>,
        acts: &[(usize, Act)],
    ) -> Zone<'z> {
        let mut zone = Zone {
            reading,
            measure,
            rows,
            places: Vec::new(),
        };
        for row in zone.rows.clone() {
            let begun = acts.iter().find_map(|&(at, act)| match act {
                Act::Start(mark) if at == row => Some(mark),
                _ => None,
            });
            let is_near = |mark: &Mark| {
                acts.iter().any(|&(_, act)| match act {
                    Act::Start(other) => other.value.abs_diff(mark.value) <= NEAR,
                    _ => false,
                })
            };
            let Some(mark) = begun.or(zone.alone(row).filter(is_near)) else {
                continue;
            };
            let is_placed = mark.gap != Gap::Alone || zone.is_before_words(row);
            zone.places.push(Place {
                row,
                mark,
                is_placed,
            });
        }
        zone
    }

    fn alone(&self, row: usize) -> Option<Mark> {
        alone(self.reading, row)
    }

    /// Whether a row of words follows, with nothing but marks between, and the row is the first of those marks.
    fn is_before_words(&self, row: usize) -> bool {
        let is_first = row == self.rows.start || self.alone(row - 1).is_none();
        let mut below = row + 1..self.rows.end;
        is_first && below.any(|r| self.alone(r).is_none() && !self.reading.rows[r].folio)
    }

    /// The bodies of marks that stand by themselves, where all of them find a place.
    fn settle(&self) -> Vec<Stray> {
        let standing = self.standing();
        let mut loose: Vec<Place> = self.places.clone();
        loose.retain(|place| !standing.contains(&place.row) && place.mark.gap == Gap::Alone);
        loose.sort_by_key(|place| place.mark.value);
        let mut found = Vec::new();
        let placed = |place: &&Place| standing.contains(&place.row);
        let placed: Vec<&Place> = self.places.iter().filter(placed).collect();
        for gap in 0..=placed.len() {
            let before = gap.checked_sub(1).map(|i| placed[i]);
            let after = placed.get(gap).copied();
            let low = before.map_or(0, |p| p.mark.value);
            let high = after.map_or(u32::MAX, |p| p.mark.value);
            let here = loose
                .iter()
                .filter(|p| low < p.mark.value && p.mark.value < high);
            let here: Vec<Place> = here.copied().collect();
            // With nothing before or after, only the next number is believed.
            let is_bound = |place: &Place| match (before, after) {
                (Some(_), Some(_)) => true,
                (Some(b), None) => place.mark.value <= b.mark.value + here.len() as u32,
                (None, Some(a)) => place.mark.value + here.len() as u32 >= a.mark.value,
                (None, None) => false,
            };
            if before.is_some() && here.iter().all(is_bound) {
                let from = before.map_or(self.rows.start, |p| p.row);
                let to = after.map_or(self.rows.end, |p| p.row);
                found.extend(self.begin(&here, from..to));
            }
        }
        found
    }

    /// The rows of the longest rising run of numbers that stand before words: these marks stand where they should.
    fn standing(&self) -> Vec<usize> {
        let places: Vec<&Place> = self.places.iter().filter(|p| p.is_placed).collect();
        let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
        for (i, place) in places.iter().enumerate() {
            let rises = |&j: &usize| places[j].mark.value < place.mark.value;
            let before = (0..i).filter(rises).max_by_key(|&j| (runs[j].0, j));
            runs.push((before.map_or(1, |j| runs[j].0 + 1), before));
        }
        let mut at = (0..runs.len()).max_by_key(|&i| (runs[i].0, i));
        let mut rows = Vec::new();
        while let Some(i) = at {
            rows.push(places[i].row);
            at = runs[i].1;
        }
        rows.reverse();
        rows
    }

    /// Where the bodies of some marks begin between two rows: the best beginnings, in their order.
    fn begin(&self, marks: &[Place], rows: Range<usize>) -> Vec<Stray> {
        let is_words = |row: &usize| self.alone(*row).is_none() && !self.reading.rows[*row].folio;
        // The first row of words belongs to the mark before.
        let lines: Vec<usize> = rows.filter(is_words).collect();
        let count = marks.len();
        if count == 0 || lines.len() <= count {
            return Vec::new();
        }
        // best[k][i]: the best k beginnings among the lines up to the i-th, and the last of them.
        let mut best = vec![vec![(0.0_f32, 0_usize); lines.len()]];
        for k in 1..=count {
            let mut row = vec![(f32::MIN, 0); lines.len()];
            for i in k..lines.len() {
                let here = best[k - 1][i - 1].0
                    + beginning(self.reading, self.measure, lines[i - 1], lines[i]);
                row[i] = if here > row[i - 1].0 {
                    (here, i)
                } else {
                    row[i - 1]
                };
            }
            best.push(row);
        }
        if best[count][lines.len() - 1].0 < FEWEST * count as f32 {
            return Vec::new();
        }
        let mut starts = Vec::new();
        let mut end = lines.len() - 1;
        for k in (1..=count).rev() {
            let i = best[k][end].1;
            starts.push(lines[i]);
            end = i - 1;
        }
        starts.reverse();
        let found = marks.iter().zip(starts);
        found
            .map(|(place, row)| Stray {
                mark: place.mark,
                mark_row: place.row,
                row,
            })
            .collect()
    }
}

/// How well a body may begin with a row of words after another, in natural-log units.
pub(crate) fn beginning(reading: &Reading, measure: &Measure, before: usize, row: usize) -> f32 {
    let ink = reading.ink(before);
    let is_end = ends_sentence(ink) || ends_address(ink);
    let ends = match (is_end, is_signed(ink)) {
        // What an author signed an editor may go on with.
        (true, true) => 0.0,
        (true, false) => 1.0,
        (false, _) => -2.0,
    };
    let fullness = measure.fullness(&reading.rows[before]);
    let blank = given(reading.rows[row].blank, 1.0);
    let word = reading.ink(row).split_whitespace().next();
    let first = if starts_lower(reading.ink(row)) && !word.is_some_and(is_address) {
        -1.0
    } else {
        0.5
    };
    ends + blank
        + first
        + if fullness < 0.85 {
            2.5 - 2.0 * fullness
        } else {
            -1.5
        }
}
