//! The marks that rows begin with, and the calls that speak for them. In: rows and candidates for calls. Out: for each
//! [`Head`] how well a call of its number supports it: near before it, anywhere before it, and for its neighbours.

use super::{Evidence, Section};
use crate::hash::HashMap;
use crate::repair::foot::marks::Mark;
use crate::repair::noterefs::candidates::{Candidate, Stand};

/// A mark that a row may begin with, and how well a call of its number supports it: near before it, anywhere before it.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// The mark.
    pub mark: Mark,
    pub(super) near: f32,
    pub(super) far: f32,
    /// How well near calls of the number before it and of the number after it would support it.
    beside: [f32; 2],
    /// How many good calls of its number stand before it.
    pub(super) before: u32,
    /// What speaks for a body here, whatever calls there are; and for one of this style, by what an earlier reading found.
    pub(in crate::repair::foot) begins: f32,
    pub(in crate::repair::foot) credit: f32,
}

/// What it costs that a body has its neighbour's number.
const EXCHANGED: f32 = -0.7;
/// Above this weight a candidate for a call looks good.
const GOOD: f32 = 1.0;
/// From this weight on, one that is set as calls are is one for sure.
const PLAIN: f32 = 3.0;
/// What a body in a section of endnotes says for itself, by its place alone.
const IN_SECTION: f32 = 1.5;
/// What it costs there that no call of its own stands before the section.
const UNCALLED: f32 = -1.0;
/// The same in a section without a heading: a numbered list is no section of notes.
const UNTITLED: f32 = -3.5;

impl Head {
    /// How well calls support it at a foot, if it stands for `number`.
    #[must_use]
    pub fn support(&self, number: u32) -> f32 {
        let [below, above] = self.beside.map(|near| (near + EXCHANGED).max(self.near));
        match i64::from(number) - i64::from(self.mark.value) {
            -1 => below,
            1 => above,
            _ => self.near,
        }
    }
}

impl Head {
    /// Whether no good call stands near.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.near < 2.0
    }
}

impl From<Mark> for Head {
    fn from(mark: Mark) -> Head {
        Head {
            mark,
            near: 0.0,
            far: 0.0,
            beside: [0.0; 2],
            before: 0,
            begins: 0.0,
            credit: 0.0,
        }
    }
}

/// Rows before a body in which its call is looked for where page turns are lost.
pub(in crate::repair::foot) const REACH: usize = 130;

