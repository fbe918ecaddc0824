//! How often blanks are lost. In: the lines and the model. Out: for each line the share of its blanks that seem lost,
//! by what is surely run together in the text and on the line, and by how long its words look.

use super::model::Model;
use super::runs;
use super::segment::{self, Parting};
use crate::galley;
use crate::hash::HashMap;
use crate::language::Language;
use crate::lexicon::lowered;
use crate::repair::given;
use std::collections::BTreeMap;

/// What is known of a line before its words are judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line<'l> {
    /// The share of its blanks that are lost, as far as can be told.
    pub share: f32,
    /// Whether most of them are.
    pub is_collapsed: bool,
    /// How far partings speak for losses here.
    pub trust: f32,
    /// The share of its words that neither are known nor can be parted: another language, or names.
    pub foreign: f32,
    /// How much likelier than others a blank before each letter is lost.
    pub letters: Option<&'l HashMap<char, f32>>,
}

impl Line<'_> {
    /// Nothing is known: one blank in a hundred.
    pub const UNKNOWN: Line<'static> = Line {
        share: 0.01,
        is_collapsed: false,
        trust: 1.0,
        foreign: 0.0,
        letters: None,
    };

    /// Whether the line or the text shows that blanks were lost: else a parting may be a mistake, and is asked about.
    pub fn is_shown(&self) -> bool {
        self.is_collapsed || self.trust >= SHOWN
    }

    /// How likely it is that the blank before a letter is lost, as a natural logarithm.
    pub fn before(&self, letter: Option<char>) -> f32 {
        let factor = self
            .letters
            .zip(letter)
            .and_then(|(letters, letter)| letters.get(&letter));
        let most = if self.is_collapsed { 0.9 } else { 0.3 };
        (self.share * factor.copied().unwrap_or(1.0)).min(most).ln()
    }
}

/// The losses of a text.
pub(super) struct Loss {
    lines: Vec<Line<'static>>,
    letters: HashMap<char, f32>,
}

/// How many blanks stand before a letter, and how many of them are lost.
type Letters = BTreeMap<char, (u32, u32)>;

/// Whether a run is a word as it stands, and whether it is foreign.
type Judged<'t> = HashMap<&'t str, (bool, bool)>;

/// What was counted on a line.
#[derive(Clone, Copy, Default)]
struct Count {
    words: usize,
    letters: usize,
    /// Words that nobody knows as they stand, and their letters.
    strange: usize,
    unknown: usize,
    parted: usize,
    /// Words that were parted.
    runs: usize,
    foreign: usize,
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

/// Of so many words one is taken for two in a text that lost no blank: names, dialects, other languages. Measured on 40 texts
/// without damage: 0 to 1.8 in 10,000; texts that lost some show 5 and more.
const MISTAKEN: f32 = 2e-4;

/// And of so many words that nobody knows: where the list lacks forms, part of a word looks like a word. Measured on seven
/// texts in Portuguese and Italian without damage: 1.4 to 3.4 in 100.
const MISTAKEN_UNKNOWN: f32 = 0.02;

/// From which trust on a text shows that it lost blanks. With less, 60 of 75 partings were wrong in texts of seven works that
/// lost none, in Italian, English and French; 20 were right in six that lost a few.
const SHOWN: f32 = 0.9;

/// A parting counts as evidence of losses from here on, in nats.
const EVIDENCE: f32 = 4.0;

impl Loss {
    pub fn of<'t>(
        text: &'t str,
        lines: &[galley::Line],
        model: &Model<'_>,
        known: &mut HashMap<&'t str, Option<Parting>>,
    ) -> Loss {
        let mut letters = Letters::new();
        let mut judged = HashMap::default();
        let counts: Vec<Count> = lines
            .iter()
            .map(|line| count(text, line, model, (known, &mut judged, &mut letters)))
            .collect();
        // Lines without blanks say nothing of the others.
        let habits = model.lexicon.habits();
        let whole: Vec<&Count> = counts.iter().filter(|c| !c.is_collapsed(habits)).collect();
        let words: usize = whole.iter().map(|c| c.words).sum();
        let parted: usize = whole.iter().map(|c| c.parted).sum();
        let share = (parted as f32 + 0.5) / (words as f32 + 200.0);
        let foreign: usize = whole.iter().map(|c| c.foreign).sum();
        let trust = trust(share, foreign as f32 / words.max(1) as f32);
        let lines = counts.iter().enumerate().map(|(index, count)| {
            let around = &counts[index.saturating_sub(1)..(index + 2).min(counts.len())];
            line(count, around, (share, trust), habits)
        });
        Loss {
            lines: lines.collect(),
            letters: factors(letters, trust),
        }
    }

    /// The line's losses.
    pub fn of_line(&self, index: usize) -> Line<'_> {
        let line = self.lines.get(index).copied().unwrap_or(Line::UNKNOWN);
        Line {
            letters: Some(&self.letters).filter(|_| !line.is_collapsed),
            ..line
        }
    }
}

