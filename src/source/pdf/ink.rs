//! The ink of words that lie under a scan. In: a word as OCR wrote it, and the picture. Out: the same, its signs with the places of
//! their ink: the signs at its head and end each with its own, for a figure that stands raised there was read as another sign;
//! all others with what is left.

use super::piece::Piece;
use super::scan::{Scan, Spot};
use super::sign::{Ink, Sign};
use std::rc::Rc;

/// So many ems above and below its line a word is looked for: the nearest of other lines' ink ends above and below.
const ABOVE: f64 = 0.95;
const BELOW: f64 = 0.30;
/// So many ems beside its box, too: boxes are cut narrowly.
const BESIDE: f64 = 0.06;
/// What has less ink, in square ems, is a speck; a stop has .01.
const SPECK: f64 = 0.003;
/// Spots of which so much of the narrower stands above the other are one sign: the dot of an i.
const STACKED: f64 = 0.6;
/// What begins so many ems above the line floats: calls, quotation marks.
const AFLOAT: f64 = 0.18;
/// With fewer dots to an em, half a dot is what a figure and a quotation mark differ by.
const COARSE: f64 = 28.0;
/// Signs at either end that are looked at one by one.
const SIGNS: usize = 3;

/// Finds the ink of a word in type of some size.
pub(super) fn settle(word: &mut Piece, size: f64, scan: &Scan) {
    let em = size / 100.0;
    let baseline = f64::from(word.baseline) / 100.0;
    let (left, right) = (f64::from(word.left) / 100.0, f64::from(word.right) / 100.0);
    let (top, bottom) = (baseline - ABOVE * em, baseline + BELOW * em);
    let (left, right) = (left - BESIDE * em, right + BESIDE * em);
    let mut spots = scan.spots((left, top), (right, bottom));
    spots.retain(|spot| {
        let middle = f64::midpoint(spot.left, spot.right);
        spot.area >= SPECK * em * em && (left..=right).contains(&middle)
    });
    let mut groups = stacked(spots);
    let signs: Vec<char> = word
        .glyphs
        .iter()
        .filter_map(|set| set.glyph.sign.text.chars().next())
        .collect();
    let line = Line {
        baseline,
        em,
        is_coarse: scan.dots_in(em) < COARSE,
    };
    let mut last = word.glyphs.len();
    for _ in 0..SIGNS {
        let Some(found) = line.edge(&mut groups, signs[..last].last()) else {
            break;
        };
        last -= 1;
        place(word, last..last + 1, found);
        if signs[last].is_alphabetic() {
            break;
        }
    }
    let mut first = 0;
    groups.reverse();
    while first < SIGNS.min(last) {
        let Some(found) = line.edge(&mut groups, signs.get(first)) else {
            break;
        };
        place(word, first..first + 1, found);
        first += 1;
        if signs[first - 1].is_alphabetic() {
            break;
        }
    }
    if first < last
        && let Some(mut rest) = groups.into_iter().reduce(Spot::joined)
    {
        let mut edges = [signs.first(), signs.last()].into_iter().flatten();
        // How high a sign reaches is known by half a dot.
        if line.is_coarse && edges.any(|&sign| is_high(sign)) {
            rest.top += em / scan.dots_in(em) / 2.0;
        }
        place(word, first..last, rest);
    }
}

/// The line of a word, in points.
struct Line {
    baseline: f64,
    em: f64,
    /// Whether a figure can't be told from a quotation mark by its height.
    is_coarse: bool,
}

impl Line {
    fn is_afloat(&self, spot: &Spot) -> bool {
        self.baseline - spot.bottom >= AFLOAT * self.em
    }

    /// Takes the ink of a sign at the edge of its word; a letter's only where it floats, as letters touch.
    fn edge(&self, groups: &mut Vec<Spot>, sign: Option<&char>) -> Option<Spot> {
        let sign = sign?;
        let last = groups.last()?;
        let is_hidden = sign.is_alphabetic() && !self.is_afloat(last);
        if is_hidden || self.is_coarse && is_high(*sign) {
            return None;
        }
        let found = groups.pop()?;
        let Some(next) = groups.last() else {
            return Some(found);
        };
        let is_more = match sign {
            '"' | '”' | '“' | '„' | '«' | '»' | '″' => {
                self.is_afloat(&found) && self.is_afloat(next)
            }
            // A slanted stroke does not stand above its dot.
            '!' | '?' | ';' | ':' => self.is_dotted(&found, next),
            _ => false,
        };
        let more = is_more.then(|| groups.pop()).flatten();
        Some(more.map_or(found, |more| found.joined(more)))
    }

