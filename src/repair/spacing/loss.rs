//! How often blanks are lost. In: the lines and the model. Out: for each line the share of its blanks that seem lost,
//! by what is surely run together in the text and on the line, and by how long its words look.

use super::model::Model;
use super::pair::{self, FITTED, Pair};
use super::runs;
use super::segment::{self, Parting};
use super::tied::Tied;
use crate::galley;
use crate::hash::HashMap;
use crate::language::Language;
use crate::lexicon::lowered;
use crate::repair::given;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is known of a line before its words are judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line<'l> {
    /// The share of its blanks that are lost, as far as can be told.
    pub share: f32,
    /// Whether most of them are.
    pub is_collapsed: bool,
    /// Whether more than one run of the line is surely parted, or all of a line beside it.
    pub is_twofold: bool,
    /// The share of its words that neither are known nor can be parted: another language, or names.
    pub foreign: f32,
    /// How much likelier than others a blank before each letter is lost.
    pub letters: Option<&'l HashMap<char, f32>>,
    /// The share of the whole text.
    pub text: f32,
    /// How many blanks seem lost on it and on the lines beside it, and how many words stand there.
    pub near: (f32, f32),
    /// Whether the text lost hyphens, oftener than blanks: what stood between two words is then not known.
    pub lost_signs: bool,
}

impl Line<'_> {
    /// Nothing is known: one blank in a hundred.
    pub const UNKNOWN: Line<'static> = Line {
        share: 0.01,
        is_collapsed: false,
        is_twofold: true,
        foreign: 0.0,
        letters: None,
        text: 0.01,
        near: (0.0, 0.0),
        lost_signs: false,
    };

    /// Whether the line or the text shows that blanks were lost: else a parting may be a mistake, and is asked about.
    pub fn is_shown(&self) -> bool {
        self.is_collapsed || self.is_twofold || self.text >= SHOWN
    }

    /// What the losses around say of a run, beside those for which the signs of pairs were fitted, as a natural logarithm. A
    /// run is no evidence for itself: `score` is its own.
    pub fn around(&self, score: f32, letter: Option<char>) -> f32 {
        let others = (self.near.0 - odds(score, self.text)).max(0.0);
        let local = (others + AROUND * self.text) / (self.near.1 + AROUND);
        let factor = self.factor(letter).unwrap_or(1.0);
        (local.max(self.text) * factor / FITTED).ln()
    }

    fn factor(&self, letter: Option<char>) -> Option<f32> {
        self.letters?.get(&letter?).copied()
    }

    /// How likely it is that the blank before a letter is lost, as a natural logarithm.
    pub fn before(&self, letter: Option<char>) -> f32 {
        let factor = self.factor(letter);
        let most = if self.is_collapsed { 0.9 } else { 0.3 };
        (self.share * factor.unwrap_or(1.0)).min(most).ln()
    }
}

/// What the text says of a line weighs as so many words of its own.
const AROUND: f32 = 20.0;

/// How likely two words are run together, of 1, where a share of the blanks is lost.
fn odds(score: f32, share: f32) -> f32 {
    1.0 / (1.0 + (-score).exp() * FITTED / share)
}

/// How a run may be parted when nothing is known of its line.
#[derive(Clone, Default)]
pub(super) struct Found {
    pub parting: Option<Parting>,
    /// The same as two words, where that is no more than two.
    pub pair: Option<Pair>,
    /// The same with a hyphen that it lost.
    pub tied: Option<Tied>,
    /// Whether it is a word as it stands, and whether it is foreign.
    is_word: bool,
    is_foreign: bool,
}

impl Found {
    pub fn of(run: &str, model: &Model<'_>) -> Found {
        let is_word = model.is_word(&lowered(run));
        let tied = (!is_word).then(|| Tied::whole(run, model)).flatten();
        Found {
            is_word,
            tied,
            is_foreign: !is_word && is_foreign(run, model),
            ..Found::parted(run, model)
        }
    }

    /// The same of a line without blanks, where what it is by itself says nothing.
    pub fn whole(parting: Option<Parting>) -> Found {
        Found {
            parting,
            ..Found::default()
        }
    }

