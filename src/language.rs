//! What the texts of a language do: its abbreviations, months, headings, particles, how often a hyphen at a line end is
//! soft. In: data/languages/xx.toml, compiled in. Out: a [`Language`], by tag, or what all of them know together.
//!
//! Words are in lower case and without a stop at their end; a `_` in the files stands for a blank.

mod direction;
#[cfg(test)]
mod joining;

pub use direction::is_right_to_left;

use serde::Deserialize;
use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

/// Words of a language with something in common, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Words {
    words: Vec<Cow<'static, str>>,
    /// A bit for each kind of word that is among them: most that are asked for are of none of these kinds.
    kinds: [u64; 4],
    /// Bytes of the longest.
    longest: usize,
}

/// The kind of a word, of 256: by its first and last letter and its length.
fn kind(word: &str) -> (usize, u64) {
    let bytes = word.as_bytes();
    let (first, last) = (bytes.first(), bytes.last());
    let [first, last] = [first, last].map(|byte| byte.copied().unwrap_or_default());
    let kind =
        first.wrapping_mul(37) ^ last.wrapping_mul(11) ^ (bytes.len() as u8).wrapping_mul(83);
    (usize::from(kind >> 6), 1 << (kind & 63))
}

impl From<String> for Words {
    fn from(text: String) -> Words {
        let words = text.split_whitespace();
        Words::sorted(words.map(|w| w.replace('_', " ").into()).collect())
    }
}

/// What parts the words of a field in data/languages/any.txt: some words have blanks.
const BETWEEN: char = '|';

impl Words {
    fn sorted(mut words: Vec<Cow<'static, str>>) -> Words {
        words.sort_unstable();
        words.dedup();
        let mut kinds = [0; 4];
        for (part, bit) in words.iter().map(|word| kind(word)) {
            kinds[part] |= bit;
        }
        let longest = words.iter().map(|word| word.len()).max();
        Words {
            words,
            kinds,
            longest: longest.unwrap_or(0),
        }
    }

    /// Whether the word, in lower case, is one of them.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        let (part, bit) = kind(word);
        let is_like = self.kinds[part] & bit != 0;
        is_like && (self.words.binary_search_by(|own| (**own).cmp(word))).is_ok()
    }

    /// Whether a text may be one of them, in whatever case: it is short enough. Small letters have a third of the bytes of
    /// large ones at the least, and as many in ASCII.
    #[must_use]
    pub fn may_have(&self, text: &str) -> bool {
        let bytes = if text.is_ascii() { 1 } else { 3 };
        text.len() <= bytes * self.longest
    }

    /// All of them, by their letters.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// Those that a text begins with.
    pub fn heading<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'w str> {
        let first = text.as_bytes().first();
        let from = self
            .words
            .partition_point(|word| word.as_bytes().first() < first);
        let alike = self.words[from..].iter().map(|word| &**word);
        let alike = alike.take_while(move |word| word.as_bytes().first() == first);
        alike.filter(move |word| text.starts_with(word))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words of a line of data/languages/any.txt, which are in order there.
    fn of_line(line: Option<&'static str>, field: &str) -> Words {
        let words = line.and_then(|line| line.strip_prefix(field)?.strip_prefix(": "));
        let words = words.expect("a test holds the file against the fields");
        let words = words.split(BETWEEN).filter(|word| !word.is_empty());
        Words::sorted(words.map(Cow::from).collect())
    }
}

