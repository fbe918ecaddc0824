//! Known words. In: a language and the manifest's `repair.words`. Out: [`Lexicon`], which answers whether a word is known
//! and how common it is; beside it [`Vocabulary`], the text's own words, which always speak first.
//!
//! The lists of some languages are compiled in (data/words). For others the system's hunspell list is read where there
//! is one; without any, the passes go by the text's own words alone.

mod guess;
pub mod hunspell;
pub mod vocabulary;

pub use guess::guess;
pub use vocabulary::{Vocabulary, lowered};

use crate::hash::hash;
use crate::language::Language;
use fst::Map;
use hunspell::Affixed;
use std::collections::HashSet;
use std::fmt;
use std::sync::Mutex;

/// A compiled list: its language, the map from word to value, and that from word to how often it is part of others.
type List = (&'static str, &'static [u8], &'static [u8]);

/// The files of a language's list.
macro_rules! list {
    ($language:literal) => {
        (
            $language,
            include_bytes!(concat!("../data/words/", $language, ".fst")),
            include_bytes!(concat!("../data/words/", $language, ".parts.fst")),
        )
    };
}

/// The compiled lists. A static, so that they stand in the program once.
static LISTS: &[List] = &[
    list!("en"),
    list!("de"),
    list!("fr"),
    list!("es"),
    list!("it"),
    list!("pt"),
    list!("cs"),
    list!("hu"),
    list!("la"),
    list!("nb"),
    list!("nl"),
    list!("pl"),
    list!("ro"),
    list!("ru"),
    list!("sv"),
    list!("uk"),
];

/// Languages that are near enough to another to be read by its list: Norwegian was written as Danish in the novels of ours.
const NEAR: &[(&str, &str)] = &[("da", "nb"), ("no", "nb"), ("nn", "nb")];

/// Added to the value of a word that is only a name.
const NAME: u64 = 64;

/// Known words of a language, and the manifest's.
#[derive(Clone)]
pub struct Lexicon {
    language: String,
    map: Option<Map<&'static [u8]>>,
    parts: Option<Map<&'static [u8]>>,
    habits: &'static Language,
    system: Option<Affixed>,
    words: HashSet<String>,
    recent: Recent,
}

/// What the list said of the last words that it was asked for; a copy begins without.
#[derive(Default)]
struct Recent(Mutex<Vec<(Box<str>, Option<u8>)>>);

/// So many words keep their place in [`Recent`]: passes ask for the same few thousand, and the list is slow to search. For
/// a pamphlet of 59 kB it is searched 4,600 times, with half as many places 5,800 times.
const RECENT: usize = 8192;

impl Clone for Recent {
    fn clone(&self) -> Recent {
        Recent::default()
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Lexicon({}, {} own words)",
            self.language,
            self.words.len()
        )
    }
}

impl Lexicon {
    /// The words of a language (a BCP 47 tag; only its first part counts) and the manifest's own.
    #[must_use]
    pub fn new(language: &str, words: &[String]) -> Lexicon {
        let primary = language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let near = NEAR.iter().find(|(from, _)| *from == primary);
        let named = near.map_or(primary.as_str(), |(_, to)| to);
        let list = LISTS.iter().find(|list| list.0 == named);
        Lexicon {
            map: list.and_then(|list| Map::new(list.1).ok()),
            parts: list.and_then(|list| Map::new(list.2).ok()),
            habits: Language::of(&primary),
            system: if list.is_none() {
                Affixed::of_system(language)
            } else {
                None
            },
            words: words.iter().map(|w| w.to_lowercase()).collect(),
            language: primary,
            recent: Recent::default(),
        }
    }

    /// The words of the language that a text seems to be written in.
    #[must_use]
    pub fn guessed(text: &str, words: &[String]) -> Lexicon {
        Lexicon::new(&guess(text), words)
    }

