//! Where a printed line stands and how large its type is. In: a [`Row`] with its boxes. Out: a [`Measure`] in the units of
//! the file: baseline, size, height of x. Boxes of letters say it better than what programs write beside them: those
//! figures are rounded, or taken from a model line.

use super::letters::{self, Reach};
use super::sheet::{Baseline, Bounds, Row};

/// From the lowest descender to the highest ascender, as a part of the size (.694 and .194 in Computer Modern, .683 and
/// .217 in Times).
const EXTENT: f64 = 0.90;
/// How far below the line descenders reach, as a part of the size.
const DESCENT: f64 = 0.21;
/// From how many boxes on a line is believed more than from what the file says.
const ENOUGH: usize = 3;
/// The steepest line that is a skewed one, not one set askew or upright: three degrees.
const STEEPEST: f64 = 0.052;
/// How often wider than high a line must be for its slope to tell something.
const LONG: f64 = 10.0;

/// What a line's boxes say of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// How much further down it is a unit to the right.
    pub slope: f64,
    /// Its middle, from left to right.
    pub middle: f64,
    /// How far down its baseline is in its middle.
    pub baseline: f64,
    /// The size of its type.
    pub size: f64,
    /// The height of x.
    pub x_height: f64,
    /// The height of its ascenders, where it has enough of them.
    pub ascender: Option<f64>,
}

impl Measure {
    /// How high a box's foot and head are above the line, with the line's slope taken out.
    #[must_use]
    pub fn above(&self, bounds: Bounds) -> (f64, f64) {
        let line = self.baseline + self.slope * (bounds.middle() - self.middle);
        (line - bounds.bottom, line - bounds.top)
    }
}

/// A box with what stands in it: a letter where there are boxes of letters, else a word.
struct Boxed<'r> {
    text: &'r str,
    bounds: Bounds,
}

fn boxes(row: &Row) -> Vec<Boxed<'_>> {
    let mut boxes = Vec::new();
    for word in &row.words {
        if word.parts.iter().all(|part| part.bounds.is_some()) {
            let parts = word.pieces();
            boxes.extend(parts.filter_map(|(part, text)| {
                let bounds = part.bounds?;
                Some(Boxed { text, bounds })
            }));
        } else if let Some(bounds) = word.bounds {
            let text = word.text.as_str();
            boxes.push(Boxed { text, bounds });
        }
    }
    boxes
}

/// The slope of a page: that of most of its long lines, by their widths.
#[must_use]
pub fn slope(rows: &[Row]) -> f64 {
    let mut slopes: Vec<(f64, f64)> = Vec::new();
    for row in rows {
        let Some(bounds) = row.bounds.filter(|b| b.width() > LONG * b.height()) else {
            continue;
        };
        let given = row.baseline.and_then(|line| line.slope);
        let own = given.or_else(|| fitted(&boxes(row)));
        slopes.extend(
            own.filter(|s| s.abs() < STEEPEST)
                .map(|s| (s, bounds.width())),
        );
    }
    slopes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let half = slopes.iter().map(|(_, width)| width).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    let middle = slopes.iter().find(|(_, width)| {
        sum += width;
        sum >= half
    });
    middle.map_or(0.0, |&(slope, _)| slope)
}

