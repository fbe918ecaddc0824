//! Two words with the blank between them lost. In: a run of letters that is no known word. Out: the likeliest two words
//! that it may be, and what says that it is them.
//!
//! Each sign has a weight, fitted on 67 works in fourteen languages, none of which the lists were counted from, in which one
//! blank in 125 was taken out at random: 6,400 such pairs, and 29,000 words that only look like one. What looks most like a
//! pair there and was none is a misprint of the text: what had more than 1.5 with its own language left out was set aside.
//! With a language left out, 75 in 100 are found where one in 10,000 words is parted that is none; 76 by the other signs alone.
//! How rare it is that a word is lost twice was hardly seen (162 pairs), so those two signs were held near what texts with more
//! losses had taught. Without a list too few words of a text are known: of the pairs in seven languages the same fit found one
//! in five.

use super::compounds::{self, Stand};
use super::model::Model;
use super::segment::{self, Parting};
use crate::ledger::Reason;
use crate::lexicon::lowered;

/// So many blanks are lost where the signs were fitted.
pub(super) const FITTED: f32 = 0.002;

/// The languages whose short texts are read by [`segment`] alone.
const SPARING: &[&str] = &["en", "de", "fr", "es", "it", "pt"];

/// Shorter texts, in words, do not show how they spell and what they write side by side: the signs were fitted on whole works.
const SHORT: u32 = 1500;

/// What the signs are, for the ledger, and what each weighs.
const SIGNS: [(&str, f32); 23] = [
    ("how many unknown words the text has", -1.03),
    ("how likely the words are beside the letters", 0.34),
    ("how likely the letters are one word", 1.76),
    ("no known word goes on as it does", 1.40),
    ("known words go on as it does", -1.18),
    ("the text has these words side by side", 2.58),
    ("it has a common ending", -1.20),
    ("the second word is an ending, too", 0.32),
    ("the first word is a beginning, too", -0.75),
    ("the second word is very short", -1.70),
    ("the second word is short", -0.80),
    ("a capital", -0.61),
    ("written like a name", -2.07),
    ("the text has it twice", -2.14),
    ("the text has it more than twice", -1.27),
    ("the text does not have the first word", -0.66),
    ("how often the text has the first word", 0.45),
    ("how often the text has the second word", 0.54),
    ("a compound, as this language makes them", -2.13),
    ("before anything is seen", -2.33),
    ("known words begin with the first", -0.44),
    ("known words end with the second", -0.56),
    ("the list has nearly all forms", 1.72),
];

/// The signs of parts.
const PARTS: [usize; 2] = [20, 21];

/// What speaks against two words where one begins many of the list's words, or the other ends them, as a natural logarithm.
pub(super) fn parts((first, second): (&str, &str), model: &Model<'_>) -> f32 {
    let values = [model.lexicon.parts(first).0, model.lexicon.parts(second).1];
    let weights = PARTS.map(|sign| SIGNS[sign].1);
    values[0] * weights[0] + values[1] * weights[1]
}

/// The sign that depends on the place.
const NAME: usize = 12;

/// Two words, and what says that the run is them.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub parting: Parting,
    values: [f32; SIGNS.len()],
}

impl Pair {
    /// The likeliest two words of a run of small letters, but perhaps its first; None where the signs say nothing.
    pub fn of(run: &str, model: &Model<'_>) -> Option<Pair> {
        let lower = lowered(run);
        let mut letters = run.chars().skip(1);
        let is_listed = model.lexicon.has_list();
        if !is_listed
            || model.vocabulary.total() < SHORT
            || letters.any(char::is_uppercase)
            || !segment::may_be_parted(run, &lower, model)
        {
            return None;
        }
        let (likelihood, cut) = likeliest(run, &lower, model)?;
        let parting = Parting {
            cuts: vec![cut],
            likelihood,
            capitals: 0,
        };
        let values = values((run, &lower), &parting, model);
        Some(Pair { parting, values })
    }

    /// The signs and their sum, where one blank in 500 is lost.
    pub fn weigh(&self, is_name: bool) -> (f32, Reason) {
        let mut why = Reason::default();
        let mut sum = 0.0;
        for (index, (what, weight)) in SIGNS.into_iter().enumerate() {
            let value = match index {
                NAME => f32::from(u8::from(is_name)),
                _ => self.values[index],
            };
            let weight = weight * value;
            sum += weight;
            if weight != 0.0 {
                why = why.because(what, weight);
            }
        }
        (sum, why)
    }
}

