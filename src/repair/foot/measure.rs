//! How long full lines are. In: rows, and which of them are note matter. Out: [`Measure`], which says how much more a
//! row's length speaks for note matter than for running text: notes are set smaller, so their lines hold more.

use super::rows::Row;

/// What a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Running text.
    Text,
    /// Notes at a foot.
    Foot,
    /// A section of endnotes.
    End,
    /// The last row of a body, which may end anywhere.
    Last,
}

/// The measures of running text and notes, in characters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    text: Option<Full>,
    notes: Option<Full>,
    /// Of the notes at feet alone: endnotes may be set in another size.
    feet: Option<Full>,
    /// Of sections of endnotes alone.
    ends: Option<Full>,
}

/// Mean and spread of full lines.
#[derive(Clone, Copy, Debug)]
struct Full {
    mean: f32,
    spread: f32,
}

/// What a row's length says at the most.
const MOST: f32 = 2.5;

/// Lines needed before a measure is believed.
const ENOUGH: usize = 6;

impl Measure {
    /// Measures rows; `matter` says what each belongs to.
    #[must_use]
    pub fn new(rows: &[Row], matter: &[Matter]) -> Measure {
        let lengths = |wanted: &[Matter]| {
            let rows = rows.iter().zip(matter);
            rows.filter(|(_, matter)| wanted.contains(matter))
                .map(|(row, _)| row.length as f32)
                .collect()
        };
        Measure {
            text: full(lengths(&[Matter::Text])),
            notes: full(lengths(&[Matter::Foot, Matter::End])),
            feet: full(lengths(&[Matter::Foot])),
            ends: full(lengths(&[Matter::End])),
        }
    }

    /// Whether enough lines of notes at feet were measured.
    #[must_use]
    pub fn knows_feet(&self) -> bool {
        self.feet.is_some()
    }

    /// What a row's length says for notes at a foot (positive) or running text (negative), in natural-log units.
    #[must_use]
    pub fn weigh(&self, row: &Row) -> f32 {
        self.against_text(row, self.feet)
    }

    /// The same for notes in a section of endnotes.
    #[must_use]
    pub fn weigh_end(&self, row: &Row) -> f32 {
        self.against_text(row, self.ends)
    }

    fn against_text(&self, row: &Row, notes: Option<Full>) -> f32 {
        let (Some(text), Some(notes)) = (self.text, notes) else {
            return 0.0;
        };
        let length = row.length as f32;
        let ratio = notes.likelihood(length) / text.likelihood(length);
        ratio.ln().clamp(-MOST, MOST)
    }

    /// A row's length over that of full lines of notes; 1 where no measure is known.
    #[must_use]
    pub fn fullness(&self, row: &Row) -> f32 {
        let full = self.notes.or(self.text);
        full.map_or(1.0, |full| row.length as f32 / full.mean)
    }

    /// Whether a full line of notes would have held `more` characters than a row of notes; nothing where no measure is known.
    #[must_use]
    pub fn room(&self, row: &Row, more: u32) -> Option<bool> {
        let full = self.notes.or(self.text)?;
        Some((row.length + more) as f32 <= full.mean)
    }

    /// Whether a row is clearly shorter than a full line of running text.
    #[must_use]
    pub fn is_short(&self, row: &Row, in_note: bool) -> bool {
        let full = if in_note {
            self.notes.or(self.text)
        } else {
            self.text
        };
        full.is_some_and(|full| (row.length as f32) < full.mean * 0.85)
    }
}

impl Full {
    /// Three lines in four are full, the others end anywhere, and hardly beyond; of lines set ragged some stand out.
    fn likelihood(self, length: f32) -> f32 {
        let z = (length - self.mean) / self.spread;
        let bell = (-0.5 * z * z).exp() / (self.spread * 2.507);
        let top = self.mean + 3.0 * self.spread;
        let beyond = (length - top).max(0.0) / self.spread;
        let flat = ((-beyond).exp() / top).max(1e-4);
        0.75 * bell + 0.25 * flat
    }
}

/// How far the lengths of full lines lie apart, as a share of the shortest of them.
const BREADTH: f32 = 1.2;

/// Mean and spread of the full ones of some lines: the lengths about which most of the ink stands. Lines that an extractor
/// has joined at a hyphen are twice as long, so the longest say little.
fn full(mut lengths: Vec<f32>) -> Option<Full> {
    if lengths.len() < ENOUGH {
        return None;
    }
    lengths.sort_by(f32::total_cmp);
    let (mut end, mut ink) = (0, 0.0);
    let (mut most, mut peak) = (0.0, 0..0);
    for start in 0..lengths.len() {
        while end < lengths.len() && lengths[end] <= lengths[start] * BREADTH {
            ink += lengths[end];
            end += 1;
        }
        if ink > most {
            (most, peak) = (ink, start..end);
        }
        ink -= lengths[start];
    }
    let lengths = &lengths[peak];
    if lengths.len() < ENOUGH / 2 {
        return None;
    }
    let count = lengths.len() as f32;
    let mean = lengths.iter().sum::<f32>() / count;
    let variance = lengths.iter().map(|l| (l - mean).powi(2)).sum::<f32>() / count;
    let spread = variance.sqrt().max(1.5);
    Some(Full { mean, spread })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_lines_are_not_the_full_ones() {
        let mut lengths = vec![60.0; 12];
        lengths.extend([118.0, 119.0, 120.0, 20.0, 34.0]);
        let full = full(lengths).expect("enough lines");
        assert!((full.mean - 60.0).abs() < 0.1, "{full:?}");
    }

    #[test]
    fn a_few_lines_tell_nothing() {
        assert!(full(vec![60.0; ENOUGH - 1]).is_none());
    }
}
