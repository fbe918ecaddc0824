//! Styles in sans and typewriter. In: nothing. Out: rows of the table of styles.

use super::rows::{AS_PAPER, BOLD, CLASSIC, FILLED, LEFT, SPACE};
use super::title;
use super::{
    Across, Case, ContentsForm, Cut, Faces, FolioForm, FolioPlace, HeadForm, HeadRule, HeadingForm,
    Look, NoteForm, NoteNumber, NoteRule, Opening, QuoteForm, Says, Scale, Sink, TextForm,
};

/// A sans at the left edge, white where others have ornaments, one colour.
pub(super) const MODERN: Look = Look {
    name: "modern",
    about: "Source Sans, all at the left edge, large bold headings, one colour",
    faces: Faces {
        text: "source-sans",
        ..CLASSIC.faces
    },
    // Its small letters are larger by a tenth than those of a book face.
    scale: Scale {
        size: 905,
        leading: 1000,
        notes: 920,
        margins: [1120, 1150, 1000, 1000],
        ..AS_PAPER
    },
    text: TextForm {
        indent: 150,
        space: SPACE,
        ..FILLED
    },
    headings: [
        HeadingForm {
            size: 250,
            leading: 200,
            tail: 2,
            shift: 0,
            is_accent: true,
            ..BOLD
        },
        HeadingForm {
            size: 150,
            leading: 125,
            above: 2,
            tail: 0,
            shift: -15,
            is_accent: true,
            ..BOLD
        },
        BOLD,
        HeadingForm {
            is_italic: true,
            ..LEFT
        },
    ],
    opening: Opening {
        sink: Sink::Share(9),
        ..CLASSIC.opening
    },
    ornament: "—",
    heads: HeadForm {
        says: Says::TitleSection,
        at: Across::Outer,
        cut: Cut::Plain,
        size: 95,
        rule: 0,
    },
    folio: FolioForm {
        place: FolioPlace::Foot(Across::Outer),
        cut: Cut::Bold,
        size: 100,
        is_accent: true,
    },
    notes: NoteForm {
        rule: NoteRule::None,
        number: NoteNumber::Hanging,
    },
    quote: QuoteForm {
        left: 100,
        right: 0,
        is_italic: false,
        size: 50,
    },
    accent: Some([0xb3, 0x2d, 0x14]),
    title_page: title::LEFT,
    cover: "typographic",
    ..CLASSIC
};

/// Typewriter and posters: loud, ragged, cheap to print.
pub(super) const ZINE: Look = Look {
    name: "zine",
    about: "Plex Mono, ragged, black condensed capitals under thick rules",
    faces: Faces {
        text: "plex-mono",
        display: Some("roboto-condensed"),
        code: Some("plex-mono"),
    },
    // Letters of one width take a third more room than others.
    scale: Scale {
        size: 820,
        leading: 930,
        notes: 870,
        margins: [1000, 800, 1000, 850],
        ..AS_PAPER
    },
    text: TextForm {
        is_ragged: true,
        hyphenates: false,
        indent: 240,
        ..FILLED
    },
    headings: [
        HeadingForm {
            is_display: true,
            is_bold: true,
            case: Case::Capitals,
            size: 430,
            leading: 300,
            tail: 2,
            shift: 0,
            rule: HeadRule::Above(60),
            ..LEFT
        },
        HeadingForm {
            is_display: true,
            is_bold: true,
            case: Case::Capitals,
            size: 230,
            leading: 170,
            above: 2,
            tail: 1,
            shift: 20,
            rule: HeadRule::Above(30),
            ..LEFT
        },
        HeadingForm {
            is_display: true,
            case: Case::Capitals,
            size: 130,
            ..LEFT
        },
        BOLD,
    ],
    opening: Opening {
        sink: Sink::Share(14),
        ..CLASSIC.opening
    },
    ornament: "× × ×",
    heads: HeadForm {
        says: Says::TitleSection,
        at: Across::Outer,
        cut: Cut::Display,
        size: 120,
        rule: 15,
    },
    folio: FolioForm {
        place: FolioPlace::Foot(Across::Outer),
        cut: Cut::Display,
        size: 190,
        is_accent: true,
    },
    contents: ContentsForm { has_leaders: true },
    notes: NoteForm {
        rule: NoteRule::Full,
        number: NoteNumber::Hanging,
    },
    quote: QuoteForm {
        left: 160,
        right: 0,
        is_italic: true,
        size: 100,
    },
    accent: Some([0xc4, 0x12, 0x30]),
    title_page: title::POSTER,
    cover: "typographic",
    ..CLASSIC
};

/// For eyes that want it: never under 16 pt, nothing parted, nothing small.
pub(super) const LARGE_PRINT: Look = Look {
    name: "large-print",
    about: "Source Sans at 16 pt and more, ragged, no hyphens, blank rows between paragraphs",
    faces: Faces {
        text: "source-sans",
        ..CLASSIC.faces
    },
    scale: Scale {
        size: 1500,
        leading: 1500,
        notes: 1600,
        least: 16,
        margins: [900, 800, 850, 850],
    },
    text: TextForm {
        is_ragged: true,
        hyphenates: false,
        is_spaced: true,
        indent: 0,
        space: SPACE,
    },
    headings: [
        HeadingForm {
            size: 160,
            leading: 140,
            tail: 1,
            shift: 0,
            ..BOLD
        },
        HeadingForm {
            size: 130,
            leading: 115,
            above: 2,
            tail: 0,
            shift: -15,
            ..BOLD
        },
        HeadingForm { size: 110, ..BOLD },
        BOLD,
    ],
    opening: Opening {
        sink: Sink::Share(9),
        ..CLASSIC.opening
    },
    ornament: "•\u{2003}•\u{2003}•",
    heads: HeadForm {
        says: Says::Nothing,
        ..CLASSIC.heads
    },
    folio: FolioForm {
        place: FolioPlace::Foot(Across::Outer),
        cut: Cut::Bold,
        size: 100,
        is_accent: false,
    },
    notes: NoteForm {
        rule: NoteRule::Full,
        number: NoteNumber::Plain,
    },
    quote: QuoteForm {
        left: 100,
        right: 0,
        is_italic: false,
        size: 100,
    },
    title_page: title::LEFT,
    cover: "typographic",
    ..CLASSIC
};
