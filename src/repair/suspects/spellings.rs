//! Odd spellings. In: the text's words. Out: a remark on each that no list has and that stands once, if it is a name or a
//! known word is one slip away, and on a doubled apostrophe.

use crate::galley::{Answer, Edit, Label, Pen};
use crate::ledger::Reason;
use crate::lexicon::vocabulary::words;
use crate::lexicon::{Lexicon, Vocabulary, lowered};
use crate::repair::Rules;
use crate::repair::words::{is_compound, is_derived};
use std::collections::BTreeSet;
use std::ops::Range;

/// A word that is meant must be so common: 1 in 5 million.
const MEANT: f32 = -15.5;

/// Lists the odd spellings, but those that are listed already, by where they begin.
pub(super) fn list(pen: &mut Pen<'_>, text: &str, rules: &Rules, listed: &BTreeSet<usize>) {
    let lexicon = &rules.lexicon;
    if !lexicon.has_list() {
        return;
    }
    let vocabulary = Vocabulary::of(text);
    for range in words(text) {
        let word = &text[range.clone()];
        // Most words are short.
        if word.len() <= 4
            || word.chars().count() <= 4
            || !word.chars().skip(1).all(char::is_lowercase)
        {
            continue;
        }
        let lower = match !word.is_ascii() && word.contains('ſ') {
            true => word.to_lowercase().replace('ſ', "s").into(),
            false => lowered(word),
        };
        let is_odd = !listed.contains(&range.start)
            && vocabulary.occurrences(&lower) == 1
            && !lexicon.is_known(&lower)
            && !is_derived(lexicon, &lower)
            && !is_compound(lexicon, &lower);
        let is_read = is_odd
            && !matches!(
                pen.galley().label_at(range.start),
                Label::RunningHead | Label::Contents | Label::Notice
            );
        if !is_read {
            continue;
        }
        if word.starts_with(char::is_uppercase) {
            let why = Reason::from("no list has it, and the text has it once");
            pen.remark(range, format!("`{word}`: is the name spelt so?"), why);
        } else if let Some(meant) = meant(&lower, lexicon) {
            let why = Reason::from(
                "no list has it, the text has it once, and it is one slip from a word",
            );
            correct(pen, range, word, &meant, why);
        }
    }
    doubled_apostrophes(pen, text);
}

/// Asks for another spelling, and writes it where the editor accepts.
pub(super) fn correct(
    pen: &mut Pen<'_>,
    range: Range<usize>,
    word: &str,
    meant: &str,
    why: Reason,
) {
    let remark = format!("`{word}`: is `{meant}` meant?");
    let proposal = format!("write `{meant}`");
    if pen.suggest(range.clone(), remark, proposal, why) == Answer::Accepted {
        let edit = Edit::sure(range, meant, "`decisions` corrects it");
        pen.edit(edit.words(word, meant));
    }
}

/// `Serge’s’`: an apostrophe before the s and one behind it, where no quotation is open that the second could close.
fn doubled_apostrophes(pen: &mut Pen<'_>, text: &str) {
    // A line may be a book: it is not read again from its beginning for each of them.
    let (mut read, mut line, mut is_quoted) = (0, 0, false);
    for (at, found) in text.match_indices("’s’") {
        let end = at + found.len();
        if let Some(n) = text[read..at].rfind('\n') {
            (line, is_quoted) = (read + n + 1, false);
        }
        is_quoted |= text[line.max(read)..at].contains('‘');
        read = at;
        let start = text[line..at]
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(line, |n| line + n);
        let start = start + text[start..].find(char::is_alphabetic).unwrap_or(0);
        let goes_on = text[end..].starts_with(char::is_alphabetic);
        if start < at && !is_quoted && !goes_on {
            let question = format!("`{}`: is one apostrophe too many?", &text[start..end]);
            pen.remark(
                start..end,
                question,
                "an apostrophe before the s and one behind it",
            );
        }
    }
}

/// The most common known word that is one slip away: a letter too few or too many, a wrong one, two exchanged.
pub(super) fn meant(word: &str, lexicon: &Lexicon) -> Option<String> {
    let mut best: Option<(f32, String)> = None;
    let mut candidate = String::new();
    let mut weigh = |parts: &[&str]| {
        candidate.clear();
        candidate.extend(parts.iter().copied());
        let share = lexicon
            .log_probability(&candidate)
            .filter(|share| *share > best.as_ref().map_or(MEANT, |(most, _)| *most));
        if let Some(share) = share.filter(|_| !lexicon.is_name(&candidate)) {
            best = Some((share, candidate.clone()));
        }
    };
    // No word begins so: what follows need not be tried.
    let mut longest = 0;
    lexicon.beginnings(word, usize::MAX, |end, _| longest = end);
    for at in (0..=longest).filter(|&at| word.is_char_boundary(at)) {
        let (head, tail) = word.split_at(at);
        let (first, rest) = parted(tail);
        if !first.is_empty() {
            weigh(&[head, rest]);
        }
        let (second, behind) = parted(rest);
        if !second.is_empty() {
            weigh(&[head, second, first, behind]);
        }
        let may_follow = lexicon.letters_behind(head);
        for letter in LETTERS.chars().filter(|&letter| may_follow(letter)) {
            let mut bytes = [0; 4];
            let letter = &*letter.encode_utf8(&mut bytes);
            weigh(&[head, letter, tail]);
            if !first.is_empty() {
                weigh(&[head, letter, rest]);
            }
        }
    }
    best.map(|(_, word)| word)
}

/// The first letter of a word, and the others.
fn parted(word: &str) -> (&str, &str) {
    word.split_at(word.chars().next().map_or(0, char::len_utf8))
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
