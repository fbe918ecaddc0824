//! People on title pages. In: a line. Out: who is named on it, and what they did.

use crate::book::Contributor;
use crate::language::Language;

/// Words before `by` and what they say that somebody did (MARC relator codes); by their beginnings, in small letters. A line
/// may be in another language than the text.
const ROLES: &[(&str, &str)] = &[
    ("transl", "trl"),
    ("englished", "trl"),
    ("übers", "trl"),
    ("übertragen", "trl"),
    ("tradu", "trl"),
    ("tradot", "trl"),
    ("vertaald", "trl"),
    ("översatt", "trl"),
    ("oversat", "trl"),
    ("edited", "edt"),
    ("selected", "edt"),
    ("herausg", "edt"),
    ("hrsg", "edt"),
    ("introduc", "win"),
    ("einleitung", "win"),
    ("einführung", "win"),
    ("inleiding", "win"),
    ("prefa", "wpr"),
    ("préfa", "wpr"),
    ("prólogo", "wpr"),
    ("foreword", "wfw"),
    ("vorwort", "wfw"),
    ("geleitwort", "wfw"),
    ("avant-propos", "wfw"),
    ("förord", "wfw"),
    ("afterword", "aft"),
    ("nachwort", "aft"),
    ("postface", "aft"),
    ("illustr", "ill"),
    ("drawings", "ill"),
    ("woodcuts", "ill"),
    ("pictures", "ill"),
    ("zeichnungen", "ill"),
    ("compiled", "com"),
    ("written", "aut"),
    ("geschrieben", "aut"),
    ("écrit", "aut"),
    ("address", "aut"),
    ("lecture", "aut"),
    ("speech", "aut"),
    ("essay", "aut"),
    ("story", "aut"),
    ("report", "aut"),
    ("rede", "aut"),
    ("vortrag", "aut"),
    ("conférence", "aut"),
    ("discours", "aut"),
    ("conferenza", "aut"),
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "d’", "la", "le", "van",
    "von", "vom", "der", "den", "ter", "ten", "zu", "zum", "af", "av", "y", "e", "bin", "ibn",
    "al", "el", "ap", "of",
];

/// Words between two names.
const BETWEEN: &[&str] = &[
    " and ", " und ", " et ", " y ", " och ", " og ", " en ", " & ", " AND ", " UND ", " ET ",
];

/// A name has so many words at most.
const LONGEST_NAME: usize = 5;

/// What a line says of people: `by Hannah Okoro`, `with an introduction by Paul Lind`, `Übersetzt von …`. None where it names
/// nobody; nobody where it credits a work whose kind is not known.
pub(super) fn credited(line: &str, habits: &Language) -> Option<Vec<Contributor>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let low: Vec<String> = words.iter().map(|w| bare(w)).collect();
    let is_by = |word: &str| word == "by" || habits.by.has(word);
    let people = |by: usize, role: &str| {
        let people = named(&words[by + 1..].join(" "), role);
        let are_names = people.iter().all(|p| is_name(&p.name, habits));
        (are_names && !people.is_empty()).then_some(people)
    };
    // The word for `by` may be a part of the name, too: `door Jan van Dijk`.
    let places = (0..low.len()).filter(|&at| is_by(&low[at]));
    let mut credits = places.filter_map(|by| {
        let before = &low[..by];
        let is_of = |word: &str| before.iter().any(|own| own.starts_with(word));
        let role = ROLES.iter().find(|(word, _)| is_of(word));
        let role = if by == 0 { "aut" } else { role?.1 };
        people(by, role)
    });
    credits.next()
}

/// Whether a line is only `by`: the name stands below.
pub(super) fn is_by_alone(line: &str, habits: &Language) -> bool {
    let word = bare(line.trim());
    word == "by" || habits.by.has(&word)
}

fn bare(word: &str) -> String {
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    letters.to_lowercase()
}

/// The people of a list of names, degrees and titles behind commas left out.
pub(super) fn named(names: &str, role: &str) -> Vec<Contributor> {
    let mut list = vec![names.to_owned()];
    for between in BETWEEN {
        let parts = list.iter().flat_map(|part| part.split(between));
        list = parts.map(str::to_owned).collect();
    }
    let parts = list.iter().flat_map(|part| part.split([',', ';']));
    let is_degree = |part: &str| {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        letters == 0 || part.contains('.') && letters <= 5 && !part.contains(' ')
    };
    let parts = parts.map(|part| part.trim().trim_end_matches('.').trim());
    let parts = parts.filter(|part| !part.is_empty() && !is_degree(part));
    let person = |part: &str| Contributor {
        name: in_small(part),
        file_as: None,
        role: role.into(),
    };
    parts.map(person).collect()
}

/// Whether words may be the name of a person: two to five, each with a capital or between such, none of them a small word of
/// the language.
pub(super) fn is_name(words: &str, habits: &Language) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_particle = |word: &str| PARTICLES.contains(&word.to_lowercase().as_str());
    let ends = [words.first(), words.last()];
    let has_names_at_ends = ends.iter().flatten().all(|word| {
        word.starts_with(char::is_uppercase)
            && !habits.small.has(&bare(word))
            && is_of_letters(word)
    });
    let is_part = |word: &&str| {
        is_particle(word)
            || word.starts_with(char::is_uppercase)
                && is_of_letters(word)
                && !habits.small.has(&bare(word))
                && !habits.bound.has(&bare(word))
    };
    (2..=LONGEST_NAME).contains(&words.len())
        && has_names_at_ends
        && words.iter().all(is_part)
        && !words
            .iter()
            .any(|word| is_heading_word(&bare(word), habits))
}

