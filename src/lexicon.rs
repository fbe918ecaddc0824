//! Known words. In: the text's own words, the manifest's, and the language's list. Out: [`Lexicon`], which answers
//! whether a word is known and how common it is.

/// Known words of a language, and the manifest's.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}
