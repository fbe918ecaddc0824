//! Heads and folios at the edges of pages. In: lines with their pages. Out: those that furniture prints on every page.
//!
//! Two lines at each edge may be furniture by themselves: head, folio, a rule or a date between. Behind lines that other
//! pages repeat there may be more.

mod heads;
mod inner;
mod misread;
mod signatures;
mod single;
mod steps;

use super::numerals::{self, Numbered};
use super::stamps::is_stamp;
use super::titles::Titles;
use super::{Printed, printed};
use crate::galley::{Label, Pen};
use crate::hash::HashSet;
use crate::ledger::Certainty;
use crate::lexicon::vocabulary::runs;
use crate::repair::alike::Folded;
use crate::repair::headings::numbering;
pub(super) use heads::may_be_note;
use std::cell::LazyCell;
use std::ops::Range;
use steps::Steps;

/// How many lines from an edge may be furniture by themselves.
const DEPTH: usize = 2;
/// How many may be where all between them and the edge are repeated on other pages.
const DEEPEST: usize = 5;

/// A line at an edge of a page.
struct Edge<'a> {
    printed: usize,
    text: &'a str,
    is_top: bool,
    /// How many lines stand between it and the edge.
    depth: usize,
    /// The line, to be compared.
    folded: Folded,
    /// Whether it repeats the title of its section.
    is_title: bool,
    /// All readings of the line as a number with or without words.
    numbers: Vec<Reading>,
    /// The number of the chapter or other part that it names.
    part: Option<u32>,
    /// Whether it is a day and a time, with or without a file's name.
    is_stamp: bool,
    /// Whether it stands at the foot and begins with a number that the page's text may call as a note's.
    is_called: bool,
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
    let steps = Steps::of(&pages);
    let mut has_folio = vec![false; pages.len()];
    let mut taken = vec![false; lines.len()];
    let judged = (0..pages.len()).map(|page| heads::judge_page(&pages, &steps, page));
    let mut found: single::Found = judged.collect();
    single::keep(&pages, &lines, &mut found);
    for (page, found) in found.into_iter().enumerate() {
        for (edge, furniture) in found {
            let printed = pages[page][edge].printed;
            has_folio[page] |= furniture.number.is_some();
            taken[printed] = true;
            enter(pen, &lines[printed], &furniture);
        }
    }
    for index in inner::folios(&lines, &mut has_folio) {
        taken[index] = true;
        let why = "a number alone that keeps step with the pages, and no note of the page";
        pen.mark(lines[index].whole(), Label::Folio, why, Certainty::Likely);
    }
    let misread = misread::folios(&pages, &steps, &has_folio).into_iter();
    for (index, furniture) in misread.filter(|one| !single::opens_book(&lines, one.0)) {
        taken[index] = true;
        enter(pen, &lines[index], &furniture);
    }
    signatures::enter(pen, &lines, &pages, &taken);
}

/// What an edge line was found to be.
struct Furniture {
    number: Option<Numbered>,
    /// What the words beside the number, or without one, are.
    words: Words,
    /// What shows it.
    why: &'static str,
    certainty: Certainty,
}

/// What the words of an edge line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Words {
    None,
    Head,
    /// The first line of the page, behind its folio.
    Text,
}

fn enter(pen: &mut Pen<'_>, line: &Printed<'_>, furniture: &Furniture) {
    let (start, end) = (line.line.range.start, line.line.end);
    let mut mark = |range: Range<usize>, label, why| {
        pen.mark(range, label, why, furniture.certainty);
    };
    let Some(number) = &furniture.number else {
        return mark(start..end, Label::RunningHead, furniture.why);
    };
    let is_first = number.folio.start < number.words.start;
    let cut = line.start
        + if is_first {
            number.words.start
        } else {
            number.folio.start
        };
    let head = "words beside the folio that neighbouring pages repeat";
    match furniture.words {
        Words::None => mark(start..end, Label::Folio, furniture.why),
        Words::Text => mark(start..cut, Label::Folio, furniture.why),
        Words::Head if is_first => {
            mark(start..cut, Label::Folio, furniture.why);
            mark(cut..end, Label::RunningHead, head);
        }
        Words::Head => {
            mark(start..cut, Label::RunningHead, head);
            mark(cut..end, Label::Folio, furniture.why);
        }
    }
}

