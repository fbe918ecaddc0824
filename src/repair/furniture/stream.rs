//! Page turns that the extractor lost. In: lines of a galley without page turns. Out: a page turn beside each folio of
//! a regular row of folios, or before each of a row of equal heads.

mod candidates;

use super::titles::Titles;
use super::{Printed, joined, printed};
use crate::galley::{Edit, Galley, Label, Pen};
use crate::ledger::Certainty;
use candidates::{Candidate, candidates, repeats};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Lengths of a page to try, in bytes: 700 to 7,000, each an eighth longer.
const SHORTEST_PAGE: f64 = 700.0;
const LONGEST_PAGE: f64 = 7000.0;
/// A page differs from the usual length by these factors at most; the ends of chapters are short.
const SHORT: f64 = 0.15;
const LONG: f64 = 1.7;
/// A row has so many folios at least.
const FEWEST: usize = 4;
/// Pages without text, of pictures, leave out so many numbers of a row at most; what each costs it.
const LEFT_OUT: u32 = 7;
const MISSING: f32 = 0.8;
/// Of four pages of a row three have their turns where those are known.
const KNOWN: (usize, usize) = (3, 4);
/// So many lines with ink stand between a row's turn and the one that is known, at most.
const NEAR: usize = 3;

/// Marks the page turns that the stream shows and that the extractor lost: all, or some of them.
pub(super) fn mark_turns(pen: &mut Pen<'_>) {
    // Where pages are given no turn is lost: a row of numbers counts paragraphs.
    if pen.galley().typography(0).is_some() {
        return;
    }
    let turns = pen.galley().turns().len();
    let heads = joined::heads(&printed(pen.galley()), |heads| is_lost(turns, heads));
    let why = "a head that was joined to the last words of the page before";
    part(pen, &heads, why);
    let mut shown = row(pen.galley(), turns);
    if let Some(Row { joints, .. }) = shown.as_ref().filter(|row| !row.joints.is_empty()) {
        let why = "a page number that was joined to the next page's words";
        part(pen, joints, why);
        shown = row(pen.galley(), turns);
    }
    let Some(row) = shown else {
        return;
    };
    for folio in row.folios {
        let why = "one of a row of numbers, each about a page after the last";
        pen.mark(folio, Label::Folio, why, Certainty::Likely);
    }
    for Head { folio, words } in row.heads {
        let why = "beside one of a row of numbers, each about a page after the last";
        pen.mark(folio, Label::Folio, why, Certainty::Likely);
        pen.mark(words, Label::RunningHead, why, Certainty::Likely);
    }
    for at in row.turns {
        let why = "the row of heads or page numbers shows that a page ends here";
        pen.mark(at..at + 1, Label::PageTurn, why, Certainty::Likely);
    }
    pen.apply();
}

/// Whether a row of folios or heads has so many more than there are page turns that turns were lost: a form feed may
/// stand at the end of the text, or for a glyph, or at every second page's end.
fn is_lost(turns: usize, row: usize) -> bool {
    turns * KNOWN.1 < row * KNOWN.0
}

/// The row of folios or heads that shows the page turns, where they are not known.
fn row(galley: &Galley, turns: usize) -> Option<Row> {
    let lines = printed(galley);
    let is_more = |row: &Row| is_lost(turns, row.pages);
    let row = folio_turns(galley, &lines).or_else(|| head_turns(&lines));
    let mut row = row.filter(is_more)?;
    row.turns.retain(|&at| !has_turn(galley, &lines, at));
    Some(row)
}

