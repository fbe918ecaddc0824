//! What the languages know together. In: their files. Out: data/languages/any.txt, a line to a field of [`Language`], which is
//! compiled in. `UPDATE=1 cargo test joining` writes it anew when a language's file has changed.

use super::{BETWEEN, FIELDS, FILES, Language, Words, read};
use crate::hash::HashMap;

/// A field of words, and its name.
pub(super) type Field = (&'static str, fn(&Language) -> &Words);

/// Languages whose words were weighed together, on texts of each of them.
const WEIGHED: &[&str] = &["en", "de", "fr", "es"];

/// Languages whose words are too like other words of the others to be known together with them: Romanian `care`.
const APART: &[&str] = &["cs", "fi", "hu", "la", "ro"];

/// Some languages, by their tags.
type All = Vec<(&'static str, &'static Language)>;

/// The languages in which a word is a small one.
type Small<'l> = HashMap<&'l str, Vec<&'l Language>>;

/// The words of a field of all languages. A small word of another language that there is none of these is left out,
/// for in a text of that language it says nothing: `set`, `do`.
fn joined(all: &All, small: &Small<'_>, field: fn(&Language) -> &Words) -> Vec<&'static str> {
    let is_small_elsewhere = |word: &str| {
        let others = small.get(word).into_iter().flatten();
        others.into_iter().any(|other| !field(other).has(word))
    };
    let words = all.iter().flat_map(|(tag, language)| {
        let is_weighed = WEIGHED.contains(tag);
        let words = field(language).iter();
        words.filter(move |word| is_weighed || !is_small_elsewhere(word))
    });
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The file as the languages make it.
fn file() -> String {
    let all = FILES.iter().enumerate();
    let all = all.filter(|(_, (tag, _))| !APART.contains(tag));
    let all: All = all.map(|(at, (tag, _))| (*tag, read(at))).collect();
    let mut small = Small::default();
    for (_, language) in &all {
        let words = language.small.iter();
        words.for_each(|word| small.entry(word).or_default().push(language));
    }
    let line = |&(name, field): &Field| {
        let words = joined(&all, &small, field);
        assert!(words.iter().all(|word| !word.contains(BETWEEN)), "{name}");
        format!("{name}: {}\n", words.join(&BETWEEN.to_string()))
    };
    FIELDS.iter().map(line).collect()
}

#[test]
fn the_joined_file_is_that_of_the_languages() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/languages/any.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, file()).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(path).expect("the file can be read");
    assert!(
        kept == file(),
        "a language has changed: `UPDATE=1 cargo test joining`"
    );
}
