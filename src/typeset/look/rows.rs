//! The table of styles. In: nothing. Out: [`LOOKS`]; the first row is what a manifest gets that names none.

use super::{
    Across, Case, ContentsForm, Cut, Faces, FolioForm, FolioPlace, HeadForm, HeadRule, HeadingForm,
    Look, NoteForm, NoteNumber, NoteRule, Opening, QuoteForm, Says, Scale, Sink, TextForm,
    VerseForm,
};
use super::{sans, serif, title};
use crate::typeset::take::Align;

/// A heading inside a page, centred, in the text's own type: what the others differ from.
pub(super) const PLAIN: HeadingForm = HeadingForm {
    is_display: false,
    size: 100,
    leading: 100,
    align: Align::Centre,
    case: Case::AsIs,
    is_italic: false,
    is_bold: false,
    above: 1,
    tail: 0,
    shift: -25,
    rule: HeadRule::None,
    is_apart: false,
    is_accent: false,
};
/// The same at the left edge.
pub(super) const LEFT: HeadingForm = HeadingForm {
    align: Align::Left,
    ..PLAIN
};
/// The same at the left edge in bold.
pub(super) const BOLD: HeadingForm = HeadingForm {
    is_bold: true,
    ..LEFT
};
/// What the paper says.
pub(super) const AS_PAPER: Scale = Scale {
    size: 1000,
    leading: 1000,
    notes: 1000,
    least: 0,
    margins: [1000; 4],
};
/// Filled paragraphs with an indent.
pub(super) const FILLED: TextForm = TextForm {
    is_ragged: false,
    hyphenates: true,
    is_spaced: false,
    indent: 125,
    space: 0,
};

/// Where a face has narrow spaces they are this wide at least, in thousandths of an em: at a fifth, as some have them, what a line gives
/// and takes is seen, and beside the italics of the same family, which have a quarter, they look like another setting.
pub(super) const SPACE: i64 = 225;

/// Centred, quiet, with small capitals: the book as it was made for four hundred years.
pub(super) const CLASSIC: Look = Look {
    name: "classic",
    about: "Libertinus, all on the middle axis, small capitals",
    faces: Faces {
        text: "libertinus",
        display: None,
        code: None,
    },
    scale: AS_PAPER,
    text: FILLED,
    headings: [
        HeadingForm {
            size: 160,
            leading: 150,
            tail: 2,
            shift: 0,
            ..PLAIN
        },
        HeadingForm {
            size: 124,
            leading: 115,
            above: 2,
            tail: 1,
            shift: 40,
            ..PLAIN
        },
        HeadingForm {
            case: Case::Small,
            ..PLAIN
        },
        HeadingForm {
            is_italic: true,
            ..PLAIN
        },
    ],
    opening: Opening {
        sink: Sink::Share(7),
        drops: false,
        first_words: false,
    },
    ornament: "*\u{2003}*\u{2003}*",
    heads: HeadForm {
        says: Says::AuthorTitle,
        at: Across::Centre,
        cut: Cut::SmallCaps,
        size: 100,
        rule: 0,
    },
    folio: FolioForm {
        place: FolioPlace::Foot(Across::Centre),
        cut: Cut::Plain,
        size: 95,
        is_accent: false,
    },
    contents: ContentsForm { has_leaders: false },
    notes: NoteForm {
        rule: NoteRule::Short,
        number: NoteNumber::Plain,
    },
    quote: QuoteForm {
        left: 100,
        right: 100,
        is_italic: false,
        size: 50,
    },
    verse: VerseForm::Inset,
    title_page: title::CENTRED,
    cover: "frame",
    accent: None,
};

/// The styles; the first is the default.
pub const LOOKS: &[Look] = &[
    CLASSIC,
    sans::MODERN,
    serif::ACADEMIC,
    sans::ZINE,
    serif::POETRY,
    sans::LARGE_PRINT,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::face::family;

    #[test]
    fn every_style_names_families_that_are_compiled_in() {
        for look in LOOKS {
            let faces = look.faces;
            let named = [Some(faces.text), faces.display, faces.code];
            for name in named.into_iter().flatten() {
                assert!(family(name).is_some(), "{}: {name}", look.name);
            }
        }
    }

    /// The contrast to white (WCAG 2.2, 1.4.3).
    fn contrast([r, g, b]: super::super::Rgb) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        1.05 / (0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05)
    }

    #[test]
    fn accents_can_be_read_on_white() {
        for look in LOOKS {
            let accent = look.accent.map_or(21.0, contrast);
            assert!(accent >= 4.5, "{}: {accent:.2}", look.name);
        }
    }
}
