//! Columns of a page. In: its pieces. Out: regions in the order of reading, each a set of pieces that stand under one
//! another.
//!
//! A gutter is a strip that hardly any piece crosses and that has lines of text on both sides, which nearly fill their
//! columns: so it is not the gap before the numbers of a table of contents. What crosses it, such as a heading, parts
//! the columns above from those below.

use super::piece::Piece;
use super::title;

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
    let gutter = (depth < DEEPEST).then(|| gutter(&pieces)).flatten();
    let Some((left, right)) = gutter else {
        found.push(pieces);
        return;
    };
    let titles = title::between(&pieces, (left, right));
    let crosses = |piece: &Piece| {
        let is_title = titles.contains(&(piece.baseline, piece.left));
        is_title || piece.left < left && piece.right > right
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
fn gutter(pieces: &[Piece]) -> Option<(i32, i32)> {
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
fn parts(pieces: &[Piece], (left, from, to, right): (i32, i32, i32, i32)) -> bool {
    let all = f64::from(right - left);
    let middle = i32::midpoint(from, to);
    let one = lines(pieces.iter().filter(|piece| piece.right <= middle));
    let other = lines(pieces.iter().filter(|piece| piece.left >= middle));
    let is_column = |lines: &[Line]| {
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
        lines.len() >= LINES && width >= all * NARROWEST && full * 2 >= lines.len()
    };
    is_column(&one) && is_column(&other)
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
