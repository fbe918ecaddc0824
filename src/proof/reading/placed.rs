//! Entries find their places in what is read. In: the parts of the text and the entries. Out: the same parts, words cut
//! where entries begin and end, each entry on the words that it touched or at a point beside them.

use super::{NOWHERE, Part, Tag};
use crate::proof::entries::{Entry, Shown};
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words or a call: what an entry can stand on.
struct Spot {
    at: Span,
    part: usize,
    /// Whether it is a note's.
    is_note: bool,
}

/// What entries add to one part.
#[derive(Default)]
struct Marks {
    before: Vec<usize>,
    after: Vec<usize>,
    /// Bytes of its words, and the entry that touched them.
    on: Vec<(Range<usize>, usize)>,
}

/// Puts the entries in their places.
pub(super) fn placed(parts: Vec<Part>, sources: &[Source], entries: &[Entry]) -> Vec<Part> {
    let spots = spots(&parts);
    let mut marks: BTreeMap<usize, Marks> = BTreeMap::new();
    let mut stray = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let touched = touched(&spots, entry.at);
        let is_on_words = entry.shown == Shown::Words && !touched.is_empty();
        if is_on_words {
            for spot in touched {
                let bytes = bytes(&parts[spot.part], entry.at, sources);
                marks.entry(spot.part).or_default().on.push((bytes, index));
            }
            continue;
        }
        let first = touched.first().map(|spot| (*spot, false));
        match first.or_else(|| beside(&spots, entry)) {
            Some((spot, true)) => marks.entry(spot.part).or_default().after.push(index),
            Some((spot, false)) => marks.entry(spot.part).or_default().before.push(index),
            None => stray.push(index),
        }
    }
    let mut out = Vec::with_capacity(parts.len() + entries.len());
    for (index, part) in parts.into_iter().enumerate() {
        match marks.remove(&index) {
            Some(marks) => marked(&mut out, part, marks),
            None => out.push(part),
        }
    }
    point(&mut out, stray);
    out
}

/// What can be stood on, in the order of the sources.
fn spots(parts: &[Part]) -> Vec<Spot> {
    let mut is_note = false;
    let mut spots = Vec::new();
    for (part, what) in parts.iter().enumerate() {
        is_note |= matches!(what, Part::Open(Tag::Notes(_)));
        if let Part::Words(_, at, _) | Part::Call(_, _, at, _) = what
            && *at != NOWHERE
        {
            let at = *at;
            spots.push(Spot { at, part, is_note });
        }
    }
    spots.sort_by_key(|spot| (spot.at, spot.part));
    spots
}

/// The spots that share source with a span.
fn touched(spots: &[Spot], at: Span) -> Vec<&Spot> {
    let first = spots.partition_point(|s| (s.at.source, s.at.end) < (at.source, at.start));
    let reach = spots[first..]
        .iter()
        .take_while(|s| s.at.source == at.source && s.at.start <= at.end);
    let shares = |s: &&Spot| s.at == at || s.at.start < at.end && at.start < s.at.end;
    reach.filter(shares).collect()
}

/// So many spots away a spot is still beside a place.
const NEAR: usize = 2000;

/// Whether what stands nearest to a place in the source is a note's; `next` is the first spot behind it.
fn is_nearest_note(spots: &[Spot], next: usize, at: Span) -> bool {
    let before = next.checked_sub(1).map(|last| &spots[last]);
    let gap = |spot: &Spot| match spot.at.source == at.source {
        true => spot
            .at
            .start
            .abs_diff(at.end)
            .min(at.start.abs_diff(spot.at.end)),
        false => u32::MAX,
    };
    let nearest = before
        .into_iter()
        .chain(spots.get(next))
        .min_by_key(|spot| gap(spot));
    nearest.is_some_and(|spot| spot.is_note)
}

/// The spot beside which an entry acted, and whether it acted behind it: for a note the next words of notes, else the
/// running text before.
fn beside<'s>(spots: &'s [Spot], entry: &Entry) -> Option<(&'s Spot, bool)> {
    let at = entry.at;
    let next = spots.partition_point(|s| (s.at.source, s.at.end) <= (at.source, at.start));
    let is_note = match entry.shown {
        Shown::PointOfNote => true,
        Shown::Point | Shown::Aside => false,
        Shown::Words => is_nearest_note(spots, next, at),
    };
    let is_wanted = |s: &&Spot| s.is_note == is_note && s.at.source == at.source;
    let before = spots[..next].iter().rev().take(NEAR).find(is_wanted);
    let after = spots[next..].iter().take(NEAR).find(is_wanted);
    let (before, after) = (before.map(|s| (s, true)), after.map(|s| (s, false)));
    let found = if is_note {
        after.or(before)
    } else {
        before.or(after)
    };
    found.or_else(|| spots.get(next).or(spots.last()).map(|s| (s, false)))
}

/// The bytes of some words that came from a span: exact where they are as the source has them, else all.
fn bytes(part: &Part, wanted: Span, sources: &[Source]) -> Range<usize> {
    let Part::Words(text, at, _) = part else {
        return 0..0;
    };
    let is_whole = wanted.start <= at.start && wanted.end >= at.end;
    let source = sources.get(at.source as usize).map_or("", Source::text);
    let found = if is_whole {
        None
    } else {
        inside(text, source, *at, wanted)
    };
    found.unwrap_or(0..text.len())
}

/// The bytes of `text`, which is as the source has it but for blanks, that came from a part of its span.
fn inside(text: &str, source: &str, at: Span, wanted: Span) -> Option<Range<usize>> {
    let part = |from: u32, to: u32| source.get(from as usize..to as usize);
    let (from, to) = (wanted.start.max(at.start), wanted.end.min(at.end));
    let is_as_it_was = part(at.start, at.end)?
        .split_whitespace()
        .eq(text.split_whitespace());
    let ink = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let (skip, take) = (ink(part(at.start, from)?), ink(part(from, to)?));
    let mut inked = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let (start, first) = inked.nth(skip).filter(|_| is_as_it_was && take > 0)?;
    let end = match take {
        1 => start + first.len_utf8(),
        _ => inked.nth(take - 2).map(|(at, c)| at + c.len_utf8())?,
    };
    Some(start..end)
}

fn point(out: &mut Vec<Part>, entries: Vec<usize>) {
    if !entries.is_empty() {
        out.push(Part::Point(entries));
    }
}

/// A part with its entries: words are cut where one begins or ends.
fn marked(out: &mut Vec<Part>, part: Part, marks: Marks) {
    point(out, marks.before);
    match part {
        Part::Call(number, name, at, _) => {
            let on = marks.on.into_iter().map(|(_, entry)| entry);
            out.push(Part::Call(number, name, at, on.collect()));
        }
        Part::Words(text, at, _) => cut(out, &text, at, &marks.on),
        other => out.push(other),
    }
    point(out, marks.after);
}

fn cut(out: &mut Vec<Part>, text: &str, at: Span, on: &[(Range<usize>, usize)]) {
    let ends = on.iter().flat_map(|(bytes, _)| [bytes.start, bytes.end]);
    let mut cuts: Vec<usize> = ends.chain([0, text.len()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    for cut in cuts.windows(2) {
        let holds = |bytes: &Range<usize>| bytes.start <= cut[0] && cut[1] <= bytes.end;
        let on = on.iter().filter(|(bytes, _)| holds(bytes));
        let on = on.map(|(_, entry)| *entry).collect();
        out.push(Part::Words(text[cut[0]..cut[1]].into(), at, on));
    }
}
