//! One page as OCR laid it out. In: what the reader of a format finds, in the units of its file. Out: a [`Sheet`], which
//! the scribe transcribes.

use crate::source::typography::{Region, Style};
use std::ops::Range;

/// A box in the units of the file, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Bounds {
    /// The furthest coordinate that is believed, in units of the file: a sheet of two metres at 2,400 dpi.
    const FURTHEST: f64 = 200_000.0;

    /// A box between two corners, in any order, kept within what a page can be.
    #[must_use]
    pub fn between(x0: f64, y0: f64, x1: f64, y1: f64) -> Bounds {
        let kept = |v: f64| {
            if v.is_nan() {
                0.0
            } else {
                v.clamp(-Self::FURTHEST, Self::FURTHEST)
            }
        };
        let (x0, y0, x1, y1) = (kept(x0), kept(y0), kept(x1), kept(y1));
        Bounds {
            left: x0.min(x1),
            top: y0.min(y1),
            right: x0.max(x1),
            bottom: y0.max(y1),
        }
    }

    /// The smallest box around points; none without any.
    pub fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Bounds> {
        let boxes = points.into_iter().map(|(x, y)| Bounds::between(x, y, x, y));
        boxes.reduce(Bounds::joined)
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn joined(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How wide it is.
    #[must_use]
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    /// How high it is.
    #[must_use]
    pub fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// Its middle, from left to right.
    #[must_use]
    pub fn middle(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// Its middle, from the top down.
    #[must_use]
    pub fn centre(self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }

    /// The part of its width between two shares of it, from 0 to 1.
    #[must_use]
    pub fn slice(self, from: f64, to: f64) -> Bounds {
        Bounds {
            left: self.left + self.width() * from,
            right: self.left + self.width() * to,
            ..self
        }
    }
}

/// How a part of a word is set, as far as the format says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// Its style.
    pub style: Style,
    /// Its size in points.
    pub size: Option<f64>,
    /// Its face, an index that means nothing but same or other.
    pub face: u16,
}

/// A part of a word: a character where the file has boxes of them, else what is set in one way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// One past its last byte in its word.
    pub end: usize,
    /// Its box.
    pub bounds: Option<Bounds>,
    /// How sure the engine was, in percent.
    pub confidence: Option<u8>,
    /// How it is set.
    pub look: Look,
}

/// A word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// Its characters.
    pub text: String,
    /// Its parts, which cover it.
    pub parts: Vec<Part>,
    /// Its box.
    pub bounds: Option<Bounds>,
    /// How sure the engine was of the whole, in percent.
    pub confidence: Option<u8>,
}

impl Word {
    /// A word in one box.
    #[must_use]
    pub fn boxed(bounds: Option<Bounds>, confidence: Option<u8>) -> Word {
        Word {
            bounds,
            confidence,
            ..Word::default()
        }
    }

    /// Adds a part, unless it is empty.
    pub fn write(
        &mut self,
        text: &str,
        bounds: Option<Bounds>,
        confidence: Option<u8>,
        look: Look,
    ) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        self.parts.push(Part {
            end: self.text.len(),
            bounds,
            confidence,
            look,
        });
    }

    /// Its parts with their text.
    pub fn pieces(&self) -> impl Iterator<Item = (&Part, &str)> {
        let starts = std::iter::once(0).chain(self.parts.iter().map(|part| part.end));
        let parts = self.parts.iter().zip(starts);
        parts.map(|(part, start)| (part, &self.text[start..part.end]))
    }

    /// The same with some bytes of its only part set in a style, in shares of its box.
    #[must_use]
    pub fn styled(&self, bytes: Range<usize>, style: Style) -> Word {
        let mut word = Word::boxed(self.bounds, self.confidence);
        let own = self.parts.first().map_or(Look::default(), |part| part.look);
        let raised = Look {
            style: own.style | style,
            ..own
        };
        word.write(&self.text[..bytes.start], None, None, own);
        word.write(&self.text[bytes.clone()], None, None, raised);
        word.write(&self.text[bytes.end..], None, None, own);
        word
    }

    /// Cuts it where it holds blanks; what has no box of its own takes a share of the box it stood in.
    #[must_use]
    pub fn divided(self) -> Vec<Word> {
        if !self.text.is_empty() && !self.text.contains(char::is_whitespace) {
            return vec![self];
        }
        let whole = self.text.chars().count().max(1) as f64;
        let (mut words, mut open, mut at) = (Vec::new(), Word::default(), 0);
        for (part, text) in self.pieces() {
            for piece in text.split_inclusive(char::is_whitespace) {
                let letters = piece.trim_end();
                let count = letters.chars().count();
                if count > 0 {
                    let share = (at as f64 / whole, (at + count) as f64 / whole);
                    let own = self.bounds.map(|b| b.slice(share.0, share.1));
                    open.bounds = joined(open.bounds, own);
                    let bounds = part.bounds.filter(|_| letters.len() == text.len());
                    open.write(letters, bounds.or(own), part.confidence, part.look);
                    open.confidence = self.confidence;
                }
                if letters.len() < piece.len() && !open.text.is_empty() {
                    words.push(std::mem::take(&mut open));
                }
                at += piece.chars().count();
            }
        }
        words.extend(Some(open).filter(|word| !word.text.is_empty()));
        words
    }
}

