//! Papers by name. In: a name as typed. Out: width and height. Sheets and trimmed pages alike; how the pages of a few of them look
//! by default is said in `design`.
//!
//! Where the sizes come from: ISO 216 (A, B), ISO 269 (C), ISO 217 (RA, SRA), JIS P 0138 (JIS B), ASME Y14.1 and the stationers'
//! custom (US), BS 1413:1970 (metric crown, demy and royal, trimmed), the paperbacks' A, B and C formats as British printers sell
//! them, and for the older names the imperial sheets (foolscap 13½ × 17, crown 15 × 20, demy 17½ × 22½, medium 18 × 23,
//! royal 20 × 25 inches), folded and not trimmed.

use super::length::Length;
use super::page::Size;

/// A row of the table.
#[derive(Debug)]
pub struct Named {
    /// Its name in the manifest.
    pub name: &'static str,
    /// Width and height in mm, upright.
    pub mm: (f64, f64),
    /// What it is, for `list papers`.
    pub about: &'static str,
}

impl Named {
    /// Its width and height.
    #[must_use]
    pub fn size(&self) -> Size {
        Size {
            width: Length::mm(self.mm.0),
            height: Length::mm(self.mm.1),
        }
    }
}

const fn paper(name: &'static str, width: f64, height: f64, about: &'static str) -> Named {
    Named {
        name,
        mm: (width, height),
        about,
    }
}

/// All papers.
pub const SIZES: &[Named] = &[
    paper("a0", 841.0, 1189.0, "ISO A"),
    paper("a1", 594.0, 841.0, "ISO A"),
    paper("a2", 420.0, 594.0, "ISO A"),
    paper("a3", 297.0, 420.0, "ISO A"),
    paper("a4", 210.0, 297.0, "ISO A"),
    paper("a5", 148.0, 210.0, "ISO A"),
    paper("a6", 105.0, 148.0, "ISO A"),
    paper("a7", 74.0, 105.0, "ISO A"),
    paper("a8", 52.0, 74.0, "ISO A"),
    paper("b1", 707.0, 1000.0, "ISO B"),
    paper("b2", 500.0, 707.0, "ISO B"),
    paper("b3", 353.0, 500.0, "ISO B"),
    paper("b4", 250.0, 353.0, "ISO B"),
    paper("b5", 176.0, 250.0, "ISO B"),
    paper("b6", 125.0, 176.0, "ISO B"),
    paper("b7", 88.0, 125.0, "ISO B"),
    paper("c3", 324.0, 458.0, "ISO C"),
    paper("c4", 229.0, 324.0, "ISO C"),
    paper("c5", 162.0, 229.0, "ISO C"),
    paper("c6", 114.0, 162.0, "ISO C"),
    paper("c7", 81.0, 114.0, "ISO C"),
    paper("ra2", 430.0, 610.0, "ISO, untrimmed"),
    paper("ra3", 305.0, 430.0, "ISO, untrimmed"),
    paper("ra4", 215.0, 305.0, "ISO, untrimmed"),
    paper("sra2", 450.0, 640.0, "ISO, untrimmed with bleed"),
    paper("sra3", 320.0, 450.0, "ISO, untrimmed with bleed"),
    paper("sra4", 225.0, 320.0, "ISO, untrimmed with bleed"),
    paper("jis-b3", 364.0, 515.0, "JIS B"),
    paper("jis-b4", 257.0, 364.0, "JIS B"),
    paper("jis-b5", 182.0, 257.0, "JIS B"),
    paper("jis-b6", 128.0, 182.0, "JIS B"),
    paper("jis-b7", 91.0, 128.0, "JIS B"),
    paper("letter", 215.9, 279.4, "US, 8½ × 11 in"),
    paper("half-letter", 139.7, 215.9, "US, 5½ × 8½ in"),
    paper("legal", 215.9, 355.6, "US, 8½ × 14 in"),
    paper("half-legal", 177.8, 215.9, "US, 7 × 8½ in"),
    paper("tabloid", 279.4, 431.8, "US, 11 × 17 in"),
    paper(
        "ledger",
        431.8,
        279.4,
        "US, 17 × 11 in: a tabloid on its side",
    ),
    paper("executive", 184.15, 266.7, "US, 7¼ × 10½ in"),
    paper("government-letter", 203.2, 266.7, "US, 8 × 10½ in"),
    paper("super-b", 330.2, 482.6, "US, 13 × 19 in"),
    paper("digest", 139.7, 215.9, "US book, 5½ × 8½ in"),
    paper("us-trade", 152.4, 228.6, "US book, 6 × 9 in"),
    paper("mass-market", 107.95, 174.6, "US paperback, 4¼ × 6⅞ in"),
    paper("a-format", 110.0, 178.0, "British paperback"),
    paper("b-format", 129.0, 198.0, "British paperback"),
    paper("c-format", 135.0, 216.0, "British paperback"),
    paper("crown-octavo", 123.0, 186.0, "metric, trimmed"),
    paper("large-crown-octavo", 129.0, 198.0, "metric, trimmed"),
    paper("demy-octavo", 138.0, 216.0, "metric, trimmed"),
    paper("royal-octavo", 156.0, 234.0, "metric, trimmed"),
    paper("crown-quarto", 189.0, 246.0, "metric, trimmed"),
    paper("large-crown-quarto", 201.0, 258.0, "metric, trimmed"),
    paper("demy-quarto", 219.0, 276.0, "metric, trimmed"),
    paper("royal-quarto", 237.0, 312.0, "metric, trimmed"),
    paper("foolscap-octavo", 108.0, 171.5, "imperial, 4¼ × 6¾ in"),
    paper("foolscap-quarto", 171.5, 215.9, "imperial, 6¾ × 8½ in"),
    paper("foolscap-folio", 215.9, 342.9, "imperial, 8½ × 13½ in"),
    paper("medium-octavo", 146.1, 228.6, "imperial, 5¾ × 9 in"),
    paper("medium-quarto", 228.6, 292.1, "imperial, 9 × 11½ in"),
    paper("crown", 381.0, 508.0, "imperial sheet, 15 × 20 in"),
    paper("demy", 444.5, 571.5, "imperial sheet, 17½ × 22½ in"),
    paper("medium", 457.2, 584.2, "imperial sheet, 18 × 23 in"),
    paper("royal", 508.0, 635.0, "imperial sheet, 20 × 25 in"),
];

