//! The sweep. In: the strokes that a [`Pen`] has collected. Out: the galley with all of them carried out, and an entry
//! of the ledger for each. Linear in the text.

use super::pen::{Decision, Edit, Mark, Shift};
use super::{Galley, Label, Pen, Piece};
use crate::ledger::{Act, Change};
use std::ops::Range;
use std::sync::Arc;

/// Moves, then labels, then words: labels and moves speak of the text before the words change.
pub(super) fn sweep(pen: &mut Pen<'_>) {
    let edits = admit(pen);
    let cuts = cuts(pen, &edits);
    pen.cuts.clear();
    cut(pen.galley, cuts);
    let shifts = std::mem::take(&mut pen.shifts);
    place(pen, shifts);
    for mark in std::mem::take(&mut pen.marks) {
        relabel(pen, mark);
    }
    let styles = std::mem::take(&mut pen.styles);
    if !styles.is_empty() {
        Arc::make_mut(&mut pen.galley.styles).add(styles);
    }
    rewrite(pen, edits);
}

/// Where pieces must end for the strokes, in order.
fn cuts(pen: &Pen<'_>, edits: &[Edit]) -> Vec<usize> {
    let mut cuts: Vec<usize> = edits
        .iter()
        .map(|e| &e.range)
        .chain(pen.marks.iter().map(|m| &m.range))
        .chain(pen.shifts.iter().flat_map(|s| &s.ranges))
        .flat_map(|r| [r.start, r.end])
        .chain(pen.cuts.iter().copied())
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The collected edits in order, trimmed to what differs, without overlaps and ranges that are none.
fn admit(pen: &mut Pen<'_>) -> Vec<Edit> {
    let mut edits = std::mem::take(&mut pen.edits);
    edits.sort_by_key(|e| (e.range.start, e.range.end));
    let galley = &*pen.galley;
    let mut end = 0;
    let admitted = edits.into_iter().filter_map(|edit| {
        let whole = edit.range.clone();
        let is_clear = whole.start >= end && whole.start <= whole.end;
        let before = galley.text.get(whole.clone()).filter(|_| is_clear)?;
        let edit = trimmed(galley, edit, before)?;
        end = whole.end;
        Some(edit)
    });
    admitted.collect()
}

/// The edit as it is carried out and named; None if it changes nothing.
pub(super) fn trimmed(galley: &Galley, edit: Edit, before: &str) -> Option<Edit> {
    let whole = edit.range.clone();
    // The number of a call changes as a whole: the digits that differ depend on ours.
    if is_call(galley, &whole) && before != edit.after {
        return Some(edit);
    }
    let mut edit = trim(edit, before)?;
    keep_label(galley, &whole, &mut edit);
    Some(edit)
}

/// Whether a range begins in a call; what is written there is our number.
fn is_call(galley: &Galley, range: &Range<usize>) -> bool {
    matches!(galley.label_at(range.start), Label::Call(_)) && !range.is_empty()
}

/// The edit without the characters that it leaves as they are; None if it changes nothing.
fn trim(mut edit: Edit, before: &str) -> Option<Edit> {
    if before == edit.after {
        return None;
    }
    let head: usize = before
        .chars()
        .zip(edit.after.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let tail: usize = before[head..]
        .chars()
        .rev()
        .zip(edit.after[head..].chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    if head + tail > 0 && edit.words.is_none() {
        edit.words = Some(Box::new((before.into(), edit.after.clone())));
    }
    edit.range = edit.range.start + head..edit.range.end - tail;
    edit.after = edit.after[head..edit.after.len() - tail].into();
    Some(edit)
}

/// An edit that only adds at the head of what it replaces (`1` became `31`) takes one character of that with it: else its
/// piece would get the label of what stands before.
fn keep_label(galley: &Galley, whole: &Range<usize>, edit: &mut Edit) {
    let is_head = edit.range.is_empty() && edit.range.start == whole.start && !whole.is_empty();
    let before = whole.start.checked_sub(1);
    if is_head && before.is_some_and(|at| galley.label_at(at) != galley.label_at(whole.start)) {
        let first = galley.text[whole.clone()].chars().next();
        edit.range.end += first.map_or(0, char::len_utf8);
        edit.after.extend(first);
    }
}

/// Splits the untouched pieces at the cuts, which are sorted.
fn cut(galley: &mut Galley, cuts: Vec<usize>) {
    if cuts.is_empty() {
        return;
    }
    let mut pieces = Vec::with_capacity(galley.pieces.len() + cuts.len());
    let mut next = 0;
    for index in 0..galley.pieces.len() {
        let range = galley.range(index);
        let mut rest = galley.pieces[index].clone();
        while next < cuts.len() && cuts[next] <= range.start {
            next += 1;
        }
        while next < cuts.len() && cuts[next] < range.end {
            if rest.change.is_none() && galley.text.is_char_boundary(cuts[next]) {
                let mut head = rest.clone();
                rest.at.start += (cuts[next] - rest.start) as u32;
                rest.start = cuts[next];
                head.at.end = rest.at.start;
                pieces.push(head);
            }
            next += 1;
        }
        pieces.push(rest);
    }
    galley.pieces = Arc::new(pieces);
}

/// The indices of the pieces with text inside a range, cut or touched.
fn within(galley: &Galley, range: &Range<usize>) -> Range<usize> {
    let pieces = &galley.pieces;
    let from = pieces.partition_point(|p| p.start < range.start);
    // A changed piece can't be cut: the range may begin inside it.
    let from = match from.checked_sub(1) {
        Some(before) if galley.range(before).end > range.start => before,
        _ => from,
    };
    let to = pieces.partition_point(|p| p.start < range.end);
    from..to.max(from)
}

/// Labels what the mark covers, but for what the editor says is something else.
fn relabel(pen: &mut Pen<'_>, mark: Mark) {
    let indices = within(pen.galley, &mark.range);
    let mut index = indices.start;
    while index < indices.end {
        let before = pen.galley.pieces[index].label;
        if !pen.galley.allows(index, mark.label) {
            index += 1;
            continue;
        }
        let run = (index..indices.end)
            .take_while(|&i| {
                pen.galley.pieces[i].label == before
                    && pen.galley.allows(i, mark.label)
                    && pen.galley.pieces[i].at.source == pen.galley.pieces[index].at.source
            })
            .count();
        // A call stands inside a block: what labels the block leaves it.
        let is_inside = matches!(before, Label::Call(_)) && mark.label.is_block();
        if before != mark.label && !is_inside {
            label_run(pen, index..index + run, before, &mark);
        }
        index += run;
    }
}

fn label_run(pen: &mut Pen<'_>, run: Range<usize>, before: Label, mark: &Mark) {
    let range = pen.galley.range(run.start).start..pen.galley.range(run.end - 1).end;
    let (id, decision) = pen.name(&range, &mark.label.kind());
    if decision == Some(Decision::Reject) {
        pen.ledger.refused.push(id);
        return;
    }
    let pieces = &mut Arc::make_mut(&mut pen.galley.pieces)[run];
    let at = pieces[0].at.joined(pieces[pieces.len() - 1].at);
    pieces.iter_mut().for_each(|p| p.label = mark.label);
    pen.ledger.changes.push(Change {
        id,
        at,
        act: Act::Relabel {
            before,
            after: mark.label,
        },
        words: None,
        why: mark.why.clone(),
        certainty: mark.certainty,
    });
}

/// Gives the pieces their places. Pieces between the ranges of a shift keep with the first of them.
fn place(pen: &mut Pen<'_>, shifts: Vec<Shift>) {
    if shifts.is_empty() {
        return;
    }
    let mut order: Vec<usize> = (0..pen.galley.pieces.len()).collect();
    order.sort_by_key(|&i| pen.galley.pieces[i].place);
    let mut slots = vec![0; order.len()];
    for (slot, &index) in order.iter().enumerate() {
        slots[index] = slot;
    }
    for shift in shifts {
        move_pieces(pen, shift, &mut order, &mut slots);
    }
    number(pen.galley, &order);
}

/// Carries one shift out on `order` (the pieces as they are read) and `slots` (its inverse).
fn move_pieces(pen: &mut Pen<'_>, shift: Shift, order: &mut [usize], slots: &mut [usize]) {
    let start = shift.ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let end = shift.ranges.iter().map(|r| r.end).max().unwrap_or(0);
    let (id, decision) = pen.name(&(start..start), "order of reading");
    if decision == Some(Decision::Reject) {
        pen.ledger.refused.push(id);
        return;
    }
    let mut ranks: Vec<(usize, usize)> = Vec::with_capacity(shift.ranges.len());
    ranks.extend(
        shift
            .ranges
            .iter()
            .enumerate()
            .map(|(rank, r)| (r.start, rank)),
    );
    ranks.sort_unstable();
    let rank = |i: usize| {
        let at = pen.galley.pieces[i].start;
        let range = ranks.partition_point(|&(start, _)| start <= at);
        range.checked_sub(1).map_or(0, |r| ranks[r].1)
    };
    let mut moved: Vec<usize> = within(pen.galley, &(start..end)).collect();
    let mut places: Vec<usize> = moved.iter().map(|&i| slots[i]).collect();
    places.sort_unstable();
    moved.sort_by_key(|&i| (rank(i), i));
    for (&slot, &piece) in places.iter().zip(&moved) {
        order[slot] = piece;
        slots[piece] = slot;
    }
    pen.ledger.changes.push(Change {
        id,
        at: pen.galley.span(start..end),
        act: Act::Move,
        words: None,
        why: shift.why,
        certainty: shift.certainty,
    });
}

/// Writes an order of reading into the pieces: a new place wherever it leaves the order of the source.
fn number(galley: &mut Galley, order: &[usize]) {
    let pieces = Arc::make_mut(&mut galley.pieces);
    let mut place = 0;
    let mut before = None;
    for &index in order {
        if before.is_some_and(|b: usize| b + 1 != index) {
            place += 1;
        }
        pieces[index].place = place;
        before = Some(index);
    }
}

/// Carries the edits out and builds the text anew.
fn rewrite(pen: &mut Pen<'_>, edits: Vec<Edit>) {
    if edits.is_empty() {
        return;
    }
    // Only insertions add pieces.
    let longer: usize = edits.iter().map(|e| e.after.len()).sum();
    let more = edits.iter().filter(|e| e.range.is_empty()).count();
    let mut text = String::with_capacity(pen.galley.text.len() + longer);
    let mut pieces: Vec<Piece> = Vec::with_capacity(pen.galley.pieces.len() + more);
    pen.ledger.changes.reserve_exact(edits.len());
    let mut edits = edits.into_iter().peekable();
    let mut index = 0;
    while let Some(edit) = edits.next() {
        let reach = reached(pen.galley, index, &edit);
        (index..reach.start).for_each(|i| copy(pen.galley, i, &mut text, &mut pieces));
        let (reach, group) = gather(pen.galley, reach, edit, &mut edits);
        for (mut piece, written) in write(pen, reach.clone(), group) {
            piece.start = text.len();
            text.push_str(&written);
            pieces.push(piece);
        }
        index = reach.end;
    }
    (index..pen.galley.pieces.len()).for_each(|i| copy(pen.galley, i, &mut text, &mut pieces));
    pen.galley.text = Arc::new(text);
    pen.galley.pieces = Arc::new(pieces);
}

fn copy(galley: &Galley, index: usize, text: &mut String, pieces: &mut Vec<Piece>) {
    let mut piece = galley.pieces[index].clone();
    piece.start = text.len();
    text.push_str(&galley.text[galley.range(index)]);
    pieces.push(piece);
}

/// The pieces from `from` on that an edit rewrites: those it overlaps, none for an insertion between two.
fn reached(galley: &Galley, from: usize, edit: &Edit) -> Range<usize> {
    let mut start = from;
    while start < galley.pieces.len() {
        let range = galley.range(start);
        let is_before = range.end <= edit.range.start;
        if !is_before {
            break;
        }
        start += 1;
    }
    let mut end = start;
    while end < galley.pieces.len() {
        let range = galley.range(end);
        // An insertion rewrites only a piece that it falls inside of, which then is one that can't be cut.
        let is_reached = if edit.range.is_empty() {
            range.start < edit.range.start && edit.range.start < range.end
        } else {
            range.start < edit.range.end
        };
        if !is_reached {
            break;
        }
        end += 1;
    }
    start..end
}

/// The edit together with those that touch the same pieces: a changed piece is rewritten once.
fn gather(
    galley: &Galley,
    mut reach: Range<usize>,
    first: Edit,
    edits: &mut std::iter::Peekable<std::vec::IntoIter<Edit>>,
) -> (Range<usize>, Vec<Edit>) {
    let mut group = vec![first];
    while !reach.is_empty() {
        let end = galley.range(reach.end - 1).end;
        let Some(next) = edits.next_if(|e| e.range.start < end) else {
            break;
        };
        reach.end = reach.end.max(reached(galley, reach.start, &next).end);
        group.push(next);
    }
    (reach, group)
}

/// The new pieces for a group of edits: one, or the old ones where the editor refused it or it spans two sources.
fn write(pen: &mut Pen<'_>, reach: Range<usize>, mut group: Vec<Edit>) -> Vec<(Piece, String)> {
    let edit = &group[0];
    let is_number = is_call(pen.galley, &edit.range);
    let after = if is_number { "our number" } else { &edit.after };
    let (id, decision) = pen.name(&edit.range, after);
    let galley = &*pen.galley;
    let sources = || galley.pieces[reach.clone()].iter().map(|p| p.at.source);
    let is_one_source = sources().min() == sources().max();
    if decision == Some(Decision::Reject) || !is_one_source {
        if decision == Some(Decision::Reject) {
            pen.ledger.refused.push(id);
        }
        return reach
            .map(|i| {
                (
                    galley.pieces[i].clone(),
                    galley.text[galley.range(i)].into(),
                )
            })
            .collect();
    }
    let model = model(galley, &reach);
    let (before, covers, after) = words(pen, &reach, &group);
    let certainty = group.iter().map(|e| e.certainty).min();
    let edit = group.swap_remove(0);
    pen.ledger.changes.push(Change {
        id,
        at: model.at,
        act: Act::Replace {
            before,
            after: after.clone(),
            covers,
        },
        words: edit.words,
        why: edit.why,
        certainty: certainty.unwrap_or(edit.certainty),
    });
    let change = Some(pen.ledger.changes.len() as u32 - 1);
    vec![(Piece { change, ..model }, after)]
}

/// Span, label and place of the piece that takes the place of `reach`; for an insertion, those of the place between.
fn model(galley: &Galley, reach: &Range<usize>) -> Piece {
    if !reach.is_empty() {
        let pieces = &galley.pieces[reach.clone()];
        let at = pieces.iter().map(|p| p.at).reduce(|a, b| a.joined(b));
        return Piece {
            at: at.unwrap_or(pieces[0].at),
            ..pieces[0].clone()
        };
    }
    let neighbour = reach.start.saturating_sub(1);
    let mut piece = galley.pieces[neighbour].clone();
    piece.at.start = if reach.start == 0 {
        piece.at.start
    } else {
        piece.at.end
    };
    piece.at.end = piece.at.start;
    piece
}

type Words = (String, Vec<(u32, u32)>, String);

/// What stood in the pieces, the changes that it came from, and what the edits make of it.
fn words(pen: &Pen<'_>, reach: &Range<usize>, group: &[Edit]) -> Words {
    let galley = &*pen.galley;
    if reach.is_empty() {
        return (String::new(), Vec::new(), group[0].after.clone());
    }
    let start = galley.pieces[reach.start].start;
    let end = galley.range(reach.end - 1).end;
    let covers = reach.clone().filter_map(|i| {
        let piece = &galley.pieces[i];
        piece.change.map(|c| (c, (piece.start - start) as u32))
    });
    let covers = covers.collect();
    let mut after = String::new();
    let mut done = start;
    for edit in group {
        after.push_str(&galley.text[done..edit.range.start]);
        after.push_str(&edit.after);
        done = edit.range.end;
    }
    after.push_str(&galley.text[done..end]);
    (galley.text[start..end].into(), covers, after)
}