    fn parted(run: &str, model: &Model<'_>) -> Found {
        let parting = segment::best(run, model, &Line::UNKNOWN);
        let is_more = |p: &Parting| p.cuts.len() > 1 || p.capitals > 0;
        let pair = match parting.as_ref().is_some_and(is_more) {
            true => None,
            false => Pair::of(run, model),
        };
        // The signs of a pair tell a new word of the language; without them the kind of its parts must.
        let two = parting
            .as_ref()
            .filter(|two| pair.is_none() && !is_more(two));
        let lower = lowered(run);
        if two.is_some_and(|two| pair::is_new_word(lower.split_at(two.cuts[0]), model)) {
            return Found::default();
        }
        Found {
            parting,
            pair,
            ..Found::default()
        }
    }
}

/// The losses of a text.
pub(super) struct Loss {
    lines: Vec<Line<'static>>,
    letters: HashMap<char, f32>,
    lost_signs: bool,
}

/// How many blanks stand before a letter, and how many of them are lost.
type Letters = BTreeMap<char, (u32, u32)>;

/// What was counted on a line.
#[derive(Clone, Default)]
struct Count {
    words: usize,
    letters: usize,
    /// Words that nobody knows as they stand, and their letters.
    strange: usize,
    unknown: usize,
    foreign: usize,
    /// What speaks for each run that may be several words.
    scores: Vec<f32>,
    /// Runs that lost a hyphen.
    tied: usize,
}

impl Count {
    /// How many words so many letters are.
    fn expected(&self, habits: &Language) -> f32 {
        self.letters as f32 / habits.letters
    }

    /// Whether most blanks of the line are lost: two long words that are known may be a whole line, too.
    fn is_collapsed(&self, habits: &Language) -> bool {
        self.letters >= 20
            && (self.strange > 1 || self.unknown * 2 >= self.letters)
            && self.expected(habits) > 1.7 * self.words as f32
    }
}

/// A parting counts as one that is surely right from here on, in nats.
const EVIDENCE: f32 = 2.4;

/// Before anything is seen, so many blanks of so many words are lost.
const BEFORE: (f32, f32) = (0.3, 300.0);

/// From which share of lost blanks on a text shows that it lost some: texts of nineteen works that lost none seem to have lost
/// 0.4 to 3 in 10,000, those that lost 20 seem to have lost 10 to 21.
const SHOWN: f32 = 6e-4;

/// The share of lost blanks under which the runs that look parted are as many as they should be.
fn share(lines: &[&Count]) -> f32 {
    let words: usize = lines.iter().map(|c| c.words).sum();
    let scores = || lines.iter().flat_map(|c| &c.scores);
    let mut share = FITTED;
    for _ in 0..ROUNDS {
        let lost: f32 = scores().map(|&score| odds(score, share)).sum();
        share = (lost + BEFORE.0) / (words as f32 + BEFORE.1);
    }
    share.min(0.3)
}

/// Without a list, part of a word often looks like a word: of 100 words that nobody knows, two are taken for several.
const MISTAKEN: f32 = 0.02;

/// The same where no list tells words from parts of them.
fn without_list(lines: &[&Count]) -> f32 {
    let words: usize = lines.iter().map(|c| c.words).sum();
    let foreign: usize = lines.iter().map(|c| c.foreign).sum();
    let mistaken = MISTAKEN * foreign as f32 / words.max(1) as f32;
    (share(lines) - mistaken).max(FEWEST)
}

/// From so many lost hyphens on, where the text shows no more lost blanks, it is signs that an extractor took.
const SIGNS: usize = 2;

/// Whether a text lost hyphens, oftener than blanks.
fn lost_signs(lines: &[&Count]) -> bool {
    let tied: usize = lines.iter().map(|c| c.tied).sum();
    let blanks = lines.iter().flat_map(|c| &c.scores);
    let blanks = blanks.filter(|score| **score > EVIDENCE).count();
    tied >= SIGNS && tied >= blanks
}

/// No text lost fewer blanks than this, for all that can be told.
const FEWEST: f32 = 5e-5;

/// After so many rounds the share hardly changes.
const ROUNDS: usize = 12;

