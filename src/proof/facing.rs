//! The source as it faces the repaired text. In: the sources, the labels of the galley and the entries. Out: [`Line`]s with
//! their numbers, cut into [`Segment`]s where a label changes and where entries begin and end.

use super::Proof;
use super::entries::Entry;
use crate::galley::Label;
use crate::source::Source;
use crate::source::typography::{Run, Typography};
use std::ops::Range;

/// What a stretch of a source turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Running text.
    Text,
    /// A note or a call.
    Note,
    /// Set aside: heads, folios, contents, notices.
    Aside,
}

/// Words of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The words.
    pub text: String,
    /// What they are.
    pub matter: Matter,
    /// The entries that begin here; each entry begins in one segment.
    pub begins: Vec<usize>,
    /// Whether an entry that began before goes on.
    pub goes_on: bool,
}

/// A line of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its source.
    pub source: usize,
    /// Its page, from 1, where there are pages.
    pub page: Option<u32>,
    /// Its number, from 1, within its page where there are pages.
    pub number: u32,
    /// Its words.
    pub segments: Vec<Segment>,
    /// Where they stand on the page, where that is given.
    pub set: Option<Set>,
}

/// The words of a line on their page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Their baseline, in hundredths of a point from the page's upper edge.
    pub baseline: i32,
    /// Their size, in hundredths of a point.
    pub size: i32,
    /// Words without wide room between: the left edge and the width, in hundredths of a point, and how many UTF-16 units of
    /// the line they take, the blanks behind them included.
    pub stretches: Vec<(i32, i32, usize)>,
}

/// Room between words that is as wide as the type is high is no word space: what follows has its own place.
fn set(table: &Typography, source: &str, line: Range<usize>) -> Option<Set> {
    let runs = table.runs(line.start as u32..line.end as u32);
    let first = runs.first().filter(|_| !line.is_empty())?;
    let of_table = table.lines();
    let own = of_table.partition_point(|own| own.end <= first.start);
    let own = of_table.get(own)?;
    let is_apart = |pair: &[Run]| pair[1].left - pair[0].right >= own.size;
    let cuts = runs.windows(2).filter(|pair| is_apart(pair));
    let starts = cuts.map(|pair| pair[1].start as usize);
    let ends: Vec<usize> = starts.chain([line.end]).collect();
    let mut start = line.start;
    let stretches = ends.into_iter().map(|end| {
        let words = table.runs(start as u32..end as u32);
        let units = source.get(start..end).unwrap_or_default().encode_utf16();
        start = end;
        let left = words.iter().map(|run| run.left).min().unwrap_or_default();
        let right = words.iter().map(|run| run.right).max().unwrap_or_default();
        (left, right - left, units.count())
    });
    Some(Set {
        baseline: own.baseline,
        size: own.size,
        stretches: stretches.collect(),
    })
}

/// All lines of all sources.
#[must_use]
pub fn facing(proof: &Proof<'_>, entries: &[Entry]) -> Vec<Line> {
    let mut matters = vec![Vec::new(); proof.sources.len()];
    for (piece, _) in proof.galley.pieces() {
        let at = piece.span();
        if let Some(of_source) = matters.get_mut(at.source as usize) {
            of_source.push((at.start as usize, matter(piece.label())));
        }
    }
    let mut rest = entries;
    let mut first = 0;
    let mut lines = Vec::new();
    for (index, source) in proof.sources.iter().enumerate() {
        let of_source = rest.partition_point(|entry| entry.at.source as usize <= index);
        let sheet = Sheet {
            index,
            source,
            matters: &matters[index],
            entries: &rest[..of_source],
            first,
        };
        sheet.lines(&mut lines);
        rest = &rest[of_source..];
        first += of_source;
    }
    lines
}

fn matter(label: Label) -> Matter {
    match label {
        Label::Call(_) => Matter::Note,
        label if label.is_note() => Matter::Note,
        label if label.is_flow() || label == Label::PageTurn => Matter::Text,
        _ => Matter::Aside,
    }
}

/// One source.
struct Sheet<'a> {
    index: usize,
    source: &'a Source,
    /// Where what begins.
    matters: &'a [(usize, Matter)],
    /// Its entries, in the order of their places, and the number of the first.
    entries: &'a [Entry],
    first: usize,
}

