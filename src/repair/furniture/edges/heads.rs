//! What an edge line is. In: the edge lines of all pages and the [`Steps`] that folios keep. Out: [`Furniture`], where the
//! same words stand at this edge of neighbouring pages, or a number keeps step.
//!
//! What may be a note's body is never furniture because it counts: `† Ibid., p. 53.`, `p. 54.` on pages one after another.

use super::steps::Steps;
use super::{DEEPEST, DEPTH, Edge, Furniture, Pages, Reading, Words};
use crate::facsimile::sentence::End;
use crate::ledger::Certainty::{Likely, Sure};
use crate::repair::alike::Folded;
use crate::repair::foot::evidence::is_title as is_title_of_notes;
use crate::repair::foot::marks::symbol;
use crate::repair::furniture::numerals::Numbered;
use crate::repair::headings::numbering;

/// Heads change with the section: they are compared with those of this many pages either side.
const REACH: usize = 6;
/// A head is shorter than this, in bytes.
const LONGEST_HEAD: usize = 120;

/// A line that says so much, in bytes, is no two notes'.
const TELLING: usize = 24;

const NEIGHBOURS: &str = "the same words stand at this edge of neighbouring pages";
const TITLE: &str = "the title of its section, and the pages near by have heads";
const STAMP: &str = "a day and a time, which stand at this edge of neighbouring pages, too";
const STEP: &str = "the number keeps step with the pages";

/// The furniture of a page. A line that others part from the edge is furniture only where all of them are.
pub(super) fn judge_page(pages: &Pages<'_>, steps: &Steps, page: usize) -> Vec<(usize, Furniture)> {
    let edges = &pages[page];
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by_key(|&edge| edges[edge].depth);
    let mut found: Vec<(usize, Furniture)> = Vec::new();
    for edge in order {
        let line = &edges[edge];
        let between = found
            .iter()
            .filter(|(other, _)| edges[*other].is_top == line.is_top);
        let is_reached = line.depth < DEPTH || between.count() == line.depth;
        let furniture = is_reached
            .then(|| judge(pages, steps, page, line))
            .flatten();
        found.extend(furniture.map(|furniture| (edge, furniture)));
    }
    found
}

fn judge(pages: &Pages<'_>, steps: &Steps, page: usize, edge: &Edge<'_>) -> Option<Furniture> {
    let in_step = edge
        .numbers
        .iter()
        .find(|reading| steps.has(&reading.number, page));
    if let Some(reading) = in_step {
        let number = &reading.number;
        let words = &edge.text[number.words.clone()];
        let is_taken = words.is_empty()
            || is_head(words, edge, number)
                && (reading.is_title || recurs(pages, page, edge, &reading.words) >= 1);
        return is_taken.then(|| Furniture {
            words: if words.is_empty() {
                Words::None
            } else {
                Words::Head
            },
            number: Some(number.clone()),
            why: STEP,
            certainty: Sure,
        });
    }
    if let Some(number) = steps.before_text(edge, page) {
        return Some(Furniture {
            number: Some(number.clone()),
            words: Words::Text,
            why: STEP,
            certainty: Likely,
        });
    }
    stamp(pages, page, edge).or_else(|| words(pages, steps, page, edge))
}

/// A stamp with the day and the time, which no two pages need have alike: what a program wrote below the page it printed.
fn stamp(pages: &Pages<'_>, page: usize, edge: &Edge<'_>) -> Option<Furniture> {
    let has_stamp = |&p: &usize| {
        let mut others = pages[p].iter();
        others.any(|other| other.is_stamp && other.is_top == edge.is_top)
    };
    let stamped = near(page, pages.len()).filter(has_stamp).count();
    (edge.is_stamp && stamped >= 2.min(pages.len() - 1)).then_some(Furniture {
        number: None,
        words: Words::Head,
        why: STAMP,
        certainty: if stamped > 2 { Sure } else { Likely },
    })
}

