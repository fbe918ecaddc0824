//! How likely words are. In: the language's list, the text's own words and pairs of words. Out: the scores from which
//! `segment` finds the best parting of a run of letters. All scores are natural logarithms of probabilities.

mod pieces;

use super::compounds::is_ending;
use super::letters::Letters;
use super::segment::Parting;
use super::{gaps, glued, loss};
use crate::facsimile::sentence::End;
use crate::hash::{HashMap, HashSet, hash};
use crate::lexicon::vocabulary::is_letter;
use crate::lexicon::{Lexicon, Vocabulary};
use crate::repair::given;
use crate::repair::{
    Rules,
    words::{FORMED, is_derived},
};
use std::cell::OnceCell;
use std::ops::Range;

/// What the passes' decisions about blanks share.
pub(super) struct Model<'a> {
    pub lexicon: &'a Lexicon,
    text: &'a str,
    pub(super) vocabulary: Vocabulary,
    /// What stands side by side, once that is asked for: where blanks alone are mended it hardly is.
    beside: OnceCell<Beside>,
    never: HashSet<String>,
    has_gaps: bool,
    /// The marks that close quotations.
    closing: Vec<char>,
    /// How the text spells its words, once that is asked for.
    letters: OnceCell<Letters>,
    unknown: OnceCell<f32>,
}

/// So often two words must stand side by side, and never as one, before the text's habit counts.
const APART: u32 = 3;

/// Where a text has no unknown words, one in 500 may be.
const FEWEST_UNKNOWN: f32 = 0.002;

/// How likely a word is that only the text has, and twice.
const TWICE: f32 = -13.0;

/// What an elision before a word costs.
const ELIDED: f32 = -1.5;

/// Which words stand side by side in a text.
struct Beside {
    /// How often two words follow each other, by the hash of both.
    pairs: HashMap<u64, u32>,
    /// Words of the list that the text writes as two, and never as one: `may be`.
    apart: HashSet<String>,
}

/// Reads what stands side by side, word after word.
#[derive(Default)]
struct Pairing {
    pairs: HashMap<u64, u32>,
    apart: HashSet<String>,
    before: Option<(Range<usize>, u64)>,
}

impl Pairing {
    /// Reads a word of a text, which is `key` in lower case.
    fn read(&mut self, lexicon: &Lexicon, text: &str, word: Range<usize>, key: &str) {
        let hash = hash(key);
        if let Some((last, first)) = self.before.take()
            && text[last.end..word.start]
                .bytes()
                .all(|b| b.is_ascii_whitespace())
        {
            let count = self.pairs.entry(join(first, hash)).or_default();
            *count += 1;
            if *count == APART {
                self.apart.extend(joined(lexicon, &text[last], key));
            }
        }
        self.before = Some((word, hash));
    }

    fn end(mut self, vocabulary: &Vocabulary) -> Beside {
        self.apart.retain(|word| vocabulary.occurrences(word) == 0);
        Beside {
            pairs: self.pairs,
            apart: self.apart,
        }
    }
}

