//! Bodies on a page that is not theirs. In: the best reading. Out: the same, with the bodies begun that stand out of the
//! order of their numbers at a neighbouring page's foot, and that a call of their own waits for.
//!
//! The search for the best reading goes by the order of numbers: to it a (5) between (2) and (3) is a line of the note
//! above. Only when the reading is known can be told which calls are left without a body.

use super::Evidence;
use super::heads::REACH;
use crate::hash::HashMap;
use crate::repair::foot::marks::{Gap, Kind, Mark, SYMBOLS};
use crate::repair::foot::zones::Act;

/// Rows that a body may have below the running text of a page without other notes.
const LONGEST: usize = 8;

/// Rows on either side in which a numbered paragraph's neighbours are looked for.
const LIST: usize = 60;

/// What the row above and the words after the mark must say for a beginning, in natural-log units.
const FEWEST: f32 = 0.0;

impl Evidence<'_> {
    /// Begins the bodies that stand out of order at a foot near their call's.
    pub fn visitors(&self, acts: &mut Vec<(usize, Act)>) {
        let mut bodies = bodies(acts);
        for row in 0..self.len() {
            let Some(mark) = self.stranger(row) else {
                continue;
            };
            if !self.is_awaited(&bodies, mark.value, row) {
                continue;
            }
            if let Some(close) = self.seat(acts, row, &mark) {
                insert(acts, (row, Act::Start(mark)));
                if let Some(row) = close {
                    insert(acts, (row, Act::Close));
                }
                let bodies = bodies.entry(mark.value).or_default();
                bodies.insert(bodies.partition_point(|&body| body < row), row);
            }
        }
    }

    /// The mark of a row that looks like the beginning of a body, by itself.
    fn stranger(&self, row: usize) -> Option<Mark> {
        let mut marks = self.heads[row].iter().map(|head| head.mark);
        let mark = marks.find(|mark| mark.misread == 0 && mark.value <= SYMBOLS)?;
        let is_own =
            self.habits.is_own(&mark) && mark.gap != Gap::Alone && !self.regions.is_other(row);
        // A number glued to its words is rarely anything else.
        let glued = if mark.kind == Kind::Plain && mark.gap == Gap::Glued {
            0.8
        } else {
            0.0
        };
        (is_own && self.finished(row) + self.words(row, &mark) + glued >= FEWEST).then_some(mark)
    }

    /// Whether a call near a row has no body near it. Where each page begins anew each number has calls and bodies all over
    /// the book: only those near by are looked at.
    fn is_awaited(&self, bodies: &HashMap<u32, Vec<usize>>, value: u32, row: usize) -> bool {
        let calls = self.called.get(&value).map_or(&[][..], Vec::as_slice);
        let bodies = bodies.get(&value).map_or(&[][..], Vec::as_slice);
        let first = calls.partition_point(|&call| self.is_far_above(call as usize, row));
        let near = calls[first..].iter().map(|&call| call as usize);
        let mut near = near.take_while(|&call| self.is_beside(call, row));
        near.any(|call| {
            let first = bodies.partition_point(|&body| self.is_far_above(body, call));
            let next = bodies.get(first);
            next.is_none_or(|&body| !self.is_beside(call, body))
        })
    }

    /// Whether a row stands above another, and not beside it.
    fn is_far_above(&self, row: usize, other: usize) -> bool {
        row < other && !self.is_beside(row, other)
    }

    /// Whether two rows stand on one page or on neighbouring pages.
    fn is_beside(&self, one: usize, other: usize) -> bool {
        let rows = &self.reading.rows;
        if self.reading.is_paged {
            rows[one].page.abs_diff(rows[other].page) <= 1
        } else {
            one.abs_diff(other) < 2 * REACH
        }
    }

    /// Whether paragraphs near a row that are no notes have the numbers beside its own.
    fn is_listed(&self, acts: &[(usize, Act)], row: usize, mark: &Mark) -> bool {
        let near = row.saturating_sub(LIST)..(row + LIST).min(self.len());
        let is_note = |row: &usize| acts.binary_search_by_key(row, |act| act.0).is_ok();
        let others = near.filter(|row| !is_note(row));
        let mut marks = others
            .flat_map(|row| &self.heads[row])
            .map(|head| head.mark);
        marks.any(|other| {
            let is_like = (other.kind, other.gap, other.misread) == (mark.kind, mark.gap, 0);
            is_like && other.value.abs_diff(mark.value) == 1
        })
    }

    /// Whether a body may begin at a row: in or over the notes at a page's foot, or below its text. There running text
    /// must go on at the next page, at the row in the answer.
    fn seat(&self, acts: &[(usize, Act)], row: usize, mark: &Mark) -> Option<Option<usize>> {
        let next = acts.partition_point(|act| act.0 <= row);
        let before = next.checked_sub(1).map(|index| acts[index]);
        let mode = acts[..next].iter().rev().find_map(|act| match act.1 {
            Act::Title => Some(true),
            Act::Close => Some(false),
            _ => None,
        });
        if mode == Some(true) || before.is_some_and(|before| before.0 == row) {
            return None;
        }
        let rows = &self.reading.rows;
        let page = rows[row].page;
        if before.is_some_and(|before| before.1 != Act::Close) {
            // Note matter that goes on over the turn is another page's.
            let turned = before.is_some_and(|before| rows[before.0].page != page);
            return (!turned).then_some(None);
        }
        if !self.reading.is_paged || self.is_listed(acts, row, mark) {
            return None;
        }
        let end = rows[row..].partition_point(|other| other.page == page) + row;
        let stop = acts.get(next).map_or(self.len(), |act| act.0).min(end);
        let is_short = stop - row <= LONGEST;
        let is_taken = acts.get(next).is_some_and(|act| act.0 <= end);
        is_short.then_some((!is_taken && end < self.len()).then_some(end))
    }
}

/// Puts an act where its row belongs.
fn insert(acts: &mut Vec<(usize, Act)>, act: (usize, Act)) {
    let place = acts.partition_point(|other| other.0 < act.0);
    acts.insert(place, act);
}

/// The rows of the bodies of each number.
fn bodies(acts: &[(usize, Act)]) -> HashMap<u32, Vec<usize>> {
    let mut bodies: HashMap<u32, Vec<usize>> = HashMap::default();
    for &(row, act) in acts {
        if let Act::Start(mark) = act {
            bodies.entry(mark.value).or_default().push(row);
        }
    }
    bodies
}
