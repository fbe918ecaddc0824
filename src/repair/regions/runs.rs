//! Numbers that count on from row to row: lists, rolls, bibliographies, and notes. In: rows, and the candidates for calls. Out:
//! [`Run`]s, each weighed as a whole. The calls of notes stand in the prose above them, each for one note; a list has none,
//! or borrows those of the notes before it. Works are called again and again, and not in order.

use crate::hash::HashMap;
use crate::repair::foot::evidence::Titles;
use crate::repair::foot::marks::letters::LETTERS;
use crate::repair::foot::marks::{Gap, Kind, SYMBOLS, marks};
use crate::repair::foot::rows::Reading;
use crate::repair::given;
use crate::repair::noterefs::candidates::{Candidate, Stand};
use std::ops::Range;

/// What speaks for notes, or against them, in natural-log units.
mod weights {
    /// An item that a call stands for: near it, or, for a long run, anywhere above.
    pub const CALLED: f32 = 2.0;
    pub const CALLED_FAR: f32 = 1.0;
    /// A number near it that is set as few texts set calls, by a blank: where all have one, they are calls.
    pub const CALLED_FREE: f32 = 0.7;
    /// An item that nothing calls: extractors lose calls, but not most of them.
    pub const UNCALLED: f32 = -0.6;
    /// A stop that says that a list follows (`:`).
    pub const COLON: f32 = -2.0;
    /// Lists begin with 1; notes go on from page to page.
    pub const FIRST: f32 = -0.3;
    pub const LATER: f32 = 1.5;
    /// The page goes on below: no foot.
    pub const INSIDE: f32 = -2.0;
    /// A heading of notes stands over it.
    pub const TITLED: f32 = 6.0;
    /// Each further row with the same bullet.
    pub const BULLET: f32 = -1.0;
    /// Works are called in disorder, or more than once.
    pub const CITED: f32 = -6.0;
    /// Nothing is said against the single number below this.
    pub const DOUBT: f32 = -1.5;
    /// Nor more than this.
    pub const MOST: f32 = -5.0;
}

/// Rows that an item of a list has at the most.
const ITEM: usize = 12;
/// Rows below the number of the last note that a page's foot still holds.
const FOOT: usize = 12;
/// Rows before an item in which its call is looked for where page turns are lost.
const REACH: usize = 130;
/// Items from which calls anywhere above are looked for, as for endnotes.
const LONG: usize = 6;
/// Works from which a bibliography is told by the order of its calls, and the share of them that go back.
const WORKS: usize = 4;
const DISORDER: f32 = 0.25;
/// Rows that may stand between the heading of a section of notes and its first: how they are quoted.
const PREAMBLE: usize = 16;
/// Rows below the heading of a list of works in which its first begins.
const WORKS_BELOW: usize = 3;
/// A section of notes has fewer calls than one in so many rows.
const ROWS_A_CALL: usize = 20;
/// Weights from which a candidate is a call here, and from which it may be one.
pub(super) const GOOD: f32 = 0.5;
const FREE: f32 = -4.0;

/// A number at the head of a row.
#[derive(Clone, Copy)]
pub struct Item {
    pub row: usize,
    pub value: u32,
}

/// Numbers that count on.
pub struct Run {
    pub kind: Kind,
    items: Vec<Item>,
    /// What it says for the numbers at its rows; not above 0.
    pub weight: f32,
    /// Whether it is a list of works that the text refers to.
    is_cited: bool,
    /// Whether the order of the calls above it tells that they are its.
    pub is_called: bool,
}

impl Run {
    /// Its rows with numbers.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.items.iter().map(|item| item.row)
    }

    pub fn first(&self) -> Item {
        self.items[0]
    }

    pub fn last(&self) -> Item {
        self.items[self.items.len() - 1]
    }

    /// How many numbers it has.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn values(&self) -> Range<u32> {
        self.first().value..self.last().value + 1
    }

    fn is_bullets(&self) -> bool {
        is_symbol(self.first().value) && self.items.len() > 1
    }
}

/// Whether a value is a symbol's.
fn is_symbol(value: u32) -> bool {
    (SYMBOLS..LETTERS).contains(&value)
}

