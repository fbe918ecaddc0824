//! A broken word written whole. In: the word's parts, and what is to stand for its hyphens. Out: strokes of the pen.
//!
//! The second half moves up to the first one's line: lines keep their ends, by which later passes judge them. A call
//! never moves.

use super::Verdict;
use super::breaks::{self, Break};
use crate::galley::view::adjoin;
use crate::galley::{Edit, Flow, Label, Pen};
use std::ops::Range;

/// Writes a broken word as decided: `written` takes the place of what stands behind its first hyphen.
pub(super) fn write(
    pen: &mut Pen<'_>,
    flow: &Flow,
    chain: &[Break],
    written: &str,
    verdict: Verdict,
) {
    let text = flow.text();
    let (first, last) = (&chain[0], &chain[chain.len() - 1]);
    let head = &text[first.head.clone()];
    let before = format!("{head}{}", &text[first.first.end..last.chunk.end]);
    let edit = |after: String| {
        let edit = Edit::sure(0..0, after, verdict.why).certainty(verdict.certainty);
        edit.words(&before, &format!("{head}{written}"))
    };
    match chain {
        [part] if call_in(pen, flow, &part.chunk).is_some() => {
            let hyphen = written.strip_suffix(&text[part.chunk.clone()]);
            let edit = edit(format!("{head}{}", hyphen.unwrap_or("-")));
            move_down(pen, flow, part, edit);
        }
        _ => {
            let word = Move {
                flow,
                chain,
                written,
                edit: edit(String::new()),
            };
            move_up(pen, &word);
        }
    }
}

/// Takes the first half of a word, as `edit` writes it, to the second, which can't move: its call would be lost.
fn move_down(pen: &mut Pen<'_>, flow: &Flow, part: &Break, edit: Edit) {
    let line = flow.text()[..part.head.start].trim_end_matches([' ', '\t']);
    let is_alone = line.is_empty() || line.ends_with('\n');
    let end = if is_alone {
        part.chunk.start
    } else {
        part.hyphen.end
    };
    for range in contiguous(flow, line.len()..end) {
        let after = String::new();
        pen.edit(Edit {
            range,
            after,
            ..edit.clone()
        });
    }
    let at = flow.place(part.chunk.start);
    pen.edit(Edit {
        range: at..at,
        ..edit
    });
}

/// A word on its way up to the line where it begins.
struct Move<'a> {
    flow: &'a Flow,
    chain: &'a [Break],
    /// What takes the place of the first hyphen.
    written: &'a str,
    /// Carries the reason, the certainty and the words.
    edit: Edit,
}

impl Move<'_> {
    fn edit(&self, range: Range<usize>, after: impl Into<String>) -> Edit {
        Edit {
            range,
            after: after.into(),
            ..self.edit.clone()
        }
    }

    fn last(&self) -> &Range<usize> {
        &self.chain[self.chain.len() - 1].chunk
    }

    /// From the end of the first letters to the end of what moves.
    fn whole(&self) -> Range<usize> {
        let end = breaks::end_of_move(self.flow.text(), self.last());
        self.chain[0].first.end..end
    }

    /// Writes in the place of the first hyphen, and takes ranges of the flow away: one repair in several strokes.
    fn in_pieces(&self, pen: &mut Pen<'_>, written: &str, taken: Vec<Range<usize>>) {
        let first = &self.chain[0];
        let mut hyphen = contiguous(self.flow, first.first.end..first.hyphen.end).into_iter();
        let mut edits: Vec<Edit> = hyphen
            .next()
            .map(|at| self.edit(at, written))
            .into_iter()
            .collect();
        edits.extend(hyphen.map(|range| self.edit(range, "")));
        let ranges = taken
            .into_iter()
            .flat_map(|range| contiguous(self.flow, range));
        edits.extend(ranges.map(|range| self.edit(range, "")));
        pen.edit_all(edits);
    }

    /// What moves of each part of the word.
    fn moved(&self) -> Vec<Range<usize>> {
        let end = |part: &Break| breaks::end_of_move(self.flow.text(), &part.chunk);
        self.chain
            .iter()
            .map(|part| part.chunk.start..end(part))
            .collect()
    }
}

/// Replaces the first hyphen by what follows it, and takes that away from where it stood.
fn move_up(pen: &mut Pen<'_>, word: &Move<'_>) {
    let (flow, text) = (word.flow, word.flow.text());
    if let Some(call) = call_in(pen, flow, word.last()) {
        return move_to_call(pen, word, call);
    }
    let whole = word.whole();
    if let [range] = contiguous(flow, whole.clone()).as_slice() {
        let behind = &text[word.last().end..whole.end];
        let gap = if behind.contains('\n') {
            behind
        } else {
            let first = &word.chain[0];
            &text[first.hyphen.end..first.chunk.start]
        };
        let written = format!("{}{gap}", word.written);
        return pen.edit(word.edit(range.clone(), written));
    }
    word.in_pieces(pen, word.written, word.moved());
}

/// The same where a call stands behind the word's second half: it stays where it is, and the lines are joined up to it.
fn move_to_call(pen: &mut Pen<'_>, word: &Move<'_>, call: usize) {
    let (flow, text) = (word.flow, word.flow.text());
    let (first, last, whole) = (&word.chain[0], word.last(), word.whole());
    let stays = word.written.strip_suffix(&text[last.clone()]);
    if let ([range], [head], [tail], Some(stays), 1) = (
        contiguous(flow, whole.clone()).as_slice(),
        contiguous(flow, first.first.end..first.chunk.start).as_slice(),
        contiguous(flow, last.end..whole.end).as_slice(),
        stays,
        word.chain.len(),
    ) && range.end == tail.end
    {
        let gap = &text[first.hyphen.end..first.chunk.start];
        pen.edit(word.edit(head.clone(), stays));
        return pen.edit(Edit::sure(tail.clone(), gap, word.edit.why.clone()));
    }
    if let Some(written) = word.written.strip_suffix(&text[call..last.end]) {
        let mut taken = word.moved();
        taken.pop();
        taken.push(last.start..call);
        word.in_pieces(pen, written, taken);
    }
}

/// Where a call begins inside what would move up: a call keeps its piece, or its note would be lost.
fn call_in(pen: &Pen<'_>, flow: &Flow, chunk: &Range<usize>) -> Option<usize> {
    let text = &flow.text()[chunk.clone()];
    let mut places = text.char_indices().map(|(i, _)| chunk.start + i);
    places.find(|&at| matches!(pen.galley().label_at(flow.place(at)), Label::Call(_)))
}

/// The ranges of the galley, those that touch made one.
pub(super) fn contiguous(flow: &Flow, range: Range<usize>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let all = flow.ranges(range).into_iter();
    all.for_each(|range| adjoin(&mut ranges, range));
    ranges
}
