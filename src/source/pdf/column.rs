//! Columns of a page. In: its pieces. Out: regions in the order of reading, each a set of pieces that stand under one
//! another.
//!
//! A gutter is a strip that hardly any piece crosses and that has lines of text on both sides, which nearly fill their
//! columns: so it is not the gap before the numbers of a table of contents. What crosses it, such as a heading, parts
//! the columns above from those below.

use super::foot;
use super::piece::Piece;
use super::title;
use std::collections::BTreeSet;

/// The width of a cell that coverage is counted in, in hundredths of a point.
const CELL: i32 = 200;
/// Of the lines at the fullest cell, the share that may cross a gutter.
const CROSSED: f64 = 0.25;
/// A gutter has at least so many lines on each side.
const LINES: usize = 5;
/// A column has at least this share of the width of both.
const NARROWEST: f64 = 0.3;
/// Half of a column's lines fill at least this share of it.
const FILLED: f64 = 0.55;
/// Where one column's lines are so, of the other, of a list or a table of contents, so many fill it, if each has lines enough.
const SOME: usize = 4;
const MANY: usize = 20;
/// A page is looked at from so many heights on for columns that begin there; each has so many lines below it.
const CUTS: usize = 8;
const LOW: usize = 10;
/// A piece that goes on with another stands no farther from it than one part in so many of its size: a blank, or none.
const NEXT: i32 = 2;
/// Type is no larger than other type up to so many hundredths of its size.
const ALIKE: i32 = 105;
/// Columns in columns: two pages on a sheet, each in columns, one of them parted.
const DEEPEST: u32 = 4;

/// The regions of a page, in the order of reading.
pub(super) fn regions(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut found = Vec::new();
    part(pieces, 0, &mut found);
    found
}

fn part(pieces: Vec<Piece>, depth: u32, found: &mut Vec<Vec<Piece>>) {
    if pieces.is_empty() {
        return;
    }
    let is_deepest = depth >= DEEPEST;
    let all: Vec<&Piece> = pieces.iter().collect();
    let gutter = (!is_deepest).then(|| gutter(&all)).flatten();
    let Some(gutter) = gutter else {
        match (!is_deepest).then(|| top(&all)).flatten() {
            Some(top) => {
                let is_above = |piece: &Piece| piece.baseline < top;
                let (above, below) = pieces.into_iter().partition(is_above);
                part(above, depth + 1, found);
                part(below, depth + 1, found);
            }
            None => match foot::parted(pieces) {
                Ok(parted) => found.extend(parted.into_iter().filter(|part| !part.is_empty())),
                Err(pieces) => found.push(pieces),
            },
        }
        return;
    };
    part_at(gutter, pieces, depth, found);
}

/// Parts what stands on either side of a gutter, in bands between what goes across it.
fn part_at((left, right): (i32, i32), pieces: Vec<Piece>, depth: u32, found: &mut Vec<Vec<Piece>>) {
    let titles = title::between(&pieces, (left, right));
    let torn = torn(&pieces.iter().collect::<Vec<_>>(), (left, right));
    let crosses = |piece: &Piece| {
        let place = (piece.baseline, piece.left);
        piece.left < left && piece.right > right || titles.contains(&place) || torn.contains(&place)
    };
    let mut across: Vec<(i32, i32)> = pieces
        .iter()
        .filter(|piece| crosses(piece))
        .map(|piece| (piece.baseline - piece.size, piece.baseline + piece.size / 4))
        .collect();
    across.sort_unstable();
    // Bands: what stands across, and the columns between.
    let band = |piece: &Piece| {
        if crosses(piece) {
            let at = across.partition_point(|span| span.0 < piece.baseline - piece.size);
            return 2 * at + 1;
        }
        let middle = piece.baseline - piece.size / 3;
        let above = across.partition_point(|span| i32::midpoint(span.0, span.1) < middle);
        2 * above
    };
    let mut bands: Vec<[Vec<Piece>; 3]> = Vec::new();
    bands.resize_with(2 * across.len() + 2, Default::default);
    for piece in pieces {
        let column = match () {
            () if crosses(&piece) => 0,
            () if piece.center() * 2 < left + right => 1,
            () => 2,
        };
        bands[band(&piece)][column].push(piece);
    }
    notes_below(&mut bands);
    let mut headings = Vec::new();
    for [across, first, second] in bands {
        headings.extend(across);
        if first.is_empty() && second.is_empty() {
            continue;
        }
        if !headings.is_empty() {
            found.push(std::mem::take(&mut headings));
        }
        part(first, depth + 1, found);
        part(second, depth + 1, found);
    }
    if !headings.is_empty() {
        found.push(headings);
    }
}

