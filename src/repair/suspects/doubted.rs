//! Words that an OCR program was not sure of. In: the text, and the confidence of its words on their pages. Out: a remark on
//! the worst of those that no list has, with the reading that is likelier where one is known; nothing is changed.
//!
//! Confidence alone says little: of the words on eight scans of which Tesseract was less than 60 percent sure, one in six
//! was wrong. Of the worst that no list has, two in five were, and most of the others are names.

use super::spellings::{correct, meant};
use crate::galley::{Galley, Label, Pen};
use crate::ledger::Reason;
use crate::lexicon::vocabulary::words;
use crate::lexicon::{Lexicon, Vocabulary};
use crate::repair::Rules;
use crate::repair::words::{is_compound, is_derived};
use std::collections::BTreeSet;
use std::ops::Range;

/// Below so many percent a word is doubted: of wrong words on eight scans two in three, of all words one in twelve.
const DOUBTED: u8 = 90;
/// So many remarks in a thousand words an editor reads.
const IN_A_THOUSAND: usize = 2;
/// A word that stands so often is the book's own, unless the program misread it each time.
const USUAL: u32 = 3;
/// The fewest letters of a word that can be judged.
const FEWEST: usize = 3;
/// A word with a capital is put so many percent later: it may be a name that no list has.
const NAMES_LATER: u8 = 40;
/// What scans take for one another.
const CONFUSED: &[(&str, &str)] = &[
    ("rn", "m"),
    ("ni", "m"),
    ("in", "m"),
    ("ii", "u"),
    ("li", "h"),
    ("cl", "d"),
    ("vv", "w"),
    ("fi", "h"),
    ("mm", "nn"),
];

/// A word that is doubted.
struct Doubt {
    range: Range<usize>,
    confidence: u8,
}

/// Lists the worst, each word once. Where those begin that were listed.
pub(super) fn list(pen: &mut Pen<'_>, galley: &Galley, rules: &Rules) -> BTreeSet<usize> {
    let lexicon = &rules.lexicon;
    let text = galley.text();
    if !lexicon.has_list() || !has_pages(galley) {
        return BTreeSet::new();
    }
    let vocabulary = Vocabulary::of(text);
    let (mut count, mut doubts) = (0, Vec::new());
    for range in words(text) {
        count += 1;
        let word = &text[range.clone()];
        let lower = word.to_lowercase();
        let is_odd = word.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST
            && vocabulary.occurrences(&lower) < USUAL
            // Roman numbers and initials.
            && word.chars().any(char::is_lowercase)
            && !is_word(lexicon, &lower);
        let confidence = if is_odd {
            confidence(galley, range.clone())
        } else {
            None
        };
        let doubt = confidence.filter(|&confidence| confidence < DOUBTED);
        doubts.extend(doubt.map(|confidence| Doubt { range, confidence }));
    }
    doubts.sort_by_key(|doubt| {
        let is_name = text[doubt.range.clone()].starts_with(char::is_uppercase);
        let later = if is_name { NAMES_LATER } else { 0 };
        (doubt.confidence + later, doubt.range.start)
    });
    let mut seen = BTreeSet::new();
    doubts.retain(|doubt| seen.insert(text[doubt.range.clone()].to_lowercase()));
    doubts.truncate(count * IN_A_THOUSAND / 1000);
    doubts.sort_by_key(|doubt| doubt.range.start);
    let listed = doubts.iter().map(|doubt| doubt.range.start).collect();
    for doubt in doubts {
        let word = &text[doubt.range.clone()];
        remark(pen, doubt, word, lexicon);
    }
    listed
}

fn remark(pen: &mut Pen<'_>, doubt: Doubt, word: &str, lexicon: &Lexicon) {
    let why = Reason::from(format!(
        "no list has it, and the OCR program was {} percent sure of it",
        doubt.confidence
    ));
    match likelier(word, lexicon) {
        Some(meant) => correct(pen, doubt.range, word, &meant, why),
        None => pen.remark(doubt.range, format!("`{word}`: is it read rightly?"), why),
    }
}

/// Whether any source has pages.
fn has_pages(galley: &Galley) -> bool {
    galley
        .pieces()
        .any(|(piece, _)| galley.typography(piece.span().source).is_some())
}

fn is_word(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.is_known(lower) || is_derived(lexicon, lower) || is_compound(lexicon, lower)
}

/// How sure the program was of the worst part of a word; none where the text is not read.
fn confidence(galley: &Galley, range: Range<usize>) -> Option<u8> {
    let label = galley.label_at(range.start);
    if matches!(label, Label::RunningHead | Label::Contents) {
        return None;
    }
    let span = galley.span(range);
    let runs = galley.typography(span.source)?.runs(span.start..span.end);
    runs.iter().map(|run| run.confidence).min()
}

/// The reading that is likelier: a word that differs in what scans take for one another, else one that is a slip away.
fn likelier(word: &str, lexicon: &Lexicon) -> Option<String> {
    let lower = word.to_lowercase();
    let mut best: Option<(f32, String)> = None;
    for &(read, printed) in CONFUSED {
        for (read, printed) in [(read, printed), (printed, read)] {
            for (at, _) in lower.match_indices(read) {
                let other = format!("{}{printed}{}", &lower[..at], &lower[at + read.len()..]);
                let share = lexicon.log_probability(&other);
                if let Some(share) =
                    share.filter(|s| best.as_ref().is_none_or(|(most, _)| s > most))
                {
                    best = Some((share, other));
                }
            }
        }
    }
    let Some((_, other)) = best else {
        // A slip from a word is much too near for a name.
        let is_name = word.starts_with(char::is_uppercase);
        return if is_name {
            None
        } else {
            meant(&lower, lexicon)
        };
    };
    let mut letters = other.chars();
    let first = letters
        .next()
        .filter(|_| word.starts_with(char::is_uppercase));
    Some(match first {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_scans_confuse_is_tried_first() {
        let lexicon = Lexicon::new("en", &[]);
        assert_eq!(likelier("vears", &lexicon).as_deref(), Some("years"));
        assert_eq!(
            likelier("Govemment", &lexicon).as_deref(),
            Some("Government")
        );
    }
}