impl<'a> Model<'a> {
    /// A model for parting words.
    pub fn new(rules: &'a Rules, text: &'a str) -> Model<'a> {
        let mut pairing = Pairing::default();
        let vocabulary = Vocabulary::with(text, |word, key| {
            pairing.read(&rules.lexicon, text, word, key);
        });
        let beside = OnceCell::from(pairing.end(&vocabulary));
        Model {
            beside,
            ..Model::by(rules, text, vocabulary)
        }
    }

    /// The same for mending blanks, which hardly asks what stands side by side.
    pub fn of_blanks(rules: &'a Rules, text: &'a str) -> Model<'a> {
        Model::by(rules, text, Vocabulary::of(text))
    }

    fn by(rules: &'a Rules, text: &'a str, vocabulary: Vocabulary) -> Model<'a> {
        let never = rules
            .repair
            .never_split
            .iter()
            .map(|w| w.to_lowercase())
            .collect();
        Model {
            lexicon: &rules.lexicon,
            text,
            vocabulary,
            beside: OnceCell::new(),
            never,
            has_gaps: gaps::has_gaps(text),
            closing: glued::closing(text),
            letters: OnceCell::new(),
            unknown: OnceCell::new(),
        }
    }

    /// How the text spells its words: those that the list has, and those that stand there more than once.
    pub fn letters(&self) -> &Letters {
        self.letters.get_or_init(|| {
            let words = self.vocabulary.counts();
            let is_word = |word: &str| word.chars().all(is_letter);
            let is_known = |word: &str| self.lexicon.log_probability(word).is_some();
            let words =
                words.filter(|&(word, count)| is_word(word) && (count > 1 || is_known(word)));
            Letters::of(words.map(|(word, _)| word))
        })
    }

    /// The share of the text's words that neither the list has nor a capital marks as names.
    pub fn unknown(&self) -> f32 {
        *self.unknown.get_or_init(|| {
            let is_unknown = |word: &str| {
                let is_known = self.lexicon.log_probability(word).is_some();
                !is_known && !word.contains('-') && !self.vocabulary.is_name(word)
            };
            let words = self.vocabulary.counts();
            let unknown = words.filter(|(word, _)| is_unknown(word));
            let unknown: u32 = unknown.map(|(_, count)| count).sum();
            unknown as f32 / self.vocabulary.total().max(1) as f32 + FEWEST_UNKNOWN
        })
    }

    /// How many letters at the head of a run, in lower case, known words begin with.
    pub fn known_letters(&self, run: &str) -> usize {
        let mut most = 0;
        let beginnings = |end: usize, _: Option<f32>| most = most.max(end);
        self.lexicon.beginnings(run, usize::MAX, beginnings);
        run[..most].chars().count()
    }

    /// Whether characters are missing from the text that nobody could read: it then has stops behind words that no stop
    /// follows, and a blank before a stop is where a word was.
    pub fn has_gaps(&self) -> bool {
        self.has_gaps
    }

    /// Whether a mark closes quotations in the text.
    pub fn closes(&self, mark: char) -> bool {
        self.closing.contains(&mark)
    }

    /// How often two words stand side by side in the text; in lower case.
    pub fn side_by_side(&self, first: &str, second: &str) -> u32 {
        let pair = join(hash(first), hash(second));
        self.beside().pairs.get(&pair).copied().unwrap_or_default()
    }

    /// Whether a word of the list stands in the text as two, and never as one; in lower case.
    pub fn is_apart(&self, word: &str) -> bool {
        self.beside().apart.contains(word)
    }

    fn beside(&self) -> &Beside {
        self.beside.get_or_init(|| {
            let mut pairing = Pairing::default();
            let _ = Vocabulary::with(self.text, |word, key| {
                pairing.read(self.lexicon, self.text, word, key);
            });
            pairing.end(&self.vocabulary)
        })
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
        // `rrr` stammers.
        let mut letters = word.as_bytes().windows(3);
        if letters.any(|three| three[0] == three[1] && three[1] == three[2]) {
            return None;
        }
        let count = self.vocabulary.occurrences(word);
        let share = (count as f32 / self.vocabulary.total().max(1) as f32).ln();
        match count {
            0 | 1 => None,
            // A long one twice: two words run together stand there twice more rarely.
            2 => (word.chars().count() > 6).then_some(TWICE),
            _ => Some(share.min(-9.0)),
        }
    }

    /// Whether a run is a word as it stands, with or without an apostrophe; in lower case.
    pub fn is_word(&self, word: &str) -> bool {
        let Some(at) = word.find(['\'', '’']) else {
            return self.lexicon.log_probability(word).is_some();
        };
        let (before, after) = word.split_at(at);
        let after = after.trim_start_matches(['\'', '’']);
        let is_known = |word: &str| self.lexicon.log_probability(word).is_some();
        match self.lexicon.language() {
            "en" => {
                is_known(before.trim_end_matches('n'))
                    || is_known(before)
                    || self.lexicon.habits().contractions.has(after)
            }
            _ if (before, after) == ("aujourd", "hui") => true,
            _ => {
                self.lexicon.habits().elisions.has(before)
                    && (is_known(after) || is_derived(self.lexicon, after))
            }
        }
    }

    /// How likely a word of so many letters is that nobody has ever seen (research: 10^(−3.5 − 1.05 · length)).
    pub fn unseen(letters: usize) -> f32 {
        -(3.5 + 1.05 * letters as f32) * std::f32::consts::LN_10
    }

    /// How likely it is that the run is one word after all, given its best parting.
    pub fn whole(&self, run: &str, parting: &Parting) -> f32 {
        let word = run.to_lowercase();
        let (stem, elision) = self.without_elision(&word);
        let letters = stem.chars().count();
        // Short runs are often words of other languages, abbreviations, signs.
        let mut best = Self::unseen(letters).max(if letters < 5 { -14.5 } else { f32::MIN });
        if is_foreign_form(&parting.pieces(&word)) {
            best = best.max(parting.likelihood + FOREIGN_FORM);
        }
        if let Some(share) = self.lexicon.log_probability(stem) {
            best = best.max(share);
        }
        if is_derived(self.lexicon, stem) {
            best = best.max(FORMED + 2.0);
        }
        best += elision;
        if parting.capitals > 0 {
            return best;
        }
        let pieces = parting.pieces(&word);
        let shares = pieces
            .windows(2)
            .map(|pair| self.compound(pair[0], pair[1], run));
        let compound: f32 = shares.map(f32::ln).sum();
        best = best.max(parting.likelihood + compound);
        if let ([first, second], true) = (pieces.as_slice(), compound > -6.9) {
            let count = self.vocabulary.occurrences(&word);
            if count > 2 && self.side_by_side(first, second) * 3 < count {
                best = best.max((count as f32 / self.vocabulary.total() as f32).ln());
            }
        }
        best
    }

    /// A word without what Romance languages elide before it, and what the elision costs.
    fn without_elision<'w>(&self, word: &'w str) -> (&'w str, f32) {
        let parts = word.split_once(['\'', '’']);
        match parts.filter(|(before, _)| self.lexicon.habits().elisions.has(before)) {
            Some((_, stem)) if self.lexicon.language() != "en" => (stem, ELIDED),
            _ => (word, 0.0),
        }
    }

    /// Whether the language's list has nearly all forms of its words: without them no parting is sure.
    pub fn is_well_listed(&self) -> bool {
        self.lexicon.habits().inflections.is_empty() && self.lexicon.has_list()
    }

    /// What each parting costs on a line without blanks where the list lacks forms: the parts of an unknown word look like
    /// words. Of 0 to 2.5, 1 leaves 24 wrong partings of 40 on the development texts, and 19 of 20 right ones.
    pub fn unlisted(&self, loss: &loss::Line<'_>) -> f32 {
        given(loss.is_collapsed && !self.is_well_listed(), 1.0)
    }

    /// Whether the run is written like a name: a capital inside a sentence, and its first word is no name.
    pub fn is_name_here(&self, text: &str, at: Range<usize>, parting: &Parting) -> bool {
        let run = &text[at.clone()];
        if !run.starts_with(char::is_uppercase) {
            return false;
        }
        let before = text[..at.start]
            .trim_end_matches(|c: char| c.is_whitespace() || "“‘\"'«„([0123456789".contains(c));
        let opens = before.is_empty()
            || before.ends_with(['!', '?', ':', '”', '»', '—', '\u{c}'])
            || before.ends_with('.') && End::of(before) == End::Sentence && !is_title(before);
        let first = parting
            .pieces(run)
            .first()
            .map(|w| w.to_lowercase())
            .unwrap_or_default();
        let is_name = self.lexicon.is_name(&first) || self.vocabulary.is_name(&first);
        !opens && !is_name && first != "i"
    }
}

/// A run that is a word and several endings is that, and no words: of 100,000 words in English 8 were such, and none was
/// of three words run together where few are.
const FOREIGN_FORM: f32 = -1.0;

/// Whether all parts of a run but the first are endings of foreign words: `christian is me`.
fn is_foreign_form(pieces: &[&str]) -> bool {
    pieces.len() > 2 && pieces[1..].iter().all(|piece| is_ending(piece))
}

/// Two words written as one, if the list has that.
fn joined(lexicon: &Lexicon, first: &str, second: &str) -> Option<String> {
    let whole = first.to_lowercase() + second;
    lexicon.log_probability(&whole).is_some().then_some(whole)
}

/// Whether a text ends in an abbreviation with a capital, such as a title.
fn is_title(text: &str) -> bool {
    let word = text.trim_end_matches('.');
    let word = word
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    word.starts_with(char::is_uppercase) && word.chars().count() < 4
}

fn join(first: u64, second: u64) -> u64 {
    first.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second
}
