//! Compounds. In: two words, or a word and what follows it. Out: whether the word may be a part of one, and how likely the
//! language writes the two as one.

use super::model::Model;

/// Endings of German nouns.
pub(super) const NOUN_ENDINGS: &[&str] = &["e", "en", "er", "es", "n", "s", "ern"];

/// Words that German parts from their verbs and writes with their participles: `zurückgetrieben`.
const GERMAN_LEADS: &[&str] = &[
    "zurück", "zurük", "entgegen", "zusammen", "wieder", "voraus", "herum", "herab", "heraus",
    "hinein", "hinaus", "herein", "hervor", "hinzu", "empor", "nieder", "davon", "vorbei",
    "hinauf", "herauf", "hinab", "herunter", "hinweg", "voran", "umher", "entzwei",
];

/// Words that end German compounds of small letters, without their endings.
const GERMAN_TAILS: &[&str] = &[
    "frei", "artig", "sauer", "saur", "reich", "förmig", "los", "voll", "haltig", "fach", "weis",
    "mäßig", "farbig", "haft", "fest", "dicht", "gelb", "roth", "rot", "blau", "grün", "braun",
];

/// Words that names and foreign words end with: `Martialis`, `publica`.
const ENDINGS: &[&str] = &[
    "a", "i", "o", "al", "am", "an", "as", "at", "de", "des", "er", "es", "est", "et", "in", "is",
    "it", "la", "land", "las", "le", "les", "lo", "los", "man", "me", "nos", "on", "or", "se",
    "son", "te", "ton", "um", "us",
];

/// Whether a word may stand alone, or be a part of a compound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stand {
    /// Alone only.
    Alone,
    /// Only as a part: a German noun in small letters.
    Part,
    /// Alone, or as a part before others: `ein`, `durch`.
    Lead,
    /// Both, but no noun: a German word that is written small.
    Small,
    /// Both.
    Either,
}

impl Model<'_> {
    /// A German noun without its capital is part of a compound; small words stand alone.
    pub fn stand(&self, word: &str, letters: usize, is_capital: bool) -> Stand {
        let is_noun_language = self.lexicon.language() == "de";
        let habits = self.lexicon.habits();
        let is_noun =
            self.lexicon.is_name(word) || is_noun_language && self.is_written_as_noun(word);
        if is_noun_language && is_linked(word) {
            Stand::Part
        } else if is_noun_language && (habits.leads.has(word) || GERMAN_LEADS.contains(&word)) {
            Stand::Lead
        } else if is_noun_language && !is_capital && is_noun {
            Stand::Part
        } else if letters < 3 || self.lexicon.is_function_word(word) {
            Stand::Alone
        } else if is_noun_language && !is_capital {
            Stand::Small
        } else {
            Stand::Either
        }
    }

    /// Whether the text itself always gives the word a capital.
    fn is_written_as_noun(&self, word: &str) -> bool {
        self.vocabulary.occurrences(word) > 1 && self.vocabulary.is_name(word)
    }

    /// The share of pairs of words that the language writes as one: compounds.
    pub fn compound(&self, first: &str, second: &str, run: &str) -> f32 {
        let is_german = !self.lexicon.habits().links.is_empty();
        let habits = self.lexicon.habits();
        let is_inflected = !habits.inflections.is_empty();
        let is_small = |word: &str| self.lexicon.is_function_word(word);
        let is_ending =
            ENDINGS.contains(&second) && (run.starts_with(char::is_uppercase) || second.len() == 1);
        match (is_small(first), is_small(second)) {
            (true, true) if is_german => 3e-3,
            (true, true) if is_inflected => 1e-3,
            (true, true) => 1e-4,
            (false, _) if is_ending => 0.03,
            (false, _) if ENDINGS.contains(&second) && is_inflected => 0.05,
            (false, _) if ENDINGS.contains(&second) => 2e-3,
            _ if habits.leads.has(first) || habits.tails.has(second) => 0.02,
            (true, false) if is_inflected && self.is_prefixed(first, second) => 0.05,
            (true, _) if habits.particles.has(first) => 1e-3,
            (true, _) | (_, true) if is_german => 2e-3,
            (_, true) if is_inflected => 1e-3,
            (true, _) | (_, true) => 1e-5,
            _ if is_german && self.is_small_behind_noun(first, second, run) => 0.02,
            _ if is_german => 0.5,
            _ => 2e-3,
        }
    }

    /// Whether a Romance word may begin with a small one: any may with `ante`, but `de` is oftener itself before a word that
    /// the list has.
    fn is_prefixed(&self, first: &str, second: &str) -> bool {
        let is_listed = self.lexicon.log_probability(second).is_some();
        self.lexicon.habits().prefixes.has(first) && (first.len() > 3 || !is_listed)
    }

    /// Whether a German run begins with a noun and goes on with a word that is none, as compounds rarely do.
    fn is_small_behind_noun(&self, first: &str, second: &str, run: &str) -> bool {
        let is_noun = run.starts_with(char::is_uppercase) && run.to_lowercase().starts_with(first);
        let is_listed = self.lexicon.log_probability(second).is_some();
        is_noun
            && is_listed
            && !self.lexicon.is_name(second)
            && !self.lexicon.habits().leads.has(first)
    }

    /// How likely a word is the beginning of a compound, as a natural logarithm; None in languages that rarely have any.
    /// Nouns are oftener than other words, and small words before the participles and infinitives of verbs.
    pub fn joint(&self, piece: &str, stand: Stand, (rest, is_behind): (&str, bool)) -> Option<f32> {
        if self.lexicon.language() != "de" {
            return None;
        }
        let is_capital = piece.starts_with(char::is_uppercase);
        let is_verb = rest.starts_with("ge") || rest.starts_with("zu");
        // Behind another word a capital makes it a noun, `Einpressen`; at the head of a run it may open a sentence.
        Some(match stand {
            Stand::Lead if is_capital && is_behind || is_verb => -0.5,
            Stand::Lead if !self.lexicon.is_function_word(&piece.to_lowercase()) => -0.5,
            Stand::Lead => -3.0,
            Stand::Small => -4.5,
            Stand::Part => -0.7,
            _ if is_capital => -0.5,
            _ => -2.5,
        })
    }
}

/// Whether names and foreign words end with a word.
pub(super) fn is_ending(word: &str) -> bool {
    ENDINGS.contains(&word)
}

/// Whether a German word has the `s` that only stands before the next part of a compound: `Entstehungsweise`.
pub(super) fn is_linked(word: &str) -> bool {
    ["ungs", "heits", "keits", "schafts", "ions", "itäts"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// Whether a German word often ends compounds: `wasserfrei`, `schwefelsaures`.
pub(super) fn is_tail(word: &str) -> bool {
    GERMAN_TAILS.iter().any(|tail| {
        word.strip_prefix(tail).is_some_and(|ending| {
            ending.is_empty() || NOUN_ENDINGS.contains(&ending) || ending == "em"
        })
    })
}
