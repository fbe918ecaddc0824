//! Lines that are counted in characters, as typewriters and mail programs fill them. In: rows. Out: how many characters a
//! line holds, where each line takes as many words as that allows; None where lines are filled by the widths of letters.

use super::rows::Row;

/// So many line ends inside sentences must tell, and such a share of them agree.
const LEAST: usize = 12;
const AGREED: f32 = 0.97;

/// How many characters a line holds, learnt from the rows after which a sentence goes on.
pub(super) fn holds(rows: &[Row], full: &[usize]) -> Option<usize> {
    let open: Vec<(usize, usize)> = full
        .iter()
        .filter(|&&i| !rows[i].gap.closed)
        .map(|&i| (reach(&rows[i]), reach(&rows[i]) + next(rows, i)))
        .collect();
    // The line holds this row, and not the next word, too: only at a row's own length does one more agree.
    let agree = |most: usize| {
        let agreeing = open
            .iter()
            .filter(|(row, more)| *row <= most && most < *more);
        agreeing.count()
    };
    let mut lengths: Vec<usize> = open.iter().map(|(row, _)| *row).collect();
    lengths.sort_unstable();
    lengths.dedup();
    let best = lengths.into_iter().max_by_key(|&most| agree(most))?;
    let is_agreed = agree(best) as f32 >= AGREED * open.len() as f32;
    (open.len() >= LEAST && is_agreed).then_some(best)
}

/// How many characters of a line a row takes, its indent among them.
pub(super) fn reach(row: &Row) -> usize {
    row.indent + row.print().trim().chars().count()
}

/// How many the first word of the next row takes, with the blank before it.
pub(super) fn next(rows: &[Row], row: usize) -> usize {
    let word = rows[row + 1].print().split_whitespace().next();
    1 + word.unwrap_or_default().chars().count()
}
