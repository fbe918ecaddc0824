//! Spaces at which no line ends. In: a text as written, and its language. Out: the text with fixed spaces: before a spaced
//! sign, as the French write them, inside guillemets, after the dash that opens a line of dialogue, between words that are
//! one thing (`Mr. Cole`, `J. K. Horrick`, `p. 71`, `17 May`, `10 km`), and where the language minds it before dashes and
//! after words of one letter; in titles after small words.

use crate::language::Language;
use std::borrow::Cow;

/// The narrow space before a semicolon, an exclamation or a question mark.
const NARROW: char = '\u{202f}';
/// A space of a word's width at which no line ends.
const FIXED: char = '\u{a0}';

/// Makes spaces fixed. `opens` says that the text opens a paragraph.
#[must_use]
pub(in crate::typeset) fn fixed_spaces(text: &str, opens: bool) -> Cow<'_, str> {
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_opening_dash = opens && matches!(made.as_str(), "–" | "—");
        let set = match (c, before, chars.peek()) {
            (' ' | FIXED, _, Some(';' | '!' | '?')) => NARROW,
            (' ', _, Some(':' | '»')) | (' ', Some('«'), _) => FIXED,
            (' ', ..) if is_opening_dash => FIXED,
            _ => c,
        };
        made.push(set);
        before = Some(c);
    }
    Cow::Owned(made)
}

/// Measures, and hours of the day, as they stand behind a number.
const UNITS: &[&str] = &[
    "%", "‰", "°C", "°F", "a.m", "p.m", "am", "pm", "km", "m", "cm", "mm", "kg", "g", "mg", "t",
    "l", "ml", "ha", "ft", "in", "lb", "lbs", "oz", "s", "d", "h", "min", "Uhr", "€", "£", "$",
    "F", "fr", "Kč", "zł", "кг", "км", "м", "см", "мм", "г", "т", "л", "руб", "коп",
];
/// Languages in which no line begins with a dash, and words of one letter don't end one.
const STRICT: &[&str] = &[
    "be", "bg", "cs", "hr", "mk", "pl", "ru", "sk", "sl", "sr", "uk",
];
/// An abbreviation that is longer than this stands by itself.
const SHORT: usize = 5;

/// What is known of a language where its words are bound.
#[derive(Clone, Copy)]
pub(in crate::typeset) struct Binding {
    language: &'static Language,
    is_strict: bool,
    /// Letters that a line of a title has room for; None for running text.
    title: Option<usize>,
}

impl Binding {
    /// That of a language's running text.
    pub(in crate::typeset) fn of(tag: &str) -> Binding {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        Binding {
            language: Language::of(main),
            is_strict: STRICT.contains(&main),
            title: None,
        }
    }

    /// That of its titles, whose lines have room for some letters: they don't end in `and the`.
    pub(in crate::typeset) fn of_title(tag: &str, room: usize) -> Binding {
        Binding {
            title: Some(room),
            ..Binding::of(tag)
        }
    }

    /// Whether no line ends between two words; with what is bound before them they are a chain of some letters.
    fn binds(&self, before: &str, after: &str, chain: usize) -> bool {
        let before = before.trim_start_matches(['(', '[', '“', '‘', '„', '‚', '«', '»', '"', '\'']);
        let (Some(first), Some(next)) = (before.chars().next(), after.chars().next()) else {
            return false;
        };
        match next {
            '—' | '–' => self.is_strict && after.chars().count() == 1,
            _ if next.is_ascii_digit() => self.counts(before) || self.is_month(before),
            _ if first.is_ascii_digit() => self.is_counted(before, after),
            _ => self.names(before, (first, next)) || self.is_small(before, after, chain),
        }
    }

    /// `p. 71`, `No. 3`, `chapter 2`.
    fn counts(&self, before: &str) -> bool {
        let word = before.strip_suffix('.').unwrap_or(before).to_lowercase();
        self.language.references.has(&word)
            || before.ends_with('.') && self.is_abbreviation(&word)
            || matches!(before, "№" | "§" | "#" | "£" | "$" | "€")
    }

    /// `May 17`, but not `in the year 1914`.
    fn is_month(&self, before: &str) -> bool {
        first_is_capital(before)
            && self
                .language
                .months
                .has(&before.trim_end_matches('.').to_lowercase())
    }

