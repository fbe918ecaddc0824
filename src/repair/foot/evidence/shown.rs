//! Numbers that stand free in the text above the notes. In: the heads of rows, and all candidates for calls. Out: the styles of
//! heads nearly all of whose numbers stand above them on their page, and seldom on the page before: there a number that stands
//! free is a call, however little it looks like one. Of a list's numbers a page's text has few.

use super::{Evidence, rates};
use crate::hash::HashMap;
use crate::repair::foot::marks::{Gap, Kind, SYMBOLS};
use crate::repair::noterefs::candidates::Candidate;

/// So many heads of a style tell it at the least.
const FEWEST: usize = 8;
/// Of their numbers so few stand on the page before: more are there by chance.
const BEFORE: f32 = 0.4;
/// What a free number says then for the body of its number, as far as another does that is set as calls are, but is not
/// plainly one.
const FREE: f32 = 2.0;

/// What was counted of a style.
#[derive(Clone, Copy, Default)]
struct Count {
    all: usize,
    shown: usize,
    before: usize,
}

impl Count {
    fn is_shown(self) -> bool {
        let share = |part: usize| part as f32 / self.all as f32;
        self.all >= FEWEST && share(self.shown) >= rates::SHOWN && share(self.before) <= BEFORE
    }
}

impl Evidence<'_> {
    /// Has free numbers speak for the bodies of such styles.
    pub(super) fn hear_free_numbers(&mut self, calls: &[Candidate]) {
        // Without pages too much is near: of unseen texts more lost by it than gained.
        if !self.reading.is_paged {
            return;
        }
        let numbers = self.numbers(calls);
        let mut counts: HashMap<(Kind, Gap), Count> = HashMap::default();
        for (row, heads) in self.heads.iter().enumerate() {
            let head = heads.first().filter(|head| head.mark.value <= SYMBOLS);
            let Some(head) = head.filter(|_| !self.regions.is_other(row)) else {
                continue;
            };
            let count = counts.entry((head.mark.kind, head.mark.gap)).or_default();
            let rows = numbers.get(&head.mark.value).map_or(&[][..], Vec::as_slice);
            count.all += 1;
            count.shown += usize::from(head.near >= 0.0);
            count.before += usize::from(self.is_before(rows, row));
        }
        counts.retain(|_, count| count.is_shown());
        for head in self.heads.iter_mut().flatten() {
            let is_shown = counts.contains_key(&(head.mark.kind, head.mark.gap));
            if is_shown && head.near >= 0.0 {
                head.near = head.near.max(FREE);
            }
        }
    }

    /// The rows of each number in the text, those that head rows aside.
    fn numbers(&self, calls: &[Candidate]) -> HashMap<u32, Vec<usize>> {
        let rows = &self.reading.rows;
        let mut numbers: HashMap<u32, Vec<usize>> = HashMap::default();
        for call in calls {
            let row = rows.partition_point(|row| row.ink.end <= call.range.start);
            let is_in_text = rows
                .get(row)
                .is_some_and(|here| call.range.start > here.ink.start);
            if is_in_text {
                numbers.entry(call.value).or_default().push(row);
            }
        }
        numbers
    }

    /// Whether one of some rows, which are in order, stands on the page before another.
    fn is_before(&self, numbers: &[usize], row: usize) -> bool {
        let rows = &self.reading.rows;
        let page = rows[row].page;
        let first = |page: u32| rows.partition_point(|row| row.page < page);
        let next = numbers.partition_point(|&number| number < first(page.saturating_sub(1)));
        numbers
            .get(next)
            .is_some_and(|&number| number < first(page))
    }
}
