//! Odd spellings. In: the text's words. Out: a remark on each that no list has, that stands once, and that a known word
//! is one slip away from.

use crate::galley::{Label, Pen};
use crate::ledger::Reason;
use crate::lexicon::vocabulary::words;
use crate::lexicon::{Lexicon, Vocabulary};
use crate::repair::Rules;
use crate::repair::words::is_derived;

/// A word that is meant must be so common: 1 in 5 million.
const MEANT: f32 = -15.5;

/// Lists the odd spellings.
pub(super) fn list(pen: &mut Pen<'_>, text: &str, rules: &Rules) {
    let lexicon = &rules.lexicon;
    if !lexicon.has_list() {
        return;
    }
    let vocabulary = Vocabulary::of(text);
    for range in words(text) {
        let word = &text[range.clone()];
        let lower = word.to_lowercase();
        let is_odd = word.chars().count() > 4
            && word.chars().all(|c| c.is_lowercase())
            && vocabulary.occurrences(&lower) == 1
            && !lexicon.is_known(&lower)
            && !is_derived(lexicon, &lower);
        let is_read = is_odd
            && !matches!(
                pen.galley().label_at(range.start),
                Label::RunningHead | Label::Contents
            );
        if let Some(meant) = is_read.then(|| meant(&lower, lexicon)).flatten() {
            let why = Reason::from(
                "no list has it, the text has it once, and it is one slip from a word",
            );
            pen.remark(range, format!("`{word}`: is `{meant}` meant?"), why);
        }
    }
}

/// The most common known word that is one slip away: a letter too few or too many, a wrong one, two exchanged.
fn meant(word: &str, lexicon: &Lexicon) -> Option<String> {
    let chars: Vec<char> = word.chars().collect();
    let mut best: Option<(f32, String)> = None;
    let mut weigh = |candidate: &[char]| {
        let candidate: String = candidate.iter().collect();
        let share = lexicon
            .log_probability(&candidate)
            .filter(|&share| share > MEANT && !lexicon.is_name(&candidate));
        if let Some(share) =
            share.filter(|share| best.as_ref().is_none_or(|(most, _)| share > most))
        {
            best = Some((share, candidate));
        }
    };
    for at in 0..=chars.len() {
        let (head, tail) = chars.split_at(at);
        if let [first, rest @ ..] = tail {
            weigh(&[head, rest].concat());
            if let [second, rest @ ..] = rest {
                weigh(&[head, &[*second, *first], rest].concat());
            }
        }
        for letter in LETTERS.chars() {
            weigh(&[head, &[letter], tail].concat());
            if let [_, rest @ ..] = tail {
                weigh(&[head, &[letter], rest].concat());
            }
        }
    }
    best.map(|(_, word)| word)
}

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzäöüßéèêàâçîïôûñáíóú";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let lexicon = Lexicon::new("en", &[]);
        assert_eq!(meant("monoploy", &lexicon).as_deref(), Some("monopoly"));
        assert_eq!(
            meant("inadmissable", &lexicon).as_deref(),
            Some("inadmissible")
        );
        assert_eq!(meant("qwrtzpl", &lexicon), None);
    }
}
