//! Page numbers out of order. In: the note matter. Out: a remark on each number in a run of `ibid` notes that goes back
//! or leaps.

use crate::galley::{Flow, Pen};
use std::ops::Range;

/// So many pages on or back are a leap.
const LEAP: i64 = 5;

/// Lists page numbers in chains of `ibid` that stand out from both neighbours.
pub(super) fn list(pen: &mut Pen<'_>, flow: &Flow) {
    for chain in chains(flow.text()) {
        for three in chain.windows(3) {
            let [(before, _), (page, at), (after, _)] = three else {
                continue;
            };
            let stands_out = (page - before).abs() >= LEAP && (page - after).abs() >= LEAP;
            let is_inversion =
                (after - before).abs() < (page - before).abs().min((page - after).abs());
            if stands_out && is_inversion {
                for range in flow.ranges(at.clone()).into_iter().take(1) {
                    let remark =
                        format!("page {page} stands between {before} and {after} in a run of ibid");
                    pen.remark(range, remark, "a number out of its order");
                }
            }
        }
    }
}

/// The page numbers of notes that follow each other, from a full citation through its ibids.
fn chains(text: &str) -> Vec<Vec<(i64, Range<usize>)>> {
    let mut chains: Vec<Vec<(i64, Range<usize>)>> = vec![Vec::new()];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_ibid = line.to_ascii_lowercase().contains("ibid");
        let page = last_number(line).map(|(page, at)| (page, start + at.start..start + at.end));
        if !is_ibid && !line.trim().is_empty() {
            chains.push(Vec::new());
        }
        if let (Some(page), Some(chain)) = (page, chains.last_mut()) {
            chain.push(page);
        }
        start += line.len();
    }
    chains.retain(|chain| chain.len() > 2);
    chains
}

/// The last number of a line and its place; a year is none.
fn last_number(line: &str) -> Option<(i64, Range<usize>)> {
    let end = line.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = line[..end]
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .len();
    // The number at the head of the line is the note's own.
    let is_own = line[..start].trim().is_empty();
    line[start..end]
        .parse()
        .ok()
        .filter(|&page: &i64| page < 1000 && !is_own)
        .map(|page| (page, start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_before_the_number_does_not_hide_it() {
        assert_eq!(last_number("1851–934)"), Some((934, 7..10)));
        assert_eq!(last_number("934"), None);
    }

    #[test]
    fn chains_hold_the_pages_of_ibids() {
        let text = "4 Memoirs, p. 79\n5 ibid p. 79\n6 ibid p. 86\n7 ibid p. 80\n8 Other\n";
        let pages: Vec<i64> = chains(text)[0].iter().map(|(page, _)| *page).collect();
        assert_eq!(pages, [79, 79, 86, 80]);
    }
}