impl Loss {
    pub fn of<'t>(
        text: &'t str,
        lines: &[galley::Line],
        model: &Model<'_>,
        known: &mut HashMap<&'t str, Found>,
    ) -> Loss {
        let mut letters = Letters::new();
        let counts: Vec<Count> = lines
            .iter()
            .map(|line| count(text, line, model, (known, &mut letters)))
            .collect();
        // Lines without blanks say nothing of the others.
        let habits = model.lexicon.habits();
        let whole: Vec<&Count> = counts.iter().filter(|c| !c.is_collapsed(habits)).collect();
        let share = match model.lexicon.has_list() {
            true => share(&whole),
            false => without_list(&whole),
        };
        let lines = counts.iter().enumerate().map(|(index, count)| {
            let around = &counts[index.saturating_sub(1)..(index + 2).min(counts.len())];
            line(count, around, (share, model.lexicon.has_list()), habits)
        });
        Loss {
            lines: lines.collect(),
            letters: factors(letters),
            lost_signs: lost_signs(&whole),
        }
    }

    /// The line's losses.
    pub fn of_line(&self, index: usize) -> Line<'_> {
        let line = self.lines.get(index).copied().unwrap_or(Line::UNKNOWN);
        Line {
            letters: Some(&self.letters).filter(|_| !line.is_collapsed),
            lost_signs: self.lost_signs && !line.is_collapsed,
            ..line
        }
    }
}

/// A blank is narrowest before letters that lean back (W, T) or are wide (m, w): learnt from what is surely lost.
fn factors(letters: Letters) -> HashMap<char, f32> {
    let all: u32 = letters.values().map(|l| l.0).sum();
    let lost: u32 = letters.values().map(|l| l.1).sum();
    let mean = lost as f32 / all.max(1) as f32;
    let is_enough = lost >= 5;
    let factor = |(all, lost): (u32, u32)| {
        let own = (lost as f32 + 20.0 * mean) / (all as f32 + 20.0);
        (own / mean).clamp(0.05, 10.0)
    };
    let factors = letters.into_iter().filter(|_| is_enough);
    factors
        .map(|(letter, counts)| (letter, factor(counts)))
        .collect()
}

/// What is known of a line, from its own words and from the share of lost blanks in the text.
/// Without a list one run is no evidence, not even for itself: two mistakes hardly stand side by side.
fn line(
    count: &Count,
    around: &[Count],
    (share, is_listed): (f32, bool),
    habits: &Language,
) -> Line<'static> {
    let (expected, is_collapsed) = (count.expected(habits), count.is_collapsed(habits));
    let clear = count.scores.iter().filter(|score| **score > EVIDENCE);
    // Two mistakes hardly stand side by side where the list has the words, and none beside a line that lost its blanks.
    let is_twofold = clear.count() > 1 && habits.inflections.is_empty();
    let lost = |count: &Count| -> f32 {
        let counts = is_listed || count.scores.len() > 1;
        let scores = count.scores.iter().filter(|_| counts);
        scores.map(|&score| odds(score, share)).sum()
    };
    let local = (lost(count) + share * 6.0) / (count.words as f32 + 6.0);
    let words: usize = around.iter().map(|c| c.words).sum();
    let foreign: usize = around.iter().map(|c| c.foreign).sum();
    let foreign = foreign as f32 / words.max(1) as f32;
    let by_length = 1.0 - count.words as f32 / expected.max(1.0);
    Line {
        share: if is_collapsed {
            by_length.clamp(0.3, 0.9)
        } else {
            local.clamp(2e-4, 0.3)
        },
        is_collapsed,
        is_twofold: is_twofold || around.iter().any(|count| count.is_collapsed(habits)),
        foreign: given(foreign > 0.25 && !is_collapsed, foreign),
        letters: None,
        text: share,
        near: (around.iter().map(lost).sum(), words as f32),
        lost_signs: false,
    }
}

