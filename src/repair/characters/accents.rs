//! Accents that stand by themselves. In: text from fonts that print an accent and its letter as two signs: `f¨ur`,
//! `Schr ¨odinger`, `tr`es`. Out: edits that make them one letter again.
//!
//! Such fonts print the accent first; some extractors turn the two around. A text whose letters have their accents
//! uses the same signs for something else, as `don´t`.

use crate::galley::Edit;
use crate::hash::{HashMap, HashSet};
use crate::ledger::Certainty::{Likely, Sure};
use crate::lexicon::vocabulary::{is_letter, words as words_of};
use crate::lexicon::{Lexicon, Vocabulary};
use std::cell::LazyCell;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// Accents that stand by themselves, and those that combine.
const ACCENTS: [(char, char); 11] = [
    ('¨', '\u{308}'),
    ('´', '\u{301}'),
    ('`', '\u{300}'),
    ('ˆ', '\u{302}'),
    ('˜', '\u{303}'),
    ('ˇ', '\u{30c}'),
    ('˘', '\u{306}'),
    ('˝', '\u{30b}'),
    ('˚', '\u{30a}'),
    ('¸', '\u{327}'),
    ('¯', '\u{304}'),
];

/// Where the accent stands.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    Behind,
}

/// The edits.
pub(super) fn edits(text: &str, lexicon: &Lexicon) -> Vec<Edit> {
    let words = words(text);
    if words.is_empty() {
        return Vec::new();
    }
    let side = side(text, &words, lexicon);
    let uses = Uses::of(text, &words, side);
    let own = LazyCell::new(|| Vocabulary::of(text));
    let mut edits = Vec::new();
    for range in &words {
        let Some(word) = put_on(&text[range.clone()], side) else {
            continue;
        };
        let printed = &text[range.clone()];
        let is_known = lexicon.is_known(&word.to_lowercase());
        if !is_known && (is_symbol(&word) || !uses.has_only_accents(printed)) {
            continue;
        }
        let start = before_blank(text, range, &word, (lexicon, &own)).unwrap_or(range.start);
        let whole = format!("{}{word}", text[start..range.start].trim_end());
        let why = "an accent that the font printed by itself, put on its letter";
        let certainty = if is_known { Sure } else { Likely };
        let edit = Edit::sure(start..range.end, whole.clone(), why).certainty(certainty);
        edits.push(edit.words(&text[start..range.end], &whole));
    }
    edits
}

/// Whether a letter with its accent is more likely a sign of mathematics than a word, if the list does not have it: a
/// small letter alone, and Greek, whose type prints no accent by itself.
fn is_symbol(word: &str) -> bool {
    let is_lone = word.chars().count() == 1 && word.chars().all(char::is_lowercase);
    is_lone || !word.chars().all(|c| is_latin(base(c)))
}

/// Whether a letter without accents is of the Latin script, as far as that has such.
fn is_latin(letter: char) -> bool {
    letter < '\u{250}'
}

/// A letter without its accents.
fn base(c: char) -> char {
    std::iter::once(c).nfd().next().unwrap_or(c)
}

/// The letters of formulas that bear combining marks: `α̇` is a letter of its own, and no text has it otherwise. They are
/// told from words by standing alone, in a text whose words have no such marks on letters of their script.
pub(super) struct Symbols(HashSet<(bool, char)>);

impl Symbols {
    /// Looks at the words of a text that bear marks.
    pub fn of<'t>(words: impl Iterator<Item = &'t str>) -> Symbols {
        let mut marks = HashSet::default();
        for word in words.filter(|word| !is_lone(word)) {
            marks.extend(marked(word));
        }
        Symbols(marks)
    }

    /// Whether a run is a letter of a formula.
    pub fn has(&self, run: &str, lexicon: &Lexicon) -> bool {
        let mut marked = marked(run);
        let is_word = || lexicon.is_known(&letters(run).nfc().collect::<String>().to_lowercase());
        is_lone(run) && !marked.any(|mark| self.0.contains(&mark)) && !is_word()
    }
}

/// Each mark of a run, and whether it stands on a Latin letter. A letter that is only another's second code is its own mark.
fn marked(run: &str) -> impl Iterator<Item = (bool, char)> + '_ {
    let mut letter = ' ';
    run.chars().filter_map(move |c| {
        let is_second = std::iter::once(c).nfc().next() != Some(c);
        let is_mark = is_letter(c) && !c.is_alphabetic();
        if !is_mark {
            letter = base(c);
        }
        (is_mark || is_second).then_some((is_latin(letter), c))
    })
}

/// Whether no two letters of a run stand side by side.
fn is_lone(run: &str) -> bool {
    let mut words = words_of(run);
    words.all(|word| letters(&run[word]).filter(|c| c.is_alphabetic()).count() < 2)
}

fn letters(run: &str) -> impl Iterator<Item = char> + '_ {
    run.chars().filter(|&c| is_letter(c))
}

/// The combining form of an accent that stands by itself.
fn combining(c: char) -> Option<char> {
    if c.is_ascii() && c != '`' {
        return None;
    }
    ACCENTS.iter().find(|(own, _)| *own == c).map(|pair| pair.1)
}

/// The runs of letters and accents that have both. Accents are rare: the runs are looked for around them.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_accent = |c: char| combining(c).is_some();
    let is_part = |c: &char| is_letter(*c) || is_accent(*c);
    let length = |c: char| c.len_utf8();
    let mut found = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices(is_accent) {
        if at < done {
            continue;
        }
        let before = text[done..at].chars().rev().take_while(is_part);
        let start = at - before.map(length).sum::<usize>();
        let inside = text[at..].chars().take_while(is_part);
        done = at + inside.map(length).sum::<usize>();
        if text[start..done].contains(is_letter) {
            found.push(start..done);
        }
    }
    found
}

