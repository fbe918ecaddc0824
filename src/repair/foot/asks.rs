//! What the best reading leaves in doubt. In: the rows, and what begins where. Out: the editor's queries: text above a foot
//! that may be the rest of a note, and a line between two notes that may be a running head.

use super::evidence::Evidence;
use super::rows::Reading;
use super::zones::Act;
use super::{Body, whole};
use crate::galley::{Answer, Label, Pen};
use crate::ledger::Certainty;
use std::ops::Range;

/// Asks about the text over each foot that may go on from the note before, and has the accepted one read so.
pub(super) fn rests(
    pen: &mut Pen<'_>,
    reading: &Reading,
    found: &[Range<usize>],
    acts: &mut Vec<(usize, Act)>,
) {
    for rows in found {
        let Some(place) = reading.range(reading.rows[rows.start].ink.clone()) else {
            continue;
        };
        let question = "do these lines over the notes go on from the last note of the page before?";
        let why = "they run past the text's measure, and the note below them is called on the page before";
        let answer = pen.ask(place, question, "read them as the rest of that note", why);
        if answer == Answer::Accepted {
            let place = acts.partition_point(|act| act.0 < rows.start);
            acts.insert(place, (rows.start, Act::Resume));
        }
    }
}

/// Words that a running head has at most, without its number.
const MOST_WORDS: usize = 6;

/// Asks about the last line of a body that looks like a running head with its page's number, where another body follows.
pub(super) fn heads(pen: &mut Pen<'_>, reading: &Reading, bodies: &mut [Body]) {
    let first: Vec<usize> = bodies.iter().map(|body| body.mark_row).collect();
    for (index, body) in bodies.iter_mut().enumerate() {
        let next = first.get(index + 1);
        let Some(run) = body.runs.last_mut() else {
            continue;
        };
        let row = run.end - 1;
        let is_between = row > body.mark_row && next == Some(&run.end);
        if !is_between || !is_head(reading, row) {
            continue;
        }
        let ranges = reading.ranges(whole(reading, row..row + 1));
        let Some(place) = ranges.first().cloned() else {
            continue;
        };
        let (question, proposal) = ("is this a running head?", "take it out of the notes");
        let why = "a number and a few words with capitals, between two notes";
        if pen.ask(place, question, proposal, why) != Answer::Accepted {
            continue;
        }
        run.end = row;
        for range in ranges {
            let why = "`decisions` takes it out";
            pen.mark(range, Label::RunningHead, why, Certainty::Sure);
        }
    }
}

/// Whether a row is a number and a name or a title, below a row that ends a sentence.
fn is_head(reading: &Reading, row: usize) -> bool {
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let mut words: Vec<&str> = reading.ink(row).split_whitespace().collect();
    if words.first().is_some_and(|word| is_number(word)) {
        words.remove(0);
    } else if words.pop().is_none_or(|word| !is_number(word)) {
        return false;
    }
    let is_title = |word: &&str| word.chars().all(char::is_alphabetic) && word.len() > 1;
    (1..=MOST_WORDS).contains(&words.len())
        && words.iter().all(is_title)
        && [words.first(), words.last()]
            .into_iter()
            .flatten()
            .all(|word| word.starts_with(char::is_uppercase))
        && super::sentence::ends_sentence(reading.ink(row - 1))
}

/// Rows that the rest of a note has at most, and how much longer than its page's lines one of them is.
const MOST_ROWS: usize = 8;
const OVER: f32 = 1.05;

impl Evidence<'_> {
    /// The rows over each foot that may be the rest of a note: the lowest runs past the lines of its page, and the body below
    /// is called on the page before, where there was no room for it.
    pub(super) fn rests(&self, acts: &[(usize, Act)]) -> Vec<Range<usize>> {
        let opens = |window: &&[(usize, Act)]| match window {
            [(_, before), (_, Act::Close), (_, Act::Start(_))] => {
                matches!(before, Act::Start(_) | Act::Resume)
            }
            _ => false,
        };
        let feet = acts.windows(3).filter(opens);
        feet.filter_map(|window| self.rest(window[1].0, window[2]))
            .collect()
    }

    fn rest(&self, text: usize, (row, act): (usize, Act)) -> Option<Range<usize>> {
        let Act::Start(mark) = act else {
            return None;
        };
        let reading = self.reading();
        let rows = &reading.rows;
        let here = text..row;
        if !reading.is_paged || here.len() < 2 || rows[text].page != rows[row].page {
            return None;
        }
        // What is not on this page, and not long before it, is called on the page before.
        let before = self.calls_before(mark.value, text);
        let is_passed = before > 0 && self.calls_before(mark.value, row) == before;
        let is_end = |row: &usize| {
            let next = rows[row + 1].length as f32;
            super::sentence::ends_sentence(reading.ink(*row))
                && (rows[*row].length as f32) < 0.85 * next
        };
        let from = here.clone().rev().skip(1).find(is_end)? + 1;
        let longest = (text..from).map(|row| rows[row].length).max()?;
        let is_wide = rows[row - 1].length as f32 > OVER * longest as f32;
        (is_passed && is_wide && row - from <= MOST_ROWS).then_some(from..row)
    }
}