fn count<'t>(
    text: &'t str,
    line: &galley::Line,
    model: &Model<'_>,
    (known, letters): (&mut HashMap<&'t str, Found>, &mut Letters),
) -> Count {
    let mut count = Count::default();
    for at in runs(text, line.range.clone()) {
        let run = &text[at.clone()];
        count.words += 1;
        count.letters += run.chars().count();
        let found = &*known.entry(run).or_insert_with(|| Found::of(run, model));
        if found.tied.is_some() {
            count.tied += 1;
            continue;
        }
        let score = score(found, (text, at), model);
        let mut seen = |from: usize, lost: u32| {
            let entry = run[from..]
                .chars()
                .next()
                .map(|c| letters.entry(c).or_default());
            if let Some(entry) = entry {
                *entry = (entry.0 + 1, entry.1 + lost);
            }
        };
        seen(0, 0);
        if found.parting.is_some() || !found.is_word {
            count.strange += 1;
            count.unknown += run.chars().count();
        }
        let is_clear = |score: &f32| *score > EVIDENCE;
        let is_weighed = |score: &f32| found.pair.is_some() || is_clear(score);
        count.scores.extend(score.filter(is_weighed));
        let is_parted = score.is_some_and(|score| score > EVIDENCE);
        if let Some(parting) = found.parting.as_ref().filter(|_| is_parted) {
            // Where a whole line ran together, its letters tell nothing.
            if parting.cuts.len() < 3 {
                parting.cuts.iter().for_each(|&cut| seen(cut, 1));
            }
        } else if found.is_foreign {
            count.foreign += 1;
        }
    }
    count
}

/// What speaks for the parts of a run, as if two words.
fn score(found: &Found, (text, at): (&str, Range<usize>), model: &Model<'_>) -> Option<f32> {
    let run = &text[at.clone()];
    let parting = match &found.pair {
        Some(pair) => &pair.parting,
        None => found.parting.as_ref()?,
    };
    let is_name = model.is_name_here(text, at, parting);
    Some(match &found.pair {
        Some(pair) => pair.weigh(is_name).0,
        None => {
            parting.weigh(run, model, &Line::UNKNOWN, is_name).0
                + (FITTED / Line::UNKNOWN.share).ln()
        }
    })
}

/// Whether a word is unknown, in small letters (names are at home everywhere) and not the text's own.
pub(super) fn is_foreign(run: &str, model: &Model<'_>) -> bool {
    let lower = lowered(run);
    run.chars().count() > 1
        && run.starts_with(char::is_lowercase)
        && !model.is_word(&lower)
        && model.own(&lower).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_partings_on_a_line_show_losses_where_the_list_has_the_words() {
        let is_shown = |runs: usize, share: f32, language: &str| {
            let count = Count {
                words: 9,
                letters: 42,
                scores: vec![5.0; runs],
                ..Count::default()
            };
            let habits = Language::of(language);
            line(&count, std::slice::from_ref(&count), (share, true), habits).is_shown()
        };
        assert!(is_shown(2, 1.3e-4, "en"));
        assert!(!is_shown(1, 1.3e-4, "en") && !is_shown(2, 1.3e-4, "it"));
        assert!(is_shown(1, 15e-4, "it"));
    }

    #[test]
    fn a_run_is_no_evidence_for_itself() {
        let count = |scores: Vec<f32>| Count {
            words: 9,
            letters: 42,
            scores,
            ..Count::default()
        };
        let around = |scores: Vec<f32>| {
            let counts = [count(scores)];
            line(&counts[0], &counts, (1e-3, true), Language::of("en")).around(6.0, None)
        };
        assert!((around(vec![6.0]) - (1e-3 / FITTED).ln()).abs() < 0.1);
        assert!(around(vec![6.0, 5.0]) > 2.0);
    }

    #[test]
    fn a_few_likely_pairs_among_many_words_show_hardly_any_losses() {
        let count = |scores: Vec<f32>| Count {
            words: 5000,
            scores,
            ..Count::default()
        };
        assert!(share(&[&count(vec![0.0; 4])]) < 2e-4);
        assert!(share(&[&count(vec![5.0; 10])]) > 1.5e-3);
    }

    #[test]
    fn two_long_words_that_are_known_are_no_line_without_blanks() {
        let count = Count {
            words: 2,
            letters: 27,
            strange: 1,
            unknown: 12,
            ..Count::default()
        };
        assert!(!count.is_collapsed(Language::of("en")));
        let strange = Count {
            unknown: 24,
            ..count.clone()
        };
        assert!(strange.is_collapsed(Language::of("en")));
    }
}