/// Weighs runs.
pub fn weigh(runs: &mut [Run], reading: &Reading, beside: &[bool], calls: &[Candidate]) {
    let mut calls = Calls::new(reading, calls);
    let titles = Titles::of(reading);
    let restarts: Vec<bool> = runs.iter().map(|run| is_restarted(runs, run)).collect();
    let mut section: Option<(Kind, usize)> = None;
    for (run, restarts) in runs.iter_mut().zip(restarts) {
        let goes_on = section.is_some_and(|(kind, last)| {
            kind == run.kind && last < run.first().row && !calls.are_between(last..run.first().row)
        });
        if goes_on || is_titled(&titles, run, PREAMBLE) {
            section = Some((run.kind, run.last().row));
        }
        if run.rows().all(|row| beside[row]) {
            continue;
        }
        let is_listed = titles
            .of_works
            .iter()
            .any(|row| (row + 1..=row + WORKS_BELOW).contains(&run.first().row));
        run.is_cited = calls.are_works(run, restarts);
        let is_titled = goes_on || is_titled(&titles, run, 2);
        // What a list of works has is not called.
        let called = if is_listed { 0.0 } else { calls.weigh(run) };
        let weight = called + place(reading, run, is_titled);
        let weight = if run.is_cited || is_listed {
            weight.min(0.0) + weights::CITED
        } else {
            weight
        };
        if weight < weights::DOUBT {
            run.weight = weight.max(weights::MOST);
        }
    }
}

/// Whether the numbers of a run begin anew in another.
fn is_restarted(runs: &[Run], run: &Run) -> bool {
    let first = run.first();
    let mut others = runs.iter().filter(|other| other.kind == run.kind);
    others.any(|other| other.first().value == first.value && other.first().row != first.row)
}

/// Weighs the candidates down that refer to works.
pub fn cite(runs: &[Run], calls: &mut [Candidate]) {
    let works: Vec<Range<u32>> = runs
        .iter()
        .filter(|run| run.is_cited)
        .map(Run::values)
        .collect();
    for call in calls {
        let is_work = works.iter().any(|values| values.contains(&call.value));
        if is_work && call.stand == Stand::Bracketed {
            call.weight += weights::CITED;
        }
    }
}

/// All runs of two numbers and more, as they stand; bullets are numbers that stay the same.
pub fn found(reading: &Reading) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: HashMap<(Kind, Gap), usize> = HashMap::default();
    for row in 0..reading.rows.len() {
        let mut all = marks(reading.ink(row)).into_iter();
        let Some(mark) = all.find(|mark| mark.misread == 0) else {
            continue;
        };
        let item = Item {
            row,
            value: mark.value,
        };
        let style = (mark.kind, mark.gap);
        let follows = |run: &&mut Run| {
            let last = run.last();
            let step = if is_symbol(mark.value) { 0 } else { 1 };
            row - last.row <= ITEM && mark.value == last.value + step
        };
        let run = open.get(&style).and_then(|&run| runs.get_mut(run));
        if let Some(run) = run.filter(follows) {
            run.items.push(item);
            continue;
        }
        open.insert(style, runs.len());
        runs.push(Run {
            kind: mark.kind,
            items: vec![item],
            weight: 0.0,
            is_cited: false,
            is_called: false,
        });
    }
    runs.retain(|run| run.items.len() > 1);
    runs
}

/// Whether a heading of notes stands over a run, so many rows above it at the most.
fn is_titled(titles: &Titles, run: &Run, rows: usize) -> bool {
    let first = run.first().row;
    titles.of_notes[first.saturating_sub(rows)..first].contains(&true)
}

/// What the place of a run says, and that a heading of notes stands over it.
fn place(reading: &Reading, run: &Run, is_titled: bool) -> f32 {
    let (first, last) = (run.first(), run.last());
    let above = first.row.checked_sub(1).map_or("", |row| reading.ink(row));
    let page = reading.rows[last.row].page;
    let below = reading.rows.get(last.row + FOOT);
    let is_inside = reading.is_paged && below.is_some_and(|row| row.page == page);
    let mut weight = match first.value {
        1 => weights::FIRST,
        value if value == LETTERS + 1 => weights::FIRST,
        _ if run.is_bullets() => 0.0,
        _ => weights::LATER,
    };
    weight += given(above.ends_with(':'), weights::COLON);
    weight += given(is_titled, weights::TITLED);
    weight + given(is_inside, weights::INSIDE)
}

