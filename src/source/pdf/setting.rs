//! How the signs of a line stand to it. In: its glyphs. Out: the same with what is raised, lowered or a small capital
//! marked.

use super::piece::Set;
use crate::source::typography::Style;

/// Ink that begins so high above the line, in ems of the line, is a superior's: figures on the line have their foot at
/// 0, Typst's superior figures at .36 (measured).
const SUPERIOR: f64 = 0.25;
/// Type so much smaller than its line, and so many ems above or below it, is raised or lowered.
const SMALLER: f64 = 0.9;
const ABOVE: f64 = 0.12;
const BELOW: f64 = 0.08;
/// Type of the line's own size is raised from here on.
const FAR_ABOVE: f64 = 0.2;

/// Marks the signs of a line; gives its baseline and size, those of most of its letters.
pub(super) fn mark(sets: &mut [Set]) -> (i32, i32) {
    let baseline = most(sets.iter().map(|set| set.glyph.baseline));
    let level = sets.iter().filter(|set| set.glyph.baseline == baseline);
    let size = most(level.map(|set| set.glyph.size));
    for set in sets {
        let glyph = &mut set.glyph;
        if glyph.sign.is_small_capital {
            glyph.style |= Style::SMALL_CAPITALS;
        }
        let em = f64::from(size);
        let above = f64::from(baseline - glyph.baseline);
        let is_smaller = f64::from(glyph.size) < em * SMALLER;
        let is_larger = f64::from(glyph.size) * SMALLER > em;
        let stands_on_line = glyph
            .sign
            .text
            .chars()
            .all(|c| c.is_alphanumeric() && !is_superior(c) || "†‡§¶".contains(c));
        let foot = f64::from(glyph.foot_above(baseline));
        let by_ink = glyph.has_ink() && stands_on_line && foot >= SUPERIOR * em && !is_larger;
        let by_place = is_smaller && above >= ABOVE * em || !is_larger && above >= FAR_ABOVE * em;
        let by_character = glyph.sign.text.chars().all(is_superior) && !glyph.sign.text.is_empty();
        if by_ink || by_place || by_character {
            glyph.style |= Style::RAISED;
        } else if is_smaller && -above >= BELOW * em {
            glyph.style |= Style::LOWERED;
        }
    }
    (baseline, size)
}

/// Figures that are superiors as characters.
fn is_superior(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{207f}')
}

/// The commonest value, the first of those that are equally common.
fn most(values: impl Iterator<Item = i32>) -> i32 {
    let mut counts: Vec<(i32, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|row| row.0 == value) {
            Some(row) => row.1 += 1,
            None => counts.push((value, 1)),
        }
    }
    let most = counts.iter().map(|row| row.1).max().unwrap_or(0);
    counts
        .iter()
        .find(|row| row.1 == most)
        .map_or(0, |row| row.0)
}
