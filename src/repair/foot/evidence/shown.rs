//! Numbers that stand free in the text above the notes. In: the heads of rows, and all candidates for calls. Out: the styles of
//! heads nearly all of whose numbers stand above them on their page, and seldom on the page before: there a number that stands
//! free is a call, however little it looks like one. Of a list's numbers a page's text has few.

use super::{Evidence, rates};
use crate::hash::HashMap;
use crate::repair::foot::marks::{Gap, Kind, SYMBOLS};
use crate::repair::noterefs::candidates::Candidate;
use std::ops::Range;

/// So many heads of a style tell it at the least.
const FEWEST: usize = 8;
/// Of their numbers so few stand on the page before: those are there by chance.
const BEFORE: f32 = 0.6;
/// What must speak for their being there not by chance, in natural-log units: of two heads in five whose number stands on the
/// page before, too, eight shown are enough; of more, more.
const TOLD: f32 = 6.0;
/// A page has about so many rows where its turns are lost.
const PAGE: usize = 50;
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
        // One more of either: a share is never told for certain.
        let even = |part: usize| (part + 1) as f32 / (self.all + 2) as f32;
        let (here, before) = (even(self.shown), even(self.before));
        let told = self.shown as f32 * (here / before).ln()
            + (self.all - self.shown) as f32 * ((1.0 - here) / (1.0 - before)).ln();
        let is_usual = share(self.shown) >= rates::SHOWN && share(self.before) <= BEFORE;
        self.all >= FEWEST && is_usual && told >= TOLD
    }
}

impl Evidence<'_> {
    /// Has free numbers speak for the bodies of such styles.
    pub(super) fn hear_free_numbers(&mut self, calls: &[Candidate]) {
        let numbers = self.numbers(calls);
        let mut counts: HashMap<(Kind, Gap), Count> = HashMap::default();
        for (row, heads) in self.heads.iter().enumerate() {
            let head = heads.first().filter(|head| head.mark.value <= SYMBOLS);
            let Some(head) = head.filter(|_| !self.regions.is_other(row)) else {
                continue;
            };
            let count = counts.entry((head.mark.kind, head.mark.gap)).or_default();
            let rows = numbers.get(&head.mark.value).map_or(&[][..], Vec::as_slice);
            let (here, before) = self.pages_above(row);
            let is_in = |part: Range<usize>| {
                let next = rows.partition_point(|&number| number < part.start);
                rows.get(next).is_some_and(|&number| number < part.end)
            };
            count.all += 1;
            count.shown += usize::from(head.near >= 0.0 && (self.reading.is_paged || is_in(here)));
            count.before += usize::from(is_in(before));
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

    /// The rows above one on its page, and those of the page before; where page turns are lost, as many as a page may have.
    fn pages_above(&self, row: usize) -> (Range<usize>, Range<usize>) {
        if !self.reading.is_paged {
            let here = row.saturating_sub(PAGE);
            return (here..row, here.saturating_sub(PAGE)..here);
        }
        let rows = &self.reading.rows;
        let page = rows[row].page;
        let first = |page: u32| rows.partition_point(|row| row.page < page);
        let (before, here) = (first(page.saturating_sub(1)), first(page));
        (here..row, before..here)
    }
}
