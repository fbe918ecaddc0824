//! How likely words are. In: the language's list, the text's own words and pairs of words. Out: the scores from which
//! `segment` finds the best parting of a run of letters. All scores are natural logarithms of probabilities.

use super::compounds::{NOUN_ENDINGS, Stand, is_linked};
use super::segment::{self, Parting};
use super::{gaps, loss};
use crate::facsimile::sentence::End;
use crate::hash::{HashMap, hash};
use crate::lexicon::vocabulary::{lower, words};
use crate::lexicon::{Lexicon, Vocabulary};
use crate::repair::{
    Rules,
    words::{FORMED, is_derived},
};
use std::collections::HashSet;
use std::ops::Range;

/// What the passes' decisions about blanks share.
pub(super) struct Model<'a> {
    pub lexicon: &'a Lexicon,
    pub(super) vocabulary: Vocabulary,
    /// How often two words follow each other, by the hash of both.
    pairs: HashMap<u64, u32>,
    never: HashSet<String>,
    /// Words of the list that the text writes as two, and never as one: `may be`.
    apart: HashSet<String>,
    has_gaps: bool,
}

/// The longest word that is looked for, in characters.
const LONGEST: usize = 24;

/// How likely a Roman number is: one word in 3,000.
const NUMERAL: f32 = -8.0;

/// So often two words must stand side by side, and never as one, before the text's habit counts.
const APART: u32 = 3;

/// What a form of a word costs where most blanks are in their places: the run may be another such form as a whole.
const FORMED_AMID: f32 = 3.0;

/// What an ending costs behind a known word, which is then no longer that word.
const ENDED: f32 = 5.0;

/// How likely a word is that only the text has, and twice.
const TWICE: f32 = -13.0;

/// What an elision before a word costs.
const ELIDED: f32 = -1.5;

/// A place in a run from which words are looked for.
struct From<'t> {
    /// What follows, in lower case, up to where the word must end.
    text: &'t str,
    is_capital: bool,
    /// Whether an apostrophe stands before it.
    is_elided: bool,
    is_collapsed: bool,
}

impl<'a> Model<'a> {
    pub fn new(rules: &'a Rules, text: &str) -> Model<'a> {
        let vocabulary = Vocabulary::of(text);
        let mut pairs = HashMap::default();
        let mut apart = HashSet::new();
        let mut before: Option<(Range<usize>, u64)> = None;
        let mut key = String::new();
        for word in words(text) {
            lower(&text[word.clone()], &mut key);
            let hash = hash(&key);
            if let Some((last, first)) = before
                && text[last.end..word.start]
                    .bytes()
                    .all(|b| b.is_ascii_whitespace())
            {
                let count = pairs.entry(join(first, hash)).or_default();
                *count += 1;
                if *count == APART {
                    apart.extend(joined(&rules.lexicon, &text[last], &key));
                }
            }
            before = Some((word, hash));
        }
        apart.retain(|word| vocabulary.occurrences(word) == 0);
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
            apart,
            has_gaps: gaps::has_gaps(text),
        }
    }

