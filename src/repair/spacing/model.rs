//! How likely words are. In: the language's list, the text's own words and pairs of words. Out: the scores from which
//! `segment` finds the best parting of a run of letters. All scores are natural logarithms of probabilities.

use super::segment::Parting;
use crate::lexicon::vocabulary::words;
use crate::lexicon::{Lexicon, Vocabulary};
use crate::repair::{Rules, words::is_derived};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// What the passes' decisions about blanks share.
pub(super) struct Model<'a> {
    pub lexicon: &'a Lexicon,
    vocabulary: Vocabulary,
    /// How often two words follow each other, by the hash of both.
    pairs: HashMap<u64, u32>,
    never: HashSet<String>,
}

/// What English puts behind an apostrophe.
const CONTRACTIONS: &[&str] = &[
    "s", "t", "d", "ll", "re", "ve", "m", "em", "tis", "er", "clock",
];

/// What Romance languages put before one.
const ELISIONS: &[&str] = &[
    "l", "d", "qu", "j", "n", "s", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu", "aujourd",
    "dell", "all", "nell", "un",
];

/// Small words that are also the first half of compounds: `overcareful`, `aufgewöhnt`.
const PARTICLES: &[&str] = &[
    "over", "under", "out", "up", "off", "down", "in", "on", "by", "after", "fore", "back",
    "through", "well", "all", "non", "mid", "self", "a", "be", "per", "ab", "an", "auf", "aus",
    "bei", "durch", "ein", "fort", "für", "her", "hin", "los", "mit", "nach", "um", "unter",
    "über", "vor", "weg", "zu", "da", "dar", "hinter", "so", "wohl", "ober", "sur", "sous",
    "entre", "contre", "con", "des", "ex", "sobre", "wo", "als", "allein", "gleich", "viel",
];

/// Words that are also the second half of compounds: `manlike`, `passersby`.
const TAILS: &[&str] = &[
    "like", "self", "selves", "wise", "ward", "wards", "less", "full", "man", "men", "ship",
    "hood", "some", "fold", "most", "ever", "in", "on", "up", "off", "out", "over", "by", "way",
    "ways", "son", "ton", "land", "house", "is", "as", "us", "al", "an", "er", "or", "um", "est",
    "et", "it", "am", "at", "de", "des", "es", "se", "le", "la", "me", "te", "lo", "los", "las",
    "les", "nos", "zu", "her", "hin", "mal", "weise",
];

