//! Varieties of a language by their spelling. In: texts. Out: the tag of the variety, such as `en-GB`, if the words tell it.
//! The words are those of data/languages/varieties.toml.

use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// By the varieties' tags, words that only one of them spells so.
static WORDS: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let file = include_str!("../../../data/languages/varieties.toml");
    let read: BTreeMap<String, String> = toml::from_str(file).expect("a test reads the file");
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect();
    read.into_iter()
        .map(|(tag, text)| (tag, words(text)))
        .collect()
});

/// A variety has so many words for each one of the others: quotations and names bring in a few of them.
const CLEARLY: usize = 4;
/// And so many at least.
const FEWEST: usize = 2;
/// So many words are shown.
const SHOWN: usize = 4;

/// Whether a language has varieties that its spelling tells apart.
pub(super) fn has_varieties(tag: &str) -> bool {
    !tag.contains('-')
        && WORDS
            .keys()
            .any(|variety| variety.split('-').next() == Some(tag))
}

/// The variety that the texts are spelled in, and some of the words that tell it; none where a variety is named already, or
/// the words don't tell.
pub(super) fn variety(tag: &str, sources: &[Source]) -> Option<(String, String)> {
    if !has_varieties(tag) {
        return None;
    }
    let mut found: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for source in sources {
        for word in source.text().split(|c: char| !c.is_alphabetic()) {
            if word.len() < 4 {
                continue;
            }
            let word = word.to_lowercase();
            let of = WORDS.iter().filter(|(variety, _)| variety.starts_with(tag));
            for (variety, _) in of.filter(|(_, words)| words.contains(&word)) {
                *found
                    .entry(variety.as_str())
                    .or_default()
                    .entry(word.clone())
                    .or_default() += 1;
            }
        }
    }
    let count = |words: &BTreeMap<String, usize>| words.values().sum::<usize>();
    let (best, words) = found.iter().max_by_key(|(_, words)| count(words))?;
    let others = found.iter().filter(|(variety, _)| *variety != best);
    let others: usize = others.map(|(_, words)| count(words)).sum();
    let is_clear = count(words) >= FEWEST && count(words) >= others * CLEARLY;
    let mut shown: Vec<(&String, &usize)> = words.iter().collect();
    shown.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let shown: Vec<String> = shown
        .iter()
        .take(SHOWN)
        .map(|(w, _)| format!("`{w}`"))
        .collect();
    is_clear.then(|| ((*best).to_owned(), shown.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        let source = Source::new("a.txt", text.into());
        variety("en", &[source]).map(|(tag, _)| tag)
    }

    #[test]
    fn spelling_tells_where_it_differs() {
        let british = "The labour of our neighbours, in the centre of the town.";
        assert_eq!(told(british).as_deref(), Some("en-GB"));
        let american = "The labor of our neighbors, in the center of the town.";
        assert_eq!(told(american).as_deref(), Some("en-US"));
        assert_eq!(
            told("The work of our friends, in the midst of the town."),
            None
        );
        assert_eq!(told(&format!("{british} {american}")), None, "both");
        assert_eq!(told("One colour."), None, "one word may be a slip");
    }

    #[test]
    fn no_word_belongs_to_two() {
        for (tag, words) in WORDS.iter() {
            let language = tag.split('-').next();
            let others = WORDS.iter().filter(|(other, _)| *other != tag);
            let others = others.filter(|(other, _)| other.split('-').next() == language);
            for (other, theirs) in others {
                let both: Vec<_> = words.intersection(theirs).collect();
                assert!(both.is_empty(), "{tag} and {other}: {both:?}");
            }
        }
    }
}
