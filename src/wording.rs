//! The few words that a book gets from us, on its pages and in all editions. In: its language. Out: [`Wording`], from
//! data/wording.toml.

use crate::book::{Contributor, Meta};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words in one language, or those that the editor of a book has put in the place of some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording<'w> {
    /// The primary subtag of its language.
    #[serde(skip)]
    pub language: &'w str,
    /// Before the name of a translator.
    pub translated_by: &'w str,
    /// Before the name of an editor.
    pub edited_by: &'w str,
    /// Before the name of an illustrator.
    pub illustrated_by: &'w str,
    /// Over the notes.
    pub notes: &'w str,
    /// Over the notes that nothing in the text calls.
    pub loose_notes: &'w str,
    /// Over the table of contents.
    pub contents: &'w str,
    /// Names the cover.
    pub cover: &'w str,
    /// Names the title page.
    pub title_page: &'w str,
    /// Names the colophon.
    pub colophon: &'w str,
    /// Names where the text begins.
    pub text: &'w str,
    /// Names a page, whose number stands in the place of `{}`.
    pub page: &'w str,
    /// Over the list of the printed pages.
    pub pages: &'w str,
    /// Over the list of landmarks.
    pub landmarks: &'w str,
    /// What a backlink says to those who don't see it; a number follows.
    pub back: &'w str,
    /// Over several books, where they share no publisher.
    pub publications: &'w str,
    /// Names the booklet.
    pub booklet: &'w str,
    /// Names the plain text.
    pub plain_text: &'w str,
    /// Over the files that most readers have no use for.
    pub for_printers: &'w str,
    /// Names the feeds of a catalogue.
    pub opds: &'w str,
}

/// Those that an editor can put others in the place of, by their keys in the manifest: what each names is said there.
pub const OWN: &[&str] = &[
    "translated_by",
    "edited_by",
    "illustrated_by",
    "notes",
    "loose_notes",
    "contents",
    "cover",
    "title_page",
    "colophon",
    "text",
    "page",
    "pages",
    "landmarks",
    "back",
];

impl<'w> Wording<'w> {
    /// The words of a book: those of its language, but for its editor's own.
    #[must_use]
    pub fn of(meta: &'w Meta) -> Wording<'w> {
        let mut words: Wording<'w> = *wording(&meta.language);
        for (key, own) in &meta.wording {
            words.put(key, own);
        }
        words
    }

    fn put(&mut self, key: &str, own: &'w str) {
        let place = match key {
            "translated_by" => &mut self.translated_by,
            "edited_by" => &mut self.edited_by,
            "illustrated_by" => &mut self.illustrated_by,
            "notes" => &mut self.notes,
            "loose_notes" => &mut self.loose_notes,
            "contents" => &mut self.contents,
            "cover" => &mut self.cover,
            "title_page" => &mut self.title_page,
            "colophon" => &mut self.colophon,
            "text" => &mut self.text,
            "page" => &mut self.page,
            "pages" => &mut self.pages,
            "landmarks" => &mut self.landmarks,
            "back" => &mut self.back,
            _ => return,
        };
        *place = own;
    }
}

impl Wording<'_> {
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
static WORDINGS: LazyLock<BTreeMap<&'static str, Wording<'static>>> = LazyLock::new(|| {
    let table = include_str!("../data/wording.toml");
    let mut rows: BTreeMap<&'static str, Wording<'static>> =
        toml::from_str(table).expect("our own table, which a test reads");
    for (language, row) in &mut rows {
        row.language = language;
    }
    rows
});

/// The words for a BCP 47 tag; English ones for a language that the table lacks.
#[must_use]
pub fn wording(tag: &str) -> &'static Wording<'static> {
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

    #[test]
    fn each_own_word_takes_its_place() {
        let meta = Meta {
            wording: OWN
                .iter()
                .map(|key| ((*key).into(), format!("my {key}")))
                .collect(),
            ..Meta::default()
        };
        let words = format!("{:?}", Wording::of(&meta));
        for key in OWN {
            assert!(
                words.contains(&format!("{key}: \"my {key}\"")),
                "{key}: {words}"
            );
        }
    }
}