/// A candidate.
#[derive(Clone, Copy)]
struct Call {
    row: usize,
    is_good: bool,
    is_taken: bool,
}

/// The candidates of each number, in order.
struct Calls<'r> {
    reading: &'r Reading,
    calls: HashMap<u32, Vec<Call>>,
    /// Those in brackets, with their rows, in the order of the text.
    bracketed: Vec<(usize, u32)>,
}

impl<'r> Calls<'r> {
    fn new(reading: &'r Reading, calls: &[Candidate]) -> Calls<'r> {
        let mut found = Calls {
            reading,
            calls: HashMap::default(),
            bracketed: Vec::new(),
        };
        for call in calls.iter().filter(|call| call.weight >= FREE) {
            let Some(row) = reading.row_at(call.range.start) else {
                continue;
            };
            // The number at the head of a row may be an item.
            if call.range.start == reading.rows[row].ink.start {
                continue;
            }
            found.calls.entry(call.value).or_default().push(Call {
                row,
                is_good: call.weight >= GOOD,
                is_taken: false,
            });
            if call.stand == Stand::Bracketed && call.weight >= GOOD {
                found.bracketed.push((row, call.value));
            }
        }
        found
    }

    /// Whether rows hold so many calls as text does that calls notes: then they are no section of notes.
    fn are_between(&self, rows: Range<usize>) -> bool {
        let all = self.calls.values().flatten();
        let good = all
            .filter(|call| call.is_good && rows.contains(&call.row))
            .count();
        good * ROWS_A_CALL > rows.len()
    }

    /// What the calls of its items say for a run. Each call is that of one item.
    fn weigh(&mut self, run: &Run) -> f32 {
        let is_far = run.items.len() >= LONG || run.is_called;
        let items = run.items.iter().enumerate();
        let weights = items.map(|(index, item)| match self.take(item) {
            Some((call, true)) if near(self.reading, call, item.row) => weights::CALLED,
            Some((call, false)) if near(self.reading, call, item.row) => weights::CALLED_FREE,
            Some((_, true)) if is_far => weights::CALLED_FAR,
            _ if run.is_bullets() && index > 0 => weights::BULLET,
            _ => weights::UNCALLED,
        });
        weights.sum()
    }

    /// Takes the call of an item, and says whether it is a good one: the nearest above it, or, if that stands far off, the
    /// first that is left.
    fn take(&mut self, item: &Item) -> Option<(usize, bool)> {
        let calls = self.calls.get_mut(&item.value)?;
        let reading = self.reading;
        let mut free = calls
            .iter_mut()
            .take_while(|call| call.row < item.row)
            .filter(|call| !call.is_taken)
            .collect::<Vec<_>>();
        let is_near = |call: &&mut Call| near(reading, call.row, item.row);
        let good = free.iter().rposition(|call| call.is_good && is_near(call));
        let any = good.or_else(|| free.iter().rposition(is_near));
        let call = any.or_else(|| free.iter().position(|call| call.is_good))?;
        let call = free.swap_remove(call);
        call.is_taken = true;
        Some((call.row, call.is_good))
    }

    /// Whether a run is a list of works: numbers in brackets that are called in disorder. Notes are called in the order of
    /// their numbers, which begin anew where those of the notes do.
    fn are_works(&self, run: &Run, restarts: bool) -> bool {
        if run.kind != Kind::Bracket || run.items.len() < WORKS {
            return false;
        }
        let (first, values) = (run.first(), run.values());
        let above = self.bracketed.iter().take_while(|call| call.0 < first.row);
        let called: Vec<u32> = above
            .map(|call| call.1)
            .filter(|value| values.contains(value))
            .collect();
        let pairs = called.windows(2);
        let is_back = |pair: &&[u32]| pair[1] <= pair[0] && !(restarts && pair[1] == first.value);
        let back = pairs.clone().filter(is_back).count();
        back as f32 > pairs.len() as f32 * DISORDER
    }
}

/// Whether a call stands near the row of its note.
pub(super) fn near(reading: &Reading, call: usize, row: usize) -> bool {
    let rows = &reading.rows;
    if reading.is_paged {
        rows[row].page.saturating_sub(rows[call].page) <= 1
    } else {
        row - call <= REACH
    }
}
