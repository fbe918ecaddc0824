//! Words of a line. In: its glyphs from the left. Out: [`Word`]s: where blanks were drawn or gaps are wide, and letters that
//! are set apart for emphasis together.

use super::column::median;
use super::piece::Set;
use crate::source::typography::Style;

/// A gap of more ems is a blank; kerned pairs move by up to .08 (measured on 31 books: one word of 6,700 is wrong).
const BLANK: f64 = 0.11;
/// The same on pages that draw their blanks: gaps alone are then tabs, or letters set apart.
const BLANK_WHERE_DRAWN: f64 = 0.25;
/// A drawn blank that leaves less than this, in ems, was taken back.
const TAKEN_BACK: f64 = 0.03;
/// Gaps of one letter-spaced word differ by at most this factor, and so many ems.
const EVEN: f64 = 1.35;
const EVEN_EMS: f64 = 0.04;
/// Letter-spaced words have gaps of at most so many ems.
const SPACED: f64 = 0.6;
/// A line whose letters stand farther apart than this, in ems, at the usual is set apart as a whole.
const TRACKED: f64 = 0.04;
/// So many gaps say what is usual on a line.
const ENOUGH: usize = 6;

/// A word: glyphs from the left.
#[derive(Debug)]
pub(super) struct Word {
    pub glyphs: Vec<Set>,
    /// Whether its letters are set apart.
    pub is_spaced: bool,
}

/// Whether a page draws its blanks, by the lines it has: nearly all wide gaps have one in them.
pub(super) fn draws_blanks<'l>(lines: impl Iterator<Item = &'l Vec<Set>>) -> bool {
    let (mut drawn, mut bare) = (0, 0);
    for line in lines {
        for pair in line.windows(2) {
            if pair[1].after_blank {
                drawn += 1;
            } else if gap(&pair[0], &pair[1]) > BLANK {
                bare += 1;
            }
        }
    }
    drawn > 10 * bare
}

/// The words of a line.
pub(super) fn words(sets: Vec<Set>, draws_blanks: bool) -> Vec<Word> {
    let gaps: Vec<f64> = sets
        .windows(2)
        .map(|pair| gap(&pair[0], &pair[1]))
        .collect();
    let usual = usual_gap(&sets, &gaps);
    let least = if draws_blanks {
        BLANK_WHERE_DRAWN
    } else {
        BLANK
    } + usual;
    let mut breaks: Vec<bool> = gaps
        .iter()
        .zip(&sets[1..])
        .map(|(gap, set)| is_blank(*gap, set) || *gap > least)
        .collect();
    let mut spaced = vec![usual > BLANK; sets.len()];
    if !draws_blanks || usual <= BLANK {
        join_spaced(&sets, &gaps, &mut breaks, &mut spaced);
    }
    let mut words: Vec<Word> = Vec::new();
    for (index, set) in sets.into_iter().enumerate() {
        let is_new = index == 0 || breaks[index - 1];
        match words.last_mut() {
            Some(word) if !is_new => word.glyphs.push(set),
            _ => words.push(Word {
                glyphs: vec![set],
                is_spaced: spaced[index],
            }),
        }
    }
    words
}

/// Whether a drawn blank before a glyph is one: groff draws some and takes them back by kerning.
fn is_blank(gap: f64, set: &Set) -> bool {
    set.after_blank && gap > TAKEN_BACK
}

/// The gap between two glyphs, in ems of the smaller.
fn gap(one: &Set, other: &Set) -> f64 {
    let em = one.glyph.size.min(other.glyph.size).max(1);
    f64::from(other.glyph.left - one.glyph.right) / f64::from(em)
}

/// How far apart letters stand on a line that is set apart as a whole; 0 on others.
fn usual_gap(sets: &[Set], gaps: &[f64]) -> f64 {
    let inner: Vec<i32> = gaps
        .iter()
        .zip(&sets[1..])
        .filter(|(_, set)| !set.after_blank)
        .map(|(gap, _)| (gap * 1000.0) as i32)
        .collect();
    if inner.len() < ENOUGH {
        return 0.0;
    }
    let usual = f64::from(median(inner.clone()).unwrap_or(0)) / 1000.0;
    // Of a line set apart as a whole all letters stand so; of one with a word set apart, some.
    let mut sorted = inner.clone();
    sorted.sort_unstable();
    let least = f64::from(sorted[sorted.len() / 8]) / 1000.0;
    if !(TRACKED..=SPACED).contains(&usual) || least < usual / 2.0 {
        return 0.0;
    }
    // Words of one letter each look like that, too: then there is nothing wider.
    let wider = inner
        .iter()
        .filter(|gap| f64::from(**gap) / 1000.0 > usual + BLANK)
        .count();
    let has_blanks = wider > 0 || sets.iter().any(|set| set.after_blank);
    if usual < BLANK || has_blanks || is_one_word(sets) {
        usual
    } else {
        0.0
    }
}

/// Whether all are letters.
fn is_one_word(sets: &[Set]) -> bool {
    sets.iter()
        .all(|set| set.glyph.sign.text.chars().all(char::is_alphabetic))
}

