//! Heads and folios at the edges of pages. In: lines with their pages. Out: those that furniture prints on every page.

use super::numerals::{self, Numbered, Numeral};
use super::titles::Titles;
use super::{Printed, printed};
use crate::galley::{Label, Pen};
use crate::ledger::Certainty;
use crate::repair::alike::Folded;
use crate::repair::foot::evidence::is_title as is_title_of_notes;
use crate::repair::headings::numbering;
use std::collections::BTreeMap;

/// How many lines from an edge may be furniture: head, folio, and a rule or a date between.
const DEPTH: usize = 2;
/// Heads change with the section: they are compared with those of this many pages either side.
const REACH: usize = 6;
/// A head is shorter than this, in bytes.
const LONGEST_HEAD: usize = 120;

/// A line at an edge of a page.
struct Edge<'a> {
    printed: usize,
    text: &'a str,
    is_top: bool,
    /// The line, to be compared.
    folded: Folded,
    /// Whether it repeats the title of its section.
    is_title: bool,
    /// All readings of the line as a number with or without words.
    numbers: Vec<Reading>,
    /// The number of the chapter or other part that it names.
    part: Option<u32>,
}

/// A line read as a number, with the words to be compared.
struct Reading {
    number: Numbered,
    words: Folded,
    /// Whether the words repeat the title of their section.
    is_title: bool,
}

type Pages<'a> = Vec<Vec<Edge<'a>>>;

/// Labels the heads and folios of a galley whose page turns are known.
pub(super) fn mark(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let lines = printed(&galley);
    let pages = pages(&lines, &Titles::of(&lines));
    if pages.len() < 2 {
        return;
    }
    let steps = steps(&pages);
    let mut found = Vec::new();
    for page in 0..pages.len() {
        for edge in 0..pages[page].len() {
            if let Some(furniture) = judge(&pages, &steps, page, edge) {
                found.push((pages[page][edge].printed, furniture));
            }
        }
    }
    for (index, furniture) in found {
        enter(pen, &lines[index], &furniture);
    }
}

/// What an edge line was found to be.
struct Furniture {
    number: Option<Numbered>,
    has_words: bool,
    /// What shows it, where no number does.
    why: &'static str,
    certainty: Certainty,
}

const NEIGHBOURS: &str = "the same words stand at this edge of neighbouring pages";
const TITLE: &str = "the title of its section, and the pages near by have heads";

fn enter(pen: &mut Pen<'_>, line: &Printed<'_>, furniture: &Furniture) {
    let (start, end) = (line.line.range.start, line.line.end);
    let Some(number) = &furniture.number else {
        pen.mark(
            start..end,
            Label::RunningHead,
            furniture.why,
            furniture.certainty,
        );
        return;
    };
    let why = "the number keeps step with the pages";
    if !furniture.has_words {
        pen.mark(start..end, Label::Folio, why, furniture.certainty);
        return;
    }
    let head = "words beside the folio that neighbouring pages repeat";
    if number.folio.start < number.words.start {
        let cut = line.start + number.words.start;
        pen.mark(start..cut, Label::Folio, why, furniture.certainty);
        pen.mark(cut..end, Label::RunningHead, head, furniture.certainty);
    } else {
        let cut = line.start + number.folio.start;
        pen.mark(start..cut, Label::RunningHead, head, furniture.certainty);
        pen.mark(cut..end, Label::Folio, why, furniture.certainty);
    }
}

/// The edge lines of each page; pages without ink have none.
fn pages<'a>(lines: &[Printed<'a>], titles: &Titles) -> Pages<'a> {
    let count = lines.last().map_or(0, |l| l.line.page as usize + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, line) in lines.iter().enumerate() {
        members[line.line.page as usize].push(index);
    }
    members
        .iter()
        .map(|page| edges(lines, titles, page))
        .collect()
}

fn edges<'a>(lines: &[Printed<'a>], titles: &Titles, page: &[usize]) -> Vec<Edge<'a>> {
    let depth = DEPTH.min(page.len());
    let top = (0..depth).map(|i| (page[i], true));
    let bottom = (depth.max(page.len() - depth)..page.len()).map(|i| (page[i], false));
    top.chain(bottom)
        .map(|(index, is_top)| {
            let text = lines[index].text;
            let readings = [
                numerals::alone(text),
                numerals::leading(text),
                numerals::trailing(text),
                numerals::behind(text),
            ];
            let is_title = |words: &str| is_top && titles.has(words, index, lines[index].line.page);
            let read = |number: Numbered| {
                let words = &text[number.words.clone()];
                Reading {
                    words: Folded::new(words),
                    is_title: is_title(words),
                    number,
                }
            };
            let numbers: Vec<Reading> = readings.into_iter().flatten().map(read).collect();
            Edge {
                printed: index,
                text,
                is_top,
                folded: Folded::new(text),
                is_title: is_title(text),
                part: part(text, &numbers),
                numbers,
            }
        })
        .collect()
}

