//! Corrections by the editor's hand. In: `repair.corrections`. Out: the words they name, replaced wherever they stand.
//!
//! Words are found whole, with any white space between them: a line end does not hide them, a page turn does. Where the
//! text already says what it shall say, it is left alone, so that a second run finds nothing to do.

use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Override, Pen};
use crate::manifest::settings::Correction;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "corrections",
    says: "your corrections",
    about: "the manifest's own corrections",
    goes_by: GoesBy::Words,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let corrections = &rules.repair.corrections;
    let text = pen.galley().text();
    let mut found: Vec<(Range<usize>, &Correction)> = Vec::new();
    for correction in corrections {
        let places = places(text, &correction.find);
        found.extend(places.into_iter().map(|place| (place, correction)));
    }
    // Of two that overlap the first in the text counts, and of two that begin together the longer.
    found.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    let mut edits = Vec::new();
    let mut end = 0;
    for (place, correction) in &found {
        let is_done = corrections.iter().any(|c| is_done(text, place, c));
        if place.start >= end && !is_done {
            let why = "a correction of the manifest";
            edits.push(Edit::sure(place.clone(), correction.replace.clone(), why));
            end = place.end;
        }
    }
    edits.into_iter().for_each(|edit| pen.edit(edit));
    for (_, correction) in found {
        pen.used(Override::Corrections, &correction.find);
    }
}

/// Where the words stand in the text.
fn places(text: &str, find: &str) -> Vec<Range<usize>> {
    let mut words = find.split_whitespace();
    let Some(first) = words.next() else {
        return Vec::new();
    };
    let rest: Vec<&str> = words.collect();
    let starts = text.match_indices(first).map(|(at, _)| at);
    let ranges = starts.filter_map(|at| Some(at..follow(text, at + first.len(), &rest)?));
    let ranges: Vec<Range<usize>> = ranges.collect();
    let is_whole = |range: &&Range<usize>| is_whole(text, range);
    // A letter that is never a word of its own is meant inside words: `ſ`.
    if first.chars().count() == 1 && rest.is_empty() && !ranges.iter().any(|range| is_whole(&range))
    {
        return ranges;
    }
    ranges.iter().filter(is_whole).cloned().collect()
}

/// The end of the words that follow from `at` on, each after white space.
fn follow(text: &str, mut at: usize, words: &[&str]) -> Option<usize> {
    for word in words {
        let rest = &text[at..];
        let tail = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\u{c}');
        if tail.len() == rest.len() || !tail.starts_with(word) {
            return None;
        }
        at = text.len() - tail.len() + word.len();
    }
    Some(at)
}

/// Whether no letter or digit goes on at either end of the words.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let words = &text[range.clone()];
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let goes_on_before =
        is_letter(words.chars().next()) && is_letter(text[..range.start].chars().next_back());
    let goes_on_after =
        is_letter(words.chars().next_back()) && is_letter(text[range.end..].chars().next());
    !goes_on_before && !goes_on_after
}

/// Whether the words stand there as a part of what a correction makes.
fn is_done(text: &str, place: &Range<usize>, correction: &Correction) -> bool {
    let words = &text[place.clone()];
    let mut offsets = correction.replace.match_indices(words).map(|(at, _)| at);
    offsets.any(|offset| {
        let start = place.start.checked_sub(offset);
        start.is_some_and(|start| {
            text.get(start..)
                .is_some_and(|t| t.starts_with(&correction.replace))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_over_line_ends() {
        let found = |text: &str, find: &str| -> Vec<String> {
            let places = places(text, find).into_iter();
            places.map(|place| text[place].to_string()).collect()
        };
        assert_eq!(
            found("a tie\n  beam, tie beams", "tie beam"),
            ["tie\n  beam"]
        );
        assert!(found("tie\u{c}beam", "tie beam").is_empty());
        assert_eq!(found("12. 112.", "12."), ["12."]);
        assert!(found("a", " ").is_empty());
        assert_eq!(found("beſt coaſt", "ſ").len(), 2);
        assert_eq!(found("a coat", "a").len(), 1);
    }

    #[test]
    fn what_is_corrected_is_done() {
        let correction = Correction {
            find: "Mr Hume".into(),
            replace: "the late Mr Hume".into(),
        };
        let text = "of the late Mr Hume and Mr Hume";
        let places = places(text, &correction.find);
        let done: Vec<bool> = places
            .iter()
            .map(|p| is_done(text, p, &correction))
            .collect();
        assert_eq!(done, [true, false]);
    }
}
