//! Even ragged lines. In: words and a measure. Out: lines, broken so that what is left at their ends is as even as can
//! be over the whole paragraph, and none is longer than the measure unless a word is.

use unicode_segmentation::UnicodeSegmentation;

/// A last line shorter than this share of the measure looks lost: one in ...
const SHORT: usize = 8;

/// Columns of a text: one for each character that a reader sees.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).count()
    }
}

/// Breaks a paragraph at its blanks. The cost of a line is the square of the columns left over; the last line costs
/// nothing unless it is shorter than an eighth of the measure. Least total cost wins; time grows with the words times the
/// words of a line (Knuth and Plass 1981, "Breaking paragraphs into lines", without stretch).
pub(super) fn lines(text: &str, measure: usize) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let widths: Vec<usize> = words.iter().map(|w| width(w)).collect();
    // The best way to set words[i..]: its cost and where its first line ends.
    let mut best: Vec<(u64, usize)> = vec![(0, words.len()); words.len() + 1];
    for start in (0..words.len()).rev() {
        best[start] = best_from(start, &widths, measure, &best);
    }
    let mut lines = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let end = best[start].1;
        lines.push(words[start..end].join(" "));
        start = end;
    }
    lines
}

fn best_from(
    start: usize,
    widths: &[usize],
    measure: usize,
    best: &[(u64, usize)],
) -> (u64, usize) {
    let mut columns = 0;
    let mut found = (u64::MAX, start + 1);
    for end in start + 1..=widths.len() {
        columns += widths[end - 1] + usize::from(end > start + 1);
        if columns > measure && end > start + 1 {
            break;
        }
        let left = measure.saturating_sub(columns);
        let is_last = end == widths.len();
        let is_lost = is_last && columns < measure / SHORT && start > 0;
        let cost = match is_last {
            true if is_lost => (measure / SHORT - columns) as u64 * measure as u64 / 4,
            true => 0,
            false => (left as u64).saturating_mul(left as u64),
        };
        let total = cost.saturating_add(best[end].0);
        // Of equals, the fuller first line.
        if total <= found.0 {
            found = (total, end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The cost of lines by the rules above, the slow way.
    fn cost(lines: &[String], measure: usize) -> u64 {
        let squares = lines.iter().rev().skip(1).map(|line| {
            let left = measure.saturating_sub(width(line)) as u64;
            left * left
        });
        let last = lines.last().map_or(0, |l| width(l));
        let lost = if lines.len() > 1 && last < measure / SHORT {
            (measure / SHORT - last) as u64 * measure as u64 / 4
        } else {
            0
        };
        squares.sum::<u64>() + lost
    }

    /// All ways to break some words.
    fn all(words: &[&str], measure: usize) -> Vec<Vec<String>> {
        if words.is_empty() {
            return vec![Vec::new()];
        }
        let mut ways = Vec::new();
        for end in 1..=words.len() {
            let line = words[..end].join(" ");
            if width(&line) > measure && end > 1 {
                break;
            }
            for rest in all(&words[end..], measure) {
                ways.push(std::iter::once(line.clone()).chain(rest).collect());
            }
        }
        ways
    }

    proptest! {
        #[test]
        fn no_other_way_costs_less(text in "([a-zé]{1,9} ){1,9}[a-z]{1,4}", measure in 8..24_usize) {
            let words: Vec<&str> = text.split(' ').collect();
            let ours = lines(&text, measure);
            let least = all(&words, measure).iter().map(|way| cost(way, measure)).min();
            prop_assert_eq!(Some(cost(&ours, measure)), least);
            prop_assert_eq!(ours.join(" "), text);
            prop_assert!(ours.iter().all(|l| width(l) <= measure || !l.contains(' ')));
        }
    }
}
