//! Styles in book faces. In: nothing. Out: rows of the table of styles.

use super::rows::{AS_PAPER, BOLD, CLASSIC, FILLED, LEFT, PLAIN, SPACE};
use super::title;
use super::{
    Across, Case, ContentsForm, Cut, Faces, FolioForm, FolioPlace, HeadForm, HeadingForm, Look,
    NoteForm, NoteNumber, NoteRule, Opening, QuoteForm, Says, Scale, Sink, TextForm, VerseForm,
};

/// Dense, with ruled heads and leaders: made to be cited.
pub(super) const ACADEMIC: Look = Look {
    name: "academic",
    about: "Libertinus, tight, bold headings at the left, ruled running heads with the folio, leaders",
    scale: Scale {
        size: 970,
        leading: 930,
        notes: 970,
        ..AS_PAPER
    },
    text: TextForm {
        indent: 100,
        ..FILLED
    },
    headings: [
        HeadingForm {
            size: 170,
            leading: 150,
            tail: 2,
            shift: 0,
            ..BOLD
        },
        HeadingForm {
            size: 125,
            leading: 115,
            above: 2,
            tail: 0,
            shift: -15,
            ..BOLD
        },
        BOLD,
        HeadingForm {
            is_italic: true,
            ..LEFT
        },
    ],
    opening: Opening {
        sink: Sink::Share(12),
        ..CLASSIC.opening
    },
    heads: HeadForm {
        says: Says::TitleSection,
        at: Across::Inner,
        cut: Cut::Italic,
        size: 108,
        rule: 4,
    },
    folio: FolioForm {
        place: FolioPlace::Head,
        cut: Cut::Plain,
        size: 92,
        is_accent: false,
    },
    contents: ContentsForm { has_leaders: true },
    notes: NoteForm {
        rule: NoteRule::Full,
        number: NoteNumber::Raised,
    },
    quote: QuoteForm {
        left: 100,
        right: 0,
        is_italic: false,
        size: 0,
    },
    title_page: title::RULED,
    cover: "band",
    ..CLASSIC
};

/// Airy old face, verse on the middle axis, nothing above the text.
pub(super) const POETRY: Look = Look {
    name: "poetry",
    about: "EB Garamond, wide leading, italic headings, verse centred on its longest line",
    faces: Faces {
        text: "eb-garamond",
        ..CLASSIC.faces
    },
    // Its small letters are lower by a fourteenth than those of the paper's face. Wider margins or larger type would leave lines of 60
    // letters, which give and take too much at each of their few spaces.
    scale: Scale {
        size: 1035,
        leading: 1130,
        notes: 1030,
        margins: [1080, 1130, 1150, 1100],
        ..AS_PAPER
    },
    text: TextForm {
        space: SPACE,
        ..FILLED
    },
    headings: [
        HeadingForm {
            is_italic: true,
            size: 190,
            leading: 150,
            tail: 2,
            shift: 0,
            is_apart: true,
            is_accent: true,
            ..PLAIN
        },
        HeadingForm {
            is_italic: true,
            size: 140,
            leading: 115,
            above: 2,
            tail: 1,
            shift: 40,
            is_apart: true,
            is_accent: true,
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
        sink: Sink::Share(4),
        drops: false,
        first_words: true,
    },
    ornament: "❦",
    heads: HeadForm {
        says: Says::Nothing,
        ..CLASSIC.heads
    },
    folio: FolioForm {
        place: FolioPlace::Foot(Across::Centre),
        cut: Cut::Italic,
        size: 100,
        is_accent: false,
    },
    notes: NoteForm {
        rule: NoteRule::None,
        number: NoteNumber::Plain,
    },
    quote: QuoteForm {
        left: 150,
        right: 150,
        is_italic: true,
        size: 80,
    },
    verse: VerseForm::Centred,
    accent: Some([0x7d, 0x2b, 0x2b]),
    title_page: title::QUIET,
    ..CLASSIC
};