/// The box around two, of which each may be missing.
#[must_use]
pub fn joined(one: Option<Bounds>, other: Option<Bounds>) -> Option<Bounds> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.joined(other)),
        (one, other) => one.or(other),
    }
}

/// The line that letters stand on, as a format gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// A point of it.
    pub x: f64,
    /// How far down that point is.
    pub y: f64,
    /// How much further down it is a unit to the right; none if only its height is said.
    pub slope: Option<f64>,
}

/// A printed line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its words, in the order of the file.
    pub words: Vec<Word>,
    /// Its box.
    pub bounds: Option<Bounds>,
    /// Its baseline.
    pub baseline: Option<Baseline>,
    /// From the lowest descender to the highest ascender, in units of the file.
    pub extent: Option<f64>,
    /// The size of its type by the widths of its words, where their heights are not known.
    pub size: Option<f64>,
    /// What the format says of its place.
    pub region: Option<Region>,
    /// Whether the format begins a paragraph or a block with it.
    pub is_first: bool,
    /// Which of the page's regions it stands in, for formats that order them elsewhere.
    pub block: Option<String>,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Hundredths of a point in a unit of the file; none where it says no resolution.
    pub unit: Option<f64>,
    /// What the file calls it.
    pub label: Option<Box<str>>,
    /// Its lines.
    pub rows: Vec<Row>,
    /// Lines drawn across it.
    pub rules: Vec<Bounds>,
    /// Its pictures.
    pub pictures: Vec<Bounds>,
}

impl Sheet {
    /// Hundredths of a point in an inch.
    const INCH: f64 = 7200.0;
    /// The resolution where none is said; only ratios hang on it.
    const USUAL_DPI: f64 = 300.0;
    /// Resolutions that are believed, in dots per inch: below is a screen's or none, above no scanner's.
    const DPI: std::ops::RangeInclusive<f64> = 50.0..=4800.0;

    /// Says the resolution, in dots per inch, if it can be one.
    pub fn set_dpi(&mut self, dpi: f64) {
        self.unit = Self::unit_of(dpi).or(self.unit);
    }

    /// Hundredths of a point in a dot.
    #[must_use]
    pub fn unit_of(dpi: f64) -> Option<f64> {
        Self::DPI.contains(&dpi).then(|| Self::INCH / dpi)
    }

    /// Hundredths of a point in a unit of the file.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.unit.unwrap_or(Self::INCH / Self::USUAL_DPI)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_blanks_is_cut_and_shares_its_box() {
        let mut word = Word::boxed(Some(Bounds::between(0.0, 0.0, 70.0, 10.0)), Some(80));
        word.write(" old ox", None, None, Look::default());
        let words = word.divided();
        let [old, ox] = words.as_slice() else {
            panic!("{words:?}");
        };
        assert_eq!((old.text.as_str(), ox.text.as_str()), ("old", "ox"));
        assert_eq!(old.bounds.unwrap(), Bounds::between(10.0, 0.0, 40.0, 10.0));
        assert_eq!(ox.bounds.unwrap().right, 70.0);
        assert_eq!(ox.confidence, Some(80));
    }
}
