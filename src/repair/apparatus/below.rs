//! Notes above their numbers. In: the numbers at the end of a page, each alone on its row. Out: the rows of words above them
//! that are the notes', where none stand below.
//!
//! An extractor that sorts by columns writes the words of all notes first and the numbers beside them last; one that sorts by
//! baselines writes each number below its words.

use super::deal::Label;
use super::top::Page;
use crate::repair::foot::rows::Reading;
use crate::repair::foot::sentence::{ends_sentence, starts_lower};

/// The rows of words above the numbers: the last block that an empty line parts from what stands above it, and as many more as
/// hold an end of a sentence for each number. `is_word` tells words from numbers and folios.
pub(super) fn lines(
    page: &Page<'_>,
    labels: &[Label],
    is_word: impl Fn(&usize) -> bool + Copy,
) -> Option<Vec<usize>> {
    let (reading, last) = (page.reading, labels.last()?.row);
    if !stand_below(reading, labels, is_word) {
        return None;
    }
    last_block(page, labels, last, is_word).or_else(|| {
        // Numbers that stand below their words count up; what words stand between else has its number above.
        let is_rising = labels.windows(2).all(|pair| pair[0].value < pair[1].value);
        let is_column = labels.windows(2).all(|pair| pair[0].row + 1 == pair[1].row);
        let notes = if is_column { labels.len() } else { 1 };
        let start = page.at_break(labels[0].row, notes, is_word);
        let start = start.filter(|_| is_rising)?;
        Some((start..last).filter(is_word).collect())
    })
}

/// The rows of the page's last blocks above the last number.
fn last_block(
    page: &Page<'_>,
    labels: &[Label],
    last: usize,
    is_word: impl Fn(&usize) -> bool,
) -> Option<Vec<usize>> {
    let (reading, page) = (page.reading, &page.rows);
    let mut lines: Vec<usize> = Vec::new();
    let (mut ends, mut blocks) = (0, 0);
    for row in (page.start..last).rev().filter(is_word) {
        lines.push(row);
        ends += usize::from(ends_sentence(reading.ink(row)));
        if !reading.rows[row].blank {
            continue;
        }
        blocks += 1;
        if ends >= labels.len() || blocks >= labels.len() {
            break;
        }
    }
    let first = *lines.last()?;
    lines.reverse();
    let is_parted = reading.rows[first].blank && first > page.start;
    let is_whole = is_parted && first < labels[0].row && !starts_lower(reading.ink(first));
    (is_whole && lines.len() >= labels.len() && ends >= labels.len()).then_some(lines)
}

/// Whether numbers, in their order on the page, are a column without words between them, or stand each right below some.
fn stand_below(reading: &Reading, labels: &[Label], is_word: impl Fn(&usize) -> bool) -> bool {
    let has_words = |pair: &[Label]| (pair[0].row..pair[1].row).any(|row| is_word(&row));
    let mut pairs = labels.windows(2).map(has_words);
    let is_tight = labels.iter().all(|label| !reading.rows[label.row].blank);
    match pairs.next() {
        Some(true) => is_tight && pairs.all(|has_words| has_words),
        _ => !pairs.any(|has_words| has_words),
    }
}

/// Tells numbers, in their order on the page, which line is due to each: the first of those that stand between it and the
/// number above it.
pub(super) fn due(labels: &mut [Label], lines: &[usize]) {
    let mut above = None;
    for label in labels {
        let own = lines
            .iter()
            .position(|&line| line < label.row && above.is_none_or(|above| line > above));
        label.is_apart = true;
        label.due = own.filter(|_| above.is_some());
        above = Some(label.row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Galley, Label as Matter};
    use crate::source::Source;

    /// The words that the numbers of a page stand below.
    fn above(text: &str) -> Option<Vec<String>> {
        let galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let reading = Reading::new(&galley, |label| label == Matter::Body);
        let value = |row: usize| reading.ink(row).parse::<u32>().ok();
        let rows = 0..reading.rows.len();
        let labels: Vec<Label> = rows
            .clone()
            .filter_map(|row| Some(Label::new(row, value(row)?)))
            .collect();
        let page = Page {
            reading: &reading,
            rows,
            call: &|| None,
        };
        let found = lines(&page, &labels, |&row| value(row).is_none())?;
        Some(found.iter().map(|&row| reading.ink(row).into()).collect())
    }

    const TEXT: &str = "The bell1 was cast\nin the yard.2\n\n";

    #[test]
    fn the_last_block_is_the_notes() {
        let column = above(&format!(
            "{TEXT}It is lost.\nHe came from\nthe town.\n1\n2\n"
        ));
        assert_eq!(column.unwrap().len(), 3);
        let blocks = above(&format!("{TEXT}It is lost.\n\nHe came.\n\n1\n\n2\n"));
        assert_eq!(blocks.unwrap(), ["It is lost.", "He came."]);
        let each = above(&format!("{TEXT}It is lost.\n1\nHe came.\n2\n"));
        assert_eq!(each.unwrap(), ["It is lost.", "He came."]);
    }

    #[test]
    fn numbers_above_their_notes_stand_below_none() {
        let last_late = above(&format!("{TEXT}1\nIt is lost.\nHe came.\n2\n"));
        assert_eq!(last_late, None);
        assert_eq!(above("the yard.\n1\n2\n"), None);
    }
}
