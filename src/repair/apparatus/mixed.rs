//! Numbers of notes some of which head their rows and some of which stand apart. In: a page. Out: its numbers, each with the
//! row that its words begin with where that is plain, and the rows of words.
//!
//! An extractor that sorts by columns writes the number of a short note, or that of the first ones, in a heap below the
//! others. Each by itself is no series; with those that head rows they are one.

use super::deal::Label;
use super::top::Page;
use crate::repair::foot::marks::{Gap, SYMBOLS, marks};
use crate::repair::foot::rows::Reading;

/// The numbers of a page's notes in the order of their rows, and the rows of words from the first note on; `alone` are those that
/// have rows of their own, `is_word` tells words from numbers and folios.
pub(super) fn series(
    page: &Page<'_>,
    alone: &[Label],
    is_word: impl Fn(&usize) -> bool + Copy,
) -> Option<(Vec<Label>, Vec<usize>)> {
    if alone.is_empty() {
        return None;
    }
    let reading = page.reading;
    let heads: Vec<Label> = page
        .rows
        .clone()
        .filter(is_word)
        .filter_map(|row| head(reading, row))
        .collect();
    let heads = rising(alone, &heads)?;
    let (first, least) = (heads[0].row, heads[0].value);
    let before = alone.iter().filter(|label| label.value < least).count();
    let start = match before {
        0 => first,
        _ => page.top(first, before, is_word)?,
    };
    let lines: Vec<usize> = (start..page.rows.end).filter(is_word).collect();
    let mut labels = [alone, &heads].concat();
    labels.sort_by_key(|label| label.row);
    let is_inside = |label: &Label| label.row >= start;
    if !labels.iter().all(is_inside) || !are_whole(&labels) {
        return None;
    }
    let is_late = |label: &Label| {
        heads
            .iter()
            .any(|head| head.row < label.row && head.value > label.value)
    };
    for label in &mut labels {
        let own = if label.is_headed {
            label.row
        } else {
            label.row + 1
        };
        let is_first = label.is_headed || !alone.iter().any(|other| other.row + 1 == label.row);
        label.due = lines.iter().position(|&line| line == own);
        label.due = label.due.filter(|_| is_first && !is_late(label));
        label.is_apart = label.due.is_none();
    }
    labels.iter().any(is_late).then_some((labels, lines))
}

/// The number that heads a row, with words behind it.
fn head(reading: &Reading, row: usize) -> Option<Label> {
    let ink = reading.ink(row);
    let mark = marks(ink).into_iter().find(|mark| mark.misread == 0)?;
    let rest = ink[mark.len..].trim_start();
    let is_opening = |c: char| c.is_uppercase() || matches!(c, '“' | '‘' | '«' | '„' | '"');
    let is_head = super::labels::is_plain(&mark) && mark.value < SYMBOLS && mark.gap != Gap::Alone;
    let has_words = rest.starts_with(is_opening) || rest.starts_with("http");
    (is_head && has_words).then(|| Label {
        is_headed: true,
        ..Label::new(row, mark.value)
    })
}

/// The heads that make one series with the numbers by themselves: the lowest of each value on the page that leaves the values rising.
fn rising(alone: &[Label], heads: &[Label]) -> Option<Vec<Label>> {
    let has_alone = |value: u32| alone.iter().any(|label| label.value == value);
    let least = alone.iter().map(|label| label.value).min()?;
    let most = alone.iter().map(|label| label.value).max()?;
    let mut found: Vec<Label> = Vec::new();
    let has_head = |value: u32| heads.iter().any(|head| head.value == value);
    let mut last = most;
    while has_head(last + 1) {
        last += 1;
    }
    let mut value = last;
    while value > 0 && (value >= least || has_head(value)) {
        if !has_alone(value) {
            let below = found.last().map_or(usize::MAX, |below| below.row);
            let head = heads
                .iter()
                .rev()
                .find(|head| head.value == value && head.row < below);
            match head {
                Some(head) => found.push(*head),
                None if value < least => break,
                None => return None,
            }
        }
        value -= 1;
    }
    found.reverse();
    (!found.is_empty()).then_some(found)
}

/// Whether numbers, in whatever order, are all from the least to the highest, each once.
fn are_whole(labels: &[Label]) -> bool {
    let mut values: Vec<u32> = labels.iter().map(|label| label.value).collect();
    values.sort_unstable();
    values.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Galley, Label as Matter};
    use crate::source::Source;

    /// The numbers of a page with the words that are due to them.
    fn found(text: &str) -> Option<Vec<(u32, Option<String>)>> {
        let galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let reading = Reading::new(&galley, |label| label == Matter::Body);
        let value = |row: usize| reading.ink(row).parse::<u32>().ok();
        let page = 0..reading.rows.len();
        let alone: Vec<Label> = page
            .clone()
            .filter_map(|row| Some(Label::new(row, value(row)?)))
            .collect();
        let page = Page {
            reading: &reading,
            rows: page,
            call: &|| None,
        };
        let (labels, lines) = series(&page, &alone, |&row| value(row).is_none())?;
        let due = |label: &Label| label.due.map(|line| reading.ink(lines[line]).to_owned());
        Some(
            labels
                .iter()
                .map(|label| (label.value, due(label)))
                .collect(),
        )
    }

    const TEXT: &str = "The bell1 was cast2\nin the yard3 of the mill.4\n\n";

    #[test]
    fn numbers_below_rows_with_higher_ones_stand_apart() {
        let heap = format!("{TEXT}It is lost.\nHe came late.\n3 The yard.\n4 A mill.\n1\n2\n");
        let of = |value: u32, words: Option<&str>| (value, words.map(str::to_owned));
        let heads = [of(3, Some("3 The yard.")), of(4, Some("4 A mill."))];
        let apart = [of(1, None), of(2, None)];
        assert_eq!(found(&heap), Some([heads.clone(), apart].concat()));
        let first = format!("{TEXT}It is lost.\n2\nHe came late.\n3 The yard.\n4 A mill.\n1\n");
        let two = [of(2, Some("He came late."))];
        assert_eq!(
            found(&first),
            Some([&two[..], &heads, &[of(1, None)]].concat())
        );
    }

    #[test]
    fn what_is_no_series_is_left_alone() {
        assert_eq!(
            found(&format!("{TEXT}It is lost.\n3 The yard.\n4 A mill.\n1\n")),
            None
        );
        assert_eq!(
            found(&format!("{TEXT}1\nIt is lost.\n2\nHe came.\n3 The yard.\n")),
            None
        );
    }
}
