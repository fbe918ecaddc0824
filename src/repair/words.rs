//! What the word-level passes share. In: words and the language's list. Out: whether a word is formed from a known one.

use crate::lexicon::Lexicon;

/// Endings that make a word of a known one, and what the known one ends with instead.
const ENDINGS: &[(&str, &[&str])] = &[
    ("s", &[""]),
    ("es", &["", "e"]),
    ("ies", &["y"]),
    ("ed", &["", "e"]),
    ("ing", &["", "e"]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("ly", &["", "e"]),
    ("ness", &[""]),
    ("ism", &["", "e"]),
    ("isms", &["", "e"]),
    ("ist", &["", "e"]),
    ("ists", &["", "e"]),
    ("ization", &["", "e", "ize"]),
    ("isation", &["", "e", "ize"]),
    ("ise", &["ize", "e", ""]),
    ("ised", &["ized", ""]),
    ("ising", &["izing", ""]),
    ("able", &["", "e"]),
    ("less", &[""]),
    ("ful", &[""]),
    ("like", &[""]),
    ("ment", &[""]),
    ("ments", &[""]),
    ("ation", &["", "e"]),
];

/// Beginnings that make a word of a known one.
const BEGINNINGS: &[&str] = &[
    "un", "re", "non", "dis", "mis", "over", "under", "out", "fore", "anti", "counter", "pre",
    "pro", "inter", "super", "semi", "sub", "in", "im", "ir", "il", "ultra", "pseudo", "micro",
    "macro", "multi", "tele", "trans",
];

/// Whether an English word is formed from a known one of at least four letters, or a known word has no ending of its
/// own here. In lower case.
pub(super) fn is_derived(lexicon: &Lexicon, word: &str) -> bool {
    if lexicon.language() != "en" {
        return false;
    }
    let is_base = |base: &str| {
        base.len() >= 4
            && lexicon
                .log_probability(base)
                .is_some_and(|share| share > -17.5)
    };
    let has_ending = |word: &str| {
        ENDINGS.iter().any(|(ending, instead)| {
            word.strip_suffix(ending).is_some_and(|stem| {
                stem.len() >= 3 && instead.iter().any(|end| is_base(&format!("{stem}{end}")))
            })
        })
    };
    has_ending(word)
        || BEGINNINGS.iter().any(|beginning| {
            word.strip_prefix(beginning)
                .is_some_and(|rest| rest.len() >= 5 && (is_base(rest) || has_ending(rest)))
        })
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
}
