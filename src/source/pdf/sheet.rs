//! Two pages on a sheet. In: the pages of a file, and their halves. Out: pages as they were printed, in the order of
//! reading; sheets that are to be folded to a booklet hold the last page beside the first.
//!
//! A file whose wide pages all have a free strip down the middle is such a set of sheets. The folios say in which order
//! they are meant: that of a booklet is taken where more of them agree with it.

use super::piece::Piece;
use crate::source::typography::{Leaf, Run};
use std::ops::Range;

/// A sheet of two pages is wider than high by this at least, in tenths.
const WIDE: i32 = 11;
/// The strip at the fold is so wide at least, in ems.
const STRIP: i32 = 2;
/// It is no farther from the middle than one part in so many of the width: scans are cut by hand.
const OFF_MIDDLE: i32 = 12;
/// A page of text has so many lines at least.
const LINES: usize = 5;
/// Of ten sheets so many have a fold.
const FOLDED: usize = 9;
/// So many folios at least show a booklet.
const FOLIOS: usize = 3;
/// A folio has so many digits at most.
const DIGITS: usize = 4;

/// A page as it lies in the file, and where it may be folded.
pub(super) struct Sheet {
    pub leaf: Leaf,
    pub pieces: Vec<Piece>,
    pub fold: Option<i32>,
}

/// A page as it was transcribed.
#[derive(Debug)]
pub(super) struct Part {
    pub leaf: Leaf,
    /// Its lines, each with its end.
    pub text: String,
    /// Its runs, in bytes of its own text.
    pub runs: Vec<Run>,
}

/// Where a sheet may be folded: in a strip near the middle that nothing crosses.
pub(super) fn fold(leaf: &Leaf, pieces: &[Piece]) -> Option<i32> {
    let middle = leaf.width / 2;
    if leaf.width * 10 < leaf.height * WIDE || pieces.is_empty() {
        return None;
    }
    let mut sizes: Vec<i32> = pieces.iter().map(|piece| piece.size).collect();
    sizes.sort_unstable();
    let em = sizes[sizes.len() / 2];
    let mut ink: Vec<(i32, i32)> = pieces.iter().map(|p| (p.left, p.right)).collect();
    ink.sort_unstable();
    let mut free = Vec::new();
    let mut from = 0;
    for (left, right) in ink {
        if left > from {
            free.push((from, left));
        }
        from = from.max(right);
    }
    free.push((from, leaf.width.max(from)));
    let strips = free
        .into_iter()
        .filter(|(from, to)| to - from >= STRIP * em);
    let folds = strips.map(|(from, to)| middle.clamp(from + em / 2, to - em / 2));
    let nearest = folds.min_by_key(|fold| (fold - middle).abs())?;
    ((nearest - middle).abs() * OFF_MIDDLE <= leaf.width).then_some(nearest)
}

/// Whether sheets, all of a file, have two pages each.
pub(super) fn are_pairs(sheets: &[Sheet]) -> bool {
    let worded = sheets.iter().filter(|sheet| !sheet.pieces.is_empty());
    let folded = sheets.iter().filter(|sheet| sheet.fold.is_some());
    let is_pair = |sheet: &Sheet| {
        let fold = sheet.fold.unwrap_or_default();
        let (left, right): (Vec<&Piece>, _) = sheet.pieces.iter().partition(|p| p.center() < fold);
        lines(left) >= LINES && lines(right) >= LINES
    };
    folded.count() * 10 >= worded.count() * FOLDED && sheets.iter().any(is_pair)
}

/// How many lines some pieces make.
fn lines(mut pieces: Vec<&Piece>) -> usize {
    pieces.sort_by_key(|piece| piece.baseline);
    let same = |a: &&Piece, b: &&Piece| (b.baseline - a.baseline) * 2 <= a.size;
    pieces.chunk_by(same).count()
}

/// The pages of sheets of two, each sheet's halves transcribed, in the order of reading.
pub(super) fn pages(halves: Vec<[Part; 2]>) -> Vec<Part> {
    let order = order(&halves);
    let mut placed: Vec<(usize, Part)> = order
        .into_iter()
        .zip(halves.into_iter().flatten())
        .collect();
    placed.sort_by_key(|(place, _)| *place);
    let mut pages: Vec<Part> = placed.into_iter().map(|(_, part)| part).collect();
    // What only filled the place of a second half; and sheets come in fours of pages, the last of them blank.
    pages.retain(|page| page.leaf.width > 0);
    while pages.last().is_some_and(Part::is_blank) {
        pages.pop();
    }
    pages
}