/// A rule that folios follow: the numeral, and page number minus page index.
type Step = (Numeral, i64);

/// The steps that enough pages keep: three at least, and a third of the pages between the first and the last of them.
fn steps(pages: &Pages<'_>) -> Vec<Step> {
    let mut kept: BTreeMap<Step, Vec<usize>> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        for edge in page {
            for Reading { number, words, .. } in &edge.numbers {
                let rest = &edge.text[number.words.clone()];
                let is_head =
                    || is_head(rest, edge, number) && recurs(pages, index, edge, words) > 0;
                if number.words.is_empty() || is_head() {
                    let step = (number.numeral, i64::from(number.value) - index as i64);
                    kept.entry(step).or_default().push(index);
                }
            }
        }
    }
    for votes in kept.values_mut() {
        votes.dedup();
    }
    let is_kept = |votes: &Vec<usize>| {
        let reach = votes.last().map_or(0, |last| last - votes[0] + 1);
        votes.len() >= 3.min(pages.len()) && votes.len() * 3 >= reach
    };
    kept.retain(|_, votes| is_kept(votes));
    // Where pages have arabic numbers, chapters have those in capitals: one on each page may keep step for a while.
    let is_arabic = kept.keys().any(|step| step.0 == Numeral::Arabic);
    kept.retain(|step, _| !is_arabic || step.0 != Numeral::Capital);
    kept.into_keys().collect()
}

fn judge(pages: &Pages<'_>, steps: &[Step], page: usize, edge: usize) -> Option<Furniture> {
    let edge = &pages[page][edge];
    let in_step = |reading: &&Reading| reading.is_in_step(steps, page);
    if let Some(reading) = edge.numbers.iter().find(in_step) {
        let number = &reading.number;
        let words = &edge.text[number.words.clone()];
        let is_taken = words.is_empty()
            || is_head(words, edge, number)
                && (reading.is_title || recurs(pages, page, edge, &reading.words) >= 1);
        return is_taken.then(|| Furniture {
            has_words: !words.is_empty(),
            number: Some(number.clone()),
            why: NEIGHBOURS,
            certainty: Certainty::Sure,
        });
    }
    let repeats = recurs(pages, page, edge, &edge.folded);
    let wanted = match edge.is_top {
        true if is_above_folio(pages, steps, page, edge) => 1,
        true => 2,
        false => 3,
    };
    let is_head = !is_below_head(pages, page, edge)
        && edge.text.len() <= LONGEST_HEAD
        && !may_be_note(edge.text)
        && !opens_notes(pages, page, edge)
        && !opens_section(pages, steps, page, edge);
    let certainty = if repeats > wanted {
        Certainty::Sure
    } else {
        Certainty::Likely
    };
    let is_repeated = repeats >= wanted.min(pages.len() - 1);
    let is_title =
        edge.is_title && !has_other_head(pages, steps, page, edge) && has_heads(pages, steps, page);
    (is_head && (is_repeated || is_title)).then_some(Furniture {
        number: None,
        has_words: true,
        why: if is_repeated { NEIGHBOURS } else { TITLE },
        certainty,
    })
}

/// The number of the chapter or other part that a line names.
fn part(text: &str, readings: &[Reading]) -> Option<u32> {
    let mut numbers = readings.iter().map(|reading| &reading.number);
    let named = numbers.find(|n| numbering::is_division(&text[n.words.clone()]));
    named.map(|number| number.value)
}

impl Reading {
    fn is_in_step(&self, steps: &[Step], page: usize) -> bool {
        let value = i64::from(self.number.value);
        steps.contains(&(self.number.numeral, value - page as i64))
    }
}

/// Whether half the pages around this one have a head, so that words at its top that repeat a title are one, too.
fn has_heads(pages: &Pages<'_>, steps: &[Step], page: usize) -> bool {
    let has_head = |p: usize| {
        let mut tops = pages[p].iter().filter(|edge| edge.is_top);
        tops.any(|edge| edge.is_title || is_repeated(pages, steps, p, edge))
    };
    let around: Vec<usize> = near(page, pages.len()).collect();
    let heads = around.iter().filter(|&&p| has_head(p)).count();
    heads * 2 >= around.len()
}

/// Whether another line at the top of the page is its head.
fn has_other_head(pages: &Pages<'_>, steps: &[Step], page: usize, edge: &Edge<'_>) -> bool {
    let mut others = pages[page]
        .iter()
        .filter(|other| other.printed != edge.printed);
    others.any(|other| {
        let is_same = edge.folded.is_like(&other.folded);
        other.is_top && !is_same && is_repeated(pages, steps, page, other)
    })
}

