//! Titles that end in a stop, as old books print them. In: candidates with what speaks for each alone. Out: what tells
//! such a title from a short sentence: no verb, siblings that begin alike, blank lines that paragraphs lack.

use super::Heading;
use super::numbering::Kind;
use super::unfinished::is_inner;
use crate::facsimile::measure::Measure;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::language::Language;
use crate::repair::given;
use std::collections::BTreeMap;

/// So many titles that begin with one word are siblings.
const SIBLINGS: usize = 3;
/// So many show how a book prints its titles.
const STYLE: usize = 5;
/// They have usually this many rows from one to the next.
const APART: usize = 8;
/// So many lines below blank lines that paragraphs lack are a family.
const HUNG: usize = 4;

/// Weighs what ends in a stop, has no number and is no sentence.
pub(super) fn weigh(rows: &[Row], measure: &Measure, candidates: &mut [Heading]) {
    let is_rare = has_rare_blanks(rows, measure);
    let are_hung = is_rare && hang(rows, measure, candidates);
    let families = families(rows, measure, candidates);
    for heading in candidates.iter_mut() {
        let text = heading.group.text(rows);
        let is_title = is_stopped(heading.kind, &text) && is_nominal(&text);
        if !is_title || is_rest(rows, heading) {
            continue;
        }
        let is_parted = is_rare && is_enclosed(rows, heading);
        heading.add(
            "blank lines around, which paragraphs lack",
            given(is_parted, 2.5),
        );
        let is_hung = are_hung && hangs(rows, measure, heading);
        heading.add(
            "a blank line above alone, as above others of its kind",
            given(is_hung, 4.5),
        );
        let has_siblings = opener(&text).is_some_and(|word| families.contains(&word));
        heading.add("titles that begin alike", given(has_siblings, 4.5));
    }
}

/// Whether enough short titles hang over their paragraphs, which have blank lines above them nowhere else.
fn hang(rows: &[Row], measure: &Measure, candidates: &[Heading]) -> bool {
    let titles = candidates
        .iter()
        .filter(|heading| is_title(rows, heading) && hangs(rows, measure, heading));
    let titles: Vec<usize> = titles.map(|heading| heading.group.first).collect();
    titles.len() >= HUNG && median_step(&titles) >= APART
}

/// Whether a line has a blank line above it and a paragraph right below.
fn hangs(rows: &[Row], measure: &Measure, heading: &Heading) -> bool {
    let Some(above) = heading.group.first.checked_sub(1) else {
        return false;
    };
    let (above, last, below) = (&rows[above], heading.group.last, heading.group.last + 1);
    let is_above_text = rows.get(below).is_some_and(|row| row.opens != Start::Lower)
        && measure.fill[below] > 0.85
        && measure.fill[last] < 0.85;
    above.gap.is_blank() && !rows[last].gap.is_blank() && !rows[last].gap.turned && is_above_text
}

/// Whether a candidate can be a short title that ends in a stop.
pub(super) fn is_title(rows: &[Row], heading: &Heading) -> bool {
    let text = heading.group.text(rows);
    let words = text.split_whitespace().count();
    words <= 8 && is_stopped(heading.kind, &text) && is_nominal(&text) && !is_rest(rows, heading)
}

/// Whether a row says where and when something was signed: `Thornby, May 3rd, 1871`.
pub(super) fn is_date_line(text: &str) -> bool {
    let bare = text.trim_end_matches('.');
    let (_, last) = bare.rsplit_once(' ').unwrap_or_default();
    let is_year =
        last.len() == 4 && last.starts_with(['1', '2']) && last.bytes().all(|b| b.is_ascii_digit());
    let words = text.split_whitespace().count();
    is_year && (3..=7).contains(&words) && bare.contains(',')
}

/// Whether a sentence that broke off at the last page's foot may end here.
fn is_rest(rows: &[Row], heading: &Heading) -> bool {
    let before = heading.group.first.checked_sub(1).map(|row| &rows[row]);
    before.is_some_and(|row| row.gap.turned && row.closes != End::Sentence)
}

/// Whether a line without number ends as a sentence does.
fn is_stopped(kind: Kind, text: &str) -> bool {
    kind == Kind::Plain
        && End::of(text) == End::Sentence
        && super::weigh::last_sign(text) == Some('.')
}

/// Whether words are no sentence, as far as they show: none that only sentences have, and nothing said.
pub(super) fn is_nominal(text: &str) -> bool {
    let is_of_sentence = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        Language::any().verbs.has(bare)
    };
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let has_quotes = text.contains(['“', '”', '"', '«', '»', '„']);
    let is_long = text.split_whitespace().count() > 20;
    !has_quotes && !is_long && !is_of_sentence(&first) && !words.any(is_of_sentence)
}

