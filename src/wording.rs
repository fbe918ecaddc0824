//! The few words that a book gets from us, on its pages and in all editions. In: its language. Out: [`Wording`], from
//! data/wording.toml.

use crate::book::Contributor;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The primary subtag of its language.
    #[serde(skip)]
    pub language: &'static str,
    /// Before the name of a translator.
    pub translated_by: &'static str,
    /// Before the name of an editor.
    pub edited_by: &'static str,
    /// Before the name of an illustrator.
    pub illustrated_by: &'static str,
    /// Over the notes.
    pub notes: &'static str,
    /// Over the notes that nothing in the text calls.
    pub loose_notes: &'static str,
    /// Over the table of contents.
    pub contents: &'static str,
    /// Names the cover.
    pub cover: &'static str,
    /// Names the title page.
    pub title_page: &'static str,
    /// Names the colophon.
    pub colophon: &'static str,
    /// Names where the text begins.
    pub text: &'static str,
    /// Over the list of the printed pages.
    pub pages: &'static str,
    /// Over the list of landmarks.
    pub landmarks: &'static str,
    /// What a backlink says to those who don't see it; a number follows.
    pub back: &'static str,
    /// Over several books, where they share no publisher.
    pub publications: &'static str,
    /// Names the booklet.
    pub booklet: &'static str,
    /// Names the plain text.
    pub plain_text: &'static str,
    /// Over the files that most readers have no use for.
    pub for_printers: &'static str,
    /// Names the feeds of a catalogue.
    pub opds: &'static str,
}

impl Wording {
    /// A line of the title page for a translator, an editor or an illustrator: `Translated by Paul Stone`.
    #[must_use]
    pub fn credit(&self, person: &Contributor) -> Option<String> {
        let words = match person.role.as_str() {
            "trl" => self.translated_by,
            "edt" => self.edited_by,
            "ill" => self.illustrated_by,
            _ => return None,
        };
        Some(format!("{words} {}", person.name))
    }
}

/// The table.
static WORDINGS: LazyLock<BTreeMap<&'static str, Wording>> = LazyLock::new(|| {
    let table = include_str!("../data/wording.toml");
    let mut rows: BTreeMap<&'static str, Wording> =
        toml::from_str(table).expect("our own table, which a test reads");
    for (language, row) in &mut rows {
        row.language = language;
    }
    rows
});

/// The words for a BCP 47 tag; English ones for a language that the table lacks.
#[must_use]
pub fn wording(tag: &str) -> &'static Wording {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let primary = primary.to_ascii_lowercase();
    let known = |language: &str| WORDINGS.get(language);
    // Norwegian without a name of its own is Bokmål.
    known(if primary == "no" { "nb" } else { &primary })
        .or_else(|| known("en"))
        .expect("English is in the table")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_all_its_words_and_others_have_english_ones() {
        assert!(WORDINGS.len() >= 25);
        assert_eq!(wording("he").contents, "תוכן העניינים");
        assert_eq!(wording("pt-BR").notes, "Notas");
        assert_eq!(wording("no").notes, wording("nb").notes);
        assert_eq!(wording("xx"), wording("en-GB"));
    }
}