    /// Whether characters are missing from the text that nobody could read: it then has stops behind words that no stop
    /// follows, and a blank before a stop is where a word was.
    pub fn has_gaps(&self) -> bool {
        self.has_gaps
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

    /// The words that may stand at `start` of a run, as their end and how likely each is.
    pub fn pieces(
        &self,
        run: (&str, &str),
        start: usize,
        is_collapsed: bool,
        mut found: impl FnMut(usize, f32, Stand),
    ) {
        let (written, lower) = run;
        // A word has a capital at its head or nowhere, and takes no apostrophe but the language's own.
        let stop = end_of_word(written, start);
        self.plain((written, lower), start, stop, is_collapsed, &mut found);
        if written[stop..].starts_with(['\'', '’']) {
            self.apostrophe((written, lower), start, stop, &mut found);
        }
    }

    /// `enemy’s`, `don’t`; `l’homme`.
    fn apostrophe(
        &self,
        (written, lower): (&str, &str),
        start: usize,
        stop: usize,
        found: &mut impl FnMut(usize, f32, Stand),
    ) {
        let after = stop + written[stop..].chars().next().map_or(0, char::len_utf8);
        let before = &lower[start..stop];
        if self.lexicon.language() == "en" {
            let base = before
                .strip_suffix('n')
                .filter(|_| lower[after..].starts_with('t'))
                .unwrap_or(before);
            let share = self
                .lexicon
                .log_probability(base)
                .or_else(|| self.own(base));
            let tails = self.lexicon.habits().contractions.iter();
            for tail in tails.filter(|tail| lower[after..].starts_with(*tail)) {
                share
                    .into_iter()
                    .for_each(|share| found(after + tail.len(), share - 4.0, Stand::Alone));
            }
        } else if before == "aujourd" && lower[after..].starts_with("hui") {
            found(after + "hui".len(), -9.0, Stand::Alone);
        } else if self.lexicon.habits().elisions.has(before) {
            let end = end_of_word(written, after);
            self.plain(
                (written, lower),
                after,
                end,
                false,
                &mut |end, share, stand| found(end, share + ELIDED, stand),
            );
        }
    }

    /// Words of letters only, that begin at `start` and end at `stop` or before.
    fn plain(
        &self,
        (written, lower): (&str, &str),
        start: usize,
        stop: usize,
        is_collapsed: bool,
        found: &mut impl FnMut(usize, f32, Stand),
    ) {
        let from = From {
            text: &lower[start..stop],
            is_capital: written[start..].starts_with(char::is_uppercase),
            is_elided: written[..start].ends_with(['\'', '’']),
            is_collapsed,
        };
        // No word begins or ends at an apostrophe that stands between letters.
        if stop == start || written[start..].starts_with(['\'', '’']) {
            return;
        }
        let is_torn = |end: usize| written[start + end..].starts_with(['\'', '’']);
        let found = &mut |end: usize, share, stand| {
            if !is_torn(end - start) {
                found(end, share, stand);
            }
        };
        if let Some(numeral) = numeral(&written[start..]) {
            found(start + numeral, NUMERAL, Stand::Alone);
        }
        let known = self.listed(&from, &mut |end, share, stand| {
            found(start + end, share, stand)
        });
        let may_be_unseen =
            is_collapsed || from.is_capital && start > 0 && segment::is_capital(written, start);
        let ends = from
            .text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .take(LONGEST)
            .enumerate();
        for (index, end) in ends.filter(|(_, end)| !known.contains(end)) {
            let letters = index + 1;
            if letters == 1 && may_be_unseen && from.is_capital && !from.is_elided {
                found(start + end, -9.0, Stand::Alone);
            } else if letters > 2 {
                let own = self.own(&from.text[..end]);
                let own = own.filter(|_| letters > 3 || from.is_capital);
                let share = own.or_else(|| may_be_unseen.then(|| Self::unseen(letters)));
                if let Some(share) = share {
                    found(start + end, share, Stand::Either);
                }
                if let Some(own) = own.filter(|_| letters > 4) {
                    let rest = &from.text[end..];
                    let endings = self.lexicon.habits().inflections.iter();
                    for ending in endings.filter(|ending| rest.starts_with(*ending)) {
                        found(start + end + ending.len(), own - ENDED, Stand::Either);
                    }
                }
            }
        }
    }

    /// The words of the list that a text begins with, and their forms; the ends of the former are given back.
    fn listed(&self, from: &From<'_>, found: &mut impl FnMut(usize, f32, Stand)) -> Vec<usize> {
        let is_noun_language = self.lexicon.language() == "de";
        let ended = if is_noun_language { 2.5 } else { ENDED };
        let amid = if from.is_collapsed { 0.0 } else { FORMED_AMID };
        let mut known = Vec::new();
        self.lexicon.beginnings(from.text, LONGEST, |end, share| {
            let word = &from.text[..end];
            let letters = word.chars().count();
            // No capital stands alone behind an elision: `d’A quitaine`, but `qu’à` and `n’a`.
            let is_lone = from.is_elided && letters == 1 && from.is_capital;
            let share = share.filter(|_| !is_lone && !self.apart.contains(word));
            if let Some(share) = share.filter(|&s| self.is_piece(word, letters, s, from.is_capital))
            {
                known.push(end);
                found(
                    end,
                    share.max(-18.0),
                    self.stand(word, letters, from.is_capital),
                );
            }
            let formed = share.map_or(FORMED - 1.0, |share| (share - ended).max(FORMED - 1.0));
            let is_noun = is_noun_language && self.lexicon.is_name(word);
            let endings = self.lexicon.habits().inflections.iter();
            let endings = endings.filter(|_| letters > 3);
            let endings = endings.filter(|ending| !is_noun || NOUN_ENDINGS.contains(ending));
            for ending in endings.filter(|ending| from.text[end..].starts_with(*ending)) {
                let stop = end + ending.len();
                let is_linked = is_noun_language && is_linked(&from.text[..stop]);
                let stand = if is_linked {
                    Stand::Part
                } else {
                    Stand::Either
                };
                found(stop, formed - amid, stand);
            }
        });
        known
    }

    /// Whether a listed word may be one of several: short ones are rarely what they seem.
    fn is_piece(&self, word: &str, letters: usize, share: f32, is_capital: bool) -> bool {
        let is_function = self.lexicon.is_function_word(word);
        match letters {
            1 => is_function || (word == "i" && is_capital && self.lexicon.language() == "en"),
            2 => {
                is_function
                    || self.lexicon.habits().short.has(word)
                    || share > -9.2 && !self.lexicon.habits().inflections.is_empty()
            }
            3 => is_function || share > -14.0,
            _ => true,
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
        if loss.is_collapsed && !self.is_well_listed() {
            1.0
        } else {
            0.0
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

/// Two words written as one, if the list has that.
fn joined(lexicon: &Lexicon, first: &str, second: &str) -> Option<String> {
    let whole = first.to_lowercase() + second;
    lexicon.log_probability(&whole).is_some().then_some(whole)
}

/// The length of the Roman number that a run begins with, in capitals and two at least.
fn numeral(run: &str) -> Option<usize> {
    let length = run
        .bytes()
        .take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
        .count();
    (length > 1).then_some(length)
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

/// Where the letters end that may be one word from `start` on: at a capital or an apostrophe.
fn end_of_word(written: &str, start: usize) -> usize {
    let mut chars = written[start..].char_indices().skip(1);
    let end = chars.find(|(_, c)| c.is_uppercase() || matches!(c, '\'' | '’'));
    end.map_or(written.len(), |(at, _)| start + at)
}

fn join(first: u64, second: u64) -> u64 {
    first.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second
}
