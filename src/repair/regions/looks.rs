//! Stretches of rows that are no prose. In: rows. Out: for each whether it stands in one: the best reading of all rows, in
//! which a stretch begins and ends only where its rows say so together.

use super::prose::{Words, words};
use crate::repair::foot::marks;
use crate::repair::foot::rows::Reading;
use crate::repair::foot::sentence::{ends_sentence, is_address};
use crate::repair::given;
use std::borrow::Cow;

/// What a row says for prose, in natural-log units. Set by hand, with books and manuals through four extractors in view. A
/// dozen rows of a cell each are too few to tell: titles and lists have such, too.
mod weights {
    /// Leaders.
    pub const LEADERS: f32 = -4.0;
    /// Each wide blank inside the row, up to three: cells.
    pub const CELL: f32 = -1.0;
    /// A share of words of letters above [`SHARE`], or below; between the bounds.
    pub const WORDS: f32 = 5.0;
    pub const SHARE: f32 = 0.6;
    pub const FEWEST: f32 = -3.0;
    pub const MOST: f32 = 2.0;
    /// One word or two.
    pub const SHORT: f32 = -0.8;
    /// Signs of code and formulas among the characters.
    pub const SIGNS: f32 = -2.0;
    /// Three words in small letters.
    pub const PLAIN: f32 = 1.2;
    /// The end of a sentence.
    pub const ENDS: f32 = 0.5;
    /// A line as long as full lines.
    pub const FULL: f32 = 0.8;
    /// What it costs to begin or end a stretch.
    pub const CHANGE: f32 = 8.0;
}

/// The share of a row's characters from which signs are code.
const CODE: f32 = 0.03;

/// Which rows stand in stretches that are no prose; a row headed by a number that is called above says nothing for one.
pub fn beside(reading: &Reading, called: &[bool]) -> Vec<bool> {
    let measure = measure(reading);
    // For the reading that ends in prose and the one that does not: its sum, and where each row came from.
    let (mut prose, mut other) = (0.0_f32, -weights::CHANGE);
    let mut from: Vec<(bool, bool)> = Vec::with_capacity(reading.rows.len());
    for (row, &is_called) in called.iter().enumerate() {
        let weight = weigh(reading, row, measure);
        let weight = if is_called { weight.max(0.0) } else { weight };
        let begun = prose - weights::CHANGE;
        let ended = other - weights::CHANGE;
        from.push((ended > prose, other >= begun));
        (prose, other) = (prose.max(ended) + weight, other.max(begun) - weight);
    }
    let mut beside = vec![false; from.len()];
    let mut is_other = other > prose;
    for (row, &(to_prose, to_other)) in from.iter().enumerate().rev() {
        beside[row] = is_other;
        is_other = if is_other { to_other } else { to_prose };
    }
    beside
}

/// The length of seven rows in ten at the most.
fn measure(reading: &Reading) -> u32 {
    let mut lengths: Vec<u32> = reading.rows.iter().map(|row| row.length).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 7 / 10).copied().unwrap_or(0)
}

fn weigh(reading: &Reading, row: usize, measure: u32) -> f32 {
    let ink = &*without_addresses(reading.ink(row));
    // An address by itself, or with a number, stands in notes as in lists.
    if !ink.contains(char::is_alphabetic) && ink.len() < reading.ink(row).len() {
        return 0.0;
    }
    let Words {
        all,
        letters,
        plain,
    } = words(ink);
    let share = letters / all as f32;
    let trust = all.min(4) as f32 / 4.0;
    let mut weight =
        ((share - weights::SHARE) * weights::WORDS).clamp(weights::FEWEST, weights::MOST) * trust;
    let mut add = |is: bool, with: f32| weight += given(is, with);
    add(has_leaders(ink), weights::LEADERS);
    add(all <= 2, weights::SHORT);
    add(plain >= 3.0, weights::PLAIN);
    let ends = ends_sentence(ink);
    add(ends, weights::ENDS);
    let is_full = all >= 4 && share > 0.5 && reading.rows[row].length * 20 >= measure * 17;
    add(is_full, weights::FULL);
    add(signs(ink) > CODE, weights::SIGNS);
    weight += weights::CELL * cells(ink).min(3) as f32;
    // `12 Ibid., p. 4.`: sources are no prose, and no table.
    if ends && !marks::marks(ink).is_empty() {
        weight = weight.max(0.0);
    }
    weight / 2.0
}