/// Whether a text has all long words of a name in small letters, too: `Working Paper` names nobody. Words of addresses do not
/// count: people's names stand in them.
pub(super) fn is_of_common_words(name: &str, text: &str) -> bool {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '/' | '_' | '-');
    let has = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let after = &text[at + word.len()..];
            // A stop ends a sentence, or goes on in an address.
            let goes_on = match after.strip_prefix('.') {
                Some(after) => after.starts_with(char::is_alphanumeric),
                None => after.starts_with(is_inside),
            };
            !goes_on && !text[..at].ends_with(is_inside)
        })
    };
    let mut words = name.split(' ').filter(|word| word.chars().count() > 2);
    words.all(|word| has(&word.to_lowercase()))
}

/// Words of headings are no names: `Second Part`, `Preface`.
fn is_heading_word(word: &str, habits: &Language) -> bool {
    let kinds = [
        &habits.headings,
        &habits.parts,
        &habits.chapters,
        &habits.sections,
        &habits.ordinals,
    ];
    word.chars().count() > 1 && kinds.iter().any(|kind| kind.has(word))
}

fn is_of_letters(word: &str) -> bool {
    let is_sign = |c: char| matches!(c, '.' | '-' | '‐' | '\'' | '’');
    word.chars().all(|c| c.is_alphabetic() || is_sign(c))
}

/// A name in capitals as it is written in running text; any other as it is.
pub(super) fn in_small(name: &str) -> String {
    if !is_capitals(name) {
        return name.into();
    }
    let small = |word: &str| {
        let low = word.to_lowercase();
        if PARTICLES.contains(&low.as_str()) {
            return low;
        }
        capitalised(&low)
    };
    let words = name.split_whitespace().map(small);
    words.collect::<Vec<_>>().join(" ")
}

/// Each part with a capital: `Jean-Paul`, `O’Neill`, `J.B.`
pub(super) fn capitalised(word: &str) -> String {
    let mut is_start = true;
    let mut text = String::new();
    for (at, c) in word.char_indices() {
        if is_start && c.is_alphabetic() {
            text.extend(c.to_uppercase());
        } else {
            text.push(c);
        }
        // An apostrophe begins a part behind a single letter only: `O’Neill`, but `miller’s`.
        let is_short = word[..at].chars().count() == 1;
        is_start = !c.is_alphabetic() && (!matches!(c, '\'' | '’') || is_short)
            || is_start && !c.is_alphabetic();
    }
    text
}

/// Whether there are capitals and no small letters.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Letters and digits alone, small: what two printings of the same words have in common.
pub(super) fn fold(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// A person as a message names them.
pub(super) fn shown(person: &Contributor) -> String {
    let what = match person.role.as_str() {
        "aut" => return person.name.clone(),
        "trl" => "translator",
        "edt" => "editor",
        "win" => "introduction",
        "wpr" => "preface",
        "wfw" => "foreword",
        "aft" => "afterword",
        "ill" => "illustrator",
        "com" => "compiler",
        other => other,
    };
    format!("{} ({what})", person.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str, language: &str) -> Option<Vec<String>> {
        let people = credited(line, Language::of(language))?;
        Some(people.iter().map(shown).collect())
    }

    #[test]
    fn lines_name_people() {
        let one = |name: &str| Some(vec![name.to_owned()]);
        assert_eq!(names("by Ada Crane", "en"), one("Ada Crane"));
        assert_eq!(names("BY ADA O’NEILL, M.A.", "en"), one("Ada O’Neill"));
        assert_eq!(names("von Hanna von Berg", "de"), one("Hanna von Berg"));
        let introduction = "with an introduction by Paul Lind";
        assert_eq!(names(introduction, "en"), one("Paul Lind (introduction)"));
        let address = names("An Address by Ada Crane", "en");
        assert_eq!(address, one("Ada Crane"));
        assert_eq!(names("door Jan van Dijk", "nl"), one("Jan van Dijk"));
        let both = names("by Ada Crane and J. B. Holt", "en");
        assert_eq!(both, Some(vec!["Ada Crane".into(), "J. B. Holt".into()]));
        for line in [
            "by the light of the lamp",
            "Sold by all booksellers",
            "A Year by the Sea",
        ] {
            assert_eq!(names(line, "en"), None, "{line}");
        }
    }

    #[test]
    fn words_that_the_text_has_in_small_letters_name_nobody() {
        let text = "This working paper was sent by ada@crane.org, and no crane. Ada came.";
        assert!(is_of_common_words("Working Paper", text));
        assert!(!is_of_common_words("Ada Crane", text));
        assert!(!is_of_common_words("Paul Lind", text));
    }

    #[test]
    fn names_are_told_from_titles() {
        let english = Language::of("en");
        for name in [
            "Ada Crane",
            "INES TARRANT",
            "Maria de la Cruz",
            "E. M. Holt",
        ] {
            assert!(is_name(name, english), "{name}");
        }
        for title in [
            "The Mill",
            "Of Salt",
            "Second Part",
            "Preface",
            "1848 Again",
            "Mill",
        ] {
            assert!(!is_name(title, english), "{title}");
        }
    }
}
