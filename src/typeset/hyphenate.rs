//! Where words may be parted at a line end. In: words and the language of the text. Out: [`Cutpoint`]s: hyphenation by
//! the language's patterns, and the hyphens and dashes that the text has itself.

use super::cache::Cache;
use crate::hash::HashMap;
use hyphenation::{Hyphenator as _, Language, Load, Standard};
use std::sync::Arc;

/// What parting a word at a place looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutKind {
    /// A hyphen is added.
    Soft,
    /// Nothing is added: the text has a hyphen, a dash or a slash there.
    Hard,
    /// Nothing is added, and it is ugly: only where a word is wider than the measure.
    Forced,
}

/// A place where a word may be parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cutpoint {
    /// Bytes before it.
    pub at: u16,
    /// What it looks like.
    pub kind: CutKind,
    /// Whether it is a second-best place: inside a compound that has a hyphen, or in a name.
    pub is_poor: bool,
}

/// The tag of what is in no language (ISO 639-2): words of a machine have no patterns.
pub(super) const NO_LANGUAGE: &str = "zxx";

/// The patterns of a language.
pub struct Hyphenator {
    patterns: Option<Standard>,
    /// For long words in which the language's own patterns find nothing: those of its other variety.
    sister: Option<Standard>,
    /// Letters that must stay before and after.
    minima: (usize, usize),
    /// The patterns of words in other languages, by their tags.
    others: Vec<(String, Hyphenator)>,
    /// Words in small letters, and how many of their letters stand before each place where they may be parted.
    exceptions: HashMap<String, Vec<usize>>,
    /// Where words that were met may be parted.
    parted: Cache<(), Vec<Cutpoint>>,
}

impl Hyphenator {
    /// The patterns for a BCP 47 tag; a language without patterns is not hyphenated.
    #[must_use]
    pub fn new(tag: &str) -> Hyphenator {
        let language = language(tag);
        let (left, right) = language.map_or((2, 3), |l| l.minima());
        Hyphenator {
            patterns: language.and_then(|l| Standard::from_embedded(l).ok()),
            sister: language
                .and_then(sister)
                .and_then(|l| Standard::from_embedded(l).ok()),
            minima: (left.max(2), right.max(3)),
            others: Vec::new(),
            exceptions: HashMap::default(),
            parted: Cache::default(),
        }
    }

    /// The same with words that are parted where their hyphens stand, and nowhere else: `cen-tral-ism`.
    #[must_use]
    pub fn except(mut self, words: &[String]) -> Hyphenator {
        self.parted = Cache::default();
        for word in words {
            let parts: Vec<&str> = word.split('-').collect();
            let mut letters = 0;
            let mut places = Vec::new();
            for part in &parts[..parts.len() - 1] {
                letters += part.chars().count();
                places.push(letters);
            }
            self.exceptions
                .insert(parts.concat().to_lowercase(), places);
        }
        self
    }

