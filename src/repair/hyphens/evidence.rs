//! What speaks for joining a broken word and what for keeping its hyphen. In: the two halves, the text's own words and
//! the language's. Out: a score in nats, positive for joining, and the evidence it is the sum of.

use super::breaks::{Break, is_soft};
use crate::hash::HashMap;
use crate::language::Language;
use crate::ledger::Reason;
use crate::lexicon::{Lexicon, Vocabulary};
use crate::repair::Rules;

/// From here on a case is clear, whatever is usual.
const CLEAR: f32 = 2.0;

/// A word list has rare words without a hyphen that few people write so: 1 in 20 million.
const RARE: f32 = -16.8;

/// What all decisions of a text share.
pub(super) struct Evidence<'a> {
    lexicon: &'a Lexicon,
    vocabulary: &'a Vocabulary,
    /// How many different words of the text begin, or end, with a part and its hyphen.
    families: HashMap<Box<str>, u32>,
    /// How many line ends clearly break a word, and how many clearly do not.
    breaks: (u32, u32),
}

impl<'a> Evidence<'a> {
    pub fn new(rules: &'a Rules, vocabulary: &'a Vocabulary) -> Evidence<'a> {
        let mut families: HashMap<Box<str>, u32> = HashMap::default();
        for word in vocabulary.compounds() {
            if let (Some((first, _)), Some((_, last))) =
                (word.split_once('-'), word.rsplit_once('-'))
            {
                *families.entry(format!("{first}-").into()).or_default() += 1;
                *families.entry(format!("-{last}").into()).or_default() += 1;
            }
        }
        Evidence {
            lexicon: &rules.lexicon,
            vocabulary,
            families,
            breaks: (0, 0),
        }
    }

    /// Counts the clear cases of a text: broken words of which one half is none, and words with a hyphen of their own.
    pub fn count(&mut self, text: &str, chains: &[Vec<Break>]) {
        for part in chains.iter().flatten() {
            let (first, second) = (&text[part.first.clone()], &text[part.second.clone()]);
            let is_half = |half: &str| self.share(&half.to_lowercase()).is_none();
            let score = self.weigh(text, part).0 - self.prior();
            if score > CLEAR && (is_half(first) || is_half(second)) {
                self.breaks.0 += 1;
            } else if score < -CLEAR {
                self.breaks.1 += 1;
            }
        }
    }

    /// How likely a hyphen at a line end stands for that only, before anything is known of the words: the odds' logarithm.
    /// A text where no word is broken has only its words' own there: each text's clear cases speak, beside what is usual
    /// in its language.
    fn prior(&self) -> f32 {
        let (soft, hard) = (self.breaks.0 as f32, self.breaks.1 as f32);
        let usual = self.habits().soft;
        ((soft + usual.exp()) / (hard + 1.0))
            .ln()
            .clamp(-2.5, usual)
    }

    /// Whether the hyphen stands for a part that is named only later, and a blank follows it: `Verfassungs- und`.
    pub fn is_suspended(&self, text: &str, chain: &[Break]) -> bool {
        let [part] = chain else {
            return false;
        };
        let second = &text[part.second.clone()];
        let joined = format!("{}{second}", &text[part.first.clone()]);
        let is_conjunction = self.habits().conjunctions.has(second);
        let is_soft = text[part.hyphen.clone()].ends_with(is_soft);
        let is_word = self.lexicon.is_known(&joined)
            || self.vocabulary.occurrences(&joined.to_lowercase()) > 0;
        is_conjunction && part.chunk == part.second && !is_soft && !is_word
    }

    /// The score and its parts.
    pub fn weigh(&self, text: &str, part: &Break) -> (f32, Reason) {
        let (first, second) = (&text[part.first.clone()], &text[part.second.clone()]);
        let prior = self.prior();
        let mut scale = Scale(
            Reason::default().because("how many line-end hyphens are soft here", prior),
            prior,
        );
        let hyphen = &text[part.hyphen.clone()];
        if hyphen.chars().all(is_soft) {
            scale.add("a mark that stands only for line ends", 9.0);
        } else if part.is_repeated() {
            scale.add("the next line begins with it again", -18.0);
        } else {
            self.form(&mut scale, first, second);
            let (first, second) = (first.to_lowercase(), second.to_lowercase());
            self.words(&mut scale, &first, &second);
            self.kept(&mut scale, &first, &second);
            self.surroundings(&mut scale, text, part);
        }
        (scale.1, scale.0)
    }

    /// How the halves are written: digits, capitals, length.
    fn form(&self, scale: &mut Scale, first: &str, second: &str) {
        if first.is_empty() || second.is_empty() {
            return scale.add("a digit beside the hyphen", -9.0);
        }
        let is_capital = second.starts_with(char::is_uppercase);
        let is_shouted = is_capital && first.chars().chain(second.chars()).all(char::is_uppercase);
        if is_capital && !(is_shouted && first.chars().count() > 1) {
            scale.add("a capital follows", -9.0);
        }
        if first.chars().count() == 1 {
            scale.add("a single letter before it", -3.0);
        }
        if second.chars().count() == 1 {
            scale.add("a single letter after it", -1.5);
        }
    }

    /// What the text and the language know of the halves and of the whole.
    fn words(&self, scale: &mut Scale, first: &str, second: &str) {
        let joined = format!("{first}{second}");
        let kept = format!("{first}-{second}");
        let (whole, apart) = (
            self.vocabulary.occurrences(&joined),
            self.vocabulary.occurrences(&kept),
        );
        if whole > 0 {
            scale.add(
                "the text has the joined word elsewhere",
                3.0 + (whole as f32).ln(),
            );
        }
        if apart > 0 {
            scale.add(
                "the text has the hyphenated word elsewhere",
                -3.0 - self.habits().soft - (apart as f32).ln(),
            );
        }
        let halves = (self.share(first), self.share(second));
        match (self.lexicon.log_probability(&joined), self.derived(&joined)) {
            (Some(share), _) => {
                // From 1 in 10 million to 1 in 10,000.
                let weight = (2.0 + (share + 17.0) * 0.7).clamp(0.5, 6.0);
                scale.add("the joined word is known", weight);
                if share < RARE
                    && whole == 0
                    && self.habits().heads.has(first)
                    && halves.1.is_some()
                {
                    scale.add(
                        "a rare word, and a first part that often keeps its hyphen",
                        -3.0,
                    );
                }
            }
            (None, true) => scale.add("the joined word is formed from a known one", 2.0),
            (None, false) => self.unknown(scale, (first, second), halves),
        }
    }

    /// The joined word is unknown: the halves decide.
    fn unknown(
        &self,
        scale: &mut Scale,
        (first, second): (&str, &str),
        halves: (Option<f32>, Option<f32>),
    ) {
        if !self.lexicon.has_list() {
            return;
        }
        let is_word = |word: &str, share: Option<f32>| {
            share.is_some_and(|s| s > -17.0)
                && (word.chars().count() > 2 || self.lexicon.is_function_word(word))
        };
        match (is_word(first, halves.0), is_word(second, halves.1)) {
            (true, true) if self.lexicon.language() == "de" => {
                scale.add("two words that German joins", 1.5)
            }
            (true, true) => {
                let commoner = halves.0.unwrap_or(-17.0).min(halves.1.unwrap_or(-17.0));
                scale.add(
                    "two whole words, and none joined",
                    -3.0 - ((commoner + 14.0) * 0.4).clamp(-0.5, 2.0),
                );
            }
            (false, _) if self.end_completes(first, second) => {
                scale.add("the end of what stands before completes it", 3.0)
            }
            (false, true) => scale.add("the first half is no word", 1.5),
            (true, false) => scale.add("the second half is no word", 1.5),
            (false, false) => scale.add("neither half is a word", 2.0),
        }
        if self.habits().heads.has(first) && is_word(second, halves.1) {
            scale.add("a first part that often keeps its hyphen", -1.0);
        }
    }

    /// What else speaks for a compound: its family, numbers, other hyphens, a language's customs.
    fn surroundings(&self, scale: &mut Scale, text: &str, part: &Break) {
        let first = text[part.first.clone()].to_lowercase();
        let second = text[part.second.clone()].to_lowercase();
        let family = |key: String| self.families.get(key.as_str()).copied().unwrap_or_default();
        let kin = family(format!("{first}-")) + family(format!("-{second}"));
        let is_known = self.lexicon.is_known(&format!("{first}{second}"));
        if kin > 0 && !is_known {
            scale.add(
                "the text has compounds with this part",
                -0.7 * (1.0 + kin as f32).ln().min(3.0),
            );
        }
        // Of what a dash parts, the last piece and the first are the word's.
        let head = dash_parted(&text[part.head.clone()]).last();
        let is_compound = head.is_some_and(|head| {
            head.trim_start_matches(|c: char| !c.is_alphanumeric())
                .contains('-')
        });
        let rest = dash_parted(&text[part.second.end..part.chunk.end]).next();
        let rest = rest.and_then(|rest| rest.strip_prefix('-'));
        // The hyphen of a pronoun behind its verb is that word's: `canta-te`.
        let rest = rest.filter(|rest| !self.is_tied(&rest.to_lowercase()));
        if is_compound || rest.is_some() {
            scale.add(
                "another hyphen in the word",
                if is_known { -1.0 } else { -2.5 },
            );
        }
        let is_number = |word: &str| self.habits().numbers.has(word);
        let is_sum = is_number(&second) && (is_number(&first) || first == "and")
            || is_number(&first) && second == "and";
        // `ventidue` is one word.
        if is_sum && (!is_known || self.lexicon.language() == "en") {
            scale.add("a number in words", -6.0);
        }
        // `dira-t-elle`, whatever `telle` is.
        if self.lexicon.language() == "fr" && is_compound && first == "t" {
            scale.add("a pronoun behind its verb", -9.0);
        }
    }

    /// What a language ties to other words by a hyphen, unless the two make a word: pronouns behind verbs, particles.
    fn kept(&self, scale: &mut Scale, first: &str, second: &str) {
        let joined = format!("{first}{second}");
        let is_word = self.lexicon.is_known(&joined) || self.vocabulary.occurrences(&joined) > 0;
        let mut kept = self
            .habits()
            .kept
            .iter()
            .filter_map(|kept| kept.split_once('-'));
        let is_whole = || {
            let mut endings = self.habits().finite.iter();
            self.share(first).is_some()
                || self.derived(first)
                || self.habits().small.has(first)
                || endings.any(|end| first.ends_with(end))
        };
        let is_kept = kept.any(|(before, after)| {
            let is_after = after
                .strip_prefix('*')
                .map_or(after == second, |end| second.ends_with(end));
            is_after && (before == first || before == "*" && is_whole())
        });
        if is_kept && !is_word {
            scale.add(
                "what this language ties with a hyphen",
                -3.0 - self.habits().soft,
            );
        }
    }

    /// Whether what stands behind a hyphen is tied to any word before it.
    fn is_tied(&self, rest: &str) -> bool {
        let word = rest.split(|c: char| !c.is_alphabetic()).next();
        let mut kept = self.habits().kept.iter();
        word.is_some_and(|word| kept.any(|kept| kept.strip_prefix("*-") == Some(word)))
    }

    fn habits(&self) -> &'static Language {
        self.lexicon.habits()
    }

    fn share(&self, word: &str) -> Option<f32> {
        let listed = self.lexicon.log_probability(word);
        listed.or_else(|| (self.vocabulary.occurrences(word) > 2).then_some(-15.0))
    }

    /// Whether the word is a known one with a common ending or beginning.
    fn derived(&self, word: &str) -> bool {
        super::super::words::is_derived(self.lexicon, word)
    }

    /// Whether the first half is words run together whose last one the second half completes: `hillycoun|try`.
    fn end_completes(&self, first: &str, second: &str) -> bool {
        let starts = first.char_indices().map(|(at, _)| at).skip(3);
        let is_long = first.chars().count() >= 7;
        is_long
            && starts.take_while(|&at| first.len() - at > 1).any(|at| {
                let word = format!("{}{second}", &first[at..]);
                self.lexicon
                    .log_probability(&word)
                    .is_some_and(|share| share > -13.0)
                    && !self.lexicon.is_known(&first[at..])
            })
    }
}

/// What stands between the dashes of a chunk; two hyphens are one, where a text has no other.
fn dash_parted(chunk: &str) -> impl Iterator<Item = &str> {
    chunk
        .split(['—', '–', '―'])
        .flat_map(|piece| piece.split("--"))
}

/// The evidence so far and its sum.
struct Scale(Reason, f32);

impl Scale {
    fn add(&mut self, what: &'static str, weight: f32) {
        self.0 = std::mem::take(&mut self.0).because(what, weight);
        self.1 += weight;
    }
}