    /// Whether one of two spots stands above the other, and near.
    fn is_dotted(&self, one: &Spot, other: &Spot) -> bool {
        let apart = one.left.max(other.left) - one.right.min(other.right);
        let is_above = one.bottom <= other.top || other.bottom <= one.top;
        is_above && apart <= BESIDE * self.em
    }
}

/// Whether a sign stands high by nature.
fn is_high(sign: char) -> bool {
    matches!(
        sign,
        '\'' | '’'
            | '‘'
            | '`'
            | '´'
            | '"'
            | '”'
            | '“'
            | '″'
            | '′'
            | '°'
            | 'º'
            | 'ª'
            | '™'
            | '^'
    )
}

/// Spots from the left, those above one another as one.
fn stacked(spots: Vec<Spot>) -> Vec<Spot> {
    let mut groups: Vec<Spot> = Vec::new();
    for spot in spots {
        let is_stacked = |group: &Spot| {
            let over = group.right.min(spot.right) - group.left.max(spot.left);
            let narrower = (group.right - group.left).min(spot.right - spot.left);
            over >= STACKED * narrower
        };
        match groups.last_mut() {
            Some(group) if is_stacked(group) => *group = group.joined(spot),
            _ => groups.push(spot),
        }
    }
    groups
}

/// Gives some glyphs of a word the place of their ink.
fn place(word: &mut Piece, glyphs: std::ops::Range<usize>, spot: Spot) {
    for set in &mut word.glyphs[glyphs] {
        let glyph = &mut set.glyph;
        let size = f64::from(glyph.size).max(1.0);
        let above = |y: f64| {
            let above = (f64::from(glyph.baseline) - 100.0 * y) * 1000.0 / size;
            above.round().clamp(-9999.0, 9999.0) as i16
        };
        let ink = Ink {
            foot: above(spot.bottom),
            head: above(spot.top),
        };
        glyph.left = (100.0 * spot.left).round() as i32;
        glyph.right = (100.0 * spot.right).round() as i32;
        glyph.sign = Rc::new(Sign {
            text: glyph.sign.text.clone(),
            ink,
            ..Sign::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyph::Glyph;
    use super::super::piece::Set;
    use super::super::scan::tests::drawn;
    use super::*;
    use crate::source::typography::Style;

    /// A picture of some boxes `[left, top, right, bottom]` of ink.
    fn picture(boxes: &[[usize; 4]]) -> Scan {
        let is_ink = |x: usize, y: usize| {
            let within = |b: &&[usize; 4]| (b[0]..b[2]).contains(&x) && (b[1]..b[3]).contains(&y);
            boxes.iter().any(|b| within(&b))
        };
        let row = |y: usize| -> String {
            (0..80)
                .map(|x| if is_ink(x, y) { '#' } else { '.' })
                .collect()
        };
        let rows: Vec<String> = (0..70).map(row).collect();
        drawn(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The feet and heads of the ink of a word's signs, in type of 40 points whose line is 50 below.
    fn inks(text: &str, scan: &Scan) -> Vec<(i16, i16)> {
        let set = |c: char| Set {
            glyph: Glyph {
                sign: Rc::new(Sign {
                    text: c.to_string().into(),
                    ..Sign::default()
                }),
                left: 1000,
                right: 7000,
                baseline: 5000,
                size: 4000,
                face: 0,
                style: Style::INVISIBLE,
                turn: Some(0),
            },
            after_blank: false,
        };
        let mut sets = text.chars().map(set);
        let mut word = Piece::new(sets.next().expect("a sign"));
        sets.for_each(|set| word.push(set));
        settle(&mut word, 4000.0, scan);
        let inks = word.glyphs.iter().map(|set| set.glyph.sign.ink);
        inks.map(|ink| (ink.foot, ink.head)).collect()
    }

    #[test]
    fn the_sign_at_the_end_has_ink_of_its_own() {
        let letters = [[12, 33, 25, 50], [27, 33, 40, 50]];
        let figure = [[12, 33, 25, 50], [27, 33, 40, 50], [48, 18, 54, 34]];
        assert_eq!(
            inks("no’", &picture(&figure)),
            [(0, 425), (0, 425), (400, 800)]
        );
        assert_eq!(inks("no", &picture(&letters)), [(0, 425), (0, 425)]);
        // The dot of a slanted stroke is not below it.
        let point = [[12, 33, 25, 50], [50, 20, 54, 40], [46, 45, 50, 50]];
        assert_eq!(inks("n!", &picture(&point)), [(0, 425), (0, 750)]);
    }
}
