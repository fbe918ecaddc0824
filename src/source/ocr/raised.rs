//! Signs that stand above the line. In: a sign, its box, its line's [`Measure`]. Out: whether it is raised.
//!
//! OCR programs do not say it, and read a raised figure as the sign that looks most like it: `1` as a quotation mark,
//! `0` as a degree, `3` as a question mark. The box tells: a figure is taller than the sign that it was taken for and its
//! foot is lower. Measured in heights of x, on 39 calls and some 110 true quotation marks in four scans of three
//! faces: feet of raised figures .59–.88, heads 1.54–1.81, heights .70–.95; feet of quotation marks .84–1.21, heights
//! .37–.69, double ones wider than high.

use super::measure::Measure;
use super::sheet::Bounds;
use std::ops::Range;

/// The lowest foot of a raised sign; letters of which a box was cut wrongly begin at half the height of x.
const LOWEST_FOOT: f64 = 0.45;
/// The highest foot: what begins above it is a speck or a sign between lines.
const HIGHEST_FOOT: f64 = 1.05;
/// The lowest head: above the letters without ascenders, or a dash would be raised.
const LOWEST_HEAD: f64 = 1.25;
/// The least height of a raised figure or letter.
const LEAST: f64 = 0.55;
/// The least height of a raised figure that was taken for a sign that stands high by nature.
const LEAST_OF_HIGH: f64 = 0.70;
/// The highest foot of such a one.
const HIGHEST_FOOT_OF_HIGH: f64 = 0.92;
/// The least height of what was read as a degree: true ones are up to .66 high.
const LEAST_OF_DEGREE: f64 = 0.75;
/// The greatest width of what was read as a double quotation mark, as a part of its height.
const WIDEST_OF_DOUBLE: f64 = 0.85;
/// How far above the ascenders the head of a sign must be whose box holds a part of the letter beside it.
const ABOVE_ASCENDERS: f64 = 0.08;
/// How wide such a box can be.
const WIDEST_OF_MIXED: f64 = 1.6;

/// What a sign does by nature.
enum Nature {
    /// Stands on the line or below.
    Low,
    /// Floats: dashes, stops, guillemets.
    Afloat,
    /// A single mark above.
    Single,
    /// A double mark above.
    Double,
    /// A ring above.
    Degree,
}

fn nature(c: char) -> Nature {
    match c {
        '\'' | '’' | '‘' | '`' | '´' | '′' | '^' => Nature::Single,
        '"' | '”' | '“' | '″' | '™' => Nature::Double,
        '°' | 'º' | 'ª' => Nature::Degree,
        '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '~' | '=' | '+' | '·' | '•' | '.' | ',' | ':'
        | '¸' | '_' | '…' | '«' | '»' | '‹' | '›' => Nature::Afloat,
        _ => Nature::Low,
    }
}

/// Whether a sign is raised, by its box. `edge` says that it is the first or the last of its word.
#[must_use]
pub fn is_raised(c: char, bounds: Bounds, line: &Measure, edge: bool) -> bool {
    let (foot, head) = line.above(bounds);
    let (foot, head) = (foot / line.x_height, head / line.x_height);
    let (height, width) = (head - foot, bounds.width() / line.x_height);
    if foot < LOWEST_FOOT {
        return edge && width < WIDEST_OF_MIXED && is_above_ascenders(c, head, line);
    }
    let is_high = height >= LEAST_OF_HIGH && foot <= HIGHEST_FOOT_OF_HIGH;
    // A letter is raised at the end of a word, as in `2nd`; within one its box was cut wrongly.
    let is_placed = edge || !c.is_alphabetic();
    let is_general = is_placed && head >= LOWEST_HEAD && foot <= HIGHEST_FOOT && height >= LEAST;
    match nature(c) {
        Nature::Low => is_general,
        Nature::Afloat => false,
        Nature::Single => is_general && is_high,
        Nature::Double => is_general && is_high && width <= WIDEST_OF_DOUBLE * height,
        Nature::Degree => is_general && is_high && height >= LEAST_OF_DEGREE,
    }
}

/// Whether a sign whose box reaches down to the line, as that of the letter beside it got into it, goes higher than any
/// letter does: a figure of three fifths of the size, raised, does; quotation marks and figures on the line do not.
fn is_above_ascenders(c: char, head: f64, line: &Measure) -> bool {
    let is_tall = c.is_alphanumeric() || "()[]{}|/\\†‡§¶$&@".contains(c);
    let ascender = line.ascender.map(|height| height / line.x_height);
    !is_tall
        && !matches!(nature(c), Nature::Afloat)
        && ascender.is_some_and(|ascender| head >= ascender + ABOVE_ASCENDERS)
}

/// A word that holds a raised figure reaches so many times as high as ascenders; what reaches higher has a speck in its box.
/// Measured on 90 words with calls in eight scans, where faces set figures above their ascenders at all: 1.08–1.19, with
/// labels up to 1.32; words that end with true quotation marks up to 1.05.
const TALLER: std::ops::RangeInclusive<f64> = 1.08..=1.35;
/// Signs that stand for a figure, at the most.
const SIGNS: usize = 3;

