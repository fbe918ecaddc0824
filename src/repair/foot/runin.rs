//! Notes that begin in the midst of a row: set run in, or joined to the row before by the extractor. In: the rows. Out: a line
//! end before each number that is written as the text's notes are headed, stands before a capital, and is called above on its
//! page, which has no other note of that number.

use super::evidence::REACH;
use super::marks::{Gap, Kind, Mark, SYMBOLS, marks};
use super::rows::Reading;
use crate::facsimile::sentence::End;
use crate::galley::{Edit, Label, Pen};
use crate::hash::HashMap;
use crate::ledger::Certainty;
use crate::repair::Rules;
use crate::repair::noterefs::candidates::{self, Candidate, Stand};
use std::ops::Range;

/// A call that weighs so much is one whatever else there is.
const PLAIN: f32 = 2.0;
/// So many rows of a text are headed as its notes are, and so many of them are called near.
const FEWEST: usize = 3;
const CALLED: f32 = 0.5;
/// A row so many times as long as the median one is two rows that were joined.
const JOINED: f32 = 1.5;

/// A place where a note may begin.
struct Place {
    row: usize,
    /// The blank before its number, in bytes of the reading's text.
    blank: Range<usize>,
    mark: Mark,
}

/// Puts the line ends that are missing before notes, and reads the rows and the candidates for calls that there are then.
pub(super) fn part(pen: &mut Pen<'_>, rules: &Rules) -> (Reading, Vec<Candidate>) {
    let read = |pen: &Pen<'_>| {
        let reading = Reading::new(pen.galley(), |label| {
            matches!(label, Label::Body | Label::Folio)
        });
        let calls = candidates::of(&reading, &rules.lexicon);
        (reading, calls)
    };
    let (reading, calls) = read(pen);
    let missing = missing(&reading, &calls);
    if missing.is_empty() {
        return (reading, calls);
    }
    let why = "a note that begins in the midst of a line";
    for blank in missing {
        pen.edit(Edit::sure(blank, "\n", why).certainty(Certainty::Likely));
    }
    pen.apply();
    read(pen)
}

/// The blanks, in bytes of the galley, that should be line ends.
fn missing(reading: &Reading, calls: &[Candidate]) -> Vec<Range<usize>> {
    let usual = usual(reading);
    let rows = 0..reading.rows.len();
    let places: Vec<Place> = rows.flat_map(|row| places(reading, row, usual)).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let survey = Survey::of(reading, calls);
    let due = places.into_iter().filter(|place| survey.is_due(place));
    due.filter_map(|place| reading.range(place.blank)).collect()
}

/// The rows that numbers head, and the rows of the calls of each.
struct Survey<'r> {
    reading: &'r Reading,
    heads: Vec<(usize, Mark)>,
    calls: HashMap<u32, Vec<usize>>,
    /// How notes are headed: so most rows are that are headed so and called above.
    styles: Vec<Kind>,
}

impl Survey<'_> {
    fn of<'r>(reading: &'r Reading, candidates: &[Candidate]) -> Survey<'r> {
        let is_call = |call: &&Candidate| {
            let stands_free = matches!(call.stand, Stand::Stray | Stand::OwnLine | Stand::Number);
            call.weight >= PLAIN && !stands_free
        };
        let mut calls: HashMap<u32, Vec<usize>> = HashMap::default();
        for call in candidates.iter().filter(is_call) {
            let rows = calls.entry(call.value).or_default();
            rows.extend(reading.row_at(call.range.start));
        }
        let heads = (0..reading.rows.len()).flat_map(|row| {
            let marks = marks(reading.ink(row)).into_iter();
            let plain = marks.filter(|mark| mark.misread == 0 && mark.value < SYMBOLS);
            plain.map(move |mark| (row, mark))
        });
        let mut survey = Survey {
            reading,
            heads: heads.collect(),
            calls,
            styles: Vec::new(),
        };
        let mut styles = vec![Kind::Plain, Kind::Dot, Kind::Paren, Kind::Bracket];
        styles.retain(|kind| survey.is_style(*kind));
        survey.styles = styles;
        survey
    }

    /// Whether a number is called above and has no note near but this one.
    fn is_due(&self, place: &Place) -> bool {
        let Mark { kind, value, .. } = place.mark;
        let is_it = |(row, mark): &(usize, Mark)| {
            mark.kind == kind && mark.value == value && self.is_near(*row, place.row)
        };
        let may_be = self.styles.contains(&kind) && self.is_called(place.row, value);
        may_be && !self.heads.iter().any(is_it)
    }

    /// Whether most rows that are headed so are called above.
    fn is_style(&self, kind: Kind) -> bool {
        let of_kind = self.heads.iter().filter(|head| head.1.kind == kind);
        let called: Vec<bool> = of_kind
            .map(|head| self.is_called(head.0, head.1.value))
            .collect();
        let count = called.iter().filter(|called| **called).count();
        called.len() >= FEWEST && count as f32 >= CALLED * called.len() as f32
    }

    fn is_called(&self, row: usize, value: u32) -> bool {
        let mut calls = self.calls.get(&value).into_iter().flatten();
        calls.any(|&call| call < row && self.is_near(call, row))
    }

    /// Whether two rows stand on one page, or as near as that.
    fn is_near(&self, a: usize, b: usize) -> bool {
        if self.reading.is_paged {
            self.reading.rows[a].page == self.reading.rows[b].page
        } else {
            a.abs_diff(b) < REACH
        }
    }
}

/// The median length of a row, in characters.
fn usual(reading: &Reading) -> u32 {
    let mut lengths: Vec<u32> = reading.rows.iter().map(|row| row.length).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or_default()
}

/// The numbers in a row that stand before a capital.
fn places(reading: &Reading, row: usize, usual: u32) -> Vec<Place> {
    let ink = reading.ink(row);
    // Two rows in one: the first need not end a sentence.
    let is_joined = reading.is_paged && reading.rows[row].length as f32 > JOINED * usual as f32;
    let start = reading.rows[row].ink.start;
    let blanks = ink.match_indices(' ').filter_map(|(at, _)| {
        let behind = &ink[at + 1..];
        if !behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '[')) {
            return None;
        }
        let before = ink[..at].trim_end();
        if !is_joined && End::of(before) != End::Sentence {
            return None;
        }
        let mark = marks(behind).into_iter().find(|mark| {
            let rest = behind[mark.len..].trim_start();
            let is_opening = |c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '«' | '„' | '"');
            mark.misread == 0 && mark.gap != Gap::Alone && rest.starts_with(is_opening)
        })?;
        let blank = start + before.len()..start + at + 1;
        Some(Place { row, blank, mark })
    });
    blanks.collect()
}
