//! The text's own words. In: a text. Out: how often each word stands in it.

use crate::hash::HashMap;
use std::borrow::Cow;
use std::ops::Range;

/// The words of a text, in lower case, and how often each stands in it.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    counts: HashMap<Box<str>, Count>,
    total: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: u32,
    capital: u32,
}

/// A longer run of words with hyphens, in bytes, is data: whoever counted all beginnings of `a-a-a-…` would have the square
/// of it in memory. The longest of a language's compounds have some sixty.
const LONGEST: usize = 120;

/// A text has another word in so many bytes, a pamphlet of 130 kB so many; a longer text has fewer.
const BYTES_A_WORD: usize = 32;
const WORDS: usize = 4096;

/// How many different words a text has, about. A map that grew word by word would hash each of them again and again.
#[must_use]
pub fn expected(text: &str) -> usize {
    (text.len() / BYTES_A_WORD).min(WORDS)
}

impl Vocabulary {
    /// Counts the words of a text: runs of letters, and runs joined by a hyphen also as a whole.
    #[must_use]
    pub fn of(text: &str) -> Vocabulary {
        Vocabulary::with(text, |_, _| {})
    }

    /// The same, and tells of each word where it stands and how it is in lower case.
    #[must_use]
    pub fn with(text: &str, mut each: impl FnMut(Range<usize>, &str)) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        vocabulary.counts.reserve(expected(text));
        let mut key = String::new();
        let mut last: Option<Range<usize>> = None;
        for word in words(text) {
            let lower = lower_by(&text[word.clone()], &mut key);
            vocabulary.count(&text[word.clone()], lower);
            vocabulary.total += 1;
            each(word.clone(), lower);
            last = match last {
                Some(before)
                    if before.end + 1 == word.start
                        && text.as_bytes()[before.end] == b'-'
                        && word.end - before.start <= LONGEST =>
                {
                    let whole = &text[before.start..word.end];
                    vocabulary.count(whole, lower_by(whole, &mut key));
                    Some(before.start..word.end)
                }
                _ => Some(word),
            };
        }
        vocabulary
    }

    fn count(&mut self, word: &str, key: &str) {
        let capital = u32::from(word.starts_with(char::is_uppercase));
        if let Some(count) = self.counts.get_mut(key) {
            count.all += 1;
            count.capital += capital;
        } else {
            let count = Count { all: 1, capital };
            self.counts.insert(key.into(), count);
        }
    }

    /// How often the word stands in the text, in any case; the word must be in lower case.
    #[must_use]
    pub fn occurrences(&self, word: &str) -> u32 {
        self.counts.get(word).map_or(0, |count| count.all)
    }

    /// Whether the word always has a capital; in lower case.
    #[must_use]
    pub fn is_name(&self, word: &str) -> bool {
        self.counts
            .get(word)
            .is_some_and(|count| count.capital == count.all)
    }

    /// The words with a hyphen inside, in lower case, each once.
    pub fn compounds(&self) -> impl Iterator<Item = &str> {
        self.counts
            .keys()
            .map(|word| &**word)
            .filter(|word| word.contains('-'))
    }

    /// All words in lower case, each once, with how often it stands in the text; in no order.
    pub fn counts(&self) -> impl Iterator<Item = (&str, u32)> {
        self.counts.iter().map(|(word, count)| (&**word, count.all))
    }

    /// How many words the text has.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.total
    }
}

/// A word in lower case. Most are.
#[must_use]
pub fn lowered(word: &str) -> Cow<'_, str> {
    if is_lowered(word) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// Whether a word is in lower case, for all that ASCII tells.
fn is_lowered(word: &str) -> bool {
    word.bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
}

/// A word in lower case; where it is not, written over a key.
fn lower_by<'k>(word: &'k str, key: &'k mut String) -> &'k str {
    if is_lowered(word) {
        return word;
    }
    lower(word, key);
    key
}

/// Writes a word in lower case over a key.
pub fn lower(word: &str, key: &mut String) {
    key.clear();
    if word.is_ascii() {
        key.push_str(word);
        key.make_ascii_lowercase();
    } else {
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// The runs of letters of a text. Marks that combine belong to their letter.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    by(text, |byte| LETTERS[usize::from(byte)], is_letter)
}

/// The runs of letters and digits of a text.
pub fn alphanumerics(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    by(
        text,
        |byte| ALPHANUMERICS[usize::from(byte)],
        char::is_alphanumeric,
    )
}

/// What blanks part.
pub fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    by(
        text,
        |byte| INKED[usize::from(byte)],
        |c| !c.is_whitespace(),
    )
}

