//! Rows that a number heads which is called in the text just above. In: rows, and the candidates for calls. Out: for each row
//! whether it is one. Such a row is no cell of a table, however little like prose it looks: a note may be a key in brackets, a
//! shelf mark, a page.

use super::runs::{GOOD, near};
use crate::hash::HashMap;
use crate::repair::foot::marks::{SYMBOLS, marks};
use crate::repair::foot::rows::Reading;
use crate::repair::noterefs::candidates::Candidate;

/// Which rows are headed so.
pub fn heads(reading: &Reading, calls: &[Candidate]) -> Vec<bool> {
    // The row of the last good call of each number.
    let mut last: HashMap<u32, usize> = HashMap::default();
    let is_good = |call: &&Candidate| call.weight >= GOOD && call.value < SYMBOLS;
    let mut calls = calls.iter().filter(is_good).peekable();
    let called = (0..reading.rows.len()).map(|row| {
        let ink = &reading.rows[row].ink;
        while let Some(call) = calls.next_if(|call| call.range.start <= ink.start) {
            // The number at the head of a row calls nothing.
            let at = reading.row_at(call.range.start);
            let at = at.filter(|&at| reading.rows[at].ink.start != call.range.start);
            last.extend(at.map(|at| (call.value, at)));
        }
        let mut marks = marks(reading.ink(row)).into_iter();
        let value = marks.find(|mark| mark.misread == 0).map(|mark| mark.value);
        let call = value.and_then(|value| last.get(&value));
        call.is_some_and(|&call| near(reading, call, row))
    });
    called.collect()
}