/// The baselines and left edges of the pieces that go on with one that crosses a gutter: a line with a sign that stands higher
/// is several pieces.
fn torn(pieces: &[&Piece], (left, right): (i32, i32)) -> BTreeSet<(i32, i32)> {
    let mut torn = BTreeSet::new();
    let crossing = pieces.iter().filter(|p| p.left < left && p.right > right);
    let mut open: Vec<&Piece> = crossing.copied().collect();
    while let Some(piece) = open.pop() {
        let is_next = |other: &&&Piece| {
            let size = piece.size.max(other.size);
            let gap = (other.left - piece.right).max(piece.left - other.right);
            (other.baseline - piece.baseline).abs() * 2 < size && gap.abs() * NEXT < size
        };
        for next in pieces.iter().filter(is_next) {
            if torn.insert((next.baseline, next.left)) {
                open.push(next);
            }
        }
    }
    torn
}

/// Where columns begin below something that is set in no columns, or in others, if there are such: the block of a title
/// with names beside an abstract. From the last piece on that crosses their gutter.
fn top(pieces: &[&Piece]) -> Option<i32> {
    let mut baselines: Vec<i32> = pieces.iter().map(|piece| piece.baseline).collect();
    baselines.sort_unstable();
    baselines.dedup();
    let cuts = (1..CUTS).map(|cut| baselines[baselines.len() * cut / CUTS]);
    cuts.into_iter().find_map(|cut| {
        let is_below = |piece: &&&Piece| piece.baseline >= cut;
        let below: Vec<&Piece> = pieces.iter().filter(is_below).copied().collect();
        let (left, right) = gutter(&below)?;
        let is_left = |piece: &&Piece| piece.right <= i32::midpoint(left, right);
        let (one, other): (Vec<&Piece>, Vec<&Piece>) = below.into_iter().partition(is_left);
        let is_low = |side: Vec<&Piece>| lines(side.into_iter()).len() >= LOW;
        if !is_low(one) || !is_low(other) {
            return None;
        }
        let crosses = |piece: &&&Piece| piece.left < left && piece.right > right;
        // What stands half a line up or down is a sign of the same line.
        let across = pieces.iter().filter(crosses);
        let across = across.map(|piece| piece.baseline + piece.size / 2);
        let first = first_below(&baselines, across.collect()).unwrap_or(cut);
        Some(first - median(pieces.iter().map(|piece| piece.size).collect())? / 2)
    })
}

/// The first of some baselines below the first thing across that enough of them follow without another.
fn first_below(baselines: &[i32], mut across: Vec<i32>) -> Option<i32> {
    across.sort_unstable();
    let below = |floor: i32| &baselines[baselines.partition_point(|&at| at <= floor)..];
    let is_free = |at: &usize| {
        let end = across.get(at + 1).copied().unwrap_or(i32::MAX);
        below(across[*at]).partition_point(|&at| at < end) >= LOW
    };
    let last = (0..across.len()).find(is_free)?;
    below(across[last]).first().copied()
}

/// Notes below both columns go over them, also where a line of them is short: what stands between the text of both columns
/// and a line across in smaller type, and is no larger.
fn notes_below(bands: &mut [[Vec<Piece>; 3]]) {
    for at in 1..bands.len() {
        let Some(size) = bands[at][0].iter().map(|piece| piece.size).max() else {
            continue;
        };
        let is_small = |piece: &Piece| piece.size * 100 <= size * ALIKE;
        let [_, first, second] = &bands[at - 1];
        let text = first.iter().chain(second).filter(|piece| !is_small(piece));
        let Some(floor) = text.map(|piece| piece.baseline).max() else {
            continue;
        };
        // Lines across are not parted at the gutter one after another.
        let is_note = |piece: &&Piece| is_small(piece) && piece.baseline > floor;
        if lines(second.iter().filter(is_note)).len() > 1 {
            continue;
        }
        let mut notes = Vec::new();
        for column in &mut bands[at - 1][1..] {
            let is_note = |piece: &mut Piece| is_small(piece) && piece.baseline > floor;
            notes.extend(column.extract_if(.., is_note));
        }
        bands[at][0].extend(notes);
    }
}

/// The strip between two columns, if there are such.
fn gutter(pieces: &[&Piece]) -> Option<(i32, i32)> {
    let left = pieces.iter().map(|piece| piece.left).min()?;
    let right = pieces.iter().map(|piece| piece.right).max()?;
    let cells = ((right - left) / CELL + 1).clamp(1, 10_000) as usize;
    let cell = |x: i32| (((x - left) / CELL).max(0) as usize).min(cells - 1);
    let mut covered = vec![0_u32; cells];
    for piece in pieces {
        for count in &mut covered[cell(piece.left)..=cell(piece.right - 1)] {
            *count += 1;
        }
    }
    let most = f64::from(*covered.iter().max()?);
    let is_free = |count: &u32| f64::from(*count) <= most * CROSSED;
    let em = median(pieces.iter().map(|piece| piece.size).collect())?;
    let mut best: Option<(u32, i32, i32)> = None;
    let mut at = 0;
    for run in covered.chunk_by(|a, b| is_free(a) == is_free(b)) {
        let (from, to) = (
            left + at as i32 * CELL,
            left + (at + run.len()) as i32 * CELL,
        );
        at += run.len();
        let crossed = run.iter().min().copied().unwrap_or(0);
        let is_gutter =
            is_free(&run[0]) && (to - from) * 2 >= em && parts(pieces, (left, from, to, right));
        if is_gutter && best.is_none_or(|(least, ..)| crossed < least) {
            best = Some((crossed, from, to));
        }
    }
    best.map(|(_, from, to)| (from, to))
}