/// Joins letters that stand apart evenly, in place: a run of single glyphs with gaps of one width is a word, and wider
/// gaps part such words.
fn join_spaced(sets: &[Set], gaps: &[f64], breaks: &mut [bool], spaced: &mut [bool]) {
    let is_letter = |at: usize| {
        let text = &sets[at].glyph.sign.text;
        text.chars().all(char::is_alphabetic)
    };
    let usual = blank_of(gaps, breaks);
    let mut at = 0;
    while at < gaps.len() {
        // From `at` on, glyphs that have a gap on both sides, whatever its width.
        let is_apart =
            |gap: usize| breaks[gap] && !sets[gap + 1].after_blank && gaps[gap] <= SPACED;
        let mut end = at;
        while end < gaps.len() && is_apart(end) {
            end += 1;
        }
        // Stops may touch the first and the last; a letter that others touch is not set apart.
        let touches_no_letter = |mut glyphs: std::ops::Range<usize>| !glyphs.any(is_letter);
        let begun = (0..at)
            .rev()
            .find(|&gap| breaks[gap])
            .map_or(0, |gap| gap + 1);
        let ended = (end..gaps.len())
            .find(|&gap| breaks[gap])
            .unwrap_or(gaps.len());
        let from = if touches_no_letter(begun..at) {
            at
        } else {
            at + 1
        };
        let to = if touches_no_letter(end + 1..ended + 1) {
            end
        } else {
            end.saturating_sub(1)
        };
        let letters = (from..=to).filter(|&glyph| is_letter(glyph)).count();
        if letters >= 3 {
            join_run((from, to), gaps, usual, breaks, spaced, &is_letter);
        }
        at = end + 1;
    }
}

/// The gap between words elsewhere on the line: the median of those beside words of several letters.
fn blank_of(gaps: &[f64], breaks: &[bool]) -> Option<f64> {
    let is_broken = |at: usize| breaks.get(at).copied().unwrap_or(false);
    let wide: Vec<i32> = (0..gaps.len())
        .filter(|&at| is_broken(at))
        .filter(|&at| (at > 0 && !is_broken(at - 1)) || (at + 1 < gaps.len() && !is_broken(at + 1)))
        .map(|at| (gaps[at] * 1000.0) as i32)
        .collect();
    median(wide).map(|gap| f64::from(gap) / 1000.0)
}

fn join_run(
    (from, to): (usize, usize),
    gaps: &[f64],
    usual: Option<f64>,
    breaks: &mut [bool],
    spaced: &mut [bool],
    is_letter: &dyn Fn(usize) -> bool,
) {
    let between: Vec<i32> = (from..to)
        .filter(|&at| is_letter(at) && is_letter(at + 1))
        .map(|at| (gaps[at] * 1000.0) as i32)
        .collect();
    let Some(least) = between.iter().min().map(|gap| f64::from(*gap) / 1000.0) else {
        return;
    };
    let widest = least * EVEN + EVEN_EMS;
    let even = between
        .iter()
        .filter(|gap| f64::from(**gap) / 1000.0 <= widest)
        .count();
    let is_tighter = usual.is_none_or(|usual| widest <= usual || least * 1.2 < usual);
    let is_long = usual.is_some() || even >= 4;
    if even < 2 || !is_tighter || !is_long {
        return;
    }
    for at in from..to {
        if gaps[at] <= widest {
            breaks[at] = false;
            spaced[at] = true;
            spaced[at + 1] = true;
        }
    }
}

/// The style that a whole word has for being set apart.
pub(super) fn spaced_style(word: &Word) -> Style {
    if word.is_spaced && word.glyphs.len() > 1 {
        Style::SPACED
    } else {
        Style::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pdf::glyph::Glyph;
    use crate::source::pdf::sign::Sign;
    use std::rc::Rc;

    /// Glyphs half an em wide at 10 pt; a figure in the pattern is a gap in hundredths of an em times ten.
    fn line(pattern: &str) -> Vec<Set> {
        let (mut sets, mut at) = (Vec::new(), 0);
        for c in pattern.chars() {
            if let Some(gap) = c.to_digit(10) {
                at += gap as i32 * 100;
                continue;
            }
            let sign = Sign {
                text: c.to_string().into(),
                ..Sign::default()
            };
            let glyph = Glyph {
                sign: Rc::new(sign),
                left: at,
                right: at + 500,
                baseline: 0,
                size: 1000,
                face: 0,
                style: Style::default(),
                turn: Some(0),
            };
            at += 500;
            sets.push(Set {
                glyph,
                after_blank: false,
            });
        }
        sets
    }

    fn read(pattern: &str) -> String {
        let words = words(line(pattern), false);
        let text = |word: &Word| -> String {
            let letters = word
                .glyphs
                .iter()
                .map(|set| &*set.glyph.sign.text)
                .collect();
            if word.is_spaced {
                format!("<{letters}>")
            } else {
                letters
            }
        };
        words.iter().map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn gaps_make_words() {
        assert_eq!(read("the3mill3was3a3ruin"), "the mill was a ruin");
        assert_eq!(read("I3a3m"), "I a m");
    }

    #[test]
    fn letters_set_apart_are_a_word() {
        assert_eq!(
            read("das3ist5w2i2r2k2l2i2c2h5ein3Wort"),
            "das ist <wirklich> ein Wort"
        );
        assert_eq!(
            read("so4g2a2n2z4u2n2d4g2a2r3nicht"),
            "so <ganz> <und> <gar> nicht"
        );
        assert_eq!(read("S2C2H2L2U2S2S"), "<SCHLUSS>");
        assert_eq!(read("E2R2S2T2E2S5K2A2P2I2T2E2L"), "<ERSTES> <KAPITEL>");
    }
}