    /// `17 May`, `10 km`, `3 %`.
    fn is_counted(&self, before: &str, after: &str) -> bool {
        let figures = before.strip_suffix('.').unwrap_or(before);
        let is_number = figures
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'));
        if !is_number {
            return false;
        }
        let word = after.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '”', '’', '»']);
        let is_day = figures.len() <= 2;
        UNITS.contains(&word) || is_day && self.language.months.has(&word.to_lowercase())
    }

    /// `Mr. Cole`, `J. K. Horrick`, `Mr Cole`.
    fn names(&self, before: &str, (first, next): (char, char)) -> bool {
        if !next.is_uppercase() {
            return false;
        }
        let Some(word) = before.strip_suffix('.') else {
            return first.is_uppercase()
                && before.chars().count() <= 3
                && self.is_abbreviation(&before.to_lowercase());
        };
        let is_initials =
            first.is_uppercase() && word.split('.').all(|part| part.chars().count() == 1);
        is_initials || self.is_abbreviation(&word.to_lowercase())
    }

    fn is_abbreviation(&self, word: &str) -> bool {
        word.chars().count() <= SHORT && self.language.abbreviations.has(word)
    }

    /// Words that lean on the next: those of one letter where the language minds, articles and `and` in titles.
    fn is_small(&self, before: &str, after: &str, chain: usize) -> bool {
        let mut letters = before.chars();
        let is_letter = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
        let is_word = after.starts_with(|c: char| c.is_alphanumeric() || "“‘„«\"(".contains(c));
        let in_title = self.title.is_some_and(|room| {
            chain <= room * 9 / 10 && self.language.bound.has(&before.to_lowercase())
        });
        is_word && (self.is_strict && is_letter || in_title)
    }
}

fn first_is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Makes the spaces fixed between words that are one thing.
pub(in crate::typeset) fn bound_spaces(text: &str, binding: Binding) -> Cow<'_, str> {
    let mut bound = Vec::new();
    let mut chain = 0;
    for (at, _) in text.match_indices(' ') {
        // Other blanks part words, too.
        let before = text[..at]
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let after = text[at + 1..]
            .split(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let letters = |word: &str| word.chars().count();
        let longer = chain.max(letters(before)) + 1 + letters(after);
        let binds = binding.binds(before, after, longer);
        chain = if binds { longer } else { 0 };
        bound.extend(binds.then_some(at));
    }
    if bound.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len() + bound.len());
    let mut done = 0;
    for at in bound {
        made.push_str(&text[done..at]);
        made.push(FIXED);
        done = at + 1;
    }
    made.push_str(&text[done..]);
    Cow::Owned(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `·` for a narrow space, `_` for a fixed one.
    fn shown(text: &str) -> String {
        fixed_spaces(text, true)
            .replace('\u{202f}', "·")
            .replace('\u{a0}', "_")
    }

    #[test]
    fn signs_keep_their_spaces() {
        assert_eq!(shown("Ah ! dit-il ; quoi ?"), "Ah·! dit-il·; quoi·?");
        assert_eq!(
            shown("Il dit : « non ». Si !..."),
            "Il dit_: «_non_». Si·!..."
        );
        assert_eq!(shown("– Non – oui."), "–_Non – oui.");
        assert_eq!(
            shown("plain words, as they are"),
            "plain words, as they are"
        );
    }

    fn bound(text: &str, language: &str) -> String {
        bound_spaces(text, Binding::of(language)).replace('\u{a0}', "_")
    }

    #[test]
    fn what_is_one_thing_stays_on_a_line() {
        let english = |text| bound(text, "en-GB");
        assert_eq!(
            english("sat Mr. Cole and Dr Clerk (St. Ives)"),
            "sat Mr._Cole and Dr_Clerk (St._Ives)"
        );
        assert_eq!(
            english("J. K. Horrick, told W. C. Hay"),
            "J._K._Horrick, told W._C._Hay"
        );
        assert_eq!(
            english("as told on pp. 61 and No. 4, ch. 2"),
            "as told on pp._61 and No._4, ch._2"
        );
        assert_eq!(
            english("May 17, 1873, or 3 June at 10 a.m. or so"),
            "May_17, 1873, or 3_June at 10_a.m. or so"
        );
        assert_eq!(english("10 km, 3 % of it"), "10_km, 3_% of it");
        assert_eq!(
            english("He went. Then all 12 men sang — and left."),
            "He went. Then all 12 men sang — and left."
        );
        assert_eq!(
            bound("am 17. Mai mit Dr. Weil", "de"),
            "am 17._Mai mit Dr._Weil"
        );
    }

    #[test]
    fn some_languages_mind_how_lines_begin_and_end() {
        assert_eq!(
            bound("море — не поле, и хлеб", "ru"),
            "море_— не поле, и_хлеб"
        );
        assert_eq!(bound("szli z domu i w góry", "pl"), "szli z_domu i_w_góry");
        assert_eq!(bound("a house — a home", "en"), "a house — a home");
    }

    #[test]
    fn titles_keep_articles_with_their_words() {
        let title = |room| {
            bound_spaces(
                "Anton Weil and the Harbourmen",
                Binding::of_title("en", room),
            )
            .replace('\u{a0}', "_")
        };
        assert_eq!(title(60), "Anton Weil and_the_Harbourmen");
        assert_eq!(title(16), "Anton Weil and_the Harbourmen");
    }
}