/// Whether a language makes words as freely as this of its two parts: compounds of two larger words, and of a small word
/// and a larger one. What the text has side by side is none. It is asked where the signs say nothing, in short texts and
/// without a list: in Hungarian, Swedish, Norwegian, Russian and Ukrainian 28 to 56 whole words of 10,000 were parted there.
pub(super) fn is_new_word((first, second): (&str, &str), model: &Model<'_>) -> bool {
    let habits = model.lexicon.habits();
    let is_small = |word: &str| model.lexicon.is_function_word(word);
    let is_beginning = habits.prefixes.has(first) || habits.leads.has(first);
    let is_larger = !is_small(first) && !habits.links.is_empty();
    !SPARING.contains(&model.lexicon.language())
        && !is_small(second)
        && (is_beginning || is_larger)
        && model.side_by_side(first, second) == 0
}

/// How likely the likeliest two words are, and where the second begins.
fn likeliest(run: &str, lower: &str, model: &Model<'_>) -> Option<(f32, usize)> {
    let mut firsts = Vec::new();
    model.pieces((run, lower), 0, false, |end, share, stand| {
        if end < run.len() && stand != Stand::Part {
            firsts.push((end, share));
        }
    });
    let mut best: Option<(f32, usize)> = None;
    for (cut, first) in firsts {
        model.pieces((run, lower), cut, false, |end, second, stand| {
            let is_better = best.is_none_or(|(most, _)| first + second > most);
            if end == run.len() && stand != Stand::Part && is_better {
                best = Some((first + second, cut));
            }
        });
    }
    best
}

/// The value of each sign.
fn values((run, lower): (&str, &str), parting: &Parting, model: &Model<'_>) -> [f32; SIGNS.len()] {
    let is = |is: bool| f32::from(u8::from(is));
    let (first, second) = lower.split_at(parting.cuts[0]);
    let habits = model.lexicon.habits();
    let spelling = model.letters();
    let likelihood = spelling.likelihood(lower);
    let known = model.known_letters(lower);
    let beyond = known.saturating_sub(first.chars().count());
    let (count, length) = (model.occurrences(lower), second.chars().count());
    let is_ending = habits.inflections.has(second) || compounds::is_ending(second);
    let is_beginning =
        habits.prefixes.has(first) || habits.leads.has(first) || habits.heads.has(first);
    let is_small = |word: &str| model.lexicon.is_function_word(word);
    let is_compound = !habits.links.is_empty() && !is_small(first) && !is_small(second);
    let often = |word: &str| (model.occurrences(word) as f32).ln_1p();
    [
        model.unknown().ln(),
        parting.likelihood - likelihood,
        likelihood / 10.0,
        is(beyond == 0),
        is(beyond > 2),
        is(model.side_by_side(first, second) > 0),
        is(crate::repair::words::is_derived(model.lexicon, lower)),
        is(is_ending),
        is(is_beginning),
        is(length < 3),
        is(length == 3),
        is(run.starts_with(char::is_uppercase)),
        0.0,
        is(count > 1),
        is(count > 2),
        is(model.occurrences(first) == 0),
        often(first),
        often(second),
        is(is_compound),
        1.0,
        model.lexicon.parts(first).0,
        model.lexicon.parts(second).1,
        is(model.is_well_listed()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::manifest::settings::{NoteSettings, RepairSettings};
    use crate::repair::Rules;
    use crate::source::forms::Form;

    fn rules() -> Rules {
        Rules {
            repair: RepairSettings::default(),
            notes: NoteSettings::default(),
            lexicon: Lexicon::new("en", &[]),
            form: Form::Plain,
            meta: Default::default(),
        }
    }

    #[test]
    fn what_ends_many_words_is_rather_part_of_one_than_a_word_by_itself() {
        let rules = rules();
        let text = "The man was of the kingdom, and the kingdom was as old as a man. ".repeat(150);
        let model = Model::new(&rules, &text);
        let weight = |run| Pair::of(run, &model).map(|pair| pair.weigh(false).0);
        let (was, man) = (weight("kingdomwas"), weight("kingdomman"));
        assert!(was > man.map(|man| man + 1.0), "{was:?} {man:?}");
        assert!(weight("kingdom").is_none());
    }

    #[test]
    fn short_texts_say_nothing() {
        let rules = rules();
        let model = Model::new(&rules, "The man was of the kingdom.");
        assert!(Pair::of("kingdomwas", &model).is_none());
    }
}
