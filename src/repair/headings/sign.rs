//! A number as it is printed at the head of a title. In: a word. Out: [`Sign`]: its digits, its value, what closes it.

use super::numbering::Kind;
use crate::repair::furniture::numerals::roman;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::repair) enum Digits {
    Arabic,
    /// In capitals.
    Roman,
    /// `2.8`, `1.3.1`, `C.1`: so many numbers.
    Decimal(u8),
}

impl Digits {
    /// The kind of a heading that is such a number alone.
    pub(super) fn kind(self) -> Kind {
        match self {
            Digits::Arabic => Kind::Arabic,
            Digits::Roman => Kind::Roman,
            Digits::Decimal(depth) => Kind::Decimal(depth),
        }
    }
}

/// A number with the marks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repair) struct Sign {
    pub digits: Digits,
    /// What it counts; the numbers of a decimal one after another, each below [`STEP`].
    pub value: u32,
    /// The mark before it, as of `(3)`, and the one behind it.
    pub marks: (Option<char>, Option<char>),
}

/// Each number of a decimal is so many times the next.
pub(in crate::repair) const STEP: u32 = 1000;

/// Marks before and behind numbers.
const OPENING: &[char] = &['(', '[', '§', '-', '–', '—'];
const CLOSING: &[char] = &['.', ')', ']', ':', '-', '–', '—'];

impl Sign {
    /// Reads a word that is a number and nothing else.
    pub fn of(word: &str) -> Option<Sign> {
        let opened = word.trim_start_matches(OPENING);
        let core = opened.trim_end_matches(CLOSING);
        let (digits, value) = read(core)?;
        let mark = |rest: &str| rest.chars().next();
        let before = mark(word).filter(|c| OPENING.contains(c));
        let marks = (before, mark(&opened[core.len()..]));
        Some(Sign {
            digits,
            value,
            marks,
        })
    }

    /// Reads a number with the ending of an ordinal: `3rd`, `9de`, `2º`.
    pub fn ordinal(word: &str) -> Option<Sign> {
        let core = word.trim_end_matches(char::is_alphabetic);
        let is_ending = (1..=3).contains(&word[core.len()..].chars().count());
        Sign::of(core).filter(|sign| is_ending && sign.marks == (None, None))
    }

    /// Whether it can be the number right after another of its family, or the first below the next higher one.
    pub fn step(before: u32, value: u32) -> Option<u32> {
        let is_carried = value / STEP == before / STEP + 1 && value % STEP <= 1;
        if is_carried && value >= STEP {
            return Some(1);
        }
        value.checked_sub(before).filter(|step| *step > 0)
    }
}

/// A word with Latin letters for the Cyrillic ones that look like those of Roman numbers: typists mix them.
pub(super) fn latin(word: &str) -> String {
    let look = |c| match c {
        'І' => 'I',
        'Х' => 'X',
        'М' => 'M',
        'С' => 'C',
        other => other,
    };
    word.chars().map(look).collect()
}

fn read(core: &str) -> Option<(Digits, u32)> {
    let number = |part: &str| {
        let is_number = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    if let Some(value) = number(core) {
        return Some((Digits::Arabic, value));
    }
    if let Some((first, rest)) = core.split_once('.') {
        let letter = first.bytes().next().filter(u8::is_ascii_uppercase);
        let letter = letter.filter(|_| first.len() == 1);
        let mut value = number(first).or(letter.map(|l| u32::from(l - b'A') + 1))?;
        let mut depth = 1;
        for part in rest.split('.') {
            value = value.checked_mul(STEP)?.checked_add(number(part)?)?;
            depth += 1;
        }
        return Some((Digits::Decimal(depth), value));
    }
    // Nearly all words end here.
    let is_capital = |c: char| c.is_ascii_uppercase() || matches!(c, 'І' | 'Х' | 'М' | 'С');
    if !core.starts_with(is_capital) {
        return None;
    }
    let core = latin(core);
    let is_upper = core.bytes().all(|b| b.is_ascii_uppercase());
    let value = roman(&core).filter(|_| is_upper)?;
    Some((Digits::Roman, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_marks() {
        let read = |word| Sign::of(word).map(|sign| (sign.digits, sign.value, sign.marks));
        assert_eq!(read("5."), Some((Digits::Arabic, 5, (None, Some('.')))));
        assert_eq!(
            read("(5)"),
            Some((Digits::Arabic, 5, (Some('('), Some(')'))))
        );
        assert_eq!(read("XII"), Some((Digits::Roman, 12, (None, None))));
        let decimal = Some((Digits::Decimal(2), 2 * STEP + 8, (None, None)));
        assert_eq!(read("2.8"), decimal);
        assert_eq!(read("1914"), None);
        assert_eq!(read("5th"), None);
    }

    #[test]
    fn decimals_carry() {
        assert_eq!(Sign::step(4 * STEP + 6, 5 * STEP + 1), Some(1));
        assert_eq!(Sign::step(4 * STEP + 6, 4 * STEP + 8), Some(2));
        assert_eq!(Sign::step(7, 7), None);
    }

    #[test]
    fn ordinals_and_other_alphabets() {
        assert_eq!(Sign::ordinal("9de").map(|sign| sign.value), Some(9));
        assert_eq!(Sign::ordinal("9"), None);
        assert_eq!(Sign::ordinal("9lives"), None);
        assert_eq!(Sign::of("ХІІ").map(|sign| sign.value), Some(12));
    }
}
