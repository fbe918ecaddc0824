//! Whether a sentence and a note speak of the same thing. In: their words. Out: a likeness in natural-log units: for each
//! word they share, how much likelier it is there if the note belongs to the sentence than by chance.

use crate::hash::{HashMap, HashSet};
use crate::lexicon::vocabulary::runs;

/// A stem, by its place in [`Counts::counts`].
type Stem = usize;
/// One that no whole word has.
const NOWHERE: Stem = usize::MAX;

/// How often each stem stands in the whole text, notes included.
#[derive(Debug, Default)]
pub struct Counts<'t> {
    /// The stem of each word, where it has one, and the place of each stem.
    words: HashMap<&'t str, Option<Stem>>,
    stems: HashMap<String, Stem>,
    counts: Vec<u32>,
    total: f32,
}

impl<'t> Counts<'t> {
    /// Counts one of the texts.
    pub fn add(&mut self, text: &'t str) {
        for word in words(text) {
            // Most words stand there more than once.
            let stem = match self.words.get(word) {
                Some(stem) => *stem,
                None => self.learn(word),
            };
            if let Some(stem) = stem {
                self.counts[stem] += 1;
                self.total += 1.0;
            }
        }
    }

    /// Takes up a word; its stem.
    fn learn(&mut self, word: &'t str) -> Option<Stem> {
        let stem = stem(word).map(|stem| {
            let next = self.counts.len();
            let stem = *self.stems.entry(stem).or_insert(next);
            if stem == next {
                self.counts.push(0);
            }
            stem
        });
        self.words.insert(word, stem);
        stem
    }

    /// The stems of a part of the texts that were counted. The words at its ends may be cut: what is left of them may have
    /// the stem of another word, or one that is [`NOWHERE`].
    fn stems_of(&self, text: &str) -> impl Iterator<Item = Stem> {
        words(text).filter_map(|word| match self.words.get(word) {
            Some(stem) => *stem,
            None => Some(self.stems.get(&stem(word)?).copied().unwrap_or(NOWHERE)),
        })
    }

    /// The share of two stems in the text without one occurrence of each.
    #[must_use]
    pub fn share_elsewhere(&self, stems: [&str; 2]) -> f32 {
        let count = |stem: &str| self.stems.get(stem).map_or(0, |&stem| self.counts[stem]);
        let [one, other] = stems.map(count);
        let all = if stems[0] == stems[1] {
            one
        } else {
            one + other
        };
        (all.saturating_sub(2) as f32 + 0.5) / self.total.max(TELLING)
    }

    fn share(&self, stem: Stem) -> f32 {
        self.counts[stem].max(1) as f32 / self.total.max(1.0)
    }
}

/// Words that a text has at least before it can tell rare words from common ones.
const TELLING: f32 = 4000.0;

/// The sentence of a call: what stands before the call, and what after it.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// The stems before the call, the nearest first.
    before: Vec<Stem>,
    after: Vec<Stem>,
}

/// Bytes of a sentence that are looked at, before and after the call.
const REACH: (usize, usize) = (400, 300);

impl Sentence {
    /// The sentence around a place of a text.
    #[must_use]
    pub fn around(text: &str, at: usize, counts: &Counts<'_>) -> Sentence {
        let head = &text[text.floor_char_boundary(at.saturating_sub(REACH.0))..at];
        let tail = &text[at..text.floor_char_boundary(at + REACH.1)];
        let start = ends(head).filter(|&end| end + 3 <= head.len()).last();
        let end = ends(tail).next();
        let before = counts.stems_of(&head[start.unwrap_or(0)..]);
        let mut before: Vec<Stem> = before.collect();
        before.reverse();
        Sentence {
            before,
            after: (counts.stems_of(&tail[..end.unwrap_or(tail.len())])).collect(),
        }
    }

    /// How likely it is, against chance, that a note belongs here.
    #[must_use]
    pub fn likeness(&self, note: &Note, counts: &Counts<'_>) -> f32 {
        let mut seen: Vec<Stem> = Vec::new();
        let mut sum = 0.0;
        // A word next to the call is often the one that the note explains.
        let before = self.before.iter().enumerate();
        let before = before.map(|(i, &stem)| (stem, if i < 4 { 0.25 } else { 0.12 }));
        for (stem, chance) in before.chain(self.after.iter().map(|&stem| (stem, 0.06))) {
            if note.stems.contains(&stem) && !seen.contains(&stem) {
                let by_chance = counts.share(stem) * note.length.min(60.0);
                sum += (1.0 + chance / by_chance.max(1e-6)).ln().min(5.0);
                seen.push(stem);
            }
        }
        sum
    }
}

/// The words of a note.
#[derive(Clone, Debug, Default)]
pub struct Note {
    stems: HashSet<Stem>,
    length: f32,
}

impl Note {
    /// Of a body's text, which was counted.
    #[must_use]
    pub fn new(text: &str, counts: &Counts<'_>) -> Note {
        let mut note = Note::default();
        for stem in counts.stems_of(text) {
            note.stems.insert(stem);
            note.length += 1.0;
        }
        note
    }
}

/// Where sentences end in a text: after the blank that follows the stop.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['.', '!', '?']).filter_map(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches(['"', '”', '’', ')', '»']);
        let next = rest.trim_start();
        let is_end = next.len() < rest.len()
            && next
                .trim_start_matches(['“', '‘', '"', '(', '«'])
                .starts_with(char::is_uppercase);
        is_end.then_some(text.len() - next.len())
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_inner = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
    runs(text, is_inner).map(|word| &text[word])
}

/// Endings of English, the longer first; other languages are cut to their first letters only.
const ENDINGS: [&str; 27] = [
    "ations", "ation", "ically", "ments", "ingly", "ment", "edly", "ings", "ions", "ness", "ence",
    "ance", "ities", "ing", "ion", "ity", "ies", "ers", "er", "ed", "es", "ly", "al", "en", "em",
    "s", "e",
];

/// The stem of a word that has one: of three letters and more, years and numbers of three and four digits.
#[must_use]
pub fn stem(word: &str) -> Option<String> {
    let word = word.trim_matches(['’', '\'']);
    let word = word
        .strip_suffix("’s")
        .or(word.strip_suffix("'s"))
        .unwrap_or(word);
    let letters = word.chars().count();
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return (3..=4).contains(&letters).then(|| word.into());
    }
    if letters < 3 {
        return None;
    }
    let mut lower = word.to_lowercase();
    // Most endings end in another letter than the word.
    let last = lower.as_bytes().last();
    let mut endings = ENDINGS.iter().filter(|end| end.as_bytes().last() == last);
    let bare = endings.find_map(|ending| {
        let bare = lower.strip_suffix(ending)?;
        (bare.chars().count() >= 4).then_some(bare)
    });
    let bare = bare.unwrap_or(&lower);
    let end = bare.char_indices().nth(8).map_or(bare.len(), |(at, _)| at);
    lower.truncate(end);
    Some(lower)
}
