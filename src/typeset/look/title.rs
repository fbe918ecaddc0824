//! The table of title pages. In: nothing. Out: [`TITLE_FORMS`]: where title, author and imprint stand, and how their letters
//! look. Sizes in hundredths of the text's, white in hundredths of its leading.

use super::Case;
use crate::typeset::take::Align;

/// A row of the table of title pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleForm {
    /// Its name in the manifest.
    pub name: &'static str,
    /// A line about it.
    pub about: &'static str,
    /// Where all of it stands.
    pub align: Align,
    /// Whether the author stands above the title.
    pub author_first: bool,
    /// From the top edge to the first baseline, in hundredths of the page's height.
    pub down: i64,
    /// The title, and its size where it is long.
    pub title: Lettering,
    /// See `title`.
    pub long: i64,
    /// Who wrote it.
    pub author: Lettering,
    /// The subtitle.
    pub subtitle: Lettering,
    /// The publisher.
    pub publisher: Lettering,
    /// White between author and title.
    pub gap: i64,
    /// The ornament below the title; empty for none.
    pub flower: &'static str,
    /// Rules above and below the title, in tenths of a point.
    pub rules: (i64, i64),
    /// The rule over the imprint, in tenths of a point.
    pub foot_rule: i64,
}

/// How a line of it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lettering {
    /// Size.
    pub size: i64,
    /// Leading, in hundredths of its size.
    pub leading: i64,
    /// Its letters.
    pub case: Case,
    /// In italics.
    pub is_italic: bool,
    /// In bold.
    pub is_bold: bool,
    /// In the display family.
    pub is_display: bool,
    /// In the accent's colour.
    pub is_accent: bool,
}

impl Lettering {
    /// Upright, as typed, of the text's size.
    pub const PLAIN: Lettering = Lettering {
        size: 100,
        leading: 125,
        case: Case::AsIs,
        is_italic: false,
        is_bold: false,
        is_display: false,
        is_accent: false,
    };
}

/// Upright, as typed.
const PLAIN: Lettering = Lettering::PLAIN;
/// In small capitals.
const SMALL: Lettering = Lettering {
    case: Case::Small,
    ..PLAIN
};

/// All on the middle axis, the author first.
pub(super) const CENTRED: TitleForm = TitleForm {
    name: "centred",
    about: "author, title and flower on the middle axis",
    align: Align::Centre,
    author_first: true,
    down: 24,
    title: Lettering { size: 250, ..PLAIN },
    long: 200,
    author: Lettering { size: 120, ..SMALL },
    subtitle: Lettering {
        size: 130,
        is_italic: true,
        ..PLAIN
    },
    publisher: SMALL,
    gap: 250,
    flower: "❦",
    rules: (0, 0),
    foot_rule: 0,
};

/// All at the left edge, the title large and bold.
pub(super) const LEFT: TitleForm = TitleForm {
    name: "left",
    about: "all at the left edge, the title large and bold, the author below it",
    align: Align::Left,
    author_first: false,
    down: 30,
    title: Lettering {
        size: 400,
        leading: 108,
        is_bold: true,
        is_accent: true,
        ..PLAIN
    },
    long: 290,
    author: Lettering { size: 140, ..PLAIN },
    subtitle: Lettering { size: 150, ..PLAIN },
    publisher: Lettering {
        is_bold: true,
        ..PLAIN
    },
    gap: 150,
    flower: "",
    rules: (0, 0),
    foot_rule: 0,
};

/// The title between two rules.
pub(super) const RULED: TitleForm = TitleForm {
    name: "ruled",
    about: "the title between two rules, the author below",
    align: Align::Centre,
    author_first: false,
    down: 27,
    title: Lettering {
        size: 240,
        leading: 130,
        ..PLAIN
    },
    long: 190,
    author: Lettering { size: 135, ..PLAIN },
    subtitle: Lettering {
        size: 120,
        is_italic: true,
        ..PLAIN
    },
    publisher: SMALL,
    gap: 250,
    flower: "",
    rules: (10, 4),
    foot_rule: 4,
};

/// As large as the page bears, under a thick rule.
pub(super) const POSTER: TitleForm = TitleForm {
    name: "poster",
    about: "capitals as large as the page bears, between thick rules",
    align: Align::Left,
    author_first: false,
    down: 20,
    title: Lettering {
        size: 760,
        leading: 98,
        case: Case::Capitals,
        is_bold: true,
        is_display: true,
        ..PLAIN
    },
    long: 560,
    author: Lettering {
        size: 200,
        is_display: true,
        is_accent: true,
        ..PLAIN
    },
    subtitle: Lettering {
        size: 150,
        is_bold: true,
        ..PLAIN
    },
    publisher: Lettering {
        size: 130,
        case: Case::Capitals,
        is_display: true,
        is_bold: true,
        ..PLAIN
    },
    gap: 260,
    flower: "",
    rules: (80, 80),
    foot_rule: 30,
};

/// Low and small, in italics.
pub(super) const QUIET: TitleForm = TitleForm {
    name: "quiet",
    about: "the title in italics a little above the middle, the author small below it",
    align: Align::Centre,
    author_first: false,
    down: 36,
    title: Lettering {
        size: 230,
        leading: 130,
        is_italic: true,
        is_accent: true,
        ..PLAIN
    },
    long: 190,
    author: Lettering { size: 105, ..SMALL },
    subtitle: Lettering { size: 110, ..PLAIN },
    publisher: Lettering {
        is_italic: true,
        ..PLAIN
    },
    gap: 220,
    flower: "",
    rules: (0, 0),
    foot_rule: 0,
};

/// The title pages; the first is the default.
pub const TITLE_FORMS: &[TitleForm] = &[CENTRED, LEFT, RULED, POSTER, QUIET];

/// The row of that name.
#[must_use]
pub fn title_form(name: &str) -> Option<&'static TitleForm> {
    TITLE_FORMS.iter().find(|row| row.name == name)
}
