//! Notes by the editor's word. In: a galley whose notes are labelled, and the lines that `repair.lines` says are a note's.
//! Out: those that were taken for something else labelled, too: a line with a number or symbol at its head begins a note, one
//! without goes on the note before it.

use super::marks::marks;
use super::rows::Reading;
use crate::galley::view::adjoin;
use crate::galley::{Galley, Label, LineKind, NoteId, Pen, said};
use crate::ledger::Certainty;
use std::ops::Range;

/// Whether a note may begin with a row: the editor does not say that it is something else.
pub(super) fn allows(galley: &Galley, reading: &Reading, row: usize) -> bool {
    let mut ranges = reading.ranges(reading.rows[row].ink.clone()).into_iter();
    let said = ranges.find_map(|range| galley.said_within(range));
    said.is_none_or(|kind| kind == LineKind::Note)
}

/// Labels the lines.
pub(super) fn label(pen: &mut Pen<'_>) {
    if pen.galley().all_said().is_empty() {
        return;
    }
    // What was found must be known, to go on from.
    pen.apply();
    let ids = pen
        .galley()
        .pieces()
        .filter_map(|(piece, _)| id(piece.label()));
    let mut last = ids.max().unwrap_or(NoteId(0));
    for (lines, before) in lines(pen.galley()) {
        let mut open = before;
        for line in lines {
            let words = &pen.galley().text()[line.clone()];
            let ink = words.trim_start();
            let start = line.end - ink.len();
            let mark = marks(ink).first().map_or(0, |mark| mark.len);
            if mark > 0 || open.is_none() {
                last = NoteId(last.0 + 1);
                open = Some(last);
            }
            let id = open.unwrap_or(last);
            for (range, label) in [
                (start..start + mark, Label::NoteMark(id)),
                (start + mark..line.end, Label::NoteBody(id)),
            ] {
                if !range.is_empty() {
                    pen.mark(range, label, said::WHY, Certainty::Sure);
                }
            }
        }
    }
}

fn id(label: Label) -> Option<NoteId> {
    match label {
        Label::NoteMark(id) | Label::NoteBody(id) => Some(id),
        _ => None,
    }
}

/// The lines that are said to be a note's and are labelled as something else, in runs without other matter between, each
/// with the note that is read last before it.
fn lines(galley: &Galley) -> Vec<(Vec<Range<usize>>, Option<NoteId>)> {
    let mut runs: Vec<(Vec<Range<usize>>, Option<NoteId>)> = Vec::new();
    let (mut before, mut is_open) = (None, false);
    for (piece, range) in galley.reading().filter(|(_, range)| !range.is_empty()) {
        let label = piece.label();
        before = id(label).or(before);
        let is_said = galley.said(piece.span()) == Some(LineKind::Note);
        if is_said && !label.is_note() {
            if !is_open {
                runs.push((Vec::new(), before));
            }
            let words = &galley.text()[range.clone()];
            let mut at = range.start;
            for line in words.split_inclusive('\n') {
                if let Some((lines, _)) = runs.last_mut() {
                    match lines
                        .last()
                        .is_some_and(|last| galley.text()[last.clone()].ends_with('\n'))
                    {
                        true => lines.push(at..at + line.len()),
                        false => adjoin(lines, at..at + line.len()),
                    }
                }
                at += line.len();
            }
            is_open = true;
        } else if !galley.text()[range].trim().is_empty() {
            is_open = false;
        }
    }
    runs
}
