//! Sizes of type by the widths of words, where their heights are not known. In: words and how wide they are. Out: the size in
//! which they would be as wide; evened out over lines that are as large but for what single ones waver.

use super::sheet::Row;
use crate::source::width;

/// The blank within the widths of a letter at both its sides, in thousandths of the size: boxes of OCR are those of the ink.
const BEARINGS: f32 = 60.0;
/// Letters that a line needs for its size to be measured.
const ENOUGH: usize = 8;

/// So many lines above and below have a line's size, if they differ by no more than this (natural logarithms), and by this
/// shared among the letters of the shorter one.
const NEAR: usize = 3;
const WAVER: f64 = 0.05;
const WAVER_OF_LETTER: f64 = 1.0;

/// The size of type in which some words would be as wide as they are; none of few letters.
pub fn by_widths<'w>(words: impl Iterator<Item = (&'w str, f64)>) -> Option<f64> {
    let (mut ink, mut ems, mut count) = (0.0, 0.0, 0);
    for (text, across) in words {
        ink += across;
        ems += f64::from(width::of(text) - BEARINGS) / 1000.0;
        count += letters(text);
    }
    (count >= ENOUGH && ems > 0.0 && ink > 0.0).then(|| ink / ems)
}

/// Evens out the sizes of lines that were measured so.
pub fn even(rows: &mut [Row]) {
    let sizes: Vec<Option<f64>> = rows.iter().map(|row| row.size).collect();
    let count = |row: &Row| {
        row.words
            .iter()
            .map(|word| letters(&word.text))
            .sum::<usize>()
    };
    let counts: Vec<f64> = rows.iter().map(|row| count(row).max(1) as f64).collect();
    let waver = |line: usize| WAVER + WAVER_OF_LETTER / counts[line];
    for (own, size) in sizes.iter().enumerate() {
        let Some(size) = *size else { continue };
        let (mut sum, mut weight) = (0.0, 0.0);
        for other in own.saturating_sub(NEAR)..(own + NEAR + 1).min(sizes.len()) {
            let is_alike = |near: &f64| (near / size).ln().abs() <= waver(own).max(waver(other));
            if let Some(near) = sizes[other].filter(is_alike) {
                sum += near * counts[other];
                weight += counts[other];
            }
        }
        rows[own].size = Some(sum / weight);
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Look, Word};
    use super::*;

    #[test]
    fn lines_of_one_size_are_evened_out_and_other_sizes_stay() {
        let text = "the miller by the river had ground the corn";
        let row = |size: f64| {
            let across = f64::from(width::of(text) - BEARINGS) / 1000.0 * size;
            let mut word = Word::default();
            word.write(text, None, None, Look::default());
            Row {
                words: vec![word],
                size: by_widths([(text, across)].into_iter()),
                ..Row::default()
            }
        };
        let mut rows: Vec<Row> = [10.0, 10.3, 9.7, 8.1, 7.9, 8.0].map(row).to_vec();
        even(&mut rows);
        let sizes: Vec<f64> = rows.iter().filter_map(|row| row.size).collect();
        assert!(
            sizes[..3].iter().all(|size| (size - 10.0).abs() < 1e-6),
            "{sizes:?}"
        );
        assert!(
            sizes[3..].iter().all(|size| (size - 8.0).abs() < 1e-6),
            "{sizes:?}"
        );
    }
}
