//! A number and the title below it are one heading. In: candidates in the order of the text. Out: what the lines below a
//! text's numbers say for being titles; and, of the headings, the pairs as one each.
//!
//! One number tells nothing: the section of a chapter, or a short paragraph, may stand right below it. All of a kind do.

use super::numbering::{self, Kind};
use super::sign::Sign;
use super::{Heading, stopped};
use crate::facsimile::measure::Measure;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::repair::given;
use std::collections::BTreeMap;

/// Of the numbers of a kind so many in ten have a title below them where that is the text's way.
const USUAL: usize = 7;
/// A short paragraph stands below one number in three where people talk: by chance below four in a row once in eighty times.
const LEAST: usize = 4;
/// Two are enough where a blank line stands below that means something.
const LEAST_APART: usize = 2;
/// What all of a kind say for a title that ends in a stop, as short sentences do.
const STOPPED_BELOW: f32 = 5.0;
/// Titles of one sort by themselves, for each below a number: then those are sections, and the numbers are chapters.
const SECTIONS: usize = 2;

/// Whether the words of a heading are the number of a part or chapter, and nothing else: `IV`, `Chapter 4`, `Fourth Chapter`.
pub(super) fn is_number(kind: Kind, text: &str) -> bool {
    let is_division = matches!(kind, Kind::Part | Kind::Chapter);
    is_division && text.split_whitespace().count() == 2
        || numbering::is_bare(text)
        || Sign::of(text).is_some()
}

/// A heading's number and its title in capitals, where both stand on one row.
pub(super) fn is_titled(text: &str) -> bool {
    let words = text
        .split_once(' ')
        .filter(|(sign, _)| Sign::of(sign).is_some());
    words.is_some_and(|(_, title)| numbering::is_capitals(title))
}

/// How many numbers of each kind there are, and how many of them have something below.
type Counts = BTreeMap<Kind, (usize, usize)>;

/// Counts numbers, and those of which what stands right below holds.
fn count(rows: &[Row], all: &[Heading], holds: impl Fn(&Heading) -> bool) -> Counts {
    let mut counts = Counts::new();
    for (i, heading) in all.iter().enumerate() {
        if is_number(heading.kind, &heading.group.text(rows)) {
            let below = all.get(i + 1).filter(|below| heading.touches(below));
            let count = counts.entry(heading.kind).or_default();
            count.0 += 1;
            count.1 += usize::from(below.is_some_and(&holds));
        }
    }
    counts
}

/// Weighs short lines that end in a stop, right below numbers.
pub(super) fn weigh(rows: &[Row], measure: &Measure, candidates: &mut [Heading]) {
    let is_short = |below: &Heading| is_short(rows, measure, below);
    let is_apart = |below: &Heading| {
        let last = &rows[below.group.last];
        is_short(below) && last.gap.is_blank() && measure.score_of_blank(last) > 1.0
    };
    let is_nominal =
        |below: &Heading| is_short(below) && stopped::is_nominal(&below.group.text(rows));
    let [short, apart, nominal] = [
        count(rows, candidates, is_short),
        count(rows, candidates, is_apart),
        count(rows, candidates, is_nominal),
    ];
    let is_way = |kind: Kind| {
        let of = |counts: &Counts| counts.get(&kind).copied().unwrap_or_default();
        let is_usual = |counts: &Counts, least: usize| {
            let (all, some) = of(counts);
            some >= least && some * 10 >= all * USUAL
        };
        // A title may be a sentence, but not most of them.
        let is_titled = of(&nominal).1 * 2 >= of(&short).1;
        is_titled && (is_usual(&short, LEAST) || is_usual(&apart, LEAST_APART))
    };
    for i in 1..candidates.len() {
        let (above, below) = (&candidates[i - 1], &candidates[i]);
        let is_below = above.touches(below) && is_number(above.kind, &above.group.text(rows));
        let is_title = is_below && is_short(below) && is_way(above.kind);
        candidates[i].add(
            "a short line below each number",
            given(is_title, STOPPED_BELOW),
        );
    }
}

/// Whether a candidate can be a title that ends in a stop, over a paragraph.
fn is_short(rows: &[Row], measure: &Measure, below: &Heading) -> bool {
    let text = below.group.text(rows);
    let next = rows.get(below.group.last + 1);
    !below.kind.is_numbered()
        && End::of(&text) == End::Sentence
        && super::weigh::last_sign(&text) == Some('.')
        && measure.fill[below.group.last] < 0.85
        && next.is_some_and(|row| row.opens != Start::Lower)
}

/// Makes one heading of each number and the title below it, where that is the text's way.
pub(super) fn join(rows: &[Row], found: &mut Vec<Heading>) {
    let is_title = |below: &Heading| is_title(rows, below);
    let counts = count(rows, found, is_title);
    let is_named = |heading: &Heading| is_division(heading, rows);
    let first = found.iter().position(is_named).unwrap_or(found.len());
    // Titles of each sort, and those from the first named number on.
    let mut sorts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for (index, title) in found.iter().enumerate().filter(|(_, h)| is_title(h)) {
        let sort = sorts.entry(title.kind).or_default();
        sort.0 += 1;
        sort.1 += usize::from(index > first);
    }
    let mut index = 1;
    while index < found.len() {
        let (above, below) = (&found[index - 1], &found[index]);
        let (all, titled) = counts.get(&above.kind).copied().unwrap_or_default();
        let (sort, behind) = sorts.get(&below.kind).copied().unwrap_or_default();
        let is_usual = sort <= titled * (1 + SECTIONS) && titled * 10 >= all * USUAL;
        // Where no title stands elsewhere, those below `Chapter 3` and its like are theirs, though others have none; one
        // alone may as well head a part of the chapter.
        let is_only = is_division(above, rows) && behind == titled && titled > 1;
        let is_one = above.touches(below)
            && above.level.is_none()
            && is_number(above.kind, &above.group.text(rows))
            && is_title(below)
            && (is_usual || is_only);
        if !is_one {
            index += 1;
            continue;
        }
        let below = found.remove(index);
        let above = &mut found[index - 1];
        above.group.last = below.group.last;
        above.add(
            "the title right below its number",
            below.score.min(NOTHING_NEW),
        );
        index += 1;
    }
}

/// Whether a heading is the name of a part or chapter with its number, and nothing else.
fn is_division(heading: &Heading, rows: &[Row]) -> bool {
    let is_named = matches!(heading.kind, Kind::Part | Kind::Chapter);
    is_named && is_number(heading.kind, &heading.group.text(rows))
}

/// A title says little that its number has not said.
const NOTHING_NEW: f32 = 1.0;

/// Whether a heading is a title that has no number of its own.
fn is_title(rows: &[Row], heading: &Heading) -> bool {
    heading.level.is_none() && heading.kind.value(&heading.group.text(rows)).is_none()
}