/// The sign that a raised figure was taken for, in a word of one box, in bytes of it: the box reaches higher than letters
/// and quotation marks do. `is_first` says that the word is the first of its line, where labels of notes stand.
#[must_use]
pub fn sign_of(text: &str, bounds: Bounds, line: &Measure, is_first: bool) -> Option<Range<usize>> {
    let swell = line.slope.abs() * (bounds.width() - bounds.height()).max(0.0) / 2.0;
    let head = line.above(bounds).1 - swell;
    let is_tall = TALLER.contains(&(head / line.ascender?));
    let label = is_first.then(|| leading(text)).flatten();
    is_tall.then(|| trailing(text).or(label)).flatten()
}

/// The signs at the end of a word, without its own stops and the marks that close a quotation in it.
fn trailing(text: &str) -> Option<Range<usize>> {
    let is_stop = |c: char| matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '«' | '»' | '…');
    let start = text.trim_end_matches(|c: char| !c.is_alphabetic()).len();
    let mut sign = text[start..].trim_start_matches(is_stop);
    let is_stopped = start + sign.len() < text.len();
    if !is_stopped && sign.chars().count() > 1 {
        sign = sign.strip_prefix(['!', '?']).unwrap_or(sign);
    }
    if sign.chars().count() > 2 {
        sign = sign.strip_prefix(['”', '’', '"', '\'']).unwrap_or(sign);
    }
    let at = text.len() - sign.len();
    let sign = sign.trim_end_matches(is_stop);
    let is_sign = (1..=SIGNS).contains(&sign.chars().count());
    (start > 0 && is_sign && !sign.starts_with(['-', '—', '–'])).then(|| at..at + sign.len())
}

/// The signs at the head of a word.
fn leading(text: &str) -> Option<Range<usize>> {
    let end = text.find(char::is_alphabetic).unwrap_or(text.len());
    let sign = text[..end].trim_end_matches(['(', '[', '“', '„', '«', '»']);
    (1..=SIGNS)
        .contains(&sign.chars().count())
        .then_some(0..sign.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Measure = Measure {
        slope: 0.0,
        middle: 0.0,
        baseline: 0.0,
        size: 46.0,
        x_height: 20.0,
        ascender: Some(32.0),
    };

    /// Whether a sign is raised whose foot, head and width are given in heights of x.
    fn raised(c: char, foot: f64, head: f64, width: f64) -> bool {
        let bounds = Bounds::between(0.0, -20.0 * foot, 20.0 * width, -20.0 * head);
        is_raised(c, bounds, &LINE, true)
    }

    #[test]
    fn a_figure_read_as_a_quotation_mark_is_told_by_its_box() {
        assert!(raised('’', 0.85, 1.63, 0.31));
        assert!(!raised('’', 1.09, 1.57, 0.27));
        assert!(raised('”', 0.80, 1.74, 0.55));
        assert!(!raised('”', 1.05, 1.57, 0.60));
        assert!(raised('°', 0.87, 1.79, 0.59));
        assert!(!raised('°', 1.00, 1.60, 0.60));
    }

    #[test]
    fn figures_and_dashes_on_the_line_are_not_raised() {
        assert!(raised('4', 0.60, 1.60, 0.74));
        assert!(!raised('4', 0.0, 1.45, 0.8));
        assert!(!raised('—', 0.52, 0.68, 1.42));
        assert!(!raised('*', 1.97, 2.10, 0.2));
    }

    #[test]
    fn a_word_that_reaches_above_the_ascenders_holds_a_raised_figure() {
        let sign = |text: &str, head: f64, is_first| {
            let bounds = Bounds::between(0.0, -32.0 * head, 50.0, 0.0);
            sign_of(text, bounds, &LINE, is_first).map(|range| text[range].to_string())
        };
        assert_eq!(sign("mill.’", 1.14, false).as_deref(), Some("’"));
        assert_eq!(sign("mill.’", 1.03, false), None);
        assert_eq!(sign("mill;”'°", 1.14, false).as_deref(), Some("'°"));
        assert_eq!(sign("river?°", 1.14, false).as_deref(), Some("°"));
        assert_eq!(sign("river.!4", 1.14, false).as_deref(), Some("!4"));
        assert_eq!(sign("Mühle.«?", 1.14, false).as_deref(), Some("?"));
        assert_eq!(sign("river", 1.14, false), None);
        assert_eq!(sign("‘River,", 1.2, true).as_deref(), Some("‘"));
        assert_eq!(sign("‘River,", 1.2, false), None);
    }

    #[test]
    fn a_box_mixed_with_its_neighbour_is_told_by_its_head() {
        assert!(raised('?', -0.2, 1.74, 1.05));
        assert!(!raised('?', 0.0, 1.49, 0.74));
    }
}
