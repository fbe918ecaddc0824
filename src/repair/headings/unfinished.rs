//! What the last words of a row tell about a title. In: its words. Out: whether it must go on, whether it names its author.

use crate::language::Language;

/// Whether a word, in lower case, ends no title: an article, a preposition, a pronoun, a title of persons.
pub(super) fn is_inner(word: &str) -> bool {
    let any = Language::any();
    any.bound.has(word) || any.inner.has(word)
}

/// Whether a title must go on: an open bracket, or a last word that ends no title.
pub(super) fn is_unfinished(text: &str, is_numbered: bool) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last
        .trim_start_matches(['(', '“', '«', '„', '"'])
        .to_lowercase();
    let open = text.matches('(').count() > text.matches(')').count();
    // A title that says what was ends in a verb: `III: Where the Mill Was`. There, a number shows that it is one. Alone, a
    // number may be a word of some language: `I`.
    let is_whole = Language::any().verbs.has(&last) || !text.contains(char::is_whitespace);
    open || is_inner(&last) && !(is_numbered && is_whole) || text.ends_with([',', '—', '–'])
}

/// Whether the last words after a mark or a blank name an author: `; von Ferd. Kern`, and nothing but names and their
/// titles follows.
pub(super) fn names_author(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words
        .iter()
        .rposition(|word| Language::any().by.has(&word.to_lowercase()));
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
