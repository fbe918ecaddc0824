//! Page numbers. In: how many pages stand before the text, and whether they are counted apart. Out: what each page says.

use crate::book::Figures;

/// How the pages are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folios {
    /// So many have small Roman numbers, and the next one is page 1; 0 where all are counted as one.
    apart: usize,
}

impl Folios {
    /// Those of a book with so many pages that are counted apart.
    #[must_use]
    pub fn new(apart: usize) -> Folios {
        Folios { apart }
    }

    /// The number of a page, which is counted from 0.
    #[must_use]
    pub fn of(self, index: usize) -> String {
        match index.checked_sub(self.apart) {
            Some(index) => (index + 1).to_string(),
            None => {
                let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
                Figures::SmallRoman.write(number)
            }
        }
    }

    /// Whether a page is counted apart.
    #[must_use]
    pub fn is_apart(self, index: usize) -> bool {
        index < self.apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_text_is_counted_apart() {
        let of = |apart| {
            (0..6)
                .map(|page| Folios::new(apart).of(page))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(0), ["1", "2", "3", "4", "5", "6"]);
        assert_eq!(of(4), ["i", "ii", "iii", "iv", "1", "2"]);
    }
}
