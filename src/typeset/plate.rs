//! Pictures in the copy. In: an image and how wide it shall be. Out: [`Plate`], which takes a word's place in a line or rows of
//! the page's grid for itself.

use super::length::Length;
use super::page::{ElementId, Picture, Size};
use crate::book::Image;
use crate::source::Span;
use std::sync::Arc;

/// What stands for a picture among words (Unicode, object replacement character).
pub const OBJECT: &str = "\u{fffc}";

/// A picture. Lengths in scaled points.
#[derive(Clone, Debug)]
pub struct Plate {
    /// Its file.
    pub image: Arc<Image>,
    /// What it shows.
    pub alt: String,
    /// Where the text names it.
    pub at: Span,
    /// Its element; none for one that says nothing.
    pub element: Option<ElementId>,
    /// Across.
    pub width: i64,
    /// Down.
    pub height: i64,
    /// How it stands.
    pub stands: Stands,
}

/// How a picture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Among words, so far below their baseline.
    Among(i64),
    /// In rows of its own.
    Alone {
        /// Distance of the rows.
        leading: i64,
        /// From a row's baseline up to the top of its capitals, which the picture's top is level with.
        ascent: i64,
        /// White below it, if a caption follows.
        gap: i64,
    },
}

impl Plate {
    /// The rows that it takes.
    #[must_use]
    pub fn rows(&self) -> u16 {
        let Stands::Alone { leading, .. } = self.stands else {
            return 1;
        };
        let rows = (self.height - self.depth(0) + leading - 1).div_euclid(leading.max(1));
        rows.clamp(1, i64::from(u16::MAX)) as u16
    }

    /// How high it may be in so many rows: with a caption up to the white above that, else down to the last baseline.
    fn depth(&self, rows: u16) -> i64 {
        match self.stands {
            Stands::Among(_) => self.height,
            Stands::Alone { leading, gap, .. } if gap > 0 => i64::from(rows) * leading - gap,
            Stands::Alone {
                leading, ascent, ..
            } => (i64::from(rows) - 1) * leading + ascent,
        }
    }

    /// Makes it smaller, if it has to be, so that it fits into so many rows.
    pub fn fit(&mut self, rows: u16) {
        let most = self.depth(rows.max(1)).max(1);
        if self.height > most {
            let width = i128::from(self.width) * i128::from(most) / i128::from(self.height);
            self.width = (width as i64).max(1);
            self.height = most;
        }
    }

    /// The part above it of the white that its rows have beyond it: most of it if a caption follows, else half.
    #[must_use]
    pub fn lead(&self) -> i64 {
        let slack = (self.depth(self.rows()) - self.height).max(0);
        match self.stands {
            Stands::Alone { gap, .. } if gap > 0 => slack * 2 / 3,
            _ => slack / 2,
        }
    }

    /// Its pixels to the inch.
    #[must_use]
    pub fn resolution(&self) -> i64 {
        let inch = Length::pt(72.0).0;
        i64::from(self.image.width) * inch / self.width.max(1)
    }

    /// As it is drawn.
    #[must_use]
    pub fn drawn(&self) -> Picture {
        Picture {
            width: Length(self.width),
            height: Length(self.height),
            data: self.image.data.clone(),
            inks: self.image.inks.clone(),
            alt: self.alt.clone(),
            is_turned: false,
            shown: None,
        }
    }

    /// As it is drawn where it fills a place: as large as that wants, its middle shown.
    #[must_use]
    pub fn covering(&self, place: Size) -> Picture {
        let (across, down) = (i128::from(self.image.width), i128::from(self.image.height));
        let (width, height) = (i128::from(place.width.0), i128::from(place.height.0));
        let is_wide = across * height > width * down;
        let (width, height) = match is_wide {
            true => (height * across / down.max(1), height),
            false => (width, width * down / across.max(1)),
        };
        Picture {
            width: Length(width as i64),
            height: Length(height as i64),
            shown: Some(place),
            ..self.drawn()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{ImageId, ImageKind};

    fn plate(height: i64, gap: i64) -> Plate {
        let image = Image {
            id: ImageId::of(b""),
            kind: ImageKind::Png,
            width: 100,
            height: 100,
            data: Vec::new().into(),
            inks: None,
        };
        Plate {
            image: image.into(),
            alt: String::new(),
            at: Span {
                source: 0,
                start: 0,
                end: 0,
            },
            element: None,
            width: 1000,
            height,
            stands: Stands::Alone {
                leading: 14,
                ascent: 8,
                gap,
            },
        }
    }

    #[test]
    fn rows_hold_the_picture_and_no_row_more() {
        for (height, gap, rows) in [
            (8, 0, 1),
            (9, 0, 2),
            (22, 0, 2),
            (23, 0, 3),
            (1, 0, 1),
            (7, 7, 1),
            (8, 7, 2),
            (21, 7, 2),
        ] {
            assert_eq!(plate(height, gap).rows(), rows, "{height} {gap}");
        }
    }

    #[test]
    fn a_picture_that_fits_keeps_its_shape() {
        let mut tall = plate(1000, 7);
        tall.fit(10);
        assert_eq!((tall.height, tall.width, tall.rows()), (133, 133, 10));
        let mut low = plate(30, 0);
        low.fit(10);
        assert_eq!((low.height, low.lead()), (30, 3));
    }
}
