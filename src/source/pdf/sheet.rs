//! Two pages on a sheet. In: the pages of a file, the wide ones parted at their fold. Out: pages as they were printed, in
//! the order of reading; sheets that are to be folded to a booklet hold the last page beside the first.
//!
//! A file whose wide pages all have a free strip down the middle is such a set of sheets. The folios say in which order
//! they are meant: that of a booklet is taken where more of them agree with it.

use super::piece::Piece;
use crate::source::typography::{Leaf, Run};

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

/// A page, or half of a sheet, as it was transcribed.
#[derive(Debug)]
pub(super) struct Part {
    pub leaf: Leaf,
    /// Its lines, each with its end.
    pub text: String,
    /// Its runs, in bytes of its own text.
    pub runs: Vec<Run>,
    /// For half of a sheet, where the fold is.
    pub fold: Option<i32>,
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

/// The pages of a file, in the order of reading.
pub(super) fn pages(sheets: Vec<Vec<Part>>) -> Vec<Part> {
    let is_worded = |part: &Part| part.text.lines().count() >= LINES;
    let worded: Vec<&Vec<Part>> = sheets.iter().filter(|s| s.iter().any(is_worded)).collect();
    let folded = worded.iter().filter(|sheet| sheet.len() == 2).count();
    let is_pair = worded
        .iter()
        .any(|sheet| sheet.len() == 2 && sheet.iter().all(is_worded));
    if !is_pair || folded * 10 < worded.len() * FOLDED {
        return sheets.into_iter().filter_map(joined).collect();
    }
    let order = order(&sheets);
    let halves = sheets.into_iter().flat_map(parted);
    let mut placed: Vec<(usize, Part)> = order.into_iter().zip(halves).collect();
    placed.sort_by_key(|(place, _)| *place);
    let mut pages: Vec<Part> = placed.into_iter().map(|(_, part)| part).collect();
    // What only filled the place of a second half; and sheets come in fours of pages, the last of them blank.
    pages.retain(|page| page.leaf.width > 0);
    while pages.last().is_some_and(Part::is_blank) {
        pages.pop();
    }
    pages
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

/// Both halves of a sheet as the one page that they are.
fn joined(sheet: Vec<Part>) -> Option<Part> {
    let mut parts = sheet.into_iter();
    let mut whole = parts.next()?;
    for part in parts {
        let start = whole.text.len() as u32;
        whole.text.push_str(&part.text);
        whole.runs.extend(part.runs.into_iter().map(|run| Run {
            start: run.start + start,
            end: run.end + start,
            ..run
        }));
    }
    Some(whole)
}

/// Both halves of a sheet as pages of their own; a sheet without a fold is a page, and no page.
fn parted(sheet: Vec<Part>) -> Vec<Part> {
    let mut parts = sheet;
    if parts.len() == 1 {
        let leaf = Leaf::default();
        parts.push(Part {
            leaf,
            text: String::new(),
            runs: Vec::new(),
            fold: None,
        });
        return parts;
    }
    for (side, part) in parts.iter_mut().enumerate() {
        let Some(fold) = part.fold else { continue };
        let (from, to) = match side {
            0 => (0, fold),
            _ => (fold, part.leaf.width),
        };
        let is_here = |left: i32, right: i32| (from..to).contains(&i32::midpoint(left, right));
        part.leaf.width = to - from;
        part.leaf.label = None;
        part.leaf
            .rules
            .retain(|rule| is_here(rule.left, rule.right));
        part.leaf.pictures.retain(|p| is_here(p.left, p.right));
        for rule in &mut part.leaf.rules {
            (rule.left, rule.right) = (rule.left - from, rule.right - from);
        }
        for picture in &mut part.leaf.pictures {
            (picture.left, picture.right) = (picture.left - from, picture.right - from);
        }
        for run in &mut part.runs {
            (run.left, run.right) = (run.left - from, run.right - from);
        }
    }
    parts
}

/// The place of each half of each sheet in the order of reading.
fn order(sheets: &[Vec<Part>]) -> Vec<usize> {
    let folios: Vec<Vec<u32>> = sheets
        .iter()
        .flat_map(|sheet| [sheet.first(), sheet.get(1)])
        .map(|part| part.map(Part::folios).unwrap_or_default())
        .collect();
    let plain: Vec<usize> = (0..folios.len()).collect();
    let sides = sheets.len();
    let signatures = (2..=sides).step_by(2).filter(|of| sides % of == 0);
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

    fn half(page: u32, fold: i32) -> Part {
        let lines = (0..6).map(|line| format!("words of line {line}\n"));
        let text = if page > 6 {
            String::new()
        } else {
            format!("{}{page}\n", lines.collect::<String>())
        };
        Part {
            leaf: Leaf {
                width: 80_000,
                height: 50_000,
                ..Leaf::default()
            },
            text,
            runs: Vec::new(),
            fold: Some(fold),
        }
    }

    fn sheets(pages: &[[u32; 2]]) -> Vec<Vec<Part>> {
        let sheet = |pair: &[u32; 2]| pair.map(|page| half(page, 40_000)).into();
        pages.iter().map(sheet).collect()
    }

    fn folios(pages: &[Part]) -> Vec<u32> {
        pages.iter().flat_map(Part::folios).collect()
    }

    #[test]
    fn a_booklet_is_read_in_the_order_of_its_pages() {
        let imposed = pages(sheets(&[[8, 1], [2, 7], [6, 3], [4, 5]]));
        assert_eq!(folios(&imposed), [1, 2, 3, 4, 5, 6]);
        assert_eq!((imposed.len(), imposed[0].leaf.width), (6, 40_000));
    }

    #[test]
    fn pages_side_by_side_keep_their_order() {
        let plain = pages(sheets(&[[1, 2], [3, 4], [5, 6]]));
        assert_eq!(folios(&plain), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_wide_page_among_others_is_one_page() {
        let mut upright: Vec<Vec<Part>> = (1..6).map(|page| vec![half(page, 0)]).collect();
        upright.extend(sheets(&[[5, 6]]));
        assert_eq!(pages(upright).len(), 6);
    }
}
