//! Lengths. In: points, millimetres or a manifest's `12.5pt`. Out: [`Length`], an integer count of scaled points, so
//! that sums are exact and the same on every machine.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// Scaled points: 1 pt = 65,536 sp, and 1 pt is the PDF's (DTP) point, 1/72 inch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);

    /// So many points.
    #[must_use]
    pub fn pt(points: f64) -> Length {
        Length((points * 65536.0).round() as i64)
    }

    /// So many millimetres.
    #[must_use]
    pub fn mm(millimetres: f64) -> Length {
        Length::pt(millimetres * 72.0 / 25.4)
    }

    /// In points.
    #[must_use]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 65536.0
    }

    /// In millimetres.
    #[must_use]
    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// This length times `numerator / denominator`, rounded to the nearest scaled point.
    #[must_use]
    pub fn scaled(self, numerator: i64, denominator: i64) -> Length {
        let half = denominator / 2;
        // Nearly all products are short, and divided several times as fast.
        if let Some(product) = self.0.checked_mul(numerator)
            && let Some(rounded) = product.checked_add(if product < 0 { -half } else { half })
        {
            return Length(rounded / denominator);
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let half = denominator / 2;
        let rounded = if product < 0 {
            product - half
        } else {
            product + half
        };
        Length((rounded / denominator) as i64)
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Length {
        Length(self.0.abs())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, times: i64) -> Length {
        Length(self.0 * times)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, by: i64) -> Length {
        Length(self.0 / by)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        Length(lengths.map(|l| l.0).sum())
    }
}