impl Evidence<'_> {
    /// How well calls support a body of a section of endnotes: it has one of its own that stands before the section.
    #[must_use]
    pub fn support_end(&self, head: &Head, section: &Section) -> f32 {
        let (wanted, firsts) = (section.firsts.max(1), section.firsts - section.before);
        let calls = |row: u32| self.calls_before(head.mark.value, row as usize);
        let is_called = head.before > 0 && {
            let before = calls(section.row);
            // Of a chapter's notes those of the chapters before may lack this number.
            let own = before - calls(section.since).min(before);
            before >= wanted as usize || own >= firsts.max(1) as usize
        };
        IN_SECTION
            + match (is_called, section.is_titled) {
                (true, _) => head.far,
                (false, true) => UNCALLED,
                (false, false) => UNTITLED,
            }
    }

    /// How well a call of a number that a body's is a misprint of supports it: one near, where none of its own is.
    #[must_use]
    pub fn support_due(&self, row: usize, head: &Head, due: u32) -> f32 {
        let printed = head.support(due);
        if head.near >= 0.0 {
            return printed;
        }
        match self.calls_before(due, row).checked_sub(1) {
            Some(last) => {
                let last = self.called[&due][last] as usize;
                printed.max(self.nearness(last, row, PLAIN))
            }
            None => printed,
        }
    }

    /// How many calls of a number that look good stand before a row.
    pub(in crate::repair::foot) fn calls_before(&self, value: u32, row: usize) -> usize {
        let calls = self.called.get(&value);
        calls.map_or(0, |calls| calls.partition_point(|&at| (at as usize) < row))
    }

    /// Looks for calls of each mark's number before it: in its own page or near, and anywhere.
    pub(super) fn support(&mut self, calls: &[Candidate]) {
        let mut last: HashMap<u32, (usize, f32)> = HashMap::default();
        let mut ever: HashMap<u32, f32> = HashMap::default();
        let mut next = 0;
        let rows = &self.reading.rows;
        for (row, here) in rows.iter().enumerate() {
            for index in 0..self.heads[row].len() {
                let value = self.heads[row][index].mark.value;
                let near = |value: u32| {
                    let call = last.get(&value);
                    call.map_or(-1.5, |&(at, weight)| self.nearness(at, row, weight))
                };
                let beside = [near(value.saturating_sub(1)), near(value.saturating_add(1))];
                let near = near(value);
                let far = ever.get(&value);
                let far = far.map_or(-1.0, |&w| if w > GOOD { 1.5 } else { 0.0 });
                let before = self.calls_before(value, row) as u32;
                let head = &mut self.heads[row][index];
                (head.near, head.far, head.beside) = (near, far, beside);
                head.before = before;
            }
            while next < calls.len() && calls[next].range.start < here.ink.end {
                let call = &calls[next];
                next += 1;
                // The last digits of some number say nothing by themselves.
                if call.stand == Stand::Number && call.weight < 0.0 {
                    continue;
                }
                // The mark at the head of a row may head a body.
                let heads = call.range.start == here.ink.start;
                let alone = call.range.len() == here.ink.len();
                let is_own = self.heads[row]
                    .iter()
                    .any(|head| head.mark.value == call.value && head.mark.misread == 0);
                if call.range.start < here.ink.start
                    || is_own && !alone
                    || heads && !alone && !self.heads[row].is_empty()
                {
                    continue;
                }
                let is_letter = call.stand == Stand::Lettered;
                self.calls[row] += u8::from(call.weight >= 2.0 && !is_letter);
                if call.weight > GOOD {
                    self.called.entry(call.value).or_default().push(row as u32);
                }
                let best = ever.entry(call.value).or_insert(call.weight);
                *best = best.max(call.weight);
                let old = last.get(&call.value).copied();
                if old.is_none_or(|(at, weight)| {
                    weight <= call.weight || self.nearness(at, row, 4.0) < 2.0
                }) {
                    last.insert(call.value, (row, call.weight));
                }
            }
        }
    }

    /// The plain calls in each row whose number heads a row below on their page: what calls its page's notes is text.
    pub(super) fn own_calls(&self, calls: &[Candidate]) -> Vec<u8> {
        let rows = &self.reading.rows;
        let mut last: HashMap<(u32, u32), usize> = HashMap::default();
        for (row, here) in rows.iter().enumerate() {
            let marks = self.heads[row].iter().map(|head| &head.mark);
            for mark in marks.filter(|mark| mark.misread == 0) {
                last.insert((here.page, mark.value), row);
            }
        }
        let mut own = vec![0; rows.len()];
        for call in calls.iter().filter(|call| call.is_plain(PLAIN)) {
            let row = rows.partition_point(|row| row.ink.end <= call.range.start);
            let is_own = (rows.get(row)).is_some_and(|here| {
                let below = last.get(&(here.page, call.value));
                here.ink.start < call.range.start && below.is_some_and(|&below| below > row)
            });
            if is_own && self.reading.is_paged {
                own[row] += 1;
            }
        }
        own
    }

    /// How well a call in row `at` supports a body in `row`.
    fn nearness(&self, at: usize, row: usize, weight: f32) -> f32 {
        let rows = &self.reading.rows;
        let is_near = if self.reading.is_paged {
            rows[at].page == rows[row].page
        } else {
            row - at < REACH
        };
        let is_next = self.reading.is_paged && rows[at].page + 1 == rows[row].page;
        match (is_near, is_next, weight) {
            (true, _, w) if w >= 2.0 => 3.0,
            (true, _, w) if w >= 0.0 => 1.0,
            (true, _, _) => 0.0,
            (_, true, w) if w >= 2.0 => 0.5,
            _ => -1.5,
        }
    }
}