impl Sheet<'_> {
    fn lines(&self, out: &mut Vec<Line>) {
        let text = self.source.text();
        let has_pages = self.source.typography().is_some();
        let (mut page, mut number) = (1, 0);
        let (mut start, mut next) = (0, 0);
        let mut all = text.split_inclusive('\n').peekable();
        while let Some(line) = all.next() {
            let words = line.trim_end_matches(['\n', '\r']);
            let is_last = all.peek().is_none();
            let turns = words.matches('\u{c}').count();
            number += 1;
            if has_pages && turns > 0 {
                (page, number) = (page + turns as u32, 1);
            }
            let begun = self.entries[next..]
                .iter()
                .take_while(|e| is_last || (e.at.start as usize) < start + line.len());
            let begun = next..next + begun.count();
            out.push(Line {
                source: self.index,
                page: has_pages.then_some(page),
                number,
                segments: self.segments(start..start + words.len(), begun.clone()),
                set: self.source.typography().and_then(|table| {
                    let turned = words.rfind('\u{c}').map_or(0, |turn| turn + 1);
                    set(table, text, start + turned..start + words.len())
                }),
            });
            (start, next) = (start + line.len(), begun.end);
        }
    }

    /// The line in segments. An entry ends with the line that it begins in.
    fn segments(&self, line: Range<usize>, begun: Range<usize>) -> Vec<Segment> {
        let clip = |at: u32| (at as usize).clamp(line.start, line.end);
        let mut reach: Vec<(Range<usize>, usize)> = begun
            .map(|entry| {
                let at = self.entries[entry].at;
                (clip(at.start)..clip(at.end), self.first + entry)
            })
            .collect();
        reach.sort_by_key(|(range, _)| (range.start, !range.is_empty()));
        let from = self.matters.partition_point(|(at, _)| *at <= line.start);
        let within = self.matters[from..].iter();
        let within = within.map(|(at, _)| *at).take_while(|at| *at < line.end);
        let ends = reach.iter().flat_map(|(range, _)| [range.start, range.end]);
        let mut cuts: Vec<usize> = ends.chain(within).chain([line.start, line.end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        // Points at the end of the line, or in an empty one, need a segment without words.
        cuts.push(line.end);
        let mut segments: Vec<Segment> = Vec::new();
        let (mut next, mut end) = (0, line.start);
        for cut in cuts.windows(2) {
            // What took no words away begins in a segment without words.
            let points = begun_by(&reach[next..], cut[0], true);
            if !points.is_empty() {
                next += points.len();
                segments.push(self.segment(cut[0]..cut[0], points, false));
            }
            let begins = begun_by(&reach[next..], cut[0], false);
            let reached = reach[next..next + begins.len()].iter().map(|(r, _)| r.end);
            let before = end;
            end = reached.fold(end, usize::max);
            next += begins.len();
            let segment = self.segment(cut[0]..cut[1], begins, before > cut[0]);
            let is_plain = segment.begins.is_empty() && !segment.goes_on;
            match segments.last_mut() {
                _ if is_plain && segment.text.is_empty() => {}
                Some(last)
                    if is_plain
                        && last.begins.is_empty()
                        && !last.goes_on
                        && last.matter == segment.matter =>
                {
                    last.text.push_str(&segment.text);
                }
                _ => segments.push(segment),
            }
        }
        segments
    }

    fn segment(&self, range: Range<usize>, begins: Vec<usize>, goes_on: bool) -> Segment {
        Segment {
            matter: self.matter_at(range.start),
            text: self.source.text()[range].replace('\u{c}', ""),
            begins,
            goes_on,
        }
    }

    fn matter_at(&self, at: usize) -> Matter {
        let index = self.matters.partition_point(|(start, _)| *start <= at);
        let before = index.checked_sub(1).and_then(|i| self.matters.get(i));
        before.map_or(Matter::Text, |(_, matter)| *matter)
    }
}

/// The first entries that begin at or before a place: those without words, or with words.
fn begun_by(reach: &[(Range<usize>, usize)], at: usize, are_points: bool) -> Vec<usize> {
    let begun = reach
        .iter()
        .take_while(|(range, _)| range.start <= at && range.is_empty() == are_points);
    begun.map(|(_, entry)| *entry).collect()
}