/// Whether a strip has columns of text on both sides.
fn parts(pieces: &[&Piece], (left, from, to, right): (i32, i32, i32, i32)) -> bool {
    let all = f64::from(right - left);
    let middle = i32::midpoint(from, to);
    let one = lines(pieces.iter().copied().filter(|piece| piece.right <= middle));
    let other = lines(pieces.iter().copied().filter(|piece| piece.left >= middle));
    let is_column = |lines: &[Line], share: usize| {
        let (Some(start), Some(end)) = (
            lines.iter().map(|l| l.left).min(),
            lines.iter().map(|l| l.right).max(),
        ) else {
            return false;
        };
        let width = f64::from(end - start);
        let full = lines
            .iter()
            .filter(|l| f64::from(l.right - l.left) >= width * FILLED)
            .count();
        lines.len() >= LINES && width >= all * NARROWEST && full * share >= lines.len()
    };
    let are_long = one.len() >= MANY && other.len() >= MANY;
    let share = if are_long { SOME } else { 2 };
    (is_column(&one, 2) && is_column(&other, share))
        || (is_column(&one, share) && is_column(&other, 2))
}

/// A line of some pieces: from where to where it reaches, and its first baseline and size.
pub(super) struct Line {
    left: i32,
    right: i32,
    pub baseline: i32,
    pub size: i32,
}

/// The lines of some pieces.
pub(super) fn lines<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Vec<Line> {
    let mut all: Vec<&Piece> = pieces.collect();
    all.sort_by_key(|piece| piece.baseline);
    let same = |a: &&Piece, b: &&Piece| (b.baseline - a.baseline) * 2 <= a.size.min(b.size);
    all.chunk_by(same)
        .filter_map(|line| {
            Some(Line {
                left: line.iter().map(|piece| piece.left).min()?,
                right: line.iter().map(|piece| piece.right).max()?,
                baseline: line[0].baseline,
                size: line[0].size,
            })
        })
        .collect()
}

/// The middle one of some values.
pub(super) fn median(mut values: Vec<i32>) -> Option<i32> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(left: i32, right: i32, baseline: i32) -> Piece {
        let (glyphs, size) = (Vec::new(), 1_000);
        Piece {
            glyphs,
            left,
            right,
            baseline,
            size,
        }
    }

    /// Two columns of some lines from a baseline on.
    fn columns(lines: i32, from: i32) -> Vec<Piece> {
        let line =
            |at: i32| [(0, 24_000), (26_000, 50_000)].map(|(l, r)| piece(l, r, from + at * 1_200));
        (0..lines).flat_map(line).collect()
    }

    fn baselines(region: &[Piece]) -> Vec<i32> {
        region.iter().map(|piece| piece.baseline).collect()
    }

    #[test]
    fn columns_below_names_beside_an_abstract_are_columns() {
        let title = (0..14).map(|at| piece(0, 9_000, at * 1_200));
        let title = title.chain((0..14).map(|at| piece(17_000, 50_000, at * 1_200)));
        let found = regions(title.chain(columns(20, 20_000)).collect());
        let [.., left, right] = &found[..] else {
            panic!("{} regions", found.len());
        };
        let whole: Vec<i32> = (0..20).map(|at| 20_000 + at * 1_200).collect();
        assert_eq!(baselines(left), whole);
        assert_eq!(baselines(right), whole);
        assert!(left.iter().all(|piece| piece.right == 24_000));
    }

    #[test]
    fn a_line_across_with_a_sign_that_stands_higher_is_one() {
        let title = [
            (5_000, 30_000, 0),
            (30_050, 30_800, -250),
            (30_850, 45_000, 0),
        ];
        let title = title.map(|(left, right, baseline)| piece(left, right, baseline));
        let found = regions(title.into_iter().chain(columns(20, 3_000)).collect());
        assert_eq!(found[0].len(), 3);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_list_beside_a_full_column_is_a_column() {
        let list = (0..24).map(|at| piece(0, if at % 3 == 0 { 23_000 } else { 8_000 }, at * 1_200));
        let prose = (0..24).map(|at| piece(26_000, 50_000, at * 1_200));
        assert_eq!(regions(list.chain(prose).collect()).len(), 2);
    }
}