/// A blank is narrowest before letters that lean back (W, T) or are wide (m, w): learnt from what is surely lost.
/// How far that can be trusted is given.
fn factors(letters: Letters, trust: f32) -> HashMap<char, f32> {
    let all: u32 = letters.values().map(|l| l.0).sum();
    let lost: u32 = letters.values().map(|l| l.1).sum();
    let mean = lost as f32 / all.max(1) as f32;
    let is_enough = lost >= 5;
    let factor = |(all, lost): (u32, u32)| {
        let own = (lost as f32 + 20.0 * mean) / (all as f32 + 20.0);
        (own / mean).clamp(0.05, 10.0).powf(trust)
    };
    let factors = letters.into_iter().filter(|_| is_enough);
    factors
        .map(|(letter, counts)| (letter, factor(counts)))
        .collect()
}

/// How far partings speak for losses where a share of the blanks seems lost: not at all where it may be mistakes only, which
/// are the more the more words are unknown.
fn trust(share: f32, unknown: f32) -> f32 {
    let mistaken = MISTAKEN + MISTAKEN_UNKNOWN * unknown;
    (1.0 - (mistaken / share).powi(2)).max(0.0)
}

/// What is known of a line, from its own words and from the share of lost blanks in the text, and how far partings can be
/// trusted there.
fn line(
    count: &Count,
    around: &[Count],
    (share, trust): (f32, f32),
    habits: &Language,
) -> Line<'static> {
    let (expected, is_collapsed) = (count.expected(habits), count.is_collapsed(habits));
    // Two mistakes hardly stand side by side where the list has the words, and none beside a line that lost its blanks.
    let is_twofold = count.runs > 1 && habits.inflections.is_empty();
    let is_trusted = is_twofold || around.iter().any(|count| count.is_collapsed(habits));
    let here = if is_trusted { 1.0 } else { trust };
    let local = (here * count.parted as f32 + share * 6.0) / (count.words as f32 + 6.0);
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
        trust: here,
        foreign: given(foreign > 0.25 && !is_collapsed, foreign),
        letters: None,
    }
}

fn count<'t>(
    text: &'t str,
    line: &galley::Line,
    model: &Model<'_>,
    (known, judged, letters): (
        &mut HashMap<&'t str, Option<Parting>>,
        &mut Judged<'t>,
        &mut Letters,
    ),
) -> Count {
    let mut count = Count::default();
    for at in runs(text, line.range.clone()) {
        let run = &text[at.clone()];
        count.words += 1;
        count.letters += run.chars().count();
        let parting = known
            .entry(run)
            .or_insert_with(|| segment::best(run, model, &Line::UNKNOWN))
            .clone();
        let gain = parting.as_ref().map_or(f32::MIN, |parting| {
            let is_name = model.is_name_here(text, at, parting);
            parting.weigh(run, model, &Line::UNKNOWN, is_name).0
        });
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
        let (is_word, is_foreign) = *judged
            .entry(run)
            .or_insert_with(|| (model.is_word(&run.to_lowercase()), is_foreign(run, model)));
        if parting.is_some() || !is_word {
            count.strange += 1;
            count.unknown += run.chars().count();
        }
        if let Some(parting) = parting.filter(|_| gain > EVIDENCE) {
            count.parted += parting.cuts.len();
            count.runs += 1;
            // Where a whole line ran together, its letters tell nothing.
            if parting.cuts.len() < 3 {
                parting.cuts.iter().for_each(|&cut| seen(cut, 1));
            }
        } else if is_foreign {
            count.foreign += 1;
        }
    }
    count
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

    fn with_partings(runs: usize, share: f32, language: &str) -> Line<'static> {
        let count = Count {
            words: 9,
            letters: 42,
            parted: runs,
            runs,
            ..Count::default()
        };
        let known = (share, trust(share, 0.0));
        line(&count, &[count], known, Language::of(language))
    }

    fn local(share: f32) -> f32 {
        with_partings(1, share, "en").share
    }

    #[test]
    fn two_partings_on_a_line_show_losses_where_the_list_has_the_words() {
        assert!(with_partings(2, 1.3e-4, "en").is_shown());
        assert!(!with_partings(1, 1.3e-4, "en").is_shown());
        assert!(!with_partings(2, 1.3e-4, "it").is_shown());
        assert!(with_partings(1, 15e-4, "it").is_shown());
    }

    #[test]
    fn one_parting_on_a_line_shows_losses_only_where_the_text_has_others() {
        assert!(local(1.3e-4) < 3e-4);
        assert!(local(15e-4) > 0.06);
    }

    #[test]
    fn where_the_list_lacks_words_a_few_partings_show_no_losses() {
        assert!(trust(8e-4, 0.001) > 0.9);
        assert!(trust(8e-4, 0.04) == 0.0);
        assert!(trust(37e-4, 0.04) > 0.9);
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
            ..count
        };
        assert!(strange.is_collapsed(Language::of("en")));
    }
}
