//! The few words that a book gets from us. In: the language of the text. Out: [`Terms`].

use crate::book::Contributor;

/// Headings that we add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Over the table of contents.
    pub contents: &'static str,
    /// Over notes at the end.
    pub notes: &'static str,
    /// Over notes that nothing calls.
    pub loose_notes: &'static str,
    /// Before the name of a translator.
    pub translated_by: &'static str,
    /// Before the name of an editor.
    pub edited_by: &'static str,
}

impl Terms {
    /// A line of the title page for a translator or an editor: `Translated by Paul Stone`.
    #[must_use]
    pub fn credit(&self, person: &Contributor) -> Option<String> {
        let words = match person.role.as_str() {
            "trl" => self.translated_by,
            "edt" => self.edited_by,
            _ => return None,
        };
        Some(format!("{words} {}", person.name))
    }
}

/// The terms of a language, by its primary subtag.
const TERMS: &[(&str, Terms)] = &[
    (
        "en",
        Terms {
            contents: "Contents",
            notes: "Notes",
            loose_notes: "Notes without a place",
            translated_by: "Translated by",
            edited_by: "Edited by",
        },
    ),
    (
        "de",
        Terms {
            contents: "Inhalt",
            notes: "Anmerkungen",
            loose_notes: "Anmerkungen ohne Stelle",
            translated_by: "Übersetzt von",
            edited_by: "Herausgegeben von",
        },
    ),
    (
        "fr",
        Terms {
            contents: "Table des matières",
            notes: "Notes",
            loose_notes: "Notes sans appel",
            translated_by: "Traduit par",
            edited_by: "Édité par",
        },
    ),
    (
        "es",
        Terms {
            contents: "Índice",
            notes: "Notas",
            loose_notes: "Notas sin llamada",
            translated_by: "Traducción de",
            edited_by: "Edición de",
        },
    ),
    (
        "it",
        Terms {
            contents: "Indice",
            notes: "Note",
            loose_notes: "Note senza richiamo",
            translated_by: "Traduzione di",
            edited_by: "A cura di",
        },
    ),
    (
        "pt",
        Terms {
            contents: "Índice",
            notes: "Notas",
            loose_notes: "Notas sem chamada",
            translated_by: "Tradução de",
            edited_by: "Edição de",
        },
    ),
    (
        "nl",
        Terms {
            contents: "Inhoud",
            notes: "Noten",
            loose_notes: "Noten zonder plaats",
            translated_by: "Vertaald door",
            edited_by: "Bezorgd door",
        },
    ),
    (
        "ru",
        Terms {
            contents: "Содержание",
            notes: "Примечания",
            loose_notes: "Примечания без места",
            translated_by: "Перевод:",
            edited_by: "Под редакцией:",
        },
    ),
];

/// The terms for a BCP 47 tag; English where we have none.
#[must_use]
pub fn terms(tag: &str) -> &'static Terms {
    let primary = tag
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let found = TERMS.iter().find(|(language, _)| *language == primary);
    &found.unwrap_or(&TERMS[0]).1
}