/// A head without a folio in step.
fn words(pages: &Pages<'_>, steps: &Steps, page: usize, edge: &Edge<'_>) -> Option<Furniture> {
    let repeats = recurs(pages, page, edge, &edge.folded);
    let wanted = match edge.is_top {
        true if is_above_folio(pages, steps, page, edge) => 1,
        true if edge.depth < DEPTH => 2,
        _ => 3,
    };
    let is_head = !is_below_head(pages, page, edge)
        && edge.text.len() <= LONGEST_HEAD
        && !opens_note(edge.text)
        && !is_rest(pages, page, edge, repeats)
        && !opens_notes(pages, page, edge)
        && !opens_section(pages, steps, page, edge);
    let certainty = if repeats > wanted { Sure } else { Likely };
    let is_repeated = repeats >= wanted.min(pages.len() - 1);
    let is_title = edge.is_title
        && edge.depth < DEPTH
        && !has_other_head(pages, steps, page, edge)
        && has_heads(pages, steps, page);
    (is_head && (is_repeated || is_title)).then_some(Furniture {
        number: None,
        words: Words::Head,
        why: if is_repeated { NEIGHBOURS } else { TITLE },
        certainty,
    })
}

/// Whether a line may be the last row of a note or of the text, since it begins small: an address does, too, but stands on
/// half the pages near by, and on three at least, and has no stop; with one it stands on nearly all, and says enough that
/// no two notes would say the same. Below the text a sentence's end or a date may close a note, too: `Last seen: 3.01.2012`.
fn is_rest(pages: &Pages<'_>, page: usize, edge: &Edge<'_>, repeats: usize) -> bool {
    let around = near(page, pages.len()).count();
    let is_frequent = repeats >= 3 && repeats * 2 >= around;
    let is_everywhere = repeats >= 3 && repeats * 4 >= around * 3 && edge.text.len() >= TELLING;
    let is_small = !edge.text.starts_with(char::is_uppercase);
    let has_stop = edge.text.ends_with(['.', '!', '?']);
    let may_close = !edge.is_top && (has_stop || edge.text.contains(|c: char| c.is_ascii_digit()));
    is_small && !(is_everywhere || is_frequent && !has_stop) || may_close && !is_frequent
}

/// Whether half the pages around this one have a head, so that words at its top that repeat a title are one, too.
fn has_heads(pages: &Pages<'_>, steps: &Steps, page: usize) -> bool {
    let has_head = |p: usize| {
        let mut tops = pages[p].iter().filter(|edge| edge.is_top);
        tops.any(|edge| edge.is_title || is_repeated(pages, steps, p, edge))
    };
    let around: Vec<usize> = near(page, pages.len()).collect();
    let heads = around.iter().filter(|&&p| has_head(p)).count();
    heads * 2 >= around.len()
}

/// Whether another line at the top of the page is its head.
fn has_other_head(pages: &Pages<'_>, steps: &Steps, page: usize, edge: &Edge<'_>) -> bool {
    let mut others = pages[page]
        .iter()
        .filter(|other| other.printed != edge.printed);
    others.any(|other| {
        let is_same = edge.folded.is_like(&other.folded);
        other.is_top && !is_same && is_repeated(pages, steps, page, other)
    })
}

/// Whether words at an edge are beside a folio, or stand on other pages, too.
fn is_repeated(pages: &Pages<'_>, steps: &Steps, page: usize, edge: &Edge<'_>) -> bool {
    let mut numbers = edge.numbers.iter();
    let is_beside =
        numbers.any(|reading| !reading.number.words.is_empty() && steps.has(&reading.number, page));
    is_beside || recurs(pages, page, edge, &edge.folded) > 0
}

/// Whether words beside a folio can be a head. At the foot, a number before words is a note's unless they are a title, and
/// one after them is a note's where they begin with a mark or cite.
pub(super) fn is_head(words: &str, edge: &Edge<'_>, number: &Numbered) -> bool {
    let is_first = number.folio.start < number.words.start;
    let is_note = match (edge.is_top, is_first) {
        (true, _) => false,
        (false, true) => edge.is_called || may_be_note(words) || words.ends_with(['.', '!', '?']),
        (false, false) => opens_note(words),
    };
    // `… p. 53`: the number is that of another book's page.
    let is_cited = !is_first && matches!(End::of(words), End::Abbreviation | End::Comma);
    words.len() <= LONGEST_HEAD && !is_note && !is_cited && !numbering::is_division(words)
}

/// Whether a line may be the body of a note: it begins with a mark, or it cites.
pub(in crate::repair::furniture) fn may_be_note(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    !first.is_uppercase() || opens_note(text)
}

