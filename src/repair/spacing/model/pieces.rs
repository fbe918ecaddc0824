//! The words that may stand at a place of a run. In: the run, the place. Out: where each word ends, how likely it is, and
//! whether it stands alone or in compounds: words of the list and their forms, the text's own, and unseen ones.

use super::super::compounds::{NOUN_ENDINGS, Stand, is_linked};
use super::super::segment;
use super::{ELIDED, Model};
use crate::repair::words::FORMED;

/// The longest word that is looked for, in characters.
const LONGEST: usize = 24;

/// How likely a Roman number is: one word in 3,000.
const NUMERAL: f32 = -8.0;

/// What a form of a word costs where most blanks are in their places: the run may be another such form as a whole.
const FORMED_AMID: f32 = 3.0;

/// What an ending costs behind a known word, which is then no longer that word.
const ENDED: f32 = 5.0;

/// A place in a run from which words are looked for.
struct From<'t> {
    /// What follows, in lower case, up to where the word must end.
    text: &'t str,
    is_capital: bool,
    /// Whether an apostrophe stands before it.
    is_elided: bool,
    is_collapsed: bool,
}

impl Model<'_> {
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
            for tail in self.lexicon.habits().contractions.heading(&lower[after..]) {
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
                    for ending in self.lexicon.habits().inflections.heading(rest) {
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
            let share = share.filter(|_| !is_lone && !self.is_apart(word));
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
            if letters <= 3 {
                return;
            }
            let is_noun = || is_noun_language && self.lexicon.is_name(word);
            let endings = self.lexicon.habits().inflections.heading(&from.text[end..]);
            for ending in endings.filter(|ending| NOUN_ENDINGS.contains(ending) || !is_noun()) {
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
}

/// The length of the Roman number that a run begins with, in capitals and two at least.
fn numeral(run: &str) -> Option<usize> {
    let length = run
        .bytes()
        .take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
        .count();
    (length > 1).then_some(length)
}

/// Where the letters end that may be one word from `start` on: at a capital or an apostrophe.
fn end_of_word(written: &str, start: usize) -> usize {
    let mut chars = written[start..].char_indices().skip(1);
    let end = chars.find(|(_, c)| c.is_uppercase() || matches!(c, '\'' | '’'));
    end.map_or(written.len(), |(at, _)| start + at)
}
