//! The words of a text as a call meets them. In: running text. Out: [`Words`]: how often each stands there, and whether a
//! clause ends with it: a call follows a word that may be the last of its clause, a number of the text mostly one that
//! never is (`and 3 women`). The text itself teaches which, so that no language needs a list.

use crate::hash::HashMap;
use crate::lexicon::vocabulary::{alphanumerics, expected};
use std::cell::OnceCell;

/// How often each word stands in a text, and how often a stop follows; counted once that is asked for.
pub(super) struct Words<'t> {
    text: &'t str,
    counted: OnceCell<Counted<'t>>,
    has_close_stops: OnceCell<bool>,
}

struct Counted<'t> {
    counts: HashMap<&'t str, (u32, u32)>,
    /// What one more time without a stop says against a word: the logarithm of the share of words that no stop follows.
    step: f32,
}

/// One stop in so many stands free at the most where they are close to their words.
const CLOSE: usize = 5;

/// What a word says at the most that no stop ever follows: some are free to end a clause and just don't.
const NEVER: f32 = -3.0;

impl<'t> Words<'t> {
    /// The words of a text.
    pub fn new(text: &'t str) -> Words<'t> {
        Words {
            text,
            counted: OnceCell::new(),
            has_close_stops: OnceCell::new(),
        }
    }

    /// Whether stops and commas stand close to their words, but for few.
    pub fn has_close_stops(&self) -> bool {
        *self.has_close_stops.get_or_init(|| {
            let (mut all, mut free) = (0, 0);
            let is_stop = |byte: u8| matches!(byte, b'.' | b',');
            let (mut before, mut ink) = (b'\n', b'\n');
            for &byte in self.text.as_bytes() {
                // The points of an ellipsis may stand apart.
                if is_stop(byte) && !is_stop(ink) {
                    all += 1;
                    free += usize::from(before == b' ');
                }
                before = byte;
                if byte != b' ' {
                    ink = byte;
                }
            }
            free * CLOSE <= all
        })
    }

    fn counted(&self) -> &Counted<'t> {
        self.counted.get_or_init(|| Counted::of(self.text))
    }

    /// How often a word stands in the text.
    pub fn count(&self, word: &str) -> u32 {
        let count = self.counted().counts.get(word);
        count.map_or(0, |count| count.0)
    }

    /// What it says against a call behind a word that no stop ever follows it.
    pub fn never_ends(&self, word: &str) -> f32 {
        let Counted { counts, step } = self.counted();
        let lower = word.to_lowercase();
        let forms = [word, lower.as_str()];
        let forms = &forms[usize::from(word == lower)..];
        let counts = forms.iter().filter_map(|form| counts.get(form));
        let (count, ended) = counts.fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
        if ended > 0 {
            0.0
        } else {
            (count as f32 * step).max(NEVER)
        }
    }
}

impl<'t> Counted<'t> {
    fn of(text: &'t str) -> Counted<'t> {
        let mut counts: HashMap<&str, (u32, u32)> = HashMap::default();
        counts.reserve(expected(text));
        let (mut all, mut ended) = (1, 1);
        for word in alphanumerics(text) {
            let is_ended = u32::from(text[word.end..].starts_with(is_stop));
            let count = counts.entry(&text[word]).or_default();
            *count = (count.0 + 1, count.1 + is_ended);
            (all, ended) = (all + 1, ended + is_ended);
        }
        Counted {
            counts,
            step: (1.0 - ended as f32 / all as f32).max(0.5).ln(),
        }
    }
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '"' | '»' | '…'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_are_close_to_their_words_though_some_are_free() {
        let close = "The mill, the weir, the bridge. ".repeat(4);
        assert!(Words::new(&format!("{close} The king 1 . He rode.")).has_close_stops());
        assert!(!Words::new("The mill , the weir , the bridge . It is old.").has_close_stops());
        assert!(Words::new("and so . . . on, and on, and on, and on, and on.").has_close_stops());
    }
}