impl<'a> Model<'a> {
    pub fn new(rules: &'a Rules, text: &str) -> Model<'a> {
        let vocabulary = Vocabulary::of(text);
        let mut pairs = HashMap::new();
        let mut before: Option<(Range<usize>, u64)> = None;
        let mut key = String::new();
        for word in words(text) {
            key.clear();
            key.extend(text[word.clone()].chars().flat_map(char::to_lowercase));
            let hash = hash(&key);
            if let Some((last, first)) = before
                && text[last.end..word.start]
                    .bytes()
                    .all(|b| b.is_ascii_whitespace())
            {
                *pairs.entry(join(first, hash)).or_default() += 1;
            }
            before = Some((word, hash));
        }
        let never = rules
            .repair
            .never_split
            .iter()
            .map(|w| w.to_lowercase())
            .collect();
        Model {
            lexicon: &rules.lexicon,
            vocabulary,
            pairs,
            never,
        }
    }

    /// How often two words stand side by side in the text; in lower case.
    pub fn side_by_side(&self, first: &str, second: &str) -> u32 {
        self.pairs
            .get(&join(hash(first), hash(second)))
            .copied()
            .unwrap_or_default()
    }

    /// How often a word stands in the text; in lower case.
    pub fn occurrences(&self, word: &str) -> u32 {
        self.vocabulary.occurrences(word)
    }

    /// Whether the editor forbade to part it.
    pub fn is_never(&self, word: &str) -> bool {
        self.never.contains(word)
    }

    /// A word of the text's own that no list has, as likely as it is common in the text.
    pub fn own(&self, word: &str) -> Option<f32> {
        let count = self.vocabulary.occurrences(word);
        let share = (count as f32 / self.vocabulary.total().max(1) as f32).ln();
        (count > 2).then_some(share.min(-9.0))
    }

    /// How likely a piece is as a word; None if it is none. In lower case; `written` is as the text has it.
    pub fn piece(&self, word: &str, written: &str) -> Option<f32> {
        if let Some(at) = word.find(['\'', '’']) {
            return self.with_apostrophe(word, at);
        }
        let letters = word.chars().count();
        let share = self
            .lexicon
            .log_probability(word)
            .map(|share| share.max(-18.0));
        let is_function = self.lexicon.is_function_word(word);
        match letters {
            1 => share.filter(|_| is_function || (word == "i" && written == "I")),
            2 => share.filter(|&s| is_function || s > -11.0),
            3 => share.filter(|&s| is_function || s > -14.0),
            _ => share,
        }
    }

    /// `enemy’s`, `don’t`; `l’homme`.
    fn with_apostrophe(&self, word: &str, at: usize) -> Option<f32> {
        let (before, after) = word.split_at(at);
        let after = after.trim_start_matches(['\'', '’']);
        if self.lexicon.language() == "en" {
            let is_negation = after == "t" && before.ends_with('n');
            let base = before
                .strip_suffix('n')
                .filter(|_| is_negation && before != "can")
                .unwrap_or(before);
            return self
                .lexicon
                .log_probability(base)
                .filter(|_| CONTRACTIONS.contains(&after))
                .map(|share| share - 4.0);
        }
        self.lexicon
            .log_probability(after)
            .filter(|_| ELISIONS.contains(&before))
            .map(|share| share - 1.5)
    }

    /// How likely a word of so many letters is that nobody has ever seen (research: 10^(−3.5 − 1.05 · length)).
    pub fn unseen(letters: usize) -> f32 {
        -(3.5 + 1.05 * letters as f32) * std::f32::consts::LN_10
    }

    /// How likely it is that the run is one word after all, given its best parting.
    pub fn whole(&self, run: &str, parting: &Parting) -> f32 {
        let word = run.to_lowercase();
        let letters = word.chars().count();
        let mut best = Self::unseen(letters);
        if let Some(share) = self.lexicon.log_probability(&word) {
            best = best.max(share);
        }
        if is_derived(self.lexicon, &word) {
            best = best.max(-14.0);
        }
        if let [first, second] = parting.pieces(&word).as_slice() {
            best = best.max(parting.likelihood + self.compound(first, second).ln());
            let count = self.vocabulary.occurrences(&word);
            if count > 2 && self.side_by_side(first, second) * 3 < count {
                best = best.max((count as f32 / self.vocabulary.total() as f32).ln());
            }
        }
        best
    }

    /// The share of pairs of words that the language writes as one: compounds.
    fn compound(&self, first: &str, second: &str) -> f32 {
        let is_german = matches!(
            self.lexicon.language(),
            "de" | "nl" | "sv" | "da" | "nb" | "fi" | "hu"
        );
        let is_small = |word: &str| self.lexicon.is_function_word(word);
        if PARTICLES.contains(&first) || TAILS.contains(&second) {
            if is_small(first) && is_small(second) && !is_german {
                3e-4
            } else {
                0.02
            }
        } else if is_small(first) || is_small(second) {
            if is_german { 2e-3 } else { 1e-5 }
        } else if is_german {
            0.1
        } else {
            3e-3
        }
    }

    /// Whether the run is written like a name: a capital inside a sentence, and its first word is no name.
    pub fn is_name_here(&self, text: &str, at: Range<usize>, parting: &Parting) -> bool {
        let run = &text[at.clone()];
        if !run.starts_with(char::is_uppercase) {
            return false;
        }
        let before = text[..at.start]
            .trim_end_matches(|c: char| c.is_whitespace() || "“‘\"'«„([0123456789".contains(c));
        let opens =
            before.is_empty() || before.ends_with(['.', '!', '?', ':', '”', '»', '—', '\u{c}']);
        let first = parting
            .pieces(run)
            .first()
            .map(|w| w.to_lowercase())
            .unwrap_or_default();
        let is_name = self.lexicon.is_name(&first) || self.vocabulary.is_name(&first);
        !opens && !is_name && first != "i"
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

fn join(first: u64, second: u64) -> u64 {
    first.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second
}