/// The edge lines of each page; pages without ink have none.
fn pages<'a>(lines: &[Printed<'a>], titles: &Titles<'_>) -> Pages<'a> {
    let count = lines.last().map_or(0, |l| l.line.page as usize + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    // A program's mark of the page, and a rule, stand outside what was printed at the edge.
    let is_printed =
        |text: &str| text.contains(char::is_alphanumeric) && !numerals::is_set_off(text);
    for (index, line) in lines.iter().enumerate() {
        if is_printed(line.text) {
            members[line.line.page as usize].push(index);
        }
    }
    let mut pages: Pages<'a> = members
        .iter()
        .map(|page| edges(lines, titles, page))
        .collect();
    let reached: Vec<Vec<bool>> = (0..pages.len()).map(|page| reached(&pages, page)).collect();
    for (page, reached) in pages.iter_mut().zip(reached) {
        let mut reached = reached.into_iter();
        page.retain(|_| reached.next().unwrap_or(false));
    }
    pages
}

/// Which of a page's edge lines have nothing between them and the edge but numbers and what other pages repeat.
fn reached(pages: &Pages<'_>, page: usize) -> Vec<bool> {
    let edges = &pages[page];
    let mut reached = vec![false; edges.len()];
    for is_top in [true, false] {
        let mut order: Vec<usize> = (0..edges.len())
            .filter(|&edge| edges[edge].is_top == is_top)
            .collect();
        order.sort_by_key(|&edge| edges[edge].depth);
        let mut is_open = true;
        for edge in order {
            let line = &edges[edge];
            if line.depth >= DEPTH && !is_open {
                break;
            }
            reached[edge] = true;
            is_open = is_open && heads::is_no_text(pages, page, line);
        }
    }
    reached
}

fn edges<'a>(lines: &[Printed<'a>], titles: &Titles<'_>, page: &[usize]) -> Vec<Edge<'a>> {
    let called = LazyCell::new(|| called(page.iter().map(|&line| lines[line].text)));
    let places = (0..page.len()).filter_map(|i| {
        let from_foot = page.len() - 1 - i;
        match () {
            () if i < DEPTH || i < DEEPEST && from_foot >= DEPTH => Some((page[i], true, i)),
            () if from_foot < DEEPEST => Some((page[i], false, from_foot)),
            () => None,
        }
    });
    places
        .map(|(index, is_top, depth)| {
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
            let is_called = || {
                let folio = numerals::leading(text).map(|n| &text[n.folio]);
                folio.is_some_and(|folio| called.contains(digits(folio)))
            };
            let numbers: Vec<Reading> = readings.into_iter().flatten().map(read).collect();
            Edge {
                printed: index,
                text,
                is_top,
                depth,
                folded: Folded::new(text),
                is_title: is_title(text),
                part: part(text, &numbers),
                is_stamp: is_stamp(text),
                is_called: !is_top && is_called(),
                numbers,
            }
        })
        .collect()
}

/// The digits of a folio, without what stands around them.
fn digits(folio: &str) -> &str {
    folio.trim_matches(|c: char| !c.is_ascii_digit())
}

/// The numbers of some lines that stand behind a word or stop, as calls of notes do.
fn called<'t>(texts: impl Iterator<Item = &'t str>) -> HashSet<&'t str> {
    let is_behind = |c: char| c.is_lowercase() || ".,;:!?”’\")([".contains(c);
    let mut called = HashSet::default();
    for text in texts {
        for run in runs(text, |c| c.is_ascii_digit()) {
            let before = text[..run.start].chars().next_back();
            let after = text[run.end..].chars().next();
            if before.is_some_and(is_behind) && !after.is_some_and(char::is_alphanumeric) {
                called.insert(&text[run]);
            }
        }
    }
    called
}

/// The number of the chapter or other part that a line names.
fn part(text: &str, readings: &[Reading]) -> Option<u32> {
    let mut numbers = readings.iter().map(|reading| &reading.number);
    let named = numbers.find(|n| numbering::is_division(&text[n.words.clone()]));
    named.map(|number| number.value)
}