    /// The first part of the language's tag, such as `en`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What texts of the language do.
    #[must_use]
    pub fn habits(&self) -> &'static Language {
        self.habits
    }

    /// Whether there is any list for the language.
    #[must_use]
    pub fn has_list(&self) -> bool {
        self.map.is_some() || self.system.is_some()
    }

    /// Whether the manifest or the list has the word; its case does not matter.
    #[must_use]
    pub fn is_known(&self, word: &str) -> bool {
        self.log_probability(&lowered(word)).is_some()
    }

    /// How common a word is: the natural logarithm of its share of all words; None if it is unknown.
    /// The word must be in lower case.
    #[must_use]
    pub fn log_probability(&self, word: &str) -> Option<f32> {
        let listed = self.listed(word);
        if let Some(value) = listed {
            return Some(share(value));
        }
        let is_known =
            self.words.contains(word) || self.system.as_ref().is_some_and(|s| s.contains(word));
        is_known.then_some(UNCOUNTED)
    }

    /// The list's value of a word, from where the last word of its place was kept.
    fn listed(&self, word: &str) -> Option<u64> {
        let map = self.map.as_ref()?;
        // Who would have to wait looks it up as fast.
        let Ok(mut recent) = self.recent.0.try_lock() else {
            return self.look_up(map, word);
        };
        if recent.is_empty() {
            recent.resize_with(RECENT, Default::default);
        }
        let kept = &mut recent[hash(word) as usize % RECENT];
        if *kept.0 != *word {
            let value = self.look_up(map, word);
            *kept = (word.into(), value.map(in_a_byte));
        }
        kept.1.map(u64::from)
    }

    fn look_up(&self, map: &Map<&'static [u8]>, word: &str) -> Option<u64> {
        // Most Russian texts write ё as е, those of the list, too.
        if self.language == "ru" && word.contains('ё') {
            return map.get(word.replace('ё', "е"));
        }
        // The German list is of before 1996, and Swiss texts have no ß at all.
        let is_reformed = self.language == "de" && word.contains("ss");
        map.get(word).or_else(|| {
            let newer = is_reformed.then(|| word.replacen("ss", "ß", 1));
            map.get(newer.or_else(|| self.without_digraph(word))?)
        })
    }

    /// A German word with the capital that old type had no sort for: `Ueber`.
    fn without_digraph(&self, word: &str) -> Option<String> {
        let heads = [("ae", "ä"), ("oe", "ö"), ("ue", "ü")];
        let mut heads = heads.iter().filter(|_| self.language == "de");
        heads.find_map(|(two, one)| Some(format!("{one}{}", word.strip_prefix(two)?)))
    }

    /// The words that a text begins with, as their length in bytes and how common they are. A word must be in lower case.
    /// Beside them, with None, the beginnings of words that are known.
    pub fn beginnings(
        &self,
        text: &str,
        longest: usize,
        mut found: impl FnMut(usize, Option<f32>),
    ) {
        let ends = || {
            text.char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .take(longest)
        };
        let Some(map) = &self.map else {
            return ends().for_each(|end| {
                if let Some(share) = self.log_probability(&text[..end]) {
                    found(end, Some(share));
                }
            });
        };
        if !self.words.is_empty() {
            let is_own = |end: &usize| {
                let word = &text[..*end];
                self.words.contains(word) && self.listed(word).is_none()
            };
            ends()
                .filter(is_own)
                .for_each(|end| found(end, Some(UNCOUNTED)));
        }
        let list = map.as_fst();
        let (mut node, mut output, mut done) = (list.root(), 0, 0);
        for end in ends() {
            for &byte in &text.as_bytes()[done..end] {
                let Some(next) = node.find_input(byte) else {
                    return;
                };
                let step = node.transition(next);
                output += step.out.value();
                node = list.node(step.addr);
            }
            done = end;
            let value = node
                .is_final()
                .then(|| output + node.final_output().value());
            found(end, value.map(share));
        }
    }

    /// Tells of letters whether a known word may have one behind a beginning, in lower case. Only a no is sure: the manifest's
    /// words may be any, and German ones have more spellings than the list.
    pub fn letters_behind<'l>(&'l self, beginning: &str) -> impl Fn(char) -> bool + 'l {
        let is_listed = self.words.is_empty() && self.language != "de";
        let node = self.map.as_ref().filter(|_| is_listed).map(|map| {
            let list = map.as_fst();
            let mut bytes = beginning.bytes();
            bytes.try_fold(list.root(), |node, byte| {
                Some(list.node(node.transition(node.find_input(byte)?).addr))
            })
        });
        move |letter| {
            let first = letter.encode_utf8(&mut [0; 4]).as_bytes()[0];
            let goes_on = |node: &Option<fst::raw::Node<'_>>| {
                (node.as_ref()).is_some_and(|node| node.find_input(first).is_some())
            };
            node.as_ref().is_none_or(goes_on)
        }
    }

    /// How often a word, in lower case, is the first part of a longer one of the list, and how often the second, where the
    /// other part is a word, too; as natural logarithms of one more.
    #[must_use]
    pub fn parts(&self, word: &str) -> (f32, f32) {
        let value = self.parts.as_ref().and_then(|parts| parts.get(word));
        let often = |steps: u64| match steps {
            0 => 0.0,
            _ => 2f32.powf(steps as f32 / 2.0).ln_1p(),
        };
        value.map_or((0.0, 0.0), |value| (often(value / 32), often(value % 32)))
    }

    /// Whether the list has the word as a name only, or in German as a noun only; the word must be in lower case.
    #[must_use]
    pub fn is_name(&self, word: &str) -> bool {
        self.listed(word).is_some_and(|value| value >= NAME)
    }

    /// Whether it is one of the small words that any text is full of; in lower case.
    #[must_use]
    pub fn is_function_word(&self, word: &str) -> bool {
        self.habits.small.has(word)
    }
}

