//! The few words that a book gets from us, on its pages and in all editions. In: its language. Out: [`Wording`].

use crate::book::Contributor;

/// Words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The primary subtag of its language.
    pub language: &'static str,
    /// Before the name of a translator.
    pub translated_by: &'static str,
    /// Before the name of an editor.
    pub edited_by: &'static str,
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

/// The table; the first row serves every other language.
const WORDINGS: &[Wording] = &[
    Wording {
        language: "en",
        translated_by: "Translated by",
        edited_by: "Edited by",
        notes: "Notes",
        loose_notes: "Notes without a call in the text",
        contents: "Contents",
        cover: "Cover",
        title_page: "Title page",
        colophon: "Colophon",
        text: "Text",
        pages: "Pages of the printed source",
        landmarks: "Landmarks",
        back: "Back to reference",
        publications: "Publications",
        booklet: "Booklet for printing and folding",
        plain_text: "Plain text",
        for_printers: "For printers and editors",
        opds: "Catalogue for e-readers, OPDS",
    },
    Wording {
        language: "de",
        translated_by: "Übersetzt von",
        edited_by: "Herausgegeben von",
        notes: "Anmerkungen",
        loose_notes: "Anmerkungen ohne Verweis im Text",
        contents: "Inhalt",
        cover: "Umschlag",
        title_page: "Titelseite",
        colophon: "Impressum",
        text: "Text",
        pages: "Seiten der gedruckten Vorlage",
        landmarks: "Orientierung",
        back: "Zurück zum Verweis",
        publications: "Veröffentlichungen",
        booklet: "Heft zum Drucken und Falten",
        plain_text: "Reiner Text",
        for_printers: "Für Druck und Redaktion",
        opds: "Katalog für Lesegeräte, OPDS",
    },
    Wording {
        language: "fr",
        translated_by: "Traduit par",
        edited_by: "Édité par",
        notes: "Notes",
        loose_notes: "Notes sans appel dans le texte",
        contents: "Table des matières",
        cover: "Couverture",
        title_page: "Page de titre",
        colophon: "Colophon",
        text: "Texte",
        pages: "Pages de l’édition imprimée",
        landmarks: "Repères",
        back: "Retour à l’appel",
        publications: "Publications",
        booklet: "Brochure à imprimer et à plier",
        plain_text: "Texte brut",
        for_printers: "Pour l’imprimeur et l’éditeur",
        opds: "Catalogue pour liseuses, OPDS",
    },
    Wording {
        language: "es",
        translated_by: "Traducción de",
        edited_by: "Edición de",
        notes: "Notas",
        loose_notes: "Notas sin llamada en el texto",
        contents: "Índice",
        cover: "Cubierta",
        title_page: "Portada",
        colophon: "Colofón",
        text: "Texto",
        pages: "Páginas de la edición impresa",
        landmarks: "Puntos de referencia",
        back: "Volver a la llamada",
        publications: "Publicaciones",
        booklet: "Folleto para imprimir y doblar",
        plain_text: "Texto sin formato",
        for_printers: "Para la imprenta y la edición",
        opds: "Catálogo para lectores electrónicos, OPDS",
    },
    Wording {
        language: "it",
        translated_by: "Traduzione di",
        edited_by: "A cura di",
        notes: "Note",
        loose_notes: "Note senza richiamo nel testo",
        contents: "Indice",
        cover: "Copertina",
        title_page: "Frontespizio",
        colophon: "Colophon",
        text: "Testo",
        pages: "Pagine dell’edizione a stampa",
        landmarks: "Punti di riferimento",
        back: "Torna al richiamo",
        publications: "Pubblicazioni",
        booklet: "Opuscolo da stampare e piegare",
        plain_text: "Testo semplice",
        for_printers: "Per la stampa e la redazione",
        opds: "Catalogo per lettori di e-book, OPDS",
    },
    Wording {
        language: "pt",
        translated_by: "Tradução de",
        edited_by: "Edição de",
        notes: "Notas",
        loose_notes: "Notas sem chamada no texto",
        contents: "Índice",
        cover: "Capa",
        title_page: "Folha de rosto",
        colophon: "Colofão",
        text: "Texto",
        pages: "Páginas da edição impressa",
        landmarks: "Pontos de referência",
        back: "Voltar à chamada",
        publications: "Publicações",
        booklet: "Folheto para imprimir e dobrar",
        plain_text: "Texto simples",
        for_printers: "Para a gráfica e a edição",
        opds: "Catálogo para leitores eletrónicos, OPDS",
    },
    Wording {
        language: "nl",
        translated_by: "Vertaald door",
        edited_by: "Bezorgd door",
        notes: "Noten",
        loose_notes: "Noten zonder verwijzing in de tekst",
        contents: "Inhoud",
        cover: "Omslag",
        title_page: "Titelpagina",
        colophon: "Colofon",
        text: "Tekst",
        pages: "Bladzijden van de gedrukte uitgave",
        landmarks: "Oriëntatiepunten",
        back: "Terug naar verwijzing",
        publications: "Publicaties",
        booklet: "Brochure om te printen en te vouwen",
        plain_text: "Platte tekst",
        for_printers: "Voor drukkers en redacteuren",
        opds: "Catalogus voor e-readers, OPDS",
    },
    Wording {
        language: "ru",
        translated_by: "Перевод:",
        edited_by: "Под редакцией:",
        notes: "Примечания",
        loose_notes: "Примечания без отсылки в тексте",
        contents: "Содержание",
        cover: "Обложка",
        title_page: "Титульный лист",
        colophon: "Выходные данные",
        text: "Текст",
        pages: "Страницы печатного издания",
        landmarks: "Ориентиры",
        back: "Назад к сноске",
        publications: "Издания",
        booklet: "Брошюра для печати и сгибания",
        plain_text: "Простой текст",
        for_printers: "Для типографии и редакции",
        opds: "Каталог для читалок, OPDS",
    },
];

/// The words for a BCP 47 tag.
#[must_use]
pub fn wording(tag: &str) -> &'static Wording {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let found = WORDINGS
        .iter()
        .find(|w| w.language.eq_ignore_ascii_case(primary));
    found.unwrap_or(&WORDINGS[0])
}
