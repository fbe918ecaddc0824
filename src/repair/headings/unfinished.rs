//! What the last words of a row tell about a title. In: its words. Out: whether it must go on, whether it names its author.

/// Words that no title ends with, in lower case: articles, prepositions, pronouns, conjunctions, titles of persons.
const INNER: &[&str] = &[
    // English
    "the", "a", "an", "of", "and", "or", "nor", "but", "in", "on", "to", "for", "from", "with",
    "by", "at", "as", "its", "their", "his", "her", "my", "our", "your", "that", "which", "whose",
    "this", "these", "those", "between", "into", "upon", "than", "if", "when", "where", "while",
    "because", "not", "mr.", "mrs.", "dr.", "st.", "sir", "no.", // French
    "de", "du", "des", "la", "le", "les", "et", "en", "une", "un", "que", "qui", "par", "pour",
    "sur", "dans", "à", "au", "aux", "avec", "sans", "sous", "chez", "vers", "ou", "dont", "où",
    "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "mon", "ma", "mes", "notre",
    "nos", "votre", "vos", "se", "ne", "il", "ils", "elle", "elles", "comme", "quand", "m.", "mme",
    "mlle", // German
    "der", "die", "das", "und", "oder", "von", "vom", "zur", "zum", "mit", "nach", "bei", "beim",
    "zu", "im", "am", "dem", "den", "ein", "eine", "einer", "eines", "einem", "einen", "für",
    "durch", "gegen", "ohne", "auf", "aus", "seit", "unter", "über", "ueber", "zwischen", "als",
    "wie", "daß", "dass", "wenn", "weil", "welche", "welcher", "welches", "sich", "nicht", "hrn",
    "hrn.", "hr.", "herrn", "seine", "seiner", "ihre", "ihrer", // Spanish
    "y", "del", "los", "las", "una", "el", "por", "con", "para", "al", "sin", "sobre", "entre",
    "desde", "hasta", "o", "ni", "su", "sus", "mi", "se", "don", "doña", "san", "santa", "cuando",
];

/// Words that end no title but one that says what was: `III: Where the Mill Was`. There, a number shows that it is one.
const VERBS: &[&str] = &[
    "is", "was", "are", "were", "be", "been", "has", "had", "have", "était", "est", "sont",
];

/// Whether a word, in lower case, ends no title.
pub(super) fn is_inner(word: &str) -> bool {
    INNER.contains(&word) || VERBS.contains(&word)
}

/// Whether a title must go on: an open bracket, or a last word that ends no title.
pub(super) fn is_unfinished(text: &str, is_numbered: bool) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last
        .trim_start_matches(['(', '“', '«', '„', '"'])
        .to_lowercase();
    let open = text.matches('(').count() > text.matches(')').count();
    let is_verb = !is_numbered && VERBS.contains(&last.as_str());
    open || is_verb || INNER.contains(&last.as_str()) || text.ends_with([',', '—', '–'])
}

/// Words that lead to the name of an author.
const BY: &[&str] = &["by", "von", "vom", "par", "por", "di"];

/// Whether the last words after a mark or a blank name an author: `; von Ferd. Kern`, and nothing but names and their
/// titles follows.
pub(super) fn names_author(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words
        .iter()
        .rposition(|word| BY.contains(&word.to_lowercase().as_str()));
    at.is_some_and(|at| {
        let names = &words[at + 1..];
        let is_name = |word: &&str| word.starts_with(char::is_uppercase) || *word == "in";
        let is_parted = at == 0 || words[at - 1].ends_with([',', ';', '.', ':']);
        is_parted && !names.is_empty() && names.len() <= 8 && names.iter().all(is_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_titles() {
        assert!(is_unfinished("Of the Price of Coal (and of", true));
        assert!(is_unfinished("Das Zählen der Kohlen, wie", false));
        assert!(!is_unfinished("What the Winter Was Like", false));
        assert!(is_unfinished("What the Winter Was", false));
        assert!(!is_unfinished("IV: What the Winter Was", true));
        assert!(names_author("Das Zählen der Kohlen; von J. Kern."));
        assert!(names_author("Das Zählen der Kohlen; vom Professor J."));
        assert!(!names_author("Die Kohlen wurden von Hand gezählt"));
    }
}