/// Whether words open as a question does, or as a title that says what is told.
pub(super) fn asks(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    Language::any().asking.has(&first.to_lowercase())
}

/// The word that a title's siblings may share; None for words that open any sentence, or that a comma cuts off.
fn opener(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let word = words.next()?.to_lowercase();
    let is_word = word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    let is_common = is_inner(&word) || Language::any().adverbs.has(&word);
    let is_opener = !is_common || Language::any().openers.has(&word);
    (is_word && is_opener && words.next().is_some()).then_some(word)
}

/// The words with which enough titles begin, each before a paragraph, and few sentences. Paragraphs of an enumeration
/// begin alike, too, but stand close to each other.
fn families(rows: &[Row], measure: &Measure, candidates: &[Heading]) -> Vec<String> {
    let mut counts: BTreeMap<String, (Vec<usize>, usize)> = BTreeMap::new();
    for heading in candidates {
        let text = heading.group.text(rows);
        let Some(word) = opener(&text).filter(|_| is_stopped(heading.kind, &text)) else {
            continue;
        };
        let next = heading.group.last + 1;
        let is_before_text = rows.get(next).is_some_and(|_| measure.fill[next] > 0.85);
        let (titles, others) = counts.entry(word).or_default();
        if is_nominal(&text) && is_before_text {
            titles.push(heading.group.first);
        } else {
            *others += 1;
        }
    }
    for word in openers_of_paragraphs(rows, measure) {
        if let Some((_, others)) = counts.get_mut(&word) {
            *others += 1;
        }
    }
    let is_family = |count: &(Vec<usize>, usize), least: usize| {
        let (titles, others) = count;
        titles.len() >= least.max(3 * others) && median_step(titles) >= APART
    };
    // Where one family shows how the book prints its titles, two make another.
    let is_style = |count: &(Vec<usize>, usize)| count.0.len() >= STYLE && is_family(count, STYLE);
    let least = if counts.values().any(is_style) {
        2
    } else {
        SIBLINGS
    };
    counts.retain(|_, count| is_family(count, least));
    counts.into_keys().collect()
}

/// The words with which paragraphs of more than one row begin: what a text's sentences begin with, in any language.
fn openers_of_paragraphs<'r>(
    rows: &'r [Row],
    measure: &'r Measure,
) -> impl Iterator<Item = String> + 'r {
    let is_first = |row: &usize| {
        let before = row.checked_sub(1).map(|above| rows[above].closes);
        before == Some(End::Sentence) && measure.fill[*row] > 0.85
    };
    let is_long = |row: &usize| rows[*row + 1].opens == Start::Lower;
    let firsts = (0..rows.len().saturating_sub(1)).filter(is_first);
    firsts
        .filter(is_long)
        .filter_map(|row| opener(&rows[row].text))
}

/// The usual distance between some rows.
fn median_step(rows: &[usize]) -> usize {
    let mut steps: Vec<usize> = rows.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied().unwrap_or(0)
}

/// Whether paragraphs of several lines follow each other without blank lines, while blank lines stand in the text.
fn has_rare_blanks(rows: &[Row], measure: &Measure) -> bool {
    let is_long = |i: &usize| {
        let i = *i;
        let (above, next) = (i.checked_sub(1), rows.get(i + 2));
        rows[i].closes == End::Sentence
            && measure.fill[i] < 0.85
            && rows[i + 1].opens == Start::Upper
            && above.is_some_and(|a| rows[a].closes != End::Sentence)
            && next.is_some_and(|n| n.opens == Start::Lower)
            && !rows[i].gap.turned
            && !rows[i].gap.parted
    };
    let ends: Vec<usize> = (0..rows.len().saturating_sub(1)).filter(is_long).collect();
    let blank = ends.iter().filter(|&&i| rows[i].gap.is_blank()).count();
    ends.len() >= 8 && blank * 8 <= ends.len()
}

/// Whether blank lines, or page turns on one side, stand around a heading.
fn is_enclosed(rows: &[Row], heading: &Heading) -> bool {
    let before = heading.group.first.checked_sub(1).map(|row| &rows[row].gap);
    let after = &rows[heading.group.last].gap;
    before.is_some_and(|gap| gap.is_blank() || gap.turned || gap.parted) && after.is_blank()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_sentences() {
        assert!(is_nominal("Behaviour of coal in the furnace."));
        assert!(is_nominal("Verhalten der Kohle im Ofen."));
        assert!(!is_nominal("The coal was wet."));
        assert!(!is_nominal("Die Kohle ist naß."));
        assert!(!is_nominal("“Coal for the mill.”"));
    }

    #[test]
    fn what_siblings_share() {
        assert_eq!(opener("Of the coal.").as_deref(), Some("of"));
        assert_eq!(opener("The coal."), None);
        assert_eq!(opener("No, sir."), None);
    }
}
