//! Notes in the margin. In: the rows of a region from the top down. Out: those of side notes, apart from the rest: each
//! note's lines belong together, and the text runs on past them, so they stand after it as notes at the foot do.

use super::row::Row;

/// Lines of a note are so many times their size apart at most.
const LEADING: f64 = 1.7;
/// And begin so near each other, in ems.
const EDGE: i32 = 4;
/// A note has so many letters at least; the numbers of lines, and letters that part sections, do not.
const LETTERS: usize = 8;

/// The rows without side notes, and the rows of side notes.
pub(super) fn parted(rows: Vec<Row>) -> (Vec<Row>, Vec<Row>) {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for index in (0..rows.len()).filter(|&index| rows[index].is_marginal) {
        let goes_on = |block: &&mut Vec<usize>| {
            let last = &rows[block[block.len() - 1]];
            let apart = f64::from(rows[index].baseline - last.baseline);
            let is_beside = (rows[index].left() - last.left()).abs() <= EDGE * last.size;
            is_beside && apart <= LEADING * f64::from(last.size)
        };
        match blocks.iter_mut().find(goes_on) {
            Some(block) => block.push(index),
            None => blocks.push(vec![index]),
        }
    }
    blocks.retain(|block| block.iter().map(|&i| rows[i].letters()).sum::<usize>() >= LETTERS);
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let notes = blocks.concat();
    let notes = notes
        .iter()
        .filter_map(|&index| rows[index].take())
        .collect();
    (rows.into_iter().flatten().collect(), notes)
}

/// Where notes stand among the rows of a page: before what stands far below all others.
pub(super) fn foot(rows: &[Row]) -> usize {
    let is_far = rows.len().checked_sub(2).is_some_and(|above| {
        let apart = rows[above + 1].baseline - rows[above].baseline;
        f64::from(apart) > LEADING * f64::from(rows[above].size)
    });
    rows.len() - usize::from(is_far)
}
