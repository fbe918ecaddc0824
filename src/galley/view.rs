//! Ways to read a galley. In: [`Galley`]. Out: its [`Line`]s by page, and the [`Flow`] of all pieces with some labels,
//! in the order of reading, as one string whose bytes lead back to the galley.

use super::{Galley, Label, NoteId, Piece};
use std::ops::Range;

/// One line of the galley's text, in the order of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes in [`Galley::text`], without the line end and without a page turn at its head.
    pub range: Range<usize>,
    /// One past its line end.
    pub end: usize,
    /// Its page, from 0: how many page turns stand before it.
    pub page: u32,
    /// The label of its first character that is not blank, or of its line end.
    pub label: Label,
}

/// Several pieces read as one text.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    text: String,
    /// Where each run begins, in the flow and in the galley.
    runs: Vec<(usize, usize)>,
}

/// Adds a range to others; one that adjoins the last joins it.
pub fn adjoin(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ => ranges.push(range),
    }
}

impl Flow {
    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place in the galley of a byte of the flow.
    #[must_use]
    pub fn place(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|&(flow, _)| flow <= at);
        run.checked_sub(1).map_or(0, |run| {
            let (flow, galley) = self.runs[run];
            galley + (at - flow)
        })
    }

    /// The ranges of the galley that a range of the flow covers, in the order of reading.
    #[must_use]
    pub fn ranges(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let first = self.runs.partition_point(|&(flow, _)| flow <= range.start);
        let mut found: Vec<Range<usize>> = Vec::new();
        for run in first.saturating_sub(1)..self.runs.len() {
            let (flow, galley) = self.runs[run];
            let end = self.runs.get(run + 1).map_or(self.text.len(), |r| r.0);
            let (from, to) = (range.start.max(flow), range.end.min(end));
            if flow >= range.end {
                break;
            }
            if from < to {
                found.push(galley + (from - flow)..galley + (to - flow));
            }
        }
        found
    }
}

impl Galley {
    /// All lines, in the order of the source. Page turns belong to no line.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut turns = self.turns();
        turns.push(self.text.len()..self.text.len());
        let mut lines = Vec::new();
        let mut start = 0;
        for (page, turn) in turns.iter().enumerate() {
            for line in self.text[start..turn.start].split_inclusive('\n') {
                lines.push(self.line(start, line, page as u32));
                start += line.len();
            }
            start = turn.end;
        }
        lines
    }

    /// The page turns, in the order of the source.
    #[must_use]
    pub fn turns(&self) -> Vec<Range<usize>> {
        let turns = (0..self.pieces.len()).filter(|&i| self.pieces[i].label == Label::PageTurn);
        let turns = turns.map(|i| self.range(i));
        turns.filter(|turn| !turn.is_empty()).collect()
    }

    fn line(&self, start: usize, text: &str, page: u32) -> Line {
        let close = start + text.trim_end_matches(['\n', '\r']).len();
        let ink = text.find(|c: char| !c.is_whitespace());
        Line {
            range: start..close,
            end: start + text.len(),
            page,
            label: self.label_at(ink.map_or(close, |i| start + i)),
        }
    }

    /// The pieces in the order of reading, each with the note whose mark or body is being read: a call
    /// inside a body is the body's own.
    pub fn reading_of_notes(&self) -> impl Iterator<Item = (&Piece, Range<usize>, Option<NoteId>)> {
        let mut inside = None;
        self.reading().map(move |(piece, range)| {
            inside = match piece.label() {
                _ if range.is_empty() => inside,
                Label::NoteMark(id) | Label::NoteBody(id) => Some(id),
                Label::Call(_) | Label::PageTurn | Label::Notice => inside,
                _ => None,
            };
            (piece, range, inside)
        })
    }

    /// The text of all pieces whose label is wanted, in the order of reading. A call inside a note's body is wanted where
    /// the body is.
    #[must_use]
    pub fn flow(&self, wanted: impl Fn(Label) -> bool) -> Flow {
        let mut flow = Flow::default();
        for (piece, range, inside) in self.reading_of_notes() {
            let label = match (piece.label(), inside) {
                (Label::Call(_), Some(note)) => Label::NoteBody(note),
                (label, _) => label,
            };
            if wanted(label) && !range.is_empty() {
                flow.runs.push((flow.text.len(), range.start));
                flow.text.push_str(&self.text[range]);
            }
        }
        flow
    }
}