/// The slope of a line through the feet of what stands on it, by least squares.
fn fitted(boxes: &[Boxed<'_>]) -> Option<f64> {
    let feet = boxes.iter().filter(|b| letters::stands(b.text));
    let feet: Vec<(f64, f64)> = feet.map(|b| (b.bounds.middle(), b.bounds.bottom)).collect();
    let count = feet.len() as f64;
    if feet.len() < ENOUGH {
        return None;
    }
    let (x, y) = feet.iter().fold((0.0, 0.0), |(x, y), f| (x + f.0, y + f.1));
    let (x, y) = (x / count, y / count);
    let spread: f64 = feet.iter().map(|f| (f.0 - x) * (f.0 - x)).sum();
    let along: f64 = feet.iter().map(|f| (f.0 - x) * (f.1 - y)).sum();
    (spread > 0.0).then(|| along / spread)
}

/// Measures a line on a page of some slope; none without any box.
#[must_use]
pub fn measure(row: &Row, page_slope: f64) -> Option<Measure> {
    let bounds = row.bounds?;
    let boxes = boxes(row);
    let slope = row.baseline.and_then(|line| line.slope);
    let slope = slope.filter(|s| s.abs() < STEEPEST).unwrap_or(page_slope);
    let level = |b: &Bounds, y: f64| y - slope * (b.middle() - bounds.middle());
    // Half of what the slope adds to the height of a box that is wider than a letter.
    let swell = |b: &Bounds| slope.abs() * (b.width() - b.height()).max(0.0) / 2.0;
    let on_line = boxes.iter().filter(|b| letters::stands(b.text));
    let mut feet: Vec<f64> = on_line
        .map(|b| level(&b.bounds, b.bounds.bottom) - swell(&b.bounds))
        .collect();
    let given = row.baseline.map(|line| at(line, bounds.middle(), slope));
    let baseline = match (median(&mut feet), given) {
        (Some(foot), _) if feet.len() >= ENOUGH => foot,
        (_, Some(given)) => given,
        (Some(foot), None) => foot,
        (None, None) => bounds.bottom - DESCENT / EXTENT * bounds.height(),
    };
    let head = |b: &Boxed<'_>| baseline - level(&b.bounds, b.bounds.top) - swell(&b.bounds);
    let heights = Reach::ALL.map(|reach| {
        let own = boxes
            .iter()
            .filter(|b| letters::reach_of(b.text) == Some(reach));
        let mut heads: Vec<f64> = own.map(head).filter(|&head| head > 0.0).collect();
        (middling(&mut heads), heads.len(), reach)
    });
    let size = row.size.or_else(|| size_of(&heights)).unwrap_or_else(|| {
        let extent = row.extent.filter(|&extent| extent > 0.0);
        extent.unwrap_or(bounds.height()) / EXTENT
    });
    let [middle, _, ascender] = heights.map(|(mean, count, _)| mean.filter(|_| count >= ENOUGH));
    Some(Measure {
        slope,
        middle: bounds.middle(),
        baseline,
        size: size.max(1.0),
        x_height: middle.unwrap_or(size * Reach::Middle.of_size()).max(1.0),
        ascender,
    })
}

/// How far down a baseline is at some x.
fn at(line: Baseline, x: f64, slope: f64) -> f64 {
    line.y + line.slope.unwrap_or(slope) * (x - line.x)
}

/// The size of type whose letters reach so high, each class weighing as many as it has.
fn size_of(heights: &[(Option<f64>, usize, Reach)]) -> Option<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    for &(mean, count, reach) in heights {
        if let Some(mean) = mean {
            sum += mean / reach.of_size() * count as f64;
            weight += count as f64;
        }
    }
    (weight > 0.0).then(|| sum / weight)
}

fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The mean of the middle half: as fine as a mean, as deaf to wrong boxes as a median.
fn middling(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let quarter = values.len() / 4;
    let middle = &values[quarter..values.len() - quarter];
    (!middle.is_empty()).then(|| middle.iter().sum::<f64>() / middle.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Look, Word};
    use super::*;

    /// A line of words of 10 units a letter, in type of which x is 20 high and ascenders 32, on a slope.
    fn row(words: &[&str], slope: f64) -> Row {
        let mut row = Row::default();
        let mut x = 100.0;
        for text in words {
            let width = 10.0 * text.len() as f64;
            let line = 500.0 + slope * (x + width / 2.0 - 100.0);
            let up = if text.contains(['b', 'd', 'h', 'k', 'l']) {
                32.0
            } else {
                20.0
            };
            let down = if text.contains(['p', 'g', 'y']) {
                9.0
            } else {
                0.0
            };
            let bounds = Bounds::between(x, line - up, x + width, line + down);
            let mut word = Word::boxed(Some(bounds), None);
            word.write(text, None, None, Look::default());
            row.bounds = super::super::sheet::joined(row.bounds, Some(bounds));
            row.words.push(word);
            x += width + 8.0;
        }
        row
    }

    #[test]
    fn a_skewed_line_is_measured_as_a_straight_one() {
        let words = [
            "some", "bold", "roses", "are", "held", "page", "un", "sea", "blood", "one", "hand",
        ];
        let straight = measure(&row(&words, 0.0), 0.0).unwrap();
        assert!((straight.baseline - 500.0).abs() < 0.1, "{straight:?}");
        assert!((straight.size - 46.0).abs() < 1.0, "{straight:?}");
        let skewed = row(&words, 0.02);
        let page = slope(std::slice::from_ref(&skewed));
        assert!((page - 0.02).abs() < 0.002, "{page}");
        let skewed = measure(&skewed, page).unwrap();
        assert!((skewed.size - straight.size).abs() < 1.0, "{skewed:?}");
    }
}
