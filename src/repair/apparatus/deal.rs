//! Where notes begin whose numbers stand apart from them. In: the numbers and the rows of words of a foot. Out: [`Dealt`]:
//! the row at which each begins, in the best reading of all: sentences and lines end before it, and the numbers' own places
//! tell how many rows each note has.

use super::labels::Foot;
use crate::repair::foot::measure::Measure;
use crate::repair::foot::rows::Reading;
use crate::repair::foot::sentence::starts_lower;
use crate::repair::foot::strays::beginning;
use crate::repair::given;

/// The number of a note, alone on its row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub row: usize,
    pub value: u32,
    /// Whether its words do not follow it.
    pub is_apart: bool,
    /// Whether other numbers follow it, and none stands above it.
    pub heads_block: bool,
    /// The line below it, unless another number stands above it.
    pub due: Option<usize>,
    /// Whether no empty line stands between it and the number right above it, if there is one.
    pub is_tight: Option<bool>,
    /// Whether it heads a row of words, and only its neighbours stand apart.
    pub is_headed: bool,
}

impl Label {
    pub fn new(row: usize, value: u32) -> Label {
        Label {
            row,
            value,
            is_apart: false,
            heads_block: false,
            due: None,
            is_tight: None,
            is_headed: false,
        }
    }
}

/// Where the notes of a foot begin.
pub(super) struct Dealt {
    /// The line of each number: an index of [`Foot::lines`].
    pub starts: Vec<usize>,
    /// By how much the best reading that has it elsewhere falls behind.
    pub margins: Vec<f32>,
    pub sum: f32,
    is_rising: bool,
}

impl Dealt {
    /// Whether the beginnings are good enough.
    pub fn is_good(&self) -> bool {
        self.is_rising && self.sum >= LEAST * self.starts.len() as f32
    }
}

/// What a beginning must be worth on the average.
const LEAST: f32 = -1.0;
/// What speaks for the line right below a number, and for the one below a block for its first number: the rest of a note
/// may stand there.
const BELOW: f32 = 4.0;
const BELOW_BLOCK: f32 = 2.0;
/// What it says of a note's length that no empty line, or one, stands between its number and the next.
const SPACED: f32 = 2.0;
/// What it says for the first note and the first line that the notes were found to begin there.
const TOP: f32 = 4.0;
/// What the first line of a foot says by its first letter.
const CAPITAL: f32 = 0.5;
const SMALL: f32 = -2.0;

/// The best reading. `room` is how many rows a note has at the most whose next number has no empty line above it.
pub(super) fn deal(
    foot: &Foot,
    reading: &Reading,
    measure: &Measure,
    room: Option<usize>,
) -> Dealt {
    let (count, lines) = (foot.labels.len(), foot.lines.len());
    let rising = rising(&foot.labels);
    let begins: Vec<f32> = (0..lines)
        .map(|at| match at.checked_sub(1) {
            Some(before) => beginning(reading, measure, foot.lines[before], foot.lines[at]),
            None if starts_lower(reading.ink(foot.lines[0])) => SMALL,
            None => CAPITAL,
        })
        .collect();
    let top = |k: usize, line: usize| given(foot.is_topped && k == 0 && line == 0, TOP);
    let own = |k: usize, line: usize| {
        begins[line] + placed(&foot.labels[k], rising[k], line) + top(k, line)
    };
    let step = |k: usize, rows: usize| given_rows(&foot.labels, k, rows, room);
    let up = sums(count, lines, own, step);
    // The same from the end.
    let back = sums(
        count,
        lines,
        |k, line| own(count - 1 - k, lines - 1 - line),
        |k, rows| step(count - k, rows),
    );
    let through =
        |k: usize, line: usize| up[k][line] + back[count - 1 - k][lines - 1 - line] - own(k, line);
    let best = |k: usize, not: Option<usize>| {
        let others = (0..lines).filter(|&line| Some(line) != not);
        others.max_by(|&a, &b| through(k, a).total_cmp(&through(k, b)))
    };
    let starts: Vec<usize> = (0..count).map(|k| best(k, None).unwrap_or(0)).collect();
    let sum = starts.first().map_or(0.0, |&start| through(0, start));
    let is_rising = starts.windows(2).all(|pair| pair[0] < pair[1]);
    let rival = |(k, &start): (usize, &usize)| {
        best(k, Some(start)).map_or(f32::INFINITY, |line| sum - through(k, line))
    };
    let margins = starts.iter().enumerate().map(rival).collect();
    Dealt {
        starts,
        margins,
        sum,
        is_rising,
    }
}

/// The best sum of the first numbers with the last of them at each line.
fn sums(
    count: usize,
    lines: usize,
    own: impl Fn(usize, usize) -> f32,
    step: impl Fn(usize, usize) -> f32,
) -> Vec<Vec<f32>> {
    let mut sums: Vec<Vec<f32>> = Vec::with_capacity(count);
    for k in 0..count {
        let row = (0..lines).map(|line| {
            let before = match sums.last() {
                None => 0.0,
                Some(above) => (0..line)
                    .map(|from| above[from] + step(k, line - from))
                    .fold(f32::NEG_INFINITY, f32::max),
            };
            before + own(k, line)
        });
        let row = row.collect();
        sums.push(row);
    }
    sums
}

/// What a number's own place says for a line.
fn placed(label: &Label, is_rising: bool, line: usize) -> f32 {
    let Some(due) = label.due.filter(|_| is_rising) else {
        return 0.0;
    };
    let weight = if label.heads_block {
        BELOW_BLOCK
    } else {
        BELOW
    };
    if due == line { weight } else { -weight }
}

/// What the room between a number and the one before it says for so many rows of that one's note.
fn given_rows(labels: &[Label], k: usize, rows: usize, room: Option<usize>) -> f32 {
    let (Some(before), Some(here)) = (labels.get(k.wrapping_sub(1)), labels.get(k)) else {
        return 0.0;
    };
    let is_tight = here.is_tight.filter(|_| before.row + 1 == here.row);
    match (room, is_tight) {
        (Some(room), Some(is_tight)) if is_tight == (rows <= room) => SPACED,
        (Some(_), Some(_)) => -SPACED,
        _ => 0.0,
    }
}

/// Which numbers belong to the longest run that rises as it stands on the page: those stand where they should.
fn rising(labels: &[Label]) -> Vec<bool> {
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(labels.len());
    for (k, label) in labels.iter().enumerate() {
        let is_above = |&j: &usize| labels[j].due.is_some() && labels[j].row < label.row;
        let before = (0..k).filter(is_above).max_by_key(|&j| (runs[j].0, j));
        runs.push((before.map_or(1, |j| runs[j].0 + 1), before));
    }
    let mut is_in = vec![false; labels.len()];
    let ends = (0..labels.len()).filter(|&k| labels[k].due.is_some());
    let mut at = ends.max_by_key(|&k| (runs[k].0, k));
    while let Some(k) = at {
        is_in[k] = true;
        at = runs[k].1;
    }
    is_in
}