    /// The same with the patterns for words in other languages.
    #[must_use]
    pub fn with<'t>(mut self, tags: impl IntoIterator<Item = &'t str>) -> Hyphenator {
        let others = tags
            .into_iter()
            .chain([NO_LANGUAGE])
            .map(|tag| (tag.to_owned(), Hyphenator::new(tag)));
        self.others = others.collect();
        self
    }

    /// The patterns for words of a language; of none, and of one that was not named, those of the text.
    #[must_use]
    pub fn of(&self, language: Option<&str>) -> &Hyphenator {
        let named = |tag: &str| self.others.iter().find(|(other, _)| other == tag);
        let found = language.and_then(named);
        found.map_or(self, |(_, hyphenator)| hyphenator)
    }

    /// All places where `word` may be parted, in order. `word` is what stands between two spaces, its stops, quotes and
    /// dashes included, or a part of it.
    #[must_use]
    pub fn cutpoints(&self, word: &str) -> Arc<Vec<Cutpoint>> {
        self.parted.get((), word, || self.find_cutpoints(word))
    }

    fn find_cutpoints(&self, word: &str) -> Vec<Cutpoint> {
        let mut found = hard_cutpoints(word);
        let has_hyphen = word.contains(['-', '\u{2010}']);
        for (start, letters) in letter_runs(word) {
            self.soft_cutpoints(start, letters, has_hyphen, &mut found);
        }
        found.sort_by_key(|cut| cut.at);
        found.dedup_by_key(|cut| cut.at);
        found.retain(|cut| word.is_char_boundary(usize::from(cut.at)));
        found
    }

    fn soft_cutpoints(&self, start: usize, letters: &str, poor: bool, found: &mut Vec<Cutpoint>) {
        let count = letters.chars().count();
        let (left, right) = self.minima;
        if let Some(places) = self.exception(letters) {
            let at = |&place: &usize| letters.char_indices().nth(place).map(|(at, _)| at);
            let places = places.iter().filter_map(at);
            found.extend(places.map(|at| Cutpoint {
                at: (start + at) as u16,
                kind: CutKind::Soft,
                is_poor: poor,
            }));
            return;
        }
        let (Some(patterns), true) = (&self.patterns, count >= (left + right).max(5)) else {
            return;
        };
        let is_name = letters.starts_with(char::is_uppercase);
        if letters.chars().skip(1).any(char::is_uppercase) {
            return;
        }
        let fair = |patterns: &Standard| -> Vec<usize> {
            let counted = |at: &usize| letters[..*at].chars().count();
            let breaks = patterns.hyphenate(letters).breaks.into_iter();
            breaks
                .filter(|at| counted(at) >= left && count - counted(at) >= right)
                .collect()
        };
        let own = fair(patterns);
        let is_lost = own.is_empty() && count >= LONG;
        let breaks = match &self.sister {
            Some(sister) if is_lost => fair(sister),
            _ => own,
        };
        found.extend(breaks.into_iter().map(|at| Cutpoint {
            at: (start + at) as u16,
            kind: CutKind::Soft,
            is_poor: poor || is_name || is_lost,
        }));
    }
}

impl Hyphenator {
    /// Where an exception is parted, if the word is one.
    fn exception(&self, word: &str) -> Option<&Vec<usize>> {
        if self.exceptions.is_empty() {
            return None;
        }
        self.exceptions.get(&word.to_lowercase())
    }
}

/// Words of so many letters should have a place where they may be parted.
const LONG: usize = 8;

/// British patterns part fewer words than American ones.
fn sister(language: Language) -> Option<Language> {
    (language == Language::EnglishGB).then_some(Language::EnglishUS)
}

/// Breaks that the text offers itself: after hyphens between letters, after dashes, after the strokes of addresses.
fn hard_cutpoints(word: &str) -> Vec<Cutpoint> {
    let cuts = hard_breaks(word).map(|(at, is_poor)| Cutpoint {
        at: at as u16,
        kind: CutKind::Hard,
        is_poor,
    });
    cuts.collect()
}

/// The same of a text of any length.
pub(super) fn hard_ends(text: &str) -> impl Iterator<Item = usize> {
    hard_breaks(text).map(|(at, _)| at)
}

/// Bytes before each of these breaks, and whether it is a second-best one.
fn hard_breaks(word: &str) -> impl Iterator<Item = (usize, bool)> {
    let is_address = word.contains("://") || word.starts_with("www.");
    let mut before = None;
    word.char_indices().filter_map(move |(at, c)| {
        let end = at + c.len_utf8();
        let next = word[end..].chars().next();
        let is_between =
            before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let (parts, is_poor) = match c {
            '-' | '\u{2010}' => (is_between, is_address),
            '–' => (next.is_some_and(char::is_alphanumeric), is_between),
            '—' => (
                next.is_some_and(|n| !is_closing(n)) && before.is_some(),
                false,
            ),
            '/' => (
                next.is_some_and(char::is_alphanumeric) && before.is_some_and(|b| b != '<'),
                !is_address,
            ),
            '.' | '?' | '&' | '_' | '=' => (is_address && is_between, true),
            _ => (false, false),
        };
        before = Some(c);
        parts.then_some((end, is_poor))
    })
}