impl Sheet {
    /// Both halves as pages of their own; a sheet without a fold is a page, and no page.
    pub fn halves(self) -> [(Leaf, Vec<Piece>); 2] {
        let Some(fold) = self.fold else {
            return [(self.leaf, self.pieces), (Leaf::default(), Vec::new())];
        };
        let (left, right): (Vec<Piece>, Vec<Piece>) = self
            .pieces
            .into_iter()
            .partition(|piece| piece.center() < fold);
        let right = right.into_iter().map(|piece| piece.moved(-fold));
        let width = self.leaf.width;
        let first = half(self.leaf.clone(), 0..fold);
        [
            (first, left),
            (half(self.leaf, fold..width), right.collect()),
        ]
    }
}

/// What of a sheet is within a half of it.
fn half(mut leaf: Leaf, within: Range<i32>) -> Leaf {
    let is_here = |left: i32, right: i32| within.contains(&i32::midpoint(left, right));
    leaf.rules.retain(|rule| is_here(rule.left, rule.right));
    leaf.pictures.retain(|p| is_here(p.left, p.right));
    for rule in &mut leaf.rules {
        (rule.left, rule.right) = (rule.left - within.start, rule.right - within.start);
    }
    for picture in &mut leaf.pictures {
        picture.left -= within.start;
        picture.right -= within.start;
    }
    Leaf {
        width: within.end - within.start,
        label: None,
        ..leaf
    }
}

impl Part {
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.leaf.pictures.is_empty()
    }

    /// The numbers that may be its folio: alone in its first or last lines, or at an end of one.
    fn folios(&self) -> Vec<u32> {
        let lines: Vec<&str> = self.text.lines().collect();
        let edge = [lines.first(), lines.last()];
        let mut found = Vec::new();
        for line in edge.into_iter().flatten() {
            let mut words = line.split(' ');
            let ends = [words.next(), words.next_back()];
            for word in ends.into_iter().flatten() {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                let is_number = bare.len() <= DIGITS && bare.bytes().all(|b| b.is_ascii_digit());
                found.extend(bare.parse::<u32>().ok().filter(|_| is_number));
            }
        }
        found
    }
}

/// The place of each half of each sheet in the order of reading.
fn order(sheets: &[[Part; 2]]) -> Vec<usize> {
    let folios: Vec<Vec<u32>> = sheets.iter().flatten().map(Part::folios).collect();
    let plain: Vec<usize> = (0..folios.len()).collect();
    let sides = sheets.len();
    let signatures = (2..=sides)
        .step_by(2)
        .filter(|&of| sides.is_multiple_of(of));
    let booklets = signatures.map(|of| booklet(sides, of));
    let least = agreeing(&folios, &plain).max(FOLIOS - 1);
    let best = booklets
        .map(|places| (agreeing(&folios, &places), places))
        .max_by_key(|(agree, _)| *agree);
    match best {
        Some((agree, places)) if agree > least => places,
        _ => plain,
    }
}

/// Where the halves of sheets belong that are folded in signatures of so many sides: outside the last page and the first,
/// inside the second and the last but one.
fn booklet(sides: usize, of: usize) -> Vec<usize> {
    let places = (0..sides).flat_map(|side| {
        let (first, inner) = (side / of * of * 2, side % of);
        let (early, late) = (first + inner, first + 2 * of - 1 - inner);
        if side % 2 == 0 {
            [late, early]
        } else {
            [early, late]
        }
    });
    places.collect()
}

/// How many folios fit an order of pages, with the first page that fits most.
fn agreeing(folios: &[Vec<u32>], places: &[usize]) -> usize {
    let firsts = folios.iter().zip(places).flat_map(|(folios, &place)| {
        let first = move |folio: &u32| i64::from(*folio) - place as i64;
        let mut firsts: Vec<i64> = folios.iter().map(first).collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts
    });
    let mut firsts: Vec<i64> = firsts.collect();
    firsts.sort_unstable();
    let longest = firsts.chunk_by(|a, b| a == b).map(<[i64]>::len);
    longest.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(page: u32) -> Part {
        let lines = "words of a line\n".repeat(6);
        let text = if page > 6 {
            String::new()
        } else {
            format!("{lines}{page}\n")
        };
        Part {
            leaf: Leaf {
                width: 40_000,
                height: 50_000,
                ..Leaf::default()
            },
            text,
            runs: Vec::new(),
        }
    }

    fn read(sheets: &[[u32; 2]]) -> Vec<u32> {
        let halves = sheets.iter().map(|sheet| sheet.map(part)).collect();
        pages(halves).iter().flat_map(Part::folios).collect()
    }

    #[test]
    fn a_booklet_is_read_in_the_order_of_its_pages() {
        assert_eq!(read(&[[8, 1], [2, 7], [6, 3], [4, 5]]), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn pages_side_by_side_keep_their_order() {
        assert_eq!(read(&[[1, 2], [3, 4], [5, 6]]), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn signatures_are_folded_each_for_itself() {
        let sides = booklet(4, 2);
        assert_eq!(sides, [3, 0, 1, 2, 7, 4, 5, 6]);
    }
}