/// A row's ink without the addresses in it: their signs are no code.
fn without_addresses(ink: &str) -> Cow<'_, str> {
    if !ink.contains("://") && !ink.contains("www.") {
        return ink.into();
    }
    let is_word = |word: &&str| !is_address(word);
    ink.split_inclusive(' ').filter(is_word).collect()
}

fn has_leaders(ink: &str) -> bool {
    let stops = ink.bytes().filter(|&byte| byte == b'.').count();
    let is_in = |leaders: &&str| ink.contains(*leaders);
    stops >= 3 && ["....", ". . . "].iter().any(is_in) || !ink.is_ascii() && ink.contains("……")
}

/// The share of signs that prose has not.
fn signs(ink: &str) -> f32 {
    // All of them are ASCII, so that bytes are counted.
    let is_sign = |byte: &u8| {
        matches!(
            byte,
            b'{' | b'}' | b'\\' | b'=' | b'<' | b'>' | b'|' | b'_' | b'#'
        ) || matches!(byte, b'&' | b'$' | b'@' | b'^' | b'~' | b'`' | b'+' | b'/')
    };
    let signs = ink.bytes().filter(is_sign).count();
    signs as f32 / ink.chars().count().max(1) as f32
}

/// Wide blanks inside a row.
fn cells(ink: &str) -> usize {
    let mut blanks = 0;
    let mut cells = 0;
    for byte in ink.bytes() {
        if matches!(byte, b' ' | b'\t') {
            blanks += if byte == b'\t' { 3 } else { 1 };
        } else {
            cells += usize::from(blanks >= 3);
            blanks = 0;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Galley, Label};
    use crate::source::Source;

    fn kinds(text: &str) -> String {
        let galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let reading = Reading::new(&galley, |label| label == Label::Body);
        let beside = beside(&reading, &vec![false; reading.rows.len()]);
        beside.iter().map(|&b| if b { '#' } else { 'p' }).collect()
    }

    const PROSE: &str = "The lock stands at the end of the meadow, and nobody\n\
        has lived in it since the keeper moved to the town.\n\
        Its gates were mended twice, both times in a hurry.\n";

    #[test]
    fn a_table_between_paragraphs_stands_beside_them() {
        let cells = "Gate\n14\n220\nWeir\n15\n310\nPump\n16\n90\nSluice\n17\n8\nFerry\n18\n41\nRoad\n19\n77\n";
        assert_eq!(
            kinds(&format!("{PROSE}{cells}{PROSE}")),
            format!("ppp{}ppp", "#".repeat(18))
        );
    }

    #[test]
    fn a_heading_and_a_short_last_line_are_among_prose() {
        let text = format!("{PROSE}So it was.\n\nThe Weir\n\n{PROSE}");
        assert_eq!(kinds(&text), "pppppppp");
    }

    #[test]
    fn addresses_are_no_code() {
        let notes = "1\nhttps://aldern.org/mill\n2\nhttps://aldern.org/weir/gates\n3\nhttps://brenn.org/~keeper/lock.html\n";
        assert!(!kinds(&format!("{PROSE}{notes}{notes}{PROSE}")).contains('#'));
    }

    #[test]
    fn sources_are_no_table() {
        let notes =
            "4 Ibid., p. 7.\n5 Ibid., p. 9.\n6 Ibid., pp. 11, 12.\n7 Ibid.\n8 Ibid., p. 30.\n";
        assert!(!kinds(&format!("{PROSE}{notes}{notes}{notes}")).contains('#'));
    }
}