/// A list's value as [`Recent`] keeps it: all are below twice [`NAME`].
fn in_a_byte(value: u64) -> u8 {
    u8::try_from(value).expect("the lists were made with small values")
}

/// The share of all words that a list's value stands for, as a natural logarithm.
fn share(value: u64) -> f32 {
    ((value % NAME) as f32 / 4.0 - 9.0) * std::f32::consts::LN_10
}

/// A word that is known but was never counted: as common as the rarer half of a list (1 in 10 million).
const UNCOUNTED: f32 = -16.1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_more_likely_than_rare_ones() {
        let lexicon = Lexicon::new("en-GB", &[]);
        let likely = |word| lexicon.log_probability(word).unwrap_or(f32::NEG_INFINITY);
        assert!(likely("the") > likely("house") && likely("house") > likely("anemometer"));
        assert!(likely("the") > -4.0 && likely("the") < -2.0);
        assert!(!lexicon.is_known("ofthe"));
    }

    #[test]
    fn endings_are_parts_of_many_words_and_verbs_of_few() {
        let lexicon = Lexicon::new("en", &[]);
        assert!(lexicon.parts("man").1 > 4.0 && lexicon.parts("was").1 < 3.0);
        assert!(lexicon.parts("over").0 > 5.0 && lexicon.parts("which").0 < 2.0);
        assert_eq!(Lexicon::new("xx", &[]).parts("man"), (0.0, 0.0));
    }

    #[test]
    fn the_manifest_adds_words() {
        assert!(Lexicon::new("en", &["Zinovievist".into()]).is_known("zinovievist"));
        assert!(Lexicon::new("xx", &["Foo".into()]).is_known("foo"));
    }

    #[test]
    fn the_list_tells_which_letters_go_on() {
        let lexicon = Lexicon::new("en", &[]);
        let follows = lexicon.letters_behind("anemom");
        assert!(follows('e') && !follows('q') && !follows('é'));
        assert!(!lexicon.letters_behind("qzx")('a'));
        // The manifest's words may be any.
        assert!(Lexicon::new("en", &["qzxa".into()]).letters_behind("qzx")(
            'a'
        ));
    }

    #[test]
    fn every_list_can_be_read_and_has_its_function_words() {
        for (language, ..) in LISTS {
            let lexicon = Lexicon::new(language, &[]);
            let missing: Vec<_> = lexicon
                .habits
                .small
                .iter()
                .filter(|w| !lexicon.is_known(w))
                .collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
    }
}