/// The word with each accent on its letter, if every one has a letter that bears it.
fn put_on(word: &str, side: Side) -> Option<String> {
    let mut made: Vec<char> = Vec::with_capacity(word.len());
    let mut waits = None;
    for c in word.chars() {
        match (combining(c), side) {
            (Some(accent), Side::Before) => {
                if waits.replace(accent).is_some() {
                    return None;
                }
            }
            (Some(accent), Side::Behind) => {
                let letter = made.pop()?;
                made.push(bearing(letter, accent)?);
            }
            (None, _) => made.push(match waits.take() {
                Some(accent) => bearing(c, accent)?,
                None => c,
            }),
        }
    }
    waits.is_none().then(|| made.into_iter().collect())
}

/// A letter with an accent. Below an accent the letter i has no dot.
fn bearing(letter: char, accent: char) -> Option<char> {
    let letter = if letter == 'ı' { 'i' } else { letter };
    compose(letter, accent).filter(|&c| is_letter(c))
}

/// The side on which this text's accents stand: before their letters, unless more known words have them behind.
fn side(text: &str, words: &[Range<usize>], lexicon: &Lexicon) -> Side {
    let known = |side| {
        let made = words
            .iter()
            .filter_map(|range| put_on(&text[range.clone()], side));
        made.filter(|word| lexicon.is_known(&word.to_lowercase()))
            .count()
    };
    if known(Side::Behind) > known(Side::Before) {
        Side::Behind
    } else {
        Side::Before
    }
}

/// How a text uses each accent.
struct Uses(HashMap<char, (usize, usize)>);

impl Uses {
    /// Counts accents that have a letter to stand on, and letters that bear the accent already or signs that bear none.
    fn of(text: &str, words: &[Range<usize>], side: Side) -> Uses {
        let mut uses: HashMap<char, (usize, usize)> = HashMap::default();
        for range in words {
            let word = &text[range.clone()];
            let fits = put_on(word, side).is_some();
            for c in word.chars().filter(|&c| combining(c).is_some()) {
                let count = uses.entry(c).or_default();
                if fits {
                    count.0 += 1;
                } else {
                    count.1 += 1;
                }
            }
        }
        for c in text.chars().filter(|c| !c.is_ascii()) {
            for part in std::iter::once(c).nfd().skip(1) {
                let own = ACCENTS.iter().find(|(_, accent)| *accent == part);
                if let Some(count) = own.and_then(|(own, _)| uses.get_mut(own)) {
                    count.1 += 1;
                }
            }
        }
        Uses(uses)
    }

    /// Whether all accents of a word are mostly accents in this text.
    fn has_only_accents(&self, word: &str) -> bool {
        let mut accents = word.chars().filter(|&c| combining(c).is_some());
        accents.all(|c| self.0.get(&c).is_some_and(|(own, other)| own > other))
    }
}

/// Where the word begins whose second half `word` is, if the accent's kern was taken for a blank: `Schr ¨odinger`.
fn before_blank(
    text: &str,
    range: &Range<usize>,
    word: &str,
    (lexicon, own): (&Lexicon, &Vocabulary),
) -> Option<usize> {
    combining(text[range.start..].chars().next()?)?;
    let before = text[..range.start].strip_suffix(' ')?;
    let letters = before.chars().rev().take_while(|&c| is_letter(c));
    let start = before.len() - letters.map(char::len_utf8).sum::<usize>();
    let first = &before[start..];
    let whole = format!("{first}{word}").to_lowercase();
    let is_half = !first.is_empty() && word.starts_with(char::is_lowercase);
    let is_word = |half: &str| lexicon.is_known(half) && half.chars().count() > 1;
    let stands_alone = own.occurrences(&first.to_lowercase()) > 1 || is_word(&first.to_lowercase());
    let joins = if lexicon.is_known(&whole) {
        !is_word(&word.to_lowercase()) || !stands_alone
    } else {
        !stands_alone && !first.chars().any(is_vowel)
    };
    (is_half && joins).then_some(start)
}

/// Without one there is no word.
fn is_vowel(c: char) -> bool {
    let base = base(c);
    matches!(base.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !base.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, language: &str) -> String {
        let lexicon = Lexicon::new(language, &[]);
        let mut out = text.to_string();
        for edit in edits(text, &lexicon).into_iter().rev() {
            out.replace_range(edit.range.clone(), &edit.after);
        }
        out
    }

    #[test]
    fn accents_go_on_the_letters_behind_them() {
        let text = "Die M¨uhle f¨ur K ¨orner steht ¨uber dem Bach; Stra´zy, ´Etienne";
        let after = "Die Mühle für Körner steht über dem Bach; Straźy, Étienne";
        assert_eq!(mended(text, "de"), after);
    }

    #[test]
    fn letters_of_mathematics_are_no_words() {
        for text in [
            "Let ´α be the rate, and ´αβ the yield",
            "where ¨x and ˆy are sums",
        ] {
            assert_eq!(mended(text, "en"), text);
        }
        assert_eq!(
            mended("et ´E. Duval vit `a Lyon, o`u", "fr"),
            "et É. Duval vit à Lyon, où"
        );
    }

    #[test]
    fn a_text_with_accents_of_its_own_uses_the_sign_for_another() {
        let text = "Le café, l´été et l´opéra: l´hiver";
        assert_eq!(mended(text, "fr"), text);
        assert_eq!(mended("They don´t; it isn´t", "en"), "They don´t; it isn´t");
    }
}