/// Whether a page turns within a line or two of a place: between a folio and a head, or where both are known.
fn has_turn(galley: &Galley, lines: &[Printed<'_>], at: usize) -> bool {
    let line = lines.partition_point(|line| line.line.range.start <= at);
    let near = &lines[line.saturating_sub(NEAR)..lines.len().min(line + NEAR)];
    let is_turned = near
        .windows(2)
        .any(|pair| pair[0].line.page != pair[1].line.page);
    is_turned || galley.label_at(at) == Label::PageTurn
}

/// Puts the line ends that are missing.
fn part(pen: &mut Pen<'_>, places: &[usize], why: &'static str) {
    for &at in places {
        let text = pen.galley().text();
        let blank = text[..at].len() - text[..at].trim_end_matches([' ', '\u{a0}']).len();
        pen.edit(Edit::sure(at - blank..at, "\n", why).certainty(Certainty::Likely));
    }
    pen.apply();
}

/// What a row shows: the bytes that stand for page turns, and the folios that stand alone.
struct Row {
    /// How many folios or heads it has.
    pages: usize,
    turns: Vec<usize>,
    folios: Vec<Range<usize>>,
    heads: Vec<Head>,
    /// Where words follow a folio without a blank: a line end is missing there.
    joints: Vec<usize>,
}

/// A running head with its folio.
struct Head {
    folio: Range<usize>,
    words: Range<usize>,
}

/// The heads of a row, if they are not all the same: `Chapter 1`, `Chapter 2` are none.
fn heads(galley: &Galley, row: &[&Candidate]) -> Vec<Head> {
    let heads = row.iter().filter(|candidate| candidate.has_head);
    let words = |head: &&&Candidate| galley.text()[head.words.clone()].to_owned();
    let different: BTreeSet<String> = heads.clone().map(|head| words(&head)).collect();
    let is_row = different.len() > 1 && different.len() < heads.clone().count();
    let head = |head: &&Candidate| Head {
        folio: head.folio.clone(),
        words: head.words.clone(),
    };
    heads.filter(|_| is_row).map(head).collect()
}

/// The page turns that the best row of folios shows.
fn folio_turns(galley: &Galley, lines: &[Printed<'_>]) -> Option<Row> {
    let length = galley.text().len();
    let candidates = candidates(lines);
    if candidates.len() * 50 > length {
        return None;
    }
    let mut best: (f32, Vec<usize>) = (0.0, Vec::new());
    let mut page = SHORTEST_PAGE;
    while page < LONGEST_PAGE {
        let row = heaviest(&candidates, page);
        if row.0 > best.0 {
            best = row;
        }
        page *= 1.125;
    }
    let row: Vec<&Candidate> = with_short_pages(&candidates, &best.1)
        .into_iter()
        .map(|i| &candidates[i])
        .collect();
    is_row_of_folios(lines, &row, length).then(|| Row {
        pages: row.len(),
        turns: turns(galley, lines, &row),
        folios: row.iter().filter_map(|c| c.alone(lines)).collect(),
        heads: heads(galley, &row),
        joints: joints(galley, &row),
    })
}

/// The heaviest row of numbers, each one more than the last and about a page after it.
fn heaviest(candidates: &[Candidate], page: f64) -> (f32, Vec<usize>) {
    let mut by_value: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut score: Vec<f32> = candidates.iter().map(|c| c.weight).collect();
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    for (index, candidate) in candidates.iter().enumerate() {
        for step in 1..=1 + LEFT_OUT {
            let Some(value) = candidate.value.checked_sub(step) else {
                continue;
            };
            let earlier = by_value.get(&value).map_or(&[][..], Vec::as_slice);
            for &other in earlier.iter().rev() {
                let pages = (candidate.at - candidates[other].at) as f64 / page / f64::from(step);
                if pages > LONG {
                    break;
                }
                let cost = pages.ln().abs() as f32 * 0.4 + (step - 1) as f32 * MISSING;
                let total = score[other] + candidate.weight - cost;
                if pages >= SHORT && total > score[index] {
                    score[index] = total;
                    before[index] = Some(other);
                }
            }
        }
        by_value.entry(candidate.value).or_default().push(index);
    }
    let last = (0..candidates.len()).max_by(|&a, &b| score[a].total_cmp(&score[b]));
    let mut row: Vec<usize> = std::iter::successors(last, |&i| before[i]).collect();
    row.reverse();
    (last.map_or(0.0, |i| score[i]), row)
}

/// A row with the folios of very short pages, such as the last of a chapter: where it leaves a number out, the line
/// that stands alone, or beside a head, with just that number between its neighbours.
fn with_short_pages(candidates: &[Candidate], row: &[usize]) -> Vec<usize> {
    let mut whole = Vec::new();
    for (i, &at) in row.iter().enumerate() {
        whole.push(at);
        let next = row.get(i + 1).copied().unwrap_or(at);
        let value = candidates[at].value + 1;
        if next > at && candidates[next].value == value + 1 {
            let is_it = |&c: &usize| candidates[c].value == value && candidates[c].glued.is_none();
            let mut found = (at + 1..next).filter(is_it);
            whole.extend(found.next().filter(|_| found.next().is_none()));
        }
    }
    whole
}

/// Whether a row can be trusted: long enough, over most of the text, and pages break inside sentences.
fn is_row_of_folios(lines: &[Printed<'_>], row: &[&Candidate], length: usize) -> bool {
    if row.len() < FEWEST {
        return false;
    }
    let reach = row[row.len() - 1].at - row[0].at;
    let page = reach / (row.len() - 1);
    let titles = Titles::of(lines);
    // Below a folio at the foot the next page may have its head.
    let below = |line: usize| {
        let next = lines.get(line + 1).map_or("", |l| l.text);
        if titles.has_anywhere(next, line + 1) {
            lines.get(line + 2).map_or("", |l| l.text)
        } else {
            next
        }
    };
    let goes_on = |c: &&&Candidate| {
        let next = c.glued.map_or_else(
            || below(c.line),
            |cut| lines[c.line].text[cut - lines[c.line].start..].trim_start(),
        );
        let is_note = next.starts_with("ibid") || next.starts_with("op. ");
        next.starts_with(char::is_lowercase) && !is_note
    };
    let bare: Vec<&&Candidate> = row.iter().filter(|c| !c.has_head).collect();
    let broken = bare.iter().copied().filter(goes_on).count();
    let is_even = row.iter().all(|c| c.glued.is_none()) && is_even(row, page);
    let is_broken =
        bare.len() * 2 < row.len() || broken * 10 >= bare.len() * if is_even { 1 } else { 3 };
    is_broken && (reach + 2 * page) * 10 >= length * 6
}

/// Whether six in seven pages are about as long as the mean: the numbers of notes never stand so evenly.
fn is_even(row: &[&Candidate], page: usize) -> bool {
    let gaps = row.windows(2).map(|w| w[1].at - w[0].at);
    let near = gaps.filter(|g| g * 10 > page * 7 && g * 10 < page * 14);
    near.count() * 7 >= (row.len() - 1) * 6
}

/// Where the folios of a row are joined to words without a blank between.
fn joints(galley: &Galley, row: &[&Candidate]) -> Vec<usize> {
    let text = galley.text();
    let cuts = row.iter().filter_map(|candidate| candidate.glued);
    cuts.filter(|&at| !text[at..].starts_with(char::is_whitespace))
        .collect()
}

/// The byte that stands for the turn at each folio of a row.
fn turns(galley: &Galley, lines: &[Printed<'_>], row: &[&Candidate]) -> Vec<usize> {
    // The first page's folio stands at its foot when a page of text comes before it.
    let page = (row[row.len() - 1].at - row[0].at) / (row.len() - 1);
    let is_foot = row[0].at * 3 > page;
    let repeats = repeats(lines);
    let mut turns = Vec::new();
    for candidate in row {
        // A section's title may stand below its first head, and nowhere else.
        let title = lines.get(candidate.line + 1).map(|line| line.text);
        let is_head = |i: usize| {
            let text = lines[i].text;
            repeats.get(text).is_some_and(|&n| n >= 3) || Some(text) == title
        };
        if let Some(cut) = candidate.glued {
            turns.push(cut);
        } else if is_foot
            && !candidate.has_head
            && !(candidate.line > 0 && is_head(candidate.line - 1))
        {
            turns.push(lines[candidate.line].line.range.end);
        } else {
            let mut first = candidate.line;
            while first > 0 && candidate.line - first < 2 && is_head(first - 1) {
                first -= 1;
            }
            turns.extend(lines[first].line.range.start.checked_sub(1));
        }
    }
    turns.retain(|&at| {
        galley
            .text()
            .as_bytes()
            .get(at)
            .is_some_and(u8::is_ascii_whitespace)
    });
    turns.dedup();
    turns
}

/// The page turns before equal lines that stand about a page apart.
fn head_turns(lines: &[Printed<'_>]) -> Option<Row> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let is_title =
            line.text.len() >= 6 && line.text.len() <= 80 && !line.text.ends_with(['.', ',', ';']);
        if is_title {
            places.entry(line.text).or_default().push(index);
        }
    }
    let regular = places
        .values()
        .filter(|p| p.len() > FEWEST && is_regular(lines, p));
    let heads = regular.max_by_key(|p| p.len())?;
    let turns = heads
        .iter()
        .filter_map(|&i| lines[i].line.range.start.checked_sub(1));
    Some(Row {
        pages: heads.len(),
        turns: turns.collect(),
        folios: Vec::new(),
        heads: Vec::new(),
        joints: Vec::new(),
    })
}

/// Whether nine in ten gaps between lines are about as long as the median gap, and that is a page or two.
pub(super) fn is_regular(lines: &[Printed<'_>], places: &[usize]) -> bool {
    let gaps = places
        .windows(2)
        .map(|w| (lines[w[1]].start - lines[w[0]].start) as f64);
    let mut gaps: Vec<f64> = gaps.collect();
    gaps.sort_by(f64::total_cmp);
    let median = gaps[gaps.len() / 2];
    let near = gaps
        .iter()
        .filter(|&&g| g > median * 0.5 && g < median * LONG)
        .count();
    (SHORTEST_PAGE..2.0 * LONGEST_PAGE).contains(&median) && near * 10 >= gaps.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::Pen;
    use crate::ledger::Ledger;
    use crate::source::Source;

    /// How many page turns a text without any shows.
    fn found(text: &str) -> usize {
        let mut galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
        let mut pen = Pen::new(&mut galley, &mut ledger, "furniture", &decisions);
        mark_turns(&mut pen);
        pen.apply();
        galley.turns().len()
    }

    /// Pages with heads, without turns.
    fn pages(heads: &[String]) -> String {
        let row = |page: usize, row: usize| {
            format!(
                "the miller saw the weir and the gates {} in the year of the flood\n",
                page * 31 + row
            )
        };
        let page = |(page, head): (usize, &String)| {
            let rows: String = (0..30).map(|at| row(page + 7, at)).collect();
            format!("{head}\n{rows}")
        };
        heads.iter().enumerate().map(page).collect()
    }

    #[test]
    fn pages_of_pictures_leave_out_numbers_of_a_row() {
        let even = |page: u32| format!("{page} CHAPTER {}. THE WEIR", 1 + page / 8);
        let odd = |page: u32| {
            format!("{}.1. GATES AND {} 1", page, "EELS ".repeat(2))
                .replace(" 1", &format!(" {page}"))
        };
        let head = |page: u32| {
            if page.is_multiple_of(2) {
                even(page)
            } else {
                odd(page)
            }
        };
        let numbers = (2..12).chain(17..30);
        let heads: Vec<String> = numbers.map(head).collect();
        let turns = found(&pages(&heads));
        assert!(turns + 2 >= heads.len(), "{turns} of {}", heads.len());
    }

    #[test]
    fn titles_in_capitals_without_numbers_that_count_are_no_row() {
        let head = |at: u32| format!("THE FLOOD OF {}", 1700 + at * at % 97);
        let heads: Vec<String> = (2..20).map(head).collect();
        assert_eq!(found(&pages(&heads)), 0);
    }
}
