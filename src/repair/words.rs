//! What the word-level passes share. In: words and the language's list. Out: whether a word is formed from a known one.

use crate::lexicon::Lexicon;

/// What a known word ends with, and endings that make another of it in that place.
const ENGLISH: &[(&str, &[&str])] = &[
    (" ", &["s", "ness", "less", "ful", "like", "ment", "ments"]),
    (
        " e",
        &[
            "es", "ed", "ing", "er", "ers", "ly", "ism", "isms", "ist", "ists", "able", "ation",
            "ization", "isation", "ise", "ised", "ising", "eth", "est",
        ],
    ),
    ("y", &["ies"]),
];

/// Beginnings that make a word of a known one.
const BEGINNINGS: &[&str] = &[
    "un", "re", "non", "dis", "mis", "over", "under", "out", "fore", "anti", "counter", "pre",
    "pro", "inter", "super", "semi", "sub", "in", "im", "ir", "il", "ultra", "pseudo", "micro",
    "macro", "multi", "tele", "trans",
];

/// How likely a word is that is a form of a known one: 1 in 10 million.
pub(super) const FORMED: f32 = -16.0;

/// Whether a word is formed from a known one of at least four letters. In lower case.
pub(super) fn is_derived(lexicon: &Lexicon, word: &str) -> bool {
    if lexicon.language() != "en" {
        return is_inflected(lexicon, word);
    }
    let is_base = |base: &str| {
        base.len() >= 4
            && lexicon
                .log_probability(base)
                .is_some_and(|share| share > -17.5)
    };
    let has_ending = |word: &str| {
        ENGLISH.iter().any(|(instead, endings)| {
            let stems = endings
                .iter()
                .filter_map(|ending| word.strip_suffix(ending));
            let mut stems = stems.filter(|stem| stem.len() >= 3);
            stems.any(|stem| {
                let mut ends = instead.chars();
                ends.any(|end| is_base(format!("{stem}{end}").trim_end()))
            })
        })
    };
    has_ending(word)
        || BEGINNINGS.iter().any(|beginning| {
            let rest = word.strip_prefix(beginning).filter(|rest| rest.len() >= 5);
            rest.is_some_and(|rest| is_base(rest) || has_ending(rest))
        })
}

/// Whether a word is the beginning of a known one, of at least four letters, and an ending of the language.
fn is_inflected(lexicon: &Lexicon, word: &str) -> bool {
    let endings = &lexicon.habits().inflections;
    let mut is_formed = false;
    lexicon.beginnings(word, usize::MAX, |end, _| {
        let is_long = word[..end].chars().count() > 3;
        is_formed |= is_long && (endings.has(&word[end..]) || is_participle(lexicon, word, end));
    });
    is_formed
}

/// Whether a word is joined of known ones, with what its language sets between them; in lower case.
pub(super) fn is_compound(lexicon: &Lexicon, word: &str) -> bool {
    let links = &lexicon.habits().links;
    if links.is_empty() || word.len() > LONGEST {
        return false;
    }
    let mut heads = Vec::new();
    lexicon.beginnings(word, usize::MAX, |end, share| {
        heads.extend(share.filter(|_| is_part(&word[..end])).map(|_| end));
    });
    let is_whole = |tail: &str| lexicon.is_known(tail) || is_derived(lexicon, tail);
    heads.into_iter().any(|end| {
        let linked = links
            .iter()
            .filter_map(|link| word[end..].strip_prefix(link));
        let mut tails = linked.chain([&word[end..]]).filter(|tail| is_part(tail));
        tails.any(|tail| is_whole(tail) || is_compound(lexicon, tail))
    })
}

/// The longest compound that is taken apart, in bytes.
const LONGEST: usize = 48;

/// A part of a compound has three letters at least.
fn is_part(word: &str) -> bool {
    word.chars().count() > 2
}

/// Whether a German word is a participle of the verb that its first bytes are: `erweiternden`.
fn is_participle(lexicon: &Lexicon, word: &str, end: usize) -> bool {
    let (verb, ending) = word.split_at(end);
    let is_ending = matches!(ending, "d" | "de" | "den" | "der" | "des" | "dem");
    is_ending && lexicon.language() == "de" && (verb.ends_with("ern") || verb.ends_with("eln"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_formed_from_known_ones() {
        let lexicon = Lexicon::new("en", &[]);
        for word in ["regeneratism", "unchristianly", "counterrevolutionists"] {
            assert!(is_derived(&lexicon, word), "{word}");
        }
        for word in ["themany", "hewas", "lineswere", "fromwhich"] {
            assert!(!is_derived(&lexicon, word), "{word}");
        }
    }

    #[test]
    fn compounds_are_taken_apart() {
        let lexicon = Lexicon::new("de", &[]);
        for word in ["milchzüge", "wasserleitungsrohr", "warteraum"] {
            assert!(is_compound(&lexicon, word), "{word}");
        }
        assert!(!is_compound(&lexicon, "zwrobl"));
        assert!(!is_compound(&Lexicon::new("en", &[]), "salthouse"));
    }

    #[test]
    fn inflected_words_share_their_beginning() {
        assert!(is_derived(&Lexicon::new("es", &[]), "anticiparlo"));
        assert!(is_derived(&Lexicon::new("fr", &[]), "enserrées"));
        assert!(!is_derived(&Lexicon::new("es", &[]), "elmismo"));
    }
}
