//! Whether a line is prose. In: the words of a line, or of two. Out: what they look like, whether they are those of
//! sentences, and whether one goes on in the other. Letters tell, no list of words: any language's prose is words in
//! small letters.

use crate::lexicon::vocabulary::tokens;
use crate::repair::foot::sentence::ends_sentence;
use crate::repair::given;

/// Words that a line has at least to be called prose.
const FEWEST: usize = 4;

/// How many words a line has.
pub struct Words {
    /// All that blanks part.
    pub all: usize,
    /// Those of letters; one letter alone, as formulas have it, counts half if it is small, and not in capitals.
    pub letters: f32,
    /// Those in small letters among them, or of a script without capitals.
    pub plain: f32,
}

/// Counts the words of a line.
#[must_use]
pub fn words(line: &str) -> Words {
    let mut words = Words {
        all: 0,
        letters: 0.0,
        plain: 0.0,
    };
    for word in tokens(line) {
        let word = &line[word];
        words.all += 1;
        let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = word.as_bytes();
        let bare = match is_bare(bytes.first()) && is_bare(bytes.last()) {
            true => word,
            false => word.trim_matches(is_stop),
        };
        let is_inner =
            |c: char| c.is_alphabetic() || matches!(c, '’' | '\'' | '-' | '‐' | '\u{ad}');
        let (mut letters, mut is_plain, mut has_small) = (0, true, false);
        // Nearly all words are ASCII, and nearly all of them words.
        let is_word = match bare.is_ascii() {
            true => bare.bytes().all(|b| {
                letters += 1;
                is_plain &= !b.is_ascii_uppercase();
                has_small |= b.is_ascii_lowercase();
                b.is_ascii_alphabetic() || matches!(b, b'\'' | b'-')
            }),
            false => bare.chars().all(|c| {
                letters += 1;
                is_plain &= !c.is_uppercase();
                has_small |= c.is_lowercase();
                is_inner(c)
            }),
        };
        let weight = match letters {
            _ if !is_word => continue,
            0 => continue,
            // A syllable is a word in scripts without capitals.
            1 if !is_plain => continue,
            1 if has_small => 0.5,
            _ => 1.0,
        };
        words.letters += weight;
        words.plain += given(is_plain, weight);
    }
    words
}

/// Whether the words of a line are, for the most part, those of sentences.
#[must_use]
pub fn is_prose(line: &str) -> bool {
    let words = words(line);
    words.all >= FEWEST && words.plain * 2.0 >= words.all as f32
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '(' | ')')
        || matches!(c, '“' | '”' | '„' | '‘' | '’' | '"' | '\'' | '«' | '»')
}

/// Whether the sentence of a line goes on in the next.
#[must_use]
pub fn runs_on(line: &str, next: &str) -> bool {
    let first = next
        .trim_start_matches(['“', '‘', '"', '(', '[', '«'])
        .chars()
        .next();
    !ends_sentence(line) && first.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_prose_and_lists_are_not() {
        assert!(is_prose("of the sluice, which nobody had opened since"));
        assert!(is_prose("воды, которую никто не открывал"));
        assert!(!is_prose("7   Marden, P.   Keeper   4410"));
        assert!(!is_prose("for (i = 0; i < depth; i++) {"));
        assert!(!is_prose("Sluice House"));
    }

    #[test]
    fn a_sentence_goes_on_in_the_next_line() {
        assert!(runs_on("The sluice had been", "closed for years"));
        assert!(!runs_on("The sluice was closed.", "for years"));
        assert!(!runs_on("Keeper", "Marden"));
    }
}