/// Whether each byte is a character of a kind; [`OTHER`] where it is not ASCII.
type Bytes = [u8; 256];

/// Part of a character that a table of bytes can't tell.
const OTHER: u8 = 2;

const LETTERS: Bytes = bytes(true, false, false);
const ALPHANUMERICS: Bytes = bytes(true, true, false);
const INKED: Bytes = bytes(true, true, true);

/// The ASCII characters of some kinds; signs are all but letters, digits and blanks.
const fn bytes(letters: bool, digits: bool, signs: bool) -> Bytes {
    let mut bytes = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte as usize] = match byte {
            b' ' | b'\t'..=b'\r' => 0,
            b'a'..=b'z' | b'A'..=b'Z' => letters as u8,
            b'0'..=b'9' => digits as u8,
            _ => signs as u8,
        };
        byte += 1;
    }
    bytes
}

/// The runs of characters of a kind.
pub fn runs<'t>(
    text: &'t str,
    is_in: impl Fn(char) -> bool + Copy + 't,
) -> impl Iterator<Item = Range<usize>> + 't {
    let of_byte = move |byte: u8| match byte.is_ascii() {
        true => u8::from(is_in(char::from(byte))),
        false => OTHER,
    };
    by(text, of_byte, is_in)
}

/// The same. All words of a text are found so, again and again: nothing is decoded that is ASCII, and what is usual is looked up.
fn by<'t>(
    text: &'t str,
    of_byte: impl Fn(u8) -> u8 + 't,
    is_in: impl Fn(char) -> bool + 't,
) -> impl Iterator<Item = Range<usize>> + 't {
    let bytes = text.as_bytes();
    let end = move |mut at: usize, inside: bool| {
        while let Some(&byte) = bytes.get(at) {
            let kind = of_byte(byte);
            if kind == u8::from(inside) {
                at += 1;
                continue;
            }
            if kind != OTHER {
                break;
            }
            let c = text[at..].chars().next().unwrap_or_default();
            if is_in(c) != inside {
                break;
            }
            at += c.len_utf8();
        }
        at
    };
    let mut done = 0;
    std::iter::from_fn(move || {
        let start = end(done, false);
        done = end(start, true);
        (start < done).then_some(start..done)
    })
}

/// Whether a character is part of a word: letters, and the marks that combine with them.
#[must_use]
pub fn is_letter(c: char) -> bool {
    match c {
        // General punctuation, which books are full of: no letter is among it.
        '\u{2000}'..='\u{206f}' => false,
        c => c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_is_that_of_the_library() {
        for word in ["mill", "Mill", "éloge", "ÉLOGE", "o’clock", ""] {
            assert_eq!(lowered(word), word.to_lowercase());
        }
    }

    #[test]
    fn the_short_ways_go_where_the_long_ones_go() {
        assert!(('\u{2000}'..='\u{206f}').all(|c| !c.is_alphabetic()));
        let text = "The “é́té” of 1848—l’été, naïve\u{ad}ly 日本 … x";
        let is_right = |found: &mut dyn Iterator<Item = Range<usize>>, is_in: fn(char) -> bool| {
            let mut plain: Vec<Range<usize>> = Vec::new();
            let mut was_in = false;
            for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
                match (is_in(c) && at < text.len(), was_in) {
                    (true, false) => plain.push(at..at),
                    (false, true) => plain.last_mut().expect("a run is open").end = at,
                    _ => {}
                }
                was_in = is_in(c);
            }
            assert_eq!(found.collect::<Vec<_>>(), plain);
            assert_eq!(runs(text, is_in).collect::<Vec<_>>(), plain);
        };
        is_right(&mut words(text), is_letter);
        is_right(&mut alphanumerics(text), char::is_alphanumeric);
        is_right(&mut tokens(text), |c| !c.is_whitespace());
    }

    #[test]
    fn words_and_their_compounds_are_counted() {
        let vocabulary = Vocabulary::of("The self-help of the Self-Help, o’clock");
        assert_eq!(vocabulary.occurrences("the"), 2);
        assert_eq!(vocabulary.occurrences("self-help"), 2);
        assert_eq!(vocabulary.occurrences("clock"), 1);
        assert!(!vocabulary.is_name("the"));
    }

    /// All beginnings of the run would be 10 GB.
    #[test]
    fn a_line_of_hyphens_is_no_compound() {
        let vocabulary = Vocabulary::of(&"a-".repeat(100_000));
        assert!(vocabulary.compounds().all(|word| word.len() <= LONGEST));
        assert_eq!(vocabulary.occurrences("a"), 100_000);
    }
}