/// Whether a line begins as notes do: with a sign, a number or a single letter, or with the words of a reference.
pub(in crate::repair::furniture) fn opens_note(text: &str) -> bool {
    let cites = [
        "ibid", "idem", "op. cit", "loc. cit", "see ", "cf.", "vgl.", "ebd", "id.",
    ];
    let begins = |text: &str| {
        let lower = text.to_lowercase();
        cites.iter().any(|c| lower.starts_with(c))
    };
    let (mark, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let is_sign = |c: char| symbol(c).is_some() || c.is_ascii_digit();
    let is_letter = mark.trim_matches(['(', ')', '[', ']', '.']).chars().count() == 1;
    let is_marked = mark.trim_start_matches(['(', '[']).starts_with(is_sign)
        || is_letter && mark.contains(char::is_lowercase);
    is_marked || begins(text) || is_letter && begins(rest.trim_start())
}

/// Whether this is the heading of a section of notes, which later heads repeat.
fn opens_notes(pages: &Pages<'_>, page: usize, edge: &Edge<'_>) -> bool {
    let mut before = pages[..page].iter().rev().take(REACH).flatten();
    is_title_of_notes(edge.text)
        && !before.any(|other| other.is_top && edge.folded.is_like(&other.folded))
}

/// Whether this is the heading that later heads repeat: they stand beside a folio, it does not.
fn opens_section(pages: &Pages<'_>, steps: &Steps, page: usize, edge: &Edge<'_>) -> bool {
    let has_folio = |p: usize| {
        let mut numbers = pages[p]
            .iter()
            .filter(|e| e.is_top == edge.is_top)
            .flat_map(|e| &e.numbers);
        numbers.any(|reading| steps.has(&reading.number, p))
    };
    let near = near(page, pages.len());
    let alike: Vec<usize> = near
        .filter(|&p| pages[p].iter().any(|e| is_alike(edge, &edge.folded, e)))
        .collect();
    !has_folio(page) && !alike.is_empty() && alike.iter().all(|&p| has_folio(p))
}

/// Whether a page's first line has the folio below it.
fn is_above_folio(pages: &Pages<'_>, steps: &Steps, page: usize, edge: &Edge<'_>) -> bool {
    let is_folio =
        |reading: &Reading| reading.number.words.is_empty() && steps.has(&reading.number, page);
    match &pages[page][..] {
        [first, below, ..] => {
            first.printed == edge.printed && below.is_top && below.numbers.iter().any(is_folio)
        }
        _ => false,
    }
}

/// Whether a line nearer to the top has the same words, here and on no page near by: the head, above the heading that
/// it was taken from, with or without its folio between them.
fn is_below_head(pages: &Pages<'_>, page: usize, edge: &Edge<'_>) -> bool {
    let heads = |page: usize, depth: usize| {
        let tops = pages[page]
            .iter()
            .filter(move |e| e.is_top && e.depth < depth);
        tops.filter(|other| is_alike(edge, &edge.folded, other))
            .count()
    };
    let is_doubled = |page: usize| heads(page, DEEPEST) > 1;
    edge.is_top && heads(page, edge.depth) > 0 && !near(page, pages.len()).any(is_doubled)
}

fn near(page: usize, count: usize) -> impl Iterator<Item = usize> {
    (page.saturating_sub(REACH)..(page + REACH + 1).min(count)).filter(move |&p| p != page)
}

/// On how many pages near by the same words stand at the same edge.
pub(super) fn recurs(pages: &Pages<'_>, page: usize, edge: &Edge<'_>, words: &Folded) -> usize {
    near(page, pages.len())
        .filter(|&p| pages[p].iter().any(|other| is_alike(edge, words, other)))
        .count()
}

/// Whether a line is a number alone, or other pages have its words: what stands behind it may be furniture, too.
pub(super) fn is_no_text(pages: &Pages<'_>, page: usize, edge: &Edge<'_>) -> bool {
    let mut numbers = edge.numbers.iter();
    let is_repeated = |words: &Folded| recurs(pages, page, edge, words) > 0;
    numbers.any(|reading| reading.number.words.is_empty() || is_repeated(&reading.words))
        || edge.is_stamp
        || is_repeated(&edge.folded)
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
