//! Details of setting that a manifest asks for. In: words as written. Out: the same with dashes between the ends of ranges and French
//! spaces; and the parts of them that are fractions, raised letters of ordinals, and acronyms.

use std::borrow::Cow;
use std::ops::Range;

/// Which are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// An en dash between the numbers of a range.
    pub ranges: bool,
    /// Fractions as the face has them.
    pub fractions: bool,
    /// The letters of ordinals raised.
    pub ordinals: bool,
    /// Acronyms in small capitals.
    pub acronyms: bool,
    /// The spaces of French before signs, though none are typed.
    pub french_spacing: bool,
}

/// How a part of some words is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// As all else.
    Plain,
    /// As a fraction.
    Fraction,
    /// Raised and small.
    Raised,
    /// In small capitals, capitals too.
    Acronym,
}

/// Letters that stand behind the number of an ordinal, by language; longer ones first.
const ORDINALS: &[(&str, &[&str])] = &[
    ("en", &["st", "nd", "rd", "th"]),
    ("fr", &["ère", "ème", "er", "re", "nd", "nde", "e"]),
];
/// Numbers of so many figures at most are ends of ranges: years and pages; longer ones are names of things.
const FIGURES: usize = 4;
/// Capitals of so many letters at least are an acronym.
const LETTERS: usize = 2;
/// More words in capitals than so many in a row are a cry.
const CRY: usize = 2;

impl Details {
    /// The words with the signs and spaces that are wanted.
    pub(super) fn written<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        if self.ranges && text.contains('-') {
            text = with_ranges(&text).into();
        }
        if self.french_spacing && text.contains([';', ':', '!', '?', '«', '»']) {
            text = with_spaces(&text).into();
        }
        text
    }

    /// The parts of words in a language, in order; they make up all of it.
    pub(super) fn parts(&self, text: &str, language: &str) -> Vec<(Range<usize>, Detail)> {
        let mut found: Vec<(Range<usize>, Detail)> = Vec::new();
        let has_figures = text.contains(|c: char| c.is_ascii_digit());
        if self.fractions && has_figures && text.contains('/') {
            found.extend(fractions(text).map(|range| (range, Detail::Fraction)));
        }
        if self.ordinals && has_figures {
            found.extend(ordinals(text, language).map(|range| (range, Detail::Raised)));
        }
        if self.acronyms {
            found.extend(
                acronyms(text)
                    .into_iter()
                    .map(|range| (range, Detail::Acronym)),
            );
        }
        found.sort_by_key(|(range, _)| range.start);
        let mut parts = Vec::with_capacity(found.len() * 2 + 1);
        let mut done = 0;
        for (range, detail) in found
            .into_iter()
            .chain([(text.len()..text.len(), Detail::Plain)])
        {
            if range.start < done {
                continue;
            }
            if range.start > done {
                parts.push((done..range.start, Detail::Plain));
            }
            done = range.end;
            if !range.is_empty() {
                parts.push((range, detail));
            }
        }
        parts
    }
}

/// The runs of figures.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text[end..].find(|c: char| c.is_ascii_digit())?;
        let rest = &text[start..];
        let long = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        end = start + long;
        Some(start..end)
    })
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether what stands beside a number makes it a part of something longer.
fn goes_on(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '–' | '_'))
}

/// Pairs of numbers with one sign between them and nothing on either side that they are a part of.
fn pairs(text: &str, sign: char) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let all: Vec<Range<usize>> = numbers(text).collect();
    let next: Vec<Range<usize>> = all.iter().skip(1).cloned().collect();
    let pairs = all.into_iter().zip(next).filter(move |(one, other)| {
        let is_parted = text[one.end..other.start].chars().eq([sign]);
        let is_short = one.len() <= FIGURES && other.len() <= FIGURES;
        is_parted
            && is_short
            && !goes_on(before(text, one.start))
            && !goes_on(after(text, other.end))
    });
    pairs.collect::<Vec<_>>().into_iter()
}

/// `12-14` with an en dash; dates and the numbers of books have more parts than two.
fn with_ranges(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 8);
    let mut done = 0;
    for (one, other) in pairs(text, '-') {
        made.push_str(&text[done..one.end]);
        made.push('–');
        done = other.start;
    }
    made.push_str(&text[done..]);
    made
}

/// Narrow spaces before high signs and spaces inside quotation marks, where words and signs touch.
fn with_spaces(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    let mut last = None;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let touches = last.is_some_and(|c: char| c.is_alphanumeric() || ")]”’»…".contains(c));
        // Hours and addresses have colons, too.
        let ends = next.is_none_or(|c| !c.is_alphanumeric() && c != '/');
        match c {
            ';' | '!' | '?' if touches && ends => made.push('\u{202f}'),
            ':' if touches && ends => made.push('\u{a0}'),
            '»' if last.is_some_and(|c: char| !c.is_whitespace()) => made.push('\u{a0}'),
            _ => {}
        }
        made.push(c);
        if c == '«' && next.is_some_and(|c| !c.is_whitespace()) {
            made.push('\u{a0}');
        }
        last = Some(c);
    }
    made
}

/// `1/2` and `11/16`, not `24/7` or a date.
fn fractions(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_less = |one: &Range<usize>, other: &Range<usize>| {
        let number = |range: &Range<usize>| text[range.clone()].parse::<u32>().ok();
        number(one)
            .zip(number(other))
            .is_some_and(|(one, other)| one > 0 && one < other)
    };
    let pairs = pairs(text, '/')
        .filter(move |(one, other)| one.len() <= 2 && other.len() <= 3 && is_less(one, other));
    pairs.map(|(one, other)| one.start..other.end)
}

