//! Whether a bitmap font slants: it has no name that would tell. In: glyphs of a Type 3 font and their characters. Out:
//! whether the stems of most lean to the right.

use super::bounds;
use hayro_font::Type3Glyph;
use hayro_font::hayro_syntax::content::TypedIter;
use hayro_font::hayro_syntax::content::ops::TypedInstruction;
use hayro_font::hayro_syntax::object::{Array, Stream};

/// Letters that have a stem at their left, from foot to head; then those whose stem is shorter.
const STEMS: &str = "bhklBDEFHIKLPRБВГЕИКНПР";
const SHORT_STEMS: &str = "imnrpuвикнпр";
/// An edge that moves right by this share of its height or more slants: italics lean by some 12 degrees, a fifth.
const SLANT: f64 = 0.12;
/// Pictures of glyphs have no more dots than this on a side.
const MOST_DOTS: usize = 4000;

/// Whether some glyphs slant, judged by those whose stems show it best.
pub(super) fn slants(glyphs: &[(char, Type3Glyph<'_>)]) -> bool {
    let of = |letters: &str| -> Vec<f64> {
        let own = glyphs.iter().filter(|(c, _)| letters.contains(*c));
        own.filter_map(|(_, glyph)| slant(glyph)).collect()
    };
    let mut slants = of(STEMS);
    if slants.len() < 2 {
        slants.extend(of(SHORT_STEMS));
    }
    slants.sort_by(f64::total_cmp);
    let median = slants.get(slants.len() / 2);
    median.is_some_and(|slant| *slant >= SLANT)
}

/// How far the left edge of a glyph moves right, as a share of the height that it is followed over.
fn slant(glyph: &Type3Glyph<'_>) -> Option<f64> {
    let data = bounds::decoded(glyph.program()?)?;
    let mut operations = TypedIter::new(&data);
    while let Some(operation) = operations.next() {
        if let TypedInstruction::InlineImage(image) = operation {
            return Picture::of(image.0)?.slant();
        }
    }
    None
}

/// Dots, from the upper left, a row at a time, each row of whole bytes.
struct Picture {
    width: usize,
    height: usize,
    dots: Vec<u8>,
    /// What a bit is that is ink.
    ink: bool,
}

impl Picture {
    /// An inline image of one bit a dot (ISO 32000-1, 8.9.7).
    fn of(stream: &Stream<'_>) -> Option<Picture> {
        let dict = stream.dict();
        let number = |short: &[u8], long: &[u8]| {
            let found = dict.get::<i32>(short).or_else(|| dict.get::<i32>(long));
            usize::try_from(found?)
                .ok()
                .filter(|n| (1..=MOST_DOTS).contains(n))
        };
        let decode = dict.get::<Array<'_>>(b"D");
        let decode = decode.or_else(|| dict.get::<Array<'_>>(b"Decode"));
        let first = decode.and_then(|decode| decode.iter::<f32>().next());
        let picture = Picture {
            width: number(b"W", b"Width")?,
            height: number(b"H", b"Height")?,
            dots: bounds::decoded(stream)?.into_owned(),
            ink: first == Some(1.0),
        };
        let is_whole = picture.dots.len() >= picture.width.div_ceil(8) * picture.height;
        is_whole.then_some(picture)
    }

    /// The first dot of a row that is ink.
    fn left(&self, row: usize) -> Option<usize> {
        let bytes = self.width.div_ceil(8);
        let own = &self.dots[row * bytes..(row + 1) * bytes];
        (0..self.width).find(|x| (own[x / 8] & (0x80 >> (x % 8)) != 0) == self.ink)
    }

    /// The move of the left edge from the lower to the upper part of a stem, away from its serifs.
    fn slant(&self) -> Option<f64> {
        let edge = |from: usize, to: usize| {
            let rows = self.height * from / 100
                ..(self.height * to / 100).max(self.height * from / 100 + 1);
            let lefts: Vec<usize> = rows.filter_map(|row| self.left(row)).collect();
            let sum: usize = lefts.iter().sum();
            (!lefts.is_empty()).then(|| sum as f64 / lefts.len() as f64)
        };
        let is_tall = self.height >= 12;
        let (upper, lower) = (edge(35, 45)?, edge(65, 75)?);
        is_tall.then(|| (upper - lower) / (0.3 * self.height as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stem of 20 rows, each so many dots to the right of the row below it.
    fn stem(lean: f64) -> Picture {
        let dots = (0..20).flat_map(|row| {
            let at = (f64::from(19 - row) * lean) as u32 + 2;
            (0xf000_0000_u32 >> at).to_be_bytes()
        });
        Picture {
            width: 32,
            height: 20,
            dots: dots.collect(),
            ink: true,
        }
    }

    #[test]
    fn a_stem_that_leans_slants() {
        assert!(stem(0.25).slant().expect("a stem") > SLANT);
        assert!(stem(0.0).slant().expect("a stem") < SLANT);
    }
}