macro_rules! language {
    ($($(#[$about:meta])* $name:ident,)*) => {
        /// A language as its texts show it.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Language {
            /// How much likelier a hyphen at a line end stands for that only than for a word's own, before anything is known
            /// of the words: the odds' natural logarithm.
            pub soft: f32,
            /// Letters in a word of running text, on the mean.
            pub letters: f32,
            $($(#[$about])* pub $name: Words,)*
        }

        impl Language {
            /// What all languages know together, of the file that is made of theirs.
            fn of_any() -> Language {
                let mut lines = ANY_FILE.lines();
                Language { $($name: Words::of_line(lines.next(), stringify!($name)),)* ..Language::unknown() }
            }
        }

        /// The fields of words, by their names.
        #[cfg(test)]
        const FIELDS: &[joining::Field] = &[$((stringify!($name), |language| &language.$name),)*];
    };
}

language! {
    /// Small words that any text is full of.
    small,
    /// Abbreviations whose stop ends no sentence.
    abbreviations,
    /// Words that a number follows which is no call: `No. 52`, `p. 9`.
    references,
    /// Months, long and short, and what a year is called.
    months,
    /// What a note is called where the text speaks of one: `see note 12`.
    notes,
    /// Words that only point at the source named before.
    ibid,
    /// Words that a citation has.
    cites,
    /// Verbs that say who somebody was.
    being,
    /// Words that no stop follows: articles, and, of.
    bound,
    /// More words that no title ends with: prepositions, pronouns, titles of persons.
    inner,
    /// Words that make a sentence: forms of the commonest verbs, and pronouns that stand before verbs.
    verbs,
    /// Words that open short sentences.
    adverbs,
    /// Prepositions that open titles: `Of Salt`.
    openers,
    /// Words that open titles with a verb: `How the Mill Was Built`.
    asking,
    /// Words that lead to the name of an author.
    by,
    /// Divisions of a book that have a number, the largest.
    parts,
    /// Those below.
    chapters,
    /// And the smallest.
    sections,
    /// Headings that are one word: `Preface`.
    headings,
    /// What a table of contents is called.
    contents,
    /// What stands before the number of a picture or a table.
    captions,
    /// What heads a section of notes.
    endnotes,
    /// Those of them that head a list of works where the notes have a heading of their own.
    works,
    /// `first`, as in `First Part`.
    ordinals,
    /// Numbers in words, to ninety.
    numbers,
    /// Words between a part that waits for its second half and the word that has it: `Vor- und Nachteile`.
    conjunctions,
    /// First parts that often keep a hyphen before a whole word.
    heads,
    /// Words whose hyphen is their own, by their ends: `*-vous` is tied to any word before it, `по-*ски` is an adverb.
    kept,
    /// Endings of verbs that no half of another word has: pronouns behind them keep their hyphen.
    finite,
    /// What stands before an apostrophe, tied to the word behind it.
    elisions,
    /// What stands behind an apostrophe, tied to the word before it.
    contractions,
    /// What is tied to the digits before it: `1st`, `1er`.
    after_numbers,
    /// What may stand between the parts of a compound; nothing where words are rarely joined to new ones.
    links,
    /// Small words that often are the first half of compounds: `overcareful`.
    leads,
    /// Small words that other words begin with: `devers`.
    prefixes,
    /// Small words that sometimes do.
    particles,
    /// Words that are also the second half of compounds: `manlike`.
    tails,
    /// Words that a hyphen ties to the one before them: `soft-spoken`.
    tied,
    /// Words of two letters that are no small words and yet common.
    short,
    /// Endings that make another form of a word, behind it or behind its beginning.
    inflections,
}

/// Of a language of which nothing is known, as of most that were measured: 50 soft hyphens to a word's own.
const SOFT: f32 = 4.0;
/// Such a language's words are as long as those of most.
const LETTERS: f32 = 5.2;

/// The languages, by the first part of their tags.
const FILES: &[(&str, &str)] = &[
    ("cs", include_str!("../data/languages/cs.toml")),
    ("da", include_str!("../data/languages/da.toml")),
    ("de", include_str!("../data/languages/de.toml")),
    ("en", include_str!("../data/languages/en.toml")),
    ("es", include_str!("../data/languages/es.toml")),
    ("fi", include_str!("../data/languages/fi.toml")),
    ("fr", include_str!("../data/languages/fr.toml")),
    ("hu", include_str!("../data/languages/hu.toml")),
    ("it", include_str!("../data/languages/it.toml")),
    ("la", include_str!("../data/languages/la.toml")),
    ("nb", include_str!("../data/languages/nb.toml")),
    ("nl", include_str!("../data/languages/nl.toml")),
    ("pl", include_str!("../data/languages/pl.toml")),
    ("pt", include_str!("../data/languages/pt.toml")),
    ("ro", include_str!("../data/languages/ro.toml")),
    ("ru", include_str!("../data/languages/ru.toml")),
    ("sv", include_str!("../data/languages/sv.toml")),
    ("uk", include_str!("../data/languages/uk.toml")),
];

/// Languages that are near enough to another to be read by its words.
const NEAR: &[(&str, &str)] = &[("nn", "nb"), ("no", "nb"), ("gl", "pt"), ("af", "nl")];

/// Each is read when it is first asked for.
static READ: [OnceLock<Language>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The language of a file, by its index.
fn read(at: usize) -> &'static Language {
    READ[at].get_or_init(|| toml::from_str(FILES[at].1).expect("a test reads each language's file"))
}

/// What all of them know together, made by the tests of `joining`: reading 14 files and joining them took twice as long as all
/// else that the program does before it looks at a text.
const ANY_FILE: &str = include_str!("../data/languages/any.txt");

static ANY: LazyLock<Language> = LazyLock::new(Language::of_any);

static UNKNOWN: LazyLock<Language> = LazyLock::new(Language::unknown);

impl Language {
    /// A language of which nothing is known.
    fn unknown() -> Language {
        Language {
            soft: SOFT,
            letters: LETTERS,
            ..Language::default()
        }
    }

    /// The language of a tag's first part; one of which nothing is known if there is no file of it.
    #[must_use]
    pub fn of(tag: &str) -> &'static Language {
        let tag = tag.split(['-', '_']).next().unwrap_or_default();
        let near = NEAR.iter().find(|(from, _)| *from == tag);
        let tag = near.map_or(tag, |(_, to)| to);
        let found = FILES.iter().position(|(name, _)| *name == tag);
        found.map_or(&UNKNOWN, read)
    }

    /// What all languages know together: texts cite works of other languages, and their own may be guessed wrong.
    #[must_use]
    pub fn any() -> &'static Language {
        &ANY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_with_some_of_the_words() {
        let words = Words::sorted(["en", "e", "end", "er", "s"].map(Into::into).into());
        assert_eq!(
            words.heading("endes").collect::<Vec<_>>(),
            ["e", "en", "end"]
        );
        assert!(words.heading("").next().is_none() && words.heading("t").next().is_none());
    }

    #[test]
    fn every_file_can_be_read_and_says_all() {
        for (tag, text) in FILES {
            let language: Language = toml::from_str(text).unwrap_or_else(|e| panic!("{tag}: {e}"));
            let needed = [
                &language.small,
                &language.abbreviations,
                &language.months,
                &language.headings,
                &language.contents,
                &language.conjunctions,
                &language.ibid,
            ];
            assert!(needed.iter().all(|words| !words.is_empty()), "{tag}");
            assert!(language.soft > 0.0 && language.letters > 4.0, "{tag}");
            let is_low = |word: &str| word.to_lowercase() == word;
            assert!(language.abbreviations.iter().all(is_low), "{tag}");
        }
    }

    #[test]
    fn what_a_file_lacks_or_misspells_is_said() {
        let (_, english) = FILES.iter().find(|(tag, _)| *tag == "en").unwrap();
        let error = |text: &str| toml::from_str::<Language>(text).unwrap_err().to_string();
        let without = english.replace("by = \"by\"", "");
        assert!(error(&without).contains("missing field `by`"));
        assert!(error(&format!("{without}bye = \"by\"")).contains("unknown field `bye`"));
    }

    #[test]
    fn languages_are_found_by_their_tags() {
        assert!(Language::of("it").contents.has("indice"));
        assert!(Language::of("no").conjunctions.has("eller"));
        assert!(Language::of("xx").small.is_empty());
        assert!(Language::any().contents.has("table of contents"));
        assert!(Language::any().verbs.has("era") && !Language::any().inner.has("do"));
    }
}
