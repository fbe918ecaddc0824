//! Order of reading. In: running text whose blocks an extractor wrote in a wrong order: the right column of a page before
//! the left one. Out: the blocks exchanged where all their seams say so.
//!
//! Nothing shows it but the seams: a sentence that ends where the next block goes on in small letters, a broken sentence
//! that the next block does not take up. One such seam may be the author's; two blocks are exchanged only when every seam
//! of the page fits better afterwards.

use super::lines::rows::{self, Row};
use super::lines::sentence::{End, Start};
use super::{GoesBy, Pass, Rules};
use crate::galley::Pen;
use crate::ledger::{Certainty, Reason};
use crate::lexicon::Lexicon;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "order",
    about: "blocks of columns put in the order of reading",
    goes_by: GoesBy::Print,
    run,
};

/// From this gain on the blocks of a page are exchanged: one bad seam mended is worth up to 7.
const ENOUGH: f32 = 8.0;
/// A block of a column has so many rows at least.
const FEWEST: usize = 4;
/// A title at the head of a page is shorter, in characters.
const TITLE: usize = 40;
/// What a seam weighs at least over which a sentence goes on.
const GOES_ON: f32 = 1.0;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let rows = rows::of_flow(pen);
    let mut first = 0;
    for page in rows.chunk_by(|a, b| a.page == b.page) {
        let range = first..first + page.len();
        first = range.end;
        if let Some((cut, gain)) = exchange(&rows, range.clone(), &rules.lexicon) {
            let (start, middle, end) = (
                rows[range.start + titles(&rows[range.clone()])].start,
                rows[cut].start,
                range_end(&rows, range.end - 1),
            );
            let why = Reason::from("the sentences go on only if the second block is read first")
                .because("how the seams fit", gain);
            pen.reorder(vec![middle..end, start..middle], why, Certainty::Likely);
        }
    }
}

/// One past the blanks that follow a row.
fn range_end(rows: &[Row], row: usize) -> usize {
    let end = rows[row].end;
    let blank = rows[row].gap.blanks.iter().find(|blank| blank.start == end);
    blank.map_or(end, |blank| blank.end)
}

/// Where the page's second block begins that must be read first, and the gain.
fn exchange(rows: &[Row], page: Range<usize>, lexicon: &Lexicon) -> Option<(usize, f32)> {
    if page.len() < 2 * FEWEST {
        return None;
    }
    let row = |index: usize| rows.get(index).map(|row| row.text.as_str());
    let title = titles(&rows[page.clone()]);
    let start = page.start + title;
    let is_title = title > 0;
    let before = page
        .start
        .checked_sub(1)
        .and_then(row)
        .filter(|_| !is_title);
    let after = row(page.end);
    let (head, foot) = (row(start), row(page.end - 1));
    let cuts = start + FEWEST..(page.end + 1).saturating_sub(FEWEST);
    let gains = cuts.filter(|&cut| rows[cut - 1].gap.is_blank()).map(|cut| {
        let (last, next) = (row(cut - 1), row(cut));
        let now = [(before, head), (last, next), (foot, after)];
        let then = [(before, next), (foot, head), (last, after)];
        let sum = |seams: [(Option<&str>, Option<&str>); 3]| -> f32 {
            seams.iter().map(|(a, b)| seam(*a, *b, lexicon)).sum()
        };
        // Two sentences must go on, and nothing may break off.
        let fits = then.map(|(a, b)| seam(a, b, lexicon));
        let least = if is_title { 0.0 } else { GOES_ON };
        let is_sound = fits[0] >= least && fits[1] >= GOES_ON && fits[2] >= 0.0;
        (cut, if is_sound { sum(then) - sum(now) } else { 0.0 })
    });
    gains
        .filter(|(_, gain)| *gain >= ENOUGH)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// How many rows at the head of a page are a title: short, and a blank line after them.
fn titles(page: &[Row]) -> usize {
    let is_title = |row: &&Row| {
        row.gap.is_blank()
            && row.text.chars().count() < TITLE
            && matches!(End::of(&row.text), End::Letter)
            && Start::of(&row.text) == Start::Upper
    };
    page.iter().take(2).take_while(is_title).count()
}

/// How well a row goes on in another, as a natural logarithm; None stands for the beginning or the end of the text.
fn seam(last: Option<&str>, next: Option<&str>, lexicon: &Lexicon) -> f32 {
    let starts = next.map(Start::of);
    match (last.map(End::of), starts) {
        (None, Some(Start::Lower)) => -5.0,
        (None, _) => 0.0,
        (Some(End::Sentence), None) => 0.0,
        (Some(End::Hyphen), None) => -6.0,
        (Some(_), None) => -3.0,
        (Some(End::Hyphen), Some(Start::Lower)) => broken(last, next, lexicon),
        (Some(End::Hyphen), Some(_)) => -3.0,
        (Some(End::Sentence), Some(Start::Lower)) => -5.0,
        (Some(End::Sentence), Some(_)) => 0.7,
        (Some(End::Letter | End::Comma), Some(Start::Lower)) => 1.0,
        (Some(End::Letter | End::Comma), Some(Start::Upper)) => -1.5,
        _ => 0.0,
    }
}

/// The halves of a broken word: one that the language knows fits well.
fn broken(last: Option<&str>, next: Option<&str>, lexicon: &Lexicon) -> f32 {
    let first = last
        .unwrap_or_default()
        .trim_end()
        .trim_end_matches(['-', '‐', '\u{ad}']);
    let first = first
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let second = next.unwrap_or_default();
    let second = second
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let is_word = lexicon.is_known(&format!("{first}{second}"));
    if is_word { 3.0 } else { -1.0 }
}