/// `th` of `19th`.
fn ordinals<'t>(text: &'t str, language: &str) -> impl Iterator<Item = Range<usize>> + 't {
    let main = language.split('-').next().unwrap_or_default();
    let row = ORDINALS.iter().find(|(tag, _)| *tag == main);
    let ends: &[&str] = row.map_or(&[], |(_, ends)| ends);
    numbers(text).filter_map(move |number| {
        let rest = &text[number.end..];
        let word = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let is_whole = !goes_on(before(text, number.start));
        (is_whole && ends.contains(&&rest[..word])).then(|| number.end..number.end + word)
    })
}

/// Words in capitals among others, with their stops: `USA`, `B.C.`; initials before a name are none.
fn acronyms(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '’' | '\'');
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    let is_shout = |word: &Range<usize>| {
        let mut letters = text[word.clone()].chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 0 && letters.all(char::is_uppercase)
    };
    let kept = |at: usize| {
        let word = &text[words[at].clone()];
        let capitals = word
            .chars()
            .take_while(|c| c.is_uppercase() || *c == '.')
            .collect::<String>();
        let letters = capitals.chars().filter(|c| c.is_uppercase()).count();
        let has_stops = capitals.trim_end_matches('.').contains('.');
        let rest = &word[capitals.len()..];
        let is_whole = rest.is_empty() || rest.starts_with(['’', '\'']) || rest == "s";
        // `J.K. Horrick`
        let names = has_stops
            && words.get(at + 1).is_some_and(|next| {
                text[next.clone()].starts_with(char::is_uppercase) && !is_shout(next)
            });
        let run = 1
            + words[..at]
                .iter()
                .rev()
                .take_while(|word| is_shout(word))
                .count()
            + words[at + 1..]
                .iter()
                .take_while(|word| is_shout(word))
                .count();
        let end = match has_stops {
            true => capitals.len(),
            false => capitals.trim_end_matches('.').len(),
        };
        let start = words[at].start;
        (letters >= LETTERS && is_whole && !names && run <= CRY).then(|| start..start + end)
    };
    (0..words.len()).filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Details = Details {
        ranges: true,
        fractions: true,
        ordinals: true,
        acronyms: true,
        french_spacing: true,
    };

    /// `/1/2/` for a fraction, `^th^` for what is raised, `*USA*` for an acronym.
    fn shown(text: &str, language: &str) -> String {
        let parts = ALL.parts(text, language);
        let whole: String = parts
            .iter()
            .map(|(range, _)| &text[range.clone()])
            .collect();
        assert_eq!(whole, text);
        let part = |(range, detail): (Range<usize>, Detail)| {
            let words = &text[range];
            match detail {
                Detail::Plain => words.into(),
                Detail::Fraction => format!("|{words}|"),
                Detail::Raised => format!("^{words}^"),
                Detail::Acronym => format!("*{words}*"),
            }
        };
        parts.into_iter().map(part).collect()
    }

    fn written(text: &str) -> String {
        ALL.written(text)
            .replace('\u{202f}', "·")
            .replace('\u{a0}', "_")
    }

    #[test]
    fn ranges_have_a_dash_and_dates_and_numbers_of_books_none() {
        assert_eq!(written("pp. 12-14, 1914-18"), "pp. 12–14, 1914–18");
        for kept in [
            "2024-05-01",
            "978-3-16-148410-0",
            "B-52",
            "a 3-4b",
            "555-12345",
        ] {
            assert_eq!(written(kept), kept);
        }
    }

    #[test]
    fn french_signs_have_their_spaces_where_none_are_typed() {
        assert_eq!(written("Quoi? Non!"), "Quoi·? Non·!");
        assert_eq!(
            written("Il dit: «Non»; puis…?!"),
            "Il dit_: «_Non_»·; puis…·?!"
        );
        for kept in ["Quoi ? Il dit : « Non »", "à 10:30", "http://a.b/?c", "(!)"] {
            assert_eq!(ALL.written(kept), kept);
        }
    }

    #[test]
    fn fractions_are_less_than_one_and_no_dates() {
        assert_eq!(
            shown("1/2 and 11/16 of it", "en"),
            "|1/2| and |11/16| of it"
        );
        for kept in ["24/7", "1/5/1914", "a1/2", "0/3"] {
            assert_eq!(shown(kept, "en"), kept);
        }
    }

    #[test]
    fn ordinals_are_those_of_the_language() {
        assert_eq!(
            shown("the 19th and 1st, 4the", "en-GB"),
            "the 19^th^ and 1^st^, 4the"
        );
        assert_eq!(
            shown("le 1er et la 2e, 19th", "fr"),
            "le 1^er^ et la 2^e^, 19th"
        );
        assert_eq!(shown("the 19th", "de"), "the 19th");
    }

    #[test]
    fn acronyms_are_words_in_capitals_among_others() {
        assert_eq!(
            shown("the USA, and the NKVD’s men in XIV", "en"),
            "the *USA*, and the *NKVD*’s men in *XIV*"
        );
        assert_eq!(
            shown("in 44 B.C. or at 3 A.M. it was", "en"),
            "in 44 *B.C.* or at 3 *A.M.* it was"
        );
        for kept in [
            "J.K. Horrick said I",
            "NOW ALL MEN KNOW",
            "McDonald",
            "A. B. Cole",
        ] {
            assert_eq!(shown(kept, "en"), kept);
        }
    }
}