/// Whether words at an edge are beside a folio, or stand on other pages, too.
fn is_repeated(pages: &Pages<'_>, steps: &[Step], page: usize, edge: &Edge<'_>) -> bool {
    let mut numbers = edge.numbers.iter();
    let is_beside =
        numbers.any(|reading| !reading.number.words.is_empty() && reading.is_in_step(steps, page));
    is_beside || recurs(pages, page, edge, &edge.folded) > 0
}

/// Whether words beside a folio can be a head. At the foot, a number before words is a note's unless they are a title.
fn is_head(words: &str, edge: &Edge<'_>, number: &Numbered) -> bool {
    let is_note_like = !edge.is_top
        && number.folio.start < number.words.start
        && (may_be_note(words) || words.ends_with(['.', '!', '?']));
    words.len() <= LONGEST_HEAD && !is_note_like && !numbering::is_division(words)
}

/// Whether a line may be the body of a note: it begins with a mark, or it cites.
pub(super) fn may_be_note(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let lower = text.to_lowercase();
    let cites = [
        "ibid", "idem", "op. cit", "loc. cit", "see ", "cf.", "vgl.", "ebd", "id.",
    ];
    !first.is_uppercase() || cites.iter().any(|c| lower.starts_with(c))
}

/// Whether this is the heading of a section of notes, which later heads repeat.
fn opens_notes(pages: &Pages<'_>, page: usize, edge: &Edge<'_>) -> bool {
    let mut before = pages[..page].iter().rev().take(REACH).flatten();
    is_title_of_notes(edge.text)
        && !before.any(|other| other.is_top && edge.folded.is_like(&other.folded))
}

/// Whether this is the heading that later heads repeat: they stand beside a folio, it does not.
fn opens_section(pages: &Pages<'_>, steps: &[Step], page: usize, edge: &Edge<'_>) -> bool {
    let has_folio = |p: usize| {
        let mut numbers = pages[p]
            .iter()
            .filter(|e| e.is_top == edge.is_top)
            .flat_map(|e| &e.numbers);
        numbers.any(|reading| reading.is_in_step(steps, p))
    };
    let near = near(page, pages.len());
    let alike: Vec<usize> = near
        .filter(|&p| pages[p].iter().any(|e| is_alike(edge, &edge.folded, e)))
        .collect();
    !has_folio(page) && !alike.is_empty() && alike.iter().all(|&p| has_folio(p))
}

/// Whether a page's first line has the folio below it.
fn is_above_folio(pages: &Pages<'_>, steps: &[Step], page: usize, edge: &Edge<'_>) -> bool {
    let is_folio =
        |reading: &Reading| reading.number.words.is_empty() && reading.is_in_step(steps, page);
    match &pages[page][..] {
        [first, below, ..] => {
            first.printed == edge.printed && below.is_top && below.numbers.iter().any(is_folio)
        }
        _ => false,
    }
}

/// Whether the line above has the same words, here and on no page near by: the head, above the heading that it was
/// taken from.
fn is_below_head(pages: &Pages<'_>, page: usize, edge: &Edge<'_>) -> bool {
    let is_doubled = |page: usize| match &pages[page][..] {
        [head, below, ..] => {
            is_alike(edge, &edge.folded, head) && is_alike(edge, &edge.folded, below)
        }
        _ => false,
    };
    let is_second = pages[page]
        .get(1)
        .is_some_and(|e| e.printed == edge.printed);
    edge.is_top && is_second && is_doubled(page) && !near(page, pages.len()).any(is_doubled)
}

fn near(page: usize, count: usize) -> impl Iterator<Item = usize> {
    (page.saturating_sub(REACH)..(page + REACH + 1).min(count)).filter(move |&p| p != page)
}

/// On how many pages near by the same words stand at the same edge.
fn recurs(pages: &Pages<'_>, page: usize, edge: &Edge<'_>, words: &Folded) -> usize {
    near(page, pages.len())
        .filter(|&p| pages[p].iter().any(|other| is_alike(edge, words, other)))
        .count()
}

/// Whether another edge line has these words, alone or beside a number.
fn is_alike(edge: &Edge<'_>, words: &Folded, other: &Edge<'_>) -> bool {
    let is_same_part = edge.part == other.part;
    if edge.is_top != other.is_top || words.bytes > LONGEST_HEAD || !is_same_part {
        return false;
    }
    words.is_like(&other.folded)
        || other
            .numbers
            .iter()
            .any(|other| words.is_like(&other.words))
}
