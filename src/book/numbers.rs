//! Numbers of items. In: how a list counts. Out: the mark of each item as it is written, and the number that is written so.

/// The numbers of a list's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// The number of the first item.
    pub first: u32,
    /// How they are written.
    pub figures: Figures,
    /// What stands beside them.
    pub close: Close,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// 1, 2, 3
    Decimal,
    /// a, b, c
    Letters,
    /// A, B, C
    Capitals,
    /// i, ii, iii
    SmallRoman,
    /// I, II, III
    Roman,
}

/// What stands beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// `1.`
    Stop,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
}

impl Numbers {
    /// 1, 2, 3 from some number on.
    #[must_use]
    pub fn from(first: u32) -> Numbers {
        Numbers {
            first,
            figures: Figures::Decimal,
            close: Close::Stop,
        }
    }

    /// The mark of an item, by its index from 0: `3.`, `b)`, `(iv)`.
    #[must_use]
    pub fn mark(&self, index: usize) -> String {
        let number = self
            .first
            .saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        let number = self.figures.write(number);
        match self.close {
            Close::Stop => format!("{number}."),
            Close::Bracket => format!("{number})"),
            Close::Brackets => format!("({number})"),
        }
    }
}

/// The Roman numerals, those of subtraction too.
const ROMAN: &[(u32, &str)] = &[
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];
/// Higher numbers are not written in Roman numerals.
const ROMAN_END: u32 = 4000;

impl Figures {
    /// A number; one that letters or numerals can't write is written in figures.
    #[must_use]
    pub fn write(self, number: u32) -> String {
        let written = match self {
            Figures::Decimal => None,
            Figures::Letters | Figures::Capitals => letters(number),
            Figures::SmallRoman | Figures::Roman => roman(number),
        };
        let written = written.unwrap_or_else(|| number.to_string());
        match self {
            Figures::Capitals | Figures::Roman => written.to_uppercase(),
            Figures::Decimal | Figures::Letters | Figures::SmallRoman => written,
        }
    }

    /// The number that is written so.
    #[must_use]
    pub fn read(self, text: &str) -> Option<u32> {
        let number = match self {
            Figures::Decimal => return text.parse().ok(),
            Figures::Letters | Figures::Capitals => match text.as_bytes() {
                [letter] => u32::from(letter.to_ascii_lowercase()).checked_sub(96)?,
                _ => return None,
            },
            Figures::SmallRoman | Figures::Roman => {
                let lower = text.to_ascii_lowercase();
                // Most words are none: that is seen at once.
                if !lower.bytes().all(|c| b"ivxlcdm".contains(&c)) {
                    return None;
                }
                (1..ROMAN_END).find(|&n| roman(n).as_deref() == Some(&lower))?
            }
        };
        (self.write(number) == text).then_some(number)
    }
}

/// a to z.
fn letters(number: u32) -> Option<String> {
    let letter = u8::try_from(number.checked_sub(1)?)
        .ok()
        .filter(|n| *n < 26)?;
    Some(char::from(b'a' + letter).to_string())
}

fn roman(number: u32) -> Option<String> {
    let mut rest = Some(number).filter(|n| (1..ROMAN_END).contains(n))?;
    let mut written = String::new();
    for (value, numeral) in ROMAN {
        while rest >= *value {
            written.push_str(numeral);
            rest -= value;
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (figures, number, written) in [
            (Figures::Decimal, 12, "12"),
            (Figures::Letters, 26, "z"),
            (Figures::Capitals, 3, "C"),
            (Figures::SmallRoman, 1999, "mcmxcix"),
            (Figures::Roman, 14, "XIV"),
        ] {
            assert_eq!(figures.write(number), written);
            assert_eq!(figures.read(written), Some(number), "{written}");
        }
        assert_eq!(Figures::Letters.write(27), "27");
        assert_eq!(Figures::SmallRoman.write(ROMAN_END), "4000");
        assert_eq!(Figures::SmallRoman.read("iiii"), None);
    }
}