/// The paper of that name, which may have blanks for hyphens: `Demy octavo`.
#[must_use]
pub fn named(name: &str) -> Option<&'static Named> {
    let name = name.trim().to_lowercase().replace([' ', '_'], "-");
    SIZES.iter().find(|paper| paper.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::design::PAPERS;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_different_and_sides_are_sane() {
        let names: BTreeSet<&str> = SIZES.iter().map(|paper| paper.name).collect();
        assert_eq!(names.len(), SIZES.len());
        for paper in SIZES {
            let (width, height) = paper.mm;
            assert!((50.0..1200.0).contains(&width) && (70.0..1200.0).contains(&height));
            assert!(width < height || paper.name == "ledger", "{}", paper.name);
        }
    }

    /// ISO 216, 4.2: each size is the next larger one folded, and its area that of A0 halved so often.
    #[test]
    fn each_iso_size_is_the_next_one_folded() {
        for series in ["a", "b", "c", "jis-b"] {
            for number in 0..9 {
                let paper = |n: i32| named(&format!("{series}{n}"));
                let (Some(large), Some(small)) = (paper(number), paper(number + 1)) else {
                    continue;
                };
                assert!(
                    (large.mm.1 / 2.0 - small.mm.0).abs() <= 1.0,
                    "{}",
                    small.name
                );
                assert_eq!(large.mm.0, small.mm.1, "{}", small.name);
            }
        }
    }

    #[test]
    fn what_is_designed_has_the_same_size() {
        for paper in PAPERS {
            assert_eq!(named(paper.name).map(|named| named.mm), Some(paper.trim));
        }
        assert_eq!(
            named("Demy octavo").map(|paper| paper.mm),
            Some((138.0, 216.0))
        );
        assert!(named("demi").is_none());
    }
}