/// What may not begin a line.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '»'
            | '›'
            | '"'
            | '\''
            | ')'
            | ']'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '—'
            | '–'
            | '-'
    )
}

/// Runs of letters that can be looked up: between figures, apostrophes and signs; none that touches a figure.
fn letter_runs(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || is_mark(c);
    let mut at = 0;
    word.split_inclusive(move |c| !is_part(c))
        .map(move |run| {
            let start = at;
            at += run.len();
            (start, run.trim_end_matches(|c| !is_part(c)))
        })
        .filter(|(_, run)| !run.contains(char::is_numeric))
}

/// Combining accents belong to their letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether there are patterns for a language, by its BCP 47 tag.
#[must_use]
pub fn is_known(tag: &str) -> bool {
    language(tag).is_some()
}

/// The patterns for a tag: British and American English differ, as do the German spellings.
fn language(tag: &str) -> Option<Language> {
    let tag = tag.to_ascii_lowercase().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or_default();
    let british = ["gb", "ie", "au", "nz", "za", "in"];
    Some(match primary {
        "en" if tag.split('-').skip(1).any(|part| british.contains(&part)) => Language::EnglishGB,
        "en" => Language::EnglishUS,
        "de" if tag.contains("1901") => Language::German1901,
        "de" => Language::German1996,
        "el" if tag.contains("poly") => Language::GreekPoly,
        "el" => Language::GreekMono,
        "no" => Language::NorwegianBokmal,
        "sr" if tag.contains("latn") => Language::SerbocroatianLatin,
        "sr" => Language::SerbianCyrillic,
        "mn" => Language::Mongolian,
        _ => return Language::try_from_code(&tag).or_else(|| Language::try_from_code(primary)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(tag: &str, word: &str) -> String {
        let mut shown = String::new();
        let mut done = 0;
        for cut in Hyphenator::new(tag).cutpoints(word).iter() {
            shown.push_str(&word[done..usize::from(cut.at)]);
            shown.push_str(if cut.kind == CutKind::Soft { "·" } else { "|" });
            done = usize::from(cut.at);
        }
        shown + &word[done..]
    }

    #[test]
    fn exceptions_are_parted_where_they_say() {
        let words = ["cen-tral-ism".to_string(), "Kropotkin".into()];
        let hyphenator = Hyphenator::new("en-GB").except(&words);
        let places = |word: &str| -> Vec<u16> {
            hyphenator
                .cutpoints(word)
                .iter()
                .map(|cut| cut.at)
                .collect()
        };
        assert_eq!(places("Centralism,"), [3, 7]);
        assert_eq!(places("kropotkin"), [0u16; 0]);
        assert!(!places("photographs").is_empty());
    }

    #[test]
    fn patterns_follow_the_language() {
        assert_eq!(parted("en-GB", "propaganda"), "pro·pa·ganda");
        assert_ne!(parted("en-GB", "democracy"), parted("en-US", "democracy"));
        assert_eq!(parted("en-GB", "Pennsylvania"), "Penn·syl·va·nia");
        assert_eq!(parted("de", "Gesellschaft"), "Ge·sell·schaft");
        assert_eq!(parted("ru", "революция"), "ре·во·лю·ция");
        assert_eq!(parted("tlh", "propaganda"), "propaganda");
    }

    #[test]
    fn signs_of_the_text_part_words_too() {
        assert_eq!(parted("tlh", "Jeuns-Grades"), "Jeuns-|Grades");
        assert_eq!(parted("tlh", "war—and"), "war—|and");
        assert_eq!(parted("tlh", "said—”"), "said—”");
        assert_eq!(parted("tlh", "1914–18"), "1914–|18");
        assert_eq!(parted("tlh", "-x"), "-x");
    }

    #[test]
    fn capitals_and_figures_inside_a_word_keep_it_whole() {
        assert_eq!(parted("en-US", "MacDonaldson"), "MacDonaldson");
        assert_eq!(parted("en-US", "WORKINGMEN"), "WORKINGMEN");
        assert_eq!(parted("en-US", "demonstration2"), "demonstration2");
        assert_eq!(parted("en-US", "l’anarchisme"), "l’an·ar·chisme");
    }
}
